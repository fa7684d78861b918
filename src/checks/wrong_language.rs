//! `wrong-language`: the target is in another language.

use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::learn::gross_error::GrossKind;
use crate::mqm::{Category, Confidence, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "wrong-language",
    kind: Kind::Suspicion,
    category: Category::Accuracy,
    severity: Severity::Critical,
    weight: 1.0,
    confidence: Confidence::Medium,
    on_by_default: true,
    on_metadata: false,
    summary: "the target is in another language than the locale's",
    details: "Fires where the target's words and letters are those of another language: words of grammar tell it without any training, letter profiles of the run's other locales more surely. Names and words of the source do not count, and short targets are not judged.",
    examples: &[
        Example::bad(
            "de-DE",
            "You can open the settings of this page, but not of the other pages that belong to it.",
            "Vous pouvez ouvrir les paramètres de cette page, mais pas ceux des autres pages qui en font partie.",
            "Vous pouvez ouvrir les paramètres de cette page, mais pas ceux des autres pages qui en font partie.",
        ),
        Example::good(
            "de-DE",
            "You can open the settings of this page.",
            "Sie können die Einstellungen dieser Seite öffnen.",
        ),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let Some(error) = &view.gross_error else { return };
    if let GrossKind::WrongLanguage { language } = &error.kind {
        let message = match language {
            Some(language) => {
                format!("The text seems to be in another language ({language}): translate it.")
            }
            None => "The text seems to be in another language.".to_owned(),
        };
        let issue = Issue::new(&CHECK, message).confidence(error.confidence);
        issues.push(issue.target(0..view.raw_target().len()));
    }
}
