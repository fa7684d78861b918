//! `forbidden-term`: a rendering that a list forbids.

use super::mangled_name::issue;
use super::{Check, Example, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::mqm::{Category, Confidence, Severity};
use crate::names::Problem;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "forbidden-term",
    category: Category::Terminology,
    severity: Severity::Major,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "A rendering is used that the list forbids.",
    details: "Reports a forbidden rendering of a name or term that the source holds. Renderings are forbidden by \
        `forbidden` in a list, by a column of that name in a table, and by the administrative status deprecated, \
        superseded or not recommended in TBX. The same words as the rendering of something else are not reported.",
    examples: &[
        Example::bad(
            "de-DE",
            "Open the admin center.",
            "Öffnen Sie das Verwaltungszentrum.",
            "Verwaltungszentrum",
        ),
        Example::good("de-DE", "Open the admin center.", "Öffnen Sie das Admin Center."),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let found = view.names.damage.iter().filter(|d| d.problem == Problem::ForbiddenTerm);
    issues.extend(found.map(|d| issue(&CHECK, view, d)));
}
