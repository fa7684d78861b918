//! Reading on behind units whose XML is broken.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

use memchr::memmem;
use quick_xml::events::Event;
use quick_xml::reader::Reader;

use super::{Fault, Xml};

/// Reads a text by a function; where that finds a fault, without the units that are broken, and without the end of a file
/// that is cut off. Fails with a fault that lies elsewhere; else all that were passed over come with the result. Places are
/// those of the text.
pub(in crate::read::formats) fn without_broken_units<T>(
    text: &str,
    units: &[&str],
    mut read: impl FnMut(&mut Xml<'_>) -> Result<T, Fault>,
) -> (Result<T, Fault>, Vec<Fault>) {
    let mut kept = Cow::Borrowed(text);
    let mut faults: Vec<Fault> = Vec::new();
    // Once whole, once without broken units, once without what is cut off.
    loop {
        let mut xml = Xml::new(&kept);
        let fault = match read(&mut xml) {
            Ok(read) => {
                faults.append(&mut xml.oddities);
                faults.sort_by_key(|fault| fault.at);
                return (Ok(read), faults);
            }
            Err(fault) => fault,
        };
        if matches!(kept, Cow::Borrowed(_)) {
            let broken = broken_units(text, units);
            if !broken.is_empty() {
                for (unit, fault) in broken {
                    let blank: String = text[unit.clone()].chars().map(blank).collect();
                    kept.to_mut().replace_range(unit, &blank);
                    let message = format!("{} What stands around it was left out.", fault.message);
                    faults.push(Fault { message, ..fault });
                }
                continue;
            }
        }
        let is_cut_off =
            fault.is_at_end || !kept.as_bytes()[fault.at.min(kept.len())..].contains(&b'>');
        match closed(&kept, units).filter(|_| is_cut_off) {
            Some(closed) => kept = Cow::Owned(closed),
            None => return (Err(fault), faults),
        }
        // Of a unit that is cut off its own fault was told.
        if faults.last().is_none_or(|last| !is_last_line(text, last.at)) {
            faults.push(fault);
        }
    }
}

fn is_last_line(text: &str, at: usize) -> bool {
    !text[at.min(text.len())..].trim_end().contains('\n')
}

/// As many bytes of white space as a character has, so that all places stay.
fn blank(c: char) -> String {
    if c == '\n' { "\n".to_owned() } else { " ".repeat(c.len_utf8()) }
}

/// The bytes of each unit that is no whole element, tags and all, and what is wrong with it.
fn broken_units(text: &str, units: &[&str]) -> Vec<(Range<usize>, Fault)> {
    let mut broken = Vec::new();
    for name in units {
        let starts: Vec<usize> = starts(text, name).collect();
        let end_tag = format!("</{name}>");
        for (at, start) in starts.iter().enumerate() {
            let next = starts.get(at + 1).copied().unwrap_or(text.len());
            let end = memmem::find(&text.as_bytes()[*start..next], end_tag.as_bytes());
            // A unit without an end is all up to the next one.
            let unit = *start..end.map_or(next, |end| start + end + end_tag.len());
            let mut xml = Xml::new(&text[unit.clone()]);
            let fault = loop {
                match xml.next() {
                    Ok(Event::Eof) => break None,
                    Ok(_) => {}
                    Err(fault) => break Some(fault),
                }
            };
            // An element without content has no end tag.
            let is_empty = end.is_none()
                && text[*start..].split('>').next().is_some_and(|tag| tag.ends_with('/'));
            if let Some(fault) = fault.filter(|_| !is_empty) {
                broken.push((unit, Fault { at: start + fault.at, ..fault }));
            }
        }
    }
    broken.sort_by_key(|(unit, _)| unit.start);
    broken
}

/// Where elements of a name begin.
fn starts(text: &str, name: &str) -> impl Iterator<Item = usize> {
    let tag = format!("<{name}");
    let places: Vec<usize> = memmem::find_iter(text.as_bytes(), tag.as_bytes()).collect();
    let ends_name = move |start: &usize| {
        let next = text.as_bytes().get(start + tag.len());
        next.is_some_and(|b| matches!(b, b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n'))
    };
    places.into_iter().filter(ends_name)
}

/// A text that is cut off, up to its last whole tag and with all elements closed; none if it has no unit.
fn closed(text: &str, units: &[&str]) -> Option<String> {
    units.iter().find(|unit| starts(text, unit).next().is_some())?;
    let mut reader = Reader::from_str(text);
    let mut open: Vec<String> = Vec::new();
    let mut end = 0;
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => open.push(start.name().as_ref().to_owned()),
            Ok(Event::End(_)) => drop(open.pop()),
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
        end = reader.buffer_position() as usize;
    }
    let mut closed = text[..end].to_owned();
    for name in open.iter().rev() {
        let _ = write!(closed, "</{name}>");
    }
    // What was closed already is cut off no more.
    (closed.len() != text.len()).then_some(closed)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Read = (Result<Vec<String>, Fault>, Vec<(u32, String)>);

    fn keys(text: &str) -> Read {
        let (read, faults) = without_broken_units(text, &["data"], |xml| {
            let mut keys = Vec::new();
            loop {
                match xml.next()? {
                    Event::Start(start) if start.local_name().as_ref() == "data" => {
                        keys.push(xml.inline(&super::super::Data::default())?.text);
                    }
                    Event::Eof => return Ok(keys),
                    _ => {}
                }
            }
        });
        (read, faults.iter().map(|fault| fault.located(text)).collect())
    }

    #[test]
    fn a_broken_unit_costs_itself_and_its_line_is_told() {
        let text = "<root>\n<data>one</data>\n<data>ü <b></data>\n<data>three &x; &amp;</data>\n<data>f < g</data>\n<data>five</data>\n</root>";
        let (read, faults) = keys(text);
        assert_eq!(read.unwrap(), ["one", "three &x; &", "five"]);
        assert_eq!(faults.iter().map(|f| f.0).collect::<Vec<_>>(), [3, 4, 5]);
        assert!(faults[1].1.contains("`&x;`"), "{faults:?}");
    }

    #[test]
    fn a_file_that_is_cut_off_is_read_up_to_there() {
        for end in ["", "<data>tw", "<data>two</da", "<da", "<other>", "&am"] {
            let text = format!("<root>\n<data>one</data>\n{end}");
            let (read, faults) = keys(&text);
            assert_eq!(read.unwrap(), ["one"], "{end}");
            assert_eq!(faults.iter().map(|f| f.0).collect::<Vec<_>>(), [3], "{end}");
        }
    }

    #[test]
    fn a_fault_outside_of_the_units_is_one_of_the_file() {
        let (read, faults) = keys("<root>\n<data>one</data>\n</rot>");
        assert_eq!(read.unwrap_err().located("<root>\n<data>one</data>\n</rot>").0, 3);
        assert_eq!(faults, []);
        assert_eq!(keys("<root><da").1, []);
        assert_eq!(keys("<!DOCTYPE r [<!ENTITY p \"x\">]><r><data>&p;</data></r>").1, []);
    }
}
