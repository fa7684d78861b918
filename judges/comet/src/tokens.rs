//! The tokens of a text, as the encoder learned them: `tokenizer.json`, or the model of SentencePiece that it is made of.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use tokenizers::models::unigram::Unigram;
use tokenizers::normalizers::replace::{Replace, ReplacePattern};
use tokenizers::normalizers::{Precompiled, Sequence, Strip};
use tokenizers::pre_tokenizers::metaspace::{Metaspace, PrependScheme};
use tokenizers::processors::template::TemplateProcessing;
use tokenizers::{AddedToken, Tokenizer, TruncationParams};

use crate::sentencepiece;

/// What cuts texts.
#[derive(Debug)]
pub struct Tokens {
    tokenizer: Tokenizer,
}

/// A text in tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// Their numbers, with those for the beginning and the end.
    pub tokens: Vec<u32>,
    /// The characters that each stands for; of those that stand for none, 0 to 0.
    pub places: Vec<(usize, usize)>,
}

impl Tokens {
    /// From the first of the folders that has one.
    ///
    /// # Errors
    /// None has, or what is there can't be read.
    pub fn find(folders: &[&Path], longest: usize) -> Result<Tokens> {
        let names = ["tokenizer.json", "sentencepiece.bpe.model"];
        let mut paths = folders.iter().flat_map(|folder| names.map(|name| folder.join(name)));
        let Some(path) = paths.find(|path| path.is_file()) else {
            bail!(
                "no tokenizer.json and no sentencepiece.bpe.model is there: both come with the model's encoder (xlm-roberta-large, \
                 infoxlm-large, or xlm-roberta-base for Cometinho); put one into the model's folder, or name theirs by --encoder"
            );
        };
        Tokens::open(&path, longest).with_context(|| path.display().to_string())
    }

    fn open(path: &PathBuf, longest: usize) -> Result<Tokens> {
        let mut tokenizer = if path.extension().is_some_and(|extension| extension == "json") {
            Tokenizer::from_file(path).map_err(|error| anyhow!("{error}"))?
        } else {
            xlm_roberta(sentencepiece::read(&std::fs::read(path)?)?)?
        };
        tokenizer.with_padding(None);
        let truncation = TruncationParams { max_length: longest, ..TruncationParams::default() };
        tokenizer.with_truncation(Some(truncation)).map_err(|error| anyhow!("{error}"))?;
        Ok(Tokens { tokenizer })
    }

    /// How many tokens there are.
    pub fn count(&self) -> usize {
        self.tokenizer.get_vocab_size(true)
    }

    /// Cuts a text; what is longer than the encoder takes is left out.
    ///
    /// # Errors
    /// The tokenizer fails, which none of a model does.
    pub fn cut(&self, text: &str) -> Result<Cut> {
        let cut =
            self.tokenizer.encode_char_offsets(text, true).map_err(|error| anyhow!("{error}"))?;
        Ok(Cut { tokens: cut.get_ids().to_vec(), places: cut.get_offsets().to_vec() })
    }
}

/// What precedes the pieces of SentencePiece in XLM-R's vocabulary, which it numbers as fairseq does.
const FIRST: [&str; 4] = ["<s>", "<pad>", "</s>", "<unk>"];

/// The tokenizer of XLM-R from its model of SentencePiece, as the library transformers makes it of one.
fn xlm_roberta(model: sentencepiece::Pieces) -> Result<Tokenizer> {
    let mut vocabulary: Vec<(String, f64)> =
        FIRST.iter().map(|piece| ((*piece).to_owned(), 0.0)).collect();
    // Its own first three are <unk>, <s> and </s>.
    vocabulary.extend(model.pieces.into_iter().skip(3));
    vocabulary.push(("<mask>".to_owned(), 0.0));
    let mask = vocabulary.len() as u32 - 1;
    let wrong = |error: tokenizers::Error| anyhow!("{error}");
    let mut tokenizer = Tokenizer::new(Unigram::from(vocabulary, Some(3), false).map_err(wrong)?);
    if !model.characters.is_empty() {
        let precompiled =
            Precompiled::from(&model.characters).map_err(|error| anyhow!("{error:?}"))?;
        let blanks = Replace::new(ReplacePattern::Regex(" {2,}".to_owned()), "▁").map_err(wrong)?;
        tokenizer.with_normalizer(Some(Sequence::new(vec![
            precompiled.into(),
            Strip::new(false, true).into(),
            blanks.into(),
        ])));
    }
    tokenizer.with_pre_tokenizer(Some(Metaspace::new('▁', PrependScheme::Always, true)));
    let special = |word: &str| AddedToken::from(word, true);
    tokenizer.add_special_tokens(&FIRST.map(special));
    tokenizer.add_special_tokens(&[AddedToken::from("<mask>", true).lstrip(true)]);
    debug_assert_eq!(tokenizer.token_to_id("<mask>"), Some(mask));
    let template = TemplateProcessing::builder()
        .try_single("<s> $A </s>")
        .map_err(|error| anyhow!("{error}"))?
        .special_tokens(vec![("<s>", 0), ("</s>", 2)])
        .build()
        .map_err(|error| anyhow!("{error}"))?;
    tokenizer.with_post_processor(Some(template));
    Ok(tokenizer)
}
