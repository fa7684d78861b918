//! How often a rule of style is kept, as sums that merge.

use super::{Pair, RULES, Usage};

/// Places that show a habit, at least.
const LEAST: u64 = 20;

/// How often a rule is kept.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct Count {
    /// Places that keep it.
    pub kept: u64,
    /// All places where it could be kept.
    pub of: u64,
}

/// What a count shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// At least nine of ten places keep the rule.
    Kept,
    /// At least nine of ten do the other thing.
    Other,
    /// Both are common.
    Mixed,
}

impl Count {
    /// Takes in a place.
    pub fn add(&mut self, kept: bool) {
        self.of += 1;
        self.kept += u64::from(kept);
    }

    /// The way that the places go; none of fewer than twenty.
    pub fn way(self) -> Option<Way> {
        if self.of < LEAST {
            None
        } else if self.kept * 10 >= self.of * 9 {
            Some(Way::Kept)
        } else if (self.of - self.kept) * 10 >= self.of * 9 {
            Some(Way::Other)
        } else {
            Some(Way::Mixed)
        }
    }

    /// Whether at least twenty places are there and most do the other thing than the way.
    pub(super) fn is_against(self, way: Way) -> bool {
        let with = if way == Way::Other { self.of - self.kept } else { self.kept };
        self.of >= LEAST && with * 2 < self.of
    }
}

/// The counts of all rules, in their order.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Counts(Vec<Count>);

impl Counts {
    /// Takes in the places of a pair.
    pub(super) fn add(&mut self, pair: &Pair<'_>) {
        self.0.resize(RULES.len(), Count::default());
        let mut places = Vec::new();
        for (rule, count) in RULES.iter().zip(&mut self.0) {
            if (rule.usage)(pair.locale) == Usage::None {
                continue;
            }
            places.clear();
            (rule.places)(pair, &mut places);
            for place in &places {
                count.add(place.kept);
            }
        }
    }

    /// The counts that are large enough to show something, all others as nothing.
    pub(super) fn telling(&self) -> Counts {
        let tell = |count: &Count| if count.of < LEAST { Count::default() } else { *count };
        let mut counts: Vec<Count> = self.0.iter().map(tell).collect();
        let end = counts.iter().rposition(|count| count.of > 0).map_or(0, |at| at + 1);
        counts.truncate(end);
        counts.shrink_to_fit();
        Counts(counts)
    }

    /// Adds other counts.
    pub(super) fn merge(&mut self, other: &Counts) {
        self.0.resize(RULES.len(), Count::default());
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            mine.kept += theirs.kept;
            mine.of += theirs.of;
        }
    }

    /// The count of a rule by its place among [`RULES`].
    pub(super) fn of(&self, index: usize) -> Count {
        self.0.get(index).copied().unwrap_or_default()
    }

    /// The counts in the order of the rules.
    pub(super) fn iter(&self) -> impl Iterator<Item = Count> + '_ {
        self.0.iter().copied()
    }
}
