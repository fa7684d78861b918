//! Ukrainian: apostrophes inside words.

use super::{Found, Language};
use crate::checks::SegmentView;

pub(super) static UKRAINIAN: Language =
    Language { spacing: &[parted_apostrophe], ..Language::new("uk") };

/// `об 'єкт`, `ім' я`: the apostrophe stands between a consonant and one of four vowels, without blanks.
fn parted_apostrophe(view: &SegmentView<'_>) -> Vec<Found> {
    const VOWELS: [char; 4] = ['є', 'ї', 'ю', 'я'];
    let visible = view.target.visible();
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let marks: Vec<(usize, &str)> = visible.match_indices(['\'', '’', 'ʼ']).collect();
    // Marks of quotation come in pairs, and have no letters on both sides.
    let apart = marks.iter().filter(|(at, mark)| {
        let (before, behind) = (&visible[..*at], &visible[at + mark.len()..]);
        !(is_letter(before.chars().next_back()) && is_letter(behind.chars().next()))
    });
    if apart.count() % 2 == 0 {
        return Vec::new();
    }
    let mut all = Vec::new();
    for (at, mark) in marks {
        let (before, behind) = (&visible[..at], &visible[at + mark.len()..]);
        let head = before.strip_suffix(' ').unwrap_or(before);
        let tail = behind.strip_prefix(' ').unwrap_or(behind);
        let gaps = before.len() - head.len() + behind.len() - tail.len();
        let is_inside = head.ends_with(|c: char| c.is_lowercase() && !VOWELS.contains(&c))
            && tail.starts_with(|c| VOWELS.contains(&c));
        if gaps == 1 && is_inside {
            let start = head.len() - head.chars().next_back().map_or(0, char::len_utf8);
            let vowel = tail.chars().next().map_or(0, char::len_utf8);
            let end = visible.len() - tail.len() + vowel;
            let message = "A blank stands beside the apostrophe inside the word: leave it out.";
            all.push(Found::new(&view.target, start..end, message));
        }
    }
    all
}
