//! Pages that are written with another alphabet of the same script: a letter that the locale has not tells of another
//! language, one that only the locale has tells against it.
//!
//! Alphabets are the CLDR's. Languages that share theirs (Danish and Norwegian, Croatian and Bosnian) can't be told apart
//! so, nor those where one has all letters of the other and the page shows no other.

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::cldr::{CldrLocale, language_name};
use crate::hash;
use crate::locale::{Locale, LocaleTag};
use crate::text::{Text, WordKind};

/// Different words of a page from which on its letters tell something.
const LEAST_WORDS: usize = 20;
/// Different words with foreign letters from which on they are no names.
const LEAST_FOREIGN: usize = 4;
/// Of a page's words, one in so many has a foreign letter: in Russian, read as Ukrainian, one in eight.
const SHARE: usize = 20;

/// The words of a page that its sources do not hold, each once.
pub struct Words {
    own: &'static str,
    language: String,
    script: String,
    seen: FxHashSet<u64>,
    /// Their letters beside those of ASCII.
    letters: FxHashSet<char>,
    /// Those with a letter that the locale's alphabet has not, with their places.
    foreign: Vec<(String, usize, Range<usize>)>,
}

/// What a page seems to be in.
#[derive(Debug, PartialEq, Eq)]
pub struct Foreign {
    /// The language's English name.
    pub language: &'static str,
    /// The first word that tells it.
    pub word: String,
    /// The segment that it stands in.
    pub segment: usize,
    /// Bytes of the raw target.
    pub span: Range<usize>,
}

impl Words {
    /// No words yet; `None` where the locale's alphabet is not known, or is that of English.
    pub fn of(locale: &LocaleTag) -> Option<Words> {
        let known = CldrLocale::remembered(locale)?;
        // A language that is written in several scripts has several alphabets.
        let [script] = &known.scripts[..] else { return None };
        Some(Words {
            own: known.letters()?,
            language: locale.language().to_owned(),
            script: script.clone(),
            seen: FxHashSet::default(),
            letters: FxHashSet::default(),
            foreign: Vec::new(),
        })
    }

    /// Takes in a segment.
    pub fn add(&mut self, segment: usize, source: &Text<'_>, target: &Text<'_>) {
        for word in target.words.iter().filter(|word| word.kind == WordKind::Plain) {
            let text = target.word(word);
            // Names have a capital, and keep their letters in every language.
            let is_name = text.starts_with(char::is_uppercase);
            if is_name || !self.seen.insert(hash::text(text)) {
                continue;
            }
            let is_foreign = text.chars().any(|c| is_letter(c) && !self.own.contains(c));
            if is_foreign && source.words.iter().any(|word| source.word(word) == text) {
                continue;
            }
            self.letters.extend(text.chars().filter(|c| is_letter(*c)));
            if is_foreign {
                let span = target.raw_range(word.range());
                self.foreign.push((text.to_owned(), segment, span));
            }
        }
    }
}

/// The language whose alphabet the words of a page show, if it is not the locale's own. Only widely used languages are
/// looked at, those that the program has conventions of.
pub fn foreign(words: &Words) -> Option<Foreign> {
    let count = words.foreign.len();
    if count < LEAST_FOREIGN || count * SHARE < words.seen.len() || words.seen.len() < LEAST_WORDS {
        return None;
    }
    let fits = |letters: &str| words.letters.iter().all(|c| letters.contains(*c));
    let others = Locale::all().iter().filter(|l| l.language() != words.language);
    let alphabets = others.filter_map(|locale| {
        let known = CldrLocale::remembered(&locale.tag)?;
        let letters = known.letters().filter(|_| known.scripts.first() == Some(&words.script))?;
        Some((locale.language(), letters))
    });
    // The one with the fewest letters that all words can be written with.
    let (language, _) =
        alphabets.filter(|(_, letters)| fits(letters)).min_by_key(|(_, letters)| letters.len())?;
    let (word, segment, span) = words.foreign.first()?.clone();
    Some(Foreign { language: language_name(language)?, word, segment, span })
}

/// Whether a character belongs to one alphabet and not to another: the letters of ASCII are nearly everyone's.
fn is_letter(c: char) -> bool {
    !c.is_ascii() && c.is_alphabetic() && !c.is_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(locale: &str, text: &str) -> Option<(&'static str, String)> {
        let mut words = Words::of(&LocaleTag::parse(locale).unwrap())?;
        for (index, line) in text.lines().enumerate() {
            words.add(index, &Text::new("Open the file."), &Text::new(line));
        }
        foreign(&words).map(|foreign| (foreign.language, foreign.word))
    }

    const RUSSIAN: &str = "Чтобы открыть новый файл, выберите его в списке и нажмите кнопку.\n\
        Если вы закроете окно без сохранения, все изменения будут потеряны.\n\
        Это можно изменить позже в настройках, где есть и другие параметры.";
    const UKRAINIAN: &str = "Щоб відкрити новий файл, виберіть його у списку й натисніть кнопку.\n\
        Якщо ви закриєте вікно без збереження, усі зміни буде втрачено.\n\
        Це можна змінити пізніше в налаштуваннях, де є й інші параметри.";
    const SLOVAK: &str = "Ak chcete otvoriť nový súbor, vyberte ho v zozname a kliknite na tlačidlo.\n\
        Ak okno zavriete bez uloženia, všetky zmeny sa stratia a stĺpce sa vyprázdnia.\n\
        Neskôr to môžete zmeniť v nastaveniach, kde nájdete aj ďalšie možnosti a ľahšiu voľbu.";

    #[test]
    fn another_alphabet_is_another_language() {
        assert_eq!(found("uk-UA", RUSSIAN), Some(("Russian", "открыть".to_owned())));
        for locale in ["uk", "be-BY", "bg"] {
            assert_eq!(found(locale, RUSSIAN).map(|(language, _)| language), Some("Russian"));
        }
    }

    #[test]
    fn what_the_locale_writes_itself_is_its_own() {
        assert_eq!(found("uk", UKRAINIAN), None);
        assert_eq!(found("ru", RUSSIAN), None);
        assert_eq!(found("sk", SLOVAK), None);
        // The alphabet of Kazakh holds the Russian one; English has no letters of its own.
        assert_eq!(found("kk", RUSSIAN), None);
        assert_eq!(found("en", SLOVAK), None);
        // Words that quote another language are few among the page's own.
        assert_eq!(found("uk", &format!("{UKRAINIAN}\nбыло, это, мы, вы")), None);
    }
}
