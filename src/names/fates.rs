//! What the places of a run do with a name that no list judges, and how far that is evidence.

use super::candidates::Shape;
use super::evidence::{Evidence, strongest};

/// How many sources have a name, and how many of their targets keep it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Counts {
    /// Distinct pairs whose source has the name.
    pub seen: u32,
    /// Those whose target keeps it.
    pub kept: u32,
}

impl Counts {
    /// Takes in a pair.
    pub fn add(&mut self, is_kept: bool) {
        self.seen = self.seen.saturating_add(1);
        self.kept = self.kept.saturating_add(u32::from(is_kept));
    }

    /// Without another's, of which these hold all.
    #[must_use]
    pub fn without(self, other: Counts) -> Counts {
        Counts {
            seen: self.seen.saturating_sub(other.seen),
            kept: self.kept.saturating_sub(other.kept),
        }
    }

    /// Whether at least so many of ten keep it.
    fn keeps(self, of_ten: u32) -> bool {
        u64::from(self.kept) * 10 >= u64::from(self.seen) * u64::from(of_ten)
    }
}

/// What the run's places do with a name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Fates {
    /// Those of the locale.
    pub own: Counts,
    /// Of these those that people translated, as their pages say.
    pub people: Counts,
    /// Those of the other locales.
    pub elsewhere: Counts,
    /// Whether sources also write it, or every word of it, in small letters.
    pub is_common: bool,
}

/// How far the run bears out that a locale keeps a name, the weaker first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Support {
    /// Its places mostly do otherwise.
    Against,
    /// Nothing is known.
    None,
    /// Some of its places keep it, and not fewer than do otherwise.
    Some,
    /// At least three keep it, and nearly all.
    Strong,
}

/// Places from which on they tell what is usual.
const ENOUGH: u32 = 3;
/// Places of other locales that stand for those of the locale's own.
const ENOUGH_ELSEWHERE: u32 = 5;

impl Fates {
    /// What the run says of a name that one of its pairs, which is judged, does not keep.
    pub(super) fn support(&self, shape: Shape) -> Support {
        let usual = |counts: Counts| (counts.seen >= ENOUGH).then_some(counts);
        let others = Counts { seen: self.own.seen.saturating_sub(1), ..self.own };
        let decisive =
            strongest([(Evidence::People, usual(self.people)), (Evidence::Run, usual(others))]);
        if let Some(counts) = decisive {
            let nearly_all = if self.is_common { 9 } else { 8 };
            return match counts {
                _ if counts.keeps(nearly_all) && counts.kept >= ENOUGH => Support::Strong,
                _ if counts.keeps(5) => Support::Some,
                _ => Support::Against,
            };
        }
        let abroad = self.elsewhere.keeps(9);
        if others.seen > 0 {
            return match others.kept {
                0 => Support::None,
                _ if !others.keeps(5) => Support::None,
                kept if kept == others.seen && abroad && self.elsewhere.seen >= ENOUGH => {
                    Support::Strong
                }
                _ => Support::Some,
            };
        }
        match self.elsewhere.seen {
            0 => Support::None,
            seen if abroad && seen >= ENOUGH_ELSEWHERE && shape > Shape::Capital => Support::Strong,
            seen if abroad && seen >= 2 => Support::Some,
            _ => Support::None,
        }
    }

    /// Whether people, as far as their pages of the run say, do not keep it.
    pub fn people_render(&self) -> bool {
        self.people.seen >= ENOUGH && self.people.kept * 2 < self.people.seen
    }
}
