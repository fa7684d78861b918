//! Words that touch a placeholder, code or emphasis which the source parts from them.

use std::ops::Range;

use super::{CHECK, has_case};
use crate::checks::SegmentView;
use crate::checks::issue::Issue;
use crate::locale::Habit;
use crate::text::script::CharScript;
use crate::text::{ProtectedKind, Text, placeholders, words};

/// Letters from which on what touches a placeholder is a word and no ending of its value.
const WORD: usize = 5;

/// A word that touches a placeholder which the source parts from its next word.
pub(super) fn behind_placeholders(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    if !view.locale.spaces_words() {
        return;
    }
    for placeholder in &target.placeholders {
        let end = placeholder.range.end;
        let rest = &target.raw[end..];
        let word = words::leading(rest, char::is_alphabetic);
        let spaced = |c: char| CharScript::of(c).is_unspaced() || CharScript::of(c).is_cjk();
        if word.chars().count() < WORD || word.contains(spaced) {
            continue;
        }
        // Two that stand around words, as marks do, touch them (`{0}dem Handbuch{1}`).
        let closes = |p: &placeholders::Placeholder| {
            p.range.start > end && target.raw[..p.range.start].ends_with(char::is_alphabetic)
        };
        if target.placeholders.iter().any(closes) {
            continue;
        }
        let written = target.slice(placeholder.range.clone());
        let same = source.placeholders.iter().filter(|p| source.slice(p.range.clone()) == written);
        let mut parted =
            same.map(|p| source.raw[p.range.end..].starts_with([' ', '\u{a0}'])).peekable();
        if parted.peek().is_some() && parted.all(|is_parted| is_parted) {
            let message =
                format!("The word touches the placeholder “{written}”: put a space between.");
            issues.push(
                Issue::new(&CHECK, message).target(placeholder.range.start..end + word.len()),
            );
        }
    }
}

/// `" u bent "`, `”ulos ”`: a blank inside a pair of quotation marks of one form, whose order tells which one opens.
pub(super) fn inside_quotes(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (view.source.visible(), view.target.visible());
    if !view.locale.spaces_words() {
        return;
    }
    for mark in ['"', '”'] {
        let places: Vec<usize> =
            target.match_indices(mark).map(|(at, _)| at).take(COMPARED).collect();
        let is_paired =
            places.len().is_multiple_of(2) && (mark == '"' || !target.contains(['“', '„', '«']));
        if places.is_empty() || !is_paired {
            continue;
        }
        for pair in places.chunks_exact(2) {
            let (open, close) = (pair[0] + mark.len_utf8(), pair[1]);
            let inner = &target[open..close];
            // Only where nothing of the pair can be taken for the other: a word touches neither side from outside.
            let touches = target[..pair[0]].ends_with(char::is_alphanumeric)
                || target[close + mark.len_utf8()..].starts_with(char::is_alphanumeric);
            let begins = inner.starts_with(' ') && inner.trim().contains(char::is_alphanumeric);
            let ends = inner.ends_with(' ') && inner.trim().contains(char::is_alphanumeric);
            if touches || !(begins || ends) || quotes_blanks(source) {
                continue;
            }
            let span = if begins { pair[0]..open + 1 } else { close - 1..close + mark.len_utf8() };
            let message = "A blank stands inside the quotation marks: leave it out.";
            issues.push(Issue::new(&CHECK, message).target(view.target_span(span)));
        }
    }
}

/// Whether a text has a blank inside its own quotation marks.
fn quotes_blanks(text: &str) -> bool {
    let straight: Vec<usize> = text.match_indices('"').map(|(at, _)| at).collect();
    straight.len() % 2 == 1
        || straight.chunks_exact(2).any(|pair| {
            let inner = &text[pair[0] + 1..pair[1]];
            inner.starts_with(' ') || inner.ends_with(' ')
        })
        || text.contains("“ ")
        || text.contains(" ”")
}

/// How many marked stretches of a side are compared; segments with more are generated.
const COMPARED: usize = 64;

/// A word that touches code or emphasis from outside, where the source has a space there: `**X**e`. Behind it an
/// ending may follow, so that only words of grammar are told.
pub(super) fn beside_marks(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    if !view.locale.spaces_words() || view.locale.function_words.is_empty() {
        return;
    }
    let (originals, all) = (marked(source), marked(target));
    for (place, at) in all.iter().enumerate().take(COMPARED) {
        let text = target.slice(at.clone());
        let same = originals.iter().take(COMPARED).find(|o| source.slice((*o).clone()) == text);
        // Translated ones by their order.
        let by_order = || originals.get(place).filter(|_| all.len() == originals.len());
        let Some(original) = same.or_else(by_order) else { continue };
        let before = target.raw[..at.start].chars().next_back().filter(|c| has_case(*c));
        let free_before = !source.raw[..original.start].ends_with(char::is_alphanumeric);
        if let Some(before) = before.filter(|_| free_before) {
            let span = at.start - before.len_utf8()..at.end;
            tell(issues, span, "The word touches what is marked behind it: put a space between.");
        }
        // What touches a link from behind is the matter of `broken-link`.
        if text.starts_with('[') {
            continue;
        }
        // A mark of the sentence before code: `esatta:`x``.
        let mark = target.raw[..at.start].chars().next_back();
        if let Some(mark) = mark.filter(|c| matches!(c, ',' | ';' | ':'))
            && source.slice(original.clone()) == text
            && text.starts_with('`')
            && source.raw[..original.start].ends_with(&[mark, ' '].iter().collect::<String>())
        {
            let span = at.start - mark.len_utf8()..at.end;
            tell(issues, span, "A space is missing behind the mark.");
        }
        let behind = words::leading(&target.raw[at.end..], char::is_alphabetic);
        let free_behind = !source.raw[original.end..].starts_with(char::is_alphanumeric);
        let endings = &view.locale.rules.name_endings;
        let is_word = behind.starts_with(has_case)
            && view.locale.function_words.contains(&behind.to_lowercase())
            && !endings.iter().any(|ending| ending == behind);
        // An ending is short and small.
        let may_join = view.locale.has(Habit::Compounds) && !text.starts_with('`');
        let is_noun = behind.chars().count() >= LEAST_NOUN
            && !may_join
            && (behind.starts_with(char::is_uppercase) || is_rendered(view, original, behind));
        if free_behind && (is_word || is_noun) {
            let span = at.start..at.end + behind.len();
            tell(issues, span, "The word touches what is marked before it: put a space between.");
        }
    }
}

/// Letters of a noun that touches a mark at least.
const LEAST_NOUN: usize = 4;
/// Words beside a mark of the source that may be the noun.
const BESIDE: usize = 2;

/// Whether a word stands for a noun beside a stretch of the raw source: `` `log`plik `` for `` `log` file ``.
fn is_rendered(view: &SegmentView<'_>, original: &Range<usize>, word: &str) -> bool {
    let Some(nouns) = view.locale.nouns() else { return false };
    let source = &view.source;
    let behind = words::stretches(&source.raw[original.end..]).take(BESIDE);
    let before = words::stretches(&source.raw[..original.start]).rev().take(BESIDE);
    behind.chain(before).map(words::bare).any(|noun| {
        nouns
            .of_source(&noun.to_ascii_lowercase())
            .is_some_and(|(_, renderings)| renderings.iter().any(|r| r.is_of(word)))
    })
}

fn tell(issues: &mut Vec<Issue>, span: Range<usize>, message: &str) {
    issues.push(Issue::new(&CHECK, message).target(span));
}

/// Code and emphasis with their markers, those inside others left out.
fn marked(text: &Text<'_>) -> Vec<Range<usize>> {
    let codes = text.protected.iter().filter(|p| p.kind == ProtectedKind::Code);
    // Not the target of a role behind its title: `` :term:`Begriff <term>` ``.
    let codes = codes.map(|p| p.range.clone()).filter(|at| text.raw[at.clone()].starts_with('`'));
    let emphasis = text.emphasis.iter().map(|e| e.range.clone());
    let links = text.links.iter().filter(|link| !link.image).map(|link| link.range.clone());
    let links = links.filter(|at| text.raw[at.clone()].starts_with('['));
    let mut all: Vec<Range<usize>> = codes.chain(emphasis).chain(links).collect();
    all.sort_by_key(|at| (at.start, std::cmp::Reverse(at.end)));
    let mut end = 0;
    all.retain(|at| {
        let outside = at.start >= end;
        end = end.max(at.end);
        outside
    });
    all
}
