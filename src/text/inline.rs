//! The scanner: finds markup and protected stretches in one pass over the raw text, then builds the visible text.

use std::ops::Range;

use super::emphasis::{self, Delimiter};
use super::script::CharScript;
use super::{Link, OBJECT, Protected, ProtectedKind, Tag, TagKind, Text};

/// A stretch of raw text that is not shown as it is.
#[derive(Debug, Clone)]
struct Atom {
    range: Range<usize>,
    shown: Shown,
}

#[derive(Debug, Clone, Copy)]
enum Shown {
    Nothing,
    As(char),
}

/// An opening bracket that may turn out to begin a link.
struct Bracket {
    at: usize,
    image: bool,
    /// The brackets around it, for emphasis that must not cross a link's border.
    context: u32,
}

struct Scanner<'t, 'a> {
    text: &'t mut Text<'a>,
    atoms: Vec<Atom>,
    brackets: Vec<Bracket>,
    delimiters: Vec<Delimiter>,
    context: u32,
    contexts: u32,
}

/// Longest stretch looked ahead for a closing delimiter, so that damaged text stays linear.
const LOOK_AHEAD: usize = 4096;

/// Finds the markup of `text.raw` and fills everything but the words.
pub(super) fn scan(text: &mut Text<'_>) {
    let raw = text.raw;
    let bytes = raw.as_bytes();
    let mut s = Scanner {
        text,
        atoms: Vec::new(),
        brackets: Vec::new(),
        delimiters: Vec::new(),
        context: 0,
        contexts: 0,
    };
    let mut at = 0;
    while at < bytes.len() {
        let step = if SPECIAL[bytes[at] as usize] { s.special(at) } else { None };
        at = step.unwrap_or_else(|| at + char_len(bytes[at]));
    }
    s.finish();
}

/// Bytes at which something other than plain text may begin.
const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let chars = b"\\`*_[]!<&{%$@:/\n\r\t\xc2\xe2\xef\xe3wh";
    let mut i = 0;
    while i < chars.len() {
        table[chars[i] as usize] = true;
        i += 1;
    }
    table
};

impl Scanner<'_, '_> {
    /// Handles what begins at `at`; where to go on, or `None` if it is plain text.
    fn special(&mut self, at: usize) -> Option<usize> {
        let raw = self.text.raw;
        let bytes = raw.as_bytes();
        let rest = &raw[at..];
        match bytes[at] {
            b'\\' => {
                if let Some(end) = windows_share(raw, at) {
                    return Some(self.protect(ProtectedKind::Path, at..end, at..end));
                }
                let next = *bytes.get(at + 1)?;
                next.is_ascii_punctuation().then(|| {
                    self.hide(at..at + 1);
                    at + 2
                })
            }
            b'`' => Some(self.code(at)),
            b'*' | b'_' => Some(self.delimiter(at)),
            b'!' if rest.starts_with("![") => {
                self.open_bracket(at, true);
                Some(at + 2)
            }
            b'[' => {
                if let Some(end) = keyword(rest) {
                    return Some(self.protect(ProtectedKind::Keyword, at..at + end, at..at + end));
                }
                self.open_bracket(at, false);
                Some(at + 1)
            }
            b']' => Some(self.close_bracket(at)),
            b'<' => self.angle(at),
            b'&' => self.entity(at),
            b'{' => {
                let end = braces(rest)?;
                Some(self.protect(ProtectedKind::Placeholder, at..at + end, at..at + end))
            }
            b'$' if rest.starts_with("${") => {
                let end = 1 + braces(&rest[1..])?;
                Some(self.protect(ProtectedKind::Placeholder, at..at + end, at..at + end))
            }
            b'$' => {
                let end = at + variable(rest)?;
                Some(self.protect(ProtectedKind::Placeholder, at..end, at..end))
            }
            b'%' => {
                let end = percent(raw, at)?;
                Some(self.protect(ProtectedKind::Placeholder, at..end, at..end))
            }
            b'@' => {
                let range = email(raw, at, self.atoms.last().map_or(0, |a| a.range.end))?;
                Some(self.protect(ProtectedKind::Email, range.clone(), range))
            }
            b'h' | b'w' => {
                let end = url(raw, at)?;
                Some(self.protect(ProtectedKind::Url, at..end, at..end))
            }
            b':' if rest.starts_with(":::") && (at == 0 || bytes[at - 1] == b'\n') => {
                let end = at + rest.find('\n').unwrap_or(rest.len());
                Some(self.protect(ProtectedKind::Keyword, at..end, at..end))
            }
            b':' => {
                let range = windows_path(raw, at)?;
                Some(self.protect(ProtectedKind::Path, range.clone(), range))
            }
            b'/' => {
                let end = unix_path(raw, at)?;
                Some(self.protect(ProtectedKind::Path, at..end, at..end))
            }
            b'\n' | b'\r' | b'\t' => {
                let len = rest.bytes().take_while(|b| matches!(b, b'\n' | b'\r' | b'\t')).count();
                self.show_as(at..at + len, ' ');
                Some(at + len)
            }
            _ => {
                let c = rest.chars().next()?;
                let range = at..at + c.len_utf8();
                let end = range.end;
                if is_invisible(c) {
                    self.hide(range);
                    Some(end)
                } else if c != ' ' && c.is_whitespace() {
                    self.show_as(range, ' ');
                    Some(end)
                } else {
                    None
                }
            }
        }
    }

    fn hide(&mut self, range: Range<usize>) {
        self.atoms.push(Atom { range, shown: Shown::Nothing });
    }

    fn show_as(&mut self, range: Range<usize>, c: char) {
        self.atoms.push(Atom { range, shown: Shown::As(c) });
    }

    fn protect(
        &mut self,
        kind: ProtectedKind,
        range: Range<usize>,
        content: Range<usize>,
    ) -> usize {
        let end = range.end;
        self.show_as(range.clone(), OBJECT);
        self.text.protected.push(Protected { kind, range, content });
        end
    }

    fn code(&mut self, at: usize) -> usize {
        let raw = self.text.raw;
        let fence = raw[at..].bytes().take_while(|&b| b == b'`').count();
        let mut from = at + fence;
        while let Some(found) = memchr::memchr(b'`', &raw.as_bytes()[from..]) {
            let open = from + found;
            let len = raw[open..].bytes().take_while(|&b| b == b'`').count();
            if len == fence {
                let content = trim(raw, at + fence..open);
                return self.protect(ProtectedKind::Code, at..open + len, content);
            }
            from = open + len;
        }
        // No closing run of that length: the back-ticks are text.
        at + fence
    }

    fn delimiter(&mut self, at: usize) -> usize {
        let raw = self.text.raw;
        let marker = raw.as_bytes()[at];
        let len = raw[at..].bytes().take_while(|&b| b == marker).count();
        let end = at + len;
        let before = raw[..at].chars().next_back();
        let after = raw[end..].chars().next();
        self.delimiters.push(Delimiter::new(marker as char, at..end, before, after, self.context));
        end
    }

    fn open_bracket(&mut self, at: usize, image: bool) {
        self.brackets.push(Bracket { at, image, context: self.context });
        self.contexts += 1;
        self.context = self.contexts;
    }

    fn close_bracket(&mut self, at: usize) -> usize {
        let raw = self.text.raw;
        let Some(open) = self.brackets.pop() else { return at + 1 };
        let text = open.at + 1 + usize::from(open.image)..at;
        let after = &raw[at + 1..];
        let found = if after.starts_with('(') {
            link_target(raw, at + 1)
        } else if let Some(label) = after.strip_prefix('[') {
            label
                .find(['[', ']'])
                .filter(|&i| i > 0 && after.as_bytes()[i + 1] == b']')
                .map(|i| (at + 2..at + 2 + i, at + 3 + i))
        } else {
            None
        };
        let Some((target, end)) = found else {
            // Literal brackets: what stands in them is in the context around them.
            for delimiter in &mut self.delimiters {
                if delimiter.range.start > open.at && delimiter.context == self.context {
                    delimiter.context = open.context;
                }
            }
            self.context = open.context;
            return at + 1;
        };
        self.context = open.context;
        let opening = Atom { range: open.at..text.start, shown: Shown::Nothing };
        let place = self.atoms.partition_point(|a| a.range.start < open.at);
        self.atoms.insert(place, opening);
        self.hide(at..end);
        let link = Link { image: open.image, range: open.at..end, text, target };
        let place = self.text.links.partition_point(|l| l.range.start < link.range.start);
        self.text.links.insert(place, link);
        end
    }

    fn angle(&mut self, at: usize) -> Option<usize> {
        let raw = self.text.raw;
        let rest = &raw[at..];
        if rest.starts_with("<!--") {
            let end = at + rest.find("-->").map_or(rest.len(), |i| i + 3);
            self.hide(at..end);
            let tag = Tag { range: at..end, name: at + 1..at + 4, kind: TagKind::Comment };
            self.text.tags.push(tag);
            return Some(end);
        }
        let close = at + memchr::memchr(b'>', &rest.as_bytes()[..rest.len().min(LOOK_AHEAD)])?;
        let inner = &raw[at + 1..close];
        let range = at..close + 1;
        if inner.starts_with("http://")
            || inner.starts_with("https://")
            || inner.starts_with("mailto:")
        {
            if inner.contains(' ') {
                return None;
            }
            return Some(self.protect(ProtectedKind::Url, range, at + 1..close));
        }
        let closing = inner.starts_with('/');
        let body = &inner[usize::from(closing)..];
        let name_len = body
            .bytes()
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b':' | b'.' | b'_'))
            .count();
        let attributes = &body[name_len..];
        let is_letter = body.bytes().next().is_some_and(|b| b.is_ascii_alphabetic());
        let attributes_fit =
            matches!(attributes.bytes().next(), None | Some(b' ' | b'/' | b'\t' | b'\n' | b'\r'));
        if is_letter && attributes_fit {
            let name = &body[..name_len];
            let is_html = HTML_TAGS.binary_search(&name.to_ascii_lowercase().as_str()).is_ok();
            if is_html
                || attributes.contains('=')
                || closing
                || attributes.trim_end().ends_with('/')
            {
                let start = at + 1 + usize::from(closing);
                let kind = match (closing, attributes.trim_end().ends_with('/')) {
                    (true, _) => TagKind::Close,
                    (_, true) => TagKind::Empty,
                    _ => TagKind::Open,
                };
                let breaks = BLOCK_TAGS.contains(&name.to_ascii_lowercase().as_str());
                if breaks {
                    self.show_as(range.clone(), ' ');
                } else {
                    self.hide(range.clone());
                }
                self.text.tags.push(Tag {
                    range: range.clone(),
                    name: start..start + name_len,
                    kind,
                });
                return Some(range.end);
            }
        }
        // `<your tenant>`: a hint what to fill in. A comparison (`a < b and c > d`) has a space behind the bracket.
        let hint = inner.len() <= 60
            && inner.starts_with(|c: char| c.is_alphanumeric())
            && !inner.ends_with(' ')
            && !inner.contains(['<', '`', '\n']);
        hint.then(|| self.protect(ProtectedKind::Placeholder, range.clone(), range))
    }

    fn entity(&mut self, at: usize) -> Option<usize> {
        let rest = &self.text.raw[at..];
        if let Some(len) = escaped_hint(rest) {
            return Some(self.protect(ProtectedKind::Placeholder, at..at + len, at..at + len));
        }
        let window = &rest.as_bytes()[..rest.len().min(12)];
        let end = memchr::memchr(b';', window)?;
        let name = &rest[1..end];
        let c = match name {
            "nbsp" | "ensp" | "emsp" | "thinsp" | "#160" | "#xa0" | "#xA0" => ' ',
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            "copy" => '©',
            "reg" => '®',
            "trade" => '™',
            "mdash" => '—',
            "ndash" => '–',
            "hellip" => '…',
            "laquo" => '«',
            "raquo" => '»',
            "ldquo" => '“',
            "rdquo" => '”',
            "lsquo" => '‘',
            "rsquo" => '’',
            "bull" => '•',
            "middot" => '·',
            "times" => '×',
            "rarr" => '→',
            _ => numeric_entity(name)?,
        };
        self.show_as(at..at + end + 1, c);
        Some(at + end + 1)
    }

    /// Pairs the emphasis and writes the visible text.
    fn finish(mut self) {
        let markers = emphasis::pair(&mut self.delimiters);
        for e in &markers {
            self.atoms.push(Atom { range: e.range.start..e.content.start, shown: Shown::Nothing });
            self.atoms.push(Atom { range: e.content.end..e.range.end, shown: Shown::Nothing });
        }
        if !markers.is_empty() {
            self.atoms.sort_by_key(|a| a.range.start);
        }
        self.text.emphasis = markers;
        self.text.loose_markers = self
            .delimiters
            .iter()
            .filter(|d| d.unpaired() > 0 && (d.marker == '*' || d.flanks()))
            .map(Delimiter::rest)
            .collect();
        let raw_len = self.text.raw.len();
        self.text.visible.reserve(raw_len);
        let mut at = 0;
        for atom in &self.atoms {
            // Damaged markup may nest where it should not; what was shown already stays shown.
            if atom.range.start < at {
                continue;
            }
            self.text.show(at..atom.range.start);
            if let Shown::As(c) = atom.shown {
                self.text.show_as(atom.range.clone(), c);
            }
            at = atom.range.end;
        }
        self.text.show(at..raw_len);
    }
}

const fn char_len(first: u8) -> usize {
    match first {
        0..=0x7f => 1,
        0xc0..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xff => 4,
        // A continuation byte is never a first one.
        _ => 1,
    }
}

fn trim(raw: &str, range: Range<usize>) -> Range<usize> {
    let inner = &raw[range.clone()];
    let start = range.start + (inner.len() - inner.trim_start().len());
    start..(start + inner.trim().len())
}

/// Characters that nobody sees: they are left out of the visible text.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Length of `[!NOTE]`, `[!INCLUDE [x](y)]`, `[!div …]`.
fn keyword(rest: &str) -> Option<usize> {
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

/// Length of `{name}` or `{{name}}`; what stands in braces must look like a name, not like prose.
fn braces(rest: &str) -> Option<usize> {
    let depth = rest.bytes().take_while(|&b| b == b'{').count();
    if depth > 2 {
        return None;
    }
    let inner = &rest[depth..];
    let len = inner.find('}')?;
    let name = &inner[..len];
    let fits = !name.is_empty()
        && len <= 60
        && name.chars().all(|c| c.is_alphanumeric() || "_-.:,$#% ".contains(c))
        && name.split(' ').count() <= 3;
    (fits && inner[len..].bytes().take_while(|&b| b == b'}').count() >= depth)
        .then_some(depth + len + depth)
}

/// Length of `$name` or `$env:NAME`; an amount (`$5`, `$US`) does not begin with a small letter.
fn variable(rest: &str) -> Option<usize> {
    let name = &rest.as_bytes()[1..];
    let len =
        name.iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b':')).count();
    let len = len - name[..len].iter().rev().take_while(|b| **b == b':').count();
    (len >= 2 && (name[0].is_ascii_lowercase() || name[0] == b'_')).then_some(1 + len)
}

/// Length of `&lt;resource-group&gt;`: what to fill in, where its brackets are written as entities.
fn escaped_hint(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix("&lt;")?;
    let mut end = inner.len().min(60);
    while !inner.is_char_boundary(end) {
        end -= 1;
    }
    let len = inner[..end].find("&gt;")?;
    let name = &inner[..len];
    let fits = name.starts_with(|c: char| c.is_alphanumeric())
        && !name.ends_with(' ')
        && !name.contains(['&', ';', '<', '`', '\n', '=', '"']);
    fits.then_some("&lt;".len() + len + "&gt;".len())
}

/// End of `%s`, `%1$d`, `%-5.2f`, `%NAME%`. A percent sign behind a digit is a percentage.
fn percent(raw: &str, at: usize) -> Option<usize> {
    let bytes = raw.as_bytes();
    let word = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
    if at > 0 && (bytes[at - 1].is_ascii_digit() || bytes[at - 1] == b'%') {
        return None;
    }
    let name = bytes[at + 1..].iter().take_while(|b| word(Some(b))).count();
    if name >= 2 && bytes.get(at + 1 + name) == Some(&b'%') && bytes[at + 1].is_ascii_alphabetic() {
        return Some(at + name + 2);
    }
    let flags = bytes[at + 1..]
        .iter()
        .take_while(|b| matches!(b, b'0'..=b'9' | b'$' | b'.' | b'-' | b'+' | b'#'))
        .count();
    let end = at + 1 + flags;
    let kind = bytes.get(end)?;
    (b"sdifgxXcuoe@".contains(kind) && !word(bytes.get(end + 1))).then_some(end + 1)
}

/// An e-mail address around the `@` at `at`, not reaching back behind `floor`.
fn email(raw: &str, at: usize, floor: usize) -> Option<Range<usize>> {
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
fn url(raw: &str, at: usize) -> Option<usize> {
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
fn windows_path(raw: &str, at: usize) -> Option<Range<usize>> {
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
fn windows_share(raw: &str, at: usize) -> Option<usize> {
    let rest = &raw[at..];
    let inner = rest.strip_prefix("\\\\")?;
    let server = inner.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
    (server > 0 && inner[server..].starts_with('\\')).then(|| path_end(raw, at))
}

/// End of `/a/b` at `at`, which must stand behind a space or an opening mark.
fn unix_path(raw: &str, at: usize) -> Option<usize> {
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

/// Target and end of `(target "title")` whose parenthesis opens at `open`.
fn link_target(raw: &str, open: usize) -> Option<(Range<usize>, usize)> {
    let mut depth = 0;
    let mut close = None;
    let mut escaped = false;
    for (i, b) in raw.bytes().enumerate().skip(open).take(LOOK_AHEAD) {
        match b {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'(' => depth += 1,
            b')' => {
                depth -= 1;
                if depth == 0 {
                    close = Some(i);
                    break;
                }
            }
            _ => {}
        }
    }
    let close = close?;
    let inner = trim(raw, open + 1..close);
    let text = &raw[inner.clone()];
    let len = if let Some(bracketed) = text.strip_prefix('<') {
        bracketed.find('>').map_or(text.len(), |i| i + 2)
    } else {
        match text.find(|c: char| c.is_whitespace()) {
            Some(i) if text[i..].trim_start().starts_with(['"', '\'', '(']) => i,
            _ => text.len(),
        }
    };
    Some((inner.start..inner.start + len, close + 1))
}

fn numeric_entity(name: &str) -> Option<char> {
    let digits = name.strip_prefix('#')?;
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => digits.parse().ok()?,
    };
    char::from_u32(code).filter(|c| !c.is_control())
}

/// Tags that separate words.
const BLOCK_TAGS: &[&str] =
    &["br", "p", "li", "ul", "ol", "td", "th", "tr", "div", "hr", "dt", "dd"];

/// HTML elements (and those of .NET documentation) that occur in documentation, sorted.
const HTML_TAGS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "example",
    "figcaption",
    "figure",
    "font",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "li",
    "link",
    "list",
    "main",
    "mark",
    "meta",
    "nav",
    "ol",
    "option",
    "p",
    "para",
    "param",
    "paramref",
    "pre",
    "q",
    "remarks",
    "returns",
    "s",
    "samp",
    "script",
    "section",
    "see",
    "seealso",
    "select",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "tt",
    "typeparam",
    "u",
    "ul",
    "value",
    "var",
    "video",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tag_names_are_sorted() {
        assert!(HTML_TAGS.is_sorted());
    }

    #[test]
    fn damaged_markup_takes_linear_time() {
        for piece in ["[", "](", "<a ", "**", "`", "[![", "_a*", "{", "&", "!["] {
            let raw = piece.repeat(20_000);
            let text = Text::new(&raw);
            assert!(text.visible().len() <= raw.len() + 4);
        }
    }
}
