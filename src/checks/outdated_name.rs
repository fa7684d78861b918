//! `outdated-name`: the target calls a product by an earlier name than the source.

use super::mangled_name::issue;
use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::mqm::{Category, Confidence, Severity};
use crate::names::Problem;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "outdated-name",
    kind: Kind::Law,
    category: Category::Terminology,
    severity: Severity::Minor,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "The target calls a product by an earlier name than the source does.",
    details: "Reports a name of the source that the target has only in an earlier form (Microsoft Entra ID as Azure \
        Active Directory). Where source and target use the same generation of the name nothing is reported, however old \
        it is.",
    examples: &[
        Example::bad(
            "de-DE",
            "Sign in with Microsoft Entra ID.",
            "Melden Sie sich mit Azure Active Directory an.",
            "Azure Active Directory",
        ),
        Example::good(
            "de-DE",
            "Sign in with Azure Active Directory.",
            "Melden Sie sich mit Azure Active Directory an.",
        ),
        Example::good(
            "fr-FR",
            "Microsoft Entra ID was called Azure Active Directory.",
            "Microsoft Entra ID s’appelait Azure Active Directory.",
        ),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let found = view.names.damage.iter().filter(|d| d.problem == Problem::OutdatedName);
    issues.extend(found.filter_map(|d| issue(&CHECK, view, d)));
}
