//! `wrong-width`: a half-width mark between Chinese characters.

use super::languages::{self, Language};
use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
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
    details: "Chinese only, whose marks are full-width between its own characters: a half-width comma, semicolon, colon, question or \
              exclamation mark with a Chinese character on both sides, and half-width brackets around Chinese characters alone. \
              Brackets around Latin letters or digits may be either. Measured on Chinese: machine 13, human 0 of 1,000 segments.",
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
    languages::report(&CHECK, Language::of(view.locale).wrong_width, view, issues);
}
