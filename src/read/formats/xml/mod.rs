//! XML of bilingual formats: events with places, no entities but the predefined ones, and inline codes as plain markup.

mod inline;

use std::path::Path;

use memchr::{memchr_iter, memrchr};
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

pub(super) use self::inline::{Data, Inline};
use crate::document::{Document, Input, Problem, ProblemKind};
use crate::locale::LocaleTag;
use crate::read::formats::extension;
use crate::read::formats::problems::Problems;

/// Turns the events of a file into documents.
type Documents =
    fn(&mut Xml<'_>, &Input, Option<&LocaleTag>, Problems<'_>) -> Result<Vec<Document>, Fault>;

/// Reads a file of an XML format.
pub(super) fn read(
    bytes: Vec<u8>,
    input: &Input,
    asked: Option<&LocaleTag>,
    documents: Documents,
) -> Result<Vec<Document>, Problem> {
    let (text, problems) = Problems::decode(bytes, input);
    let mut xml = Xml::new(&text);
    documents(&mut xml, input, asked, problems).map_err(|fault| xml.problem(&fault, input))
}

/// What is wrong with a file, and where.
#[derive(Debug)]
pub(super) struct Fault {
    at: usize,
    message: String,
}

/// Reads a text's XML. Start and end tags match and the last is closed; comments and instructions are left out.
pub(super) struct Xml<'t> {
    reader: Reader<&'t [u8]>,
    text: &'t str,
    depth: u32,
    /// Place and line that were asked for last.
    counted: (usize, u32),
}

/// Deepest nesting of elements; real files have a dozen.
const MAX_DEPTH: u32 = 256;

impl<'t> Xml<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Xml { reader: Reader::from_str(text), text, depth: 0, counted: (0, 1) }
    }

    /// The next event; an empty element is one [`Event::Empty`].
    pub(super) fn next(&mut self) -> Result<Event<'t>, Fault> {
        loop {
            let event = self.reader.read_event().map_err(|e| Fault {
                at: self.reader.error_position() as usize,
                message: format!("The XML is broken: {e}."),
            })?;
            match &event {
                Event::DocType(declaration) if declaration.contains('[') => {
                    return Err(self.fault(
                        "The document type declares entities or elements of its own, which are not read; remove what stands in its brackets.",
                    ));
                }
                Event::Start(_) => {
                    self.depth += 1;
                    if self.depth > MAX_DEPTH {
                        return Err(
                            self.fault(format!("Elements are nested deeper than {MAX_DEPTH}."))
                        );
                    }
                }
                Event::End(_) => self.depth = self.depth.saturating_sub(1),
                Event::Eof if self.depth > 0 => {
                    return Err(self.fault("The file ends before its last element is closed."));
                }
                Event::Comment(_) | Event::PI(_) | Event::Decl(_) => continue,
                _ => {}
            }
            return Ok(event);
        }
    }

    /// A fault here.
    pub(super) fn fault(&self, message: impl Into<String>) -> Fault {
        Fault { at: self.reader.buffer_position() as usize, message: message.into() }
    }

    /// The line of the last event's end, from 1; counts on from the last call.
    pub(super) fn line(&mut self) -> u32 {
        let at = (self.reader.buffer_position() as usize).min(self.text.len());
        let (from, line) = self.counted;
        if at > from {
            let more = memchr_iter(b'\n', &self.text.as_bytes()[from..at]).count() as u32;
            self.counted = (at, line + more);
        }
        self.counted.1
    }

    /// Passes over the rest of the element whose start was read last.
    pub(super) fn skip(&mut self) -> Result<(), Fault> {
        let outer = self.depth.saturating_sub(1);
        while self.depth > outer {
            self.next()?;
        }
        Ok(())
    }

    fn push_text(&self, event: &Event<'_>, text: &mut String) -> Result<(), Fault> {
        match event {
            Event::Text(piece) => text.push_str(piece),
            Event::CData(piece) => text.push_str(piece),
            Event::GeneralRef(entity) => self.push_entity(entity, text)?,
            _ => {}
        }
        Ok(())
    }

    fn push_entity(&self, entity: &BytesRef<'_>, text: &mut String) -> Result<(), Fault> {
        if let Ok(Some(c)) = entity.resolve_char_ref() {
            text.push(c);
            return Ok(());
        }
        let Some(resolved) = quick_xml::escape::resolve_predefined_entity(entity) else {
            let name: String = entity.chars().take(40).collect();
            return Err(self.fault(format!(
                "The entity `&{name};` is none of the five that XML predefines; write the character itself."
            )));
        };
        text.push_str(resolved);
        Ok(())
    }

    /// A fault as a problem of the file, with line and column.
    pub(super) fn problem(&self, fault: &Fault, input: &Input) -> Problem {
        let at = fault.at.min(self.text.len());
        let before = &self.text.as_bytes()[..at];
        let line = memchr_iter(b'\n', before).count() as u32 + 1;
        let start = memrchr(b'\n', before).map_or(0, |i| i + 1);
        // A continuation byte begins no character.
        let column = before[start..].iter().filter(|b| **b & 0xc0 != 0x80).count() + 1;
        Problem {
            path: input.name.clone(),
            line: Some(line),
            kind: ProblemKind::Malformed,
            message: format!("Column {column}: {}", fault.message),
        }
    }
}

/// An attribute by its local name, entities resolved.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    start
        .attributes()
        .flatten()
        .find(|a| a.key.local_name().as_ref() == name)
        .and_then(|a| quick_xml::escape::unescape(&a.value).ok().map(std::borrow::Cow::into_owned))
}

/// Whether a file without a telling extension is XML with this root element.
pub(super) fn has_root(path: &Path, bytes: &[u8], name: &str) -> bool {
    matches!(extension(path).as_str(), "xml" | "") && root(bytes).as_deref() == Some(name)
}

/// The root element's local name, if the bytes begin like XML.
fn root(bytes: &[u8]) -> Option<String> {
    let head = &bytes[..bytes.len().min(4096)];
    // UTF-16 of names is ASCII with zeros between.
    let head: Vec<u8> = head.iter().copied().filter(|b| *b != 0).collect();
    let head = String::from_utf8_lossy(&head);
    // A byte order mark of UTF-16 is no UTF-8.
    let mut rest = head
        .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{fffd}'));
    if !rest.starts_with('<') {
        return None;
    }
    loop {
        let end = match rest.as_bytes().get(1)? {
            b'?' => "?>",
            b'!' if rest.starts_with("<!--") => "-->",
            b'!' => ">",
            _ => break,
        };
        rest = &rest[rest.find(end)? + end.len()..];
        rest = &rest[rest.find('<')?..];
    }
    let name: String =
        rest[1..].chars().take_while(|c| !c.is_whitespace() && !matches!(c, '>' | '/')).collect();
    Some(name.rsplit(':').next().unwrap_or_default().to_owned())
}
