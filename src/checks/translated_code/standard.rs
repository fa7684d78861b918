//! Names that standards fix: time zones, media types, headers of HTTP; and names with a number.

use std::ops::Range;

use super::{CHECK, LOOKED_AT, NAMED, find_caseless};
use crate::checks::SegmentView;
use crate::checks::issue::Issue;
use crate::document::Origin;
use crate::mqm::Confidence;
use crate::text::Text;
use crate::text::words::{leading, stretches, trailing};

/// Reports those that the target does not have as they are.
pub(super) fn report(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    if view.source.raw.contains('/') {
        for region in ZONES {
            slashed(view, region, is_city, "names a time zone", issues);
        }
        for (kind, subtypes) in MEDIA {
            let is_known = |subtype: &str| subtypes.contains(&subtype);
            slashed(view, kind, is_known, "is a type of media", issues);
        }
    }
    if view.page.origin() == Origin::Machine {
        headers(view, issues);
        numbered(view, issues);
    }
}

/// Regions by which the tz database names its time zones.
const ZONES: &[&str] = &[
    "Africa/",
    "America/",
    "Antarctica/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Etc/",
    "Europe/",
    "Indian/",
    "Pacific/",
];

fn is_city(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
}

/// Types of media that IANA has registered; with the subtypes that are commonest.
const MEDIA: &[(&str, &[&str])] = &[
    (
        "application/",
        &["javascript", "json", "octet-stream", "pdf", "x-www-form-urlencoded", "xml", "zip"],
    ),
    ("multipart/", &["alternative", "form-data", "mixed", "related"]),
    ("audio/", &["mpeg", "mp4", "ogg", "wav", "webm"]),
    ("image/", &["bmp", "gif", "jpeg", "png", "svg+xml", "tiff", "webp"]),
    ("text/", &["css", "csv", "html", "javascript", "markdown", "plain", "xml"]),
    ("video/", &["mp4", "mpeg", "ogg", "webm"]),
];

/// Names that begin with a word and its slash (`Europe/`), and go on with one that `is_name` knows.
fn slashed(
    view: &SegmentView<'_>,
    begins: &str,
    is_name: impl Fn(&str) -> bool,
    says: &str,
    issues: &mut Vec<Issue>,
) {
    let (source, target) = (&view.source, &view.target);
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '/' | '+' | '-' | '.');
    for (at, _) in source.raw.match_indices(begins).take(NAMED) {
        let name = leading(&source.raw[at..], is_part).trim_end_matches(['-', '/', '.', '+']);
        let rest = name.get(begins.len()..).unwrap_or_default();
        let is_whole = !source.raw[..at].ends_with(|c: char| is_part(c) || c == '`');
        let is_path = rest.contains('/') && !ZONES.contains(&begins);
        if !is_whole || is_path || rest.len() < 3 || !is_name(rest) || target.raw.contains(name) {
            continue;
        }
        let place = find_caseless(target.raw, name);
        let place = place.or_else(|| beside_slash(source, target));
        let message = format!("“{name}” {says} and must stay exactly as in the source");
        let issue = Issue::new(&CHECK, message).source(at..at + name.len()).expected(name);
        let is_there = place.is_some();
        if !is_there && view.page.origin() != Origin::Machine {
            continue;
        }
        let issue = if is_there { issue } else { issue.confidence(Confidence::Medium) };
        issues.push(Issue { target_span: place, ..issue });
    }
}

/// Two words with capitals and a slash between, which the source does not have.
fn beside_slash(source: &Text<'_>, target: &Text<'_>) -> Option<Range<usize>> {
    target.raw.match_indices('/').take(NAMED).find_map(|(at, _)| {
        let before = trailing(&target.raw[..at], char::is_alphabetic);
        let behind = leading(&target.raw[at + 1..], char::is_alphabetic);
        let span = at - before.len()..at + 1 + behind.len();
        let is_name = |part: &str| part.starts_with(char::is_uppercase);
        let is_own = || !source.raw.contains(&target.raw[span.clone()]);
        (is_name(before) && is_name(behind) && is_own()).then(|| span.clone())
    })
}

/// `the Retry-After header`: words with capitals that hyphens join, where the source says that they are a header.
fn headers(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let source = view.source.visible();
    if !source.contains(" header") {
        return;
    }
    for name in stretches(source).filter(|name| is_header(name)).take(NAMED) {
        let at = name.as_ptr() as usize - source.as_ptr() as usize;
        let is_told = source[at + name.len()..].starts_with(" header");
        if !is_told || view.target.raw.contains(name) {
            continue;
        }
        let place = find_caseless(view.target.raw, name);
        let message = format!("“{name}” is a header and must stay exactly as in the source");
        let issue = Issue::new(&CHECK, message).expected(name).confidence(Confidence::Medium);
        let issue = issue.source(view.source_span(at..at + name.len()));
        issues.push(Issue { target_span: place, ..issue });
    }
}

fn is_header(name: &str) -> bool {
    let is_part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_uppercase())
            && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    name.contains('-') && name.split('-').all(is_part)
}

/// `Archive01`: a word with a number that begins with a zero.
fn numbered(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    let number = |word: &str| {
        let letters = leading(word, |c| c.is_ascii_alphabetic()).len();
        let digits = &word[letters..];
        let is_capital = letters == 2 && word.bytes().take(2).all(|b| b.is_ascii_uppercase());
        let is_one = (letters >= 3 || is_capital) && digits.len() >= 2 && digits.starts_with('0');
        (is_one && digits.bytes().all(|b| b.is_ascii_digit())).then_some(letters)
    };
    for word in source.words.iter().take(LOOKED_AT) {
        let name = source.word(word);
        let Some(letters) = number(name).or_else(|| catalogued(name)) else { continue };
        if target.raw.contains(name) {
            continue;
        }
        let is_other =
            |given: &str| given.ends_with(&name[letters..]) && !source.raw.contains(given);
        let other = target.words.iter().take(LOOKED_AT).find(|w| is_other(target.word(w)));
        let other =
            other.map(|w| target.raw_range(w.range())).or_else(|| find_spaced(target.raw, name));
        let message = format!("“{name}” is a name and must stay exactly as in the source");
        let issue =
            Issue::new(&CHECK, message).source(source.raw_range(word.range())).expected(name);
        let issue = issue.confidence(Confidence::Medium);
        issues.push(Issue { target_span: other, ..issue });
    }
}

/// `CVE-2021-28550`: letters in capitals and numbers, joined by hyphens; how many letters there are.
fn catalogued(name: &str) -> Option<usize> {
    let (letters, numbers) = name.split_once('-')?;
    let is_number = |part: &str| part.len() >= 3 && part.bytes().all(|b| b.is_ascii_digit());
    let is_one = (2..=6).contains(&letters.len())
        && letters.bytes().all(|b| b.is_ascii_uppercase())
        && numbers.split('-').all(is_number);
    is_one.then_some(letters.len())
}

/// Such a name with a blank for a hyphen.
fn find_spaced(text: &str, name: &str) -> Option<Range<usize>> {
    name.match_indices('-').find_map(|(at, _)| {
        let spaced = format!("{} {}", &name[..at], &name[at + 1..]);
        text.find(&spaced).map(|start| start..start + spaced.len())
    })
}

#[cfg(test)]
mod tests {
    use super::super::values;
    use super::*;
    use crate::document::{Document, Segment};
    use crate::locale::LocaleTag;
    use crate::names::Termbase;

    fn told(source: &str, target: &str) -> Vec<(String, Option<String>)> {
        let segment =
            Segment { source: source.to_owned(), target: target.to_owned(), ..Segment::default() };
        let locale = LocaleTag::parse("es-ES").unwrap();
        let origin = Origin::Machine;
        let document = Document { locale, origin, segments: vec![segment], ..Document::default() };
        let view = SegmentView::new(&document, &document.segments[0], &Termbase::default());
        let mut issues = Vec::new();
        report(&view, &mut issues);
        values::report(&view, &mut issues);
        let place = |issue: &Issue| issue.target_span.clone().map(|span| target[span].to_owned());
        issues.iter().map(|i| (i.expected.clone().unwrap_or_default(), place(i))).collect()
    }

    #[test]
    fn names_of_standards_stay_as_they_are() {
        let of = |name: &str, place: &str| vec![(name.to_owned(), Some(place.to_owned()))];
        let lost = |name: &str| vec![(name.to_owned(), None)];
        assert_eq!(
            told("For example Europe/Warsaw.", "Por ejemplo Europa/Varsovia."),
            of("Europe/Warsaw", "Europa/Varsovia")
        );
        assert_eq!(
            told("Send application/json.", "Envíe Application/JSON."),
            of("application/json", "Application/JSON")
        );
        assert_eq!(
            told("the Retry-After header", "el encabezado de reintento"),
            lost("Retry-After")
        );
        assert_eq!(
            told("the volume Archive01", "el volumen Archivo01"),
            of("Archive01", "Archivo01")
        );
        assert_eq!(told("the ORDER BY clause", "la cláusula ORDER by"), of("ORDER BY", "ORDER by"));
        assert_eq!(told("It is NULL.", "Es NULO."), of("NULL", "NULO"));
        assert_eq!(told("the COPY command", "el comando de copia"), lost("COPY"));
        assert_eq!(
            told("Values are Thin, Thick, and Auto.", "Los valores son Thin, grueso y Auto."),
            lost("Thick")
        );
        assert_eq!(told("Set keepAll to true.", "Establezca keepAll en verdadero."), lost("true"));
        assert_eq!(
            told("See acme-sdk-for-net.", "Vea Acme-SDK-for-net."),
            of("acme-sdk-for-net", "Acme-SDK-for-net")
        );
    }

    #[test]
    fn what_is_no_such_name_is_not_told() {
        for (source, target) in [
            ("Play the audio/video file.", "Reproduzca el archivo de audio o vídeo."),
            ("See docs/Europe/map.", "Consulte los documentos."),
            ("the Follow-Up Boss", "el jefe"),
            ("Sign in to Server2019.", "Inicie sesión en el servidor."),
            ("It is NULL.", "Es nulo."),
            ("DO NOT do it.", "No lo haga."),
            ("The values are Red, Green, and Blue.", "Los valores son rojo, verde y azul."),
            ("It comes true.", "Se hace realidad."),
            ("an up-to-date page", "una página Actualizada"),
        ] {
            assert_eq!(told(source, target), [], "{source}");
        }
    }
}
