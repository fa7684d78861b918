//! Anchors whose names were changed.

use std::ops::Range;

use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::mqm::{Category, Confidence, Severity};
use crate::text::{Tag, Text};

/// `<a name="…">` and `id="…"` of the source that the target does not hold as they are.
pub(super) static CHECK: Check = Check {
    id: "broken-anchor",
    kind: Kind::Law,
    category: Category::Markup,
    severity: Severity::Major,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "The name of an anchor is not the same as in the source, so links to it lead nowhere",
    details: "The values of `name` and `id` in the tags of the source must stand in the tags of the target. \
        Anchors that the target adds (localized headings keep the English name that way) are not reported; \
        a dropped tag is left to broken-tag, the fragment of a link to broken-link.",
    examples: &[
        Example::bad(
            "de-DE",
            "<a name=\"set-up\"></a>Set up",
            "<a name=\"einrichten\"></a>Einrichten",
            "einrichten",
        ),
        Example::bad("zh-CN", "<a id=\"step1\"></a>Step 1", "<a id=\"步骤1\"></a>步骤 1", "步骤1"),
        Example::good(
            "de-DE",
            "<a name=\"set-up\"></a>Set up",
            "<a name=\"set-up\"></a>Einrichten",
        ),
        Example::good("fr-FR", "Set up", "<a name=\"set-up\"></a>Configurer"),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    if source.tags.is_empty() || target.tags.is_empty() {
        return;
    }
    for tag in &source.tags {
        let Some(wanted) = name(source, tag) else { continue };
        let wanted = &source.raw[wanted];
        let mut names = target.tags.iter().filter_map(|t| name(target, t));
        if names.any(|range| &target.raw[range] == wanted) {
            continue;
        }
        let known = |given: &str| {
            source.tags.iter().any(|t| name(source, t).is_some_and(|r| &source.raw[r] == given))
        };
        let changed = target
            .tags
            .iter()
            .filter_map(|t| name(target, t))
            .find(|r| !known(&target.raw[r.clone()]));
        if let Some(span) = changed {
            let message = format!("The anchor “{wanted}” became “{}”", &target.raw[span.clone()]);
            issues.push(
                Issue::new(&CHECK, message).source(tag.range.clone()).target(span).expected(wanted),
            );
        }
    }
}

/// The value of a tag's `name` or `id`.
fn name(text: &Text<'_>, tag: &Tag) -> Option<Range<usize>> {
    ["name", "id"].iter().find_map(|key| text.attribute(tag, key)).filter(|value| !value.is_empty())
}
