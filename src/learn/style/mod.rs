//! Style: rules of writing of which there are several right ways, and which way a project goes.
//!
//! A [`Rule`] finds the places of a pair of texts where it could be kept, and tells where it is. The first pass counts
//! them by locale and folder ([`Styles`]); what a page is then held to is its [`PageStyle`]. A check reports the places
//! that break a rule that holds, and says what it rests on.

mod address;
mod brackets;
mod capitals;
mod count;
mod emphasis;
mod ends;
mod guide;
mod katakana;
mod kept_words;
mod number_marks;
mod numerals;
mod page;
mod paths;
mod quotation;
mod scripts;
mod spaces;
mod width;

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use rustc_hash::FxHashMap;

use self::count::Counts;
use self::kept_words::KeptWords;
use crate::document::{Document, Origin};
use crate::hash;
use crate::locale::{Locale, LocaleTag};
use crate::text::Text;

pub use self::address::{ADDRESS, Address, Forms, is_listed};
pub use self::brackets::BRACKET_BEHIND_WORD;
pub use self::capitals::{BORROWED_NOUN, LABEL_CAPITAL, LINK_CAPITAL, LIST_CAPITAL, TITLE_CAPITAL};
pub use self::count::{Count, Way};
pub use self::emphasis::{COLON_BEHIND_BOLD, ITALICS_KEPT};
pub use self::ends::{END_MARK, NO_ADDED_STOP, SAME_END_MARK};
pub use self::guide::{BUILT_IN, Guide, is_built_in, write};
pub use self::katakana::WORDS_APART;
pub use self::kept_words::{TRANSLATED_WORDS, left_english};
pub use self::number_marks::{NUMBER_MARKS, is_amount};
pub use self::numerals::ASCII_DIGITS;
pub use self::page::{Basis, Norm, PageStyle};
pub use self::paths::LOCALE_IN_LINKS;
pub use self::quotation::OWN_QUOTES;
pub use self::scripts::{AROUND_CODE, AROUND_DIGITS, AROUND_LATIN};
pub(crate) use self::spaces::parted_by_tag;
pub use self::spaces::{BEFORE_COLON, BEFORE_MARKS, SINGLE_SPACE_BEHIND_STOP, SINGLE_SPACES};
pub use self::width::{BEFORE_WIDE, BEHIND_WIDE, WIDE_BRACKETS, WIDE_MARKS};

/// A segment as a rule of style sees it.
#[derive(Debug, Clone, Copy)]
pub struct Pair<'t> {
    /// The source, cut.
    pub source: &'t Text<'t>,
    /// The target, cut.
    pub target: &'t Text<'t>,
    /// The conventions of the target's locale.
    pub locale: &'static Locale,
}

/// A place of a target where a rule could be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Bytes of the target as written.
    pub span: Range<usize>,
    /// Bytes of the source as written, where the place has a counterpart.
    pub source: Option<Range<usize>>,
    /// Whether the rule is kept there.
    pub kept: bool,
    /// What stands there where the rule is kept, if that is sure.
    pub expected: Option<String>,
}

impl Place {
    /// A place at a range of the visible target.
    fn new(pair: &Pair<'_>, visible: Range<usize>, kept: bool) -> Place {
        Place { span: pair.target.raw_range(visible), source: None, kept, expected: None }
    }

    /// Sets what stands there where the rule is kept.
    fn expected(self, text: impl Into<String>) -> Place {
        Place { expected: Some(text.into()), ..self }
    }
}

/// What is known of a rule in a locale before its texts are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usage {
    /// The rule says nothing there.
    None,
    /// Some keep it and some do not.
    Open,
    /// Nearly all keep it: it holds unless the run or a style guide says otherwise.
    Usual,
}

/// One rule of style.
pub struct Rule {
    /// Stable id in kebab case, named for what is written where the rule is kept.
    pub id: &'static str,
    /// What is written where it is kept, as a clause.
    pub summary: &'static str,
    /// What the places do that keep it: `have a space`.
    pub kept: &'static str,
    /// What the others do: `have none`.
    pub other: &'static str,
    /// Whether a place that keeps it is wrong where the project does the other thing throughout.
    pub both_ways: bool,
    /// What is known of it in a locale.
    pub usage: fn(&Locale) -> Usage,
    /// Its places in a pair.
    pub places: fn(&Pair<'_>, &mut Vec<Place>),
}

/// All rules, in the order of their ids.
pub const RULES: &[&Rule] = &[
    &numerals::ASCII_DIGITS,
    &capitals::BORROWED_NOUN,
    &brackets::BRACKET_BEHIND_WORD,
    &emphasis::COLON_BEHIND_BOLD,
    &ends::END_MARK,
    &address::ADDRESS,
    &width::WIDE_BRACKETS,
    &width::WIDE_MARKS,
    &emphasis::ITALICS_KEPT,
    &katakana::WORDS_APART,
    &capitals::LABEL_CAPITAL,
    &capitals::LINK_CAPITAL,
    &capitals::LIST_CAPITAL,
    &paths::LOCALE_IN_LINKS,
    &ends::NO_ADDED_STOP,
    &width::BEFORE_WIDE,
    &width::BEHIND_WIDE,
    &number_marks::NUMBER_MARKS,
    &quotation::OWN_QUOTES,
    &ends::SAME_END_MARK,
    &spaces::SINGLE_SPACE_BEHIND_STOP,
    &spaces::SINGLE_SPACES,
    &scripts::AROUND_CODE,
    &scripts::AROUND_DIGITS,
    &scripts::AROUND_LATIN,
    &spaces::BEFORE_COLON,
    &spaces::BEFORE_MARKS,
    &capitals::TITLE_CAPITAL,
    &kept_words::TRANSLATED_WORDS,
];

impl fmt::Debug for Rule {
    /// Its id: all else is the same wherever it stands.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Rule").field(&self.id).finish()
    }
}

/// The place of a rule among [`RULES`].
fn index(rule: &Rule) -> usize {
    RULES.iter().position(|r| std::ptr::eq(*r, rule)).unwrap_or(RULES.len())
}

/// What the first pass learned of the style of each locale, and the guide that overrules it.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Styles {
    /// The guide that the run names.
    #[serde(skip)]
    guide: Option<Guide>,
    locales: BTreeMap<LocaleTag, Habits>,
    /// What pages showed of their own style, by [`page_key`]: they need not be looked at again.
    pages: FxHashMap<u64, Counts>,
}

/// The habits of one locale.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
struct Habits {
    all: Counts,
    folders: BTreeMap<String, Counts>,
    words: KeptWords,
    /// Segments that were looked at.
    segments: u64,
}

/// Segments of a locale after which only each eighth page is looked at: habits show in far fewer.
const MEASURED_SEGMENTS: u64 = 40_000;

/// Pages whose style is remembered; later ones are looked at again. Bounds the memory to some 40 MB.
const MAX_PAGES: usize = 100_000;

/// What one document shows of its style.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub(super) struct Observed {
    page: u64,
    folder: String,
    counts: Counts,
    words: Vec<kept_words::Seen>,
    /// Whether what stands there in English may be a choice: a machine makes none.
    chooses: bool,
    /// Whether the page says that a person translated it.
    by_people: bool,
    /// Whether it is the eighth page, which is looked at however much of its locale has been seen.
    is_eighth: bool,
    segments: u64,
}

impl Observed {
    /// Takes in one pair of the document.
    pub(super) fn add(&mut self, pair: &Pair<'_>) {
        self.segments += 1;
        self.counts.add(pair);
        if self.chooses {
            self.words.extend(kept_words::seen(pair));
        }
    }
}

impl Styles {
    /// The style that a guide names, whatever the run shows.
    pub fn held_to(guide: Option<Guide>) -> Styles {
        Styles { guide, ..Styles::default() }
    }

    /// What was learned, held to a guide.
    pub(super) fn with_guide(self, guide: Option<Guide>) -> Styles {
        Styles { guide, ..self }
    }

    /// Begins to observe a document; none where its locale has been seen enough.
    pub(super) fn begin(&self, document: &Document) -> Option<Observed> {
        let is_eighth = hash::text(&document.path).is_multiple_of(8);
        let wanted = !document.locale.is_empty() && self.wants(&document.locale, is_eighth);
        wanted.then(|| Observed {
            page: page_key(document),
            folder: folder(document),
            counts: Counts::default(),
            words: Vec::new(),
            chooses: document.origin != Origin::Machine,
            by_people: document.origin == Origin::Human,
            is_eighth,
            segments: 0,
        })
    }

    /// Whether a document of a locale is looked at.
    fn wants(&self, locale: &LocaleTag, is_eighth: bool) -> bool {
        let segments = self.locales.get(locale).map_or(0, |habits| habits.segments);
        segments < MEASURED_SEGMENTS || is_eighth
    }

    /// What was observed by someone who had seen less, as far as it is wanted now.
    pub(super) fn again(&self, locale: &LocaleTag, observed: Observed) -> Option<Observed> {
        self.wants(locale, observed.is_eighth).then_some(observed)
    }

    /// Takes in what a document shows. The result does not depend on the order of documents.
    pub(super) fn observe(&mut self, locale: &LocaleTag, observed: Observed) {
        let habits = self.locales.entry(locale.clone()).or_default();
        habits.all.merge(&observed.counts);
        habits.folders.entry(observed.folder).or_default().merge(&observed.counts);
        habits.segments += observed.segments;
        habits.words.observe(&observed.words, observed.by_people);
        if self.pages.len() < MAX_PAGES {
            self.pages.insert(observed.page, observed.counts.telling());
        }
    }

    /// What a page is held to, by the places that its own pairs show; they are looked at unless the first pass did.
    pub(crate) fn of_page<'t>(
        &self,
        document: &Document,
        pairs: impl Iterator<Item = Pair<'t>>,
    ) -> PageStyle {
        // Of a page that lags behind, less is judged than was observed.
        let known = self.pages.get(&page_key(document)).filter(|_| document.staleness.is_none());
        let counted = || {
            let mut own = Counts::default();
            pairs.for_each(|pair| own.add(&pair));
            own
        };
        let own = known.cloned().unwrap_or_else(counted);
        let none = Counts::default();
        let habits = self.locales.get(&document.locale);
        let all = habits.map_or(&none, |h| &h.all);
        let folder = habits.and_then(|h| h.folders.get(&folder(document))).unwrap_or(&none);
        let guide = self.guide.as_ref().or_else(|| guide::named_by(document));
        PageStyle::new(&document.locale, guide, [&own, folder, all])
    }

    /// How often an English word of a source stands translated in the targets of a locale, as far as people chose so;
    /// nothing is known of words that stand in code too.
    pub fn word(&self, locale: &LocaleTag, word: &str) -> Count {
        self.locales.get(locale).map_or_else(Count::default, |habits| habits.words.of(word))
    }

    /// The rules that have places in the locales, with how often they are kept.
    pub fn counts(&self) -> impl Iterator<Item = (&LocaleTag, &'static Rule, Count)> {
        self.locales.iter().flat_map(|(tag, habits)| {
            let counts = RULES.iter().zip(habits.all.iter());
            counts.filter(|(_, count)| count.of > 0).map(move |(rule, count)| (tag, *rule, count))
        })
    }
}

/// What tells a page from all others of a run.
fn page_key(document: &Document) -> u64 {
    hash::texts(&[document.locale.as_str(), &document.path, &document.text])
}

/// The project that a page belongs to, as its path tells: the first folder that is not its locale's.
fn folder(document: &Document) -> String {
    let tag = &document.locale;
    let is_locale = |part: &str| {
        part.eq_ignore_ascii_case(tag.language())
            || part.replace('_', "-").eq_ignore_ascii_case(tag.as_str())
    };
    let Some((folders, _)) = document.path.rsplit_once('/') else { return String::new() };
    folders.split('/').find(|part| !is_locale(part)).unwrap_or("").to_owned()
}

#[cfg(test)]
mod tests;
