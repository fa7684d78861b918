//! A side of a pair as words of the lexicon, and how well the words of two sides cover each other.

use std::cell::RefCell;
use std::ops::Range;

use super::lexicon::{LEVELS, Lexicon, Words};
use super::model1::{NULL, Table, filter_bit};
use super::sample::pair_hash;
use crate::text::stems::{Shape, Token, tokens};

/// A side of a pair as tokens with their ids in the lexicon.
#[derive(Debug, Clone, Default)]
pub(super) struct Cut {
    pub(super) tokens: Vec<Token>,
    /// The id of each token; 0 for an unknown word.
    pub(super) ids: Vec<u32>,
    /// Distinct known ids, ascending, with how often they occur.
    distinct: Vec<(u32, u32)>,
    /// Bits of the distinct ids.
    filter: [u64; 16],
    /// Bits of the stems (a Bloom filter), so that most tokens of the other side need no search.
    stems: [u64; 16],
    /// Where a search among many tokens begins; empty where they are few.
    order: Order,
}

/// Places of tokens in the order of their stems, and of those alike in that of the text.
#[derive(Debug, Clone, Default)]
struct Order(Vec<u32>);

/// From this many tokens on a search goes by their order.
const MANY: usize = 256;

impl Order {
    fn of(tokens: &[Token]) -> Order {
        if tokens.len() < MANY {
            return Order::default();
        }
        let mut order: Vec<u32> = (0..tokens.len() as u32).collect();
        order.sort_by_key(|at| tokens[*at as usize].stem);
        Order(order)
    }

    /// The tokens with a stem, in the order of the text; all of them where they are few.
    fn with<'t>(&self, tokens: &'t [Token], stem: u64) -> impl Iterator<Item = &'t Token> {
        let few = if self.0.is_empty() { tokens } else { &[] };
        let start = self.0.partition_point(|at| tokens[*at as usize].stem < stem);
        let alike = self.0[start..].iter().map(|at| &tokens[*at as usize]);
        few.iter().chain(alike.take_while(move |t| t.stem == stem))
    }
}

impl Cut {
    /// The tokens with their ids.
    pub(super) fn new(tokens: Vec<Token>, words: &Words) -> Cut {
        let ids = tokens.iter().map(|t| words.id(t.stem)).collect();
        Cut::from_ids(tokens, ids)
    }

    fn from_ids(tokens: Vec<Token>, ids: Vec<u32>) -> Cut {
        let mut distinct: Vec<(u32, u32)> = Vec::with_capacity(ids.len());
        distinct.extend(ids.iter().filter(|&&id| id > 0).map(|&id| (id, 1)));
        distinct.sort_unstable();
        distinct.dedup_by(|next, kept| {
            let is_same = next.0 == kept.0;
            kept.1 += u32::from(is_same);
            is_same
        });
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
        let order = Order::of(&tokens);
        Cut { tokens, ids, distinct, filter, stems, order }
    }

    /// Its distinct known ids, ascending, with how often they occur.
    pub(super) fn distinct(&self) -> &[(u32, u32)] {
        &self.distinct
    }

    /// Bits of the distinct ids, for [`super::model1::Row::join`].
    pub(super) fn filter(&self) -> &[u64; 16] {
        &self.filter
    }

    /// The place of each token among the distinct ids; none for an unknown word.
    pub(super) fn places(&self) -> impl Iterator<Item = Option<usize>> {
        let place = |id: &u32| self.distinct.binary_search_by_key(id, |(id, _)| *id).ok();
        self.ids.iter().map(place)
    }

    /// Whether it holds the stem.
    fn has_stem(&self, stem: u64) -> bool {
        let (word, bit) = stem_bit(stem);
        self.stems[word] & bit != 0 && self.order.with(&self.tokens, stem).any(|t| t.stem == stem)
    }

    /// The token that is the same whole word.
    pub(super) fn same_word(&self, token: &Token) -> Option<&Token> {
        let (word, bit) = stem_bit(token.stem);
        let found = self.stems[word] & bit != 0;
        let mut alike =
            found.then(|| self.order.with(&self.tokens, token.stem)).into_iter().flatten();
        alike.find(|t| t.word == token.word)
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

/// The level of the coverage of each token of both sides.
#[derive(Debug, Clone, Default)]
pub(super) struct Levels {
    pub(super) source: Vec<u8>,
    pub(super) target: Vec<u8>,
}

impl Cover {
    pub(super) fn levels(&self) -> Levels {
        let of = |side: &[Option<f32>]| side.iter().map(|&covered| level(covered) as u8).collect();
        Levels { source: of(&self.source), target: of(&self.target) }
    }
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

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// Space that a thread reuses from pair to pair.
#[derive(Default)]
struct Scratch {
    /// Entries of the table that both sides have: the places of the words among the distinct ones, and the probabilities.
    cells: Vec<(u32, u32, f32, f32)>,
    /// What the empty word takes of each target word, and the empty target word of each source word.
    forward_sums: Vec<f32>,
    backward_sums: Vec<f32>,
    by_row: Vec<(f32, f32)>,
    by_column: Vec<(f32, f32)>,
}

/// Covers the tokens of a pair by each other. With `own` the pair is one that the table was trained on, and what it
/// added to the table's counts is taken out.
pub(super) fn cover(table: &Table, source: &Cut, target: &Cut, own: bool) -> Cover {
    SCRATCH.with_borrow_mut(|scratch| scratch.cover(table, source, target, own))
}

impl Scratch {
    fn cover(&mut self, table: &Table, source: &Cut, target: &Cut, own: bool) -> Cover {
        let (rows, columns) = (source.distinct.len(), target.distinct.len());
        let Scratch { cells, forward_sums, backward_sums, by_row, by_column } = self;
        cells.clear();
        zeroed(forward_sums, columns);
        zeroed(backward_sums, rows);
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
                    cells.push((row as u32, column as u32, f, b));
                    forward_sums[column] += f * count as f32;
                    backward_sums[row] += b * target.distinct[column].1 as f32;
                });
                if own && let Some(null) = entries.null() {
                    backward_sums[row] += null.backward;
                }
            }
        }
        zeroed(by_row, rows);
        zeroed(by_column, columns);
        for &(row, column, f, b) in &*cells {
            let (row, column) = (row as usize, column as usize);
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
            source: by_token(source, target, by_row),
            target: by_token(target, source, by_column),
        }
    }
}

/// Makes room for so many sums of nothing.
fn zeroed<T: Default + Clone>(sums: &mut Vec<T>, len: usize) {
    sums.clear();
    sums.resize(len, T::default());
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

/// A stretch of a text with the evidence on it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    /// Its tokens.
    pub(super) range: Range<usize>,
    /// Its bytes.
    pub(super) span: Range<usize>,
    /// The sum of its tokens' weights, in nats.
    pub(super) weight: f64,
}

/// From the first token to the last.
pub(super) fn span_of(tokens: &[Token]) -> Range<usize> {
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => first.start as usize..last.end as usize,
        _ => 0..0,
    }
}

/// Bigrams overlap, so each is but half a witness.
pub(super) fn witness(token: &Token) -> f64 {
    if token.shape == Shape::Bigram { 0.5 } else { 1.0 }
}

/// Evidence in nats that each token of a side has no counterpart, by its coverage.
pub(super) fn weights(cut: &Cut, covered: &[Option<f32>], words: &Words) -> Vec<f64> {
    weights_at(cut, covered.iter().map(|&covered| level(covered)), words).collect()
}

/// The same, by the levels of the coverage.
pub(super) fn weights_at(
    cut: &Cut,
    levels: impl Iterator<Item = usize>,
    words: &Words,
) -> impl Iterator<Item = f64> {
    let tokens = cut.tokens.iter().zip(&cut.ids).zip(levels);
    tokens.map(|((token, &id), level)| words.evidence(id, token.shape, level) * witness(token))
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

impl Lexicon {
    /// Evidence in nats that a target translates a source rather than another segment; above 0 it does. Segments of a
    /// page are compared by it: two that got each other's targets score better crosswise.
    pub fn pair_score(&self, source: &str, target: &str) -> f64 {
        let own = self.is_own(pair_hash(source, target));
        let (source, target) = self.cut(source, target);
        let cover = cover(&self.table, &source, &target, own);
        self.pair_evidence(&source, &target, &cover)
    }

    /// Both sides of a pair, cut into the words of the lexicon.
    pub(super) fn cut(&self, source: &str, target: &str) -> (Cut, Cut) {
        (Cut::new(tokens(source), &self.source), Cut::new(tokens(target), &self.target))
    }

    /// [`Lexicon::pair_score`] of sides that are cut and covered.
    pub(super) fn pair_evidence(&self, source: &Cut, target: &Cut, cover: &Cover) -> f64 {
        let source: f64 = weights(source, &cover.source, &self.source).iter().sum();
        let target: f64 = weights(target, &cover.target, &self.target).iter().sum();
        -(source + target) / 2.0
    }
}
