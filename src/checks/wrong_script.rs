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
    details: "Fires where most letters of the target's own words, or a stretch of them, belong to a script that neither the locale nor the source uses; in Chinese also where at least three characters that only the other way of writing has (`说` and `說`) stand against at most a quarter of its own. Latin names and words copied from the source do not count, nor is a locale judged whose scripts are not known. Where a language is written in several, all of them are right unless the tag tells (`sr` against `sr-Latn`).",
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
        Example::bad("zh-TW", "Save the settings.", "请保存这些设置。", "请保存这些设"),
        Example::bad("sr-Latn", "Open the page.", "Отворите страницу.", "Отворите страницу"),
        Example::good("zh-HK", "Save the settings.", "請儲存這些設定。"),
        Example::good("sr", "Open the page.", "Otvorite stranicu."),
        Example::good("hy-AM", "Open the page.", "Բացեք էջը։"),
        Example::good("ja-JP", "Open Office 365.", "Office 365 を開きます。"),
        Example::good("ru-RU", "Open the settings.", "Откройте настройки."),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let Some(error) = &view.gross_error else { return };
    if let GrossKind::WrongScript { target_range } = &error.kind {
        let message =
            "The text is in a script that the locale does not use: write it in the locale's.";
        let issue = Issue::new(&CHECK, message).confidence(error.confidence);
        issues.push(issue.target(target_range.clone()));
    }
}
