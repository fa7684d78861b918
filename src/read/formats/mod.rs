//! The formats that hold translations: what each reads, how its big files are cut, and what it writes.

mod android;
mod apple_strings;
mod arb;
mod bilingual_markdown;
pub mod cut;
mod fluent;
mod forms;
pub(crate) mod front_matter;
mod gathered;
mod jsonl;
mod keyed;
pub(crate) mod path_locale;
mod po;
pub(super) mod problems;
mod properties;
mod qt_ts;
pub(super) mod spans;
mod strings;
mod stringsdict;
mod tmx;
mod tsv;
pub mod write;
mod xcstrings;
mod xliff;
mod xml;

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use self::cut::Cut;
use self::write::Writer;
use crate::document::{Document, Input, Problem};
use crate::locale::LocaleTag;
use crate::{hash, text};

/// One kind of file that holds translations.
#[derive(Debug)]
pub struct Format {
    /// Its name, in kebab case.
    pub id: &'static str,
    /// What it is, in one line.
    pub summary: &'static str,
    /// Extensions, in lower case, of files that a folder is searched for.
    pub extensions: &'static [&'static str],
    /// Extensions of files that a folder is searched for and that count only if their content is of this format.
    pub ambiguous_extensions: &'static [&'static str],
    /// Whether a file is of this format, by its name or its bytes.
    pub sniff: fn(&Path, &[u8]) -> bool,
    /// Reads a file's bytes.
    pub read: Read,
    /// Where its units end; none if its files are read as a whole, however big.
    pub cut: Option<Cut>,
    /// How pairs are written in it; none if it is only read.
    pub write: Option<Writer>,
}

/// Turns a file's bytes into documents; the locale is the call's, for files that do not name theirs.
pub type Read = fn(Vec<u8>, &Input, Option<&LocaleTag>) -> Result<Vec<Document>, Problem>;

/// All formats; the first that recognises a file reads it.
pub const FORMATS: &[&Format] = &[
    // Before Markdown, which reads XML of any other root.
    &xliff::FORMAT,
    &tmx::FORMAT,
    &qt_ts::FORMAT,
    &android::FORMAT,
    &po::FORMAT,
    &tsv::FORMAT,
    &jsonl::FORMAT,
    // Before Markdown, which reads YAML too.
    &strings::FORMAT,
    &properties::FORMAT,
    &apple_strings::FORMAT,
    &stringsdict::FORMAT,
    &xcstrings::FORMAT,
    &arb::FORMAT,
    &fluent::FORMAT,
    &bilingual_markdown::FORMAT,
];

/// The table of the source language that belongs to a localized one, by its name.
pub(super) fn original_of(path: &Path) -> Option<PathBuf> {
    keyed::original_of(path).map(|(original, _)| original)
}

/// The most bytes of a name that the ids of what stands below it begin with.
const LONGEST_STEM: usize = 400;

/// What the ids of all that stands below a name begin with: the name, or the head and the number of a long one. Where each
/// repeated it as a whole, one long name would make gigabytes of a small file.
pub(super) fn stem(name: &str) -> Cow<'_, str> {
    if name.len() <= LONGEST_STEM {
        return Cow::Borrowed(name);
    }
    Cow::Owned(format!("{}…{:016x}", text::head(name, LONGEST_STEM / 2), hash::text(name)))
}

/// The locale of a file: what it says itself, else its path, else the call; empty where none does.
pub(crate) fn locale_of(
    content: Option<&str>,
    input: &Input,
    asked: Option<&LocaleTag>,
) -> LocaleTag {
    // A file by itself has but its own path.
    let alone = || {
        let named = path_locale::of(Path::new(&input.name));
        named.or_else(|| path_locale::of(&input.path))
    };
    content
        .and_then(LocaleTag::parse)
        .or_else(|| match &input.place {
            Some(place) => place.locale.as_deref().cloned(),
            None => alone(),
        })
        .or_else(|| asked.cloned())
        .unwrap_or_default()
}

/// The format of pages that hold both sides.
pub(crate) const BILINGUAL: &str = bilingual_markdown::FORMAT.id;

pub(crate) const UNKNOWN_LOCALE: &str =
    "Neither the page nor its path names the locale; name it with `--locale`.";

/// Turns bytes of a text into lines, for places in ascending order.
pub(crate) struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: u32,
}

impl<'t> Lines<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Lines { text, at: 0, line: 1 }
    }

    pub(crate) fn of(&mut self, place: usize) -> u32 {
        let bytes = &self.text.as_bytes()[self.at..place.max(self.at)];
        self.line += memchr::memchr_iter(b'\n', bytes).count() as u32;
        self.at = place.max(self.at);
        self.line
    }
}

/// The format of a file, by its name or its bytes.
pub fn of(path: &Path, bytes: &[u8]) -> Option<&'static Format> {
    FORMATS.iter().find(|f| (f.sniff)(path, bytes)).copied()
}

/// Whether a file is of a kind, by its name.
type IsNamed = fn(&Path) -> bool;

/// The formats whose files hold the texts of one locale, with the names of such files.
const TABLES: &[(IsNamed, &Format)] = &[
    (strings::is_table, &strings::FORMAT),
    (android::is_table, &android::FORMAT),
    (|path| extension(path) == "properties", &properties::FORMAT),
    (|path| extension(path) == "strings", &apple_strings::FORMAT),
    (|path| extension(path) == "stringsdict", &stringsdict::FORMAT),
    (|path| extension(path) == "arb", &arb::FORMAT),
    (|path| extension(path) == "ftl", &fluent::FORMAT),
];

/// The format of an input: that of tables by its name where its original is known.
pub(crate) fn of_input(input: &Input, bytes: &[u8]) -> Option<&'static Format> {
    let has_original = input.original().is_some() && !spans::occur_in(bytes);
    let table = TABLES.iter().find(|(is_table, _)| has_original && is_table(&input.path));
    table.map(|(_, format)| *format).or_else(|| of(&input.path, bytes))
}

/// Whether files of this kind hold the texts of one locale, beside those of the source language.
pub(crate) fn is_table(path: &Path) -> bool {
    TABLES.iter().any(|(is_table, _)| is_table(path))
}

/// Whether files of this kind hold sources and targets of one locale.
pub(crate) fn is_catalogue(path: &Path) -> bool {
    matches!(extension(path).as_str(), "po" | "xlf" | "xliff")
}

/// The formats that pairs are written in, by their ids.
pub fn writers() -> impl Iterator<Item = (&'static str, &'static Writer)> {
    FORMATS.iter().filter_map(|f| Some((f.id, f.write.as_ref()?)))
}

/// A file's extension in lower case; empty where it has none.
pub(crate) fn extension(path: &Path) -> String {
    path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
