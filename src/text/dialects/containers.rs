//! Containers and admonitions: what their first line holds.

use super::{Construct, begins_line, rest_of_line};
use crate::text::ProtectedKind;

/// `::: tip Title`, `:::note[Title]{.class}`, `:::{note} Title`, `:::`.
pub(super) fn colons(raw: &str, at: usize) -> Option<Construct> {
    if !raw[at..].starts_with(":::") || !begins_line(raw, at) {
        return None;
    }
    let line = rest_of_line(raw, at);
    // Properties, and what ends in the same line: all of it is for a machine.
    if line.contains("=\"") || line.trim_end().ends_with(":::") {
        return Some(Construct::hidden(ProtectedKind::Keyword, at..at + line.trim_end().len()));
    }
    let marks = line.len() - line.trim_start_matches(':').len();
    let blanks = line[marks..].len() - line[marks..].trim_start().len();
    let start = marks + blanks;
    let name = if line[start..].starts_with('{') {
        line[start..].find('}').map_or(0, |i| i + 1)
    } else {
        line[start..]
            .find(|c: char| c.is_whitespace() || c == '[' || c == '{')
            .unwrap_or(line.len() - start)
    };
    let end = start + name;
    let mut construct =
        Construct::default().and(ProtectedKind::Keyword, at..at + end, at..at + end, false);
    let title = &line[end..];
    let mut from = end;
    if title.starts_with('[')
        && let Some(close) = title.find(']')
    {
        construct = construct
            .and_markup(at + end..at + end + 1)
            .and_markup(at + end + close..at + end + close + 1);
        from = end + close + 1;
    }
    if let Some(open) = line[from..].find('{').filter(|_| line.trim_end().ends_with('}')) {
        construct = construct.and_markup(at + from + open..at + line.trim_end().len());
    }
    Some(construct)
}

/// `!!! note "Title"`, `???+ note "Title"`, `/// note | Title`, `///`, `=== "Title"`.
pub(super) fn admonition(raw: &str, at: usize) -> Option<Construct> {
    let mark = raw.get(at..at + 3).filter(|m| ["!!!", "???", "///", "==="].contains(m))?;
    if !begins_line(raw, at) {
        return None;
    }
    let line = rest_of_line(raw, at);
    let rest = line[3..].strip_prefix('+').unwrap_or(&line[3..]);
    let start = line.len() - rest.trim_start().len();
    if rest.trim().is_empty() {
        let whole = at..at + line.trim_end().len();
        return (mark == "///").then(|| Construct::hidden(ProtectedKind::Keyword, whole));
    }
    if mark == "===" {
        return tab(line, at);
    }
    if !rest.starts_with([' ', '\t']) {
        return None;
    }
    let (end, title) = if mark == "///" {
        (line.find('|').unwrap_or(line.len()), line.find('|').map(|i| i + 1..line.len()))
    } else {
        let open = line[start..].find('"').map_or(line.len(), |i| start + i);
        let close = line.rfind('"').filter(|close| *close > open);
        (open, close.map(|close| open + 1..close))
    };
    // Types are words: `note`, `warning inline`; prose has marks.
    let types = line[start..end].trim();
    let word = |w: &str| w.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    if types.is_empty()
        || types.split_whitespace().count() > 4
        || !types.split_whitespace().all(word)
    {
        return None;
    }
    let kept = at..at + start + types.len();
    let Some(title) = title else {
        return (end == line.len()).then(|| Construct::hidden(ProtectedKind::Keyword, kept));
    };
    let open = at..at + title.start;
    let construct = Construct::default().and(ProtectedKind::Keyword, open, kept, false);
    Some(if title.end < line.len() {
        construct.and_markup(at + title.end..at + line.len())
    } else {
        construct
    })
}

/// `=== "Title"`: a tab of Python-Markdown.
fn tab(line: &str, at: usize) -> Option<Construct> {
    let rest = line[3..].trim_start_matches(['!', '+']);
    let open = rest.trim_start().strip_prefix('"')?;
    let (start, end) = (line.len() - open.len(), line.trim_end().len());
    let title = line[start..].trim_end().strip_suffix('"').filter(|title| !title.is_empty())?;
    let close = start + title.len();
    let kept = at..at + line.len() - rest.len();
    let construct = Construct::default().and(ProtectedKind::Keyword, at..at + start, kept, false);
    Some(construct.and_markup(at + close..at + end))
}
