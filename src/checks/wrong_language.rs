//! `wrong-language`: the target is in another language.

use super::{Check, Example, Kind, PageIssue, PageView, Place, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::learn::alphabets::{Words, foreign};
use crate::learn::gross_error::GrossKind;
use crate::mqm::{Category, Confidence, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "wrong-language",
    kind: Kind::Suspicion,
    category: Category::Accuracy,
    severity: Severity::Critical,
    weight: 1.0,
    confidence: Confidence::Medium,
    on_by_default: true,
    on_metadata: false,
    summary: "the target is in another language than the locale's",
    details: "Fires where the target's words and letters are those of another language: words of grammar tell it without any training, letter profiles of the run's other locales more surely. Names and words of the source do not count, and short targets are not judged. A page as a whole is in another language where its words hold letters of that alphabet which the locale has not (`ы` on a Ukrainian page), and none that only the locale has: one issue, at the first such word. Languages of the same letters are not told apart by them.",
    examples: &[
        Example::bad(
            "de-DE",
            "You can open the settings of this page, but not of the other pages that belong to it.",
            "Vous pouvez ouvrir les paramètres de cette page, mais pas ceux des autres pages qui en font partie.",
            "Vous pouvez ouvrir les paramètres de cette page, mais pas ceux des autres pages qui en font partie.",
        ),
        Example::good(
            "de-DE",
            "You can open the settings of this page.",
            "Sie können die Einstellungen dieser Seite öffnen.",
        ),
    ],
    run: Run::SegmentAndPage(run, page),
};

/// A page whose letters are those of another alphabet.
fn page(page: &PageView<'_>, issues: &mut Vec<PageIssue>) {
    let is_told = |view: &SegmentView<'_>| {
        let error = view.gross_error.as_ref();
        error.is_some_and(|e| matches!(e.kind, GrossKind::WrongLanguage { .. }))
    };
    let Some(mut words) = Words::of(&page.document.locale) else { return };
    for (index, view) in page.segments.iter().enumerate() {
        words.add(index, &view.source, &view.target);
    }
    let Some(foreign) = foreign(&words) else { return };
    if page.segments.iter().any(is_told) {
        return;
    }
    let message = format!(
        "The page seems to be in another language: {}. “{}” is not written with the letters of the locale.",
        foreign.language, foreign.word
    );
    let issue = Issue::new(&CHECK, message).target(foreign.span);
    issues.push(PageIssue { place: Place::Segment(foreign.segment), issue });
}

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let Some(error) = &view.gross_error else { return };
    if let GrossKind::WrongLanguage { language } = &error.kind {
        let message = match language {
            Some(language) => {
                format!("The text seems to be in another language ({language}): translate it.")
            }
            None => "The text seems to be in another language.".to_owned(),
        };
        let issue = Issue::new(&CHECK, message).confidence(error.confidence);
        issues.push(issue.target(0..view.raw_target().len()));
    }
}
