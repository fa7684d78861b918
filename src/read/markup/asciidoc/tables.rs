//! Tables: `|===`, with cells behind bars, and `,===` and `:===` with a row a line.

use std::ops::Range;

use super::Reader;
use crate::read::markup::BlockKind;
use crate::text::words::trailing;

/// A table has so many columns at most.
const MOST_COLUMNS: usize = 200;

/// The byte that parts the cells of a table which a line begins.
pub(super) fn mark(text: &str) -> Option<u8> {
    let first = *text.as_bytes().first()?;
    let is_one = matches!(first, b'|' | b'!' | b',' | b':') && text[1..].len() >= 3;
    (is_one && text[1..].bytes().all(|b| b == b'=')).then_some(first)
}

impl Reader<'_> {
    /// Reads a table; where it ends.
    pub(super) fn table(&mut self, at: usize, mark: u8) -> usize {
        let close = self.closing(at, self.page.line(at));
        let attributes = self.attributes.take();
        let attributes = attributes.map_or("", |line| self.page.line(line));
        let is_values = matches!(mark, b',' | b':') || attributes.contains("csv");
        let depth = self.depth();
        if is_values {
            let mark = if mark == b':' { b':' } else { b',' };
            for line in at + 1..close {
                let line = self.page.lines[line];
                self.page.push_values(depth, line.start..line.end.max(line.start), mark);
            }
            return close + 1;
        }
        let cells = self.cells(at + 1..close, mark);
        let width = columns(attributes).unwrap_or_else(|| {
            let first = cells.first().map_or(0, |(line, _)| *line);
            cells.iter().take_while(|(line, _)| *line == first).count()
        });
        for (number, (_, parts)) in cells.into_iter().enumerate() {
            let column = (number % width.max(1) + 1) as u16;
            for part in parts {
                self.page.push_parts(BlockKind::Cell, depth, column, &part);
            }
        }
        close + 1
    }

    /// The cells in order, each with its line and the paragraphs in it.
    fn cells(&self, lines: Range<usize>, mark: u8) -> Vec<(usize, Vec<Vec<Range<usize>>>)> {
        let mut cells: Vec<(usize, Vec<Vec<Range<usize>>>)> = Vec::new();
        let take = |cells: &mut Vec<(usize, Vec<Vec<Range<usize>>>)>, place: Range<usize>| {
            let place = crate::text::trimmed(self.page.text, place);
            if let Some((_, paragraphs)) = cells.last_mut()
                && !place.is_empty()
            {
                match paragraphs.last_mut() {
                    Some(last) => last.push(place),
                    None => paragraphs.push(vec![place]),
                }
            }
        };
        for at in lines {
            let line = self.page.lines[at];
            let text = self.page.line(at);
            if text.is_empty() {
                if let Some((_, paragraphs)) = cells.last_mut()
                    && paragraphs.last().is_some_and(|last| !last.is_empty())
                {
                    paragraphs.push(Vec::new());
                }
                continue;
            }
            let mut from = 0;
            for (bar, b) in text.bytes().enumerate() {
                if b != mark || text[..bar].ends_with('\\') {
                    continue;
                }
                let before = &text[from..bar];
                let kept = before.len() - specifier(before);
                take(&mut cells, line.start + from..line.start + from + kept);
                cells.push((at, Vec::new()));
                from = bar + 1;
            }
            take(&mut cells, line.start + from..line.end);
        }
        cells
    }
}

/// The bytes at the end of a text that say how the next cell is set: `2+`, `.3+^.>s`, `a`.
fn specifier(before: &str) -> usize {
    let text = trailing(before, |c| !c.is_whitespace());
    let tail = text.len();
    let marks = text.trim_end_matches(|c: char| "adehlmsv".contains(c));
    let is_style = text.len() - marks.len() <= 1;
    let fits = is_style && marks.bytes().all(|b| b.is_ascii_digit() || b".+*<>^".contains(&b));
    let is_bare_number = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if fits && !is_bare_number { tail } else { 0 }
}

/// How many columns `cols="1,2a,3*"` says that there are.
fn columns(attributes: &str) -> Option<usize> {
    let value = &attributes[attributes.find("cols=")? + 5..];
    let value = match value.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => value.split([',', ']']).next()?,
    };
    let times = |part: &str| {
        let times = part.trim().split_once('*').and_then(|(times, _)| times.parse().ok());
        times.unwrap_or(1_usize)
    };
    let count = value.split([',', ';']).map(times).fold(0_usize, usize::saturating_add);
    (1..=MOST_COLUMNS).contains(&count).then_some(count)
}
