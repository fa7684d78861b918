//! Gettext PO catalogues, with contexts and plural forms. Those that are written have a locale each; path and id of a
//! pair are its context, so that none is merged with another.

mod plurals;
mod syntax;

use std::io::{self, Write};

use self::plurals::Plurals;
use self::syntax::{Entry, entries};
use crate::document::message::{self, PluralForm};
use crate::document::{Document, Input, Problem, ProblemKind, Segment, State};
use crate::hash;
use crate::locale::LocaleTag;
use crate::read::formats::cut::{Cut, Header};
use crate::read::formats::forms;
use crate::read::formats::problems::Problems;
use crate::read::formats::write::{PairWriter, Writer};
use crate::read::formats::{Format, extension, locale_of, stem};

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
    let mut plurals = None;
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
                plurals = Plurals::of(header);
                own = header.lines().any(|l| l.starts_with("X-Generator: glossator"));
            }
        } else {
            push(&entry, own, plurals.as_ref(), &mut document);
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

fn push(entry: &Entry, own: bool, plurals: Option<&Plurals>, document: &mut Document) {
    let id = entry.id.as_deref().unwrap_or_default();
    let context = entry.context.as_deref().unwrap_or_default();
    let key = if own {
        stem(context).into_owned()
    } else {
        format!("{:016x}", hash::texts(&[context, id]))
    };
    let missing = plurals.map(|plurals| missing(entry, plurals)).unwrap_or_default();
    for (form, text, line) in &entry.forms {
        if missing.contains(form) {
            continue;
        }
        let (source, name, plural) = match &entry.plural {
            None => (id, key.clone(), None),
            Some(plural) => {
                let (source, plural) = source_of(entry, id, plural, *form, plurals);
                (source, format!("{key}[{form}]"), Some(plural))
            }
        };
        document.segments.push(Segment {
            id: name,
            line: *line,
            source: source.to_owned(),
            target: text.clone(),
            state: state(entry, own, text),
            families: entry.families,
            form: plural,
            ..Segment::default()
        });
    }
    if let (Some(first), Some(plural)) = (missing.first(), &entry.plural) {
        let names: Vec<_> = missing.iter().map(|form| format!("msgstr[{form}]")).collect();
        let line = entry.forms.first().map_or(1, |(_, _, line)| *line);
        let (id, source) = (format!("{key}[{first}]"), plural.clone());
        document.segments.push(forms::missing_forms(id, line, source, names.join(", ")));
    }
}

/// The forms that an entry lacks although counts take them; none where nothing of it is translated.
fn missing(entry: &Entry, plurals: &Plurals) -> Vec<u32> {
    let given =
        |form: u32| entry.forms.iter().any(|(f, text, _)| *f == form && !text.trim().is_empty());
    let forms = || (0..).zip(&plurals.needed);
    if entry.plural.is_none() || entry.fuzzy || !forms().any(|(form, _)| given(form)) {
        return Vec::new();
    }
    forms().filter(|(form, needed)| **needed && !given(*form)).map(|(form, _)| form).collect()
}

/// The source of a form, and what is known of it. The singular is for one, or for none and one; without a header, it is
/// form 0, but in languages with one form for all counts.
fn source_of<'e>(
    entry: &Entry,
    singular: &'e str,
    plural: &'e str,
    form: u32,
    plurals: Option<&Plurals>,
) -> (&'e str, PluralForm) {
    let known = plurals.and_then(|p| p.counts.get(form as usize));
    let counts = known.cloned().unwrap_or_default();
    let takes_one = plurals.map_or(form == 0, |p| p.of_one == Some(form as usize));
    let for_one = match known {
        Some(counts) => message::is_singular(counts) && counts.contains(&1),
        None => form == 0 && entry.forms.len() > 1,
    };
    let (source, other) = if for_one { (singular, plural) } else { (plural, singular) };
    let (name, other_source) = (format!("msgstr[{form}]"), other.to_owned());
    (source, PluralForm { name, counts, takes_one, other_source, is_missing: false })
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
    fn forms_are_paired_by_the_counts_that_the_header_gives_them() {
        let header =
            |forms| format!("msgid \"\"\nmsgstr \"Language: ru\\nPlural-Forms: {forms}\\n\"\n\n");
        let slavic = header(
            "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
        );
        let entry = "#, c-format\nmsgid \"One file\"\nmsgid_plural \"%d files\"\nmsgstr[0] \"%d a\"\nmsgstr[1] \"\"\n";
        let document = read(&format!("{slavic}{entry}")).unwrap();
        let [first, missing] = &document.segments[..] else { panic!("{:?}", document.segments) };
        assert_eq!((first.source.as_str(), first.target.as_str()), ("%d files", "%d a"));
        assert!(first.families.has(message::Family::Printf));
        assert_eq!(first.form.as_ref().unwrap().other_source, "One file");
        let form = missing.form.as_ref().unwrap();
        assert_eq!((missing.target.as_str(), form.is_missing), ("", true));
        assert_eq!(form.name, "msgstr[1], msgstr[2]");
        let german = header("nplurals=2; plural=(n != 1);");
        let document = read(&format!("{german}{entry}")).unwrap();
        assert_eq!(document.segments[0].source, "One file");
        assert!(document.segments[0].form.as_ref().unwrap().is_singular());
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
