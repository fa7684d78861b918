//! A rule: one row of the decision list that a check is.

use std::ops::Range;

use super::{Check, Example, Issue};
use crate::mqm::{Confidence, Severity};

/// One kind of what a check reports, with what is said of it.
pub(super) struct Rule<F> {
    /// One sentence for a translator.
    pub(super) message: &'static str,
    /// How bad it is.
    pub(super) severity: Severity,
    /// How sure the rule is.
    pub(super) confidence: Confidence,
    /// A pair in which this rule is the one that reports.
    pub(super) example: Example,
    /// What tells it: a predicate, or a function that gives the span.
    pub(super) applies: F,
}

impl<F> Rule<F> {
    /// A minor one of high confidence.
    pub(super) const fn new(message: &'static str, example: Example, applies: F) -> Rule<F> {
        let (severity, confidence) = (Severity::Minor, Confidence::High);
        Rule { message, severity, confidence, example, applies }
    }

    /// The issue that it makes of a span of the target.
    pub(super) fn issue(&self, check: &'static Check, span: Range<usize>) -> Issue {
        let issue = Issue::new(check, self.message).target(span);
        issue.severity(self.severity).confidence(self.confidence)
    }
}

/// The examples of a table of rules.
pub(super) const fn examples<F, const N: usize>(rules: &[Rule<F>; N]) -> [Example; N] {
    let mut all = [Example::good("", "", ""); N];
    let mut i = 0;
    while i < N {
        all[i] = rules[i].example;
        i += 1;
    }
    all
}

/// Lists of examples as one; `N` is the sum of their lengths.
pub(super) const fn join<const N: usize>(lists: &[&[Example]]) -> [Example; N] {
    let mut all = [Example::good("", "", ""); N];
    let (mut list, mut i, mut at) = (0, 0, 0);
    while list < lists.len() {
        while i < lists[list].len() {
            all[at] = lists[list][i];
            (i, at) = (i + 1, at + 1);
        }
        (list, i) = (list + 1, 0);
    }
    assert!(at == N, "the lengths do not add up");
    all
}
