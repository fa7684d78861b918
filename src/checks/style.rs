//! Issues of what goes against the style that a page is held to.

use super::{Check, Issue, SegmentView};
use crate::learn::style::Rule;

/// Reports the breaches of a rule; `message` says what is wrong with the text that stands there and what to write, and
/// what the rule rests on follows it.
pub(super) fn report(
    check: &'static Check,
    rule: &Rule,
    view: &SegmentView<'_>,
    issues: &mut Vec<Issue>,
    message: impl Fn(&str) -> String,
) {
    for breach in view.breaches(rule) {
        let place = breach.place;
        let text = message(view.target.slice(place.span.clone()));
        let issue = Issue::new(check, format!("{text} ({}).", breach.reason));
        issues.push(Issue {
            // What was left out stands nowhere.
            target_span: Some(place.span).filter(|span| !span.is_empty()),
            source_span: place.source,
            expected: place.expected,
            ..issue
        });
    }
}
