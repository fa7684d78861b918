//! What a run found, and whether it passes the gates.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use super::baseline::Baseline;
use super::totals::Totals;
use crate::checks::issue::Issue;
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
    /// The first issue of each severity that gates count: neutral, minor, major, critical.
    pub first: [Option<FirstIssue>; 4],
    /// What it fails, a sentence each; empty where it passes.
    pub failures: Vec<String>,
}

/// Where an issue is, for a message that needs one place.
#[derive(Debug, Clone)]
pub struct FirstIssue {
    /// The page.
    pub path: String,
    /// Its line, from 1.
    pub line: u32,
    /// The check's id.
    pub check: &'static str,
    /// What is wrong, and what to write.
    pub message: String,
}

impl LocaleOutcome {
    /// Keeps an issue that gates count, if it is the first of its severity.
    pub(crate) fn meet(&mut self, path: &str, line: u32, issue: &Issue) {
        self.first[issue.severity as usize].get_or_insert_with(|| FirstIssue {
            path: path.to_owned(),
            line,
            check: issue.check.id,
            message: issue.message.clone(),
        });
    }

    /// Holds it to the gates.
    pub(crate) fn judge(&mut self, fail_on: Option<Severity>, min_score: Option<f64>) {
        let severities = [Severity::Critical, Severity::Major, Severity::Minor];
        let severe = severities.into_iter().filter(|s| fail_on.is_some_and(|least| *s >= least));
        for severity in severe {
            let count = self.totals.new_issues_of(severity);
            if count == 0 {
                continue;
            }
            let plural = if count == 1 { "" } else { "s" };
            let mut failure = format!("{count} {} issue{plural}", severity.as_str());
            if let Some(first) = &self.first[severity as usize] {
                let FirstIssue { path, line, check, message } = first;
                let _ = write!(failure, ", the first {path}:{line}: {check}: {message}");
            }
            self.failures.push(failure);
        }
        if let (Some(least), Some(score)) = (min_score, self.totals.new_quality_score())
            && score < least
        {
            self.failures.push(format!("the quality score {score:.1} is below {least}"));
        }
        let has_gate = fail_on.is_some() || min_score.is_some();
        self.pass = has_gate.then_some(self.failures.is_empty());
    }
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
