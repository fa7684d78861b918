//! How BLEU cuts a text into words; the choice is part of a score's signature.

mod categories;
mod character;
mod intl;
mod mecab;
mod none;
mod sentencepiece;
mod split;
mod v13a;
mod zh;

use std::fmt;
use std::str::FromStr;

pub use self::mecab::{Mecab, MecabLanguage};
pub use self::sentencepiece::SentencePiece;
use super::python_text::{Span, trim_end};
use crate::error::Error;

/// Space that is reused from text to text.
#[derive(Default)]
pub(crate) struct Buffers {
    /// A text without what the tokenizer removes.
    clean: String,
    /// Where in the text a token may end.
    marks: Vec<u32>,
    /// Words that a text may be made of.
    lattice: mecab::Lattice,
}

/// A tokenizer of sacreBLEU.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tokenizer {
    /// Splits at whitespace only, for text that is tokenized already.
    None,
    /// The tokenizer of mteval-v13a, WMT's: ASCII punctuation apart, but not inside numbers. The default.
    #[default]
    V13a,
    /// The tokenizer of mteval-v14: punctuation and symbols of all scripts apart, but not inside numbers.
    Intl,
    /// Chinese characters apart, the rest as 13a.
    Zh,
    /// Every character apart.
    Char,
    /// Japanese or Korean morphemes, by a dictionary: see [`Mecab::load`].
    Mecab(&'static Mecab),
    /// Pieces of words, by a model: see [`SentencePiece::load`].
    SentencePiece(&'static SentencePiece),
}

impl Tokenizer {
    /// All tokenizers that need no dictionary or model.
    pub const ALL: [Tokenizer; 5] =
        [Tokenizer::None, Tokenizer::Zh, Tokenizer::V13a, Tokenizer::Intl, Tokenizer::Char];

    /// The tokenizer's name in signatures and, but for dictionaries, on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Tokenizer::None => "none",
            Tokenizer::V13a => "13a",
            Tokenizer::Intl => "intl",
            Tokenizer::Zh => "zh",
            Tokenizer::Char => "char",
            Tokenizer::Mecab(mecab) => mecab.signature(),
            Tokenizer::SentencePiece(model) => model.signature(),
        }
    }

    /// The tokenizer for texts in `language`, a subtag of BCP 47 such as `de` or a whole tag such as `zh-CN`:
    /// `zh` for Chinese, `char` for the other languages that do not put spaces between words, else `13a`.
    ///
    /// ```
    /// use glossator::metrics::Tokenizer;
    ///
    /// assert_eq!(Tokenizer::for_language("zh-TW"), Tokenizer::Zh);
    /// assert_eq!(Tokenizer::for_language("ja"), Tokenizer::Char);
    /// assert_eq!(Tokenizer::for_language("fr-FR"), Tokenizer::V13a);
    /// ```
    pub fn for_language(language: &str) -> Self {
        let language = language.split(['-', '_']).next().unwrap_or_default();
        match language.to_ascii_lowercase().as_str() {
            "zh" | "yue" | "wuu" => Tokenizer::Zh,
            "ja" | "th" | "lo" | "km" | "my" => Tokenizer::Char,
            _ => Tokenizer::V13a,
        }
    }

    /// The tokens of `text` less whitespace at its end, as BLEU counts them.
    ///
    /// ```
    /// use glossator::metrics::Tokenizer;
    ///
    /// assert_eq!(Tokenizer::V13a.tokens("It costs $1,299.95."), ["It", "costs", "$", "1,299.95", "."]);
    /// ```
    pub fn tokens(self, text: &str) -> Vec<String> {
        let (mut buffers, mut spans) = (Buffers::default(), Vec::new());
        let text = self.split(trim_end(text), &mut buffers, &mut spans);
        spans.iter().map(|&(start, end)| text[start as usize..end as usize].to_owned()).collect()
    }

    /// Appends the tokens' spans to `spans`; they are of the text returned, which is `text` or a cleaned copy in `buffers`.
    pub(crate) fn split<'a>(
        self,
        text: &'a str,
        buffers: &'a mut Buffers,
        spans: &mut Vec<Span>,
    ) -> &'a str {
        match self {
            Tokenizer::None => none::split(text, &mut buffers.marks, spans),
            Tokenizer::V13a => return v13a::split(text, buffers, spans),
            Tokenizer::Intl => intl::split(text, &mut buffers.marks, spans),
            Tokenizer::Zh => return zh::split(text, &mut buffers.marks, spans),
            Tokenizer::Char => character::split(text, spans),
            Tokenizer::Mecab(mecab) => mecab.split(text, &mut buffers.lattice, spans),
            Tokenizer::SentencePiece(model) => {
                let Buffers { clean, marks, .. } = buffers;
                model.split(text, clean, marks, spans);
                return clean;
            }
        }
        text
    }
}

impl fmt::Display for Tokenizer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Tokenizer {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        Tokenizer::ALL.into_iter().find(|tokenizer| tokenizer.as_str() == name).ok_or_else(|| {
            let known = Tokenizer::ALL.map(Tokenizer::as_str).join(", ");
            Error::usage(format!("unknown tokenizer `{name}`; choose one of {known}"))
        })
    }
}
