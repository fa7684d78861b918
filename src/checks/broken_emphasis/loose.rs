//! Markers of emphasis that pair with nothing, so that the reader sees them.

use std::ops::Range;

use super::CHECK;
use crate::checks::SegmentView;
use crate::checks::issue::Issue;
use crate::mqm::Severity;
use crate::text::Text;
use crate::text::words::{stretch_end, stretch_start};

/// Markers that the reader sees and the source does not have.
pub(super) fn report(view: &SegmentView<'_>, issues: &mut Vec<Issue>) -> bool {
    let (source, target) = (&view.source, &view.target);
    let wide = |text: &str| text.matches('＊').count();
    if wide(target.raw) > wide(source.raw) {
        let (Some(start), Some(end)) = (target.raw.find('＊'), target.raw.rfind('＊')) else {
            return false;
        };
        let issue = Issue::new(&CHECK, "Full-width asterisks are no markers of emphasis");
        issues.push(issue.target(start..end + '＊'.len_utf8()).severity(Severity::Major));
        return true;
    }
    // An underscore inside a word is none where the source marks nothing so.
    let italics = |text: &Text<'_>| text.emphasis.iter().filter(|e| e.marker == '_').count();
    let marker = ['*', '_'].into_iter().find(|marker| {
        let more = loose(target, *marker).count() > loose(source, *marker).count();
        more && (*marker == '*' || italics(source) > italics(target))
    });
    let Some(marker) = marker else { return false };
    let had = loose(source, marker).count();
    // Loose markers of one damage stand around the same words: one issue for two of them.
    let mut rest = loose(target, marker).skip(had);
    while let Some(first) = rest.next() {
        let mut span = first.clone();
        if let Some(second) = rest.next() {
            span.end = second.end;
        } else if let Some(whole) =
            target.emphasis.iter().find(|e| e.range.start == span.end || e.range.end == span.start)
        {
            // `**x*`: plain emphasis with a marker left over.
            span = span.start.min(whole.range.start)..span.end.max(whole.range.end);
        } else {
            span = with_neighbour(target.raw, span);
        }
        let issue = Issue::new(
            &CHECK,
            format!(
                "The marker “{}” pairs with no other and shows up in the text",
                &target.raw[first.clone()]
            ),
        );
        issues.push(issue.target(span).severity(Severity::Major));
    }
    true
}

/// Asterisks that pair with nothing.
pub(super) fn markers<'t>(text: &'t Text<'_>) -> impl Iterator<Item = &'t Range<usize>> {
    loose(text, '*')
}

/// The markers of a kind that pair with nothing.
fn loose<'t>(text: &'t Text<'_>, marker: char) -> impl Iterator<Item = &'t Range<usize>> {
    text.loose_markers.iter().filter(move |r| text.raw[r.start..].starts_with(marker))
}

/// A marker with the word beside it.
fn with_neighbour(raw: &str, marker: Range<usize>) -> Range<usize> {
    let rest = &raw[marker.end..];
    let ahead = rest.trim_start();
    let gap = rest.len() - ahead.len();
    let stretch = &ahead[..stretch_end(ahead, 0)];
    let word = stretch.find('*').unwrap_or(stretch.len());
    if word > 0 && gap <= 1 {
        return marker.start..marker.end + gap + word;
    }
    let before = raw[..marker.start].trim_end();
    let stretch = stretch_start(before, before.len());
    let start = stretch + before[stretch..].rfind('*').map_or(0, |star| star + 1);
    start..marker.end
}
