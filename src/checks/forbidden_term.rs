//! `forbidden-term`: a rendering that a list forbids.

use super::mangled_name::issue;
use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::mqm::{Category, Confidence, Severity};
use crate::names::Problem;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "forbidden-term",
    kind: Kind::Law,
    category: Category::Terminology,
    severity: Severity::Major,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "A rendering is used that the list forbids.",
    details: "Reports a forbidden rendering of a name or term that the source holds. Renderings are forbidden by \
        `forbidden` in a list, by a column of that name in a table, and by the administrative status deprecated, \
        superseded or not recommended in TBX. Reports as minor the renderings of general terms that mistake the \
        meaning (`billing` as `结算`, the role `admin` as `Administratorrechte`), by a shipped list, and what one \
        publisher never says where a run names its list (`--names partner-center`). Excused: renderings inside names \
        and beside English words that they may stand for. Measured by the shipped list: machine 1.6, human 0 of 1,000 \
        segments.",
    examples: &[
        Example::bad(
            "de-DE",
            "Open the admin center.",
            "Öffnen Sie das Verwaltungszentrum.",
            "Verwaltungszentrum",
        ),
        Example::bad("zh-CN", "the billing relationship", "结算关系", "结算"),
        Example::good("zh-CN", "the billing relationship", "计费关系"),
        Example::good("zh-CN", "settle the billing", "结算"),
        Example::good("de-DE", "Open the admin center.", "Öffnen Sie das Admin Center."),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let found = view.names.damage.iter().filter(|d| d.problem == Problem::ForbiddenTerm);
    issues.extend(found.filter_map(|d| issue(&CHECK, view, d)));
}
