//! `omission`: part of the source is missing from the target.
//!
//! Precision: 33 of 41 read on human text, 1 of 1 read on machine text.

use std::ops::Range;

use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::document::Origin;
use crate::learn::gross_error::GrossKind;
use crate::mqm::{Category, Confidence, Severity};
use crate::text::{Protected, ProtectedKind, Text};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "omission",
    kind: Kind::Suspicion,
    category: Category::Accuracy,
    severity: Severity::Major,
    weight: 1.0,
    confidence: Confidence::Medium,
    on_by_default: true,
    on_metadata: false,
    summary: "part of the source is missing from the target",
    details: "The evidence comes from a lexicon (IBM Model 1, both directions) that the run's own pairs taught, with the locale's usual lengths; below some 500 pairs of a locale lengths and scripts stand alone and only extreme cases are told. It tells clauses and sentences left out, not single words: on planted errors 95 of 100 at under one false flag in 1,000 clean human segments. On real pages people do so more often than machines (omission 1.1 against 0.7, addition 1.8 against 0.2 of 1,000); most of those that were read were real.",
    examples: &[
        Example::bad(
            "de-DE",
            "To change the billing address of your company, open the account settings, select the legal profile, and then enter the new address. The change takes effect with the next invoice, and all administrators of the account are told by mail.",
            "Um die Adresse zu ändern.",
            "",
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
    let Some(error) = &view.gross_error else { return };
    if let GrossKind::Omission { source_range } = &error.kind {
        let missing = &view.raw_source()[source_range.clone()];
        let message = if error.by_length {
            // Too few pairs of the locale to learn words from.
            "The translation is far shorter than translations usually are: look what it lacks."
                .to_owned()
        } else {
            format!("Nothing in the translation says “{}”: translate it.", missing.trim())
        };
        // A person may well say in fewer words what a stretch of a sentence says.
        let is_sure = (error.of_sentence || view.page.origin() == Origin::Machine)
            && !is_said_elsewhere(view, source_range);
        let confidence = if is_sure { error.confidence } else { Confidence::Low };
        let mut issue = Issue::new(&CHECK, message).confidence(confidence);
        // A hint costs no more than a blemish.
        if confidence == Confidence::Low {
            issue = issue.severity(Severity::Minor);
        }
        issues.push(issue.source(source_range.clone()));
    }
}

/// Whether the target has all the code of a stretch of the source, of which there is some, as often as the source: then it
/// says the stretch in another place or in other words.
fn is_said_elsewhere(view: &SegmentView<'_>, stretch: &Range<usize>) -> bool {
    let (source, target) = (&view.source, &view.target);
    let times = |text: &Text<'_>, content: &str| {
        text.protected_contents(ProtectedKind::Code).filter(|code| *code == content).count()
    };
    let is_inside =
        |p: &&Protected| p.kind == ProtectedKind::Code && stretch.contains(&p.range.start);
    let inside = source.protected.iter().filter(is_inside);
    let mut inside = inside.map(|p| source.slice(p.content.clone())).peekable();
    inside.peek().is_some() && inside.all(|code| times(target, code) >= times(source, code))
}
