//! The texts of a locale's issues, in compressed blocks that are written as soon as they are full.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Seek, SeekFrom, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::{Error, Result};
use crate::output::PendingFile;
use crate::reports::ReportOptions;
use crate::reports::row::IssueRow;

/// Issues of a block: few enough that showing one row unpacks little.
const BLOCK_ISSUES: usize = 256;
/// Characters of the segments before and behind, at most.
const CONTEXT: usize = 200;
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
    /// Where the blocks that were written begin.
    starts: Vec<u64>,
    end: u64,
}

/// What a block is before it is packed.
#[derive(Deserialize)]
struct Texts {
    /// The texts that are new in it.
    s: Vec<Value>,
    /// The issues.
    i: Vec<Value>,
}

/// A block, and which of its entries.
pub(super) type Entry = (usize, usize);

/// What stands before and behind a packed block.
const OPEN: &str = "<script type=\"text/plain\" class=\"block\">";
const CLOSE: &str = "</script>\n";

impl Blocks {
    /// Begins the blocks of the page `name`.
    pub(super) fn begin(options: &ReportOptions, name: &str) -> Result<Blocks> {
        let name = format!("{name}.blocks");
        let file = PendingFile::create(&options.out, &name)?;
        let path = options.out.join(name);
        let (segments, issues, starts) = (Vec::new(), Vec::new(), Vec::new());
        Ok(Blocks { file, path, segments, issues, count: 0, starts, end: 0 })
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
            write!(file, "{OPEN}{packed}{CLOSE}")?;
            Ok(OPEN.len() + packed.len() + CLOSE.len())
        };
        let bytes = write(&mut self.file).map_err(|e| Error::io(&self.path, e))?;
        self.starts.push(self.end);
        self.end += bytes as u64;
        self.segments.clear();
        self.issues.clear();
        self.count = 0;
        Ok(true)
    }

    /// Reads issues and their texts back from the blocks that were written, in the order that they are asked for.
    pub(super) fn read_back(
        &mut self,
        wanted: &[(Entry, Entry)],
    ) -> std::io::Result<Vec<(Value, Value)>> {
        let mut file = BufReader::new(self.file.reopen()?);
        let mut read: BTreeMap<usize, Texts> = BTreeMap::new();
        for block in wanted.iter().flat_map(|(issue, segment)| [issue.0, segment.0]) {
            if let std::collections::btree_map::Entry::Vacant(vacant) = read.entry(block) {
                file.seek(SeekFrom::Start(self.starts[block]))?;
                let mut line = String::new();
                file.read_line(&mut line)?;
                let packed = line.get(OPEN.len()..line.len() - CLOSE.len()).unwrap_or("");
                let bytes = STANDARD.decode(packed).map_err(std::io::Error::other)?;
                vacant.insert(serde_json::from_reader(DeflateDecoder::new(&*bytes))?);
            }
        }
        let entry = |issue: &Entry, segment: &Entry| {
            Some((
                read.get(&issue.0)?.i.get(issue.1)?.clone(),
                read.get(&segment.0)?.s.get(segment.1)?.clone(),
            ))
        };
        let found = wanted.iter().map(|(issue, segment)| {
            entry(issue, segment).ok_or_else(|| std::io::Error::other("a block lacks an issue"))
        });
        found.collect()
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
fn segment_entry<'r>(row: &IssueRow<'r>) -> (&'r str, &'r str, Option<&'r str>) {
    (row.source, row.target, row.reference)
}

/// An issue as the script reads it: message, what is expected, spans of source and target, line, segment id, and the
/// targets before and after where there are some.
fn issue_entry(row: &IssueRow<'_>) -> impl Serialize {
    let issue = &row.placed.issue;
    let (source_start, source_end) = utf16(row.source, row.source_span.clone());
    let (target_start, target_end) = utf16(row.target, row.target_span.clone());
    (
        &*issue.message,
        issue.expected.as_deref().unwrap_or(""),
        [source_start, source_end, target_start, target_end],
        row.placed.line,
        row.segment_id,
        tail(row.before),
        head(row.after),
    )
}

/// The end of a long text.
fn tail(text: &str) -> &str {
    text.char_indices().rev().nth(CONTEXT - 1).map_or(text, |(at, _)| &text[at..])
}

/// The start of a long text.
fn head(text: &str) -> &str {
    text.char_indices().nth(CONTEXT).map_or(text, |(at, _)| &text[..at])
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

    #[test]
    fn of_long_neighbours_stands_what_is_near() {
        let long = "é".repeat(CONTEXT) + "x";
        assert_eq!(head(&long), "é".repeat(CONTEXT));
        assert_eq!(tail(&long), "é".repeat(CONTEXT - 1) + "x");
        assert_eq!((head("é"), tail("é"), tail("")), ("é", "é", ""));
    }
}
