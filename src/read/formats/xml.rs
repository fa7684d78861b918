//! XML of bilingual formats: events with places, no entities but the predefined ones, and inline codes as plain markup.

use std::ops::Range;
use std::path::Path;

use memchr::{memchr_iter, memrchr};
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;
use rustc_hash::FxHashMap;

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

/// A text with its inline codes as markup, and the stretches that `<mrk>` of segments hold.
#[derive(Debug, Default, Clone)]
pub(super) struct Inline {
    /// The text.
    pub(super) text: String,
    /// Ids of segments with their places in the text.
    pub(super) marks: Vec<(String, Range<usize>)>,
}

/// Inline codes that the original data of a unit spells out, by id.
pub(super) type Data = FxHashMap<String, String>;

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
                Event::DocType(declaration) => {
                    let inner: &[u8] = declaration;
                    if inner.contains(&b'[') {
                        return Err(self.fault(
                            "The document type declares entities or elements of its own, which are not read; remove what stands in its brackets.",
                        ));
                    }
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

    /// The text of the element whose start was read last, codes and all.
    pub(super) fn plain(&mut self) -> Result<String, Fault> {
        let outer = self.depth.saturating_sub(1);
        let mut text = String::new();
        while self.depth > outer {
            let event = self.next()?;
            self.push_text(&event, &mut text)?;
        }
        Ok(text)
    }

    /// Reads the element whose start was read last. Codes become the markup they stand for where the file says it, and
    /// else tags that carry the code's id in their name, so that a lost code is a lost tag.
    pub(super) fn inline(&mut self, data: &Data) -> Result<Inline, Fault> {
        let outer = self.depth.saturating_sub(1);
        let mut inline = Inline::default();
        // What each open element closes with, and the id and place of a segment's mark.
        let mut open: Vec<(String, Option<(String, usize)>)> = Vec::new();
        while self.depth > outer {
            let event = self.next()?;
            match &event {
                Event::Start(start) => match start.local_name().as_ref() {
                    name @ (b"bpt" | b"ept" | b"it" | b"ph" | b"ut") => {
                        let generic = generic(name, start, "/");
                        let native = self.plain()?;
                        inline.text.push_str(if native.trim().is_empty() {
                            &generic
                        } else {
                            &native
                        });
                    }
                    b"g" | b"pc" => {
                        let name = start.local_name();
                        let spelled = |key| attribute(start, key).and_then(|id| data.get(&id));
                        let (opening, closing) = if let (Some(opening), Some(closing)) =
                            (spelled("dataRefStart"), spelled("dataRefEnd"))
                        {
                            (opening.clone(), closing.clone())
                        } else {
                            let tag = tag_name(name.as_ref(), start);
                            (generic(name.as_ref(), start, ""), format!("</{tag}>"))
                        };
                        inline.text.push_str(&opening);
                        open.push((closing, None));
                    }
                    b"mrk" => {
                        let mark = (attribute(start, "mtype").as_deref() == Some("seg"))
                            .then(|| attribute(start, "mid"))
                            .flatten()
                            .map(|id| (id, inline.text.len()));
                        open.push((String::new(), mark));
                    }
                    // An empty code written with two tags.
                    b"x" | b"bx" | b"ex" | b"sc" | b"ec" => {
                        inline.text.push_str(&code(start, data));
                        self.skip()?;
                    }
                    _ => open.push((String::new(), None)),
                },
                Event::Empty(start) => match start.local_name().as_ref() {
                    b"x" | b"bx" | b"ex" | b"ph" | b"sc" | b"ec" | b"bpt" | b"ept" | b"it"
                    | b"ut" | b"g" | b"pc" => {
                        inline.text.push_str(&code(start, data));
                    }
                    b"cp" => {
                        let hex = attribute(start, "hex").unwrap_or_default();
                        let c = u32::from_str_radix(&hex, 16).ok().and_then(char::from_u32);
                        inline.text.push(c.unwrap_or(char::REPLACEMENT_CHARACTER));
                    }
                    _ => {}
                },
                Event::End(_) => {
                    if let Some((closing, mark)) = open.pop() {
                        inline.text.push_str(&closing);
                        if let Some((id, from)) = mark {
                            inline.marks.push((id, from..inline.text.len()));
                        }
                    }
                }
                other => self.push_text(other, &mut inline.text)?,
            }
        }
        Ok(inline)
    }

    fn push_text(&self, event: &Event<'_>, text: &mut String) -> Result<(), Fault> {
        match event {
            Event::Text(piece) => {
                let piece = piece.decode().map_err(|e| self.fault(format!("{e}.")))?;
                text.push_str(&piece);
            }
            Event::CData(piece) => {
                let piece = piece.decode().map_err(|e| self.fault(format!("{e}.")))?;
                text.push_str(&piece);
            }
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
        let name = entity.decode().map_err(|e| self.fault(format!("{e}.")))?;
        let Some(resolved) = quick_xml::escape::resolve_predefined_entity(&name) else {
            let name: String = name.chars().take(40).collect();
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
        .find(|a| a.key.local_name().as_ref() == name.as_bytes())
        .and_then(|a| a.unescape_value().ok().map(std::borrow::Cow::into_owned))
}

/// The markup of an empty code.
fn code(start: &BytesStart<'_>, data: &Data) -> String {
    let native = attribute(start, "dataRef").and_then(|id| data.get(&id).cloned());
    let shown = native.or_else(|| {
        ["equiv-text", "equiv", "disp"]
            .iter()
            .filter_map(|key| attribute(start, key))
            .find(|text| text.starts_with(['<', '{', '%', '$', '&']))
    });
    shown.unwrap_or_else(|| generic(start.local_name().as_ref(), start, "/"))
}

/// A tag for a code whose markup the file does not say; the attribute makes it a tag whatever its name.
fn generic(name: &[u8], start: &BytesStart<'_>, end: &str) -> String {
    let id = code_id(start);
    format!("<{} id=\"{id}\"{end}>", tag_name(name, start))
}

fn tag_name(name: &[u8], start: &BytesStart<'_>) -> String {
    format!("{}-{}", String::from_utf8_lossy(name), code_id(start))
}

/// What tells a code from others: its id, in TMX the number that pairs it.
fn code_id(start: &BytesStart<'_>) -> String {
    let id = ["id", "startRef", "x", "i"].iter().find_map(|key| attribute(start, key));
    let id = id.unwrap_or_else(|| "0".to_owned());
    id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect()
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
