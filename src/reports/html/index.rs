//! What the filters of a locale's page need: a column a property, some forty bytes an issue.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde_json::{Value, json};

use super::blocks::Blocks;
use crate::checks::Check;
use crate::evaluate::Evaluation;
use crate::hash;
use crate::locale::{Locale, LocaleTag};
use crate::mqm::Severity;
use crate::reports::ReportOptions;
use crate::reports::findings::Findings;
use crate::reports::row::IssueRow;
use crate::results::baseline::{Baseline, Status};
use crate::results::trend::{self, IssueChange, Run};

/// Rows whose texts stand before the blocks: some more than a large screen shows.
const EARLY_ROWS: usize = 30;

/// The issues of a locale, without their texts.
pub(super) struct Index {
    locale: LocaleTag,
    previous: Option<Arc<Run>>,
    /// What the address of a file is made of, and how its path begins at the current folder.
    options: ReportOptions,
    checks: Vec<&'static Check>,
    pages: Vec<Value>,
    /// How many issues each page has.
    page_issues: Vec<usize>,
    check: Vec<u32>,
    /// Whether it is a suspicion, severity, confidence and status, a character an issue.
    flags: String,
    segment: Vec<u32>,
    occurrences: Vec<u32>,
    fingerprints: Vec<u64>,
    /// The number of its finding.
    finding: Vec<u32>,
    findings: Findings,
    /// Those that a reviewer decided before.
    known_issues: Vec<u32>,
    /// Those that are not told any more, because a reviewer found the check wrong.
    dismissed: BTreeSet<u64>,
    /// The first issues of the blocks, and their first texts.
    issue_blocks: Vec<usize>,
    segment_blocks: Vec<usize>,
    /// Distinct texts by their hash.
    known: FxHashMap<u64, u32>,
    references: bool,
}

impl Index {
    /// No issues yet.
    pub(super) fn new(locale: &LocaleTag, options: &ReportOptions) -> Index {
        Index {
            locale: locale.clone(),
            previous: options.previous.clone(),
            options: options.clone(),
            checks: Vec::new(),
            pages: Vec::new(),
            page_issues: Vec::new(),
            check: Vec::new(),
            flags: String::new(),
            segment: Vec::new(),
            occurrences: Vec::new(),
            fingerprints: Vec::new(),
            finding: Vec::new(),
            findings: Findings::default(),
            known_issues: Vec::new(),
            dismissed: BTreeSet::new(),
            issue_blocks: vec![0],
            segment_blocks: vec![0],
            known: FxHashMap::default(),
            references: false,
        }
    }

    /// Takes in a page; its issues follow.
    pub(super) fn add_page(&mut self, page: &Evaluation) {
        let totals = &page.totals;
        let title = page.document.metadata.title.as_ref().map_or("", |t| t.text.as_str());
        let before = self
            .previous
            .as_ref()
            .and_then(|run| run.page_score(self.locale.file_name(), &page.document.path));
        self.findings.begin_page();
        self.dismissed.extend(page.dropped.iter().copied());
        self.page_issues.push(page.issues.len());
        self.pages.push(json!([
            page.document.path,
            title,
            page.document.origin.as_str(),
            totals.quality_score().map(|s| (s * 100.0).round() / 100.0),
            before,
            totals.segments,
            totals.issues_of(Severity::Critical),
            totals.issues_of(Severity::Major),
            totals.issues_of(Severity::Minor),
            self.options
                .source_url
                .as_ref()
                .map(|_| self.options.path_from_here(&page.document.path)),
        ]));
    }

    /// Takes in an issue; whether its texts are new.
    pub(super) fn add(&mut self, row: &IssueRow<'_>) -> bool {
        let placed = row.placed;
        let issue = &placed.issue;
        let check = self.checks.iter().position(|c| std::ptr::eq(*c, issue.check));
        let check = check.unwrap_or_else(|| {
            self.checks.push(issue.check);
            self.checks.len() - 1
        });
        let texts = hash::texts(&[row.source, row.target, row.reference.unwrap_or("\u{0}")]);
        let next = self.known.len() as u32;
        let segment = *self.known.entry(texts).or_insert(next);
        self.references |= row.reference.is_some();
        let at = self.check.len() as u32;
        let (finding, _) = self.findings.add(row, u64::from(at));
        self.finding.push(finding);
        if placed.status == Status::Known {
            self.known_issues.push(at);
        }
        self.check.push(check as u32);
        let flags = 24 * u8::from(placed.is_suspicion)
            + 6 * issue.severity as u8
            + 2 * issue.confidence as u8
            + placed.status as u8;
        self.flags.push(char::from(b'A' + flags));
        self.segment.push(segment);
        self.occurrences.push(u32::try_from(placed.occurrences).unwrap_or(u32::MAX));
        self.fingerprints.push(placed.fingerprint);
        segment == next
    }

    /// Takes in that a block ends here.
    pub(super) fn end_block(&mut self) {
        self.issue_blocks.push(self.check.len());
        self.segment_blocks.push(self.known.len());
    }

    /// What became of the issues of an earlier run.
    pub(super) fn change_since(&self, run: &Run) -> IssueChange {
        let mut after = self.fingerprints.clone();
        after.sort_unstable();
        let before = run.fingerprints(self.locale.file_name());
        trend::compare_issues(&before, &after, &self.dismissed)
    }

    /// The fingerprints as a JSON string, sixteen digits each.
    pub(super) fn fingerprints_json(&self) -> String {
        let mut names = String::with_capacity(16 * self.fingerprints.len() + 2);
        names.push('"');
        for fingerprint in &self.fingerprints {
            let _ = write!(names, "{fingerprint:016x}");
        }
        names.push('"');
        names
    }

    /// The issues that the list begins with: an issue, its texts and its fingerprint, as in their blocks.
    ///
    /// # Errors
    /// Blocks that can't be read back.
    pub(super) fn early(&self, blocks: &mut Blocks) -> std::io::Result<Vec<Value>> {
        let ranked = self.findings.ranked();
        let wanted = ranked.iter().take(EARLY_ROWS).map(|finding| finding.leader as usize);
        let wanted: Vec<_> = wanted
            .map(|issue| {
                let segment = self.segment[issue] as usize;
                let place = |starts: &[usize], at| {
                    let block = starts.partition_point(|start| *start <= at) - 1;
                    (block, at - starts[block])
                };
                (place(&self.issue_blocks, issue), place(&self.segment_blocks, segment))
            })
            .collect();
        let texts = blocks.read_back(&wanted)?;
        let rows = ranked.iter().zip(texts).map(|(finding, (issue, segment))| {
            let name = format!("{:016x}", self.fingerprints[finding.leader as usize]);
            json!([finding.leader, issue, segment, name])
        });
        Ok(rows.collect())
    }

    /// What reviewers said of the issues that are known: issue, verdict, comment and reviewer.
    fn decided(&self, baseline: &Baseline) -> Vec<Value> {
        let decision = |at: &u32| {
            let decision = baseline.decision(self.fingerprints[*at as usize])?;
            Some(json!([at, decision.verdict.as_str(), decision.comment, decision.reviewer]))
        };
        self.known_issues.iter().filter_map(decision).collect()
    }

    /// All the rest, for the script of the page; `early` is what [`Index::early`] gave.
    pub(super) fn json(&self, early: &[Value], baseline: &Baseline) -> String {
        let mut same: FxHashMap<u64, u32> = FxHashMap::default();
        let fingerprints = self.fingerprints.iter().enumerate();
        let decision = fingerprints.map(|(i, f)| i as u32 - *same.entry(*f).or_insert(i as u32));
        let before = self.previous.as_ref().map(|run| run.fingerprints(self.locale.file_name()));
        let since = before.map(|before| {
            let came = |f| u32::from(before.binary_search(f).is_err());
            others(self.fingerprints.iter().map(came), 0)
        });
        let checks: Vec<_> = self
            .checks
            .iter()
            .map(|c| {
                let address =
                    self.options.check_url.as_ref().and_then(|_| self.options.explanation_of(c));
                json!([c.id, c.category.as_str(), c.summary, c.kind.as_str(), c.details, address])
            })
            .collect();
        let known = Locale::of(&self.locale);
        // The end of the last block begins no other.
        let begins = |blocks: &[usize]| blocks[..blocks.len() - 1].to_vec();
        json!({
            "locale": self.locale.file_name(),
            "direction": if known.right_to_left() { "rtl" } else { "auto" },
            "references": self.references,
            "checks": checks,
            "pages": self.pages,
            "check": self.check.iter().filter_map(|c| char::from_u32(256 + c)).collect::<String>(),
            "flags": self.flags,
            "pageIssues": self.page_issues,
            "segment": others(firsts(&self.segment), 0),
            "finding": others(firsts(&self.finding), 0),
            "decided": self.decided(baseline),
            "sourceUrl": self.options.source_url,
            "decision": others(decision, 0),
            "occurrences": others(self.occurrences.iter().copied(), 1),
            "issueBlocks": begins(&self.issue_blocks),
            "segmentBlocks": begins(&self.segment_blocks),
            "since": since,
            "early": early,
        })
        .to_string()
    }
}

/// 0 for numbers that are new, else how far back they are counted from the next new one.
fn firsts(numbers: &[u32]) -> impl Iterator<Item = u32> {
    let mut next = 0;
    numbers.iter().map(move |number| {
        if *number == next {
            next += 1;
            0
        } else {
            next - number
        }
    })
}

/// The numbers that are not the usual one, each behind its distance from the one before.
fn others(numbers: impl Iterator<Item = u32>, usual: u32) -> Vec<u32> {
    let mut pairs = Vec::new();
    let mut next = 0;
    for (at, number) in (1..).zip(numbers).filter(|(_, number)| *number != usual) {
        pairs.extend([at - next, number]);
        next = at;
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_hold_only_what_is_unusual() {
        assert_eq!(firsts(&[0, 1, 0, 2, 2]).collect::<Vec<_>>(), [0, 0, 2, 0, 1]);
        assert_eq!(others([0, 0, 2, 0, 1].into_iter(), 0), [3, 2, 2, 1]);
    }
}
