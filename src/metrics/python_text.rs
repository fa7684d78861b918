//! Whitespace and case as Python's `str` has them, which every published score rests on.
//!
//! Python counts U+001C to U+001F as whitespace and Rust does not; both leave out U+200B and U+FEFF. No crate has Python's
//! set, and four characters decide whether a token, and so a score, is the published one.

/// How many bytes long the whitespace is that starts at byte `at`, or 0 if none does.
#[inline]
pub(crate) fn space_len(bytes: &[u8], at: usize) -> usize {
    match bytes[at] {
        0x09..=0x0D | 0x1C..=0x20 => 1,
        0xC2 if matches!(bytes.get(at + 1), Some(0x85 | 0xA0)) => 2,
        0xE1 if bytes[at + 1..].starts_with(&[0x9A, 0x80]) => 3,
        0xE2 => match bytes[at + 1..] {
            [0x80, 0x80..=0x8A | 0xA8 | 0xA9 | 0xAF, ..] | [0x81, 0x9F, ..] => 3,
            _ => 0,
        },
        0xE3 if bytes[at + 1..].starts_with(&[0x80, 0x80]) => 3,
        _ => 0,
    }
}

/// Whether `str.split()` splits at `c`.
pub(crate) fn is_space(c: char) -> bool {
    matches!(c, '\t'..='\r' | '\x1c'..=' ' | '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}'
        | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// `str.rstrip()`.
#[inline]
pub fn trim_end(text: &str) -> &str {
    match text.as_bytes().last() {
        Some(b'!'..=b'~') | None => text,
        _ => text.trim_end_matches(is_space),
    }
}

/// A part of a text, in bytes.
pub type Span = (u32, u32);

/// Bytes that neither are whitespace nor start any.
const PLAIN: [bool; 256] = {
    let mut plain = [true; 256];
    let mut byte = 0;
    while byte < 256 {
        let whitespace = matches!(byte, 0x09..=0x0D | 0x1C..=0x20);
        plain[byte] = !whitespace && !matches!(byte, 0xC2 | 0xE1 | 0xE2 | 0xE3);
        byte += 1;
    }
    plain
};

/// Appends the spans of `str.split()` to `spans`; `marks` is space to work in.
pub(crate) fn split_words(text: &str, marks: &mut Vec<u32>, spans: &mut Vec<Span>) {
    let bytes = text.as_bytes();
    let mut start = 0;
    for &mark in find_marks(bytes, &PLAIN, marks) {
        let width = space_len(bytes, mark as usize) as u32;
        if width > 0 {
            if start < mark {
                spans.push((start, mark));
            }
            start = mark + width;
        }
    }
    let end = bytes.len() as u32;
    if start < end {
        spans.push((start, end));
    }
}

/// The positions of all bytes that are not plain, in `marks`. Words end at unforeseeable places, so that a loop that
/// branches at each byte is slow; this one stores every position and keeps those of marks.
#[inline]
pub(crate) fn find_marks<'a>(
    bytes: &[u8],
    plain: &[bool; 256],
    marks: &'a mut Vec<u32>,
) -> &'a [u32] {
    if marks.len() <= bytes.len() {
        marks.resize(bytes.len() + 1, 0);
    }
    let mut count = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        marks[count] = at as u32;
        count += usize::from(!plain[byte as usize]);
    }
    &marks[..count]
}

/// Replaces `into` with `text.lower()`.
pub(crate) fn lowercase_into(text: &str, into: &mut String) {
    into.clear();
    if text.is_ascii() {
        into.push_str(text);
        into.make_ascii_lowercase();
    } else if text.contains('Σ') {
        // Final sigma depends on the letters around it; the standard library knows the rule.
        into.push_str(&text.to_lowercase());
    } else {
        into.reserve(text.len());
        for c in text.chars() {
            if c.is_ascii() {
                into.push(c.to_ascii_lowercase());
            } else {
                into.extend(c.to_lowercase());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_whitespace_agree_on_every_character() {
        for c in '\0'..=char::MAX {
            let mut buffer = [0; 4];
            let width = space_len(c.encode_utf8(&mut buffer).as_bytes(), 0);
            assert_eq!(width, if is_space(c) { c.len_utf8() } else { 0 }, "U+{:04X}", c as u32);
        }
    }

    #[test]
    fn differs_from_rust_in_the_four_separators_only() {
        let differ: Vec<char> =
            ('\0'..=char::MAX).filter(|&c| is_space(c) != c.is_whitespace()).collect();
        assert_eq!(differ, ['\x1c', '\x1d', '\x1e', '\x1f']);
    }

    #[test]
    fn words_are_split_and_ends_trimmed_as_in_python() {
        let (mut marks, mut spans) = (Vec::new(), Vec::new());
        split_words("\u{3000}a\x1cbc  d\u{a0}", &mut marks, &mut spans);
        assert_eq!(spans, [(3, 4), (5, 7), (9, 10)]);
        assert_eq!(trim_end("a \u{200b}"), "a \u{200b}");
        assert_eq!(trim_end("é\x1f\u{2028}"), "é");
    }

    #[test]
    fn lowercase_has_full_mappings_and_the_final_sigma() {
        let mut out = String::new();
        for text in ["İ Ä ẞ", "ΟΔΟΣ ΣΑΣ", "PLAIN ascii"] {
            lowercase_into(text, &mut out);
            assert_eq!(out, text.to_lowercase());
        }
    }
}
