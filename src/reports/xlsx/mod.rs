//! The XLSX report: a workbook a locale with a summary, its findings, its issues and its pages, for review in a
//! spreadsheet.
//!
//! The writer is our own, on the crate zip: `rust_xlsxwriter` took 33 % of a run's time here; rows that go into the
//! archive as they come take 9 to 12 %, and hold no workbook in memory.

mod parts;
mod sheet;
mod summary;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::columns::{
    Cell, FINDINGS, ISSUES, IssueColumn, PAGES, PageColumn, judge_columns, page_judged,
};
use super::findings::FindingRows;
use super::row::{IssueRow, PageRow};
use super::{Report, ReportOptions, ReportWriter};
use crate::error::{Error, Result};
use crate::evaluate::Evaluation;
use crate::locale::LocaleTag;
use crate::mqm::Severity;
use crate::output::{PendingFile, WholeFile};
use crate::results::baseline::Verdict;
use crate::results::outcome::{LocaleOutcome, Outcome};
use sheet::{Column, Row, Sheet, Style, column};

/// The XLSX report.
pub(super) static REPORT: Report = Report {
    id: "xlsx",
    is_printed: false,
    summary: "a workbook per locale: summary, findings, issues and pages",
    begin: |options| {
        Ok(Box::new(XlsxReport { options: options.clone(), locales: BTreeMap::new() }))
    },
};

/// How the columns of the sheet Issues look, in their order; what stands in them is the column's of that name.
const ISSUE_LOOKS: &[Column] = &[
    column("severity", 9, Style::Plain),
    column("check", 20, Style::Plain),
    column("message", 38, Style::Text),
    column("source", 48, Style::Text),
    column("target", 48, Style::Text),
    column("reference", 48, Style::Text),
    column("target_span", 20, Style::Text),
    column("expected", 20, Style::Text),
    column("verdict", 14, Style::Plain),
    column("comment", 28, Style::Text),
    column("path", 60, Style::Text),
    column("line", 6, Style::Plain),
    column("segment_id", 12, Style::Plain),
    column("category", 12, Style::Plain),
    column("confidence", 10, Style::Plain),
    column("status", 8, Style::Plain),
    column("occurrences", 11, Style::Plain),
    column("locale", 8, Style::Plain),
    column("fingerprint", 18, Style::Plain),
];
const VERDICT: usize = 8;
const FINDING_VERDICT: usize = 8;
/// The same of the sheet Pages.
const PAGE_LOOKS: &[Column] = &[
    column("path", 60, Style::Text),
    column("title", 40, Style::Text),
    column("translation_type", 15, Style::Plain),
    column("segments", 10, Style::Plain),
    column("source_words", 12, Style::Plain),
    column("quality_score", 12, Style::Score),
    column("critical", 9, Style::Plain),
    column("major", 9, Style::Plain),
    column("minor", 9, Style::Plain),
    column("penalty_per_1000_words", 22, Style::Score),
    column("top_checks", 50, Style::Text),
];
/// The same of the sheet Findings.
const FINDING_LOOKS: &[Column] = &[
    column("severity", 9, Style::Plain),
    column("issues", 7, Style::Plain),
    column("check", 20, Style::Plain),
    column("message", 48, Style::Text),
    column("target_span", 24, Style::Text),
    column("expected", 20, Style::Text),
    column("source", 48, Style::Text),
    column("target", 48, Style::Text),
    column("verdict", 14, Style::Plain),
    column("comment", 28, Style::Text),
    column("pages", 7, Style::Plain),
    column("path", 60, Style::Text),
    column("line", 6, Style::Plain),
    column("segment_id", 12, Style::Plain),
    column("category", 12, Style::Plain),
    column("confidence", 10, Style::Plain),
    column("status", 8, Style::Plain),
];
/// How the columns of judges in the sheet Pages look.
const JUDGED: Column = column("", 18, Style::Plain);

/// Of deflate, 1 to 9: a tenth more bytes than the usual 6 makes, at a third of its time.
const COMPRESSION: i64 = 3;

struct XlsxReport {
    options: ReportOptions,
    locales: BTreeMap<LocaleTag, Book>,
}

/// The workbook of a locale. The issues go to the archive as they come; the pages wait in a file of their own, for an
/// archive holds one part after the other.
struct Book {
    archive: ZipWriter<PendingFile>,
    waiting: PendingFile,
    path: PathBuf,
    pages: Sheet,
    issues: Sheet,
    findings: FindingRows,
    /// The names of the judges.
    judges: Vec<String>,
    page_columns: Vec<&'static PageColumn>,
    issue_columns: Vec<&'static IssueColumn>,
    /// Issues for which the sheet has no row left.
    left_out: u64,
}

impl ReportWriter for XlsxReport {
    fn page(&mut self, page: &Evaluation) -> Result<()> {
        let locale = &page.document.locale;
        if !self.locales.contains_key(locale) {
            self.locales.insert(locale.clone(), Book::begin(&self.options, locale)?);
        }
        let Some(book) = self.locales.get_mut(locale) else { return Ok(()) };
        book.add(page).map_err(|e| Error::io(&book.path, e))
    }

    fn finish(self: Box<Self>, outcome: &Outcome) -> Result<Vec<WholeFile>> {
        let mut pending = Vec::new();
        for (locale, book) in self.locales {
            let found = outcome.locales.get(&locale);
            pending.push(book.finish(&locale, found)?);
        }
        pending.into_iter().map(PendingFile::close).collect()
    }
}

fn error(path: &Path, error: ZipError) -> Error {
    Error::io(path, error.into())
}

/// Begins a part of the archive. All have the same time: no two runs would be the same otherwise.
fn part(archive: &mut ZipWriter<PendingFile>, name: &str) -> Result<(), ZipError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(COMPRESSION))
        .last_modified_time(zip::DateTime::default());
    archive.start_file(name, options)
}

/// Writes the parts that are the same in all workbooks, and begins the issues.
fn begin_archive(archive: &mut ZipWriter<PendingFile>) -> Result<(), ZipError> {
    for (name, xml) in parts::fixed() {
        part(archive, name)?;
        archive.write_all(xml.as_bytes())?;
    }
    part(archive, parts::SHEETS[parts::ISSUES].1)
}

impl Book {
    fn begin(options: &ReportOptions, locale: &LocaleTag) -> Result<Book> {
        let name = format!("{}.xlsx", locale.file_name());
        let path = options.out.join(&name);
        let mut archive = ZipWriter::new(PendingFile::create(&options.out, &name)?);
        begin_archive(&mut archive).map_err(|e| error(&path, e))?;
        let judges = options.judge_names();
        let judged = judge_columns(judges).map(|name| Column { title: name.into(), ..JUDGED });
        let pages: Vec<Column> = PAGE_LOOKS.iter().cloned().chain(judged).collect();
        Ok(Book {
            archive,
            waiting: PendingFile::create(&options.out, &format!("{name}.pages"))?,
            path,
            pages: Sheet::table(&pages),
            issues: Sheet::table(ISSUE_LOOKS),
            findings: FindingRows::new(PendingFile::create(
                &options.out,
                &format!("{name}.findings"),
            )?),
            judges: judges.to_vec(),
            page_columns: named(PAGE_LOOKS, PAGES, |column| column.name),
            issue_columns: named(ISSUE_LOOKS, ISSUES, |column| column.name),
            left_out: 0,
        })
    }

    fn add(&mut self, page: &Evaluation) -> std::io::Result<()> {
        if !self.pages.is_full() {
            let row = PageRow::of(page);
            let looks = PAGE_LOOKS.iter().map(|look| look.style);
            let looks = looks.chain(self.judges.iter().map(|_| JUDGED.style));
            let cells = self.page_columns.iter().map(|column| (column.cell)(&row));
            let cells = cells.chain(page_judged(&row, self.judges.len()).map(rounded));
            write_row(self.pages.row(), looks, cells);
            self.pages.drain(&mut self.waiting)?;
        }
        self.findings.add(page)?;
        for placed in &page.issues {
            if self.issues.is_full() {
                self.left_out += 1;
                continue;
            }
            let row = IssueRow::of(page, placed);
            let cells = self.issue_columns.iter().map(|column| (column.cell)(&row));
            write_row(self.issues.row(), looks(ISSUE_LOOKS, placed.issue.severity), cells);
            self.issues.drain(&mut self.archive)?;
        }
        Ok(())
    }

    fn finish(mut self, locale: &LocaleTag, found: Option<&LocaleOutcome>) -> Result<PendingFile> {
        let path = self.path.clone();
        let failed = |e| error(&path, e);
        let archive = &mut self.archive;
        let mut findings = Sheet::first_table(FINDING_LOOKS);
        let verdicts = Verdict::ALL.map(Verdict::as_str).join(",");
        let mut write = || {
            self.issues.end_table(Some((VERDICT, &verdicts)), archive)?;
            self.pages.end_table(None, &mut self.waiting)?;
            part(archive, parts::SHEETS[parts::PAGES].1)?;
            std::io::copy(&mut self.waiting.reopen()?, archive)?;
            part(archive, parts::SHEETS[parts::SUMMARY].1)?;
            let mut sheet = Sheet::plain(summary::COLUMNS);
            if let Some(found) = found {
                summary::fill(&mut sheet, locale, found, &self.judges, self.left_out);
            }
            sheet.end_plain(archive)?;
            part(archive, parts::SHEETS[parts::FINDINGS].1)
        };
        write().map_err(failed)?;
        let columns = named(FINDING_LOOKS, FINDINGS, |column| column.name);
        self.findings.each(&path, |row| {
            // Of a locale with more findings than a sheet has rows, the worst are in it.
            if findings.is_full() {
                return Ok(());
            }
            let cells = columns.iter().map(|column| (column.cell)(row));
            write_row(findings.row(), looks(FINDING_LOOKS, row.leader.severity), cells);
            findings.drain(archive).map_err(|e| Error::io(&path, e))
        })?;
        let mut write = || {
            findings.end_table(Some((FINDING_VERDICT, &verdicts)), archive)?;
            part(archive, parts::WORKBOOK)?;
            let filters = [
                (parts::FINDINGS, findings.area()),
                (parts::ISSUES, self.issues.area()),
                (parts::PAGES, self.pages.area()),
            ];
            archive.write_all(parts::workbook(&filters).as_bytes())
        };
        write().map_err(|e| Error::io(&path, e))?;
        self.archive.finish().map_err(failed)
    }
}

/// How the cells of a row of a table look whose issue is so bad.
fn looks(looks: &'static [Column], severity: Severity) -> impl Iterator<Item = Style> {
    let tone = tone(severity);
    looks.iter().map(move |look| if look.title == "severity" { tone } else { look.style })
}

/// The columns that the looks name, in their order.
fn named<C>(
    looks: &[Column],
    columns: &'static [C],
    name: fn(&C) -> &'static str,
) -> Vec<&'static C> {
    let column = |look: &Column| columns.iter().find(|column| name(column) == look.title);
    looks.iter().filter_map(column).collect()
}

/// A number with as many decimals as text formats give it, where the cell's format shows all that there are.
fn rounded(cell: Cell<'_>) -> Cell<'_> {
    let Cell::Number(number, decimals) = cell else { return cell };
    let power = (0..decimals).fold(1.0, |power, _| power * 10.0);
    Cell::Number((number * power).round() / power, decimals)
}

fn write_row<'c>(
    mut row: Row<'_>,
    looks: impl Iterator<Item = Style>,
    cells: impl Iterator<Item = Cell<'c>>,
) {
    for (style, cell) in looks.zip(cells) {
        match cell {
            Cell::Empty => row.text("", style),
            Cell::Word(word) => row.text(&word, style),
            Cell::Text(text) => row.text(text, style),
            Cell::Count(count) => row.number(Some(count as f64), style),
            Cell::Number(number, _) => row.number(Some(number), style),
        }
    }
    row.end();
}

fn tone(severity: Severity) -> Style {
    match severity {
        Severity::Neutral => Style::Neutral,
        Severity::Minor => Style::Minor,
        Severity::Major => Style::Major,
        Severity::Critical => Style::Critical,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verdict_is_where_the_validation_is() {
        assert_eq!(ISSUE_LOOKS[VERDICT].title, "verdict");
    }

    #[test]
    fn every_look_is_that_of_a_column() {
        assert_eq!(named(PAGE_LOOKS, PAGES, |column| column.name).len(), PAGE_LOOKS.len());
        assert_eq!(named(FINDING_LOOKS, FINDINGS, |column| column.name).len(), FINDING_LOOKS.len());
        assert_eq!(named(ISSUE_LOOKS, ISSUES, |column| column.name).len(), ISSUE_LOOKS.len());
    }
}
