//! JSON Lines: an object a pair, with the fields of a table.

use serde::Deserialize;

use crate::document::{
    Document, Input, Origin, Problem, ProblemKind, Reference, ReferenceOrigin, Segment,
};
use crate::locale::LocaleTag;
use crate::read::formats::problems::Problems;
use crate::read::formats::{Format, extension, locale_of};

/// JSON Lines.
pub(super) const FORMAT: Format = Format {
    id: "jsonl",
    summary: "JSON Lines with the fields `source` and `target`, and `reference`, `segment_id`, `locale`, `path`, `line`",
    extensions: &[],
    ambiguous_extensions: &[],
    sniff: |path, _| matches!(extension(path).as_str(), "jsonl" | "ndjson"),
    read,
};

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
