//! Blocks of the scripts that have no class of their own in [`CharScript`](super::CharScript).

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

use super::CharScript;
use crate::locale::Script;

/// First and last character of each block, from the Unicode Character Database (`Blocks.txt`), sorted. A block holds
/// letters, signs, digits and punctuation of one script.
const BLOCKS: &[(char, char, Script)] = &[
    ('\u{531}', '\u{58f}', Script::Armenian),
    ('\u{700}', '\u{74f}', Script::Syriac),
    ('\u{780}', '\u{7bf}', Script::Thaana),
    ('\u{7c0}', '\u{7ff}', Script::Nko),
    ('\u{800}', '\u{83f}', Script::Samaritan),
    ('\u{860}', '\u{86f}', Script::Syriac),
    ('\u{980}', '\u{9ff}', Script::Bengali),
    ('\u{a00}', '\u{a7f}', Script::Gurmukhi),
    ('\u{a80}', '\u{aff}', Script::Gujarati),
    ('\u{b00}', '\u{b7f}', Script::Oriya),
    ('\u{b80}', '\u{bff}', Script::Tamil),
    ('\u{c00}', '\u{c7f}', Script::Telugu),
    ('\u{c80}', '\u{cff}', Script::Kannada),
    ('\u{d00}', '\u{d7f}', Script::Malayalam),
    ('\u{d80}', '\u{dff}', Script::Sinhala),
    ('\u{e80}', '\u{eff}', Script::Lao),
    ('\u{f00}', '\u{fff}', Script::Tibetan),
    ('\u{1000}', '\u{109f}', Script::Myanmar),
    ('\u{10a0}', '\u{10ff}', Script::Georgian),
    ('\u{1200}', '\u{139f}', Script::Ethiopic),
    ('\u{13a0}', '\u{13ff}', Script::Cherokee),
    ('\u{1400}', '\u{167f}', Script::Canadian),
    ('\u{1780}', '\u{17ff}', Script::Khmer),
    ('\u{1800}', '\u{18af}', Script::Mongolian),
    ('\u{18b0}', '\u{18ff}', Script::Canadian),
    ('\u{19e0}', '\u{19ff}', Script::Khmer),
    ('\u{1b00}', '\u{1b7f}', Script::Balinese),
    ('\u{1c50}', '\u{1c7f}', Script::OlChiki),
    ('\u{1c90}', '\u{1cbf}', Script::Georgian),
    ('\u{2c80}', '\u{2cff}', Script::Coptic),
    ('\u{2d00}', '\u{2d2f}', Script::Georgian),
    ('\u{2d30}', '\u{2d7f}', Script::Tifinagh),
    ('\u{2d80}', '\u{2ddf}', Script::Ethiopic),
    ('\u{a000}', '\u{a4cf}', Script::Yi),
    ('\u{a500}', '\u{a63f}', Script::Vai),
    ('\u{a6a0}', '\u{a6ff}', Script::Bamum),
    ('\u{a880}', '\u{a8df}', Script::Saurashtra),
    ('\u{a9e0}', '\u{a9ff}', Script::Myanmar),
    ('\u{aa60}', '\u{aa7f}', Script::Myanmar),
    ('\u{aa80}', '\u{aadf}', Script::TaiViet),
    ('\u{aae0}', '\u{aaff}', Script::MeeteiMayek),
    ('\u{ab00}', '\u{ab2f}', Script::Ethiopic),
    ('\u{ab70}', '\u{abbf}', Script::Cherokee),
    ('\u{abc0}', '\u{abff}', Script::MeeteiMayek),
    ('\u{fb13}', '\u{fb17}', Script::Armenian),
    ('\u{10400}', '\u{1044f}', Script::Deseret),
    ('\u{10450}', '\u{1047f}', Script::Shavian),
    ('\u{104b0}', '\u{104ff}', Script::Osage),
    ('\u{10d00}', '\u{10d3f}', Script::Rohingya),
    ('\u{11100}', '\u{1114f}', Script::Chakma),
    ('\u{11400}', '\u{1147f}', Script::Newa),
    ('\u{11bc0}', '\u{11bff}', Script::Sunuwar),
    ('\u{1e100}', '\u{1e14f}', Script::Hmong),
    ('\u{1e7e0}', '\u{1e7ff}', Script::Ethiopic),
    ('\u{1e900}', '\u{1e95f}', Script::Adlam),
];

/// The class of a character that no other rule knows.
pub(super) fn class(c: char) -> CharScript {
    match c.general_category_group() {
        GeneralCategoryGroup::Letter => {}
        GeneralCategoryGroup::Mark if script(c).is_some() => {}
        GeneralCategoryGroup::Number if c.general_category() == GeneralCategory::DecimalNumber => {
            return CharScript::Digit;
        }
        _ if c.is_alphabetic() => {}
        _ => return CharScript::Common,
    }
    script(c).map_or(CharScript::OtherLetter, CharScript::Living)
}

fn script(c: char) -> Option<Script> {
    let at = BLOCKS.partition_point(|(_, last, _)| *last < c);
    BLOCKS.get(at).filter(|(first, ..)| *first <= c).map(|(.., script)| *script)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_sorted_and_none_overlaps() {
        assert!(BLOCKS.iter().all(|(first, last, _)| first < last));
        assert!(BLOCKS.is_sorted_by(|a, b| a.1 < b.0));
    }
}
