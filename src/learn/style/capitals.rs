//! Capitals of labels, of items between bars and of borrowed nouns.

use std::ops::Range;

use super::{Pair, Place, Rule, Usage};
use crate::locale::{Habit, Locale, Script};
use crate::text::lists::items;
use crate::text::{Link, OBJECT, Text, WordKind, words};

/// A capital where a bold label of the source has one.
pub static LABEL_CAPITAL: Rule = Rule {
    id: "label-capital",
    summary: "a bold label begins with a capital where the source's does",
    kept: "begin with a capital",
    other: "begin with a small letter",
    both_ways: false,
    usage: |locale| match locale.script {
        Some(Script::Latin | Script::Cyrillic | Script::Greek) if locale.knows_words() => {
            Usage::Usual
        }
        _ => Usage::None,
    },
    places: labels,
};

/// Open in scripts that have capitals.
fn in_scripts_with_capitals(locale: &Locale) -> Usage {
    match (LABEL_CAPITAL.usage)(locale) {
        Usage::Usual => Usage::Open,
        other => other,
    }
}

/// A capital where the text of the link begins with one in the source.
pub static LINK_CAPITAL: Rule = Rule {
    id: "link-capital",
    summary: "the text of a link begins with a capital where the source's does",
    kept: "begin with a capital",
    other: "begin with a small letter",
    both_ways: false,
    usage: LABEL_CAPITAL.usage,
    places: link_texts,
};

/// A capital where a title or item without a mark at its end begins with one in the source.
pub static TITLE_CAPITAL: Rule = Rule {
    id: "title-capital",
    summary: "a title or item without a full stop begins with a capital where the source's does",
    kept: "begin with a capital",
    other: "begin with a small letter",
    both_ways: false,
    usage: in_scripts_with_capitals,
    places: titles,
};

/// A capital where an item between bars has one in the source.
pub static LIST_CAPITAL: Rule = Rule {
    id: "list-capital",
    summary: "an item between bars begins with a capital where the source's does",
    kept: "begin with a capital",
    other: "begin with a small letter",
    both_ways: false,
    usage: in_scripts_with_capitals,
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

/// Words of a bold stretch of the source beyond which it is a sentence rather than a label; a target may need half as many
/// more.
const LONGEST_LABEL: usize = 6;

fn labels(pair: &Pair<'_>, places: &mut Vec<Place>) {
    let (source, target) = (pair.source, pair.target);
    if source.strong().count() != target.strong().count() {
        return;
    }
    // A value or a name of code that stays as it is has no letter case of its own language.
    let is_kept =
        |of: &Text<'_>, label: &str| of.strong().any(|e| of.slice(e.content.clone()) == label);
    let of_source = |label: &&str| !is_kept(target, label);
    let mut originals = source.strong().map(|e| source.slice(e.content.clone())).filter(of_source);
    let mut longest = 0;
    let mut begins_with_function = false;
    let all_capital = originals.all(|label| {
        longest = longest.max(words::stretches(label).count());
        let first = words::leading(label.trim_start(), char::is_alphanumeric).to_lowercase();
        begins_with_function |= LABEL_OPENERS.contains(&first.as_str());
        begins_capital(label)
    });
    if !all_capital || longest == 0 {
        return;
    }
    for range in target.strong().map(|e| e.content.clone()) {
        let label = target.slice(range.clone());
        if is_kept(source, label)
            || words::stretches(label).count() > longest.min(LONGEST_LABEL) * 3 / 2 + 3
        {
            continue;
        }
        let is_whole = words::count(label) == 1;
        for part in steps(label) {
            let first = label[part.clone()].trim_start();
            let word = words::leading(first, char::is_alphanumeric);
            let Some(letter) = word.chars().next() else { continue };
            // An article or preposition was taken into the stretch, unless the source's label begins with one of its own.
            let function = || {
                !is_whole
                    && !begins_with_function
                    && pair.locale.function_words.iter().any(|f| f == word)
            };
            let same = || source.words.iter().any(|w| source.word(w) == word);
            if letter.is_uppercase() || letter.is_lowercase() && !same() && !function() {
                let start = range.start + part.end - first.len();
                let span = start..start + word.len();
                let place =
                    Place { span, source: None, kept: letter.is_uppercase(), expected: None };
                places.push(place.expected(capitalised(word)));
            }
        }
    }
}

/// Words of English that are no noun or verb and begin labels.
const LABEL_OPENERS: &[&str] = &[
    "a", "all", "an", "any", "by", "every", "for", "from", "in", "it", "more", "my", "no", "not",
    "off", "on", "only", "our", "that", "the", "this", "to", "what", "when", "where", "who",
    "with", "your",
];

/// The parts of a label that is a way through menus: `File > Save as`.
fn steps(label: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    label.split(" > ").map(move |part| {
        let range = start..start + part.len();
        start = range.end + " > ".len();
        range
    })
}

/// Links of a segment that are looked at; one with more is a generated list.
const MOST_LINKS: usize = 64;

fn link_texts(pair: &Pair<'_>, places: &mut Vec<Place>) {
    let (source, target) = (pair.source, pair.target);
    if source.links.is_empty() || source.links.len() != target.links.len() {
        return;
    }
    let mut is_reference = false;
    for (original, link) in source.links.iter().zip(&target.links).take(MOST_LINKS) {
        is_reference = names_a_page(source.raw, original.range.start, is_reference);
        let (title, label) = (source.slice(original.text.clone()), target.slice(link.text.clone()));
        let first = label.trim_start_matches([' ', '*', '_']);
        let word = words::leading(first, char::is_alphanumeric);
        let same = || source.words.iter().any(|w| source.word(w).eq_ignore_ascii_case(word));
        let is_small = word.starts_with(char::is_lowercase);
        if original.image
            || !is_reference
            || source.slice(original.range.clone()).len() - title.len()
                != target.slice(link.range.clone()).len() - label.len()
            || !begins_capital(title.trim_start_matches(['*', '_']))
            || !is_sentence_case(title)
            || words::count(title) == 2 && !is_whole_title(source, original)
            || label.trim_end().ends_with('.') && !title.trim_end().ends_with('.')
            || is_small && is_declined(pair, link)
            || !is_small && !word.starts_with(char::is_uppercase)
            || is_small && (same() || pair.locale.function_words.iter().any(|f| f == word))
        {
            continue;
        }
        let start = link.text.start + (label.len() - first.len());
        let span = start..start + word.len();
        let place = Place { span, source: None, kept: !is_small, expected: None };
        places.push(place.expected(capitalised(word)));
    }
}

/// Whether nothing but a mark stands behind a link, or the link names a page by what stands before it.
fn is_whole_title(source: &Text<'_>, link: &Link) -> bool {
    let behind = &source.raw[link.range.end..];
    !source.raw[..link.range.start].trim().is_empty() || !behind.contains(char::is_alphanumeric)
}

/// Whether a link begins inside a title that the sentence declines: behind a preposition.
fn is_declined(pair: &Pair<'_>, link: &Link) -> bool {
    let before = pair.target.raw[..link.range.start].trim_end();
    let last = words::trailing(before, char::is_alphabetic);
    pair.locale.labels.inside_titles && pair.locale.function_words.iter().any(|word| word == last)
}

/// Whether the text of a link that begins at an offset is the title of a page rather than words of the sentence: `see [Title]`,
/// `**Next:** [Title]`, an item of its own, or behind another such link.
fn names_a_page(source: &str, at: usize, is_behind: bool) -> bool {
    let before = source[..at].trim_end_matches([' ', '*', '_', '"', '“']);
    let last = words::trailing(before, char::is_alphabetic);
    before.is_empty()
        || before.ends_with([':', '>', '|'])
        || last.eq_ignore_ascii_case("see")
        || is_behind && (matches!(last, "and" | "or") || before.ends_with(','))
}

/// Whether a title of two words or more has a word of four letters or more in small ones: a name has capitals throughout.
fn is_sentence_case(title: &str) -> bool {
    let small = |word: &str| word.len() >= 4 && word.chars().all(char::is_lowercase);
    words::count(title) >= 2 && words::stretches(title).any(small)
}

/// Words that a title has at least: a single one may be a value or a name of code.
const LEAST_TITLE: usize = 3;

fn titles(pair: &Pair<'_>, places: &mut Vec<Place>) {
    let (source, target) = (pair.source, pair.target);
    let ends = |text: &str| text.trim_end().ends_with(['.', ':', '!', '?', ',', ';', '…']);
    let begins = |text: &Text<'_>| {
        let word = text.words.first()?;
        let start = text.visible().len() - text.visible().trim_start().len();
        (word.start as usize == start && word.kind == WordKind::Plain).then_some(*word)
    };
    if source.words.len() < LEAST_TITLE || ends(source.visible()) || ends(target.visible()) {
        return;
    }
    let (Some(original), Some(first)) = (begins(source), begins(target)) else { return };
    let (original, word) = (source.word(&original), target.word(&first));
    let is_titled = original.starts_with(char::is_uppercase)
        && original.chars().skip(1).all(char::is_lowercase);
    let small = word.chars().all(char::is_lowercase);
    let same = || source.words.iter().any(|w| source.word(w).eq_ignore_ascii_case(word));
    if is_titled
        && (small && !same() || word.starts_with(char::is_uppercase))
        && !target.is_emphasised(first.range())
    {
        let place = Place::new(pair, first.range(), !small);
        places.push(place.expected(capitalised(word)));
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
    if of_source.len() != of_target.len() || of_target.is_empty() {
        return;
    }
    let capital = |r: &Range<usize>, text: &str| text[r.clone()].starts_with(char::is_uppercase);
    // Elsewhere the first item is written as the running text behind its label.
    let of_target =
        if pair.locale.has(Habit::CapitalItems) { &of_target[..] } else { &of_target[1..] };
    if !of_source.iter().all(|r| capital(r, source))
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
