//! The mean of scores that were made elsewhere, so that differences of it are tested as those of metrics are.

use super::number::Number;
use super::{Metric, Mixed, Signature, Statistics};

/// A mean. The statistics of a segment are its score and 1; texts it can't score.
#[derive(Debug, Clone, Copy, Default)]
pub struct Mean;

impl Mean {
    /// The statistics of a segment that has this score.
    pub fn of(score: f64) -> Statistics {
        Statistics::from(&[score, 1.0][..])
    }
}

impl Metric for Mean {
    fn id(&self) -> &'static str {
        "mean"
    }

    fn name(&self) -> String {
        "mean".to_owned()
    }

    fn signature(&self) -> Signature {
        Signature::new(Vec::new())
    }

    fn statistics(&self, _: &str, _: &[&str]) -> Statistics {
        Statistics::default()
    }

    fn score(&self, statistics: &Statistics) -> f64 {
        mean(statistics.values())
    }

    fn resampled_score(&self, sums: &[Mixed]) -> Mixed {
        mean(sums)
    }
}

fn mean<N: Number>(values: &[N]) -> N {
    let zero = N::constant(0.0);
    match *values {
        [sum, count] if count > zero => sum / count,
        _ => zero,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statistics_add_up_to_the_mean() {
        let mut sum = Mean::of(0.5);
        sum += &Mean::of(-1.5);
        assert!((Mean.score(&sum) + 0.5).abs() < 1e-12);
        assert!(Mean.score(&Statistics::default()).abs() < 1e-12);
    }
}
