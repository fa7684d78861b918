//! Units of XLIFF 2.x: the codes of a unit may be spelled out in its original data, and its segments follow its matches.

use std::collections::VecDeque;

use quick_xml::events::{BytesStart, Event};
use rustc_hash::FxHashMap;

use super::unit::{File, Pair, alternate, push};
use crate::read::formats::problems::Problems;
use crate::read::formats::stem;
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
    let mut matches = Matches::default();
    let mut count = 0;
    let from = file.document.segments.len();
    let unit = stem(&id);
    loop {
        match xml.next()? {
            Event::Start(start) => match start.local_name().as_ref() {
                "originalData" => original_data(xml, &mut data)?,
                "matches" => {}
                "match" => {
                    let place = attribute(&start, "ref").unwrap_or_default();
                    let place = place.rsplit(['#', '/', '=']).next().unwrap_or_default();
                    if let Some(text) = alternate(xml, &start)? {
                        matches.add(place, text);
                    }
                }
                "segment" => {
                    count += 1;
                    let own = attribute(&start, "id");
                    let state = attribute(&start, "state");
                    let mut pair = segment(xml, &data)?;
                    pair.state = state;
                    pair.reference = matches.take(own.as_deref().unwrap_or_default());
                    pair.id = match own {
                        Some(own) => format!("{unit}/{own}"),
                        None => format!("{unit}/{count}"),
                    };
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

/// The matches of a unit by the segments they are for, in their order.
#[derive(Default)]
struct Matches {
    /// Those that name no segment stand at the empty place.
    by_place: FxHashMap<String, VecDeque<(usize, String)>>,
    count: usize,
}

impl Matches {
    fn add(&mut self, place: &str, text: String) {
        self.by_place.entry(place.to_owned()).or_default().push_back((self.count, text));
        self.count += 1;
    }

    /// The first that is left of those for a place and those for any.
    fn take(&mut self, place: &str) -> Option<String> {
        let first = |of: &str| self.by_place.get(of).and_then(VecDeque::front).map(|(at, _)| *at);
        let of = match (first(place), first("")) {
            (Some(own), Some(any)) if any < own => "",
            (Some(_), _) => place,
            _ => "",
        };
        self.by_place.get_mut(of)?.pop_front().map(|(_, text)| text)
    }
}

/// The most bytes of a code that are put where it is referred to: one long code, referred to often, would make gigabytes
/// of a small file. A longer one is a tag with its id, as one that is not spelled out.
const LONGEST_CODE: usize = 1_000;

fn original_data(xml: &mut Xml<'_>, data: &mut Data) -> Result<(), Fault> {
    loop {
        match xml.next()? {
            Event::Start(start) if start.local_name().as_ref() == "data" => {
                let id = attribute(&start, "id").unwrap_or_default();
                let text = xml.inline(&Data::default())?.text;
                if text.len() <= LONGEST_CODE {
                    data.insert(id, text);
                }
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
