//! Tables of .NET, in XML.

use std::path::PathBuf;

use quick_xml::events::Event;

use super::{Broken, Entry};
use crate::document::Input;
use crate::read::formats::xml::{Data, Fault, Xml, attribute};

pub(super) fn resx(text: &str) -> Result<Vec<Entry>, Broken> {
    let mut xml = Xml::new(text);
    let mut entries = Vec::new();
    let mut of = |xml: &mut Xml<'_>| -> Result<(), Fault> {
        loop {
            match xml.next()? {
                Event::Start(start) if start.local_name().as_ref() == "data" => {
                    let key = attribute(&start, "name").unwrap_or_default();
                    // Images, icons and other objects name their type.
                    let object =
                        ["type", "mimetype"].iter().any(|a| attribute(&start, a).is_some());
                    let value = value(xml)?;
                    if !object {
                        entries.push(Entry { key, text: value });
                    }
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    };
    let done = of(&mut xml);
    done.map_err(|fault| {
        let input = Input { path: PathBuf::new(), name: String::new() };
        let problem = xml.problem(&fault, &input);
        (problem.line, problem.message)
    })?;
    Ok(entries)
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
