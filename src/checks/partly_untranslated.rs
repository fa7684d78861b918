//! `partly-untranslated`: a stretch of the source was left as it is.

use super::{Check, Example, Run, SegmentView};
use crate::issue::{Category, Confidence, Issue, Severity};
use crate::learn::verdict::GrossError;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "partly-untranslated",
    category: Category::Accuracy,
    severity: Severity::Major,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    summary: "a stretch of English was left in the target",
    details: "Fires on a run of two or more plain words that stand in the source as they are, where the run's own pairs teach that such words get translated. Names, code, labels that the locale keeps, and words that people leave in English are learned and do not count.",
    examples: &[
        Example::bad(
            "fr-FR",
            "Open the settings and then select all of the files that you want to keep.",
            "Ouvrez les paramètres, puis select all of the files that you want to keep.",
            "select all of the files that you want to keep",
        ),
        Example::good(
            "fr-FR",
            "Open Visual Studio Code and then select the file.",
            "Ouvrez Visual Studio Code, puis sélectionnez le fichier.",
        ),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let Some(verdict) = &view.verdict else { return };
    if let GrossError::PartlyUntranslated { target_range } = &verdict.error {
        let left = &view.raw_target()[target_range.clone()];
        let message = format!("“{}” is not translated.", left.trim());
        let issue = Issue::new(&CHECK, message).confidence(verdict.confidence);
        issues.push(issue.target(target_range.clone()));
    }
}
