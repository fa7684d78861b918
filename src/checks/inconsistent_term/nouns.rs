//! Nouns of documentation that a machine renders in two ways on one page.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::checks::nouns::{may_be_other, standing, tells};
use crate::checks::{PageView, SegmentView};
use crate::document::Origin;
use crate::locale::{Locale, Rendering};
use crate::text::script::CharScript;
use crate::text::words::{leading, trailing};

/// A noun that is rendered otherwise than on the rest of the page.
pub(super) struct Odd<'p> {
    /// The segment, by its number on the page.
    pub(super) segment: usize,
    /// Bytes of its raw target.
    pub(super) span: Range<usize>,
    /// The English noun, as it stands in the source.
    pub(super) noun: &'p str,
    /// What the page calls it.
    pub(super) usual: &'static str,
    /// In how many segments.
    pub(super) places: usize,
}

/// A noun of one segment.
struct Noun<'p> {
    segment: usize,
    written: &'p str,
    /// How often the source has it.
    times: usize,
}

/// Where one rendering of a noun stands, and no other.
struct Witness<'p> {
    noun: Noun<'p>,
    /// Its number among the renderings.
    rendering: usize,
    /// Bytes of the visible target.
    visible: Range<usize>,
}

/// The odd ones out: a noun that has one rendering in at least two segments and another in few.
pub(super) fn odd<'p>(page: &PageView<'p>) -> Vec<Odd<'p>> {
    if page.document.origin != Origin::Machine {
        return Vec::new();
    }
    let mut all: BTreeMap<&'static str, (&[Rendering], Vec<Noun<'p>>)> = BTreeMap::new();
    for (segment, view) in page.segments.iter().enumerate().filter(|(_, view)| tells(view)) {
        for noun in view.nouns() {
            let written = noun.written(view);
            let (_, places) = all.entry(noun.lemma).or_insert((noun.renderings, Vec::new()));
            match places.last_mut().filter(|last| last.segment == segment) {
                Some(last) => last.times += 1,
                None => places.push(Noun { segment, written, times: 1 }),
            }
        }
    }
    let things = &Locale::english().rules.software_nouns;
    let is_thing = |lemma: &str| things.iter().any(|thing| thing == lemma);
    let mut odd = Vec::new();
    for (lemma, (renderings, places)) in all {
        if places.len() < 2 || renderings.len() < 2 || !is_thing(lemma) {
            continue;
        }
        let witness = |noun: Noun<'p>| {
            let view = &page.segments[noun.segment];
            let found = told(view, lemma, renderings);
            let Noun { segment, written, .. } = noun;
            found.into_iter().map(move |(rendering, visible)| Witness {
                noun: Noun { segment, written, times: 1 },
                rendering,
                visible,
            })
        };
        let witnesses: Vec<Witness<'p>> = places
            .into_iter()
            .map(|noun| (noun.times, witness(noun).collect::<Vec<_>>()))
            // Two renderings tell something where the source has the noun twice.
            .filter(|(times, found)| found.len() <= *times)
            .flat_map(|(_, found)| found)
            .collect();
        let count = |rendering| witnesses.iter().filter(|w| w.rendering == rendering).count();
        // What is wrong in any number is not what the page keeps to.
        let own = |r: &usize| !renderings[*r].is_literal;
        let all = (0..renderings.len()).filter(own);
        let Some(usual) = all.max_by_key(|r| (count(*r), usize::MAX - r)) else {
            continue;
        };
        let places = count(usual);
        let literal = witnesses.iter().filter(|w| renderings[w.rendering].is_literal).count();
        let others = witnesses.len() - places - literal;
        let is_kept_to = places > 0 && places >= 2 * others;
        if others + literal == 0 || !is_kept_to {
            continue;
        }
        for Witness { noun, visible, .. } in
            witnesses.into_iter().filter(|w| is_other(&renderings[w.rendering], &renderings[usual]))
        {
            let view = &page.segments[noun.segment];
            let span = view.target_span(whole(view.target.visible(), visible));
            let usual = renderings[usual].text;
            odd.push(Odd { segment: noun.segment, span, noun: noun.written, usual, places });
        }
    }
    odd.sort_by_key(|odd| (odd.segment, odd.span.start));
    odd
}

/// The whole compound around a place, where words are parted by spaces.
fn whole(text: &str, place: Range<usize>) -> Range<usize> {
    if is_unspaced(&text[place.clone()]) {
        return place;
    }
    let before = trailing(&text[..place.start], char::is_alphabetic).len();
    let behind = leading(&text[place.end..], char::is_alphabetic).len();
    place.start - before..place.end + behind
}

fn is_unspaced(text: &str) -> bool {
    text.chars().next().is_some_and(|c| CharScript::of(c).is_unspaced())
}

/// Letters that two renderings share at their beginning where one is derived from the other.
const ALIKE: usize = 4;

/// Whether two renderings are different words: none is a part of the other, nor made of the same stem.
fn is_other(one: &Rendering, other: &Rendering) -> bool {
    let shared = one.stem().chars().zip(other.stem().chars()).take_while(|(a, b)| a == b).count();
    !one.text.contains(other.stem()) && !other.text.contains(one.stem()) && shared < ALIKE
}

/// The renderings of a noun that a target has, and where each stands first. What may stand for another noun of the source
/// tells nothing.
fn told(
    view: &SegmentView<'_>,
    lemma: &str,
    renderings: &[Rendering],
) -> Vec<(usize, Range<usize>)> {
    let mut found: Vec<(usize, Range<usize>)> = Vec::new();
    for (at, visible) in standing(view, renderings) {
        if !found.iter().any(|(first, _)| *first == at)
            && !may_be_other(view, lemma, &visible, |_| true)
        {
            found.push((at, visible));
        }
    }
    found
}
