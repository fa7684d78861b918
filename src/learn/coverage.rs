//! How well a target covers its source, word by word: the features that tell gross errors.

use std::ops::Range;

use rayon::prelude::*;

use super::copied::{self, CopiedRun};
use super::languages::{self, Guess, ScriptShare};
use super::lexicon::{LEVELS, Lexicon, Lexicons, Words};
use super::model1::{NULL, Table, filter_bit};
use super::sample::pair_hash;
use super::surplus::Surplus;
use crate::text::sentences::sentences;
use crate::text::stems::{Shape, Token, letters, tokens};

/// What a pair's words, lengths and letters say. Weights are log-likelihood ratios in nats.
#[derive(Debug, Clone, PartialEq)]
pub struct Coverage {
    /// Number of source tokens.
    pub source_tokens: usize,
    /// Number of target tokens.
    pub target_tokens: usize,
    /// How much less the source's words are covered than they usually are: 0 as usual or better, 1 not at all.
    pub source_deficit: f64,
    /// The same for the target's words.
    pub target_deficit: f64,
    /// The stretch of the source that most looks untranslated by anything in the target.
    pub longest_uncovered_source_run: Option<Surplus>,
    /// The stretch of the target that most looks like the translation of nothing in the source.
    pub longest_uncovered_target_run: Option<Surplus>,
    /// Evidence that the target translates the source rather than another segment.
    pub evidence: f64,
    /// The evidence a token, in spreads of the run's own segments above (good) or below their median.
    pub log_likelihood: f64,
    /// Share of the target's words (numbers apart) that stand in the source as they are.
    pub copy_rate: f64,
    /// Evidence that the target as a whole is source text left as it is.
    pub copy_evidence: f64,
    /// The stretch of the target that most looks like source text left as it is.
    pub longest_copied_run: Option<CopiedRun>,
    /// The target sentence that most looks added, if the target has more sentences than the source.
    pub added_sentence: Option<Surplus>,
    /// The source sentence that most looks left out, if the source has more sentences than the target.
    pub omitted_sentence: Option<Surplus>,
    /// Length ratio in spreads of the locale's usual one; below 0 the target is short.
    pub length_z: f64,
    /// The scripts of target words that the source does not hold, most letters first.
    pub scripts: Vec<ScriptShare>,
    /// All words of the source.
    pub source_span: Range<usize>,
    /// All words of the target.
    pub target_span: Range<usize>,
    /// The other language that the target looks most like, if its letters were learned.
    pub guess: Option<Guess>,
    /// Whether words were judged: the lexicon had enough pairs.
    pub knows_words: bool,
}

/// A stretch of a text with the evidence on it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    pub(super) range: Range<usize>,
    pub(super) span: Range<usize>,
    pub(super) weight: f64,
}

impl Run {
    fn surplus(self, length_z: f64) -> Surplus {
        Surplus { span: self.span, tokens: self.range.len(), weight: self.weight, length_z }
    }
}

/// Median and spread of the run's own segments, by which evidence is standardised.
#[derive(Debug, Clone, Copy, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub(super) struct Norms {
    /// Median and spread of the evidence a token, in 1/256 nats.
    evidence: (i32, i32),
}

/// A side of a pair as tokens with their ids in the lexicon.
#[derive(Debug, Clone, Default)]
pub(super) struct Cut {
    pub(super) tokens: Vec<Token>,
    pub(super) ids: Vec<u32>,
    /// Distinct known ids, ascending, with how often they occur.
    distinct: Vec<(u32, u32)>,
    /// Bits of the distinct ids.
    filter: [u64; 16],
    /// Bits of the stems (a Bloom filter), so that most tokens of the other side need no search.
    stems: [u64; 16],
}

impl Cut {
    pub(super) fn of(tokens: &[Token], words: &Words) -> Cut {
        Cut::new(tokens.to_vec(), words)
    }

    fn new(tokens: Vec<Token>, words: &Words) -> Cut {
        let ids = tokens.iter().map(|t| words.id(t.stem)).collect();
        Cut::from_ids(tokens, ids)
    }

    fn from_ids(tokens: Vec<Token>, ids: Vec<u32>) -> Cut {
        let mut sorted: Vec<u32> = ids.iter().copied().filter(|&id| id > 0).collect();
        sorted.sort_unstable();
        let mut distinct: Vec<(u32, u32)> = Vec::with_capacity(sorted.len());
        for id in sorted {
            match distinct.last_mut() {
                Some((last, n)) if *last == id => *n += 1,
                _ => distinct.push((id, 1)),
            }
        }
        let mut stems = [0; 16];
        for token in &tokens {
            let (word, bit) = stem_bit(token.stem);
            stems[word] |= bit;
        }
        let mut filter = [0; 16];
        for (id, _) in &distinct {
            let (word, bit) = filter_bit(*id);
            filter[word] |= bit;
        }
        Cut { tokens, ids, distinct, filter, stems }
    }

    /// Whether it holds the stem.
    fn has_stem(&self, stem: u64) -> bool {
        let (word, bit) = stem_bit(stem);
        self.stems[word] & bit != 0 && self.tokens.iter().any(|t| t.stem == stem)
    }

    /// The token that is the same whole word.
    pub(super) fn same_word(&self, token: &Token) -> Option<&Token> {
        let (word, bit) = stem_bit(token.stem);
        let found = self.stems[word] & bit != 0;
        found.then(|| self.tokens.iter().find(|t| t.word == token.word)).flatten()
    }

    /// The same side less the tokens that begin in these bytes.
    pub(super) fn without(&self, span: &Range<usize>) -> Cut {
        let kept = |at: &usize| !span.contains(&(self.tokens[*at].start as usize));
        let tokens: Vec<Token> =
            (0..self.tokens.len()).filter(kept).map(|at| self.tokens[at]).collect();
        let ids: Vec<u32> = (0..self.ids.len()).filter(kept).map(|at| self.ids[at]).collect();
        Cut::from_ids(tokens, ids)
    }
}

fn stem_bit(stem: u64) -> (usize, u64) {
    ((stem >> 6) as usize % 16, 1 << (stem % 64))
}

/// Coverage of each token of both sides: 0 to 1, none for a token that stands on the other side as it is.
pub(super) struct Cover {
    pub(super) source: Vec<Option<f32>>,
    pub(super) target: Vec<Option<f32>>,
}

/// The level of a coverage, 0 (uncovered) to 3 (the same word on both sides).
pub(super) fn level(covered: Option<f32>) -> usize {
    const { assert!(LEVELS == 4) };
    match covered {
        None => 3,
        Some(c) if c >= 0.3 => 2,
        Some(c) if c >= 0.06 => 1,
        Some(_) => 0,
    }
}

/// Covers the tokens of a pair by each other. With `own` the pair is one that the table was trained on, and what it
/// added to the table's counts is taken out.
pub(super) fn cover(table: &Table, source: &Cut, target: &Cut, own: bool) -> Cover {
    let (rows, columns) = (source.distinct.len(), target.distinct.len());
    let mut cells: Vec<(usize, usize, f32, f32)> = Vec::with_capacity(rows * 2);
    // What the empty word takes of each target word, and the empty target word of each source word.
    let mut forward_sums = vec![0.0_f32; columns];
    let mut backward_sums = vec![0.0_f32; rows];
    if !table.is_empty() {
        if own {
            let row = table.row(NULL);
            row.join(&target.distinct, &target.filter, |column, entry| {
                forward_sums[column] = entry.forward;
            });
        }
        for (row, &(id, count)) in source.distinct.iter().enumerate() {
            let entries = table.row(id);
            entries.join(&target.distinct, &target.filter, |column, entry| {
                let (f, b) = (entry.forward, entry.backward);
                cells.push((row, column, f, b));
                forward_sums[column] += f * count as f32;
                backward_sums[row] += b * target.distinct[column].1 as f32;
            });
            if own && let Some(null) = entries.null() {
                backward_sums[row] += null.backward;
            }
        }
    }
    let mut by_row = vec![(0.0_f32, 0.0_f32); rows];
    let mut by_column = vec![(0.0_f32, 0.0_f32); columns];
    for &(row, column, f, b) in &cells {
        if own {
            let times = (source.distinct[row].1 * target.distinct[column].1) as f32;
            let own_forward = times * f / forward_sums[column].max(f32::MIN_POSITIVE);
            let own_backward = times * b / backward_sums[row].max(f32::MIN_POSITIVE);
            let total = table.source_total(source.distinct[row].0);
            by_row[row].0 += (f * total - own_forward).max(0.0);
            by_row[row].1 += own_forward;
            let total = table.target_total(target.distinct[column].0);
            by_column[column].0 += (b * total - own_backward).max(0.0);
            by_column[column].1 += own_backward;
        } else {
            by_row[row].0 += f;
            by_column[column].0 += b;
        }
    }
    if own {
        for (sums, (id, _)) in by_row.iter_mut().zip(&source.distinct) {
            sums.0 /= (table.source_total(*id) - sums.1).max(0.5);
        }
        for (sums, (id, _)) in by_column.iter_mut().zip(&target.distinct) {
            sums.0 /= (table.target_total(*id) - sums.1).max(0.5);
        }
    }
    Cover {
        source: by_token(source, target, &by_row),
        target: by_token(target, source, &by_column),
    }
}

fn by_token(cut: &Cut, other: &Cut, covered: &[(f32, f32)]) -> Vec<Option<f32>> {
    cut.tokens
        .iter()
        .zip(&cut.ids)
        .map(|(token, &id)| {
            if other.has_stem(token.stem) {
                return None;
            }
            let at = cut.distinct.binary_search_by_key(&id, |(id, _)| *id);
            Some(at.map_or(0.0, |at| covered[at].0))
        })
        .collect()
}

/// From the first token to the last.
fn span_of(tokens: &[Token]) -> Range<usize> {
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => first.start as usize..last.end as usize,
        _ => 0..0,
    }
}

/// Bigrams overlap, so each is but half a witness.
fn witness(token: &Token) -> f64 {
    if token.shape == Shape::Bigram { 0.5 } else { 1.0 }
}

pub(super) fn weights(cut: &Cut, covered: &[Option<f32>], words: &Words) -> Vec<f64> {
    cut.tokens
        .iter()
        .zip(&cut.ids)
        .zip(covered)
        .map(|((token, &id), &c)| words.evidence(id, token.shape, level(c)) * witness(token))
        .collect()
}

/// The stretch with the greatest sum of weights (Kadane's algorithm), if any is above 0.
pub(super) fn heaviest_run(tokens: &[Token], weights: &[f64]) -> Option<Run> {
    let mut best: Option<(f64, Range<usize>)> = None;
    let (mut sum, mut start) = (0.0, 0);
    for (at, &weight) in weights.iter().enumerate() {
        if sum <= 0.0 {
            (sum, start) = (0.0, at);
        }
        sum += weight;
        if sum > best.as_ref().map_or(0.0, |b| b.0) {
            best = Some((sum, start..at + 1));
        }
    }
    best.map(|(weight, range)| Run {
        span: tokens[range.start].start as usize..tokens[range.end - 1].end as usize,
        range,
        weight,
    })
}

fn deficit(cut: &Cut, covered: &[Option<f32>], words: &Words) -> f64 {
    let (mut usual_sum, mut missing) = (0.0, 0.0);
    for (at, &id) in cut.ids.iter().enumerate() {
        let usual = words.usual(id);
        let weight = witness(&cut.tokens[at]);
        usual_sum += usual * weight;
        missing += (usual - f64::from(covered[at].unwrap_or(1.0).min(1.0))) * weight;
    }
    if usual_sum > 0.0 { (missing / usual_sum).clamp(0.0, 1.0) } else { 0.0 }
}

impl Lexicon {
    /// Evidence in nats that a target translates a source rather than another segment; above 0 it does. Segments of a
    /// page are compared by it: two that got each other's targets score better crosswise.
    pub fn pair_score(&self, source: &str, target: &str) -> f64 {
        let own = self.is_own(pair_hash(source, target));
        let (source, target) = self.cut(source, target);
        let cover = cover(&self.table, &source, &target, own);
        self.pair_evidence(&source, &target, &cover)
    }

    fn cut(&self, source: &str, target: &str) -> (Cut, Cut) {
        (Cut::new(tokens(source), &self.source), Cut::new(tokens(target), &self.target))
    }

    fn pair_evidence(&self, source: &Cut, target: &Cut, cover: &Cover) -> f64 {
        let source: f64 = weights(source, &cover.source, &self.source).iter().sum();
        let target: f64 = weights(target, &cover.target, &self.target).iter().sum();
        -(source + target) / 2.0
    }
}

impl Lexicons {
    /// The features of a pair of plain texts of a locale; `None` if a side has no words. Of a locale that was not learned
    /// lengths, copies and scripts are judged by what is usual.
    pub fn coverage(&self, locale: &str, source_text: &str, target_text: &str) -> Option<Coverage> {
        let lexicon = self.get(locale).unwrap_or(&self.untrained);
        let own = lexicon.is_own(pair_hash(source_text, target_text));
        let (source, target) = lexicon.cut(source_text, target_text);
        if source.tokens.is_empty() || target.tokens.is_empty() {
            return None;
        }
        let cover = cover(&lexicon.table, &source, &target, own);
        let source_weights = weights(&source, &cover.source, &lexicon.source);
        let target_weights = weights(&target, &cover.target, &lexicon.target);
        let evidence =
            -(source_weights.iter().sum::<f64>() + target_weights.iter().sum::<f64>()) / 2.0;
        let fresh =
            languages::fresh(&target.tokens, |at| source.same_word(&target.tokens[at]).is_some());
        let copied = copied::copied(&source, (target_text, &target), &lexicon.copies, own);
        let (source_letters, target_letters) = (letters(&source.tokens), letters(&target.tokens));
        let (source_sentences, target_sentences) = (sentences(source_text), sentences(target_text));
        let per_token = evidence / (source.tokens.len() + target.tokens.len()) as f64;
        Some(Coverage {
            source_tokens: source.tokens.len(),
            target_tokens: target.tokens.len(),
            source_deficit: deficit(&source, &cover.source, &lexicon.source),
            target_deficit: deficit(&target, &cover.target, &lexicon.target),
            longest_uncovered_source_run: heaviest_run(&source.tokens, &source_weights).map(
                |run| {
                    let rest = source_letters - letters(&source.tokens[run.range.clone()]);
                    run.surplus(lexicon.lengths.z_score(rest, target_letters))
                },
            ),
            longest_uncovered_target_run: heaviest_run(&target.tokens, &target_weights).map(
                |run| {
                    let rest = target_letters - letters(&target.tokens[run.range.clone()]);
                    run.surplus(lexicon.lengths.z_score(source_letters, rest))
                },
            ),
            evidence,
            log_likelihood: lexicon.norms.standardise_evidence(per_token),
            copy_rate: copied.rate,
            copy_evidence: copied.evidence,
            longest_copied_run: copied.run,
            added_sentence: lexicon.added_sentence(
                (&source_sentences, &source),
                (&target_sentences, &target),
                own,
            ),
            omitted_sentence: lexicon.omitted_sentence(
                (&source_sentences, &source),
                (&target_sentences, &target),
                own,
            ),
            length_z: lexicon.lengths.z_score(source_letters, target_letters),
            scripts: languages::scripts(target_text, &fresh),
            source_span: span_of(&source.tokens),
            target_span: span_of(&target.tokens),
            guess: self.languages.guess(locale, target_text, &fresh),
            knows_words: lexicon.knows_words(),
        })
    }
}

impl Norms {
    /// Learns from the run's own pairs; their few bad ones do not move medians and 90th percentiles much.
    pub(super) fn learn(lexicon: &Lexicon, pairs: &[(u64, &str, &str)]) -> Norms {
        if !lexicon.knows_words() {
            return Norms::default();
        }
        let mut values: Vec<f64> = pairs
            .par_iter()
            .map(|(_, source, target)| {
                let (source, target) = lexicon.cut(source, target);
                let cover = cover(&lexicon.table, &source, &target, true);
                let tokens = (source.tokens.len() + target.tokens.len()).max(1) as f64;
                lexicon.pair_evidence(&source, &target, &cover) / tokens
            })
            .collect();
        values.sort_unstable_by(f64::total_cmp);
        let quantile =
            |q: f64| values.get((q * (values.len() as f64 - 1.0)) as usize).copied().unwrap_or(0.0);
        let unit = |nats: f64| (nats * 256.0).round() as i32;
        Norms { evidence: (unit(quantile(0.5)), unit(quantile(0.5) - quantile(0.16))) }
    }

    fn standardise_evidence(self, per_token: f64) -> f64 {
        if self.evidence.1 == 0 {
            return 0.0;
        }
        (per_token * 256.0 - f64::from(self.evidence.0)) / f64::from(self.evidence.1)
    }
}
