//! References to other places: `AsciiDoc`'s, footnotes, and links of wikis.

use std::ops::Range;

use super::{Construct, LONGEST_NAME, begins_line, rest_of_line, within};
use crate::text::ProtectedKind;

/// `<<id>>`, `<<id,label>>`.
pub(super) fn asciidoc(raw: &str, at: usize) -> Option<Construct> {
    let inner = within(raw, at, LONGEST_NAME).strip_prefix("<<")?;
    let len = inner.find(['<', '>', '\n'])?;
    if !inner[len..].starts_with(">>") {
        return None;
    }
    let id = inner[..len].find(',').unwrap_or(len);
    let start = at + 2;
    if !is_id(&inner[..id]) {
        return None;
    }
    let kept = start..start + id;
    Some(if id < len {
        Construct::default()
            .and(ProtectedKind::Keyword, at..kept.end + 1, kept, false)
            .and_markup(start + len..start + len + 2)
    } else {
        Construct::default().and(ProtectedKind::Keyword, at..start + len + 2, kept, true)
    })
}

/// `xref:id[label]`, at its colon.
pub(super) fn xref(raw: &str, at: usize) -> Option<Construct> {
    let start = at.checked_sub(4).filter(|s| raw.get(*s..at) == Some("xref"))?;
    let line = rest_of_line(within(raw, at + 1, LONGEST_NAME), 0);
    let open = line.find('[').filter(|i| is_id(&line[..*i]))?;
    let close = line[open..].find(']')? + open;
    let from = at + 1;
    Some(
        Construct::default()
            .and(ProtectedKind::Keyword, start..from + open + 1, from..from + open, false)
            .and_markup(from + close..from + close + 1),
    )
}

/// `[^1]`, and `[^1]:` where a line begins with it.
pub(super) fn footnote(raw: &str, at: usize) -> Option<Construct> {
    let inner = within(raw, at, LONGEST_NAME).strip_prefix("[^")?;
    let len = inner.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.')))?;
    if len == 0 || !inner[len..].starts_with(']') {
        return None;
    }
    let end = at + 2 + len + 1;
    let defines = begins_line(raw, at) && raw[end..].starts_with(':');
    let range = at..end + usize::from(defines);
    Some(Construct::default().and(ProtectedKind::Keyword, range, at..end, false))
}

/// `[[page|label]]`, `![[page]]`, `[[toc]]`.
pub(super) fn wiki(raw: &str, at: usize) -> Option<Construct> {
    let line = rest_of_line(within(raw, at, LONGEST_NAME), 0);
    let marks = if line.starts_with("![[") { 3 } else { 2 };
    let inner = line.get(marks..).filter(|_| line[marks - 2..].starts_with("[["))?;
    let len = inner.find(['[', ']'])?;
    let behind = inner[len..].strip_prefix("]]")?;
    if behind.starts_with(['(', '[', ':']) {
        return None;
    }
    let end = at + marks + len + 2;
    let name = &inner[..len];
    if marks == 3 || name.trim_matches('_').eq_ignore_ascii_case("toc") {
        return Some(Construct::object(ProtectedKind::Keyword, at..end));
    }
    let bar = name.find('|')?;
    // A name space of a wiki has a name in each language.
    let kind =
        if name[..bar].contains(':') { ProtectedKind::Markup } else { ProtectedKind::Keyword };
    let page = at + marks..at + marks + bar;
    Some(Construct::default().and(kind, at..page.end + 1, page, false).and_markup(end - 2..end))
}

/// `|name|`, which is replaced by what the documentation defines; bars of tables and lists have blanks beside them.
pub(super) fn substitution(raw: &str, at: usize) -> Option<Construct> {
    let inner = within(raw, at + 1, LONGEST_NAME);
    let len = inner.find(|c: char| !(c.is_alphanumeric() || "-_.".contains(c)))?;
    let behind = inner[len..].strip_prefix('|')?.trim_start_matches('_');
    let is_border = |c: char| c.is_alphanumeric() || matches!(c, '|' | '\\' | '`');
    let fits = inner.starts_with(|c: char| c.is_ascii_alphabetic())
        && inner[..len].is_ascii()
        && !raw[..at].ends_with(is_border)
        && !behind.starts_with(is_border);
    // A row of a table is nothing but cells.
    let alone = raw[..at].trim().is_empty() && behind.trim().is_empty();
    (fits && !alone && !in_row(raw, at))
        .then(|| Construct::object(ProtectedKind::Keyword, at..at + len + 2))
}

/// The longest line that may be a row of a table, in bytes.
const LONGEST_ROW: usize = 600;

/// Whether the line of a place begins with a bar and holds several, as a row of a table does.
fn in_row(raw: &str, at: usize) -> bool {
    let before = &raw.as_bytes()[at.saturating_sub(LONGEST_ROW)..at];
    let start = match memchr::memrchr(b'\n', before) {
        Some(found) => at - before.len() + found + 1,
        None if at > before.len() => return true,
        None => 0,
    };
    let line = rest_of_line(within(raw, start, LONGEST_ROW), 0).trim();
    line.starts_with('|') && line.matches('|').count() > 2
}

/// The names of pages that the links `[[page]]` of a text lead to, as ranges; those with a label are compared as they are.
pub fn wiki_links(raw: &str) -> Vec<Range<usize>> {
    let link = |(at, _): (usize, &str)| -> Option<Range<usize>> {
        let inner = within(raw, at + 2, LONGEST_NAME);
        let len = inner.find(['[', ']', '|', '\n'])?;
        let name = &inner[..len];
        let fits = inner[len..].starts_with("]]")
            && name.starts_with(char::is_alphanumeric)
            && !raw[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '!' | '`' | '['))
            && !inner[len + 2..].starts_with(['(', '[', ':']);
        fits.then_some(at + 2..at + 2 + len)
    };
    raw.match_indices("[[").filter_map(link).collect()
}

fn is_id(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '#' | '.' | '/'))
        && text.chars().all(|c| c.is_alphanumeric() || "_-:.#/".contains(c))
}
