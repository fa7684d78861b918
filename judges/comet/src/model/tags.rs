//! Tags of words: which tokens of a target a unified model takes for errors, gathered to spans.

use anyhow::Result;

use super::linear::{Desk, Linear, Precision};
use super::weights::Weights;

/// A stretch of a target that is tagged.
#[derive(Debug, Clone, PartialEq)]
pub struct Tagged {
    /// Its first character.
    pub start: usize,
    /// The character behind its last.
    pub end: usize,
    /// The label of its first token.
    pub severity: String,
    /// The mean of the probabilities of its tokens' labels.
    pub confidence: f32,
}

/// The layer that tags.
#[derive(Debug)]
pub(crate) struct Tagger {
    linear: Linear,
    labels: Vec<String>,
}

impl Tagger {
    /// `hidden2tag`, with its labels beside "no error".
    pub(crate) fn load(weights: &Weights, labels: &[String], width: usize) -> Result<Tagger> {
        let linear = Linear::load(weights, "hidden2tag", labels.len() + 1, width, Precision::Full)?;
        Ok(Tagger { linear, labels: labels.to_vec() })
    }

    /// Probabilities of the labels of each token.
    pub(crate) fn probabilities(&self, tokens: &[f32]) -> Vec<Vec<f32>> {
        let mut logits = Vec::new();
        self.linear.apply(tokens, &mut logits, &mut Desk::default());
        let softmax = |row: &[f32]| -> Vec<f32> {
            let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let powers: Vec<f32> = row.iter().map(|logit| (logit - top).exp()).collect();
            let sum: f32 = powers.iter().sum();
            powers.iter().map(|power| power / sum).collect()
        };
        logits.chunks_exact(self.linear.outputs()).map(softmax).collect()
    }

    /// Neighbours that are tagged, as spans in characters. One that no untagged token ends is none: so unbabel-comet
    /// decodes them, where the end of the target is a token of its own.
    pub(crate) fn spans(
        &self,
        probabilities: &[Vec<f32>],
        offsets: &[(usize, usize)],
    ) -> Vec<Tagged> {
        let mut spans = Vec::new();
        let mut open: Option<(Tagged, f32)> = None;
        for (probabilities, offset) in probabilities.iter().zip(offsets) {
            let mut label = 0;
            for (at, probability) in probabilities.iter().enumerate() {
                if *probability > probabilities[label] {
                    label = at;
                }
            }
            match (label, &mut open) {
                (0, _) => spans.extend(open.take().map(|(span, count)| mean(span, count))),
                (_, Some((span, count))) => {
                    span.end = offset.1;
                    span.confidence += probabilities[label];
                    *count += 1.0;
                }
                (_, None) => {
                    let severity = self.labels[label - 1].clone();
                    let confidence = probabilities[label];
                    open = Some((
                        Tagged { start: offset.0, end: offset.1, severity, confidence },
                        1.0,
                    ));
                }
            }
        }
        spans
    }
}

fn mean(mut span: Tagged, count: f32) -> Tagged {
    span.confidence /= count;
    span
}
