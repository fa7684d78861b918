//! Names of code that a blank tears at one of their joints, signatures and variables that were translated.

use std::ops::Range;

use super::{CHECK, NAMED, holds};
use crate::checks::SegmentView;
use crate::checks::issue::Issue;
use crate::text::script::CharScript;
use crate::text::words::{self, stretches};
use crate::text::{Text, find_loose, head};

/// Marks that join the parts of a name, and that no blank follows there.
const JOINTS: &[char] = &[':', '.', '\\', '_'];

/// Reports them.
pub(super) fn report(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    joints(view, issues);
    endings(view, issues);
    signatures(view, issues);
    variables(view, issues);
}

/// `Box:: Lid`, `localhost: 80`, `HKR \ Lid`, `A。053`: names of the source with a blank beside a joint, or with a wide mark
/// for one.
fn joints(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    let names = stretches(source.visible()).map(|name| name.trim_matches(is_around));
    for name in names.filter(|name| is_joined(name)).take(NAMED) {
        if holds(target, name) {
            continue;
        }
        let Some(at) = find_loose(target.visible(), name) else { continue };
        let found = &target.visible()[at.clone()];
        // Where only the case is another, other rules tell.
        if !found.contains(|c: char| c.is_whitespace() || !c.is_ascii()) {
            continue;
        }
        let span = target.raw_range(at);
        if !issues.iter().any(|issue| issue.touches(&span)) {
            let message = format!("“{name}” is written as one: leave the blanks out");
            issues.push(Issue::new(&CHECK, message).target(span).expected(name));
        }
    }
}

/// Marks of the sentence around a name.
fn is_around(c: char) -> bool {
    !c.is_alphanumeric() && c != '_'
}

/// Whether a stretch is a name of several parts of two letters or digits and more, one of them with a letter.
fn is_joined(name: &str) -> bool {
    let is_part = |part: &str| {
        part.len() >= 2 && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let parts = name.split(JOINTS).filter(|part| !part.is_empty());
    name.contains(JOINTS)
        && parts.clone().count() >= 2
        && (parts.clone().all(is_part) && name.bytes().any(|b| b.is_ascii_alphabetic())
            || is_version(name))
}

/// `9.12.1`: three numbers and more.
fn is_version(name: &str) -> bool {
    let mut numbers = name.split('.');
    numbers.clone().count() >= 3
        && numbers.all(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

/// `. cer` for `.cer`: the ending of files of a kind, torn from its full stop.
fn endings(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (view.source.visible(), view.target.visible());
    let is_ending = |word: &&str| {
        word.strip_prefix('.').is_some_and(|ending| {
            (2..=5).contains(&ending.len())
                && ending.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
    };
    for name in
        stretches(source).map(|word| word.trim_end_matches(is_around)).filter(is_ending).take(NAMED)
    {
        let torn = format!(". {}", &name[1..]);
        if target.contains(name) {
            continue;
        }
        if let Some(at) = target.find(&torn)
            && !target[at + torn.len()..].starts_with(char::is_alphanumeric)
        {
            let span = target_span(view, at..at + torn.len());
            if !issues.iter().any(|issue| issue.touches(&span)) {
                let message = format!("“{name}” is written as one: leave the blanks out");
                issues.push(Issue::new(&CHECK, message).target(span).expected(name));
            }
        }
    }
}

fn target_span(view: &SegmentView<'_>, visible: Range<usize>) -> Range<usize> {
    view.target.raw_range(visible)
}

/// A signature of the source (`Box(Lid, Lid)`) that stands in the target with other types.
fn signatures(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    for at in signatures_in(source.visible()).into_iter().take(NAMED) {
        let signature = &source.visible()[at.clone()];
        let name = &signature[..=signature.find('(').unwrap_or(0)];
        let spaceless = |text: &str| text.replace(char::is_whitespace, "");
        if spaceless(target.visible()).contains(&spaceless(signature)) {
            continue;
        }
        let Some(start) = target.visible().find(name) else { continue };
        let Some(len) = target.visible()[start..].find([')', '）']) else { continue };
        let close = target.visible()[start + len..].chars().next().map_or(0, char::len_utf8);
        let span = target.raw_range(start..start + len + close);
        if !issues.iter().any(|issue| issue.touches(&span)) {
            let message = format!("“{signature}” must stay exactly as in the source");
            let issue = Issue::new(&CHECK, message).source(source.raw_range(at.clone()));
            issues.push(issue.target(span).expected(signature));
        }
    }
}

/// Bytes of the list of a signature at most.
const LONGEST: usize = 256;

/// Names with a parenthesis directly behind that lists types or parameters: several, or one behind a name of several words.
fn signatures_in(text: &str) -> Vec<Range<usize>> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    let mut found = Vec::new();
    for (open, _) in text.match_indices('(') {
        let name = words::trailing(&text[..open], is_name);
        let Some(len) = head(&text[open..], LONGEST).find(')') else { continue };
        let listed = &text[open + 1..open + len];
        let is_type = |part: &str| {
            let part = part.trim();
            part.starts_with(|c: char| c.is_ascii_uppercase())
                && part
                    .chars()
                    .all(|c| is_name(c) || matches!(c, '<' | '>' | '[' | ']' | '*' | '&'))
        };
        let capitals = name.bytes().filter(u8::is_ascii_uppercase).count();
        let parts = listed.split(',').count();
        if name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.len() > 2
            && listed.split(',').all(is_type)
            && (parts >= 2 || capitals >= 2 && name.bytes().any(|b| b.is_ascii_lowercase()))
        {
            found.push(open - name.len()..open + len + 1);
        }
    }
    found
}

/// `$Lids` as `$Deckel`: a variable of the source in running text for which the target has another one.
fn variables(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    if !source.visible().contains('$') {
        return;
    }
    let (wanted, given) = (variables_in(source.visible()), variables_in(target.visible()));
    let is_in = |list: &[Range<usize>], text: &str, name: &str| {
        list.iter().any(|at| &text[at.clone()] == name)
    };
    let mut spare = given
        .iter()
        .filter(|at| !is_in(&wanted, source.visible(), &target.visible()[(*at).clone()]));
    for at in &wanted {
        let name = &source.visible()[at.clone()];
        if is_in(&given, target.visible(), name) || holds(target, name) {
            continue;
        }
        let Some(other) = spare.next() else { break };
        let message = format!("“{name}” is a variable and stays exactly as in the source");
        let issue = Issue::new(&CHECK, message).source(source.raw_range(at.clone()));
        issues.push(issue.target(target.raw_range(other.clone())).expected(name));
    }
}

/// Dollar signs with a word of three letters and more behind.
fn variables_in(text: &str) -> Vec<Range<usize>> {
    let named = text.match_indices('$').filter_map(|(at, _)| {
        let name = words::leading(&text[at + 1..], |c| c.is_alphanumeric() || c == '_');
        let behind = text[at + 1 + name.len()..].chars().next();
        let is_name = name.starts_with(char::is_alphabetic)
            && name.chars().count() >= 3
            && behind != Some('$');
        is_name.then(|| at..at + 1 + name.len())
    });
    named.take(NAMED).collect()
}

/// Options of a target that begin with letters no command has: `-強制`.
pub(super) fn native_options(text: &Text<'_>) -> Vec<Range<usize>> {
    let is_native = |c: char| c.is_alphabetic() && !c.is_lowercase() && !c.is_ascii();
    let word = |c: char| c.is_alphanumeric();
    let dashes = text.raw.match_indices('-').map(|(at, _)| at);
    let behind_blank = dashes.filter(|at| text.raw[..*at].ends_with(' '));
    let named = behind_blank.filter_map(|at| {
        let name = words::leading(&text.raw[at + 1..], word);
        let first = name.chars().next()?;
        (is_native(first) && CharScript::of(first).is_letter()).then(|| at..at + 1 + name.len())
    });
    named.collect()
}

/// The bytes of a text that a name takes and the letter before it, where all its places touch one.
pub(super) fn glued_behind(text: &str, name: &str) -> Option<Range<usize>> {
    let mut first = None;
    for (at, _) in text.match_indices(name) {
        let before = text[..at].chars().next_back()?;
        if !before.is_alphanumeric() && !matches!(before, ',' | ';' | ':') {
            return None;
        }
        first = first.or(Some(at - before.len_utf8()..at + name.len()));
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_several_parts_are_joined() {
        for name in
            ["IBox::OpenLid", "localhost:8080", "HKR\\Lids", "Lid.Of.Box", "LID.053", "9.12.1"]
        {
            assert!(is_joined(name), "{name}");
        }
        for name in ["e.g", "10:30", "a.m", "Node", "and/or", "Box:", "z.B", "1.2"] {
            assert!(!is_joined(name), "{name}");
        }
    }

    #[test]
    fn signatures_list_types() {
        let found = |text: &'static str| -> Vec<&str> {
            signatures_in(text).into_iter().map(|at| &text[at]).collect()
        };
        assert_eq!(found("Call BoxLid(String, Lid<Box>) now"), ["BoxLid(String, Lid<Box>)"]);
        assert_eq!(found("BoxLid(String)"), ["BoxLid(String)"]);
        assert!(
            found("the box (Lid, Lids), Box(s), RAM(Random Access Memory), f(x, y)").is_empty()
        );
    }

    #[test]
    fn options_touch_what_stands_before_them() {
        assert_eq!(glued_behind("die:-Alles", "-Alles"), Some(3..10));
        assert_eq!(glued_behind("e-Alles", "-Alles"), Some(0..7));
        assert_eq!(glued_behind("e -Alles e-Alles", "-Alles"), None);
    }
}
