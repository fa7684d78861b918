//! What was found of pairs that the corpus repeats: each is judged once, however many pages hold it.
//!
//! Documentation repeats itself: notes and steps on every page, and whole trees kept for each version of a product. What
//! the checks of a segment say depends on the pair, its locale, the page's `no-loc` names and the rules in force, so it is
//! remembered by a hash of these, and holds where the page is held to the same style. Only pairs that the first pass saw
//! more than once are kept, and no more than a fixed number of them.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use crate::checks::issue::Issue;
use crate::document::message::Families;
use crate::document::{Document, Segment};
use crate::evaluate::rules::PageRule;
use crate::hash;
use crate::learn::Fit;
use crate::learn::gross_error::GrossError;
use crate::names::NameView;

/// Parts of the memory, each with a lock of its own.
const SHARDS: usize = 64;
/// Pairs that a part holds before it is emptied; some 300 bytes a pair make 40 MB in all.
const SHARD_PAIRS: usize = 2_000;

/// What was found of a pair by itself, without its neighbours on the page.
#[derive(Debug, Clone)]
pub(crate) struct PairFinding {
    /// Its names.
    pub(crate) names: NameView,
    /// How well the target fits the source.
    pub(crate) fit: Fit,
    /// What the lexicon says.
    pub(crate) gross_error: Option<GrossError>,
    /// What the checks of one segment found, by the rules of the page.
    pub(crate) issues: Vec<Issue>,
    /// A hash of the style that they held it to.
    pub(crate) style: u64,
    /// Words of the source.
    pub(crate) source_words: u64,
}

/// Findings of repeated pairs, shared by all threads. Losing one costs time only: the result is the same.
#[derive(Debug)]
pub(crate) struct Repeats {
    shards: Vec<Mutex<FxHashMap<u64, Arc<PairFinding>>>>,
}

impl Default for Repeats {
    fn default() -> Self {
        Repeats { shards: (0..SHARDS).map(|_| Mutex::default()).collect() }
    }
}

impl Repeats {
    /// What was found of the pair with this key, if it is remembered.
    pub(crate) fn get(&self, key: u64) -> Option<Arc<PairFinding>> {
        self.shard(key).lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned()
    }

    /// Remembers what was found of a pair.
    pub(crate) fn put(&self, key: u64, finding: PairFinding) {
        let finding = Arc::new(finding);
        let mut shard = self.shard(key).lock().unwrap_or_else(PoisonError::into_inner);
        if shard.len() >= SHARD_PAIRS {
            shard.clear();
        }
        shard.insert(key, finding);
    }

    fn shard(&self, key: u64) -> &Mutex<FxHashMap<u64, Arc<PairFinding>>> {
        // The upper bits: the map uses the others.
        &self.shards[(key >> 48) as usize % SHARDS]
    }
}

/// A hash of what findings on a page depend on beside the pair.
pub(crate) fn context(document: &Document, rules: &[PageRule]) -> u64 {
    let rules: String = rules
        .iter()
        .map(|rule| match (rule.on, rule.severity) {
            (false, _) => '-',
            (true, None) => '+',
            (true, Some(severity)) => char::from(b'0' + severity as u8),
        })
        .collect();
    let mut parts = vec![document.locale.as_str(), document.origin.as_str(), &rules];
    parts.extend(document.metadata.no_loc.iter().map(String::as_str));
    hash::texts(&parts)
}

/// A hash of what a pair's file says of its placeholders and its form; 0 where it says nothing.
pub(crate) fn message(segment: &Segment) -> u64 {
    let form = segment.form.as_ref();
    if form.is_none() && segment.families == Families::default() {
        return 0;
    }
    let counts = form
        .map(|f| format!("{:?} {} {} {}", f.counts, f.takes_one, f.is_missing, f.name))
        .unwrap_or_default();
    let other = form.map_or("", |f| &f.other_source);
    hash::texts(&[&segment.families.bits().to_string(), &counts, other])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(source_words: u64) -> PairFinding {
        PairFinding {
            names: NameView::default(),
            fit: Fit::default(),
            gross_error: None,
            issues: Vec::new(),
            style: 0,
            source_words,
        }
    }

    #[test]
    fn a_full_memory_forgets_but_never_mixes_up() {
        let repeats = Repeats::default();
        for key in 0..10_000 {
            repeats.put(key, finding(key));
        }
        let kept: Vec<u64> =
            (0..10_000).filter_map(|key| repeats.get(key).map(|f| f.source_words - key)).collect();
        assert!(!kept.is_empty() && kept.len() <= SHARD_PAIRS, "{}", kept.len());
        assert!(kept.iter().all(|difference| *difference == 0));
    }

    #[test]
    fn names_and_rules_of_the_page_count() {
        let on = [PageRule { on: true, severity: None }];
        let off = [PageRule { on: false, severity: None }];
        let mut document = Document::default();
        let plain = context(&document, &on);
        assert_ne!(plain, context(&document, &off));
        document.metadata.no_loc.push("Contoso".to_owned());
        assert_ne!(plain, context(&document, &on));
    }
}
