//! Roles and references of `reStructuredText`, and roles of `MyST`.

use std::ops::Range;

use super::{Construct, ahead, within};
use crate::text::{ProtectedKind, trimmed};

/// Roles whose content people read, sorted.
const TEXT_ROLES: &[&str] = &[
    "abbr",
    "dfn",
    "emphasis",
    "guilabel",
    "index",
    "menuselection",
    "strong",
    "sub",
    "subscript",
    "sup",
    "superscript",
    "term",
    "title",
    "title-reference",
];

/// The longest name of a role, in bytes.
const LONGEST_ROLE: usize = 60;

/// :name:`content`.
pub(super) fn role(raw: &str, at: usize) -> Option<Construct> {
    if raw[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '/' | '`')) {
        return None;
    }
    let rest = within(raw, at, LONGEST_ROLE);
    let tick = rest.find('`').filter(|t| *t > 2)?;
    let name = rest[1..tick].strip_suffix(':')?;
    let fits = name.starts_with(char::is_alphabetic)
        && name.chars().all(|c| c.is_alphanumeric() || "-_+.:".contains(c));
    if !fits {
        return None;
    }
    content(raw, at..at + tick, name)
}

/// {name}`content`.
pub(super) fn myst(raw: &str, at: usize) -> Option<Construct> {
    let rest = within(raw, at, LONGEST_ROLE);
    let tick = rest.find('`').filter(|t| *t > 2)?;
    let name = rest[1..tick].strip_suffix('}')?;
    let fits = name.starts_with(char::is_alphabetic)
        && name.chars().all(|c| c.is_alphanumeric() || "-_+.:".contains(c));
    // Two back-ticks and more are code, and braces before code a placeholder.
    if !fits || rest[tick..].starts_with("``") {
        return None;
    }
    content(raw, at..at + tick, name)
}

/// What stands in the back-ticks behind a role.
fn content(raw: &str, role: Range<usize>, name: &str) -> Option<Construct> {
    let open = role.end;
    let inner = ahead(raw, open + 1);
    let len = inner.find('`').filter(|len| *len > 0)?;
    let close = open + 1 + len;
    let name = name.rsplit(':').next().unwrap_or(name);
    let keyword = |end: usize| {
        Construct::default().and(ProtectedKind::Keyword, role.start..end, role.clone(), false)
    };
    if let Some(target) = target(raw, open + 1..close) {
        let from = trimmed(raw, open + 1..target.start - 1).end;
        return Some(keyword(open + 1).and(
            ProtectedKind::Code,
            from..close + 1,
            unmarked(raw, target),
            false,
        ));
    }
    if TEXT_ROLES.binary_search(&name).is_ok() {
        return Some(keyword(open + 1).and_markup(close..close + 1));
    }
    let inner = unmarked(raw, open + 1..close);
    Some(keyword(open).and(ProtectedKind::Code, open..close + 1, inner, true))
}

/// The target in `title <target>`.
fn target(raw: &str, content: Range<usize>) -> Option<Range<usize>> {
    let text = raw[content.clone()].trim_end();
    let open = text.rfind('<').filter(|_| text.ends_with('>'))?;
    let inner = content.start + open + 1..content.start + text.len() - 1;
    (open > 0 && !inner.is_empty()).then_some(inner)
}

/// A target without the marks that say how it is shown.
fn unmarked(raw: &str, range: Range<usize>) -> Range<usize> {
    let text = &raw[range.clone()];
    range.start + (text.len() - text.trim_start_matches(['~', '!']).len())..range.end
}

/// `title <target>`_ and `name`_, at the back-tick.
pub(in crate::text) fn reference(raw: &str, at: usize) -> Option<Construct> {
    let inner = ahead(raw, at + 1);
    let len = inner.find('`').filter(|len| *len > 0)?;
    let behind = inner[len + 1..].trim_start_matches('_');
    let marks = inner[len + 1..].len() - behind.len();
    let ends = !behind.starts_with(|c: char| c.is_alphanumeric() || c == '`' || c == '*');
    if !(1..=2).contains(&marks) || !ends || raw[..at].ends_with('`') {
        return None;
    }
    let (start, close) = (at + 1, at + 1 + len);
    let construct = Construct::hidden(ProtectedKind::Markup, at..start);
    Some(match target(raw, start..close) {
        Some(target) => {
            let from = trimmed(raw, start..target.start - 1).end;
            let kind = if raw[target.clone()].contains("://") {
                ProtectedKind::Url
            } else {
                ProtectedKind::Code
            };
            construct.and(kind, from..close + 1 + marks, target, false)
        }
        // The name is the title.
        None => construct.and_markup(close..close + 1 + marks),
    })
}
