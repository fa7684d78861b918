//! Which issues stay where several checks explain the same words.

use crate::checks::issue::{Issue, Place, order};
use crate::checks::{CHECKS, Check};

/// Drops issues on a span that an issue of an earlier check explains: the first check of [`CHECKS`] wins wherever
/// its span holds the other's whole span. What is missing from the target has no span there: of a stretch of the source
/// that an earlier check names a lost part of, and is no less sure of, nothing more is said.
pub(super) fn resolve(mut found: Vec<(Place, Issue)>) -> Vec<(Place, Issue)> {
    found.sort_by_key(|(place, issue)| (order(*place), precedence(issue.check)));
    let mut kept: Vec<(Place, Issue)> = Vec::with_capacity(found.len());
    for (place, issue) in found {
        let mut here = kept.iter().rev().take_while(|(p, _)| *p == place).map(|(_, kept)| kept);
        if !here.any(|other| explains(other, &issue) || is_again(other, &issue)) {
            kept.push((place, issue));
        }
    }
    kept
}

/// The place of a check in [`CHECKS`]; less is stronger.
pub(super) fn precedence(check: &Check) -> usize {
    CHECKS.iter().position(|c| std::ptr::eq(*c, check)).unwrap_or(CHECKS.len())
}

/// Whether the span of a better check's issue holds the other's.
fn explains(better: &Issue, issue: &Issue) -> bool {
    let (outer, inner) = match (&better.target_span, &issue.target_span) {
        (Some(outer), Some(inner)) => (outer, inner),
        (None, None) => return explains_loss(better, issue),
        _ => return false,
    };
    // What a team's own rule says is said.
    !std::ptr::eq(better.check, issue.check)
        && !issue.check.run.is_own()
        && !outer.is_empty()
        && outer.start <= inner.start
        && inner.end <= outer.end
}

/// Whether a better check names what is lost of a stretch that the other misses.
fn explains_loss(better: &Issue, issue: &Issue) -> bool {
    let (Some(part), Some(stretch)) = (&better.source_span, &issue.source_span) else {
        return false;
    };
    !std::ptr::eq(better.check, issue.check)
        && !issue.check.run.is_own()
        && stretch.start <= part.start
        && part.end <= stretch.end
        && better.severity >= issue.severity
        && better.confidence >= issue.confidence
}

/// Whether a check says the same twice.
fn is_again(other: &Issue, issue: &Issue) -> bool {
    std::ptr::eq(other.check, issue.check)
        && issue.target_span.is_some()
        && other.target_span == issue.target_span
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::find;

    fn kept(found: &[(Place, &str, Option<std::ops::Range<usize>>)]) -> Vec<&'static str> {
        let issue = |(place, id, span): &(Place, &str, Option<std::ops::Range<usize>>)| {
            let mut issue = Issue::new(find(id).unwrap(), "message");
            issue.target_span.clone_from(span);
            (*place, issue)
        };
        resolve(found.iter().map(issue).collect()).iter().map(|(_, i)| i.check.id).collect()
    }

    #[test]
    fn an_earlier_check_explains_what_its_span_holds() {
        let (here, there) = (Place::Segment(0), Place::Segment(1));
        let found = kept(&[
            (here, "spacing", Some(2..3)),
            (here, "mangled-name", Some(0..9)),
            (here, "quotes", Some(8..12)),
            (there, "spacing", Some(2..3)),
        ]);
        assert_eq!(found, ["mangled-name", "quotes", "spacing"]);
    }

    #[test]
    fn what_is_lost_is_told_by_the_check_that_names_it() {
        let here = Place::Segment(0);
        let lost = |id: &str, span: std::ops::Range<usize>| {
            (here, Issue::new(find(id).unwrap(), "message").source(span))
        };
        for (code, omission, kept) in [(3..6, 0..9, 1), (3..6, 4..9, 2)] {
            let found = vec![lost("omission", omission), lost("broken-placeholder", code)];
            assert_eq!(resolve(found).len(), kept);
        }
    }

    #[test]
    fn issues_without_a_span_explain_nothing_and_stay() {
        let here = Place::Segment(0);
        let found = kept(&[
            (here, "omission", None),
            (here, "omission", None),
            (here, "spacing", Some(2..3)),
            (here, "spacing", Some(2..3)),
        ]);
        assert_eq!(found, ["omission", "omission", "spacing"]);
    }
}
