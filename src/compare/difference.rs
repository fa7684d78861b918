//! Whether a difference is more than chance, and in whose favour.

use std::fmt;

use super::LocaleComparison;
use crate::metrics::Metric;
use crate::metrics::significance::{Seed, SegmentStatistics, bootstrap, randomization};

/// Resamples of the paired bootstrap, and trials of the randomization: sacreBLEU's.
const SAMPLES: usize = 1000;
const TRIALS: usize = 10_000;
/// A difference that chance brings about less often is taken for one.
const LEVEL: f64 = 0.05;

/// A metric's scores of both systems.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricDifference {
    /// The metric's name, such as `chrF2`.
    pub name: String,
    /// Scores of both systems.
    pub scores: [f64; 2],
    /// Whether more is better.
    pub higher_is_better: bool,
    /// How likely chance brings such a difference about, by paired bootstrap (Koehn 2004).
    pub p_bootstrap: f64,
    /// The same by paired approximate randomization (Riezler and Maxwell 2005).
    pub p_randomization: f64,
}

impl MetricDifference {
    /// The second score less the first.
    pub fn difference(&self) -> f64 {
        self.scores[1] - self.scores[0]
    }

    /// Whether both tests find it more than chance.
    pub fn is_clear(&self) -> bool {
        self.p_bootstrap.max(self.p_randomization) < LEVEL
    }
}

/// Tests the difference of each metric; for each the statistics of both systems.
pub(super) fn differences(
    metrics: [&dyn Metric; 3],
    counted: &[[SegmentStatistics; 2]; 3],
) -> [MetricDifference; 3] {
    std::array::from_fn(|i| difference(metrics[i], &counted[i]))
}

/// Tests the difference of one.
pub(super) fn difference(
    metric: &dyn Metric,
    [first, second]: &[SegmentStatistics; 2],
) -> MetricDifference {
    let scores = [metric.score(&first.sum()), metric.score(&second.sum())];
    let is_none = (scores[0] - scores[1]).abs() < f64::EPSILON;
    // Chance always brings about a difference of nothing; the tests count only those that are larger than it.
    let [p_bootstrap, p_randomization] = if is_none {
        [1.0; 2]
    } else {
        let drawn = bootstrap(&[(metric, first), (metric, second)], SAMPLES, Seed::default());
        let shared = randomization(&[(metric, first, second)], TRIALS, Seed::default());
        let p_bootstrap = drawn[1].p_value(&drawn[0], (scores[0] - scores[1]).abs());
        [p_bootstrap, shared.first().copied().unwrap_or(1.0)]
    };
    MetricDifference {
        name: metric.name(),
        scores,
        higher_is_better: metric.id() != "ter",
        p_bootstrap,
        p_randomization,
    }
}

/// Which system is better.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Difference {
    /// `A`, `B`, or none where the difference may be chance or scores and issues disagree.
    pub better: Option<char>,
    /// What speaks for it, in one line.
    pub reason: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.better {
            Some(system) => write!(f, "{system} is better: {}", self.reason),
            None => write!(f, "no clear difference: {}", self.reason),
        }
    }
}

impl Difference {
    /// Weighs chrF, by both tests, and the penalties of issues, by a sign test over the segments.
    pub(super) fn of(locale: &LocaleComparison) -> Difference {
        let mut votes = [0; 2];
        let mut reasons = Vec::new();
        if let Some([_, chrf, _]) = &locale.metrics {
            let p = chrf.p_bootstrap.max(chrf.p_randomization);
            reasons.push(format!("{} {:+.1} (p = {p:.3})", chrf.name, chrf.difference()));
            if p < LEVEL {
                votes[usize::from(chrf.difference() > 0.0)] += 1;
            }
        }
        let issues = locale.issues();
        let p = sign_test(locale.fell, locale.rose);
        reasons.push(match issues.first.cmp(&issues.second) {
            std::cmp::Ordering::Greater => {
                format!("{} issues fewer (p = {p:.3})", issues.first - issues.second)
            }
            std::cmp::Ordering::Less => {
                format!("{} issues more (p = {p:.3})", issues.second - issues.first)
            }
            std::cmp::Ordering::Equal => format!("as many issues (p = {p:.3})"),
        });
        if p < LEVEL {
            votes[usize::from(locale.fell > locale.rose)] += 1;
        }
        let better = match votes {
            [0, 0] => None,
            [0, _] => Some('B'),
            [_, 0] => Some('A'),
            _ => {
                reasons.push("score and issues disagree".to_owned());
                None
            }
        };
        Difference { better, reason: reasons.join(", ") }
    }
}

/// The two-sided p-value of the sign test: how likely a fair coin falls at least as unevenly. Exact up to 1,000 throws,
/// beyond by the normal approximation with continuity correction.
fn sign_test(a: u64, b: u64) -> f64 {
    let (n, few) = (a + b, a.min(b));
    if n == 0 {
        return 1.0;
    }
    if n > 1000 {
        let z = ((a.abs_diff(b)) as f64 - 1.0).max(0.0) / (n as f64).sqrt();
        return (2.0 * upper_tail(z)).min(1.0);
    }
    // Binomial coefficients in logarithms: 2^1000 is beyond a float's range.
    let half = (n as f64) * 0.5_f64.ln();
    let mut log_choose = 0.0;
    let mut sum = 0.0;
    for k in 0..=few {
        if k > 0 {
            log_choose += ((n - k + 1) as f64).ln() - (k as f64).ln();
        }
        sum += (log_choose + half).exp();
    }
    (2.0 * sum).min(1.0)
}

/// P(Z > z) of the normal distribution for z ≥ 0, to 1e-7 (Abramowitz and Stegun 1964, 26.2.17).
fn upper_tail(z: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.231_641_9 * z);
    let series = [0.319_381_530, -0.356_563_782, 1.781_477_937, -1.821_255_978, 1.330_274_429];
    let sum: f64 = series.iter().rev().fold(0.0, |sum, c| (sum + c) * t);
    (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt() * sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_test_is_that_of_the_tables() {
        for (a, b, expected) in [
            (0, 0, 1.0),
            (5, 5, 1.0),
            (1, 9, 0.021_484_375),
            (0, 6, 0.031_25),
            (12, 28, 0.016_589),
            (480, 520, 0.217_448),
        ] {
            let p = sign_test(a, b);
            assert!((p - expected).abs() < 1e-4, "{a} {b}: {p}");
            assert!((p - sign_test(b, a)).abs() < 1e-12);
        }
        assert!((sign_test(4_900, 5_100) - 0.046_586).abs() < 1e-4);
    }
}
