//! `wrong-form`: a word stands in a form that its neighbours rule out.
//!
//! Precision: 21 of 21 read on human text, 20 of 20 read on machine text.

use super::languages::{self, Language};
use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::cldr::CldrLocale;
use crate::mqm::{Category, Confidence, Severity};
use crate::text::words;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "wrong-form",
    kind: Kind::Law,
    category: Category::Linguistic,
    severity: Severity::Minor,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: true,
    summary: "a word stands in a form that the words around it rule out",
    details: "Closed rules of grammar that need no dictionary. Czech: a neuter noun with its adjective in the \
              nominative behind a preposition that never takes it (`v Partnerské centrum`, `o podpora`). Hungarian: a role that ends in the adjective at the \
              end of an item (`Globális rendszergazdai |`), the indicative behind a verb of wanting (`elvárjuk, hogy … \
              érkezik`). Korean: `를` behind a consonant, `을` behind a vowel, two particles in a row, a year without `년`. Romanian: a number from 20 on without `de` (`32 caractere`). Russian: a date without `г.`. By the CLDR: a month behind the day in the form that it has by itself (`9 marzec`). Russian and Czech: a preposition before its own consonant (`s zákazníkem`). German: `Informationen … Sie unter` without its verb. Spanish: `y` and `o` before their own \
              sound, `de el`, `a el`. In 13 languages: articles and prepositions before a word whose first sound or ending asks for another form (`le élément`, `el configuración`, `dei utenti`, `о использовании`); Korean, Turkish and Hungarian: endings that do not fit how a number is read (`365은`, `2019-ban`). French: no elision before a vowel (`de Azure`), `de le`, `à le`; French and Italian: an elision before a consonant (`l’PGA`). Italian: \
              no elision before a number that begins with a vowel (`il 8`). In 16 languages, by the nouns of `data/nouns`: words that do not agree with the gender of the noun behind them, where the source has it (`de bestand`). By the locale's data: phrases that only \
              go on with certain words (`a través` without `de`). Excused: names, code and quoted words. Measured: \
              machine 7, human 0.3 of 1,000 segments.",
    examples: &[
        Example::bad(
            "cs-CZ",
            "Sign in to Partner Center.",
            "Přihlaste se k Partnerské centrum.",
            "k Partnerské centrum",
        ),
        Example::bad(
            "hu-HU",
            "Global admin | Sales agent",
            "Globális rendszergazdai | Értékesítési ügynök",
            "Globális rendszergazdai",
        ),
        Example::bad(
            "hu-HU",
            "We expect it to come from you.",
            "Elvárjuk, hogy Öntől érkezik.",
            "érkezik",
        ),
        Example::bad("es-ES", "through a request", "a través una solicitud", "a través una"),
        Example::bad("pl-PL", "on March 9, 2021", "9 marzec 2021 r.", "marzec"),
        Example::bad("es-ES", "data and information", "datos y información", "y información"),
        Example::bad("fr-FR", "several Azure tenants", "plusieurs locataires de Azure", "de Azure"),
        Example::bad("fr-FR", "the PGA of the company", "l’PGA de l’entreprise", "l’PGA"),
        Example::good(
            "fr-FR",
            "SQL, MBA, npm, URL, D'Souza",
            "l’SQL, l’MBA, l’npm, l’URL, D’Souza",
        ),
        Example::bad("ko-KR", "Open the process.", "프로세스을 엽니다.", "프로세스을"),
        Example::bad("ru-RU", "On July 1, 2020", "С 1 июля 2020", "1 июля 2020"),
        Example::good("ru-RU", "On July 1, 2020", "С 1 июля 2020 г."),
        Example::bad("ro-RO", "up to 32 characters", "cel mult 32 caractere", "32 caractere"),
        Example::good("ro-RO", "on March 21", "pe 21 martie"),
        Example::bad("ko-KR", "in 2021", "2021에 종료됩니다", "2021에"),
        Example::good("cs-CZ", "Sign in to Partner Center.", "Přihlaste se k Partnerskému centru."),
        Example::bad(
            "de-DE",
            "For info on X, see Y.",
            "Informationen zu X Sie unter Y.",
            "Sie unter",
        ),
        Example::good("de-DE", "For info on X, see Y.", "Informationen zu X finden Sie unter Y."),
        Example::bad("nl-NL", "Open the file.", "Open de bestand.", "de bestand"),
        Example::bad("it-IT", "an interest of 1.5%", "un interesse del 1,5%", "del 1,5"),
        Example::bad("cs-CZ", "with a customer", "s zákazníkem", "s zákazníkem"),
        Example::good("cs-CZ", "take it with you", "vezměte s sebou"),
        Example::bad("ru-RU", "with incentive", "с стимулом", "с стимулом"),
        Example::good("ru-RU", "with own", "со своим стимулом в Венгрии"),
        Example::good("cs-CZ", "for the new center", "pro nové centrum"),
        Example::good("hu-HU", "Global admin tasks", "Globális rendszergazdai feladatok"),
        Example::good("es-ES", "ice and water or iron", "agua y hielo u hierro"),
        Example::good("fr-FR", "Thanks to Ana de Oliveira.", "Merci à Ana de Oliveira."),
        Example::good("fr-FR", "the yes", "le oui, le ou, le onze"),
        Example::bad("es-ES", "Open it.", "Abra el configuración.", "el configuración"),
        Example::bad("it-IT", "Open it.", "Apri il strumento.", "il strumento"),
        Example::bad("ko-KR", "It is new.", "버전 365은 새롭습니다.", "365은"),
        Example::good("it-IT", "Open it.", "Apri lo strumento."),
        Example::good("ko-KR", "in the village", "마을 안에서 파일을 엽니다."),
    ],
    run: Run::Segment(run),
};

/// Letters of a month in full at least: shorter ones may be abbreviations.
const LEAST_MONTH: usize = 5;

/// `9 marzec`: behind the day a month has the form of dates, where the language has another for it by itself.
fn months(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let target = &view.target;
    let is_day = |word: &str| {
        word.len() <= 2 && word.parse::<u32>().is_ok_and(|day| (1..=31).contains(&day))
    };
    let is_month = |word: &str| {
        let small = word.to_lowercase();
        view.locale.months.iter().flatten().any(|month| *month == small)
    };
    let mut dated = target
        .words
        .windows(2)
        .filter(|two| is_day(target.word(&two[0])) && is_month(target.word(&two[1])))
        .peekable();
    if dated.peek().is_none() {
        return;
    }
    let cldr = CldrLocale::remembered(view.page.locale());
    let Some(months) = cldr.as_ref().and_then(|cldr| cldr.months.as_ref()) else { return };
    for two in dated {
        let between = target.visible().get(two[0].end as usize..two[1].start as usize);
        let written = target.word(&two[1]).to_lowercase();
        if !matches!(between, Some(" " | ". " | "\u{a0}")) || written.chars().count() < LEAST_MONTH
        {
            continue;
        }
        let is_alone = |forms: &&Vec<&str>| {
            forms.first() != Some(&written.as_str()) && forms.last() == Some(&written.as_str())
        };
        let Some(right) = months.iter().find(is_alone).and_then(|forms| forms.first()) else {
            continue;
        };
        // In full too: what is no shorter than the month by itself.
        if right.chars().count() >= LEAST_MONTH {
            let message = format!("Behind the day the month is “{right}”.");
            let span = view.target_span(two[1].range());
            issues.push(Issue::new(&CHECK, message).target(span).expected(*right));
        }
    }
}

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    months(view, issues);
    languages::report(&CHECK, Language::of(view.locale).wrong_form, view, issues);
    // Of what both say of one place the evaluation keeps the first.
    languages::report(&CHECK, &[languages::forms::neighbours], view, issues);
    languages::report(&CHECK, &[languages::agreement::disagreeing], view, issues);
    for (phrase, continuations) in &view.locale.open_phrases {
        open_phrase(view, issues, phrase, continuations);
    }
}

/// A phrase that goes on with other words than it can.
fn open_phrase(
    view: &SegmentView<'_>,
    issues: &mut Vec<Issue>,
    phrase: &str,
    continuations: &[String],
) {
    let text = &view.target;
    let visible = text.visible();
    for (at, _) in visible.match_indices(phrase) {
        let end = at + phrase.len();
        let Some(rest) = visible[end..].strip_prefix(' ') else { continue };
        let next = words::leading(rest, char::is_alphanumeric);
        let inside = visible[..at].ends_with(char::is_alphanumeric);
        if inside || next.is_empty() || continuations.iter().any(|c| c == next) {
            continue;
        }
        let message = format!(
            "“{phrase}” lacks the word that it goes on with: write “{phrase} {}”.",
            continuations[0]
        );
        let span = view.target_span(at..end + 1 + next.len());
        issues.push(Issue::new(&CHECK, message).target(span));
    }
}
