//! `colon-spacing`: a French mark without the space before it.

use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::mqm::{Category, Confidence, Severity};
use crate::text::OBJECT;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "colon-spacing",
    kind: Kind::Style,
    category: Category::Locale,
    severity: Severity::Minor,
    weight: 0.1,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "a colon, semicolon, question or exclamation mark lacks the space before it",
    details: "For locales that put a (no-break) space before these marks: French. Fires where a letter, a digit or a \
              closing mark, bold or not, stands directly before the mark and a space or the end behind it. Excused: \
              times, URLs, code, labels of list items in English. Machine 22.6, human 2.9 of 1,000 French segments.",
    examples: &[
        Example::bad(
            "fr-FR",
            "**Appropriate roles**: Admin",
            "**Rôles appropriés**: administrateur",
            "**Rôles appropriés**:",
        ),
        Example::bad("fr-FR", "Really? Yes.", "Vraiment? Oui.", "t?"),
        Example::good("fr-FR", "**Roles**: Admin", "**Rôles**\u{a0}: administrateur"),
        Example::good("fr-FR", "at 10:30", "à 10:30"),
        Example::good("de-DE", "**Roles**: Admin", "**Rollen**: Administrator"),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let marks = &view.locale.spaced_marks;
    if marks.is_empty() {
        return;
    }
    let visible = view.target.visible();
    for (at, c) in visible.char_indices().filter(|(_, c)| marks.contains(c)) {
        let before = visible[..at].chars().next_back();
        let after = visible[at + c.len_utf8()..].chars().next();
        let closes = before.is_some_and(|b| b.is_alphanumeric() || matches!(b, ')' | ']' | '"'));
        if !closes || before == Some(OBJECT) || !after.is_none_or(char::is_whitespace) {
            continue;
        }
        let start = at - before.map_or(0, char::len_utf8);
        let mut span = view.target_span(start..at + c.len_utf8());
        // Of a bold label the whole label is meant.
        if let Some(label) = view
            .target
            .emphasis
            .iter()
            .find(|e| e.range.contains(&span.start) && e.range.end < span.end)
        {
            span.start = label.range.start;
        }
        let message = format!("A no-break space stands before “{c}”.");
        issues.push(Issue::new(&CHECK, message).target(span));
    }
}
