//! `addition`: the target says more than the source.

use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::learn::gross_error::GrossKind;
use crate::mqm::{Category, Confidence, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "addition",
    kind: Kind::Suspicion,
    category: Category::Accuracy,
    severity: Severity::Major,
    weight: 1.0,
    confidence: Confidence::Medium,
    on_by_default: true,
    on_metadata: false,
    summary: "the target says something that the source does not",
    details: "The evidence comes from a lexicon (IBM Model 1, both directions) that the run's own pairs taught, with the locale's usual lengths; below some 500 pairs of a locale lengths and scripts stand alone and only extreme cases are told. It tells clauses and sentences, not single words: on planted errors 88 of 100 at under one false flag in 1,000 clean human segments. On real pages people do so more often than machines (omission 1.1 against 0.7, addition 1.8 against 0.2 of 1,000); most of those that were read were real.",
    examples: &[
        Example::bad("de-DE", "", "Diesen Absatz gibt es nur hier.", ""),
        Example::good("de-DE", "", "**—**"),
        Example::bad(
            "de-DE",
            "Open it.",
            "Um die Rechnungsadresse Ihres Unternehmens zu ändern, öffnen Sie die Kontoeinstellungen, wählen Sie das rechtliche Profil aus, und geben Sie die neue Adresse ein. Die Änderung gilt ab der nächsten Rechnung, und alle Administratoren des Kontos werden per E-Mail benachrichtigt.",
            "Um die Rechnungsadresse Ihres Unternehmens zu ändern, öffnen Sie die Kontoeinstellungen, wählen Sie das rechtliche Profil aus, und geben Sie die neue Adresse ein. Die Änderung gilt ab der nächsten Rechnung, und alle Administratoren des Kontos werden per E-Mail benachrichtigt",
        ),
        Example::good(
            "de-DE",
            "To change the billing address of your company, open the account settings, select the legal profile, and then enter the new address. The change takes effect with the next invoice, and all administrators of the account are told by mail.",
            "Um die Rechnungsadresse Ihres Unternehmens zu ändern, öffnen Sie die Kontoeinstellungen, wählen Sie das rechtliche Profil aus, und geben Sie die neue Adresse ein. Die Änderung gilt ab der nächsten Rechnung, und alle Administratoren des Kontos werden per E-Mail benachrichtigt.",
        ),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    if view.raw_source().trim().is_empty() && view.target.has_letters() {
        issues.push(Issue::new(&CHECK, "The original holds nothing of this."));
        return;
    }
    let Some(error) = &view.gross_error else { return };
    if let GrossKind::Addition { target_range } = &error.kind {
        let added = &view.raw_target()[target_range.clone()];
        let message = if error.by_length {
            // Too few pairs of the locale to learn words from.
            "The translation is far longer than translations usually are.".to_owned()
        } else {
            format!("Nothing in the source says “{}”.", added.trim())
        };
        let mut issue = Issue::new(&CHECK, message).confidence(error.confidence);
        // A hint costs no more than a blemish.
        if error.confidence == Confidence::Low {
            issue = issue.severity(Severity::Minor);
        }
        issues.push(issue.target(target_range.clone()));
    }
}
