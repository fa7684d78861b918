//! Arabic: particles of one letter are written together with the next word.

use super::{Found, Language, has};
use crate::checks::SegmentView;

pub(super) static ARABIC: Language =
    Language { spacing: &[detached_particle], ..Language::new("ar") };

/// A one-letter particle that stands alone: it belongs to the next word.
fn detached_particle(view: &SegmentView<'_>) -> Vec<Found> {
    let text = &view.target;
    let visible = text.visible();
    let mut found = Vec::new();
    for word in &text.words {
        let alone = visible[..word.start as usize].chars().next_back().is_none_or(|c| c == ' ')
            && visible[word.end as usize..].starts_with(' ');
        if alone && has(&view.locale.rules.proclitics, text.word(word)) {
            let span = word.start as usize..word.end as usize + 1;
            found.push(Found::new(
                text,
                span,
                "A space stands between the particle and its word: leave it out.",
            ));
        }
    }
    found
}
