//! From paths to documents: the files are found, read by their formats, and paired with their originals.

pub mod align;
pub(crate) mod decode;
pub mod discover;
pub mod formats;
mod parallel;
pub(crate) mod pieces;

use std::sync::Arc;

use self::align::Originals;
use self::formats::FORMATS;
use self::formats::problems::Problems;
pub use self::parallel::Parallel;
use crate::document::{Document, Input, Problem, ProblemKind};
use crate::locale::LocaleTag;

/// What reading must know beside the input.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// The locale of inputs that do not name theirs.
    pub locale: Option<LocaleTag>,
    /// The English originals of localized pages that hold no pairs themselves.
    pub originals: Option<Arc<Originals>>,
    /// The sources of translations that are one segment a line.
    pub parallel: Option<Parallel>,
}

/// Reads an input. What is irregular about it is in the documents' problems.
///
/// # Errors
/// A file that can't be opened or read, or that is of no known format.
pub fn read(input: &Input, options: &ReadOptions) -> Result<Vec<Document>, Problem> {
    let bytes = std::fs::read(&input.path)
        .map_err(|e| unreadable(input, format!("The file can't be read: {e}.")))?;
    let asked = options.locale.as_ref();
    if let Some(parallel) = &options.parallel {
        return parallel::read(parallel, bytes, input, asked).map(|document| vec![document]);
    }
    if let Some(originals) = &options.originals
        && align::is_page(&input.path)
        && !formats::spans::occur_in(&bytes)
    {
        return read_beside(originals, bytes, input, asked).map(|document| vec![document]);
    }
    read_bytes(bytes, input, asked)
}

/// Reads bytes as if they were the input's.
fn read_bytes(
    bytes: Vec<u8>,
    input: &Input,
    asked: Option<&LocaleTag>,
) -> Result<Vec<Document>, Problem> {
    if let Some(format) = formats::of(&input.path, &bytes) {
        return (format.read)(bytes, input, asked);
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
    asked: Option<&LocaleTag>,
) -> Result<Document, Problem> {
    let (target, mut problems) = Problems::decode(bytes, input);
    let mut document = if let Some(original) = originals.of(input) {
        let bytes = std::fs::read(&original.path)
            .map_err(|e| unreadable(original, format!("The original can't be read: {e}.")))?;
        align::pair(target, &decode::decode(bytes).text, input, asked)
    } else {
        problems.add(None, ProblemKind::NoSource, NO_SOURCE);
        let locale = formats::locale_of(None, input, asked);
        Document { path: input.name.clone(), locale, ..Document::default() }
    };
    document.problems.extend(problems.found);
    Ok(document)
}

const NO_SOURCE: &str = "No original belongs to this page: there is none at the same path.";

fn unreadable(input: &Input, message: String) -> Problem {
    Problem { path: input.name.clone(), line: None, kind: ProblemKind::Unreadable, message }
}
