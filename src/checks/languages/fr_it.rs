//! French and Italian: elisions.

use super::{Found, Language, adjacent, has, is_unmarked};
use crate::checks::SegmentView;
use crate::text::{OBJECT, WordKind, words};

pub(super) static FRENCH: Language = Language {
    spacing: &[detached_elision],
    wrong_form: &[unelided, elided_before_consonant],
    ..Language::new("fr")
};

pub(super) static ITALIAN: Language = Language {
    spacing: &[detached_elision],
    wrong_form: &[elided_before_consonant, before_number],
    ..Language::new("it")
};

/// Italian: `del 1,5%`, `il 8 marzo`: the numbers `uno`, `otto` and `undici` begin with a vowel.
fn before_number(view: &SegmentView<'_>) -> Vec<Found> {
    let text = &view.target;
    let mut found = Vec::new();
    for pair in text.words.windows(2) {
        let [a, b] = pair else { continue };
        let before = text.word(a).to_lowercase();
        let articles = &view.locale.rules.articles_before_number;
        if !adjacent(text, a, b) || !has(articles, &before) {
            continue;
        }
        let visible = text.visible();
        let number = words::leading(&visible[b.start as usize..], |c| {
            c.is_ascii_digit() || matches!(c, ',' | '.')
        });
        let number = number.trim_end_matches([',', '.']);
        let whole = words::leading(number, |c| c.is_ascii_digit());
        let is_vowel = match whole {
            "8" | "11" => true,
            // Before a percent sign or a fraction it is read as a number, not as a date.
            "1" => {
                number.len() > 1 || visible[b.start as usize + 1..].trim_start().starts_with('%')
            }
            _ => matches!(whole.len(), 2 | 3) && whole.starts_with('8'),
        };
        let behind = &visible[b.start as usize + number.len()..];
        if is_vowel
            && !behind
                .starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | ':'))
        {
            let range = a.start as usize..b.start as usize + number.len();
            let message = format!(
                "“{before}” loses its vowel before “{number}”: write it with an apostrophe."
            );
            found.push(Found::new(text, range, message));
        }
    }
    found
}

/// `l' article`: the elided word belongs to the next.
fn detached_elision(view: &SegmentView<'_>) -> Vec<Found> {
    let visible = view.target.visible();
    let mut found = Vec::new();
    for (at, mark) in visible.match_indices(['\'', '’']) {
        let rest = &visible[at + mark.len()..];
        let Some(next) = rest.strip_prefix(' ').and_then(|r| r.chars().next()) else { continue };
        let word = words::trailing(&visible[..at], char::is_alphabetic);
        let elides = has(&view.locale.rules.elisions, &word.to_lowercase());
        if elides && !view.source.visible().contains("' ") {
            let end = at + mark.len() + 1 + next.len_utf8();
            let message = "A space stands behind the apostrophe of an elision: leave it out.";
            found.push(Found::new(&view.target, at..end, message));
        }
    }
    found
}

/// French: `de Azure`, `de le`, `à le`.
fn unelided(view: &SegmentView<'_>) -> Vec<Found> {
    let text = &view.target;
    let rules = &view.locale.rules;
    let mut found = Vec::new();
    for pair in text.words.windows(2) {
        let [a, b] = pair else { continue };
        let word = text.word(a);
        let elided = has(&rules.elided_words, word);
        if !elided || !adjacent(text, a, b) || b.kind != WordKind::Plain {
            continue;
        }
        let next = text.word(b);
        let mut letters = next.chars();
        let (Some(first), Some(second)) = (letters.next(), letters.next()) else { continue };
        // `y` and `h` depend on the word, acronyms on how they are read, `U` and `One` on English.
        let vowel = "aàâeéèêiîoôAÀÂEÉÈÊIÎOÔ".contains(first);
        let acronym = second.is_uppercase() || next.len() <= 3 && first.is_uppercase();
        let hyphen = text.visible()[b.end as usize..].starts_with('-');
        let joined = text.visible()[..a.start as usize].ends_with(['-', '’', '\'', '(', '/']);
        let english = ["One", "Eu", "Ya"].iter().any(|e| next.starts_with(e));
        let marked = !is_unmarked(text, a, b);
        // A name that the source has so (`de Oliveira`).
        let name = || view.source.visible().contains(&format!("{word} {next}"));
        let excused = acronym || hyphen || joined || english || marked;
        if vowel && !excused && !has(&rules.unelided_words, next) && !name() {
            let message =
                format!("“{word}” stands whole before a vowel: write it with an apostrophe.");
            found.push(Found::between(text, a, b, message));
        }
    }
    found
}

/// `l’PGA`, `l’Microsoft`: an elided word before a consonant. Letters that are read with a vowel (`l’SQL`) and the mute
/// ones are left alone, and so is what can only be spelled (`l’npm`).
fn elided_before_consonant(view: &SegmentView<'_>) -> Vec<Found> {
    let (text, source) = (&view.target, view.source.visible());
    let visible = text.visible();
    let mut found = Vec::new();
    for (at, mark) in visible.match_indices(['\'', '’']) {
        let word = words::trailing(&visible[..at], char::is_alphabetic);
        let start = at - word.len();
        let behind = &visible[at + mark.len()..];
        let next = words::leading(behind, char::is_alphanumeric);
        let Some(first) = next.chars().next().map(|c| c.to_ascii_lowercase()) else { continue };
        let spelled = next.chars().skip(1).any(char::is_uppercase);
        let is_consonant = "bcdgjkpqtvwz".contains(first)
            || !spelled && "flmnrsx".contains(first) && next.chars().count() > 2;
        let is_read = spelled || next.to_lowercase().contains(['a', 'e', 'i', 'o', 'u', 'é', 'è']);
        let joined = visible[..start]
            .ends_with(|c: char| c.is_alphanumeric() || c == OBJECT || "'’-_)".contains(c));
        let end = at + mark.len() + next.len();
        if has(&view.locale.rules.elisions, &word.to_lowercase())
            && is_consonant
            && is_read
            && !joined
            && !["'", "’"].iter().any(|m| source.contains(&format!("{word}{m}{next}")))
        {
            let message =
                format!("“{word}{mark}” stands before a consonant: write the whole word.");
            found.push(Found::new(text, start..end, message));
        }
    }
    found
}
