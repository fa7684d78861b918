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
