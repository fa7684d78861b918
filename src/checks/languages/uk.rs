//! Ukrainian: apostrophes inside words.

use super::{Found, Language, Spelling};
use crate::checks::SegmentView;
use crate::locale::Locale;
use crate::text::Text;

pub(super) static UKRAINIAN: Language = Language {
    misspelling: Some(lost_apostrophe),
    spacing: &[parted_apostrophe],
    ..Language::new("uk")
};

/// `зявляється`: a word that begins with a stem of the locale's data, which has an apostrophe before its vowel.
fn lost_apostrophe(text: &Text<'_>, locale: &Locale, at: usize) -> Option<Spelling> {
    let word = &text.words[at];
    let written = text.word(word);
    let small = written.to_lowercase();
    let stems = &locale.rules.apostrophe_stems;
    let mut parts = stems.iter().map(|stem| stem.split_once('\'').unwrap_or((stem, "")));
    let begins = |(head, tail): &(&str, &str)| {
        small.strip_prefix(head).is_some_and(|rest| rest.starts_with(tail))
    };
    let before = parts.find(begins)?.0.len();
    // Small letters of Cyrillic are as long as their capitals.
    let (head, tail) = written.split_at_checked(before)?;
    Some(Spelling { visible: word.range(), right: format!("{head}'{tail}") })
}

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
