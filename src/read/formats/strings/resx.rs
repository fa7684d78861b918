//! Tables of .NET, in XML.

use quick_xml::events::Event;

use crate::read::formats::keyed::{Entry, Table};
use crate::read::formats::xml::{self, Data, Fault, Xml, attribute};

pub(super) fn resx(text: &str) -> Table {
    xml::table(text, &["data"], entries)
}

fn entries(xml: &mut Xml<'_>) -> Result<Vec<Entry>, Fault> {
    let mut entries = Vec::new();
    loop {
        match xml.next()? {
            Event::Start(start) if start.local_name().as_ref() == "data" => {
                let line = xml.line();
                let key = attribute(&start, "name").unwrap_or_default();
                // Images, icons and other objects name their type; `>>` is what a designer of forms notes of its own.
                let object = ["type", "mimetype"].iter().any(|a| attribute(&start, a).is_some());
                let text = value(xml)?;
                if !object && !key.starts_with(">>") {
                    entries.push(Entry { key, text, line, ..Entry::default() });
                }
            }
            Event::Eof => return Ok(entries),
            _ => {}
        }
    }
}

/// The `<value>` of a `<data>`.
fn value(xml: &mut Xml<'_>) -> Result<String, Fault> {
    let mut text = String::new();
    loop {
        match xml.next()? {
            Event::Start(start) if start.local_name().as_ref() == "value" => {
                text = xml.inline(&Data::default())?.text;
            }
            Event::Start(_) => xml.skip()?,
            Event::End(_) | Event::Eof => return Ok(text),
            _ => {}
        }
    }
}
