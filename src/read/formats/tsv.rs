//! TSV and CSV tables whose first row names the columns, a row a pair; written with tabs.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::Path;

use crate::document::{
    Document, Input, Origin, Problem, ProblemKind, Reference, ReferenceOrigin, Segment,
};
use crate::locale::LocaleTag;
use crate::read::decode;
use crate::read::formats::cut::{Cut, Header};
use crate::read::formats::gathered::Gathered;
use crate::read::formats::problems::Problems;
use crate::read::formats::write::{PairWriter, Writer, reference};
use crate::read::formats::{Format, Lines, extension, locale_of};

/// Tables of pairs. CSV files of a folder are left alone, since reports are such.
pub(super) const FORMAT: Format = Format {
    id: "tsv",
    summary: "TSV and CSV with the columns `source` and `target`, and `reference`, `segment_id`, `locale`, `path`",
    extensions: &[],
    ambiguous_extensions: &["tsv"],
    sniff,
    read,
    cut: Some(Cut { header: Header::Behind(b"\n"), end: b"\n", quoted: true, footer: b"" }),
    write: Some(Writer {
        extension: "tsv",
        holds_locales: true,
        holds_sources: true,
        needs_locale: false,
        begin: |to| Ok(Box::new(Table::begin(to)?)),
    }),
};

/// What a table can say of a pair, with the names that its column may have.
const COLUMNS: [(Column, &[&str]); 7] = [
    (Column::Source, &["source", "src", "source_text"]),
    (Column::Target, &["target", "translation", "hypothesis", "mt", "tgt", "target_text"]),
    (Column::Reference, &["reference", "ref"]),
    (Column::Id, &["segment_id", "id", "key"]),
    (Column::Locale, &["locale", "target_locale", "target_language", "language"]),
    (Column::Path, &["path", "file", "document"]),
    (Column::Origin, &["translation_type", "translationtype"]),
];

#[derive(Clone, Copy, PartialEq)]
enum Column {
    Source,
    Target,
    Reference,
    Id,
    Locale,
    Path,
    Origin,
}

/// Where the columns stand.
struct Columns([Option<usize>; 7]);

impl Columns {
    fn of(row: &csv::StringRecord) -> Columns {
        Columns(COLUMNS.map(|(_, names)| {
            // A better name wins over one further left.
            names
                .iter()
                .find_map(|name| row.iter().position(|cell| cell.trim().eq_ignore_ascii_case(name)))
        }))
    }

    fn has(&self, column: Column) -> bool {
        self.0[column as usize].is_some()
    }

    fn cell<'r>(&self, row: &'r csv::StringRecord, column: Column) -> &'r str {
        self.0[column as usize].and_then(|at| row.get(at)).unwrap_or_default()
    }
}

fn sniff(path: &Path, bytes: &[u8]) -> bool {
    match extension(path).as_str() {
        // A given file is read, so that reading says which columns it lacks.
        "csv" => true,
        "tsv" => {
            let first = decode::decode(bytes[..bytes.len().min(1 << 16)].to_vec()).text;
            let mut reader = reader(&first, b'\t');
            reader.headers().is_ok_and(|row| {
                let columns = Columns::of(row);
                columns.has(Column::Source) && columns.has(Column::Target)
            })
        }
        _ => false,
    }
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes())
}

fn read(
    bytes: Vec<u8>,
    input: &Input,
    asked: Option<&LocaleTag>,
) -> Result<Vec<Document>, Problem> {
    let (text, mut problems) = Problems::decode(bytes, input);
    let delimiter = delimiter(&input.path, &text);
    let text = with_marks_closed(&text, delimiter);
    let malformed = |line: Option<u32>, message: String| Problem {
        path: input.name.clone(),
        line,
        kind: ProblemKind::Malformed,
        message,
    };
    let mut reader = reader(&text, delimiter);
    let names = reader.headers().map_err(|e| malformed(Some(1), format!("{e}.")))?.clone();
    let columns = Columns::of(&names);
    if !columns.has(Column::Source) || !columns.has(Column::Target) {
        return Err(malformed(Some(1), wrong_columns(&names)));
    }
    let around = locale_of(None, input, asked);
    let mut gathered = Gathered::default();
    let mut row = csv::StringRecord::new();
    let mut lines = Lines::new(&text);
    while reader.read_record(&mut row).map_err(|e| {
        let line = e.position().map(|p| p.line() as u32);
        malformed(line, format!("The row can't be read: {e}."))
    })? {
        let cell = |column| columns.cell(&row, column);
        // A row is said to begin where the one before ends: that may be within what ends its line, or before blank ones.
        let start = row.position().map_or(0, |p| p.byte() as usize);
        let rest = text.as_bytes().get(start..).unwrap_or(&[]);
        let ends = rest.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        let segment = segment(&row, &columns, lines.of(start + ends));
        check(&row, names.len(), &segment, &mut problems);
        let path = match cell(Column::Path) {
            "" => input.name.as_str(),
            path => path,
        };
        let named = cell(Column::Locale).trim().replace('_', "-");
        let locale = LocaleTag::parse(&named).unwrap_or_else(|| around.clone());
        let origin = || Origin::parse(cell(Column::Origin));
        gathered.of(path, &locale, origin).segments.push(segment);
    }
    Ok(problems.hand_to(gathered.documents, asked))
}

/// The text with every cell that merely begins with a quotation mark as one that stands in them: the mark then is a
/// character of the text, and does not reach over cells and rows to the next one.
fn with_marks_closed(text: &str, delimiter: u8) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let mut closed = String::new();
    let (mut copied, mut at) = (0, 0);
    while at < bytes.len() {
        let mut end = at;
        if bytes[at] == b'"' {
            end = closing_mark(bytes, at + 1, delimiter).unwrap_or_else(|| {
                let end = at
                    + bytes[at..]
                        .iter()
                        .position(|b| is_end(*b, delimiter))
                        .unwrap_or(bytes.len() - at);
                closed.push_str(&text[copied..at]);
                closed.push('"');
                closed.push_str(&text[at..end].replace('"', "\"\""));
                closed.push('"');
                copied = end;
                end
            });
        }
        let rest = bytes[end..].iter().position(|b| *b == delimiter || *b == b'\n');
        at = rest.map_or(bytes.len(), |i| end + i + 1);
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    closed.push_str(&text[copied..]);
    Cow::Owned(closed)
}

/// Where a cell ends that stands in quotation marks: behind the first mark that is not doubled; none if it goes on there.
fn closing_mark(bytes: &[u8], mut from: usize, delimiter: u8) -> Option<usize> {
    loop {
        let end = from + memchr::memchr(b'"', &bytes[from..])? + 1;
        match bytes.get(end) {
            Some(b'"') => from = end + 1,
            next => return next.is_none_or(|b| is_end(*b, delimiter)).then_some(end),
        }
    }
}

fn is_end(byte: u8, delimiter: u8) -> bool {
    byte == delimiter || matches!(byte, b'\n' | b'\r')
}

fn wrong_columns(names: &csv::StringRecord) -> String {
    let found: Vec<_> = names.iter().take(30).map(|n| format!("`{}`", n.trim())).collect();
    let found = found.join(", ");
    format!("The first row must name the columns `source` and `target`; it has {found}.")
}

/// The pair of a row; its line is its id where it has none.
fn segment(row: &csv::StringRecord, columns: &Columns, line: u32) -> Segment {
    let id = match columns.cell(row, Column::Id) {
        "" => line.to_string(),
        id => id.to_owned(),
    };
    let reference = columns.cell(row, Column::Reference);
    Segment {
        id,
        line,
        source: columns.cell(row, Column::Source).to_owned(),
        target: columns.cell(row, Column::Target).to_owned(),
        reference: (!reference.trim().is_empty())
            .then(|| Reference { text: reference.to_owned(), origin: ReferenceOrigin::Id }),
        ..Segment::default()
    }
}

/// Reports what is odd about a row of a table that has so many columns.
fn check(row: &csv::StringRecord, columns: usize, segment: &Segment, problems: &mut Problems<'_>) {
    if row.len() < columns {
        let cells = row.len();
        let message = format!("The row has {cells} cells of {columns}; those missing are empty.");
        problems.add(segment.line, ProblemKind::Orphan, message);
    }
    if segment.source.trim().is_empty() {
        problems.add(segment.line, ProblemKind::EmptySource, "The source of the row is empty.");
    }
}

/// Tabs in TSV; in CSV what occurs most in the first row, since Excel writes semicolons in many locales.
fn delimiter(path: &Path, text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    if extension(path) == "tsv" {
        return b'\t';
    }
    let count = |c: u8| first.bytes().filter(|b| *b == c).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|c| count(*c)).unwrap_or(b',')
}

/// Writes a table; a cell with a tab, a line end or a quotation mark stands in quotation marks.
struct Table(csv::Writer<Box<dyn Write + Send>>);

impl Table {
    fn begin(to: Box<dyn Write + Send>) -> io::Result<Table> {
        let mut writer = csv::WriterBuilder::new().delimiter(b'\t').from_writer(to);
        writer.write_record([
            "locale",
            "path",
            "line",
            "segment_id",
            "translation_type",
            "source",
            "target",
            "reference",
        ])?;
        Ok(Table(writer))
    }
}

impl PairWriter for Table {
    fn document(&mut self, document: &Document) -> io::Result<()> {
        for segment in &document.segments {
            self.0.write_record([
                document.locale.as_str(),
                &document.path,
                &segment.line.to_string(),
                &segment.id,
                document.origin.as_str(),
                &segment.source,
                &segment.target,
                reference(segment),
            ])?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<u64> {
        self.0.flush()?;
        Ok(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, text: &str) -> Result<Vec<Document>, Problem> {
        let input = Input::new(Path::new(name).to_owned(), name);
        (FORMAT.read)(text.as_bytes().to_vec(), &input, None)
    }

    #[test]
    fn columns_are_found_by_name() {
        let text = "locale,path,segment_id,SOURCE,target,reference\n\
            de-DE,a.md,1,\"Open, now\",Auf,Öffnen\nfr-FR,a.md,1,Open,Ouvrir,\nde-DE,a.md,2,\"Two\nlines\",Zwei,\nde-DE,a.md\n";
        let documents = read("table.csv", text).unwrap();
        assert_eq!(documents.len(), 2);
        let german = &documents[0];
        assert_eq!((german.path.as_str(), german.locale.as_str()), ("a.md", "de-DE"));
        assert_eq!(german.segments[0].source, "Open, now");
        assert_eq!(german.segments[0].reference.as_ref().map(|r| &*r.text), Some("Öffnen"));
        assert_eq!(
            (german.segments[1].line, german.segments[1].source.as_str()),
            (4, "Two\nlines")
        );
        assert_eq!(german.problems[0].line, Some(6));
        let semicolons = read("de-DE/table.csv", "source;target\nA, b;C\n").unwrap();
        assert_eq!(semicolons[0].segments[0].target, "C");
        assert_eq!(semicolons[0].locale.as_str(), "de-DE");
    }

    #[test]
    fn a_cell_may_begin_with_a_quotation_mark() {
        let text = "source\ttarget\n\"Open the box\t\"\"Öffne\" den Kasten\n\"a\tb\n\"\"\"c\"\t\"\nlast\tletzte\n";
        let documents = read("de-DE.tsv", text).unwrap();
        let pairs: Vec<_> =
            documents[0].segments.iter().map(|s| (&*s.source, &*s.target)).collect();
        let expected = [
            ("\"Open the box", "\"\"Öffne\" den Kasten"),
            ("\"a", "b"),
            ("\"c", "\""),
            ("last", "letzte"),
        ];
        assert_eq!(pairs, expected);
        let quoted = "source\ttarget\n\"a\n\"\"b\"\"\"\tc\n";
        assert!(matches!(with_marks_closed(quoted, b'\t'), Cow::Borrowed(_)));
    }

    #[test]
    fn wrong_columns_are_listed() {
        let problem = read("a.tsv", "english\tgerman\nA\tB\n").unwrap_err();
        assert!(problem.message.contains("`english`, `german`"), "{}", problem.message);
        assert!(sniff(Path::new("a.tsv"), b"source\ttarget\nA\tB\n"));
        assert!(!sniff(Path::new("a.tsv"), b"x\ty\n"));
    }
}
