//! The CSV reports: a summary, and per locale pages, segments and issues; `problems.csv` beside them.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use super::{Report, ReportOptions, ReportWriter};
use crate::checks::issue::Place;
use crate::checks::issue::{span_text, texts_at};
use crate::error::{Error, Result};
use crate::evaluate::scores::LocaleMetrics;
use crate::evaluate::{Evaluation, PlacedIssue};
use crate::locale::LocaleTag;
use crate::mqm::Severity;
use crate::output::{PendingFile, neutralise};
use crate::results::outcome::Outcome;

/// The CSV reports.
pub(super) static REPORT: Report = Report {
    id: "csv",
    summary: "summary.csv, problems.csv and per locale pages, segments and issues",
    begin: |options| Ok(Box::new(CsvReport { options: options.clone(), locales: BTreeMap::new() })),
};

/// Columns of `summary.csv`.
pub(super) const SUMMARY: &[&str] = &[
    "locale",
    "pages",
    "machine_pages",
    "human_pages",
    "segments",
    "source_words",
    "referenced_segments",
    "bleu",
    "chrf",
    "ter",
    "similarity",
    "issues",
    "critical",
    "major",
    "minor",
    "penalty",
    "penalty_per_1000_words",
    "quality_score",
    "names_expected",
    "names_kept",
    "names_localized",
    "names_mangled",
    "clean_segments_percent",
    "top_checks",
    "pass",
    "bleu_signature",
    "chrf_signature",
    "ter_signature",
];
/// Columns of `<locale>.pages.csv`.
pub(super) const PAGES: &[&str] = &[
    "locale",
    "path",
    "title",
    "translation_type",
    "segments",
    "source_words",
    "referenced_segments",
    "bleu",
    "chrf",
    "ter",
    "similarity",
    "critical",
    "major",
    "minor",
    "penalty",
    "penalty_per_1000_words",
    "quality_score",
    "top_checks",
    "worst_segment_id",
    "source_commit",
    "last_handoff",
];
/// Columns of `<locale>.segments.csv`.
pub(super) const SEGMENTS: &[&str] = &[
    "locale",
    "path",
    "line",
    "segment_id",
    "translation_type",
    "source",
    "target",
    "reference",
    "reference_origin",
    "bleu",
    "chrf",
    "ter",
    "levenshtein",
    "jaro_winkler",
    "segment_score",
    "worst_severity",
    "checks",
];
/// Columns of `<locale>.issues.csv`.
pub(super) const ISSUES: &[&str] = &[
    "locale",
    "path",
    "line",
    "segment_id",
    "check",
    "category",
    "severity",
    "confidence",
    "status",
    "source_span",
    "target_span",
    "target_start",
    "target_end",
    "expected",
    "message",
    "source",
    "target",
    "occurrences",
    "fingerprint",
    "verdict",
    "comment",
];
/// Columns of `problems.csv`.
pub(super) const PROBLEMS: &[&str] = &["path", "line", "kind", "message"];

/// Columns of `decisions.csv`.
pub(super) const DECISIONS: &[&str] =
    &["fingerprint", "verdict", "locale", "check", "path", "target_span", "comment", "issues"];

struct CsvReport {
    options: ReportOptions,
    locales: BTreeMap<LocaleTag, LocaleFiles>,
}

struct LocaleFiles {
    pages: Table,
    segments: Table,
    issues: Table,
}

impl ReportWriter for CsvReport {
    fn page(&mut self, page: &Evaluation) -> Result<()> {
        let locale = &page.document.locale;
        if !self.locales.contains_key(locale) {
            let name = locale.file_name();
            let files = LocaleFiles {
                pages: Table::create(&self.options, &format!("{name}.pages.csv"), PAGES)?,
                segments: Table::create(&self.options, &format!("{name}.segments.csv"), SEGMENTS)?,
                issues: Table::create(&self.options, &format!("{name}.issues.csv"), ISSUES)?,
            };
            self.locales.insert(locale.clone(), files);
        }
        let Some(files) = self.locales.get_mut(locale) else { return Ok(()) };
        write_page(&mut files.pages, page)?;
        write_segments(&mut files.segments, page)?;
        for issue in &page.issues {
            write_issue(&mut files.issues, page, issue)?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>, outcome: &Outcome) -> Result<Vec<PathBuf>> {
        let mut tables = Vec::new();
        let mut summary = Table::create(&self.options, "summary.csv", SUMMARY)?;
        write_summary(&mut summary, outcome)?;
        tables.push(summary);
        for files in self.locales.into_values() {
            tables.extend([files.pages, files.segments, files.issues]);
        }
        let mut problems = Table::create(&self.options, "problems.csv", PROBLEMS)?;
        for problem in &outcome.problems {
            problems.text(&problem.path)?;
            problems.cell(&problem.line.map(|l| l.to_string()).unwrap_or_default())?;
            problems.cell(problem.kind.as_str())?;
            problems.text(&problem.message)?;
            problems.end_row()?;
        }
        tables.push(problems);
        if !outcome.baseline.is_empty() {
            let mut decisions = Table::create(&self.options, "decisions.csv", DECISIONS)?;
            write_decisions(&mut decisions, outcome)?;
            tables.push(decisions);
        }
        tables.into_iter().map(Table::commit).collect()
    }
}

fn write_summary(table: &mut Table, outcome: &Outcome) -> Result<()> {
    for (locale, found) in &outcome.locales {
        let t = &found.totals;
        let metrics = LocaleMetrics::of(locale);
        table.cell(locale.file_name())?;
        for count in [
            t.pages,
            t.machine_pages,
            t.human_pages,
            t.segments,
            t.source_words,
            t.referenced_segments,
        ] {
            table.cell(&count.to_string())?;
        }
        for score in metrics.scores(&t.metrics, t.referenced_segments) {
            table.score(score)?;
        }
        table.number(t.mean_similarity(), 4)?;
        let severities =
            [Severity::Critical, Severity::Major, Severity::Minor].map(|s| t.issues_of(s));
        for count in [t.issues(), severities[0], severities[1], severities[2]] {
            table.cell(&count.to_string())?;
        }
        table.number(Some(t.penalty()), 1)?;
        table.score(t.penalty_per_1000_words())?;
        table.score(t.quality_score())?;
        for count in [t.names.expected, t.names.kept, t.names.localized, t.names.mangled] {
            table.cell(&count.to_string())?;
        }
        table.score(t.clean_segments_percent())?;
        table.cell(&t.top_checks())?;
        table.cell(match found.pass {
            None => "",
            Some(true) => "yes",
            Some(false) => "no",
        })?;
        let referenced = t.referenced_segments > 0;
        for signature in metrics.signatures() {
            table.cell(if referenced { &signature } else { "" })?;
        }
        table.end_row()?;
    }
    Ok(())
}

fn write_decisions(table: &mut Table, outcome: &Outcome) -> Result<()> {
    for (fingerprint, decision) in outcome.baseline.decisions() {
        table.cell(&format!("{fingerprint:016x}"))?;
        table.cell(decision.verdict.as_str())?;
        table.text(&decision.locale)?;
        table.text(&decision.check)?;
        for text in [&decision.path, &decision.target_span, &decision.comment] {
            table.text(text)?;
        }
        let met = outcome.decisions_met.get(&fingerprint).copied().unwrap_or(0);
        table.cell(&met.to_string())?;
        table.end_row()?;
    }
    Ok(())
}

fn write_page(table: &mut Table, page: &Evaluation) -> Result<()> {
    let d = &page.document;
    let t = &page.totals;
    let metrics = LocaleMetrics::of(&d.locale);
    table.cell(d.locale.file_name())?;
    table.text(&d.path)?;
    table.text(d.metadata.title.as_ref().map_or("", |t| &t.text))?;
    table.cell(d.origin.as_str())?;
    for count in [t.segments, t.source_words, t.referenced_segments] {
        table.cell(&count.to_string())?;
    }
    for score in metrics.scores(&t.metrics, t.referenced_segments) {
        table.score(score)?;
    }
    table.number(t.mean_similarity(), 4)?;
    for severity in [Severity::Critical, Severity::Major, Severity::Minor] {
        table.cell(&t.issues_of(severity).to_string())?;
    }
    table.number(Some(t.penalty()), 1)?;
    table.score(t.penalty_per_1000_words())?;
    table.score(t.quality_score())?;
    table.cell(&t.top_checks())?;
    let mut worst: Option<(f64, &str)> = None;
    for (segment, found) in d.segments.iter().zip(&page.segments) {
        if found.penalty > worst.map_or(0.0, |w| w.0) {
            worst = Some((found.penalty, &segment.id));
        }
    }
    table.text(worst.map_or("", |w| w.1))?;
    table.text(d.metadata.source_commit.as_deref().unwrap_or(""))?;
    table.text(d.metadata.last_handoff.as_deref().unwrap_or(""))?;
    table.end_row()
}

fn write_segments(table: &mut Table, page: &Evaluation) -> Result<()> {
    let d = &page.document;
    for (segment, found) in d.segments.iter().zip(&page.segments) {
        table.cell(d.locale.file_name())?;
        table.text(&d.path)?;
        table.cell(&segment.line.to_string())?;
        table.text(&segment.id)?;
        table.cell(d.origin.as_str())?;
        table.text(&segment.source)?;
        table.text(&segment.target)?;
        table.text(segment.reference.as_ref().map_or("", |r| &r.text))?;
        table
            .cell(&segment.reference.as_ref().map(|r| r.origin.to_string()).unwrap_or_default())?;
        let scores = found.scores.as_ref();
        table.score(scores.map(|s| s.bleu))?;
        table.score(scores.map(|s| s.chrf))?;
        table.score(scores.map(|s| s.ter))?;
        table.number(scores.map(|s| s.levenshtein), 4)?;
        table.number(scores.map(|s| s.jaro_winkler), 4)?;
        table.score(Some(found.score()))?;
        let issues = &page.issues[found.issues.clone()];
        let worst = issues.iter().map(|i| i.issue.severity).max();
        table.cell(worst.map_or("", Severity::as_str))?;
        let mut checks: Vec<_> = issues.iter().map(|i| i.issue.check.id).collect();
        checks.dedup();
        table.cell(&checks.join(";"))?;
        table.end_row()?;
    }
    Ok(())
}

fn write_issue(table: &mut Table, page: &Evaluation, placed: &PlacedIssue) -> Result<()> {
    let d = &page.document;
    let issue = &placed.issue;
    let (source, target) = texts_at(d, placed.place);
    table.cell(d.locale.file_name())?;
    table.text(&d.path)?;
    table.cell(&placed.line.to_string())?;
    table.text(match placed.place {
        Place::Segment(index) => d.segments.get(index).map_or("", |s| &s.id),
        Place::Title => "title",
        Place::Description => "description",
        Place::Line(_) => "page",
    })?;
    table.cell(issue.check.id)?;
    table.cell(issue.check.category.as_str())?;
    table.cell(issue.severity.as_str())?;
    table.cell(issue.confidence.as_str())?;
    table.cell(placed.status.as_str())?;
    table.text(issue.source_span.clone().and_then(|s| source.get(s)).unwrap_or(""))?;
    table.text(span_text(d, placed.place, issue))?;
    let span = issue.target_span.as_ref();
    table.cell(&span.map(|s| s.start.to_string()).unwrap_or_default())?;
    table.cell(&span.map(|s| s.end.to_string()).unwrap_or_default())?;
    table.text(issue.expected.as_deref().unwrap_or(""))?;
    table.text(&issue.message)?;
    table.text(source)?;
    table.text(target)?;
    table.cell(&placed.occurrences.to_string())?;
    table.cell(&format!("{:016x}", placed.fingerprint))?;
    table.cell("")?;
    table.cell("")?;
    table.end_row()
}

/// A CSV file being written, cell by cell.
struct Table {
    writer: csv::Writer<PendingFile>,
    path: PathBuf,
}

impl Table {
    fn create(options: &ReportOptions, name: &str, columns: &[&str]) -> Result<Table> {
        let mut file = PendingFile::create(&options.out, name)?;
        let path = options.out.join(name);
        if options.excel {
            file.write_all("\u{feff}".as_bytes()).map_err(|e| Error::io(&path, e))?;
        }
        let mut table = Table { writer: csv::WriterBuilder::new().from_writer(file), path };
        for column in columns {
            table.cell(column)?;
        }
        table.end_row()?;
        Ok(table)
    }

    /// A cell that holds none of the page's text.
    fn cell(&mut self, text: &str) -> Result<()> {
        self.writer.write_field(text).map_err(|e| self.error(e))
    }

    /// A cell of text, neutralised where a spreadsheet would run it.
    fn text(&mut self, text: &str) -> Result<()> {
        self.writer.write_field(&*neutralise(text)).map_err(|e| self.error(e))
    }

    /// A score with two decimals.
    fn score(&mut self, score: Option<f64>) -> Result<()> {
        self.number(score, 2)
    }

    fn number(&mut self, number: Option<f64>, decimals: usize) -> Result<()> {
        match number {
            // The score of most segments.
            Some(100.0) if decimals == 2 => self.cell("100.00"),
            Some(number) => self.cell(&format!("{number:.decimals$}")),
            None => self.cell(""),
        }
    }

    fn end_row(&mut self) -> Result<()> {
        self.writer.write_record(None::<&[u8]>).map_err(|e| self.error(e))
    }

    fn commit(self) -> Result<PathBuf> {
        let path = self.path.clone();
        let file = self
            .writer
            .into_inner()
            .map_err(|e| Error::io(&path, std::io::Error::other(e.to_string())))?;
        file.commit()
    }

    fn error(&self, error: csv::Error) -> Error {
        Error::io(&self.path, error.into())
    }
}
