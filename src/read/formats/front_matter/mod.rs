//! Front matter: the YAML block at a page's beginning, flat lines on a fast path, all else through a YAML parser; or one in
//! TOML or JSON, as Hugo and Zola have it.
//!
//! The fast path is our own, for the block is a fifth of a page and nearly always flat: in a trial on 20,000 pages a scan
//! read 3,180 MB/s, `serde_yaml` 213, which would have been three quarters of the reading of a page.

mod json;
mod scalars;
mod toml;

use std::borrow::Cow;

use self::scalars::scalar;
pub(crate) use self::scalars::unescape;
use crate::document::{Located, Metadata};
use crate::read::formats::spans;

/// More than this is not handed to the YAML parser; the longest block seen in the field has 16 kB.
const LONGEST_PARSED: usize = 64 << 10;
/// More brackets open at once are not either: the parser's time grows with their square.
const DEEPEST_PARSED: usize = 64;

/// What a page says of itself, and where its body begins.
#[derive(Debug, Default)]
pub(crate) struct FrontMatter {
    /// The known keys and all others.
    pub(crate) metadata: Metadata,
    /// Who translated the page, as written (`ms.translationtype`).
    pub(crate) translation_type: Option<String>,
    /// The page's locale, as written (`ms.contentlocale`).
    pub(crate) content_locale: Option<String>,
    /// Byte where the body begins.
    pub(crate) body: usize,
    /// What is wrong with the block, and on which line.
    pub(crate) problem: Option<(u32, String)>,
}

/// Reads the block at the beginning of a page: YAML between lines `---`, TOML between lines `+++`, or an object of JSON;
/// nothing if there is none.
pub(crate) fn read(text: &str) -> FrontMatter {
    let mut front = FrontMatter::default();
    let Some(block) = block(text) else {
        if let Some(other) = toml::read(text).or_else(|| json::read(text)) {
            front.take(other);
        }
        return front;
    };
    let (mut entries, mut oddity) = flat_entries(block.inner);
    front.body = block.body;
    if !block.closed {
        front.problem = Some((1, "The front matter has no closing `---` line.".to_owned()));
    } else if oddity == Oddity::Pairs {
        let message = "A segment pair stands among the keys of the front matter, which then is no valid YAML.";
        front.problem = Some((2, message.to_owned()));
    } else if oddity != Oddity::None && is_parsable(block.inner) {
        match serde_yaml::from_str::<serde_yaml::Mapping>(block.inner) {
            Ok(mapping) => take_parsed(&mut entries, &mapping),
            Err(error) => {
                let line = error.location().map_or(1, |l| l.line()) as u32 + 1;
                let said = error.to_string();
                // The parser counts lines from the block's beginning.
                let said = said.split(" at line ").next().unwrap_or(&said);
                front.problem = Some((line, format!("The front matter is no valid YAML: {said}.")));
            }
        }
        oddity = Oddity::None;
    }
    if oddity == Oddity::Lines && front.problem.is_none() {
        front.problem =
            Some((2, "The front matter is too long or too deep to be parsed.".to_owned()));
    }
    if front.problem.is_some() {
        entries.iter_mut().for_each(Entry::take_raw);
    }
    front.put_all(entries);
    front
}

/// Reads what a YAML file says of itself: known keys at its top and under `metadata:`.
pub(crate) fn read_yaml_file(text: &str) -> FrontMatter {
    let mut front = FrontMatter::default();
    let mut in_metadata = false;
    for (number, line) in (1..).zip(text.lines()) {
        let inner = line.trim_start();
        let top = inner.len() == line.len();
        if top {
            in_metadata = inner.trim_end() == "metadata:";
        }
        let is_entry = top || in_metadata;
        if let Some(entry) = entry(inner, number).filter(|e| is_entry && is_known(e.key)) {
            front.put(entry);
        }
    }
    front
}

/// A block that is not in YAML.
struct Other<'t> {
    entries: Vec<Entry<'t>>,
    body: usize,
    problem: Option<(u32, String)>,
}

impl FrontMatter {
    fn take(&mut self, other: Other<'_>) {
        (self.body, self.problem) = (other.body, other.problem);
        self.put_all(other.entries);
    }

    fn put_all(&mut self, entries: Vec<Entry<'_>>) {
        for entry in entries {
            let (line, key) = (entry.line, entry.key);
            if !self.put(entry) && self.problem.is_none() {
                self.problem = Some((line, format!("The front matter gives `{key}` twice.")));
            }
        }
    }

    /// Keeps an entry; false if its key was there before, which then stays as it was.
    fn put(&mut self, entry: Entry<'_>) -> bool {
        let metadata = &mut self.metadata;
        let slot = match entry.key {
            "ms.translationtype" | "translationtype" => &mut self.translation_type,
            "ms.contentlocale" | "contentlocale" => &mut self.content_locale,
            "ms.openlocfilehash" | "openlocfilehash" => &mut metadata.file_hash,
            "ms.sourcegitcommit" | "sourcegitcommit" | "sourcecommit" | "sourceCommit"
            | "source-commit" => &mut metadata.source_commit,
            "ms.locfileid" | "locfileid" => &mut metadata.file_id,
            "ms.lasthandoff" | "lasthandoff" => &mut metadata.last_handoff,
            "title" | "description" => {
                let slot = if entry.key == "title" {
                    &mut metadata.title
                } else {
                    &mut metadata.description
                };
                let fresh = slot.is_none();
                if let Some(text) = entry.value.filter(|v| fresh && !v.is_empty()) {
                    let text = spans::targets_only(&text).into_owned();
                    *slot = Some(Located { text, line: entry.line });
                }
                return fresh;
            }
            "no-loc" => {
                let fresh = metadata.no_loc.is_empty();
                if fresh {
                    let single = entry.value.filter(|v| !v.is_empty()).map(Cow::into_owned);
                    metadata.no_loc = entry.items.into_iter().chain(single).collect();
                }
                return fresh;
            }
            key => {
                let Some(value) = entry.value.filter(|_| entry.items.is_empty()) else {
                    return true;
                };
                if metadata.other.contains_key(key) {
                    return false;
                }
                let value = spans::targets_only(&value).into_owned();
                metadata.other.insert(key.to_owned(), value);
                return true;
            }
        };
        let fresh = slot.is_none();
        if let Some(value) = entry.value.filter(|v| fresh && !v.is_empty()) {
            *slot = Some(value.into_owned());
        }
        fresh
    }
}

/// Whether the YAML parser reads a block in reasonable time.
fn is_parsable(inner: &str) -> bool {
    let mut depth = 0_usize;
    let deep = inner.bytes().any(|b| {
        match b {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > DEEPEST_PARSED
    });
    !deep && inner.len() <= LONGEST_PARSED
}

fn is_known(key: &str) -> bool {
    key.starts_with("ms.") || matches!(key, "title" | "description" | "translationtype")
}

struct Block<'t> {
    inner: &'t str,
    body: usize,
    closed: bool,
}

/// The front matter of a page; none if its first line is not `---`.
fn block(text: &str) -> Option<Block<'_>> {
    let first = text.lines().next().filter(|l| l.trim_ascii_end() == "---")?;
    let start = memchr::memchr(b'\n', text.as_bytes()).map_or(first.len(), |at| at + 1);
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let content = line.trim_ascii_end();
        if content == "---" || content == "..." {
            return Some(Block { inner: &text[start..at], body: at + line.len(), closed: true });
        }
        at += line.len();
    }
    // Without an end only the lines of a key and a value before the first of another kind are front matter.
    let mut end = start;
    for line in text[start..].split_inclusive('\n') {
        if entry(line.trim_ascii_end(), 0).is_none() && !line.starts_with([' ', '-', '#']) {
            break;
        }
        end += line.len();
    }
    (end > start).then_some(Block { inner: &text[start..end], body: end, closed: false })
}

/// A key with its value or its list.
struct Entry<'t> {
    key: &'t str,
    line: u32,
    /// All behind the colon.
    raw: &'t str,
    /// None if the value is no plain or simply quoted text on one line.
    value: Option<Cow<'t, str>>,
    items: Vec<String>,
}

impl Entry<'_> {
    /// Makes do with what stands on the line of the key, where the YAML parser fails.
    fn take_raw(&mut self) {
        let marks_block = self.raw.starts_with(['|', '>']);
        if self.value.is_some() || marks_block {
            return;
        }
        let list = self.raw.strip_prefix('[').and_then(|raw| raw.strip_suffix(']'));
        if let Some(list) = list {
            let items = list.split(',').filter_map(|item| scalar(item.trim_ascii()));
            self.items = items.filter(|i| !i.is_empty()).map(Cow::into_owned).collect();
        } else {
            let text = self.raw.trim_matches(['"', '\'']).trim_ascii();
            self.value = Some(Cow::Owned(text.to_owned()));
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Oddity {
    None,
    /// Lines that only the YAML parser can read.
    Lines,
    /// A pair stands where a key should be.
    Pairs,
}

/// Reads the lines of a block that are flat, and tells whether there are others.
fn flat_entries(inner: &str) -> (Vec<Entry<'_>>, Oddity) {
    let mut entries: Vec<Entry<'_>> = Vec::with_capacity(16);
    let mut oddity = Oddity::None;
    // The block's first line is the page's second.
    for (number, line) in (2..).zip(inner.split('\n')) {
        let line = line.trim_ascii_end();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(found) = entry(line, number) {
            if found.value.is_none() {
                oddity = oddity.or_lines();
            }
            entries.push(found);
            continue;
        }
        let item = line.trim_ascii_start().strip_prefix("- ").map(str::trim_ascii);
        let owner = entries.last_mut();
        match (item, owner) {
            (Some(item), Some(owner)) if owner.value.as_deref() == Some("") => {
                match scalar(item).filter(|_| !line.starts_with('\t')) {
                    Some(item) => owner.items.push(item.into_owned()),
                    None => oddity = oddity.or_lines(),
                }
            }
            (None, Some(owner)) if line.starts_with(' ') => {
                owner.value = None;
                oddity = oddity.or_lines();
            }
            _ if spans::occur_in(line.as_bytes()) => oddity = Oddity::Pairs,
            _ => oddity = oddity.or_lines(),
        }
    }
    (entries, oddity)
}

impl Oddity {
    fn or_lines(self) -> Oddity {
        if self == Oddity::None { Oddity::Lines } else { self }
    }
}

/// A line `key: value`; none if it is none.
fn entry(line: &str, number: u32) -> Option<Entry<'_>> {
    if !line.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut from = 0;
    let colon = loop {
        let at = from + memchr::memchr(b':', &line.as_bytes()[from..])?;
        // A colon ends the key only before a blank: `ms:assetid: 1`.
        if line[at + 1..].chars().next().is_none_or(|c| c == ' ' || c == '\t') {
            break at;
        }
        from = at + 1;
    };
    let key = &line[..colon];
    if key.bytes().any(|b| b"<>\"'{}[],".contains(&b)) {
        return None;
    }
    let raw = line[colon + 1..].trim_ascii();
    Some(Entry { key, line: number, raw, value: scalar(raw), items: Vec::new() })
}

/// Takes over what the YAML parser read of the entries that are not flat.
fn take_parsed(entries: &mut [Entry<'_>], mapping: &serde_yaml::Mapping) {
    for entry in entries {
        // What stands on one line is kept as written: the parser would make 1.1 of `1.10`.
        if entry.value.is_some() && entry.key != "no-loc" {
            continue;
        }
        match mapping.get(entry.key) {
            Some(serde_yaml::Value::Sequence(items)) => {
                entry.items = items.iter().filter_map(text_of).collect();
            }
            // MDN's: what a translation was made from.
            Some(serde_yaml::Value::Mapping(inner)) if entry.key == "l10n" => {
                entry.key = "sourceCommit";
                entry.value = inner.get("sourceCommit").and_then(text_of).map(Cow::Owned);
            }
            Some(value) => entry.value = text_of(value).map(Cow::Owned),
            None => {}
        }
    }
}

fn text_of(value: &serde_yaml::Value) -> Option<String> {
    match value {
        serde_yaml::Value::String(text) => Some(text.clone()),
        serde_yaml::Value::Number(number) => Some(number.to_string()),
        serde_yaml::Value::Bool(yes) => Some(yes.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    /// Holds a reader of front matter to its page damaged at random: no panic, and places that are text.
    pub(super) fn survives_damage(page: &str, seed: u64) {
        for mutant in crate::read::mutants::mutants(page, 3000, seed) {
            let front = super::read(&mutant);
            assert!(mutant.is_char_boundary(front.body));
            let mut places = crate::text::page::front_matter(&mutant).into_iter();
            assert!(places.all(|(k, v)| mutant.get(k).is_some() && mutant.get(v).is_some()));
        }
    }
}
