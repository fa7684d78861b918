//! German: sentences that lost their verb, compounds that a blank tears.

use super::compounds::{glued_conjunction, parted_noun, torn_compound};
use super::{Found, Language};
use crate::checks::SegmentView;
use crate::text::sentences::sentences;
use crate::text::words::stretches;

pub(super) static GERMAN: Language = Language {
    spacing: &[torn_compound, glued_conjunction, parted_noun],
    wrong_form: &[lost_verb],
    ..Language::new("de")
};

/// `Informationen … Sie unter …` without its verb (`finden`).
fn lost_verb(view: &SegmentView<'_>) -> Vec<Found> {
    const BEGINS: [&str; 4] =
        ["Informationen ", "Weitere Informationen ", "Einzelheiten ", "Details "];
    const PRONOUN: [&str; 4] = ["Sie unter ", "Sie in ", "Sie im ", "Sie hier"];
    const VERBS: [&str; 8] =
        ["finden", "erhalten", "lesen", "erfahren", "sehen", "können", "siehe", "entnehmen"];
    let visible = view.target.visible();
    let mut all = Vec::new();
    for sentence in sentences(visible) {
        let text = visible[sentence.clone()].trim_start();
        if !BEGINS.iter().any(|b| text.starts_with(b)) {
            continue;
        }
        let Some((at, found)) = PRONOUN.iter().find_map(|f| Some((text.find(f)?, f.trim_end())))
        else {
            continue;
        };
        // Any verb in the plural ends so; a noun in `-en` only hides the error.
        let verb = |w: &str| {
            w.len() > 4
                && w.starts_with(char::is_lowercase)
                && w.ends_with("en")
                && !w.ends_with("zten")
                && !w.ends_with("nen")
        };
        let before_pronoun = stretches(&text[..at]).next_back().is_some_and(verb);
        let at_end =
            stretches(text.trim_end_matches(['.', ':', ' '])).next_back().is_some_and(verb);
        if !before_pronoun && !at_end && !VERBS.iter().any(|v| text.contains(v)) {
            let start = sentence.end - text.len() + at;
            let message = "The sentence lacks its verb: write “finden”.";
            all.push(Found::new(&view.target, start..start + found.len(), message));
        }
    }
    all
}
