//! Stable hashes of texts: the same on every machine and in every release, so that they may stand in files.

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

/// XXH3 of a text.
pub fn text(text: &str) -> u64 {
    xxh3_64(text.as_bytes())
}

/// XXH3 of several texts; where one ends and the next begins matters.
pub fn texts(texts: &[&str]) -> u64 {
    texts.iter().fold(texts.len() as u64, |seed, text| xxh3_64_with_seed(text.as_bytes(), seed))
}

/// XXH3 of a text in which every run of white space (no-break spaces too) counts as one space and none at the ends.
pub fn normalised(text: &str) -> u64 {
    xxh3_64(normalise(text).as_bytes())
}

/// A text with every run of white space (no-break spaces too) as one space, and none at the ends.
pub fn normalise(text: &str) -> std::borrow::Cow<'_, str> {
    let plain = text.trim().len() == text.len()
        && !text.contains("  ")
        && !text.chars().any(|c| c.is_whitespace() && c != ' ');
    if plain {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_does_not_matter_but_borders_do() {
        assert_eq!(normalised("a\u{a0}b\n c "), normalised("a b c"));
        assert_ne!(texts(&["ab", "c"]), texts(&["a", "bc"]));
        // Stands in committed files: must never change.
        assert_eq!(text("glossator"), 9_222_829_497_851_789_685);
    }
}
