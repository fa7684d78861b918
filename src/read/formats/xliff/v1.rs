//! Units of XLIFF 1.2.

use quick_xml::events::{BytesStart, Event};

use super::tools;
use super::unit::{File, Pair, alternate, push};
use crate::read::formats::problems::Problems;
use crate::read::formats::xml::{Data, Fault, Xml, attribute};

/// Reads a `<trans-unit>` of 1.2.
pub(super) fn trans_unit(
    xml: &mut Xml<'_>,
    start: &BytesStart<'_>,
    file: &mut File,
    problems: &mut Problems<'_>,
) -> Result<(), Fault> {
    let own = attribute(start, "resname").filter(|_| file.own);
    let id = own.or_else(|| attribute(start, "id")).unwrap_or_default();
    let said = tools::of_unit(start);
    let mut pair = Pair { id, line: xml.line(), said, ..Pair::default() };
    loop {
        match xml.next()? {
            Event::Start(start) => match start.local_name().as_ref() {
                "source" => pair.source = xml.inline(&Data::default())?,
                "seg-source" => pair.cut = Some(xml.inline(&Data::default())?),
                "target" => {
                    pair.line = xml.line();
                    pair.state = attribute(&start, "state");
                    let qualifier = attribute(&start, "state-qualifier").unwrap_or_default();
                    pair.machine = matches!(qualifier.as_str(), "mt-suggestion" | "leveraged-mt");
                    pair.target = Some(xml.inline(&Data::default())?);
                }
                "seg-defs" => pair.segments = tools::segments(xml)?,
                "alt-trans" => {
                    let known = alternate(xml, &start)?;
                    pair.reference = pair.reference.take().or(known);
                }
                _ => xml.skip()?,
            },
            Event::Empty(start) if start.local_name().as_ref() == "target" => {
                pair.state = attribute(&start, "state");
            }
            Event::End(_) => break,
            _ => {}
        }
    }
    push(file, pair, problems);
    Ok(())
}
