//! Chinese and Japanese: repetitions; Chinese quotation marks and the width of marks.

use super::unspaced::{doubled, same_sides};
use super::{Found, Language};
use crate::checks::SegmentView;
use crate::text::script::CharScript;

pub(super) static CHINESE: Language = Language {
    repeated_word: &[same_sides, doubled],
    spacing: &[spaced_quotes],
    wrong_width: &[half_width],
    ..Language::new("zh")
};

pub(super) static JAPANESE: Language =
    Language { repeated_word: &[same_sides, doubled], ..Language::new("ja") };

/// `" 客户 "`: no spaces stand inside quotation marks.
fn spaced_quotes(view: &SegmentView<'_>) -> Vec<Found> {
    let visible = view.target.visible();
    let mut found = Vec::new();
    if view.source.visible().contains("\" ") && view.source.visible().contains(" \"") {
        return found;
    }
    let mut rest = 0;
    while let Some(open) = visible[rest..].find("\" ").map(|i| rest + i) {
        let Some(close) = visible[open + 1..].find('"').map(|i| open + 1 + i) else { break };
        if visible[..close].ends_with(' ') && close > open + 2 {
            let message = "No spaces stand inside quotation marks.";
            found.push(Found::new(&view.target, open..close + 1, message));
        }
        rest = close + 1;
    }
    found
}

/// Marks of half the width between Chinese characters, and brackets around them.
fn half_width(view: &SegmentView<'_>) -> Vec<Found> {
    let text = &view.target;
    let visible = text.visible();
    let mut found = Vec::new();
    let han = |c: Option<char>| c.is_some_and(|c| CharScript::of(c) == CharScript::Han);
    for (at, mark) in visible.match_indices([',', ';', ':', '?', '!']) {
        let before = visible[..at].chars().next_back();
        let next = visible[at + mark.len()..].chars().next();
        if han(before) && han(next) {
            let start = at - before.map_or(0, char::len_utf8);
            let end = at + mark.len() + next.map_or(0, char::len_utf8);
            let message = format!("“{mark}” is full-width between Chinese characters.");
            found.push(Found::new(text, start..end, message));
        }
    }
    for (open, _) in visible.match_indices('(') {
        let Some(len) = visible[open..].find(')') else { break };
        let inner = &visible[open + 1..open + len];
        let before = visible[..open].trim_end().chars().next_back();
        if han(before) && !inner.is_empty() && inner.chars().all(|c| han(Some(c))) {
            let message = "Brackets around Chinese characters are full-width.";
            let brackets = Found::new(text, open..open + len + 1, message);
            found.push(brackets.expected(format!("（{inner}）")));
        }
    }
    found
}
