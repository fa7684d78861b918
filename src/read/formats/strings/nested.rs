//! Tables in JSON and YAML, nested or not, in their own order.

use std::fmt;

use rustc_hash::FxHashSet;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::locale::LocaleTag;
use crate::read::formats::keyed::{Entry, Table};
use crate::read::formats::{Lines, stem};

/// What is wrong with a text, and on which line as far as that is told.
type Fault = (Option<u32>, String);

/// The texts of a JSON file, without the notes for translators that stand beside them.
pub(super) fn json_table(text: &str) -> Table {
    let mut table = json(text);
    drop_notes(&mut table.entries);
    table
}

/// All texts of a JSON file; the keys of nested tables are joined by dots.
pub(in crate::read::formats) fn json(text: &str) -> Table {
    without_broken_lines(text, |text, entries| {
        let mut json = serde_json::Deserializer::from_str(text);
        let read = Flat { key: String::new(), entries }.read(&mut json).and_then(|()| json.end());
        read.map_err(|e| (Some(e.line() as u32), format!("Column {}: {e}.", e.column())))
    })
}

pub(super) fn yaml(text: &str) -> Table {
    let mut table = without_broken_lines(text, |text, entries| {
        let yaml = serde_yaml::Deserializer::from_str(text);
        let read = Flat { key: String::new(), entries }.read(yaml);
        read.map_err(|e| {
            let line = e.location().map(|l| l.line() as u32);
            (line, format!("The file is no valid YAML: {e}."))
        })
    });
    // Tables that hold their own locale at the top: `de: {…}`.
    let entries = &mut table.entries;
    let top = |e: &Entry| e.key.split('.').next().map(str::to_owned);
    if let Some(first) = entries.first().and_then(top)
        && LocaleTag::parse(&first.replace('_', "-")).is_some()
        && entries.iter().all(|e| e.key.len() > first.len() + 1 && e.key.starts_with(&first))
    {
        for entry in entries {
            entry.key.drain(..=first.len());
        }
    }
    table
}

/// So many broken lines are left out; a file with more is read up to there.
const MOST: usize = 20;

/// Reads a text by a function; where that finds a fault, without the line of the fault, as long as this leads further.
fn without_broken_lines(
    text: &str,
    read: impl Fn(&str, &mut Vec<Entry>) -> Result<(), Fault>,
) -> Table {
    let mut kept = text.to_owned();
    let mut table = Table::default();
    // Faults that reading went on behind, but without a gain as yet.
    let mut pending: Vec<Fault> = Vec::new();
    loop {
        let mut entries = Vec::new();
        let result = read(&kept, &mut entries);
        locate(&mut entries, text);
        // What stands before the fault on its line is cut off as a rule.
        if let (Err((Some(line), _)), Some(last)) = (&result, entries.last())
            && last.line == *line
        {
            entries.pop();
        }
        if result.is_ok() || entries.len() > table.entries.len() {
            table.entries = entries;
            table.faults.append(&mut pending);
        }
        let Err(fault) = result else { break };
        let last = pending.last().or(table.faults.last()).map_or(0, |(line, _)| line.unwrap_or(0));
        let further = fault.0.filter(|line| *line > last && table.faults.len() < MOST);
        pending.push(fault);
        if !further.is_some_and(|line| repair(&mut kept, line)) {
            break;
        }
    }
    // Behind a fault that nothing could be read beyond, others are its consequences.
    pending.truncate(1);
    table.faults.append(&mut pending);
    table
}

/// Takes what is broken out of a line, in place: a comma before a closing bracket, else the line. False if nothing is left.
fn repair(text: &mut String, line: u32) -> bool {
    let mut lines = text.split_inclusive('\n');
    let start: usize = lines.by_ref().take(line as usize - 1).map(str::len).sum();
    let whole = lines.next().unwrap_or_default();
    let content = whole.trim();
    let before = text[..start].trim_end();
    let range = if content.starts_with(['}', ']']) && before.ends_with(',') {
        before.len() - 1..before.len()
    } else {
        let from = start + whole.find(content).unwrap_or(0);
        from..from + content.len()
    };
    if range.is_empty() {
        return false;
    }
    text.replace_range(range.clone(), &" ".repeat(range.len()));
    true
}

/// Finds the line of each entry: where its last key stands behind that of the entry before.
fn locate(entries: &mut [Entry], text: &str) {
    let mut lines = Lines::new(text);
    let mut at = 0;
    for entry in entries {
        let name = entry.key.rsplit('.').next().unwrap_or(&entry.key);
        at = text[at..].find(name).map_or(at, |found| at + found);
        entry.line = lines.of(at);
    }
}

/// Drops the notes of tables whose every message is an object with its text in `message` or `defaultMessage`, and what is
/// said of it for translators beside: `description`, `placeholders`.
fn drop_notes(entries: &mut Vec<Entry>) {
    const TEXTS: [&str; 2] = [".message", ".defaultMessage"];
    const NOTES: [&str; 3] = [".description", ".comment", ".context"];
    let message =
        |key: &str| TEXTS.iter().find_map(|text| Some(key.strip_suffix(text)?.to_owned()));
    let noted = |key: &str| match key.rsplit_once(".placeholders.") {
        Some((of, _)) => Some(of.to_owned()),
        None => NOTES.iter().find_map(|note| Some(key.strip_suffix(note)?.to_owned())),
    };
    let messages: FxHashSet<String> = entries.iter().filter_map(|e| message(&e.key)).collect();
    let is_note = |e: &Entry| noted(&e.key).is_some_and(|of| messages.contains(&of));
    if entries.iter().all(|e| message(&e.key).is_some() || is_note(e)) {
        entries.retain(|e| !is_note(e));
    }
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
        let above = stem(&self.key);
        let key = if above.is_empty() { name.to_owned() } else { format!("{above}.{name}") };
        Flat { key, entries: self.entries }
    }
}

impl<'de> DeserializeSeed<'de> for Flat<'_> {
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
        self.entries.push(Entry { key: self.key, text: text.to_owned(), ..Entry::default() });
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
