//! Digits of a locale's own, or those of ASCII.

use super::{Pair, Place, Rule, Usage};
use crate::text::WordKind;
use crate::text::numbers::digit;
use crate::text::words::runs;

/// ASCII digits where the locale has its own.
pub static ASCII_DIGITS: Rule = Rule {
    id: "ascii-digits",
    summary: "numbers are written with 0 to 9, not with the digits of the script",
    kept: "write 0 to 9",
    other: "write the digits of the script",
    both_ways: false,
    usage: |locale| match locale.native_zero {
        Some(_) if !locale.writes_native_digits => Usage::Open,
        _ => Usage::None,
    },
    places,
};

fn places(pair: &Pair<'_>, places: &mut Vec<Place>) {
    let Some(zero) = pair.locale.native_zero else { return };
    let target = pair.target.visible();
    let native = |c: char| digit(c).is_some_and(|value| zero as u32 + value == c as u32);
    let source = pair.source.visible();
    if source.contains(native) || !source.contains(|c: char| c.is_ascii_digit()) {
        return;
    }
    if !target.is_ascii() {
        for run in runs(target, native) {
            let value = |c: char| char::from_digit(digit(c)?, 10);
            let ascii: String = target[run.clone()].chars().filter_map(value).collect();
            places.push(Place::new(pair, run, false).expected(ascii));
        }
    }
    for word in pair.target.words.iter().filter(|w| w.kind == WordKind::Number) {
        if pair.target.word(word).starts_with(|c: char| c.is_ascii_digit()) {
            places.push(Place::new(pair, word.range(), true));
        }
    }
}
