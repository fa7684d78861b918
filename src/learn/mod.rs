//! What the corpus itself teaches before it is judged: one pass over all documents, then one immutable value.

mod consistency;
mod versions;

pub mod renderings;

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::hash;
use crate::locale::LocaleTag;
use crate::segment::Document;

pub use self::consistency::Spread;
pub use self::versions::Lag;

/// What a first pass over all documents learned; immutable in the second.
#[derive(Debug, Default)]
pub struct Corpus {
    locales: BTreeMap<LocaleTag, LocaleLessons>,
    versions: versions::Versions,
}

/// What was learned of one locale.
#[derive(Debug, Default)]
struct LocaleLessons {
    /// How often a source with its target occurs, by their hash.
    pairs: FxHashMap<u64, u32>,
    consistency: consistency::Consistency,
}

/// Distinct pairs remembered for a locale; those beyond it count as occurring once. Bounds the memory to some 100 MB.
const MAX_PAIRS: usize = 4_000_000;

impl Corpus {
    /// Takes in one document. The result does not depend on the order of documents unless a bound is reached.
    pub fn observe(&mut self, document: &Document) {
        let lessons = self.locales.entry(document.locale.clone()).or_default();
        self.versions.observe(document);
        for segment in &document.segments {
            lessons.consistency.observe(&segment.source, &segment.target);
            let pair = hash::texts(&[&segment.source, &segment.target]);
            if let Some(count) = lessons.pairs.get_mut(&pair) {
                *count = count.saturating_add(1);
            } else if lessons.pairs.len() < MAX_PAIRS {
                lessons.pairs.insert(pair, 1);
            }
        }
    }

    /// Turns what was observed into what checks use.
    pub fn finish(&mut self) {
        for lessons in self.locales.values_mut() {
            lessons.consistency.finish();
        }
        self.versions.finish();
    }

    /// How the targets of a source are spread over the locale; none where all are alike.
    pub fn spread(&self, locale: &LocaleTag, source: &str, target: &str) -> Option<Spread> {
        self.locales.get(locale)?.consistency.spread(source, target)
    }

    /// How far a page lags behind the same page of other locales; none where it does not or that can't be known.
    pub fn lag(&self, document: &Document) -> Option<Lag> {
        self.versions.lag(document)
    }

    /// How often a source with this target occurs in the locale.
    pub fn occurrences(&self, locale: &LocaleTag, source: &str, target: &str) -> u64 {
        let pair = hash::texts(&[source, target]);
        self.locales.get(locale).and_then(|l| l.pairs.get(&pair)).map_or(0, |n| u64::from(*n))
    }
}
