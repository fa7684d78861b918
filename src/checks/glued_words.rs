//! `glued-words`: words of katakana run together without the space that sets them off.
//!
//! No flag on human text of other vendors, none of which sets the words apart throughout.
//!
//! Precision: 16 of 16 read on machine text.

use super::{Check, Example, Kind, Run, SegmentView, style};
use crate::checks::issue::Issue;
use crate::learn::style::WORDS_APART;
use crate::mqm::{Category, Confidence, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "glued-words",
    kind: Kind::Style,
    category: Category::Linguistic,
    severity: Severity::Minor,
    weight: 0.1,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: true,
    summary: "words of katakana run together without a space",
    details: "One of two ways: most projects write katakana compounds in one, some set their words off by a space (`パートナー センター`). \
              Where the project does so, fires on a run of katakana that is made of two or more words of the locale's list, \
              whole and nothing else. Words that are compounds themselves are in the list.",
    examples: &[
        Example::bad(
            "ja-JP",
            "Sign in to Partner Center.",
            "パートナーセンターにサインインします。",
            "パートナーセンター",
        ),
        Example::good(
            "ja-JP",
            "Sign in to Partner Center.",
            "パートナー センターにサインインします。",
        ),
        Example::good("ja-JP", "Open the dashboard.", "ダッシュボードを開きます。"),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    style::report(&CHECK, &WORDS_APART, view, issues, |run| {
        format!("The words of “{run}” run together: put a space between them")
    });
}
