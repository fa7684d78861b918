//! The formats of inputs, and reading an input by whichever it has.

mod bilingual_markdown;
mod decode;
mod front_matter;
mod path_locale;
mod po;
mod problems;
mod spans;
mod tmx;
mod tsv;
mod xliff;
mod xml;

use std::path::Path;

use crate::discover::Input;
use crate::locale::LocaleTag;
use crate::segment::{Document, Problem, ProblemKind};

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
    &bilingual_markdown::FORMAT,
];

/// What readers must know beside the input.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// The locale of inputs that do not name theirs.
    pub locale: Option<LocaleTag>,
}

/// Reads an input. What is irregular about it is in the documents' problems.
///
/// # Errors
/// A file that can't be opened or read, or that is of no known format.
pub fn read(input: &Input, options: &ReadOptions) -> Result<Vec<Document>, Problem> {
    let bytes = std::fs::read(&input.path)
        .map_err(|e| unreadable(input, format!("The file can't be read: {e}.")))?;
    if let Some(format) = of(&input.path, &bytes) {
        return (format.read)(bytes, input, options);
    }
    let known: Vec<_> = FORMATS.iter().map(|f| f.id).collect();
    let known = known.join(", ");
    Err(unreadable(input, format!("The file is of no format that is read here ({known}).")))
}

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
