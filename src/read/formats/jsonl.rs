//! JSON Lines: an object a pair, with the fields of a table.

use std::io::{self, Write};

use serde::{Deserialize, Serialize};

use crate::document::{
    Document, Input, Origin, Problem, ProblemKind, Reference, ReferenceOrigin, Segment,
};
use crate::locale::LocaleTag;
use crate::read::formats::cut::{Cut, Header};
use crate::read::formats::problems::Problems;
use crate::read::formats::write::{PairWriter, Writer, reference};
use crate::read::formats::{Format, extension, locale_of};

/// JSON Lines.
pub(super) const FORMAT: Format = Format {
    id: "jsonl",
    summary: "JSON Lines with the fields `source` and `target`, and `reference`, `segment_id`, `locale`, `path`, `line`",
    extensions: &[],
    ambiguous_extensions: &[],
    sniff: |path, _| matches!(extension(path).as_str(), "jsonl" | "ndjson"),
    read,
    cut: Some(Cut { header: Header::None, end: b"\n", quoted: false, footer: b"" }),
    write: Some(Writer {
        extension: "jsonl",
        holds_locales: true,
        holds_sources: true,
        needs_locale: false,
        begin: |to| Ok(Box::new(JsonLines(to))),
    }),
};

/// A row as it is read; only its texts must be there.
#[derive(Deserialize)]
struct Row {
    source: String,
    target: String,
    #[serde(default)]
    reference: String,
    #[serde(default)]
    segment_id: String,
    #[serde(default)]
    locale: String,
    #[serde(default)]
    path: String,
    line: Option<u32>,
    #[serde(default)]
    translation_type: String,
}

fn read(
    bytes: Vec<u8>,
    input: &Input,
    asked: Option<&LocaleTag>,
) -> Result<Vec<Document>, Problem> {
    let (text, mut problems) = Problems::decode(bytes, input);
    let mut documents: Vec<Document> = Vec::new();
    let around = locale_of(None, input, asked);
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        let row: Row = serde_json::from_str(line).map_err(|e| Problem {
            path: input.name.clone(),
            line: Some(number),
            kind: ProblemKind::Malformed,
            message: format!(
                "Column {}: {}; each line must be an object with `source` and `target`.",
                e.column(),
                e.to_string().split(" at line ").next().unwrap_or_default()
            ),
        })?;
        let locale = LocaleTag::parse(&row.locale.replace('_', "-"));
        let locale = locale.unwrap_or_else(|| around.clone());
        let path = if row.path.is_empty() { input.name.clone() } else { row.path };
        let is = |d: &Document| d.path == path && d.locale == locale;
        // Rows of a document stand together.
        if !documents.last().is_some_and(is) {
            let origin = Origin::parse(&row.translation_type);
            documents.push(Document { path, locale, origin, ..Document::default() });
        }
        if row.source.trim().is_empty() {
            problems.add(number, ProblemKind::EmptySource, "The source of the row is empty.");
        }
        let Some(document) = documents.last_mut() else { continue };
        let id = if row.segment_id.is_empty() { number.to_string() } else { row.segment_id };
        document.segments.push(Segment {
            id,
            line: row.line.unwrap_or(number),
            source: row.source,
            target: row.target,
            reference: (!row.reference.trim().is_empty())
                .then_some(Reference { text: row.reference, origin: ReferenceOrigin::Id }),
            ..Segment::default()
        });
    }
    Ok(problems.hand_to(documents, asked))
}

struct JsonLines(Box<dyn Write + Send>);

/// A row as it is written, with all that the pair has.
#[derive(Serialize)]
struct Written<'d> {
    locale: &'d str,
    path: &'d str,
    line: u32,
    segment_id: &'d str,
    translation_type: &'d str,
    source: &'d str,
    target: &'d str,
    #[serde(skip_serializing_if = "str::is_empty")]
    reference: &'d str,
}

impl PairWriter for JsonLines {
    fn document(&mut self, document: &Document) -> io::Result<()> {
        for segment in &document.segments {
            let row = Written {
                locale: document.locale.as_str(),
                path: &document.path,
                line: segment.line,
                segment_id: &segment.id,
                translation_type: document.origin.as_str(),
                source: &segment.source,
                target: &segment.target,
                reference: reference(segment),
            };
            serde_json::to_writer(&mut self.0, &row)?;
            self.0.write_all(b"\n")?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<u64> {
        self.0.flush()?;
        Ok(0)
    }
}
