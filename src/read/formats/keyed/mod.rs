//! Tables of texts by keys, one file a locale: a localized one is read beside that of the source language. A format gives
//! the entries of a file; here they are paired.

mod original;
mod plurals;
mod write;

use rustc_hash::{FxHashMap, FxHashSet};

pub(in crate::read) use self::original::original_of;
use self::plurals::Plurals;
pub(super) use self::write::TargetWriter;
use crate::cldr::CldrLocale;
use crate::document::message::Families;
use crate::document::{Document, Input, Problem, ProblemKind, Segment, State};
use crate::locale::LocaleTag;
use crate::read::decode::Decoded;
use crate::read::formats::locale_of;
use crate::read::formats::problems::Problems;

/// How tables of a format are read.
pub(super) struct Kind {
    pub(super) decode: fn(Vec<u8>) -> Decoded,
    pub(super) parse: fn(&str) -> Table,
    /// Whether such files may hold data as well as texts of a program.
    pub(super) may_be_data: bool,
    /// How its texts write what the program fills in, as far as that is the format's.
    pub(super) families: Families,
}

/// The entries of a file, in its order, and what of it is broken.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Table {
    pub(super) entries: Vec<Entry>,
    /// With the line where it is known.
    pub(super) faults: Vec<(Option<u32>, String)>,
}

/// A text with its key.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Entry {
    pub(super) key: String,
    /// Which form of the message it is, where there are several: a plural category, or what a selector may be.
    pub(super) form: Option<String>,
    pub(super) text: String,
    /// From 1.
    pub(super) line: u32,
}

/// Reads a localized table beside that of the source language.
pub(super) fn read(
    bytes: Vec<u8>,
    input: &Input,
    asked: Option<&LocaleTag>,
    kind: &Kind,
) -> Result<Vec<Document>, Problem> {
    let fault = |kind, line, message| Problem { path: input.name.clone(), line, kind, message };
    let known = input.original().map(|path| (path.to_owned(), LocaleTag::default()));
    let Some((original, named)) = known.or_else(|| original_of(&input.path)) else {
        let message = "No table of the source language stands beside this one.".to_owned();
        return Err(fault(ProblemKind::NoSource, None, message));
    };
    let source = std::fs::read(&original).map_err(|e| {
        let message = format!("The table of the source language can't be read: {e}.");
        fault(ProblemKind::Unreadable, None, message)
    })?;
    let locale = if named.is_empty() { locale_of(None, input, asked) } else { named };
    let path = input.name.clone();
    let mut document = Document { path, locale, ..Document::default() };
    let is_copy = source == bytes;
    if is_copy && kind.may_be_data {
        document.problems.push(fault(ProblemKind::NotScored, None, SAME.to_owned()));
        return Ok(vec![document]);
    }
    let (source, target) = ((kind.decode)(source), (kind.decode)(bytes));
    let mut problems = Problems::new(&input.name);
    problems.invalid_utf8(target.invalid_line);
    let (sources, targets) = ((kind.parse)(&source.text), (kind.parse)(&target.text));
    if let Some((line, message)) = sources.faults.first() {
        let count = sources.faults.len();
        let line = line.map(|line| format!(" line {line}:")).unwrap_or_default();
        let name = original.file_name().unwrap_or_default().to_string_lossy();
        let message = format!(
            "The table of the source language, `{name}`, is broken in {count} places; the first is{line} {message}"
        );
        problems.add(None, ProblemKind::Malformed, message);
    }
    for (line, message) in targets.faults {
        if targets.entries.is_empty() {
            return Err(fault(ProblemKind::Malformed, line, message));
        }
        problems.add(line, ProblemKind::Malformed, message);
    }
    let any = |of: fn(&str) -> bool| sources.entries.iter().any(|entry| of(&entry.text));
    if kind.may_be_data && !sources.entries.is_empty() && !any(is_language) {
        problems.add(None, ProblemKind::NotScored, NO_LANGUAGE);
    } else {
        problems.locale_mismatch(&document.locale, asked);
        let locale = CldrLocale::of(document.locale.as_str());
        document.segments =
            pairs(&sources.entries, &targets.entries, locale.as_ref(), kind.families);
        if is_copy {
            document.segments.iter_mut().for_each(|s| s.state = State::Untranslated);
        }
    }
    document.problems = problems.found;
    Ok(vec![document])
}

const SAME: &str = "The file is the same byte for byte as that of the source language: it holds data, or nothing of it is translated yet.";
const NO_LANGUAGE: &str = "The file holds ids, addresses, numbers or dates, and no text.";

/// Pairs texts by their keys, in the order of the source; what only the target has comes last.
fn pairs(
    sources: &[Entry],
    targets: &[Entry],
    locale: Option<&CldrLocale>,
    families: Families,
) -> Vec<Segment> {
    let plurals = Plurals::of(sources, targets, locale);
    let by_key = by_key(targets);
    let mut segments = Vec::with_capacity(sources.len());
    let mut done: FxHashSet<&str> = FxHashSet::default();
    let mut last = 1;
    let sources_by_key = self::by_key(sources);
    for (at, source) in sources.iter().enumerate() {
        if let Some(message) = plurals.of_source(at) {
            if message.begins_with(at) {
                let pairs = message.segments(sources, targets, last, families);
                last = pairs.last().map_or(last, |pair| pair.line);
                segments.extend(pairs.into_iter().filter(|pair| is_text(&pair.source)));
            }
            continue;
        }
        if !done.insert(&source.key) {
            continue;
        }
        let forms = &sources_by_key[source.key.as_str()];
        let theirs = by_key.get(source.key.as_str()).map_or(&[][..], |forms| forms);
        if let Some(target) = theirs.first() {
            last = target.line;
        }
        for (source, target) in of_message(forms, theirs) {
            if !is_text(&source.text) {
                continue;
            }
            let text = target.map(|target| target.text.clone()).unwrap_or_default();
            segments.push(Segment {
                id: id(&source.key, target.unwrap_or(source).form.as_deref()),
                line: target.map_or(last, |target| target.line),
                source: source.text.clone(),
                state: State::of_entry(&text),
                target: text,
                families,
                ..Segment::default()
            });
        }
    }
    for (at, target) in targets.iter().enumerate() {
        let is_known = sources_by_key.contains_key(target.key.as_str()) || plurals.has_target(at);
        if !is_known && is_text(&target.text) {
            segments.push(Segment {
                id: id(&target.key, target.form.as_deref()),
                line: target.line,
                target: target.text.clone(),
                ..Segment::default()
            });
        }
    }
    segments
}

/// The forms of each key: all of a message, else the first entry that has the key.
fn by_key(entries: &[Entry]) -> FxHashMap<&str, Vec<&Entry>> {
    let mut by_key: FxHashMap<&str, Vec<&Entry>> = FxHashMap::default();
    for entry in entries {
        let forms = by_key.entry(&entry.key).or_default();
        if forms.is_empty() || entry.form.is_some() && forms.iter().all(|f| f.form != entry.form) {
            forms.push(entry);
        }
    }
    by_key
}

/// Pairs the forms of a message: each form of the target has the source's form of that name, or its most general one. A
/// form that only the source has is none that the locale lacks, for languages have forms of their own.
fn of_message<'e>(
    sources: &[&'e Entry],
    targets: &[&'e Entry],
) -> Vec<(&'e Entry, Option<&'e Entry>)> {
    if targets.is_empty() {
        return sources.iter().map(|source| (*source, None)).collect();
    }
    let general = sources.iter().find(|s| s.form.as_deref() == Some("other"));
    let pair = |target: &&'e Entry| {
        let same = sources.iter().find(|s| s.form == target.form);
        let source = same.or(general).or(sources.last());
        source.map(|source| (*source, Some(*target)))
    };
    targets.iter().filter_map(pair).collect()
}

fn id(key: &str, form: Option<&str>) -> String {
    form.map_or_else(|| key.to_owned(), |form| format!("{key}[{form}]"))
}

/// Whether a value is text rather than a path, an address, a colour or a number.
fn is_text(value: &str) -> bool {
    let one_word = !value.contains(char::is_whitespace);
    value.chars().any(char::is_alphabetic)
        && !(one_word && value.contains(['/', '\\', '_', '#', '@', '.']) && value.is_ascii())
}

/// Whether a value can be nothing but text: no id, hash or date either.
fn is_language(value: &str) -> bool {
    let one_word = !value.contains(char::is_whitespace);
    is_text(value)
        && !(one_word && value.is_ascii() && value.bytes().any(|b| b.is_ascii_digit() || b == b':'))
}

#[cfg(test)]
pub(super) mod tests {
    use std::fs;
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;
    use crate::read::formats::Format;
    use crate::read::formats::tests::Shared;
    use crate::read::{self, ReadOptions};

    /// Reads a file among others.
    pub(in crate::read::formats) fn document(
        files: &[(&str, &[u8])],
        read: &str,
    ) -> Result<Document, Problem> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("glossator-keyed-{}-{count}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        for (path, bytes) in files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        let input = Input::new(folder.join(read), read);
        let result = read::read(&input, &ReadOptions::default());
        fs::remove_dir_all(folder).unwrap();
        Ok(result?.remove(0))
    }

    /// What a format reads of the entries that it wrote.
    pub(in crate::read::formats) fn written_and_read(
        format: &Format,
        kind: &Kind,
        entries: &[(&str, &str)],
    ) -> Vec<(&'static str, &'static str)> {
        let segment = |(key, text): &(&str, &str)| Segment {
            id: (*key).to_owned(),
            target: (*text).to_owned(),
            ..Segment::default()
        };
        let segments = entries.iter().map(segment).collect();
        let file = Shared::default();
        let begin = format.write.as_ref().unwrap().begin;
        let mut writer = begin(Box::new(file.clone())).unwrap();
        writer.document(&Document { segments, ..Document::default() }).unwrap();
        assert_eq!(writer.finish().unwrap(), 0);
        let text = String::from_utf8(file.0.lock().unwrap().clone()).unwrap();
        let table = (kind.parse)(&text);
        assert_eq!(table.faults, []);
        let leaked = |text: String| &*text.leak();
        table.entries.into_iter().map(|e| (leaked(e.key), leaked(e.text))).collect()
    }

    /// Id, line, source and target of each pair.
    pub(in crate::read::formats) fn pairs(document: &Document) -> Vec<(&str, u32, &str, &str)> {
        document.segments.iter().map(|s| (&*s.id, s.line, &*s.source, &*s.target)).collect()
    }

    fn entry(key: &str, form: &str, text: &str) -> Entry {
        let form = (!form.is_empty()).then(|| form.to_owned());
        Entry { key: key.to_owned(), form, text: text.to_owned(), line: 1 }
    }

    #[test]
    fn forms_of_a_message_pair_with_the_form_of_their_name_or_the_general_one() {
        let sources = [
            entry("n", "one", "One file"),
            entry("n", "other", "%d files"),
            entry("m", "one", "One"),
            entry("m", "other", "Many"),
            entry("twice", "", "First"),
            entry("twice", "", "Second"),
        ];
        let targets = [
            entry("n", "one", "Jeden plik"),
            entry("n", "few", "%d pliki"),
            entry("n", "other", "%d pliku"),
            entry("more", "", "Tylko tu"),
        ];
        let found = super::pairs(&sources, &targets, None, Families::NONE);
        let found: Vec<_> =
            found.iter().map(|s| (&*s.id, &*s.source, &*s.target, s.is_untranslated())).collect();
        let expected = [
            ("n[one]", "One file", "Jeden plik", false),
            ("n[few]", "%d files", "%d pliki", false),
            ("n[other]", "%d files", "%d pliku", false),
            ("m[one]", "One", "", true),
            ("m[other]", "Many", "", true),
            ("twice", "First", "", true),
            ("more", "", "Tylko tu", false),
        ];
        assert_eq!(found, expected);
    }
}
