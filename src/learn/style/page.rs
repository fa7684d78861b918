//! What a page is held to.

use std::sync::Arc;

use super::count::Counts;
use super::guide::{Guide, Stance};
use super::{Count, RULES, Rule, Usage, Way, index};
use crate::hash;
use crate::locale::{Locale, LocaleTag};

/// The rules that hold on a page, with what each rests on.
#[derive(Debug, Default)]
pub struct PageStyle {
    norms: Vec<Option<Norm>>,
    /// Rules of which the guide lets both ways pass.
    free: Vec<bool>,
    hash: u64,
}

/// A rule that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Norm {
    /// Whether places that keep it are right, or those that do not.
    pub way: Way,
    /// What it rests on.
    pub basis: Basis,
}

/// What a rule rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Basis {
    /// What the project does as a rule.
    Habit(Count),
    /// The style guide of this name.
    Guide(Arc<str>),
    /// What is usual in the locale: the run is too small to show another habit.
    Usage,
}

impl Norm {
    /// What it rests on, as a clause for a message.
    pub fn reason(&self, rule: &Rule) -> String {
        match &self.basis {
            Basis::Habit(count) => {
                let (with, what) = match self.way {
                    Way::Other => (count.of - count.kept, rule.other),
                    _ => (count.kept, rule.kept),
                };
                format!("{with} of {} places here {what}", count.of)
            }
            Basis::Guide(name) => format!("the style guide “{name}” asks for it"),
            Basis::Usage => "so it is usual in this language".to_owned(),
        }
    }
}

impl PageStyle {
    /// The style by a guide, where it says something, else by the counts of the page, its folder and its locale.
    pub(super) fn new(tag: &LocaleTag, guide: Option<&Guide>, counts: [&Counts; 3]) -> PageStyle {
        let locale = Locale::of(tag);
        let norm = |(at, rule): (usize, &&Rule)| {
            let usage = (rule.usage)(locale);
            if usage == Usage::None {
                return None;
            }
            match guide.and_then(|guide| guide.stance(tag, rule)) {
                Some(Stance::Keep) => {
                    let basis = Basis::Guide(guide?.name.clone());
                    Some(Norm { way: Way::Kept, basis })
                }
                Some(Stance::Other) => {
                    let basis = Basis::Guide(guide?.name.clone());
                    rule.both_ways.then_some(Norm { way: Way::Other, basis })
                }
                Some(Stance::Free) => None,
                None => by_habit(rule, usage, counts.map(|counts| counts.of(at))),
            }
        };
        let norms: Vec<Option<Norm>> = RULES.iter().enumerate().map(norm).collect();
        let is_free = |rule: &&Rule| guide.and_then(|g| g.stance(tag, rule)) == Some(Stance::Free);
        let free: Vec<bool> = RULES.iter().map(is_free).collect();
        let hash = hash::text(&format!("{norms:?}{free:?}"));
        PageStyle { norms, free, hash }
    }

    /// A rule as it holds here, if it does.
    pub fn norm(&self, rule: &Rule) -> Option<&Norm> {
        self.norms.get(index(rule))?.as_ref()
    }

    /// Whether a guide lets both ways of a rule pass.
    pub fn is_free(&self, rule: &Rule) -> bool {
        self.free.get(index(rule)).is_some_and(|free| *free)
    }

    /// A hash of all that holds.
    pub(crate) fn hash(&self) -> u64 {
        self.hash
    }
}

/// What the project does; a page that goes another way on the whole is left alone, and one that goes a way of its own
/// is held to that.
fn by_habit(rule: &Rule, usage: Usage, [page, folder, locale]: [Count; 3]) -> Option<Norm> {
    let one_way = |count: Count| match count.way()? {
        Way::Mixed => None,
        Way::Other if !rule.both_ways => None,
        way => Some(way),
    };
    let project = if folder.way().is_some() { folder } else { locale };
    if let Some(way) = one_way(project)
        && !page.is_against(way)
    {
        return Some(Norm { way, basis: Basis::Habit(project) });
    }
    if let Some(way) = one_way(page) {
        return Some(Norm { way, basis: Basis::Habit(page) });
    }
    let unknown = project.way().is_none() && page.way().is_none();
    (unknown && usage == Usage::Usual).then_some(Norm { way: Way::Kept, basis: Basis::Usage })
}
