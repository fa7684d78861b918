//! Values of YAML that stand on one line.

use std::borrow::Cow;

/// A plain or quoted value on one line; none if only a YAML parser can tell.
pub(super) fn scalar(text: &str) -> Option<Cow<'_, str>> {
    match text.as_bytes().first() {
        None => Some(Cow::Borrowed("")),
        Some(b'"') => {
            let inner = text[1..].strip_suffix('"')?;
            let mut backslash = false;
            for b in inner.bytes() {
                if b == b'"' && !backslash {
                    return None;
                }
                backslash = b == b'\\' && !backslash;
            }
            (!backslash).then(|| unescape(inner))
        }
        Some(b'\'') => {
            let inner = text[1..].strip_suffix('\'')?;
            if !inner.contains('\'') {
                return Some(Cow::Borrowed(inner));
            }
            let unquoted = inner.replace("''", "\u{0}");
            (!unquoted.contains('\'')).then(|| Cow::Owned(unquoted.replace('\u{0}', "'")))
        }
        Some(
            b'[' | b']' | b'{' | b'}' | b'&' | b'*' | b'!' | b'|' | b'>' | b'%' | b'@' | b'`'
            | b',' | b'#',
        ) => None,
        Some(b'-' | b'?' | b':') if text.len() == 1 || text.as_bytes()[1] == b' ' => None,
        Some(_) => {
            let odd = text.contains(": ") || text.ends_with(':') || text.contains(" #");
            (!odd && !text.contains(":\t")).then_some(Cow::Borrowed(text))
        }
    }
}

/// Resolves the escapes of double-quoted YAML; others stay as written.
pub(crate) fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        plain.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let Some(c) = rest.chars().next() else {
            plain.push('\\');
            break;
        };
        let digits = match c {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        let mut length = c.len_utf8();
        let resolved = match c {
            '"' | '\\' | '/' => Some(c),
            'n' => Some('\n'),
            't' => Some('\t'),
            'r' => Some('\r'),
            '_' => Some('\u{a0}'),
            'x' | 'u' | 'U' => rest.get(1..=digits).and_then(|code| {
                length += digits;
                char::from_u32(u32::from_str_radix(code, 16).ok()?)
            }),
            _ => None,
        };
        if let Some(resolved) = resolved {
            plain.push(resolved);
        } else {
            plain.push('\\');
            plain.push_str(&rest[..length]);
        }
        rest = &rest[length..];
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}
