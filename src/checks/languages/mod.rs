//! What the rules of single languages find: one room a language, with the code in its file here and the word lists in its
//! file in `data/locales`. A rule says what is wrong and where; the check that asks for it reports it.

pub(super) mod agreement;
mod ar;
mod compounds;
mod cs;
mod da_nb_nl_sv;
mod de;
mod es_pt;
mod fi;
pub(super) mod forms;
mod fr_it;
mod hu;
pub(super) mod hyphens;
mod ko;
pub(super) mod names;
pub(super) mod nouns;
mod ro;
mod ru;
mod slavic;
mod th;
mod tr;
mod uk;
pub(super) mod unspaced;
mod zh_ja;

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use self::names::NamedText;
use super::{Check, Issue, SegmentView};
use crate::locale::Locale;
use crate::text::{Text, Word};

/// Languages with rules that need code.
const LANGUAGES: &[&Language] = &[
    &ar::ARABIC,
    &cs::CZECH,
    &da_nb_nl_sv::DANISH,
    &da_nb_nl_sv::DUTCH,
    &da_nb_nl_sv::NORWEGIAN,
    &da_nb_nl_sv::SWEDISH,
    &de::GERMAN,
    &es_pt::SPANISH,
    &es_pt::PORTUGUESE,
    &fi::FINNISH,
    &fr_it::FRENCH,
    &fr_it::ITALIAN,
    &hu::HUNGARIAN,
    &ko::KOREAN,
    &ro::ROMANIAN,
    &ru::RUSSIAN,
    &th::THAI,
    &tr::TURKISH,
    &uk::UKRAINIAN,
    &zh_ja::CHINESE,
    &zh_ja::JAPANESE,
];

/// The rules of one language, by the check that asks for them.
pub(super) struct Language {
    /// The language part of the tags of its locales.
    code: &'static str,
    /// For `bare-name`.
    pub(super) bare_name: Option<NameRule>,
    /// For `misspelling`.
    pub(super) misspelling: Option<SpellingRule>,
    /// For `repeated-word`.
    pub(super) repeated_word: &'static [Rule],
    /// For `spacing`.
    pub(super) spacing: &'static [Rule],
    /// For `split-syllables`.
    pub(super) split_syllables: &'static [Rule],
    /// For `wrong-article`.
    pub(super) wrong_article: &'static [Rule],
    /// For `wrong-form`.
    pub(super) wrong_form: &'static [Rule],
}

/// Looks at one segment.
pub(super) type Rule = fn(&SegmentView<'_>) -> Vec<Found>;

/// Looks at one word of a target and those behind it; the word is given by its index.
pub(super) type SpellingRule = fn(&Text<'_>, &Locale, usize) -> Option<Spelling>;

/// Looks at the names of a text.
pub(super) struct NameRule {
    /// What it finds.
    pub(super) find: fn(&NamedText<'_>) -> Vec<Found>,
    /// Whether it needs nothing of the source, so that it can judge a page's title and description.
    pub(super) on_metadata: bool,
}

impl Language {
    /// A language without rules.
    const fn new(code: &'static str) -> Language {
        Language {
            code,
            bare_name: None,
            misspelling: None,
            repeated_word: &[],
            spacing: &[],
            split_syllables: &[],
            wrong_article: &[],
            wrong_form: &[],
        }
    }

    /// The rules of a locale's language; none but those that need no code where it is not listed.
    pub(super) fn of(locale: &Locale) -> &'static Language {
        static OTHER: Language = Language::new("");
        // Each check asks for each segment.
        static BY_CODE: LazyLock<FxHashMap<&str, &Language>> =
            LazyLock::new(|| LANGUAGES.iter().map(|language| (language.code, *language)).collect());
        BY_CODE.get(locale.language()).copied().unwrap_or(&OTHER)
    }
}

/// What a rule found wrong.
pub(super) struct Found {
    /// Bytes of the target as written.
    span: Range<usize>,
    message: String,
    expected: Option<String>,
}

impl Found {
    /// Something wrong in a range of the visible text.
    fn new(text: &Text<'_>, visible: Range<usize>, message: impl Into<String>) -> Found {
        Found { span: text.raw_range(visible), message: message.into(), expected: None }
    }

    /// Something wrong from one word to another, both included.
    fn between(text: &Text<'_>, first: &Word, last: &Word, message: impl Into<String>) -> Found {
        Found::new(text, first.start as usize..last.end as usize, message)
    }

    /// Sets what should stand there.
    fn expected(mut self, right: impl Into<String>) -> Found {
        self.expected = Some(right.into());
        self
    }

    /// The issue of the check that asked.
    pub(super) fn issue(self, check: &'static Check) -> Issue {
        let issue = Issue::new(check, self.message).target(self.span);
        Issue { expected: self.expected, ..issue }
    }
}

/// A word that is spelled wrong.
pub(super) struct Spelling {
    /// Bytes of the visible text.
    pub(super) visible: Range<usize>,
    /// How it is spelled.
    pub(super) right: String,
}

/// Reports what rules find in a segment.
pub(super) fn report(
    check: &'static Check,
    rules: &[Rule],
    view: &SegmentView<'_>,
    issues: &mut Vec<Issue>,
) {
    for rule in rules {
        issues.extend(rule(view).into_iter().map(|found| found.issue(check)));
    }
}

/// Whether a list of the locale has a word.
pub(super) fn has(list: &[String], word: &str) -> bool {
    list.iter().any(|w| w == word)
}

/// Whether only one space lies between two words of the visible text.
pub(super) fn adjacent(text: &Text<'_>, a: &Word, b: &Word) -> bool {
    a.end + 1 == b.start && text.visible().as_bytes().get(a.end as usize) == Some(&b' ')
}

/// Whether only a space, and no markup, stands between two adjacent words.
pub(super) fn is_unmarked(text: &Text<'_>, a: &Word, b: &Word) -> bool {
    text.raw_range(a.range()).end + 1 == text.raw_range(b.range()).start
}

/// Whether a number is written as a year of this century or the last.
fn is_year(word: &str) -> bool {
    word.len() == 4
        && (word.starts_with("19") || word.starts_with("20"))
        && word.bytes().all(|b| b.is_ascii_digit())
}

/// Whether the word hangs on a mark inside a word.
fn is_suffix(text: &Text<'_>, at: usize) -> bool {
    at > 0 && {
        let start = text.words[at].start as usize;
        text.words[at - 1].end as usize + 1 >= start
            && !text.visible()[..start].ends_with([' ', '(', '/'])
    }
}

/// Whether two words of a text begin with the same five letters, so that a translation may well have one word twice.
pub(super) fn repeats_stem(text: &Text<'_>) -> bool {
    let stem = |w: &Word| text.word(w).get(..5);
    text.words.iter().enumerate().any(|(at, word)| {
        let Some(first) = stem(word) else { return false };
        let same = |other| stem(other).is_some_and(|other| other.eq_ignore_ascii_case(first));
        text.words[at + 1..].iter().any(same)
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::locale::LocaleTag;

    fn has_file(code: &str) -> bool {
        Locale::all().iter().any(|locale| locale.language() == code)
    }

    #[test]
    fn every_language_with_rules_has_a_data_file_and_a_room() {
        let mut codes: Vec<&str> = LANGUAGES.iter().map(|language| language.code).collect();
        assert!(codes.iter().all(|code| has_file(code)), "{codes:?}");
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), LANGUAGES.len(), "a language stands twice in LANGUAGES");
        // What several languages share has a name of its own.
        let shared = [
            "agreement",
            "compounds",
            "forms",
            "hyphens",
            "mod",
            "names",
            "nouns",
            "slavic",
            "unspaced",
        ];
        let mut rooms: Vec<String> = Vec::new();
        for entry in std::fs::read_dir("src/checks/languages").unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let name = name.strip_suffix(".rs").unwrap();
            if !shared.contains(&name) {
                rooms.extend(name.split('_').map(str::to_owned));
            }
        }
        rooms.sort_unstable();
        assert_eq!(rooms, codes, "src/checks/languages and LANGUAGES differ");
    }

    /// Codes of languages that a line of code compares a locale's language with.
    fn compared(line: &str) -> Vec<&str> {
        let literals = line.split('"').skip(1).step_by(2);
        literals
            .filter(|l| matches!(l.len(), 2 | 3) && l.bytes().all(|b| b.is_ascii_lowercase()))
            .collect()
    }

    /// Whether a file in `data` says anything of a language: its own, or the table of inflections.
    fn is_known(code: &str) -> bool {
        Locale::of(&LocaleTag::parse(code).unwrap()).language() == code
    }

    #[test]
    fn no_code_matches_on_a_language_without_a_data_file() {
        let mut folders = vec![Path::new("src").to_owned()];
        let mut wrong = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let text = std::fs::read_to_string(&path).unwrap();
                let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
                // Of `match locale.language() {` the arms count too, as far as the block goes.
                let mut block: Option<usize> = None;
                for line in code.lines() {
                    let indent = line.len() - line.trim_start().len();
                    if block.is_some_and(|of_block| indent <= of_block && !line.trim().is_empty()) {
                        block = None;
                    }
                    let asks = line.contains("language()");
                    if asks && line.contains("match ") && line.ends_with('{') {
                        block = Some(indent);
                    }
                    if asks || block.is_some() {
                        let unknown = compared(line).into_iter().filter(|code| !is_known(code));
                        wrong.extend(unknown.map(|code| format!("{}: {code}", path.display())));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "languages that no file in data knows: {wrong:#?}");
    }
}
