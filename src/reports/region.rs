//! Where in its file an issue stands: lines and columns, for readers that mark the words.

use std::ops::Range;

use serde_json::{Value, json};

use crate::checks::issue::{Fix, Place};
use crate::document::Document;
use crate::evaluate::{Evaluation, PlacedIssue};
use crate::read::rewrite;

/// Lines and columns of a stretch of a file, from 1; columns are characters, and the end is behind the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Region {
    start: (u32, usize),
    end: (u32, usize),
}

impl Region {
    fn of(document: &Document, bytes: &Range<usize>) -> Region {
        let position = |at| document.lines.position(&document.text, at);
        Region { start: position(bytes.start), end: position(bytes.end) }
    }

    /// The words of an issue; none where they do not stand as they are in the file, or are not sure to.
    pub(super) fn of_issue(page: &Evaluation, placed: &PlacedIssue) -> Option<Region> {
        let document = &page.document;
        let span = placed.issue.target_span.clone().filter(|span| !span.is_empty())?;
        let bytes = match placed.place {
            Place::Segment(index) => rewrite::place(document, index, &span)?,
            Place::Line(_) => document.text.get(span.clone()).map(|_| span)?,
            Place::Title | Place::Description => return None,
        };
        Some(Region::of(document, &bytes))
    }

    /// What the fix of an issue replaces, where it can be replaced there.
    pub(super) fn of_fix(page: &Evaluation, placed: &PlacedIssue, fix: &Fix) -> Option<Region> {
        let Place::Segment(index) = placed.place else { return None };
        let bytes = rewrite::replaceable(&page.document, index, &fix.span, &fix.text)?;
        Some(Region::of(&page.document, &bytes))
    }

    /// As SARIF writes it.
    pub(super) fn sarif(self) -> Value {
        let ((start_line, start_column), (end_line, end_column)) = (self.start, self.end);
        json!({
            "startLine": start_line,
            "startColumn": start_column,
            "endLine": end_line,
            "endColumn": end_column,
        })
    }
}
