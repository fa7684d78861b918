//! From paths to documents: the files are found, read by their formats, and paired with their originals.

pub mod align;
pub(crate) mod decode;
pub(crate) mod dialect;
pub mod discover;
pub mod formats;
mod history;
pub mod layout;
pub(crate) mod left_out;
mod markup;
#[cfg(test)]
mod mutants;
mod parallel;
pub(crate) mod pieces;
pub mod rewrite;
pub(crate) mod site;
pub(crate) mod tags;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use self::align::Pairings;
use self::formats::FORMATS;
use self::formats::problems::Problems;
pub use self::history::History;
pub use self::parallel::Parallel;
use crate::document::{Document, Input, Original, PathPlace, Problem, ProblemKind};
use crate::error::says;
use crate::locale::LocaleTag;

/// What reading must know beside the input.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// The locale of inputs that do not name theirs.
    pub locale: Option<LocaleTag>,
    /// The locale of the sources, where it is not English.
    pub source_locale: Option<LocaleTag>,
    /// The sources of translations that are one segment a line.
    pub parallel: Option<Parallel>,
    /// The folder that relative paths begin at, wherever they are read.
    pub folder: PathBuf,
    /// When files changed; evidence for what else speaks of outdated pages.
    pub history: Option<Arc<History>>,
    /// How pages were paired that are read more than once; none where that is found anew each time.
    pub pairings: Option<Arc<Pairings>>,
}

/// Reads an input. What is irregular about it is in the documents' problems.
///
/// # Errors
/// A file that can't be opened or read, or that is of no known format.
pub fn read(input: &Input, options: &ReadOptions) -> Result<Vec<Document>, Problem> {
    let bytes = std::fs::read(&input.path)
        .map_err(|e| unreadable(input, format!("The file can't be read: {}.", says(&e))))?;
    read_from(bytes, input, options)
}

/// Reads bytes as those of an input.
fn read_from(
    bytes: Vec<u8>,
    input: &Input,
    options: &ReadOptions,
) -> Result<Vec<Document>, Problem> {
    let asked = options.locale.as_ref();
    let mut documents = if let Some(parallel) = &options.parallel {
        vec![parallel::read(parallel, bytes, input, asked)?]
    } else if align::is_page(&input.path)
        && let Some(original) = input.original()
        && !formats::spans::occur_in(&bytes)
    {
        vec![read_beside(original, bytes, input, options)?]
    } else {
        let lacks_original = input.place.as_ref().is_some_and(|place| place.lacks_original);
        match read_bytes(bytes, input, asked) {
            Err(problem) if problem.kind == ProblemKind::NoTranslation && lacks_original => {
                return Err(no_source(input));
            }
            Ok(mut documents) if lacks_original => {
                let empty = documents.iter_mut().filter(|d| d.segments.is_empty());
                for document in empty {
                    document.problems.retain(|p| p.kind != ProblemKind::NoPairs);
                    document.problems.push(no_source(input));
                }
                documents
            }
            result => result?,
        }
    };
    for document in &mut documents {
        if document.source_locale.is_empty() {
            document.source_locale = options.source_locale.clone().unwrap_or_default();
        }
        document.problems.extend(doubt(&document.locale, input, asked));
    }
    Ok(documents)
}

/// A locale that the file itself names and that does not exist; that of a path is told for all files at once.
fn doubt(locale: &LocaleTag, input: &Input, asked: Option<&LocaleTag>) -> Option<Problem> {
    let by_path = input.place.as_ref().and_then(|place| place.locale.as_deref());
    let doubt = locale.doubt().filter(|_| by_path != Some(locale) && asked != Some(locale))?;
    Some(Problem {
        path: input.name.clone(),
        line: None,
        kind: ProblemKind::UnknownLocale,
        message: format!("The locale that the file names is not known. {doubt}"),
    })
}

/// The name of the format that an input is read in; a page beside its original is a `page`.
///
/// # Errors
/// A file that can't be read, that is of no known format, or that lacks its original.
pub fn format_of(input: &Input) -> Result<&'static str, Problem> {
    let bytes = std::fs::read(&input.path)
        .map_err(|e| unreadable(input, format!("The file can't be read: {}.", says(&e))))?;
    let is_plain_page = align::is_page(&input.path) && !formats::spans::occur_in(&bytes);
    let place = input.place.as_ref();
    match formats::of_input(input, &bytes) {
        _ if is_plain_page && input.original().is_some() => Ok("page"),
        Some(_) if is_plain_page && place.is_some_and(|place| place.lacks_original) => {
            Err(no_source(input))
        }
        Some(_) if is_plain_page => Err(Problem {
            kind: ProblemKind::NoTranslation,
            message: "The page holds no pairs, and no original stands beside it.".to_owned(),
            ..no_source(input)
        }),
        Some(format) if format.id == formats::BILINGUAL && !formats::spans::occur_in(&bytes) => {
            Err(Problem {
                kind: ProblemKind::NoTranslation,
                message: "The file holds no pairs.".to_owned(),
                ..no_source(input)
            })
        }
        Some(format) => Ok(format.id),
        None => read_bytes(bytes, input, None).map(|_| ""),
    }
}

/// Reads bytes as if they were the input's.
fn read_bytes(
    bytes: Vec<u8>,
    input: &Input,
    asked: Option<&LocaleTag>,
) -> Result<Vec<Document>, Problem> {
    if let Some(format) = formats::of_input(input, &bytes) {
        return (format.read)(bytes, input, asked);
    }
    let known: Vec<_> = FORMATS.iter().map(|f| f.id).collect();
    let known = known.join(", ");
    let problem =
        unreadable(input, format!("The file is of no format that is read here ({known})."));
    // One that was found for its extension holds something else.
    let is_found = input.place.is_some() && discover::may_be_input(&input.path);
    let kind = if is_found { ProblemKind::NoTranslation } else { problem.kind };
    Err(Problem { kind, ..problem })
}

fn no_source(input: &Input) -> Problem {
    Problem {
        path: input.name.clone(),
        line: None,
        kind: ProblemKind::NoSource,
        message: "No original belongs to this file: there is none at the same path.".to_owned(),
    }
}

/// Reads a page that holds no pairs beside its original.
fn read_beside(
    original: &Path,
    bytes: Vec<u8>,
    input: &Input,
    options: &ReadOptions,
) -> Result<Document, Problem> {
    let (target, problems) = Problems::decode(bytes, input);
    let source = read_original(original, input)?;
    let newer =
        |made_from: Option<&str>| options.history.as_ref()?.newer(original, &input.path, made_from);
    let (asked, known) = (options.locale.as_ref(), options.pairings.as_deref());
    let mut document = align::pair_with(target, &source, input, asked, &newer, known);
    document.problems.extend(problems.found);
    let (place, page) = (place(original, &options.folder), place(&input.path, &options.folder));
    let paired = document.original.take().unwrap_or_default();
    let system = input.system();
    document.original = Some(Original { place, page, system, text: source, ..paired });
    Ok(document)
}

/// Where a file is, from the root of the file system, so that links between files can be followed; relative paths begin at
/// a folder.
pub(crate) fn place(path: &Path, folder: &Path) -> String {
    let shown = folder.join(path);
    let shown = shown.to_string_lossy().replace('\\', "/");
    shown.split('/').fold(String::new(), |mut place, part| {
        match part {
            ".." => place.truncate(place.rfind('/').unwrap_or(0)),
            "" | "." => {}
            part => {
                place.push('/');
                place.push_str(part);
            }
        }
        place
    })
}

fn read_original(original: &Path, input: &Input) -> Result<String, Problem> {
    let bytes = std::fs::read(original)
        .map_err(|e| unreadable(input, format!("Its original can't be read: {}.", says(&e))))?;
    Ok(decode::decode(bytes).text)
}

/// The files that reading an input reads: it, and its original where that is one of its own.
pub(crate) fn files_of(input: &Input) -> Vec<PathBuf> {
    let original = input.original().map(Path::to_owned);
    let original = original.or_else(|| formats::original_of(&input.path));
    std::iter::once(input.path.clone()).chain(original).collect()
}

/// Whether an input is a page of text, by its name.
pub(crate) fn is_page(input: &Input) -> bool {
    align::is_page(&input.path)
}

/// How many segments a page or table would have that is still to be translated; none where it holds no text.
///
/// # Errors
/// A file that can't be opened or read.
pub(crate) fn count_segments(original: &Input) -> Result<u64, Problem> {
    if align::is_page(&original.path) {
        let source = read_original(&original.path, original)?;
        return Ok(align::count_segments(&source, &original.path));
    }
    let mut bytes = std::fs::read(&original.path)
        .map_err(|e| unreadable(original, format!("The file can't be read: {}.", says(&e))))?;
    // Beside itself a table has all its texts; one that is the same byte for byte might be data.
    bytes.push(b'\n');
    let itself = Some(Arc::from(original.path.as_path()));
    let place = Some(PathPlace { original: itself, ..PathPlace::default() });
    let documents = read_bytes(bytes, &Input { place, ..original.clone() }, None);
    Ok(documents.map_or(0, |documents| documents.iter().map(|d| d.segments.len() as u64).sum()))
}

fn unreadable(input: &Input, message: String) -> Problem {
    Problem { path: input.name.clone(), line: None, kind: ProblemKind::Unreadable, message }
}
