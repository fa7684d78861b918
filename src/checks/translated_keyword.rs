//! Keywords of the docs markup that were translated or damaged, in segments and between them.
//!
//! Precision: 6 of 7 read on human text.

use std::ops::Range;

use super::protected::lost;
use super::{Check, Example, Kind, PageIssue, PageView, Place, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::document::Origin;
use crate::learn::Corpus;
use crate::mqm::{Category, Confidence, Severity};
use crate::text::anchors::Anchors;
use crate::text::{ProtectedKind, dialects, trimmed, words};

/// `[!NOTE]`, `[!INCLUDE …]`, `:::moniker` and the like that the publishing system no longer knows.
pub(super) static CHECK: Check = Check {
    id: "translated-keyword",
    kind: Kind::Law,
    category: Category::Markup,
    severity: Severity::Critical,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "A keyword of the docs markup (`[!NOTE]`, includes, `:::` blocks, tabs) was translated or damaged",
    details: "In a segment: each keyword of the source must stand in the target; the case of its letters does not \
        count. So must shortcodes, macros, statements of templates, containers, roles and ids of headings; what people read \
        in them (titles, labels) may differ. Between the segments: what stands in `[!…]` must begin with a known keyword with no space before it, \
        lines that begin with `:::` with a known directive, and the link of a tab heading with `#tab/`. \
        Unless the page says that a machine translated it, of low confidence are the id of a heading that is that of an \
        earlier version or is not there (links that lead nowhere are for broken-anchor), and a lost shortcode that the run leaves out \
        (nine of ten places of at least ten). \
        Issues between segments are placed at their line of the page. A guard: one \
        issue on 481 real pages, a keyword that its source misspells.",
    examples: &[
        Example::bad("hu-HU", "[!NOTE] Wait.", "[!MEGJEGYZÉS] Várjon.", "[!MEGJEGYZÉS]"),
        Example::bad("th-TH", "[!TIP] Wait.", "[! TIP] รอ", "[! TIP]"),
        Example::good("de-DE", "[!NOTE] Wait.", "[!Note] Warten Sie."),
        Example::bad(
            "de-DE",
            "See {{cssxref(\"color\")}}.",
            "Siehe {{cssxref(\"farbe\")}}.",
            "{{cssxref(\"farbe\")}}",
        ),
        Example::good(
            "de-DE",
            "{{% alert title=\"Note\" color=\"red\" %}}",
            "{{% alert title=\"Hinweis\" color=\"red\" %}}",
        ),
        Example::bad(
            "de-DE",
            "import Tabs from '@theme/Tabs';",
            "Importieren Sie Tabs von '@theme/Tabs';",
            "Importieren Sie Tabs von '@theme/Tabs';",
        ),
        Example::good("de-DE", "::: tip", "::: tip TIPP"),
        Example::bad("pt-BR", "Run :command:`box`", "Execute :comando:`box`", ":comando:"),
    ],
    run: Run::Page(run),
};

/// What may stand behind `[!`, in capitals, sorted.
const KEYWORDS: &[&str] = &[
    "ABP",
    "BUTTON",
    "CALLOUT",
    "CAUTION",
    "CHECKLIST",
    "CODE",
    "DANGER",
    "DIV",
    "ERROR",
    "IMAGE",
    "IMPORTANT",
    "INCLUDE",
    "INFO",
    "INFORMATION",
    "MORE",
    "NEXTSTEPACTION",
    "NOTE",
    "NOTES",
    "OP",
    "PREREQUISITE",
    "PREREQUISITES",
    "PRIMARY",
    "QUESTION",
    "REQUIREMENT",
    "RESTRICTION",
    "SECURITY",
    "SELECTOR",
    "SUCCESS",
    "TIP",
    "VIDEO",
    "WARNING",
    "WORKAROUND",
];

/// What may stand behind `:::`, sorted.
const DIRECTIVES: &[&str] = &[
    "code",
    "column",
    "column-end",
    "form",
    "image",
    "image-end",
    "moniker",
    "moniker-end",
    "no-loc",
    "row",
    "row-end",
    "video",
    "zone",
    "zone-end",
];

fn run(page: &PageView<'_>, issues: &mut Vec<PageIssue>) {
    let text = page.document.text.as_str();
    let mut from = 0;
    // The line that `counted` bytes of the page reach to.
    let (mut line, mut counted) = (1, 0);
    let mut between = |range: Range<usize>, issues: &mut Vec<PageIssue>| {
        let Some(part) = text.get(range.clone()) else { return };
        damaged(part, |span| {
            let span = range.start + span.start..range.start + span.end;
            line +=
                memchr::memchr_iter(b'\n', &text.as_bytes()[counted..span.start]).count() as u32;
            counted = span.start;
            let message = format!("“{}” is no keyword of the docs markup", &text[span.clone()]);
            issues.push(PageIssue {
                place: Place::Line(line),
                issue: Issue::new(&CHECK, message).target(span),
            });
        });
    };
    for (i, (view, segment)) in page.segments.iter().zip(&page.document.segments).enumerate() {
        in_segment(view, page.corpus, |issue| {
            issues.push(PageIssue { place: Place::Segment(i), issue });
        });
        let place = &segment.place;
        if place.is_empty() || place.start < from {
            continue;
        }
        between(from..place.start, issues);
        from = place.end;
    }
    if from > 0 {
        between(from..text.len(), issues);
    }
}

/// Keywords of a segment.
fn in_segment(view: &SegmentView<'_>, corpus: &Corpus, mut found: impl FnMut(Issue)) {
    let (source, target) = (view.raw_source().trim(), view.raw_target().trim());
    if dialects::begins_module(source) && !source.contains('\n') && source != target {
        let message = "A statement of a program was translated: leave it as in the source";
        let issue = Issue::new(&CHECK, message.to_owned()).expected(source);
        let span = trimmed(view.raw_target(), 0..view.raw_target().len());
        found(if span.is_empty() { issue } else { issue.target(span) });
        return;
    }
    // What is not there at all is another question.
    if target.is_empty() {
        return;
    }
    lost(view, ProtectedKind::Keyword, same_keyword, |lost| {
        let wanted = view.source.slice(lost.content.clone());
        let span = lost.target.clone().or_else(|| in_brackets(view.target.raw));
        let message = match &span {
            Some(span) => format!("“{}” must be “{wanted}”", &view.target.raw[span.clone()]),
            None => format!("“{wanted}” of the source is not in the translation"),
        };
        let mut issue = Issue::new(&CHECK, message).source(lost.source).expected(wanted);
        // Under another id a heading is still there, and only links from elsewhere miss it.
        if let Some(id) = id_of(wanted) {
            issue.severity = Severity::Minor;
            let given = span.as_ref().map(|span| &view.target.raw[span.clone()]);
            if view.page.origin() != Origin::Machine && is_of_another_version(view, id, given) {
                issue.confidence = Confidence::Low;
            }
        }
        // People know what their readers have no use for: a film in sign language, a banner.
        if span.is_none()
            && dialects::shortcode_name(wanted).is_some_and(|n| corpus.markup().leaves_out(n))
        {
            issue.confidence = Confidence::Low;
        }
        found(Issue { target_span: span, ..issue });
    });
}

/// The id that a keyword gives to a heading: `#id`, `{/*id*/}`.
fn id_of(keyword: &str) -> Option<&str> {
    let word = keyword.trim_matches(['{', '}', ' ']);
    let id = word.strip_prefix('#').or_else(|| word.strip_prefix("/*")?.strip_suffix("*/"));
    id.map(str::trim)
}

/// Whether a heading has the id that it had in an earlier version of the original, or has none: links that lead nowhere
/// are told by themselves. An id that was made of the heading in its language is none of those.
fn is_of_another_version(view: &SegmentView<'_>, wanted: &str, given: Option<&str>) -> bool {
    let Some(given) = given else { return !view.target.raw.contains(wanted) };
    let Some(id) = id_of(given) else { return false };
    let is_slug = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let title = view.target.raw.split('{').next().unwrap_or_default();
    let own = Anchors::of(&format!("# {}", title.trim().trim_start_matches('#')));
    let fits = !id.is_empty() && id.chars().all(is_slug);
    fits && (!own.hold(id) || is_of_original(view, id))
}

/// Whether the original has all words of an id: it was made of a heading in that language.
fn is_of_original(view: &SegmentView<'_>, id: &str) -> bool {
    let Some(original) = view.page.original() else { return false };
    let page = original.text.to_lowercase();
    id.split(['-', '_', '.']).all(|word| page.contains(&word.to_lowercase()))
}

/// Equal but for case and, in an include, the text that is shown.
fn same_keyword(source: &str, target: &str) -> bool {
    if source.starts_with("[!") && source.eq_ignore_ascii_case(target)
        || dialects::same(source, target)
    {
        return true;
    }
    if !source.starts_with("[!") && !source.starts_with(":::") {
        return false;
    }
    // The name of a container is all that a machine reads of it.
    if source.starts_with(":::") && !source.contains('=') && !source[3..].contains(":::") {
        return false;
    }
    // `:::image … alt-text="…":::` and `[!INCLUDE [text](path)]`: what is shown may be translated.
    let head = |text: &str| text.find([' ', '[', ']']).filter(|i| *i > 0).map_or(text.len(), |i| i);
    // What stands for it in the target may be any text.
    let (a, b) = (&source[2..], target.get(2..).unwrap_or(""));
    let path = |text: &str| text.rfind("](").map(|i| text[i..].to_owned());
    a[..head(a)].eq_ignore_ascii_case(&b[..head(b)]) && head(a) < a.len() - 1 && path(a) == path(b)
}

/// `[!…]` or `[ !…]` in a text.
fn in_brackets(text: &str) -> Option<Range<usize>> {
    text.match_indices('[').find_map(|(at, _)| {
        let inner = &text[at + 1..];
        let trimmed = inner.trim_start();
        let marked = trimmed.starts_with('!') || trimmed.starts_with('！');
        let len = inner.find(']')?;
        (marked && len < 60).then_some(at..at + len + 2)
    })
}

/// The damaged keywords in the text between two segments.
fn damaged(between: &str, mut found: impl FnMut(Range<usize>)) {
    if !between.contains(['[', ':', ']']) {
        return;
    }
    let mut start = 0;
    let mut fence = false;
    for line in between.split_inclusive('\n') {
        let at = start;
        start += line.len();
        let text = line.trim_start_matches([' ', '\t', '>']);
        if text.starts_with("```") || text.starts_with("~~~") {
            fence = !fence;
        }
        if fence {
            continue;
        }
        let at = at + line.len() - text.len();
        if let Some(range) = in_line(text.trim_end()) {
            found(at + range.start..at + range.end);
        }
    }
}

fn in_line(line: &str) -> Option<Range<usize>> {
    if let Some(rest) = line.strip_prefix(":::") {
        let word = words::stretches(rest).next().unwrap_or("");
        let known = word.is_empty() || DIRECTIVES.binary_search(&word).is_ok();
        return (!known).then_some(0..line.len());
    }
    // A tab heading is a heading that is one link; the pair of its text cuts it in two.
    let heading = line.starts_with('#') && line.trim_start_matches(['#', ' ']).starts_with('[');
    if (heading || line.starts_with("](#"))
        && line.ends_with(')')
        && let Some(at) = line.find("](#")
        && let Some(slash) = line[at + 3..].find('/')
        && slash > 0
        && &line[at + 3..at + 3 + slash] != "tab"
    {
        return Some(at + 2..line.len() - 1);
    }
    let range = in_brackets(line)?;
    let inner = &line[range.start + 1..range.end - 1];
    if range.start > 0 {
        return None;
    }
    let word = inner.strip_prefix('!').unwrap_or("");
    if word.starts_with('[') {
        // A link around an image.
        return None;
    }
    let word = words::leading(word, char::is_alphanumeric);
    let known = KEYWORDS.binary_search(&word.to_ascii_uppercase().as_str()).is_ok();
    (!known).then_some(range)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_for_a_keyword_may_begin_with_any_letter() {
        assert!(!same_keyword("[!NOTE]", "#概要") && !same_keyword(":::row:::", "页"));
        assert!(same_keyword("[!INCLUDE [a](b.md)]", "[!include [c](b.md)]"));
        assert!(same_keyword("::: tip", ":::tip") && !same_keyword("::: tip", "::: tipp"));
    }

    #[test]
    fn tables_are_sorted() {
        assert!(KEYWORDS.is_sorted() && DIRECTIVES.is_sorted());
    }

    #[test]
    fn damaged_keywords_between_segments_are_found() {
        for (between, found) in [
            ("\n> [!NOTE]\n> ", None),
            (">[!Note]\n", None),
            ("\n> [!HINWEIS]\n> ", Some("[!HINWEIS]")),
            ("> [! IMPORTANT]\n> ", Some("[! IMPORTANT]")),
            ("> [!重要提示]\n", Some("[!重要提示]")),
            ("[!INCLUDE [banner](x.md)]\n", None),
            ("[![Foto](a.png)](b.md)\n", None),
            (":::image type=\"content\":::\n", None),
            (":::moniker range=\"x\"\n", None),
            (":::Spitzname range=\"x\"\n", Some(":::Spitzname range=\"x\"")),
            ("# [Linux](#tab/linux)\n", None),
            ("# [Linux](#Registerkarte/linux)\n", Some("#Registerkarte/linux")),
            ("](#tab/linux)\n\n", None),
            ("](#onglet/linux)\n\n", Some("#onglet/linux")),
            ("](#set-up)\n", None),
            ("```\n[!x]\n```\n", None),
        ] {
            let mut spans = Vec::new();
            damaged(between, |range| spans.push(&between[range]));
            assert_eq!(spans.first().copied(), found, "{between}");
            assert!(spans.len() < 2, "{between}");
        }
    }
}
