//! String tables of two locales side by side: .NET `resx`, and JSON or YAML whose values are texts. The source is a file of
//! the same name without a locale, or of English, in the same folder or in the folder of that locale.

use std::fmt;
use std::path::{Path, PathBuf};

use quick_xml::events::Event;
use rustc_hash::FxHashMap;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};

use crate::document::{Document, Input, Problem, ProblemKind, Segment};
use crate::locale::LocaleTag;
use crate::read::decode;
use crate::read::formats::problems::Problems;
use crate::read::formats::xml::{Data, Fault, Xml, attribute};
use crate::read::formats::{Format, extension, locale_of, spans};

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

/// Names that the source language goes by.
const SOURCES: [&str; 5] = ["en-US", "en-us", "en_US", "en", "en-GB"];

/// The table of the source language that belongs to a localized one.
fn original_of(path: &Path) -> Option<(PathBuf, LocaleTag)> {
    let name = path.file_name()?.to_str()?;
    let (stem, ending) = name.rsplit_once('.')?;
    // `Strings.de.resx` beside `Strings.resx` or `Strings.en.resx`; `de.json` beside `en.json`.
    let (before, tag) = stem.rsplit_once(['.']).unwrap_or(("", stem));
    if let Some(locale) = locale(tag) {
        let dotted = |tag: &str| match before {
            "" => format!("{tag}.{ending}"),
            _ => format!("{before}.{tag}.{ending}"),
        };
        let plain = (!before.is_empty()).then(|| format!("{before}.{ending}"));
        let names = SOURCES.iter().map(|tag| dotted(tag)).chain(plain);
        let found = names.map(|name| path.with_file_name(name)).find(|path| path.is_file());
        return found.map(|path| (path, locale));
    }
    // `locales/de/menu.json` beside `locales/en/menu.json`.
    let parts: Vec<_> = path.iter().collect();
    let folders = parts.len() - 1;
    let (at, locale) = (0..folders).rev().take(4).find_map(|at| {
        let part = parts[at].to_str()?;
        Some((at, locale(part)?))
    })?;
    let found = SOURCES.iter().find_map(|source| {
        let swapped = parts
            .iter()
            .enumerate()
            .map(|(i, part)| if i == at { std::ffi::OsStr::new(source) } else { part });
        Some(swapped.collect::<PathBuf>()).filter(|path| path.is_file())
    });
    found.map(|path| (path, locale))
}

/// The locale that a name is, other than the source's: `de`, `pt-BR`, `zh_CN`.
fn locale(name: &str) -> Option<LocaleTag> {
    let tag = LocaleTag::parse(&name.replace('_', "-"))?;
    let language = tag.language();
    let known = super::path_locale::of(&Path::new(language).join("x")).is_some()
        || super::path_locale::of(Path::new(tag.as_str())).is_some();
    (known && language != "en").then_some(tag)
}

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
            "resx" => resx(text),
            "json" => json(text),
            _ => yaml(text),
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
        segments.push(Segment {
            id: source.key.clone(),
            line: last,
            source: source.text.clone(),
            target: at.map(|at| targets[at].text.clone()).unwrap_or_default(),
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
    let mut counted = super::Lines::new(text);
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

/// A text with its key; the keys of nested tables are joined by dots.
#[derive(Debug, PartialEq)]
struct Entry {
    key: String,
    text: String,
}

type Broken = (Option<u32>, String);

fn resx(text: &str) -> Result<Vec<Entry>, Broken> {
    let mut xml = Xml::new(text);
    let mut entries = Vec::new();
    let mut of = |xml: &mut Xml<'_>| -> Result<(), Fault> {
        loop {
            match xml.next()? {
                Event::Start(start) if start.local_name().as_ref() == b"data" => {
                    let key = attribute(&start, "name").unwrap_or_default();
                    // Images, icons and other objects name their type.
                    let object =
                        ["type", "mimetype"].iter().any(|a| attribute(&start, a).is_some());
                    let value = value(xml)?;
                    if !object {
                        entries.push(Entry { key, text: value });
                    }
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    };
    let done = of(&mut xml);
    done.map_err(|fault| {
        let input = Input { path: PathBuf::new(), name: String::new() };
        let problem = xml.problem(&fault, &input);
        (problem.line, problem.message)
    })?;
    Ok(entries)
}

/// The `<value>` of a `<data>`.
fn value(xml: &mut Xml<'_>) -> Result<String, Fault> {
    let mut text = String::new();
    loop {
        match xml.next()? {
            Event::Start(start) if start.local_name().as_ref() == b"value" => {
                text = xml.inline(&Data::default())?.text;
            }
            Event::Start(_) => xml.skip()?,
            Event::End(_) | Event::Eof => return Ok(text),
            _ => {}
        }
    }
}

fn json(text: &str) -> Result<Vec<Entry>, Broken> {
    let mut entries = Vec::new();
    let mut json = serde_json::Deserializer::from_str(text);
    Flat { key: String::new(), entries: &mut entries }
        .read(&mut json)
        .and_then(|()| json.end())
        .map_err(|e| (Some(e.line() as u32), format!("Column {}: {e}.", e.column())))?;
    Ok(entries)
}

fn yaml(text: &str) -> Result<Vec<Entry>, Broken> {
    let mut entries = Vec::new();
    let yaml = serde_yaml::Deserializer::from_str(text);
    Flat { key: String::new(), entries: &mut entries }.read(yaml).map_err(|e| {
        (e.location().map(|l| l.line() as u32), format!("The file is no valid YAML: {e}."))
    })?;
    // Tables that hold their own locale at the top: `de: {…}`.
    let top = |e: &Entry| e.key.split('.').next().map(str::to_owned);
    if let Some(first) = entries.first().and_then(top)
        && LocaleTag::parse(&first.replace('_', "-")).is_some()
        && entries.iter().all(|e| e.key.len() > first.len() + 1 && e.key.starts_with(&first))
    {
        for entry in &mut entries {
            entry.key.drain(..=first.len());
        }
    }
    Ok(entries)
}

/// Gathers the texts of a nested table, in its own order.
struct Flat<'e> {
    key: String,
    entries: &'e mut Vec<Entry>,
}

impl Flat<'_> {
    fn read<'de, D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }

    fn below(&mut self, name: &str) -> Flat<'_> {
        let key =
            if self.key.is_empty() { name.to_owned() } else { format!("{}.{name}", self.key) };
        Flat { key, entries: self.entries }
    }
}

impl<'de> serde::de::DeserializeSeed<'de> for Flat<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        self.read(from)
    }
}

impl<'de> Visitor<'de> for Flat<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a table of texts")
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.entries.push(Entry { key: self.key, text: text.to_owned() });
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Key>()? {
            map.next_value_seed(self.below(&key.0))?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<(), A::Error> {
        for at in 0_u32.. {
            if seq.next_element_seed(self.below(&at.to_string()))?.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_none<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// A key as it is written, be it a word, a number or a truth value.
struct Key(String);

impl<'de> serde::Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Key, D::Error> {
        struct Any;
        impl Visitor<'_> for Any {
            type Value = Key;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_str<E>(self, key: &str) -> Result<Key, E> {
                Ok(Key(key.to_owned()))
            }

            fn visit_bool<E>(self, key: bool) -> Result<Key, E> {
                Ok(Key(key.to_string()))
            }

            fn visit_i64<E>(self, key: i64) -> Result<Key, E> {
                Ok(Key(key.to_string()))
            }

            fn visit_u64<E>(self, key: u64) -> Result<Key, E> {
                Ok(Key(key.to_string()))
            }

            fn visit_f64<E>(self, key: f64) -> Result<Key, E> {
                Ok(Key(key.to_string()))
            }
        }
        from.deserialize_any(Any)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

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
