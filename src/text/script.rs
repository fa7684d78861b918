//! Which script a character belongs to, and what that says about the spaces around it.

mod facts;
mod living;

use std::ops::Range;

pub(crate) use self::facts::Facts;
use crate::locale::Script;

/// The script class of one character, as far as checks tell scripts apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CharScript {
    /// Latin letters with or without marks.
    Latin,
    /// Cyrillic letters.
    Cyrillic,
    /// Greek letters.
    Greek,
    /// Arabic letters.
    Arabic,
    /// Hebrew letters.
    Hebrew,
    /// Thai letters and vowel signs.
    Thai,
    /// Devanagari letters and signs.
    Devanagari,
    /// Chinese characters.
    Han,
    /// Hiragana and katakana.
    Kana,
    /// Hangul syllables and jamo.
    Hangul,
    /// A letter or sign of another living script.
    Living(Script),
    /// A letter of a script that nobody writes documentation in.
    OtherLetter,
    /// A decimal digit of any script.
    Digit,
    /// Spaces, punctuation, symbols, marks.
    Common,
}

impl CharScript {
    /// The class of a character.
    #[inline]
    pub fn of(c: char) -> CharScript {
        match c {
            'a'..='z' | 'A'..='Z' => CharScript::Latin,
            '0'..='9' => CharScript::Digit,
            '\0'..='\u{7f}' => CharScript::Common,
            _ => Facts::of(c).script,
        }
    }

    /// Whether it is a letter of any script.
    pub fn is_letter(self) -> bool {
        !matches!(self, CharScript::Digit | CharScript::Common)
    }

    /// Whether words of this script are written without spaces between them (Chinese, Japanese, Thai, Khmer).
    pub fn is_unspaced(self) -> bool {
        match self {
            CharScript::Han | CharScript::Kana | CharScript::Thai => true,
            CharScript::Living(script) => !script.spaces_words(),
            _ => false,
        }
    }

    /// Whether texts in a script are written in such letters.
    pub fn is_of(self, script: Script) -> bool {
        match script {
            Script::Latin => self == CharScript::Latin,
            Script::Cyrillic => self == CharScript::Cyrillic,
            Script::Greek => self == CharScript::Greek,
            Script::Arabic => self == CharScript::Arabic,
            Script::Hebrew => self == CharScript::Hebrew,
            Script::Thai => self == CharScript::Thai,
            Script::Han => self == CharScript::Han,
            Script::Japanese => matches!(self, CharScript::Han | CharScript::Kana),
            Script::Hangul => self == CharScript::Hangul,
            Script::Devanagari => self == CharScript::Devanagari,
            living => self == CharScript::Living(living),
        }
    }

    /// Whether it is Chinese, Japanese or Korean.
    pub fn is_cjk(self) -> bool {
        matches!(self, CharScript::Han | CharScript::Kana | CharScript::Hangul)
    }
}

/// Whether a character is of the Japanese script of endings, particles and other words of grammar.
pub fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{309d}'..='\u{309f}')
}

/// The class of a character, worked out.
fn class(c: char) -> CharScript {
    use CharScript as S;
    match c {
        'a'..='z' | 'A'..='Z' => S::Latin,
        '0'..='9' => S::Digit,
        '\0'..='\u{7f}' => S::Common,
        'ª' | 'º' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='\u{24f}' => S::Latin,
        '\u{250}'..='\u{2af}' | '\u{1e00}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}' => S::Latin,
        '\u{a722}'..='\u{a787}' | '\u{a78b}'..='\u{a7ff}' | '\u{ab30}'..='\u{ab5a}' => S::Latin,
        '\u{fb00}'..='\u{fb06}' => S::Latin,
        '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => S::Latin,
        '\u{370}'..='\u{373}' | '\u{376}'..='\u{377}' | '\u{37b}'..='\u{37d}' => S::Greek,
        '\u{37f}' | '\u{386}' | '\u{388}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => S::Greek,
        '\u{400}'..='\u{481}' | '\u{48a}'..='\u{52f}' => S::Cyrillic,
        '\u{1c80}'..='\u{1c8a}' | '\u{2de0}'..='\u{2dff}' | '\u{a640}'..='\u{a69f}' => S::Cyrillic,
        '\u{5d0}'..='\u{5f2}' | '\u{fb1d}'..='\u{fb4f}' => S::Hebrew,
        '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}' => S::Digit,
        '\u{620}'..='\u{65f}' | '\u{66e}'..='\u{6d3}' | '\u{6d5}'..='\u{6ef}' => S::Arabic,
        '\u{6fa}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{fb50}'..='\u{fdff}' => S::Arabic,
        '\u{870}'..='\u{887}' | '\u{889}'..='\u{8ff}' | '\u{fe70}'..='\u{fefc}' => S::Arabic,
        '\u{966}'..='\u{96f}' | '\u{e50}'..='\u{e59}' | '\u{ff10}'..='\u{ff19}' => S::Digit,
        '\u{900}'..='\u{963}' | '\u{971}'..='\u{97f}' => S::Devanagari,
        '\u{a8e0}'..='\u{a8f7}' | '\u{a8fb}'..='\u{a8ff}' => S::Devanagari,
        '\u{e01}'..='\u{e3a}' | '\u{e40}'..='\u{e4e}' => S::Thai,
        '\u{1100}'..='\u{11ff}' | '\u{3131}'..='\u{318e}' | '\u{ac00}'..='\u{d7a3}' => S::Hangul,
        '\u{3041}'..='\u{3096}' | '\u{309d}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}' => S::Kana,
        // The long vowel mark continues a katakana word.
        '\u{30fc}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}' => S::Kana,
        '々' | '〇' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' => S::Han,
        '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' => S::Han,
        // Punctuation of all scripts, which is most of what is left.
        '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' => S::Common,
        c => living::class(c),
    }
}

/// Whether a text holds a letter of another script than the Latin one.
pub fn is_native(text: &str) -> bool {
    text.chars().map(CharScript::of).any(|s| s.is_letter() && s != CharScript::Latin)
}

/// The runs of characters of one class, in order; characters without a class are in none. A mark goes on with the run it
/// stands in.
pub fn runs<T: PartialEq>(text: &str, class: impl Fn(char) -> Option<T>) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut open: Option<T> = None;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let of = class(c);
        let goes_on = open.is_some() && (of == open || Facts::of(c).is_mark);
        if !goes_on {
            runs.extend(of.is_some().then_some(at..end));
            open = of;
        } else if let Some(run) = runs.last_mut() {
            run.end = end;
        }
    }
    runs
}

/// Whether a boundary between words can lie between two adjacent characters.
///
/// Inside one script of spaced words there is none between letters or digits; where the script changes, or
/// beside a script without spaces, every place is a boundary.
pub fn is_word_boundary(before: Option<char>, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return true };
    let (a, b) = (CharScript::of(before), CharScript::of(after));
    if before == '_' || after == '_' {
        return !(a.is_letter()
            || b.is_letter()
            || a == CharScript::Digit
            || b == CharScript::Digit);
    }
    if a == CharScript::Common || b == CharScript::Common {
        return true;
    }
    if a.is_unspaced() || b.is_unspaced() || a == CharScript::Hangul || b == CharScript::Hangul {
        return a != b || a.is_unspaced();
    }
    // Letters beside letters, digits beside digits or letters: one word.
    a != b && a != CharScript::Digit && b != CharScript::Digit
}

/// Whether a range of a text can be a word by itself, as [`is_word_boundary`] judges its two ends.
pub fn is_word(text: &str, range: &Range<usize>) -> bool {
    let boundary =
        |at: usize| is_word_boundary(text[..at].chars().next_back(), text[at..].chars().next());
    boundary(range.start) && boundary(range.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_native_by_one_letter() {
        assert!(is_native("Azure を 5") && is_native("б"));
        assert!(!is_native("Über 5 €") && !is_native(""));
        assert!(is_word("im Portal.", &(3..9)) && !is_word("Portale", &(0..6)));
    }

    #[test]
    fn letters_and_signs_of_living_scripts_are_told_from_digits_and_punctuation() {
        use CharScript::{Common, Digit, Living};
        for (text, class) in [
            ("बॉक्स", CharScript::Devanagari),
            ("বাংলা", Living(Script::Bengali)),
            ("ବାକ୍ସ", Living(Script::Oriya)),
            ("தமிழ்", Living(Script::Tamil)),
            ("ພາສາລາວ", Living(Script::Lao)),
            ("ភាសាខ្មែរ", Living(Script::Khmer)),
            ("မြန်မာ", Living(Script::Myanmar)),
            ("འབྲུག", Living(Script::Tibetan)),
            ("አማርኛ", Living(Script::Ethiopic)),
            ("ქართული", Living(Script::Georgian)),
            ("Հայերեն", Living(Script::Armenian)),
            ("ދިވެހި", Living(Script::Thaana)),
            ("ⴰⵎⴰⵣⵉⵖ", Living(Script::Tifinagh)),
            ("ᏣᎳᎩꮳꮃ", Living(Script::Cherokee)),
            ("ᐃᓄᒃᑎᑐᑦ", Living(Script::Canadian)),
            ("𞤆𞤵𞤤𞤢𞤪", Living(Script::Adlam)),
            ("০৯௫၅០໓༤߂", Digit),
            ("։་།።။៖⵰၊₀½", Common),
        ] {
            assert!(text.chars().all(|c| CharScript::of(c) == class), "{text}");
        }
        assert!(Living(Script::Lao).is_unspaced() && !Living(Script::Tamil).is_unspaced());
    }

    #[test]
    fn runs_are_of_one_class() {
        let letters = |c: char| Some(CharScript::of(c)).filter(|s| s.is_letter());
        let text = "Ко\u{301}д API的 x";
        let found: Vec<&str> = runs(text, letters).into_iter().map(|r| &text[r]).collect();
        assert_eq!(found, ["Ко\u{301}д", "API", "的", "x"]);
        assert!(runs("5, \u{301}", letters).is_empty());
    }

    #[test]
    fn a_boundary_lies_where_scripts_meet() {
        for (a, b, expected) in [
            ('a', 'b', false),
            ('a', ' ', true),
            ('5', '6', false),
            ('t', '1', false),
            ('e', '中', true),
            ('e', '를', true),
            ('中', '心', true),
            ('を', 'M', true),
            ('한', '국', false),
            ('d', 'а', true),
            ('n', '_', false),
        ] {
            assert_eq!(is_word_boundary(Some(a), Some(b)), expected, "{a}{b}");
        }
    }
}
