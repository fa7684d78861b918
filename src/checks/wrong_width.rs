//! `wrong-width`: a half-width mark between Chinese characters.
//!
//! Precision: 1 of 1 read on human text, 4 of 5 read on machine text.

use super::{Check, Example, Kind, Run, SegmentView, style};
use crate::checks::issue::Issue;
use crate::learn::style::{WIDE_BRACKETS, WIDE_MARKS};
use crate::mqm::{Category, Confidence, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "wrong-width",
    kind: Kind::Style,
    category: Category::Locale,
    severity: Severity::Minor,
    weight: 0.1,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "a half-width mark stands between Chinese characters",
    details: "Chinese only. A half-width comma, semicolon, colon, question or exclamation mark with a Chinese character on both \
              sides, unless the project writes so. Half-width brackets around Chinese characters alone only where the project \
              writes full-width ones: both are common. Brackets around Latin letters or digits may be either.",
    examples: &[
        Example::bad("zh-CN", "offers (software)", "产品 (软件)", "(软件)"),
        Example::bad("zh-CN", "Open it, then close it.", "打开它,然后关闭它。", "它,然"),
        Example::good("zh-CN", "offers (software)", "产品（软件）"),
        Example::good("zh-CN", "the provider (CSP)", "提供商 (CSP)"),
        Example::good("ja-JP", "offers (software)", "製品 (購入)"),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    style::report(&CHECK, &WIDE_MARKS, view, issues, |text| {
        format!("The mark in “{text}” has half the width: write the full-width one")
    });
    style::report(&CHECK, &WIDE_BRACKETS, view, issues, |text| {
        format!("The brackets of “{text}” have half the width: write full-width ones")
    });
}
