//! What translation tools add to XLIFF 1.2: the states of Trados (`sdl:seg`), memoQ (`mq:status`) and Phrase (`m:confirmed`).

use quick_xml::events::{BytesStart, Event};
use rustc_hash::FxHashMap;

use crate::document::State;
use crate::read::formats::xml::{Fault, Xml, attribute};

/// What a tool says of a segment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// How far its target is.
    pub(super) progress: Progress,
    /// Whether a machine made the target.
    pub(super) machine: bool,
    /// Whether no translator may change it.
    pub(super) locked: bool,
}

/// How far a target is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Progress {
    /// Nobody began it, whatever stands there.
    NotBegun,
    /// There is something if there is text: a draft, a match of a memory.
    #[default]
    Open,
    /// Somebody said that it is a translation.
    Done,
}

impl Said {
    /// What it says of a target.
    pub(super) fn state(self, target: &str) -> State {
        match self.progress {
            Progress::NotBegun => State::Untranslated,
            Progress::Open => State::of_entry(target),
            Progress::Done => State::Translated,
        }
    }
}

/// What a unit's own attributes say; none if no tool does.
pub(super) fn of_unit(unit: &BytesStart<'_>) -> Option<Said> {
    let status = attribute(unit, "status").map(|status| match status.as_str() {
        "NotStarted" => Progress::NotBegun,
        "ManuallyConfirmed"
        | "ConfirmedTranslator"
        | "Confirmed"
        | "Proofread"
        | "ProofreadOther"
        | "Reviewed" => Progress::Done,
        _ => Progress::Open,
    });
    // The level of the workflow that it was confirmed at.
    let confirmed = attribute(unit, "confirmed").and_then(|level| level.parse::<u32>().ok());
    let level = confirmed.map(|level| if level > 0 { Progress::Done } else { Progress::Open });
    let progress = status.or(level)?;
    let machine = attribute(unit, "status").is_some_and(|status| status == "MachineTranslated")
        || attribute(unit, "trans-origin").is_some_and(|origin| is_machine(&origin));
    Some(Said { progress, machine, locked: is_locked(unit) })
}

/// Reads `<sdl:seg-defs>`: what it says of each segment, by its id.
pub(super) fn segments(xml: &mut Xml<'_>) -> Result<FxHashMap<String, Said>, Fault> {
    let mut found = FxHashMap::default();
    loop {
        match xml.next()? {
            Event::Empty(seg) => take(&seg, &mut found),
            Event::Start(seg) => {
                take(&seg, &mut found);
                xml.skip()?;
            }
            Event::End(_) => return Ok(found),
            _ => {}
        }
    }
}

fn take(seg: &BytesStart<'_>, found: &mut FxHashMap<String, Said>) {
    let Some(id) = attribute(seg, "id") else { return };
    let origin = attribute(seg, "origin").filter(|origin| origin != "source");
    let progress = match attribute(seg, "conf").as_deref() {
        Some("Translated" | "ApprovedTranslation" | "ApprovedSignOff") => Progress::Done,
        Some("Draft" | "RejectedTranslation" | "RejectedSignOff") => Progress::Open,
        // Without a state it is one that nobody began, unless something was put there.
        _ if origin.is_some() => Progress::Open,
        _ => Progress::NotBegun,
    };
    let machine = origin.is_some_and(|origin| is_machine(&origin));
    found.insert(id, Said { progress, machine, locked: is_locked(seg) });
}

fn is_machine(origin: &str) -> bool {
    matches!(origin, "mt" | "nmt" | "amt" | "machine-trans" | "MT" | "NMT")
}

fn is_locked(start: &BytesStart<'_>) -> bool {
    attribute(start, "locked")
        .is_some_and(|locked| matches!(locked.as_str(), "true" | "locked" | "yes"))
}
