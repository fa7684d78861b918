//! Characters that are no letters by themselves: marks that belong to the letter before them, joiners, and what nobody sees.

use super::script::Facts;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// Whether a character combines with the one before it (`General_Category` M): accents, Arabic vowel signs, the vowel
/// signs and tone marks of Thai and of Indic scripts. It belongs to the word it stands in.
pub fn is_mark(c: char) -> bool {
    // Below U+0300 there is none, and most of what is asked about is below.
    c >= '\u{300}' && Facts::of(c).is_mark
}

/// Whether a character that is no letter goes on with the word before it: a mark, or a joiner of Arabic and Indic scripts.
pub fn joins_word(c: char) -> bool {
    is_mark(c) || matches!(c, '\u{200c}' | '\u{200d}')
}

/// Whether no word can begin or be cut at a character: a mark, or a vowel of Thai that Unicode calls a letter although it is
/// written behind its consonant.
pub fn follows_letter(c: char) -> bool {
    is_mark(c) || matches!(c, '\u{e30}' | '\u{e32}' | '\u{e33}')
}

/// Whether words are the same with and without a character: accents in decomposed text, Arabic vowel signs, and what
/// nobody sees. Vowel signs of Thai and Indic scripts are not among them: there they tell words apart.
pub fn is_optional(c: char) -> bool {
    // The lexicon asks this of every character, so that no table is looked up.
    matches!(c, '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Characters that nobody sees: they are left out of the visible text. Joiners are not among them, they change letters.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Whether a character is a full-width mark or closing bracket, which holds its own space.
pub fn is_wide(c: char) -> bool {
    matches!(
        c,
        '\u{3001}'
            | '\u{3002}'
            | '\u{300d}'
            | '\u{300f}'
            | '\u{3011}'
            | '\u{ff01}'
            | '\u{ff09}'
            | '\u{ff0c}'
            | '\u{ff1a}'
            | '\u{ff1b}'
            | '\u{ff1f}'
    )
}

/// Unicode punctuation and symbols (`General_Category` P and S), what `CommonMark` calls punctuation.
pub fn is_punctuation(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation();
    }
    matches!(
        c.general_category_group(),
        GeneralCategoryGroup::Punctuation | GeneralCategoryGroup::Symbol
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_all_scripts_belong_to_words() {
        // Accent, Arabic vowel sign, Thai tone mark, virama and vowel sign of Devanagari, dakuten, Hebrew point.
        for c in ['\u{301}', '\u{64e}', '\u{e48}', '\u{94d}', '\u{93f}', '\u{3099}', '\u{5b8}'] {
            assert!(
                is_mark(c) && joins_word(c) && follows_letter(c) && !is_punctuation(c),
                "{c:?}"
            );
        }
        for c in ['a', 'é', 'ก', 'は', '一', '한', ' ', '.', '\u{fffc}', '\u{200b}'] {
            assert!(!is_mark(c) && !joins_word(c) && !follows_letter(c), "{c:?}");
        }
    }

    #[test]
    fn what_goes_unseen_or_may_be_left_out_is_told_from_what_makes_a_word() {
        assert!(is_optional('\u{301}') && is_optional('\u{64e}') && is_optional('\u{ad}'));
        assert!(!is_optional('\u{e48}') && !is_optional('\u{94d}') && !is_optional('a'));
        assert!(is_invisible('\u{200b}') && !is_invisible('\u{200d}') && joins_word('\u{200d}'));
        assert!(follows_letter('ะ') && !is_mark('ะ'));
    }

    #[test]
    fn punctuation_is_what_commonmark_calls_so() {
        assert!(['*', '“', '。', '、', '€', '→', '\u{fffc}'].into_iter().all(is_punctuation));
        assert!(!['a', 'é', '中', ' ', '\u{a0}', '\u{200d}', '²'].into_iter().any(is_punctuation));
    }
}
