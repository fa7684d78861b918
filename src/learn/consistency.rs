//! Which targets a source has over the whole corpus, as hashes and counts.

use rustc_hash::FxHashMap;

use crate::hash;

/// Sources remembered for a locale; later ones are not judged. Bounds the memory to some 100 MB.
const MAX_SOURCES: usize = 1_000_000;
/// Different targets remembered for one source.
const MAX_TARGETS: usize = 6;

/// The targets of the sources of one locale.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Consistency {
    sources: FxHashMap<u64, Vec<(u64, u32)>>,
}

/// How the targets of one source are spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spread {
    /// How often this target occurs.
    pub this: u32,
    /// How often the most frequent target occurs.
    pub most: u32,
    /// How often the source occurs.
    pub all: u32,
}

impl Consistency {
    /// Takes in the hashes of a normalised source and its target.
    pub(super) fn observe(&mut self, source: u64, target: u64) {
        if self.sources.len() >= MAX_SOURCES && !self.sources.contains_key(&source) {
            return;
        }
        let targets = self.sources.entry(source).or_default();
        if let Some(known) = targets.iter_mut().find(|t| t.0 == target) {
            known.1 = known.1.saturating_add(1);
        } else if targets.len() < MAX_TARGETS {
            targets.push((target, 1));
        }
    }

    /// Forgets the sources that are always translated alike: they are most.
    pub(super) fn finish(&mut self) {
        self.sources.retain(|_, targets| targets.len() > 1);
        self.sources.shrink_to_fit();
    }

    /// Each source with whether it was left as it is somewhere, and whether it was translated.
    pub(super) fn outcomes(&self) -> impl Iterator<Item = (u64, bool, bool)> {
        self.sources.iter().map(|(source, targets)| {
            let is_left = targets.iter().any(|target| target.0 == *source);
            let is_translated = targets.iter().any(|target| target.0 != *source);
            (*source, is_left, is_translated)
        })
    }

    /// How the targets of a source are spread; none where all are alike.
    pub(super) fn spread(&self, source: &str, target: &str) -> Option<Spread> {
        let targets = self.sources.get(&hash::normalised(source))?;
        let target = hash::normalised(target);
        let this = targets.iter().find(|t| t.0 == target).map_or(0, |t| t.1);
        let most = targets.iter().map(|t| t.1).max().unwrap_or(0);
        Some(Spread { this, most, all: targets.iter().map(|t| t.1).sum() })
    }
}
