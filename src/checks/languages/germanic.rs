//! What the Germanic languages share: compounds that a blank tears, and hyphens that stand for a part of one.

use super::{Found, adjacent, has};
use crate::checks::SegmentView;
use crate::document::Origin;
use crate::locale::Habit;
use crate::text::{Word, WordKind};

/// Places that are looked at in one text; one with more is generated.
const MOST: usize = 64;
/// Letters of a first half from which on its ending tells.
const LEAST: usize = 7;

/// `Abrechnungs Abschnitt`, `lagrings konto`: nouns in these endings have their `s` inside compounds. In the Nordic
/// languages it may be a genitive too: there only what a machine wrote is judged.
pub(super) fn torn_compound(view: &SegmentView<'_>) -> Vec<Found> {
    let (source, target) = (&view.source, &view.target);
    let rules = &view.locale.rules;
    if view.locale.has(Habit::LinkedGenitives) && view.page.origin() != Origin::Machine {
        return Vec::new();
    }
    let is_linked = |word: &str| {
        word.chars().count() >= LEAST
            && rules.linked_endings.iter().any(|ending| word.ends_with(ending.as_str()))
            && !rules.unlinked_endings.iter().any(|ending| word.ends_with(ending.as_str()))
    };
    // Behind its first letter a noun is small.
    let is_noun = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next();
        first.is_some_and(|c| c.is_uppercase() == view.locale.nouns_are_capitalised)
            && letters.all(char::is_lowercase)
            && word.chars().count() >= 3
            && !view.locale.function_words.contains(&word.to_lowercase())
    };
    let is_plain = |word: &Word| word.kind == WordKind::Plain;
    let is_torn = |pair: &&[Word]| {
        let [head, tail] = pair else { return false };
        is_plain(head)
            && is_plain(tail)
            && is_linked(target.word(head))
            && is_noun(target.word(tail))
            && adjacent(target, head, tail)
    };
    let mut all = Vec::new();
    for pair in target.words.windows(2).filter(is_torn).take(MOST) {
        let [head, tail] = pair else { continue };
        let (first, last) = (target.word(head), target.word(tail));
        if ![first, last].iter().any(|word| source.visible().contains(word)) {
            let joined = format!("{first}{}", last.to_lowercase());
            let message = "A blank tears the compound: write it as one word.";
            all.push(Found::between(target, head, tail, message).expected(joined));
        }
    }
    all
}

/// `Geschäfts-oder Schulkonto`: the hyphen that stands for the rest of a compound has a space behind it, and the
/// conjunction none.
pub(super) fn glued_conjunction(view: &SegmentView<'_>) -> Vec<Found> {
    let (source, target) = (&view.source, &view.target);
    let visible = target.visible();
    let conjunctions = &view.locale.conjunctions;
    let is_hyphenated = |pair: &&[Word]| {
        let [head, tail] = pair else { return false };
        visible.get(head.end as usize..tail.start as usize) == Some("-")
            && [head, tail].iter().any(|word| has(conjunctions, target.word(word)))
    };
    let mut all = Vec::new();
    for pair in target.words.windows(2).filter(is_hyphenated).take(MOST) {
        let [head, tail] = pair else { continue };
        let (first, last) = (target.word(head), target.word(tail));
        let is_letters = |word: &str| word.chars().all(char::is_alphabetic);
        let behind = &visible[tail.end as usize..];
        let ends = has(conjunctions, last)
            && behind.starts_with(' ')
            && first.chars().count() >= 3
            && is_letters(first);
        let begins = has(conjunctions, first)
            && last.chars().count() >= 4
            && last.chars().all(char::is_lowercase)
            && visible[..head.start as usize].ends_with(' ');
        let joined = || visible[head.start as usize..tail.end as usize].to_owned();
        if (ends || begins) && !source.visible().contains(&joined()) {
            let message = "The hyphen joins the conjunction to a word: put a space between.";
            all.push(Found::between(target, head, tail, message));
        }
    }
    all
}
