//! Reads what XLM-R's tokenizer needs of a model of SentencePiece (`sentencepiece_model.proto`): pieces with their scores,
//! and the map of characters.

use anyhow::{Result, bail, ensure};

/// A model's pieces.
#[derive(Debug, Default)]
pub(crate) struct Pieces {
    /// Each with the logarithm of its probability, in the order of their numbers.
    pub(crate) pieces: Vec<(String, f64)>,
    /// How characters are normalized, as SentencePiece compiled it; empty where they are not.
    pub(crate) characters: Vec<u8>,
}

/// A unigram model, the one kind that XLM-R's is.
const UNIGRAM: u64 = 1;

/// Reads a model.
pub(crate) fn read(bytes: &[u8]) -> Result<Pieces> {
    let mut found = Pieces::default();
    for field in Fields(bytes) {
        match field? {
            // ModelProto: pieces, trainer_spec, normalizer_spec.
            (1, Field::Bytes(piece)) => found.pieces.push(read_piece(piece)?),
            (2, Field::Bytes(trainer)) => {
                for field in Fields(trainer) {
                    if let (3, Field::Number(kind)) = field? {
                        ensure!(kind == UNIGRAM, "it is no unigram model of SentencePiece");
                    }
                }
            }
            (3, Field::Bytes(normalizer)) => {
                for field in Fields(normalizer) {
                    if let (2, Field::Bytes(characters)) = field? {
                        found.characters = characters.to_vec();
                    }
                }
            }
            _ => {}
        }
    }
    let first: Vec<&str> = found.pieces.iter().take(3).map(|(piece, _)| piece.as_str()).collect();
    ensure!(
        first == ["<unk>", "<s>", "</s>"],
        "it is no model of SentencePiece as XLM-R has one: it begins with {first:?}"
    );
    Ok(found)
}

fn read_piece(bytes: &[u8]) -> Result<(String, f64)> {
    let (mut piece, mut score) = (String::new(), 0.0);
    for field in Fields(bytes) {
        match field? {
            (1, Field::Bytes(text)) => std::str::from_utf8(text)?.clone_into(&mut piece),
            (2, Field::Float(value)) => score = value.into(),
            _ => {}
        }
    }
    Ok((piece, score))
}

/// A field of a message.
enum Field<'b> {
    Number(u64),
    Float(f32),
    Bytes(&'b [u8]),
}

/// The fields of a message, with their numbers.
struct Fields<'b>(&'b [u8]);

impl<'b> Iterator for Fields<'b> {
    type Item = Result<(u64, Field<'b>)>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let read = self.read();
        if read.is_err() {
            self.0 = &[];
        }
        Some(read)
    }
}

impl<'b> Fields<'b> {
    fn read(&mut self) -> Result<(u64, Field<'b>)> {
        let key = self.varint()?;
        let field = match key & 7 {
            0 => Field::Number(self.varint()?),
            1 => {
                self.take(8)?;
                Field::Number(0)
            }
            2 => {
                let length = self.varint()?;
                Field::Bytes(self.take(length)?)
            }
            5 => Field::Float(f32::from_le_bytes(self.take(4)?.try_into()?)),
            _ => bail!("it is no protocol buffer"),
        };
        Ok((key >> 3, field))
    }

    fn varint(&mut self) -> Result<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.take(1)?[0];
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        bail!("it has a number without an end")
    }

    fn take(&mut self, length: u64) -> Result<&'b [u8]> {
        ensure!(length <= self.0.len() as u64, "it ends within a field");
        let (taken, rest) = self.0.split_at(length as usize);
        self.0 = rest;
        Ok(taken)
    }
}
