//! Spaces where a script without spaces between words meets Latin letters and digits.

use super::{Pair, Place, Rule, Usage};
use crate::locale::{Locale, Script};
use crate::text::script::CharScript;

/// A space where Latin letters begin or end.
pub static AROUND_LATIN: Rule = Rule {
    id: "space-around-latin",
    summary: "a space stands between Chinese, Japanese or Thai and Latin letters",
    kept: "have a space",
    other: "have none",
    both_ways: false,
    usage: |locale| usage(locale, true),
    places: |pair, places| meetings(pair, CharScript::Latin, places),
};

/// A space where digits begin or end.
pub static AROUND_DIGITS: Rule = Rule {
    id: "space-around-digits",
    summary: "a space stands between Chinese or Japanese characters and digits",
    kept: "have a space",
    other: "have none",
    both_ways: false,
    usage: |locale| usage(locale, false),
    places: |pair, places| meetings(pair, CharScript::Digit, places),
};

/// A space where code begins or ends.
pub static AROUND_CODE: Rule = Rule {
    id: "space-around-code",
    summary: "a space stands between Chinese or Japanese characters and code",
    kept: "have a space",
    other: "have none",
    both_ways: false,
    usage: |locale| usage(locale, false),
    places: around_code,
};

/// Spans of code beside characters of the locale, with or without a space between.
fn around_code(pair: &Pair<'_>, places: &mut Vec<Place>) {
    let raw = pair.target.raw;
    let own = |c: char| matches!(CharScript::of(c), CharScript::Han | CharScript::Kana);
    let codes = pair.target.protected.iter().filter(|p| raw[p.range.clone()].starts_with('`'));
    for code in codes.take(MOST_CODES) {
        let before = raw[..code.range.start].chars().next_back();
        let behind = raw[code.range.end..].chars().next();
        let beyond = |c: Option<char>, text: Option<char>| c == Some(' ') && text.is_some_and(own);
        let (mut left, mut right) =
            (raw[..code.range.start].chars().rev(), raw[code.range.end..].chars());
        let (left, right) = (left.nth(1), right.nth(1));
        if let Some(c) = before.filter(|c| own(*c)) {
            let span = code.range.start - c.len_utf8()..code.range.end;
            places.push(Place { span, source: None, kept: false, expected: None });
        } else if beyond(before, left) {
            places.push(Place {
                span: code.range.clone(),
                source: None,
                kept: true,
                expected: None,
            });
        }
        if let Some(c) = behind.filter(|c| own(*c)) {
            let span = code.range.start..code.range.end + c.len_utf8();
            places.push(Place { span, source: None, kept: false, expected: None });
        } else if beyond(behind, right) {
            places.push(Place {
                span: code.range.clone(),
                source: None,
                kept: true,
                expected: None,
            });
        }
    }
}

/// Spans of code of a text that are looked at; one with more is a generated list.
const MOST_CODES: usize = 64;

fn usage(locale: &Locale, letters: bool) -> Usage {
    match locale.script {
        Some(Script::Han | Script::Japanese) => Usage::Open,
        Some(Script::Thai) if letters => Usage::Open,
        _ => Usage::None,
    }
}

/// Where the locale's own characters meet those of a class of ASCII, with or without a space between.
fn meetings(pair: &Pair<'_>, class: CharScript, places: &mut Vec<Place>) {
    let thai = pair.locale.script == Some(Script::Thai);
    let own = |c: char| match CharScript::of(c) {
        CharScript::Thai => thai,
        CharScript::Han | CharScript::Kana => !thai,
        _ => false,
    };
    let other = |c: char| c.is_ascii() && CharScript::of(c) == class;
    let meet = |a: char, b: char| own(a) && other(b) || other(a) && own(b);
    let visible = pair.target.visible();
    let mut before: [Option<(usize, char)>; 2] = [None; 2];
    for (at, c) in visible.char_indices() {
        let end = at + c.len_utf8();
        if let Some((start, b)) = before[1] {
            if meet(b, c) {
                let expected = String::from_iter([b, ' ', c]);
                let place = Place::new(pair, start..end, false).expected(expected);
                if !super::spaces::parted_by_tag(pair.target, &place.span) {
                    places.push(place);
                }
            } else if b == ' '
                && let Some((first, a)) = before[0]
                && meet(a, c)
                && !super::spaces::breaks_line(pair.target, start)
            {
                places.push(Place::new(pair, first..end, true));
            }
        }
        before = [before[1], Some((at, c))];
    }
}
