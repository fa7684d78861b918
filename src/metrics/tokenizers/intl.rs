//! The tokenizer `intl`, of mteval-v14: punctuation and symbols of all scripts apart, but not inside numbers.

use super::categories::category_class;
use super::split::{Class, Rules, split_by};
use crate::metrics::python_text::{Span, space_len};

/// The classes of intl.
struct Intl;

impl Rules for Intl {
    const PADDED: bool = false;
    const PLAIN: [bool; 256] = PLAIN;

    #[inline]
    fn classify(bytes: &[u8], at: usize) -> (Class, usize) {
        if bytes[at] < 0x80 {
            return (ASCII[bytes[at] as usize], 1);
        }
        match space_len(bytes, at) {
            0 => {
                let (code, width) = decode(bytes, at);
                (category_class(code), width)
            }
            width => (Class::Space, width),
        }
    }

    #[inline]
    fn digit_before(bytes: &[u8], at: usize) -> bool {
        if bytes[at - 1] < 0x80 {
            return bytes[at - 1].is_ascii_digit();
        }
        let start = bytes[..at].iter().rposition(|&byte| byte >= 0xC0).unwrap_or(0);
        category_class(decode(bytes, start).0) == Class::Digit
    }
}

/// The classes of ASCII: as in all of Unicode, but that some of the characters in Category Cc are whitespace.
const ASCII: [Class; 128] = {
    let mut classes = [Class::Word; 128];
    let mut byte = 0;
    while byte < 128 {
        classes[byte] = match byte as u8 {
            b'0'..=b'9' => Class::Digit,
            0x09..=0x0D | 0x1C..=0x20 => Class::Space,
            b'$' | b'+' | b'<' | b'=' | b'>' | b'^' | b'`' | b'|' | b'~' => Class::Symbol,
            other if other.is_ascii_punctuation() => Class::Point,
            _ => Class::Word,
        };
        byte += 1;
    }
    classes
};

/// ASCII that is neither set apart nor a point, and the later bytes of longer characters.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        plain[byte] = match byte {
            0..0x80 => matches!(ASCII[byte], Class::Word | Class::Digit),
            _ => byte < 0xC0,
        };
        byte += 1;
    }
    plain
};

/// Appends the tokens' spans.
pub(super) fn split(text: &str, marks: &mut Vec<u32>, spans: &mut Vec<Span>) {
    split_by::<Intl>(text, marks, spans);
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
            let trimmed = text.trim_end();
            assert_eq!(Tokenizer::Intl.tokens(text), substitutions(trimmed), "{text:?}");
        });
    }

    #[test]
    fn ascii_is_classified_as_the_rest_of_unicode() {
        for byte in (0..128_u8).filter(|&byte| super::ASCII[byte as usize] != Class::Space) {
            assert_eq!(super::ASCII[byte as usize], category_class(byte.into()), "{byte}");
        }
    }

    #[test]
    fn numbers_hold_their_points_and_the_text_ends_hold_them_too() {
        let tokens = |text: &str| Tokenizer::Intl.tokens(text).join(" ");
        assert_eq!(tokens("In 2019, 1,5 % of l'été."), "In 2019 , 1,5 % of l ' été .");
        assert_eq!(tokens("since 2019."), "since 2019.");
        assert_eq!(tokens("٣٫١٤ «x» 10°C"), "٣٫١٤ « x » 10 ° C");
    }
}
