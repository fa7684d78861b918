//! `colon-spacing`: a French mark without the space before it.
//!
//! Precision: 26 of 26 read on human text, 13 of 13 read on machine text.

use super::{Check, Example, Kind, Run, SegmentView, style};
use crate::checks::issue::Issue;
use crate::learn::style::{BEFORE_COLON, BEFORE_MARKS};
use crate::mqm::{Category, Confidence, Severity};

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
    details: "For locales that put a (no-break) space before these marks: French, and its variants where the project does so. Fires where a letter, a digit or a \
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
        Example::good(
            "fr-FR",
            "Search with Yahoo! today.",
            "Cherchez avec Yahoo! dès aujourd'hui.",
        ),
        Example::good("de-DE", "**Roles**: Admin", "**Rollen**: Administrator"),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let before = issues.len();
    for rule in [&BEFORE_COLON, &BEFORE_MARKS] {
        style::report(&CHECK, rule, view, issues, |text| {
            let mark = text.chars().next_back().unwrap_or(':');
            format!("“{mark}” touches the word before it: put a no-break space between")
        });
    }
    // Of a bold label the whole label is meant.
    for span in issues[before..].iter_mut().filter_map(|issue| issue.target_span.as_mut()) {
        let mut emphasis = view.target.emphasis.iter();
        let label = emphasis.find(|e| e.range.contains(&span.start) && e.range.end < span.end);
        if let Some(label) = label {
            span.start = label.range.start;
        }
    }
}
