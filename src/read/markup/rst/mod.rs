//! The blocks of a page in `reStructuredText`, as docutils and Sphinx read it.
//!
//! Bodies are told by their indentation: a body is a run of lines, and what is nested in it a deeper run. Comments, targets
//! and what only programs read are no text.

mod directives;
mod lists;
mod tables;

use std::ops::Range;

use super::lines::{Page, width};
use crate::read::markup::{Block, BlockKind};

/// Bodies in bodies; what lies deeper is one text.
const DEEPEST: u16 = 24;

/// Cuts a page into its blocks, in order. `body` is where it begins.
pub(super) fn blocks(page: &str, body: usize) -> Vec<Block> {
    let mut reader = Reader { page: Page::new(page, body), styles: Vec::new(), headings: 0 };
    let all = 0..reader.page.lines.len();
    reader.body(all, 0);
    reader.page.blocks
}

struct Reader<'p> {
    page: Page<'p>,
    /// The mark of the headings of each level, and whether it stands above them too.
    styles: Vec<(u8, bool)>,
    /// So many blocks are headings, from the first.
    headings: usize,
}

impl Reader<'_> {
    /// Reads the lines of a body.
    fn body(&mut self, lines: Range<usize>, depth: u16) {
        if depth > DEEPEST {
            return self.page.push_lines(BlockKind::Paragraph, depth, lines);
        }
        let Some(indent) = self.indent(lines.clone()) else { return };
        let mut at = lines.start;
        while at < lines.end {
            at = self.element(at, lines.end, indent, depth).max(at + 1);
        }
    }

    /// The least indentation of lines; none if all are blank.
    fn indent(&self, lines: Range<usize>) -> Option<usize> {
        self.page.lines[lines].iter().filter(|l| !l.is_blank()).map(|l| l.indent).min()
    }

    /// Reads what begins in a line; where to go on.
    fn element(&mut self, at: usize, end: usize, indent: usize, depth: u16) -> usize {
        let text = self.page.line(at);
        if text.is_empty() {
            return at + 1;
        }
        if self.page.lines[at].indent > indent {
            let stop = self.page.extent(at, end, indent);
            self.body(at..stop, depth + 1);
            return stop;
        }
        if text == ".." || text.starts_with(".. ") {
            return self.explicit(at, end, indent, depth);
        }
        if text == "__" || text.starts_with("__ ") {
            return at + 1;
        }
        let found = self
            .table(at, end, depth)
            .or_else(|| self.heading(at, end))
            .or_else(|| self.doctest(at, end, depth))
            .or_else(|| self.list(at, end, indent, depth));
        found.unwrap_or_else(|| self.paragraph(at, end, indent, depth))
    }

    /// A heading with a line of marks below it, and above it or not; or a line between paragraphs.
    fn heading(&mut self, at: usize, end: usize) -> Option<usize> {
        let text = self.page.line(at);
        let mark = |line: usize| if line < end { mark_of(self.page.line(line)) } else { None };
        let (title, mark, is_over, behind) = match mark(at) {
            Some(over) if text.len() >= 3 => {
                let is_title = at + 1 < end && !self.page.is_blank(at + 1);
                match mark(at + 2).filter(|under| is_title && *under == over) {
                    Some(under) if mark(at + 1).is_none() => (at + 1, under, true, at + 3),
                    _ if text.len() >= 4 && self.page.is_blank(at + 1) => return Some(at + 1),
                    _ => return None,
                }
            }
            Some(_) => return None,
            None => {
                let under = mark(at + 1)?;
                let marks = self.page.line(at + 1).len();
                let fits = marks >= 4 || marks >= width(text);
                let indent = |line: usize| self.page.lines[line].indent;
                if !fits || indent(at) != indent(at + 1) {
                    return None;
                }
                (at, under, false, at + 2)
            }
        };
        let style = (mark, is_over);
        let level = self.styles.iter().position(|known| *known == style).unwrap_or_else(|| {
            self.styles.push(style);
            self.styles.len() - 1
        });
        let level = (level + 1).min(6) as u8;
        self.page.push_lines(BlockKind::Heading(level), 0, title..title + 1);
        Some(behind)
    }

    /// A session of Python.
    fn doctest(&mut self, at: usize, end: usize, depth: u16) -> Option<usize> {
        self.page.line(at).strip_prefix(">>>")?;
        let stop = (at + 1..end).find(|line| self.page.is_blank(*line)).unwrap_or(end);
        self.code(at..stop, depth);
        Some(stop)
    }

    /// Adds lines as code.
    fn code(&mut self, lines: Range<usize>, depth: u16) {
        if lines.is_empty() {
            return;
        }
        let place = self.page.lines[lines.start].begin..self.page.lines[lines.end - 1].end;
        if place.start < place.end {
            self.page.push_code(depth, place);
        }
    }

    /// A paragraph with the literal block behind it, or a term with its definition.
    fn paragraph(&mut self, at: usize, end: usize, indent: usize, depth: u16) -> usize {
        let is_own = |line: &usize| {
            let line = &self.page.lines[*line];
            !line.is_blank() && line.indent == indent
        };
        let stop = at + 1 + (at + 1..end).take_while(is_own).count();
        let marks_code = self.page.line(stop - 1).ends_with("::");
        let is_deeper =
            stop < end && !self.page.is_blank(stop) && self.page.lines[stop].indent > indent;
        if is_deeper && stop == at + 1 && !marks_code {
            let stop = self.page.extent(at, end, indent);
            self.page.push_lines(BlockKind::Paragraph, depth, at..at + 1);
            self.body(at + 1..stop, depth + 1);
            return stop;
        }
        if !marks_code {
            self.page.push_lines(BlockKind::Paragraph, depth, at..stop);
            return stop;
        }
        // Readers see one colon, or none behind a blank.
        let last = &mut self.page.lines[stop - 1];
        last.end -= 1;
        let shown = &self.page.text[last.start..last.end - 1];
        if shown.is_empty() || shown.ends_with(' ') {
            last.end = last.start + shown.trim_end().len();
        }
        self.page.push_lines(BlockKind::Paragraph, depth, at..stop);
        let first = (stop..end).find(|line| !self.page.is_blank(*line)).unwrap_or(end);
        if first == end {
            return end;
        }
        let code = if self.page.lines[first].indent > indent {
            self.page.extent(first - 1, end, indent)
        } else if first > stop && self.page.line(first).starts_with(['>', '$', '#', '%']) {
            // Lines that each begin with the same mark.
            let mark = self.page.line(first).chars().next();
            let goes_on = |line: &usize| self.page.line(*line).chars().next() == mark;
            first + (first..end).take_while(goes_on).count()
        } else {
            return stop;
        };
        self.code(first..code, depth);
        code
    }
}

/// The mark of a line that is nothing but one and the same mark.
fn mark_of(text: &str) -> Option<u8> {
    let first = *text.as_bytes().first()?;
    let is_run = text.len() >= 2 && text.bytes().all(|b| b == first);
    (is_run && first.is_ascii_punctuation() && text != "::").then_some(first)
}
