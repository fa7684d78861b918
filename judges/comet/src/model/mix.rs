//! From the layers of an encoder to one vector a sentence: weights of layers, normalization, pooling.

use anyhow::{Result, ensure};

use super::encoder::{Batch, PAD, Shape};
use super::hparams::{Hparams, Layers, Pool};
use super::weights::Weights;
use crate::math::functions::moments;

/// Added to the variance of a sentence (`LayerwiseAttention` of unbabel-comet).
const EPSILON: f32 = 1e-12;

/// How much of each layer is in a token's vector.
#[derive(Debug)]
pub(crate) struct Mix {
    /// One a layer, embeddings first.
    shares: Vec<f32>,
    norm: bool,
    pool: Pool,
    width: usize,
}

impl Mix {
    /// By the weights of layers that the checkpoint has.
    pub(crate) fn load(weights: &Weights, hparams: &Hparams, shape: Shape) -> Result<Mix> {
        let layers = shape.layers + 1;
        let (shares, norm) = match (hparams.layers, hparams.pool) {
            (_, Pool::FirstOfLast) => (one(shape.layers, layers), false),
            (Layers::One(layer), _) => {
                ensure!(layer < layers, "layer: {layer} is not there, the encoder has {layers}");
                (one(layer, layers), false)
            }
            (Layers::Mix { sparse, norm }, _) => {
                let scalar = |at: usize| -> Result<f32> {
                    Ok(weights
                        .floats(&format!("layerwise_attention.scalar_parameters.{at}"), &[1])?[0])
                };
                let scalars: Vec<f32> = (0..layers).map(scalar).collect::<Result<_>>()?;
                let gamma = weights.floats("layerwise_attention.gamma", &[1])?[0];
                let mut shares = if sparse { sparsemax(&scalars) } else { softmax(&scalars) };
                for share in &mut shares {
                    *share *= gamma;
                }
                (shares, norm)
            }
        };
        Ok(Mix { shares, norm, pool: hparams.pool, width: shape.width })
    }

    /// The last layer that counts.
    pub(crate) fn last(&self) -> usize {
        self.shares.iter().rposition(|share| *share != 0.0).unwrap_or(0)
    }

    /// Adds a layer's share to what is mixed of a batch.
    pub(crate) fn add(&self, layer: usize, hidden: &[f32], batch: &Batch, mixed: &mut Vec<f32>) {
        if layer == 0 {
            mixed.clear();
            mixed.resize(hidden.len(), 0.0);
        }
        let share = self.shares[layer];
        if share == 0.0 {
            return;
        }
        for sequence in &batch.sequences {
            let numbers = sequence.start * self.width..sequence.end * self.width;
            let hidden = &hidden[numbers.clone()];
            let (mean, variance) = if self.norm { moments(hidden) } else { (0.0, 1.0) };
            let factor = if self.norm { share / (variance + EPSILON).sqrt() } else { share };
            for (mixed, value) in mixed[numbers].iter_mut().zip(hidden) {
                *mixed += (value - mean) * factor;
            }
        }
    }

    /// A vector a sequence of what was mixed.
    pub(crate) fn pool(&self, batch: &Batch, mixed: &[f32]) -> Vec<Vec<f32>> {
        let token = |at: usize| &mixed[at * self.width..(at + 1) * self.width];
        let pooled = batch.sequences.iter().map(|sequence| {
            // A text may spell the token for padding: it counts, and adds nothing.
            let spoken = sequence.clone().filter(|at| batch.tokens[*at] != PAD);
            match self.pool {
                Pool::First | Pool::FirstOfLast => token(sequence.start).to_vec(),
                Pool::Average => {
                    let mut sum = vec![0.0; self.width];
                    for at in spoken {
                        sum.iter_mut().zip(token(at)).for_each(|(sum, value)| *sum += value);
                    }
                    let count = sequence.len() as f32;
                    sum.into_iter().map(|sum| sum / count).collect()
                }
                Pool::Max => {
                    let mut top = vec![f32::NEG_INFINITY; self.width];
                    for at in spoken {
                        top.iter_mut()
                            .zip(token(at))
                            .for_each(|(top, value)| *top = top.max(*value));
                    }
                    top
                }
            }
        });
        pooled.collect()
    }
}

fn one(layer: usize, layers: usize) -> Vec<f32> {
    (0..layers).map(|at| f32::from(u8::from(at == layer))).collect()
}

fn softmax(scalars: &[f32]) -> Vec<f32> {
    let top = scalars.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers: Vec<f32> = scalars.iter().map(|scalar| (scalar - top).exp()).collect();
    let sum: f32 = powers.iter().sum();
    powers.iter().map(|power| power / sum).collect()
}

/// The nearest point of the simplex (Martins and Astudillo 2016, algorithm 1).
fn sparsemax(scalars: &[f32]) -> Vec<f32> {
    let mut sorted = scalars.to_vec();
    sorted.sort_unstable_by(|a, b| b.total_cmp(a));
    let (mut sum, mut threshold) = (0.0, 0.0);
    for (at, scalar) in sorted.iter().enumerate() {
        sum += scalar;
        let count = (at + 1) as f32;
        if 1.0 + count * scalar > sum {
            threshold = (sum - 1.0) / count;
        }
    }
    scalars.iter().map(|scalar| (scalar - threshold).max(0.0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sparsemax_leaves_out_what_softmax_only_shrinks() {
        assert_eq!(sparsemax(&[0.0, 2.0, 0.5]), [0.0, 1.0, 0.0]);
        let near = sparsemax(&[0.1, 0.3, -2.0]);
        assert!((near[0] - 0.4).abs() < 1e-6 && (near[1] - 0.6).abs() < 1e-6 && near[2] == 0.0);
        let soft = softmax(&[0.1, 0.3, -2.0]);
        assert!((soft.iter().sum::<f32>() - 1.0).abs() < 1e-6 && soft[2] > 0.0);
    }
}
