//! What became of the names of a segment, as checks and totals see it.

use std::ops::Range;

use super::evidence::Evidence;
use super::usage::Rendered;
use crate::mqm::{Confidence, Severity};

/// The names of a segment, found once for all checks.
#[derive(Debug, Clone, Default)]
pub struct NameView {
    /// Names in the source, as bytes of its visible text, in order.
    pub source: Vec<Range<usize>>,
    /// Accepted forms of those names in the target, as bytes of its visible text, in order.
    pub target: Vec<Range<usize>>,
    /// What became of each name of the source, in order.
    pub mentions: Vec<Mention>,
    /// What is wrong with names and terms, in order of the source.
    pub damage: Vec<Damage>,
    /// Which of several preferred renderings the terms of the source have in the target.
    pub rendered: Vec<Rendered>,
}

/// One name in the source and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Bytes of the source's visible text.
    pub source: Range<usize>,
    /// Bytes of the target's visible text where its accepted form stands; none where there is none of its own.
    pub target: Option<Range<usize>>,
    /// What became of it.
    pub fate: Fate,
    /// Whether it is a term of a list rather than a name.
    pub term: bool,
}

/// What became of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// Kept in English.
    Kept,
    /// In an accepted form of the locale.
    Localized,
    /// Not there for itself, and rightly so: an alias, another mention or a coordination stands for it.
    Implied,
    /// Neither.
    Mangled,
}

/// Something wrong with one name or term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// What is wrong.
    pub problem: Problem,
    /// The rule that tells so, in kebab case, to trace it; reports do not show it.
    pub rule: &'static str,
    /// Bytes of the source's visible text.
    pub source: Range<usize>,
    /// Bytes of the target's visible text where it went wrong, where such a place exists.
    pub target: Option<Range<usize>>,
    /// The name as the source has it.
    pub name: String,
    /// What should stand there in this locale.
    pub expected: String,
    /// Severity, if it is not the check's own.
    pub severity: Option<Severity>,
    /// How sure it is.
    pub confidence: Confidence,
    /// What speaks for what should stand there.
    pub evidence: Evidence,
}

impl Damage {
    /// The rule of names that no list holds and that other places of the run keep.
    pub(crate) const UNLISTED: &str = "kept-elsewhere";
}

/// What can be wrong with a name or term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Problem {
    /// Its words are all there, in another order or apart.
    Scrambled,
    /// Some of its words are there.
    PartlyTranslated,
    /// None of its words is there.
    Translated,
    /// It is written by sound in the script of the locale.
    Transliterated,
    /// It stands inside another word.
    Misplaced,
    /// Its digits are native ones.
    NativeDigits,
    /// Only its case differs.
    Case,
    /// Spaces inside or beside it are missing.
    Glued,
    /// A part of it stands there twice.
    Doubled,
    /// A letter or two of it differ.
    Misspelled,
    /// Nothing stands for it.
    Missing,
    /// A term is rendered otherwise than its list says.
    WrongTerm,
    /// A rendering that its list forbids.
    ForbiddenTerm,
    /// A name of an earlier time.
    OutdatedName,
    /// The case of a localized form differs.
    TermCase,
}

impl Problem {
    /// How a message begins: `Scrambled name`.
    pub fn title(self) -> &'static str {
        match self {
            Problem::Scrambled => "Scrambled name",
            Problem::PartlyTranslated => "Partly translated name",
            Problem::Translated => "Translated name",
            Problem::Transliterated => "Transliterated name",
            Problem::Misplaced => "Misplaced name",
            Problem::NativeDigits => "Native digits in a name",
            Problem::Case => "Case of a name",
            Problem::Glued => "Glued name",
            Problem::Doubled => "Doubled name",
            Problem::Misspelled => "Misspelled name",
            Problem::Missing => "Missing name",
            Problem::WrongTerm => "Wrong term",
            Problem::ForbiddenTerm => "Forbidden term",
            Problem::OutdatedName => "Outdated name",
            Problem::TermCase => "Case of a term",
        }
    }

    /// Whether the check `mangled-name` reports it.
    pub fn is_mangling(self) -> bool {
        self <= Problem::Missing
    }
}

impl NameView {
    /// What became of the source's names; terms of lists are not counted.
    pub fn counts(&self) -> NameCounts {
        let mut counts = NameCounts::default();
        for mention in self.mentions.iter().filter(|m| !m.term) {
            match mention.fate {
                Fate::Kept => counts.kept += 1,
                Fate::Localized => counts.localized += 1,
                Fate::Mangled => counts.mangled += 1,
                Fate::Implied => continue,
            }
            counts.expected += 1;
        }
        counts
    }

    /// Takes what became of names for right where the run as a whole does so and outvotes what asks for another form:
    /// `renders` tells of a name of one word whether its targets mostly do without the English word. Of a word that may
    /// be a common one that tells nothing, unless it is written by sound here too.
    pub(crate) fn accept(&mut self, renders: impl Fn(&str) -> bool) {
        self.accept_where(|damage| {
            let is_name = || damage.name.chars().skip(1).any(char::is_uppercase);
            Evidence::Run.outvotes(damage.evidence)
                && match damage.problem {
                    Problem::Transliterated => renders(&damage.name),
                    Problem::Translated | Problem::Missing => is_name() && renders(&damage.name),
                    _ => false,
                }
        });
    }

    /// Takes a name that a shipped list keeps for right where people, as pages of the run say, mostly render it:
    /// `renders` tells so.
    pub(crate) fn accept_of_people(&mut self, renders: impl Fn(&str) -> bool) {
        self.accept_where(|damage| {
            let is_rendered = matches!(
                damage.problem,
                Problem::PartlyTranslated
                    | Problem::Translated
                    | Problem::Transliterated
                    | Problem::Missing
            );
            is_rendered && Evidence::People.outvotes(damage.evidence) && renders(&damage.name)
        });
    }

    /// Takes damage for right, and its mentions for localized.
    fn accept_where(&mut self, is_right: impl Fn(&Damage) -> bool) {
        let mentions = &mut self.mentions;
        self.damage.retain(|damage| {
            let accepted = is_right(damage);
            if accepted {
                let same = mentions.iter_mut().filter(|m| m.source == damage.source);
                same.for_each(|mention| mention.fate = Fate::Localized);
            }
            !accepted
        });
    }

    /// Whether a range of the source's visible text touches a name.
    pub fn in_source(&self, range: &Range<usize>) -> bool {
        touches(&self.source, range)
    }

    /// Whether a range of the target's visible text touches an accepted form of a name.
    pub fn in_target(&self, range: &Range<usize>) -> bool {
        touches(&self.target, range)
    }
}

fn touches(names: &[Range<usize>], range: &Range<usize>) -> bool {
    names.iter().any(|name| name.start < range.end && range.start < name.end)
}

/// What became of the product names of the sources.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct NameCounts {
    /// Mentions in the sources.
    pub expected: u64,
    /// Kept in English.
    pub kept: u64,
    /// In an accepted form of the locale.
    pub localized: u64,
    /// Neither.
    pub mangled: u64,
}

impl std::ops::AddAssign for NameCounts {
    fn add_assign(&mut self, other: Self) {
        self.expected += other.expected;
        self.kept += other.kept;
        self.localized += other.localized;
        self.mangled += other.mangled;
    }
}
