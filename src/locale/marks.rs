//! Letters that lose their marks or are taken for each other, by language; read from `data/marks.yaml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// Which letters of a language are confused, and where the confusion is sure to be one.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Marks {
    languages: Vec<String>,
    /// Letters with what stands for them where they lost their mark.
    pub lost: BTreeMap<char, char>,
    /// Letters that are taken for each other.
    #[serde(default)]
    pub exchanged: BTreeMap<char, char>,
    /// Letters that a word has at least.
    pub least: usize,
    /// Letters at the end of a word that must be the same.
    pub last: usize,
    /// Endings whose marks are sure although they are among the last letters.
    #[serde(default)]
    pub endings: Vec<String>,
    /// Whether a capital at the beginning may go without its mark.
    #[serde(default)]
    pub bare_capitals: bool,
    /// Whether only a word that lost all of its marks is wrong.
    #[serde(default)]
    pub whole: bool,
    /// What is written together with the next word, the longest first.
    #[serde(default)]
    pub prefixes: Vec<String>,
    /// Letters whose mark may be left out, with what is written then.
    #[serde(default)]
    pub optional: BTreeMap<char, char>,
    /// Capitals with their small letters, where these are others than in most languages.
    #[serde(default)]
    pub capitals: BTreeMap<char, char>,
}

static MARKS: LazyLock<Vec<Marks>> = LazyLock::new(|| {
    // A test parses it.
    let mut classes: Vec<Marks> = serde_yaml::from_str(include_str!("../../data/marks.yaml"))
        .unwrap_or_else(|e| panic!("data/marks.yaml: {e}"));
    for class in &mut classes {
        class.prefixes.sort_by_key(|prefix| std::cmp::Reverse(prefix.len()));
    }
    classes
});

impl Marks {
    /// What is confused in a language, by its code; none where nothing is sure.
    pub fn of(language: &str) -> Option<&'static Marks> {
        MARKS.iter().find(|class| class.languages.iter().any(|l| l == language))
    }

    /// The letter without its mark, or the one of a pair that stands for both.
    pub fn bare(&self, letter: char) -> char {
        let bare = self.lost.get(&letter).or_else(|| self.exchanged.get(&letter));
        bare.copied().unwrap_or(letter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_stands_once_and_every_letter_has_a_bare_one() {
        let mut codes: Vec<&String> = MARKS.iter().flat_map(|class| &class.languages).collect();
        let all = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), all);
        for class in MARKS.iter() {
            for (marked, bare) in class.lost.iter().chain(&class.exchanged) {
                assert!(marked != bare && class.bare(*bare) == *bare, "{marked} {bare}");
            }
        }
        assert!(Marks::of("de").is_none() && Marks::of("").is_none());
        assert_eq!(Marks::of("tr").unwrap().bare('ı'), 'i');
    }
}
