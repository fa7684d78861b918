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
    // Straight marks open and close in turn.
    let marks: Vec<usize> = visible.match_indices('"').map(|(at, _)| at).collect();
    if marks.len() % 2 == 1 {
        return found;
    }
    for pair in marks.chunks_exact(2) {
        let (open, close) = (pair[0], pair[1]);
        let inner = &visible[open + 1..close];
        if inner.len() > 1 && (inner.starts_with(' ') || inner.ends_with(' ')) {
            let message = "Spaces stand inside the quotation marks: leave them out.";
            found.push(Found::new(&view.target, open..close + 1, message));
        }
    }
    found
}
