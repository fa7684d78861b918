//! The columns of tables: the name of each beside what stands in it. Every report that writes rows takes them from here.

use std::borrow::Cow;

use super::findings::FindingRow;
use super::row::{IssueRow, LocaleRow, PageRow, SegmentRow};
use crate::document::Problem;
use crate::hash;
use crate::judges::Sums;
use crate::mqm::Severity;

/// What stands in a cell.
#[derive(Debug)]
pub(super) enum Cell<'a> {
    /// Nothing: it is not there, or a reviewer fills it in.
    Empty,
    /// Words of our own, which no spreadsheet runs.
    Word(Cow<'a, str>),
    /// Text of the inputs, which a spreadsheet may take for a formula.
    Text(&'a str),
    /// A count, or a place in a text or file.
    Count(u64),
    /// A score or another measure, and the decimals that text formats give it.
    Number(f64, usize),
}

impl<'a> Cell<'a> {
    fn word(word: &'a str) -> Cell<'a> {
        Cell::Word(Cow::Borrowed(word))
    }

    fn owned(word: Option<String>) -> Cell<'a> {
        word.map_or(Cell::Empty, |word| Cell::Word(Cow::Owned(word)))
    }

    fn text(text: Option<&'a str>) -> Cell<'a> {
        text.map_or(Cell::Empty, Cell::Text)
    }

    fn score(score: Option<f64>) -> Cell<'a> {
        Cell::number(score, 2)
    }

    fn number(number: Option<f64>, decimals: usize) -> Cell<'a> {
        number.map_or(Cell::Empty, |number| Cell::Number(number, decimals))
    }

    fn place(place: Option<usize>) -> Cell<'a> {
        place.map_or(Cell::Empty, |place| Cell::Count(place as u64))
    }
}

/// A column; `F` makes its cell of a row.
#[derive(Debug)]
pub(super) struct Column<F> {
    /// Its name, which readers of the files rely on.
    pub(super) name: &'static str,
    /// What stands in it.
    pub(super) cell: F,
}

/// A column of a table of locales.
pub(super) type LocaleColumn = Column<for<'a> fn(&LocaleRow<'a>) -> Cell<'a>>;
/// A column of a table of pages.
pub(super) type PageColumn = Column<for<'a> fn(&PageRow<'a>) -> Cell<'a>>;
/// A column of a table of segments.
pub(super) type SegmentColumn = Column<for<'a> fn(&SegmentRow<'a>) -> Cell<'a>>;
/// A column of a table of issues.
pub(super) type IssueColumn = Column<for<'a> fn(&IssueRow<'a>) -> Cell<'a>>;
/// A column of a table of findings.
pub(super) type FindingColumn = Column<for<'a> fn(&FindingRow<'a>) -> Cell<'a>>;
/// A column of the table of problems.
pub(super) type ProblemColumn = Column<for<'a> fn(&'a Problem) -> Cell<'a>>;

/// Columns of `summary.csv`.
pub(super) const SUMMARY: &[LocaleColumn] = &[
    Column { name: "locale", cell: |r| Cell::word(r.locale.file_name()) },
    Column { name: "pages", cell: |r| Cell::Count(r.totals.pages) },
    Column { name: "machine_pages", cell: |r| Cell::Count(r.totals.machine_pages) },
    Column { name: "human_pages", cell: |r| Cell::Count(r.totals.human_pages) },
    Column { name: "segments", cell: |r| Cell::Count(r.totals.segments) },
    Column { name: "source_words", cell: |r| Cell::Count(r.totals.source_words) },
    Column { name: "referenced_segments", cell: |r| Cell::Count(r.totals.referenced_segments) },
    Column { name: "bleu", cell: |r| Cell::score(r.scores[0]) },
    Column { name: "chrf", cell: |r| Cell::score(r.scores[1]) },
    Column { name: "ter", cell: |r| Cell::score(r.scores[2]) },
    Column { name: "similarity", cell: |r| Cell::number(r.totals.mean_similarity(), 4) },
    Column { name: "issues", cell: |r| Cell::Count(r.totals.issues()) },
    Column { name: "critical", cell: |r| Cell::Count(r.totals.issues_of(Severity::Critical)) },
    Column { name: "major", cell: |r| Cell::Count(r.totals.issues_of(Severity::Major)) },
    Column { name: "minor", cell: |r| Cell::Count(r.totals.issues_of(Severity::Minor)) },
    Column { name: "penalty", cell: |r| Cell::Number(r.totals.penalty(), 1) },
    Column {
        name: "penalty_per_1000_words",
        cell: |r| Cell::score(r.totals.penalty_per_1000_words()),
    },
    Column { name: "quality_score", cell: |r| Cell::score(r.totals.quality_score()) },
    Column { name: "names_expected", cell: |r| Cell::Count(r.totals.names.expected) },
    Column { name: "names_kept", cell: |r| Cell::Count(r.totals.names.kept) },
    Column { name: "names_localized", cell: |r| Cell::Count(r.totals.names.localized) },
    Column { name: "names_mangled", cell: |r| Cell::Count(r.totals.names.mangled) },
    Column {
        name: "clean_segments_percent",
        cell: |r| Cell::score(r.totals.clean_segments_percent()),
    },
    Column { name: "top_checks", cell: |r| Cell::Word(r.totals.top_checks().into()) },
    Column {
        name: "pass",
        cell: |r| match r.pass {
            None => Cell::Empty,
            Some(true) => Cell::word("yes"),
            Some(false) => Cell::word("no"),
        },
    },
    Column { name: "bleu_signature", cell: |r| Cell::owned(r.signature(0)) },
    Column { name: "chrf_signature", cell: |r| Cell::owned(r.signature(1)) },
    Column { name: "ter_signature", cell: |r| Cell::owned(r.signature(2)) },
    Column { name: "untranslated_segments", cell: |r| Cell::Count(r.totals.untranslated_segments) },
    Column { name: "coverage_percent", cell: |r| Cell::score(r.totals.coverage_percent()) },
    Column { name: "suspicions", cell: |r| Cell::Count(r.totals.suspicions) },
];

/// Columns of a table of pages.
pub(super) const PAGES: &[PageColumn] = &[
    Column { name: "locale", cell: |r| Cell::word(r.page.document.locale.file_name()) },
    Column { name: "path", cell: |r| Cell::Text(&r.page.document.path) },
    Column { name: "title", cell: |r| Cell::text(r.title()) },
    Column { name: "translation_type", cell: |r| Cell::word(r.page.document.origin.as_str()) },
    Column { name: "segments", cell: |r| Cell::Count(r.page.totals.segments) },
    Column { name: "source_words", cell: |r| Cell::Count(r.page.totals.source_words) },
    Column {
        name: "referenced_segments",
        cell: |r| Cell::Count(r.page.totals.referenced_segments),
    },
    Column { name: "bleu", cell: |r| Cell::score(r.scores[0]) },
    Column { name: "chrf", cell: |r| Cell::score(r.scores[1]) },
    Column { name: "ter", cell: |r| Cell::score(r.scores[2]) },
    Column { name: "similarity", cell: |r| Cell::number(r.page.totals.mean_similarity(), 4) },
    Column { name: "critical", cell: |r| Cell::Count(r.page.totals.issues_of(Severity::Critical)) },
    Column { name: "major", cell: |r| Cell::Count(r.page.totals.issues_of(Severity::Major)) },
    Column { name: "minor", cell: |r| Cell::Count(r.page.totals.issues_of(Severity::Minor)) },
    Column { name: "penalty", cell: |r| Cell::Number(r.page.totals.penalty(), 1) },
    Column {
        name: "penalty_per_1000_words",
        cell: |r| Cell::score(r.page.totals.penalty_per_1000_words()),
    },
    Column { name: "quality_score", cell: |r| Cell::score(r.page.totals.quality_score()) },
    Column { name: "top_checks", cell: |r| Cell::Word(r.page.totals.top_checks().into()) },
    Column { name: "worst_segment_id", cell: |r| Cell::text(r.worst_segment()) },
    Column {
        name: "source_commit",
        cell: |r| Cell::text(r.page.document.metadata.source_commit.as_deref()),
    },
    Column {
        name: "last_handoff",
        cell: |r| Cell::text(r.page.document.metadata.last_handoff.as_deref()),
    },
    Column {
        name: "untranslated_segments",
        cell: |r| Cell::Count(r.page.totals.untranslated_segments),
    },
    Column { name: "coverage_percent", cell: |r| Cell::score(r.page.totals.coverage_percent()) },
    Column { name: "suspicions", cell: |r| Cell::Count(r.page.totals.suspicions) },
];

/// Columns of `<locale>.segments.csv`.
pub(super) const SEGMENTS: &[SegmentColumn] = &[
    Column { name: "locale", cell: |r| Cell::word(r.document.locale.file_name()) },
    Column { name: "path", cell: |r| Cell::Text(&r.document.path) },
    Column { name: "line", cell: |r| Cell::Count(u64::from(r.segment.line)) },
    Column { name: "segment_id", cell: |r| Cell::Text(&r.segment.id) },
    Column { name: "translation_type", cell: |r| Cell::word(r.document.origin.as_str()) },
    Column { name: "source", cell: |r| Cell::Text(&r.segment.source) },
    Column { name: "target", cell: |r| Cell::Text(&r.segment.target) },
    Column {
        name: "reference",
        cell: |r| Cell::text(r.segment.reference.as_ref().map(|r| r.text.as_str())),
    },
    Column {
        name: "reference_origin",
        cell: |r| Cell::owned(r.segment.reference.as_ref().map(|r| r.origin.to_string())),
    },
    Column { name: "bleu", cell: |r| Cell::score(r.found.scores.map(|s| s.bleu)) },
    Column { name: "chrf", cell: |r| Cell::score(r.found.scores.map(|s| s.chrf)) },
    Column { name: "ter", cell: |r| Cell::score(r.found.scores.map(|s| s.ter)) },
    Column {
        name: "levenshtein",
        cell: |r| Cell::number(r.found.scores.map(|s| s.levenshtein), 4),
    },
    Column {
        name: "jaro_winkler",
        cell: |r| Cell::number(r.found.scores.map(|s| s.jaro_winkler), 4),
    },
    Column {
        name: "segment_score",
        cell: |r| Cell::score((!r.segment.is_untranslated()).then(|| r.found.score())),
    },
    Column {
        name: "worst_severity",
        cell: |r| r.worst_severity().map_or(Cell::Empty, |s| Cell::word(s.as_str())),
    },
    Column { name: "checks", cell: |r| Cell::Word(r.checks().join(";").into()) },
    Column { name: "state", cell: |r| Cell::word(r.segment.state.as_str()) },
];

/// Columns of a table of issues. `fingerprint` and `verdict` are what a baseline reads.
pub(super) const ISSUES: &[IssueColumn] = &[
    Column { name: "locale", cell: |r| Cell::word(r.locale.file_name()) },
    Column { name: "path", cell: |r| Cell::Text(r.path) },
    Column { name: "line", cell: |r| Cell::Count(u64::from(r.placed.line)) },
    Column { name: "segment_id", cell: |r| Cell::Text(r.segment_id) },
    Column { name: "check", cell: |r| Cell::word(r.placed.issue.check.id) },
    Column { name: "category", cell: |r| Cell::word(r.placed.issue.check.category.as_str()) },
    Column { name: "severity", cell: |r| Cell::word(r.placed.issue.severity.as_str()) },
    Column { name: "confidence", cell: |r| Cell::word(r.placed.issue.confidence.as_str()) },
    Column { name: "status", cell: |r| Cell::word(r.placed.status.as_str()) },
    Column { name: "source_span", cell: |r| Cell::text(r.source_words()) },
    Column {
        name: "target_span",
        cell: |r| Cell::text(r.target_span.as_ref().map(|_| r.target_words())),
    },
    Column {
        name: "target_start",
        cell: |r| Cell::place(r.target_span.as_ref().map(|span| span.start)),
    },
    Column {
        name: "target_end",
        cell: |r| Cell::place(r.target_span.as_ref().map(|span| span.end)),
    },
    Column { name: "expected", cell: |r| Cell::text(r.placed.issue.expected.as_deref()) },
    Column { name: "message", cell: |r| Cell::Text(&r.placed.issue.message) },
    Column { name: "source", cell: |r| Cell::Text(r.source) },
    Column { name: "target", cell: |r| Cell::Text(r.target) },
    Column { name: "reference", cell: |r| Cell::text(r.reference) },
    Column { name: "occurrences", cell: |r| Cell::Count(r.placed.occurrences) },
    Column { name: "fingerprint", cell: |r| Cell::Word(hash::name(r.placed.fingerprint).into()) },
    Column { name: "verdict", cell: |_| Cell::Empty },
    Column { name: "comment", cell: |_| Cell::Empty },
    Column { name: "fix_start", cell: |r| Cell::place(r.fix().map(|fix| fix.span.start)) },
    Column { name: "fix_end", cell: |r| Cell::place(r.fix().map(|fix| fix.span.end)) },
    Column { name: "fix", cell: |r| Cell::text(r.fix().map(|fix| fix.text.as_str())) },
];

/// Columns of a table of findings; texts and place are those of the first of its worst issues.
pub(super) const FINDINGS: &[FindingColumn] = &[
    Column { name: "locale", cell: |r| Cell::word(r.leader.locale) },
    Column { name: "severity", cell: |r| Cell::word(r.leader.severity.as_str()) },
    Column { name: "confidence", cell: |r| Cell::word(r.leader.confidence) },
    Column { name: "check", cell: |r| Cell::word(r.leader.check) },
    Column { name: "category", cell: |r| Cell::word(r.leader.category) },
    Column { name: "issues", cell: |r| Cell::Count(r.issues) },
    Column { name: "pages", cell: |r| Cell::Count(r.pages) },
    Column { name: "target_span", cell: |r| Cell::Text(r.leader.target_span) },
    Column { name: "expected", cell: |r| Cell::text(r.leader.expected) },
    Column { name: "message", cell: |r| Cell::Text(r.leader.message) },
    Column { name: "path", cell: |r| Cell::Text(r.leader.path) },
    Column { name: "line", cell: |r| Cell::Count(u64::from(r.leader.line)) },
    Column { name: "segment_id", cell: |r| Cell::Text(r.leader.segment_id) },
    Column { name: "source", cell: |r| Cell::Text(r.leader.source) },
    Column { name: "target", cell: |r| Cell::Text(r.leader.target) },
    Column { name: "status", cell: |r| Cell::word(r.leader.status) },
    Column { name: "verdict", cell: |_| Cell::Empty },
    Column { name: "comment", cell: |_| Cell::Empty },
];

/// Decimals of a judge's scores.
const JUDGED: usize = 4;

/// Columns that judges add to a table of pages or segments.
pub(super) fn judge_columns(names: &[String]) -> impl Iterator<Item = String> {
    names.iter().map(|name| format!("judge:{name}"))
}

/// A judge's score; what rounds to nothing has no sign.
fn judged<'a>(score: Option<f64>) -> Cell<'a> {
    // Half of the last decimal.
    let is_nothing = |score: f64| score.abs() < 5e-5;
    Cell::number(score.map(|score| if is_nothing(score) { 0.0 } else { score }), JUDGED)
}

/// What stands in them for a segment.
pub(super) fn segment_judged<'a>(
    row: &SegmentRow<'a>,
    judges: usize,
) -> impl Iterator<Item = Cell<'a>> {
    let judged = &row.found.judged;
    (0..judges).map(|at| self::judged(judged.get(at).copied().flatten()))
}

/// What stands in them for a page.
pub(super) fn page_judged<'a>(row: &PageRow<'a>, judges: usize) -> impl Iterator<Item = Cell<'a>> {
    let judged = &row.page.totals.judged;
    (0..judges).map(|at| self::judged(judged.get(at).and_then(Sums::mean)))
}

/// Columns that judges add to a table of locales: the mean, how many segments it is of, and where they are a sample the
/// ends of the interval that holds that of all.
pub(super) fn judge_summary_columns(names: &[String]) -> impl Iterator<Item = String> {
    let parts = ["", ":segments", ":low", ":high"];
    names.iter().flat_map(move |name| parts.map(|part| format!("judge:{name}{part}")))
}

/// What stands in them.
pub(super) fn locale_judged<'a>(
    row: &LocaleRow<'a>,
    judges: usize,
) -> impl Iterator<Item = Cell<'a>> {
    let judged = &row.totals.judged;
    (0..judges).flat_map(|at| {
        let Some(sums) = judged.get(at) else { return [const { Cell::Empty }; 4] };
        let interval = sums.interval();
        [
            self::judged(sums.mean()),
            Cell::Count(sums.scored),
            self::judged(interval.map(|i| i[0])),
            self::judged(interval.map(|i| i[1])),
        ]
    })
}

/// Columns of `problems.csv`.
pub(super) const PROBLEMS: &[ProblemColumn] = &[
    Column { name: "path", cell: |p| Cell::Text(&p.path) },
    Column {
        name: "line",
        cell: |p| p.line.map_or(Cell::Empty, |line| Cell::Count(u64::from(line))),
    },
    Column { name: "kind", cell: |p| Cell::word(p.kind.as_str()) },
    Column { name: "message", cell: |p| Cell::Text(&p.message) },
];
