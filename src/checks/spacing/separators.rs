//! Dashes and bars between parts of a text that lost the spaces around them.

use std::ops::Range;

use super::{CHECK, report};
use crate::checks::SegmentView;
use crate::checks::issue::Issue;
use crate::locale::Habit;
use crate::text::words;

/// ` - ` and ` | ` of the source that lost a space in the target.
pub(super) fn separators(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let source = view.source.visible();
    let target = view.target.visible();
    if source.contains(" | ") && !tight(source, '|') {
        for (at, _) in target.match_indices('|') {
            let before = target[..at].chars().next_back();
            let next = target[at + 1..].chars().next();
            let glued = |c: Option<char>| c.is_some_and(|c| c != ' ' && c != '|');
            if glued(before) || glued(next) {
                let start = at - if glued(before) { before.map_or(0, char::len_utf8) } else { 0 };
                let end = at + 1 + if glued(next) { next.map_or(0, char::len_utf8) } else { 0 };
                report(
                    view,
                    issues,
                    start..end,
                    "The separator “|” touches the text: put a space on either side.",
                );
            }
        }
    }
    arrows(view, issues);
    let spaced_dashes =
        [" - ", " – ", " — "].iter().map(|d| source.matches(d).count()).sum::<usize>();
    if spaced_dashes > 0 && view.locale.spaces_words() {
        let kept = [" - ", " – ", " — "].iter().map(|d| target.matches(d).count()).sum::<usize>();
        if kept < spaced_dashes
            && let Some(span) = glued_dash(view, target)
        {
            report(
                view,
                issues,
                span,
                "The dash touches the text where the source's has spaces: put a space on either side.",
            );
        }
    }
}

/// `** >**`: the arrow between two steps of a path lost the blank on one side that all arrows of the source have.
fn arrows(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (view.source.raw, view.target.raw);
    let all = source.matches('>').count();
    if !source.contains("** > **") || source.matches(" > ").count() != all {
        return;
    }
    for (at, _) in target.match_indices('>') {
        let (before, behind) = (&target[..at], &target[at + 1..]);
        let glued = [
            before.ends_with("**") && behind.starts_with([' ', '*']),
            behind.starts_with("**") && before.ends_with([' ', '*']),
        ];
        if glued.contains(&true) && before.ends_with([' ', '*']) {
            let message = "The arrow touches the label: put a space on either side.";
            let start = if before.ends_with("**") { at - 2 } else { at };
            let end = if behind.starts_with("**") { at + 3 } else { at + 1 };
            issues.push(Issue::new(&CHECK, message).target(start..end));
        }
    }
}

/// `IP -адреса`, `regressions -og`: a blank before a hyphen that hangs on the word before it.
pub(super) fn torn_hyphens(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let target = view.target.visible();
    if !view.locale.spaces_words()
        || view.locale.has(Habit::SpacedHyphens)
        || [" -", "--"].iter().any(|mark| view.source.visible().contains(mark))
    {
        return;
    }
    for (at, _) in target.match_indices(" -") {
        let before = words::trailing(&target[..at], char::is_alphabetic);
        let behind = words::leading(&target[at + 2..], char::is_alphabetic);
        let is_word = |word: &str| word.chars().count() >= 2;
        // A hyphen may stand for the first half of a word (`Namen und -typen`), and behind a name of several words a blank before
        // it: only a single acronym is glued for sure, and a conjunction bears none.
        let earlier = target[..at - before.len()].trim_end();
        let is_single =
            !words::trailing(earlier, char::is_alphanumeric).starts_with(char::is_uppercase);
        let is_acronym = before.chars().all(char::is_uppercase) && is_single;
        let is_conjunction = view.locale.conjunctions.iter().any(|word| word == behind);
        if is_word(before)
            && is_word(behind)
            && behind.chars().all(char::is_lowercase)
            && (is_acronym || is_conjunction && before.chars().all(char::is_lowercase))
        {
            let span = at - before.len()..at + 2 + behind.len();
            report(
                view,
                issues,
                span,
                "A space stands before the hyphen that joins two words: leave it out.",
            );
        }
    }
}

/// `** -routine`: a blank before the hyphen of a compound, where the source has no such hyphen.
pub(super) fn before_hyphens(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let target = view.target.raw;
    if !view.locale.has(Habit::Compounds)
        || view.locale.has(Habit::SpacedHyphens)
        || view.source.raw.contains(" -")
    {
        return;
    }
    for (at, _) in target.match_indices(" -") {
        let word = words::leading(&target[at + 2..], char::is_alphabetic);
        let closes = target[..at].ends_with(['*', '_', '`', ')', ']']);
        let is_word = word.chars().count() >= 3
            && (view.locale.nouns_are_capitalised || word.starts_with(char::is_lowercase));
        if closes && is_word {
            let message = "A space stands before the hyphen of the compound: leave it out.";
            let start = at - target[..at].chars().next_back().map_or(0, char::len_utf8);
            issues.push(Issue::new(&CHECK, message).target(start..at + 2 + word.len()));
        }
    }
}

fn tight(text: &str, mark: char) -> bool {
    text.match_indices(mark).any(|(at, m)| {
        let before = text[..at].chars().next_back();
        let next = text[at + m.len()..].chars().next();
        before.is_some_and(|c| c != ' ') || next.is_some_and(|c| c != ' ')
    })
}

/// The first dash between two letters of which the source has no counterpart: the words around it are new.
fn glued_dash(view: &SegmentView<'_>, target: &str) -> Option<Range<usize>> {
    target.match_indices(['-', '–', '—']).find_map(|(at, dash)| {
        let before = target[..at].chars().next_back()?;
        let next = target[at + dash.len()..].chars().next()?;
        let glued_left = before != ' ';
        let glued_right = next != ' ';
        let letters = (before.is_alphanumeric() || before == ' ' || before == ')')
            && (next.is_alphanumeric() || next == ' ' || next == '(');
        if !letters || !(glued_left || glued_right) {
            return None;
        }
        // One side only, or an en dash between words: no compound is written so. A hyphen stands for the rest of a compound
        // before a word of grammar: `Schul- und`.
        let suspends = || {
            let next = target[at + dash.len()..].trim_start();
            let next = words::leading(next, char::is_alphanumeric).to_lowercase();
            !glued_left || next.is_empty() || view.locale.function_words.contains(&next)
        };
        let one_side = glued_left != glued_right && (dash != "-" || !suspends());
        let start = at - before.len_utf8();
        let end = at + dash.len() + next.len_utf8();
        let word_before = words::trailing(&target[..at], char::is_alphanumeric);
        let word_next = words::leading(&target[at + dash.len()..], char::is_alphanumeric);
        let long = word_before.chars().count() > 2 && word_next.chars().count() > 1;
        let joined_in_source =
            view.source.visible().contains(&format!("{word_before}{dash}{word_next}"));
        let compound = dash == "-"
            && !view.locale.has(Habit::NoHyphens)
            && !(glued_left && glued_right && is_article(view, word_next));
        (one_side
            || (glued_left && glued_right && long && !joined_in_source && !compound && letters))
            .then_some(start..end)
    })
}

/// A word of grammar that begins a new part behind a dash, never the second half of a compound.
fn is_article(view: &SegmentView<'_>, word: &str) -> bool {
    let lower = word.to_lowercase();
    view.locale.function_words.contains(&lower)
}
