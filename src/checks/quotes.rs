//! `quotes`: quotation marks of another language, or a pair of unlike ones.

use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::mqm::{Category, Confidence, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "quotes",
    kind: Kind::Style,
    category: Category::Locale,
    severity: Severity::Neutral,
    weight: 0.1,
    confidence: Confidence::Medium,
    on_by_default: false,
    on_metadata: false,
    summary: "quotation marks are not those of the locale",
    details: "Fires on curly or angular quotation marks that are in none of the locale's pairs (`„Seite”` in German), and on straight ones \
              where the source has curly ones and the locale puts another pair first. Apostrophes and single marks are not judged. \
              Off by default: people write straight marks as often as machines do (in Russian 29 and 19 of 1,000 segments, in \
              Arabic 74 and 20), and documentation accepts them nearly everywhere.",
    examples: &[
        Example::bad("de-DE", "the \"Partner Center\" menu", "das Menü „Partner Center”", "”"),
        Example::bad("fr-FR", "the “Home” page", "la page \"Accueil\"", "\""),
        Example::good("de-DE", "the \"Partner Center\" menu", "das Menü „Partner Center“"),
        Example::good("fr-FR", "the \"Home\" page", "la page « Accueil »"),
        Example::good("ru-RU", "the \"Home\" page", "страница \"Главная\""),
    ],
    run: Run::Segment(run),
};

/// Marks that only quote.
const MARKS: [char; 10] = ['“', '”', '„', '«', '»', '‹', '›', '「', '」', '‟'];

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let quotes = &view.locale.quotes;
    if quotes.is_empty() {
        return;
    }
    let visible = view.target.visible();
    let own = |c: char| quotes.iter().any(|(open, close)| open.contains(c) || close.contains(c));
    let curly = visible.contains('"') && view.source.visible().contains(MARKS);
    let straight = quotes.first().is_some_and(|(open, _)| open == "\"");
    for (at, c) in visible.char_indices() {
        let foreign = !c.is_ascii() && MARKS.contains(&c) && !own(c);
        if foreign || c == '"' && curly && !straight {
            let message = format!("“{c}” is no quotation mark of this language.");
            let span = view.target_span(at..at + c.len_utf8());
            let usual = quotes.first().map_or("", |(open, _)| open.trim());
            issues.push(Issue::new(&CHECK, message).target(span).expected(usual));
        }
    }
}
