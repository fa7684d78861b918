//! `wrong-term`: a term of a list is rendered otherwise than the list says.

use super::mangled_name::issue;
use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::mqm::{Category, Confidence, Severity};
use crate::names::{Evidence, Problem};

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
        What a list of the program asks for is a \
        suspicion; a list of the user's own is a rule. A rendering may say how it is matched: exactly, by prefix, by likeness, or by a stem before a bar.",
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
    for damage in view.names.damage.iter().filter(|d| d.problem == Problem::WrongTerm) {
        let Some(issue) = issue(&CHECK, view, damage) else { continue };
        // What comes with the program asks for a word that people do without more often than machines do.
        let is_asked = damage.evidence.outvotes(Evidence::Shipped);
        issues.push(if is_asked { issue } else { issue.confidence(Confidence::Low) });
    }
}
