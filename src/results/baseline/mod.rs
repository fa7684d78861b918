//! A baseline: what reviewers have decided on issues, by fingerprint, so that a decision stays made in later runs.

mod findings;
mod read;
#[cfg(feature = "workbooks")]
mod workbook;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use crate::error::{Error, Result};
use crate::hash;
use crate::output::neutralise;

/// What a reviewer says of an issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It is an error. Later runs mark it `known`.
    Accepted,
    /// It is no error worth mending. Later runs mark it `known`.
    Rejected,
    /// The check is wrong. Later runs drop it.
    FalsePositive,
}

impl Verdict {
    /// All verdicts, in the order of reports.
    pub const ALL: [Verdict; 3] = [Verdict::Accepted, Verdict::Rejected, Verdict::FalsePositive];

    /// As files write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Accepted => "accepted",
            Verdict::Rejected => "rejected",
            Verdict::FalsePositive => "false-positive",
        }
    }

    /// Reads a verdict as reviewers write it: the word of files or of the HTML report, in any spelling, or its first
    /// letter.
    pub fn parse(text: &str) -> Option<Verdict> {
        let word: String = text
            .trim()
            .chars()
            .map(|c| if c == ' ' || c == '_' { '-' } else { c.to_ascii_lowercase() })
            .collect();
        match word.as_str() {
            "accepted" | "accept" | "a" | "error" | "e" => Some(Verdict::Accepted),
            "rejected" | "reject" | "r" | "not-worth-fixing" | "n" => Some(Verdict::Rejected),
            "false-positive" | "falsepositive" | "fp" | "f" | "false-alarm" => {
                Some(Verdict::FalsePositive)
            }
            _ => None,
        }
    }

    /// The verdict in a cell, where there is one.
    fn in_cell(path: &Path, line: u64, cell: &str) -> Result<Option<Verdict>> {
        if cell.trim().is_empty() {
            return Ok(None);
        }
        let verdict = Verdict::parse(cell).ok_or_else(|| {
            let known = Verdict::ALL.map(Verdict::as_str).join(", ");
            Error::malformed(path, line, format!("the verdict {cell:?} is none of {known}"))
        })?;
        Ok(Some(verdict))
    }
}

/// Whether an issue is in the baseline.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub enum Status {
    /// No reviewer has decided on it.
    New,
    /// A reviewer has, and gates no longer count it.
    Known,
}

impl Status {
    /// As reports write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::New => "new",
            Status::Known => "known",
        }
    }
}

/// A verdict on one issue, with enough beside it to be read by people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What the reviewer says.
    pub verdict: Verdict,
    /// Tag of the issue's locale.
    pub locale: String,
    /// Id of the check.
    pub check: String,
    /// The page on which it was seen.
    pub path: String,
    /// The words in question.
    pub target_span: String,
    /// What the reviewer adds.
    pub comment: String,
    /// Who decided; empty where the file does not say.
    pub reviewer: String,
}

/// Decisions by fingerprint.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    decisions: BTreeMap<u64, Decision>,
}

/// The fingerprint of an issue by its locale, its check, the segment's source (outside the segments the page's path),
/// and its target span (without one, its source span).
pub(crate) fn fingerprint_of(locale: &str, check: &str, source: &str, span: &str) -> u64 {
    hash::texts(&[locale, check, &hash::normalise(source), &hash::normalise(span)])
}

/// How often a check was right, as far as reviewers decided.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Precision {
    /// Issues that are errors.
    pub accepted: u64,
    /// Issues that are no error worth mending.
    pub rejected: u64,
    /// Issues on which the check is wrong.
    pub false_positives: u64,
}

impl Precision {
    /// Share of the decided issues that are errors, 0..1; none where nothing is decided.
    pub fn value(self) -> Option<f64> {
        let all = self.accepted + self.rejected + self.false_positives;
        (all > 0).then(|| self.accepted as f64 / all as f64)
    }

    /// Counts a verdict.
    pub fn add(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Accepted => self.accepted += 1,
            Verdict::Rejected => self.rejected += 1,
            Verdict::FalsePositive => self.false_positives += 1,
        }
    }
}

/// Columns of a baseline file.
pub const COLUMNS: &[&str] =
    &["fingerprint", "verdict", "locale", "check", "path", "target_span", "comment", "reviewer"];

/// What stands in the columns of a baseline file for a decision; no spreadsheet runs it.
pub(crate) fn cells(fingerprint: u64, decision: &Decision) -> [Cow<'_, str>; 8] {
    [
        Cow::Owned(hash::name(fingerprint)),
        Cow::Borrowed(decision.verdict.as_str()),
        neutralise(&decision.locale),
        neutralise(&decision.check),
        neutralise(&decision.path),
        neutralise(&decision.target_span),
        neutralise(&decision.comment),
        neutralise(&decision.reviewer),
    ]
}

impl Baseline {
    /// Whether nothing is decided.
    pub fn is_empty(&self) -> bool {
        self.decisions.is_empty()
    }

    /// How many decisions there are.
    pub fn len(&self) -> usize {
        self.decisions.len()
    }

    /// What was decided on the issue with this fingerprint.
    pub fn verdict(&self, fingerprint: u64) -> Option<Verdict> {
        self.decisions.get(&fingerprint).map(|d| d.verdict)
    }

    /// The decision on the issue with this fingerprint.
    pub fn decision(&self, fingerprint: u64) -> Option<&Decision> {
        self.decisions.get(&fingerprint)
    }

    /// All decisions, by fingerprint.
    pub fn decisions(&self) -> impl Iterator<Item = (u64, &Decision)> {
        self.decisions.iter().map(|(fingerprint, decision)| (*fingerprint, decision))
    }

    /// Takes in a decision; a later one on the same issue replaces the earlier one.
    pub fn decide(&mut self, fingerprint: u64, decision: Decision) {
        self.decisions.insert(fingerprint, decision);
    }

    /// Puts a name to the decisions that have none.
    pub fn sign(&mut self, reviewer: &str) {
        for decision in self.decisions.values_mut().filter(|d| d.reviewer.is_empty()) {
            reviewer.clone_into(&mut decision.reviewer);
        }
    }

    /// Takes in the decisions of another; on the same issue the other's replace these.
    pub fn merge(&mut self, other: Baseline) {
        self.decisions.extend(other.decisions);
    }

    /// The precision of each check that was decided on, by id.
    pub fn precision(&self) -> BTreeMap<&str, Precision> {
        let mut checks: BTreeMap<&str, Precision> = BTreeMap::new();
        for decision in self.decisions.values() {
            checks.entry(&decision.check).or_default().add(decision.verdict);
        }
        checks
    }

    /// Writes the decisions as CSV, sorted by locale, check and path, so that differences read well.
    ///
    /// # Errors
    /// What the writer refuses.
    pub fn write(&self, out: impl Write) -> std::io::Result<()> {
        let mut rows: Vec<_> = self.decisions().collect();
        rows.sort_by(|(a, x), (b, y)| {
            (&x.locale, &x.check, &x.path, a).cmp(&(&y.locale, &y.check, &y.path, b))
        });
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(COLUMNS)?;
        for (fingerprint, decision) in rows {
            writer.write_record(cells(fingerprint, decision).iter().map(|cell| cell.as_bytes()))?;
        }
        writer.flush()
    }
}
