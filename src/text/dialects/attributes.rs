//! Attribute lists: ids of headings, classes, and comments of MDX.

use super::{Construct, ahead, ends_line, rest_of_line};
use crate::text::ProtectedKind;

/// `{#id .class key=value}`, `{: .class}`, `{/*id*/}`.
pub(super) fn read(raw: &str, at: usize) -> Option<Construct> {
    let rest = ahead(raw, at);
    if let Some(note) = rest.strip_prefix("{/*") {
        let inner = note.find("*/}")?;
        let (inner, len) = (note[..inner].trim(), inner + 6);
        // An id has no blanks; else it is a note to other authors.
        let kind = if inner.contains(char::is_whitespace) {
            ProtectedKind::Markup
        } else {
            ProtectedKind::Keyword
        };
        return Some(Construct::hidden(kind, at..at + len));
    }
    let len = rest_of_line(rest, 0).find('}')? + 1;
    let inner = &rest[1..len - 1];
    let body = inner.strip_prefix(':').unwrap_or(inner);
    if !body
        .bytes()
        .next()
        .is_some_and(|b| matches!(b, b'#' | b'.' | b' ') || body.len() < inner.len())
    {
        return None;
    }
    let fits = |word: &str| {
        let named = word.split_once('=').is_some_and(|(name, _)| !name.is_empty());
        let marked = word.strip_prefix(['#', '.']).is_some_and(|w| {
            !w.is_empty() && w.chars().all(|c| c.is_alphanumeric() || "-_.:".contains(c))
        });
        named || marked
    };
    let toc = inner == ":toc";
    let mut words = body.split_whitespace().peekable();
    if !toc && (words.peek().is_none() || !words.all(fits)) {
        return None;
    }
    // It ends its line, or belongs to the link, image or emphasis before it.
    let bound = raw[..at].ends_with([')', ']', '`', '*', '_']);
    if !ends_line(rest, len) && !bound {
        return None;
    }
    // Only the id is asked for: classes and languages are added as needed.
    let id = inner.find('#').map(|from| {
        let id = &inner[from..];
        let id_len = id.find(char::is_whitespace).unwrap_or(id.len());
        at + 1 + from..at + 1 + from + id_len
    });
    let range = at..at + len;
    Some(match id {
        Some(id) => Construct::default().and(ProtectedKind::Keyword, range, id, false),
        None => Construct::hidden(ProtectedKind::Markup, range),
    })
}
