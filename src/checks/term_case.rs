//! `term-case`: a localized name is written in another case than the locale's form, an acronym in another than the source's.
//!
//! Precision: 4 of 4 read on human text.

use std::ops::Range;

use super::mangled_name::issue;
use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::locale::{Habit, Locale, Script};
use crate::mqm::{Category, Confidence, Severity};
use crate::names::Problem;
use crate::text::words;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "term-case",
    kind: Kind::Law,
    category: Category::Linguistic,
    severity: Severity::Minor,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "A localized name or an acronym is written in another case than its approved form.",
    details: "Reports a localized name whose approved form stands in the target only in another case (`espace \
        partenaires` for `Espace partenaires`). A small letter of the form may be a capital, as at the beginning of a \
        sentence. The case of English names is reported by mangled-name. Reports too an acronym of two to five capitals \
        (`ISV`, `APIs`) that the target has only in another case (`Isv`, `api`): in scripts without case any, with a capital \
        (`Isv`) beside the right one too, elsewhere of three letters or more. Excused: abbreviations with a full stop (`id.`), values of code (`TRUE`), what the \
        source has so too, small letters where the locale writes acronyms small (Dutch, Swedish) or is not known, and \
        longer words with one capital (`Unix`). \
              Measured: 21 issues per 1,000 machine-translated segments, 2.2 per 1,000 human ones.",
    examples: &[
        Example::bad(
            "fr-FR",
            "Sign in to Partner Center.",
            "Connectez-vous à l’espace partenaires.",
            "espace partenaires",
        ),
        Example::bad(
            "ru-RU",
            "Sign in to Partner Center.",
            "Войдите в центр партнеров.",
            "центр партнеров",
        ),
        Example::bad("hu-HU", "all third-party ISV offers", "a külső isv-ajánlatok", "isv"),
        Example::bad("ko-KR", "ISVs provide support.", "Isv는 지원을 제공합니다.", "Isv"),
        Example::bad("ko-KR", "The ISV and all ISVs.", "ISV와 모든 Isv입니다.", "Isv"),
        Example::good(
            "fr-FR",
            "Sign in to Partner Center.",
            "Connectez-vous à l’Espace partenaires.",
        ),
        Example::good("es-ES", "the partner ID number", "el id. de partner"),
        Example::good("nl-NL", "Save the PDF file.", "Sla het pdf-bestand op."),
        Example::good("pt-BR", "It returns TRUE here.", "Retorna true aqui."),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let found = view.names.damage.iter().filter(|d| d.problem == Problem::TermCase);
    issues.extend(found.filter_map(|d| issue(&CHECK, view, d)));
    recased(view, issues);
}

/// Values that programs spell in any case.
const VALUES: &[&str] = &["FALSE", "NO", "NONE", "NULL", "OFF", "ON", "TRUE", "YES"];

/// Acronyms of the source that the target writes in another case.
fn recased(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (view.source.visible(), view.target.visible());
    let count = |of: fn(char) -> bool| source.chars().filter(|c| of(*c)).count();
    let has_acronyms =
        source.as_bytes().windows(2).any(|two| two.iter().all(u8::is_ascii_uppercase));
    // In a line of capitals nothing tells acronyms from words.
    if !has_acronyms || count(char::is_uppercase) > count(char::is_lowercase) {
        return;
    }
    let is_function = |word: &str| {
        let lower = word.to_lowercase();
        [view.locale, Locale::english()].iter().any(|l| l.function_words.contains(&lower))
    };
    let standing: Vec<&str> = standing(target).map(|range| &target[range]).collect();
    let has_case =
        matches!(view.locale.script, Some(Script::Latin | Script::Cyrillic | Script::Greek));
    // Beside the right one, only a capital with a small letter behind it shows an oversight, and only where it is no word.
    let stands = |acronym: &&str| standing.iter().any(|other| singular(other) == *acronym);
    let acronyms: Vec<&str> = self::standing(source)
        .map(|range| singular(&source[range]))
        .filter(|word| (2..=5).contains(&word.len()))
        .filter(|word| word.bytes().all(|b| b.is_ascii_uppercase()))
        .filter(|word| !VALUES.contains(word) && !is_function(word))
        .filter(|word| !has_case || !stands(word))
        .collect();
    if acronyms.is_empty() {
        return;
    }
    let in_latin = view.locale.script == Some(Script::Latin);
    let small_is_wrong =
        !in_latin || view.locale.knows_words() && !view.locale.has(Habit::SmallAcronyms);
    for range in self::standing(target) {
        let written = &target[range.clone()];
        let same = |acronym: &&&str| {
            acronym.eq_ignore_ascii_case(written) || acronym.eq_ignore_ascii_case(singular(written))
        };
        let Some(acronym) = acronyms.iter().find(same) else { continue };
        let is_small = written.bytes().all(|b| b.is_ascii_lowercase());
        let is_word = written.len() > 3
            && written.bytes().skip(1).all(|b| b.is_ascii_lowercase())
            && !is_small;
        let is_abbreviation = target[range.end..].starts_with(". ");
        let is_told = self::standing(source).any(|other| source[other] == *written);
        if is_abbreviation
            || is_word
            || is_told
            || stands(acronym) && !written.starts_with(|c: char| c.is_ascii_uppercase())
            || written == *acronym
            || singular(written) == *acronym
            || is_small && !small_is_wrong
            || in_latin && acronym.len() < 3
            || has_case && is_function(written)
        {
            continue;
        }
        let message = format!("“{written}” is the acronym “{acronym}”: write it in capitals.");
        let span = view.target_span(range);
        issues.push(Issue::new(&CHECK, message).target(span).expected(*acronym));
    }
}

/// An acronym without the ending of its plural.
fn singular(word: &str) -> &str {
    word.strip_suffix('s').filter(|stem| stem.len() >= 2).unwrap_or(word)
}

/// The words of Latin letters that are no part of a name of code, a path or an address.
fn standing(text: &str) -> impl Iterator<Item = Range<usize>> {
    words::runs(text, |c| c.is_ascii_alphanumeric()).filter(move |range| {
        let (before, rest) = (&text[..range.start], &text[range.end..]);
        let joins = ['.', '_', '/', '\\', '@', '#', '$', '-', ':'];
        let latin = |c: char| c.is_alphabetic() && c.is_lowercase() != c.is_uppercase();
        let called = rest.starts_with(['_', '/', '\\', '(', '@', '='])
            || rest.strip_prefix('.').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
        let word = &text[range.clone()];
        word.bytes().all(|b| b.is_ascii_alphabetic())
            && !before.ends_with(joins)
            && !before.ends_with(latin)
            && !rest.starts_with(latin)
            && !called
    })
}
