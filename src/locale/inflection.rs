//! How languages inflect names, by class of language; read from `data/inflection.yaml`.

use std::sync::LazyLock;

use serde::Deserialize;

/// How a language inflects names. By default it does not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inflection {
    /// What cases change at the end of the words of its own names; none where they change nothing.
    pub word: Option<WordInflection>,
    /// Small letters that an ending right behind a foreign name has at the most; none where only listed ones may stand.
    pub name_letters: Option<usize>,
    /// Endings right behind a foreign name; none where those of the locale's own file count.
    pub name_endings: Option<&'static [String]>,
}

/// What cases change at the end of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordInflection {
    /// Letters that a word has at least.
    pub from: usize,
    /// Letters at its end that may change.
    pub letters: usize,
    /// The same for words of six letters and more.
    pub of_long: usize,
}

/// Classes of languages in `data/inflection.yaml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Inflections {
    words: Vec<WordClass>,
    names: Vec<NameClass>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WordClass {
    languages: Vec<String>,
    from: usize,
    letters: usize,
    of_long: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NameClass {
    languages: Vec<String>,
    most_letters: Option<usize>,
    endings: Option<Vec<String>>,
}

static INFLECTIONS: LazyLock<Inflections> = LazyLock::new(|| {
    // A test parses it.
    serde_yaml::from_str(include_str!("../../data/inflection.yaml"))
        .unwrap_or_else(|e| panic!("data/inflection.yaml: {e}"))
});

impl Inflection {
    /// How a language inflects, by its code.
    pub(super) fn of(language: &str) -> Inflection {
        let has = |languages: &[String]| languages.iter().any(|l| l == language);
        let word = INFLECTIONS.words.iter().find(|class| has(&class.languages));
        let name = INFLECTIONS.names.iter().find(|class| has(&class.languages));
        Inflection {
            word: word.map(|c| WordInflection {
                from: c.from,
                letters: c.letters,
                of_long: c.of_long,
            }),
            name_letters: name.and_then(|c| c.most_letters),
            name_endings: name.and_then(|c| c.endings.as_deref()),
        }
    }
}
