//! JSON Lines: an object a pair, with the fields of the table.

use std::io::{self, Write};

use serde::Serialize;

use super::{PairWriter, Target, reference};
use crate::document::Document;

/// JSON Lines.
pub(super) const TARGET: Target = Target {
    id: "jsonl",
    extension: "jsonl",
    holds_locales: true,
    begin: |to| Ok(Box::new(JsonLines(to))),
};

struct JsonLines(Box<dyn Write + Send>);

#[derive(Serialize)]
struct Row<'d> {
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
            let row = Row {
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
