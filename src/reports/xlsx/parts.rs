//! The parts of a workbook beside its sheets: what it contains, how its parts belong together, its styles.

use std::fmt::Write;

/// The first line of every part.
pub(super) const DECLARATION: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Where the sheets lie in the archive, in the order of their tabs.
pub(super) const SHEETS: [(&str, &str); 4] = [
    ("Summary", "xl/worksheets/sheet1.xml"),
    ("Findings", "xl/worksheets/sheet2.xml"),
    ("Issues", "xl/worksheets/sheet3.xml"),
    ("Pages", "xl/worksheets/sheet4.xml"),
];
/// The sheets, by their place among the tabs.
pub(super) const SUMMARY: usize = 0;
pub(super) const FINDINGS: usize = 1;
pub(super) const ISSUES: usize = 2;
pub(super) const PAGES: usize = 3;

/// Where the workbook lies in the archive.
pub(super) const WORKBOOK: &str = "xl/workbook.xml";

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// The parts that are the same in all workbooks, with their places in the archive.
pub(super) fn fixed() -> [(&'static str, String); 4] {
    [
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", relationships(&[("officeDocument", WORKBOOK)])),
        ("xl/_rels/workbook.xml.rels", {
            let mut targets = SHEETS.map(|(_, path)| ("worksheet", &path["xl/".len()..])).to_vec();
            targets.push(("styles", "styles.xml"));
            relationships(&targets)
        }),
        ("xl/styles.xml", styles()),
    ]
}

/// The workbook: its sheets, and by sheet the area that has filters.
pub(super) fn workbook(filters: &[(usize, String)]) -> String {
    let mut out = format!(
        "{DECLARATION}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><bookViews><workbookView activeTab=\"{FINDINGS}\"/></bookViews><sheets>"
    );
    for (id, (name, _)) in (1..).zip(SHEETS) {
        let _ = write!(out, "<sheet name=\"{name}\" sheetId=\"{id}\" r:id=\"rId{id}\"/>");
    }
    out.push_str("</sheets><definedNames>");
    for (sheet, area) in filters {
        let name = SHEETS[*sheet].0;
        let area = absolute(area);
        // On paper each page begins with the heads.
        let _ = write!(
            out,
            "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"{sheet}\" hidden=\"1\">{name}!{area}</definedName><definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{sheet}\">{name}!$1:$1</definedName>"
        );
    }
    out.push_str("</definedNames></workbook>");
    out
}

/// `A1:C7` as `$A$1:$C$7`.
fn absolute(area: &str) -> String {
    let mut out = String::new();
    for c in area.chars() {
        if c.is_ascii_uppercase() {
            out.extend(['$', c, '$']);
        } else {
            out.push(c);
        }
    }
    out
}

fn content_types() -> String {
    let mut out = format!(
        "{DECLARATION}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/{WORKBOOK}\" ContentType=\"{KIND}.sheet.main+xml\"/>"
    );
    for (_, path) in SHEETS {
        let _ =
            write!(out, "<Override PartName=\"/{path}\" ContentType=\"{KIND}.worksheet+xml\"/>");
    }
    let _ = write!(
        out,
        "<Override PartName=\"/xl/styles.xml\" ContentType=\"{KIND}.styles+xml\"/></Types>"
    );
    out
}

fn relationships(targets: &[(&str, &str)]) -> String {
    let mut out = format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for (id, (kind, target)) in (1..).zip(targets) {
        let _ = write!(
            out,
            "<Relationship Id=\"rId{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>"
        );
    }
    out.push_str("</Relationships>");
    out
}

/// Text and ground of neutral, minor, major and critical.
const TONES: [(&str, &str); 4] = [
    ("FF5D6778", "FFE8EBF0"),
    ("FF6B5D00", "FFF8F1C4"),
    ("FF964300", "FFFDECD6"),
    ("FFB3261E", "FFFBE5E3"),
];

/// The cell formats, in the order of [`super::sheet::Style`]; the first one is that of cells without a format.
fn styles() -> String {
    let mut fonts = "<font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>".to_owned();
    // The format asks for the first two.
    let mut fills = "<fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>".to_owned();
    let mut fill = |ground: &str| {
        let _ = write!(
            fills,
            "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"{ground}\"/><bgColor indexed=\"64\"/></patternFill></fill>"
        );
    };
    fill("FFE8EBF0");
    let mut severities = String::new();
    for (at, (text, ground)) in TONES.iter().enumerate() {
        let _ = write!(
            fonts,
            "<font><b/><sz val=\"11\"/><color rgb=\"{text}\"/><name val=\"Calibri\"/><family val=\"2\"/></font>"
        );
        fill(ground);
        let (font, fill) = (at + 2, at + 3);
        let _ = write!(
            severities,
            "<xf numFmtId=\"0\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"0\" xfId=\"0\" applyFont=\"1\" applyFill=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\"/></xf>"
        );
    }
    let xf = |attributes: &str, wrap: &str| {
        format!(
            "<xf {attributes} borderId=\"0\" xfId=\"0\" applyAlignment=\"1\"><alignment vertical=\"top\"{wrap}/></xf>"
        )
    };
    let (wrap, bare) = (" wrapText=\"1\"", "numFmtId=\"0\" fontId=\"0\" fillId=\"0\"");
    let formats = [
        format!("<xf {bare} borderId=\"0\" xfId=\"0\"/>"),
        xf(bare, ""),
        // The prefix keeps a text that looks like a formula a text when somebody edits the cell.
        xf(&format!("{bare} quotePrefix=\"1\""), wrap),
        xf("numFmtId=\"164\" fontId=\"0\" fillId=\"0\" applyNumberFormat=\"1\"", ""),
        xf("numFmtId=\"0\" fontId=\"1\" fillId=\"2\" applyFont=\"1\" applyFill=\"1\"", wrap),
        severities,
    ]
    .concat();
    format!(
        "{DECLARATION}<styleSheet xmlns=\"{MAIN}\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"0.0\"/></numFmts><fonts count=\"6\">{fonts}</fonts><fills count=\"7\">{fills}</fills><borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count=\"1\"><xf {bare} borderId=\"0\"/></cellStyleXfs><cellXfs count=\"9\">{formats}</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>"
    )
}
