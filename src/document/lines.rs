//! Where the lines of a page begin, counted once for all that ask.

use std::sync::OnceLock;

/// The beginnings of a text's lines, found when they are first asked for.
///
/// It belongs to one text; what tells two documents apart is the text itself, so that all are equal.
#[derive(Debug, Clone, Default)]
pub struct LineStarts(OnceLock<Box<[usize]>>);

impl LineStarts {
    /// A line of the text that these are the beginnings of, without what ends it; `number` counts from 1. Empty where there
    /// is no such line.
    pub fn line<'t>(&self, text: &'t str, number: u32) -> &'t str {
        let starts = self.starts(text);
        let start = (number as usize).checked_sub(1).and_then(|at| starts.get(at));
        let rest = start.and_then(|start| text.get(*start..)).unwrap_or("");
        rest.lines().next().unwrap_or("")
    }

    /// Where the line with this number, from 1, begins; the end of the text where there is none.
    pub(crate) fn start(&self, text: &str, number: u32) -> usize {
        let start = (number as usize).checked_sub(1).and_then(|at| self.starts(text).get(at));
        start.copied().unwrap_or(text.len())
    }

    /// The line and the column, in characters, of a byte of the text; both from 1.
    pub(crate) fn position(&self, text: &str, at: usize) -> (u32, usize) {
        let line = self.starts(text).partition_point(|start| *start <= at);
        let start = self.start(text, line as u32);
        let column = text.get(start..at).map_or(1, |before| before.chars().count() + 1);
        (line as u32, column)
    }

    fn starts(&self, text: &str) -> &[usize] {
        self.0.get_or_init(|| {
            std::iter::once(0)
                .chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1))
                .collect()
        })
    }
}

impl PartialEq for LineStarts {
    fn eq(&self, _: &LineStarts) -> bool {
        true
    }
}

impl Eq for LineStarts {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_told_by_its_number() {
        let text = "a\r\n\nc\n";
        let starts = LineStarts::default();
        let lines: Vec<&str> = (0..6).map(|number| starts.line(text, number)).collect();
        assert_eq!(lines, ["", "a", "", "c", "", ""]);
    }

    #[test]
    fn a_byte_has_a_line_and_a_column() {
        let text = "äb\nçd";
        let starts = LineStarts::default();
        let at = |part: &str| starts.position(text, text.find(part).unwrap());
        assert_eq!(
            [at("ä"), at("b"), at("\n"), at("ç"), at("d")],
            [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2)]
        );
        assert_eq!(starts.position(text, text.len()), (2, 3));
    }
}
