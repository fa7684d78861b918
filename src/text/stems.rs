//! Tokens of the lexicon: words cut to a stem, or character bigrams where words are not spaced.

use std::ops::Range;

use crate::text::marks;
use crate::text::numbers::digit;
use crate::text::script::{CharScript, Facts};

/// A stretch of text that the lexicon counts as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// First byte in the text.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// Hash of the lower-case stem: six letters, two Hangul syllables, all of a number, one bigram.
    pub stem: u64,
    /// Hash of the whole word in lower case.
    pub word: u64,
    /// What it looks like.
    pub shape: Shape,
    /// Letters and digits that it adds to the text's length; of overlapping bigrams each adds one.
    pub letters: u32,
    /// The script of its letters.
    pub script: CharScript,
}

impl Token {
    /// Its bytes in the text.
    pub fn span(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// What a token looks like, which tells whether a translation would keep it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Only digits.
    Number,
    /// Digits with letters, or a capital after the first letter: acronyms, product names, identifiers.
    Name,
    /// A capital first.
    Capitalised,
    /// All lower case, or of a script without case.
    Lower,
    /// A bigram of a script that does not space words.
    Bigram,
}

/// Number of shapes.
pub const SHAPES: usize = 5;

/// Letters of a stem in spaced scripts; longer endings are mostly inflection.
const STEM_LETTERS: usize = 6;
/// Syllables of a stem in Hangul, where particles follow the noun directly.
const STEM_SYLLABLES: usize = 2;

/// Cuts a text into the lexicon's tokens, in order; markup that is not to count must be blanked by the caller.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 6 + 2);
    cut(text, &mut tokens);
    tokens
}

/// As [`tokens`], appending to a buffer that is reused.
pub fn cut(text: &str, tokens: &mut Vec<Token>) {
    let mut word: Option<Word> = None;
    let mut previous: Option<(usize, char)> = None; // last character of an unspaced run
    let mut alone = false; // whether that run is one character so far
    for (at, c) in text.char_indices() {
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() {
                word.get_or_insert_with(|| Word::begin(at)).push_ascii(c as u8);
            } else {
                finish(&mut word, at, tokens);
            }
            end_run(&mut previous, alone, tokens);
            continue;
        }
        if marks::is_optional(c) {
            continue;
        }
        let facts = Facts::of(c);
        if facts.script.is_unspaced() {
            finish(&mut word, at, tokens);
            match previous {
                Some((start, before)) => {
                    tokens.push(bigram(start, before, at + c.len_utf8(), Some(c), facts.script));
                    alone = false;
                }
                None => alone = true,
            }
            previous = Some((at, c));
        } else if facts.is_alphanumeric {
            end_run(&mut previous, alone, tokens);
            word.get_or_insert_with(|| Word::begin(at)).push(c, facts);
        } else {
            finish(&mut word, at, tokens);
            end_run(&mut previous, alone, tokens);
        }
    }
    finish(&mut word, text.len(), tokens);
    end_run(&mut previous, alone, tokens);
}

fn finish(word: &mut Option<Word>, end: usize, tokens: &mut Vec<Token>) {
    if let Some(word) = word.take() {
        tokens.push(word.token(end));
    }
}

fn end_run(previous: &mut Option<(usize, char)>, alone: bool, tokens: &mut Vec<Token>) {
    let Some((start, c)) = previous.take() else { return };
    if alone {
        tokens.push(bigram(start, c, start + c.len_utf8(), None, CharScript::of(c)));
    } else if let Some(last) = tokens.last_mut() {
        last.letters += 1;
    }
}

fn bigram(
    start: usize,
    first: char,
    end: usize,
    second: Option<char>,
    script: CharScript,
) -> Token {
    let mut hash = StableHash::default();
    hash.push(first);
    if let Some(second) = second {
        hash.push(second);
    }
    let stem = hash.finish();
    let shape = Shape::Bigram;
    Token { start: start as u32, end: end as u32, stem, word: stem, shape, letters: 1, script }
}

/// A word of a spaced script while it is read.
struct Word {
    start: usize,
    stem: StableHash,
    whole: StableHash,
    length: usize,
    hangul: bool,
    digits: usize,
    first_capital: bool,
    inner_capital: bool,
    script: CharScript,
}

impl Word {
    fn begin(start: usize) -> Self {
        Word {
            start,
            stem: StableHash::default(),
            whole: StableHash::default(),
            length: 0,
            hangul: false,
            digits: 0,
            first_capital: false,
            inner_capital: false,
            script: CharScript::Digit,
        }
    }

    fn push(&mut self, c: char, facts: Facts) {
        let digit = digit(c).and_then(|value| char::from_digit(value, 10));
        let lower = digit.unwrap_or(facts.lower);
        self.add(lower, facts.script, facts.is_uppercase, digit.is_some());
    }

    fn push_ascii(&mut self, byte: u8) {
        let is_digit = byte.is_ascii_digit();
        let script = if is_digit { CharScript::Digit } else { CharScript::Latin };
        self.add(byte.to_ascii_lowercase().into(), script, byte.is_ascii_uppercase(), is_digit);
    }

    #[inline]
    fn add(&mut self, lower: char, script: CharScript, is_uppercase: bool, is_digit: bool) {
        if self.script == CharScript::Digit {
            self.script = script;
        }
        self.hangul |= script == CharScript::Hangul;
        if is_uppercase {
            if self.length == 0 {
                self.first_capital = true;
            } else {
                self.inner_capital = true;
            }
        }
        self.digits += usize::from(is_digit);
        let stem_length = if self.hangul { STEM_SYLLABLES } else { STEM_LETTERS };
        // A number is no inflected word: all its digits count.
        let in_stem = self.length < stem_length || self.digits == self.length + 1;
        self.whole.push(lower);
        if in_stem {
            self.stem.push(lower);
        }
        self.length += 1;
    }

    fn token(self, end: usize) -> Token {
        let shape = if self.digits == self.length {
            Shape::Number
        } else if self.digits > 0 || self.inner_capital {
            Shape::Name
        } else if self.first_capital {
            Shape::Capitalised
        } else {
            Shape::Lower
        };
        Token {
            start: self.start as u32,
            end: end as u32,
            stem: self.stem.finish(),
            word: self.whole.finish(),
            shape,
            letters: self.length as u32,
            script: self.script,
        }
    }
}

/// Number of letters and digits of the tokens.
pub fn letters<'a>(tokens: impl IntoIterator<Item = &'a Token>) -> usize {
    tokens.into_iter().map(|t| t.letters as usize).sum()
}

/// The one-character lower case; Turkish dotted and dotless i meet the Latin one, so that names agree.
pub(crate) fn lower(c: char) -> char {
    match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        '\0'..='\u{7f}' => c,
        _ => Facts::of(c).lower,
    }
}

/// FNV-1a over characters with a final mix: the same on every machine and in every version, as saved lexicons need.
#[derive(Debug, Clone, Copy)]
pub struct StableHash(u64);

impl Default for StableHash {
    fn default() -> Self {
        StableHash(0xcbf2_9ce4_8422_2325)
    }
}

impl StableHash {
    /// Takes in one character.
    pub fn push(&mut self, c: char) {
        self.0 = (self.0 ^ u64::from(c as u32)).wrapping_mul(0x0100_0000_01b3);
    }

    /// The hash.
    pub fn finish(self) -> u64 {
        mix(self.0)
    }
}

/// The finaliser of `SplitMix64` (Steele, Lea, Flood 2014).
fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<&str> {
        tokens(text).iter().map(|t| &text[t.span()]).collect()
    }

    #[test]
    fn spaced_words_are_words_and_unspaced_ones_bigrams() {
        assert_eq!(
            pieces("Die Azure-Abrechnung, 3.5 GB"),
            ["Die", "Azure", "Abrechnung", "3", "5", "GB"]
        );
        assert_eq!(pieces("Azure プラン を"), ["Azure", "プラ", "ラン", "を"]);
        assert_eq!(pieces("ไทย1"), ["ไท", "ทย", "1"]);
        assert_eq!(pieces(""), [""; 0]);
        assert_eq!(letters(&tokens("Azure プラン を 12")), 11);
    }

    #[test]
    fn inflected_words_share_their_stem_but_not_their_word() {
        let t = tokens("Abrechnung Abrechnungen ABRECHNUNG 1234567 1234568 서비스를 서비스는");
        assert_eq!(t[0].stem, t[1].stem);
        assert_ne!(t[0].word, t[1].word);
        assert_eq!(t[0].word, t[2].word);
        assert_ne!(t[3].stem, t[4].stem);
        assert_eq!(t[5].stem, t[6].stem);
    }

    #[test]
    fn shapes_tell_names_and_numbers() {
        use Shape::{Bigram, Capitalised, Lower, Name, Number};
        let shapes: Vec<Shape> =
            tokens("Azure CSP OneDrive v2 365 plan 漢字").iter().map(|t| t.shape).collect();
        assert_eq!(shapes, [Capitalised, Name, Name, Name, Number, Lower, Bigram]);
    }

    #[test]
    fn native_digits_are_the_same_number() {
        assert_eq!(tokens("٢٠٢١")[0].stem, tokens("2021")[0].stem);
        assert_eq!(tokens("๒๐๒๑")[0].stem, tokens("2021")[0].stem);
    }
}
