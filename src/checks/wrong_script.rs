//! `wrong-script`: the target is in another script.

use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::learn::gross_error::GrossKind;
use crate::mqm::{Category, Confidence, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "wrong-script",
    kind: Kind::Law,
    category: Category::Accuracy,
    severity: Severity::Critical,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "the target, or a stretch of it, is in a script that the locale does not use",
    details: "Fires where most letters of the target's own words, or a stretch of them, belong to a script that neither the locale nor the source uses. Latin names and words copied from the source do not count.",
    examples: &[
        Example::bad(
            "ru-RU",
            "Open the settings of the page.",
            "ページの設定を開きます。",
            "ページの設定を開きます",
        ),
        Example::bad(
            "de-DE",
            "Open the settings of the page.",
            "Откройте настройки страницы.",
            "Откройте настройки страницы",
        ),
        Example::good("ja-JP", "Open Office 365.", "Office 365 を開きます。"),
        Example::good("ru-RU", "Open the settings.", "Откройте настройки."),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let Some(error) = &view.gross_error else { return };
    if let GrossKind::WrongScript { target_range } = &error.kind {
        let message = "The text is in a script that the locale does not use.";
        let issue = Issue::new(&CHECK, message).confidence(error.confidence);
        issues.push(issue.target(target_range.clone()));
    }
}
