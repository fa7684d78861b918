//! Placeholders that begin with another sign: dollar, colon, at, underscore, angle bracket.

use super::{before, head, is_name};

/// Longest name or argument.
const NAME: usize = 80;

/// How far a code of a translation tool is from its other half at most, in bytes.
const FAR: usize = 2000;

/// `$t(key)` and `@:key`: another message is put there.
pub(super) fn nesting(raw: &str, at: usize, _: bool) -> Option<usize> {
    let rest = &raw[at..];
    if let Some(inner) = rest.strip_prefix("$t(") {
        let len = head(inner, NAME).find([')', '\n'])?;
        return inner[len..].starts_with(')').then_some(at + 3 + len + 1);
    }
    let inner = rest.strip_prefix('@')?;
    let modifier = inner
        .strip_prefix('.')
        .map_or(0, |m| 1 + m.bytes().take_while(u8::is_ascii_alphabetic).count());
    let key = inner[modifier..].strip_prefix(':')?;
    let key = key.trim_start_matches(['(', '{', '\'']);
    let opening = inner.len() - modifier - 1 - key.len();
    let len = key
        .bytes()
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
        .count();
    let name = key[..len].trim_end_matches(['.', '-']).len();
    let closing = key[name..].bytes().take(opening).take_while(|b| b")}'".contains(b)).count();
    let alone = before(raw, at).is_none_or(|c| !c.is_alphanumeric());
    (name > 0 && alone).then_some(at + 1 + modifier + 1 + opening + name + closing)
}

/// `$NAME$`; where the text is known to have them, in any case, and `$1`.
pub(super) fn dollar(raw: &str, at: usize, told: bool) -> Option<usize> {
    let rest = &raw[at + 1..];
    let len = head(rest, NAME).find(|c: char| !(c.is_alphanumeric() || "_@".contains(c)))?;
    let name = &rest[..len];
    let upper = name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_');
    let fits = is_name(name) && name.len() > 2 && (upper || told) && rest[len..].starts_with('$');
    let goes_on =
        rest[len..].get(1..).is_some_and(|r| r.starts_with(|c: char| c.is_ascii_alphanumeric()));
    (fits && !goes_on).then_some(at + len + 2)
}

/// `${name}`, `$name`, `$env:NAME`, `$(Name)`; an amount (`$5`, `$US`) does not begin with a small letter.
pub(super) fn shell(raw: &str, at: usize, _: bool) -> Option<usize> {
    let rest = &raw[at + 1..];
    if let Some(inner) = rest.strip_prefix("{{") {
        let len = head(inner, NAME).find("}}")?;
        return Some(at + 3 + len + 2);
    }
    if let Some(inner) = rest.strip_prefix('{') {
        let len = head(inner, NAME).find(['}', '\n'])?;
        let fits = len > 0 && inner[len..].starts_with('}');
        return fits.then_some(at + 2 + len + 1);
    }
    if let Some(inner) = rest.strip_prefix('(') {
        let len = head(inner, NAME).find(')')?;
        return is_name(&inner[..len].replace('.', "_")).then_some(at + 2 + len + 1);
    }
    let name = rest.as_bytes();
    let len =
        name.iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b':')).count();
    let len = len - name[..len].iter().rev().take_while(|b| **b == b':').count();
    (len >= 2 && (name[0].is_ascii_lowercase() || name[0] == b'_')).then_some(at + 1 + len)
}

/// ` :name`: no colon of prose has a space before it and none behind it.
pub(super) fn colon(raw: &str, at: usize, told: bool) -> Option<usize> {
    let opens = |c: char| c.is_whitespace() || "(\"'“«‘[>".contains(c);
    let glued = |c: char| told && !c.is_ascii_alphanumeric() && c != ':';
    if !before(raw, at).is_none_or(|c| opens(c) || glued(c)) {
        return None;
    }
    let rest = &raw[at + 1..];
    let len = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
    let name = head(&rest[..len], NAME);
    let behind = &rest[len..];
    let goes_on = behind.starts_with([':', '`', '/', '-', '=', '(', '@', '\\'])
        || behind.strip_prefix('.').is_some_and(|r| r.starts_with(char::is_alphanumeric));
    let small = name.is_ascii() && name.starts_with(|c: char| c.is_ascii_lowercase());
    let fits = name.len() == len && len >= 2 && is_name(name) && (small || told);
    (fits && !goes_on).then_some(at + 1 + len)
}

/// `__name__`, where the file has no emphasis.
pub(super) fn underscore(raw: &str, at: usize, _: bool) -> Option<usize> {
    let inner = raw[at..].strip_prefix("__")?;
    let len = head(inner, NAME).find("__")?;
    let alone = before(raw, at).is_none_or(|c| c != '_');
    (alone && is_name(&inner[..len])).then_some(at + 2 + len + 2)
}

/// `<1>`, `</1>`, `<1/>`.
pub(super) fn numbered_tag(raw: &str, at: usize, _: bool) -> Option<usize> {
    let rest = &raw[at + 1..];
    let inner = rest.strip_prefix('/').unwrap_or(rest);
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let behind = inner.get(digits..)?.trim_start_matches(' ');
    let behind = behind.strip_prefix('/').unwrap_or(behind).strip_prefix('>')?;
    (1..=3).contains(&digits).then_some(raw.len() - behind.len())
}

/// `{b>` with `<b}`, `{1>` with `<1}`, `[1}` with `{1]`. One half by itself is a sign of a formula, unless the source has them.
pub(super) fn tool_code(raw: &str, at: usize, told: bool) -> Option<usize> {
    let bytes = raw.as_bytes();
    let name = bytes[at + 1..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    let digits = bytes[at + 1..].iter().take_while(|b| b.is_ascii_digit()).count() == name;
    let end = at + 1 + name;
    let (other, opens) = match (bytes[at], bytes.get(end)?) {
        (b'{', b'>') => (('<', '}'), true),
        (b'<', b'}') => (('{', '>'), false),
        (b'[', b'}') if digits => (('{', ']'), true),
        (b'{', b']') if digits => (('[', '}'), false),
        _ => return None,
    };
    if !(1..=3).contains(&name) {
        return None;
    }
    // `{b>` ends with its own name, `[1}` with any number.
    let is_half = |text: &str| {
        let Some(rest) = text.strip_prefix(other.0) else { return false };
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let len = if other.0 == '[' || other.1 == ']' { digits } else { name };
        let fits = len == name && rest.starts_with(&raw[at + 1..end]) || len == digits && len > 0;
        fits && rest.get(len..).is_some_and(|rest| rest.starts_with(other.1))
    };
    let mut start = at.saturating_sub(FAR);
    while !raw.is_char_boundary(start) {
        start += 1;
    }
    let far = if opens { head(&raw[end..], FAR) } else { &raw[start..at] };
    let paired = || far.match_indices(other.0).any(|(at, _)| is_half(&far[at..]));
    (told || paired()).then_some(end + 1)
}
