//! The encoder: XLM-RoBERTa, and BERT with its vocabulary (Conneau et al. 2020, Devlin et al. 2019). Sequences of a batch
//! stand one behind the other without padding: what is not there costs nothing.

use std::ops::Range;

use anyhow::{Context, Result, ensure};

use super::hparams::EncoderConfig;
use super::linear::{Desk, Linear, Precision};
use super::weights::{Floats, Weights};
use crate::math::functions::{gelu, layer_norm, softmax};
use crate::math::product::Rows;
use crate::math::tiles::Out;

/// The token that fills up a sequence; a text may spell it, and then it has no place among the positions.
pub(crate) const PAD: u32 = 1;

/// An encoder with its weights.
#[derive(Debug)]
pub struct Encoder {
    words: Floats,
    positions: Floats,
    kind: Floats,
    norm: Norm,
    layers: Vec<Layer>,
    shape: Shape,
    config: EncoderConfig,
    bert: bool,
}

/// How large an encoder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Layers above the embeddings.
    pub layers: usize,
    /// Numbers a token.
    pub width: usize,
    /// Numbers a token within a layer's feed-forward part.
    pub inner: usize,
    /// Tokens of its vocabulary.
    pub vocabulary: usize,
    /// Positions that it learned.
    pub positions: usize,
}

#[derive(Debug)]
struct Layer {
    query: Linear,
    key: Linear,
    value: Linear,
    attended: Linear,
    attended_norm: Norm,
    inner: Linear,
    outer: Linear,
    outer_norm: Norm,
}

#[derive(Debug)]
struct Norm {
    gain: Floats,
    bias: Floats,
    epsilon: f32,
}

impl Norm {
    fn load(weights: &Weights, name: &str, width: usize, epsilon: f32) -> Result<Norm> {
        let gain = weights.floats(&format!("{name}.weight"), &[width])?;
        Ok(Norm { gain, bias: weights.floats(&format!("{name}.bias"), &[width])?, epsilon })
    }

    fn apply(&self, rows: &mut [f32]) {
        layer_norm(rows, &self.gain, &self.bias, self.epsilon);
    }
}

/// Sequences of tokens, one behind the other.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    /// The tokens of all.
    pub(crate) tokens: Vec<u32>,
    /// Where each begins and ends.
    pub(crate) sequences: Vec<Range<usize>>,
}

impl Batch {
    /// Adds a sequence.
    pub(crate) fn push(&mut self, tokens: &[u32]) {
        let start = self.tokens.len();
        self.tokens.extend(tokens);
        self.sequences.push(start..self.tokens.len());
    }
}

/// Room that one batch after the other is computed in.
#[derive(Debug, Default)]
pub(crate) struct Room {
    hidden: Vec<f32>,
    query: Vec<f32>,
    key: Vec<f32>,
    value: Vec<f32>,
    context: Vec<f32>,
    next: Vec<f32>,
    shares: Vec<f32>,
    desk: Desk,
}

const ROOT: &str = "encoder.model";

impl Encoder {
    /// Finds all weights, and their shapes right.
    ///
    /// # Errors
    /// Some are missing, or do not fit together.
    pub fn load(
        weights: &Weights,
        config: EncoderConfig,
        bert: bool,
        precision: Precision,
    ) -> Result<Encoder> {
        let shape = Shape::of(weights)?;
        let width = shape.width;
        ensure!(
            config.heads > 0 && width.is_multiple_of(config.heads),
            "num_attention_heads: {} do not share a width of {width}",
            config.heads
        );
        let embeddings = |name: &str, count| {
            weights.floats(&format!("{ROOT}.embeddings.{name}_embeddings.weight"), &[count, width])
        };
        let kinds = weights.shape(&format!("{ROOT}.embeddings.token_type_embeddings.weight"));
        let kinds = kinds.and_then(|shape| shape.first().copied()).unwrap_or(1);
        let norm = |name: &str| Norm::load(weights, name, width, config.epsilon);
        let layer = |number: usize| -> Result<Layer> {
            let name = |part: &str| format!("{ROOT}.encoder.layer.{number}.{part}");
            let linear = |part: &str, outputs, inputs| {
                Linear::load(weights, &name(part), outputs, inputs, precision)
            };
            Ok(Layer {
                query: linear("attention.self.query", width, width)?,
                key: linear("attention.self.key", width, width)?,
                value: linear("attention.self.value", width, width)?,
                attended: linear("attention.output.dense", width, width)?,
                attended_norm: norm(&name("attention.output.LayerNorm"))?,
                inner: linear("intermediate.dense", shape.inner, width)?,
                outer: linear("output.dense", width, shape.inner)?,
                outer_norm: norm(&name("output.LayerNorm"))?,
            })
        };
        Ok(Encoder {
            words: embeddings("word", shape.vocabulary)?,
            positions: embeddings("position", shape.positions)?,
            kind: embeddings("token_type", kinds)?,
            norm: norm(&format!("{ROOT}.embeddings.LayerNorm"))?,
            layers: (0..shape.layers).map(layer).collect::<Result<_>>()?,
            shape,
            config,
            bert,
        })
    }

    /// How large it is.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// Its attention heads, a layer.
    pub fn heads(&self) -> usize {
        self.config.heads
    }

    /// The longest sequence of tokens that it takes.
    pub fn longest(&self) -> usize {
        // As unbabel-comet counts, for BERT too, which has no positions before the first.
        self.shape.positions.saturating_sub(2)
    }

    /// Computes the layers of a batch up to the one of number `last`, and hands out each: the embeddings (0) first.
    pub(crate) fn run(
        &self,
        batch: &Batch,
        last: usize,
        room: &mut Room,
        mut each: impl FnMut(usize, &[f32]),
    ) {
        self.embed(batch, &mut room.hidden);
        each(0, &room.hidden);
        for (number, layer) in self.layers.iter().enumerate().take(last) {
            let Room { hidden, query, key, value, context, desk, .. } = room;
            layer.query.read(hidden, desk);
            layer.query.multiply(query, desk);
            layer.key.multiply(key, desk);
            layer.value.multiply(value, desk);
            context.clear();
            context.resize(hidden.len(), 0.0);
            for sequence in &batch.sequences {
                self.attend(sequence.clone(), room);
            }
            let Room { hidden, context, next, desk, .. } = room;
            layer.attended.apply(context, next, desk);
            add(hidden, next);
            layer.attended_norm.apply(hidden);
            layer.inner.apply(hidden, context, desk);
            gelu(context);
            layer.outer.apply(context, next, desk);
            add(hidden, next);
            layer.outer_norm.apply(hidden);
            each(number + 1, hidden);
        }
    }

    fn embed(&self, batch: &Batch, hidden: &mut Vec<f32>) {
        let width = self.shape.width;
        hidden.clear();
        for sequence in &batch.sequences {
            let mut seen = 0;
            for token in &batch.tokens[sequence.clone()] {
                // XLM-R counts from behind the padding's own position, BERT from 0.
                let position = match (self.bert, *token) {
                    (true, _) => seen,
                    (false, PAD) => PAD as usize,
                    (false, _) => seen + 1 + PAD as usize,
                };
                seen += usize::from(self.bert || *token != PAD);
                let row = |of: &[f32], at: usize| at.min(of.len() / width - 1) * width;
                let word = &self.words[row(&self.words, *token as usize)..];
                let place = &self.positions[row(&self.positions, position)..];
                hidden.extend((0..width).map(|at| word[at] + self.kind[at] + place[at]));
            }
        }
        self.norm.apply(hidden);
    }

    /// Attention within a sequence (Vaswani et al. 2017, equation 1), a head at a time.
    fn attend(&self, sequence: Range<usize>, room: &mut Room) {
        let width = self.shape.width;
        let head = width / self.config.heads;
        let factor = 1.0 / (head as f32).sqrt();
        let length = sequence.len();
        for start in (0..width).step_by(head) {
            let at = sequence.start * width + start;
            let Room { query, key, value, context, shares, desk, .. } = room;
            let rows = |of| Rows { values: of, stride: width, count: length, length: head };
            shares.clear();
            shares.resize(length * length, 0.0);
            desk.strips.read(rows(&query[at..]));
            desk.panels.read_rows(rows(&key[at..]));
            let out = Out { values: shares, stride: length, bias: None };
            desk.panels.multiply(&desk.strips, out);
            for row in shares.chunks_exact_mut(length) {
                softmax(row, factor);
            }
            desk.strips.read(Rows::of(shares, length));
            desk.panels.read_columns(rows(&value[at..]));
            let out = Out { values: &mut context[at..], stride: width, bias: None };
            desk.panels.multiply(&desk.strips, out);
        }
    }
}

fn add(to: &mut [f32], from: &[f32]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += from;
    }
}

/// No encoder has more.
const MOST_LAYERS: usize = 1000;

impl Shape {
    /// By the shapes of its weights.
    ///
    /// # Errors
    /// There is no such encoder among them.
    pub fn of(weights: &Weights) -> Result<Shape> {
        let shape = |name: &str| -> Result<(usize, usize)> {
            let name = format!("{ROOT}.{name}.weight");
            let found = weights
                .shape(&name)
                .with_context(|| format!("the checkpoint has no tensor {name}"))?;
            let [rows, columns] = found[..] else {
                anyhow::bail!("the tensor {name} is no matrix")
            };
            ensure!(rows > 0 && columns > 0, "the tensor {name} is empty");
            Ok((rows, columns))
        };
        let (vocabulary, width) = shape("embeddings.word_embeddings")?;
        let (positions, _) = shape("embeddings.position_embeddings")?;
        let (inner, _) = shape("encoder.layer.0.intermediate.dense")?;
        let has = |layer: &usize| {
            weights
                .shape(&format!("{ROOT}.encoder.layer.{layer}.attention.self.query.weight"))
                .is_some()
        };
        Ok(Shape {
            layers: (0..MOST_LAYERS).take_while(has).count(),
            width,
            inner,
            vocabulary,
            positions,
        })
    }
}
