//! Lists: items with their marks, callouts, and terms with what they mean.

use super::Reader;
use crate::read::markup::BlockKind;

impl Reader<'_> {
    /// An item of a list; where its text ends.
    pub(super) fn list(&mut self, at: usize, text: &str) -> Option<usize> {
        let found = marker(text)?;
        let start = self.page.lines[at].start;
        match found {
            Marker::Item(depth, bytes) => {
                self.in_list = depth;
                self.page.is_item = true;
                let stop = self.end_of_text(at);
                self.text(at..stop, start + bytes);
                Some(stop)
            }
            Marker::Term(depth, term, bytes) => {
                self.in_list = depth;
                self.page.is_item = false;
                let depth = self.depth();
                self.page.push_stretch(BlockKind::Paragraph, depth, start..start + term);
                self.page.is_item = true;
                if bytes >= text.len() {
                    // What it means stands in the next line, which may be deeper.
                    return Some(at + 1);
                }
                let stop = self.end_of_text(at);
                self.text(at..stop, start + bytes);
                Some(stop)
            }
        }
    }

    /// Where the lines of a paragraph end that begins here.
    pub(super) fn end_of_text(&self, at: usize) -> usize {
        let mut stop = at + 1;
        while !self.page.is_blank(stop) && !self.ends_paragraph(stop) {
            stop += 1;
        }
        stop
    }
}

/// What an item begins with.
pub(super) enum Marker {
    /// Its depth, and the bytes of its mark.
    Item(u16, usize),
    /// Its depth, the bytes of the term, and those up to what it means.
    Term(u16, usize, usize),
}

/// `* `, `** `, `. `, `- `, `1. `, `<1> `, `term:: `.
pub(super) fn marker(text: &str) -> Option<Marker> {
    let first = *text.as_bytes().first()?;
    let run = text.bytes().take_while(|b| *b == first).count();
    let bytes = match first {
        b'*' | b'.' if run <= 5 => Some(run),
        b'-' if run == 1 => Some(1),
        b'0'..=b'9' => {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            text[digits..].starts_with('.').then_some(digits + 1)
        }
        b'<' => {
            let digits = text[1..].bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
            (digits > 0 && text[1 + digits..].starts_with('>')).then_some(digits + 2)
        }
        _ => None,
    };
    let depth = if matches!(first, b'*' | b'.') { run as u16 } else { 1 };
    if let Some(bytes) = bytes
        && text[bytes..].starts_with([' ', '\t'])
    {
        let rest = text[bytes..].trim_start();
        let boxes = ["[x] ", "[X] ", "[*] ", "[ ] "];
        let rest = boxes.iter().find_map(|mark| rest.strip_prefix(*mark)).unwrap_or(rest);
        return Some(Marker::Item(depth, text.len() - rest.len()));
    }
    term(text)
}

fn term(text: &str) -> Option<Marker> {
    let signs = text.match_indices("::").chain(text.match_indices(";;")).map(|(at, _)| at);
    let at = signs.min().filter(|at| *at > 0 && !text[..*at].ends_with(' '))?;
    let sign = text.as_bytes()[at];
    let run = text[at..].bytes().take_while(|b| *b == sign).count();
    let rest = &text[at + run..];
    let fits = run <= 4 && (rest.is_empty() || rest.starts_with([' ', '\t']));
    let depth = if sign == b';' { 4 } else { run as u16 - 1 };
    fits.then(|| Marker::Term(depth, at, text.len() - rest.trim_start().len()))
}
