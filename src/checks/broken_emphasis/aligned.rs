//! Bold that stands on other words than in the source, as the words of both are aligned.

use super::CHECK;
use super::lost::is_dropped;
use crate::checks::SegmentView;
use crate::checks::issue::Issue;
use crate::checks::marked::{Mark, Marked, Slip};
use crate::document::Origin;
use crate::learn::Corpus;
use crate::mqm::Confidence;
use crate::text::{Emphasis, Text};

/// Bold that took in, left out or moved to words, where no other rule tells of it. People choose what they stress, so of
/// pages that no machine translated it is a suspicion. With `names_lost` labels that are no longer bold are told too.
/// `issues` are those of this check alone.
pub(super) fn report(
    view: &SegmentView<'_>,
    corpus: &Corpus,
    names_lost: bool,
    issues: &mut Vec<Issue>,
) {
    let (source, target) = (&view.source, &view.target);
    let (originals, marks) = (marks(source), marks(target));
    if originals.is_empty() || marks.is_empty() || source.raw == target.raw {
        return;
    }
    let Some(pair) = Marked::of(view, corpus) else { return };
    let is_machine = view.page.origin() == Origin::Machine;
    let confidence = if is_machine { Confidence::Medium } else { Confidence::Low };
    for mark in &marks {
        let Some(slipped) = pair.slipped(mark, &originals, &marks, true) else { continue };
        let message = match slipped.how {
            Slip::TakesIn => "The bold takes in a word that is not bold in the source",
            Slip::Leaves => "The bold leaves out a word that is bold in the source",
            Slip::Elsewhere => "The bold stands on other words than in the source",
        };
        let span = slipped.span;
        if !issues.iter().any(|issue| issue.touches(&span)) {
            issues.push(Issue::new(&CHECK, message).target(span).confidence(confidence));
        }
    }
    if names_lost && is_dropped(view) {
        lost(&pair, (&originals, &marks), confidence, issues);
    }
}

/// The labels of the source whose words stand in the target without bold, where it has less of it.
fn lost(
    pair: &Marked<'_>,
    (originals, marks): (&[Mark], &[Mark]),
    confidence: Confidence,
    issues: &mut Vec<Issue>,
) {
    for original in originals {
        if pair.has_mark(original, originals, marks) {
            continue;
        }
        let Some(span) = pair.unmarked(original, marks) else { continue };
        if !issues.iter().any(|issue| issue.touches(&span)) {
            let issue = Issue::new(&CHECK, "This is bold in the source").target(span);
            issues.push(issue.source(original.range.clone()).confidence(confidence));
        }
    }
}

fn marks(text: &Text<'_>) -> Vec<Mark> {
    let mark = |e: &Emphasis| Mark { content: e.content.clone(), range: e.range.clone() };
    text.strong().map(mark).collect()
}
