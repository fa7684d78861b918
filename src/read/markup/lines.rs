//! What readers of pages line by line share: the lines of a page, and the blocks that are found in them.

use std::ops::Range;

use crate::read::markup::{Block, BlockKind};

/// A line of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    /// Its first byte.
    pub(super) begin: usize,
    /// Its first byte that is no blank.
    pub(super) start: usize,
    /// Behind its last byte that is no blank.
    pub(super) end: usize,
    /// The column of its first character that is no blank.
    pub(super) indent: usize,
}

impl Line {
    pub(super) fn is_blank(&self) -> bool {
        self.start >= self.end
    }
}

/// A page with its lines and the blocks so far.
#[derive(Debug)]
pub(super) struct Page<'p> {
    pub(super) text: &'p str,
    pub(super) lines: Vec<Line>,
    pub(super) blocks: Vec<Block>,
    /// The next paragraph is the first of an item.
    pub(super) is_item: bool,
}

/// Columns from one stop of a tab to the next.
const TAB: usize = 8;

impl<'p> Page<'p> {
    /// Cuts what lies behind `body` into lines.
    pub(super) fn new(text: &'p str, body: usize) -> Page<'p> {
        let mut lines = Vec::new();
        let mut begin = body;
        for whole in text[body..].split_inclusive('\n') {
            let (mut indent, mut blanks) = (0, 0);
            for b in whole.bytes() {
                match b {
                    b' ' => indent += 1,
                    b'\t' => indent = (indent / TAB + 1) * TAB,
                    _ => break,
                }
                blanks += 1;
            }
            let start = begin + blanks;
            let end = begin + whole.trim_end().len();
            lines.push(Line { begin, start: start.min(end.max(begin)), end, indent });
            begin += whole.len();
        }
        Page { text, lines, blocks: Vec::new(), is_item: false }
    }

    /// What stands in a line, without the blanks at its ends.
    pub(super) fn line(&self, at: usize) -> &'p str {
        self.lines.get(at).filter(|l| !l.is_blank()).map_or("", |l| &self.text[l.start..l.end])
    }

    pub(super) fn is_blank(&self, at: usize) -> bool {
        self.lines.get(at).is_none_or(Line::is_blank)
    }

    /// Where the lines end that belong to a line by their indentation: they are deeper than `indent`, or blank between such.
    pub(super) fn extent(&self, at: usize, end: usize, indent: usize) -> usize {
        let mut stop = at + 1;
        for next in at + 1..end {
            let line = &self.lines[next];
            if line.is_blank() {
                continue;
            }
            if line.indent <= indent {
                break;
            }
            stop = next + 1;
        }
        stop
    }

    /// Adds lines as one text. Blank ones are left out.
    pub(super) fn push_lines(&mut self, kind: BlockKind, depth: u16, lines: Range<usize>) {
        let lines: Vec<Range<usize>> =
            self.lines[lines].iter().filter(|l| !l.is_blank()).map(|l| l.start..l.end).collect();
        self.push_parts(kind, depth, 0, &lines);
    }

    /// Adds a text that stands in several stretches of the page.
    pub(super) fn push_parts(
        &mut self,
        kind: BlockKind,
        depth: u16,
        column: u16,
        parts: &[Range<usize>],
    ) {
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return };
        let place = first.start..last.end.max(first.start);
        let text = parts.iter().map(|part| self.text[part.clone()].trim()).collect::<Vec<_>>();
        self.push(kind, depth, column, place, text.join("\n"));
    }

    /// Adds a text that is one stretch of the page.
    pub(super) fn push_stretch(&mut self, kind: BlockKind, depth: u16, place: Range<usize>) {
        let text = self.text[place.clone()].trim().to_owned();
        self.push(kind, depth, 0, place, text);
    }

    /// Adds a text, if it says anything.
    pub(super) fn push(
        &mut self,
        kind: BlockKind,
        depth: u16,
        column: u16,
        place: Range<usize>,
        text: String,
    ) {
        if !text.chars().any(char::is_alphanumeric) {
            return;
        }
        let is_item = kind == BlockKind::Paragraph && std::mem::take(&mut self.is_item);
        let kind = if is_item { BlockKind::Item } else { kind };
        self.blocks.push(Block { kind, depth, column, list: None, place, text });
    }

    /// Adds a stretch that is no text.
    pub(super) fn push_code(&mut self, depth: u16, place: Range<usize>) {
        let text = self.text[place.clone()].trim().to_owned();
        if !text.is_empty() {
            self.blocks.push(Block {
                kind: BlockKind::Code,
                depth,
                column: 0,
                list: None,
                place,
                text,
            });
        }
    }

    /// Adds the cells of a line whose values are parted by a mark, which may stand in quotation marks.
    pub(super) fn push_values(&mut self, depth: u16, line: Range<usize>, mark: u8) {
        let (mut from, mut column, mut in_quotes) = (line.start, 1, false);
        for at in line.start..=line.end {
            let byte = self.text.as_bytes().get(at).filter(|_| at < line.end);
            let ends = byte.is_none_or(|b| *b == mark && !in_quotes);
            if byte == Some(&b'"') {
                in_quotes = !in_quotes;
            }
            if ends {
                let cell = crate::text::trimmed(self.text, from..at);
                let inner = self.text[cell.clone()].trim_matches('"').to_owned();
                self.push(BlockKind::Cell, depth, column, cell, inner);
                (from, column) = (at + 1, column.saturating_add(1));
            }
        }
    }
}

/// Columns that a text takes where characters of East Asian scripts take two.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

pub(super) fn char_width(c: char) -> usize {
    match c as u32 {
        0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff => 2,
        0xfe30..=0xfe6f | 0xff00..=0xff60 | 0xffe0..=0xffe6 | 0x2_0000..=0x3_fffd => 2,
        _ => 1,
    }
}
