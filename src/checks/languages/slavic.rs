//! What Czech and Russian share: a preposition of one consonant takes a vowel before its like.

use super::{Found, adjacent};
use crate::checks::SegmentView;
use crate::text::WordKind;

/// A preposition that takes a vowel.
pub(super) struct Vocalised {
    /// Its bare form, in small letters.
    pub(super) from: &'static str,
    /// The form with the vowel.
    pub(super) to: &'static str,
    /// First letters of the next word before which it takes the vowel.
    pub(super) before: &'static str,
    /// Whether only where another consonant follows that letter.
    pub(super) in_clusters: bool,
}

/// A bare preposition before a word that begins with the like consonant, but before `idioms`.
pub(super) fn vocalised(
    view: &SegmentView<'_>,
    prepositions: &[Vocalised],
    idioms: &[&str],
) -> Vec<Found> {
    let text = &view.target;
    let mut found = Vec::new();
    for pair in text.words.windows(2) {
        let [a, b] = pair else { continue };
        if a.end - a.start > 2 || b.kind != WordKind::Plain || !adjacent(text, a, b) {
            continue;
        }
        let next = text.word(b);
        let mut letters = next.chars().flat_map(char::to_lowercase);
        let (Some(first), Some(second), true) =
            (letters.next(), letters.next(), next.chars().count() > 3)
        else {
            continue;
        };
        let consonant = !"аеёиоуыэюяьъaáeéěiíoóuúůyýv".contains(second) && second.is_alphabetic();
        let written = text.word(a);
        let Some(preposition) = prepositions.iter().find(|p| {
            written.chars().flat_map(char::to_lowercase).eq(p.from.chars())
                && p.before.contains(first)
                && (consonant || !p.in_clusters)
        }) else {
            continue;
        };
        // A letter by itself may be a label (`bod S`); capitals are read letter by letter.
        let capitals = next.chars().nth(1).is_some_and(char::is_uppercase);
        let labelled = text.visible()[..a.start as usize].ends_with(['(', '-', '.', '/', '\'']);
        let excused = idioms.contains(&next) || capitals || labelled;
        if !excused && !view.source.visible().contains(next) {
            let message =
                format!("“{written}” stands before “{next}”: write “{}”.", preposition.to);
            found.push(Found::between(text, a, b, message));
        }
    }
    found
}
