//! Scripts that languages are written in.

use serde::Deserialize;

/// A living script of the languages that the CLDR has locales or names of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Script {
    /// Latin letters.
    Latin,
    /// Cyrillic letters.
    Cyrillic,
    /// Greek letters.
    Greek,
    /// Arabic letters, from right to left.
    Arabic,
    /// Hebrew letters, from right to left.
    Hebrew,
    /// Thai letters, no spaces between words.
    Thai,
    /// Chinese characters, no spaces between words.
    Han,
    /// Chinese characters and kana, no spaces between words.
    Japanese,
    /// Hangul syllables.
    Hangul,
    /// Devanagari letters.
    Devanagari,
    /// Adlam letters (Fulah), from right to left.
    Adlam,
    /// Armenian letters.
    Armenian,
    /// Balinese letters, no spaces between words.
    Balinese,
    /// Bamum syllables.
    Bamum,
    /// Bengali letters (Bangla, Assamese).
    Bengali,
    /// Canadian syllabics (Inuktitut, Cree).
    Canadian,
    /// Chakma letters.
    Chakma,
    /// Cherokee syllables.
    Cherokee,
    /// Coptic letters.
    Coptic,
    /// Deseret letters.
    Deseret,
    /// Ethiopic syllables (Amharic, Tigrinya).
    Ethiopic,
    /// Georgian letters.
    Georgian,
    /// Gujarati letters.
    Gujarati,
    /// Gurmukhi letters (Punjabi).
    Gurmukhi,
    /// Nyiakeng Puachue Hmong letters.
    Hmong,
    /// Kannada letters.
    Kannada,
    /// Khmer letters, no spaces between words.
    Khmer,
    /// Lao letters, no spaces between words.
    Lao,
    /// Malayalam letters.
    Malayalam,
    /// Meetei Mayek letters (Manipuri).
    MeeteiMayek,
    /// Mongolian letters.
    Mongolian,
    /// Burmese letters, no spaces between words.
    Myanmar,
    /// Newa letters.
    Newa,
    /// N’Ko letters, from right to left.
    Nko,
    /// Ol Chiki letters (Santali).
    OlChiki,
    /// Oriya letters (Odia).
    Oriya,
    /// Osage letters.
    Osage,
    /// Hanifi Rohingya letters, from right to left.
    Rohingya,
    /// Samaritan letters, from right to left.
    Samaritan,
    /// Saurashtra letters.
    Saurashtra,
    /// Shavian letters.
    Shavian,
    /// Sinhala letters.
    Sinhala,
    /// Sunuwar letters.
    Sunuwar,
    /// Syriac letters, from right to left.
    Syriac,
    /// Tai Viet letters, no spaces between words.
    TaiViet,
    /// Tamil letters.
    Tamil,
    /// Telugu letters.
    Telugu,
    /// Thaana letters (Divehi), from right to left.
    Thaana,
    /// Tibetan letters, no spaces between words.
    Tibetan,
    /// Tifinagh letters (Tamazight).
    Tifinagh,
    /// Vai syllables.
    Vai,
    /// Yi syllables.
    Yi,
}

/// Codes of ISO 15924; those of Chinese, Japanese and Korean say more than which characters there are.
const CODES: &[(&str, Script)] = &[
    ("Adlm", Script::Adlam),
    ("Arab", Script::Arabic),
    ("Armn", Script::Armenian),
    ("Bali", Script::Balinese),
    ("Bamu", Script::Bamum),
    ("Beng", Script::Bengali),
    ("Cakm", Script::Chakma),
    ("Cans", Script::Canadian),
    ("Cher", Script::Cherokee),
    ("Copt", Script::Coptic),
    ("Cyrl", Script::Cyrillic),
    ("Deva", Script::Devanagari),
    ("Dsrt", Script::Deseret),
    ("Ethi", Script::Ethiopic),
    ("Geor", Script::Georgian),
    ("Grek", Script::Greek),
    ("Gujr", Script::Gujarati),
    ("Guru", Script::Gurmukhi),
    ("Hang", Script::Hangul),
    ("Hani", Script::Han),
    ("Hans", Script::Han),
    ("Hant", Script::Han),
    ("Hebr", Script::Hebrew),
    ("Hmnp", Script::Hmong),
    ("Jpan", Script::Japanese),
    ("Kana", Script::Japanese),
    ("Khmr", Script::Khmer),
    ("Knda", Script::Kannada),
    ("Kore", Script::Hangul),
    ("Laoo", Script::Lao),
    ("Latn", Script::Latin),
    ("Mlym", Script::Malayalam),
    ("Mong", Script::Mongolian),
    ("Mtei", Script::MeeteiMayek),
    ("Mymr", Script::Myanmar),
    ("Newa", Script::Newa),
    ("Nkoo", Script::Nko),
    ("Olck", Script::OlChiki),
    ("Orya", Script::Oriya),
    ("Osge", Script::Osage),
    ("Rohg", Script::Rohingya),
    ("Samr", Script::Samaritan),
    ("Saur", Script::Saurashtra),
    ("Shaw", Script::Shavian),
    ("Sinh", Script::Sinhala),
    ("Sunu", Script::Sunuwar),
    ("Syrc", Script::Syriac),
    ("Taml", Script::Tamil),
    ("Tavt", Script::TaiViet),
    ("Telu", Script::Telugu),
    ("Tfng", Script::Tifinagh),
    ("Thaa", Script::Thaana),
    ("Thai", Script::Thai),
    ("Tibt", Script::Tibetan),
    ("Vaii", Script::Vai),
    ("Yiii", Script::Yi),
];

impl Script {
    /// The script of an ISO 15924 code; `None` for those that nobody writes documentation in.
    pub fn of_code(code: &str) -> Option<Script> {
        let at = CODES.binary_search_by_key(&code, |(code, _)| code).ok()?;
        Some(CODES[at].1)
    }

    /// Whether words are written with spaces between them.
    pub fn spaces_words(self) -> bool {
        use Script as S;
        !matches!(
            self,
            S::Thai
                | S::Han
                | S::Japanese
                | S::Balinese
                | S::Khmer
                | S::Lao
                | S::Myanmar
                | S::TaiViet
                | S::Tibetan
        )
    }

    /// Whether lines run from right to left.
    pub fn right_to_left(self) -> bool {
        use Script as S;
        matches!(
            self,
            S::Arabic
                | S::Hebrew
                | S::Adlam
                | S::Nko
                | S::Rohingya
                | S::Samaritan
                | S::Syriac
                | S::Thaana
        )
    }
}

/// The two ways of writing Chinese, which share most of their characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Chinese {
    /// Simplified characters.
    Simplified,
    /// Traditional characters.
    Traditional,
}

impl Chinese {
    /// What an ISO 15924 code says; `None` of other scripts.
    pub fn of_code(code: &str) -> Option<Chinese> {
        match code {
            "Hans" => Some(Chinese::Simplified),
            "Hant" => Some(Chinese::Traditional),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cldr::CldrLocale;

    #[test]
    fn codes_are_sorted_and_agree_with_the_cldr_on_directions() {
        assert!(CODES.is_sorted_by(|a, b| a.0 < b.0));
        for tag in ["ar", "he", "dv", "nqo", "ff-Adlm", "syr", "rhg", "hi", "mn", "ja"] {
            let cldr = CldrLocale::of(tag).unwrap();
            let script = Script::of_code(&cldr.scripts[0]).unwrap();
            assert_eq!(script.right_to_left(), cldr.is_right_to_left(), "{tag}");
        }
    }
}
