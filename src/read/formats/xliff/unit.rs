//! What a file and its units hold in both versions of XLIFF, and how units become segments.

use quick_xml::events::{BytesStart, Event};

use crate::document::{Document, ProblemKind, Reference, ReferenceOrigin, Segment, State};
use crate::read::formats::problems::Problems;
use crate::read::formats::xml::{Data, Fault, Inline, Xml, attribute};

/// A file of the container while it is read.
pub(super) struct File {
    pub(super) document: Document,
    pub(super) original: String,
    /// Whether this program wrote it: the document then has its own path, and ids are resource names.
    pub(super) own: bool,
    /// Targets that their state calls a machine's, to judge the origin of all.
    pub(super) machine: usize,
}

/// A unit (1.2) or a segment of one (2.x) while it is read.
#[derive(Default)]
pub(super) struct Pair {
    pub(super) id: String,
    pub(super) line: u32,
    pub(super) source: Inline,
    /// The source as 1.2 cuts it into segments.
    pub(super) cut: Option<Inline>,
    pub(super) target: Option<Inline>,
    pub(super) reference: Option<String>,
    pub(super) machine: bool,
    /// What the file calls the state of the target; none where it says nothing.
    pub(super) state: Option<String>,
}

/// The target of an alternate translation that can serve as a reference: a full match that no machine made.
pub(super) fn alternate(
    xml: &mut Xml<'_>,
    start: &BytesStart<'_>,
) -> Result<Option<String>, Fault> {
    let full = ["match-quality", "matchQuality", "similarity"]
        .iter()
        .find_map(|key| attribute(start, key))
        .is_none_or(|q| q.trim().trim_end_matches('%').parse::<f64>().is_ok_and(|q| q >= 100.0));
    let kind = ["alttranstype", "type", "origin", "tool-id", "tool"]
        .iter()
        .filter_map(|key| attribute(start, key))
        .map(|value| value.to_ascii_lowercase())
        .collect::<Vec<_>>();
    let usable = full
        && !kind.iter().any(|k| {
            matches!(
                k.as_str(),
                "rejected" | "previous-version" | "accepted" | "mt" | "am" | "ice-mt"
            ) || k
                .split(|c: char| !c.is_alphanumeric())
                .any(|word| word == "mt" || word == "machine")
        });
    let mut target = None;
    loop {
        match xml.next()? {
            Event::Start(start) if start.local_name().as_ref() == "target" => {
                target = Some(xml.inline(&Data::default())?.text);
            }
            Event::Start(_) => xml.skip()?,
            Event::End(_) => break,
            _ => {}
        }
    }
    Ok(target.filter(|text| usable && !text.trim().is_empty()))
}

/// States in which a target is still to be made, in XLIFF 1.2 and 2.x.
const TO_TRANSLATE: &[&str] =
    &["initial", "needs-adaptation", "needs-l10n", "needs-translation", "new"];
/// States in which it claims to be there.
const DONE: &[&str] = &["final", "reviewed", "signed-off", "translated"];

/// What a state says of a target. Without one, an empty target is none yet.
fn state_of(state: Option<&str>, target: &str) -> State {
    match state {
        Some(state) if TO_TRANSLATE.contains(&state) => State::Untranslated,
        Some(state) if DONE.contains(&state) => State::Translated,
        _ => State::of_entry(target),
    }
}

/// Adds a pair, cut into the segments that both its sides mark alike.
pub(super) fn push(file: &mut File, pair: Pair, problems: &mut Problems<'_>) {
    if pair.source.text.trim().is_empty() {
        let id: String = pair.id.chars().take(40).collect();
        problems.add(
            pair.line,
            ProblemKind::EmptySource,
            format!("The source of `{id}` is empty."),
        );
    }
    let target = pair.target.unwrap_or_default();
    let mut segments = Vec::new();
    if let Some(cut) = &pair.cut
        && cut.marks.len() > 1
        && cut.marks.len() == target.marks.len()
    {
        for (mid, range) in &cut.marks {
            let Some((_, there)) = target.marks.iter().find(|(id, _)| id == mid) else { break };
            segments.push(Segment {
                id: format!("{}/{mid}", pair.id),
                line: pair.line,
                source: cut.text[range.clone()].to_owned(),
                target: target.text[there.clone()].to_owned(),
                state: state_of(pair.state.as_deref(), &target.text[there.clone()]),
                ..Segment::default()
            });
        }
        if segments.len() < cut.marks.len() {
            segments.clear();
        }
    }
    if segments.is_empty() {
        let reference =
            pair.reference.map(|text| Reference { text, origin: ReferenceOrigin::Source });
        segments.push(Segment {
            id: pair.id,
            line: pair.line,
            source: pair.source.text,
            state: state_of(pair.state.as_deref(), &target.text),
            target: target.text,
            reference,
            ..Segment::default()
        });
    }
    file.machine += if pair.machine { segments.len() } else { 0 };
    file.document.segments.append(&mut segments);
}
