//! Macros of `AsciiDoc` in running text.

use super::{Construct, LONGEST_NAME, within};
use crate::text::{ProtectedKind, head};

/// What stands in a macro's brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// Text, and the name before them says what is meant: `footnote:id[text]`.
    Text,
    /// Text, as what stands before them is: `menu:File[Open]`.
    Labels,
    /// A formula.
    Formula,
}

/// The macros that are read, by name.
const MACROS: &[(&str, Holds)] = &[
    ("asciimath", Holds::Formula),
    ("btn", Holds::Text),
    ("footnote", Holds::Text),
    ("kbd", Holds::Text),
    ("latexmath", Holds::Formula),
    ("menu", Holds::Labels),
    ("stem", Holds::Formula),
];

/// Bytes that a footnote has at most.
const LONGEST_TEXT: usize = 2_000;

/// `kbd:[Ctrl+C]`, `menu:File[Open]`, `footnote:id[text]`, `stem:[x^2]`, at the colon.
pub(super) fn read(raw: &str, at: usize) -> Option<Construct> {
    let (name, holds) = *MACROS.iter().find(|(name, _)| raw[..at].ends_with(name))?;
    let start = at - name.len();
    // A footnote follows its word directly.
    if name != "footnote" && raw[..start].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
        return None;
    }
    let from = at + 1;
    let target = within(raw, from, LONGEST_NAME);
    let open = target.find('[')?;
    let is_label = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '&' | '.' | ' ');
    let fits = |c: char| is_label(c) && (holds == Holds::Labels || c != ' ');
    if !target[..open].chars().all(fits) || target[..open].starts_with(' ') {
        return None;
    }
    let open = from + open;
    let close = open + head(&raw[open..], LONGEST_TEXT).find(']')?;
    // A link of Markdown behind a colon.
    if raw[close + 1..].starts_with(['(', '[']) {
        return None;
    }
    Some(match holds {
        Holds::Text => Construct::default()
            .and(ProtectedKind::Keyword, start..open + 1, start..open, false)
            .and_markup(close..close + 1),
        Holds::Labels => Construct::default()
            .and(ProtectedKind::Keyword, start..from, start..from, false)
            .and_markup(open..open + 1)
            .and_markup(close..close + 1),
        Holds::Formula => {
            Construct::default().and(ProtectedKind::Code, start..close + 1, open + 1..close, true)
        }
    })
}
