//! The formats of inputs, and reading an input by whichever it has.

mod bilingual_markdown;
mod decode;
pub(crate) mod front_matter;
mod jsonl;
mod parallel;
pub(crate) mod path_locale;
pub(crate) mod pieces;
mod po;
mod problems;
mod spans;
mod strings;
mod tmx;
mod tsv;
pub mod write;
mod xliff;
mod xml;

use std::path::Path;
use std::sync::Arc;

pub use self::parallel::Parallel;
use crate::document::Input;
use crate::document::{Document, Problem, ProblemKind};
use crate::locale::LocaleTag;
use crate::read::align::{self, Originals};

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
}

/// Turns a file's bytes into documents.
pub type Read = fn(Vec<u8>, &Input, &ReadOptions) -> Result<Vec<Document>, Problem>;

/// All formats; the first that recognises a file reads it.
pub const FORMATS: &[&Format] = &[
    // Before Markdown, which reads XML of any other root.
    &xliff::FORMAT,
    &tmx::FORMAT,
    &po::FORMAT,
    &tsv::FORMAT,
    &jsonl::FORMAT,
    // Before Markdown, which reads YAML too.
    &strings::FORMAT,
    &bilingual_markdown::FORMAT,
];

/// What readers must know beside the input.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// The locale of inputs that do not name theirs.
    pub locale: Option<LocaleTag>,
    /// The English originals of localized pages that hold no pairs themselves.
    pub originals: Option<Arc<Originals>>,
    /// The sources of translations that are one segment a line.
    pub parallel: Option<Parallel>,
}

/// The locale of a file: what it says itself, else its path, else the call; empty where none does.
pub(crate) fn locale_of(content: Option<&str>, input: &Input, options: &ReadOptions) -> LocaleTag {
    content
        .and_then(LocaleTag::parse)
        .or_else(|| path_locale::of(Path::new(&input.name)))
        .or_else(|| path_locale::of(&input.path))
        .or_else(|| options.locale.clone())
        .unwrap_or_default()
}

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

/// Reads an input. What is irregular about it is in the documents' problems.
///
/// # Errors
/// A file that can't be opened or read, or that is of no known format.
pub fn read(input: &Input, options: &ReadOptions) -> Result<Vec<Document>, Problem> {
    let bytes = std::fs::read(&input.path)
        .map_err(|e| unreadable(input, format!("The file can't be read: {e}.")))?;
    if let Some(parallel) = &options.parallel {
        return parallel::read(parallel, bytes, input, options).map(|document| vec![document]);
    }
    if let Some(originals) = &options.originals
        && align::is_page(&input.path)
        && !spans::occur_in(&bytes)
    {
        return read_beside(originals, bytes, input, options).map(|document| vec![document]);
    }
    read_bytes(bytes, input, options)
}

/// Reads bytes as if they were the input's.
pub(crate) fn read_bytes(
    bytes: Vec<u8>,
    input: &Input,
    options: &ReadOptions,
) -> Result<Vec<Document>, Problem> {
    if let Some(format) = of(&input.path, &bytes) {
        return (format.read)(bytes, input, options);
    }
    let known: Vec<_> = FORMATS.iter().map(|f| f.id).collect();
    let known = known.join(", ");
    Err(unreadable(input, format!("The file is of no format that is read here ({known}).")))
}

/// Reads a page that holds no pairs beside its original.
fn read_beside(
    originals: &Originals,
    bytes: Vec<u8>,
    input: &Input,
    options: &ReadOptions,
) -> Result<Document, Problem> {
    let mut problems = problems::Problems::new(&input.name);
    let target = decode::decode(bytes);
    problems.invalid_utf8(target.invalid_line);
    let mut document = if let Some(original) = originals.of(input) {
        let bytes = std::fs::read(&original.path)
            .map_err(|e| unreadable(original, format!("The original can't be read: {e}.")))?;
        let source = decode::decode(bytes);
        align::pair(target.text, &source.text, input, options)
    } else {
        problems.add(None, ProblemKind::NoSource, NO_SOURCE);
        let locale = locale_of(None, input, options);
        Document { path: input.name.clone(), locale, ..Document::default() }
    };
    document.problems.extend(problems.found);
    Ok(document)
}

const NO_SOURCE: &str = "No original belongs to this page: there is none at the same path.";

/// The format of a file, by its name or its bytes.
pub fn of(path: &Path, bytes: &[u8]) -> Option<&'static Format> {
    FORMATS.iter().find(|f| (f.sniff)(path, bytes)).copied()
}

/// A file's extension in lower case; empty where it has none.
pub(crate) fn extension(path: &Path) -> String {
    path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase()).unwrap_or_default()
}

fn unreadable(input: &Input, message: String) -> Problem {
    Problem { path: input.name.clone(), line: None, kind: ProblemKind::Unreadable, message }
}
