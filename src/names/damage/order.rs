//! All words of the name are there: how they stand to each other.

use std::ops::Range;

use super::case::{Case, Spot, WINDOW, hull};
use crate::names::form::Closeness;
use crate::names::heads::is_descriptive;
use crate::names::name::Policy;
use crate::names::pattern::{Kind, Token};
use crate::names::vendor::{Vendor, without_vendor};
use crate::text::words::stretches;

/// They stand in order with only marks and spaces between.
pub(super) fn intact(case: &Case<'_, '_>) -> Option<Spot> {
    arranged(case, Arrangement::Intact).map(|window| Spot::claimed(hull(window)))
}

/// Only the grammar of the name is translated, and no list says that the locale keeps it: `SharePoint para empresas`.
pub(super) fn grammar_of_locale(case: &Case<'_, '_>) -> Option<Spot> {
    let local = case.local;
    let kept = local.listed && local.policy == Policy::Keep && local.forms.is_empty();
    other_grammar(case).filter(|_| !kept)
}

/// Only the grammar of a name that the locale keeps is translated or left out.
pub(super) fn other_grammar(case: &Case<'_, '_>) -> Option<Spot> {
    arranged(case, Arrangement::OnlyGrammar).map(|window| Spot::claimed(hull(window)))
}

/// Only the head has moved to the front, and grammar joins it to the rest: `API do Partner Center`.
pub(super) fn head_moved(case: &Case<'_, '_>) -> Option<Spot> {
    let window = scrambled_window(case)?;
    let text = case.place.text;
    let (head, rest) = window.split_last()?;
    let word = &case.words().content.last()?.form.text;
    let generic = case.words().content.last()?.is_soft() || is_descriptive(word) || is_short(word);
    let together = rest.windows(2).all(|w| {
        w[0].end <= w[1].start && !text[w[0].end..w[1].start].chars().any(char::is_alphanumeric)
    });
    let first = rest.first()?;
    let joined =
        head.end <= first.start && text[head.end..first.start].chars().any(char::is_alphanumeric);
    (generic && together && joined).then(|| Spot::unclaimed(hull(window)).claiming(window.to_vec()))
}

/// Whether a word is an acronym or an edition of a few letters, as heads of names are: `APIs`, `CLI`, `B2B`.
fn is_short(word: &str) -> bool {
    let singular = word.strip_suffix('s').unwrap_or(word);
    singular.len() <= 4
        && singular.starts_with(|c: char| c.is_ascii_uppercase())
        && singular.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

/// They stand near each other in another order, or with words of the locale between: `365 Microsoft Office`.
pub(super) fn scrambled(case: &Case<'_, '_>) -> Option<Spot> {
    let window = scrambled_window(case)?;
    Some(Spot::unclaimed(hull(window)).claiming(window.to_vec()))
}

/// The words of a form of the locale are all there and side by side, in another order.
pub(super) fn scrambled_form(case: &Case<'_, '_>) -> Option<Spot> {
    case.local.forms.iter().find_map(|form| scrambled_words(case, &form.text)).map(Spot::claimed)
}

fn scrambled_words(case: &Case<'_, '_>, form: &str) -> Option<Range<usize>> {
    let words: Vec<&str> = stretches(form).collect();
    // A vendor and one other word may stand beside each other by chance.
    if words.len() < 2 || words.len() < 3 && Vendor::stands_in(form) {
        return None;
    }
    let mut ranges: Vec<Range<usize>> = Vec::with_capacity(words.len());
    for word in &words {
        let at = memchr::memmem::find_iter(case.place.text.as_bytes(), word.as_bytes())
            .map(|i| i..i + word.len())
            .find(|r| {
                case.place.is_free(r) && !ranges.iter().any(|o| o.start < r.end && r.start < o.end)
            })?;
        ranges.push(at);
    }
    let range = hull(&ranges);
    (range.len() <= form.len() + 1).then_some(range)
}

/// They are far apart, and another mention stands for the name: it is chance that all of them are there.
pub(super) fn apart_by_chance(case: &Case<'_, '_>) -> Option<Spot> {
    let apart = case.words().window.is_some() && case.is_stood_for();
    apart.then(Spot::nowhere)
}

/// They are far apart.
pub(super) fn apart(case: &Case<'_, '_>) -> Option<Spot> {
    case.words().window.as_ref().map(|window| Spot::unclaimed(hull(window)))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Arrangement {
    /// In order, with only marks and spaces between.
    Intact,
    /// In order, with the words of grammar of the name translated or left out.
    OnlyGrammar,
    Scrambled,
}

/// The places of the words of a name if they are arranged like this; the words of a term tell nothing.
fn arranged<'c>(case: &'c Case<'_, '_>, wanted: Arrangement) -> Option<&'c [Range<usize>]> {
    let window = case.words().window.as_deref().filter(|_| case.pattern.kind != Kind::Term)?;
    (arrangement(case.place.text, window, &case.pattern.tokens) == wanted).then_some(window)
}

/// The places of scrambled words that are near enough to be no chance, unless only the vendor is what has moved: that
/// is decided by what remains without it.
fn scrambled_window<'c>(case: &'c Case<'_, '_>) -> Option<&'c [Range<usize>]> {
    let window = arranged(case, Arrangement::Scrambled)?;
    let near = hull(window).len() <= case.pattern.text.len() + WINDOW;
    (near && !stands_without_vendor(case, window) && !names_its_version(case, window))
        .then_some(window)
}

/// Whether a word in small letters stands before the number at the end of a name alone: `Python версії 3.6`.
fn names_its_version(case: &Case<'_, '_>, window: &[Range<usize>]) -> bool {
    let text = case.place.text;
    let [.., before, number] = window else { return false };
    let is_number = text[number.clone()].starts_with(|c: char| c.is_ascii_digit());
    let gap = text.get(before.end..number.start).unwrap_or("").trim();
    let is_word = !gap.is_empty() && gap.chars().all(char::is_lowercase);
    let joined = window[..window.len() - 1].windows(2);
    is_number
        && is_word
        && joined.into_iter().all(|w| w[0].end + 1 >= w[1].start && w[0].end <= w[1].start)
}

/// Whether what remains without the vendor stands in one piece while the vendor stands elsewhere, joined by grammar:
/// `Azure Active Directory de Microsoft`.
fn stands_without_vendor(case: &Case<'_, '_>, window: &[Range<usize>]) -> bool {
    let first = case.words().content.first();
    if first.and_then(|t| Vendor::named(&t.form.text)).is_none() {
        return false;
    }
    let short = without_vendor(&case.pattern.text);
    let Some(short) = case.pattern.stand_ins.iter().find(|s| short == Some(&s.text)) else {
        return false;
    };
    let vendor = &window[0];
    let nearest = window[1..].iter().map(|r| r.start).min();
    let Some(rest) = case
        .place
        .occurrences(short, Closeness::Exact)
        .find(|r| case.place.is_free(r) && Some(r.start) == nearest)
    else {
        return false;
    };
    // Behind it and joined by a word or a mark; right beside it, it is scrambled.
    vendor.start > rest.end && !case.place.text[rest.end..vendor.start].trim().is_empty()
}

fn arrangement(text: &str, window: &[Range<usize>], tokens: &[Token]) -> Arrangement {
    let ordered = window.windows(2).all(|w| w[0].end <= w[1].start);
    if !ordered {
        return Arrangement::Scrambled;
    }
    let mut grammar = false;
    let mut between = window.windows(2).map(|w| &text[w[0].end..w[1].start]);
    let mut content_seen = 0;
    // Whether a word of grammar stands behind the n-th word of content in the name.
    let mut expects = vec![false; window.len()];
    for token in tokens {
        if token.content {
            content_seen += 1;
        } else if content_seen > 0 && content_seen < window.len() {
            expects[content_seen - 1] = true;
        }
    }
    let all_content = tokens.iter().all(|t| !t.content);
    for expected in &expects[..window.len().saturating_sub(1)] {
        let Some(gap) = between.next() else { break };
        let marks_only = !gap.chars().any(char::is_alphanumeric)
            && gap.len() <= 4
            && !gap.contains([',', '(', ')', '|', '、', '،']);
        if marks_only && (!expected || all_content) {
            continue;
        }
        let words = stretches(gap).count();
        let short = words <= 2 && gap.chars().count() <= 12;
        if *expected && short && !gap.contains([',', '(', ')', '|', '.', ':']) {
            grammar = true;
        } else {
            return Arrangement::Scrambled;
        }
    }
    if grammar { Arrangement::OnlyGrammar } else { Arrangement::Intact }
}
