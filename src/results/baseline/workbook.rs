//! Reading what reviewers decided from workbooks, with the feature `workbooks`.

use std::io::Read as _;
use std::path::Path;

use calamine::{Data, Reader, Xlsx};
use zip::ZipArchive;

use super::Baseline;
use super::findings::{FindingColumns, Findings};
use super::read::Columns;
use crate::error::{Error, Result};

impl Baseline {
    /// Reads the first sheet that has the columns, and what a sheet before it says of findings, cell by cell: one far
    /// away costs no more than one nearby.
    pub(super) fn read_workbook(&mut self, path: &Path, bytes: Vec<u8>) -> Result<usize> {
        let malformed = |e: calamine::XlsxError| {
            Error::malformed(path, None, format!("{e}; save the workbook again as XLSX"))
        };
        check_size(path, &bytes)?;
        let mut workbook: Xlsx<_> =
            calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).map_err(malformed)?;
        let mut missing = None;
        let mut findings = Findings::default();
        for name in workbook.sheet_names() {
            let mut cells = workbook.worksheet_cells_reader(&name).map_err(malformed)?;
            let mut columns: Option<Columns> = None;
            let mut of_findings: Option<FindingColumns> = None;
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
                let line = u64::from(at) + 1;
                if let Some(columns) = &columns {
                    taken += usize::from(self.take(path, line, columns, &texts, &mut findings)?);
                } else if let Some(columns) = &of_findings {
                    findings.take(path, line, columns, &texts)?;
                } else if let Some(found) = FindingColumns::find(texts.iter().copied()) {
                    of_findings = Some(found);
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
                findings.all_met(path)?;
                return Ok(taken);
            }
        }
        Err(missing.unwrap_or_else(|| Error::malformed(path, None, "the workbook is empty")))
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

    #[test]
    fn marks_in_workbooks_are_characters() {
        assert_eq!(unmarked("a_x000D_\nb_x005F_x0041_ _x12 snake_x"), "a\r\nb_x0041_ _x12 snake_x");
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
        let read = |bytes| Baseline::default().read_workbook(Path::new("review.xlsx"), bytes);
        let cells = [("A1", ""), ("A2", "fingerprint"), ("B2", "verdict")];
        let rows = [("A7", "00000000000000ff"), ("B7", "accepted")];
        assert_eq!(read(workbook(&[&cells[..], &rows].concat(), 0)).unwrap(), 1);
        let far = [("XFD1048576", "x")];
        assert_eq!(read(workbook(&[&cells[..], &rows, &far].concat(), 0)).unwrap(), 1);
        let error = read(workbook(&cells, MOST_BYTES as usize + 1)).unwrap_err().to_string();
        assert!(error.contains("unpacks to more than"), "{error}");
    }
}
