//! Templates: Hugo's shortcodes, statements and expressions of Liquid, Jinja and ERB, MDN's macros.

use std::ops::Range;

use super::compare::{self, properties};
use super::{Construct, ahead};
use crate::text::ProtectedKind;

/// `{{< name key="value" >}}`, `{{% name %}}`.
pub(super) fn shortcode(raw: &str, at: usize) -> Option<Construct> {
    let rest = ahead(raw, at);
    let close = match rest.get(..3)? {
        "{{<" => ">}}",
        "{{%" => "%}}",
        _ => return None,
    };
    let len = rest.find(close)? + close.len();
    Some(with_titles(raw, at..at + len))
}

/// The name of the shortcode that a text begins with.
pub fn shortcode_name(text: &str) -> Option<&str> {
    let inner = text.strip_prefix("{{<").or_else(|| text.strip_prefix("{{%"))?;
    let inner = inner.trim_start_matches(['-', ' ', '/']);
    let end = inner.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/')));
    Some(&inner[..end.unwrap_or(inner.len())]).filter(|name| !name.is_empty())
}

/// `{% name %}`, `{# a comment #}`.
pub(super) fn statement(raw: &str, at: usize) -> Option<Construct> {
    let rest = ahead(raw, at);
    if rest.starts_with("{%") {
        let len = rest.find("%}")? + 2;
        return Some(with_titles(raw, at..at + len));
    }
    if rest.starts_with("{# ") {
        let len = rest.find("#}")? + 2;
        return Some(Construct::hidden(ProtectedKind::Markup, at..at + len));
    }
    None
}

/// `<%= name %>`.
pub(super) fn embedded(raw: &str, at: usize) -> Option<Construct> {
    let rest = ahead(raw, at);
    let len = rest.strip_prefix("<%").and_then(|r| r.find("%>"))? + 4;
    Some(Construct::object(ProtectedKind::Keyword, at..at + len))
}

/// `{{macro("a", "b")}}`, `{{ a + b }}`; a name in braces is a placeholder, with filters or without.
pub(super) fn expression(raw: &str, at: usize) -> Option<Construct> {
    let rest = ahead(raw, at);
    let inner = rest.strip_prefix("{{")?;
    let len = inner.find("}}").filter(|len| !inner[..*len].contains("{{"))?;
    let code = inner[..len].trim();
    if let Some(end) = object(raw, at) {
        return Some(Construct::hidden(ProtectedKind::Markup, at..end));
    }
    let call = compare::call(code).is_some();
    let computed = code.contains(['"', '\'', '+', '*', '?', '[']) && code.is_ascii();
    (call || computed).then(|| Construct::object(ProtectedKind::Keyword, at..at + len + 4))
}

/// The end of `{{ light: 'on' }}` as the value of a property of JSX: an object, whose texts people read.
pub(in crate::text) fn object(raw: &str, at: usize) -> Option<usize> {
    let inner = ahead(raw, at).strip_prefix("{{").filter(|_| raw[..at].ends_with('='))?;
    let len = inner.find("}}").filter(|len| is_object(inner[..*len].trim()))?;
    Some(at + len + 4)
}

/// Whether what stands in braces begins with a key: `light: 'on'`.
fn is_object(code: &str) -> bool {
    let key = code.trim_start_matches(['\'', '"']);
    let len = key.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '$')));
    let Some((name, rest)) = len.map(|len| key.split_at(len)) else { return false };
    let rest = rest.trim_start_matches(['\'', '"']).trim_start();
    !name.is_empty() && rest.starts_with(':') && !rest.starts_with("::")
}

/// `{'{'}`: a character of MDX's own syntax, as a string.
pub(super) fn literal(raw: &str, at: usize) -> Option<Construct> {
    let rest = ahead(raw, at);
    let quote = rest[1..].chars().next().filter(|c| matches!(c, '\'' | '"' | '`'))?;
    let inner = &rest[2..];
    let len = inner.find(quote)?;
    // A blank keeps two elements apart; anything with a blank in it is prose.
    let machine = !inner[..len].trim().contains(char::is_whitespace);
    (machine && inner[len + 1..].starts_with('}'))
        .then(|| Construct::object(ProtectedKind::Code, at..at + 2 + len + 2))
}

/// Whether a template ends a block or goes on with it: `{{< /tab >}}`, `{% endif %}`, `{% else %}`.
pub(super) fn ends(template: &str) -> bool {
    let name = template.trim_start_matches(['{', '<', '%', '-', ' ']);
    name.starts_with('/') || name.starts_with("end") || name.starts_with("els")
}

/// A template whose titles and labels are text.
fn with_titles(raw: &str, range: Range<usize>) -> Construct {
    let template = &raw[range.clone()];
    let mut construct = Construct::default();
    let mut from = range.start;
    for property in properties(template) {
        if compare::is_text(property.name, property.value) && property.is_quoted {
            let value = range.start + property.place.start..range.start + property.place.end;
            construct = piece(construct, from..value.start, &range);
            from = value.end;
        }
    }
    piece(construct, from..range.end, &range)
}

/// The first piece stands for the whole.
fn piece(construct: Construct, range: Range<usize>, whole: &Range<usize>) -> Construct {
    if construct.pieces.is_empty() {
        construct.and(ProtectedKind::Keyword, range, whole.clone(), true)
    } else {
        construct.and_markup(range)
    }
}
