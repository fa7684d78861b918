//! The last step: issues in the order of their places, with what reviewers decided on them, and their sums.

use super::fingerprint::fingerprint;
use super::resolve::precedence;
use super::scores::SegmentScores;
use super::{Evaluation, Evaluator, PlacedIssue, SegmentEvaluation};
use crate::checks::issue::{Issue, Place, line_at, order, texts_at};
use crate::document::Document;
use crate::mqm::{Confidence, Severity};
use crate::results::baseline::{Status, Verdict};
use crate::results::totals::Totals;

impl Evaluator {
    /// Puts the issues in order and sums them up.
    pub(super) fn place(
        &self,
        document: Document,
        found: Vec<(Place, Issue)>,
        scores: Vec<Option<SegmentScores>>,
        mut totals: Totals,
    ) -> Evaluation {
        let mut dropped = Vec::new();
        let mut issues: Vec<PlacedIssue> = Vec::with_capacity(found.len());
        for (place, issue) in found {
            match self.placed(&document, place, issue, &mut totals) {
                Ok(placed) => issues.push(placed),
                Err(fingerprint) => dropped.push(fingerprint),
            }
        }
        sort(&mut issues);
        let segments = by_segment(&document, &issues, scores, &mut totals);
        Evaluation { document, segments, issues, totals, dropped }
    }

    /// An issue with its place and what reviewers make of it, added to the sums.
    ///
    /// # Errors
    /// The fingerprint of one that they call a false positive.
    pub(super) fn placed(
        &self,
        document: &Document,
        place: Place,
        mut issue: Issue,
        totals: &mut Totals,
    ) -> Result<PlacedIssue, u64> {
        let fingerprint = fingerprint(document, place, &issue);
        let Some(status) = self.status(fingerprint) else { return Err(fingerprint) };
        let is_suspicion = issue.confidence < self.min_confidence;
        if is_suspicion {
            // What does not count weighs nothing, and stands behind all that does.
            issue.severity = Severity::Neutral;
            totals.suspicions += 1;
        } else {
            // Where suspicions count, each place weighs by itself.
            if self.min_confidence == Confidence::Low {
                issue.places = 1;
            }
            totals.add_issue(&issue, status);
        }
        let (source, target) = texts_at(document, place);
        let line = line_at(document, place);
        let occurrences = self.corpus.occurrences(&document.locale, source, target).max(1);
        Ok(PlacedIssue { place, line, issue, occurrences, fingerprint, status, is_suspicion })
    }

    /// What reviewers make of an issue; none where they call it a false positive.
    fn status(&self, fingerprint: u64) -> Option<Status> {
        match self.baseline.verdict(fingerprint) {
            Some(Verdict::FalsePositive) => None,
            Some(Verdict::Accepted | Verdict::Rejected) => Some(Status::Known),
            None => Some(Status::New),
        }
    }
}

/// Puts issues in the order of their places.
pub(super) fn sort(issues: &mut [PlacedIssue]) {
    issues.sort_by_key(|i| {
        let span = i.issue.target_span.as_ref().map_or(0, |s| s.start);
        (order(i.place), span, precedence(i.issue.check))
    });
}

/// Gives each segment its scores and its part of the issues, which are in order.
pub(super) fn by_segment(
    document: &Document,
    issues: &[PlacedIssue],
    scores: Vec<Option<SegmentScores>>,
    totals: &mut Totals,
) -> Vec<SegmentEvaluation> {
    let mut segments = Vec::with_capacity(scores.len());
    let mut at = issues.iter().take_while(|i| !matches!(i.place, Place::Segment(_))).count();
    for (index, scores) in scores.into_iter().enumerate() {
        let start = at;
        while at < issues.len() && issues[at].place == Place::Segment(index) {
            at += 1;
        }
        let counted = issues[start..at].iter().filter(|placed| !placed.is_suspicion);
        let counted = counted.map(|placed| &placed.issue);
        let penalty = counted.clone().map(Issue::penalty).sum();
        let clean = counted.clone().all(|issue| issue.severity == Severity::Neutral);
        totals.clean_segments += u64::from(clean && !document.segments[index].is_untranslated());
        let judged = Vec::new();
        segments.push(SegmentEvaluation { scores, judged, issues: start..at, penalty });
    }
    segments
}
