//! What a file and its units hold in both versions of XLIFF, and how units become segments.

use std::ops::Range;

use quick_xml::events::{BytesStart, Event};
use rustc_hash::FxHashMap;

use super::tools::Said;
use crate::document::{Document, ProblemKind, Reference, ReferenceOrigin, Segment, State};
use crate::read::formats::problems::Problems;
use crate::read::formats::stem;
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
    /// What the tool says that made the file; none where it says nothing.
    pub(super) said: Option<Said>,
    /// What it says of the segments of the unit, by their ids.
    pub(super) segments: FxHashMap<String, Said>,
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
pub(super) fn push(file: &mut File, mut pair: Pair, problems: &mut Problems<'_>) {
    if pair.source.text.trim().is_empty() {
        let id: String = pair.id.chars().take(40).collect();
        problems.add(
            pair.line,
            ProblemKind::EmptySource,
            format!("The source of `{id}` is empty."),
        );
    }
    let target = pair.target.take().unwrap_or_default();
    if let Some(segments) = cut(&pair, &target) {
        for (segment, said) in segments {
            if !is_kept(said, &segment.source, &segment.target) {
                let by_machine = pair.machine || said.is_some_and(|said| said.machine);
                file.machine += usize::from(by_machine);
                file.document.segments.push(segment);
            }
        }
        return;
    }
    // A unit that is one segment has the state of that.
    let said = match &target.marks[..] {
        [(mid, _)] => pair.segments.get(mid).copied(),
        _ => None,
    };
    let said = said.or(pair.said).or_else(|| agreed(&pair.segments));
    if is_kept(said, &pair.source.text, &target.text) {
        return;
    }
    let state = said.map(|said| said.state(&target.text));
    file.machine += usize::from(pair.machine || said.is_some_and(|said| said.machine));
    let reference = pair.reference.map(|text| Reference { text, origin: ReferenceOrigin::Source });
    file.document.segments.push(Segment {
        id: pair.id,
        line: pair.line,
        source: pair.source.text,
        state: state.unwrap_or_else(|| state_of(pair.state.as_deref(), &target.text)),
        target: target.text,
        reference,
        ..Segment::default()
    });
}

/// What is said of all segments alike.
fn agreed(segments: &FxHashMap<String, Said>) -> Option<Said> {
    let first = segments.values().next().copied()?;
    segments.values().all(|said| *said == first).then_some(first)
}

/// The segments that both sides of a unit mark alike, with what is said of each; all of the source's where nothing of the
/// target is there yet.
fn cut(pair: &Pair, target: &Inline) -> Option<Vec<(Segment, Option<Said>)>> {
    let cut = pair.cut.as_ref().filter(|cut| cut.marks.len() > 1)?;
    let is_empty = target.text.trim().is_empty();
    if cut.marks.len() != target.marks.len() && !is_empty {
        return None;
    }
    let by_id: FxHashMap<&str, &Range<usize>> =
        target.marks.iter().map(|(id, range)| (id.as_str(), range)).collect();
    let unit = stem(&pair.id);
    let segment = |(mid, range): &(String, Range<usize>)| {
        let there = by_id.get(mid.as_str()).map(|there| &target.text[(*there).clone()]);
        let text = there.or(is_empty.then_some(""))?;
        let said = pair.segments.get(mid).copied().or(pair.said);
        let state = said.map(|said| said.state(text));
        let segment = Segment {
            id: format!("{unit}/{mid}"),
            line: pair.line,
            source: cut.text[range.clone()].to_owned(),
            target: text.to_owned(),
            state: state.unwrap_or_else(|| state_of(pair.state.as_deref(), text)),
            ..Segment::default()
        };
        Some((segment, said))
    };
    cut.marks.iter().map(segment).collect()
}

/// Whether no translator may change a segment that has no translation of its own: it is to stay as it is.
fn is_kept(said: Option<Said>, source: &str, target: &str) -> bool {
    said.is_some_and(|said| said.locked)
        && (target.trim().is_empty() || target.trim() == source.trim())
}
