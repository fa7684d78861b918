//! Qt's `.ts`: messages of a context beside their translations.

use quick_xml::events::{BytesStart, Event};

use crate::cldr::{CldrLocale, PluralCategory};
use crate::document::message::{Families, Family};
use crate::document::{Document, Input, Problem, Segment, State};
use crate::hash;
use crate::locale::LocaleTag;
use crate::read::formats::forms;
use crate::read::formats::problems::Problems;
use crate::read::formats::xml::{self, Fault, Xml, attribute};
use crate::read::formats::{Format, extension, locale_of, stem};

/// Qt's messages.
pub(super) const FORMAT: Format = Format {
    id: "qt-ts",
    summary: "Qt Linguist's `.ts`; unfinished messages are untranslated, vanished and obsolete ones left out",
    extensions: &[],
    // Video and TypeScript have the extension too.
    ambiguous_extensions: &["ts"],
    sniff: |path, bytes| {
        matches!(extension(path).as_str(), "ts" | "xml" | "")
            && xml::root(bytes).as_deref() == Some("TS")
    },
    read,
    cut: None,
    write: None,
};

fn read(
    bytes: Vec<u8>,
    input: &Input,
    asked: Option<&LocaleTag>,
) -> Result<Vec<Document>, Problem> {
    xml::read(bytes, input, asked, &["message"], documents)
}

fn documents(
    xml: &mut Xml<'_>,
    input: &Input,
    asked: Option<&LocaleTag>,
    problems: Problems<'_>,
) -> Result<Vec<Document>, Fault> {
    let mut document = Document { path: input.name.clone(), ..Document::default() };
    let mut context = String::new();
    let mut plurals = Vec::new();
    loop {
        match xml.next()? {
            Event::Start(start) => match start.local_name().as_ref() {
                "TS" => {
                    let named = attribute(&start, "language").map(|tag| tag.replace('_', "-"));
                    document.locale = locale_of(named.as_deref(), input, asked);
                }
                "name" => context = text(xml)?,
                "message" => {
                    let (locale, segments) = (&document.locale, &mut document.segments);
                    plurals.extend(message(xml, &start, &context, locale, segments)?);
                }
                "context" => context.clear(),
                _ => xml.skip()?,
            },
            Event::Eof => break,
            _ => {}
        }
    }
    add_missing(&mut document, &plurals);
    Ok(problems.hand_to(vec![document], asked))
}

/// A finished message with a number: its forms.
struct Plural {
    /// The segment of the first of them.
    first: usize,
    /// How many have a text; those follow each other.
    given: usize,
    /// Where a form without text would stand.
    empty: Option<usize>,
    /// How many there are, with text or without.
    forms: usize,
    /// The id of the message.
    key: String,
}

/// Adds a pair for what a message lacks: its empty forms, and those that others of the file have. How many a language has is
/// Qt's own count, which takes languages together that the CLDR parts and the other way round; so a count of the CLDR
/// holds only where the file has several forms and none of them is for two.
fn add_missing(document: &mut Document, plurals: &[Plural]) {
    let locale = CldrLocale::of(&document.locale);
    let needed: Vec<_> = locale.iter().flat_map(CldrLocale::needed_plurals).collect();
    let most = plurals.iter().map(|plural| plural.forms).max().unwrap_or(0);
    let is_known = most > 1 && !needed.contains(&PluralCategory::Two);
    let wanted = if is_known { most.max(needed.len()) } else { most };
    // The pairs are put between the others in one walk.
    let mut rest = std::mem::take(&mut document.segments).into_iter();
    let mut taken = 0;
    for plural in plurals {
        let missing = plural.empty.unwrap_or(plural.forms)..wanted.max(plural.forms);
        if missing.is_empty() {
            continue;
        }
        let at = plural.first + plural.given;
        document.segments.extend(rest.by_ref().take(at - taken));
        taken = at;
        let Some(last) = document.segments.last() else { continue };
        let name = |form: usize| match needed.get(form) {
            Some(category) if needed.len() == wanted => category.as_str().to_owned(),
            _ => format!("numerusform {}", form + 1),
        };
        let names: Vec<_> = missing.clone().map(name).collect();
        let id = format!("{}[{}]", plural.key, missing.start);
        let (line, source) = (last.line, last.source.clone());
        document.segments.push(forms::missing_forms(id, line, source, names.join(", ")));
    }
    document.segments.extend(rest);
}

/// Reads the message whose start was read last.
fn message(
    xml: &mut Xml<'_>,
    start: &BytesStart<'_>,
    context: &str,
    locale: &LocaleTag,
    segments: &mut Vec<Segment>,
) -> Result<Option<Plural>, Fault> {
    let mut id = attribute(start, "id");
    let has_number = attribute(start, "numerus").is_some_and(|numerus| numerus == "yes");
    let (mut source, mut comment, mut kind) = (String::new(), String::new(), String::new());
    let mut line = xml.line();
    let mut given: Vec<(u32, String)> = Vec::new();
    loop {
        match xml.next()? {
            Event::Start(start) => match start.local_name().as_ref() {
                "source" => source = text(xml)?,
                "comment" => comment = text(xml)?,
                "translation" => {
                    line = xml.line();
                    kind = attribute(&start, "type").unwrap_or_default();
                    given = translation(xml)?;
                }
                _ => xml.skip()?,
            },
            Event::Empty(start) if start.local_name().as_ref() == "translation" => {
                kind = attribute(&start, "type").unwrap_or_default();
            }
            Event::End(_) => break,
            _ => {}
        }
    }
    if matches!(kind.as_str(), "vanished" | "obsolete") {
        return Ok(None);
    }
    if given.is_empty() {
        given.push((line, String::new()));
    }
    let key = id.take().map(|id| stem(&id).into_owned());
    let key = key.unwrap_or_else(|| format!("{:016x}", hash::texts(&[context, &source, &comment])));
    let is_plural = given.len() > 1;
    // Qt has the forms of a language in the order of the CLDR, but for what takes fractions.
    let locale = if is_plural { CldrLocale::of(locale) } else { None };
    let needed: Vec<_> = locale.iter().flat_map(CldrLocale::needed_plurals).collect();
    let is_known = needed.len() == given.len();
    let is_done = kind != "unfinished" && given.iter().any(|(_, text)| !text.trim().is_empty());
    let plural = (has_number && is_done).then(|| {
        let empty = given.iter().position(|(_, text)| text.trim().is_empty());
        let with_text = given.iter().filter(|(_, text)| !text.trim().is_empty()).count();
        let (first, forms) = (segments.len(), given.len());
        Plural { first, given: with_text, empty, forms, key: key.clone() }
    });
    for (form, (line, target)) in given.into_iter().enumerate() {
        let state =
            if kind == "unfinished" { State::Untranslated } else { State::of_entry(&target) };
        if plural.is_some() && target.trim().is_empty() {
            continue;
        }
        let id = if is_plural { format!("{key}[{form}]") } else { key.clone() };
        let known = locale.as_ref().filter(|_| is_known).zip(needed.get(form));
        let number = known.map(|(locale, category)| {
            let counts = forms::counts(locale, *category);
            forms::form(*category, category.as_str().to_owned(), counts, String::new())
        });
        let (source, families) = (source.clone(), Families::of(Family::Qt));
        let text = Segment { id, line, source, target, state, ..Segment::default() };
        segments.push(Segment { families, form: number, ..text });
    }
    Ok(plural)
}

/// The forms of a translation, one where it has no number, with their lines.
fn translation(xml: &mut Xml<'_>) -> Result<Vec<(u32, String)>, Fault> {
    let mut whole = String::new();
    let mut forms = Vec::new();
    loop {
        let event = xml.next()?;
        match &event {
            Event::Start(start) if start.local_name().as_ref() == "numerusform" => {
                let line = xml.line();
                forms.push((line, text(xml)?));
            }
            Event::Start(start) => {
                push_byte(start, &mut whole);
                xml.skip()?;
            }
            Event::Empty(start) if start.local_name().as_ref() == "numerusform" => {
                forms.push((xml.line(), String::new()));
            }
            Event::Empty(start) => push_byte(start, &mut whole),
            Event::End(_) => break,
            other => xml.push_text(other, &mut whole),
        }
    }
    if forms.is_empty() {
        forms.push((xml.line(), whole));
    }
    Ok(forms)
}

/// The text of the element whose start was read last.
fn text(xml: &mut Xml<'_>) -> Result<String, Fault> {
    let mut text = String::new();
    loop {
        let event = xml.next()?;
        match &event {
            Event::Start(start) => {
                push_byte(start, &mut text);
                xml.skip()?;
            }
            Event::Empty(start) => push_byte(start, &mut text),
            Event::End(_) => return Ok(text),
            other => xml.push_text(other, &mut text),
        }
    }
}

/// A character that XML can't hold: `<byte value="x1b"/>`.
fn push_byte(start: &BytesStart<'_>, text: &mut String) {
    if start.local_name().as_ref() != "byte" {
        return;
    }
    let value = attribute(start, "value").unwrap_or_default();
    let code = match value.strip_prefix('x') {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => value.parse().ok(),
    };
    text.push(code.and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_that_a_message_lacks_are_one_pair() {
        let missing = |locale: &str, messages: &[&[&str]]| -> Vec<(String, String)> {
            let forms = |forms: &&[&str]| -> String {
                let forms = forms.iter().map(|f| format!("<numerusform>{f}</numerusform>"));
                let forms: String = forms.collect();
                format!(
                    "<message numerus=\"yes\" id=\"m\"><source>%n files</source><translation>{forms}</translation></message>"
                )
            };
            let messages: String = messages.iter().map(forms).collect();
            let text = format!("<TS language=\"{locale}\"><context>{messages}</context></TS>");
            let input = Input::new("a.ts", "a.ts");
            let documents = (FORMAT.read)(text.into_bytes(), &input, None).unwrap();
            let lacks =
                |s: &Segment| Some((s.id.clone(), s.form.clone().filter(|f| f.is_missing)?.name));
            documents[0].segments.iter().filter_map(lacks).collect()
        };
        let row = |id: &str, name: &str| (id.to_owned(), name.to_owned());
        assert_eq!(missing("ru", &[&["a", "b"]]), [row("m[2]", "many")]);
        assert_eq!(missing("de", &[&["a", "b"], &["a"]]), [row("m[1]", "other")]);
        assert_eq!(missing("pl", &[&["a", "", ""]]), [row("m[1]", "few, many")]);
        // Qt has one form in Turkish, two in Hebrew.
        assert_eq!(missing("tr", &[&["a"], &["b"]]), []);
        assert_eq!(missing("he", &[&["a", "b"]]), []);
        assert_eq!(missing("de", &[&["a", "b"]]), []);
    }

    #[test]
    fn numbers_types_and_contexts() {
        let text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE TS>\n<TS version=\"2.1\" language=\"de_AT\">\n<context><name>Main</name>\n\
            <message><location filename=\"a.cpp\" line=\"3\"/><source>&amp;Open<byte value=\"x9\"/></source><translation>Ö&amp;ffnen</translation></message>\n\
            <message numerus=\"yes\"><source>%n file(s)</source><translation><numerusform>%n Datei</numerusform><numerusform>%n Dateien</numerusform></translation></message>\n\
            <message><source>New</source><comment>menu</comment><translation type=\"unfinished\"></translation></message>\n\
            <message id=\"old\"><source>Old</source><translation type=\"vanished\">Alt</translation></message>\n\
            <message id=\"done\"><source>Done</source><translation/></message>\n</context></TS>";
        let input = Input::new("a.ts", "a.ts");
        assert!((FORMAT.sniff)(&input.path, text.as_bytes()));
        assert!(!(FORMAT.sniff)(&input.path, b"export const a = 1;"));
        let documents = (FORMAT.read)(text.as_bytes().to_vec(), &input, None).unwrap();
        let document = &documents[0];
        assert_eq!(document.locale.as_str(), "de-AT");
        let found: Vec<_> = document
            .segments
            .iter()
            .map(|s| (s.line, &*s.source, &*s.target, s.is_untranslated()))
            .collect();
        assert_eq!(
            found,
            [
                (5, "&Open\t", "Ö&ffnen", false),
                (6, "%n file(s)", "%n Datei", false),
                (6, "%n file(s)", "%n Dateien", false),
                (7, "New", "", true),
                (9, "Done", "", true),
            ]
        );
        assert_eq!(document.segments[4].id, "done");
    }
}
