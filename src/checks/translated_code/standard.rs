//! Names that standards fix: time zones, media types, headers of HTTP, keywords of SQL; and names with a number.

use std::ops::Range;

use super::{CHECK, NAMED, find_caseless};
use crate::checks::SegmentView;
use crate::checks::issue::Issue;
use crate::document::Origin;
use crate::mqm::Confidence;
use crate::text::words::{leading, stretches, trailing};
use crate::text::{Text, Word, WordKind};

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
        keywords(view, issues);
        values(view, issues);
        constants(view, issues);
        hyphenated(view, issues);
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
        let place = find_caseless(target.raw, name).map(|at| at..at + name.len());
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
        let place = find_caseless(view.target.raw, name).map(|at| at..at + name.len());
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
        let is_one = letters >= 3 && digits.len() >= 2 && digits.starts_with('0');
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

/// Words of a text that are looked at.
const LOOKED_AT: usize = 400;

/// What the source calls a word in capitals for it to be a keyword.
const KEYWORDS: &[&str] = &[
    "clause",
    "clauses",
    "command",
    "commands",
    "function",
    "functions",
    "keyword",
    "keywords",
    "operator",
    "operators",
    "statement",
    "statements",
    "structure",
    "structures",
];
/// Letters of a keyword at least that may be missing without another word in its place.
const LEAST_KEYWORD: usize = 4;
/// Constants that programs write in capitals.
const CONSTANTS: &[&str] = &["FALSE", "NULL", "TRUE"];

/// `the ORDER BY clause`, `NULL`: words in capitals that the target lacks, while it has others in capitals in their place, or
/// the same with small letters.
fn keywords(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    let is_capital = |text: &str| text.len() >= 2 && text.bytes().all(|b| b.is_ascii_uppercase());
    let mut at = 0;
    while at < source.words.len().min(LOOKED_AT) {
        let first = at;
        at += 1;
        if !is_capital(source.word(&source.words[first])) {
            continue;
        }
        let joined = |at: usize| {
            let end = source.words[at - 1].end as usize;
            source.visible().get(end..source.words[at].start as usize) == Some(" ")
        };
        while source.words.get(at).is_some_and(|w| is_capital(source.word(w))) && joined(at) {
            at += 1;
        }
        let range = source.words[first].start as usize..source.words[at - 1].end as usize;
        let name = &source.visible()[range.clone()];
        let is_called = source.words.get(at).is_some_and(|w| KEYWORDS.contains(&source.word(w)));
        let is_keyword = is_called && joined(at) || CONSTANTS.contains(&name) || at - first == 2;
        if !is_keyword || target.visible().contains(name) {
            continue;
        }
        let same = find_caseless(target.visible(), name);
        let place = same.map(|start| start..start + name.len());
        let is_foreign = |given: &str| {
            given.chars().count() >= 3
                && given.chars().all(char::is_uppercase)
                && !source.visible().contains(given)
        };
        let mut others = target
            .words
            .iter()
            .take(LOOKED_AT)
            .filter(|w| w.kind == WordKind::Plain && is_foreign(target.word(w)));
        let other = others.next().filter(|_| at - first == 1 && others.next().is_none());
        let is_lost =
            is_called && place.is_none() && other.is_none() && name.len() >= LEAST_KEYWORD;
        if is_lost {
            let message = format!("“{name}” is a keyword and must stay exactly as in the source");
            let issue = Issue::new(&CHECK, message).source(view.source_span(range)).expected(name);
            issues.push(issue.confidence(Confidence::Medium));
            continue;
        }
        // Only where the case alone differs, two words need no more to tell that they are code.
        let Some(place) = place.or_else(|| other.map(Word::range)) else { continue };
        let message = format!("“{name}” is a keyword and must stay exactly as in the source");
        let issue = Issue::new(&CHECK, message).source(view.source_span(range)).expected(name);
        issues.push(issue.target(view.target_span(place)).confidence(Confidence::Medium));
    }
}

/// Values that a list names, at least.
const LEAST_VALUES: usize = 3;

/// `Thin, Thick, and Auto`: single words with capitals of which the target keeps some and not all. They are values, or names:
/// either all are translated or none.
fn values(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    let visible = source.visible();
    let is_value = |word: &Word| {
        let written = source.word(word);
        word.kind != WordKind::Number
            && written.len() >= 3
            && written.starts_with(|c: char| c.is_ascii_uppercase())
            && written.bytes().all(|b| b.is_ascii_alphanumeric())
            && !source.is_emphasised(word.range())
    };
    let joint =
        |a: &Word, b: &Word| matches!(visible.get(a.end as usize..b.start as usize), Some(", "));
    let words = &source.words[..source.words.len().min(LOOKED_AT)];
    let mut at = 0;
    while at < words.len() {
        let first = at;
        at += 1;
        // Only behind what announces values: `are`, `is`, `:`.
        let before = visible[..words[first].start as usize].trim_end();
        let announced =
            before.ends_with(':') || before.ends_with(" are") || before.ends_with(" is");
        if !announced || !is_value(&words[first]) {
            continue;
        }
        let mut all = vec![&words[first]];
        while let [next, rest @ ..] = &words[at..]
            && joint(words.get(at - 1).unwrap_or(next), next)
        {
            // `, and Auto`
            let is_last = matches!(source.word(next), "and" | "or");
            let value = if is_last { rest.first() } else { Some(next) };
            let Some(value) = value.filter(|value| is_value(value)) else { break };
            all.push(value);
            at += if is_last { 2 } else { 1 };
            if is_last {
                break;
            }
        }
        let has = |word: &&&Word| target.words.iter().any(|w| target.word(w) == source.word(word));
        let kept = all.iter().filter(has).count();
        if all.len() < LEAST_VALUES || kept == 0 || kept == all.len() {
            continue;
        }
        for word in all.iter().filter(|word| !has(word)) {
            let name = source.word(word);
            let message = format!(
                "“{name}” is one of several values, of which others are kept: write it as in the source"
            );
            let issue =
                Issue::new(&CHECK, message).source(source.raw_range(word.range())).expected(name);
            issues.push(issue.confidence(Confidence::Medium));
        }
    }
}

/// `Set keepAll to true`: a constant behind the name of code that is set to it.
fn constants(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    let has_code = source.words.iter().any(|word| word.kind == WordKind::Identifier);
    if !has_code {
        return;
    }
    for constant in ["true", "false", "null"] {
        let set = format!(" to {constant}");
        let Some(at) = source.visible().find(&set) else { continue };
        let start = at + " to ".len();
        let is_whole =
            !source.visible()[start + constant.len()..].starts_with(char::is_alphanumeric);
        let is_kept = target.raw.to_lowercase().contains(constant);
        if is_whole && !is_kept {
            let message =
                format!("“{constant}” is a constant and must stay exactly as in the source");
            let issue =
                Issue::new(&CHECK, message).expected(constant).confidence(Confidence::Medium);
            issues.push(issue.source(view.source_span(start..start + constant.len())));
        }
    }
}

/// `sdk-for-net` in another case: three small words and more that hyphens join, as no sentence has them.
fn hyphenated(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (view.source.visible(), view.target.visible());
    let is_name = |word: &str| {
        word.matches('-').count() >= 2
            && word.split('-').all(|part| {
                part.len() >= 2
                    && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            })
    };
    for name in stretches(source)
        .map(|word| word.trim_end_matches(['.', ',', ':', ';', ')']))
        .filter(|w| is_name(w))
        .take(NAMED)
    {
        if target.contains(name) {
            continue;
        }
        let Some(start) = find_caseless(target, name) else { continue };
        let written = &target[start..start + name.len()];
        // A heading has capitals throughout, a sentence one at its start.
        let begins = written.get(1..) == name.get(1..);
        if !begins {
            let message = format!("“{name}” must stay exactly as in the source");
            let issue = Issue::new(&CHECK, message).expected(name).confidence(Confidence::Medium);
            issues.push(issue.target(view.target_span(start..start + name.len())));
        }
    }
}

#[cfg(test)]
mod tests {
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
            told("See sdk-for-net here.", "Vea SDK-for-net aquí."),
            of("sdk-for-net", "SDK-for-net")
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
