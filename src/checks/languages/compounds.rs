//! What languages share that write compounds as one word, the Germanic ones and Finnish: compounds that a blank tears, hyphens that stand for a part of one, or that are missing.

use super::{Found, adjacent, has};
use crate::checks::SegmentView;
use crate::document::Origin;
use crate::locale::Habit;
use crate::text::words::trailing;
use crate::text::{Text, Word, WordKind};

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

/// `API: er`: the colon joins an ending to the acronym before it.
pub(super) fn torn_ending(view: &SegmentView<'_>) -> Vec<Found> {
    let (source, target) = (&view.source, &view.target);
    let visible = target.visible();
    let endings = &view.locale.rules.colon_endings;
    let is_torn = |pair: &&[Word]| {
        let [acronym, ending] = pair else { return false };
        visible.get(acronym.end as usize..ending.start as usize) == Some(": ")
            && has(endings, target.word(ending))
            && target.word(acronym).chars().filter(|c| c.is_uppercase()).count() >= 2
            && target.word(acronym).ends_with(char::is_uppercase)
            && !source.visible().contains(&visible[acronym.end as usize..ending.end as usize])
    };
    let found = |pair: &[Word]| {
        let (acronym, ending) = (target.word(&pair[0]), target.word(&pair[1]));
        let message = "A blank parts the ending from the acronym: leave it out.";
        Found::between(target, &pair[0], &pair[1], message).expected(format!("{acronym}:{ending}"))
    };
    target.words.windows(2).filter(is_torn).take(MOST).map(found).collect()
}

/// `CreateReader metoden`: a name of code and the noun behind it that says what it is are one word with a hyphen. Only where
/// the source has both in this order; a person may mean another noun.
pub(super) fn parted_noun(view: &SegmentView<'_>) -> Vec<Found> {
    let (source, target) = (&view.source, &view.target);
    let nouns = &view.locale.rules.joined_nouns;
    let spaced = view.locale.has(Habit::SpacedHyphens);
    let classes = &view.source_locale.rules.class_nouns;
    if nouns.is_empty() || view.page.origin() != Origin::Machine {
        return Vec::new();
    }
    let is_class = |word: &str| {
        let singular = word.strip_suffix('s').unwrap_or(word);
        has(classes, word)
            || has(classes, singular)
            || has(classes, word.strip_suffix("es").unwrap_or(word))
    };
    // The last characters of the name, and where the noun behind it begins.
    let before = |text: &Text<'_>, word: &Word| -> Option<usize> {
        let raw = text.raw_range(word.range());
        let name = text.raw[..raw.start].strip_suffix(' ')?;
        Some(name.len())
    };
    let english = &view.source_locale.function_words;
    // Behind an acronym or a label any noun may stand.
    let is_noun = |word: &str, of_any: bool| {
        let is_small = word.len() >= 3 && word.bytes().all(|b| b.is_ascii_lowercase());
        is_class(word) || of_any && is_small && !has(english, word)
    };
    let of_source = |name: &str| {
        let of_any = name == LABEL_END || is_acronym(name);
        source.words.iter().take(LOOKED_AT).any(|word| {
            is_noun(source.word(word), of_any)
                && before(source, word).is_some_and(|end| {
                    source.raw[..end].ends_with(name)
                        && !source.raw[..end - name.len()].ends_with(is_of_name)
                })
        })
    };
    let mut all = Vec::new();
    for word in target.words.iter().filter(|word| word.kind == WordKind::Plain) {
        let noun = target.word(word);
        if !nouns.iter().any(|stem| {
            noun.strip_prefix(stem.as_str())
                .is_some_and(|ending| ending.chars().count() <= LONGEST_ENDING)
        }) {
            continue;
        }
        if all.len() == MOST {
            break;
        }
        let Some(end) = before(target, word) else { continue };
        let is_label = spaced && target.raw[..end].ends_with(LABEL_END);
        let name = if is_label { LABEL_END } else { trailing(&target.raw[..end], is_of_name) };
        if (is_label || is_code(name) || is_acronym(name)) && of_source(name) {
            let message = "A hyphen joins the noun to the name before it: put one.".to_owned();
            let span = end - name.len()..target.raw_range(word.range()).end;
            let joint = if is_label { " -" } else { "-" };
            let found = Found { span, message, expected: None };
            all.push(found.expected(format!("{name}{joint}{noun}")));
        }
    }
    all
}

/// Words of a source that are looked at for it.
const LOOKED_AT: usize = 400;
/// Letters of the ending of such a noun at most.
const LONGEST_ENDING: usize = 7;
/// The end of a label in bold.
const LABEL_END: &str = "**";

/// Whether a word is in capitals, digits apart.
fn is_acronym(name: &str) -> bool {
    name.len() >= 2
        && name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        && name.bytes().filter(u8::is_ascii_uppercase).count() >= 2
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$' | '`' | '.' | '-')
}

/// Whether a word is no word of a language: between back-ticks, a variable, with an underscore, or with a capital inside.
fn is_code(name: &str) -> bool {
    let is_marked = name.len() > 2 && name.starts_with('`') && name.ends_with('`');
    let has_hump =
        name.as_bytes().windows(2).any(|w| w[0].is_ascii_lowercase() && w[1].is_ascii_uppercase());
    let is_word = |name: &str| name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    is_marked
        || name.strip_prefix('$').is_some_and(|name| !name.is_empty() && is_word(name))
        || is_word(name) && (has_hump || name.contains('_'))
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
