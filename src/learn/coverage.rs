//! How well a target covers its source, word by word: the features that tell gross errors.

use std::ops::Range;

use super::copied::{self, CopiedRun};
use super::cut::{Cut, cover, heaviest_run, span_of, weights, witness};
use super::languages::{self, Guess, ScriptShare};
use super::lexicon::{Lexicons, Words};
use super::sample::pair_hash;
use super::surplus::Surplus;
use crate::text::script::CharScript;
use crate::text::sentences::sentences;
use crate::text::stems::{Shape, Token, letters};

/// Words of a target from which on they tell its language.
pub(super) const LANGUAGE_WORDS: usize = 4;
/// Share of words from the source beyond which a target tells nothing of its own language.
pub(super) const COPIED_SHARE: f64 = 0.5;
/// Latin letters among others from which on they are more than names.
pub(super) const LATIN_LETTERS: usize = 20;

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
    /// The other language that the target looks most like, if its letters were learned; looked for where it can tell an
    /// error.
    pub guess: Option<Guess>,
    /// Words of the target that its source does not hold, without those that a capital may tell as names; of a script
    /// without spaces its pairs of characters.
    pub fresh_words: usize,
    /// Whether words were judged: the lexicon had enough pairs.
    pub knows_words: bool,
}

/// A word that the other side hardly accounts for.
#[derive(Debug, Clone, PartialEq)]
pub struct Doubt {
    /// Its bytes.
    pub span: Range<usize>,
    /// Evidence in nats that nothing on the other side stands for it; below 0 something does.
    pub weight: f64,
}

/// What each word of a pair tells, in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Doubts {
    /// Of the source.
    pub source: Vec<Doubt>,
    /// Of the target.
    pub target: Vec<Doubt>,
}

/// Whether the language that a target looks most like can tell an error: that it is another's, or that Latin letters among
/// others are. Most texts of a word or two need not be looked at.
fn asks_for_language(copy_rate: f64, fresh: usize, scripts: &[ScriptShare]) -> bool {
    let is_latin = |of: &ScriptShare| of.script == CharScript::Latin && of.letters >= LATIN_LETTERS;
    copy_rate <= COPIED_SHARE && (fresh >= LANGUAGE_WORDS || scripts.iter().any(is_latin))
}

/// How much less the words of a side are covered than they usually are, 0 to 1.
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

impl Lexicons {
    /// What each word of a pair of plain texts tells; `None` where the locale's words were not learned.
    pub fn doubts(&self, locale: &str, source_text: &str, target_text: &str) -> Option<Doubts> {
        let lexicon = self.get(locale).filter(|l| l.knows_words())?;
        let own = lexicon.is_own(pair_hash(source_text, target_text));
        let (source, target) = lexicon.cut(source_text, target_text);
        let cover = cover(&lexicon.table, &source, &target, own);
        let doubts = |cut: &Cut, covered: &[Option<f32>], words: &Words| {
            let weights = weights(cut, covered, words);
            let doubt = |(token, weight): (&Token, f64)| Doubt { span: token.span(), weight };
            cut.tokens.iter().zip(weights).map(doubt).collect()
        };
        Some(Doubts {
            source: doubts(&source, &cover.source, &lexicon.source),
            target: doubts(&target, &cover.target, &lexicon.target),
        })
    }

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
        let scripts = languages::scripts(target_text, &fresh);
        let fresh_words = fresh.iter().filter(|t| t.shape != Shape::Capitalised).count();
        let asks = asks_for_language(copied.rate, fresh_words, &scripts);
        let guess = asks.then(|| self.languages.guess(locale, target_text, &fresh)).flatten();
        let per_token = evidence / (source.tokens.len() + target.tokens.len()) as f64;
        Some(Coverage {
            source_tokens: source.tokens.len(),
            target_tokens: target.tokens.len(),
            source_deficit: deficit(&source, &cover.source, &lexicon.source),
            target_deficit: deficit(&target, &cover.target, &lexicon.target),
            longest_uncovered_source_run: heaviest_run(&source.tokens, &source_weights).map(
                |run| {
                    let rest = source_letters - letters(&source.tokens[run.range.clone()]);
                    Surplus::of(run, lexicon.lengths.z_score(rest, target_letters))
                },
            ),
            longest_uncovered_target_run: heaviest_run(&target.tokens, &target_weights).map(
                |run| {
                    let rest = target_letters - letters(&target.tokens[run.range.clone()]);
                    Surplus::of(run, lexicon.lengths.z_score(source_letters, rest))
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
            scripts,
            source_span: span_of(&source.tokens),
            target_span: span_of(&target.tokens),
            guess,
            fresh_words,
            knows_words: lexicon.knows_words(),
        })
    }
}
