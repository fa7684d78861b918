//! Romanian: the preposition between a number and its noun, hyphens, and the comma below letters.

use super::{Found, Language, has};
use crate::checks::SegmentView;
use crate::text::{Text, Word, WordKind, words};

pub(super) static ROMANIAN: Language = Language {
    spacing: &[torn_hyphen],
    wrong_form: &[bare_number, cedilla],
    ..Language::new("ro")
};

/// `API -ul`, `dintr- o`: a blank beside the hyphen of an ending or of a shortened word.
fn torn_hyphen(view: &SegmentView<'_>) -> Vec<Found> {
    let target = &view.target;
    let (visible, rules) = (target.visible(), &view.locale.rules);
    let is_torn = |pair: &&[Word]| {
        let [before, behind] = pair else { return false };
        let (first, last) = (target.word(before), target.word(behind));
        match visible.get(before.end as usize..behind.start as usize) {
            Some(" -") => {
                has(&rules.hyphen_endings, last) && first.ends_with(char::is_alphanumeric)
            }
            Some("- ") => has(&rules.hyphen_stems, &first.to_lowercase()),
            _ => false,
        }
    };
    let found = |pair: &[Word]| {
        let joined = format!("{}-{}", target.word(&pair[0]), target.word(&pair[1]));
        Found::between(
            target,
            &pair[0],
            &pair[1],
            "A blank stands beside the hyphen: leave it out.",
        )
        .expected(joined)
    };
    target.words.windows(2).filter(is_torn).take(MOST).map(found).collect()
}

/// Places that are told of one text, and segments of a page that are looked at.
const MOST: usize = 16;
const COMPARED: usize = 400;

/// `puteţi`: a cedilla for the comma below, on a page that writes the comma in more places.
fn cedilla(view: &SegmentView<'_>) -> Vec<Found> {
    let target = &view.target;
    let is_cedilla = |c: char| matches!(c, 'ş' | 'ţ' | 'Ş' | 'Ţ');
    if !target.visible().contains(is_cedilla) {
        return Vec::new();
    }
    let count = |of: &dyn Fn(char) -> bool| -> usize {
        let texts = view.page.segments().iter().take(COMPARED);
        texts.map(|segment| segment.target.chars().filter(|c| of(*c)).count()).sum()
    };
    let commas = count(&|c| matches!(c, 'ș' | 'ț' | 'Ș' | 'Ț'));
    if commas <= 2 * count(&is_cedilla) {
        return Vec::new();
    }
    let with_comma = |c: char| match c {
        'ş' => 'ș',
        'ţ' => 'ț',
        'Ş' => 'Ș',
        'Ţ' => 'Ț',
        other => other,
    };
    let found = |word: &Word| {
        let right: String = target.word(word).chars().map(with_comma).collect();
        let message = "The letter has a cedilla, and a comma on the rest of the page.";
        Found::between(target, word, word, message).expected(right)
    };
    let words = target.words.iter().filter(|word| target.word(word).contains(is_cedilla));
    words.take(MOST).map(found).collect()
}

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
        // Symbols and abbreviations have none, words have.
        let is_unit = written.chars().count() < LEAST_UNIT
            && view.locale.units.values().flatten().any(|unit| *unit == written);
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

/// Letters of a unit that is a word rather than a symbol.
const LEAST_UNIT: usize = 4;

fn asks_for_de(digits: &str) -> bool {
    // `1.250`: groups of three behind a point.
    let mut groups = digits.split('.');
    let is_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let is_number =
        groups.next().is_some_and(|first| (1..=3).contains(&first.len()) && is_digits(first))
            && groups.all(|group| group.len() == 3 && is_digits(group));
    let value: u32 = digits.replace('.', "").parse().unwrap_or(0);
    is_number && value >= 20 && (value % 100 >= 20 || value.is_multiple_of(100))
}

/// Whether a plural in small letters stands behind the number in an English text.
fn counts_things(text: &Text<'_>, digits: &str) -> bool {
    let plain = |number: &str| number.replace(['.', ','], "");
    let is_it = |word: &Word| plain(text.word(word)) == plain(digits);
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
