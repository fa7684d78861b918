//! Lists: items, fields, options of commands, and lines that are broken as they stand.

use std::ops::Range;

use super::Reader;
use crate::read::markup::BlockKind;

impl Reader<'_> {
    /// An item of a list; where it ends.
    pub(super) fn list(
        &mut self,
        at: usize,
        end: usize,
        indent: usize,
        depth: u16,
    ) -> Option<usize> {
        let text = self.page.line(at);
        if text == "|" || text.starts_with("| ") {
            return Some(self.broken_lines(at, end, depth));
        }
        if let Some(marker) = bullet(text) {
            return Some(self.item(at, end, indent, depth, marker));
        }
        if let Some(marker) = number(text) {
            let next =
                (at + 1 < end && !self.page.is_blank(at + 1)).then(|| self.page.line(at + 1));
            let goes_on = next.is_none_or(|next| {
                self.page.lines[at + 1].indent > indent || number(next).is_some()
            });
            if goes_on {
                return Some(self.item(at, end, indent, depth, marker));
            }
        }
        if let Some((name, marker)) = field(text) {
            // What stands above the first text tells programs of the page.
            let tells =
                matches!(name, "title" | "summary" | "description" | "abstract" | "subtitle");
            if depth == 0 && self.is_head() && !tells {
                return Some(self.page.extent(at, end, indent));
            }
            return Some(self.item(at, end, indent, depth, marker));
        }
        let (option, marker) = option(text)?;
        let is_described = marker < text.len();
        if !is_described && (at + 1 >= end || self.page.lines[at + 1].indent <= indent) {
            return None;
        }
        let start = self.page.lines[at].start;
        self.page.push_code(depth, start..start + option);
        Some(self.item(at, end, indent, depth, marker))
    }

    /// Whether no text but headings was read.
    fn is_head(&mut self) -> bool {
        let rest = self.page.blocks[self.headings..].iter();
        self.headings += rest.take_while(|b| matches!(b.kind, BlockKind::Heading(_))).count();
        self.headings == self.page.blocks.len()
    }

    /// Reads what stands behind a marker of so many bytes, and what belongs to it.
    pub(super) fn item(
        &mut self,
        at: usize,
        end: usize,
        indent: usize,
        depth: u16,
        marker: usize,
    ) -> usize {
        let stop = self.page.extent(at, end, indent);
        self.page.is_item = true;
        self.behind(at..stop, marker, depth + 1);
        self.page.is_item = false;
        stop
    }

    /// Reads a body whose first line begins behind so many bytes.
    pub(super) fn behind(&mut self, lines: Range<usize>, bytes: usize, depth: u16) {
        self.strip(&lines, bytes);
        self.body(lines, depth);
    }

    /// Lets the first of some lines begin behind so many bytes, as deep as those below it.
    pub(super) fn strip(&mut self, lines: &Range<usize>, bytes: usize) {
        let rest = self.indent(lines.start + 1..lines.end);
        let line = &mut self.page.lines[lines.start];
        line.start = (line.start + bytes).min(line.end);
        line.indent = rest.unwrap_or(line.indent + bytes);
    }

    /// Lines behind bars.
    fn broken_lines(&mut self, at: usize, end: usize, depth: u16) -> usize {
        let is_one = |line: &usize| self.page.line(*line).starts_with('|');
        let stop = at + (at..end).take_while(is_one).count();
        for line in at..stop {
            let line = &mut self.page.lines[line];
            line.start = (line.start + 1).min(line.end);
        }
        self.page.push_lines(BlockKind::Paragraph, depth, at..stop);
        stop
    }
}

/// The bytes of a marker with the blanks behind it.
fn with_blanks(text: &str, marker: usize) -> Option<usize> {
    let rest = &text[marker..];
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    (blanks > 0 || rest.is_empty()).then_some(marker + blanks)
}

/// `- `, `* `, `• `.
pub(super) fn bullet(text: &str) -> Option<usize> {
    let mark = text.chars().next().filter(|c| matches!(c, '-' | '*' | '+' | '•' | '‣' | '⁃'))?;
    with_blanks(text, mark.len_utf8())
}

/// `1. `, `#. `, `(a) `, `iv) `.
fn number(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('(').unwrap_or(text);
    let open = text.len() - inner.len();
    let len = inner.find(['.', ')']).filter(|len| (1..=5).contains(len))?;
    let name = &inner[..len];
    let closes = if open > 0 { ")" } else { &inner[len..=len] };
    let roman = |b: u8| b"ivxlcdmIVXLCDM".contains(&b);
    let is_number = name == "#"
        || name.bytes().all(|b| b.is_ascii_digit())
        || (name.len() == 1 && name.bytes().all(|b| b.is_ascii_alphabetic()))
        || name.bytes().all(roman);
    if !is_number || !inner[len..].starts_with(closes) {
        return None;
    }
    with_blanks(text, open + len + 1)
}

/// `:name: `: the name, and the bytes up to the text.
pub(super) fn field(text: &str) -> Option<(&str, usize)> {
    let inner = text.strip_prefix(':')?;
    let len = inner.find(':').filter(|len| *len > 0)?;
    let name = &inner[..len];
    if name.starts_with(' ') || name.ends_with(' ') || name.contains('`') {
        return None;
    }
    Some((name, with_blanks(text, len + 2)?))
}

/// `-o FILE, --output=FILE  text`: the bytes of the options, and those up to the text.
fn option(text: &str) -> Option<(usize, usize)> {
    let name = text.strip_prefix("--").or_else(|| text.strip_prefix('-'))?;
    if !name.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '?') {
        return None;
    }
    let len = text.find("  ").unwrap_or(text.len());
    let is_options = |part: &str| {
        let part = part.trim();
        part.starts_with('-') && part.matches(' ').count() <= 1
    };
    text[..len].split(',').all(is_options).then(|| {
        let rest = text[len..].trim_start();
        (len, text.len() - rest.len())
    })
}
