//! String tables of two locales side by side: .NET `resx`, and JSON or YAML whose values are texts. The source is a file of
//! the same name without a locale, or of English, in the same folder or in the folder of that locale.

mod nested;
mod resx;

use std::path::Path;

pub(super) use self::nested::json;
use crate::document::message::{Families, Family};
use crate::document::{Document, Input, Problem};
use crate::locale::LocaleTag;
use crate::read::decode;
use crate::read::formats::keyed::{self, Kind};
use crate::read::formats::{Format, extension, spans, xml};

/// String tables.
pub(super) const FORMAT: Format = Format {
    id: "strings",
    summary: "String tables in .NET resx, JSON or YAML beside those of the source language",
    extensions: &[],
    ambiguous_extensions: &["resx", "json"],
    sniff: |path, bytes| {
        is_table(path) && !spans::occur_in(bytes) && keyed::original_of(path).is_some()
    },
    read,
    cut: None,
    write: None,
};

/// Whether it is a string table by its name.
pub(super) fn is_table(path: &Path) -> bool {
    matches!(extension(path).as_str(), "resx" | "json" | "yml" | "yaml")
}

fn read(
    bytes: Vec<u8>,
    input: &Input,
    asked: Option<&LocaleTag>,
) -> Result<Vec<Document>, Problem> {
    keyed::read(bytes, input, asked, kind(&input.path))
}

/// Texts of a program have no emphasis in underscores, but placeholders of an older i18next.
const TEXTS: Families = Families::of(Family::Underscore);

fn kind(path: &Path) -> &'static Kind {
    match extension(path).as_str() {
        "resx" => &Kind {
            decode: xml::decode,
            parse: resx::resx,
            may_be_data: false,
            families: Families::NONE,
        },
        "json" => &Kind {
            decode: decode::decode,
            parse: nested::json_table,
            may_be_data: true,
            families: TEXTS,
        },
        _ => &Kind {
            decode: decode::decode,
            parse: nested::yaml,
            may_be_data: true,
            families: TEXTS,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::ProblemKind;
    use crate::read::formats::keyed::tests::pairs;

    fn document(files: &[(&str, &str)], read: &str) -> Result<Document, Problem> {
        let files: Vec<_> = files.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
        keyed::tests::document(&files, read)
    }

    #[test]
    fn resx_tables_pair_by_name() {
        let table = |save: &str, rest: &str| {
            format!(
                "<root>\n<data name=\"Save\" xml:space=\"preserve\"><value>{save}</value><comment>a button</comment></data>\n\
                 <data name=\"&gt;&gt;Save.Name\"><value>Save</value></data>\n{rest}</root>"
            )
        };
        let icon = "<data name=\"Icon\" type=\"System.Drawing.Icon\"><value>a b</value></data>\n";
        let english = table(
            "Save &amp; close",
            &format!("{icon}<data name=\"Open\"><value>Open it</value></data>"),
        );
        let german =
            table("Sichern &amp; schließen", "<data name=\"Neu\"><value>Nur hier</value></data>");
        let files = [("Strings.resx", &*english), ("Strings.de.resx", &*german)];
        let found = document(&files, "Strings.de.resx").unwrap();
        assert_eq!(found.locale.as_str(), "de");
        assert_eq!(
            pairs(&found),
            [
                ("Save", 2, "Save & close", "Sichern & schließen"),
                ("Open", 2, "Open it", ""),
                ("Neu", 4, "", "Nur hier")
            ]
        );
    }

    #[test]
    fn nested_json_and_yaml_pair_by_their_keys() {
        let files = [
            (
                "locales/en/menu.json",
                "{\"file\": {\"open\": \"Open {name}\", \"n\": 3}, \"tips\": [\"First\", \"Second\"], \"icon\": \"a/b.png\"}",
            ),
            (
                "locales/pt-BR/menu.json",
                "{\"tips\": [\"Primeiro\", \"Segundo\"],\n \"file\": {\"open\": \"Abrir {name}\"}}",
            ),
        ];
        let found = document(&files, "locales/pt-BR/menu.json").unwrap();
        assert_eq!(found.locale.as_str(), "pt-BR");
        assert_eq!(
            pairs(&found),
            [
                ("file.open", 2, "Open {name}", "Abrir {name}"),
                ("tips.0", 1, "First", "Primeiro"),
                ("tips.1", 1, "Second", "Segundo")
            ]
        );
        let files = [
            ("fr.yml", "fr:\n  on: Activer\n  1: Un\n"),
            ("en.yml", "en:\n  on: Switch on\n  1: One\n"),
        ];
        let found = document(&files, "fr.yml").unwrap();
        let texts: Vec<_> = pairs(&found).iter().map(|p| (p.2, p.3)).collect();
        assert_eq!(texts, [("Switch on", "Activer"), ("One", "Un")]);
    }

    #[test]
    fn notes_for_translators_are_no_strings() {
        let table = |text: &str| {
            format!(
                "{{\"a.b\": {{\"message\": \"{text}\", \"description\": \"A title\"}},\n\"c\": {{\"message\": \"{text} $N$\", \
                 \"placeholders\": {{\"n\": {{\"content\": \"$1\", \"example\": \"Two words\"}}}}}}}}"
            )
        };
        let files = [("en/x.json", &*table("Open it")), ("de/x.json", &*table("Auf damit"))];
        let found = document(&files, "de/x.json").unwrap();
        let ids: Vec<_> = pairs(&found).iter().map(|p| (p.0, p.1)).collect();
        assert_eq!(ids, [("a.b.message", 1), ("c.message", 2)]);
        // A description among other texts is one of them.
        let files = [
            (
                "en.json",
                "{\"d\": {\"title\": \"Box\", \"message\": \"Hi you\", \"description\": \"Say it\"}}",
            ),
            (
                "de.json",
                "{\"d\": {\"title\": \"Kasten\", \"message\": \"Hallo\", \"description\": \"Sag es\"}}",
            ),
        ];
        assert_eq!(document(&files, "de.json").unwrap().segments.len(), 3);
    }

    #[test]
    fn data_are_no_strings() {
        let records = "[{\"id\": \"a1-b2\", \"url\": \"https://example.com/x\", \"at\": \"2024-05-01T10:00Z\", \"n\": 3}]";
        let people = "[{\"name\": \"Ada Quill\", \"bio\": \"Lives in the north.\"}]";
        for (source, target) in [(people, people), (records, &*records.replace('3', "4"))] {
            let found = document(&[("en/x.json", source), ("de/x.json", target)], "de/x.json");
            let found = found.unwrap();
            assert!(found.segments.is_empty());
            let kinds: Vec<_> = found.problems.iter().map(|p| p.kind).collect();
            assert_eq!(kinds, [ProblemKind::NotScored]);
        }
    }

    #[test]
    fn a_broken_entry_costs_that_entry() {
        let source = "{\"a\": \"One\",\n\"b\": \"Two\",\n\"c\": \"Three\",\n\"d\": \"Four\"}";
        let broken = "{\"a\": \"Eins\",\n\"b\": \"Zw\"ei\",\n\"c\": \"Drei\"\n\"d\": \"Vier\"}";
        let found = document(&[("en.json", source), ("de.json", broken)], "de.json").unwrap();
        let targets: Vec<_> = pairs(&found).iter().map(|p| p.3).collect();
        assert_eq!(targets, ["Eins", "", "Drei", ""]);
        let lines: Vec<_> = found.problems.iter().map(|p| (p.kind, p.line)).collect();
        assert_eq!(lines, [(ProblemKind::Malformed, Some(2)), (ProblemKind::Malformed, Some(4))]);

        let comma = "{\"a\": \"Eins\",\n\"b\": \"Zwei\",\n}";
        let found = document(&[("en.json", source), ("de.json", comma)], "de.json").unwrap();
        let targets: Vec<_> = pairs(&found).iter().map(|p| p.3).collect();
        assert_eq!(targets, ["Eins", "Zwei", "", ""]);
        assert_eq!(found.problems.len(), 1);

        let files =
            [("en.yml", "a: One\nb: Two\nc: Three\n"), ("de.yml", "a: Eins\nb: @zwei\nc: Drei\n")];
        let found = document(&files, "de.yml").unwrap();
        let targets: Vec<_> = pairs(&found).iter().map(|p| p.3).collect();
        assert_eq!(targets, ["Eins", "", "Drei"]);
        assert_eq!(found.problems[0].line, Some(2));
    }

    #[test]
    fn a_long_key_stands_once_above_many() {
        let table = |word: &str| {
            let texts = (0..50).map(|at| format!("\"a{at}\": \"{word} b\""));
            let texts = texts.collect::<Vec<_>>().join(", ");
            format!("{{\"{}\": {{{texts}}}}}", "k".repeat(3_000))
        };
        let (en, de) = (table("Open"), table("Auf"));
        let found = document(&[("en.json", &en), ("de.json", &de)], "de.json").unwrap();
        let ids: Vec<_> = found.segments.iter().map(|segment| &segment.id).collect();
        assert!(ids.len() == 50 && ids.iter().all(|id| id.len() < 300), "{ids:?}");
        assert_eq!(ids[7].rsplit_once('.').map(|(_, last)| last), Some("a7"), "{}", ids[7]);
    }

    #[test]
    fn broken_tables_say_where_and_lone_ones_are_no_tables() {
        let files = [("en.json", "{\"a\": \"b c\"}"), ("de.json", "{\n\"a: \"b\"}")];
        let problem = document(&files, "de.json").unwrap_err();
        assert_eq!((problem.kind, problem.line), (ProblemKind::Malformed, Some(2)));
        let lone = document(&[("de.json", "{}")], "de.json").unwrap_err();
        assert_eq!(lone.kind, ProblemKind::Unreadable);
        assert!(keyed::original_of(Path::new("src/to.json")).is_none());
    }
}
