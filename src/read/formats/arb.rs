//! Application resource bundles of Flutter: `app_fr.arb` beside `app_en.arb`.

use std::io::{self, Write};

use crate::document::message::Families;
use crate::read::decode;
use crate::read::formats::keyed::{self, Kind, Table, TargetWriter};
use crate::read::formats::write::Writer;
use crate::read::formats::{Format, extension, strings};

/// Application resource bundles.
pub(super) const FORMAT: Format = Format {
    id: "arb",
    summary: "Flutter's ARB beside that of the source language",
    extensions: &[],
    ambiguous_extensions: &["arb"],
    sniff: |path, _| extension(path) == "arb" && keyed::original_of(path).is_some(),
    read: |bytes, input, asked| keyed::read(bytes, input, asked, &KIND),
    cut: None,
    write: Some(Writer {
        extension: "arb",
        holds_locales: false,
        holds_sources: false,
        needs_locale: true,
        begin: |to| TargetWriter::begin(to, ["{\n", ",\n", "\n}\n"], write),
    }),
};

const KIND: Kind =
    Kind { decode: decode::decode, parse, may_be_data: false, families: Families::NONE };

/// Keys that begin with `@` are what is said of a message or of the file.
fn parse(text: &str) -> Table {
    let mut table = strings::json(text);
    table.entries.retain(|entry| !entry.key.starts_with('@'));
    table
}

fn write(to: &mut dyn Write, key: &str, text: &str, _: &mut u64) -> io::Result<()> {
    write!(to, "  {}: {}", serde_json::to_string(key)?, serde_json::to_string(text)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::formats::keyed::tests::{document, pairs, written_and_read};

    #[test]
    fn what_is_said_of_messages_is_no_message() {
        let files = [
            (
                "lib/l10n/app_en.arb",
                &b"{\"@@locale\": \"en\", \"hi\": \"Hello {name}\", \"@hi\": {\"description\": \"A greeting\", \
                \"placeholders\": {\"name\": {\"example\": \"Ada L\"}}}, \"bye\": \"Bye now\"}"[..],
            ),
            ("lib/l10n/app_pt.arb", b"{\"@@locale\": \"pt\",\n\"hi\": \"Ol\xc3\xa1 {name}\"}"),
        ];
        let found = document(&files, "lib/l10n/app_pt.arb").unwrap();
        assert_eq!(found.locale.as_str(), "pt");
        assert_eq!(
            pairs(&found),
            [("hi", 2, "Hello {name}", "Olá {name}"), ("bye", 2, "Bye now", "")]
        );
    }

    #[test]
    fn what_is_written_is_read_again() {
        let entries = [("a \"b\"", "It's \\ \"so\"\n"), ("b", "  wide \t")];
        assert_eq!(written_and_read(&FORMAT, &KIND, &entries), entries);
    }
}
