//! What the nouns of documentation tell of a target: two that a blank tears apart, and words before one that do not agree
//! with its gender. Both ask the source whether the noun is meant.

use super::{Found, adjacent, has, is_unmarked};
use crate::checks::SegmentView;
use crate::document::Origin;
use crate::locale::{Habit, Nouns, Rendering};
use crate::text::sentences::begins_sentence;
use crate::text::words::{bare, stretches, trailing};
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
    all.extend(labelled(view, &of_source));
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
        let is_first = begins_sentence(target.visible(), head.start as usize);
        // What is as in the source was left in English, or is a name.
        let is_pair = |(one, other): &&(&Noun<'_>, &Noun<'_>)| {
            let is_left = first.eq_ignore_ascii_case(one.written)
                && last.eq_ignore_ascii_case(other.written);
            let is_verb = is_first
                && begins_sentence(view.source.visible(), view.source.words[one.at].start as usize)
                && has(&view.source_locale.rules.verb_nouns, &one.written.to_ascii_lowercase());
            !is_left && !is_verb && one.renderings.iter().any(begins) && other.renderings.iter().any(ends)
        };
        let is_whole = |written: &str| written.chars().skip(1).all(char::is_lowercase);
        // In German an adjective may be spelled like a noun (`rechten Ecke`). A sentence may begin with a verb.
        let capitalised = view.locale.nouns_are_capitalised;
        let is_noun = last.starts_with(char::is_uppercase) == capitalised
            && (!capitalised || first.starts_with(char::is_uppercase));
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
    for noun in of_source.iter().filter(|noun| noun.at > 0 && !may_be_verb(view, noun)) {
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

/// `**Start** menyn` for `the **Start** menu`: a hyphen joins a noun to the label before it.
fn labelled(view: &SegmentView<'_>, of_source: &[Noun<'_>]) -> Vec<Found> {
    let (source, target) = (&view.source, &view.target);
    if view.page.origin() != Origin::Machine || view.locale.nouns_are_capitalised {
        return Vec::new();
    }
    let behind = |text: &Text<'_>, word: &Word| {
        let start = text.raw_range(word.range()).start;
        text.strong().find(|e| e.range.end + 1 == start && text.raw[..start].ends_with(' ')).cloned()
    };
    let mut all = Vec::new();
    for noun in of_source.iter().filter(|noun| !may_be_verb(view, noun)) {
        let Some(original) = behind(source, &source.words[noun.at]) else { continue };
        for word in target.words.iter().filter(|word| is_plain(word)) {
            let written = target.word(word);
            let Some(label) = behind(target, word) else { continue };
            let is_same = source.strong().count() == target.strong().count()
                && source.strong().position(|e| *e == original)
                    == target.strong().position(|e| *e == label);
            if is_same
                && written.chars().all(char::is_lowercase)
                && noun.renderings.iter().any(|r| r.is_noun_form(written))
            {
                let span = label.range.start..target.raw_range(word.range()).end;
                let message = "A hyphen joins the noun to the label before it: put one.".to_owned();
                let right = format!("{}-{written}", target.slice(label.range.clone()));
                all.push(Found { span, message, expected: None }.expected(right));
            }
        }
    }
    all
}

/// Letters of a noun from which on a blank inside it tells.
const LEAST_TORN: usize = 7;

/// `kryss rutan` for `check box`: a blank inside a word.
pub(in crate::checks) fn parted(view: &SegmentView<'_>) -> Vec<Found> {
    let target = &view.target;
    let Some(nouns) = view.locale.nouns().filter(|_| view.locale.spaces_words()) else {
        return Vec::new();
    };
    let is_torn = |two: &&[Word]| {
        let [head, tail] = two else { return false };
        is_plain(head)
            && is_plain(tail)
            && adjacent(target, head, tail)
            && is_unmarked(target, head, tail)
            && ![head, tail].iter().any(|word| view.names.in_target(&word.range()))
            && target.word(head).chars().count() >= 3
            && target.word(tail).chars().count() >= 2
            && target.word(tail).chars().all(char::is_lowercase)
    };
    let mut torn = target.words.windows(2).filter(is_torn).peekable();
    if torn.peek().is_none() {
        return Vec::new();
    }
    let of_source = of_source(view, nouns);
    let mut all = Vec::new();
    let mut joined = String::new();
    for two in torn {
        let [head, tail] = two else { continue };
        joined.clear();
        joined.push_str(target.word(head));
        joined.push_str(target.word(tail));
        let all_of_source = || of_source.iter().flat_map(|noun| noun.renderings);
        let is_own = all_of_source().any(|r| r.is_of(target.word(head)) && r.stem().len() > 2);
        let is_one = !is_own && all_of_source().any(|rendering| {
            rendering.text.chars().count() >= LEAST_TORN
                && !rendering.text.contains([' ', '-'])
                && rendering.is_noun_form(&joined)
                && !rendering.is_of(target.word(head))
                && rendering.stem().chars().count() > target.word(head).chars().count() + 1
        });
        // Two nouns of the source are another matter.
        let is_written = all_of_source().any(|r| r.text.contains(' ') && r.text.to_lowercase().starts_with(&target.word(head).to_lowercase()));
        if is_one && !is_written {
            let message = "A blank tears the word: write it as one.";
            all.push(Found::between(target, head, tail, message).expected(joined.clone()));
        }
    }
    all
}

/// Whether what looks like a plural may be a verb: `returns`.
fn may_be_verb(view: &SegmentView<'_>, noun: &Noun<'_>) -> bool {
    let small = noun.written.to_ascii_lowercase();
    let verbs = &view.source_locale.rules.verb_nouns;
    small.strip_suffix('s').is_some_and(|verb| has(verbs, verb))
        || small.strip_suffix("es").is_some_and(|verb| has(verbs, verb))
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
        // A loan has the gender that each translator gives it.
        let is_loan = of_source.iter().any(|of_source| noun.eq_ignore_ascii_case(of_source.written));
        let is_meant = !is_loan && of_source.iter().any(|of_source| {
            let is_noun = |rendering: &Rendering| {
                let text = rendering.text.to_lowercase();
                noun == text || compounds && noun.ends_with(&text)
            };
            of_source.renderings.iter().any(is_noun)
                && !is_plural(of_source.written)
                && (!is_word || is_determined(&view.source, of_source.at, &view.source_locale.rules.determiners))
        });
        // An adjective is no noun, behind a comma a clause may begin, and behind another article it is a number.
        let is_other = !is_word && is_form(nouns, &of_source, &before)
            || is_word
                && (target.visible()[..head.start as usize].trim_end().ends_with(',')
                    || is_behind_determiner(view, head));
        if is_meant && !is_other {
            let message = format!("“{}” does not agree with “{}”.", target.word(head), target.word(tail));
            all.push(Found::between(target, head, tail, message));
        }
    }
    all
}

/// Whether an article or demonstrative stands before a word: `dieser einen Zeile`.
fn is_behind_determiner(view: &SegmentView<'_>, word: &Word) -> bool {
    let before = view.target.visible()[..word.start as usize].trim_end();
    let last = trailing(before, char::is_alphabetic).to_lowercase();
    view.locale.rules.agreeing_words.contains_key(&last)
        || view.locale.nouns_are_capitalised && matches!(last.as_str(), "der" | "die" | "dieser" | "diese")
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
