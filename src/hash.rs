//! Stable hashes of texts: the same on every machine and in every release, so that they may stand in files.

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed, xxh3_128};

/// XXH3 of a text.
pub fn text(text: &str) -> u64 {
    xxh3_64(text.as_bytes())
}

/// A hash as files name it: 16 hexadecimal digits behind a letter, so that no spreadsheet takes them for a number.
pub fn name(hash: u64) -> String {
    format!("f{hash:016x}")
}

/// The hash of a name; earlier releases wrote it without the letter.
pub fn named(name: &str) -> Option<u64> {
    let digits = if name.len() == 17 { name.strip_prefix(['f', 'F'])? } else { name };
    let is_hash = digits.len() == 16 && digits.bytes().all(|b| b.is_ascii_hexdigit());
    u64::from_str_radix(digits, 16).ok().filter(|_| is_hash)
}

/// XXH3 of bytes.
pub fn bytes(bytes: &[u8]) -> u64 {
    xxh3_64(bytes)
}

/// XXH3 of several texts; where one ends and the next begins matters.
pub fn texts(texts: &[&str]) -> u64 {
    texts.iter().fold(texts.len() as u64, |seed, text| xxh3_64_with_seed(text.as_bytes(), seed))
}

/// XXH3 of several texts in 128 bits, for what no two may share; where one ends and the next begins matters.
pub fn wide(texts: &[&str]) -> u128 {
    let mut bytes = Vec::with_capacity(texts.iter().map(|text| text.len() + 8).sum());
    for text in texts {
        bytes.extend_from_slice(&(text.len() as u64).to_le_bytes());
        bytes.extend_from_slice(text.as_bytes());
    }
    xxh3_128(&bytes)
}

/// XXH3 of a text in which every run of white space (no-break spaces too) counts as one space and none at the ends.
pub fn normalised(text: &str) -> u64 {
    xxh3_64(normalise(text).as_bytes())
}

/// A text with every run of white space (no-break spaces too) as one space, and none at the ends.
pub fn normalise(text: &str) -> std::borrow::Cow<'_, str> {
    if is_normal(text) {
        return std::borrow::Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for part in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(part);
    }
    std::borrow::Cow::Owned(out)
}

/// Whether no white space but single spaces inside stands in a text.
fn is_normal(text: &str) -> bool {
    let mut after_space = true;
    for (at, &byte) in text.as_bytes().iter().enumerate() {
        let space = byte == b' ';
        // Other white space is a control character, or begins with one of four bytes of UTF-8.
        let special = byte < 0x20 || matches!(byte, 0x7f | 0xc2 | 0xe1..=0xe3);
        if space && after_space
            || special && text[at..].chars().next().is_some_and(char::is_whitespace)
        {
            return false;
        }
        after_space = space;
    }
    !after_space || text.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_begins_with_a_letter_and_need_not() {
        assert_eq!(name(0x1600_1863_1592_1498), "f1600186315921498");
        for text in ["f1600186315921498", "F1600186315921498", "1600186315921498"] {
            assert_eq!(named(text), Some(0x1600_1863_1592_1498), "{text}");
        }
        assert_eq!(named("f600186315921498"), Some(0xf600_1863_1592_1498));
        for text in ["", "f", "1.6002E+15", "g1600186315921498", "+600186315921498"] {
            assert_eq!(named(text), None, "{text}");
        }
    }

    #[test]
    fn white_space_does_not_matter_but_borders_do() {
        assert_eq!(normalised("a\u{a0}b\n c "), normalised("a b c"));
        for text in ["", "a", "a b", "日本 語。", "ﾠа é"] {
            assert!(matches!(normalise(text), std::borrow::Cow::Borrowed(_)), "{text:?}");
        }
        for text in
            [" a", "a ", " ", "a  b", "a\tb", "a\u{85}b", "a\u{3000}b", "a\u{2009}b", "a\u{1680}"]
        {
            assert!(matches!(normalise(text), std::borrow::Cow::Owned(_)), "{text:?}");
        }
        assert_ne!(texts(&["ab", "c"]), texts(&["a", "bc"]));
        assert_ne!(wide(&["ab", "c"]), wide(&["a", "bc"]));
        // Stands in committed files: must never change.
        assert_eq!(text("glossator"), 9_222_829_497_851_789_685);
        assert_eq!(wide(&["glossator", ""]), 55_109_177_615_748_732_257_817_976_756_488_026_157);
    }
}
