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
        let starts = self.0.get_or_init(|| {
            std::iter::once(0)
                .chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1))
                .collect()
        });
        let start = (number as usize).checked_sub(1).and_then(|at| starts.get(at));
        let rest = start.and_then(|start| text.get(*start..)).unwrap_or("");
        rest.lines().next().unwrap_or("")
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
}
