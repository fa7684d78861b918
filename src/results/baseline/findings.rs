//! Verdicts on findings: each decides the issues of its check that say the same of the same words.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Verdict;
use crate::error::{Error, Result};

/// Endings of the names of the two tables of a locale.
const FINDINGS: &str = "findings.csv";
const ISSUES: &str = "issues.csv";

/// What was said of findings, by check, target span and message.
#[derive(Debug, Default)]
pub(super) struct Findings(BTreeMap<[String; 3], Said>);

#[derive(Debug)]
struct Said {
    verdict: Verdict,
    comment: String,
    line: u64,
    is_met: bool,
}

/// Where the columns of a table of findings are.
pub(super) struct FindingColumns {
    verdict: usize,
    comment: Option<usize>,
    texts: [usize; 3],
}

impl FindingColumns {
    /// The columns, where the heads are those of a table of findings: a table of issues has fingerprints.
    pub(super) fn find<'a>(header: impl Iterator<Item = &'a str>) -> Option<FindingColumns> {
        let header: Vec<&str> = header.collect();
        let at = |name: &str| header.iter().position(|h| h.trim().eq_ignore_ascii_case(name));
        if at("fingerprint").is_some() {
            return None;
        }
        Some(FindingColumns {
            verdict: at("verdict")?,
            comment: at("comment"),
            texts: [at("check")?, at("target_span")?, at("message")?],
        })
    }
}

impl Findings {
    /// Whether nothing is said.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes in a row, if it has a verdict.
    pub(super) fn take(
        &mut self,
        path: &Path,
        line: u64,
        columns: &FindingColumns,
        cells: &[&str],
    ) -> Result<()> {
        let cell = |at: usize| cells.get(at).copied().unwrap_or("");
        if let Some(verdict) = Verdict::in_cell(path, line, cell(columns.verdict))? {
            let comment = columns.comment.map_or("", cell).to_owned();
            let said = Said { verdict, comment, line, is_met: false };
            self.0.insert(columns.texts.map(|at| cell(at).to_owned()), said);
        }
        Ok(())
    }

    /// What is said of the finding of an issue with this check, target span and message.
    pub(super) fn said(&mut self, texts: [&str; 3]) -> Option<(Verdict, &str)> {
        // Most tables of issues are read without findings.
        if self.0.is_empty() {
            return None;
        }
        let said = self.0.get_mut(&texts.map(str::to_owned))?;
        said.is_met = true;
        Some((said.verdict, &said.comment))
    }

    /// The table of issues that belongs to a table of findings.
    pub(super) fn issues_beside(path: &Path) -> PathBuf {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        path.with_file_name(match name.strip_suffix(FINDINGS) {
            Some(locale) => format!("{locale}{ISSUES}"),
            None => ISSUES.to_owned(),
        })
    }

    /// That the table of issues is not there.
    pub(super) fn apart(&self, path: &Path, issues: &Path) -> Error {
        let line = self.0.values().map(|said| said.line).min();
        let issues = issues.display();
        let message = format!(
            "a finding's verdict decides its issues, and {issues} can't be read; put the file back beside the issues of its run"
        );
        Error::malformed(path, line, message)
    }

    /// Checks that each verdict has met an issue.
    ///
    /// # Errors
    /// The first that has not, with its line.
    pub(super) fn all_met(&self, path: &Path) -> Result<()> {
        let idle = self.0.values().filter(|said| !said.is_met).map(|said| said.line).min();
        idle.map_or(Ok(()), |line| {
            let message = "the finding has no issue in the table of issues: both must be of the same run, and the columns check, target_span and message as they were";
            Err(Error::malformed(path, line, message))
        })
    }
}
