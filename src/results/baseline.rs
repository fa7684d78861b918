//! A baseline: what reviewers have decided on issues, by fingerprint, so that a decision stays made in later runs.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use calamine::{Reader, Xlsx};

use crate::error::{Error, Result};
use crate::hash;
use crate::output::plain;

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

    /// Reads a verdict as reviewers write it: the word, its first letter, or `false positive` in any spelling.
    pub fn parse(text: &str) -> Option<Verdict> {
        let word: String = text
            .trim()
            .chars()
            .map(|c| if c == ' ' || c == '_' { '-' } else { c.to_ascii_lowercase() })
            .collect();
        match word.as_str() {
            "accepted" | "accept" | "a" => Some(Verdict::Accepted),
            "rejected" | "reject" | "r" => Some(Verdict::Rejected),
            "false-positive" | "falsepositive" | "fp" | "f" => Some(Verdict::FalsePositive),
            _ => None,
        }
    }
}

/// Whether an issue is in the baseline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    &["fingerprint", "verdict", "locale", "check", "path", "target_span", "comment"];

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

    /// All decisions, by fingerprint.
    pub fn decisions(&self) -> impl Iterator<Item = (u64, &Decision)> {
        self.decisions.iter().map(|(fingerprint, decision)| (*fingerprint, decision))
    }

    /// Takes in a decision; a later one on the same issue replaces the earlier one.
    pub fn decide(&mut self, fingerprint: u64, decision: Decision) {
        self.decisions.insert(fingerprint, decision);
    }

    /// The precision of each check that was decided on, by id.
    pub fn precision(&self) -> BTreeMap<&str, Precision> {
        let mut checks: BTreeMap<&str, Precision> = BTreeMap::new();
        for decision in self.decisions.values() {
            checks.entry(&decision.check).or_default().add(decision.verdict);
        }
        checks
    }

    /// Takes in the rows of a CSV or XLSX file that have a verdict: a baseline, an `issues.csv` that a reviewer filled
    /// in, or what the HTML report exported. Gives back how many there are.
    ///
    /// # Errors
    /// A file that can't be read, that lacks the columns `fingerprint` and `verdict`, or in which one of them says what
    /// it may not, with the line.
    pub fn read(&mut self, path: &Path) -> Result<usize> {
        let bytes = std::fs::read(path).map_err(|e| Error::io(path, e))?;
        // A workbook is a ZIP archive.
        if bytes.starts_with(b"PK\x03\x04") {
            self.read_xlsx(path, bytes)
        } else {
            self.read_csv(path, &bytes)
        }
    }

    /// Reads the first sheet that has the columns.
    fn read_xlsx(&mut self, path: &Path, bytes: Vec<u8>) -> Result<usize> {
        let malformed = |e: calamine::XlsxError| {
            Error::malformed(path, None, format!("{e}; save the workbook again as XLSX"))
        };
        let mut workbook: Xlsx<_> =
            calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).map_err(malformed)?;
        let mut missing = None;
        for name in workbook.sheet_names() {
            let range = workbook.worksheet_range(&name).map_err(malformed)?;
            let mut rows =
                range.rows().map(|row| row.iter().map(|cell| unmarked(&cell.to_string())));
            let Some(header) = rows.next().map(Iterator::collect::<Vec<String>>) else { continue };
            let columns = match Columns::find(path, header.iter().map(String::as_str)) {
                Ok(columns) => columns,
                Err(error) => {
                    missing = Some(error);
                    continue;
                }
            };
            let mut taken = 0;
            for (index, row) in rows.enumerate() {
                let cells: Vec<String> = row.collect();
                let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
                taken += usize::from(self.take(path, index as u64 + 2, &columns, &cells)?);
            }
            return Ok(taken);
        }
        Err(missing.unwrap_or_else(|| Error::malformed(path, None, "the workbook is empty")))
    }

    fn read_csv(&mut self, path: &Path, bytes: &[u8]) -> Result<usize> {
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let header = bytes.split(|b| *b == b'\n').next().unwrap_or_default();
        // Excel writes semicolons where the comma is the decimal mark.
        let delimiter = [b',', b';', b'\t'];
        let count = |d: &u8| memchr::memchr_iter(*d, header).count();
        let delimiter = delimiter.into_iter().max_by_key(count).filter(|d| count(d) > 0);
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter.unwrap_or(b','))
            .flexible(true)
            .from_reader(bytes);
        let malformed = |e: csv::Error| {
            let line = e.position().map(csv::Position::line);
            Error::malformed(path, line, format!("{e}; save the file as CSV in UTF-8"))
        };
        let columns = Columns::find(path, reader.headers().map_err(malformed)?.iter())?;
        let mut taken = 0;
        for record in reader.records() {
            let record = record.map_err(malformed)?;
            let line = record.position().map_or(0, csv::Position::line);
            let cells: Vec<&str> = record.iter().collect();
            taken += usize::from(self.take(path, line, &columns, &cells)?);
        }
        Ok(taken)
    }

    /// Takes in a row; whether it has a verdict.
    fn take(&mut self, path: &Path, line: u64, columns: &Columns, cells: &[&str]) -> Result<bool> {
        let cell = |at: Option<usize>| at.and_then(|at| cells.get(at)).copied().unwrap_or("");
        let said = cell(Some(columns.verdict));
        if said.trim().is_empty() {
            return Ok(false);
        }
        let verdict = Verdict::parse(said).ok_or_else(|| {
            let known = Verdict::ALL.map(Verdict::as_str).join(", ");
            Error::malformed(path, line, format!("the verdict {said:?} is none of {known}"))
        })?;
        let named = cell(Some(columns.fingerprint)).trim();
        let fingerprint = (named.len() == 16)
            .then(|| u64::from_str_radix(named, 16).ok())
            .flatten()
            .or_else(|| {
                let number = number(named)?;
                let fingerprint = columns.fingerprint_of(cell)?;
                let same = (self::number(&format!("{fingerprint:016x}"))? / number - 1.0).abs();
                (same < 1e-4).then_some(fingerprint)
            })
            .ok_or_else(|| {
                Error::malformed(
                    path,
                    line,
                    format!("the fingerprint {named:?} is not 16 hexadecimal digits; a spreadsheet may have taken it for a number: keep that column as text"),
                )
            })?;
        self.decide(
            fingerprint,
            Decision {
                verdict,
                locale: cell(columns.locale).to_owned(),
                check: cell(columns.check).to_owned(),
                path: plain(cell(columns.path)).to_owned(),
                target_span: plain(cell(columns.target_span)).to_owned(),
                comment: plain(cell(columns.comment)).to_owned(),
            },
        );
        Ok(true)
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
        for (fingerprint, d) in rows {
            let name = format!("{fingerprint:016x}");
            let text = crate::output::neutralise;
            writer.write_record([
                name.as_str(),
                d.verdict.as_str(),
                &d.locale,
                &d.check,
                &text(&d.path),
                &text(&d.target_span),
                &text(&d.comment),
            ])?;
        }
        writer.flush()
    }
}

/// Where the columns are that a decision needs.
struct Columns {
    fingerprint: usize,
    verdict: usize,
    locale: Option<usize>,
    check: Option<usize>,
    path: Option<usize>,
    target_span: Option<usize>,
    comment: Option<usize>,
    segment_id: Option<usize>,
    source: Option<usize>,
    source_span: Option<usize>,
}

/// A number as spreadsheets write it, with a point or a comma.
fn number(cell: &str) -> Option<f64> {
    cell.replace(',', ".").parse().ok().filter(|number: &f64| number.is_finite())
}

impl Columns {
    /// The fingerprint by what it is made of. A spreadsheet takes one that happens to have no letter, or only an `e`,
    /// for a number and rounds it.
    fn fingerprint_of<'a>(&self, cell: impl Fn(Option<usize>) -> &'a str) -> Option<u64> {
        let source = match cell(Some(self.segment_id?)) {
            "title" | "description" | "page" => self.path?,
            _ => self.source?,
        };
        let mut span = plain(cell(self.target_span));
        if span.is_empty() {
            span = plain(cell(self.source_span));
        }
        let (locale, check) = (cell(Some(self.locale?)), cell(Some(self.check?)));
        // In files the locale of pages that name none is `und`.
        let locale = if locale == "und" { "" } else { locale };
        Some(fingerprint_of(locale, check, plain(cell(Some(source))), span))
    }

    fn find<'a>(path: &Path, header: impl Iterator<Item = &'a str>) -> Result<Columns> {
        let header: Vec<&str> = header.collect();
        let at = |name: &str| header.iter().position(|h| h.trim().eq_ignore_ascii_case(name));
        let needed = |name: &str| {
            at(name).ok_or_else(|| {
                Error::malformed(
                    path,
                    1,
                    format!("there is no column {name:?}; take an issues.csv of glossator, or what its HTML report exports"),
                )
            })
        };
        Ok(Columns {
            fingerprint: needed("fingerprint")?,
            verdict: needed("verdict")?,
            locale: at("locale"),
            check: at("check"),
            path: at("path"),
            target_span: at("target_span"),
            comment: at("comment"),
            segment_id: at("segment_id"),
            source: at("source"),
            source_span: at("source_span"),
        })
    }
}

/// Text of a workbook's cell with the characters that `_xHHHH_` stands for.
fn unmarked(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    let mut rest = cell;
    while let Some(at) = rest.find("_x") {
        let mark = rest.get(at + 2..at + 7).and_then(|mark| mark.strip_suffix('_'));
        let code = mark.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let (text, len) = match code.and_then(char::from_u32) {
            Some(c) => (c, 7),
            None => ('_', 1),
        };
        out.push_str(&rest[..at]);
        out.push(text);
        rest = &rest[at + len..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Baseline> {
        let mut baseline = Baseline::default();
        baseline.read_csv(Path::new("review.csv"), text.as_bytes())?;
        Ok(baseline)
    }

    #[test]
    fn verdicts_are_read_as_reviewers_write_them() {
        for (text, verdict) in [
            ("accepted", Verdict::Accepted),
            (" Accept ", Verdict::Accepted),
            ("R", Verdict::Rejected),
            ("False Positive", Verdict::FalsePositive),
            ("fp", Verdict::FalsePositive),
        ] {
            assert_eq!(Verdict::parse(text), Some(verdict), "{text}");
        }
        assert_eq!(Verdict::parse("perhaps"), None);
    }

    #[test]
    fn rows_without_a_verdict_are_passed_over() {
        let found = read(
            "check,fingerprint,verdict\nspacing,00000000000000ff,\nspacing,00000000000000fe,a\n",
        );
        let found = found.unwrap();
        assert_eq!((found.verdict(0xff), found.verdict(0xfe)), (None, Some(Verdict::Accepted)));
    }

    #[test]
    fn a_file_that_excel_saved_with_semicolons_is_read() {
        let found =
            read("\u{feff}fingerprint;verdict;comment\r\n00000000000000ff;rejected;a, b\r\n");
        let found = found.unwrap();
        assert_eq!(found.decisions[&0xff].comment, "a, b");
    }

    #[test]
    fn marks_in_workbooks_are_characters() {
        assert_eq!(unmarked("a_x000D_\nb_x005F_x0041_ _x12 snake_x"), "a\r\nb_x0041_ _x12 snake_x");
    }

    #[test]
    fn a_fingerprint_that_a_spreadsheet_rounded_is_found_again() {
        let of = |n: u32| fingerprint_of("de-DE", "spacing", &format!("Open {n}."), "b");
        // One in two thousand has no letter.
        let n =
            (0..1_000_000).find(|n| format!("{:016x}", of(*n)).bytes().all(|b| b.is_ascii_digit()));
        let (n, number) = n.map(|n| (n, format!("{:016x}", of(n)))).unwrap();
        let rounded = format!("{:.5E}", number.parse::<f64>().unwrap()).replace('.', ",");
        let row = |rounded: &str| {
            read(&format!(
                "locale;segment_id;check;target_span;source;fingerprint;verdict\n\
                 de-DE;ab-101;spacing;b;Open {n}.;{rounded};accepted\n"
            ))
        };
        assert_eq!(row(&rounded).unwrap().verdict(of(n)), Some(Verdict::Accepted));
        // A number of another row is not taken for this one's.
        assert!(row("4,2E+14").is_err());
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        for (text, part) in [
            ("fingerprint,verdict\n1.5E+10,accepted\n", "review.csv:2: the fingerprint"),
            (
                "fingerprint,verdict\n00000000000000fe,\n00000000000000ff,maybe\n",
                "review.csv:3: the verdict",
            ),
            ("verdict\naccepted\n", "review.csv:1: there is no column \"fingerprint\""),
            ("", "no column"),
        ] {
            let error = read(text).unwrap_err().to_string();
            assert!(error.contains(part), "{error}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let found = read("fingerprint,verdict,locale,check,target_span,comment\n\
             00000000000000ff,accepted,de-DE,spacing,'=a,\"x, y\"\n00000000000000fe,f,de-DE,spacing,b,\n")
        .unwrap();
        let mut out = Vec::new();
        found.write(&mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(read(&text).unwrap(), found);
        let precision = found.precision()["spacing"];
        assert_eq!(precision.value(), Some(0.5));
    }
}
