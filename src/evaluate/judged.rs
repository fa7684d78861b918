//! What judges said of a page, put beside what the checks found.

use super::place::{by_segment, sort};
use super::suppress::Suppressions;
use super::{Evaluation, Evaluator};
use crate::checks::issue::{Issue, Place};

impl Evaluator {
    /// Gives each segment what each judge said of it, and adds what they mark, by the index of the segment, unless a comment
    /// of the page or the configuration silences them there.
    pub(crate) fn add_judged(
        &self,
        page: &mut Evaluation,
        judged: Vec<Vec<Option<f64>>>,
        marks: Vec<(usize, Issue)>,
    ) {
        if !marks.is_empty() {
            let suppressed = Suppressions::of(&page.document);
            let rule = self.rules.of_judges(&page.document.locale, &page.document.path);
            for (segment, mut issue) in marks {
                if !rule.on || suppressed.holds(segment, issue.check.id) {
                    continue;
                }
                rule.apply(std::slice::from_mut(&mut issue));
                let place = Place::Segment(segment);
                match self.placed(&page.document, place, issue, &mut page.totals) {
                    Ok(placed) => page.issues.push(placed),
                    Err(fingerprint) => page.dropped.push(fingerprint),
                }
            }
            sort(&mut page.issues);
            page.totals.clean_segments = 0;
            let scores = page.segments.iter().map(|segment| segment.scores).collect();
            page.segments = by_segment(&page.document, &page.issues, scores, &mut page.totals);
        }
        for (segment, judged) in page.segments.iter_mut().zip(judged) {
            segment.judged = judged;
        }
    }
}
