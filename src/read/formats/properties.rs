//! Resource bundles of Java: `messages_fr.properties` beside `messages.properties`.

use std::io::{self, Write};

use crate::document::message::Families;
use crate::read::decode::{self, Decoded};
use crate::read::formats::keyed::{self, Entry, Kind, Table, TargetWriter};
use crate::read::formats::write::Writer;
use crate::read::formats::{Format, extension};

/// Resource bundles.
pub(super) const FORMAT: Format = Format {
    id: "properties",
    summary: "Java `.properties` beside those of the source language, in UTF-8 or ISO-8859-1",
    extensions: &[],
    ambiguous_extensions: &["properties"],
    sniff: |path, _| extension(path) == "properties" && keyed::original_of(path).is_some(),
    read: |bytes, input, asked| keyed::read(bytes, input, asked, &KIND),
    cut: None,
    write: Some(Writer {
        extension: "properties",
        holds_locales: false,
        holds_sources: false,
        needs_locale: true,
        begin: |to| TargetWriter::begin(to, ["", "", ""], write),
    }),
};

const KIND: Kind = Kind { decode, parse, may_be_data: false, families: Families::NONE };

/// Bundles were ISO-8859-1 up to Java 8, and are UTF-8 since.
fn decode(bytes: Vec<u8>) -> Decoded {
    if std::str::from_utf8(&bytes).is_ok() || decode::is_utf16(&bytes) {
        return decode::decode(bytes);
    }
    decode::decode_as(bytes, "iso-8859-1")
}

fn parse(text: &str) -> Table {
    let mut table = Table::default();
    let mut lines = (1..).zip(text.lines());
    while let Some((line, first)) = lines.next() {
        let first = first.trim_start_matches(BLANKS);
        if first.is_empty() || first.starts_with(['#', '!']) {
            continue;
        }
        // A line that ends in an odd number of backslashes goes on in the next.
        let mut logical = first.to_owned();
        while logical.bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 1 {
            logical.pop();
            let Some((_, next)) = lines.next() else { break };
            logical.push_str(next.trim_start_matches(BLANKS));
        }
        let (key, value) = split(&logical);
        match (unescaped(key), unescaped(value)) {
            (Some(key), Some(text)) => {
                table.entries.push(Entry { key, text, line, ..Entry::default() });
            }
            _ => table.faults.push((Some(line), UNICODE.to_owned())),
        }
    }
    table
}

const BLANKS: [char; 3] = [' ', '\t', '\u{c}'];
const UNICODE: &str = "`\\u` must stand before four hexadecimal digits; the entry was left out.";

/// The key and the value of a line: they are parted by `=`, `:` or white space.
fn split(line: &str) -> (&str, &str) {
    let mut is_escaped = false;
    let end = line.find(|c: char| {
        let ends = !is_escaped && (BLANKS.contains(&c) || matches!(c, '=' | ':'));
        is_escaped = c == '\\' && !is_escaped;
        ends
    });
    let (key, rest) = line.split_at(end.unwrap_or(line.len()));
    let rest = rest.trim_start_matches(BLANKS);
    (key, rest.strip_prefix(['=', ':']).unwrap_or(rest).trim_start_matches(BLANKS))
}

/// A text without its escapes; none if one is broken.
fn unescaped(text: &str) -> Option<String> {
    if !text.contains('\\') {
        return Some(text.to_owned());
    }
    // UTF-16, since a character beyond the first plane is two escapes.
    let mut units: Vec<u16> = Vec::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let c = match c {
            '\\' => match chars.next() {
                Some('u') => {
                    let digits = chars.as_str().get(..4)?;
                    chars = chars.as_str()[4..].chars();
                    units.push(u16::from_str_radix(digits, 16).ok()?);
                    continue;
                }
                Some('n') => '\n',
                Some('t') => '\t',
                Some('r') => '\r',
                Some('f') => '\u{c}',
                Some(c) => c,
                None => break,
            },
            c => c,
        };
        units.extend_from_slice(c.encode_utf16(&mut [0; 2]));
    }
    Some(String::from_utf16_lossy(&units))
}

fn write(to: &mut dyn Write, key: &str, text: &str, _: &mut u64) -> io::Result<()> {
    let mut line = String::with_capacity(key.len() + text.len() + 2);
    escape(key, |c| matches!(c, ' ' | '=' | ':' | '#' | '!'), &mut line);
    line.push('=');
    let rest = text.trim_start_matches(BLANKS);
    // White space before a value would be no part of it.
    for c in text[..text.len() - rest.len()].chars() {
        escape(&c.to_string(), |_| true, &mut line);
    }
    escape(rest, |_| false, &mut line);
    writeln!(to, "{line}")
}

fn escape(text: &str, is_special: impl Fn(char) -> bool, to: &mut String) {
    for c in text.chars() {
        match c {
            '\\' => to.push_str("\\\\"),
            '\n' => to.push_str("\\n"),
            '\r' => to.push_str("\\r"),
            '\t' => to.push_str("\\t"),
            '\u{c}' => to.push_str("\\f"),
            c if is_special(c) => to.extend(['\\', c]),
            c => to.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::ProblemKind;
    use crate::read::formats::keyed::tests::{document, pairs, written_and_read};

    #[test]
    fn lines_keys_and_escapes_are_read_as_java_does() {
        let text = "# a note\n! another\n\n a.b = One \\\n    two\nc\\ d:\\u00e9\\ud83d\\ude00 \\n\\:\ne three\nf\nbad=\\u12\n";
        let table = parse(text);
        let entries: Vec<_> = table.entries.iter().map(|e| (&*e.key, &*e.text, e.line)).collect();
        assert_eq!(
            entries,
            [("a.b", "One two", 4), ("c d", "é😀 \n:", 6), ("e", "three", 7), ("f", "", 8)]
        );
        assert_eq!(table.faults[0].0, Some(9));
    }

    #[test]
    fn a_bundle_pairs_with_the_default_one() {
        let files = [
            ("messages.properties", &b"open=Open {0}\nclose=Close\n"[..]),
            ("messages_fr.properties", b"open=Ouvrir {0} \xe9t\xe9\nbad=\\uxyz\n"),
        ];
        let found = document(&files, "messages_fr.properties").unwrap();
        assert_eq!(found.locale.as_str(), "fr");
        assert_eq!(
            pairs(&found),
            [("open", 1, "Open {0}", "Ouvrir {0} été"), ("close", 1, "Close", "")]
        );
        let lines: Vec<_> = found.problems.iter().map(|p| (p.kind, p.line)).collect();
        assert_eq!(lines, [(ProblemKind::Malformed, Some(2))]);
    }

    #[test]
    fn what_is_written_is_read_again() {
        let entries = [("a b=c", "  x\\y\n#:=é"), ("#d", "")];
        assert_eq!(written_and_read(&FORMAT, &KIND, &entries), entries[..1]);
    }
}
