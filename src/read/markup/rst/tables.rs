//! Tables that are drawn: with borders of `+`, `-` and `|`, or with lines of `=` above and below.

use std::ops::Range;

use super::Reader;
use crate::read::markup::BlockKind;
use crate::read::markup::lines::{Page, char_width};

/// A table has so many columns at most.
const MOST_COLUMNS: usize = 200;

impl Reader<'_> {
    /// A table that begins in a line; where it ends.
    pub(super) fn table(&mut self, at: usize, end: usize, depth: u16) -> Option<usize> {
        let text = self.page.line(at);
        if text.starts_with("+-") || text.starts_with("+=") {
            return is_border(text).then(|| self.grid(at, end, depth));
        }
        let columns = columns(text)?;
        self.simple(at, end, depth, &columns)
    }

    fn grid(&mut self, at: usize, end: usize, depth: u16) -> usize {
        let is_row = |line: &usize| self.page.line(*line).starts_with(['+', '|']);
        let stop = at + (at..end).take_while(is_row).count();
        let mut row = Row::default();
        for line in at..stop {
            let text = self.page.line(line);
            if is_border(text) {
                row.end(&mut self.page, depth);
                continue;
            }
            let begin = self.page.lines[line].start;
            let inner = text.strip_prefix(['|', '+']).unwrap_or(text);
            let mut from = begin + text.len() - inner.len();
            let ends = inner.match_indices('|').map(|(i, _)| begin + text.len() - inner.len() + i);
            let ends: Vec<_> = ends.collect();
            for (column, to) in ends.into_iter().enumerate().take(MOST_COLUMNS) {
                row.add(&self.page, column, from..to);
                from = to + 1;
            }
        }
        row.end(&mut self.page, depth);
        stop
    }

    /// A table between lines of `=`; none if it has no end.
    fn simple(&mut self, at: usize, end: usize, depth: u16, columns: &[usize]) -> Option<usize> {
        let is_edge = |line: usize| {
            let text = self.page.line(line);
            text.starts_with('=') && text.bytes().all(|b| b == b'=' || b == b' ')
        };
        let edges: Vec<usize> = (at + 1..end).filter(|line| is_edge(*line)).take(2).collect();
        // The line below the head is followed by a row, the last one is not.
        let last = match edges[..] {
            [first, ..] if first + 1 >= end || self.page.is_blank(first + 1) => first,
            [_, second] => second,
            _ => return None,
        };
        let mut row = Row::default();
        for line in at + 1..last {
            let text = self.page.line(line);
            if text.bytes().all(|b| matches!(b, b'=' | b'-' | b' ')) {
                row.end(&mut self.page, depth);
                continue;
            }
            let begin = self.page.lines[line].start;
            let left = self.page.lines[line].indent.saturating_sub(self.page.lines[at].indent);
            // A row begins where the first column has text.
            if left == 0 {
                row.end(&mut self.page, depth);
            }
            let (mut column, mut place, mut from) = (0, left, begin);
            let mut before = ' ';
            for (i, c) in text.char_indices() {
                while columns.get(column + 1).is_some_and(|next| place >= *next)
                    && (before == ' ' || place >= columns[column + 1] + 2)
                {
                    row.add(&self.page, column, from..begin + i);
                    (column, from) = (column + 1, begin + i);
                }
                place += char_width(c);
                before = c;
            }
            row.add(&self.page, column, from..begin + text.len());
        }
        row.end(&mut self.page, depth);
        Some(last + 1)
    }
}

/// The texts of a row, which may go over lines.
#[derive(Default)]
struct Row(Vec<Vec<Range<usize>>>);

impl Row {
    fn add(&mut self, page: &Page<'_>, column: usize, place: Range<usize>) {
        let place = crate::text::trimmed(page.text, place);
        if self.0.len() <= column {
            self.0.resize(column + 1, Vec::new());
        }
        if !place.is_empty() {
            self.0[column].push(place);
        }
    }

    fn end(&mut self, page: &mut Page<'_>, depth: u16) {
        for (column, parts) in std::mem::take(&mut self.0).into_iter().enumerate() {
            let Some(first) = parts.first().cloned() else { continue };
            let texts: Vec<_> = parts.into_iter().map(|part| &page.text[part]).collect();
            let text = texts.join("\n");
            // Other cells stand between the lines of one, so its place is its first.
            page.push(BlockKind::Cell, depth, column as u16 + 1, first, text);
        }
    }
}

fn is_border(text: &str) -> bool {
    text.starts_with('+')
        && text.ends_with('+')
        && text.len() > 2
        && text.bytes().all(|b| matches!(b, b'+' | b'-' | b'='))
}

/// Where the columns begin in a line of `=`, from its first; none if it is none.
fn columns(text: &str) -> Option<Vec<usize>> {
    let is_edge = text.starts_with("==") && text.bytes().all(|b| b == b'=' || b == b' ');
    let begins =
        |at: &usize| text.as_bytes()[*at] == b'=' && (*at == 0 || text.as_bytes()[*at - 1] == b' ');
    let found: Vec<_> = (0..text.len()).filter(|_| is_edge).filter(begins).collect();
    (2..=MOST_COLUMNS).contains(&found.len()).then_some(found)
}
