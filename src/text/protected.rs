//! Stretches that must come through translation unchanged: code, addresses, paths, placeholders and keywords of the markup.

use std::ops::Range;

use super::script::CharScript;
use super::{LOOK_AHEAD, Text, head};

/// A stretch that must come through translation unchanged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Protected {
    /// What it is.
    pub kind: ProtectedKind,
    /// All of it, with its delimiters.
    pub range: Range<usize>,
    /// What must be the same on both sides: without back-ticks or angle brackets.
    pub content: Range<usize>,
}

/// Kinds of protected stretches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ProtectedKind {
    /// A code span in back-ticks.
    Code,
    /// A bare or bracketed URL.
    Url,
    /// An e-mail address.
    Email,
    /// A file path.
    Path,
    /// `{name}`, `%s`, `%NAME%`, `${name}`, `<name>` with no HTML meaning.
    Placeholder,
    /// A keyword of the docs markup: `[!NOTE]`, `[!INCLUDE…]`, `:::zone`, shortcodes, roles, ids of headings.
    Keyword,
    /// What belongs to the markup and says nothing by itself: the end of a construct, a comment, a class.
    Markup,
}

impl<'a> Text<'a> {
    /// The protected stretches of one kind, without their delimiters.
    pub fn protected_contents(&self, kind: ProtectedKind) -> impl Iterator<Item = &'a str> + '_ {
        self.protected.iter().filter(move |p| p.kind == kind).map(|p| &self.raw[p.content.clone()])
    }
}

/// Length of `[!NOTE]`, `[!INCLUDE [x](y)]`, `[!div …]`.
pub(super) fn keyword(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix("[!")?;
    let word =
        inner.bytes().take_while(|b| b.is_ascii_alphabetic() || *b == b'-' || *b == b'_').count();
    if word == 0 {
        return None;
    }
    let mut depth = 1;
    for (i, b) in rest.bytes().enumerate().skip(2).take(LOOK_AHEAD) {
        match b {
            b'[' => depth += 1,
            b']' => {
                depth -= 1;
                if depth == 0 {
                    return Some(i + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// Length of `&lt;resource-group&gt;`: what to fill in, where its brackets are written as entities.
pub(super) fn escaped_hint(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix("&lt;")?;
    let len = head(inner, 60).find("&gt;")?;
    let name = &inner[..len];
    let fits = name.starts_with(|c: char| c.is_alphanumeric())
        && !name.ends_with(' ')
        && !name.contains(['&', ';', '<', '`', '\n', '=', '"']);
    fits.then_some("&lt;".len() + len + "&gt;".len())
}

/// An e-mail address around the `@` at `at`, not reaching back behind `floor`.
pub(super) fn email(raw: &str, at: usize, floor: usize) -> Option<Range<usize>> {
    let bytes = raw.as_bytes();
    let local = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'+');
    let start = at - bytes[floor.min(at)..at].iter().rev().take_while(|b| local(b)).count();
    let domain = bytes[at + 1..]
        .iter()
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'))
        .count();
    let mut end = at + 1 + domain;
    while end > at && matches!(bytes[end - 1], b'.' | b'-') {
        end -= 1;
    }
    (start < at && raw[at + 1..end.max(at + 1)].contains('.')).then_some(start..end)
}

/// End of the bare URL that begins at `at`.
pub(super) fn url(raw: &str, at: usize) -> Option<usize> {
    let rest = &raw[at..];
    if !(rest.starts_with("https://") || rest.starts_with("http://") || rest.starts_with("www.")) {
        return None;
    }
    if raw[..at].chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric()) {
        return None;
    }
    let mut depth = 0i32;
    let mut end = rest.len();
    for (i, c) in rest.char_indices() {
        let stops = c.is_whitespace()
            || matches!(c, '<' | '>' | '"' | '`' | '|' | '*' | '[' | ']' | '\\')
            || (!c.is_ascii() && (CharScript::of(c).is_cjk() || !c.is_alphanumeric()));
        if c == '(' {
            depth += 1;
        } else if c == ')' {
            depth -= 1;
        }
        if stops || depth < 0 {
            end = i;
            break;
        }
    }
    let trimmed = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'']).len();
    (trimmed > "http://".len()).then_some(at + trimmed)
}

/// `C:\x\y` around the colon at `at`.
pub(super) fn windows_path(raw: &str, at: usize) -> Option<Range<usize>> {
    let bytes = raw.as_bytes();
    let drive = at.checked_sub(1)?;
    let alone = drive == 0 || !bytes[drive - 1].is_ascii_alphanumeric();
    if !bytes[drive].is_ascii_alphabetic() || !alone || bytes.get(at + 1) != Some(&b'\\') {
        return None;
    }
    let end = path_end(raw, at + 1);
    Some(drive..end)
}

/// End of `\\server\share` at `at`.
pub(super) fn windows_share(raw: &str, at: usize) -> Option<usize> {
    let rest = &raw[at..];
    let inner = rest.strip_prefix("\\\\")?;
    let server = inner.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
    (server > 0 && inner[server..].starts_with('\\')).then(|| path_end(raw, at))
}

/// End of `/a/b` at `at`, which must stand behind a space or an opening mark.
pub(super) fn unix_path(raw: &str, at: usize) -> Option<usize> {
    let before = raw[..at].chars().next_back();
    if !before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '"' | '“' | '~' | '.')) {
        return None;
    }
    let len = raw[at..]
        .bytes()
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'.' | b'_' | b'-'))
        .count();
    let path = raw[at..at + len].trim_end_matches('.');
    let parts = path.split('/').skip(1);
    (parts.clone().count() >= 2 && parts.clone().take(2).all(|p| !p.is_empty()))
        .then_some(at + path.len())
}

fn path_end(raw: &str, from: usize) -> usize {
    let rest = &raw[from..];
    let len = rest
        .char_indices()
        .find(|(_, c)| {
            c.is_whitespace()
                || matches!(c, '"' | '<' | '>' | '|' | '*' | '?' | '`' | ',' | ';' | ')')
                || CharScript::of(*c).is_cjk()
        })
        .map_or(rest.len(), |(i, _)| i);
    from + rest[..len].trim_end_matches(['.', ':']).len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::OBJECT;

    #[test]
    fn protected_stretches_leave_one_object_each() {
        for (raw, kind, content) in [
            ("run `az login` now", ProtectedKind::Code, "az login"),
            ("at https://a.b/c?d=e, then", ProtectedKind::Url, "https://a.b/c?d=e"),
            ("见https://a.b/c。然后", ProtectedKind::Url, "https://a.b/c"),
            ("<https://a.b>", ProtectedKind::Url, "https://a.b"),
            ("to a.b@c.example.", ProtectedKind::Email, "a.b@c.example"),
            ("in C:\\Users\\x.txt now", ProtectedKind::Path, "C:\\Users\\x.txt"),
            ("in /etc/hosts now", ProtectedKind::Path, "/etc/hosts"),
            ("hello {name}", ProtectedKind::Placeholder, "{name}"),
            ("hello %s!", ProtectedKind::Placeholder, "%s"),
            ("in %TEMP% now", ProtectedKind::Placeholder, "%TEMP%"),
            ("set $tenantId to 5", ProtectedKind::Placeholder, "$tenantId"),
            ("in &lt;your-group&gt;을", ProtectedKind::Placeholder, "&lt;your-group&gt;"),
            ("type <your-name> here", ProtectedKind::Placeholder, "<your-name>"),
            ("[!NOTE] x", ProtectedKind::Keyword, "[!NOTE]"),
        ] {
            let text = Text::new(raw);
            assert_eq!(text.protected.len(), 1, "{raw}: {:?}", text.protected);
            assert_eq!(text.protected[0].kind, kind, "{raw}");
            assert_eq!(&raw[text.protected[0].content.clone()], content, "{raw}");
            assert_eq!(text.visible().matches(OBJECT).count(), 1, "{raw}");
        }
        assert!(Text::new("100 %-os and/or 50% dans $5 or $US, &lt; 5 &gt;").protected.is_empty());
    }
}
