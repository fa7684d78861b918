//! What the run teaches of words: how often each form stands in the targets of a locale, and which frequent form a rare one
//! is meant to be.

mod form;

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use self::form::{Fault, Spelling, is_slip, without_a_letter};
use super::dictionaries::{Dictionaries, Dictionary};
use super::names::Names;
use crate::document::Origin;
use crate::hash;
use crate::locale::{Locale, LocaleTag};
use crate::text::{OBJECT, Text, Word};

/// The forms of words of all locales.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Words {
    locales: BTreeMap<LocaleTag, Forms>,
    /// Forms remembered so far, of all locales.
    known: usize,
}

/// The forms of one locale.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
struct Forms {
    counted: FxHashMap<u64, Form>,
    /// Words that a blank parts from their last syllable, by what they are without it.
    torn: FxHashMap<u64, Count>,
    /// Forms that others may be meant to be, in the order of their letters.
    right: Vec<Box<str>>,
    /// The most pairs of people that any of these has.
    most_people: u32,
    /// Those by their letters without marks.
    bare: Vec<(u64, u32)>,
    /// Those by themselves and by their letters but one, each left out in turn.
    near: Vec<(u64, u32)>,
}

#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
struct Form {
    count: Count,
    /// The form; empty once the run is learned.
    text: Box<str>,
}

/// How often something stands in different pairs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
struct Count {
    all: u32,
    /// On pages that people translated.
    people: u32,
}

impl Count {
    fn add(&mut self, origin: Origin) {
        self.all += 1;
        self.people += u32::from(origin == Origin::Human);
    }
}

/// What a target shows of words.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Observed {
    /// Forms by their hash, with their letters where they are new.
    forms: Vec<(u64, Option<Box<str>>)>,
    torn: Vec<u64>,
}

/// What a form is meant to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meant {
    /// How it is written elsewhere, in small letters.
    pub right: String,
    /// In how many pairs it is written so.
    pub uses: u32,
    /// Whether people write it so, and never otherwise.
    pub by_people: bool,
    /// Whether a dictionary has it, and not the rare form.
    pub by_dictionary: bool,
}

/// Forms remembered for the run; what comes beyond is not known. Bounds the memory to some 150 MB.
const MOST: usize = 1_500_000;
/// Pairs in which a rare form stands at most, and how many times as many have the right one.
const MOST_RARE: u32 = 2;
const TIMES: u32 = 10;
/// The same of a word of which not only marks are different.
const TIMES_OF_LETTERS: u32 = 20;
/// Pairs of people that have the right form, from which on it counts that none has the other.
const LEAST_OF_PEOPLE: u32 = 3;
/// Letters of a word from which on one letter too few or too many leaves no other word; two of a letter for one tell more.
const LONG: usize = 10;
const LONG_DOUBLED: usize = 8;
/// The same of one in which two neighbours are exchanged.
const LONG_EXCHANGED: usize = 7;
/// Letters of a word that a blank tears.
const LONG_TORN: usize = 7;
/// Letters of the halves of a compound, and in how many pairs it stands as one word at least: both halves are words of content,
/// so that one tells.
const SHORT_HALF: usize = 3;
const LONG_HALF: usize = 4;
const LEAST_JOINED: u32 = 1;
/// The same where a dictionary tells, and the pairs that have the right form at least.
const LONG_LOOKED_UP: usize = 6;
const LEAST_LOOKED_UP: u32 = 3;

/// Endings of verbs and nouns by which a word of the language is known again.
const ENDINGS: &[&str] = &[
    "a", "ar", "e", "em", "en", "er", "et", "i", "ia", "ir", "o", "r", "re", "s", "t", "te", "u",
    "y",
];

impl Words {
    /// What a target shows; forms that are known already are not copied.
    pub(super) fn see(
        &self,
        tag: &LocaleTag,
        locale: &Locale,
        source: &Text<'_>,
        target: &Text<'_>,
    ) -> Observed {
        let mut observed = Observed::default();
        // A text that was not translated shows nothing.
        if source.raw.trim() == target.raw.trim() {
            return observed;
        }
        let Some(spelling) = Spelling::of(locale) else { return observed };
        let known = self.locales.get(tag);
        for word in &target.words {
            let Some(form) = spelling.form(target, word) else { continue };
            let key = hash::text(&form);
            let is_known = known.is_some_and(|forms| forms.counted.contains_key(&key));
            observed.forms.push((key, (!is_known).then(|| form.into())));
        }
        let torn = (0..target.words.len()).filter_map(|at| spelling.torn(target, at));
        observed.torn.extend(torn.map(|joined| hash::text(&joined)));
        observed
    }

    /// Takes in what a target shows that was not seen before.
    pub(super) fn observe(&mut self, tag: &LocaleTag, origin: Origin, observed: Observed) {
        if observed.forms.is_empty() {
            return;
        }
        let forms = match self.locales.get_mut(tag) {
            Some(forms) => forms,
            None => self.locales.entry(tag.clone()).or_default(),
        };
        for (key, text) in observed.forms {
            if let Some(form) = forms.counted.get_mut(&key) {
                form.count.add(origin);
            } else if let Some(text) = text
                && self.known < MOST
            {
                self.known += 1;
                let mut count = Count::default();
                count.add(origin);
                forms.counted.insert(key, Form { count, text });
            }
        }
        for key in observed.torn {
            if let Some(count) = forms.torn.get_mut(&key) {
                count.add(origin);
            } else if self.known < MOST {
                self.known += 1;
                forms.torn.entry(key).or_default().add(origin);
            }
        }
    }

    /// Finds the forms that others may be meant to be.
    pub(super) fn finish(&mut self, dictionaries: &Dictionaries) {
        for (tag, forms) in &mut self.locales {
            let Some(spelling) = Spelling::of(Locale::of(tag)) else { continue };
            let looks_up = dictionaries.has(tag);
            let least = if looks_up { LEAST_LOOKED_UP } else { TIMES };
            let shortest = if looks_up { LONG_LOOKED_UP } else { LONG_DOUBLED };
            let texts = forms.counted.values_mut().map(|f| (std::mem::take(&mut f.text), f.count));
            let may_be_right = |(_, count): &(Box<str>, Count)| {
                count.all >= least || count.people >= LEAST_OF_PEOPLE
            };
            let mut right: Vec<(Box<str>, Count)> = texts.filter(may_be_right).collect();
            right.sort_unstable_by(|a, b| a.0.cmp(&b.0));
            for (at, (form, count)) in right.iter().enumerate() {
                let at = at as u32;
                if let Some(bare) = spelling.bare(form) {
                    forms.bare.push((hash::text(&bare), at));
                }
                if (looks_up || spelling.is_alphabet()) && count.all >= least {
                    let keys = without_a_letter(form, shortest - 1);
                    forms.near.extend(keys.into_iter().map(|key| (key, at)));
                }
            }
            forms.most_people = right.iter().map(|(_, count)| count.people).max().unwrap_or(0);
            forms.right = right.into_iter().map(|(form, _)| form).collect();
            forms.bare.sort_unstable();
            forms.near.sort_unstable();
            forms.near.dedup();
        }
    }

    /// The words of one locale; none where the run has none that could be told wrong.
    pub(super) fn of<'c>(
        &'c self,
        tag: &LocaleTag,
        locale: &Locale,
        dictionary: Option<&'c Dictionary>,
        names: &'c Names,
    ) -> Option<LocaleWords<'c>> {
        let spelling = Spelling::of(locale)?;
        let capitals = locale.nouns_are_capitalised;
        let forms = self.locales.get(tag)?;
        Some(LocaleWords { forms, spelling, dictionary, names, capitals })
    }
}

/// What the run teaches of the words of one locale.
#[derive(Debug)]
pub struct LocaleWords<'c> {
    forms: &'c Forms,
    spelling: Spelling,
    dictionary: Option<&'c Dictionary>,
    names: &'c Names,
    /// Whether nouns have capitals.
    capitals: bool,
}

impl LocaleWords<'_> {
    /// What the word of a target at an index is meant to be, as far as the run tells: it is rare, a form that is confused
    /// with it is frequent.
    pub fn meant(&self, target: &Text<'_>, at: usize) -> Option<Meant> {
        let word = target.words.get(at)?;
        let form = self.spelling.form(target, word)?;
        let own = self.count(&form)?;
        // Of a frequent form only people's can be told.
        if own.all > MOST_RARE && (own.people > 0 || own.all > 2 * self.forms.most_people) {
            return None;
        }
        let written = target.word(word);
        let right = self
            .bare_of(written, &form, own)
            .or_else(|| self.near(&form, own))
            .or_else(|| self.looked_up(target, at, &form, own));
        right.map(|meant| Meant { right: self.spelling.whole(written, &meant.right), ..meant })
    }

    /// Whether a form that `kept` targets have from their source may be a word of the language itself: more targets have it,
    /// a frequent form begins as it does, or the run has it with another ending.
    pub fn is_native(&self, form: &str, kept: u32) -> bool {
        if self.count(form).is_some_and(|own| own.all > kept + 1) {
            return true;
        }
        let letters = form.chars().count();
        let stem: String = form.chars().take(letters.saturating_sub(2).max(4)).collect();
        let first = self.forms.right.partition_point(|right| **right < *stem);
        let mut kin = self.forms.right[first..].iter().take_while(|right| right.starts_with(&stem));
        let ends_otherwise = |ending: &&str| {
            (0..=2).any(|cut| {
                let stem: String = form.chars().take(letters - cut.min(letters)).collect();
                let other = stem + ending;
                other != form && self.count(&other).is_some()
            })
        };
        kin.any(|right| **right != *form) || ENDINGS.iter().any(ends_otherwise)
    }

    /// The word that a target parts from its last syllable by a blank, where the run writes it
    /// together.
    pub fn torn(&self, target: &Text<'_>, at: usize) -> Option<Meant> {
        if self.spelling.is_alphabet() {
            return self.torn_word(target, at);
        }
        let right = self.spelling.torn(target, at)?;
        let joined = self.count(&right)?;
        let torn = self.forms.torn.get(&hash::text(&right)).copied().unwrap_or_default();
        let by_people = joined.people >= LEAST_OF_PEOPLE && torn.people * TIMES <= joined.people;
        let often = joined.all >= 3 * TIMES;
        (torn.all * TIMES <= joined.all && (by_people || often)).then_some(Meant {
            right,
            uses: joined.all,
            by_people,
            by_dictionary: false,
        })
    }

    /// The frequent word that a target tears by a blank into two, of which the run has hardly any.
    fn torn_word(&self, target: &Text<'_>, at: usize) -> Option<Meant> {
        let (first, last) = (target.words.get(at)?, target.words.get(at + 1)?);
        let apart = target.visible().get(first.end as usize..last.start as usize) == Some(" ");
        let behind = target.word(last);
        if !apart || !behind.starts_with(char::is_lowercase) {
            return None;
        }
        let is_rare = |form: &str| self.count(form).is_none_or(|count| count.all <= MOST_RARE);
        let rare = |word| self.spelling.form(target, word).filter(|form| is_rare(form));
        let right = [rare(first)?, rare(last)?].concat();
        let uses = self.count(&right)?.all;
        let is_torn = right.chars().count() >= LONG_TORN
            && uses >= TIMES
            && stands_free(target, first)
            && stands_free(target, last);
        is_torn.then_some(Meant { right, uses, by_people: false, by_dictionary: false })
    }

    /// The compound that a target tears by a blank into two words, where the run writes it together. The halves may be words
    /// by themselves: to be asked only for languages that write compounds as one word, of words of content.
    pub fn torn_compound(&self, target: &Text<'_>, at: usize) -> Option<Meant> {
        let (first, last) = (target.words.get(at)?, target.words.get(at + 1)?);
        let apart = target.visible().get(first.end as usize..last.start as usize) == Some(" ");
        let (written, behind) = (target.word(first), target.word(last));
        let is_half = |word: &str, least: usize| word.chars().count() >= least;
        let noun = behind.starts_with(char::is_uppercase) == self.capitals;
        if !apart || !noun || !is_half(written, SHORT_HALF) || !is_half(behind, LONG_HALF) {
            return None;
        }
        let (head, tail) = (self.spelling.form(target, first)?, self.spelling.form(target, last)?);
        let right = [&*head, &*tail].concat();
        let uses = self.count(&right)?.all;
        let is_torn =
            uses >= LEAST_JOINED && stands_free(target, first) && stands_free(target, last);
        is_torn.then_some(Meant { right, uses, by_people: false, by_dictionary: false })
    }

    fn count(&self, form: &str) -> Option<Count> {
        self.forms.counted.get(&hash::text(form)).map(|form| form.count)
    }

    /// The frequent form of which only marks are others.
    fn bare_of(&self, written: &str, form: &str, own: Count) -> Option<Meant> {
        let bare = self.spelling.bare(form)?;
        let candidates = self.of_key(&self.forms.bare, hash::text(&bare));
        let candidates = candidates.filter(|right| self.spelling.lost_marks(written, form, right));
        let judged = candidates.filter_map(|right| {
            let uses = self.count(right)?;
            let by_people =
                uses.people >= LEAST_OF_PEOPLE && own.people == 0 && own.all <= 2 * uses.people;
            let by_count = own.all <= MOST_RARE && uses.all >= TIMES.max(TIMES * own.all);
            (by_people || by_count).then(|| Meant {
                right: right.to_owned(),
                uses: uses.all,
                by_people,
                by_dictionary: false,
            })
        });
        judged.max_by_key(|meant| meant.uses)
    }

    /// The frequent form that has one letter more or less, or two for one.
    fn near(&self, form: &str, own: Count) -> Option<Meant> {
        if own.all > MOST_RARE {
            return None;
        }
        let tells_letters = self.spelling.tells_letters();
        let keys = without_a_letter(form, LONG_DOUBLED - 1);
        let candidates = keys.into_iter().flat_map(|key| self.of_key(&self.forms.near, key));
        let judged = candidates.filter_map(|right| {
            let uses = self.count(right)?.all;
            let is_meant = match Fault::between(form, right)? {
                Fault::Exchanged { letters } => {
                    letters >= LONG_EXCHANGED && own.all == 1 && uses >= TIMES
                }
                _ if !tells_letters => false,
                Fault::Doubled { letters, .. } if letters < LONG_DOUBLED => false,
                Fault::Doubled { thrice: true, .. } => uses >= TIMES * own.all,
                Fault::Doubled { .. } => uses >= TIMES * own.all && own.all == 1,
                Fault::Letter { letters } => {
                    letters >= LONG && own.all == 1 && uses >= TIMES_OF_LETTERS
                }
            };
            is_meant.then(|| Meant {
                right: right.to_owned(),
                uses,
                by_people: false,
                by_dictionary: false,
            })
        });
        judged.max_by_key(|meant| meant.uses)
    }

    /// The form of the run one letter away that the dictionary has, of a word that it has not.
    fn looked_up(&self, target: &Text<'_>, at: usize, form: &str, own: Count) -> Option<Meant> {
        let dictionary = self.dictionary.filter(|_| own.all <= MOST_RARE)?;
        let word = &target.words[at];
        let written = target.word(word);
        // A capital inside a sentence begins a name, if not a noun.
        let may_be_name = at > 0 && !self.capitals && written.starts_with(char::is_uppercase);
        if may_be_name || !stands_free(target, word) || self.names.is_small(form) {
            return None;
        }
        let keys = without_a_letter(form, LONG_LOOKED_UP - 1);
        let mut near: Vec<(u32, &str)> = keys
            .into_iter()
            .flat_map(|key| self.of_key(&self.forms.near, key))
            .filter(|right| is_slip(form, right, LONG_LOOKED_UP))
            .filter(|right| !self.spelling.may_be_left_out(form, right))
            .filter_map(|right| Some((self.count(right)?.all, right)))
            .filter(|(uses, _)| *uses >= LEAST_LOOKED_UP * own.all)
            // Another letter may make another word that the dictionary lacks.
            .filter(|(uses, right)| *uses >= TIMES || !self.has_another_letter(form, right))
            .collect();
        near.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        near.dedup();
        // Only now it is loaded.
        if near.is_empty() || dictionary.knows(written)? {
            return None;
        }
        let (uses, right) = near.into_iter().find(|(_, right)| {
            dictionary.knows(&self.spelling.whole(written, right)).unwrap_or(false)
        })?;
        Some(Meant { right: right.to_owned(), uses, by_people: false, by_dictionary: true })
    }

    /// Whether two forms differ by one letter that is another, and not by its mark alone.
    fn has_another_letter(&self, form: &str, right: &str) -> bool {
        let others = form.chars().zip(right.chars()).filter(|(own, other)| own != other);
        form.chars().count() == right.chars().count()
            && others.count() == 1
            && self.spelling.bare(form).is_none_or(|bare| Some(bare) != self.spelling.bare(right))
    }

    fn of_key(&self, table: &'_ [(u64, u32)], key: u64) -> impl Iterator<Item = &str> {
        let first = table.partition_point(|(k, _)| *k < key);
        let same = table[first..].iter().take_while(move |(k, _)| *k == key);
        same.filter_map(|(_, at)| self.forms.right.get(*at as usize).map(|form| &**form))
    }
}

/// Marks that join words to compounds, names and code.
const JOINTS: &[char] = &['-', '–', '·', '_', '/', '\\', '@', '#', '%', '&', '{', '}', '.', OBJECT];

/// Whether a word is no part of a compound, of a name or of code.
fn stands_free(text: &Text<'_>, word: &Word) -> bool {
    let visible = text.visible();
    let before = visible[..word.start as usize].chars().next_back();
    let mut behind = visible[word.end as usize..].chars();
    let (next, beyond) = (behind.next(), behind.next());
    let joins = |c: Option<char>| c.is_some_and(|c| JOINTS.contains(&c) || c.is_alphanumeric());
    let ends = next == Some('.') && !beyond.is_some_and(char::is_alphanumeric);
    let elided = matches!(next, Some('\'' | '’')) && beyond.is_some_and(char::is_alphabetic);
    !joins(before) && (ends || !joins(next)) && !elided
}

#[cfg(test)]
mod tests;
