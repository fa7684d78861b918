//! Forms that the neighbour decides, in all languages: read from `data/forms.yaml`, by class.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::{Found, adjacent, is_unmarked};
use crate::checks::SegmentView;
use crate::text::script::CharScript;
use crate::text::{Text, Word, WordKind, words};

/// The file, by language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Forms {
    pairs: BTreeMap<String, Vec<Pair>>,
    read: BTreeMap<String, Read>,
}

/// Words before one of a class that asks for another form of them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    #[serde(default)]
    words: BTreeMap<String, String>,
    #[serde(default)]
    first: Vec<String>,
    #[serde(default)]
    first_least: Option<usize>,
    #[serde(default)]
    first_except: Vec<String>,
    #[serde(default)]
    starts: Vec<String>,
    #[serde(default)]
    ends: Vec<String>,
    #[serde(default)]
    next: Vec<String>,
    #[serde(default)]
    least: usize,
    #[serde(default)]
    except: Vec<String>,
    #[serde(default)]
    clause: bool,
    #[serde(default)]
    capital: bool,
}

/// How numbers and letters sound at their end, and what stands behind each sound.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    marks: Vec<char>,
    ones: BTreeMap<char, String>,
    tens: BTreeMap<char, String>,
    hundreds: String,
    thousands: String,
    #[serde(default)]
    single: BTreeSet<char>,
    #[serde(default)]
    letters: BTreeMap<char, String>,
    endings: BTreeMap<String, Vec<String>>,
}

/// Bytes of the longest word that a pair begins with, at least.
const LONGEST: u32 = 16;

static FORMS: LazyLock<Forms> = LazyLock::new(|| {
    // A test parses it.
    serde_yaml::from_str(include_str!("../../../data/forms.yaml"))
        .unwrap_or_else(|e| panic!("data/forms.yaml: {e}"))
});

/// The words that pairs begin with, by language: for each the pairs, with how it is written there.
static FIRST_WORDS: LazyLock<BTreeMap<&str, FirstWords>> = LazyLock::new(|| {
    let of_language = |(language, pairs): (&'static String, &'static Vec<Pair>)| {
        let mut words = FirstWords::default();
        for pair in pairs {
            for (word, right) in &pair.words {
                words.entry(word).or_default().push((pair, right.as_str()));
            }
        }
        (language.as_str(), words)
    };
    FORMS.pairs.iter().map(of_language).collect()
});

type FirstWords = FxHashMap<&'static str, Vec<(&'static Pair, &'static str)>>;

/// The pairs whose first word is told by how it ends, by language and the last letter of the ending.
static FIRST_ENDS: LazyLock<BTreeMap<&str, FxHashMap<char, Vec<&'static Pair>>>> =
    LazyLock::new(|| {
        let of_language = |(language, pairs): (&'static String, &'static Vec<Pair>)| {
            let mut ends: FxHashMap<char, Vec<&'static Pair>> = FxHashMap::default();
            for pair in pairs {
                let last: BTreeSet<char> =
                    pair.first.iter().filter_map(|end| end.chars().next_back()).collect();
                for letter in last {
                    ends.entry(letter).or_default().push(pair);
                }
            }
            (language.as_str(), ends)
        };
        FORMS.pairs.iter().map(of_language).collect()
    });

/// Letters of such a word at least.
const FIRST_LEAST: usize = 5;

/// What two neighbours rule out.
pub(in crate::checks) fn neighbours(view: &SegmentView<'_>) -> Vec<Found> {
    let language = view.locale.language();
    let mut found = Vec::new();
    if let Some(first_words) = FIRST_WORDS.get(language) {
        wrong_pairs(view, first_words, &mut found);
    }
    if let Some(ends) = FIRST_ENDS.get(language).filter(|ends| !ends.is_empty()) {
        disagreements(view, ends, &mut found);
    }
    if let Some(read) = FORMS.read.get(language) {
        wrong_endings(view, read, &mut found);
    }
    found
}

fn wrong_pairs(view: &SegmentView<'_>, first_words: &FirstWords, found: &mut Vec<Found>) {
    let text = &view.target;
    for two in text.words.windows(2) {
        let [a, b] = two else { continue };
        // No first word of the file is longer.
        if a.end - a.start > LONGEST || b.kind != WordKind::Plain || !adjacent(text, a, b) {
            continue;
        }
        let first = text.word(a);
        let pairs = if first.starts_with(char::is_uppercase) {
            first_words.get(first.to_lowercase().as_str())
        } else {
            first_words.get(first)
        };
        let Some(pairs) = pairs else { continue };
        if first.chars().skip(1).any(char::is_uppercase) {
            continue;
        }
        let next = text.word(b);
        let Some((pair, right)) = pairs.iter().find(|(pair, _)| pair.covers(next)) else {
            continue;
        };
        if (pair.clause && follows_comma(text, a)) || !stand_free(text, a, b) {
            continue;
        }
        // What the source has too is a foreign word or a name, but for words with an ending of the language.
        let source = &view.source;
        let is_own = !pair.capital && pair.ends.iter().any(|end| next.ends_with(end.as_str()));
        // Of a title or description without a source it is not known.
        let in_source =
            || source.words.is_empty() || source.words.iter().any(|w| source.word(w) == next);
        if view.names.in_target(&b.range()) || !is_own && in_source() {
            continue;
        }
        let message = if right.is_empty() {
            format!("“{first}” does not stand before “{next}”: one of the two has another form.")
        } else {
            format!("“{first}” stands before “{next}”: write “{right}”.")
        };
        found.push(Found::between(text, a, b, message));
    }
}

/// Two neighbours whose endings do not agree.
fn disagreements(
    view: &SegmentView<'_>,
    ends: &FxHashMap<char, Vec<&'static Pair>>,
    found: &mut Vec<Found>,
) {
    let (source, text) = (&view.source, &view.target);
    for two in text.words.windows(2) {
        let [a, b] = two else { continue };
        let first = text.word(a);
        let Some(pairs) = first.chars().next_back().and_then(|last| ends.get(&last)) else {
            continue;
        };
        let next = text.word(b);
        let is_pair = a.kind == WordKind::Plain
            && b.kind == WordKind::Plain
            && adjacent(text, a, b)
            && pairs.iter().any(|pair| pair.begins_with(first) && pair.covers(next));
        let is_name = || [a, b].iter().any(|word| view.names.in_target(&word.range()));
        if is_pair && stand_free(text, a, b) && !is_name() && !source.visible().contains(next) {
            let message =
                format!("“{first}” and “{next}” do not agree: one of the two has another form.");
            found.push(Found::between(text, a, b, message));
        }
    }
}

impl Pair {
    /// Whether a word may be the first one, told by how it ends.
    fn begins_with(&self, word: &str) -> bool {
        word.chars().count() >= self.first_least.unwrap_or(FIRST_LEAST)
            && word.chars().skip(1).all(char::is_lowercase)
            && self.first.iter().any(|end| word.ends_with(end.as_str()))
            && !excuses(&self.first_except, &word.to_lowercase())
    }

    /// Whether a word is of the class.
    fn covers(&self, word: &str) -> bool {
        let mut letters = word.chars();
        let Some(first) = letters.next() else { return false };
        first.is_uppercase() == self.capital
            && letters.all(char::is_lowercase)
            && word.chars().count() >= self.least
            && (self.next.iter().any(|n| n == word)
                || self.starts.iter().any(|s| word.starts_with(s.as_str()))
                || self.ends.iter().any(|e| word.ends_with(e.as_str())))
            && !excuses(&self.except, &word.to_lowercase())
    }
}

/// Whether a list of exceptions has a word, which is in small letters.
fn excuses(except: &[String], word: &str) -> bool {
    except.iter().any(|e| match (e.strip_prefix('*'), e.strip_suffix('*')) {
        (Some(end), _) => word.ends_with(end),
        (_, Some(start)) => word.starts_with(start),
        _ => e == word,
    })
}

fn follows_comma(text: &Text<'_>, word: &Word) -> bool {
    text.visible()[..word.start as usize].trim_end().ends_with(',')
}

/// Whether no mark joins either word to another, and no markup stands between them.
fn stand_free(text: &Text<'_>, a: &Word, b: &Word) -> bool {
    let visible = text.visible();
    let joins = ['-', '’', '\'', '/', '_', '.', '‑'];
    let before = &visible[..a.start as usize];
    let behind = &visible[b.end as usize..];
    // A stop behind the word may end the sentence.
    // `la option(s)`: both forms are meant.
    let joined = behind.starts_with('(')
        || behind.starts_with(joins)
            && (!behind.starts_with('.') || behind[1..].starts_with(char::is_alphanumeric));
    !joined && !before.ends_with(joins) && is_unmarked(text, a, b)
}

/// Endings and particles behind numbers and letters whose sound they do not fit.
fn wrong_endings(view: &SegmentView<'_>, read: &Read, found: &mut Vec<Found>) {
    let text = &view.target;
    let visible = text.visible();
    for word in &text.words {
        let written = text.word(word);
        let behind = &visible[word.end as usize..];
        let (stem, rest) = match word.kind {
            WordKind::Number => {
                let digits = words::leading(written, |c| c.is_ascii_digit()).len();
                (&written[..digits], &visible[word.start as usize + digits..])
            }
            WordKind::Plain if word.script == CharScript::Latin => (written, behind),
            _ => continue,
        };
        let rest = match &read.marks[..] {
            [] => rest,
            marks => match rest.strip_prefix(marks) {
                Some(rest) => rest,
                None => continue,
            },
        };
        let ending = words::leading(rest, char::is_alphabetic);
        let Some(classes) = read.endings.get(ending) else { continue };
        let before = &visible[..word.start as usize];
        // `2.5`, `v2`, `-3`: read in other ways.
        let is_part = before
            .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | '-' | '/' | ':'));
        let Some(class) = read.class(stem).filter(|_| !is_part) else { continue };
        if classes.iter().any(|c| c == class) {
            continue;
        }
        let end = visible.len() - rest.len() + ending.len();
        let span = word.start as usize..end;
        let whole = &visible[span.clone()];
        let message = format!(
            "“{ending}” does not fit how “{stem}” is read: write “{whole}” with its other form."
        );
        found.push(Found::new(text, span, message));
    }
}

impl Read {
    /// The sound at the end of a number or of capitals that are read one by one.
    fn class(&self, stem: &str) -> Option<&str> {
        let last = stem.chars().next_back()?;
        if last.is_ascii_digit() {
            return self.of_number(stem);
        }
        let consonants = stem.chars().count() > 1
            && stem.chars().all(|c| c.is_ascii_uppercase() && !"AEIOUY".contains(c));
        self.letters.get(&last).filter(|_| consonants).map(String::as_str)
    }

    fn of_number(&self, digits: &str) -> Option<&str> {
        let mut from_end = digits.chars().rev();
        let last = from_end.next()?;
        if digits.starts_with('0') || digits.len() == 1 && self.single.contains(&last) {
            return None;
        }
        if last != '0' {
            return self.ones.get(&last).map(String::as_str);
        }
        match from_end.next()? {
            '0' if from_end.next()? != '0' => Some(&self.hundreds),
            '0' if digits.len() == 4 => Some(&self.thousands),
            '0' => None,
            tens => self.tens.get(&tens).map(String::as_str),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::view::of_pair;

    fn found(locale: &str, source: &str, target: &str) -> Vec<String> {
        of_pair(locale, source, target, |view| {
            neighbours(view).into_iter().map(|f| target[f.span].to_owned()).collect()
        })
    }

    #[test]
    fn the_file_is_sound() {
        for (language, pairs) in &FORMS.pairs {
            for pair in pairs {
                let classes = [&pair.starts, &pair.ends, &pair.next];
                assert!(classes.iter().any(|class| !class.is_empty()), "{language}");
                assert!(pair.words.keys().all(|word| word.len() <= LONGEST as usize), "{language}");
            }
        }
        for (language, read) in &FORMS.read {
            let mut classes = read.ones.values().chain(read.tens.values());
            let is_told = |class: &String| read.endings.values().any(|of| of.contains(class));
            assert!(classes.all(is_told), "{language}");
        }
    }

    #[test]
    fn each_class_of_pairs_is_told() {
        for (locale, target, wrong) in [
            ("ca-ES", "l’ús de el sistema", "de el"),
            ("da-DK", "Der er et mulighed.", "et mulighed"),
            ("de-DE", "Öffnen Sie das Anwendung.", "das Anwendung"),
            ("de-DE", "Es gibt eine Einstellungen.", "eine Einstellungen"),
            ("es-ES", "Abra el configuración.", "el configuración"),
            ("es-ES", "Vea la opciones.", "la opciones"),
            ("fr-FR", "Ouvrez le élément.", "le élément"),
            ("fr-FR", "dans le application", "le application"),
            ("fr-FR", "les fonctions des configuration", "des configuration"),
            ("it-IT", "Apri il strumento.", "il strumento"),
            ("it-IT", "i dati dei utenti", "dei utenti"),
            ("it-IT", "il nome della documento", "della documento"),
            ("nb-NO", "Det er et mulighet.", "et mulighet"),
            ("nl-NL", "Kies het mogelijkheid.", "het mogelijkheid"),
            ("pl-PL", "plik z skryptu", "z skryptu"),
            ("pt-BR", "à partir de hoje", "à partir"),
            ("pt-BR", "Abra o configuração.", "o configuração"),
            ("ru-RU", "сведения о использовании", "о использовании"),
            ("sk-SK", "spolu s súborom", "s súborom"),
            ("sv-SE", "Det är ett inställning.", "ett inställning"),
        ] {
            assert_eq!(found(locale, "Open it.", target), [wrong], "{locale} {target}");
        }
    }

    #[test]
    fn what_only_looks_like_it_is_left_alone() {
        for (locale, target) in [
            ("de-DE", "das Modell, das Anwendung und Daten enthält"),
            ("de-DE", "der Text zum Sprung"),
            ("es-ES", "el área, la API y la configuración"),
            ("fr-FR", "le oui, le onze, l’élément, la configuration"),
            ("fr-FR", "le **élément**"),
            ("it-IT", "lo strumento, gli utenti, l’elemento"),
            ("pt-BR", "o coração da aplicação, a partir de hoje"),
            ("ru-RU", "об использовании, о документе"),
            ("pl-PL", "z systemu, ze skryptu, z szafy"),
            ("ja-JP", "ファイルを開く"),
        ] {
            assert!(found(locale, "Open it.", target).is_empty(), "{locale} {target}");
        }
        // An English word that was kept; a French one that English has too.
        assert!(found("fr-FR", "the input", "le input").is_empty());
        assert_eq!(found("fr-FR", "the transition", "le transition"), ["le transition"]);
    }

    #[test]
    fn endings_follow_how_numbers_and_letters_are_read() {
        for (locale, target, wrong) in [
            ("ko-KR", "Dynamics 365은 새롭습니다", "365은"),
            ("ko-KR", "2020로 갑니다", "2020로"),
            ("ko-KR", "CRM를 엽니다", "CRM를"),
            ("tr-TR", "Office 365'da açın", "365'da"),
            ("tr-TR", "2010'de", "2010'de"),
            // Húsz is read with a vowel at the back.
            ("hu-HU", "2020-ben", "2020-ben"),
            ("hu-HU", "2019-ban", "2019-ban"),
        ] {
            assert_eq!(found(locale, "Open it.", target), [wrong], "{locale} {target}");
        }
        for (locale, target) in [
            ("ko-KR", "365는 7을 9를 SQL을 API를 1000을 2.0는 CSP를"),
            ("tr-TR", "365'te 2010'da 2020'de SQL'in"),
            ("hu-HU", "2019-ben 2020-ban 5000-re"),
        ] {
            assert!(found(locale, "Open it.", target).is_empty(), "{locale} {target}");
        }
    }
}
