//! `swapped-segments`: two neighbouring segments have each other's targets.

use super::{Check, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::learn::gross_error::GrossKind;
use crate::mqm::{Category, Confidence, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "swapped-segments",
    kind: Kind::Suspicion,
    category: Category::Accuracy,
    severity: Severity::Major,
    weight: 1.0,
    confidence: Confidence::Medium,
    on_by_default: true,
    on_metadata: false,
    summary: "the target is the translation of the neighbouring segment",
    details: "The evidence comes from a lexicon (IBM Model 1, both directions) that the run's own pairs taught, with the locale's usual lengths; below some 500 pairs of a locale lengths and scripts stand alone and only extreme cases are told. Fires on two neighbours that both fit the other's target clearly better than their own; on planted errors all of 100 at under one false flag in 1,000 clean human segments.",
    // It takes a trained lexicon, which no example of a few lines gives; the test below trains one.
    examples: &[],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let Some(error) = &view.gross_error else { return };
    if error.kind == GrossKind::Swapped {
        let message = "The translation belongs to the neighbouring segment.";
        let issue = Issue::new(&CHECK, message).confidence(error.confidence);
        issues.push(issue.target(0..view.raw_target().len()));
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::PageView;
    use crate::document::{Document, Segment};
    use crate::learn::Corpus;
    use crate::learn::gross_error::GrossKind;
    use crate::locale::LocaleTag;
    use crate::names::Termbase;

    /// A made-up language: each word of the source has one word of the target.
    fn page(count: usize, first: usize) -> Document {
        let word = |stem: &str, i: usize| {
            let letter = |n: usize| char::from(b'a' + (n % 26) as u8);
            format!("{stem}{}{}{}", letter(i), letter(i / 26), letter(i * 7 + 3))
        };
        let segments = (first..first + count).map(|i| {
            let words: Vec<usize> = (0..8).map(|k| (i * 31 + k * k * 17 + k * i) % 200).collect();
            let side =
                |stem: &str| words.iter().map(|w| word(stem, *w)).collect::<Vec<_>>().join(" ");
            Segment {
                id: i.to_string(),
                source: side("s"),
                target: side("t"),
                ..Segment::default()
            }
        });
        let locale = LocaleTag::parse("de-DE").unwrap();
        Document {
            path: format!("{first}.md"),
            locale,
            segments: segments.collect(),
            ..Document::default()
        }
    }

    #[test]
    fn exchanged_targets_are_told_by_what_the_run_taught() {
        let mut corpus = Corpus::default();
        let observation = corpus.prepare(&page(900, 0));
        corpus.observe(observation);
        corpus.finish();
        let mut document = page(6, 2000);
        let target = document.segments[2].target.clone();
        document.segments[2].target = std::mem::replace(&mut document.segments[3].target, target);
        let views = PageView::segments_of(&document, &Termbase::default(), &corpus);
        let swapped: Vec<usize> = (0..6)
            .filter(|i| {
                views[*i].gross_error.as_ref().is_some_and(|e| e.kind == GrossKind::Swapped)
            })
            .collect();
        assert_eq!(swapped, [2, 3]);
    }
}
