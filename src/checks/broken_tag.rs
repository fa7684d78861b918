//! HTML tags that were dropped, changed, spaced out or left open.
//!
//! Precision: 6 of 8 read on human text.

use std::ops::Range;

use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::document::Origin;
use crate::mqm::{Category, Confidence, Severity};
use crate::text::{ProtectedKind, Tag, TagKind, Text, dialects, find_loose, words};

/// Tags of the target that differ from those of the source.
pub(super) static CHECK: Check = Check {
    id: "broken-tag",
    kind: Kind::Law,
    category: Category::Markup,
    severity: Severity::Major,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "An HTML or XML tag is missing, changed or damaged",
    details: "The tags of the target must be those of the source, each as often; their order, the case of their \
        names, `<br>` for `<br/>` and attributes do not count (anchors and links have their own checks); of a component's \
        properties those count that a program reads. Pairs of tags around a phrase (`<abbr>`, `<em>`) may be added. \
        `<b>` and `<strong>` may become `**`, added anchors (`<a name=…>`) are not reported. On pages that people translate, an element that is \
        gone or new as a whole is of low confidence. One issue a segment, at the \
        tag that has no fellow or at the damaged rest of one. A guard: no issue \
        on 18,400 segments of real pages.",
    examples: &[
        Example::bad("cs-CZ", "Select <b>Save</b>.", "Vyberte <bUložit</b>.", "<bUložit</b>"),
        Example::bad("ko-KR", "<b>Note</b>: wait", "<b>참고: 기다리세요", "<b>"),
        Example::bad("de-DE", "one<br>two", "eins<rb>zwei", "<rb>"),
        Example::bad("hu-HU", "A <i>x</i>", "Egy < i>x</i>", "< i>"),
        Example::good("ru-RU", "one<br/>two", "раз<br>два"),
        Example::good("ja-JP", "<b>Note</b>: wait", "**注**: お待ちください"),
        Example::good("fr-FR", "a < b", "a < b"),
        Example::bad(
            "de-DE",
            "<Tab value=\"win\" label=\"Open\">",
            "<Tab Wert=\"win\" label=\"Öffnen\">",
            "<Tab Wert=\"win\" label=\"Öffnen\">",
        ),
        Example::good(
            "de-DE",
            "<Tab value=\"win\" label=\"Open\">",
            "<Tab value=\"win\" label=\"Öffnen\">",
        ),
        Example::good("de-DE", "The cache", "Der <abbr title=\"Puffer\">Cache</abbr>"),
    ],
    run: Run::Segment(run),
};

/// How many tags of a side are compared; segments with more are tables of generated markup.
const COMPARED: usize = 64;

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    if source.tags.is_empty() && target.tags.is_empty() {
        return;
    }
    let mut used = 0u64;
    let mut missing = None;
    for tag in tags(source) {
        let fellow = tags(target)
            .enumerate()
            .find(|(i, t)| used & (1 << i) == 0 && same(source, tag, target, t));
        match fellow {
            Some((i, _)) => used |= 1 << i,
            None if emphasises(source, tag) && target.emphasis.len() > source.emphasis.len() => {}
            None => missing = missing.or(Some(tag)),
        }
    }
    let extra = tags(target).enumerate().find(|(i, t)| {
        used & (1 << i) == 0
            && !is_anchor(target, t)
            && !is_gloss(target, t)
            && !view.source.raw.contains(target.slice(t.range.clone()))
    });
    // On a page people leave out or add an element as a whole; strings of programs must hold theirs.
    let is_free = view.page.origin() != Origin::Machine
        && (missing.is_some() || extra.is_some())
        && is_whole(target) >= is_whole(source)
        && view.page.original().is_some();
    let mut is_chosen = false;
    let issue = match (missing, extra) {
        (Some(tag), extra) => {
            let wanted = source.slice(tag.range.clone());
            let damaged = residue(target, wanted).or_else(|| hint(source, target));
            is_chosen = is_free && damaged.is_none();
            let span = damaged
                .or_else(|| extra.map(|(_, t)| t.range.clone()))
                .or_else(|| partner(source, tag, target));
            let message = match &span {
                Some(span) => {
                    format!("“{wanted}” of the source became “{}”", &target.raw[span.clone()])
                }
                None => format!("“{wanted}” of the source is not in the translation"),
            };
            Issue {
                target_span: span,
                ..Issue::new(&CHECK, message).source(tag.range.clone()).expected(wanted)
            }
        }
        (None, Some((_, tag))) => {
            let text = target.slice(tag.range.clone());
            is_chosen = is_free;
            Issue::new(&CHECK, format!("“{text}” is not in the source")).target(tag.range.clone())
        }
        (None, None) => match properties(source, target) {
            Some(issue) => issue,
            None => return,
        },
    };
    issues.push(if is_chosen { issue.confidence(Confidence::Low) } else { issue });
}

/// Elements that nothing closes.
const VOID: [&str; 8] = ["br", "hr", "img", "input", "link", "meta", "source", "wbr"];

/// Whether each tag that opens an element has one that closes it.
fn is_whole(text: &Text<'_>) -> bool {
    let mut open: Vec<&str> = Vec::new();
    for tag in tags(text) {
        let name = text.slice(tag.name.clone());
        match tag.kind {
            TagKind::Open if VOID.iter().any(|void| void.eq_ignore_ascii_case(name)) => {}
            TagKind::Open => open.push(name),
            TagKind::Close if open.last() == Some(&name) => drop(open.pop()),
            TagKind::Close => return false,
            _ => {}
        }
    }
    open.is_empty()
}

fn tags<'t>(text: &'t Text<'_>) -> impl Iterator<Item = &'t Tag> {
    text.tags.iter().filter(|t| t.kind != TagKind::Comment).take(COMPARED)
}

fn same(source: &Text<'_>, a: &Tag, target: &Text<'_>, b: &Tag) -> bool {
    let (x, y) = (source.slice(a.name.clone()), target.slice(b.name.clone()));
    let closing = |t: &Tag| t.kind == TagKind::Close;
    x.eq_ignore_ascii_case(y) && closing(a) == closing(b)
}

/// Whether a tag does what `**` or `*` does.
fn emphasises(text: &Text<'_>, tag: &Tag) -> bool {
    ["b", "strong", "i", "em"]
        .iter()
        .any(|name| text.slice(tag.name.clone()).eq_ignore_ascii_case(name))
}

/// Tags that say how a word is to be read, sorted: a translation adds them where its readers need them.
const PHRASES: &[&str] = &[
    "abbr", "b", "bdi", "cite", "dfn", "em", "i", "kbd", "q", "rp", "rt", "ruby", "small", "span",
    "strong", "sub", "sup",
];

/// Whether a tag is one of a pair around a phrase.
fn is_gloss(target: &Text<'_>, tag: &Tag) -> bool {
    let name = target.slice(tag.name.clone()).to_ascii_lowercase();
    let of = |kind: TagKind| {
        let fellows = target.tags.iter().filter(|t| t.kind == kind);
        fellows.filter(|t| target.slice(t.name.clone()).eq_ignore_ascii_case(&name)).count()
    };
    PHRASES.binary_search(&name.as_str()).is_ok() && of(TagKind::Open) == of(TagKind::Close)
}

/// A property of a component that a machine reads, and that differs.
fn properties(source: &Text<'_>, target: &Text<'_>) -> Option<Issue> {
    let component = |text: &Text<'_>, tag: &&Tag| {
        text.slice(tag.name.clone()).starts_with(|c: char| c.is_ascii_uppercase())
            && tag.kind != TagKind::Close
    };
    let of = |text: &Text<'_>| -> Vec<Tag> {
        tags(text).filter(|t| component(text, t)).cloned().collect()
    };
    let (ours, theirs) = (of(source), of(target));
    if ours.len() != theirs.len() {
        return None;
    }
    ours.iter().zip(&theirs).find_map(|(s, t)| {
        let wanted = source.slice(s.range.clone());
        // Another element in its place is no damage to this one.
        let values = dialects::machine_values(wanted);
        let kept = values.iter().filter(|v| target.slice(t.range.clone()).contains(**v)).count();
        if 2 * kept < values.len().saturating_sub(1) {
            return None;
        }
        let differs = dialects::properties_differ(wanted, target.slice(t.range.clone()))?;
        let span = s.range.start + differs.start..s.range.start + differs.end;
        let property = source.raw.get(span.clone()).unwrap_or(wanted).trim();
        let message = format!(
            "“{property}” of the source's tag is read by a program, and is not in this one"
        );
        Some(Issue::new(&CHECK, message).source(span).target(t.range.clone()).expected(wanted))
    })
}

fn is_anchor(text: &Text<'_>, tag: &Tag) -> bool {
    text.slice(tag.name.clone()).eq_ignore_ascii_case("a")
        && !text.slice(tag.range.clone()).contains("href")
}

/// What is left of a tag in the target: spaced out (`< /b>`) or without its end (`</b `).
fn residue(target: &Text<'_>, wanted: &str) -> Option<Range<usize>> {
    let loose =
        find_loose(target.raw, wanted).filter(|r| !target.tags.iter().any(|t| t.range == *r));
    loose.or_else(|| {
        let stem = wanted.trim_end_matches('>');
        let at = target.raw.match_indices(stem).find(|(at, _)| {
            !target.tags.iter().any(|t| t.range.start == *at && t.name.end == at + stem.len())
        });
        let at = at?.0;
        let behind = at + stem.len();
        let rest = &target.raw[behind..words::stretch_end(target.raw, behind)];
        let len = rest.find(['.', ',', ';', ':', '。']).unwrap_or(rest.len());
        Some(at..behind + len)
    })
}

/// Angle brackets of the target around no known tag: `<rb>`.
fn hint(source: &Text<'_>, target: &Text<'_>) -> Option<Range<usize>> {
    let mut hints = target.protected.iter().filter(|p| p.kind == ProtectedKind::Placeholder);
    let hint = hints.find(|p| {
        let text = target.slice(p.range.clone());
        text.starts_with('<') && !source.raw.contains(text)
    });
    hint.map(|p| p.range.clone())
}

/// The tag of the target that lost its other half.
fn partner(source: &Text<'_>, tag: &Tag, target: &Text<'_>) -> Option<Range<usize>> {
    let name = source.slice(tag.name.clone());
    let mut fellows =
        tags(target).filter(|t| target.slice(t.name.clone()).eq_ignore_ascii_case(name));
    fellows.next().map(|t| t.range.clone())
}
