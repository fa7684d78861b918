//! Bilingual Markdown: pages whose sentences stand beside their sources in `<span data-ttu-id>` pairs. The pairs are
//! the same in the YAML and XML files of such a repository.

use std::borrow::Cow;
use std::path::Path;

use rustc_hash::FxHashSet;

use crate::document::{Document, Input, Origin, Problem, ProblemKind, Segment};
use crate::locale::LocaleTag;
use crate::read::decode;
use crate::read::formats::front_matter::{self, FrontMatter};
use crate::read::formats::problems::Problems;
use crate::read::formats::spans::{self, Irregularity, Pair, Scan};
use crate::read::formats::{self, Format, Lines, UNKNOWN_LOCALE, extension, xml};

/// Bilingual Markdown, YAML and XML.
pub(super) const FORMAT: Format = Format {
    id: "bilingual-markdown",
    summary: "Markdown, YAML or XML whose sentences stand in spans beside their sources",
    extensions: EXTENSIONS,
    ambiguous_extensions: &["txt"],
    sniff,
    read,
    cut: None,
    write: None,
};

/// With those of pages that are read beside their originals.
const EXTENSIONS: &[&str] =
    &["md", "mdx", "markdown", "yml", "yaml", "xml", "rst", "adoc", "asciidoc"];

fn sniff(path: &Path, bytes: &[u8]) -> bool {
    EXTENSIONS.contains(&extension(path).as_str())
        || spans::occur_in(bytes)
        || occur_in_utf16(bytes)
}

/// UTF-16 hides the pairs' tags: the letters of their attribute stand between zeros.
fn occur_in_utf16(bytes: &[u8]) -> bool {
    decode::is_utf16(bytes) && memchr::memmem::find(bytes, b"t\0t\0u\0-\0i\0d").is_some()
}

#[allow(clippy::unnecessary_wraps, reason = "a field of every format")]
fn read(
    bytes: Vec<u8>,
    input: &Input,
    asked: Option<&LocaleTag>,
) -> Result<Vec<Document>, Problem> {
    let kind = extension(&input.path);
    let charset = (kind == "xml").then(|| xml::charset(&bytes)).flatten();
    let (text, mut problems) = Problems::decode_as(bytes, charset.as_deref(), input);
    let mut front = match kind.as_str() {
        "yml" | "yaml" => front_matter::read_yaml_file(&text),
        "xml" => FrontMatter::default(),
        _ => front_matter::read(&text),
    };
    if let Some((line, message)) = front.problem.take() {
        problems.add(line, ProblemKind::InvalidFrontMatter, message);
    }
    let yaml_end = if matches!(kind.as_str(), "yml" | "yaml") { text.len() } else { front.body };
    let scan = spans::scan(&text);
    let segments = segments(&text, &scan, yaml_end, &mut problems);
    irregularities(&text, &scan, &mut problems);

    let origin = front.translation_type.as_deref().map_or(Origin::Unknown, Origin::parse);
    let locale = formats::locale_of(front.content_locale.as_deref(), input, asked);
    if segments.is_empty() {
        let page = matches!(kind.as_str(), "md" | "mdx" | "markdown" | "txt" | "");
        if page && origin != Origin::Unknown && has_prose(&text[front.body..]) {
            problems.add(None, ProblemKind::NoPairs, NO_PAIRS);
        }
    } else if locale.is_empty() {
        problems.add(None, ProblemKind::UnknownLocale, UNKNOWN_LOCALE);
    }
    let mut problems = problems.found;
    problems.sort_by_key(|p| p.line);
    let path = input.name.clone();
    let metadata = front.metadata;
    Ok(vec![Document {
        path,
        locale,
        origin,
        metadata,
        segments,
        text,
        problems,
        ..Document::default()
    }])
}

const NO_PAIRS: &str = "The page says that it is a translation but holds no segment pair; the `live-sxs` branch of \
                        its repository has the pairs.";
fn segments(
    text: &str,
    scan: &Scan<'_>,
    yaml_end: usize,
    problems: &mut Problems<'_>,
) -> Vec<Segment> {
    let mut lines = Lines::new(text);
    let mut ids = FxHashSet::with_capacity_and_hasher(scan.pairs.len(), rustc_hash::FxBuildHasher);
    let mut segments = Vec::with_capacity(scan.pairs.len());
    for pair in &scan.pairs {
        let line = lines.of(pair.at);
        if !ids.insert(pair.id) {
            let message = format!("The id {} stands on an earlier pair too.", quoted(pair.id));
            problems.add(line, ProblemKind::DuplicateId, message);
        }
        let (source, target) = (&text[pair.source.clone()], &text[pair.target.clone()]);
        if source.trim().is_empty() {
            let message = format!("The source of {} is empty.", quoted(pair.id));
            problems.add(line, ProblemKind::EmptySource, message);
        }
        let quoting = quoting(text, pair, yaml_end);
        segments.push(Segment {
            id: pair.id.to_owned(),
            line,
            place: pair.place.clone(),
            source: quoting.resolve(source).into_owned(),
            target: quoting.resolve(target).into_owned(),
            ..Segment::default()
        });
    }
    segments
}

/// How the YAML value around a pair is quoted, if one is.
#[derive(Clone, Copy)]
enum Quoting {
    None,
    Single,
    Double,
}

impl Quoting {
    fn resolve(self, text: &str) -> Cow<'_, str> {
        match self {
            Quoting::Double => front_matter::unescape(text),
            Quoting::Single if text.contains("''") => Cow::Owned(text.replace("''", "'")),
            Quoting::Single | Quoting::None => Cow::Borrowed(text),
        }
    }
}

fn quoting(text: &str, pair: &Pair<'_>, yaml_end: usize) -> Quoting {
    if pair.escaped {
        return Quoting::Double;
    }
    let before = text.as_bytes()[..pair.place.start].last();
    let after = text.as_bytes().get(pair.place.end);
    if pair.place.end < yaml_end && before == Some(&b'\'') && after == Some(&b'\'') {
        return Quoting::Single;
    }
    Quoting::None
}

fn irregularities(text: &str, scan: &Scan<'_>, problems: &mut Problems<'_>) {
    let mut lines = Lines::new(text);
    for (at, irregularity) in &scan.irregularities {
        let (kind, message) = match irregularity {
            Irregularity::TargetAlone(id) => (
                ProblemKind::Orphan,
                format!("The target {} has no source; it is not scored.", quoted(id)),
            ),
            Irregularity::SourceAlone(id) => (
                ProblemKind::Orphan,
                format!("The source {} has no target; it is not scored.", quoted(id)),
            ),
            Irregularity::Unclosed(id) => (
                ProblemKind::Orphan,
                format!("The source {} has no `</span>`; its pair is not scored.", quoted(id)),
            ),
            Irregularity::Mismatch(target, source) => (
                ProblemKind::IdMismatch,
                format!(
                    "The target {} stands before the source {}.",
                    quoted(target),
                    quoted(source)
                ),
            ),
        };
        problems.add(lines.of(*at), kind, message);
    }
}

/// An id for a message; ids come from outside and may have any length.
fn quoted(id: &str) -> String {
    let short: String = id.chars().take(40).collect();
    format!("`{short}`")
}

/// Whether a body holds text of its own, not only includes and comments.
fn has_prose(body: &str) -> bool {
    body.lines().map(str::trim).any(|line| {
        let own = !line.starts_with("<!--") && !line.to_ascii_lowercase().starts_with("[!include");
        own && line.chars().any(char::is_alphabetic)
    })
}
