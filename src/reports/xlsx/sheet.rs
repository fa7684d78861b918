//! A worksheet as XML, row by row (ECMA-376, part 1, section 18.3): texts stand in their cells, so that nothing of the
//! rows that are written stays in memory.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::Write;

/// Rows of a sheet, by the format's limit.
const MOST_ROWS: u32 = 1_048_576;
/// Bytes of a sheet: less than what a ZIP entry without extensions holds, for not every reader knows these.
const MOST_BYTES: u64 = 4_000_000_000;
/// Characters (UTF-16 units) of a cell, by the format's limit.
const MOST_UNITS: usize = 32_767;
/// Height of a line of text, and the most that a row may have, in points.
const LINE_HEIGHT: u32 = 15;
const MOST_HEIGHT: u32 = 405;
/// Bytes that are handed on at once.
const FULL: usize = 64 << 10;

/// How a cell looks: its index among the cell formats of the workbook's styles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// A short text or a whole number.
    Plain = 1,
    /// A text that is wrapped, and that stays a text when somebody edits it.
    Text,
    /// A number with one decimal.
    Score,
    /// The head of a column.
    Head,
    /// A severity.
    Neutral,
    /// A severity.
    Minor,
    /// A severity.
    Major,
    /// A severity.
    Critical,
}

/// A column: its head, its width in characters, and how its cells look.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) title: Cow<'static, str>,
    pub(super) width: u32,
    pub(super) style: Style,
}

/// A column of a table.
pub(super) const fn column(title: &'static str, width: u32, style: Style) -> Column {
    Column { title: Cow::Borrowed(title), width, style }
}

/// A sheet being written.
#[derive(Debug)]
pub(super) struct Sheet {
    xml: String,
    rows: u32,
    columns: Vec<Column>,
    /// Bytes that were handed on.
    written: u64,
}

impl Sheet {
    /// Begins a sheet that is a table: the head stays in sight.
    pub(super) fn table(columns: &[Column]) -> Sheet {
        Sheet::begin(columns, true, false).headed()
    }

    fn headed(mut self) -> Sheet {
        let columns = self.columns.clone();
        let mut head = self.row();
        for column in columns {
            head.text(&column.title, Style::Head);
        }
        head.end();
        self
    }

    /// Begins the table that is in sight when the workbook is opened.
    pub(super) fn first_table(columns: &[Column]) -> Sheet {
        Sheet::begin(columns, true, true).headed()
    }

    /// Begins a sheet that is not a table.
    pub(super) fn plain(columns: &[Column]) -> Sheet {
        Sheet::begin(columns, false, false)
    }

    fn begin(columns: &[Column], frozen: bool, selected: bool) -> Sheet {
        let mut xml = String::with_capacity(FULL + (FULL >> 1));
        xml.push_str(super::parts::DECLARATION);
        // A page of paper is as wide as the sheet.
        xml.push_str("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView");
        xml.push_str(if selected { " tabSelected=\"1\"" } else { "" });
        xml.push_str(" workbookViewId=\"0\">");
        if frozen {
            xml.push_str("<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/><selection pane=\"bottomLeft\" activeCell=\"A2\" sqref=\"A2\"/>");
        }
        xml.push_str("</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/><cols>");
        for (at, column) in (1..).zip(columns) {
            let (width, style) = (column.width, column.style as u32);
            let _ = write!(
                xml,
                "<col min=\"{at}\" max=\"{at}\" width=\"{width}\" style=\"{style}\" customWidth=\"1\"/>"
            );
        }
        xml.push_str("</cols><sheetData>");
        Sheet { xml, rows: 0, columns: columns.to_vec(), written: 0 }
    }

    /// Whether the format allows no further row.
    pub(super) fn is_full(&self) -> bool {
        self.rows == MOST_ROWS || self.written + self.xml.len() as u64 > MOST_BYTES
    }

    /// The cells of a table, its head among them, such as `A1:C7`.
    pub(super) fn area(&self) -> String {
        format!("A1:{}{}", letter(self.columns.len() - 1), self.rows.max(2))
    }

    /// Begins the next row; the caller has seen that the sheet is not full.
    pub(super) fn row(&mut self) -> Row<'_> {
        self.rows += 1;
        let _ = write!(self.xml, "<row r=\"{}\" ht=\"", self.rows);
        let height = self.xml.len();
        self.xml.push_str("015\">");
        let mut digits = [0; 10];
        let mut at = digits.len();
        let mut rest = self.rows;
        while rest > 0 {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        Row { xml: &mut self.xml, columns: &self.columns, height, lines: 1, digits, at, column: 0 }
    }

    /// Hands on what is written, once that is worth it.
    pub(super) fn drain(&mut self, out: &mut impl Write) -> std::io::Result<()> {
        if self.xml.len() >= FULL { self.flush(out) } else { Ok(()) }
    }

    fn flush(&mut self, out: &mut impl Write) -> std::io::Result<()> {
        out.write_all(self.xml.as_bytes())?;
        self.written += self.xml.len() as u64;
        self.xml.clear();
        Ok(())
    }

    /// Ends a sheet that is a table: its columns have filters, and one may have a list to choose from.
    pub(super) fn end_table(
        &mut self,
        choice: Option<(usize, &str)>,
        out: &mut impl Write,
    ) -> std::io::Result<()> {
        let area = self.area();
        let _ = write!(self.xml, "</sheetData><autoFilter ref=\"{area}\"/>");
        if let Some((column, words)) = choice.filter(|_| self.rows > 1) {
            let (column, last) = (letter(column), self.rows);
            let _ = write!(
                self.xml,
                "<dataValidations count=\"1\"><dataValidation type=\"list\" allowBlank=\"1\" showInputMessage=\"1\" showErrorMessage=\"1\" errorTitle=\"Verdict\" error=\"Choose one of the list, or leave it empty.\" sqref=\"{column}2:{column}{last}\"><formula1>\"{words}\"</formula1></dataValidation></dataValidations>"
            );
        }
        self.end(out, "")
    }

    /// Ends a sheet that is not a table.
    pub(super) fn end_plain(&mut self, out: &mut impl Write) -> std::io::Result<()> {
        self.end(out, "</sheetData>")
    }

    fn end(&mut self, out: &mut impl Write, rest: &str) -> std::io::Result<()> {
        self.xml.push_str(rest);
        self.xml.push_str("<pageMargins left=\"0.4\" right=\"0.4\" top=\"0.5\" bottom=\"0.5\" header=\"0.3\" footer=\"0.3\"/><pageSetup orientation=\"landscape\" fitToHeight=\"0\"/></worksheet>");
        self.flush(out)
    }
}

/// A row being written, cell by cell.
pub(super) struct Row<'s> {
    xml: &'s mut String,
    columns: &'s [Column],
    /// Where its height stands, in three digits.
    height: usize,
    /// Lines of its longest cell.
    lines: u32,
    /// The row's number, at the end.
    digits: [u8; 10],
    at: usize,
    column: usize,
}

impl Row<'_> {
    fn begin(&mut self, style: Style) {
        self.xml.push_str("<c r=\"");
        self.xml.push(letter(self.column));
        for digit in &self.digits[self.at..] {
            self.xml.push(char::from(*digit));
        }
        self.xml.push_str("\" s=\"");
        self.xml.push(char::from(b'0' + style as u8));
        self.column += 1;
    }

    /// A cell of text: a string whatever it begins with, so that no spreadsheet takes it for a formula. An empty one
    /// has the look of its column.
    pub(super) fn text(&mut self, text: &str, style: Style) {
        if text.is_empty() {
            self.column += 1;
            return;
        }
        self.begin(style);
        let outer = |c: char| c.is_ascii_whitespace();
        self.xml.push_str(if text.starts_with(outer) || text.ends_with(outer) {
            "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"
        } else {
            "\" t=\"inlineStr\"><is><t>"
        });
        let text = clip(text);
        if style == Style::Text && self.lines * LINE_HEIGHT < MOST_HEIGHT {
            let width = self.columns.get(self.column - 1).map_or(1, |column| column.width);
            self.lines = self.lines.max(lines(text, width));
        }
        escape(self.xml, text);
        self.xml.push_str("</t></is></c>");
    }

    /// A cell with a number; an empty one where there is none.
    pub(super) fn number(&mut self, number: Option<f64>, style: Style) {
        let Some(number) = number else {
            self.column += 1;
            return;
        };
        self.begin(style);
        let _ = write!(self.xml, "\"><v>{number}</v></c>");
    }

    /// Ends the row. Excel would find the height by itself, others show a single line of a row without one.
    pub(super) fn end(self) {
        if self.lines > 1 {
            let height = (self.lines * LINE_HEIGHT).min(MOST_HEIGHT);
            self.xml.replace_range(self.height..self.height + 3, &format!("{height:03}"));
        }
        self.xml.push_str("</row>");
    }
}

/// About how many lines a text takes in a column so many characters wide.
fn lines(text: &str, width: u32) -> u32 {
    // Words do not fill their lines.
    let room = width - width / 8;
    // No text is wider than it has bytes: a wide character has three, and takes the room of two.
    if text.len() <= room as usize && !text.contains('\n') {
        return 1;
    }
    let of_line = |line: &str| {
        let wide = line.chars().map(|c| if c >= '\u{1100}' { 2 } else { 1 }).sum::<u32>();
        wide.div_ceil(room).max(1)
    };
    text.split('\n').map(of_line).sum()
}

/// The letter of a column, of the first 26.
fn letter(column: usize) -> char {
    char::from(b'A' + (column % 26) as u8)
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

/// Bytes that can't stand as they are, or may begin what can't.
const SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        special[byte] = byte != b'\t' as usize && byte != b'\n' as usize;
        byte += 1;
    }
    special[b'&' as usize] = true;
    special[b'<' as usize] = true;
    special[b'>' as usize] = true;
    special[b'_' as usize] = true;
    // U+FFFE and U+FFFF begin with it.
    special[0xef] = true;
    special
};

/// Text of an element. What XML can't hold is written `_xHHHH_`, as is an underscore that would read as the start of
/// such a mark (section 22.9.2.19, `ST_Xstring`).
fn escape(out: &mut String, text: &str) {
    let mut rest = 0;
    for (at, byte) in text.bytes().enumerate() {
        if !SPECIAL[byte as usize] {
            continue;
        }
        let mut len = 1;
        let mark = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'_' if is_mark(&text.as_bytes()[at..]) => "_x005F_",
            0xef if text[at..].starts_with(['\u{fffe}', '\u{ffff}']) => {
                len = 3;
                "\u{fffd}"
            }
            b'_' | 0xef => continue,
            _ => "",
        };
        out.push_str(&text[rest..at]);
        if mark.is_empty() {
            let _ = write!(out, "_x{byte:04X}_");
        } else {
            out.push_str(mark);
        }
        rest = at + len;
    }
    out.push_str(&text[rest..]);
}

/// Whether a text begins with `_xHHHH_`.
fn is_mark(text: &[u8]) -> bool {
    matches!(text, [b'_', b'x', digits @ .., ] if digits.len() > 4
        && digits[..4].iter().all(u8::is_ascii_hexdigit) && digits[4] == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str) -> String {
        let mut out = String::new();
        escape(&mut out, text);
        out
    }

    #[test]
    fn a_cell_takes_what_the_format_allows() {
        let long = "é😀".repeat(20_000);
        let units: usize = clip(&long).encode_utf16().count();
        assert!(units <= MOST_UNITS && units > MOST_UNITS - 3);
        assert_eq!(clip("short"), "short");
    }

    #[test]
    fn what_xml_can_not_hold_is_written_as_a_mark() {
        assert_eq!(escaped("<a & b>\n\tc"), "&lt;a &amp; b&gt;\n\tc");
        assert_eq!(escaped("\u{1}x\r\n"), "_x0001_x_x000D_\n");
        assert_eq!(escaped("_x000D_ _x00 snake_case_"), "_x005F_x000D_ _x00 snake_case_");
        assert_eq!(escaped("a\u{ffff}ö\u{feff}日_"), "a\u{fffd}ö\u{feff}日_");
    }

    #[test]
    fn a_row_is_as_high_as_its_longest_text() {
        assert_eq!(lines("short", 20), 1);
        assert_eq!(lines("a\nb", 20), 2);
        assert_eq!(lines(&"word ".repeat(20), 20), 6);
        assert_eq!(lines(&"字".repeat(18), 20), 2);
        let mut sheet = Sheet::table(&[column("text", 8, Style::Text)]);
        let mut row = sheet.row();
        row.text(&"x".repeat(5000), Style::Text);
        row.end();
        assert!(sheet.xml.contains("<row r=\"2\" ht=\"405\">"), "{}", sheet.xml);
    }

    #[test]
    fn a_cell_is_a_string_whatever_it_begins_with() {
        let mut sheet = Sheet::table(&[column("text", 10, Style::Text)]);
        let mut row = sheet.row();
        row.text("=1+1 ", Style::Text);
        row.number(Some(2.5), Style::Score);
        row.end();
        let mut xml = Vec::new();
        sheet.end_table(Some((0, "a,b")), &mut xml).unwrap();
        let xml = String::from_utf8(xml).unwrap();
        assert!(xml.contains(
            "<row r=\"2\" ht=\"015\"><c r=\"A2\" s=\"2\" t=\"inlineStr\"><is><t xml:space=\"preserve\">=1+1 </t></is></c><c r=\"B2\" s=\"3\"><v>2.5</v></c></row>"
        ), "{xml}");
        assert!(xml.contains("<autoFilter ref=\"A1:A2\"/>"), "{xml}");
        assert!(xml.contains("sqref=\"A2:A2\""), "{xml}");
    }
}
