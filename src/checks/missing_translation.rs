//! `missing-translation`: the source says something, the target nothing.

use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::mqm::{Category, Confidence, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "missing-translation",
    kind: Kind::Law,
    category: Category::Accuracy,
    severity: Severity::Critical,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "the target is empty although the source has text",
    details: "Fires when the source shows words, numbers or protected text and the target shows nothing but spaces, \
              punctuation and markup. A source without any letter or digit needs no translation.",
    examples: &[
        Example::bad("de-DE", "Open the portal.", "", ""),
        Example::bad("ja-JP", "Open the **portal**.", " ** ** ", ""),
        Example::bad("fr-FR", "Sign in", "&nbsp;", ""),
        Example::good("fr-FR", "Open the portal.", "Ouvrez le portail."),
        Example::good("de-DE", " | ", ""),
        Example::good("zh-CN", "Run `az login`", "`az login`"),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    if view.is_missing() {
        issues.push(Issue::new(&CHECK, "The translation is missing."));
    }
}
