//! `quotes`: quotation marks of another language, or a pair of unlike ones.
//!
//! Off by default, and so not measured on other vendors' text.

use super::{Check, Example, Kind, Run, SegmentView, style};
use crate::checks::issue::Issue;
use crate::learn::style::OWN_QUOTES;
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
    details: "Where the project writes the locale's own quotation marks, fires on others: straight ones, and curly or angular ones that \
              are in none of the locale's pairs (`„Seite”` in German). Apostrophes and single marks are not judged. Off by \
              default: documentation accepts straight marks nearly everywhere.",
    examples: &[
        Example::bad("de-DE", "the \"Partner Center\" menu", "das Menü „Partner Center”", "”"),
        Example::bad("fr-FR", "the “Home” page", "la page \"Accueil\"", "\""),
        Example::good("de-DE", "the \"Partner Center\" menu", "das Menü „Partner Center“"),
        Example::good("fr-FR", "the \"Home\" page", "la page « Accueil »"),
        Example::good("ru-RU", "the \"Home\" page", "страница «Главная»"),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let Some((open, close)) = view.locale.quotes.first() else { return };
    style::report(&CHECK, &OWN_QUOTES, view, issues, |mark| {
        format!("“{mark}” is a quotation mark of another language: write {open}…{close}")
    });
}
