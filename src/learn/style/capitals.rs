//! Capitals of labels, of items between bars and of borrowed nouns.

use std::ops::Range;

use super::{Pair, Place, Rule, Usage};
use crate::locale::{Habit, Script};
use crate::text::lists::items;
use crate::text::{OBJECT, Text, WordKind, words};

/// A capital where a bold label of the source has one.
pub static LABEL_CAPITAL: Rule = Rule {
    id: "label-capital",
    summary: "a bold label begins with a capital where the source's does",
    kept: "begin with a capital",
    other: "begin with a small letter",
    both_ways: false,
    usage: |locale| match locale.script {
        Some(Script::Latin | Script::Cyrillic | Script::Greek) if locale.knows_words() => {
            Usage::Open
        }
        _ => Usage::None,
    },
    places: labels,
};

/// A capital where an item between bars has one in the source.
pub static LIST_CAPITAL: Rule = Rule {
    id: "list-capital",
    summary: "an item between bars begins with a capital where the source's does",
    kept: "begin with a capital",
    other: "begin with a small letter",
    both_ways: false,
    // Others write the first item as the running text behind its label.
    usage: |locale| {
        if locale.has(Habit::CapitalItems) { Usage::Open } else { Usage::None }
    },
    places: list_items,
};

/// Small letters of a borrowed noun in mid-sentence.
pub static BORROWED_NOUN: Rule = Rule {
    id: "borrowed-noun-small",
    summary: "a borrowed common noun is written small in mid-sentence where the source writes it small",
    kept: "write it small",
    other: "write it with a capital",
    both_ways: false,
    usage: |locale| if locale.small_nouns.is_empty() { Usage::None } else { Usage::Open },
    places: borrowed_nouns,
};

/// Words of a bold stretch beyond which it is a sentence rather than a label.
const LONGEST_LABEL: usize = 6;

fn labels(pair: &Pair<'_>, places: &mut Vec<Place>) {
    let (source, target) = (pair.source, pair.target);
    let mut labels = source.strong().map(|e| source.slice(e.content.clone())).peekable();
    if labels.peek().is_none() || !labels.all(begins_capital) {
        return;
    }
    if target.strong().count() != source.strong().count() {
        return;
    }
    for range in target.strong().map(|e| e.content.clone()) {
        let label = target.slice(range.clone());
        let first = label.trim_start();
        let word = words::leading(first, char::is_alphanumeric);
        let Some(letter) = word.chars().next() else { continue };
        if words::stretches(label).count() > LONGEST_LABEL {
            continue;
        }
        let function = || pair.locale.function_words.iter().any(|f| f == word);
        let same = || source.words.iter().any(|w| source.word(w).eq_ignore_ascii_case(word));
        if letter.is_uppercase() || letter.is_lowercase() && !same() && !function() {
            let start = range.start + (label.len() - first.len());
            let span = start..start + word.len();
            let place = Place { span, source: None, kept: letter.is_uppercase(), expected: None };
            places.push(place.expected(capitalised(word)));
        }
    }
}

/// `administrateur général | Administrateur de compte`: an item of a list of roles or products begins small while
/// others, and all of the source's, begin with a capital.
fn list_items(pair: &Pair<'_>, places: &mut Vec<Place>) {
    let (source, target) = (pair.source.visible(), pair.target.visible());
    if !source.contains(" | ") || !target.contains('|') {
        return;
    }
    let (of_source, of_target) = (items(source), items(target));
    let capital = |r: &Range<usize>, text: &str| text[r.clone()].starts_with(char::is_uppercase);
    if of_source.len() != of_target.len()
        || !of_source.iter().all(|r| capital(r, source))
        || !of_target.iter().any(|r| capital(r, target))
    {
        return;
    }
    for item in of_target {
        let word = words::leading(&target[item.clone()], char::is_alphanumeric);
        let kept = word.starts_with(char::is_uppercase);
        if kept || word.starts_with(char::is_lowercase) && !source.contains(word) {
            let place = Place::new(pair, item.start..item.start + word.len(), kept);
            places.push(place.expected(capitalised(word)));
        }
    }
}

fn borrowed_nouns(pair: &Pair<'_>, places: &mut Vec<Place>) {
    let target = pair.target;
    for (at, word) in target.words.iter().enumerate() {
        let written = target.word(word);
        let noun = pair.locale.small_nouns.iter().find(|n| n.eq_ignore_ascii_case(written));
        let Some(noun) = noun else { continue };
        let kept = written.starts_with(char::is_lowercase);
        if word.kind == WordKind::Plain
            && (kept || noun == written && in_sentence(target, at))
            && writes_small(pair.source, written)
        {
            places.push(Place::new(pair, word.range(), kept).expected(noun.to_lowercase()));
        }
    }
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

fn begins_capital(text: &str) -> bool {
    text.trim_start().chars().find(|c| *c != OBJECT).is_some_and(char::is_uppercase)
}

/// Whether a word of the sentence in small letters stands right before.
fn in_sentence(text: &Text<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|i| &text.words[i]) else { return false };
    let between = &text.visible()[before.end as usize..text.words[at].start as usize];
    matches!(between, " " | "’" | "'") && text.word(before).starts_with(char::is_lowercase)
}

/// Whether the source has a noun in small letters only.
fn writes_small(source: &Text<'_>, noun: &str) -> bool {
    let mut same = source
        .words
        .iter()
        .map(|w| source.word(w))
        .filter(|w| w.eq_ignore_ascii_case(noun))
        .peekable();
    same.peek().is_some() && same.all(|w| !w.starts_with(char::is_uppercase))
}
