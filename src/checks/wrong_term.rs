//! `wrong-term`: a term of a list is rendered otherwise than the list says.

use std::ops::Range;
use std::sync::LazyLock;

use super::mangled_name::issue;
use super::terms::{Terms, holds, inside, place};
use super::{Check, Example, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::locale::WrongTerm;
use crate::mqm::{Category, Confidence, Severity};
use crate::names::Problem;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "wrong-term",
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
        A rendering may say how it is matched: exactly, by prefix, by likeness, or by a stem before a bar. \
        Reports as minor also the renderings of common terms that the locale's own data calls wrong, because they \
        mistake the meaning (`billing` as `结算`, `admin` as `Administratorrechte`): never in pages by people.",
    examples: &[
        Example::bad(
            "fr-FR",
            "Set up multifactor authentication.",
            "Configurez la connexion double.",
            "",
        ),
        Example::bad("zh-CN", "the billing relationship", "结算关系", "结算"),
        Example::good("zh-CN", "the billing relationship", "计费关系"),
        Example::good(
            "fr-FR",
            "Set up multifactor authentication.",
            "Configurez l’authentification multifacteur.",
        ),
    ],
    run: Run::Segment(run),
};

static TERMS: LazyLock<Vec<Terms>> =
    LazyLock::new(|| Terms::compile(|l| l.wrong_terms.iter().map(|t| &t.source).collect()));

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let found = view.names.damage.iter().filter(|d| d.problem == Problem::WrongTerm);
    issues.extend(found.map(|d| issue(&CHECK, view, d)));
    let Some(terms) = Terms::of(&TERMS, view.locale) else { return };
    let mut held = Vec::new();
    terms.in_source(view, false, &mut held);
    let (source, target) = (view.source.visible(), view.target.visible());
    for (term, _) in held {
        let WrongTerm { source: english, wrong, usual } = &view.locale.wrong_terms[term];
        if wrong.also.iter().any(|word| holds(source, word)) {
            continue;
        }
        let named = |r: &Range<usize>| inside(&view.names.target, r);
        let places = wrong.forms.iter().filter_map(|f| place(f, target, view.locale, named));
        let Some(span) = places.min_by_key(|r| r.start) else { continue };
        let written = &target[span.clone()];
        let message = format!("“{}” is no “{written}”, but usually “{usual}”.", english[0]);
        let issue = Issue::new(&CHECK, message).severity(Severity::Minor).expected(usual.as_str());
        issues.push(issue.target(view.target_span(span)));
    }
}
