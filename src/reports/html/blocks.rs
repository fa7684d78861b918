//! The texts of a locale's issues, in compressed blocks that are written as soon as they are full.

use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use serde::Serialize;

use crate::error::{Error, Result};
use crate::output::PendingFile;
use crate::reports::ReportOptions;
use crate::reports::row::IssueRow;

/// Issues of a block: few enough that showing one row unpacks little.
const BLOCK_ISSUES: usize = 256;
/// Bytes of a block before compression, for long segments.
const BLOCK_BYTES: usize = 512 << 10;

/// The blocks, in a file of their own until they follow what must stand before them.
pub(super) struct Blocks {
    file: PendingFile,
    path: std::path::PathBuf,
    /// The texts of the block at hand, and its issues, as elements of JSON arrays.
    segments: Vec<u8>,
    issues: Vec<u8>,
    count: usize,
}

impl Blocks {
    /// Begins the blocks of the page `name`.
    pub(super) fn begin(options: &ReportOptions, name: &str) -> Result<Blocks> {
        let name = format!("{name}.blocks");
        let file = PendingFile::create(&options.out, &name)?;
        let path = options.out.join(name);
        Ok(Blocks { file, path, segments: Vec::new(), issues: Vec::new(), count: 0 })
    }

    /// Takes in an issue, and its texts where they are new.
    pub(super) fn add(&mut self, row: &IssueRow<'_>, texts_are_new: bool) {
        if texts_are_new {
            push(&mut self.segments, &segment_entry(row));
        }
        push(&mut self.issues, &issue_entry(row));
        self.count += 1;
    }

    /// Whether the block at hand is to be written before another issue comes in.
    pub(super) fn is_full(&self) -> bool {
        self.count == BLOCK_ISSUES || self.segments.len() + self.issues.len() > BLOCK_BYTES
    }

    /// Writes the block at hand; whether there was one.
    pub(super) fn flush(&mut self) -> Result<bool> {
        if self.count == 0 {
            return Ok(false);
        }
        let parts: [&[u8]; 5] = [b"{\"s\":[", &self.segments, b"],\"i\":[", &self.issues, b"]}"];
        let write = |file: &mut PendingFile| {
            let packed = pack(&parts)?;
            writeln!(file, "<script type=\"text/plain\" class=\"block\">{packed}</script>")
        };
        write(&mut self.file).map_err(|e| Error::io(&self.path, e))?;
        self.segments.clear();
        self.issues.clear();
        self.count = 0;
        Ok(true)
    }

    /// Copies all blocks that were written.
    pub(super) fn copy_to(&mut self, out: &mut impl Write) -> std::io::Result<()> {
        std::io::copy(&mut self.file.reopen()?, out)?;
        Ok(())
    }
}

/// Raw deflate in base64: browsers unpack it without a library, and nothing in it means anything in HTML.
pub(super) fn pack(parts: &[&[u8]]) -> std::io::Result<String> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(4));
    for part in parts {
        encoder.write_all(part)?;
    }
    Ok(STANDARD.encode(encoder.finish()?))
}

/// Source, target, reference.
pub(super) fn segment_entry<'r>(row: &IssueRow<'r>) -> (&'r str, &'r str, Option<&'r str>) {
    (row.source, row.target, row.reference)
}

/// Message, what is expected, spans of source and target, line, segment id.
pub(super) fn issue_entry<'r>(
    row: &IssueRow<'r>,
) -> (&'r str, &'r str, i64, i64, i64, i64, u32, &'r str) {
    let issue = &row.placed.issue;
    let (source_start, source_end) = utf16(row.source, row.source_span.clone());
    let (target_start, target_end) = utf16(row.target, row.target_span.clone());
    (
        &issue.message,
        issue.expected.as_deref().unwrap_or(""),
        source_start,
        source_end,
        target_start,
        target_end,
        row.placed.line,
        row.segment_id,
    )
}

/// Adds a value to the elements of a JSON array.
fn push(out: &mut Vec<u8>, value: &impl Serialize) {
    if !out.is_empty() {
        out.push(b',');
    }
    // Strings and numbers always have a JSON form, and a Vec takes all bytes.
    let _ = serde_json::to_writer(out, value);
}

/// A span of bytes in the UTF-16 units that browsers count; -1 where there is none.
fn utf16(text: &str, span: Option<std::ops::Range<usize>>) -> (i64, i64) {
    let units = |text: &str| i64::try_from(text.encode_utf16().count()).unwrap_or(-1);
    match span.and_then(|s| Some((text.get(..s.start)?, text.get(s)?))) {
        Some((before, words)) => (units(before), units(before) + units(words)),
        None => (-1, -1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_count_as_browsers_do() {
        assert_eq!(utf16("😀é x", Some(4..6)), (2, 3));
        assert_eq!(utf16("é", Some(1..2)), (-1, -1));
        assert_eq!(utf16("x", None), (-1, -1));
    }
}
