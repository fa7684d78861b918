//! Tables with a row a pair, in the columns that the reader of tables knows.

use std::io::{self, Write};

use super::{PairWriter, Target, reference};
use crate::document::Document;

/// Tab-separated tables; a cell with a tab, a line end or a quotation mark stands in quotation marks.
pub(super) const TARGET: Target = Target {
    id: "tsv",
    extension: "tsv",
    holds_locales: true,
    begin: |to| Ok(Box::new(begin(to)?)),
};

struct Tsv(csv::Writer<Box<dyn Write + Send>>);

fn begin(to: Box<dyn Write + Send>) -> io::Result<Tsv> {
    let mut writer = csv::WriterBuilder::new().delimiter(b'\t').from_writer(to);
    writer.write_record([
        "locale",
        "path",
        "line",
        "segment_id",
        "translation_type",
        "source",
        "target",
        "reference",
    ])?;
    Ok(Tsv(writer))
}

impl PairWriter for Tsv {
    fn document(&mut self, document: &Document) -> io::Result<()> {
        for segment in &document.segments {
            self.0.write_record([
                document.locale.as_str(),
                &document.path,
                &segment.line.to_string(),
                &segment.id,
                document.origin.as_str(),
                &segment.source,
                &segment.target,
                reference(segment),
            ])?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<u64> {
        self.0.flush()?;
        Ok(0)
    }
}
