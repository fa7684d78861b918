//! Pages that are built otherwise than their originals: levels of headings, tables, fences, front matter, definitions.
//!
//! Precision: 5 of 8 read on human text.

mod lists;
mod references;
mod tables;

use std::ops::Range;

use super::{Check, Example, Kind, PageIssue, PageView, Place, Run};
use crate::checks::issue::Issue;
use crate::document::{Heading, Markup, Original};
use crate::mqm::{Category, Confidence, Severity};
use crate::text::page::{self, Line};

/// Parts of a page that no segment shows, and that its original has otherwise.
pub(super) static CHECK: Check = Check {
    id: "broken-structure",
    kind: Kind::Law,
    category: Category::Markup,
    severity: Severity::Major,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "The page is built otherwise than its original, so that a part of it is not shown as it should be",
    details: "Compares a page with its original (`--source`), or only the pairs of a page that holds both. Major: a \
        row of a table with more cells than its head, or a line below the head with another number of cells, so that \
        there is no table; a table of more or fewer columns than the original's; a heading without the blank behind `#`; a code fence around the whole page; a key of the \
        front matter that was translated, or a value that only machines read (`true`, a layout); a link definition that \
        was lost while its label is still in use, or a label \
        that no definition has; an entity that was escaped twice (`&amp;lt;`). Minor: a heading of \
        another level, unless all of the page are shifted alike; a numbered list that lost its numbers or got some, or a list \
        of another level, once where it begins. What the original has itself is not reported.",
    examples: &[
        Example::bad("fr-FR", "a &lt; b", "a &amp;lt; b", "&amp;lt;"),
        Example::good("fr-FR", "a &amp; b", "a &amp; b"),
    ],
    run: Run::Page(run),
};

fn run(view: &PageView<'_>, issues: &mut Vec<PageIssue>) {
    let document = view.document;
    entities(view, issues);
    let Some(original) = &document.original else { return };
    let mut found = Vec::new();
    if document.staleness.is_none() {
        levels(original, &mut found);
    }
    let text = document.text.as_str();
    keys(&original.text, text, &mut found);
    if original.markup == Markup::Markdown {
        fence(&original.text, text, &mut found);
        let (sources, targets) = (page::lines(&original.text, 0), page::lines(text, 0));
        blanks(original, &sources, &targets, &mut found);
        tables::report(&sources, &targets, document.staleness.is_none(), &mut found);
        if document.staleness.is_none() {
            references::report(text, &sources, &targets, &mut found);
        }
    }
    if document.staleness.is_none() {
        lists::report(original, &mut found);
    }
    found.sort_by_key(|(span, _)| span.start);
    let (mut line, mut from) = (1, 0);
    for (span, issue) in found {
        line += memchr::memchr_iter(b'\n', &text.as_bytes()[from..span.start]).count() as u32;
        from = span.start;
        issues.push(PageIssue { place: Place::Line(line), issue: issue.target(span) });
    }
}

/// What is wrong, with its bytes of the page.
type Found = Vec<(Range<usize>, Issue)>;

fn issue(message: String) -> Issue {
    Issue::new(&CHECK, message)
}

/// Entities that were escaped twice.
fn entities(view: &PageView<'_>, issues: &mut Vec<PageIssue>) {
    for (index, segment) in view.segments.iter().enumerate() {
        let (source, target) = (segment.raw_source(), segment.raw_target());
        if !target.contains("&amp;") || !page::doubled_entities(source).is_empty() {
            continue;
        }
        let is_code = |span: &Range<usize>| {
            segment
                .target
                .protected
                .iter()
                .any(|p| p.range.start < span.end && span.start < p.range.end)
        };
        for span in page::doubled_entities(target).into_iter().filter(|span| !is_code(span)) {
            let message =
                format!("“{}” is escaped twice and shows up in the text", &target[span.clone()]);
            let issue = issue(message).target(span);
            issues.push(PageIssue { place: Place::Segment(index), issue });
        }
    }
}

/// By how many levels most parts are shifted: that is how the page is meant.
fn usual(mut shifts: Vec<i32>) -> i32 {
    shifts.sort_unstable();
    shifts.get(shifts.len() / 2).copied().unwrap_or_default()
}

/// Headings of another level.
fn levels(original: &Original, found: &mut Found) {
    let shift = |(s, t): &(Heading, Heading)| i32::from(t.level) - i32::from(s.level);
    let usual = usual(original.headings.iter().map(shift).collect());
    for pair in original.headings.iter().filter(|pair| shift(pair) != 0 && shift(pair) != usual) {
        let (source, target) = pair;
        let message = format!(
            "The heading is of level {}, in the original of level {}",
            target.level, source.level
        );
        let issue = issue(message).severity(Severity::Minor);
        found.push((target.place.clone(), issue));
    }
}

/// `#Heading`: no heading without the blank.
fn blanks(original: &Original, sources: &[Line<'_>], targets: &[Line<'_>], found: &mut Found) {
    let is_glued = |line: &&Line<'_>| {
        let text = line.text.trim_start_matches('#');
        let level = line.text.len() - text.len();
        (1..=6).contains(&level)
            && line.follows_blank
            && text.starts_with(char::is_alphabetic)
            && !text.starts_with(char::is_lowercase)
    };
    let is_heading = |line: &&Line<'_>| line.text.starts_with('#') && line.text.contains("# ");
    if sources.iter().any(|line| is_glued(&line))
        || original.headings.len() >= sources.iter().filter(is_heading).count()
    {
        return;
    }
    for line in targets.iter().filter(is_glued) {
        let message = format!("“{}” lacks the blank behind “#”, so it is no heading", line.text);
        found.push((line.range.clone(), issue(message)));
    }
}

/// A code fence around the whole page.
fn fence(source: &str, target: &str, found: &mut Found) {
    let is_wrapped = |text: &str| {
        let text = text.trim();
        let fences = text.lines().filter(|line| line.starts_with("```")).count();
        text.starts_with("```") && text.len() > 6 && text.ends_with("```") && fences >= 2
    };
    let name = |text: &str| {
        let line = text.trim_start().lines().next().unwrap_or("");
        line.trim_start_matches('`').trim().to_ascii_lowercase()
    };
    // Behind the front matter, or around it too.
    let whole = target.len();
    let target = page::behind_front_matter(target);
    if !is_wrapped(target)
        || is_wrapped(page::behind_front_matter(source))
        || !matches!(name(target).as_str(), "" | "md" | "markdown" | "mdx")
    {
        return;
    }
    let before = whole - target.len();
    let start = target.len() - target.trim_start().len();
    let len = target[start..].find('\n').unwrap_or(target.len() - start);
    let message = "A code fence surrounds the whole page, so that it is shown as code".to_owned();
    found.push((
        before + start..before + start + target[start..start + len].trim_end().len(),
        issue(message).severity(Severity::Critical),
    ));
}

/// Keys of the front matter and values that only machines read.
fn keys(source: &str, target: &str, found: &mut Found) {
    let (wanted, given) = (page::front_matter(source), page::front_matter(target));
    let has = |page: &str, keys: &[(Range<usize>, Range<usize>)], key: &str| {
        keys.iter().any(|(k, _)| &page[k.clone()] == key)
    };
    if wanted.len() == given.len() {
        for ((s, sv), (t, tv)) in wanted.iter().zip(&given) {
            let (s, t) = (&source[s.clone()], (&target[t.clone()], t.clone()));
            // A key in another alphabet, or one whose value is the same, was translated; others may be the page's own.
            let value = |page: &str, v: &Range<usize>| page[v.clone()].trim().to_owned();
            let is_translated = !t.0.is_ascii() || value(source, sv) == value(target, tv);
            if !s.eq_ignore_ascii_case(t.0)
                && is_translated
                && !has(source, &wanted, t.0)
                && !has(target, &given, s)
            {
                let message = format!("The key “{s}” of the front matter became “{}”", t.0);
                found.push((t.1, issue(message).expected(s)));
            }
        }
    }
    for (key, value) in &given {
        let key = &target[key.clone()];
        let Some((_, s)) = wanted.iter().find(|(k, _)| &source[k.clone()] == key) else { continue };
        let (s, t) = (source[s.clone()].trim(), target[value.clone()].trim());
        let is_switch = |text: &str| matches!(text, "true" | "false");
        let is_template = matches!(key, "layout" | "template" | "type");
        let is_other =
            is_switch(s) && !is_switch(t.to_ascii_lowercase().as_str()) || is_template && s != t;
        if is_other && !s.is_empty() && !t.is_empty() {
            let message = format!("“{s}” of “{key}” is for machines, and became “{t}”");
            found.push((value.clone(), issue(message).expected(s)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Input;
    use crate::learn::Corpus;
    use crate::locale::LocaleTag;
    use crate::names::Termbase;
    use crate::read::align::pair;

    fn reported(source: &str, target: &str) -> Vec<String> {
        let locale = LocaleTag::parse("es").unwrap();
        let input = Input::new("es/page.md", "es/page.md");
        let mut document = pair(target.to_owned(), source, &input, Some(&locale));
        let paired = document.original.take().unwrap();
        document.original = Some(Original { text: source.to_owned(), ..paired });
        let (termbase, corpus) = (Termbase::default(), Corpus::default());
        let views = PageView::segments_of(&document, &termbase, &corpus);
        let mut issues = Vec::new();
        run(&PageView::new(&document, &views, &corpus), &mut issues);
        let span = |i: &PageIssue| {
            crate::checks::issue::span_text(&document, i.place, &i.issue).to_owned()
        };
        issues.iter().map(span).collect()
    }

    #[test]
    fn each_damage_is_one_issue() {
        for (source, target, span) in [
            (
                "# A\n\n## B\n\nText.\n\n### C\n\nMore.\n",
                "# A\n\n## B\n\nTexto.\n\n## C\n\nMás.\n",
                "C",
            ),
            ("# A\n\nText.\n\n## B\n\nMore.\n", "# A\n\nTexto.\n\n##B\n\nMás.\n", "##B"),
            ("# A\n\nText.\n", "```markdown\n# A\n\nTexto.\n```\n", "```markdown"),
            (
                "---\ntitle: A\ndraft: true\n---\n\nText.\n",
                "---\ntítulo: A\ndraft: true\n---\n\nTexto.\n",
                "título",
            ),
            (
                "---\ntitle: A\ndraft: true\n---\n\nText.\n",
                "---\ntitle: A\ndraft: cierto\n---\n\nTexto.\n",
                "cierto",
            ),
            ("| a | b |\n|---|---|\n| c | d |\n", "| a | b |\n|---|\n| c | d |\n", "|---|"),
            (
                "| a | b |\n|---|---|\n| c | d |\n",
                "| a | b |\n|---|---|\n| c | d | e |\n",
                "| c | d | e |",
            ),
            ("See [it][x].\n\n[x]: a.md\n", "Véase [esto][x].\n", "[x]"),
            ("See [it][].\n\n[it]: a.md\n", "Véase [it][].\n", "[it]"),
            ("See [it][x].\n\n[x]: a.md\n", "Véase [esto][y].\n\n[x]: a.md\n", "[y]"),
            ("1. A\n2. B\n\nC\n\n- D\n", "- A\n- B\n\nC\n\n- D\n", "A"),
            ("- A\n  - B\n  - C\n- D\n", "- A\n- B\n- C\n- D\n", "B"),
            (
                &format!("# A\n\n{}| a | b |\n|---|---|\n| c | d |\n", "One.\n\n".repeat(20)),
                &format!("# A\n\n{}| a |\n|---|\n| c |\n", "Uno.\n\n".repeat(20)),
                "| a |",
            ),
            (
                "---\ntitle: A\n---\n\nText.\n",
                "---\ntitle: A\n---\n\n```md\nTexto.\n```\n",
                "```md",
            ),
        ] {
            assert_eq!(reported(source, target), [span], "{target}");
        }
    }

    #[test]
    fn what_the_original_has_itself_is_right() {
        for (source, target) in [
            ("# A\n\n## B\n", "## A\n\n### B\n"),
            ("| a |\n|---|\n| c | d |\n", "| a |\n|---|\n| c | d |\n"),
            ("---\ntitle: A\ntype: docs\n---\n", "---\ntitle: A\ntype: docs\nlang: es\n---\n"),
            ("```md\na\n```\n", "```md\na\n```\n"),
            ("* A\n  * B\n", "- A\n    - B\n"),
            ("See [it].\n\n[it]: a.md\n", "Véase [it].\n\n[IT]: a.md\n"),
            ("See a[1][2].\n", "Véase a[1][2].\n"),
        ] {
            assert!(reported(source, target).is_empty(), "{target}");
        }
    }
}
