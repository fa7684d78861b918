//! Names of code that a machine put into words: what stands in no form in the target though no sentence has such a word.

use std::ops::Range;

use super::{CHECK, LOOKED_AT, NAMED, find_caseless};
use crate::checks::SegmentView;
use crate::checks::issue::Issue;
use crate::document::Origin;
use crate::mqm::{Confidence, Severity};
use crate::names::Damage;
use crate::text::words::{leading, stretches};
use crate::text::{ProtectedKind, Text};

/// Reports them, on a page that a machine translated: people say many a thing in other words.
pub(super) fn report(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    if view.page.origin() != Origin::Machine || view.gross_error.is_some() {
        return;
    }
    for (at, word) in view.source.words.iter().enumerate().take(LOOKED_AT) {
        let name = view.source.word(word);
        let kind = if is_numbered(name) {
            "is a name"
        } else if is_humped(name) && is_of_code(view, at) {
            "is a name of code"
        } else if is_capital(name) && is_in_sentence(view) && !is_in_row(view, at) {
            "is a name in capitals"
        } else {
            continue;
        };
        let is_told = issues.iter().any(|issue| issue.expected.as_deref() == Some(name));
        let is_damaged = |damage: &Damage| {
            damage.source.start < word.end as usize && (word.start as usize) < damage.source.end
        };
        let is_listed =
            view.names.in_source(&word.range()) || view.names.damage.iter().any(is_damaged);
        if is_listed || is_told || stands(view, name) {
            continue;
        }
        let message = format!("“{name}” {kind} and must stay exactly as in the source");
        let issue = Issue::new(&CHECK, message).expected(name).confidence(Confidence::Medium);
        let issue = issue.source(view.source.raw_range(word.range()));
        issues.push(Issue { target_span: run_together(view, name), ..issue });
    }
    recased(view, issues);
    values(view, issues);
    members(view, issues);
    placeholders(view, issues);
}

/// `port2`: two small letters or more and a number.
fn is_numbered(name: &str) -> bool {
    let letters = leading(name, |c| c.is_ascii_lowercase()).len();
    let digits = &name[letters..];
    letters >= 3 && (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}

/// `BoxLid`: words that begin with a capital each, written as one.
fn is_humped(name: &str) -> bool {
    let bytes = name.as_bytes();
    let humps = bytes.windows(2).filter(|w| w[0].is_ascii_lowercase() && w[1].is_ascii_uppercase());
    let words = name.split(|c: char| c.is_ascii_uppercase()).filter(|word| word.len() >= 2);
    name.is_ascii()
        && bytes.iter().all(u8::is_ascii_alphanumeric)
        && humps.count() >= 1
        && words.count() >= 2
        && name.len() >= 7
}

/// `VACUUM`: too long for an acronym.
fn is_capital(name: &str) -> bool {
    name.len() >= 6 && name.bytes().all(|b| b.is_ascii_uppercase()) && !STRESSED.contains(&name)
}

/// Words that a sentence stresses by capitals, and those by which specifications say what must be.
const STRESSED: &[&str] = &[
    "ALWAYS",
    "BEFORE",
    "CANNOT",
    "CAUTION",
    "DANGER",
    "DEPRECATED",
    "DISCLAIMER",
    "EITHER",
    "EXACTLY",
    "IMPORTANT",
    "NOTICE",
    "OPTIONAL",
    "PLEASE",
    "RECOMMENDED",
    "REQUIRED",
    "SHOULD",
    "WARNING",
    "WITHOUT",
];

/// Whether a source is a sentence in small letters, in which capitals say something.
fn is_in_sentence(view: &SegmentView<'_>) -> bool {
    let words = &view.source.words[..view.source.words.len().min(LOOKED_AT)];
    let small = words.iter().filter(|word| {
        let written = view.source.word(word);
        written.bytes().skip(1).all(|b| b.is_ascii_lowercase()) && written.len() > 1
    });
    small.count() * 2 > words.len()
}

/// Whether a word with humps is a name of code rather than that of a product: an option, alone in emphasis, or beside a
/// word that says what it is.
fn is_of_code(view: &SegmentView<'_>, at: usize) -> bool {
    let source = &view.source;
    let range = source.raw_range(source.words[at].range());
    let (before, behind) = (&source.raw[..range.start], &source.raw[range.end..]);
    let is_alone = ['*', '_'].iter().any(|m| before.ends_with(*m) && behind.starts_with(*m));
    let nouns = &view.source_locale.rules.class_nouns;
    let is_class = |at: Option<usize>| {
        let word = at.and_then(|at| source.words.get(at)).map_or("", |word| source.word(word));
        nouns.iter().any(|noun| noun == word.strip_suffix('s').unwrap_or(word))
    };
    is_alone
        || before.ends_with(" -")
        || before.ends_with("'-")
        || is_class(Some(at + 1))
        || is_class(at.checked_sub(1))
}

/// `Boxlid` for `BoxLid`: a name of words written as one in another case, also beside the right one.
fn recased(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    let humped = source.words.iter().take(LOOKED_AT).map(|word| source.word(word));
    for name in humped.filter(|name| is_humped(name)).take(NAMED) {
        for word in target.words.iter().take(LOOKED_AT) {
            let written = target.word(word);
            let is_told = view.names.damage.iter().any(|damage| damage.name == name);
            if !written.eq_ignore_ascii_case(name) || source.visible().contains(written) || is_told
            {
                continue;
            }
            let span = target.raw_range(word.range());
            // A sentence begins with a capital.
            let begins = written.get(1..) == name.get(1..);
            if !begins && !issues.iter().any(|issue| issue.touches(&span)) {
                let message = format!("“{name}” must stay exactly as in the source");
                let issue = Issue::new(&CHECK, message).target(span).expected(name);
                issues.push(issue.severity(Severity::Major).confidence(Confidence::Medium));
            }
        }
    }
}

/// Whether another word in capitals stands beside one: then they are a title.
fn is_in_row(view: &SegmentView<'_>, at: usize) -> bool {
    let source = &view.source;
    let is_loud = |at: Option<usize>| {
        let word = at.and_then(|at| source.words.get(at)).map_or("", |word| source.word(word));
        word.len() >= 2 && word.bytes().all(|b| b.is_ascii_uppercase())
    };
    is_loud(Some(at + 1)) || is_loud(at.checked_sub(1))
}

/// Whether a name stands in the target, in any case and with any marks in it.
fn stands(view: &SegmentView<'_>, name: &str) -> bool {
    find_caseless(view.target.raw, name).is_some()
}

/// Where its letters stand with blanks between them, in whatever case: `Box lid`.
fn run_together(view: &SegmentView<'_>, name: &str) -> Option<Range<usize>> {
    let target = &view.target;
    let words = &target.words[..target.words.len().min(LOOKED_AT)];
    words.windows(2).find_map(|two| {
        let [first, last] = two else { return None };
        let letters = [target.word(first), target.word(last)].concat();
        let range = first.start as usize..last.end as usize;
        letters.eq_ignore_ascii_case(name).then(|| target.raw_range(range))
    })
}

/// Marks around what a reader puts a value for.
const AROUND: &[(&str, &str)] = &[("<", ">"), ("&lt;", "&gt;")];
/// Bytes of such a word at most.
const LONGEST: usize = 40;

/// Segments and bytes of a page at most that is looked through for such a word.
const MOST_SEGMENTS: usize = 512;
const LONGEST_PAGE: usize = 1 << 17;

/// Words in angle brackets, with them.
fn in_brackets(text: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    for (open, close) in AROUND {
        for (at, _) in text.match_indices(open).take(NAMED) {
            let start = at + open.len();
            let word =
                leading(&text[start..], |c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' '));
            let end = start + word.len();
            if word.len() <= LONGEST
                && word.starts_with(char::is_alphabetic)
                && text[end..].starts_with(close)
            {
                all.push(at..end + close.len());
            }
        }
    }
    all
}

/// `<name>` as `<Name auf Deutsch>`: a word that the reader replaces, which the code of the page still has as it was.
fn placeholders(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (view.source.raw, view.target.raw);
    if !AROUND.iter().any(|(open, _)| source.contains(open))
        || view.page.segments().len() > MOST_SEGMENTS
        || view.page.text().len() > LONGEST_PAGE
    {
        return;
    }
    let is_code = |text: &Text<'_>, at: &Range<usize>| {
        text.raw[at.clone()].starts_with('&')
            || text.protected.iter().any(|p| {
                p.kind == ProtectedKind::Code && p.range.start <= at.start && at.end <= p.range.end
            })
    };
    let of_source: Vec<Range<usize>> =
        in_brackets(source).into_iter().filter(|at| is_code(&view.source, at)).collect();
    let mut others = in_brackets(target)
        .into_iter()
        .filter(|at| is_code(&view.target, at) && !source.contains(&target[at.clone()]));
    for at in of_source.into_iter().filter(|at| !target.contains(&source[at.clone()])) {
        let Some(other) = others.next() else { return };
        let name = source[at.clone()].trim_start_matches("&lt;").trim_end_matches("&gt;");
        let name = name.trim_matches(['<', '>']);
        let is_kept = AROUND.iter().any(|(open, close)| {
            let written = [open, name, close].concat();
            let times = |text: &str| text.matches(written.as_str()).count();
            // Sources stand on a page of pairs too.
            let of_sources = if view.page.original().is_some() {
                0
            } else {
                view.page.segments().iter().map(|segment| times(&segment.source)).sum()
            };
            times(view.page.text()) > of_sources
        });
        if is_kept && !issues.iter().any(|issue| issue.touches(&other)) {
            let message = format!("The page has “<{name}>” elsewhere: the reader looks for that");
            let issue = Issue::new(&CHECK, message).source(at.clone()).expected(&source[at]);
            issues.push(issue.target(other).confidence(Confidence::Medium));
        }
    }
}

/// `-Mode None`: an option with a value behind it, of which the target has the option and something else behind.
fn values(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (view.source.visible(), view.target.visible());
    if !source.contains(" -") {
        return;
    }
    let is_option = |word: &str| {
        let name = word.trim_start_matches('-');
        name.len() < word.len()
            && name.len() >= 3
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let all: Vec<&str> = stretches(source).take(LOOKED_AT).collect();
    for (at, two) in all.windows(2).enumerate().take(NAMED) {
        let (option, value) = (two[0], two[1].trim_end_matches(['.', ',', ':', ';', ')']));
        let is_followed = all.get(at + 2).is_some_and(|next| {
            let next = next.trim_end_matches(['.', ',', ':', ';', ')']);
            matches!(next, "option" | "parameter" | "flag" | "switch" | "argument")
        });
        let is_value = value.len() >= 3
            && value.bytes().all(|b| b.is_ascii_alphanumeric())
            && (is_followed || value.starts_with(|c: char| c.is_ascii_uppercase()));
        if !is_option(option) || !is_value || target.contains(value) {
            continue;
        }
        let Some(place) = target.find(&format!("{option} ")) else { continue };
        let start = place + option.len() + 1;
        let other = leading(&target[start..], char::is_alphanumeric);
        if other.chars().count() >= 2 {
            let message = format!("“{value}” is a value and must stay exactly as in the source");
            let issue = Issue::new(&CHECK, message).expected(value).confidence(Confidence::Medium);
            issues.push(issue.target(view.target_span(start..start + other.len())));
        }
    }
}

/// `[Flush](…/api/…-flush)`: the text of a link to the page of a part of a program, which bears its name.
fn members(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    for link in source.links.iter().filter(|link| !link.image).take(NAMED) {
        let name = source.slice(link.text.clone()).trim();
        let address = source.slice(link.target.clone());
        let is_name = name.len() >= 3
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'(' | b')'));
        let is_api = address.starts_with("xref:") || address.contains("/api/");
        let last = address.rsplit(['/', '.', '-', '#']).next().unwrap_or_default();
        let bare = name.split('(').next().unwrap_or_default();
        if !is_name || !is_api || !last.eq_ignore_ascii_case(bare) || target.raw.contains(name) {
            continue;
        }
        let mut same =
            target.links.iter().filter(|other| target.slice(other.target.clone()) == address);
        let (Some(other), None) = (same.next(), same.next()) else { continue };
        let span = other.text.clone();
        if !issues.iter().any(|issue| issue.touches(&span)) {
            let message = format!(
                "“{name}” is the name of what the link leads to and stays as in the source"
            );
            issues.push(Issue::new(&CHECK, message).target(span).expected(name));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Segment};
    use crate::locale::LocaleTag;
    use crate::names::Termbase;

    fn told(source: &str, target: &str) -> Vec<String> {
        let segment =
            Segment { source: source.to_owned(), target: target.to_owned(), ..Segment::default() };
        let locale = LocaleTag::parse("it-IT").unwrap();
        let text = format!("```\nopen <box-name>\n```\n{source}\n");
        let segments = vec![segment];
        let origin = Origin::Machine;
        let document = Document { locale, origin, segments, text, ..Document::default() };
        let view = SegmentView::new(&document, &document.segments[0], &Termbase::default());
        let mut issues = Vec::new();
        report(&view, &mut issues);
        issues.into_iter().filter_map(|issue| issue.expected).collect()
    }

    #[test]
    fn code_that_was_put_into_words_is_told() {
        for (source, target, wanted) in [
            ("Set it to *port2* here.", "Impostarlo su *porta2* qui.", "port2"),
            ("the BoxCover parameter", "il parametro coperchio", "BoxCover"),
            ("Do not run VACUUM while it loads.", "Non eseguire il vuoto durante.", "VACUUM"),
            ("Use -Mode None here.", "Usare -Mode Nessuna qui.", "None"),
            ("the -size none option", "l'opzione -size nessuna", "none"),
            ("See [Flush](/api/box-flush) now.", "Vedere [Scarica](/api/box-flush) ora.", "Flush"),
            ("Replace `<box-name>` now.", "Sostituire `<nome-scatola>` ora.", "<box-name>"),
        ] {
            assert_eq!(told(source, target), [wanted], "{target}");
        }
    }

    #[test]
    fn what_is_no_code_is_not_told() {
        for (source, target) in [
            ("It is IMPORTANT to read it all.", "È importante leggere tutto."),
            ("ENTER THE ADDRESS here please", "Immettere qui l'indirizzo"),
            ("the FastTab of it", "la scheda"),
            ("Use -Force to open it.", "Usare -Force per aprirlo."),
            ("See [Overview](overview.md).", "Vedere [Panoramica](overview.md)."),
            ("Replace `<lid-name>` now.", "Sostituire `<nome-coperchio>` ora."),
            ("Run the ipv4 test.", "Eseguire il test IPv4."),
        ] {
            assert_eq!(told(source, target), Vec::<String>::new(), "{source}");
        }
    }
}
