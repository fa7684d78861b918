//! Anchors whose names were changed, and links to anchors that are not there.
//!
//! Precision: 8 of 8 read on human text.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::broken_link::{Route, different};
use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::learn::Corpus;
use crate::mqm::{Category, Confidence, Severity};
use crate::text::{Tag, Text};

/// `<a name="…">` and `id="…"` of the source that the target does not hold as they are, and fragments that lead to
/// nothing in the locale.
pub(super) static CHECK: Check = Check {
    id: "broken-anchor",
    kind: Kind::Law,
    category: Category::Markup,
    severity: Severity::Major,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "The name of an anchor is not the same as in the source, or a link leads to an anchor that the page lacks in the locale",
    details: "The values of `name` and `id` in the tags of the source must stand in the tags of the target. \
        Anchors that the target adds (localized headings keep the English name that way) are not reported; \
        a dropped tag is left to broken-tag. Critical: the fragment of a link that is no heading and no id of the page \
        that it leads to in the locale, whereas the source's is one of the original. Sites make anchors of headings in \
        several ways (GitHub, Docusaurus, Hugo, VitePress, kramdown, Python-Markdown, Sphinx): all of them count. Only \
        pages that the run pairs with their originals are known.",
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
        Example::good("fr-FR", "<Box name=\"A box\">", "<Box name=\"Une boîte\">"),
        Example::good("fr-FR", "Set up", "<a name=\"set-up\"></a>Configurer"),
    ],
    run: Run::Corpus(run),
};

fn run(view: &SegmentView<'_>, corpus: &Corpus, issues: &mut Vec<Issue>) {
    names(view, issues);
    fragments(view, &Route::new(view, corpus), issues);
}

/// Links to what is not there in the locale.
fn fragments(view: &SegmentView<'_>, route: &Route<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    if !target.raw.contains('#') {
        return;
    }
    let in_tags = |text: &Text<'_>| -> Vec<Range<usize>> {
        text.tags.iter().filter_map(|tag| text.attribute(tag, "href")).collect()
    };
    let of_links = source.links.iter().map(|link| route.of_source(link));
    let of_tags = in_tags(source).into_iter().map(|range| &source.raw[range]);
    let sources = different(of_links.chain(of_tags).filter(|s| s.contains('#')));
    let of_links = target.links.iter().map(|link| (link.target.clone(), route.of_target(link)));
    let of_tags = in_tags(target).into_iter().map(|range| (range.clone(), &target.raw[range]));
    for (span, address) in of_links.chain(of_tags) {
        let Some((fragment, wanted)) = route.dead(&sources, address) else { continue };
        let message = if address == wanted {
            format!("The link leads nowhere: the page in this locale has no anchor “#{fragment}”")
        } else {
            format!(
                "The link leads nowhere: “#{fragment}”, for “{wanted}”, is no anchor of the page in this locale"
            )
        };
        issues.push(Issue::new(&CHECK, message).target(span).severity(Severity::Critical));
    }
}

/// Names of anchors that were changed.
fn names(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    if source.tags.is_empty() || target.tags.is_empty() {
        return;
    }
    let of = |text: &Text<'_>| -> Vec<Range<usize>> {
        text.tags.iter().filter_map(|tag| name(text, tag)).collect()
    };
    let given = of(target);
    let all: FxHashSet<&str> = given.iter().map(|range| &target.raw[range.clone()]).collect();
    let known: FxHashSet<&str> = of(source).into_iter().map(|range| &source.raw[range]).collect();
    // The first one that the source lacks stands for each that the target lacks.
    let changed = given.iter().find(|range| !known.contains(&target.raw[(*range).clone()]));
    let Some(span) = changed else { return };
    for tag in &source.tags {
        let Some(wanted) = name(source, tag) else { continue };
        let wanted = &source.raw[wanted];
        if !all.contains(wanted) {
            let message = format!("The anchor “{wanted}” became “{}”", &target.raw[span.clone()]);
            let issue = Issue::new(&CHECK, message).source(tag.range.clone());
            issues.push(issue.target(span.clone()).expected(wanted));
        }
    }
}

/// The value of a tag's `name` or `id`; what a component makes of its properties is not known.
fn name(text: &Text<'_>, tag: &Tag) -> Option<Range<usize>> {
    if text.slice(tag.name.clone()).starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    ["name", "id"].iter().find_map(|key| text.attribute(tag, key)).filter(|value| !value.is_empty())
}
