//! What the nouns of documentation tell of a target: two that a blank tears apart, or one. The source says whether the noun is meant.

use super::{Found, adjacent, has, is_unmarked};
use crate::checks::SegmentView;
use crate::checks::view::Noun;
use crate::locale::{Habit, Rendering};
use crate::text::sentences::begins_sentence;
use crate::text::{Word, WordKind};

/// Letters that join the first half of a compound to the second.
const LINKS: &[&str] = &["", "s", "e", "n", "en", "es", "er"];
/// Those of languages whose articles and plurals end so.
const FEW_LINKS: &[&str] = &["", "s"];

/// Whether a word is none of code and no number.
pub(super) fn is_plain(word: &Word) -> bool {
    word.kind == WordKind::Plain
}

/// `resurs grupp` for `resource group`: nouns that stand side by side in the source are one word.
pub(in crate::checks) fn torn(view: &SegmentView<'_>) -> Vec<Found> {
    let target = &view.target;
    if !view.locale.has(Habit::Compounds) {
        return Vec::new();
    }
    let of_source = view.nouns();
    // Behind a noun the source may have a verb, which a language of many endings does not tell from a noun.
    let links = !view.locale.has(Habit::SpacedHyphens);
    let pairs: Vec<(&Noun, &Noun)> = of_source
        .iter()
        .zip(of_source.iter().skip(1))
        .filter(|(first, last)| {
            let words = &view.source.words;
            first.at + 1 == last.at
                && !is_plural(first.written(view))
                && (links || !may_be_verb(view, last))
                && adjacent(&view.source, &words[first.at], &words[last.at])
        })
        .collect();
    if pairs.is_empty() {
        return Vec::new();
    }
    let mut all = Vec::new();
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
        let is_pair = |(one, other): &&(&Noun, &Noun)| {
            let is_left = first.eq_ignore_ascii_case(one.written(view))
                && last.eq_ignore_ascii_case(other.written(view));
            let is_verb = is_first
                && begins_sentence(view.source.visible(), view.source.words[one.at].start as usize)
                && has(
                    &view.source_locale.rules.verb_nouns,
                    &one.written(view).to_ascii_lowercase(),
                );
            !is_left
                && !is_verb
                && one.renderings.iter().any(begins)
                && other.renderings.iter().any(ends)
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

/// Letters of a noun from which on a blank inside it tells.
const LEAST_TORN: usize = 7;

/// `kryss rutan` for `check box`: a blank inside a word.
pub(in crate::checks) fn parted(view: &SegmentView<'_>) -> Vec<Found> {
    let target = &view.target;
    let of_source = view.nouns();
    if of_source.is_empty() || !view.locale.spaces_words() {
        return Vec::new();
    }
    let capitalised = view.locale.nouns_are_capitalised;
    let is_tail = |word: &str| {
        word.starts_with(char::is_uppercase) == capitalised
            && word.chars().skip(1).all(char::is_lowercase)
    };
    let is_torn = |two: &&[Word]| {
        let [head, tail] = two else { return false };
        is_plain(head)
            && is_plain(tail)
            && adjacent(target, head, tail)
            && is_unmarked(target, head, tail)
            && ![head, tail].iter().any(|word| view.names.in_target(&word.range()))
            && target.word(head).chars().count() >= 3
            && !view.locale.function_words.contains(&target.word(head).to_lowercase())
            && target.word(tail).chars().count() >= 2
            && is_tail(target.word(tail))
    };
    let mut all = Vec::new();
    let mut joined = String::new();
    for two in target.words.windows(2).filter(is_torn) {
        let [head, tail] = two else { continue };
        joined.clear();
        joined.push_str(target.word(head));
        joined.extend(target.word(tail).chars().flat_map(char::to_lowercase));
        let all_of_source = || of_source.iter().flat_map(|noun| noun.renderings);
        let is_own = all_of_source().any(|r| r.is_of(target.word(head)) && r.stem().len() > 2);
        let is_one = !is_own
            && all_of_source().any(|rendering| {
                rendering.text.chars().count() >= LEAST_TORN
                    && !rendering.text.contains([' ', '-'])
                    && rendering.is_noun_form(&joined)
                    && !rendering.is_of(target.word(head))
                    && rendering.stem().chars().count() > target.word(head).chars().count() + 1
            });
        // Two nouns of the source are another matter.
        let is_written = all_of_source().any(|r| {
            r.text.contains(' ')
                && r.text.to_lowercase().starts_with(&target.word(head).to_lowercase())
        });
        if is_one && !is_written {
            let message = "A blank tears the word: write it as one.";
            all.push(Found::between(target, head, tail, message).expected(joined.clone()));
        }
    }
    all
}

/// Whether a word is a noun in the form that the first half of a compound has.
fn is_first_half(word: &str, rendering: &Rendering, links: &[&str]) -> bool {
    let Some(ending) = rendering.ending(word) else { return false };
    // Without a last vowel it may end as well.
    let whole = rendering.text.get(rendering.stem().len()..).unwrap_or_default();
    links.contains(&ending) || ending == whole || ending.strip_suffix('s') == Some(whole)
}

/// Whether what looks like a plural may be a verb: `returns`.
pub(super) fn may_be_verb(view: &SegmentView<'_>, noun: &Noun) -> bool {
    let small = noun.written(view).to_ascii_lowercase();
    let verbs = &view.source_locale.rules.verb_nouns;
    small.strip_suffix('s').is_some_and(|verb| has(verbs, verb))
        || small.strip_suffix("es").is_some_and(|verb| has(verbs, verb))
}

/// Whether an English noun ends as a plural does.
pub(super) fn is_plural(word: &str) -> bool {
    word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::view::of_pair;

    fn told(locale: &str, source: &str, target: &str) -> Vec<String> {
        let rules = [torn as fn(&SegmentView<'_>) -> Vec<Found>, parted];
        of_pair(locale, source, target, |view| {
            let found = rules.iter().flat_map(|rule| rule(view));
            found.map(|found| found.expected.unwrap_or_default()).collect()
        })
    }

    #[test]
    fn nouns_that_the_source_has_side_by_side_are_one_word() {
        for (locale, source, target, right) in [
            ("sv-SE", "Open the resource group.", "Öppna resurs gruppen.", "resursgruppen"),
            ("nl-NL", "The default value is 5.", "De standaard waarde is 5.", "standaardwaarde"),
            (
                "da-DK",
                "No internet connection",
                "Ingen internet forbindelse",
                "internetforbindelse",
            ),
            ("de-DE", "Open the user field.", "Öffnen Sie das Benutzer Feld.", "Benutzerfeld"),
            ("sv-SE", "Select the checkbox now.", "Markera kryss rutan nu.", "kryssrutan"),
        ] {
            assert_eq!(told(locale, source, target), [right], "{target}");
        }
    }

    #[test]
    fn what_is_no_compound_is_left_alone() {
        for (locale, source, target) in [
            ("sv-SE", "This guide helps you.", "Den här guiden hjälper dig."),
            ("de-DE", "in the right corner", "in der rechten Ecke"),
            ("de-DE", "the data center", "das Data Center"),
            ("nb-NO", "Test connection", "Test tilkobling"),
            ("sv-SE", "the group of the resource", "gruppen resurs"),
            ("fr-FR", "the resource group", "le groupe ressource"),
            ("de-DE", "Schedule an appointment.", "Einen Termin planen."),
        ] {
            assert_eq!(told(locale, source, target), Vec::<String>::new(), "{target}");
        }
    }
}
