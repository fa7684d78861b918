//! The visible text: how it is built, and which bytes of the raw text each of its bytes comes from.

use std::ops::Range;

use super::Text;

/// A stretch of visible text and where it comes from.
#[derive(Debug, Clone, Copy)]
pub(super) struct VisibleRun {
    visible: u32,
    raw: u32,
    raw_end: u32,
    /// Copied byte by byte, or made for a protected stretch, an entity or a special space.
    copied: bool,
}

impl Text<'_> {
    /// What a reader sees: markup removed, entities decoded, all kinds of spaces and line breaks one plain space
    /// each, invisible characters left out, and [`OBJECT`](super::OBJECT) for each protected stretch.
    pub fn visible(&self) -> &str {
        &self.visible
    }

    /// The bytes of the raw text that a range of the visible text comes from.
    pub fn raw_range(&self, visible: Range<usize>) -> Range<usize> {
        if visible.start >= visible.end {
            let at = self.raw_start(visible.start);
            return at..at;
        }
        let start = self.raw_start(visible.start);
        let last = self.run_at(visible.end - 1);
        let end = match last {
            Some(run) if run.copied => run.raw as usize + (visible.end - run.visible as usize),
            Some(run) => run.raw_end as usize,
            None => self.raw.len(),
        };
        start..end.max(start)
    }

    fn raw_start(&self, visible: usize) -> usize {
        match self.run_at(visible) {
            Some(run) if run.copied => run.raw as usize + (visible - run.visible as usize),
            Some(run) => run.raw as usize,
            None => self.raw.len(),
        }
    }

    /// The run that holds a byte of the visible text; none behind its end.
    fn run_at(&self, visible: usize) -> Option<&VisibleRun> {
        if visible >= self.visible.len() {
            return None;
        }
        let next = self.runs.partition_point(|run| run.visible as usize <= visible);
        self.runs.get(next.checked_sub(1)?)
    }

    /// Appends raw text to the visible text as it is.
    pub(super) fn show(&mut self, raw: Range<usize>) {
        if raw.is_empty() {
            return;
        }
        if let Some(last) = self.runs.last_mut()
            && last.copied
            && last.raw_end as usize == raw.start
        {
            last.raw_end = raw.end as u32;
        } else {
            self.runs.push(VisibleRun {
                visible: self.visible.len() as u32,
                raw: raw.start as u32,
                raw_end: raw.end as u32,
                copied: true,
            });
        }
        self.visible.push_str(&self.raw[raw]);
    }

    /// Appends a character to the visible text that stands for a stretch of raw text.
    pub(super) fn show_as(&mut self, raw: Range<usize>, c: char) {
        self.runs.push(VisibleRun {
            visible: self.visible.len() as u32,
            raw: raw.start as u32,
            raw_end: raw.end as u32,
            copied: false,
        });
        self.visible.push(c);
    }
}
