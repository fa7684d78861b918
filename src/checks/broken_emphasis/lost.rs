//! Bold that the source has and the target has not, or has around half of a quotation.

use super::{CHECK, covers_all};
use crate::checks::SegmentView;
use crate::checks::issue::Issue;
use crate::text::{Emphasis, Text};

/// Whether the target has less emphasis than the source, quotation marks that stand for it counted.
pub(super) fn is_dropped(view: &SegmentView<'_>) -> bool {
    let (source, target) = (&view.source, &view.target);
    let (had, has) = (source.strong().count(), target.strong().count());
    let quoted = quotes(target.visible()).saturating_sub(quotes(source.visible()));
    // Where labels are written without bold, and often without quotation marks, headings of a line still keep theirs.
    let heading =
        source.strong().next().is_some_and(|e| source.raw[..e.range.start].trim().is_empty());
    let unmarked_label =
        view.locale.labels.unmarked && !(heading && has == 0 && had == 1 && is_heading(source));
    // Whether italics are kept is a habit of the project; more of them may stand for bold.
    !unmarked_label
        && marked(view) + quoted < had
        && !target.raw.contains("<b>")
        && !target.raw.contains("<strong>")
}

/// Stretches of the target that stand for bold: its own, and the italics that the source has not.
fn marked(view: &SegmentView<'_>) -> usize {
    let plain = |text: &Text<'_>| text.emphasis.iter().filter(|e| !e.strong).count();
    let more = plain(&view.target).saturating_sub(plain(&view.source));
    view.target.strong().count() + more
}

/// Bold that the source has and the target has not.
pub(super) fn dropped(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    if !is_dropped(view) {
        return;
    }
    let (source, target) = (&view.source, &view.target);
    let (had, has) = (source.strong().count(), marked(view));
    let message =
        format!("Bold is missing ({had} in the source, {has} here): mark what says the same");
    let issue = Issue::new(&CHECK, message);
    let content = |text: &Text<'_>, e: &Emphasis| text.raw[e.content.clone()].trim().to_owned();
    let lost = source.strong().find(|e| {
        let label = content(source, e);
        !target.emphasis.iter().any(|t| content(target, t) == label)
    });
    let Some(lost) = lost else {
        issues.push(issue);
        return;
    };
    let label = content(source, lost);
    let issue = issue.source(lost.range.clone());
    // A name kept as it is shows where the emphasis belongs.
    issues.push(match target.raw.find(&label).filter(|_| label.len() > 2) {
        Some(at) => issue.target(at..at + label.len()).expected(&source.raw[lost.range.clone()]),
        None => issue,
    });
}

/// Whether the first bold stretch is all of the text or ends with a colon.
fn is_heading(source: &Text<'_>) -> bool {
    source.strong().next().is_some_and(|e| {
        let content = source.slice(e.content.clone()).trim_end();
        covers_all(source, e)
            || content.ends_with(':')
            || source.raw[e.range.end..].trim_start().starts_with(':')
    })
}

/// Pairs of quotation marks and corner brackets.
fn quotes(text: &str) -> usize {
    let straight = text.bytes().filter(|b| *b == b'"').count() / 2;
    straight
        + text
            .chars()
            .filter(|c| matches!(c, '“' | '「' | '『' | '«' | '„' | '【' | '［' | '[' | '‘' | '《'))
            .count()
}

/// A bold stretch that holds one of two quotation marks: it begins or ends in the wrong place.
pub(super) fn torn_quotes(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let target = &view.target;
    let odd = |text: &str| {
        let marks = ['"', '“', '”', '„'];
        text.chars().filter(|c| marks.contains(c)).count() % 2 == 1
    };
    if view.source.strong().any(|e| odd(view.source.slice(e.content.clone()))) {
        return;
    }
    for emphasis in target.strong().filter(|e| odd(target.slice(e.content.clone()))) {
        let issue = Issue::new(&CHECK, "The bold stretch holds only one of two quotation marks");
        issues.push(issue.target(emphasis.range.clone()));
    }
}
