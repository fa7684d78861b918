//! Forms of words as they are counted, and how one form is mistaken for another.

use std::borrow::Cow;

use crate::hash;
use crate::locale::{Locale, Marks, Script};
use crate::text::marks::is_optional;
use crate::text::script::{CharScript, Facts};
use crate::text::{Text, Word, WordKind};

/// How the words of a locale are counted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spelling {
    script: Script,
    marks: Option<&'static Marks>,
    /// Whether a letter too few or too many shows in a long word.
    tells_letters: bool,
}

/// Whether a character is a small letter, or one of a script without capitals, and the word is the same with no other.
fn is_small(c: char) -> bool {
    let is_other = || {
        let facts = Facts::of(c);
        facts.lower == c && facts.is_alphanumeric && !facts.is_uppercase && !is_optional(c)
    };
    c.is_ascii_lowercase() || !c.is_ascii() && is_other()
}

/// Endings of so many letters pile up in a language: then one letter makes another form.
const PILED_UP: usize = 10;

impl Spelling {
    /// How a locale's words are counted; none where nothing could be told of them.
    pub(super) fn of(locale: &Locale) -> Option<Spelling> {
        let script = locale.script?;
        let marks = Marks::of(locale.language());
        let alphabet = matches!(script, Script::Latin | Script::Cyrillic | Script::Greek);
        let piles_up = locale.inflection.name_letters.is_some_and(|most| most >= PILED_UP);
        let tells_letters = alphabet && !piles_up;
        let tells_anything = marks.is_some() || alphabet || script == Script::Hangul;
        tells_anything.then_some(Spelling { script, marks, tells_letters })
    }

    /// Whether the script is one whose letters make up words one by one.
    pub(super) fn is_alphabet(&self) -> bool {
        matches!(self.script, Script::Latin | Script::Cyrillic | Script::Greek)
    }

    /// Whether a letter too few or too many shows.
    pub(super) fn tells_letters(&self) -> bool {
        self.tells_letters
    }

    /// The form that a word is counted by: small letters, without optional marks and without what is written together
    /// with it. None of a word in capitals, of code, or of another script.
    pub(super) fn form<'t>(&self, text: &'t Text<'_>, word: &Word) -> Option<Cow<'t, str>> {
        if word.kind != WordKind::Plain || !word.script.is_of(self.script) {
            return None;
        }
        self.form_of(text.word(word))
    }

    fn form_of<'w>(&self, written: &'w str) -> Option<Cow<'w, str>> {
        if written.chars().all(is_small) {
            return Some(Cow::Borrowed(&written[self.prefix(written)..]));
        }
        let mut form = String::with_capacity(written.len());
        for (at, c) in written.chars().enumerate() {
            if c.is_ascii_lowercase() {
                form.push(c);
            } else if is_optional(c) {
                // In decomposed text the letter is another.
                if self.script != Script::Arabic {
                    return None;
                }
            } else if c.is_ascii_digit() || at > 0 && c.is_uppercase() {
                return None;
            } else if let Some(small) = self.marks.and_then(|marks| marks.capitals.get(&c)) {
                form.push(*small);
            } else {
                form.extend(c.to_lowercase());
            }
        }
        let start = self.prefix(&form);
        form.drain(..start);
        Some(Cow::Owned(form))
    }

    /// Bytes of what is written together with the word.
    fn prefix(&self, form: &str) -> usize {
        let prefixes = self.marks.map_or(&[][..], |marks| &marks.prefixes);
        let long = |prefix: &&String| {
            form.strip_prefix(prefix.as_str()).is_some_and(|rest| rest.chars().count() >= 4)
        };
        prefixes.iter().find(long).map_or(0, String::len)
    }

    /// A word with the form that it is meant to be: what is written together with it stands before it again, and so does
    /// a capital.
    pub(super) fn whole(&self, written: &str, right: &str) -> String {
        let plain: String = written.chars().filter(|c| !is_optional(*c)).collect();
        let mut whole = plain[..self.prefix(&plain)].to_owned();
        let mut letters = right.chars();
        let is_capital = whole.is_empty() && written.starts_with(char::is_uppercase);
        if let Some(first) = letters.next() {
            let capitals = self.marks.map(|marks| &marks.capitals);
            let own = capitals.and_then(|c| c.iter().find(|(_, small)| **small == first));
            match (is_capital, own) {
                (false, _) => whole.push(first),
                (true, Some((capital, _))) => whole.push(*capital),
                (true, None) => whole.extend(first.to_uppercase()),
            }
        }
        whole.extend(letters);
        whole
    }

    /// The letters of a form without the marks that are lost; none where none is.
    pub(super) fn bare(&self, form: &str) -> Option<String> {
        let marks = self.marks?;
        Some(form.chars().map(|c| marks.bare(c)).collect())
    }

    /// Whether a form of the same bare letters is another that lost marks, or has one in the wrong place.
    pub(super) fn lost_marks(&self, written: &str, form: &str, right: &str) -> bool {
        let Some(marks) = self.marks else { return false };
        let letters = form.chars().count();
        if letters < marks.least || letters != right.chars().count() {
            return false;
        }
        let (mut lost, mut gained, mut exchanged, mut last) = (0, 0, 0, 0);
        for (at, (own, other)) in form.chars().zip(right.chars()).enumerate() {
            if own == other {
                continue;
            }
            last = at;
            if marks.exchanged.contains_key(&own) || marks.exchanged.contains_key(&other) {
                // Neither stands for the other.
                lost += 1;
            } else if marks.lost.get(&other) == Some(&own) {
                if at == 0 && marks.bare_capitals && written.starts_with(char::is_uppercase) {
                    return false;
                }
                lost += 1;
            } else if marks.lost.get(&own) == Some(&other) {
                gained += 1;
            } else {
                exchanged += 1;
            }
        }
        let before_end = |same: usize| last + same < letters;
        if gained > 0 {
            // An accent on another syllable; endings are told apart by theirs.
            return lost == 1
                && gained == 1
                && exchanged == 0
                && !marks.whole
                && marks.last > 0
                && before_end(SAME_END);
        }
        let ending = || marks.endings.iter().any(|ending| right.ends_with(ending.as_str()));
        lost > 0
            && (before_end(marks.last) || ending())
            && !(marks.whole && form.chars().any(|c| marks.lost.contains_key(&c)))
    }

    /// Whether two forms differ by a mark only that may be left out.
    pub(super) fn may_be_left_out(&self, form: &str, right: &str) -> bool {
        let Some(marks) = self.marks else { return false };
        let mut others = form.chars().zip(right.chars()).filter(|(own, other)| own != other);
        let optional = |a: char, b: char| marks.optional.get(&a) == Some(&b);
        others.all(|(own, other)| optional(own, other) || optional(other, own))
    }

    /// The word of an index together with a last syllable that a blank parts from it.
    pub(super) fn torn(&self, text: &Text<'_>, at: usize) -> Option<String> {
        if self.script != Script::Hangul {
            return None;
        }
        let (first, last) = (text.words.get(at)?, text.words.get(at + 1)?);
        let are_words = [first, last]
            .iter()
            .all(|w| w.kind == WordKind::Plain && w.script == CharScript::Hangul);
        let (head, syllable) = (text.word(first), text.word(last));
        let visible = text.visible();
        let apart = visible.get(first.end as usize..last.start as usize) == Some(" ");
        let joined = text.raw_range(first.range()).end + 1 == text.raw_range(last.range()).start;
        let one = syllable.chars().count() == 1 && head.chars().count() >= 2;
        // Behind the syllable nothing goes on.
        let ends = !visible[last.end as usize..].starts_with(char::is_alphanumeric);
        (are_words && apart && joined && one && ends).then(|| format!("{head}{syllable}"))
    }
}

/// Letters at the end of a word that are the same where something else is wrong than its ending.
const SAME_END: usize = 3;

/// How a form differs from the one that it is meant to be, where neither is an ending of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// A letter too few or too many.
    Letter {
        /// Letters of the longer form.
        letters: usize,
    },
    /// Two neighbours exchanged.
    Exchanged {
        /// Letters of either form.
        letters: usize,
    },
    /// Two of a letter for one, or one for two.
    Doubled {
        /// Letters of the longer form.
        letters: usize,
        /// Whether the wrong form has three in a row.
        thrice: bool,
    },
}

impl Fault {
    /// The difference of two forms that begin and end alike; none where it is another.
    pub(super) fn between(form: &str, right: &str) -> Option<Fault> {
        let (own, other): (Vec<char>, Vec<char>) =
            (form.chars().collect(), right.chars().collect());
        if own.len() == other.len() {
            return exchanged(&own, &other).then_some(Fault::Exchanged { letters: own.len() });
        }
        let (long, short) = if own.len() > other.len() { (&own, &other) } else { (&other, &own) };
        if long.len() != short.len() + 1 {
            return None;
        }
        let at = long.iter().zip(short).take_while(|(a, b)| a == b).count();
        if at == 0 || at + SAME_END >= long.len() || long[at + 1..] != short[at..] {
            return None;
        }
        let letters = long.len();
        if long[at - 1] != long[at] {
            // A letter before the last three makes another tense: `utilisons`, `utilisions`.
            let ends_alike = at + SAME_END + 1 < letters;
            return ends_alike.then_some(Fault::Letter { letters });
        }
        let thrice = at >= 2 && long[at - 2] == long[at] && own.len() > other.len();
        Some(Fault::Doubled { letters, thrice })
    }
}

/// What two forms have between the letters that both begin and end with: behind the first and before the last letters.
fn differing<'f>(own: &'f [char], other: &'f [char]) -> Option<(&'f [char], &'f [char])> {
    let head = own.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (own, other) = (&own[head..], &other[head..]);
    let tail = own.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    let is_inside = head > 0 && tail >= SAME_END;
    is_inside.then(|| (&own[..own.len() - tail], &other[..other.len() - tail]))
}

/// Whether two forms differ by two neighbours that are exchanged. Two vowels make another word or tense: `beschreiben`,
/// `beschrieben`.
fn exchanged(own: &[char], other: &[char]) -> bool {
    let Some(([a, b], [c, d])) = differing(own, other) else { return false };
    a == d && b == c && !(VOWELS.contains(*a) && VOWELS.contains(*b))
}

/// Vowels of the alphabets, without marks.
const VOWELS: &str = "aeiouyаеёиоуыэюяіїєαεηιουω";

/// Whether a form of at least so many letters is another with one letter more, less, or another, or with two neighbours
/// exchanged, behind the first and before the last three letters.
pub(super) fn is_slip(form: &str, right: &str, least: usize) -> bool {
    let (own, other): (Vec<char>, Vec<char>) = (form.chars().collect(), right.chars().collect());
    if own.len() < least || own.len().abs_diff(other.len()) > 1 || own == other {
        return false;
    }
    let Some((mine, theirs)) = differing(&own, &other) else { return false };
    match (mine, theirs) {
        ([_], [] | [_]) | ([], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

/// Hashes of a form and of its letters but one, each left out in turn; none of a form with fewer letters than `least`.
pub(super) fn without_a_letter(form: &str, least: usize) -> Vec<u64> {
    let letters = form.chars().count();
    if letters < least {
        return Vec::new();
    }
    let mut keys = Vec::with_capacity(letters + 1);
    keys.push(hash::text(form));
    let mut rest = String::with_capacity(form.len());
    for (at, c) in form.char_indices() {
        rest.clear();
        rest.push_str(&form[..at]);
        rest.push_str(&form[at + c.len_utf8()..]);
        keys.push(hash::text(&rest));
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}
