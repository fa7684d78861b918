//! `wrong-term`: a term of a list is rendered otherwise than the list says.

use super::mangled_name::issue;
use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::mqm::{Category, Confidence, Severity};
use crate::names::Problem;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "wrong-term",
    kind: Kind::Law,
    category: Category::Terminology,
    severity: Severity::Major,
    weight: 1.0,
    confidence: Confidence::Medium,
    on_by_default: true,
    on_metadata: false,
    summary: "A term is not rendered as its list says.",
    details: "Takes the terms of the lists that are no names (`kind: term`, glossaries, TBX) and reports a term of the \
        source none of whose renderings is in the target, in any case and with the endings of the locale. A name that a \
        locale always renders in a form of its own is reported here if that form is missing. Excuses a second mention. \
        A rendering may say how it is matched: exactly, by prefix, by likeness, or by a stem before a bar.",
    examples: &[
        Example::bad(
            "fr-FR",
            "Set up multifactor authentication.",
            "Configurez la connexion double.",
            "",
        ),
        Example::good(
            "fr-FR",
            "Set up multifactor authentication.",
            "Configurez l’authentification multifacteur.",
        ),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let found = view.names.damage.iter().filter(|d| d.problem == Problem::WrongTerm);
    issues.extend(found.filter_map(|d| issue(&CHECK, view, d)));
}
