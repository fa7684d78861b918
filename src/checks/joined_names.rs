//! Names of several words that are written as one, each with its capital (`ListItem`): of which a machine's page has one half.

use std::ops::Range;

use super::{Check, SegmentView};
use crate::checks::issue::Issue;
use crate::document::Origin;
use crate::mqm::{Confidence, Severity};
use crate::text::{Text, WordKind};

/// Names of a text that are looked at.
const MOST: usize = 64;

/// Reports those that nothing else told of, on a page that a machine translated: people say many a thing in other words.
pub(super) fn report(check: &'static Check, view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    if view.page.origin() != Origin::Machine {
        return;
    }
    let names = source.words.iter().filter(|word| word.kind == WordKind::Identifier).take(MOST);
    for word in names {
        let name = source.word(word);
        let at = source.raw_range(word.range());
        // What stands in code alone has no counterpart in the running text if it has fewer places.
        let times = |text: &str| text.matches(name).count();
        if !is_joined(name)
            || name.len() < LEAST_JOINED
            || target.visible().contains(name)
            || target.raw.contains(name) && times(target.raw) >= times(source.raw)
            || view.names.in_source(&word.range())
        {
            continue;
        }
        let touches = |span: &Range<usize>| span.start < at.end && at.start < span.end;
        if issues.iter().any(|issue| issue.source_span.as_ref().is_some_and(touches)) {
            continue;
        }
        // Many a name of this form is a word of a user interface, which locales translate.
        let Some(place) = half_translated(source, target, name) else { continue };
        if issues.iter().any(|issue| issue.touches(&place)) {
            continue;
        }
        let given = target.slice(place.clone());
        let message = format!("Partly translated name: \"{given}\" should be \"{name}\".");
        let issue = Issue::new(check, message).severity(Severity::Major).source(at).target(place);
        issues.push(issue.confidence(Confidence::Medium).expected(name));
    }
}

/// `ListItem`: several words that begin with capitals, written as one.
pub(super) fn is_joined(name: &str) -> bool {
    let humps = name.as_bytes().windows(2);
    name.bytes().all(|b| b.is_ascii_alphanumeric())
        && name.starts_with(|c: char| c.is_ascii_uppercase())
        && humps.into_iter().any(|w| w[0].is_ascii_lowercase() && w[1].is_ascii_uppercase())
}

/// `ListElement` for `ListItem`: the one word of the target with a capital inside that begins or ends with a part of the name.
fn half_translated(source: &Text<'_>, target: &Text<'_>, name: &str) -> Option<Range<usize>> {
    let first = name.char_indices().skip(1).find(|(_, c)| c.is_ascii_uppercase())?.0;
    let last = name.rfind(|c: char| c.is_ascii_uppercase())?;
    let is_kin = |given: &str| {
        let has_hump =
            given.chars().skip(1).any(char::is_uppercase) && given.chars().any(char::is_lowercase);
        let rest = |part: &str, end: bool| {
            let rest = if end { given.strip_suffix(part) } else { given.strip_prefix(part) };
            part.len() >= LEAST_PART && rest.is_some_and(|rest| rest.chars().count() >= 3)
        };
        has_hump && (rest(&name[..first], false) || rest(&name[last..], true))
    };
    let mut own = target.words.iter().filter(|word| {
        let given = target.word(word);
        word.kind != WordKind::Number && is_kin(given) && !source.raw.contains(given)
    });
    let word = own.next()?;
    own.next().is_none().then(|| target.raw_range(word.range()))
}

/// Letters of a name of several words at least: shorter ones may be acronyms (`PoE`).
const LEAST_JOINED: usize = 6;

/// Letters of a part of a name by which its translation is known.
const LEAST_PART: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_translated_name_is_known_by_the_half_that_is_left() {
        let found = |target: &'static str| {
            let source = Text::new("Use OperatorSource here.");
            half_translated(&source, &Text::new(target), "OperatorSource").map(|at| &target[at])
        };
        assert_eq!(found("Gebruik OperatorBron hier."), Some("OperatorBron"));
        assert_eq!(found("Gebruik BronSource en OperatorBron."), None);
        assert_eq!(found("Gebruik de bron hier."), None);
    }
}
