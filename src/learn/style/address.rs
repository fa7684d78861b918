//! How the reader is addressed: formally or informally.

use std::ops::Range;

use super::{Pair, Place, Rule, Usage};
use crate::locale::Locale;
use crate::text::sentences::begins_part;
use crate::text::{Text, WordKind};

/// The reader is addressed formally.
pub static ADDRESS: Rule = Rule {
    id: "formal-address",
    summary: "the reader is addressed formally",
    kept: "address the reader formally",
    other: "address the reader informally",
    both_ways: true,
    usage: |locale| {
        let lists = [&locale.formal_address, &locale.informal_address];
        if lists.iter().any(|list| list.is_empty()) { Usage::None } else { Usage::Open }
    },
    places,
};

fn places(pair: &Pair<'_>, places: &mut Vec<Place>) {
    let address = Forms::of(pair.locale).find(pair.target);
    match (address.formal.first(), address.informal.first()) {
        (Some(formal), None) => places.push(Place::new(pair, formal.clone(), true)),
        (None, Some(informal)) => places.push(Place::new(pair, informal.clone(), false)),
        _ => {}
    }
}

/// The words of a text that address the reader, as ranges of the visible text.
#[derive(Debug, Default)]
pub struct Address {
    /// Those that address formally.
    pub formal: Vec<Range<usize>>,
    /// Those that address informally.
    pub informal: Vec<Range<usize>>,
}

/// The forms of address of a locale, with the lengths of its words by their last byte: these rule nearly all other
/// words out at once.
pub struct Forms<'l> {
    locale: &'l Locale,
    lengths: [u64; 256],
}

impl<'l> Forms<'l> {
    /// The forms of a locale.
    pub fn of(locale: &'l Locale) -> Forms<'l> {
        let mut lengths = [0; 256];
        for form in locale.formal_address.iter().chain(&locale.informal_address) {
            if let Some(last) = form.as_bytes().last() {
                lengths[usize::from(*last)] |= 1 << form.len().min(63);
            }
        }
        Forms { locale, lengths }
    }

    fn may_be(&self, word: &str) -> bool {
        let last = word.as_bytes().last().copied().unwrap_or(0);
        // Behind the first letter only small letters count, so the last byte is the list's.
        self.lengths[usize::from(last)] >> word.len().min(63) & 1 == 1
    }

    /// Finds the words of address in a text. Quoted and emphasised ones do not count: they may be labels.
    pub fn find(&self, text: &Text<'_>) -> Address {
        let mut found = Address::default();
        let visible = text.visible();
        for word in text.words.iter().filter(|w| w.kind == WordKind::Plain) {
            let written = text.word(word);
            if !self.may_be(written) {
                continue;
            }
            let begins = || begins_part(visible, word.range().start);
            let list = if is_listed(written, &self.locale.informal_address, || false) {
                &mut found.informal
            } else if is_listed(written, &self.locale.formal_address, begins) {
                &mut found.formal
            } else {
                continue;
            };
            if !is_quoted(visible, word.range()) && !text.is_emphasised(word.range()) {
                list.push(word.range());
            }
        }
        found
    }
}

/// Whether a word is in a list: as written where the list has a capital, else in small letters or capitalised.
pub fn is_listed(word: &str, list: &[String], begins_sentence: impl Fn() -> bool) -> bool {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return false };
    let rest = chars.as_str();
    // Acronyms are capitals throughout.
    if rest.chars().any(char::is_uppercase) {
        return false;
    }
    list.iter().filter(|form| form.len() == word.len()).any(|form| {
        let mut of = form.chars();
        let begins = of.next();
        if of.as_str() != rest {
            return false;
        }
        if begins.is_some_and(char::is_uppercase) {
            begins == Some(first) && !begins_sentence()
        } else {
            begins == first.to_lowercase().next()
        }
    })
}

/// Whether a quotation mark opens directly before a word or closes directly behind it, or a middle dot makes it part of a
/// longer one (`tou·te·s`).
fn is_quoted(visible: &str, word: Range<usize>) -> bool {
    const QUOTES: [char; 10] = ['"', '“', '”', '„', '«', '»', '‘', '‚', '‹', '·'];
    visible[..word.start].ends_with(QUOTES) || visible[word.end..].starts_with(QUOTES)
}
