//! Words that stand for themselves in running text: keywords in capitals, constants, values of a list, small names with hyphens.

use super::{CHECK, LOOKED_AT, NAMED, find_caseless};
use crate::checks::SegmentView;
use crate::checks::issue::Issue;
use crate::document::Origin;
use crate::mqm::Confidence;
use crate::text::words::stretches;
use crate::text::{Word, WordKind};

/// Reports those that the target does not have as they are, on a page that a machine translated.
pub(super) fn report(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    if view.page.origin() != Origin::Machine {
        return;
    }
    keywords(view, issues);
    values(view, issues);
    constants(view, issues);
    hyphenated(view, issues);
}

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
        let place = find_caseless(target.visible(), name);
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

/// Hyphens of such a name, at least.
const LEAST_HYPHENS: usize = 3;

/// `sdk-for-net` in another case: three small words and more that hyphens join, as no sentence has them.
fn hyphenated(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (view.source.visible(), view.target.visible());
    if memchr::memchr_iter(b'-', source.as_bytes()).count() < LEAST_HYPHENS {
        return;
    }
    let is_name = |word: &str| {
        word.matches('-').count() >= LEAST_HYPHENS
            && word
                .split('-')
                .all(|part| part.len() >= 2 && part.bytes().all(|b| b.is_ascii_lowercase()))
    };
    for name in stretches(source)
        .map(|word| word.trim_end_matches(['.', ',', ':', ';', ')']))
        .filter(|w| is_name(w))
        .take(NAMED)
    {
        if target.contains(name) {
            continue;
        }
        let Some(place) = find_caseless(target, name) else { continue };
        let written = &target[place.clone()];
        // A heading has capitals throughout, a sentence one at its start.
        let begins = written.get(1..) == name.get(1..);
        if !begins {
            let message = format!("“{name}” must stay exactly as in the source");
            let issue = Issue::new(&CHECK, message).expected(name).confidence(Confidence::Medium);
            issues.push(issue.target(view.target_span(place)));
        }
    }
}
