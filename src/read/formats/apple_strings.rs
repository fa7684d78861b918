//! String tables of Apple: `fr.lproj/Localizable.strings` beside `en.lproj/Localizable.strings`.

use std::io::{self, Write};

use crate::document::message::{Families, Family};
use crate::read::decode::{self, Decoded};
use crate::read::formats::keyed::{self, Entry, Kind, Table, TargetWriter};
use crate::read::formats::write::Writer;
use crate::read::formats::{Format, Lines, extension};

/// Apple's string tables.
pub(super) const FORMAT: Format = Format {
    id: "apple-strings",
    summary: "Apple `.strings` beside those of the source language",
    extensions: &[],
    ambiguous_extensions: &["strings"],
    sniff: |path, _| extension(path) == "strings" && keyed::original_of(path).is_some(),
    read: |bytes, input, asked| keyed::read(bytes, input, asked, &KIND),
    cut: None,
    write: Some(Writer {
        extension: "strings",
        holds_locales: false,
        holds_sources: false,
        needs_locale: true,
        begin: |to| TargetWriter::begin(to, ["", "", ""], write),
    }),
};

const KIND: Kind =
    Kind { decode, parse, may_be_data: false, families: Families::of(Family::Printf) };

/// UTF-8 or UTF-16; older tables of the latter lack the mark that says so.
fn decode(bytes: Vec<u8>) -> Decoded {
    match bytes[..] {
        [0, _, ..] => decode::decode_as(bytes, "utf-16be"),
        [_, 0, ..] => decode::decode_as(bytes, "utf-16le"),
        _ => decode::decode(bytes),
    }
}

fn parse(text: &str) -> Table {
    let mut table = Table::default();
    let mut lines = Lines::new(text);
    let mut rest = text;
    loop {
        rest = behind_comments(rest);
        if rest.is_empty() {
            return table;
        }
        let line = lines.of(text.len() - rest.len());
        if let Some((key, value, behind)) = entry(rest) {
            table.entries.push(Entry { key, text: value, line, ..Entry::default() });
            rest = behind;
        } else {
            table.faults.push((Some(line), BROKEN.to_owned()));
            // The next entry begins on a line of its own.
            rest = rest.split_once('\n').map_or("", |(_, rest)| rest);
            while !rest.is_empty() && !rest.trim_start_matches([' ', '\t']).starts_with(['"', '/'])
            {
                rest = rest.split_once('\n').map_or("", |(_, rest)| rest);
            }
        }
    }
}

const BROKEN: &str = "An entry is written `\"key\" = \"text\";`, and a quotation mark in it `\\\"`; it was left out.";

/// A text behind white space and comments.
fn behind_comments(text: &str) -> &str {
    let mut rest = text.trim_start();
    loop {
        rest = if let Some(comment) = rest.strip_prefix("/*") {
            comment.split_once("*/").map_or("", |(_, rest)| rest)
        } else if let Some(comment) = rest.strip_prefix("//") {
            comment.split_once('\n').map_or("", |(_, rest)| rest)
        } else {
            return rest;
        }
        .trim_start();
    }
}

/// Key and text of the entry that a text begins with, and what stands behind it.
fn entry(text: &str) -> Option<(String, String, &str)> {
    let (key, rest) = string(text)?;
    let rest = behind_comments(rest);
    // A key by itself is its own text.
    if let Some(rest) = rest.strip_prefix(';') {
        return Some((key.clone(), key, rest));
    }
    let (value, rest) = string(behind_comments(rest.strip_prefix('=')?))?;
    let rest = behind_comments(rest).strip_prefix(';')?;
    Some((key, value, rest))
}

/// The string that a text begins with, and what stands behind it: in quotation marks, or a bare word.
fn string(text: &str) -> Option<(String, &str)> {
    let Some(inner) = text.strip_prefix('"') else {
        let is_bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '$');
        let end = text.find(|c| !is_bare(c)).unwrap_or(text.len());
        return (end > 0).then(|| (text[..end].to_owned(), &text[end..]));
    };
    let mut string = String::new();
    let mut chars = inner.chars();
    loop {
        match chars.next()? {
            '"' => return Some((string, chars.as_str())),
            '\\' => match chars.next()? {
                'n' => string.push('\n'),
                't' => string.push('\t'),
                'r' => string.push('\r'),
                'U' | 'u' => {
                    let digits = chars.as_str().get(..4)?;
                    let code = u32::from_str_radix(digits, 16).ok()?;
                    string.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
                    chars = chars.as_str()[4..].chars();
                }
                c => string.push(c),
            },
            c => string.push(c),
        }
    }
}

fn write(to: &mut dyn Write, key: &str, text: &str, _: &mut u64) -> io::Result<()> {
    writeln!(to, "\"{}\" = \"{}\";", escaped(key), escaped(text))
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '\\' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\t' => escaped.push_str("\\t"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::ProblemKind;
    use crate::read::formats::keyed::tests::{document, pairs, written_and_read};

    #[test]
    fn comments_escapes_and_broken_entries() {
        let english = "/* A \"button\" */\n\"open\" = \"Open \\\"%@\\\"\";\n// x\nclose = \"Close\";\n\"a\" = \"A b\";";
        let french = "/* A button */\n\"open\" = \"Ouvrir\\n\\\"%@\\\"\";\n\"close\" = \"Fermer\"\n\"a\" = \"\\U00e0 b\"; // y\n";
        let mut wide = vec![0xff, 0xfe];
        wide.extend(french.encode_utf16().flat_map(u16::to_le_bytes));
        for bytes in [french.as_bytes(), &wide, &wide[2..]] {
            let files = [
                ("en.lproj/Localizable.strings", english.as_bytes()),
                ("fr.lproj/Localizable.strings", bytes),
            ];
            let found = document(&files, "fr.lproj/Localizable.strings").unwrap();
            assert_eq!(found.locale.as_str(), "fr");
            assert_eq!(
                pairs(&found),
                [
                    ("open", 2, "Open \"%@\"", "Ouvrir\n\"%@\""),
                    ("close", 2, "Close", ""),
                    ("a", 4, "A b", "à b"),
                ]
            );
            let lines: Vec<_> = found.problems.iter().map(|p| (p.kind, p.line)).collect();
            assert_eq!(lines, [(ProblemKind::Malformed, Some(3))]);
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let entries = [("a \"b\"", "It's \\ \"so\"\n"), ("b", "  wide \t")];
        assert_eq!(written_and_read(&FORMAT, &KIND, &entries), entries);
    }
}
