//! Links into the site that lack the locale which the project puts before their paths.

use super::{CHECK, Route};
use crate::checks::SegmentView;
use crate::checks::issue::Issue;
use crate::learn::style::LOCALE_IN_LINKS;
use crate::mqm::Severity;

/// Reports the links that lead to the original of a page which the run holds in the locale, where the project's links lead
/// to the localized one.
pub(super) fn report(view: &SegmentView<'_>, route: &Route<'_>, issues: &mut Vec<Issue>) {
    for breach in view.breaches(&LOCALE_IN_LINKS) {
        let place = breach.place;
        let address = view.target.slice(place.span.clone());
        if !route.is_localized(address) {
            continue;
        }
        let message = format!(
            "“{address}” leads to the page in the source language: put the locale before the path ({}).",
            breach.reason
        );
        let issue = Issue::new(&CHECK, message).target(place.span).severity(Severity::Minor);
        issues.push(Issue { source_span: place.source, ..issue });
    }
}
