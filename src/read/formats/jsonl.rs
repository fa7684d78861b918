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
    let mut broken = 0;
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        let row: Row = match serde_json::from_str(line) {
            Ok(row) => row,
            Err(error) => {
                broken += 1;
                if broken <= MOST_TOLD {
                    problems.add(number, ProblemKind::Malformed, complaint(&error));
                }
                continue;
            }
        };
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
    if broken > MOST_TOLD {
        let message = format!("{} more lines are broken and not read.", broken - MOST_TOLD);
        problems.add(None, ProblemKind::Malformed, message);
    }
    if documents.is_empty() && broken > 0 {
        return Err(problems.found.swap_remove(0));
    }
    Ok(problems.hand_to(documents, asked))
}

/// Broken lines of a file that are told one by one.
const MOST_TOLD: usize = 100;

fn complaint(error: &serde_json::Error) -> String {
    format!(
        "Column {}: {}; each line must be an object with `source` and `target`.",
        error.column(),
        error.to_string().split(" at line ").next().unwrap_or_default()
    )
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_line_costs_no_other() {
        let good = "{\"source\": \"Open.\", \"target\": \"Auf.\", \"locale\": \"de\"}\n";
        let input = Input::new("a.jsonl", "a.jsonl");
        let read = |text: String| read(text.into_bytes(), &input, None);
        let found =
            read(format!("{good}{{\"source\": \"a \\ud800\"}}\n{good}{good}{{\"sou")).unwrap();
        assert_eq!(found[0].segments.len(), 3);
        let lines: Vec<_> = found[0].problems.iter().map(|p| (p.kind, p.line)).collect();
        assert_eq!(lines, [(ProblemKind::Malformed, Some(2)), (ProblemKind::Malformed, Some(5))]);
        // Many are counted.
        let found = read(format!("{good}{}", "{\n".repeat(1000))).unwrap();
        assert_eq!(found[0].problems.len(), MOST_TOLD + 1);
        assert!(found[0].problems[MOST_TOLD].message.starts_with("900 more lines"));
        let problem = read("{\n{\n".to_owned()).unwrap_err();
        assert_eq!(problem.line, Some(1));
    }
}
