//! Chinese and Japanese: repetitions, blanks between characters; Chinese quotation marks.

use super::unspaced::{doubled, same_sides};
use super::{Found, Language};
use crate::checks::SegmentView;
use crate::text::script::{CharScript, is_hiragana};

pub(super) static CHINESE: Language = Language {
    repeated_word: &[same_sides, doubled],
    spacing: &[spaced_quotes, parted_characters],
    ..Language::new("zh")
};

pub(super) static JAPANESE: Language = Language {
    repeated_word: &[same_sides, doubled],
    spacing: &[parted_particles],
    ..Language::new("ja")
};

/// `支持 处理`: Chinese parts no words.
fn parted_characters(view: &SegmentView<'_>) -> Vec<Found> {
    parted(view, |before, behind| [before, behind].map(CharScript::of) == [CharScript::Han; 2])
}

/// `センター で`: a particle stands directly behind its noun. Between katakana words the blank is a style.
fn parted_particles(view: &SegmentView<'_>) -> Vec<Found> {
    parted(view, |before, behind| {
        CharScript::of(before).is_cjk() && !is_hiragana(before) && is_hiragana(behind)
    })
}

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

/// Characters parted by a blank that nothing but text stands beside, where no blank stands between two of the kind.
fn parted(view: &SegmentView<'_>, joins: fn(char, char) -> bool) -> Vec<Found> {
    let text = &view.target;
    let visible = text.visible();
    let mut found = Vec::new();
    for (at, _) in visible.match_indices(' ') {
        let Some(before) = visible[..at].chars().next_back() else { continue };
        let Some(behind) = visible[at + 1..].chars().next() else { continue };
        if !joins(before, behind) {
            continue;
        }
        let span = at - before.len_utf8()..at + 1 + behind.len_utf8();
        // Markup between them has its own reasons, and a line may be broken anywhere.
        let raw = text.raw_range(span.clone());
        if raw.len() == span.len() && !text.slice(raw).contains('\n') {
            let message = format!("A blank parts “{before}” from “{behind}”: leave it out.");
            found.push(Found::new(text, span, message));
        }
    }
    found
}
