//! What documentation calls things: the nouns of a language for those of English, and their gender.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

/// What a language calls the things that documentation is about, by their English nouns.
#[derive(Debug)]
pub struct Nouns {
    of_source: HashMap<&'static str, Vec<Rendering>>,
    /// Genders of single words, small; none of a word that has several.
    genders: HashMap<String, Option<char>>,
    has_foreign: bool,
}

/// One word, or two, for a noun.
#[derive(Debug)]
pub struct Rendering {
    /// Its dictionary form.
    pub text: &'static str,
    /// `m`, `f`, `n`, `c` (common gender) or `p` (plural only); none where the language has no gender.
    pub gender: Option<char>,
    /// Whether it is what another country of the language says and this one does not.
    pub is_foreign: bool,
    /// Whether it is the everyday word for another sense of the English one, which a machine takes by mistake.
    pub is_literal: bool,
    /// Whether words are parted by no spaces in its language.
    pub is_unspaced: bool,
    /// Letters, small, that all its forms begin with.
    stem: String,
}

/// Codes of genders.
const GENDERS: &str = "cfmnp";
/// Letters that an ending has at most behind a stem.
const LONGEST_ENDING: usize = 5;
/// Endings of verbs and adjectives that are made of nouns (`skalerer`, `стандартные`).
const OTHERS: &[&str] = &[
    "ece", "eert", "eren", "erer", "erar", "eres", "eras", "erade", "erede", "erte", "iere",
    "ieren", "iert", "ados", "adas", "ada", "ado", "ate", "ati", "né", "ní", "ních", "ные", "ный",
    "ная", "ное", "ных", "ным", "ными", "ный", "ний", "них", "ним",
];
/// Letters of a stem from which on a last vowel is none of it.
const LEAST_STEM: usize = 4;
/// Letters of a noun from which on it may end a compound.
const LEAST_HEAD: usize = 4;

impl Nouns {
    /// The nouns of a locale, by its tag or its language; none where no list has them.
    pub(super) fn of(tag: &str, language: &str, is_unspaced: bool) -> Option<&'static Nouns> {
        static READ: LazyLock<HashMap<&str, (&str, OnceLock<Nouns>)>> = LazyLock::new(|| {
            FILES.iter().map(|(tag, tsv)| (*tag, (*tsv, OnceLock::new()))).collect()
        });
        let (tsv, nouns) = READ.get(tag).or_else(|| READ.get(language))?;
        Some(nouns.get_or_init(|| Nouns::parse(tsv, is_unspaced)))
    }

    fn parse(tsv: &'static str, is_unspaced: bool) -> Nouns {
        let mut nouns = Nouns {
            of_source: HashMap::new(),
            genders: HashMap::new(),
            has_foreign: tsv.contains('!'),
        };
        let lines = tsv.lines().filter(|line| !line.starts_with('#'));
        for (noun, renderings) in lines.filter_map(|line| line.split_once('\t')) {
            let renderings: Vec<Rendering> =
                renderings.split("; ").map(|r| Rendering::parse(r, is_unspaced)).collect();
            for rendering in renderings.iter().filter(|r| !r.text.contains(' ')) {
                let Some(gender) = rendering.gender else { continue };
                match nouns.genders.entry(rendering.text.to_lowercase()) {
                    Entry::Vacant(place) => drop(place.insert(Some(gender))),
                    Entry::Occupied(mut place) => {
                        if *place.get() != Some(gender) {
                            place.insert(None);
                        }
                    }
                }
            }
            nouns.of_source.insert(noun, renderings);
        }
        nouns
    }

    /// What an English word, singular or plural and in small letters, is called, and its dictionary form.
    pub fn of_source(&self, word: &str) -> Option<(&'static str, &[Rendering])> {
        let mut scratch = String::new();
        let mut look = |stem: &str, ending: &str| {
            scratch.clear();
            scratch.push_str(stem);
            scratch.push_str(ending);
            self.of_source.get_key_value(scratch.as_str()).map(|(noun, r)| (*noun, r.as_slice()))
        };
        look(word, "")
            .or_else(|| word.strip_suffix('s').and_then(|stem| look(stem, "")))
            .or_else(|| word.strip_suffix("es").and_then(|stem| look(stem, "")))
            .or_else(|| word.strip_suffix("ies").and_then(|stem| look(stem, "y")))
    }

    /// Whether it has words that another country of the language says.
    pub fn has_foreign(&self) -> bool {
        self.has_foreign
    }

    /// Whether a place of a text, bytes, lies inside a longer word that the locale itself has for any noun.
    pub fn is_inside_own(&self, text: &str, place: &Range<usize>) -> bool {
        let word = &text[place.clone()];
        let own = self.of_source.values().flatten().filter(|r| !r.is_foreign);
        let mut longer = own.filter(|r| r.text.len() > word.len()).map(|r| r.text);
        longer.any(|longer| {
            longer.match_indices(word).any(|(at, _)| {
                place.start.checked_sub(at).is_some_and(|start| {
                    text.get(start..start + longer.len()).is_some_and(|there| there == longer)
                })
            })
        })
    }

    /// The gender of a noun in its dictionary form, small, or of a compound that ends in one; none where it is not known or
    /// there are several.
    pub fn gender(&self, word: &str, compounds: bool) -> Option<char> {
        if let Some(gender) = self.genders.get(word) {
            return *gender;
        }
        if !compounds {
            return None;
        }
        // The longest head decides.
        let mut starts = word.char_indices().map(|(at, _)| at).skip(3);
        starts.find_map(|at| {
            let head = &word[at..];
            (head.chars().count() >= LEAST_HEAD).then(|| self.genders.get(head))?.copied()
        })?
    }
}

impl Rendering {
    fn parse(written: &'static str, is_unspaced: bool) -> Rendering {
        let (is_foreign, written) =
            written.strip_prefix('!').map_or((false, written), |written| (true, written));
        let (is_literal, written) =
            written.strip_prefix('?').map_or((false, written), |written| (true, written));
        let coded = GENDERS.chars().find_map(|code| {
            let text = written.strip_suffix(code)?.strip_suffix(' ')?;
            Some((text, Some(code)))
        });
        let (text, gender) = coded.unwrap_or((written, None));
        let small = text.to_lowercase();
        let letters = small.chars().count();
        // Endings take the place of a last vowel.
        let last_s = ["as", "is", "os", "us", "ys"].iter().any(|end| small.ends_with(end));
        let stem = match small.chars().next_back() {
            // Finnish `oikeus`, `oikeudet`.
            Some('s') if letters > LEAST_STEM + 1 && last_s => small[..small.len() - 1].to_owned(),
            Some(last) if letters > LEAST_STEM && is_vowel(last) => {
                small[..small.len() - last.len_utf8()].to_owned()
            }
            _ => small,
        };
        Rendering { text, gender, is_foreign, is_literal, is_unspaced, stem }
    }

    /// What all its forms begin with, small.
    pub fn stem(&self) -> &str {
        &self.stem
    }

    /// What stands in a word behind its stem; none where the word begins otherwise.
    pub fn ending<'w>(&self, word: &'w str) -> Option<&'w str> {
        behind(word, &self.stem)
    }

    /// Whether a word is a form of it, as far as its beginning tells.
    pub fn is_of(&self, word: &str) -> bool {
        let Some(ending) = self.ending(word) else { return false };
        ending.chars().take(LONGEST_ENDING + 1).count() <= LONGEST_ENDING
    }

    /// Whether a word is a form of it with no ending of the verbs and adjectives that are made of nouns.
    pub fn is_noun_form(&self, word: &str) -> bool {
        let Some(ending) = self.ending(word) else { return false };
        ending.chars().count() <= LONGEST_ENDING && !OTHERS.contains(&ending)
    }

    /// Where a word is a form of it, or a compound that begins or ends with one; in bytes.
    pub fn place_in(&self, word: &str) -> Option<Range<usize>> {
        if let Some(rest) = self.ending(word)
            && (self.is_of(word) || self.stem.chars().count() >= LEAST_HEAD)
        {
            return Some(0..word.len() - rest.len());
        }
        if self.stem.chars().count() < LEAST_HEAD {
            return None;
        }
        let mut starts = word.char_indices().map(|(at, _)| at).skip(2);
        starts.find(|at| self.is_of(&word[*at..])).map(|at| at..word.len())
    }
}

/// What stands behind a beginning in small letters, in whatever case the word has it.
fn behind<'w>(word: &'w str, beginning: &str) -> Option<&'w str> {
    let mut letters = word.chars();
    for wanted in beginning.chars() {
        let letter = letters.next()?;
        if letter != wanted && !letter.to_lowercase().eq([wanted]) {
            return None;
        }
    }
    Some(letters.as_str())
}

fn is_vowel(c: char) -> bool {
    matches!(
        c,
        'a' | 'e'
            | 'i'
            | 'o'
            | 'u'
            | 'y'
            | 'à'
            | 'á'
            | 'â'
            | 'ã'
            | 'ä'
            | 'å'
            | 'é'
            | 'è'
            | 'ê'
            | 'í'
            | 'ì'
            | 'ó'
            | 'ò'
            | 'ô'
            | 'ö'
            | 'ő'
            | 'ú'
            | 'ù'
            | 'ü'
            | 'ű'
            | 'ø'
            | 'ă'
            | 'а'
            | 'е'
            | 'и'
            | 'і'
            | 'о'
            | 'у'
            | 'ь'
            | 'й'
            | 'я'
            | 'ю'
            | 'є'
            | 'ї'
    )
}

include!(concat!(env!("OUT_DIR"), "/nouns.rs"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_well_formed() {
        for (tag, tsv) in FILES {
            let mut last = String::new();
            for (at, line) in tsv.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
                let place = format!("data/nouns/{tag}.tsv:{}: {line}", at + 1);
                let (noun, renderings) = line.split_once('\t').unwrap_or_else(|| panic!("{place}"));
                assert!(last.as_str() < noun, "{place}: not in order behind “{last}”");
                last = noun.to_owned();
                let of_gender = renderings.split("; ").map(|r| Rendering::parse(r, false));
                let genders: Vec<bool> = of_gender.map(|r| r.gender.is_some()).collect();
                assert!(genders.iter().all(|g| *g == genders[0]), "{place}: a gender is missing");
                assert!(!renderings.contains("  ") && !renderings.ends_with([' ', ';']), "{place}");
            }
        }
    }
}
