//! The tokenizer `intl`, of mteval-v14: punctuation and symbols of all scripts apart, but not inside numbers.

use super::categories::category_class;
use super::split::{Class, split_by};
use crate::metrics::python_text::{Span, space_len};

/// Appends the tokens' spans.
pub(super) fn split(text: &str, spans: &mut Vec<Span>) {
    let classify = |bytes: &[u8], at: usize| match space_len(bytes, at) {
        0 if bytes[at] < 0x80 => (category_class(u32::from(bytes[at])), 1),
        0 => {
            let (code, width) = decode(bytes, at);
            (category_class(code), width)
        }
        width => (Class::Space, width),
    };
    split_by(text, Class::Edge, classify, spans);
}

/// The code point of the character of two bytes or more at `at`, and its length.
fn decode(bytes: &[u8], at: usize) -> (u32, usize) {
    let lead = u32::from(bytes[at]);
    let next = |offset: usize| u32::from(bytes[at + offset] & 0x3F);
    match lead {
        0xF0.. => ((lead & 7) << 18 | next(1) << 12 | next(2) << 6 | next(3), 4),
        0xE0.. => ((lead & 15) << 12 | next(1) << 6 | next(2), 3),
        _ => ((lead & 31) << 6 | next(1), 2),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Tokenizer;
    use super::super::categories::category_class;
    use super::super::split::{Class, oracle};

    fn is(c: char, class: Class) -> bool {
        category_class(u32::from(c)) == class
    }

    fn substitutions(text: &str) -> Vec<String> {
        let number = |c| !is(c, Class::Digit);
        let text = oracle::pairs(text, number, |c| is(c, Class::Point), "1 2 ");
        let text = oracle::pairs(&text, |c| is(c, Class::Point), number, " 1 2");
        oracle::words(&oracle::pad(&text, |c| is(c, Class::Symbol)))
    }

    #[test]
    fn one_pass_equals_the_substitutions() {
        oracle::all_texts(&['.', '-', '1', 'a', '½', '€', ' ', '»'], 6, &mut |text| {
            assert_eq!(Tokenizer::Intl.tokens(text), substitutions(text), "{text:?}");
        });
    }

    #[test]
    fn numbers_hold_their_points_and_the_text_ends_hold_them_too() {
        let tokens = |text: &str| Tokenizer::Intl.tokens(text).join(" ");
        assert_eq!(tokens("In 2019, 1,5 % of l'été."), "In 2019 , 1,5 % of l ' été .");
        assert_eq!(tokens("since 2019."), "since 2019.");
        assert_eq!(tokens("٣٫١٤ «x» 10°C"), "٣٫١٤ « x » 10 ° C");
    }
}
