//! Chinese and Japanese: repetitions; Chinese quotation marks.

use super::unspaced::{doubled, same_sides};
use super::{Found, Language};
use crate::checks::SegmentView;

pub(super) static CHINESE: Language = Language {
    repeated_word: &[same_sides, doubled],
    spacing: &[spaced_quotes],
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
            let message = "Spaces stand inside the quotation marks: leave them out.";
            found.push(Found::new(&view.target, open..close + 1, message));
        }
        rest = close + 1;
    }
    found
}
