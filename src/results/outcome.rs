//! What a run found, and whether it passes the gates.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::baseline::Baseline;
use super::totals::Totals;
use crate::document::Problem;
use crate::learn::style::{Count, Rule};
use crate::locale::LocaleTag;
use crate::mqm::Severity;
use crate::read::layout::Layout;

/// What a run found.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Sums by locale.
    pub locales: BTreeMap<LocaleTag, LocaleOutcome>,
    /// All that was irregular in the inputs, sorted by path and line.
    pub problems: Vec<Problem>,
    /// What was taken for sources and locales; none where no path tells.
    pub layout: Option<Layout>,
    /// The reports written.
    pub reports: Vec<PathBuf>,
    /// What reviewers had decided before.
    pub baseline: Baseline,
    /// How many issues each decision of the baseline met, by fingerprint; a decision that is not here met none.
    pub decisions_met: BTreeMap<u64, u64>,
    /// How often each rule of style is kept in each locale, as far as the first pass looked.
    pub habits: Vec<(LocaleTag, &'static Rule, Count)>,
}

/// What a run found of one locale.
#[derive(Debug, Default)]
pub struct LocaleOutcome {
    /// The sums.
    pub totals: Totals,
    /// Whether it passes the gates; none where no gate is set.
    pub pass: Option<bool>,
}

impl Outcome {
    /// Whether every locale passes the gates.
    pub fn passes(&self) -> bool {
        self.locales.values().all(|l| l.pass != Some(false))
    }

    /// Whether an input was lost.
    pub fn has_losses(&self) -> bool {
        self.problems.iter().any(|p| p.kind.is_loss())
    }
}

/// Whether the gates are passed; none where none is set.
pub(crate) fn gate(
    totals: &Totals,
    fail_on: Option<Severity>,
    min_score: Option<f64>,
) -> Option<bool> {
    let severe = fail_on.map(|least| {
        [Severity::Minor, Severity::Major, Severity::Critical]
            .into_iter()
            .filter(|s| *s >= least)
            .all(|s| totals.new_issues_of(s) == 0)
    });
    let good = min_score.map(|least| totals.new_quality_score().is_none_or(|score| score >= least));
    match (severe, good) {
        (None, None) => None,
        (a, b) => Some(a.unwrap_or(true) && b.unwrap_or(true)),
    }
}
