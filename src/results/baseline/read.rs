//! Reading what reviewers decided from the files that they fill in: CSV as any spreadsheet saves it, and XLSX.

use std::io::Read as _;
use std::path::Path;

use calamine::{Data, Reader, Xlsx};
use zip::ZipArchive;

use super::{Baseline, Decision, Verdict, fingerprint_of};
use crate::error::{Error, Result};
use crate::output::plain;

impl Baseline {
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

    /// Reads the first sheet that has the columns, cell by cell: one far away costs no more than one nearby.
    fn read_xlsx(&mut self, path: &Path, bytes: Vec<u8>) -> Result<usize> {
        let malformed = |e: calamine::XlsxError| {
            Error::malformed(path, None, format!("{e}; save the workbook again as XLSX"))
        };
        check_size(path, &bytes)?;
        let mut workbook: Xlsx<_> =
            calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).map_err(malformed)?;
        let mut missing = None;
        for name in workbook.sheet_names() {
            let mut cells = workbook.worksheet_cells_reader(&name).map_err(malformed)?;
            let mut columns: Option<Columns> = None;
            let mut taken = 0;
            let mut row: Vec<String> = Vec::new();
            let mut next = cells.next_cell().map_err(malformed)?;
            while let Some(cell) = next.take() {
                let (at, column) = cell.get_position();
                // Sheets have 16,384 columns.
                let column = (column as usize).min(16_384);
                if row.len() <= column {
                    row.resize(column + 1, String::new());
                }
                row[column] = unmarked(&Data::from(cell.get_value().clone()).to_string());
                next = cells.next_cell().map_err(malformed)?;
                if next.as_ref().is_some_and(|next| next.get_position().0 == at) {
                    continue;
                }
                let texts: Vec<&str> = row.iter().map(String::as_str).collect();
                // Cells that have a style and no text are cells too.
                if texts.iter().all(|text| text.is_empty()) {
                    row.clear();
                    continue;
                }
                if let Some(columns) = &columns {
                    taken += usize::from(self.take(path, u64::from(at) + 1, columns, &texts)?);
                } else {
                    match Columns::find(path, texts.iter().copied()) {
                        Ok(found) => columns = Some(found),
                        Err(error) => {
                            missing = Some(error);
                            break;
                        }
                    }
                }
                row.clear();
            }
            if columns.is_some() {
                return Ok(taken);
            }
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
                locale: plain(cell(columns.locale)).to_owned(),
                check: plain(cell(columns.check)).to_owned(),
                path: plain(cell(columns.path)).to_owned(),
                target_span: plain(cell(columns.target_span)).to_owned(),
                comment: plain(cell(columns.comment)).to_owned(),
            },
        );
        Ok(true)
    }
}

/// Bytes that a workbook may unpack to.
const MOST_BYTES: u64 = 256 << 20;

/// A small archive may unpack to any size, whatever it says of itself.
fn check_size(path: &Path, bytes: &[u8]) -> Result<()> {
    let broken = |e: &dyn std::fmt::Display| {
        Error::malformed(path, None, format!("{e}; save the workbook again as XLSX"))
    };
    let mut archive = ZipArchive::new(std::io::Cursor::new(bytes)).map_err(|e| broken(&e))?;
    let mut left = MOST_BYTES;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|e| broken(&e))?;
        let read = std::io::copy(&mut part.take(left + 1), &mut std::io::sink());
        left = left.checked_sub(read.map_err(|e| broken(&e))?).ok_or_else(|| {
            let most = MOST_BYTES >> 20;
            let message =
                format!("the workbook unpacks to more than {most} MB; save its rows as CSV");
            Error::malformed(path, None, message)
        })?;
    }
    Ok(())
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

    /// A workbook of one sheet with these cells; `padding` is a part that unpacks to as many bytes.
    fn workbook(cells: &[(&str, &str)], padding: usize) -> Vec<u8> {
        use std::io::Write as _;
        let sheet: Vec<String> = cells
            .iter()
            .map(|(at, text)| {
                let row = at.trim_start_matches(char::is_alphabetic);
                format!("<row r=\"{row}\"><c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c></row>")
            })
            .collect();
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let package = "http://schemas.openxmlformats.org/package/2006/relationships";
        let parts = [
            (
                "_rels/.rels",
                format!(
                    "<Relationships xmlns=\"{package}\"><Relationship Id=\"r\" Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
                ),
            ),
            (
                "xl/workbook.xml",
                format!(
                    "<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"s\"/></sheets></workbook>"
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                format!(
                    "<Relationships xmlns=\"{package}\"><Relationship Id=\"s\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
                ),
            ),
            (
                "xl/worksheets/sheet1.xml",
                format!(
                    "<worksheet xmlns=\"{main}\"><sheetData>{}</sheetData></worksheet>",
                    sheet.concat()
                ),
            ),
            ("padding", "0".repeat(padding)),
        ];
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, text) in parts {
            archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    #[test]
    fn a_workbook_costs_what_its_cells_cost() {
        let read = |bytes| Baseline::default().read_xlsx(Path::new("review.xlsx"), bytes);
        let cells = [("A1", ""), ("A2", "fingerprint"), ("B2", "verdict")];
        let rows = [("A7", "00000000000000ff"), ("B7", "accepted")];
        assert_eq!(read(workbook(&[&cells[..], &rows].concat(), 0)).unwrap(), 1);
        let far = [("XFD1048576", "x")];
        assert_eq!(read(workbook(&[&cells[..], &rows, &far].concat(), 0)).unwrap(), 1);
        let error = read(workbook(&cells, MOST_BYTES as usize + 1)).unwrap_err().to_string();
        assert!(error.contains("unpacks to more than"), "{error}");
    }
}
