//! Lists whose items or markers were damaged.

use std::ops::Range;

use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::mqm::{Category, Confidence, Severity};

/// Lost or empty items of a list with bars, and list markers glued to their text.
pub(super) static CHECK: Check = Check {
    id: "broken-list",
    kind: Kind::Law,
    category: Category::Markup,
    severity: Severity::Major,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "An item of a list with bars (`A | B | C`) is empty or lost, or a list marker is glued to its text",
    details: "Where the source lists items with ` | ` between them, the target must have as many bars and no empty \
        item. Where the source begins with a list marker and a space (`- `, `1. `), the target must not glue the \
        marker to the text (`-Exemplo`, `1.联接`), as it is then no marker any more. Measured on real \
        pages: 5 of 1,000 machine segments, no human one.",
    examples: &[
        Example::bad(
            "de-DE",
            "Global admin | Helpdesk agent | Sales agent",
            "globale | | des Helpdesk-Agents",
            "| |",
        ),
        Example::bad(
            "zh-CN",
            "Admin agent | Sales agent | Helpdesk agent",
            "管理代理 | 销售代理",
            "",
        ),
        Example::bad("pt-BR", "- Example", "-Exemplo", "-E"),
        Example::bad("zh-CN", "1. Join", "1.联接", "1.联"),
        Example::good("fr-FR", "Admin | Agent", "Administrateur | Agent"),
        Example::good("fr-FR", "Use a | b.", "Utilisez a | b."),
        Example::good("de-DE", "-NA- not there", "-NA- nicht da"),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (view.source.raw, view.target.raw);
    if let Some(len) = marker(source)
        && source[len..].starts_with(' ')
        && let Some(other) = marker(target)
        && target[other..].starts_with(char::is_alphabetic)
    {
        let first = target[other..].chars().next().map_or(0, char::len_utf8);
        let message = format!("The list marker “{}” is glued to its text", &target[..other]);
        issues.push(Issue::new(&CHECK, message).target(0..other + first).severity(Severity::Minor));
    }
    if memchr::memchr(b'|', source.as_bytes()).is_none() {
        return;
    }
    // A table row begins with a bar; its cells may be empty.
    if source.trim_start().starts_with('|') || source.contains("||") || bars(source) == 0 {
        return;
    }
    let empty = empty_item(source).is_some();
    if let Some(span) = empty_item(target)
        && !empty
    {
        issues.push(Issue::new(&CHECK, "An item of the list is empty").target(span));
        return;
    }
    let (wanted, given) = (bars(source), target.bytes().filter(|b| *b == b'|').count());
    let given = given + target.matches(['｜', '、']).count();
    if given < wanted {
        let message = format!("The list has {} items, the source has {}", given + 1, wanted + 1);
        issues.push(Issue::new(&CHECK, message));
    }
}

/// Bars that separate items.
fn bars(text: &str) -> usize {
    text.matches(" | ").count()
}

/// `| |`, `-|`, or a bar at an end.
fn empty_item(text: &str) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut last: Option<usize> = None;
    for at in memchr::memchr_iter(b'|', bytes) {
        let before = text[..at].trim_end();
        if before.is_empty() {
            return Some(at..at + 1);
        }
        if let Some(previous) = last
            && text[previous + 1..at].trim().is_empty()
        {
            return Some(previous..at + 1);
        }
        last = Some(at);
    }
    let last = last?;
    text[last + 1..].trim().is_empty().then_some(last..last + 1)
}

/// Length of the list marker at the start of a text.
fn marker(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    match bytes.first()? {
        b'-' | b'+' => Some(1),
        b'0'..=b'9' => {
            let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
            (digits <= 2 && matches!(bytes.get(digits), Some(b'.' | b')'))).then_some(digits + 1)
        }
        _ => None,
    }
}
