//! Some words of the name are there, or none: what the others tell.

use std::ops::Range;

use super::case::{Case, Spot, closeness, hull};
use crate::mqm::Confidence;
use crate::names::heads::is_descriptive;
use crate::names::pattern::{Hit, Kind, Token};
use crate::names::target::Target;
use crate::names::vendor::Vendor;
use crate::names::view::{Damage, Problem};
use crate::text::Text;
use crate::text::words::{next_word, previous_word, word_end, word_start};

/// Other names lend it the words that it lacks: `Windows 10 and 11`, `Azure AD (Active Directory)`.
pub(super) fn lent_words(case: &Case<'_, '_>) -> Option<Spot> {
    let words = case.words();
    let elsewhere = |t: &Token| case.place.occurrences(&t.form, closeness(t)).next().is_some();
    let lent = words.content.len() > 1
        && !case.is_stood_for()
        && words.missing().all(elsewhere)
        && !stopped_short(case)
        && !(words.left() > 0 && case.is_inside_another());
    lent.then(Spot::nowhere)
}

/// Whether only the first words of the name are left and a word of the locale follows them that joins nothing:
/// `Microsoft 紺碧`, but not `Exchange und SharePoint Online`.
fn stopped_short(case: &Case<'_, '_>) -> bool {
    let words = case.words();
    let kept = words.kept_first();
    if kept == 0 || kept == words.content.len() || kept < words.left() || !words.content[0].brand {
        return false;
    }
    let end = hull(&words.cluster()).end;
    let Some(tail) = case.place.text[end..].strip_prefix(' ') else { return false };
    let word = &tail[..word_end(tail, 0)];
    !word.is_empty() && !case.is_grammar(word)
}

/// The product is kept, and what the feature does is translated: `assistência remota do Dynamics 365`.
pub(super) fn feature(case: &Case<'_, '_>) -> Option<Spot> {
    let words = case.words();
    let product = words.kept_first();
    let vendor_only = product == 1 && Vendor::named(&words.content[0].form.text).is_some();
    let feature = !case.local.listed
        && words.partly_left()
        && product > 0
        && words.missing().count() > if vendor_only { 2 } else { 1 }
        && words.missing().all(|t| is_descriptive(&t.form.text));
    feature.then(Spot::nowhere)
}

/// Only head nouns that locales often translate are translated: `Azure ストレージ`.
pub(super) fn soft_words(case: &Case<'_, '_>) -> Option<Spot> {
    let distinct = case.words().kept().any(|t| !is_descriptive(&t.form.text));
    part_left(case).filter(|_| distinct && lacks_soft_only(case))
}

/// Only head nouns are translated, and what is left are common words too: nothing tells that they stand for the name.
pub(super) fn common_words(case: &Case<'_, '_>) -> Option<Spot> {
    let spot = part_left(case).filter(|_| lacks_soft_only(case))?;
    Some(Spot { range: None, ..spot })
}

/// Whether all that is missing are words that locales often translate.
fn lacks_soft_only(case: &Case<'_, '_>) -> bool {
    let words = case.words();
    let by_brand = !case.local.listed && words.kept().any(|t| t.brand);
    let soft = |t: &Token| t.is_soft() || by_brand && is_descriptive(&t.form.text);
    words.missing().next().is_some() && words.missing().all(soft)
}

/// Some words of a name are translated that another mention has whole.
pub(super) fn part_of_repeated(case: &Case<'_, '_>) -> Option<Spot> {
    part_left(case).filter(|_| case.is_stood_for())
}

/// Some words of the name are translated: `Azure 宇宙 DB`.
pub(super) fn part_left(case: &Case<'_, '_>) -> Option<Spot> {
    let words = case.words();
    if !words.partly_left() {
        return None;
    }
    let kept = words.cluster();
    Some(Spot::unclaimed(around(case, &kept)).claiming(kept))
}

/// The name proper is there, and a common noun beside it is translated: `Blob storage`.
pub(super) fn all_words(case: &Case<'_, '_>) -> Option<Spot> {
    (case.words().left() == case.words().content.len()).then(Spot::nowhere)
}

/// The source gives the name in full and as an acronym, and one of them is there.
pub(super) fn counterpart(case: &Case<'_, '_>) -> Option<Spot> {
    (!case.part && case.has_counterpart()).then(Spot::nowhere)
}

/// Another mention of it is there.
pub(super) fn repeated(case: &Case<'_, '_>) -> Option<Spot> {
    case.is_stood_for().then(Spot::nowhere)
}

/// A company, which a translation may leave out where it is the subject.
pub(super) fn company(case: &Case<'_, '_>) -> Option<Spot> {
    (case.pattern.kind == Kind::Company).then(Spot::nowhere)
}

/// All its words are head nouns that locales often translate.
pub(super) fn soft_name(case: &Case<'_, '_>) -> Option<Spot> {
    let content = &case.words().content;
    (!content.is_empty() && content.iter().all(|t| t.is_soft())).then(Spot::nowhere)
}

/// None of its words is there, in a target that says everything.
pub(super) fn translated(case: &Case<'_, '_>) -> Option<Spot> {
    case.has_room().then(Spot::nowhere)
}

/// None of its words is there, in a target that may have left it out.
#[expect(clippy::unnecessary_wraps, reason = "the last rule of the table always applies")]
pub(super) fn missing(_: &Case<'_, '_>) -> Option<Spot> {
    Some(Spot::nowhere())
}

/// The words that are left with the best guess at the rendering of the missing ones beside them.
pub(super) fn around(case: &Case<'_, '_>, kept: &[Range<usize>]) -> Range<usize> {
    let text = case.place.text;
    let free = &case.words().free;
    let mut range = hull(kept);
    let mut left = free.iter().take_while(|f| f.is_empty()).count();
    let mut right = free.iter().rev().take_while(|f| f.is_empty()).count();
    if left == 0 && right > 0 && case.place.locale.spaces_words() {
        // "Equipos de Microsoft": the head has moved to the front.
        let before = &text[..range.start];
        let previous = &before[word_start(text, before.trim_end().len())..];
        let joins =
            |word: &str| case.place.locale.rules.name_prepositions.iter().any(|p| p == word);
        if before.ends_with(' ') && joins(previous.trim()) {
            left = std::mem::take(&mut right);
        }
    }
    for _ in 0..left {
        for _ in 0..3 {
            let Some(start) = previous_word(text, range.start) else { break };
            let word = &text[start..range.start];
            range.start = start;
            if !case.is_grammar(word.trim()) {
                break;
            }
        }
    }
    for _ in 0..right {
        for _ in 0..3 {
            let Some(end) = next_word(text, range.end) else { break };
            let word = &text[range.end..end];
            range.end = end;
            if !case.is_grammar(word.trim()) {
                break;
            }
        }
    }
    range
}

/// A common word that the target makes the vendor's product: `Edge devices` as `Microsoft Edge` devices.
pub(in crate::names) fn taken_for_product(
    hit: &Hit<'_>,
    range: Option<&Range<usize>>,
    source: &Text<'_>,
    place: &Target<'_>,
) -> Option<Damage> {
    let range = range?;
    let vendor = &Vendor::before(&place.text[..range.start])?.vendor;
    if source.visible().contains(vendor.as_str()) {
        return None;
    }
    Some(Damage {
        problem: Problem::Misplaced,
        rule: "taken-for-product",
        source: hit.range.clone(),
        target: Some(range.start - vendor.len() - 1..range.end),
        name: hit.pattern.text.clone(),
        expected: hit.pattern.text.clone(),
        severity: None,
        confidence: Confidence::Medium,
        evidence: hit.pattern.evidence,
    })
}
