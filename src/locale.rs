//! Locales: their tags, and the conventions of writing in each that checks rely on.

mod inflection;
mod marks;
mod nearest;
mod nouns;
mod rules;
mod script;
mod tag;
mod unknown;

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use serde::Deserialize;

use crate::cldr::CldrLocale;

pub use self::inflection::{Inflection, WordInflection};
pub use self::marks::Marks;
pub use self::nouns::{Nouns, Rendering};
pub use self::rules::RuleLists;
pub use self::script::{Chinese, Script};
pub use self::tag::LocaleTag;

/// The words of one locale that say which half of the day a time is in.
#[derive(Debug, Clone, Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct Meridiem {
    /// Words for the hours before noon (`a.m.`, `午前`), lower case.
    #[serde(default)]
    pub am: Vec<String>,
    /// Words for the hours after noon, evening included (`p.m.`, `午後`), lower case.
    #[serde(default)]
    pub pm: Vec<String>,
}

/// A habit of writing that few locales have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Habit {
    /// Every item of a list with bars begins with a capital, the first one behind a label and colon too.
    CapitalItems,
    /// Nouns are written together as one word (`lagringskonto`).
    Compounds,
    /// Words of content are doubled on purpose, for emphasis or for more than one (`hızlı hızlı`, `orang orang`).
    DoublesWords,
    /// A common noun is joined to the name behind it by a preposition (`centro de administração do Loom`).
    JoinedNames,
    /// A noun with the `s` that links it to the second half of a compound may be a genitive too.
    LinkedGenitives,
    /// A name stands behind the noun that says what it is (`le paramètre X`) or is joined to it by a hyphen
    /// (`X-Parameter`), never bare before it.
    NameBehindNoun,
    /// No two words are joined by a hyphen.
    NoHyphens,
    /// Letters join by themselves, without zero-width joiners and non-joiners.
    NoJoiners,
    /// Sentences end without a stop.
    NoStops,
    /// Well-known acronyms are written small (`pdf`).
    SmallAcronyms,
    /// Months are written small inside a sentence.
    SmallMonths,
    /// A blank stands before the hyphen of a compound whose first part has several words or is marked (`**Uusi sivu**
    /// -painike`).
    SpacedHyphens,
    /// A sentence before a list ends in a stop where an English one ends in a colon.
    StopForColon,
}

/// How one locale writes labels in a sentence.
#[derive(Debug, Clone, Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct Labels {
    /// Whether only headings are bold, and labels are not.
    #[serde(default)]
    pub unmarked: bool,
    /// Marks behind a label or sentence that its bold or link takes in by custom.
    #[serde(default)]
    pub own_marks: Vec<char>,
    /// Whether a link may begin inside a title, behind a noun that the sentence declines
    /// (`в Справке по [настройке](x)`).
    #[serde(default)]
    pub inside_titles: bool,
    /// Where words are not spaced: what stands directly before a label in a sentence, so that bold which begins with
    /// it is shifted.
    #[serde(default)]
    pub before: Vec<String>,
    /// What stands directly behind a label, likewise.
    #[serde(default)]
    pub behind: Vec<String>,
    /// Words for “here”, which stand as a link's text for the title of a page, lower case.
    #[serde(default)]
    pub here: Vec<String>,
}

/// How one locale is written: everything that checks must know and that differs between locales.
#[derive(Debug, Clone, Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct Locale {
    /// Canonical tag.
    pub tag: String,
    /// English name.
    pub name: String,
    /// The script; none where it is not known or may be one of several, and then nothing is judged by it.
    #[serde(default)]
    pub script: Option<Script>,
    /// All scripts that its texts may be in, the likely one first; empty where none is known.
    #[serde(skip)]
    pub scripts: Vec<Script>,
    /// Which characters Chinese is written in.
    #[serde(skip)]
    pub chinese: Option<Chinese>,
    /// Tag of the profile that its word lists are from; none of a language without one.
    #[serde(skip)]
    pub profile: Option<&'static str>,
    /// Tags by which a list may name it, the nearest first: its own, those of its ancestors, the profile's.
    #[serde(skip)]
    pub lineage: Vec<String>,
    /// Its number among all locales in use, below [`Locale::MOST`]; another one in another process.
    #[serde(skip)]
    pub index: usize,
    /// How the language inflects names; read from `data/inflection.yaml`.
    #[serde(skip)]
    pub inflection: Inflection,
    /// Read when they are first asked for.
    #[serde(skip)]
    nouns: OnceLock<Option<&'static Nouns>>,
    /// Decimal mark; none where it is not known.
    #[serde(default)]
    pub decimal_mark: Option<char>,
    /// Marks that may group digits by three, the usual one first.
    #[serde(default)]
    pub grouping_marks: Vec<char>,
    /// First of the ten native digits, if the locale has its own.
    #[serde(default)]
    pub native_zero: Option<char>,
    /// Whether documentation in this locale writes native digits rather than ASCII ones.
    #[serde(default)]
    pub writes_native_digits: bool,
    /// Months, January first: each with the forms that occur in dates, lower case; abbreviations without their period.
    #[serde(default)]
    pub months: Vec<Vec<String>>,
    /// Words for before and after noon.
    #[serde(default)]
    pub meridiem: Meridiem,
    /// Endings (or, where they end in `*`, beginnings) that make a number in digits an ordinal (`1st`, `第1`), lower
    /// case.
    #[serde(default)]
    pub ordinal_suffixes: Vec<String>,
    /// Number words zero to twelve: each with its inflected forms, lower case.
    #[serde(default)]
    pub number_words: Vec<Vec<String>>,
    /// Words of grammar (articles, prepositions, conjunctions, pronouns), lower case.
    #[serde(default)]
    pub function_words: Vec<String>,
    /// Words, or parts of words where they end in `*` or begin with `*`, that negate, lower case: `un*` begins a word,
    /// `*los` ends one, `*不*` stands anywhere. Some are several words (`far from`).
    #[serde(default)]
    pub negation_cues: Vec<String>,
    /// Pairs of quotation marks, the usual pair first.
    #[serde(default)]
    pub quotes: Vec<(String, String)>,
    /// Whether nouns have a capital wherever they stand, so that one tells nothing of labels and names.
    #[serde(default)]
    pub nouns_are_capitalised: bool,
    /// How labels are written: names of what a page shows, in bold or as a link.
    #[serde(default)]
    pub labels: Labels,
    /// First syllables of the particles, endings and copulas that are attached to a word or link; empty where none is.
    #[serde(default)]
    pub particle_syllables: String,
    /// Particles of the object, as they end a word.
    #[serde(default)]
    pub object_particles: Vec<String>,
    /// Marks before which a (no-break) space stands.
    #[serde(default)]
    pub spaced_marks: Vec<char>,
    /// Pronouns and verb forms that address the reader formally and mean nothing else. Lower case, except where the
    /// capital makes the meaning (`Sie`): those count as written, and not at the start of a sentence.
    #[serde(default)]
    pub formal_address: Vec<String>,
    /// Words that may address the reader formally but are used otherwise too (`su`, `ihr`), lower case: they tell
    /// something only beside an informal form in the same sentence.
    #[serde(default)]
    pub weak_formal_address: Vec<String>,
    /// Pronouns and verb forms that address the reader informally, lower case.
    #[serde(default)]
    pub informal_address: Vec<String>,
    /// Whether documentation in this locale always addresses the reader formally.
    #[serde(default)]
    pub always_formal: bool,
    /// Words for `and` and `or`, lower case.
    #[serde(default)]
    pub conjunctions: Vec<String>,
    /// Words of grammar that, behind a noun, begin what tells it from the like noun before a conjunction (`acceso y
    /// acceso de …`), lower case.
    #[serde(default)]
    pub complement_words: Vec<String>,
    /// Habits of writing that few locales have.
    #[serde(default)]
    pub habits: Vec<Habit>,
    /// Words that are doubled on purpose (`vous vous`), lower case.
    #[serde(default)]
    pub doubled_words: Vec<String>,
    /// Localized units, every accepted form in its usual case, by the English unit: a singular lower-case name
    /// (`hour`) or a symbol (`GB` → `Go`). A `*` at an end marks a word part, as in `negation_cues`.
    #[serde(default)]
    pub units: BTreeMap<String, Vec<String>>,
    /// Endings that follow a foreign name directly, or behind `-`, `'` or `’`.
    #[serde(default)]
    pub name_suffixes: Vec<String>,
    /// Nouns that a product name joins only by a preposition (`cuenta de Azure`), lower case.
    #[serde(default)]
    pub name_nouns: Vec<String>,
    /// How names begin (`Centro*`) or end (`*Center`) that take an article in running text.
    #[serde(default)]
    pub articled_names: Vec<String>,
    /// Words that may stand before such a name only with its article behind them (`en`), lower case.
    #[serde(default)]
    pub bare_prepositions: Vec<String>,
    /// Determiners of another gender or number than such names have (`la`), lower case.
    #[serde(default)]
    pub other_determiners: Vec<String>,
    /// Words that are set off by a space inside a longer run of the same script (katakana), sorted.
    #[serde(default)]
    pub compound_words: Vec<String>,
    /// Borrowed nouns, capitalised, that are written small in mid-sentence unless they are part of a name.
    #[serde(default)]
    pub small_nouns: Vec<String>,
    /// Phrases that are misspelled wherever they stand, and their right spelling; lower case.
    #[serde(default)]
    pub misspellings: BTreeMap<String, String>,
    /// Phrases that only go on with certain words (`a través` with `de`), lower case.
    #[serde(default)]
    pub open_phrases: BTreeMap<String, Vec<String>>,
    /// Verb forms that ask the reader formally where they begin a sentence and mean something else elsewhere, lower
    /// case.
    #[serde(default)]
    pub formal_openings: Vec<String>,
    /// What single rules of the language go by.
    #[serde(default)]
    pub rules: RuleLists,
    /// What other regions of the language do, by their codes.
    #[serde(default)]
    pub regions: BTreeMap<String, Regional>,
}

/// What a region does otherwise than that of a profile and the CLDR does not know; the rest of what is a matter of region
/// is not known of it.
#[derive(Debug, Clone, Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct Regional {
    /// As [`Locale::spaced_marks`].
    #[serde(default)]
    pub spaced_marks: Vec<char>,
}

/// The shipped locales, by tag; adding one is a file and a line.
const LOCALES: &[(&str, &str)] = &[
    ("ar-SA", shipped!("locales/ar-SA.json")),
    ("bg-BG", shipped!("locales/bg-BG.json")),
    ("cs-CZ", shipped!("locales/cs-CZ.json")),
    ("da-DK", shipped!("locales/da-DK.json")),
    ("de-DE", shipped!("locales/de-DE.json")),
    ("el-GR", shipped!("locales/el-GR.json")),
    ("en-US", shipped!("locales/en-US.json")),
    ("es-ES", shipped!("locales/es-ES.json")),
    ("fi-FI", shipped!("locales/fi-FI.json")),
    ("fr-FR", shipped!("locales/fr-FR.json")),
    ("he-IL", shipped!("locales/he-IL.json")),
    ("hr-HR", shipped!("locales/hr-HR.json")),
    ("hu-HU", shipped!("locales/hu-HU.json")),
    ("id-ID", shipped!("locales/id-ID.json")),
    ("it-IT", shipped!("locales/it-IT.json")),
    ("ja-JP", shipped!("locales/ja-JP.json")),
    ("ko-KR", shipped!("locales/ko-KR.json")),
    ("nb-NO", shipped!("locales/nb-NO.json")),
    ("nl-NL", shipped!("locales/nl-NL.json")),
    ("pl-PL", shipped!("locales/pl-PL.json")),
    ("pt-BR", shipped!("locales/pt-BR.json")),
    ("ro-RO", shipped!("locales/ro-RO.json")),
    ("ru-RU", shipped!("locales/ru-RU.json")),
    ("sk-SK", shipped!("locales/sk-SK.json")),
    ("sv-SE", shipped!("locales/sv-SE.json")),
    ("th-TH", shipped!("locales/th-TH.json")),
    ("tr-TR", shipped!("locales/tr-TR.json")),
    ("uk-UA", shipped!("locales/uk-UA.json")),
    ("vi-VN", shipped!("locales/vi-VN.json")),
    ("zh-CN", shipped!("locales/zh-CN.json")),
    ("zh-TW", shipped!("locales/zh-TW.json")),
];

static PARSED: LazyLock<Vec<Locale>> = LazyLock::new(|| {
    let parse = |(index, (tag, json)): (usize, &(&'static str, &str))| {
        // A test parses all of them.
        let locale: Locale =
            serde_json::from_str(json).unwrap_or_else(|e| panic!("data/locales/{tag}.yaml: {e}"));
        // Of other scripts the CLDR knows nothing more that is asked for.
        let cldr = CldrLocale::of(tag).filter(|_| locale.script == Some(Script::Han));
        let ancestors = cldr.iter().flat_map(|cldr| &cldr.lineage).map(|&tag| tag.to_owned());
        let scripts = cldr.iter().flat_map(|cldr| &cldr.scripts);
        let of_scripts = scripts.map(|script| format!("{}-{script}", locale.language()));
        Locale {
            index,
            inflection: Inflection::of(locale.language()),
            profile: Some(*tag),
            scripts: locale.script.into_iter().collect(),
            chinese: cldr.as_ref().and_then(|cldr| Chinese::of_code(cldr.scripts.first()?)),
            lineage: [(*tag).to_owned()].into_iter().chain(ancestors).chain(of_scripts).collect(),
            ..locale
        }
    };
    LOCALES.iter().enumerate().map(parse).collect()
});

static UNKNOWN: LazyLock<Locale> = LazyLock::new(|| Locale {
    tag: "und".to_owned(),
    name: "unknown".to_owned(),
    index: LOCALES.len(),
    ..Locale::default()
});

impl Locale {
    /// The lowest index of those that are no profiles.
    const FIRST_MADE: usize = LOCALES.len() + 1;

    /// The conventions of English, the language of the sources.
    pub fn english() -> &'static Locale {
        PARSED.iter().find(|l| l.tag == "en-US").unwrap_or(&UNKNOWN)
    }

    /// All shipped locales, sorted by tag.
    pub fn all() -> &'static [Locale] {
        &PARSED
    }

    /// The locale of no language, of which nothing is known.
    fn unknown() -> &'static Locale {
        &UNKNOWN
    }

    fn set_scripts(&mut self, scripts: Vec<Script>) {
        self.script = if let [only] = scripts[..] { Some(only) } else { None };
        self.scripts = scripts;
    }

    /// Whether words of its grammar are known, without which no word can be told to be out of place.
    pub fn knows_words(&self) -> bool {
        !self.function_words.is_empty()
    }

    /// The language part of the tag.
    pub fn language(&self) -> &str {
        let end = self.tag.bytes().position(|byte| byte == b'-');
        &self.tag[..end.unwrap_or(self.tag.len())]
    }

    /// What it calls the things that documentation is about; none where no list tells.
    pub fn nouns(&self) -> Option<&'static Nouns> {
        *self.nouns.get_or_init(|| Nouns::of(&self.tag, self.language(), !self.spaces_words()))
    }

    /// Whether it is English, the language of the sources.
    pub fn is_english(&self) -> bool {
        self.language() == "en"
    }

    /// Whether the locale has a habit of writing.
    pub fn has(&self, habit: Habit) -> bool {
        self.habits.contains(&habit)
    }

    /// Whether words are written with spaces between them, in any of its scripts.
    pub fn spaces_words(&self) -> bool {
        self.scripts.iter().all(|script| script.spaces_words())
    }

    /// Whether lines run from right to left in its likely script.
    pub fn right_to_left(&self) -> bool {
        self.scripts.first().is_some_and(|script| script.right_to_left())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_shipped_locale_parses_and_is_sorted() {
        assert!(LOCALES.is_sorted_by_key(|(tag, _)| *tag));
        for ((tag, _), locale) in LOCALES.iter().zip(Locale::all()) {
            assert_eq!(*tag, locale.tag);
            assert!(locale.months.is_empty() || locale.months.len() == 12, "{tag}");
            assert!(locale.number_words.is_empty() || locale.number_words.len() == 13, "{tag}");
            assert!(
                !locale.function_words.is_empty() && locale.units.contains_key("hour"),
                "{tag}"
            );
            for words in [&locale.function_words, &locale.negation_cues, &locale.informal_address] {
                assert!(words.is_sorted(), "{tag}");
                assert!(words.iter().all(|w| *w == w.to_lowercase()), "{tag}");
            }
        }
    }

    /// The keys of a locale file that are fields: those of units and phrases are words.
    fn fields(value: &serde_yaml::Value, found: &mut BTreeSet<String>) {
        match value {
            serde_yaml::Value::Mapping(map) => {
                for (key, value) in map {
                    let key = key.as_str().unwrap();
                    found.insert(key.to_owned());
                    let words = [
                        "agreeing_endings",
                        "agreeing_words",
                        "misspellings",
                        "open_phrases",
                        "regions",
                        "units",
                    ];
                    if !words.contains(&key) {
                        fields(value, found);
                    }
                    if key == "habits" {
                        found.extend(
                            value
                                .as_sequence()
                                .unwrap()
                                .iter()
                                .map(|h| h.as_str().unwrap().to_owned()),
                        );
                    }
                }
            }
            serde_yaml::Value::Sequence(list) => list.iter().for_each(|v| fields(v, found)),
            _ => {}
        }
    }

    #[test]
    fn every_field_of_a_locale_file_is_explained_and_every_explained_one_is_used() {
        let readme = include_str!("../data/README.md");
        let tables = readme.split_once("## `locales/<tag>.yaml`").unwrap().1;
        let mut used = BTreeSet::new();
        for (tag, json) in LOCALES {
            let mut of_file = BTreeSet::new();
            fields(&serde_yaml::from_str(json).unwrap(), &mut of_file);
            for field in &of_file {
                assert!(
                    tables.contains(&format!("`{field}`")),
                    "{tag}: data/README.md does not explain `{field}`"
                );
            }
            used.extend(of_file);
        }
        // The first cell of each row names fields, each in back-ticks.
        let cells = tables.lines().filter_map(|line| line.strip_prefix("| `")?.split(" | ").next());
        for field in cells.flat_map(|cell| cell.split("`, `")) {
            let field = field.trim_end_matches('`');
            assert!(used.contains(field), "no locale has what data/README.md explains: `{field}`");
        }
    }

    #[test]
    fn what_is_shipped_is_what_the_files_say() {
        for (tag, json) in LOCALES {
            let yaml = std::fs::read_to_string(format!("data/locales/{tag}.yaml")).unwrap();
            let said: serde_json::Value = serde_yaml::from_str(&yaml).unwrap();
            assert_eq!(serde_json::from_str::<serde_json::Value>(json).unwrap(), said, "{tag}");
        }
    }

    #[test]
    fn lists_of_rules_are_sorted_and_name_no_word_twice() {
        for (tag, _) in LOCALES {
            let yaml = std::fs::read_to_string(format!("data/locales/{tag}.yaml")).unwrap();
            let file: serde_yaml::Mapping = serde_yaml::from_str(&yaml).unwrap();
            let rules = file.get("rules").and_then(|r| r.as_mapping());
            for (field, words) in rules.into_iter().flatten() {
                let words: Vec<_> = match words.as_mapping() {
                    Some(words) => words.keys().map(|w| w.as_str().unwrap()).collect(),
                    None => {
                        words.as_sequence().unwrap().iter().map(|w| w.as_str().unwrap()).collect()
                    }
                };
                assert!(words.is_sorted_by(|a, b| a < b), "{tag}: {}", field.as_str().unwrap());
            }
        }
    }
}
