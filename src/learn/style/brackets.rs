//! Brackets behind a Korean word.

use super::{Pair, Place, Rule, Usage};
use crate::locale::Script;
use crate::text::script::CharScript;

/// No space between a word and an opening bracket.
pub static BRACKET_BEHIND_WORD: Rule = Rule {
    id: "bracket-behind-word",
    summary: "in Korean an opening bracket stands directly behind the word before it",
    kept: "have no space",
    other: "have a space",
    both_ways: false,
    usage: |locale| {
        if locale.script == Some(Script::Hangul) { Usage::Open } else { Usage::None }
    },
    places,
};

fn places(pair: &Pair<'_>, places: &mut Vec<Place>) {
    let visible = pair.target.visible();
    let letter = |c: Option<char>| c.is_some_and(|c| CharScript::of(c).is_letter());
    for (at, _) in visible.match_indices('(') {
        // `(1)` numbers a list.
        if visible[at + 1..].starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let before = &visible[..at];
        if let Some(word) = before.strip_suffix(' ') {
            if letter(word.chars().next_back()) {
                places.push(Place::new(pair, at - 1..at + 1, false).expected("("));
            }
        } else if letter(before.chars().next_back()) {
            places.push(Place::new(pair, at..at + 1, true));
        }
    }
}
