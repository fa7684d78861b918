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
use crate::mqm::{Confidence, Severity};
use crate::read::layout::Layout;

/// What a run found.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Sums by locale.
    pub locales: BTreeMap<LocaleTag, LocaleOutcome>,
    /// The names of the judges that were asked.
    pub judges: Vec<String>,
    /// All that was irregular in the inputs, sorted by path and line.
    pub problems: Vec<Problem>,
    /// What was taken for sources and locales; none where no path tells.
    pub layout: Option<Layout>,
    /// The worst issues that gates count.
    pub worst: WorstIssues,
    /// The reports written.
    pub reports: Vec<PathBuf>,
    /// What reviewers had decided before.
    pub baseline: Baseline,
    /// How many issues each decision of the baseline met, by fingerprint; a decision that is not here met none.
    pub decisions_met: BTreeMap<u64, u64>,
    /// What of the call had no effect, a sentence each.
    pub remarks: Vec<String>,
    /// What is amiss with dictionaries that could not be used, a sentence each.
    pub broken_dictionaries: Vec<String>,
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
    /// The first issue of each severity that gates count: none, minor, major, critical.
    pub first: [Option<NotedIssue>; 4],
    /// What it fails, a sentence each; empty where it passes.
    pub failures: Vec<String>,
}

/// An issue as far as a line of a terminal tells it.
#[derive(Debug, Clone)]
pub struct NotedIssue {
    /// How bad it is.
    pub severity: Severity,
    /// How sure it is.
    pub confidence: Confidence,
    /// The page.
    pub path: String,
    /// Its line, from 1.
    pub line: u32,
    /// The check's id.
    pub check: &'static str,
    /// What is wrong, and what to write.
    pub message: String,
}

impl NotedIssue {
    fn of(path: &str, line: u32, issue: &Issue) -> NotedIssue {
        NotedIssue {
            severity: issue.severity,
            confidence: issue.confidence,
            path: path.to_owned(),
            line,
            check: issue.check.id,
            message: issue.message.clone(),
        }
    }
}

/// The worst issues of a run: severe before sure before first, and no two of one check that say the same.
#[derive(Debug, Default)]
pub struct WorstIssues {
    most: usize,
    issues: Vec<NotedIssue>,
}

impl WorstIssues {
    /// Keeps at most this many.
    pub(crate) fn new(most: usize) -> WorstIssues {
        WorstIssues { most, issues: Vec::with_capacity(most.min(64)) }
    }

    /// The issues, the worst first.
    pub fn issues(&self) -> &[NotedIssue] {
        &self.issues
    }

    /// Keeps an issue if it is among the worst.
    pub(crate) fn meet(&mut self, path: &str, line: u32, issue: &Issue) {
        let rank =
            |severity, confidence| (std::cmp::Reverse(severity), std::cmp::Reverse(confidence));
        let mine = rank(issue.severity, issue.confidence);
        let at = self.issues.partition_point(|i| rank(i.severity, i.confidence) <= mine);
        let told = |i: &NotedIssue| i.check == issue.check.id && i.message == issue.message;
        if at >= self.most || self.issues[..at].iter().any(told) {
            return;
        }
        self.issues.insert(at, NotedIssue::of(path, line, issue));
        if let Some(again) = self.issues[at + 1..].iter().position(told) {
            self.issues.remove(at + 1 + again);
        }
        self.issues.truncate(self.most);
    }
}

impl LocaleOutcome {
    /// Keeps an issue that gates count, if it is the first of its severity.
    pub(crate) fn meet(&mut self, path: &str, line: u32, issue: &Issue) {
        let first = &mut self.first[issue.severity as usize];
        first.get_or_insert_with(|| NotedIssue::of(path, line, issue));
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
                let NotedIssue { path, line, check, message, .. } = first;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::CHECKS;

    #[test]
    fn the_worst_come_first_and_the_same_is_told_once() {
        let issue = |message: &str, severity, confidence| {
            let mut issue = Issue::new(CHECKS[0], message);
            (issue.severity, issue.confidence) = (severity, confidence);
            issue
        };
        let mut worst = WorstIssues::new(3);
        for (line, met) in [
            issue("a", Severity::Minor, Confidence::High),
            issue("b", Severity::Critical, Confidence::Medium),
            issue("c", Severity::Critical, Confidence::High),
            issue("c", Severity::Critical, Confidence::High),
            issue("d", Severity::Major, Confidence::High),
            issue("e", Severity::Minor, Confidence::High),
            issue("a", Severity::Critical, Confidence::High),
        ]
        .iter()
        .enumerate()
        {
            worst.meet("page.md", line as u32, met);
        }
        let lines: Vec<_> = worst.issues().iter().map(|i| (i.message.as_str(), i.line)).collect();
        assert_eq!(lines, [("c", 2), ("a", 6), ("b", 1)]);
    }
}
