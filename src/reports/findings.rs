//! Findings: issues of one check that say the same of the same words. A reviewer decides one, not each of its issues.

use std::cmp::Reverse;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::row::IssueRow;
use crate::error::{Error, Result};
use crate::evaluate::Evaluation;
use crate::hash;
use crate::mqm::{Confidence, Severity};
use crate::output::PendingFile;

/// How much an issue matters: those that count before suspicions, then the worst, then the surest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Level(bool, Severity, Confidence);

/// What issues have in common, and where the one stands that speaks for them.
#[derive(Debug)]
pub(super) struct Finding {
    /// How many issues it is.
    pub(super) issues: u64,
    /// On how many pages they are.
    pub(super) pages: u64,
    /// Where the first of its worst issues is kept.
    pub(super) leader: u64,
    level: Level,
    last_page: u64,
}

/// The findings of a locale, without their texts.
#[derive(Debug, Default)]
pub(super) struct Findings {
    numbers: FxHashMap<u64, u32>,
    all: Vec<Finding>,
    page: u64,
}

impl Findings {
    /// The issues that follow are of another page.
    pub(super) fn begin_page(&mut self) {
        self.page += 1;
    }

    /// Takes in an issue that is kept at `place`; gives the number of its finding, which counts up from 0 as findings
    /// come, and whether the issue speaks for it from now on.
    pub(super) fn add(&mut self, row: &IssueRow<'_>, place: u64) -> (u32, bool) {
        let placed = row.placed;
        let issue = &placed.issue;
        let suspected = if placed.is_suspicion { "suspicion" } else { "" };
        let key = hash::texts(&[issue.check.id, row.target_words(), &issue.message, suspected]);
        let level = Level(!placed.is_suspicion, issue.severity, issue.confidence);
        let next = self.all.len() as u32;
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            let (issues, pages, last_page) = (1, 1, self.page);
            self.all.push(Finding { issues, pages, leader: place, level, last_page });
            return (number, true);
        }
        let finding = &mut self.all[number as usize];
        finding.issues += 1;
        finding.pages += u64::from(finding.last_page != self.page);
        finding.last_page = self.page;
        let leads = level > finding.level;
        if leads {
            (finding.level, finding.leader) = (level, place);
        }
        (number, leads)
    }

    /// Worst first, then what has most issues, then as on the pages.
    pub(super) fn ranked(&self) -> Vec<&Finding> {
        let mut ranked: Vec<_> = self.all.iter().collect();
        // The sort is stable: what is first on the pages stays first.
        ranked.sort_by_key(|finding| Reverse((finding.level, finding.issues)));
        ranked
    }
}

/// The issue that speaks for a finding.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Leader<'a> {
    pub(super) locale: &'a str,
    pub(super) path: &'a str,
    pub(super) line: u32,
    pub(super) segment_id: &'a str,
    pub(super) check: &'a str,
    pub(super) category: &'a str,
    pub(super) severity: Severity,
    pub(super) confidence: &'a str,
    pub(super) status: &'a str,
    pub(super) target_span: &'a str,
    pub(super) expected: Option<&'a str>,
    pub(super) message: &'a str,
    pub(super) source: &'a str,
    pub(super) target: &'a str,
}

impl<'a> Leader<'a> {
    fn of(row: &'a IssueRow<'_>) -> Leader<'a> {
        let placed = row.placed;
        let issue = &placed.issue;
        Leader {
            locale: row.locale.file_name(),
            path: row.path,
            line: placed.line,
            segment_id: row.segment_id,
            check: issue.check.id,
            category: issue.check.category.as_str(),
            severity: issue.severity,
            confidence: issue.confidence.as_str(),
            status: placed.status.as_str(),
            target_span: row.target_words(),
            expected: issue.expected.as_deref(),
            message: &issue.message,
            source: row.source,
            target: row.target,
        }
    }
}

/// A finding as reports show it.
#[derive(Debug)]
pub(super) struct FindingRow<'a> {
    /// How many issues it is.
    pub(super) issues: u64,
    /// On how many pages they are.
    pub(super) pages: u64,
    /// The first of its worst issues.
    pub(super) leader: Leader<'a>,
}

/// The findings of a locale with their texts, which wait in a file: a locale may have more than memory should hold.
pub(super) struct FindingRows {
    findings: Findings,
    kept: PendingFile,
    end: u64,
}

impl FindingRows {
    /// No findings yet; their texts are kept in this file, which goes when they are written.
    pub(super) fn new(kept: PendingFile) -> FindingRows {
        FindingRows { findings: Findings::default(), kept, end: 0 }
    }

    /// Takes in a page's issues.
    pub(super) fn add(&mut self, page: &Evaluation) -> std::io::Result<()> {
        self.findings.begin_page();
        for placed in &page.issues {
            let row = IssueRow::of(page, placed);
            if self.findings.add(&row, self.end).1 {
                let bytes =
                    postcard::to_allocvec(&Leader::of(&row)).map_err(std::io::Error::other)?;
                self.kept.write_all(&(bytes.len() as u64).to_le_bytes())?;
                self.kept.write_all(&bytes)?;
                self.end += size_of::<u64>() as u64 + bytes.len() as u64;
            }
        }
        Ok(())
    }

    /// Hands on the findings, worst first; `path` is the report's.
    ///
    /// # Errors
    /// Texts that can't be read back, and what `write` can't do.
    pub(super) fn each(
        mut self,
        path: &Path,
        mut write: impl FnMut(&FindingRow<'_>) -> Result<()>,
    ) -> Result<()> {
        let lost = |e| Error::io(path, e);
        let mut kept = BufReader::new(self.kept.reopen().map_err(lost)?);
        let mut bytes = Vec::new();
        for finding in self.findings.ranked() {
            read_at(&mut kept, finding.leader, &mut bytes).map_err(lost)?;
            let leader =
                postcard::from_bytes(&bytes).map_err(std::io::Error::other).map_err(lost)?;
            write(&FindingRow { issues: finding.issues, pages: finding.pages, leader })?;
        }
        Ok(())
    }
}

fn read_at(kept: &mut BufReader<File>, place: u64, bytes: &mut Vec<u8>) -> std::io::Result<()> {
    kept.seek(SeekFrom::Start(place))?;
    let mut length = [0; size_of::<u64>()];
    kept.read_exact(&mut length)?;
    bytes.resize(u64::from_le_bytes(length) as usize, 0);
    kept.read_exact(bytes)
}
