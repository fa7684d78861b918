//! The tokenizers `flores101`, `flores200` and `spBLEU-1K`: pieces of words by a `SentencePiece` model that the user has.

use std::fmt;
use std::path::Path;

use sentencepiece_rs::SentencePieceProcessor;

use crate::error::{Error, Result};
use crate::metrics::python_text::{Span, split_words};

/// A model that is ready to cut texts (Kudo and Richardson 2018, <https://aclanthology.org/D18-2012>).
pub struct SentencePiece {
    name: &'static str,
    model: SentencePieceProcessor,
}

impl SentencePiece {
    /// The names of the tokenizers on the command line and in signatures, where `spm` is called `flores101`.
    pub const NAMES: [(&'static str, &'static str); 4] = [
        ("spm", "flores101"),
        ("flores101", "flores101"),
        ("flores200", "flores200"),
        ("spBLEU-1K", "spBLEU-1K"),
    ];

    /// Reads the model of the tokenizer called `name`; that it is the one sacreBLEU downloads under this name is for the
    /// caller to know. It stays in memory until the process ends, so that tokenizers can be copied.
    ///
    /// # Errors
    /// An unknown name, or a file that is missing or no model.
    pub fn load(path: &Path, name: &str) -> Result<&'static SentencePiece> {
        let Some((_, name)) = Self::NAMES.into_iter().find(|(known, _)| *known == name) else {
            return Err(Error::usage(format!(
                "no SentencePiece tokenizer is called {name}; choose flores101, flores200 or spBLEU-1K"
            )));
        };
        let bytes = std::fs::read(path).map_err(|error| Error::io(path, error))?;
        let unusable = |error: sentencepiece_rs::Error| {
            let error = error.to_string().replace('\n', " ");
            let message = format!("no sound SentencePiece model ({error}); download it again");
            Error::malformed(path, None, message)
        };
        let model = SentencePieceProcessor::from_serialized_model(&bytes).map_err(unusable)?;
        model.encode("A text, 文章 e\u{301} \u{FF21}").map_err(unusable)?;
        Ok(Box::leak(Box::new(SentencePiece { name, model })))
    }

    /// The tokenizer's name in signatures.
    pub(super) const fn signature(&self) -> &'static str {
        self.name
    }

    /// Appends the spans of the pieces in `clean`, which is replaced by them.
    pub(super) fn split(
        &self,
        text: &str,
        clean: &mut String,
        marks: &mut Vec<u32>,
        spans: &mut Vec<Span>,
    ) {
        clean.clear();
        match self.model.encode(text) {
            Ok(pieces) => {
                for piece in &pieces {
                    clean.push_str(piece);
                    clean.push(' ');
                }
            }
            // Only a damaged model normalizes a text to what is no text; its words must do.
            Err(_) => clean.push_str(text),
        }
        split_words(clean, marks, spans);
    }
}

impl fmt::Debug for SentencePiece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SentencePiece").field("name", &self.name).finish_non_exhaustive()
    }
}

impl PartialEq for SentencePiece {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for SentencePiece {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::{Bleu, Metric, Tokenizer};

    /// The bytes of a field of length `bytes` in a protocol buffer.
    fn field(number: u8, bytes: &[u8]) -> Vec<u8> {
        let mut out = vec![number << 3 | 2];
        let mut len = bytes.len();
        while len > 0x7F {
            out.push(len as u8 | 0x80);
            len >>= 7;
        }
        out.push(len as u8);
        out.extend(bytes);
        out
    }

    /// A unigram model of a few pieces that leaves texts as they are but for a mark at each space.
    fn model() -> Vec<u8> {
        let pieces = [
            ("<unk>", 0.0, 2),
            ("<s>", 0.0, 3),
            ("</s>", 0.0, 3),
            ("▁the", -1.0, 1),
            ("▁un", -2.0, 1),
            ("▁", -3.0, 1),
            ("fold", -2.0, 1),
            ("ed", -2.0, 1),
            ("folded", -5.0, 1),
            ("▁ma", -2.0, 1),
            ("p", -3.0, 1),
        ];
        let mut bytes = Vec::new();
        for (piece, score, kind) in pieces {
            let mut message = field(1, piece.as_bytes());
            message.push(2 << 3 | 5);
            message.extend(f32::to_le_bytes(score));
            message.extend([3 << 3, kind]);
            bytes.extend(field(1, &message));
        }
        // Trainer: unigram; normalizer: its name.
        bytes.extend(field(2, &[3 << 3, 1]));
        bytes.extend(field(3, &field(1, b"identity")));
        bytes
    }

    #[test]
    fn pieces_are_those_of_the_model() {
        let path = std::env::temp_dir().join(format!("glossator-spm-{}", std::process::id()));
        let whole = model();
        std::fs::write(&path, &whole).unwrap();
        let tokenizer = Tokenizer::SentencePiece(SentencePiece::load(&path, "spm").unwrap());
        assert_eq!(
            tokenizer.tokens("the unfolded  map? "),
            ["▁the", "▁un", "fold", "ed", "▁ma", "p", "?"]
        );
        assert_eq!(tokenizer.tokens(""), [""; 0]);
        let bleu = Bleu::with_tokenizer(tokenizer);
        assert!(bleu.signature().to_string().contains("|tok:flores101|"));
        assert!(bleu.sentence("the map", "the map") > 99.9);

        let error = SentencePiece::load(&path, "other").unwrap_err().to_string();
        assert!(error.contains("flores200"), "{error}");
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 0xFF;
            for bytes in [&bytes[..], &whole[..at]] {
                std::fs::write(&path, bytes).unwrap();
                match SentencePiece::load(&path, "flores200") {
                    Ok(model) => drop(Tokenizer::SentencePiece(model).tokens("the unfolded map")),
                    Err(error) => assert!(!error.to_string().contains('\n'), "{error}"),
                }
            }
        }
        std::fs::remove_file(&path).unwrap();
        assert!(SentencePiece::load(&path, "flores200").is_err());
    }
}
