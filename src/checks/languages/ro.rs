//! Romanian: the preposition between a number and its noun.

use super::{Found, Language};
use crate::checks::SegmentView;
use crate::text::{Text, Word, WordKind, words};

pub(super) static ROMANIAN: Language =
    Language { wrong_form: &[bare_number], ..Language::new("ro") };

/// `32 caractere` for `32 de caractere`: behind a number whose last two digits are 20 or more, or 00, a noun is joined by
/// `de`. Told where the source has a plural behind the same number; months and units have none.
fn bare_number(view: &SegmentView<'_>) -> Vec<Found> {
    let (source, target) = (&view.source, &view.target);
    let mut all = Vec::new();
    for pair in target.words.windows(2) {
        let [number, noun] = pair else { continue };
        let (digits, written) = (target.word(number), target.word(noun));
        let lower = written.to_lowercase();
        let is_month = view.locale.months.iter().flatten().any(|month| *month == lower);
        let is_unit = view.locale.units.values().flatten().any(|unit| *unit == written);
        if asks_for_de(digits)
            && noun.kind == WordKind::Plain
            && written.chars().count() >= 3
            && written.chars().all(char::is_lowercase)
            && target.visible().get(number.end as usize..noun.start as usize) == Some(" ")
            && !view.locale.function_words.contains(&lower)
            && !is_month
            && !is_unit
            && counts_things(source, digits)
        {
            let message = format!("A number like {digits} is joined to its noun by “de”.");
            let right = format!("{digits} de {written}");
            all.push(Found::between(target, number, noun, message).expected(right));
        }
    }
    all
}

fn asks_for_de(digits: &str) -> bool {
    let is_number = digits.len() <= 3 && digits.bytes().all(|b| b.is_ascii_digit());
    let value: u32 = digits.parse().unwrap_or(0);
    is_number && value >= 20 && (value % 100 >= 20 || value.is_multiple_of(100))
}

/// Whether a plural in small letters stands behind the number in an English text.
fn counts_things(text: &Text<'_>, digits: &str) -> bool {
    let is_it = |word: &Word| text.word(word) == digits;
    text.words.iter().filter(|word| is_it(word)).any(|word| {
        let rest = text.visible()[word.end as usize..].strip_prefix(' ').unwrap_or("");
        let noun = words::leading(rest, |c| c.is_ascii_lowercase());
        noun.len() >= 4 && noun.ends_with('s') && !noun.ends_with("ss")
    })
}

#[cfg(test)]
mod tests {
    use super::asks_for_de;

    #[test]
    fn numbers_from_twenty_on_ask_for_a_preposition() {
        assert!(["20", "32", "100", "256", "120"].iter().all(|n| asks_for_de(n)));
        assert!(["2", "19", "101", "119", "2021", "1.5"].iter().all(|n| !asks_for_de(n)));
    }
}
