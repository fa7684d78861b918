//! Gettext PO catalogues, with contexts and plural forms. Those that are written have a locale each; path and id of a
//! pair are its context, so that none is merged with another.

mod syntax;

use std::io::{self, Write};

use self::syntax::{Entry, entries};
use crate::document::{Document, Input, Problem, ProblemKind, Segment, State};
use crate::hash;
use crate::locale::LocaleTag;
use crate::read::formats::cut::{Cut, Header};
use crate::read::formats::problems::Problems;
use crate::read::formats::write::{PairWriter, Writer};
use crate::read::formats::{Format, extension, locale_of};

/// Gettext catalogues.
pub(super) const FORMAT: Format = Format {
    id: "po",
    summary: "Gettext PO catalogues; fuzzy entries are untranslated, obsolete ones left out",
    extensions: &["po"],
    ambiguous_extensions: &[],
    sniff: |path, _| extension(path) == "po",
    read,
    cut: Some(Cut { header: Header::Behind(b"\n\n"), end: b"\n\n", quoted: false, footer: b"" }),
    write: Some(Writer {
        extension: "po",
        holds_locales: false,
        holds_sources: true,
        needs_locale: true,
        begin: |to| Ok(Box::new(Catalogue { to, begun: false, lost: 0 })),
    }),
};

fn read(
    bytes: Vec<u8>,
    input: &Input,
    asked: Option<&LocaleTag>,
) -> Result<Vec<Document>, Problem> {
    let charset = syntax::charset(&bytes);
    let (text, mut problems) = Problems::decode_as(bytes, charset.as_deref(), input);
    let mut document = Document { path: input.name.clone(), ..Document::default() };
    // Of a catalogue that this program wrote, contexts are paths and ids.
    let mut own = false;
    let (entries, faults) = entries(&text);
    for fault in faults {
        let message = format!("Column {}: {}", fault.column, fault.message);
        problems.add(fault.line, ProblemKind::Malformed, message);
    }
    if entries.is_empty()
        && let Some(at) = problems.found.iter().position(|p| p.kind == ProblemKind::Malformed)
    {
        return Err(problems.found.swap_remove(at));
    }
    for entry in entries {
        let id = entry.id.as_deref().unwrap_or_default();
        if id.is_empty() && entry.context.is_none() {
            if let Some((_, header, _)) = entry.forms.first() {
                document.locale = language(header).unwrap_or_default();
                own = header.lines().any(|l| l.starts_with("X-Generator: glossator"));
            }
        } else {
            push(&entry, own, &mut document);
        }
    }
    if document.locale.is_empty() {
        document.locale = locale_of(None, input, asked);
    }
    if !document.segments.is_empty() {
        problems.locale_mismatch(&document.locale, asked);
    }
    document.problems = problems.found;
    Ok(if own { by_path(document) } else { vec![document] })
}

/// The documents that were written into one catalogue.
fn by_path(mut catalogue: Document) -> Vec<Document> {
    let mut documents: Vec<Document> = Vec::new();
    for mut segment in std::mem::take(&mut catalogue.segments) {
        let context = std::mem::take(&mut segment.id);
        let (path, id) = context.rsplit_once('#').unwrap_or((&catalogue.path, &context));
        if documents.last().is_none_or(|d| d.path != path) {
            let (path, locale) = (path.to_owned(), catalogue.locale.clone());
            documents.push(Document { path, locale, ..Document::default() });
        }
        segment.id = id.replace("%23", "#").replace("%25", "%");
        if let Some(document) = documents.last_mut() {
            document.segments.push(segment);
        }
    }
    match documents.first_mut() {
        Some(first) => first.problems = catalogue.problems,
        None => documents.push(catalogue),
    }
    documents
}

/// The language that a catalogue's header names.
fn language(header: &str) -> Option<LocaleTag> {
    let line = header.lines().find_map(|l| l.strip_prefix("Language:"))?;
    // `sr@latin` and `de_DE.UTF-8` name a variant and an encoding behind the language.
    let tag = line.trim().split(['@', '.']).next()?.replace('_', "-");
    LocaleTag::parse(&tag)
}

/// Programs show the source of a fuzzy entry, as of an empty one. What this program wrote has the targets of its pages.
fn state(entry: &Entry, own: bool, target: &str) -> State {
    match (entry.fuzzy, own) {
        (true, _) => State::Untranslated,
        (false, true) => State::Translated,
        (false, false) => State::of_entry(target),
    }
}

fn push(entry: &Entry, own: bool, document: &mut Document) {
    let id = entry.id.as_deref().unwrap_or_default();
    let context = entry.context.as_deref().unwrap_or_default();
    let key =
        if own { context.to_owned() } else { format!("{:016x}", hash::texts(&[context, id])) };
    for (form, text, line) in &entry.forms {
        // Form 0 is the singular, except in languages that have one form for all numbers.
        let (source, name) = match &entry.plural {
            Some(plural) if *form > 0 || entry.forms.len() == 1 => {
                (plural.as_str(), format!("{key}[{form}]"))
            }
            Some(_) => (id, format!("{key}[{form}]")),
            None => (id, key.clone()),
        };
        document.segments.push(Segment {
            id: name,
            line: *line,
            source: source.to_owned(),
            target: text.clone(),
            state: state(entry, own, text),
            ..Segment::default()
        });
    }
}

/// Writes a catalogue.
struct Catalogue {
    to: Box<dyn Write + Send>,
    begun: bool,
    lost: u64,
}

impl Catalogue {
    fn string(&mut self, keyword: &str, text: &str) -> io::Result<()> {
        writeln!(self.to, "{keyword} \"{}\"", syntax::escaped(text, &mut self.lost))
    }
}

impl PairWriter for Catalogue {
    fn document(&mut self, document: &Document) -> io::Result<()> {
        if !self.begun {
            self.begun = true;
            let language = document.locale.as_str().replace('-', "_");
            self.string("msgid", "")?;
            self.string(
                "msgstr",
                &format!(
                    "MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n\
                     Language: {language}\nX-Generator: glossator {}\n",
                    env!("CARGO_PKG_VERSION")
                ),
            )?;
        }
        for segment in &document.segments {
            // White space in a place would be read as two places.
            let place = document.path.replace([' ', '\n'], "_");
            writeln!(self.to, "\n#: {place}:{}", segment.line)?;
            // The last `#` parts path and id.
            let id = segment.id.replace('%', "%25").replace('#', "%23");
            self.string("msgctxt", &format!("{}#{id}", document.path))?;
            self.string("msgid", &segment.source)?;
            self.string("msgstr", &segment.target)?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<u64> {
        self.to.flush()?;
        Ok(self.lost)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Document, Problem> {
        let input = Input::new("a.po", "a.po");
        let mut documents = (FORMAT.read)(text.as_bytes().to_vec(), &input, None)?;
        Ok(documents.remove(0))
    }

    const CATALOGUE: &str = r#"msgid ""
msgstr ""
"Language: de_DE\n"
"Content-Type: text/plain; charset=UTF-8\n"

#. a note
#: main.c:3
msgctxt "menu"
msgid "Open \"%s\""
msgstr ""
"„%s“ "
"öffnen"
msgid "One file"
msgid_plural "%d files"
msgstr[0] "Eine Datei"
msgstr[1] "%d Dateien"

#, c-format, fuzzy
#| msgid "Old"
msgid "New"
msgstr "Alt"
msgid "Last"
msgstr ""
#~ msgid "Gone"
#~ msgstr "Weg"
"#;

    #[test]
    fn contexts_plurals_fuzzy_and_obsolete() {
        let document = read(CATALOGUE).unwrap();
        assert_eq!(document.locale.as_str(), "de-DE");
        let pairs: Vec<_> = document
            .segments
            .iter()
            .map(|s| (s.line, s.source.as_str(), s.target.as_str(), s.is_untranslated()))
            .collect();
        assert_eq!(
            pairs,
            [
                (10, "Open \"%s\"", "„%s“ öffnen", false),
                (15, "One file", "Eine Datei", false),
                (16, "%d files", "%d Dateien", false),
                (21, "New", "Alt", true),
                (23, "Last", "", true),
            ]
        );
        assert_ne!(document.segments[1].id, document.segments[2].id);
        assert!(document.problems.is_empty());
    }

    #[test]
    fn a_broken_entry_costs_that_entry() {
        let text = "msgid \"\"\nmsgstr \"Language: de\\n\"\n\nmsgid \"One\"\nmsgstr \"Eins\"\n\n\
            msgctxt \"a\"\nmsgid \"Two\nmsgstr \"Zwei\"\n\nmsgid \"Three\"\nmsgstr \"Drei\nmsgid \"Four\"\nmsgstr \"Vier\"\n";
        let document = read(text).unwrap();
        let targets: Vec<_> = document.segments.iter().map(|s| (s.line, &*s.target)).collect();
        assert_eq!(targets, [(5, "Eins"), (14, "Vier")]);
        let lines: Vec<_> = document.problems.iter().map(|p| (p.kind, p.line)).collect();
        assert_eq!(lines, [(ProblemKind::Malformed, Some(8)), (ProblemKind::Malformed, Some(12))]);
    }

    #[test]
    fn a_catalogue_is_read_in_the_charset_that_its_header_names() {
        let input = Input::new("a.po", "a.po");
        let mut bytes = b"msgid \"\"\nmsgstr \"\"\n\"Language: uk\\n\"\n\"Content-Type: text/plain; charset=KOI8-U\\n\"\n\nmsgid \"Map\"\nmsgstr \"".to_vec();
        bytes.extend(b"\xeb\xc1\xd2\xd4\xc1\"\n");
        let documents = (FORMAT.read)(bytes, &input, None).unwrap();
        assert_eq!(documents[0].segments[0].target, "Карта");
        assert!(documents[0].problems.is_empty());
    }

    #[test]
    fn broken_catalogues_say_where() {
        for (text, line) in [
            ("msgid \"a\nmsgstr \"\"", 1),
            ("msgid \"a\"\nmsgster \"b\"", 2),
            ("\n\"b\"", 2),
            ("msgid \"a\" b", 1),
        ] {
            let problem = read(text).unwrap_err();
            assert_eq!(
                (problem.line, problem.kind),
                (Some(line), ProblemKind::Malformed),
                "{text}"
            );
        }
    }
}
