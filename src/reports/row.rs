//! An issue with all that reports say of it: where it is, what it is about, and the texts around it.

use std::ops::Range;

use crate::checks::issue::Place;
use crate::checks::issue::texts_at;
use crate::evaluate::{Evaluation, PlacedIssue};

/// An issue of a page as reports show it; borrows the page.
#[derive(Debug)]
pub(super) struct IssueRow<'a> {
    /// The issue and its place.
    pub(super) placed: &'a PlacedIssue,
    /// Path of its page.
    pub(super) path: &'a str,
    /// Id of the segment, or `title`, `description` or `page`.
    pub(super) segment_id: &'a str,
    /// The source; empty outside the segments.
    pub(super) source: &'a str,
    /// The target; between the segments the line.
    pub(super) target: &'a str,
    /// The reference, where there is one.
    pub(super) reference: Option<&'a str>,
    /// Bytes of `source` that the issue is about.
    pub(super) source_span: Option<Range<usize>>,
    /// Bytes of `target` that the issue is about.
    pub(super) target_span: Option<Range<usize>>,
}

impl<'a> IssueRow<'a> {
    /// The row of an issue of this page.
    pub(super) fn of(page: &'a Evaluation, placed: &'a PlacedIssue) -> IssueRow<'a> {
        let document = &page.document;
        let (source, target) = texts_at(document, placed.place);
        let mut target_span = placed.issue.target_span.clone();
        if let (Place::Line(_), Some(span)) = (placed.place, &target_span) {
            // Such a span counts from the start of the page.
            let start = line_start(&document.text, target);
            target_span = start.filter(|s| *s <= span.start).map(|s| span.start - s..span.end - s);
        }
        let segment = match placed.place {
            Place::Segment(index) => document.segments.get(index),
            _ => None,
        };
        IssueRow {
            placed,
            path: &document.path,
            segment_id: match placed.place {
                Place::Segment(_) => segment.map_or("", |s| &s.id),
                Place::Title => "title",
                Place::Description => "description",
                Place::Line(_) => "page",
            },
            source,
            target,
            reference: segment.and_then(|s| s.reference.as_ref()).map(|r| r.text.as_str()),
            source_span: placed
                .issue
                .source_span
                .clone()
                .filter(|s| source.get(s.clone()).is_some()),
            target_span: target_span.filter(|s| target.get(s.clone()).is_some()),
        }
    }

    /// The words of the target in question; empty where none are.
    pub(super) fn target_words(&self) -> &'a str {
        self.target_span.clone().and_then(|span| self.target.get(span)).unwrap_or("")
    }
}

/// Where a line begins that was taken from the text; none if it was not.
fn line_start(text: &str, line: &str) -> Option<usize> {
    let start = (line.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    (start + line.len() <= text.len()).then_some(start)
}
