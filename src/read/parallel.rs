//! Parallel plain text: a source, its translation and perhaps a reference, line by line.

use std::path::{Path, PathBuf};

use crate::document::{Document, Input, Problem, ProblemKind, Reference, ReferenceOrigin, Segment};
use crate::error::says;
use crate::locale::LocaleTag;
use crate::read::decode;
use crate::read::formats::problems::Problems;
use crate::read::formats::{UNKNOWN_LOCALE, locale_of};

/// The files beside a translation that is one segment a line.
#[derive(Debug, Clone)]
pub struct Parallel {
    /// The sources.
    pub source: PathBuf,
    /// The references.
    pub reference: Option<PathBuf>,
}

/// Reads a translation with its sources.
pub(super) fn read(
    parallel: &Parallel,
    bytes: Vec<u8>,
    input: &Input,
    asked: Option<&LocaleTag>,
) -> Result<Document, Problem> {
    let mut problems = Problems::new(&input.name);
    let target = text_of(&input.path, bytes, &mut problems);
    let source = beside(&parallel.source, &mut problems)?;
    let reference = match &parallel.reference {
        Some(path) => Some(beside(path, &mut problems)?),
        None => None,
    };
    let targets: Vec<&str> = lines(&target).collect();
    let sources: Vec<&str> = lines(&source).collect();
    let references: Option<Vec<&str>> = reference.as_ref().map(|text| lines(text).collect());
    belongs(&parallel.source, sources.len(), targets.len(), input)?;
    if let (Some(path), Some(references)) = (&parallel.reference, &references) {
        belongs(path, references.len(), targets.len(), input)?;
    }
    let segments = targets.iter().zip(&sources).enumerate().map(|(at, (target, source))| Segment {
        id: (at + 1).to_string(),
        line: at as u32 + 1,
        source: (*source).to_owned(),
        target: (*target).to_owned(),
        reference: references
            .as_ref()
            .map(|r| Reference { text: r[at].to_owned(), origin: ReferenceOrigin::Id }),
        ..Segment::default()
    });
    let segments = segments.collect();
    let locale = locale_of(None, input, asked);
    if locale.is_empty() {
        problems.add(None, ProblemKind::UnknownLocale, UNKNOWN_LOCALE);
    }
    let path = input.name.clone();
    Ok(Document { path, locale, segments, problems: problems.found, ..Document::default() })
}

/// The text of a file that stands beside the translation.
fn beside(path: &Path, problems: &mut Problems<'_>) -> Result<String, Problem> {
    let bytes = std::fs::read(path).map_err(|e| Problem {
        path: path.display().to_string(),
        line: None,
        kind: ProblemKind::Unreadable,
        message: format!("The file can't be read: {}.", says(&e)),
    })?;
    Ok(text_of(path, bytes, problems))
}

fn text_of(path: &Path, bytes: Vec<u8>, problems: &mut Problems<'_>) -> String {
    let decoded = decode::decode(bytes);
    if let Some(line) = decoded.invalid_line {
        let message = format!("{} has bytes that are not valid UTF-8.", path.display());
        problems.add(line, ProblemKind::InvalidUtf8, message);
    }
    decoded.text
}

/// Refuses a file of more or fewer lines than the translation.
fn belongs(path: &Path, lines: usize, wanted: usize, input: &Input) -> Result<(), Problem> {
    if lines == wanted {
        return Ok(());
    }
    let message = format!(
        "The file has {wanted} lines, {} has {lines}; line by line they must belong together.",
        path.display()
    );
    let (path, kind) = (input.name.clone(), ProblemKind::Malformed);
    Err(Problem { path, line: None, kind, message })
}

/// A text's lines; a last line without end is one.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let text = text.strip_suffix('\n').unwrap_or(text);
    text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line))
}
