//! `split-syllables`: a Korean word is torn into syllables.
//!
//! Precision: 23 of 27 read on human text, 111 of 111 read on machine text.

use super::languages::{self, Language};
use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::mqm::{Category, Confidence, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "split-syllables",
    kind: Kind::Law,
    category: Category::Linguistic,
    severity: Severity::Minor,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "a Korean word is torn apart by spaces",
    details: "Korean only. Fires where a verb's ending (`하 여`, `합 니다`, `되 는`, `하 고`) or a particle (`에 대 한`, \
              `고객에 게`, `테 넌 트`) stands apart from its stem: a stem `하`, `되`, `있`, `없` or `않` and a noun with `하다` \
              (`추가 하 고`) are followed by a space and their ending, or single syllables stand in a row. An older \
              machine did so in 99 of 1,000 segments, people in 0.3.",
    examples: &[
        Example::bad("ko-KR", "about users", "사용자에 대 한 정보", "대 한"),
        Example::bad("ko-KR", "Add and confirm.", "추가 하 고 확인합니다.", "추가 하 고"),
        Example::bad("ko-KR", "It is used.", "사용 됩니다.", "사용 됩니다"),
        Example::bad("ko-KR", "to customers", "고객에 게 보냅니다.", "고객에 게"),
        Example::bad("ko-KR", "a defined role", "정의 된 역할", "정의 된"),
        Example::good("ko-KR", "the one part of the setting", "설정의 한 부분"),
        Example::good("ko-KR", "about users", "사용자에 대한 정보"),
        Example::good("ko-KR", "can be done", "할 수 있습니다"),
        Example::good("ko-KR", "that and this", "그 및 이 항목"),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    languages::report(&CHECK, Language::of(view.locale).split_syllables, view, issues);
}
