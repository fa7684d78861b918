//! Stretches that must come through translation unchanged and did not: what the checks of code, placeholders and keywords share.

use std::ops::Range;

use super::SegmentView;
use crate::text::script::CharScript;
use crate::text::{Protected, ProtectedKind, Text, find_loose, words};

/// A protected stretch of the source that the target does not hold.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Lost {
    /// The stretch in the raw source.
    pub(super) source: Range<usize>,
    /// Its content in the raw source, without delimiters.
    pub(super) content: Range<usize>,
    /// What stands in its place in the raw target, if anything does.
    pub(super) target: Option<Range<usize>>,
    /// Whether its content stands in the target, but without its delimiters.
    pub(super) bare: bool,
}

/// How many stretches of a side are compared; segments with more are generated lists.
const COMPARED: usize = 64;

/// The stretches of one kind that the target lacks, each with what stands in its place.
///
/// `same` says whether a stretch of the target may stand for one of the source.
pub(super) fn lost(
    view: &SegmentView<'_>,
    kind: ProtectedKind,
    same: fn(&str, &str) -> bool,
    mut found: impl FnMut(Lost),
) {
    let (source, target) = (&view.source, &view.target);
    if !source.protected.iter().any(|p| p.kind == kind) {
        return;
    }
    let mut used = 0u64;
    let mut missing = 0u64;
    for (i, wanted) in of_kind(source, kind).enumerate() {
        let text = source.slice(wanted.content.clone());
        let place = of_kind(target, kind).enumerate().find(|(place, p)| {
            used & (1 << place) == 0 && same(text, target.slice(p.content.clone()))
        });
        match place {
            Some((place, _)) => used |= 1 << place,
            None => missing |= 1 << i,
        }
    }
    if missing == 0 {
        return;
    }
    for (i, wanted) in of_kind(source, kind).enumerate() {
        if missing & (1 << i) == 0 {
            continue;
        }
        let text = source.slice(wanted.content.clone());
        // The same stretch twice in the source and once in the target: a sentence put more simply.
        if of_kind(target, kind).any(|p| same(text, target.slice(p.content.clone())))
            && view.target.raw.matches(text).count() > 0
            && of_kind(source, kind).filter(|p| source.slice(p.content.clone()) == text).count() > 1
        {
            let spare =
                of_kind(target, kind).enumerate().any(|(place, _)| used & (1 << place) == 0);
            if !spare && find_loose(target.raw, text).is_some_and(|r| &target.raw[r] == text) {
                continue;
            }
        }
        let close = find_loose(target.raw, text);
        // Not the beginning of a longer word: `$tenantId` in `$tenantIdentificação`.
        let close_is_whole = close.as_ref().is_none_or(|r| {
            let letter = |c: Option<char>| {
                c.is_some_and(|c| {
                    c.is_alphanumeric()
                        && !CharScript::of(c).is_unspaced()
                        && !CharScript::of(c).is_cjk()
                })
            };
            !(letter(target.raw[..r.end].chars().next_back())
                && letter(target.raw[r.end..].chars().next()))
        });
        let bare = close_is_whole
            && close.as_ref().is_some_and(|r| &target.raw[r.clone()] == text)
            && !of_kind(target, kind).any(|p| target.slice(p.content.clone()) == text);
        let close = close.filter(|r| {
            bare || !of_kind(target, kind)
                .any(|p| p.content == *r && same(text, target.slice(r.clone())))
        });
        let spare = of_kind(target, kind)
            .enumerate()
            .find(|(place, _)| used & (1 << place) == 0)
            .map(|(place, p)| (place, p.range.clone()));
        let close = close.map(|r| {
            let rest = if close_is_whole {
                ""
            } else {
                words::leading(&target.raw[r.end..], char::is_alphanumeric)
            };
            r.start..r.end + rest.len()
        });
        let target = match (close, spare) {
            (Some(range), _) => Some(range),
            (None, Some((place, range))) => {
                used |= 1 << place;
                Some(range)
            }
            (None, None) => None,
        };
        found(Lost { source: wanted.range.clone(), content: wanted.content.clone(), target, bare });
    }
}

fn of_kind<'t>(text: &'t Text<'_>, kind: ProtectedKind) -> impl Iterator<Item = &'t Protected> {
    text.protected.iter().filter(move |p| p.kind == kind).take(COMPARED)
}
