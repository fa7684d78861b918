//! `end-punctuation`: the sentence ends with another mark than the source's.
//!
//! Precision: 39 of 49 read on human text, 8 of 9 read on machine text.

use super::{Check, Example, Kind, Run, SegmentView, style};
use crate::checks::issue::Issue;
use crate::learn::style::{END_MARK, NO_ADDED_STOP, SAME_END_MARK};
use crate::mqm::{Category, Confidence, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "end-punctuation",
    kind: Kind::Style,
    category: Category::Linguistic,
    severity: Severity::Neutral,
    weight: 0.1,
    confidence: Confidence::Medium,
    on_by_default: true,
    on_metadata: false,
    summary: "the segment ends with another mark than the source",
    details: "Compares the last visible mark, the scripts' own stops counting alike (`.`, `。`, `؟` and so on). Fires \
              where the source ends a sentence of three or more words with a full stop, question mark, exclamation \
              mark or colon and the target ends with none or with another kind; and where a heading-like source \
              without any mark got a full stop. Thai writes no stops; only a lost colon counts there. Excused: abbreviations such \
              as `г.`, ellipses, closing quotes and brackets, and code at the end. Only where the project keeps the \
              source's marks as a rule. Neutral: people change the \
              marks of headings and table cells as often as machines do (17 and 11 of 1,000 segments).",
    examples: &[
        Example::bad(
            "de-DE",
            "Do you want to open the page?",
            "Möchten Sie die Seite öffnen.",
            ".",
        ),
        Example::bad(
            "es-ES",
            "Select the page and then close it.",
            "Seleccione la página y luego ciérrela",
            "ciérrela",
        ),
        Example::bad("ja-JP", "How to open a page", "ページを開く方法です。", "。"),
        Example::good("zh-CN", "Select the page and close it.", "选择页面，然后关闭它。"),
        Example::good("ru-RU", "Updated in the year 2020", "Обновлено в 2020 г."),
        Example::good("th-TH", "Select the page and close it.", "เลือกหน้าแล้วปิด"),
        Example::good("hu-HU", "On June 1", "Június 1."),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    style::report(&CHECK, &NO_ADDED_STOP, view, issues, |mark| {
        format!("“{mark}” ends the segment, and the source has no mark there: leave it out")
    });
    style::report(&CHECK, &END_MARK, view, issues, |word| {
        format!("No mark stands behind “{word}” at the end: write the one that the source has")
    });
    style::report(&CHECK, &SAME_END_MARK, view, issues, |mark| {
        format!("“{mark}” ends the segment, and the source ends with another mark: write that")
    });
}
