//! The tokenizer `13a`, of NIST's mteval-v13a: ASCII punctuation apart, but not inside numbers.

use memchr::memchr3;

use super::Buffers;
use super::split::{Class, Rules, split_by};
use crate::metrics::python_text::{Span, space_len};

/// The class of each byte, for lack of any other that of a word.
const CLASSES: [Class; 256] = {
    let mut classes = [Class::Word; 256];
    let mut byte = 0;
    while byte < 128 {
        classes[byte] = match byte as u8 {
            b'0'..=b'9' => Class::Digit,
            b'.' | b',' => Class::Point,
            b'-' => Class::Dash,
            0x09..=0x0D | 0x1C..=0x20 => Class::Space,
            0x21..=0x26 | 0x28..=0x2B | 0x2F | 0x3A..=0x40 | 0x5B..=0x60 | 0x7B..=0x7E => {
                Class::Symbol
            }
            _ => Class::Word,
        };
        byte += 1;
    }
    classes
};

/// Bytes that are in the middle of a word whatever is around them; those of which longer whitespace starts are not.
pub(super) const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        let whitespace = matches!(byte as u8, 0xC2 | 0xE1 | 0xE2 | 0xE3);
        plain[byte] = matches!(CLASSES[byte], Class::Word | Class::Digit) && !whitespace;
        byte += 1;
    }
    plain
};

/// The classes of 13a, by byte.
struct V13a;

impl Rules for V13a {
    const PADDED: bool = true;
    const PLAIN: [bool; 256] = PLAIN;

    #[inline]
    fn classify(bytes: &[u8], at: usize) -> (Class, usize) {
        classify(bytes, at)
    }

    #[inline]
    fn digit_before(bytes: &[u8], at: usize) -> bool {
        bytes[at - 1].is_ascii_digit()
    }
}

/// The class and length of the character, or of the byte of a longer one, at `at`.
#[inline]
pub(super) fn classify(bytes: &[u8], at: usize) -> (Class, usize) {
    let byte = bytes[at];
    if byte < 0x80 {
        return (CLASSES[byte as usize], 1);
    }
    match space_len(bytes, at) {
        0 => (Class::Word, 1),
        width => (Class::Space, width),
    }
}

/// Appends the tokens' spans in the text returned: `text`, or its copy in `buffers` without what mteval removes.
pub(super) fn split<'a>(text: &'a str, buffers: &'a mut Buffers, spans: &mut Vec<Span>) -> &'a str {
    let Buffers { clean, marks, .. } = buffers;
    let text = match memchr3(b'&', b'<', b'\n', text.as_bytes()) {
        Some(_) if needs_cleaning(text) => {
            *clean = cleaned(text);
            clean.as_str()
        }
        _ => text,
    };
    split_by::<V13a>(text, marks, spans);
    text
}

fn needs_cleaning(text: &str) -> bool {
    memchr::memchr2(b'&', b'\n', text.as_bytes()).is_some() || text.contains("<skipped>")
}

/// mteval's order matters: `&amp;lt;` becomes `<`, but `&amp;quot;` becomes `&quot;`.
fn cleaned(text: &str) -> String {
    let text = text.replace("<skipped>", "").replace("-\n", "").replace('\n', " ");
    if !text.contains('&') {
        return text;
    }
    text.replace("&quot;", "\"").replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
}

#[cfg(test)]
mod tests {
    use super::super::Tokenizer;
    use super::super::split::oracle;

    fn symbol(c: char) -> bool {
        matches!(c, '{'..='~' | '['..='`' | ' '..='&' | '('..='+' | ':'..='@' | '/')
    }
    fn point(c: char) -> bool {
        matches!(c, '.' | ',')
    }

    /// The four substitutions of mteval-v13a, for padded or bare text.
    pub(in super::super) fn substitutions(text: &str) -> Vec<String> {
        let text = oracle::pad(text, symbol);
        let text = oracle::pairs(&text, |c| !c.is_ascii_digit(), point, "1 2 ");
        let text = oracle::pairs(&text, point, |c| !c.is_ascii_digit(), " 1 2");
        let text = oracle::pairs(&text, |c| c.is_ascii_digit(), |c| c == '-', "1 2 ");
        oracle::words(&text)
    }

    #[test]
    fn one_pass_equals_the_substitutions() {
        oracle::all_texts(&['.', ',', '1', 'a', '-', '$', ' ', 'é'], 6, &mut |text| {
            assert_eq!(
                Tokenizer::V13a.tokens(text),
                substitutions(&format!(" {text} ")),
                "{text:?}"
            );
        });
    }

    #[test]
    fn every_ascii_character_is_treated_alike_in_context() {
        for c in
            ('\0'..='\u{100}').chain(['\u{2002}', '…', '、', '漢', '\u{3000}', '\u{1680}', '😀'])
        {
            for text in [
                format!("a{c}b"),
                format!("1{c}2"),
                format!("{c}."),
                format!(".{c}5"),
                format!("5.{c}"),
            ] {
                if c == '\n' {
                    continue;
                }
                assert_eq!(
                    Tokenizer::V13a.tokens(&text),
                    substitutions(&format!(" {text} ")),
                    "{text:?}"
                );
            }
        }
    }

    #[test]
    fn entities_are_resolved_in_order_and_line_ends_joined() {
        let tokens = |text: &str| Tokenizer::V13a.tokens(text).join(" ");
        assert_eq!(tokens("a &amp;lt; b &amp;quot;"), "a < b & quot ;");
        assert_eq!(tokens("&lt;b&gt; &apos;x&#39;"), "< b > & apos ; x & # 39 ;");
        assert_eq!(tokens("hyphen-\nated <skipped>line\nend"), "hyphenated line end");
    }

    #[test]
    fn zh_applies_them_without_padding() {
        oracle::all_texts(&['.', '1', 'a', '-', ','], 6, &mut |text| {
            assert_eq!(Tokenizer::Zh.tokens(text), substitutions(text), "{text:?}");
        });
    }
}
