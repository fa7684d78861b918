//! The text of an element: inline codes become markup.

use std::ops::Range;

use quick_xml::events::{BytesStart, Event};
use rustc_hash::FxHashMap;

use super::{Fault, Xml, attribute};

/// A text with its inline codes as markup, and the stretches that `<mrk>` of segments hold.
#[derive(Debug, Default, Clone)]
pub(in crate::read::formats) struct Inline {
    /// The text.
    pub(in crate::read::formats) text: String,
    /// Ids of segments with their places in the text.
    pub(in crate::read::formats) marks: Vec<(String, Range<usize>)>,
}

/// Inline codes that the original data of a unit spells out, by id.
pub(in crate::read::formats) type Data = FxHashMap<String, String>;

/// An element that is open within a text.
#[derive(Default)]
struct Open {
    /// The markup that it closes with.
    closing: String,
    /// Id and beginning of the segment that it marks.
    mark: Option<(String, usize)>,
}

impl Xml<'_> {
    /// Reads the element whose start was read last. Codes become the markup they stand for where the file says it, and
    /// else tags that carry the code's id in their name, so that a lost code is a lost tag.
    pub(in crate::read::formats) fn inline(&mut self, data: &Data) -> Result<Inline, Fault> {
        let outer = self.depth.saturating_sub(1);
        let mut inline = Inline::default();
        let mut open: Vec<Open> = Vec::new();
        while self.depth > outer {
            let event = self.next()?;
            match &event {
                Event::Start(start) => open.extend(self.start(start, data, &mut inline)?),
                Event::Empty(start) => inline.empty(start, data),
                Event::End(_) => inline.end(open.pop().unwrap_or_default()),
                other => self.push_text(other, &mut inline.text),
            }
        }
        Ok(inline)
    }

    /// Begins an element within a text; one that is a code as a whole is read to its end.
    fn start(
        &mut self,
        start: &BytesStart<'_>,
        data: &Data,
        inline: &mut Inline,
    ) -> Result<Option<Open>, Fault> {
        Ok(match start.local_name().as_ref() {
            name @ ("bpt" | "ept" | "it" | "ph" | "ut") => {
                let generic = generic(name, start, "/");
                let native = self.plain()?;
                inline.text.push_str(if native.trim().is_empty() { &generic } else { &native });
                None
            }
            name @ ("g" | "pc") => {
                let (opening, closing) = paired_code(name, start, data);
                inline.text.push_str(&opening);
                Some(Open { closing, mark: None })
            }
            // What a tracked change took out is no text.
            "mrk" if attribute(start, "mtype").is_some_and(|kind| kind.ends_with("-deleted")) => {
                self.skip()?;
                None
            }
            "mrk" => {
                let segment = attribute(start, "mtype").as_deref() == Some("seg");
                let id = if segment { attribute(start, "mid") } else { None };
                let mark = id.map(|id| (id, inline.text.len()));
                Some(Open { closing: String::new(), mark })
            }
            // An empty code written with two tags.
            "x" | "bx" | "ex" | "sc" | "ec" => {
                inline.text.push_str(&code(start, data));
                self.skip()?;
                None
            }
            _ => Some(Open::default()),
        })
    }

    /// The text of the element whose start was read last, codes and all.
    fn plain(&mut self) -> Result<String, Fault> {
        let outer = self.depth.saturating_sub(1);
        let mut text = String::new();
        while self.depth > outer {
            let event = self.next()?;
            self.push_text(&event, &mut text);
        }
        Ok(text)
    }
}

impl Inline {
    fn empty(&mut self, start: &BytesStart<'_>, data: &Data) {
        match start.local_name().as_ref() {
            "x" | "bx" | "ex" | "ph" | "sc" | "ec" | "bpt" | "ept" | "it" | "ut" | "g" | "pc" => {
                self.text.push_str(&code(start, data));
            }
            "cp" => {
                let hex = attribute(start, "hex").unwrap_or_default();
                let c = u32::from_str_radix(&hex, 16).ok().and_then(char::from_u32);
                self.text.push(c.unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            // A segment without text.
            "mrk" if attribute(start, "mtype").as_deref() == Some("seg") => {
                let (id, at) = (attribute(start, "mid"), self.text.len());
                self.marks.extend(id.map(|id| (id, at..at)));
            }
            _ => {}
        }
    }

    fn end(&mut self, element: Open) {
        self.text.push_str(&element.closing);
        if let Some((id, from)) = element.mark {
            self.marks.push((id, from..self.text.len()));
        }
    }
}

/// The markup around what a code encloses: as the unit's data spell both its ends, else tags.
fn paired_code(name: &str, start: &BytesStart<'_>, data: &Data) -> (String, String) {
    let spelled = |key| attribute(start, key).and_then(|id| data.get(&id));
    if let (Some(opening), Some(closing)) = (spelled("dataRefStart"), spelled("dataRefEnd")) {
        return (opening.clone(), closing.clone());
    }
    (generic(name, start, ""), format!("</{}>", tag_name(name, start)))
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
fn generic(name: &str, start: &BytesStart<'_>, end: &str) -> String {
    let id = code_id(start);
    format!("<{} id=\"{id}\"{end}>", tag_name(name, start))
}

fn tag_name(name: &str, start: &BytesStart<'_>) -> String {
    format!("{name}-{}", code_id(start))
}

/// What tells a code from others: its id, in TMX the number that pairs it.
fn code_id(start: &BytesStart<'_>) -> String {
    let id = ["id", "startRef", "x", "i"].iter().find_map(|key| attribute(start, key));
    let id = id.unwrap_or_else(|| "0".to_owned());
    id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect()
}
