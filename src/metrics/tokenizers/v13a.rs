//! The tokenizer `13a`, of NIST's mteval-v13a: ASCII punctuation apart, but not inside numbers.

use memchr::memchr3;

use super::split::{Class, split_by};
use crate::metrics::python_text::{Span, space_len};

/// The class of each byte; of the bytes above ASCII, those that may start whitespace are `Edge`, as a mark.
const CLASSES: [Class; 256] = {
    let mut classes = [Class::Word; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'0'..=b'9' => Class::Digit,
            b'.' | b',' => Class::Point,
            b'-' => Class::Dash,
            0x09..=0x0D | 0x1C..=0x20 => Class::Space,
            0x21..=0x26 | 0x28..=0x2B | 0x2F | 0x3A..=0x40 | 0x5B..=0x60 | 0x7B..=0x7E => {
                Class::Symbol
            }
            0xC2 | 0xE1 | 0xE2 | 0xE3 => Class::Edge,
            _ => Class::Word,
        };
        byte += 1;
    }
    classes
};

/// The class and length of the character, or of the byte of a longer one, at `at`.
#[inline]
pub(super) fn classify(bytes: &[u8], at: usize) -> (Class, usize) {
    match CLASSES[bytes[at] as usize] {
        Class::Edge => match space_len(bytes, at) {
            0 => (Class::Word, 1),
            width => (Class::Space, width),
        },
        class => (class, 1),
    }
}

/// Appends the tokens' spans in the text returned: `text`, or its copy in `clean` without what mteval removes.
pub(super) fn split<'a>(text: &'a str, clean: &'a mut String, spans: &mut Vec<Span>) -> &'a str {
    let text = match memchr3(b'&', b'<', b'\n', text.as_bytes()) {
        Some(_) if needs_cleaning(text) => {
            *clean = cleaned(text);
            clean.as_str()
        }
        _ => text,
    };
    split_by(text, Class::Space, classify, spans);
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
