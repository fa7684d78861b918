//! Writing pairs as they were read: what the formats share that do.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::document::{Document, Segment};

/// How a format writes pairs.
#[derive(Debug)]
pub struct Writer {
    /// Extension of its files.
    pub extension: &'static str,
    /// Whether one file can hold several locales.
    pub holds_locales: bool,
    /// Whether a file holds the sources too; else it is one of targets by their keys.
    pub holds_sources: bool,
    /// Whether every text must have a locale; a table may leave the cell empty.
    pub needs_locale: bool,
    /// Begins a file.
    pub begin: Begin,
}

/// Begins to write pairs to a file or stream.
pub type Begin = fn(Box<dyn Write + Send>) -> io::Result<Box<dyn PairWriter>>;

/// Writes documents, in order.
pub trait PairWriter: Send {
    /// Writes the pairs of a document.
    ///
    /// # Errors
    /// What the operating system refuses.
    fn document(&mut self, document: &Document) -> io::Result<()>;

    /// Ends the file; tells how many characters its format could not hold and were written as U+FFFD.
    ///
    /// # Errors
    /// What the operating system refuses.
    fn finish(self: Box<Self>) -> io::Result<u64>;
}

/// The locale of all sources.
pub(super) const SOURCE_LOCALE: &str = "en-US";

/// A segment's known good translation.
pub(super) fn reference(segment: &Segment) -> &str {
    segment.reference.as_ref().map_or("", |r| r.text.as_str())
}

/// A text as XML holds it: markup escaped, carriage returns as references, since a parser would read them as line
/// feeds, and characters that XML forbids as U+FFFD, counted.
pub(super) fn xml_text<'t>(text: &'t str, lost: &mut u64) -> Cow<'t, str> {
    let special = |c: char| {
        matches!(c, '&' | '<' | '>' | '"' | '\r' | '\u{fffe}' | '\u{ffff}')
            || (c < ' ' && !matches!(c, '\t' | '\n'))
    };
    if !text.contains(special) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            c if special(c) => {
                *lost += 1;
                out.push('\u{fffd}');
            }
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// The same for an attribute, in which a parser would read tabs and line feeds as spaces.
pub(super) fn xml_attribute(text: &str, lost: &mut u64) -> String {
    xml_text(text, lost).replace('\n', "&#10;").replace('\t', "&#9;")
}
