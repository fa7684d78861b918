//! The words inside names that locales often translate: `data/names/heads.yaml`.

use std::sync::LazyLock;

use serde::Deserialize;

/// The lists of the file; each is sorted by code point.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Heads {
    /// Nouns that vendors name features with and that locales often translate, listed with the name or not.
    head_nouns: Vec<String>,
    /// Words that say what a feature does; where a locale translates two of them behind a product's name that it
    /// keeps, that is its rendering of the feature rather than damage.
    descriptive: Vec<String>,
}

static HEADS: LazyLock<Heads> = LazyLock::new(|| {
    // A test parses it.
    serde_yaml::from_str(include_str!("../../data/names/heads.yaml"))
        .unwrap_or_else(|e| panic!("data/names/heads.yaml: {e}"))
});

/// Whether a word is a head noun that locales often translate.
pub(super) fn is_head_noun(word: &str) -> bool {
    holds(&HEADS.head_nouns, word)
}

/// Whether a word says what a feature is or does, so that locales often translate it.
pub(super) fn is_descriptive(word: &str) -> bool {
    is_head_noun(word) || holds(&HEADS.descriptive, word)
}

fn holds(sorted: &[String], word: &str) -> bool {
    sorted.binary_search_by(|w| w.as_str().cmp(word)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_and_every_word_is_found() {
        for list in [&HEADS.head_nouns, &HEADS.descriptive] {
            assert!(list.windows(2).all(|w| w[0] < w[1]), "not sorted: {list:?}");
            for word in list {
                assert!(is_descriptive(word), "{word}");
                assert!(word.starts_with(|c: char| c.is_ascii_uppercase()), "{word}");
                assert!(word.chars().all(char::is_alphabetic), "{word}");
            }
        }
        assert!(HEADS.head_nouns.iter().all(|w| is_head_noun(w)));
        assert!(HEADS.descriptive.iter().all(|w| !is_head_noun(w)), "a word stands in both lists");
        assert!(!is_descriptive("Teams"));
    }
}
