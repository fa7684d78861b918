//! Where a stretch of a target stands in the text of its file.

use std::ops::Range;

use crate::document::Document;
use crate::text::head;

/// Places in a file that an edit is tried at, at most.
const MOST_PLACES: usize = 12;

/// Whether changes of two stretches of a text are changes of one place.
pub(crate) fn touch(a: &Range<usize>, b: &Range<usize>) -> bool {
    if a.is_empty() || b.is_empty() {
        return a.start <= b.end && b.start <= a.end;
    }
    a.start < b.end && b.start < a.end
}

/// Where a stretch of a target may stand in a text, the likeliest first: where more of the target stands around it.
pub(super) fn places(
    text: &str,
    region: Range<usize>,
    target: &str,
    span: &Range<usize>,
) -> Vec<usize> {
    let mut found = Vec::new();
    let Some(searched) = text.get(region.clone()) else { return found };
    for reach in REACHES {
        let start = head(target, span.start.saturating_sub(*reach)).len();
        let end = head(target, span.end.saturating_add(*reach)).len().max(span.end);
        let Some(needle) = target.get(start..end).filter(|n| !n.is_empty()) else { continue };
        for (at, _) in searched.match_indices(needle) {
            let at = region.start + at + (span.start - start);
            if !found.contains(&at) {
                found.push(at);
            }
            if found.len() == MOST_PLACES {
                return found;
            }
        }
    }
    found
}

/// Bytes of a target on either side of a stretch that are looked for with it.
const REACHES: &[usize] = &[usize::MAX, 48, 16, 4, 0];

/// Whether new words hold marks that formats write as escapes, unless the old ones hold the same.
pub(super) fn needs_escape(old: Option<&str>, new: &str) -> bool {
    let marks = |text: &str| -> String {
        let escaped = |c: &char| matches!(c, '"' | '\'' | '<' | '>' | '&' | '\\') || c.is_control();
        text.chars().filter(escaped).collect()
    };
    let new = marks(new);
    !new.is_empty() && old.is_none_or(|old| marks(old) != new)
}

/// Bytes behind the beginning of a segment's line in which its words are looked for, where its format tells no place.
const MOST_BEHIND: usize = 1 << 16;

/// The bytes of a document's text where a stretch of a segment's target stands as it is; none where that is not sure.
pub(crate) fn place(
    document: &Document,
    index: usize,
    span: &Range<usize>,
) -> Option<Range<usize>> {
    let segment = document.segments.get(index)?;
    let text = document.text.as_str();
    let region = if segment.place.is_empty() {
        let start = document.lines.start(text, segment.line);
        let mut next = document.segments[index + 1..].iter().map(|s| s.line);
        let next = next.find(|line| *line > segment.line);
        let end = next.map_or(text.len(), |line| document.lines.start(text, line));
        start..head(text, end.min(start.saturating_add(MOST_BEHIND))).len().max(start)
    } else {
        segment.place.clone()
    };
    let searched = text.get(region.clone())?;
    for reach in REACHES {
        let start = head(&segment.target, span.start.saturating_sub(*reach)).len();
        let end = head(&segment.target, span.end.saturating_add(*reach)).len().max(span.end);
        let needle = segment.target.get(start..end).filter(|needle| !needle.is_empty())?;
        let mut found = searched.match_indices(needle);
        if let Some((at, _)) = found.next() {
            let at = region.start + at + (span.start - start);
            return found.next().is_none().then_some(at..at + span.len());
        }
    }
    None
}

/// The same for a stretch that may be replaced there by a text.
pub(crate) fn replaceable(
    document: &Document,
    index: usize,
    span: &Range<usize>,
    new: &str,
) -> Option<Range<usize>> {
    let segment = document.segments.get(index)?;
    let is_scalar = matches!(segment.id.as_str(), "title" | "description");
    // The places of pages are those of their text.
    let is_page = !segment.place.is_empty() && !is_scalar;
    let place = place(document, index, span)?;
    (is_page || !needs_escape(segment.target.get(span.clone()), new)).then_some(place)
}
