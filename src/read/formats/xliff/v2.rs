//! Units of XLIFF 2.x: the codes of a unit may be spelled out in its original data, and its segments follow its matches.

use quick_xml::events::{BytesStart, Event};

use super::unit::{File, Pair, alternate, push};
use crate::read::formats::problems::Problems;
use crate::read::formats::xml::{Data, Fault, Xml, attribute};

/// Reads a `<unit>` of 2.x.
pub(super) fn unit(
    xml: &mut Xml<'_>,
    start: &BytesStart<'_>,
    file: &mut File,
    problems: &mut Problems<'_>,
) -> Result<(), Fault> {
    let id = attribute(start, "id").unwrap_or_default();
    let mut data = Data::default();
    // Matches stand before the segments they are for.
    let mut matches: Vec<(String, String)> = Vec::new();
    let mut count = 0;
    let from = file.document.segments.len();
    loop {
        match xml.next()? {
            Event::Start(start) => match start.local_name().as_ref() {
                "originalData" => original_data(xml, &mut data)?,
                "matches" => {}
                "match" => {
                    let place = attribute(&start, "ref").unwrap_or_default();
                    let place = place.rsplit(['#', '/', '=']).next().unwrap_or_default().to_owned();
                    if let Some(text) = alternate(xml, &start)? {
                        matches.push((place, text));
                    }
                }
                "segment" => {
                    count += 1;
                    let own = attribute(&start, "id");
                    let state = attribute(&start, "state");
                    let mut pair = segment(xml, &data)?;
                    pair.state = state;
                    let place = own.clone().unwrap_or_default();
                    pair.id = match own {
                        Some(own) => format!("{id}/{own}"),
                        None => format!("{id}/{count}"),
                    };
                    let known = matches.iter().position(|(p, _)| *p == place || p.is_empty());
                    pair.reference = known.map(|at| matches.remove(at).1);
                    push(file, pair, problems);
                }
                _ => xml.skip()?,
            },
            Event::End(end) if end.local_name().as_ref() == "unit" => break,
            _ => {}
        }
    }
    // A unit of one segment is known by its own id.
    if count == 1
        && let [only] = &mut file.document.segments[from..]
    {
        only.id = id;
    }
    Ok(())
}

fn original_data(xml: &mut Xml<'_>, data: &mut Data) -> Result<(), Fault> {
    loop {
        match xml.next()? {
            Event::Start(start) if start.local_name().as_ref() == "data" => {
                let id = attribute(&start, "id").unwrap_or_default();
                let text = xml.inline(&Data::default())?.text;
                data.insert(id, text);
            }
            Event::Start(_) => xml.skip()?,
            Event::End(_) => return Ok(()),
            _ => {}
        }
    }
}

fn segment(xml: &mut Xml<'_>, data: &Data) -> Result<Pair, Fault> {
    let mut pair = Pair { line: xml.line(), ..Pair::default() };
    loop {
        match xml.next()? {
            Event::Start(start) => match start.local_name().as_ref() {
                "source" => pair.source = xml.inline(data)?,
                "target" => {
                    pair.line = xml.line();
                    pair.target = Some(xml.inline(data)?);
                }
                _ => xml.skip()?,
            },
            Event::End(_) => return Ok(pair),
            _ => {}
        }
    }
}
