//! From vectors of sentences to a score.

use anyhow::{Context, Result, ensure};

use super::hparams::{Activation, Hparams};
use super::linear::{Desk, Linear, Precision};
use super::weights::Weights;

/// The feed-forward network at the end of a model.
#[derive(Debug)]
pub(crate) struct Estimator {
    layers: Vec<Linear>,
    between: Activation,
    last: Option<Activation>,
}

impl Estimator {
    /// `estimator.ff.0`, `.3`, `.6` and so on: between them stand an activation and a dropout.
    pub(crate) fn load(weights: &Weights, hparams: &Hparams, inputs: usize) -> Result<Estimator> {
        let (mut layers, mut inputs, mut at) = (Vec::new(), inputs, 0);
        loop {
            let name = format!("estimator.ff.{at}");
            let shape = weights.shape(&format!("{name}.weight"));
            let shape =
                shape.with_context(|| format!("the checkpoint has no tensor {name}.weight"))?;
            let outputs = shape.first().copied().unwrap_or_default();
            layers.push(Linear::load(weights, &name, outputs, inputs, Precision::Full)?);
            ensure!(outputs > 0, "the tensor {name}.weight is empty");
            if outputs == 1 {
                break;
            }
            (inputs, at) = (outputs, at + 3);
        }
        Ok(Estimator { layers, between: hparams.activation, last: hparams.last })
    }

    /// Scores of rows of features.
    pub(crate) fn score(&self, features: Vec<f32>) -> Vec<f32> {
        let (mut values, mut next, mut desk) = (features, Vec::new(), Desk::default());
        for (at, layer) in self.layers.iter().enumerate() {
            layer.apply(&values, &mut next, &mut desk);
            let activation =
                if at + 1 < self.layers.len() { Some(self.between) } else { self.last };
            for value in &mut next {
                *value = match activation {
                    None => *value,
                    Some(Activation::Tanh) => value.tanh(),
                    Some(Activation::Sigmoid) => 1.0 / (1.0 + (-*value).exp()),
                };
            }
            std::mem::swap(&mut values, &mut next);
        }
        values
    }
}

/// What a translation is compared by: itself, the reference, and products and distances of both and of the source; without
/// a reference the source takes its place.
pub(crate) fn features(source: &[f32], target: &[f32], reference: Option<&[f32]>) -> Vec<f32> {
    let product = |of: &[f32]| -> Vec<f32> { target.iter().zip(of).map(|(a, b)| a * b).collect() };
    let distance =
        |of: &[f32]| -> Vec<f32> { target.iter().zip(of).map(|(a, b)| (a - b).abs()).collect() };
    let mut all = target.to_vec();
    for of in reference.into_iter().chain(reference.is_none().then_some(source)) {
        all.extend(of);
        all.extend(product(of));
        all.extend(distance(of));
    }
    if reference.is_some() {
        all.extend(product(source));
        all.extend(distance(source));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_stand_in_the_order_of_the_paper() {
        assert_eq!(features(&[2.0], &[3.0], Some(&[5.0])), [3.0, 5.0, 15.0, 2.0, 6.0, 1.0]);
        assert_eq!(features(&[2.0], &[3.0], None), [3.0, 2.0, 6.0, 1.0]);
    }
}
