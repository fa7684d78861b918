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
            if letter(word.chars().next_back()) && !is_clause(&visible[at + 1..]) {
                places.push(Place::new(pair, at - 1..at + 1, false).expected("("));
            }
        } else if letter(before.chars().next_back()) {
            places.push(Place::new(pair, at..at + 1, true));
        }
    }
}

/// The ending of a verb that describes what follows it.
const DESCRIBES: char = '는';

/// Whether brackets that open before this text hold words that describe what follows: `(용어집을 번역하는) 팀`.
fn is_clause(rest: &str) -> bool {
    let Some((inner, behind)) = rest.split_once(')') else { return false };
    let hangul = |c: char| CharScript::of(c) == CharScript::Hangul;
    inner.ends_with(DESCRIBES) && behind.strip_prefix(' ').is_some_and(|b| b.starts_with(hangul))
}
