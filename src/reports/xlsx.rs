//! The XLSX report: a workbook a locale with a summary, its pages and its issues, for review in a spreadsheet.

use std::collections::BTreeMap;
use std::path::PathBuf;

use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet,
    XlsxError,
};

use super::row::IssueRow;
use super::{PendingFile, Report, ReportOptions, ReportWriter, file_name};
use crate::aggregate::Totals;
use crate::baseline::Verdict;
use crate::error::{Error, Result};
use crate::evaluate::Evaluation;
use crate::issue::Severity;
use crate::locale::{Locale, LocaleTag};
use crate::locale_metrics::LocaleMetrics;
use crate::pipeline::{LocaleOutcome, Outcome};

/// The XLSX report.
pub(super) static REPORT: Report = Report {
    id: "xlsx",
    summary: "a workbook per locale: summary, pages and issues",
    begin: |options| {
        Ok(Box::new(XlsxReport { options: options.clone(), locales: BTreeMap::new() }))
    },
};

/// Columns of the sheet Issues and their widths in characters. `fingerprint` and `verdict` are what a baseline reads.
const ISSUES: &[(&str, f64)] = &[
    ("severity", 9.0),
    ("check", 20.0),
    ("message", 38.0),
    ("source", 48.0),
    ("target", 48.0),
    ("reference", 48.0),
    ("target_span", 20.0),
    ("expected", 20.0),
    ("verdict", 14.0),
    ("comment", 28.0),
    ("path", 34.0),
    ("line", 6.0),
    ("segment_id", 12.0),
    ("category", 12.0),
    ("confidence", 10.0),
    ("status", 8.0),
    ("occurrences", 11.0),
    ("locale", 8.0),
    ("fingerprint", 18.0),
];
const VERDICT: u16 = 8;
const PAGES: &[(&str, f64)] = &[
    ("path", 48.0),
    ("title", 40.0),
    ("translation_type", 15.0),
    ("segments", 10.0),
    ("source_words", 12.0),
    ("quality_score", 12.0),
    ("critical", 9.0),
    ("major", 9.0),
    ("minor", 9.0),
    ("penalty_per_1000_words", 22.0),
    ("top_checks", 50.0),
];
/// Rows of a sheet, by the format's limit.
const MOST_ROWS: u32 = 1_048_576;
/// Characters (UTF-16 units) of a cell, by the format's limit.
const MOST_UNITS: usize = 32_767;

struct XlsxReport {
    options: ReportOptions,
    locales: BTreeMap<LocaleTag, Book>,
}

struct Book {
    workbook: Workbook,
    file: PendingFile,
    path: PathBuf,
    formats: Formats,
    pages: u32,
    issues: u32,
    /// Issues for which the sheet has no row left.
    left_out: u64,
}

struct Formats {
    head: Format,
    plain: Format,
    text: Format,
    score: Format,
    /// By severity: neutral, minor, major, critical.
    severities: [Format; 4],
}

impl ReportWriter for XlsxReport {
    fn page(&mut self, page: &Evaluation) -> Result<()> {
        let locale = &page.document.locale;
        if !self.locales.contains_key(locale) {
            self.locales.insert(locale.clone(), Book::begin(&self.options, locale)?);
        }
        let Some(book) = self.locales.get_mut(locale) else { return Ok(()) };
        book.add(page).map_err(|e| error(&book.path, e))
    }

    fn finish(self: Box<Self>, outcome: &Outcome) -> Result<Vec<PathBuf>> {
        let mut pending = Vec::new();
        for (locale, mut book) in self.locales {
            if let Some(found) = outcome.locales.get(&locale) {
                book.finish(&locale, found).map_err(|e| error(&book.path, e))?;
            }
            book.workbook.save_to_writer(&mut book.file).map_err(|e| error(&book.path, e))?;
            pending.push(book.file);
        }
        pending.into_iter().map(PendingFile::commit).collect()
    }
}

fn error(path: &std::path::Path, error: XlsxError) -> Error {
    Error::io(path, std::io::Error::other(error))
}

impl Book {
    fn begin(options: &ReportOptions, locale: &LocaleTag) -> Result<Book> {
        let name = format!("{}.xlsx", file_name(locale));
        let path = options.out.join(&name);
        let mut book = Book {
            workbook: Workbook::new(),
            file: PendingFile::create(&options.out, &name)?,
            path,
            formats: Formats::new(),
            pages: 1,
            issues: 1,
            left_out: 0,
        };
        book.sheets().map_err(|e| error(&book.path, e))?;
        Ok(book)
    }

    fn sheets(&mut self) -> Result<(), XlsxError> {
        // The file would name the time of the run otherwise, and no two runs would be the same.
        let epoch = ExcelDateTime::from_ymd(2000, 1, 1)?;
        let properties = DocProperties::new().set_creation_datetime(&epoch);
        self.workbook.set_properties(&properties);
        self.workbook.add_worksheet().set_name("Summary")?;
        for (name, columns) in [("Pages", PAGES), ("Issues", ISSUES)] {
            let sheet = self.workbook.add_worksheet_with_constant_memory()?;
            sheet.set_name(name)?;
            sheet.set_freeze_panes(1, 0)?;
            for (column, (title, width)) in columns.iter().enumerate() {
                sheet.set_column_width(column as u16, *width)?;
                sheet.write_string_with_format(0, column as u16, *title, &self.formats.head)?;
            }
        }
        Ok(())
    }

    fn add(&mut self, page: &Evaluation) -> Result<(), XlsxError> {
        let formats = &self.formats;
        let (d, t) = (&page.document, &page.totals);
        if self.pages < MOST_ROWS {
            let sheet = self.workbook.worksheet_from_index(1)?;
            let mut row = Row { sheet, line: self.pages, column: 0 };
            row.text(&d.path, &formats.text)?;
            row.text(d.metadata.title.as_ref().map_or("", |t| &t.text), &formats.text)?;
            row.text(d.origin.as_str(), &formats.plain)?;
            row.number(Some(t.segments as f64), &formats.plain)?;
            row.number(Some(t.source_words as f64), &formats.plain)?;
            row.number(t.quality_score(), &formats.score)?;
            for severity in [Severity::Critical, Severity::Major, Severity::Minor] {
                row.number(Some(t.issues_of(severity) as f64), &formats.plain)?;
            }
            row.number(t.penalty_per_1000_words(), &formats.score)?;
            row.text(&t.top_checks(), &formats.text)?;
            self.pages += 1;
        }
        for placed in &page.issues {
            if self.issues == MOST_ROWS {
                self.left_out += 1;
                continue;
            }
            let found = IssueRow::of(page, placed);
            let issue = &placed.issue;
            let sheet = self.workbook.worksheet_from_index(2)?;
            let mut row = Row { sheet, line: self.issues, column: 0 };
            row.text(issue.severity.as_str(), &formats.severities[issue.severity as usize])?;
            row.text(issue.check.id, &formats.plain)?;
            row.text(&issue.message, &formats.text)?;
            row.text(found.source, &formats.text)?;
            row.text(found.target, &formats.text)?;
            row.text(found.reference.unwrap_or(""), &formats.text)?;
            row.text(found.target_words(), &formats.text)?;
            row.text(issue.expected.as_deref().unwrap_or(""), &formats.text)?;
            row.text("", &formats.plain)?;
            row.text("", &formats.text)?;
            row.text(found.path, &formats.text)?;
            row.number(Some(f64::from(placed.line)), &formats.plain)?;
            row.text(found.segment_id, &formats.plain)?;
            row.text(issue.check.category.as_str(), &formats.plain)?;
            row.text(issue.confidence.as_str(), &formats.plain)?;
            row.text(placed.status.as_str(), &formats.plain)?;
            row.number(Some(placed.occurrences as f64), &formats.plain)?;
            row.text(file_name(&d.locale), &formats.plain)?;
            row.text(&format!("{:016x}", placed.fingerprint), &formats.plain)?;
            self.issues += 1;
        }
        Ok(())
    }

    fn finish(&mut self, locale: &LocaleTag, found: &LocaleOutcome) -> Result<(), XlsxError> {
        let verdicts = DataValidation::new()
            .allow_list_strings(&Verdict::ALL.map(Verdict::as_str))?
            .set_error_title("Verdict")?
            .set_error_message("Choose one of the list, or leave it empty.")?;
        for (index, columns, rows) in [(1, PAGES, self.pages), (2, ISSUES, self.issues)] {
            let sheet = self.workbook.worksheet_from_index(index)?;
            sheet.autofilter(0, 0, (rows - 1).max(1), columns.len() as u16 - 1)?;
            if index == 2 && rows > 1 {
                sheet.add_data_validation(1, VERDICT, rows - 1, VERDICT, &verdicts)?;
            }
        }
        let sheet = self.workbook.worksheet_from_index(0)?;
        sheet.set_column_width(0, 34)?;
        sheet.set_column_width(1, 44)?;
        let known = Locale::of(locale);
        let name = if known.tag == locale.as_str() { known.name.as_str() } else { "" };
        let title = format!("{} {name}", file_name(locale));
        sheet.write_string_with_format(0, 0, title.trim_end(), &self.formats.head)?;
        sheet.write_string_with_format(0, 1, "", &self.formats.head)?;
        for (i, (name, value)) in summary(locale, found, self.left_out).into_iter().enumerate() {
            let row = i as u32 + 1;
            sheet.write_string_with_format(row, 0, name, &self.formats.plain)?;
            match value {
                Value::Number(number, true) => {
                    sheet.write_number_with_format(row, 1, number, &self.formats.score)?;
                }
                Value::Number(number, false) => {
                    sheet.write_number_with_format(row, 1, number, &self.formats.plain)?;
                }
                Value::Text(text) => {
                    sheet.write_string_with_format(row, 1, text, &self.formats.text)?;
                }
            }
        }
        Ok(())
    }
}

enum Value {
    /// A number, and whether it is a score.
    Number(f64, bool),
    Text(String),
}

fn summary(locale: &LocaleTag, found: &LocaleOutcome, left_out: u64) -> Vec<(&'static str, Value)> {
    let t: &Totals = &found.totals;
    let mut rows = Vec::new();
    let scores = LocaleMetrics::of(locale).scores(&t.metrics, t.referenced_segments);
    for (name, score) in [
        ("quality score", t.quality_score()),
        ("penalty per 1,000 words", t.penalty_per_1000_words()),
        ("segments without an issue, percent", t.clean_segments_percent()),
        ("BLEU", scores[0]),
        ("chrF", scores[1]),
        ("TER", scores[2]),
    ] {
        if let Some(score) = score {
            rows.push((name, Value::Number(score, true)));
        }
    }
    for (name, count) in [
        ("critical", t.issues_of(Severity::Critical)),
        ("major", t.issues_of(Severity::Major)),
        ("minor", t.issues_of(Severity::Minor)),
        ("neutral", t.issues_of(Severity::Neutral)),
        ("pages", t.pages),
        ("pages translated by a machine", t.machine_pages),
        ("pages translated by people", t.human_pages),
        ("segments", t.segments),
        ("source words", t.source_words),
        ("names in the sources", t.names.expected),
        ("names kept", t.names.kept),
        ("names localized", t.names.localized),
        ("names mangled", t.names.mangled),
    ] {
        rows.push((name, Value::Number(count as f64, false)));
    }
    rows.push(("most frequent checks", Value::Text(t.top_checks().replace(';', ", "))));
    if let Some(pass) = found.pass {
        rows.push(("gate", Value::Text(if pass { "passes" } else { "fails" }.to_owned())));
    }
    if left_out > 0 {
        rows.push(("issues left out (sheet full)", Value::Number(left_out as f64, false)));
    }
    rows
}

/// A row being written, cell by cell.
struct Row<'s> {
    sheet: &'s mut Worksheet,
    line: u32,
    column: u16,
}

impl Row<'_> {
    /// A cell of text: stored as a string, so that no spreadsheet takes it for a formula.
    fn text(&mut self, text: &str, format: &Format) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(self.line, self.column, clip(text), format)?;
        self.column += 1;
        Ok(())
    }

    fn number(&mut self, number: Option<f64>, format: &Format) -> Result<(), XlsxError> {
        if let Some(number) = number {
            self.sheet.write_number_with_format(self.line, self.column, number, format)?;
        }
        self.column += 1;
        Ok(())
    }
}

/// As much of a text as a cell takes.
fn clip(text: &str) -> &str {
    // Most texts are short; no text has more units than bytes.
    if text.len() <= MOST_UNITS {
        return text;
    }
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > MOST_UNITS
    });
    end.map_or(text, |(at, _)| &text[..at])
}

impl Formats {
    fn new() -> Formats {
        let top = Format::new().set_align(FormatAlign::Top);
        let tone = |text: u32, ground: u32| {
            top.clone()
                .set_bold()
                .set_font_color(Color::RGB(text))
                .set_background_color(Color::RGB(ground))
        };
        Formats {
            head: top
                .clone()
                .set_bold()
                .set_text_wrap()
                .set_background_color(Color::RGB(0xE8_EB_F0)),
            // The prefix keeps a text that looks like a formula a text when somebody edits the cell.
            text: top.clone().set_text_wrap().set_quote_prefix(),
            score: top.clone().set_num_format("0.0"),
            severities: [
                tone(0x5D_67_78, 0xE8_EB_F0),
                tone(0x6B_5D_00, 0xF8_F1_C4),
                tone(0x96_43_00, 0xFD_EC_D6),
                tone(0xB3_26_1E, 0xFB_E5_E3),
            ],
            plain: top,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_takes_what_the_format_allows() {
        let long = "é😀".repeat(20_000);
        let units: usize = clip(&long).encode_utf16().count();
        assert!(units <= MOST_UNITS && units > MOST_UNITS - 3);
        assert_eq!(clip("short"), "short");
    }

    #[test]
    fn the_verdict_is_where_the_validation_is() {
        assert_eq!(ISSUES[VERDICT as usize].0, "verdict");
    }
}
