//! The segment that an issue of the page's text belongs to: what concerns a block carries that block's id.

use std::ops::Range;

use crate::checks::issue::{PageIssue, Place};
use crate::document::{Document, Segment};
use crate::text::trimmed;

/// Moves an issue that a page check found in the text of the page to the segment that holds it, or that begins the line
/// in question. One in the front matter, in a code block or between the segments stays where it is.
pub(super) fn settle(document: &Document, mut found: PageIssue) -> PageIssue {
    let (Place::Line(_), Some(span)) = (found.place, found.issue.target_span.clone()) else {
        return found;
    };
    let Some(original) = &document.original else { return found };
    let is_code = original.code.iter().any(|(_, code)| code.contains(&span.start));
    if is_code || span.end > document.text.len() {
        return found;
    }
    if let Some(index) = segment(document, &span) {
        let segment = &document.segments[index];
        found.place = Place::Segment(index);
        found.issue.target_span = Some(within(document, segment, &span));
    }
    found
}

/// A cell ends at most so many bytes before the line below it begins: blanks and the bars of empty cells.
const GAP: usize = 200;

/// The segment with both sides that holds a stretch of the page, or the first of the cells that it holds.
fn segment(document: &Document, span: &Range<usize>) -> Option<usize> {
    // The line below the head of a table has no cell of its own.
    let is_above =
        |place: &Range<usize>| document.text.get(place.end..span.start).is_some_and(is_line_above);
    let is_here =
        |place: &Range<usize>| place.start < span.end && span.start < place.end || is_above(place);
    let is_pair = |s: &Segment| !s.source.trim().is_empty() && !s.target.trim().is_empty();
    let text = document.text.get(span.clone()).unwrap_or("").trim();
    // In the order of their places; sentences of one block share theirs.
    let from = document.segments.partition_point(|s| s.place.end + GAP < span.start);
    let near = document.segments.iter().enumerate().skip(from);
    let near = near.take_while(|(_, segment)| segment.place.start < span.end);
    let mut first = None;
    for (index, segment) in near {
        if segment.place.is_empty() || !is_pair(segment) || !is_here(&segment.place) {
            continue;
        }
        if !text.is_empty() && segment.target.contains(text) {
            return Some(index);
        }
        first = first.or(Some(index));
    }
    first
}

/// Whether only the end of a row stands between a cell and the next line.
fn is_line_above(between: &str) -> bool {
    between.matches('\n').count() == 1 && between.chars().all(|c| c.is_whitespace() || c == '|')
}

/// The bytes of a segment's target that a stretch of the page stands for.
fn within(document: &Document, segment: &Segment, span: &Range<usize>) -> Range<usize> {
    let text = document.text.get(span.clone()).unwrap_or("").trim();
    let whole = || trimmed(&segment.target, 0..segment.target.len());
    match segment.target.find(text) {
        Some(at) if !text.is_empty() => at..at + text.len(),
        _ => whole(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::issue::Issue;
    use crate::document::Input;
    use crate::read::align::pair;

    #[test]
    fn what_a_block_holds_is_said_of_its_segment() {
        let source = "---\ntitle: A\n---\n\n## One\n\nText here. Another one.\n\n| a | b |\n|---|---|\n| c | d |\n\n```\nx\n```\n";
        let target = "---\ntitle: B\n---\n\n# Eins\n\nText da. Noch einer.\n\n| e | f |\n|---|---|\n| g | h |\n\n```\ny\n```\n";
        let input = Input::new("de/a.md", "de/a.md");
        let document = pair(target.to_owned(), source, &input, None);
        let check = crate::checks::find("broken-structure").unwrap();
        let settled = |text: &str| {
            let at = target.find(text).unwrap();
            let issue = Issue::new(check, "message").target(at..at + text.len());
            let found = settle(&document, PageIssue { place: Place::Line(1), issue });
            match found.place {
                Place::Segment(index) => {
                    let target = &document.segments[index].target;
                    (target.clone(), target[found.issue.target_span.unwrap()].to_owned())
                }
                _ => ("page".to_owned(), target[found.issue.target_span.unwrap()].to_owned()),
            }
        };
        for (text, segment, span) in [
            ("Eins", "Eins", "Eins"),
            ("Noch", "Noch einer.", "Noch"),
            ("| g | h |", "g", "g"),
            ("|---|---|", "f", "f"),
            ("title", "page", "title"),
            ("y\n", "page", "y\n"),
        ] {
            assert_eq!(settled(text), (segment.to_owned(), span.to_owned()), "{text}");
        }
    }
}
