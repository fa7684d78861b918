//! Tercom's tokenizer: lowercase, and punctuation set apart or removed if asked for.

use super::Ter;
use crate::metrics::python_text::{is_space, lowercase_into, trim_end};

/// Space for the text between the steps.
#[derive(Default)]
pub(super) struct Buffers {
    text: String,
    next: String,
}

/// The text whose words, separated by whitespace, are Tercom's.
pub(super) fn tokenize<'a>(ter: &Ter, text: &'a str, buffers: &'a mut Buffers) -> &'a str {
    let text = trim_end(text);
    if ter.case_sensitive && !ter.normalized && !ter.no_punctuation {
        return text;
    }
    let Buffers { text: current, next } = buffers;
    if ter.case_sensitive {
        current.clear();
        current.push_str(text);
    } else {
        lowercase_into(text, current);
    }
    pass(ter, current, next);
    current
}

/// The same for a reference, which sacreBLEU tokenizes twice: a second pass parts some points that the first one has
/// left, such as that in `, .5`.
pub(super) fn tokenize_reference<'a>(
    ter: &Ter,
    text: &'a str,
    buffers: &'a mut Buffers,
) -> &'a str {
    if !ter.normalized {
        // Lowercase and without punctuation it stays as it is.
        return tokenize(ter, text, buffers);
    }
    tokenize(ter, text, buffers);
    let Buffers { text: current, next } = buffers;
    let words: Vec<&str> = current.split(is_space).filter(|word| !word.is_empty()).collect();
    *current = words.join(" ");
    pass(ter, current, next);
    current
}

/// Sets punctuation apart or removes it, as `ter` says.
fn pass(ter: &Ter, text: &mut String, next: &mut String) {
    // Python leaves an empty text alone; padding it would not add a word either.
    if ter.normalized {
        *text = normalized(text);
        if ter.asian_support {
            pad(text, next, |c| is_ideograph(c) || is_asian_mark(c));
            std::mem::swap(text, next);
        }
    }
    if ter.no_punctuation {
        text.retain(|c| !(is_mark(c) || ter.asian_support && is_asian_mark(c)));
    }
}

/// Language-independent and Western rules, in Tercom's order.
fn normalized(text: &str) -> String {
    // The text is padded first: a digit, period or comma at an end then has a space beside it.
    let mut text = format!(" {} ", text.replace("\n-", "").replace('\n', " "));
    if text.contains('&') {
        text = text
            .replace("&quot;", "\"")
            .replace("&amp;", "&")
            .replace("&lt;", "<")
            .replace("&gt;", ">");
    }
    let mut out = String::with_capacity(text.len() * 2);
    pad(
        &text,
        &mut out,
        |c| matches!(c, '{'..='~' | '['..='`' | ' '..='&' | '('..='+' | ':'..='@' | '/'),
    );
    let text = out.replace("'s ", " 's ");
    let text = pairs(&text, |c| !c.is_ascii_digit(), |c| matches!(c, '.' | ','), ["", " ", " "]);
    let text = pairs(&text, |c| matches!(c, '.' | ','), |c| !c.is_ascii_digit(), [" ", " ", ""]);
    pairs(&text, |c| c.is_ascii_digit(), |c| c == '-', ["", " ", " "])
}

/// Copies `text` to `out` with a space on both sides of each character that `is`.
fn pad(text: &str, out: &mut String, is: impl Fn(char) -> bool) {
    out.clear();
    for c in text.chars() {
        if is(c) {
            out.push(' ');
            out.push(c);
            out.push(' ');
        } else {
            out.push(c);
        }
    }
}

/// Puts `between` before, amid and after each pair of a `first` and a `second` character; a pair consumes both.
fn pairs(
    text: &str,
    first: impl Fn(char) -> bool,
    second: impl Fn(char) -> bool,
    between: [&str; 3],
) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.next_if(|&next| first(c) && second(next)) {
            Some(next) => {
                out.push_str(between[0]);
                out.push(c);
                out.push_str(between[1]);
                out.push(next);
                out.push_str(between[2]);
            }
            None => out.push(c),
        }
    }
    out
}

/// Ideographs and their kin, each a word of its own. The last range ends at U+3F22 in Tercom's port, not at U+32FF.
/// Kana stay together: the rules for them match at the start of a text only, where padding has put a space.
fn is_ideograph(c: char) -> bool {
    matches!(u32::from(c), 0x4E00..=0x9FFF | 0x3400..=0x4DBF | 0x31C0..=0x31EF | 0x2E80..=0x2EFF
        | 0x3300..=0x33FF | 0xF900..=0xFAFF | 0xFE30..=0xFE4F | 0x3200..=0x3F22)
}

fn is_mark(c: char) -> bool {
    matches!(c, '.' | ',' | '?' | ':' | ';' | '!' | '"' | '(' | ')')
}

fn is_asian_mark(c: char) -> bool {
    matches!(u32::from(c), 0x3001 | 0x3002 | 0x3008..=0x3011 | 0x3014..=0x301F | 0xFF61..=0xFF65 | 0x30FB
        | 0xFF0E | 0xFF0C | 0xFF1F | 0xFF1A | 0xFF1B | 0xFF01 | 0xFF02 | 0xFF08 | 0xFF09)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_pass_twice() {
        let ter = Ter { normalized: true, ..Ter::default() };
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut buffers = Buffers::default();
        assert_eq!(words(tokenize(&ter, "A},.6 it's\u{3000}b", &mut buffers)), "a } , .6 it's b");
        assert_eq!(
            words(tokenize_reference(&ter, "A},.6 it's\u{3000}b", &mut buffers)),
            "a } , . 6 it 's b"
        );
    }
}
