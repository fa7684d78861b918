//! The scanner: finds markup and protected stretches in one pass over the raw text, then builds the visible text.

use std::ops::Range;

use super::dialects::{self, Construct, Piece};
use super::emphasis::{self, Delimiter};
use super::placeholders::icu::Choice;
use super::placeholders::{self, Known, Placeholder};
use super::protected::{email, escaped_hint, keyword, unix_path, url, windows_path, windows_share};
use super::tags::{self, Angle};
use super::{
    Link, OBJECT, Protected, ProtectedKind, Text, entities, links, marks, trimmed, with_bytes,
};
use crate::document::message::Family;

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
    known: Known,
    /// Ends of the choices that are open, the innermost last.
    choices: Vec<Range<usize>>,
    /// Stretches of a dialect's construct that is being read, the next one last.
    pieces: Vec<Piece>,
}

/// Finds the markup of `text.raw` and fills everything but the words.
pub(super) fn scan(text: &mut Text<'_>, known: Known) {
    let raw = text.raw;
    let bytes = raw.as_bytes();
    let mut s = Scanner {
        text,
        atoms: Vec::new(),
        brackets: Vec::new(),
        delimiters: Vec::new(),
        context: 0,
        contexts: 0,
        known,
        choices: Vec::new(),
        pieces: Vec::new(),
    };
    let mut at = 0;
    while at < bytes.len() {
        if s.choices.last().is_some_and(|end| at >= end.start) {
            at = s.end_choice(at);
            continue;
        }
        let step = if s.pieces.is_empty() {
            s.plain_or_special(at)
        } else {
            s.next_piece(at).or_else(|| s.plain_or_special(at))
        };
        at = step.unwrap_or_else(|| at + char_len(bytes[at]));
    }
    s.finish();
}

/// Bytes at which something other than plain text may begin.
const SPECIAL: [bool; 256] =
    with_bytes([false; 256], b"\\`*_[]!?=|<&{%$@:/\n\r\t\xc2\xe2\xef\xe3wh");

impl Scanner<'_, '_> {
    fn plain_or_special(&mut self, at: usize) -> Option<usize> {
        if SPECIAL[self.text.raw.as_bytes()[at] as usize] { self.special(at) } else { None }
    }

    /// Goes on with the construct that is being read, if its next stretch begins here.
    fn next_piece(&mut self, at: usize) -> Option<usize> {
        while self.pieces.last().is_some_and(|p| p.range.start < at) {
            self.pieces.pop();
        }
        let piece = self.pieces.pop_if(|p| p.range.start == at)?;
        Some(self.piece(piece))
    }

    fn construct(&mut self, construct: Construct) -> Option<usize> {
        // Inside another construct's title there is none.
        self.pieces = construct.pieces;
        self.pieces.reverse();
        let first = self.pieces.pop()?;
        Some(self.piece(first))
    }

    fn piece(&mut self, piece: Piece) -> usize {
        let Piece { kind, range, content, shown } = piece;
        let end = range.end;
        if shown {
            return self.protect(kind, range, content);
        }
        // The blanks that part an id from its heading are not the heading's.
        if dialects::ends_line(self.text.raw, end) {
            let blanks = self.text.raw[..range.start].trim_end_matches(' ').len();
            let floor = self.atoms.last().map_or(0, |a| a.range.end);
            self.hide(blanks.max(floor).min(range.start)..range.start);
        }
        self.hide(range.clone());
        self.text.protected.push(Protected { kind, range, content });
        end
    }

    /// Handles what begins at `at`; where to go on, or `None` if it is plain text.
    fn special(&mut self, at: usize) -> Option<usize> {
        let raw = self.text.raw;
        let bytes = raw.as_bytes();
        let rest = &raw[at..];
        if self.pieces.is_empty()
            && let Some(construct) = dialects::at(raw, at)
        {
            return self.construct(construct);
        }
        if placeholders::OPENS[bytes[at] as usize] {
            if let Some(choice) = (bytes[at] == b'{').then(|| Choice::parse(raw, at)).flatten() {
                return Some(self.begin_choice(&choice));
            }
            if let Some((end, family)) = placeholders::at(raw, at, self.known) {
                return Some(self.placeholder(family, at..end));
            }
        }
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
            b'&' => {
                if let Some(len) = escaped_hint(rest) {
                    return Some(self.placeholder(Family::Hint, at..at + len));
                }
                let (c, len) = entities::decode(rest)?;
                self.show_as(at..at + len, c);
                Some(at + len)
            }
            // An escape of placeholders, and none itself.
            b'%' if rest.starts_with("%%") => Some(at + 2),
            b'@' => {
                let range = email(raw, at, self.atoms.last().map_or(0, |a| a.range.end))?;
                Some(self.protect(ProtectedKind::Email, range.clone(), range))
            }
            b'h' | b'w' => {
                let end = url(raw, at)?;
                Some(self.protect(ProtectedKind::Url, at..end, at..end))
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
                // Behind a full-width mark a line break is the format's, not a space of the text.
                let wide = raw[..at].ends_with(marks::is_wide) && bytes[at] != b'\t';
                if wide {
                    self.hide(at..at + len);
                } else {
                    self.show_as(at..at + len, ' ');
                }
                Some(at + len)
            }
            _ => {
                let c = rest.chars().next()?;
                let range = at..at + c.len_utf8();
                let end = range.end;
                if marks::is_invisible(c) {
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

    fn placeholder(&mut self, family: Family, range: Range<usize>) -> usize {
        if placeholders::is_shared(family) {
            self.known.families = self.known.families.with(family);
            self.text.families = self.known.families;
        }
        self.text.placeholders.push(Placeholder { range: range.clone(), family });
        self.protect(ProtectedKind::Placeholder, range.clone(), range)
    }

    /// Of a choice, one text is shown: it stands for the others.
    fn begin_choice(&mut self, choice: &Choice) -> usize {
        let shown = choice.main(self.text.raw).content.clone();
        self.conceal(choice.range.start..shown.start);
        self.choices.push(shown.end..choice.range.end);
        shown.start
    }

    /// Goes on behind the innermost choice; markup may have run over its end.
    fn end_choice(&mut self, at: usize) -> usize {
        let end = self.choices.pop().unwrap_or(at..at);
        if at < end.end {
            self.conceal(at..end.end);
        }
        at.max(end.end)
    }

    /// Protects a stretch that no reader sees.
    fn conceal(&mut self, range: Range<usize>) {
        self.hide(range.clone());
        let (kind, content) = (ProtectedKind::Placeholder, range.clone());
        self.text.protected.push(Protected { kind, range, content });
    }

    fn code(&mut self, at: usize) -> usize {
        let raw = self.text.raw;
        // `_the `code`_` is emphasis.
        let emphasised = || self.delimiters.iter().any(|d| d.marker == '_' && d.opens());
        if self.pieces.is_empty()
            && let Some(construct) = dialects::reference(raw, at)
            && !emphasised()
            && let Some(end) = self.construct(construct)
        {
            return end;
        }
        let fence = raw[at..].bytes().take_while(|&b| b == b'`').count();
        let mut from = at + fence;
        while let Some(found) = memchr::memchr(b'`', &raw.as_bytes()[from..]) {
            let open = from + found;
            let len = raw[open..].bytes().take_while(|&b| b == b'`').count();
            if len == fence {
                let content = trimmed(raw, at + fence..open);
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
        if let Some(name) = emphasis::dunder(&raw[at..]) {
            return at + name;
        }
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
        let Some((target, end)) = links::behind(raw, at) else {
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
        let (range, found) = tags::angle(self.text.raw, at)?;
        let end = range.end;
        match found {
            Angle::Tag(tag, breaks) => {
                if breaks {
                    self.show_as(range, ' ');
                } else {
                    self.hide(range);
                }
                self.text.tags.push(tag);
            }
            Angle::Address => {
                self.protect(ProtectedKind::Url, range, at + 1..end - 1);
            }
            Angle::Hint => {
                self.placeholder(Family::Hint, range);
            }
        }
        Some(end)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damaged_markup_takes_linear_time() {
        for piece in [
            "[",
            "](",
            "<a ",
            "**",
            "`",
            "[![",
            "_a*",
            "{",
            "&",
            "![",
            "{a,plural,b{",
            "%",
            "{{",
            "${",
            "{b>",
            "<b}",
            ":a ",
            "__a",
            "$t(",
        ] {
            let raw = piece.repeat(20_000);
            let text = Text::new(&raw);
            assert!(text.visible().len() <= raw.len() + 4);
        }
    }
}
