//! TBX, versions 2 (`martif`) and 3 (`tbx`): concepts with terms a language and their administrative status.

use std::path::Path;

use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::error::{Error, Result};
use crate::locale::LocaleTag;
use crate::names::name::{Name, Policy, Rendering};

/// A concept while it is read.
#[derive(Default)]
struct Concept {
    /// Language tag, term and status.
    terms: Vec<(String, String, Status)>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
enum Status {
    Preferred,
    #[default]
    Admitted,
    Forbidden,
}

pub(super) fn read(path: &Path, text: &str) -> Result<Vec<Name>> {
    let mut reader = Reader::from_str(text);
    let line_at = |position: u64| super::line_of(text.as_bytes(), position as usize);
    let mut names = Vec::new();
    let mut concept = Concept::default();
    let (mut language, mut term, mut status) = (String::new(), String::new(), Status::default());
    let (mut in_term, mut in_status, mut seen_root) = (false, false, false);
    loop {
        let event = reader.read_event().map_err(|e| {
            Error::malformed(
                path,
                line_at(reader.error_position()),
                format!("not well-formed XML: {e}"),
            )
        })?;
        match event {
            Event::Start(start) => match start.local_name().as_ref() {
                "martif" | "tbx" => seen_root = true,
                "termEntry" | "conceptEntry" => concept = Concept::default(),
                "langSet" | "langSec" => {
                    let position = reader.buffer_position();
                    let tag = attribute(&start, "lang").unwrap_or_default();
                    LocaleTag::parse(&tag)
                        .ok_or_else(|| {
                            Error::malformed(
                                path,
                                line_at(position),
                                format!("{tag:?} in xml:lang is no language tag"),
                            )
                        })?
                        .as_str()
                        .clone_into(&mut language);
                }
                "tig" | "ntig" | "termSec" => {
                    (term, status) = (String::new(), Status::default());
                }
                "term" => in_term = true,
                "termNote" => {
                    in_status =
                        attribute(&start, "type").as_deref() == Some("administrativeStatus");
                }
                // The style of version 3 that has an element for each kind of data.
                "administrativeStatus" => in_status = true,
                _ => {}
            },
            Event::Text(piece) => {
                if in_term {
                    term.push_str(&piece);
                } else if in_status {
                    status = status_of(piece.trim());
                }
            }
            Event::GeneralRef(entity) if in_term => {
                let resolved = match entity.resolve_char_ref() {
                    Ok(Some(c)) => c.to_string(),
                    _ => resolve_predefined_entity(&entity).unwrap_or("").to_owned(),
                };
                term.push_str(&resolved);
            }
            Event::End(end) => match end.local_name().as_ref() {
                "term" => in_term = false,
                "termNote" | "administrativeStatus" => in_status = false,
                "tig" | "ntig" | "termSec" => {
                    let term =
                        std::mem::take(&mut term).split_whitespace().collect::<Vec<_>>().join(" ");
                    if !term.is_empty() {
                        concept.terms.push((language.clone(), term, status));
                    }
                }
                "termEntry" | "conceptEntry" => names.extend(entries(&concept)),
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    if !seen_root {
        return Err(Error::malformed(
            path,
            1,
            "not TBX: its root must be `martif` (version 2) or `tbx` (version 3)",
        ));
    }
    Ok(names)
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    start
        .attributes()
        .flatten()
        .find(|a| a.key.local_name().as_ref() == name)
        .and_then(|a| unescape(&a.value).ok().map(std::borrow::Cow::into_owned))
}

fn status_of(text: &str) -> Status {
    let text = text.to_ascii_lowercase();
    if text.contains("preferred") {
        Status::Preferred
    } else if text.contains("deprecated")
        || text.contains("superseded")
        || text.contains("forbidden")
        || text.contains("notrecommended")
    {
        Status::Forbidden
    } else {
        Status::Admitted
    }
}

/// A concept's English terms as one entry: the best is its name, the others its aliases.
fn entries(concept: &Concept) -> Option<Name> {
    let mut english: Vec<&(String, String, Status)> = concept
        .terms
        .iter()
        .filter(|(l, _, s)| l.split('-').next() == Some("en") && *s != Status::Forbidden)
        .collect();
    english.sort_by_key(|(_, _, status)| *status);
    let (_, text, _) = english.first()?;
    let mut name = Name {
        name: text.clone(),
        kind: "term".to_owned(),
        policy: Policy::Localized,
        ..Name::default()
    };
    name.aliases = english[1..].iter().map(|(_, t, _)| t.clone()).collect();
    let mut others: Vec<&(String, String, Status)> =
        concept.terms.iter().filter(|(l, _, _)| l.split('-').next() != Some("en")).collect();
    others.sort_by_key(|(_, _, status)| *status);
    for (language, term, status) in others {
        let rendering = name
            .locales
            .entry(language.clone())
            .or_insert_with(|| Rendering { policy: Policy::Localized, ..Rendering::default() });
        if *status == Status::Forbidden {
            rendering.forbidden.push(term.clone());
        } else if term == text {
            rendering.policy = if rendering.forms.is_empty() { Policy::Keep } else { Policy::Both };
        } else {
            rendering.forms.push(term.clone());
        }
    }
    Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Result<Vec<Name>> {
        read(Path::new("terms.tbx"), text)
    }

    #[test]
    fn both_versions_are_read_with_their_administrative_status() {
        let two = r#"<martif type="TBX" xml:lang="en"><text><body><termEntry id="1">
            <langSet xml:lang="en-US"><tig><term>fault &amp; repair</term></tig></langSet>
            <langSet xml:lang="de-DE">
              <tig><term>Störung</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
              <tig><term>Fehlfall</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
            </langSet></termEntry></body></text></martif>"#;
        let three = r#"<tbx style="dca" type="TBX-Basic" xml:lang="en"><text><body><conceptEntry id="1">
            <langSec xml:lang="en"><termSec><term>fault &amp; repair</term></termSec></langSec>
            <langSec xml:lang="de-DE">
              <termSec><term>Störung</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec>
              <termSec><term>Fehlfall</term><termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></termSec>
            </langSec></conceptEntry></body></text></tbx>"#;
        let elements = r#"<tbx style="dct" type="TBX-Basic" xml:lang="en"><text><body><conceptEntry id="1">
            <langSec xml:lang="en"><termSec><term>fault &amp; repair</term></termSec></langSec>
            <langSec xml:lang="de-DE">
              <termSec><term>Störung</term><min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec>
              <termSec><term>Fehlfall</term><min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec>
            </langSec></conceptEntry></body></text></tbx>"#;
        for text in [two, three, elements] {
            let names = names(text).unwrap();
            assert_eq!(names[0].name, "fault & repair");
            assert_eq!(names[0].locales["de-DE"].forms, ["Störung"]);
            assert_eq!(names[0].locales["de-DE"].forbidden, ["Fehlfall"]);
        }
    }

    #[test]
    fn broken_files_name_their_line() {
        let broken = names("<martif>\n<text>\n</martif>").unwrap_err().to_string();
        assert!(broken.starts_with("terms.tbx:3: "), "{broken}");
        let tag = names("<martif>\n<langSet xml:lang=\"?\">").unwrap_err().to_string();
        assert!(tag.starts_with("terms.tbx:2: "), "{tag}");
        assert!(names("<html></html>").unwrap_err().to_string().contains("not TBX"));
    }
}
