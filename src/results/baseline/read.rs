//! Reading what reviewers decided from the files that they fill in: CSV as any spreadsheet saves it.

use std::path::Path;

use super::findings::{FindingColumns, Findings};
use super::{Baseline, Decision, Verdict, fingerprint_of};
use crate::error::{Error, Result};
use crate::hash;
use crate::output::{self, plain};

impl Baseline {
    /// Takes in the rows of a CSV or XLSX file that have a verdict: a baseline, an `issues.csv` or `findings.csv` that a
    /// reviewer filled in, or what the HTML report exported. A finding's verdict decides its issues: those in the same
    /// workbook, or in the `issues.csv` beside the `findings.csv`, as far as they have none of their own. Gives back how
    /// many issues are decided.
    ///
    /// # Errors
    /// A file that can't be read, that lacks the columns `fingerprint` and `verdict`, or in which one of them says what
    /// it may not, with the line; a finding none of whose issues is there; a report of a run that was ended half-way, and
    /// findings of another run than the issues beside them.
    pub fn read(&mut self, path: &Path) -> Result<usize> {
        if let (Some(folder), Some(name)) = (path.parent(), path.file_name()) {
            let remedy = "score again, or name a copy that stands elsewhere to take its verdicts";
            let name = name.to_string_lossy();
            let issues = name.strip_suffix(".findings.csv").map(|l| format!("{l}.issues.csv"));
            let both = [Some(&*name), issues.as_deref()];
            let both: Vec<&str> = both.into_iter().flatten().collect();
            output::check(folder, &[], &both, remedy)?;
        }
        let bytes = std::fs::read(path).map_err(|e| Error::io(path, e))?;
        // A workbook is a ZIP archive.
        if bytes.starts_with(b"PK\x03\x04") {
            #[cfg(feature = "workbooks")]
            return self.read_workbook(path, bytes);
            #[cfg(not(feature = "workbooks"))]
            return Err(Error::malformed(path, None, "is a workbook; save its rows as CSV"));
        }
        self.read_csv(path, &bytes)
    }

    fn read_csv(&mut self, path: &Path, bytes: &[u8]) -> Result<usize> {
        let mut findings = Findings::default();
        let beside = Findings::issues_beside(path);
        let mut columns: Option<FindingColumns> = None;
        each_row(path, bytes, |line, cells| {
            match &columns {
                Some(columns) => findings.take(path, line, columns, cells)?,
                None => match FindingColumns::find(cells.iter().copied()) {
                    Some(found) => columns = Some(found),
                    None => return Ok(false),
                },
            }
            Ok(true)
        })?;
        if columns.is_some() && findings.is_empty() {
            return Ok(0);
        }
        if columns.is_some() {
            let bytes = std::fs::read(&beside).map_err(|_| findings.apart(path, &beside))?;
            let taken = self.read_issues(&beside, &bytes, &mut findings)?;
            findings.all_met(path)?;
            return Ok(taken);
        }
        self.read_issues(path, bytes, &mut findings)
    }

    fn read_issues(&mut self, path: &Path, bytes: &[u8], findings: &mut Findings) -> Result<usize> {
        let mut columns: Option<Columns> = None;
        let mut taken = 0;
        each_row(path, bytes, |line, cells| {
            match &columns {
                Some(columns) => {
                    taken += usize::from(self.take(path, line, columns, cells, findings)?);
                }
                None => columns = Some(Columns::find(path, cells.iter().copied())?),
            }
            Ok(true)
        })?;
        if columns.is_none() {
            Columns::find(path, [].into_iter())?;
        }
        Ok(taken)
    }

    /// Takes in a row; whether it has a verdict, its own or its finding's.
    pub(super) fn take(
        &mut self,
        path: &Path,
        line: u64,
        columns: &Columns,
        cells: &[&str],
        findings: &mut Findings,
    ) -> Result<bool> {
        let cell = |at: Option<usize>| at.and_then(|at| cells.get(at)).copied().unwrap_or("");
        let texts = [columns.check, columns.target_span, columns.message].map(cell);
        let of_finding = findings.said(texts);
        let (verdict, comment) =
            match (Verdict::in_cell(path, line, cell(Some(columns.verdict)))?, of_finding) {
                (Some(own), _) => (own, cell(columns.comment)),
                (None, Some((verdict, comment))) => (verdict, comment),
                (None, None) => return Ok(false),
            };
        let named = cell(Some(columns.fingerprint)).trim();
        let fingerprint = hash::named(named)
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
                    format!("the fingerprint {named:?} is none of glossator; a spreadsheet may have taken it for a number: keep that column as text"),
                )
            })?;
        self.decide(
            fingerprint,
            Decision {
                verdict,
                locale: plain(cell(columns.locale)).to_owned(),
                check: plain(cell(columns.check)).to_owned(),
                path: plain(cell(columns.path)).to_owned(),
                target_span: plain(cell(columns.target_span)).to_owned(),
                comment: plain(comment).to_owned(),
                reviewer: plain(cell(columns.reviewer)).to_owned(),
            },
        );
        Ok(true)
    }
}

/// Hands on the rows of a CSV file as any spreadsheet saves it, the heads first, each with its line, until the function
/// wants no more.
fn each_row(
    path: &Path,
    bytes: &[u8],
    mut take: impl FnMut(u64, &[&str]) -> Result<bool>,
) -> Result<()> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let header = bytes.split(|b| *b == b'\n').next().unwrap_or_default();
    // Excel writes semicolons where the comma is the decimal mark.
    let delimiter = [b',', b';', b'\t'];
    let count = |d: &u8| memchr::memchr_iter(*d, header).count();
    let delimiter = delimiter.into_iter().max_by_key(count).filter(|d| count(d) > 0);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter.unwrap_or(b','))
        .flexible(true)
        .has_headers(false)
        .from_reader(bytes);
    for record in reader.records() {
        let record = record.map_err(|e| {
            let line = e.position().map(csv::Position::line);
            Error::malformed(path, line, format!("{e}; save the file as CSV in UTF-8"))
        })?;
        let line = record.position().map_or(0, csv::Position::line);
        let cells: Vec<&str> = record.iter().collect();
        if !take(line, &cells)? {
            break;
        }
    }
    Ok(())
}

/// Where the columns are that a decision needs.
pub(super) struct Columns {
    fingerprint: usize,
    verdict: usize,
    locale: Option<usize>,
    check: Option<usize>,
    path: Option<usize>,
    target_span: Option<usize>,
    comment: Option<usize>,
    reviewer: Option<usize>,
    message: Option<usize>,
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

    pub(super) fn find<'a>(path: &Path, header: impl Iterator<Item = &'a str>) -> Result<Columns> {
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
            reviewer: at("reviewer"),
            message: at("message"),
            segment_id: at("segment_id"),
            source: at("source"),
            source_span: at("source_span"),
        })
    }
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
