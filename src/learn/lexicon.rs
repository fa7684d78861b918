//! The lexicon of one locale: what is known of its words, copies, lengths and letters. Training makes it.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::languages::{Languages, Profile};
use super::model1::Table;
use crate::text::lengths::Lengths;
use crate::text::stems::{SHAPES, Shape, Token, tokens};

/// Pairs of a locale from which on words are judged; below, only lengths, copies and scripts are.
pub const MIN_PAIRS: usize = 200;
/// How well a word is covered by the other side.
pub(super) const LEVELS: usize = 4;
/// How many of how many source words are kept, by shape, before any pair is seen: numbers, names, capitalised words, the
/// rest.
const SHAPE_PRIORS: [(f64, f64); SHAPES] =
    [(18.0, 20.0), (14.0, 20.0), (8.0, 20.0), (1.0, 25.0), (1.0, 25.0)];
/// Nats of evidence in the unit they are kept in.
pub(super) const NATS: f64 = 256.0;

/// The words of one side.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub(super) struct Words {
    /// Stems by id, the first having id 1.
    stems: Vec<u64>,
    /// Evidence of each word at each level against the pair being a translation, in 1/256 nats.
    pub(super) evidence: Vec<[i16; LEVELS]>,
    /// The same for words that are not known, by shape.
    pub(super) unknown: Vec<[i16; LEVELS]>,
    /// Mean coverage of each word in true pairs, in 1/65535.
    pub(super) usual: Vec<u16>,
    #[serde(skip)]
    index: FxHashMap<u64, u32>,
}

impl Words {
    /// A vocabulary of which nothing more is known yet.
    pub(super) fn of(stems: Vec<u64>) -> Words {
        let mut words = Words { stems, ..Words::default() };
        words.build_index();
        words
    }

    /// The word's id; 0 for an unknown one.
    pub(super) fn id(&self, stem: u64) -> u32 {
        self.index.get(&stem).copied().unwrap_or(0)
    }

    /// Evidence in nats that a word at this level of coverage gives against the pair being a translation.
    pub(super) fn evidence(&self, id: u32, shape: Shape, level: usize) -> f64 {
        let row = if id == 0 {
            self.unknown.get(shape as usize)
        } else {
            self.evidence.get(id as usize - 1)
        };
        row.map_or(0.0, |levels| f64::from(levels[level]) / NATS)
    }

    /// How well a word is covered in true pairs, on average, 0 to 1; 0 for unknown ones.
    pub(super) fn usual(&self, id: u32) -> f64 {
        (id as usize)
            .checked_sub(1)
            .and_then(|at| self.usual.get(at))
            .map_or(0.0, |&u| f64::from(u) / 65_535.0)
    }

    /// How many ids there are, that of unknown words among them.
    pub(super) fn size(&self) -> usize {
        self.stems.len() + 1
    }

    fn build_index(&mut self) {
        self.index =
            self.stems.iter().enumerate().map(|(at, &stem)| (stem, at as u32 + 1)).collect();
    }

    fn is_sound(&self) -> bool {
        self.evidence.len() == self.stems.len()
            && self.usual.len() == self.stems.len()
            && self.unknown.len() == SHAPES
    }
}

/// How often source words are kept as they are.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub(super) struct Copies {
    /// Words with how often they were seen and kept.
    words: Vec<(u64, u32, u32)>,
    /// How often words were seen and kept, by shape.
    shapes: Vec<(u32, u32)>,
    #[serde(skip)]
    index: FxHashMap<u64, (u32, u32)>,
}

impl Copies {
    /// Counts of words, the most frequent first, and of shapes.
    pub(super) fn of(words: Vec<(u64, u32, u32)>, shapes: Vec<(u32, u32)>) -> Copies {
        let mut copies = Copies { words, shapes, ..Copies::default() };
        copies.build_index();
        copies
    }

    /// Probability that a translation keeps this source word; `own` tells that this very pair, in which it is kept or
    /// not, has been learned from.
    pub(super) fn rate(&self, token: &Token, own: Option<bool>) -> f64 {
        let (shape_seen, shape_kept) =
            self.shapes.get(token.shape as usize).copied().unwrap_or((0, 0));
        let (prior_kept, prior_seen) = SHAPE_PRIORS[token.shape as usize];
        let general = (f64::from(shape_kept) + prior_kept) / (f64::from(shape_seen) + prior_seen);
        let (mut seen, mut kept) = self.index.get(&token.word).copied().unwrap_or((0, 0));
        if let Some(was_kept) = own {
            seen = seen.saturating_sub(1);
            kept = kept.saturating_sub(u32::from(was_kept));
        }
        let prior = 2.0;
        (f64::from(kept) + prior * general) / (f64::from(seen) + prior)
    }

    fn build_index(&mut self) {
        self.index = self.words.iter().map(|&(word, seen, kept)| (word, (seen, kept))).collect();
    }
}

/// Median and spread of the run's own segments, by which evidence is standardised.
#[derive(Debug, Clone, Copy, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub(super) struct Norms {
    /// Median and spread of the evidence a token, in 1/256 nats.
    pub(super) evidence: (i32, i32),
}

impl Norms {
    /// Evidence a token, in spreads above (good) or below the median; 0 where nothing was learned.
    pub(super) fn standardise_evidence(self, per_token: f64) -> f64 {
        if self.evidence.1 == 0 {
            return 0.0;
        }
        (per_token * 256.0 - f64::from(self.evidence.0)) / f64::from(self.evidence.1)
    }
}

/// What the pairs of one locale teach; immutable once trained.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Lexicon {
    pub(super) locale: String,
    /// Hashes of the pairs learned from, ascending; a pair is judged as if it had not been among them.
    pub(super) own: Vec<u64>,
    pub(super) source: Words,
    pub(super) target: Words,
    pub(super) table: Table,
    pub(super) copies: Copies,
    pub(super) lengths: Lengths,
    pub(super) letters: Profile,
    pub(super) norms: Norms,
}

impl Lexicon {
    /// The locale's tag.
    pub fn locale(&self) -> &str {
        &self.locale
    }

    /// Number of pairs learned from.
    pub fn pairs(&self) -> usize {
        self.own.len()
    }

    /// Whether it learned from enough pairs to judge words.
    pub fn knows_words(&self) -> bool {
        !self.table.is_empty()
    }

    /// In how many pairs a source has this word, and how many of their targets keep it; none for what is no single word.
    pub(super) fn kept(&self, word: &str) -> Option<(u32, u32)> {
        let tokens = tokens(word);
        let [token] = &tokens[..] else { return None };
        self.copies.index.get(&token.word).copied()
    }

    /// Whether this pair has been learned from, so that what it alone taught must not speak for it.
    pub(super) fn is_own(&self, hash: u64) -> bool {
        self.own.binary_search(&hash).is_ok()
    }

    /// Whether the parts of a lexicon that was read fit together.
    pub(super) fn is_sound(&self) -> bool {
        let table =
            self.table.is_empty() || self.table.is_sound(self.source.size(), self.target.size());
        table
            && self.own.is_sorted()
            && self.source.is_sound()
            && self.target.is_sound()
            && self.lengths.is_sound()
            && self.letters.is_sound()
    }

    /// Rebuilds what is not saved.
    pub(super) fn build_indexes(&mut self) {
        self.source.build_index();
        self.target.build_index();
        self.copies.build_index();
    }
}

/// The lexicons of a run, by locale.
#[derive(Debug, Clone, PartialEq)]
pub struct Lexicons {
    pub(super) by_locale: BTreeMap<String, Lexicon>,
    /// Letters of the sources.
    pub(super) sources: Profile,
    /// Letters of all languages at hand.
    pub(super) languages: Languages,
    /// Stands in for locales that were not learned.
    pub(super) untrained: Lexicon,
}

impl Lexicons {
    /// The lexicon of a locale.
    pub fn get(&self, locale: &str) -> Option<&Lexicon> {
        self.by_locale.get(locale)
    }

    /// All lexicons, by locale.
    pub fn iter(&self) -> impl Iterator<Item = &Lexicon> {
        self.by_locale.values()
    }
}
