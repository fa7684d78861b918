//! The blocks of a page in `AsciiDoc`, as Asciidoctor reads it.
//!
//! Blocks are told by the line that they begin with and, where they are delimited, by the same line at their end. Attributes,
//! comments, anchors and what is included are no text.

mod lists;
mod tables;

use std::ops::Range;

use super::lines::{Page, width};
use crate::read::markup::{Block, BlockKind};

/// Cuts a page into its blocks, in order. `body` is where it begins.
pub(super) fn blocks(page: &str, body: usize) -> Vec<Block> {
    let mut reader =
        Reader { page: Page::new(page, body), open: Vec::new(), attributes: None, in_list: 0 };
    let mut at = 0;
    while at < reader.page.lines.len() {
        at = reader.element(at).max(at + 1);
    }
    reader.page.blocks
}

/// Blocks in blocks, at most.
const DEEPEST: usize = 100;

struct Reader<'p> {
    page: Page<'p>,
    /// The lines that the open blocks began with.
    open: Vec<&'p str>,
    /// The first line of attributes for the block that follows.
    attributes: Option<usize>,
    /// The depth of the item that is open, from 1; 0 for none.
    in_list: u16,
}

/// Attributes of a paragraph that is code.
const STYLES_OF_CODE: [&str; 7] =
    ["source", "listing", "literal", "stem", "latexmath", "asciimath", ","];

/// Paragraphs that begin so are notes.
const NOTES: [&str; 5] = ["NOTE: ", "TIP: ", "IMPORTANT: ", "WARNING: ", "CAUTION: "];

impl<'p> Reader<'p> {
    fn depth(&self) -> u16 {
        self.open.len() as u16 + self.in_list
    }

    /// Reads what begins in a line; where to go on.
    fn element(&mut self, at: usize) -> usize {
        let text = self.page.line(at);
        if text.is_empty() || is_comment(text) {
            return at + 1;
        }
        if is_run_of(text, b'/', 4) {
            return self.closing(at, text) + 1;
        }
        if self.is_attributes(at) {
            self.attributes.get_or_insert(at);
            return at + 1;
        }
        if let Some(behind) = self.setting(at, text) {
            return behind;
        }
        if is_verbatim(text) {
            let close = self.closing(at, if text.starts_with('`') { "```" } else { text });
            self.code(at..close + 1);
            return close + 1;
        }
        if let Some(mark) = tables::mark(text) {
            return self.table(at, mark);
        }
        let attributes = self.attributes.take();
        if text == "--" || [b'=', b'*', b'_'].iter().any(|mark| is_run_of(text, *mark, 4)) {
            self.in_list = 0;
            match self.open.iter().rposition(|open| *open == text) {
                Some(known) => self.open.truncate(known),
                None if self.open.len() < DEEPEST => self.open.push(text),
                None => {}
            }
            return at + 1;
        }
        if matches!(text, "+" | "'''" | "---" | "***" | "- - -" | "* * *" | "<<<") {
            return at + 1;
        }
        if let Some(behind) = self.heading(at, text) {
            self.in_list = 0;
            return behind;
        }
        if let Some(title) = text.strip_prefix('.').filter(|t| !t.starts_with(['.', ' '])) {
            self.attributes = attributes;
            let end = self.page.lines[at].end;
            let depth = self.depth();
            self.page.push_stretch(BlockKind::Paragraph, depth, end - title.len()..end);
            return at + 1;
        }
        if let Some(behind) = self.block_macro(at, text) {
            return behind;
        }
        let indent = self.page.lines[at].indent;
        if let Some(behind) = self.list(at, text) {
            return behind;
        }
        // Below the text of an item it goes on, or stands deeper for looks.
        if self.page.is_item {
            return self.paragraph(at);
        }
        let is_code = attributes.is_some_and(|line| {
            (line..at).any(|line| {
                let inner = self.page.line(line).trim_start_matches('[');
                STYLES_OF_CODE.iter().any(|style| inner.starts_with(style))
            })
        });
        if indent > 0 || is_code {
            let stop = (at..self.page.lines.len()).find(|line| self.page.is_blank(*line));
            let stop = stop.unwrap_or(self.page.lines.len());
            self.attributes = attributes.filter(|_| is_code);
            self.code(at..stop);
            return stop;
        }
        let follows_blank = at == 0 || self.page.line(at - 1) != "+";
        if follows_blank {
            self.in_list = 0;
        }
        self.paragraph(at)
    }

    /// The line at which a delimited block ends; the last one of the page where it has no end.
    fn closing(&self, at: usize, mark: &str) -> usize {
        let lines = self.page.lines.len();
        (at + 1..lines).find(|line| self.page.line(*line) == mark).unwrap_or(lines - 1)
    }

    /// Adds lines as code, with the attributes before them.
    fn code(&mut self, lines: Range<usize>) {
        let first = self.attributes.take().unwrap_or(lines.start);
        let place = self.page.lines[first].begin..self.page.lines[lines.end - 1].end;
        let depth = self.depth();
        self.page.is_item = false;
        self.page.push_code(depth, place);
    }

    /// Whether a line is attributes or an anchor of the block that follows: `[source,ruby]`, `[[id]]`.
    fn is_attributes(&self, at: usize) -> bool {
        let text = self.page.line(at);
        text.starts_with('[')
            && text.ends_with(']')
            && self.page.lines[at].indent == 0
            && !self.page.is_blank(at + 1)
            && !text.starts_with("[^")
            && text[1..text.len() - 1].find(']').is_none_or(|i| text[1 + i..] == *"]]")
    }

    /// A setting of the document: `:name: value`, of which titles and descriptions are for people.
    fn setting(&mut self, at: usize, text: &str) -> Option<usize> {
        let inner = text.strip_prefix(':')?;
        let len = inner.find(':').filter(|len| *len > 0)?;
        let name = inner[..len].trim_matches('!');
        let is_name = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '@'));
        let value = &inner[len + 1..];
        if !is_name || !(value.is_empty() || value.starts_with(' ')) {
            return None;
        }
        let goes_on = |line: &usize| self.page.line(*line).ends_with('\\');
        let last = at + (at..self.page.lines.len()).take_while(goes_on).count();
        let is_text = matches!(name, "description" | "title" | "summary" | "page-title")
            || ["-title", "-caption", "-label", "-description"].iter().any(|e| name.ends_with(e));
        if is_text && last == at {
            let end = self.page.lines[at].end;
            let place = end - value.trim_start().len()..end;
            self.page.push_stretch(BlockKind::Paragraph, 0, place);
        }
        Some(last + 1)
    }

    /// `== Title`, or a title above a line of marks; the lines of an author below the first one are skipped.
    fn heading(&mut self, at: usize, text: &str) -> Option<usize> {
        let marks = [b'=', b'#'].iter().find_map(|mark| {
            let marks = text.bytes().take_while(|b| b == mark).count();
            ((1..=6).contains(&marks) && text[marks..].starts_with(' ')).then_some(marks)
        });
        let line = self.page.lines[at];
        let (level, place, behind) = if let Some(marks) = marks {
            let title = text[marks..].trim();
            let closing = format!(" {}", &text[..marks]);
            let title = title.strip_suffix(&closing).unwrap_or(title).trim_end();
            let start = line.start + text.len() - text[marks..].trim_start().len();
            (marks, start..start + title.len(), at + 1)
        } else {
            let under = self.page.line(at + 1);
            let level = 1 + b"=-~^+".iter().position(|mark| is_run_of(under, *mark, 3))?;
            let fits = |length: usize| length.abs_diff(under.len()) <= 1;
            if !fits(width(text)) && !fits(text.chars().count()) || is_verbatim(text) {
                return None;
            }
            (level, line.start..line.end, at + 2)
        };
        let is_first = self.page.blocks.is_empty() && level == 1;
        self.page.push_stretch(BlockKind::Heading(level as u8), 0, place);
        let mut behind = behind;
        while is_first && !self.page.is_blank(behind) && !self.page.line(behind).starts_with(':') {
            behind += 1;
        }
        Some(behind)
    }

    /// A macro that is a block: of an image the text that stands for it is shown.
    fn block_macro(&mut self, at: usize, text: &'p str) -> Option<usize> {
        let (name, rest) = text.split_once("::")?;
        let is_name = !name.is_empty()
            && name
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-');
        let open = rest.find('[').filter(|_| is_name && rest.ends_with(']'))?;
        if rest[..open].contains(' ') {
            return None;
        }
        let line = self.page.lines[at];
        let depth = self.depth();
        self.page.push_code(depth, line.start..line.start + name.len() + 2 + open);
        let inner = &rest[open + 1..rest.len() - 1];
        let shown = inner.split(',').next().unwrap_or_default();
        if matches!(name, "image" | "video") && !shown.contains('=') {
            let start = line.end - 1 - inner.len();
            let place = start..start + shown.len();
            let text = shown.trim().trim_matches('"').to_owned();
            self.page.push(BlockKind::Paragraph, depth, 0, place, text);
        } else if matches!(name, "ifdef" | "ifndef") {
            let place = line.end - 1 - inner.len()..line.end - 1;
            self.page.push_stretch(BlockKind::Paragraph, depth, place);
        }
        Some(at + 1)
    }

    /// A paragraph; where it ends.
    fn paragraph(&mut self, at: usize) -> usize {
        let stop = self.end_of_text(at);
        let line = self.page.lines[at];
        let text = self.page.line(at);
        let label = NOTES.iter().find(|label| text.starts_with(**label)).map_or(0, |l| l.len());
        self.text(at..stop, line.start + label);
        stop
    }

    /// Whether a line does not belong to the paragraph before it.
    fn ends_paragraph(&self, at: usize) -> bool {
        let text = self.page.line(at);
        let is_block = text == "--"
            || [b'=', b'*', b'_', b'/'].iter().any(|mark| is_run_of(text, *mark, 4))
            || is_verbatim(text)
            || tables::mark(text).is_some();
        text == "+"
            || is_block
            || self.is_attributes(at)
            || self.in_list > 0 && lists::marker(text).is_some()
    }

    /// Adds lines as a text that begins at a byte of the first one.
    fn text(&mut self, lines: Range<usize>, start: usize) {
        let mut parts = Vec::new();
        for at in lines.clone() {
            let line = self.page.lines[at];
            if is_comment(self.page.line(at)) {
                continue;
            }
            let begin = if at == lines.start { start } else { line.start };
            let text = &self.page.text[begin..line.end.max(begin)];
            // An anchor before the text, and the mark of a line that ends where it stands.
            let anchor = text.strip_prefix("[[").and_then(|rest| Some(rest.find("]]")? + 4));
            let end = line.end.max(begin) - if text.ends_with(" +") { 2 } else { 0 };
            parts.push((begin + anchor.unwrap_or(0)).min(end)..end);
        }
        let depth = self.depth();
        self.page.push_parts(BlockKind::Paragraph, depth, 0, &parts);
        self.page.is_item = false;
    }
}

fn is_comment(text: &str) -> bool {
    text.starts_with("//") && !text.starts_with("///")
}

/// Whether a line is so many of a mark, or more, and nothing else.
fn is_run_of(text: &str, mark: u8, least: usize) -> bool {
    text.len() >= least && text.bytes().all(|b| b == mark)
}

/// Whether a line begins or ends a block that is shown as it is.
fn is_verbatim(text: &str) -> bool {
    [b'-', b'.', b'+'].iter().any(|mark| is_run_of(text, *mark, 4)) || text.starts_with("```")
}
