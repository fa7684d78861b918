//! Blanks that were lost or put between words of the source that stand beside each other: units, names, endings of acronyms.

use std::ops::Range;

use super::{CHECK, report};
use crate::checks::SegmentView;
use crate::checks::issue::Issue;
use crate::document::Origin;
use crate::text::words::{leading, trailing};
use crate::text::{Text, Word, WordKind};

/// Places that are told of one text, and words that are looked at.
const MOST: usize = 16;
const LOOKED_AT: usize = 400;

/// `CPU 'er`: a blank before the apostrophe of an ending, behind an acronym.
pub(super) fn torn_apostrophes(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (view.source.visible(), view.target.visible());
    let marks = ['\'', '’'];
    for (at, _) in target.match_indices(' ').take(LOOKED_AT) {
        let Some(rest) = target[at + 1..].strip_prefix(marks) else { continue };
        let ending = leading(rest, char::is_alphabetic);
        let acronym = trailing(&target[..at], char::is_alphanumeric);
        let is_ending = (1..=LONGEST_ENDING).contains(&ending.chars().count())
            && ending.chars().all(char::is_lowercase);
        let is_acronym = acronym.chars().count() >= 2
            && acronym.chars().all(|c| c.is_uppercase() || c.is_numeric());
        // A quotation has a mark at its end too.
        let closes = rest[ending.len()..].contains(marks);
        let is_quoted = || source.contains(" '") || source.contains(" ’");
        if is_ending
            && is_acronym
            && acronym.contains(char::is_uppercase)
            && !closes
            && !is_quoted()
        {
            let end = target.len() - rest.len() + ending.len();
            report(
                view,
                issues,
                at - acronym.len()..end,
                "A blank parts the ending from the acronym: leave it out.",
            );
        }
    }
}

/// Letters of such an ending at most.
const LONGEST_ENDING: usize = 4;

/// Symbols of units that stand behind a number with a blank, and mean the same in every language that has them.
const UNITS: &[&str] = &[
    "GB", "GHz", "GiB", "Hz", "KB", "KiB", "MB", "MHz", "MiB", "PB", "TB", "TiB", "cm", "kB",
    "kHz", "km", "mm", "ms",
];

/// `64KB` for `64 KB`, `1 gb` for `1 GB`: a unit that lost its blank or its capitals, on a page that a machine translated.
pub(super) fn units(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, view.target.visible());
    if view.page.origin() != Origin::Machine {
        return;
    }
    for pair in source.words.windows(2).take(LOOKED_AT) {
        let [number, unit] = pair else { continue };
        let (digits, symbol) = (source.word(number), source.word(unit));
        if number.kind != WordKind::Number
            || !UNITS.contains(&symbol)
            || source.visible().get(number.end as usize..unit.start as usize) != Some(" ")
        {
            continue;
        }
        let last = trailing(digits, |c| c.is_ascii_digit());
        let Some((place, written)) = glued(target, last, symbol) else { continue };
        if written == symbol {
            report(
                view,
                issues,
                place,
                "No blank stands between the number and its unit: put one.",
            );
        } else {
            let message = format!("“{written}” is another unit than “{symbol}”: write that.");
            let issue = Issue::new(&CHECK, message).target(view.target_span(place));
            issues.push(issue.expected(symbol));
        }
    }
}

/// Where a number stands with the unit glued to it, or with another case of the unit behind a blank.
fn glued<'t>(target: &'t str, digits: &str, symbol: &str) -> Option<(Range<usize>, &'t str)> {
    target.match_indices(digits).take(MOST).find_map(|(at, _)| {
        let end = at + digits.len();
        if target[..at].ends_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let rest = &target[end..];
        let blanks = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']).len();
        let unit = leading(&rest[blanks..], char::is_alphabetic);
        let is_glued = blanks == 0 && unit == symbol;
        let is_recased = unit != symbol && unit.eq_ignore_ascii_case(symbol);
        (is_glued || is_recased).then(|| (at..end + blanks + unit.len(), unit))
    })
}

/// `CitrixHDX` for `Citrix HDX`: two words with capitals of the source that became one.
pub(super) fn glued_names(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    // People know how a name is written where the source does not.
    if view.page.origin() != Origin::Machine {
        return;
    }
    let is_name = |text: &Text<'_>, word: &Word| {
        let written = text.word(word);
        word.kind == WordKind::Plain
            && written.len() >= 2
            && written.is_ascii()
            && written.starts_with(|c: char| c.is_ascii_uppercase())
    };
    for pair in source.words.windows(2).take(LOOKED_AT) {
        let [first, last] = pair else { continue };
        if !is_name(source, first)
            || !is_name(source, last)
            || source.visible().get(first.end as usize..last.start as usize) != Some(" ")
        {
            continue;
        }
        let joined = format!("{}{}", source.word(first), source.word(last));
        let apart = &source.visible()[first.start as usize..last.end as usize];
        let visible = target.visible();
        if joined.len() < LEAST_JOINED
            || !visible.contains(&joined)
            || visible.contains(apart)
            || source.raw.contains(&joined)
        {
            continue;
        }
        let Some(at) = visible.find(&joined) else { continue };
        let is_whole = !visible[..at].ends_with(|c: char| c.is_ascii_alphanumeric())
            && !visible[at + joined.len()..].starts_with(|c: char| c.is_ascii_alphanumeric());
        let span = view.target_span(at..at + joined.len());
        if is_whole && !issues.iter().any(|issue| issue.touches(&span)) {
            let message = format!("Two words of a name touch: write “{apart}”.");
            issues.push(Issue::new(&CHECK, message).target(span).expected(apart));
        }
    }
}

/// Letters of two words that were glued, at least.
const LEAST_JOINED: usize = 6;
