//! String resources of Android: `values-fr/strings.xml` beside `values/strings.xml`.

use std::io::{self, Write};
use std::path::Path;

use quick_xml::events::{BytesStart, Event};

use crate::document::message::{Families, Family};
use crate::read::formats::keyed::{self, Entry, Kind, Table, TargetWriter};
use crate::read::formats::write::{Writer, xml_attribute, xml_text};
use crate::read::formats::xml::{self, Fault, Xml, attribute};
use crate::read::formats::{Format, extension, stem};

/// String resources.
pub(super) const FORMAT: Format = Format {
    id: "android",
    summary: "Android string resources (strings, plurals, arrays) beside those of the source language",
    extensions: &[],
    // Every XML file is looked at.
    ambiguous_extensions: &[],
    sniff: |path, bytes| {
        extension(path) == "xml"
            && xml::has_root(path, bytes, "resources")
            && keyed::original_of(path).is_some()
    },
    read: |bytes, input, asked| keyed::read(bytes, input, asked, &KIND),
    cut: None,
    write: Some(Writer {
        extension: "xml",
        holds_locales: false,
        holds_sources: false,
        needs_locale: true,
        begin: |to| {
            let head = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<resources>\n";
            TargetWriter::begin(to, [head, "", "</resources>\n"], write)
        },
    }),
};

/// Whether it is a file of resources by its folder: `values`, `values-fr`.
pub(super) fn is_table(path: &Path) -> bool {
    let folder = path.parent().and_then(Path::file_name).and_then(|name| name.to_str());
    extension(path) == "xml" && folder.is_some_and(|f| f == "values" || f.starts_with("values-"))
}

const KIND: Kind =
    Kind { decode: xml::decode, parse, may_be_data: false, families: Families::of(Family::Printf) };

fn parse(text: &str) -> Table {
    xml::table(text, &["string", "plurals", "string-array"], entries)
}

fn entries(xml: &mut Xml<'_>) -> Result<Vec<Entry>, Fault> {
    let mut entries = Vec::new();
    loop {
        match xml.next()? {
            Event::Start(start) => {
                let key = attribute(&start, "name").unwrap_or_default();
                let is_kept = attribute(&start, "translatable").as_deref() == Some("false");
                match start.local_name().as_ref() {
                    "resources" => {}
                    _ if is_kept => xml.skip()?,
                    "string" => {
                        let line = xml.line();
                        let text = text(xml)?;
                        entries.push(Entry { key, text, line, ..Entry::default() });
                    }
                    "plurals" => items(xml, &stem(&key), true, &mut entries)?,
                    "string-array" => items(xml, &stem(&key), false, &mut entries)?,
                    _ => xml.skip()?,
                }
            }
            Event::Eof => return Ok(entries),
            _ => {}
        }
    }
}

/// The items of plurals or of an array.
fn items(
    xml: &mut Xml<'_>,
    name: &str,
    are_forms: bool,
    entries: &mut Vec<Entry>,
) -> Result<(), Fault> {
    let mut number = 0;
    loop {
        match xml.next()? {
            Event::Start(start) if start.local_name().as_ref() == "item" => {
                let line = xml.line();
                let form = attribute(&start, "quantity").filter(|_| are_forms);
                let text = text(xml)?;
                let key = if are_forms { name.to_owned() } else { format!("{name}[{number}]") };
                entries.push(Entry { key, form, text, line });
                number += 1;
            }
            Event::Empty(_) => number += 1,
            Event::Start(_) => xml.skip()?,
            Event::End(_) => return Ok(()),
            _ => {}
        }
    }
}

/// The text of an element: markup stays, what is marked as not to be translated stands without its marks.
fn text(xml: &mut Xml<'_>) -> Result<String, Fault> {
    let markup = |start: &BytesStart<'_>| start.name().as_ref() != "xliff:g";
    let mut raw = String::new();
    let mut depth = 1;
    while depth > 0 {
        let event = xml.next()?;
        match &event {
            Event::Start(start) => {
                depth += 1;
                if markup(start) {
                    raw.extend(["<", &**start, ">"]);
                }
            }
            Event::Empty(start) => raw.extend(["<", &**start, "/>"]),
            Event::End(end) => {
                depth -= 1;
                if depth > 0 && end.name().as_ref() != "xliff:g" {
                    raw.extend(["</", end.name().as_ref(), ">"]);
                }
            }
            other => xml.push_text(other, &mut raw),
        }
    }
    Ok(unescaped(&raw))
}

/// A text as a program shows it: white space is one space and none at the ends but between quotation marks, escapes are
/// what they stand for.
fn unescaped(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut is_quoted = false;
    let mut gap = false;
    let mut chars = raw.chars();
    while let Some(c) = chars.next() {
        if c == '"' {
            is_quoted = !is_quoted;
            continue;
        }
        if c.is_ascii_whitespace() && !is_quoted {
            gap = !text.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            text.push(' ');
        }
        match c {
            '\\' => match chars.next() {
                Some('n') => text.push('\n'),
                Some('t') => text.push('\t'),
                Some('u') => {
                    let code = chars.as_str().get(..4);
                    let code = code.and_then(|digits| u32::from_str_radix(digits, 16).ok());
                    if let Some(c) = code.and_then(char::from_u32) {
                        text.push(c);
                        chars = chars.as_str()[4..].chars();
                    } else {
                        text.push_str("\\u");
                    }
                }
                Some(c) => text.push(c),
                None => {}
            },
            c => text.push(c),
        }
    }
    text
}

fn write(to: &mut dyn Write, key: &str, text: &str, lost: &mut u64) -> io::Result<()> {
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push_str("\\t"),
            '\'' | '"' | '\\' => escaped.extend(['\\', c]),
            '@' | '?' if escaped.is_empty() => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
    }
    // White space that would be folded stands between quotation marks.
    let folds = text.contains("  ") || text.starts_with(' ') || text.ends_with(' ');
    let mark = if folds || text.contains('\r') { "\"" } else { "" };
    let (name, text) = (xml_attribute(key, lost), xml_text(&escaped, lost).replace("&quot;", "\""));
    writeln!(to, "    <string name=\"{name}\">{mark}{text}{mark}</string>")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::formats::keyed::tests::{document, pairs, written_and_read};

    const ENGLISH: &str = "<resources xmlns:xliff=\"urn:oasis:names:tc:xliff:document:1.2\">\n\
        <string name=\"hi\">Hello <b>you</b>, <xliff:g id=\"n\" example=\"Ada\">%1$s</xliff:g>!</string>\n\
        <string name=\"brand\" translatable=\"false\">Lumora Notes</string>\n\
        <plurals name=\"files\"><item quantity=\"one\">One file</item>\n<item quantity=\"other\">%d files</item></plurals>\n\
        <string-array name=\"days\"><item>Monday</item><item>Tuesday</item></string-array>\n\
        <color name=\"red\">#ff0000</color></resources>";
    const CZECH: &str = "<resources>\n\
        <string name=\"hi\">Ahoj <b>ty</b>,\n   <xliff:g id=\"n\">%1$s</xliff:g>!</string>\n\
        <plurals name=\"files\"><item quantity=\"one\">Jeden soubor</item><item quantity=\"few\">%d soubory</item>\
        <item quantity=\"other\">%d souborů</item></plurals>\n\
        <string-array name=\"days\"><item>pondělí</item></string-array></resources>";

    #[test]
    fn strings_plurals_and_arrays_are_read() {
        let files = [
            ("res/values/strings.xml", ENGLISH.as_bytes()),
            ("res/values-cs/strings.xml", CZECH.as_bytes()),
        ];
        let found = document(&files, "res/values-cs/strings.xml").unwrap();
        assert_eq!(found.locale.as_str(), "cs");
        assert_eq!(
            pairs(&found),
            [
                ("hi", 2, "Hello <b>you</b>, %1$s!", "Ahoj <b>ty</b>, %1$s!"),
                ("files[one]", 4, "One file", "Jeden soubor"),
                ("files[few]", 4, "%d files", "%d soubory"),
                ("files[other]", 4, "%d files", "%d souborů"),
                ("days[0]", 5, "Monday", "pondělí"),
                ("days[1]", 5, "Tuesday", ""),
            ]
        );
        assert!(found.problems.is_empty());
    }

    #[test]
    fn escapes_are_what_they_stand_for() {
        for (raw, text) in [
            (r#"It\'s \"new\"\n  now "#, "It's \"new\"\n now"),
            ("\"  wide  \"", "  wide  "),
            (r"\u00e9\u12 \@x", r"é\u12 @x"),
        ] {
            assert_eq!(unescaped(raw), text);
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let entries = [("a", "It's <b>\"so\"</b> & \\n"), ("b", "  wide \n"), ("c", "@x?")];
        assert_eq!(written_and_read(&FORMAT, &KIND, &entries), entries);
    }
}
