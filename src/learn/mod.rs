//! What the corpus itself teaches before it is judged: one pass over all documents, then one immutable value.

mod consistency;
pub mod copied;
pub mod coverage;
pub mod languages;
pub mod lengths;
pub mod lexicon;
pub mod model1;
pub mod plain;
pub mod sample;
pub mod sentences;
mod store;
pub mod tokens;
pub mod verdict;
mod versions;

pub mod renderings;

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use self::lexicon::Lexicons;
use self::plain::plain;
use self::sample::Sample;
use self::verdict::{GrossError, Verdict};
use crate::checks::SegmentView;
use crate::hash;
use crate::issue::Confidence;
use crate::locale::{Locale, LocaleTag};
use crate::segment::Document;
use crate::text::Text;

pub use self::consistency::Spread;
pub use self::versions::Lag;

/// What a first pass over all documents learned; immutable in the second.
#[derive(Debug, Default)]
pub struct Corpus {
    locales: BTreeMap<LocaleTag, LocaleLessons>,
    versions: versions::Versions,
    samples: BTreeMap<String, Sample>,
    lexicons: Lexicons,
}

/// What one document has to teach; made in parallel, taken in one after the other.
#[derive(Debug)]
pub struct Observation {
    document: Document,
    /// Plain source and target of the pairs that may come into the sample.
    pairs: Vec<(String, String)>,
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
    /// Cuts the texts of a document that the lexicon may learn from.
    pub fn prepare(&self, document: Document) -> Observation {
        let sample = self.samples.get(document.locale.as_str());
        let lessons = self.locales.get(&document.locale);
        let cut = |segment: &crate::segment::Segment| {
            // A pair that was seen is in the sample already, or was not wanted.
            let pair = hash::texts(&[&segment.source, &segment.target]);
            if lessons.is_some_and(|l| l.pairs.contains_key(&pair)) {
                return None;
            }
            let source = plain(&Text::new(&segment.source));
            let target = plain(&Text::new(&segment.target));
            sample.is_none_or(|s| s.wants(&source, &target)).then_some((source, target))
        };
        let pairs = document.segments.iter().filter_map(cut).collect();
        Observation { document, pairs }
    }

    /// Takes in one document. The result does not depend on the order of documents unless a bound is reached.
    pub fn observe(&mut self, observation: &Observation) {
        let document = &observation.document;
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
        if !document.locale.is_empty() {
            let sample = self.samples.entry(document.locale.as_str().to_owned()).or_default();
            for (source, target) in &observation.pairs {
                sample.add(source, target);
            }
        }
    }

    /// Turns what was observed into what checks use.
    pub fn finish(&mut self) {
        for lessons in self.locales.values_mut() {
            lessons.consistency.finish();
        }
        self.versions.finish();
        self.lexicons = Lexicons::train(&std::mem::take(&mut self.samples));
    }

    /// Judges the segments of a page by the lexicon: gross errors that no rule of one check can see.
    pub fn judge(&self, views: &mut [SegmentView<'_>], tag: &LocaleTag, locale: &Locale) {
        let texts: Vec<(String, String)> =
            views.iter().map(|v| (plain(&v.source), plain(&v.target))).collect();
        let mut evidence = Vec::with_capacity(views.len());
        for (view, (source, target)) in views.iter_mut().zip(&texts) {
            let coverage = self.lexicons.coverage(tag.as_str(), source, target);
            view.verdict = coverage.as_ref().and_then(|c| verdict::judge(c, locale));
            evidence.push(coverage.map(|c| c.evidence));
        }
        let Some(lexicon) = self.lexicons.get(tag.as_str()) else { return };
        for at in 1..views.len() {
            let (Some(first), Some(second)) = (evidence[at - 1], evidence[at]) else { continue };
            // Only a pair of which both fit badly can have been exchanged; most do not get here.
            if !verdict::may_be_swapped(first, second) {
                continue;
            }
            let (a, b) = (&texts[at - 1], &texts[at]);
            let crossed = (lexicon.pair_score(&a.0, &b.1), lexicon.pair_score(&b.0, &a.1));
            if verdict::is_swapped((first, second), crossed) {
                for view in &mut views[at - 1..=at] {
                    let error = GrossError::Swapped;
                    view.verdict =
                        Some(Verdict { error, confidence: Confidence::High, by_length: false });
                }
            }
        }
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
