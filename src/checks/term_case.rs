//! `term-case`: a localized name is written in another case than the locale's form.

use super::mangled_name::issue;
use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::mqm::{Category, Confidence, Severity};
use crate::names::Problem;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "term-case",
    kind: Kind::Law,
    category: Category::Linguistic,
    severity: Severity::Minor,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "A localized name is written in another case than its approved form.",
    details: "Reports a localized name whose approved form stands in the target only in another case (`espace \
        partenaires` for `Espace partenaires`). A small letter of the form may be a capital, as at the beginning of a \
        sentence. The case of English names is reported by mangled-name. \
              Measured: 21 issues per 1,000 machine-translated segments, 2.2 per 1,000 human ones.",
    examples: &[
        Example::bad(
            "fr-FR",
            "Sign in to Partner Center.",
            "Connectez-vous à l’espace partenaires.",
            "espace partenaires",
        ),
        Example::bad(
            "ru-RU",
            "Sign in to Partner Center.",
            "Войдите в центр партнеров.",
            "центр партнеров",
        ),
        Example::good(
            "fr-FR",
            "Sign in to Partner Center.",
            "Connectez-vous à l’Espace partenaires.",
        ),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let found = view.names.damage.iter().filter(|d| d.problem == Problem::TermCase);
    issues.extend(found.filter_map(|d| issue(&CHECK, view, d)));
}
