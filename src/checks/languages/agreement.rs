//! Words before a noun that do not agree with its gender, as the nouns of documentation tell it.

use super::nouns::{is_plain, is_plural};
use super::{Found, adjacent, has, is_unmarked};
use crate::checks::SegmentView;
use crate::checks::view::Noun;
use crate::locale::{Habit, Nouns, Rendering};
use crate::text::words::trailing;
use crate::text::{Text, Word};

/// Words that may stand between an English determiner and its noun.
const BETWEEN: usize = 3;

/// Among genders: any noun that begins with `a` (`el área`).
const BEFORE_A: char = 'a';

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
    let of_source = view.nouns();
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
            || compounds
                && next.starts_with(char::is_alphabetic)
                && view.locale.nouns_are_capitalised
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
        // `de laatste controlepunt`: an adjective may stand between.
        let (head, genders) = match genders {
            Some(genders) => (head, Some(genders)),
            None => match article_before(view, nouns, two) {
                Some((article, genders)) => (article, Some((genders, true))),
                None => (head, None),
            },
        };
        let Some((genders, is_word)) = genders else { continue };
        let Some(gender) = nouns.gender(&noun, compounds) else { continue };
        let is_exempt = genders.contains(BEFORE_A) && noun.starts_with(['a', 'á']);
        if gender == 'p' || genders.contains(gender) || is_exempt {
            continue;
        }
        // A loan has the gender that each translator gives it.
        let is_loan =
            of_source.iter().any(|of_source| noun.eq_ignore_ascii_case(of_source.written(view)));
        let is_meant = !is_loan
            && of_source.iter().any(|of_source| {
                let is_noun = |rendering: &Rendering| {
                    let text = rendering.text.to_lowercase();
                    noun == text || compounds && noun.ends_with(&text)
                };
                of_source.renderings.iter().any(is_noun)
                    && !is_plural(of_source.written(view))
                    && (!is_word
                        || is_determined(
                            &view.source,
                            of_source.at,
                            &view.source_locale.rules.determiners,
                        ))
            });
        // An adjective is no noun, behind a comma a clause may begin, and behind another article it is a number.
        let is_other = !is_word && is_form(nouns, of_source, &before)
            || is_word
                && (target.visible()[..head.start as usize].trim_end().ends_with(',')
                    || is_behind_determiner(view, head));
        if is_meant && !is_other {
            let message =
                format!("“{}” does not agree with “{}”.", target.word(head), target.word(tail));
            all.push(Found::between(target, head, tail, message));
        }
    }
    all
}

/// The article before an adjective that stands before a noun, and the genders that it may stand before. Only in languages
/// of compounds, whose adjectives do not tell the gender by themselves.
fn article_before<'v>(
    view: &'v SegmentView<'_>,
    nouns: &Nouns,
    two: &[Word],
) -> Option<(&'v Word, &'v String)> {
    let [adjective, _] = two else { return None };
    let (target, rules) = (&view.target, &view.locale.rules);
    let written = target.word(adjective);
    let at = target.words.iter().position(|word| word == adjective)?;
    let article = target.words.get(at.checked_sub(1)?)?;
    // German `diesen` may be a pronoun (`von diesen benötigte Menge`).
    let is_adjective = view.locale.has(Habit::Compounds)
        && !view.locale.nouns_are_capitalised
        && written.chars().all(char::is_lowercase)
        && written.chars().count() >= LEAST_ADJECTIVE
        && rules.adjective_endings.iter().any(|ending| written.ends_with(ending.as_str()))
        && nouns.gender(written, true).is_none()
        && !view.locale.function_words.iter().any(|word| word == written);
    let genders = rules.agreeing_words.get(&target.word(article).to_lowercase())?;
    let is_beside = adjacent(target, article, adjective) && is_unmarked(target, article, adjective);
    (is_adjective && is_beside).then_some((article, genders))
}

/// Letters of such an adjective at least.
const LEAST_ADJECTIVE: usize = 4;

/// Whether an article or demonstrative stands before a word: `dieser einen Zeile`.
fn is_behind_determiner(view: &SegmentView<'_>, word: &Word) -> bool {
    let before = view.target.visible()[..word.start as usize].trim_end();
    let last = trailing(before, char::is_alphabetic).to_lowercase();
    view.locale.rules.agreeing_words.contains_key(&last)
}

/// Whether a word is a form of a noun that the source has.
fn is_form(nouns: &Nouns, of_source: &[Noun], word: &str) -> bool {
    nouns.gender(word, false).is_some()
        || of_source.iter().any(|noun| noun.renderings.iter().any(|r| r.is_of(word)))
}

/// Whether a determiner stands before an English noun.
fn is_determined(source: &Text<'_>, at: usize, determiners: &[String]) -> bool {
    let before = &source.words[at.saturating_sub(BETWEEN)..at];
    before.iter().any(|word| has(determiners, &source.word(word).to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::view::of_pair;

    fn told(locale: &str, source: &str, target: &str) -> usize {
        of_pair(locale, source, target, |view| disagreeing(view).len())
    }

    #[test]
    fn words_before_a_noun_have_its_gender() {
        for (locale, source, target) in [
            ("nl-NL", "the subject of the meeting request", "het onderwerp van de vergaderverzoek"),
            ("da-DK", "A virtual machine can start.", "En virtuelt maskine kan starte."),
            ("de-DE", "Open the configuration file.", "Öffnen Sie den Konfiguration."),
            ("it-IT", "Open the window now.", "Aprire la finestra e il finestra."),
            ("es-ES", "It sends a map note.", "Envía un nota."),
        ] {
            assert_eq!(told(locale, source, target), 1, "{target}");
        }
    }

    #[test]
    fn other_readings_are_left_alone() {
        for (locale, source, target) in [
            ("es-ES", "in the area", "en el área"),
            ("de-DE", "with this single declaration", "mit dieser einen Deklaration"),
            ("de-DE", "the default profile", "eine Standardprofil- und Währungskombination"),
            ("nl-NL", "so that it has access", "zodat het toegang heeft"),
            ("it-IT", "a cloud", "una cloud"),
            ("fr-FR", "the **Billing** page", "Le **facturation**"),
        ] {
            assert_eq!(told(locale, source, target), 0, "{target}");
        }
    }
}
