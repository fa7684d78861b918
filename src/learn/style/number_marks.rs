//! The marks in numbers: those of the locale, or others.

use super::{Pair, Place, Rule, Usage};
use crate::locale::Locale;
use crate::text::numbers::{digit, numbers};
use crate::text::words;

/// The locale's decimal and grouping marks.
pub static NUMBER_MARKS: Rule = Rule {
    id: "number-marks",
    summary: "numbers have the decimal and grouping marks of the locale",
    kept: "have the locale's marks",
    other: "have others",
    both_ways: false,
    usage: |locale| {
        if locale.decimal_mark.is_some() { Usage::Usual } else { Usage::None }
    },
    places,
};

fn places(pair: &Pair<'_>, places: &mut Vec<Place>) {
    let (source, target) = (pair.source.visible(), pair.target.visible());
    let Some(decimal_mark) = pair.locale.decimal_mark else { return };
    if !has_mark(source) || !has_mark(target) {
        return;
    }
    let source_numbers = numbers(pair.source, Locale::english());
    if source_numbers.is_empty() {
        return;
    }
    for number in numbers(pair.target, pair.locale) {
        let is = &target[number.range.clone()];
        if !has_mark(is) {
            continue;
        }
        let mut met = None;
        for candidate in &source_numbers {
            let was = &source[candidate.range.clone()];
            if !digits(was).eq(digits(is)) {
                continue;
            }
            let amount = || is_amount(source, candidate.range.start, candidate.range.end);
            let kept = !clashes(was, is, decimal_mark, amount);
            met = Some((candidate, kept));
            if kept {
                break;
            }
        }
        if let Some((candidate, kept)) = met {
            let expected = written(&source[candidate.range.clone()], pair.locale);
            let place = Place::new(pair, number.range, kept).expected(expected);
            let span = pair.source.raw_range(candidate.range.clone());
            places.push(Place { source: Some(span), ..place });
        }
    }
}

/// Whether a point or comma stands between two digits.
fn has_mark(text: &str) -> bool {
    text.as_bytes()
        .windows(3)
        .any(|w| matches!(w[1], b'.' | b',') && w[0].is_ascii_digit() && w[2].is_ascii_digit())
}

fn digits(number: &str) -> impl Iterator<Item = u32> + '_ {
    number.chars().filter_map(digit)
}

/// The marks of a number, each with the count of digits before it.
fn marks(number: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let mut before = 0;
    number.chars().filter_map(move |c| {
        if digit(c).is_some() {
            before += 1;
            None
        } else {
            Some((before, c))
        }
    })
}

/// The place of an English number's decimal point; an error if its marks are not those of a number.
fn decimal_place(number: &str) -> Result<Option<usize>, ()> {
    let total = digits(number).count();
    let point = marks(number).filter(|m| m.1 == '.').count();
    let decimal = marks(number).last().filter(|m| m.1 == '.').map(|m| m.0);
    let whole = decimal.unwrap_or(total);
    let grouped = marks(number)
        .filter(|m| m.1 != '.')
        .all(|(at, mark)| mark == ',' && at < whole && (whole - at).is_multiple_of(3) && at > 0);
    if grouped && point == usize::from(decimal.is_some()) { Ok(decimal) } else { Err(()) }
}

/// Whether the target's mark means decimals where the source groups, or is no decimal mark where the source has one.
fn clashes(was: &str, is: &str, decimal_mark: char, amount: impl Fn() -> bool) -> bool {
    let Ok(decimal) = decimal_place(was) else { return false };
    let group = |at: usize| marks(was).any(|m| m.0 == at && m.1 == ',');
    marks(is).any(|(at, mark)| {
        if !matches!(mark, '.' | ',') {
            return false;
        }
        if Some(at) == decimal {
            mark != decimal_mark && (mark == ',' || amount())
        } else {
            mark == decimal_mark && group(at)
        }
    })
}

/// Whether the decimal number at these bytes of the source is an amount and no version.
pub fn is_amount(source: &str, start: usize, end: usize) -> bool {
    let (before, after) = (source[..start].trim_end(), source[end..].trim_start());
    let currency = |c: char| matches!(c, '$' | '€' | '£' | '¥' | '₹' | '%');
    if before.ends_with(currency) || after.starts_with(currency) {
        return true;
    }
    let next = words::leading(after, char::is_alphabetic);
    let lower = next.to_lowercase();
    let is_unit = |form: &String| *form == next || (form.len() > 2 && *form == lower);
    if AMOUNTS.contains(&next) || Locale::english().units.values().flatten().any(is_unit) {
        return true;
    }
    // Two decimals, and no name or `version` before it: a price or a rate.
    let number = &source[start..end];
    let two = number.rsplit('.').next().is_some_and(|fraction| fraction.len() == 2);
    let open = before.trim_end_matches(['"', '“', '(', '-', '−', ' ']);
    let last = words::trailing(open, char::is_alphanumeric);
    let plain = !last.is_empty() && last.chars().all(char::is_lowercase);
    let version = Locale::english().rules.numbered_nouns.iter().any(|noun| noun == last);
    // `Linux >= 3.6` is a version.
    let equals = open.ends_with('=') && !open.ends_with(">=") && !open.ends_with("<=");
    CURRENCIES.contains(&last) || equals || (two && plain && !version)
}

/// What follows an amount besides units.
const AMOUNTS: &[&str] = &["USD", "EUR", "GBP", "million", "billion", "dollars", "euros", "times"];

/// What stands before an amount: codes of ISO 4217 of the larger currencies, sorted.
const CURRENCIES: &[&str] = &[
    "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "ILS", "INR",
    "JPY", "KRW", "MXN", "NOK", "NZD", "PLN", "RON", "RUB", "SEK", "SGD", "THB", "TRY", "TWD",
    "UAH", "USD", "ZAR",
];

/// An English number in the marks of a locale.
fn written(number: &str, locale: &Locale) -> String {
    let group = locale.grouping_marks.first().copied().unwrap_or(' ');
    let mark = |c| match c {
        ',' => group,
        '.' => locale.decimal_mark.unwrap_or('.'),
        c => c,
    };
    number.chars().map(mark).collect()
}
