//! The nouns of documentation in a pair: which of them the source has, and where the target has a rendering of one.

use std::ops::Range;

use super::SegmentView;
use crate::locale::{Habit, Rendering};
use crate::text::WordKind;

/// Words of a side beyond which a segment tells nothing of how its nouns are rendered.
const LONGEST: usize = 120;

/// Whether a segment says how its nouns are rendered.
pub(super) fn tells(view: &SegmentView<'_>) -> bool {
    view.gross_error.is_none()
        && !view.is_missing()
        && view.source.words.len().max(view.target.words.len()) <= LONGEST
}

/// Whether a place of the visible target may stand for another noun of the source, by the renderings that count.
pub(super) fn may_be_other(
    view: &SegmentView<'_>,
    lemma: &str,
    place: &Range<usize>,
    counts: impl Fn(&Rendering) -> bool,
) -> bool {
    view.nouns().iter().filter(|other| other.lemma != lemma).any(|other| {
        standing(view, other.renderings).iter().any(|(at, there)| {
            counts(&other.renderings[*at]) && there.start < place.end && place.start < there.end
        })
    })
}

/// The places of a target where renderings of a noun stand: the number of each, and its bytes of the visible text. Of
/// several at one place the longest counts.
pub(super) fn standing(
    view: &SegmentView<'_>,
    renderings: &[Rendering],
) -> Vec<(usize, Range<usize>)> {
    let target = &view.target;
    let visible = target.visible();
    let compounds = view.locale.has(Habit::Compounds);
    let mut all: Vec<(usize, Range<usize>)> = Vec::new();
    let mut add = |at: usize, place: Range<usize>| {
        let overlaps = |other: &Range<usize>| other.start < place.end && place.start < other.end;
        match all.iter_mut().find(|(_, other)| overlaps(other)) {
            Some((number, other)) => {
                if renderings[*number].text.len() < renderings[at].text.len() {
                    (*number, *other) = (at, place);
                }
            }
            None => all.push((at, place)),
        }
    };
    for (at, rendering) in renderings.iter().enumerate() {
        if rendering.is_unspaced || rendering.text.contains(' ') {
            for (start, stem) in visible.match_indices(rendering.stem()) {
                if rendering.is_unspaced || !visible[..start].ends_with(char::is_alphabetic) {
                    add(at, start..start + stem.len());
                }
            }
            continue;
        }
        for word in target.words.iter().filter(|word| word.kind == WordKind::Plain) {
            let written = target.word(word);
            let place = if compounds {
                rendering.place_in(written)
            } else {
                rendering.is_of(written).then_some(0..written.len())
            };
            if let Some(place) = place {
                let start = word.range().start;
                add(at, start + place.start..start + place.end);
            }
        }
    }
    all.retain(|(_, place)| !view.names.in_target(place));
    all
}
