//! The tokenizer `zh`: every Chinese character apart, the rest by the rules of 13a, without padding.

use super::split::{Class, Rules, split_by};
use super::v13a;
use crate::metrics::python_text::{Span, is_space, space_len};

/// Whether the tokenizer sets `c` apart.
///
/// U+2001 to U+2A6D holds no Chinese: sacreBLEU writes the bounds of a supplementary block with escapes that stop
/// after four digits. All published zh scores rest on it, so it is kept; ideographs above U+FFFF are not split.
fn is_chinese(c: char) -> bool {
    matches!(u32::from(c), 0x2001..=0x2A6D | 0x2E80..=0x2FFF | 0x3000..=0x303F | 0x3100..=0x312F
        | 0x31A0..=0x31BF | 0x31C0..=0x31EF | 0x3200..=0x33FF | 0x3400..=0x4DB5 | 0x4E00..=0x9FBB
        | 0xF900..=0xFA2D | 0xFA30..=0xFA6A | 0xFA70..=0xFAD9 | 0xFE10..=0xFE1F | 0xFE30..=0xFE4F
        | 0xFF00..=0xFFEF)
}

/// ASCII that is neither set apart nor a point or dash, and letters of two bytes.
const PLAIN: [bool; 256] = {
    let mut plain = v13a::PLAIN;
    let mut byte = 0xE0;
    while byte <= 0xEF {
        plain[byte] = false;
        byte += 1;
    }
    plain
};

/// The classes of zh.
struct Zh;

impl Rules for Zh {
    const PADDED: bool = false;
    const PLAIN: [bool; 256] = PLAIN;

    #[inline]
    fn classify(bytes: &[u8], at: usize) -> (Class, usize) {
        match bytes[at] {
            0xE0..=0xEF => match space_len(bytes, at) {
                0 if is_chinese(three_byte_char(bytes, at)) => (Class::Symbol, 3),
                0 => (Class::Word, 3),
                width => (Class::Space, width),
            },
            _ => v13a::classify(bytes, at),
        }
    }

    #[inline]
    fn digit_before(bytes: &[u8], at: usize) -> bool {
        bytes[at - 1].is_ascii_digit()
    }
}

/// Appends the tokens' spans in the text returned, which is `text` without whitespace at its start.
pub(super) fn split<'a>(text: &'a str, marks: &mut Vec<u32>, spans: &mut Vec<Span>) -> &'a str {
    let text = text.trim_start_matches(is_space);
    split_by::<Zh>(text, marks, spans);
    text
}

/// The character whose three bytes start at `at`.
fn three_byte_char(bytes: &[u8], at: usize) -> char {
    let bits = |offset: usize, mask: u8| u32::from(bytes[at + offset] & mask);
    char::from_u32(bits(0, 0x0F) << 12 | bits(1, 0x3F) << 6 | bits(2, 0x3F)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::Tokenizer;

    #[test]
    fn splits_what_sacrebleu_splits() {
        let tokens = |text: &str| Tokenizer::Zh.tokens(text).join(" ");
        assert_eq!(tokens("版本3.5，共1,000个文件。"), "版 本 3.5 ， 共 1,000 个 文 件 。");
        assert_eq!(tokens("“引号”–€5…"), "“ 引 号 ” – € 5 …");
        assert_eq!(tokens("カナ 한글 𠀀𠀁"), "カナ 한글 𠀀𠀁");
        assert_eq!(tokens("file.txt."), "file . txt .");
        assert_eq!(tokens("5."), "5.");
    }
}
