//! The mark at the end of a segment, as the source has it or not.

use std::ops::Range;

use super::{Pair, Place, Rule, Usage};
use crate::locale::{Habit, Locale, Script};
use crate::text::script::CharScript;
use crate::text::{OBJECT, Text, words};

/// The mark at the end of a sentence is there.
pub static END_MARK: Rule = Rule {
    id: "end-mark",
    summary: "a segment ends with a mark where the source does",
    kept: "have the mark at their end",
    other: "have none",
    both_ways: false,
    usage: |_| Usage::Open,
    places: |pair, places| ends(pair, Kind::Lost, places),
};

/// No full stop at the end of a heading or an item of a list.
pub static NO_ADDED_STOP: Rule = Rule {
    id: "no-added-stop",
    summary: "a segment ends without a full stop where the source does",
    kept: "have no full stop",
    other: "have one",
    both_ways: false,
    usage: |_| Usage::Open,
    places: |pair, places| ends(pair, Kind::Added, places),
};

/// The same kind of mark at the end.
pub static SAME_END_MARK: Rule = Rule {
    id: "same-end-mark",
    summary: "a segment ends with the same kind of mark as the source",
    kept: "end with the source's mark",
    other: "end with another",
    both_ways: false,
    usage: |_| Usage::Open,
    places: |pair, places| ends(pair, Kind::Changed, places),
};

/// Words that a sentence has at least.
const LEAST_WORDS: usize = 3;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Lost,
    Added,
    Changed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Stop,
    Question,
    Exclamation,
    Colon,
    Comma,
    Open,
    Other,
}

fn ends(pair: &Pair<'_>, kind: Kind, places: &mut Vec<Place>) {
    if pair.source.words.len() < LEAST_WORDS || pair.target.words.is_empty() {
        return;
    }
    let visible = pair.target.visible();
    let (source, _) = end(pair.source.visible(), Locale::english());
    let (mut target, mark) = end(visible, pair.locale);
    if target == End::Other
        && source == End::Stop
        && lost_behind_bracket(pair.source.visible(), visible)
    {
        target = End::Open;
    }
    if target == End::Other && source == End::Stop && ends_in_code(pair.target) {
        target = End::Open;
    }
    let unknown = matches!(source, End::Other | End::Comma) || target == End::Other;
    if unknown || source != target && is_usual(pair.locale, source, target) {
        return;
    }
    let place = match (kind, source, target) {
        (Kind::Added, End::Open, End::Open) => (mark, true),
        (Kind::Added, End::Open, End::Stop) if !is_of_word(visible, mark.start) => (mark, false),
        (Kind::Lost | Kind::Changed, End::Open, _) => return,
        (Kind::Lost, _, End::Open) if visible.trim_end().ends_with(BRACKETS) => (mark, false),
        (Kind::Lost, _, End::Open) => (unmarked_end(visible), false),
        (Kind::Changed, _, End::Open) => return,
        (Kind::Lost, _, _) => (mark, true),
        (Kind::Changed, _, _) => (mark, source == target),
        _ => return,
    };
    if !place.0.is_empty() {
        let (lost, mut place) =
            (target == End::Open && source != End::Open, Place::new(pair, place.0, place.1));
        if lost {
            // The mark belongs behind the link or markup that the last word is in.
            place.span.end = place.span.end.max(pair.target.raw.trim_end().len());
        }
        places.push(place);
    }
}

/// Whether a text ends in code with back-ticks.
fn ends_in_code(text: &Text<'_>) -> bool {
    text.visible().trim_end().ends_with(OBJECT) && text.raw.trim_end().ends_with('`')
}

/// Brackets behind which a full stop stands.
const BRACKETS: &[char] = &[')', '）'];

/// Whether the stop that the source has behind a bracket stands neither behind that of the target nor before it.
fn lost_behind_bracket(source: &str, target: &str) -> bool {
    let target = target.trim_end();
    let inside = target.trim_end_matches(BRACKETS);
    source.trim_end().ends_with(").")
        && inside.len() < target.len()
        && inside.ends_with(char::is_alphanumeric)
}

/// `г.`, `etc.`, `1.`: whether the stop belongs to the word before it.
fn is_of_word(visible: &str, at: usize) -> bool {
    let before = visible[..at].chars().next_back();
    let word = words::trailing(&visible[..at], char::is_alphabetic).chars().count();
    let acronym = before.is_some_and(char::is_uppercase) && word > 1;
    !acronym
        && (before.is_none_or(|c| c.is_ascii_digit() || !c.is_alphanumeric())
            || word <= 3 && visible[at..].starts_with('.'))
}

/// What stands at the end without a mark: the last word; of a script without spaces the last character.
fn unmarked_end(visible: &str) -> Range<usize> {
    let text = visible.trim_end();
    if text.ends_with(OBJECT) {
        return text.len() - OBJECT.len_utf8()..text.len();
    }
    let word = words::trailing(text, char::is_alphanumeric);
    let unspaced = word.chars().next().is_some_and(|c| CharScript::of(c).is_unspaced());
    let len =
        if unspaced { text.chars().next_back().map_or(0, char::len_utf8) } else { word.len() };
    text.len() - len..text.len()
}

/// What a language does as a rule: Thai writes no stops, East Asian sentences before a list end in a stop; and people
/// everywhere calm an exclamation down, and lead on to code with a colon.
fn is_usual(locale: &Locale, source: End, target: End) -> bool {
    match source {
        End::Colon => locale.has(Habit::StopForColon) && target == End::Stop,
        End::Exclamation => locale.has(Habit::NoStops) || target == End::Stop,
        // A sentence that leads on to what follows, and a livelier tone.
        End::Stop if matches!(target, End::Colon | End::Exclamation) => true,
        _ => locale.has(Habit::NoStops),
    }
}

/// How a text ends, and where its last mark is.
fn end(visible: &str, locale: &Locale) -> (End, Range<usize>) {
    let trimmed = visible.trim_end().trim_end_matches(['"', '”', '»', '*', '\'', '’']).trim_end();
    let Some((at, last)) = trimmed.char_indices().next_back() else { return (End::Other, 0..0) };
    let kind = match last {
        '…' => End::Other,
        '.' | '。' | '۔' | '।' | '৷' | '．' | '։' | '።' | '။' | '។' | '།' | '᱾' => {
            if trimmed.ends_with("..") {
                End::Other
            } else {
                End::Stop
            }
        }
        '?' | '？' | '؟' | '\u{37e}' | '՞' | '፧' => End::Question,
        ';' if locale.script == Some(Script::Greek) => End::Question,
        '!' | '！' => End::Exclamation,
        ':' | '：' => End::Colon,
        OBJECT => End::Other,
        ',' | ';' | '，' | '、' | '；' | '،' | '؛' => End::Comma,
        c if c.is_alphanumeric() => End::Open,
        // `account (PGA)`: an acronym in brackets ends a heading.
        ')' if trimmed[..at].ends_with(char::is_uppercase) && trimmed[..at].contains(" (") => {
            End::Open
        }
        _ => End::Other,
    };
    (kind, at..at + last.len_utf8())
}
