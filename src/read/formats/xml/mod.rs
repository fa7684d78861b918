//! XML of bilingual formats: events with places, no entities but the predefined ones, and inline codes as plain markup. A
//! unit whose XML is broken costs that unit.

mod inline;
mod recover;

use std::fmt::Write as _;
use std::path::Path;

use memchr::{memchr_iter, memrchr};
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

pub(super) use self::inline::{Data, Inline};
use crate::document::{Document, Input, Problem, ProblemKind};
use crate::locale::LocaleTag;
use crate::read::decode::{self, Decoded};
use crate::read::formats::extension;
use crate::read::formats::keyed::{Entry, Table};
use crate::read::formats::problems::Problems;

/// Turns the events of a file into documents.
type Documents =
    fn(&mut Xml<'_>, &Input, Option<&LocaleTag>, Problems<'_>) -> Result<Vec<Document>, Fault>;

/// Reads a file of an XML format, whose units are elements of these names.
pub(super) fn read(
    bytes: Vec<u8>,
    input: &Input,
    asked: Option<&LocaleTag>,
    units: &[&str],
    documents: Documents,
) -> Result<Vec<Document>, Problem> {
    let charset = charset(&bytes);
    let (text, mut problems) = Problems::decode_as(bytes, charset.as_deref(), input);
    let of = |xml: &mut Xml<'_>| documents(xml, input, asked, Problems::new(&input.name));
    let (documents, faults) = recover::without_broken_units(&text, units, of);
    let mut documents = documents.map_err(|fault| fault.problem(&text, input))?;
    problems.found.extend(faults.iter().map(|fault| fault.problem(&text, input)));
    if let Some(first) = documents.first_mut() {
        first.problems.splice(0..0, problems.found);
    }
    Ok(documents)
}

/// Reads a table of texts, whose entries are elements of these names.
pub(super) fn table(
    text: &str,
    units: &[&str],
    entries: fn(&mut Xml<'_>) -> Result<Vec<Entry>, Fault>,
) -> Table {
    let (entries, faults) = recover::without_broken_units(text, units, entries);
    let located = |fault: &Fault| {
        let (line, message) = fault.located(text);
        (Some(line), message)
    };
    match entries {
        Ok(entries) => Table { entries, faults: faults.iter().map(located).collect() },
        Err(fault) => Table { entries: Vec::new(), faults: vec![located(&fault)] },
    }
}

/// Decodes the bytes of an XML file.
pub(super) fn decode(bytes: Vec<u8>) -> Decoded {
    match charset(&bytes) {
        Some(charset) => decode::decode_as(bytes, &charset),
        None => decode::decode(bytes),
    }
}

/// What is wrong with a file, and where.
#[derive(Debug)]
pub(super) struct Fault {
    at: usize,
    message: String,
    /// Whether the text ends within an element.
    is_at_end: bool,
}

impl Fault {
    /// The fault as a problem of the file, with line and column.
    fn problem(&self, text: &str, input: &Input) -> Problem {
        let (line, message) = self.located(text);
        let (path, kind) = (input.name.clone(), ProblemKind::Malformed);
        Problem { path, line: Some(line), kind, message }
    }

    /// The line in a text, from 1, and the message, which names the column.
    fn located(&self, text: &str) -> (u32, String) {
        let before = &text.as_bytes()[..self.at.min(text.len())];
        let line = memchr_iter(b'\n', before).count() as u32 + 1;
        let start = memrchr(b'\n', before).map_or(0, |i| i + 1);
        // A continuation byte begins no character.
        let column = before[start..].iter().filter(|b| **b & 0xc0 != 0x80).count() + 1;
        (line, format!("Column {column}: {}", self.message))
    }
}

/// The charset that an XML file is in, as it says or as its first bytes do; none where it does not say.
pub(super) fn charset(bytes: &[u8]) -> Option<String> {
    match bytes {
        [b'<', 0, ..] => return Some("utf-16le".to_owned()),
        [0, b'<', ..] => return Some("utf-16be".to_owned()),
        _ => {}
    }
    let head = &bytes[..bytes.len().min(300)];
    let head = head.strip_prefix(b"<?xml")?;
    let head = std::str::from_utf8(&head[..memchr::memmem::find(head, b"?>")?]).ok()?;
    let value = head.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let name = value.get(1..)?.split(['"', '\'']).next()?;
    // The name itself was read byte by byte.
    (!name.to_ascii_lowercase().starts_with("utf-16")).then(|| name.to_owned())
}

/// Reads a text's XML. Start and end tags match and the last is closed; comments and instructions are left out.
pub(super) struct Xml<'t> {
    reader: Reader<&'t [u8]>,
    text: &'t str,
    depth: u32,
    /// Place and line that were asked for last.
    counted: (usize, u32),
    /// Whether the document type declares entities, which then are right and stay as they are written.
    declares_entities: bool,
    /// What is wrong and costs nothing.
    oddities: Vec<Fault>,
}

/// Deepest nesting of elements; real files have a dozen.
const MAX_DEPTH: u32 = 256;

impl<'t> Xml<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Xml {
            reader: Reader::from_str(text),
            text,
            depth: 0,
            counted: (0, 1),
            declares_entities: false,
            oddities: Vec::new(),
        }
    }

    /// The next event; an empty element is one [`Event::Empty`].
    pub(super) fn next(&mut self) -> Result<Event<'t>, Fault> {
        loop {
            let event = self.reader.read_event().map_err(|e| Fault {
                at: self.reader.error_position() as usize,
                message: format!("The XML is broken: {e}."),
                is_at_end: false,
            })?;
            match &event {
                Event::DocType(declaration) => {
                    self.declares_entities |= declaration.contains("<!ENTITY");
                    continue;
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
                    let fault = self.fault("The file ends before its last element is closed.");
                    return Err(Fault { is_at_end: true, ..fault });
                }
                Event::Comment(_) | Event::PI(_) | Event::Decl(_) => continue,
                _ => {}
            }
            return Ok(event);
        }
    }

    /// A fault here.
    pub(super) fn fault(&self, message: impl Into<String>) -> Fault {
        let at = self.reader.buffer_position() as usize;
        Fault { at, message: message.into(), is_at_end: false }
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

    pub(super) fn push_text(&mut self, event: &Event<'_>, text: &mut String) {
        match event {
            Event::Text(piece) => text.push_str(piece),
            Event::CData(piece) => text.push_str(piece),
            Event::GeneralRef(entity) => self.push_entity(entity, text),
            _ => {}
        }
    }

    /// An entity of the file's own, or of none, stays as it is written.
    fn push_entity(&mut self, entity: &BytesRef<'_>, text: &mut String) {
        if let Ok(Some(c)) = entity.resolve_char_ref() {
            text.push(c);
        } else if let Some(resolved) = quick_xml::escape::resolve_predefined_entity(entity) {
            text.push_str(resolved);
        } else {
            let _ = write!(text, "&{};", &**entity);
            if !self.declares_entities {
                let name: String = entity.chars().take(40).collect();
                self.oddities.push(self.fault(format!(
                    "The entity `&{name};` is none of the five that XML predefines and was read as it stands; write the character itself."
                )));
            }
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
pub(super) fn root(bytes: &[u8]) -> Option<String> {
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
