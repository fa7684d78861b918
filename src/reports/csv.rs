//! The CSV reports: a summary, and per locale pages, segments, issues and findings; `problems.csv` beside them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use super::columns::{
    Cell, Column, FINDINGS, ISSUES, IssueColumn, PAGES, PROBLEMS, SEGMENTS, SUMMARY, judge_columns,
    judge_summary_columns, locale_judged, page_judged, segment_judged,
};
use super::findings::FindingRows;
use super::row::{IssueRow, LocaleRow, PageRow, SegmentRow};
use super::{Report, ReportOptions, ReportWriter};
use crate::error::{Error, Result};
use crate::evaluate::Evaluation;
use crate::locale::LocaleTag;
use crate::output::{PendingFile, WholeFile, neutralise};
use crate::results::baseline;
use crate::results::outcome::Outcome;

/// The CSV reports.
pub(super) static REPORT: Report = Report {
    id: "csv",
    is_printed: false,
    summary: "summary.csv, problems.csv and per locale pages, segments, issues and findings",
    begin: |options| Ok(Box::new(CsvReport { options: options.clone(), locales: BTreeMap::new() })),
};

struct CsvReport {
    options: ReportOptions,
    locales: BTreeMap<LocaleTag, LocaleFiles>,
}

struct LocaleFiles {
    judges: usize,
    pages: Table,
    segments: Table,
    issues: Table,
    findings: Table,
    /// What the table of findings is made of when all issues are known.
    found: FindingRows,
}

/// The names of columns.
fn named<F>(columns: &'static [Column<F>]) -> impl Iterator<Item = String> {
    columns.iter().map(|column| column.name.to_owned())
}

/// Columns of `<locale>.issues.csv`: the segments' file has the references.
fn issue_columns() -> impl Iterator<Item = &'static IssueColumn> {
    ISSUES.iter().filter(|column| column.name != "reference")
}

impl LocaleFiles {
    fn create(options: &ReportOptions, locale: &LocaleTag) -> Result<LocaleFiles> {
        let name = |rows: &str| format!("{}.{rows}.csv", locale.file_name());
        let [pages, segments, issues, findings] =
            ["pages", "segments", "issues", "findings"].map(name);
        let judges = options.judge_names();
        let judged = || judge_columns(judges);
        Ok(LocaleFiles {
            judges: judges.len(),
            pages: Table::create(options, &pages, named(PAGES).chain(judged()))?,
            segments: Table::create(options, &segments, named(SEGMENTS).chain(judged()))?,
            issues: Table::create(options, &issues, issue_columns().map(|c| c.name.to_owned()))?,
            findings: Table::create(options, &findings, named(FINDINGS))?,
            found: FindingRows::new(PendingFile::create(
                &options.out,
                &format!("{findings}.rows"),
            )?),
        })
    }

    fn add(&mut self, page: &Evaluation) -> Result<()> {
        let row = PageRow::of(page);
        let judged = page_judged(&row, self.judges);
        self.pages.row(PAGES.iter().map(|column| (column.cell)(&row)).chain(judged))?;
        for row in SegmentRow::all(page) {
            let judged = segment_judged(&row, self.judges);
            self.segments.row(SEGMENTS.iter().map(|column| (column.cell)(&row)).chain(judged))?;
        }
        for placed in &page.issues {
            let row = IssueRow::on_page(page, placed);
            self.issues.row(issue_columns().map(|column| (column.cell)(&row)))?;
        }
        self.found.add(page).map_err(|e| Error::io(&self.findings.path, e))
    }

    /// All tables of the locale, whole.
    fn finish(mut self) -> Result<[Table; 4]> {
        let table = &mut self.findings;
        let path = table.path.clone();
        self.found
            .each(&path, |row| table.row(FINDINGS.iter().map(|column| (column.cell)(row))))?;
        Ok([self.pages, self.segments, self.issues, self.findings])
    }
}

impl ReportWriter for CsvReport {
    fn page(&mut self, page: &Evaluation) -> Result<()> {
        let locale = &page.document.locale;
        if !self.locales.contains_key(locale) {
            self.locales.insert(locale.clone(), LocaleFiles::create(&self.options, locale)?);
        }
        self.locales.get_mut(locale).map_or(Ok(()), |files| files.add(page))
    }

    fn finish(self: Box<Self>, outcome: &Outcome) -> Result<Vec<WholeFile>> {
        let mut tables = vec![summary(&self.options, outcome)?];
        for files in self.locales.into_values() {
            tables.extend(files.finish()?);
        }
        tables.push(problems(&self.options, outcome)?);
        if !outcome.baseline.is_empty() {
            tables.push(decisions(&self.options, outcome)?);
        }
        tables.into_iter().map(Table::close).collect()
    }
}

fn summary(options: &ReportOptions, outcome: &Outcome) -> Result<Table> {
    let judges = options.judge_names();
    let columns = named(SUMMARY).chain(judge_summary_columns(judges));
    let mut table = Table::create(options, "summary.csv", columns)?;
    for (locale, found) in &outcome.locales {
        let row = LocaleRow::of(locale, found);
        let judged = locale_judged(&row, judges.len());
        table.row(SUMMARY.iter().map(|column| (column.cell)(&row)).chain(judged))?;
    }
    Ok(table)
}

fn problems(options: &ReportOptions, outcome: &Outcome) -> Result<Table> {
    let mut table = Table::create(options, "problems.csv", named(PROBLEMS))?;
    for problem in &outcome.problems {
        table.row(PROBLEMS.iter().map(|column| (column.cell)(problem)))?;
    }
    Ok(table)
}

/// The baseline with how many issues each decision met.
fn decisions(options: &ReportOptions, outcome: &Outcome) -> Result<Table> {
    let columns = baseline::COLUMNS.iter().copied().chain(["issues"]).map(str::to_owned);
    let mut table = Table::create(options, "decisions.csv", columns)?;
    for (fingerprint, decision) in outcome.baseline.decisions() {
        let met = outcome.decisions_met.get(&fingerprint).copied().unwrap_or(0);
        let cells = baseline::cells(fingerprint, decision).map(Cell::Word);
        table.row(cells.into_iter().chain([Cell::Count(met)]))?;
    }
    Ok(table)
}

/// A CSV file being written, cell by cell.
struct Table {
    writer: csv::Writer<PendingFile>,
    path: PathBuf,
}

impl Table {
    fn create(
        options: &ReportOptions,
        name: &str,
        columns: impl Iterator<Item = String>,
    ) -> Result<Table> {
        let mut file = PendingFile::create(&options.out, name)?;
        let path = options.out.join(name);
        if options.excel {
            file.write_all("\u{feff}".as_bytes()).map_err(|e| Error::io(&path, e))?;
        }
        let mut table = Table { writer: csv::WriterBuilder::new().from_writer(file), path };
        table.row(columns.map(|name| Cell::Word(Cow::Owned(name))))?;
        Ok(table)
    }

    fn row<'c>(&mut self, cells: impl Iterator<Item = Cell<'c>>) -> Result<()> {
        for cell in cells {
            match cell {
                Cell::Empty => self.field(""),
                Cell::Word(word) => self.field(&word),
                Cell::Text(text) => self.field(&neutralise(text)),
                Cell::Count(count) => self.field(&count.to_string()),
                // The score of most segments.
                Cell::Number(100.0, 2) => self.field("100.00"),
                Cell::Number(number, decimals) => self.field(&format!("{number:.decimals$}")),
            }?;
        }
        self.writer.write_record(None::<&[u8]>).map_err(|e| self.error(e))
    }

    fn field(&mut self, text: &str) -> Result<()> {
        self.writer.write_field(text).map_err(|e| self.error(e))
    }

    fn close(self) -> Result<WholeFile> {
        let path = self.path.clone();
        let file = self.writer.into_inner().map_err(|e| Error::io(&path, e.into_error()))?;
        file.close()
    }

    fn error(&self, error: csv::Error) -> Error {
        // As the system said it: a full disk is told as one.
        let said = match error.into_kind() {
            csv::ErrorKind::Io(error) => error,
            other => std::io::Error::other(format!("{other:?}")),
        };
        Error::io(&self.path, said)
    }
}
