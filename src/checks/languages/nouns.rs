//! What the nouns of documentation tell of a target: two that a blank tears apart, and words before one that do not agree
//! with its gender. Both ask the source whether the noun is meant.

use super::{Found, adjacent, has, is_unmarked};
use crate::checks::SegmentView;
use crate::document::Origin;
use crate::locale::{Habit, Nouns, Rendering};
use crate::text::sentences::begins_sentence;
use crate::text::words::{bare, stretches};
use crate::text::{Text, Word, WordKind};

/// Words of a side beyond which nothing is looked for.
const LONGEST: usize = 200;
/// Letters that join the first half of a compound to the second.
const LINKS: &[&str] = &["", "s", "e", "n", "en", "es", "er"];
/// Those of languages whose articles and plurals end so.
const FEW_LINKS: &[&str] = &["", "s"];
/// Words that may stand between an English determiner and its noun.
const BETWEEN: usize = 3;

/// Among genders: any noun that begins with `a` (`el área`).
const BEFORE_A: char = 'a';

/// A noun of the source.
struct Noun<'v> {
    /// Its number among the words.
    at: usize,
    written: &'v str,
    renderings: &'static [Rendering],
}

/// The nouns of a source that no name holds.
fn of_source<'v>(view: &'v SegmentView<'_>, nouns: &'static Nouns) -> Vec<Noun<'v>> {
    let (source, target) = (&view.source, &view.target);
    if !view.source_locale.is_english() || source.words.len().max(target.words.len()) > LONGEST {
        return Vec::new();
    }
    let noun = |(at, word): (usize, &Word)| {
        let written = source.word(word);
        if word.kind != WordKind::Plain || !written.is_ascii() || view.names.in_source(&word.range())
        {
            return None;
        }
        let (_, renderings) = nouns.of_source(&written.to_ascii_lowercase())?;
        Some(Noun { at, written, renderings })
    };
    source.words.iter().enumerate().filter_map(noun).collect()
}

fn is_plain(word: &Word) -> bool {
    word.kind == WordKind::Plain
}

/// `resurs grupp` for `resource group`: nouns that stand side by side in the source are one word.
pub(in crate::checks) fn torn(view: &SegmentView<'_>) -> Vec<Found> {
    let target = &view.target;
    let Some(nouns) = view.locale.nouns().filter(|_| view.locale.has(Habit::Compounds)) else {
        return Vec::new();
    };
    let of_source = of_source(view, nouns);
    // Behind a noun the source may have a verb, which a language of many endings does not tell from a noun.
    let links = !view.locale.has(Habit::SpacedHyphens);
    let pairs: Vec<(&Noun<'_>, &Noun<'_>)> = of_source
        .iter()
        .zip(of_source.iter().skip(1))
        .filter(|(first, last)| {
            let words = &view.source.words;
            first.at + 1 == last.at
                && !is_plural(first.written)
                && (links || !is_plural(last.written))
                && adjacent(&view.source, &words[first.at], &words[last.at])
        })
        .collect();
    let mut all = named(view, &of_source);
    if pairs.is_empty() {
        return all;
    }
    for two in target.words.windows(2) {
        let [head, tail] = two else { continue };
        if !is_plain(head)
            || !is_plain(tail)
            || !adjacent(target, head, tail)
            || !is_unmarked(target, head, tail)
            || [head, tail].iter().any(|word| view.names.in_target(&word.range()))
        {
            continue;
        }
        let (first, last) = (target.word(head), target.word(tail));
        let links = if view.locale.has(Habit::LinkedGenitives) { FEW_LINKS } else { LINKS };
        let begins =
            |rendering: &Rendering| !rendering.is_foreign && is_first_half(first, rendering, links);
        let ends = |rendering: &Rendering| rendering.is_noun_form(last);
        // What is as in the source was left in English, or is a name.
        let is_pair = |(one, other): &&(&Noun<'_>, &Noun<'_>)| {
            let is_left = first.eq_ignore_ascii_case(one.written)
                && last.eq_ignore_ascii_case(other.written);
            !is_left && one.renderings.iter().any(begins) && other.renderings.iter().any(ends)
        };
        let is_whole = |written: &str| written.chars().skip(1).all(char::is_lowercase);
        let is_noun = last.starts_with(char::is_uppercase) == view.locale.nouns_are_capitalised;
        if is_noun && is_whole(first) && is_whole(last) && pairs.iter().any(|pair| is_pair(&pair)) {
            let joined = format!("{first}{}", last.to_lowercase());
            let message = "A blank tears the compound: write it as one word.";
            all.push(Found::between(target, head, tail, message).expected(joined));
        }
    }
    all
}

/// `Webex appen` for `the Webex app`: a hyphen joins a noun to the name before it. A person may mean another noun.
fn named(view: &SegmentView<'_>, of_source: &[Noun<'_>]) -> Vec<Found> {
    let (source, target) = (&view.source, &view.target);
    if view.page.origin() != Origin::Machine {
        return Vec::new();
    }
    let mut all = Vec::new();
    for noun in of_source.iter().filter(|noun| noun.at > 0) {
        let (name, word) = (&source.words[noun.at - 1], &source.words[noun.at]);
        let written = source.word(name);
        let is_name = written.len() >= 3
            && written.starts_with(|c: char| c.is_ascii_uppercase())
            && !source.is_emphasised(name.range())
            && noun.written.starts_with(|c: char| c.is_ascii_lowercase())
            && written.is_ascii()
            && !begins_sentence(source.visible(), name.start as usize);
        let is_known = || view.names.in_source(&name.range()) || is_always_capital(view, written);
        if !is_name || !adjacent(source, name, word) || !is_known() {
            continue;
        }
        for two in target.words.windows(2) {
            let [head, tail] = two else { continue };
            let last = target.word(tail);
            let is_noun = last.starts_with(char::is_uppercase) == view.locale.nouns_are_capitalised
                && last.chars().skip(1).all(char::is_lowercase);
            if target.word(head) == written
                && is_noun
                && adjacent(target, head, tail)
                && is_unmarked(target, head, tail)
                && !(view.locale.nouns_are_capitalised && last.eq_ignore_ascii_case(noun.written))
                && noun.renderings.iter().any(|r| r.is_noun_form(last))
            {
                let message = "A hyphen joins the noun to the name before it: put one.";
                let found = Found::between(target, head, tail, message);
                all.push(found.expected(format!("{written}-{last}")));
            }
        }
    }
    all
}

/// Segments of a page that are looked through for a name.
const LOOKED_AT: usize = 256;

/// Whether a word of the source stands in another segment of the page too, and nowhere in small letters.
fn is_always_capital(view: &SegmentView<'_>, written: &str) -> bool {
    let small = written.to_ascii_lowercase();
    let sources = || view.page.segments().iter().take(LOOKED_AT).map(|s| s.source.as_str());
    let has = |text: &str, word: &str| stretches(text).map(bare).any(|other| other == word);
    !sources().any(|text| has(text, &small)) && sources().filter(|text| has(text, written)).nth(1).is_some()
}

/// Whether a word is a noun in the form that the first half of a compound has.
fn is_first_half(word: &str, rendering: &Rendering, links: &[&str]) -> bool {
    let Some(ending) = rendering.ending(word) else { return false };
    // Without a last vowel it may end as well.
    let whole = &rendering.text[rendering.stem().len().min(rendering.text.len())..];
    links.contains(&ending) || ending == whole || ending.strip_suffix('s') == Some(whole)
}

/// `de bestand`, `en virtuelt maskine`: words before a noun agree with its gender. Only where the source has the noun, and
/// before articles an article.
pub(in crate::checks) fn disagreeing(view: &SegmentView<'_>) -> Vec<Found> {
    let target = &view.target;
    let rules = &view.locale.rules;
    let Some(nouns) = view.locale.nouns() else { return Vec::new() };
    if rules.agreeing_words.is_empty() && rules.agreeing_endings.is_empty() {
        return Vec::new();
    }
    let compounds = view.locale.has(Habit::Compounds);
    let of_source = of_source(view, nouns);
    if of_source.is_empty() {
        return Vec::new();
    }
    let mut all = Vec::new();
    for two in target.words.windows(2) {
        let [head, tail] = two else { continue };
        // A hyphen joins what follows to it, and behind a torn compound's first half stands the second.
        let rest = &target.visible()[tail.end as usize..];
        let next = rest.strip_prefix(' ').unwrap_or_default();
        let goes_on = rest.starts_with('-')
            || compounds && next.starts_with(char::is_alphabetic) && view.locale.nouns_are_capitalised
                && next.starts_with(char::is_uppercase);
        if !is_plain(head)
            || !is_plain(tail)
            || !adjacent(target, head, tail)
            || !is_unmarked(target, head, tail)
            || goes_on
        {
            continue;
        }
        if [head, tail].iter().any(|word| view.names.in_target(&word.range())) {
            continue;
        }
        let (before, noun) = (target.word(head).to_lowercase(), target.word(tail));
        if noun.starts_with(char::is_uppercase) != view.locale.nouns_are_capitalised {
            continue;
        }
        let noun = noun.to_lowercase();
        let genders = match rules.agreeing_words.get(&before) {
            Some(genders) => Some((genders, true)),
            None => rules
                .agreeing_endings
                .iter()
                .filter(|(ending, _)| before.ends_with(ending.as_str()))
                .max_by_key(|(ending, _)| ending.len())
                .filter(|(ending, _)| before.len() >= ending.len() + 2)
                .map(|(_, genders)| (genders, false)),
        };
        let Some((genders, is_word)) = genders else { continue };
        let Some(gender) = nouns.gender(&noun, compounds) else { continue };
        let is_exempt = genders.contains(BEFORE_A) && noun.starts_with(['a', 'á']);
        if gender == 'p' || genders.contains(gender) || is_exempt {
            continue;
        }
        let is_meant = of_source.iter().any(|of_source| {
            let is_noun = |rendering: &Rendering| {
                let text = rendering.text.to_lowercase();
                noun == text || compounds && noun.ends_with(&text)
            };
            of_source.renderings.iter().any(is_noun)
                && !is_plural(of_source.written)
                && (!is_word || is_determined(&view.source, of_source.at, &view.source_locale.rules.determiners))
        });
        // An adjective is no noun, and behind a comma a clause may begin.
        let is_other = !is_word && is_form(nouns, &of_source, &before)
            || target.visible()[..head.start as usize].trim_end().ends_with(',') && is_word;
        if is_meant && !is_other {
            let message = format!("“{}” does not agree with “{}”.", target.word(head), target.word(tail));
            all.push(Found::between(target, head, tail, message));
        }
    }
    all
}

fn is_plural(word: &str) -> bool {
    word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us")
}

/// Whether a word is a form of a noun that the source has.
fn is_form(nouns: &Nouns, of_source: &[Noun<'_>], word: &str) -> bool {
    nouns.gender(word, false).is_some()
        || of_source.iter().any(|noun| noun.renderings.iter().any(|r| r.is_of(word)))
}

/// Whether a determiner stands before an English noun.
fn is_determined(source: &Text<'_>, at: usize, determiners: &[String]) -> bool {
    let before = &source.words[at.saturating_sub(BETWEEN)..at];
    before.iter().any(|word| has(determiners, &source.word(word).to_lowercase()))
}
