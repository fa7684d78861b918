//! Names of code without code marks: options, dotted names and names in mixed case that were split, recased or translated.

use std::ops::Range;

use super::torn::{glued_behind, native_options};
use super::{CHECK, NAMED, find_damaged, holds, named, suspicion};
use crate::checks::SegmentView;
use crate::checks::issue::Issue;
use crate::checks::joined_names::is_joined;
use crate::document::Origin;
use crate::mqm::{Confidence, Severity};
use crate::text::code::options_in;
use crate::text::words::leading;
use crate::text::{Text, Word, WordKind, find_loose};

pub(super) fn report(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    for word in named(source) {
        let name = source.word(word);
        // What stands in code alone here has no counterpart in the running text.
        let times = |text: &str| text.matches(name).count();
        let is_less = || {
            view.page.origin() == Origin::Machine
                && is_joined(name)
                && !target.visible().contains(name)
                && times(target.raw) < times(source.raw)
        };
        if holds(target, name) && !is_less() {
            continue;
        }
        let is_code = is_dotted(name) || is_mixed(name);
        let is_file = !is_code && is_file(name);
        let at = source.raw_range(word.range());
        let is_joined = !is_code && is_joined(name);
        let is_joined = is_joined
            && (is_set_apart(source, &at)
                || is_code_elsewhere(view, name)
                || class_of(view, word).is_some());
        if !(is_code || is_file || is_joined) {
            continue;
        }
        let is_split = |span: &Range<usize>| target.raw[span.clone()].contains(char::is_whitespace);
        let damaged = find_damaged(target, name)
            .filter(|span| !is_file || is_split(span) || view.page.origin() == Origin::Machine)
            .or_else(|| find_damaged(target, beginning(name)?).filter(is_split));
        let kin = || translated(source, target, name).filter(|_| is_code);
        let Some((span, is_translated)) =
            damaged.map(|span| (span, false)).or_else(|| Some((kin()?, true)))
        else {
            // What is not there in any form people may have said in other words.
            let is_sure = is_mixed(name) && !is_brand(name)
                || is_dotted(name)
                || is_joined && class_of(view, word).is_some();
            if view.page.origin() == Origin::Machine && is_sure {
                let message = format!("“{name}” of the source is not in the translation");
                let issue = Issue::new(&CHECK, message).severity(Severity::Major);
                issues.push(issue.source(at).expected(name));
            }
            continue;
        };
        if target.protected.iter().any(|p| p.range.start <= span.start && span.end <= p.range.end) {
            continue;
        }
        // A sentence begins with a capital.
        let begins = target.raw[..span.start].trim_end();
        let capital = target.raw[span.clone()].get(1..) == name.get(1..);
        if capital && (begins.is_empty() || begins.ends_with(['.', '!', '?', ':'])) {
            continue;
        }
        if issues.iter().any(|issue| issue.touches(&span)) {
            continue;
        }
        let message = format!("“{name}” must stay exactly as in the source");
        let issue = Issue::new(&CHECK, message).target(span).expected(name);
        let issue = if is_translated { suspicion(view, issue) } else { issue };
        issues.push(issue.source(at));
    }
    lost_titled(view, issues);
    options(view, issues);
}

/// The one name of code that the target has of its own, where it is of the same kind: `Vendor.Werkzeuge.Item`,
/// `erstelltVon`.
fn translated(source: &Text<'_>, target: &Text<'_>, name: &str) -> Option<Range<usize>> {
    let is_kin = |given: &str| {
        let parts = name.split('.').zip(given.split('.'));
        let dotted = is_dotted(name)
            && name.split('.').count() == given.split('.').count()
            && parts.clone().any(|(a, b)| a == b);
        dotted || is_mixed(name) && is_mixed(given)
    };
    let mut own = named(target).filter(|w| {
        let given = target.word(w);
        is_kin(given) && !source.raw.contains(given)
    });
    let word = own.next()?;
    own.next().is_none().then(|| target.raw_range(word.range()))
}

/// `name.ext`, the ending in small letters; `name.h`; and the versions `2.x`.
fn is_file(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(stem, ending)| match ending {
        "c" | "h" => stem.len() > 1 && stem.bytes().any(|b| b.is_ascii_lowercase()),
        "x" => stem.bytes().all(|b| b.is_ascii_digit() || b == b'.'),
        _ => stem.len() > 2 && ending.len() > 1 && ending.bytes().all(|b| b.is_ascii_lowercase()),
    })
}

/// Of a dotted name of three parts and more the first two.
fn beginning(name: &str) -> Option<&str> {
    let second = name.match_indices('.').nth(1).filter(|_| is_dotted(name))?.0;
    Some(&name[..second])
}

/// Whether a name begins as those of products do: `iPad`.
fn is_brand(name: &str) -> bool {
    name.bytes().take_while(u8::is_ascii_lowercase).count() < 3
}

/// Whether a name belongs to a type (`Box::Lid`), or is all that stands in emphasis: `*boxLid*`.
fn is_set_apart(text: &Text<'_>, at: &Range<usize>) -> bool {
    let (before, behind) = (&text.raw[..at.start], &text.raw[at.end..]);
    before.ends_with("::")
        || behind.starts_with("::")
        || ['*', '_'].iter().any(|mark| before.ends_with(*mark) && behind.starts_with(*mark))
}

/// The word behind a name, where it says that the name is a part of a program: `the BoxLid property`.
fn class_of<'t>(view: &'t SegmentView<'_>, word: &Word) -> Option<&'t str> {
    let rest = view.source.visible()[word.end as usize..].strip_prefix(' ')?;
    let class = leading(rest, |c| c.is_ascii_lowercase());
    let nouns = &view.source_locale.rules.class_nouns;
    nouns.iter().any(|noun| noun == class).then_some(class)
}

/// Classes of which no label of a dialog is.
const OF_PROGRAMS: &[&str] = &[
    "attribute",
    "class",
    "constructor",
    "enumeration",
    "header",
    "interface",
    "member",
    "method",
    "namespace",
    "operator",
    "parameter",
    "property",
    "structure",
];

/// Those of which no label of a dialog has the name of one behind it.
const IN_BOLD: &[&str] = &["argument", "constructor", "namespace", "parameter"];

/// Single words with a capital inside the sentence that a class of programs follows: `the Lid property`.
fn titled<'v>(view: &'v SegmentView<'_>) -> impl Iterator<Item = &'v Word> {
    let source = &view.source;
    source.words.iter().filter(|word| {
        let name = source.word(word);
        let before = source.visible()[..word.start as usize].trim_end();
        word.kind == WordKind::Plain
            && name.len() >= 3
            && name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.bytes().skip(1).all(|b| b.is_ascii_lowercase())
            && before.ends_with(|c: char| c.is_lowercase())
            && class_of(view, word).is_some_and(|class| {
                // A label of a dialog may have several words: `**Lid method**`.
                let raw = source.raw_range(word.range());
                let is_marked = source.is_emphasised(word.range());
                let is_alone = source.emphasis.iter().any(|e| e.content == raw);
                if is_marked && !is_alone {
                    false
                } else if is_marked {
                    IN_BOLD.contains(&class)
                } else {
                    OF_PROGRAMS.contains(&class)
                }
            })
    })
}

/// Such names that the target lacks. A person says many a thing in other words.
fn lost_titled(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    if view.page.origin() != Origin::Machine {
        return;
    }
    for word in titled(view).take(NAMED) {
        let name = view.source.word(word);
        if holds(&view.target, name) || view.names.in_source(&word.range()) {
            continue;
        }
        let message = format!("“{name}” of the source is not in the translation");
        let issue = Issue::new(&CHECK, message).severity(Severity::Major).expected(name);
        let issue = issue.confidence(Confidence::Medium);
        let span = find_damaged(&view.target, name);
        issues
            .push(Issue { target_span: span, ..issue.source(view.source.raw_range(word.range())) });
    }
}

/// Whether the page marks a name as code in another place.
fn is_code_elsewhere(view: &SegmentView<'_>, name: &str) -> bool {
    let marked = format!("`{name}");
    view.page.segments().iter().any(|segment| segment.source.contains(&marked))
}

/// `Vendor.Part.Item`: at least three parts, or two that both hold a capital and a small letter.
fn is_dotted(name: &str) -> bool {
    let is_part = |part: &str| {
        part.len() >= 2
            && part.starts_with(|c: char| c.is_ascii_uppercase())
            && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    let is_word = |part: &str| part.bytes().any(|b| b.is_ascii_lowercase());
    let parts = name.split('.').count();
    // `System.IO.Item`, but not `ASP.NET` or `Node.NET`.
    let words = name.split('.').filter(|part| is_word(part)).count();
    name.split('.').all(is_part) && (parts == words && parts >= 2 || parts >= 3 && words >= 2)
}

/// `camelCase`.
fn is_mixed(name: &str) -> bool {
    name.len() > 4
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().skip(2).any(|b| b.is_ascii_uppercase())
        && name.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// Options of commands: `-Force`, `--all`.
fn options(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    let by_machine = view.page.origin() == Origin::Machine;
    if !source.raw.contains('-') {
        return;
    }
    let wanted = found(source);
    if wanted.is_empty() {
        return;
    }
    let mut given = found(target);
    given.extend(native_options(target));
    for range in wanted.iter().take(NAMED) {
        let name = source.slice(range.clone());
        if target.raw.contains(name) {
            if let Some(span) = glued_behind(target.raw, name) {
                let message = format!("“{name}” is an option: put a space before it");
                let issue = Issue::new(&CHECK, message).source(range.clone());
                issues.push(issue.target(span).severity(Severity::Minor).expected(name));
            }
            continue;
        }
        // Split, or another one in its place.
        let known = |r: &&Range<usize>| {
            wanted.iter().any(|w| source.slice(w.clone()) == target.slice((*r).clone()))
        };
        let spaced =
            find_loose(target.raw, name).filter(|r| target.raw[r.start..].starts_with('-'));
        let given = spaced.or_else(|| given.iter().find(|r| !known(r)).cloned());
        if given.is_none() && !by_machine {
            continue;
        }
        let message = format!("“{name}” is an option and stays exactly as in the source");
        let issue = Issue::new(&CHECK, message).source(range.clone()).expected(name);
        let issue = if given.is_none() { issue.confidence(Confidence::Medium) } else { issue };
        issues.push(Issue { target_span: given, ..issue });
    }
}

/// Options that stand in running text, outside code.
fn found(text: &Text<'_>) -> Vec<Range<usize>> {
    let is_free = |range: &Range<usize>| {
        !text.protected.iter().any(|p| p.range.start < range.end && range.start < p.range.end)
    };
    options_in(text.raw).into_iter().filter(is_free).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_in_running_text_are_seen() {
        let options = |raw| -> Vec<String> {
            let text = Text::new(raw);
            found(&text).into_iter().map(|r| raw[r].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(
            options("Use -Force, --all=1 or `--none`; a -- b, -x, 5 -10"),
            ["-Force", "--all"]
        );
    }

    #[test]
    fn names_of_code_are_told_by_their_form_and_place() {
        assert!(
            is_file("Wia.idl")
                && is_file("Gl.h")
                && is_file("2.x")
                && !is_file("a.b")
                && !is_file("Box.Lid")
        );
        assert_eq!(beginning("Vendor.Tools.Box"), Some("Vendor.Tools"));
        assert_eq!(beginning("Vendor.Tools"), None);
        assert!(is_brand("iPadMini") && !is_brand("userDefined"));
        let apart = |raw: &str| {
            is_set_apart(&Text::new(raw), &(raw.find("ListItem").unwrap()..raw.len() - 1))
        };
        assert!(apart("*ListItem*") && apart("Box::ListItem.") && !apart("the ListItem."));
    }

    #[test]
    fn a_name_of_the_same_kind_stands_for_one_that_was_translated() {
        let found = |source, target: &'static str, name| {
            translated(&Text::new(source), &Text::new(target), name).map(|at| &target[at])
        };
        let source = "The Vendor.Tools.Box of createdBy.";
        let target = "Die Vendor.Werkzeuge.Box von erstelltVon.";
        assert_eq!(found(source, target, "Vendor.Tools.Box"), Some("Vendor.Werkzeuge.Box"));
        assert_eq!(found(source, target, "createdBy"), Some("erstelltVon"));
        assert_eq!(found(source, "Vendor.Tools ist createdBy", "Vendor.Tools.Box"), None);
    }

    #[test]
    fn names_of_products_are_no_code() {
        assert!(is_dotted("Microsoft.Boxes.Item") && is_dotted("System.Net"));
        assert!(!is_dotted("Node.js") && !is_dotted("ASP.NET") && !is_dotted("Box"));
        assert!(is_joined("ListItem") && !is_joined("Item") && !is_joined("HTML"));
        assert!(is_mixed("createdBy") && !is_mixed("PowerShell") && !is_mixed("iPad"));
    }
}
