//! A document and its segments: source texts with the translations under test.

pub mod lines;
pub mod message;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use self::lines::LineStarts;
use self::message::{Families, PluralForm};
use crate::locale::LocaleTag;

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Input {
    /// Where it is.
    pub path: PathBuf,
    /// Its path below the folder that was given, with `/` between the parts; where several folders hold the same
    /// path, the folder's own name comes first.
    pub name: String,
    /// What the paths of the whole run tell of it; none for a file by itself.
    pub place: Option<PathPlace>,
}

/// What a file's path tells, beside those of the other files of a run.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct PathPlace {
    /// The locale that it names.
    pub locale: Option<Arc<LocaleTag>>,
    /// The file that it is a translation of.
    pub original: Option<Arc<Path>>,
    /// Whether it should have an original, and there is none.
    pub lacks_original: bool,
    /// The program that makes a site of it, where the files that configure it tell.
    pub system: Option<System>,
}

/// Programs that make sites of pages, each with syntax of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum System {
    /// Astro and Starlight.
    Astro,
    /// Docusaurus.
    Docusaurus,
    /// Hugo.
    Hugo,
    /// Jekyll.
    Jekyll,
    /// mdBook.
    MdBook,
    /// `MkDocs` and what builds on Python-Markdown.
    MkDocs,
    /// Sphinx, with `MyST` for Markdown.
    Sphinx,
    /// `VitePress` and `VuePress`.
    VitePress,
}

impl Input {
    /// A file by itself.
    pub fn new(path: impl Into<PathBuf>, name: impl Into<String>) -> Input {
        Input { path: path.into(), name: name.into(), place: None }
    }

    /// The file that it is a translation of, where the paths of the run tell.
    pub fn original(&self) -> Option<&Path> {
        self.place.as_ref()?.original.as_deref()
    }

    /// The program that makes a site of it, where that is known.
    pub fn system(&self) -> Option<System> {
        self.place.as_ref()?.system
    }
}

/// One localized page (or one file of another format) as read; owns its text.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub struct Document {
    /// Path below the folder that was given, with `/` between its parts.
    pub path: String,
    /// The locale of the targets; empty when neither the page, its path nor the call names one.
    pub locale: LocaleTag,
    /// The locale of the sources; empty for English.
    pub source_locale: LocaleTag,
    /// Who translated it, as the page says.
    pub origin: Origin,
    /// What the page says of itself.
    pub metadata: Metadata,
    /// The pairs, in the order of the page.
    pub segments: Vec<Segment>,
    /// The whole page as read, without a byte order mark; what lies between the pairs is seen by page checks.
    pub text: String,
    /// Where the lines of the text begin.
    #[serde(skip)]
    pub lines: LineStarts,
    /// What was irregular about the page.
    pub problems: Vec<Problem>,
    /// How far the page lags behind its original, where it was paired with one and does.
    pub staleness: Option<Staleness>,
    /// The original that the page was paired with; none where a file holds both sides.
    ///
    /// What a part of a run keeps is without it: only checks look at it.
    #[serde(skip)]
    pub original: Option<Original>,
}

impl Document {
    /// The tag of the sources' locale.
    pub(crate) fn source_locale(&self) -> String {
        let tag = self.source_locale.as_str();
        if tag.is_empty() { "en".to_owned() } else { tag.to_owned() }
    }
}

/// The original of a localized page, as a file of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Original {
    /// What both pages are written in.
    pub markup: Markup,
    /// Where it is, from the root of the file system, with `/` between the parts; for comparison only.
    pub place: String,
    /// Where the localized page is, likewise.
    pub page: String,
    /// The program that makes a site of the pages, where that is known.
    pub system: Option<System>,
    /// The whole original as read.
    pub text: String,
    /// Code blocks that belong together: bytes of the original and of the page.
    pub code: Vec<(Range<usize>, Range<usize>)>,
    /// Headings that belong together, likewise, with the level of each.
    pub headings: Vec<(Heading, Heading)>,
    /// Items of lists that belong together, likewise.
    pub items: Vec<(ListItem, ListItem)>,
}

/// The first text of an item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListItem {
    /// Its bytes in the page, without the mark.
    pub place: Range<usize>,
    /// Which list it is an item of.
    pub list: List,
}

/// What a list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct List {
    /// How many lists it stands in, itself among them.
    pub level: u16,
    /// Whether its items have numbers.
    pub is_numbered: bool,
}

/// The markup of a page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Markup {
    /// Markdown in any of its dialects.
    #[default]
    Markdown,
    /// reStructuredText as docutils and Sphinx have it.
    ReStructuredText,
    /// `AsciiDoc` as Asciidoctor has it.
    AsciiDoc,
}

/// A heading of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its bytes in the page, without the marks.
    pub place: Range<usize>,
    /// Its level, from 1 to 6.
    pub level: u8,
}

/// How far a localized page lags behind its original, in blocks that hold text (paragraphs, headings, items, cells).
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Staleness {
    /// Blocks of the original.
    pub source_blocks: usize,
    /// Those that have no counterpart on the page.
    pub missing_blocks: usize,
    /// Blocks of the page that have no counterpart in the original, or one that they do not translate.
    pub outdated_blocks: usize,
    /// That the original changed after the page, where that is known.
    pub newer: Option<Newer>,
}

/// Days on which files last changed, as YYYY-MM-DD.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Newer {
    /// The original.
    pub original: String,
    /// Its page, where it did so before.
    pub page: Option<String>,
}

/// Who made a translation.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Default,
    serde::Serialize,
    serde::Deserialize,
)]
pub enum Origin {
    /// A machine, post-edited or not (`MT`, `Machine Translation`, `MTE75`, `MTE95`).
    Machine,
    /// A person (`HT`, `Human Translation`).
    Human,
    /// The page does not say.
    #[default]
    Unknown,
}

impl Origin {
    /// As reports write it: `machine`, `human` or `unknown`.
    pub fn as_str(self) -> &'static str {
        match self {
            Origin::Machine => "machine",
            Origin::Human => "human",
            Origin::Unknown => "unknown",
        }
    }

    /// Reads a page's `translationtype`.
    pub fn parse(text: &str) -> Origin {
        let text = text.trim().trim_matches(['"', '\'']).to_ascii_lowercase();
        if text == "ht" || text == "human translation" || text == "human" {
            Origin::Human
        } else if text.starts_with("mt") || text == "machine translation" || text == "machine" {
            Origin::Machine
        } else {
            Origin::Unknown
        }
    }
}

/// What a page says of itself in its front matter.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Metadata {
    /// The localized title.
    pub title: Option<Located>,
    /// The localized description.
    pub description: Option<Located>,
    /// Words that the page asks to keep as they are (`no-loc`).
    pub no_loc: Vec<String>,
    /// Commit of the source page that was translated (`ms.sourcegitcommit`).
    pub source_commit: Option<String>,
    /// Hash of the source file (`ms.openlocfilehash`).
    pub file_hash: Option<String>,
    /// The file's id in the localization system (`ms.locfileid`).
    pub file_id: Option<String>,
    /// When the page was last handed off for translation, as written (`ms.lasthandoff`).
    pub last_handoff: Option<String>,
    /// Whether title and description are among the segments, with their sources.
    pub is_paired: bool,
    /// All other flat keys, as written.
    pub other: BTreeMap<String, String>,
}

/// A text of the page's front matter with its line.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Located {
    /// The value.
    pub text: String,
    /// Its line in the page, from 1.
    pub line: u32,
}

/// A source text, its translation under test, and at most one reference translation.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub struct Segment {
    /// The pair's id on its page, as written (`0822b-101`, `ca4a8-p101`).
    pub id: String,
    /// Line of the target in the page, from 1.
    pub line: u32,
    /// Bytes of the whole pair in [`Document::text`]; empty for formats that keep no page text.
    pub place: Range<usize>,
    /// The source text as written, markup and all.
    pub source: String,
    /// The translation under test as written.
    pub target: String,
    /// Whether the target claims to be a translation.
    pub state: State,
    /// The families of placeholders that the file says its texts have.
    pub families: Families,
    /// Which form of a message it is, where it has several by count.
    pub form: Option<PluralForm>,
    /// A translation that is known to be good, where one was found.
    pub reference: Option<Reference>,
}

impl Segment {
    /// Whether the target is still to be made, or to be made anew, so that there is nothing to judge.
    pub fn is_untranslated(&self) -> bool {
        self.state != State::Translated
    }
}

/// What a file says of a target. A translation that is still to be made is work to do, and no error.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize,
)]
pub enum State {
    /// It is a translation, whatever stands there.
    #[default]
    Translated,
    /// It is none yet: the entry is empty or missing where its format leaves it so until it is translated, or the file
    /// says so (`needs-translation`, `fuzzy`).
    Untranslated,
    /// It stands on a page that lags behind its original, and translates none of what the original says now.
    Outdated,
}

impl State {
    /// As reports write it.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Translated => "translated",
            State::Untranslated => "untranslated",
            State::Outdated => "outdated",
        }
    }

    /// The state of an entry that stays empty until it is translated.
    pub fn of_entry(target: &str) -> State {
        if target.trim().is_empty() { State::Untranslated } else { State::Translated }
    }
}

/// A translation to compare with, and where it came from.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Reference {
    /// Its text.
    pub text: String,
    /// How it was found.
    pub origin: ReferenceOrigin,
}

/// How a reference was found.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum ReferenceOrigin {
    /// By locale, page and segment id, the sources agreeing.
    Id,
    /// By locale and source text.
    Source,
    /// By a similar source text; the similarity is in 0..1.
    Fuzzy(f64),
}

impl std::fmt::Display for ReferenceOrigin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ReferenceOrigin::Id => f.write_str("id"),
            ReferenceOrigin::Source => f.write_str("source"),
            ReferenceOrigin::Fuzzy(similarity) => write!(f, "fuzzy:{similarity:.2}"),
        }
    }
}

/// Something irregular in an input: a row of `problems.csv`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Problem {
    /// Path as in [`Document::path`].
    pub path: String,
    /// Line in the file, from 1; none where the whole file is meant.
    pub line: Option<u32>,
    /// Which irregularity.
    pub kind: ProblemKind,
    /// One sentence for a person.
    pub message: String,
}

/// The closed list of irregularities.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub enum ProblemKind {
    /// The file could not be read.
    Unreadable,
    /// Bytes that are not UTF-8.
    InvalidUtf8,
    /// The file was read but breaks its format's rules.
    Malformed,
    /// Front matter that is no YAML.
    InvalidFrontMatter,
    /// A target without its source, or a source without its target.
    Orphan,
    /// A pair whose two ids differ.
    IdMismatch,
    /// An id that an earlier pair of the page has.
    DuplicateId,
    /// A pair with an empty source.
    EmptySource,
    /// No locale is known for the file.
    UnknownLocale,
    /// The file names another locale than the call.
    LocaleMismatch,
    /// Part of the file is no translation in use, and left out.
    NotScored,
    /// A localized page without its original.
    NoSource,
    /// An original without its localized page.
    NotTranslated,
    /// The file holds no pairs although its front matter says that it is a translation.
    NoPairs,
    /// Files that may hold translations but hold none.
    NoTranslation,
    /// Files of a type that is not read.
    UnknownFormat,
    /// A comment of the page switches off a check that there is not.
    UnknownCheck,
    /// A judge that was asked gave no score.
    NotJudged,
    /// A judge did what it should not, and nothing was lost by it.
    JudgeFault,
}

impl ProblemKind {
    /// As `problems.csv` writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            ProblemKind::Unreadable => "unreadable",
            ProblemKind::InvalidUtf8 => "invalid-utf8",
            ProblemKind::Malformed => "malformed",
            ProblemKind::InvalidFrontMatter => "invalid-front-matter",
            ProblemKind::Orphan => "orphan",
            ProblemKind::IdMismatch => "id-mismatch",
            ProblemKind::DuplicateId => "duplicate-id",
            ProblemKind::EmptySource => "empty-source",
            ProblemKind::UnknownLocale => "unknown-locale",
            ProblemKind::LocaleMismatch => "locale-mismatch",
            ProblemKind::NotScored => "not-scored",
            ProblemKind::NoSource => "no-source",
            ProblemKind::NotTranslated => "not-translated",
            ProblemKind::NoPairs => "no-pairs",
            ProblemKind::NoTranslation => "no-translation",
            ProblemKind::UnknownFormat => "unknown-format",
            ProblemKind::UnknownCheck => "unknown-check",
            ProblemKind::NotJudged => "not-judged",
            ProblemKind::JudgeFault => "judge-fault",
        }
    }

    /// Whether part of the input is lost, so that the run ends with exit code 2.
    pub fn is_loss(self) -> bool {
        matches!(self, ProblemKind::Unreadable | ProblemKind::Malformed | ProblemKind::NotJudged)
    }
}
