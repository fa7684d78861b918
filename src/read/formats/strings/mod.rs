//! String tables of two locales side by side: .NET `resx`, and JSON or YAML whose values are texts. The source is a file of
//! the same name without a locale, or of English, in the same folder or in the folder of that locale.

mod nested;
mod original;
mod resx;

use rustc_hash::FxHashMap;

use self::original::original_of;
use crate::document::{Document, Input, Problem, ProblemKind, Segment, State};
use crate::locale::LocaleTag;
use crate::read::decode;
use crate::read::formats::problems::Problems;
use crate::read::formats::{Format, Lines, extension, locale_of, spans};

/// String tables.
pub(super) const FORMAT: Format = Format {
    id: "strings",
    summary: "String tables in .NET resx, JSON or YAML beside those of the source language",
    extensions: &[],
    ambiguous_extensions: &["resx", "json"],
    sniff: |path, bytes| {
        matches!(extension(path).as_str(), "resx" | "json" | "yml" | "yaml")
            && !spans::occur_in(bytes)
            && original_of(path).is_some()
    },
    read,
    cut: None,
    write: None,
};

/// A text with its key; the keys of nested tables are joined by dots.
#[derive(Debug, PartialEq)]
struct Entry {
    key: String,
    text: String,
}

/// What is wrong with a table, and on which line.
type Broken = (Option<u32>, String);

fn read(
    bytes: Vec<u8>,
    input: &Input,
    asked: Option<&LocaleTag>,
) -> Result<Vec<Document>, Problem> {
    let fault =
        |path: &str, kind, line, message| Problem { path: String::from(path), line, kind, message };
    let Some((original, named)) = original_of(&input.path) else {
        let message = "No table of the source language stands beside this one.".to_owned();
        return Err(fault(&input.name, ProblemKind::NoSource, None, message));
    };
    let source = std::fs::read(&original).map_err(|e| {
        let message = format!("The table of the source language can't be read: {e}.");
        fault(&original.to_string_lossy(), ProblemKind::Unreadable, None, message)
    })?;
    let (source, target) = (decode::decode(source), decode::decode(bytes));
    let mut problems = Problems::new(&input.name);
    problems.invalid_utf8(target.invalid_line);
    let kind = extension(&input.path);
    let parse = |text: &str, path: &str| {
        let texts = match kind.as_str() {
            "resx" => resx::resx(text),
            "json" => nested::json(text),
            _ => nested::yaml(text),
        };
        texts.map_err(|(line, message)| fault(path, ProblemKind::Malformed, line, message))
    };
    let sources = parse(&source.text, &original.to_string_lossy())?;
    let targets = parse(&target.text, &input.name)?;
    let locale = if named.is_empty() { locale_of(None, input, asked) } else { named };
    problems.locale_mismatch(&locale, asked);
    let segments = pairs(&sources, &targets, &target.text);
    let path = input.name.clone();
    Ok(vec![Document { path, locale, segments, problems: problems.found, ..Document::default() }])
}

/// Pairs texts by their keys, in the order of the source; what only the target has comes last.
fn pairs(sources: &[Entry], targets: &[Entry], text: &str) -> Vec<Segment> {
    let lines = lines(targets, text);
    let mut by_key: FxHashMap<&str, usize> = FxHashMap::default();
    for (at, entry) in targets.iter().enumerate() {
        by_key.entry(&entry.key).or_insert(at);
    }
    let mut segments = Vec::with_capacity(sources.len());
    let mut last = 1;
    for source in sources.iter().filter(|s| is_text(&s.text)) {
        let at = by_key.remove(source.key.as_str());
        last = at.map_or(last, |at| lines[at]);
        let target = at.map(|at| targets[at].text.clone()).unwrap_or_default();
        segments.push(Segment {
            id: source.key.clone(),
            line: last,
            source: source.text.clone(),
            state: State::of_entry(&target),
            target,
            ..Segment::default()
        });
    }
    let known: std::collections::BTreeSet<&str> = sources.iter().map(|s| s.key.as_str()).collect();
    for (at, target) in targets.iter().enumerate() {
        if !known.contains(target.key.as_str()) && is_text(&target.text) {
            segments.push(Segment {
                id: target.key.clone(),
                line: lines[at],
                target: target.text.clone(),
                ..Segment::default()
            });
        }
    }
    segments
}

/// Whether a value is text rather than a path, an address, a colour or a number.
fn is_text(value: &str) -> bool {
    let one_word = !value.contains(char::is_whitespace);
    value.chars().any(char::is_alphabetic)
        && !(one_word && value.contains(['/', '\\', '_', '#', '@', '.']) && value.is_ascii())
}

/// The line of each entry: where its last key stands behind that of the entry before.
fn lines(entries: &[Entry], text: &str) -> Vec<u32> {
    let mut counted = Lines::new(text);
    let mut at = 0;
    entries
        .iter()
        .map(|entry| {
            let name = entry.key.rsplit('.').next().unwrap_or(&entry.key);
            at = text[at..].find(name).map_or(at, |found| at + found);
            counted.of(at)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::read::{self, ReadOptions};

    fn document(files: &[(&str, &str)], read: &str) -> Result<Document, Problem> {
        let name = format!("glossator-strings-{}-{}", std::process::id(), read.replace('/', "-"));
        let folder = std::env::temp_dir().join(name);
        for (path, text) in files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let input = Input { path: folder.join(read), name: read.to_owned() };
        let result = read::read(&input, &ReadOptions::default());
        fs::remove_dir_all(folder).unwrap();
        Ok(result?.remove(0))
    }

    fn pairs(document: &Document) -> Vec<(&str, u32, &str, &str)> {
        document.segments.iter().map(|s| (&*s.id, s.line, &*s.source, &*s.target)).collect()
    }

    #[test]
    fn resx_tables_pair_by_name() {
        let table = |save: &str, rest: &str| {
            format!(
                "<root>\n<data name=\"Save\" xml:space=\"preserve\"><value>{save}</value><comment>a button</comment></data>\n{rest}</root>"
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
                ("Neu", 3, "", "Nur hier")
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
    fn broken_tables_say_where_and_lone_ones_are_no_tables() {
        let files = [("en.json", "{\"a\": \"b c\"}"), ("de.json", "{\n\"a\": \"b\"")];
        let problem = document(&files, "de.json").unwrap_err();
        assert_eq!((problem.kind, problem.line), (ProblemKind::Malformed, Some(2)));
        let lone = document(&[("de.json", "{}")], "de.json").unwrap_err();
        assert_eq!(lone.kind, ProblemKind::Unreadable);
        assert!(original_of(Path::new("src/to.json")).is_none());
    }
}
