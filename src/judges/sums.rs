//! Sums of a judge's scores that merge.

use serde::{Deserialize, Serialize};

/// What one judge said of the segments of a page, a locale or a run. Integers only, so that the order of merging never shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums {
    /// Segments that it could be asked about.
    pub fit: u64,
    /// Of these, those that it was asked about: all, or a sample.
    pub asked: u64,
    /// Of these, those that it scored.
    pub scored: u64,
    /// Sum of the scores, in units of 10⁻⁶.
    sum: i128,
    /// Sum of their squares, in units of 10⁻¹².
    squares: u128,
}

const UNIT: f64 = 1e6;
/// Of the normal distribution, what 95 % lie between.
const NORMAL: f64 = 1.959_964;

impl Sums {
    /// Adds a score.
    pub fn add(&mut self, score: f64) {
        // Scores are below 10⁶.
        let units = (score * UNIT).round() as i64;
        self.scored += 1;
        self.sum += i128::from(units);
        self.squares += i128::from(units).pow(2).unsigned_abs();
    }

    /// Adds other sums.
    pub fn merge(&mut self, other: &Sums) {
        self.fit += other.fit;
        self.asked += other.asked;
        self.scored += other.scored;
        self.sum += other.sum;
        self.squares += other.squares;
    }

    /// The mean of the scores; none without any.
    pub fn mean(&self) -> Option<f64> {
        (self.scored > 0).then(|| self.sum as f64 / UNIT / self.scored as f64)
    }

    /// The ends of the interval that holds the mean of all segments at 95 %, where a sample of them was asked: Student's,
    /// less what the sample already holds of all. None where all were asked, and for fewer than two.
    pub fn interval(&self) -> Option<[f64; 2]> {
        if self.asked >= self.fit || self.scored < 2 {
            return None;
        }
        let (n, mean) = (self.scored as f64, self.mean()?);
        // n · squares − sum² in whole numbers: no digit is lost where all scores are nearly the same.
        let spread = i128::from(self.scored)
            .checked_mul(i128::try_from(self.squares).ok()?)?
            .checked_sub(self.sum.checked_pow(2)?)?;
        let variance = spread.max(0) as f64 / UNIT / UNIT / (n * (n - 1.0));
        let rest = 1.0 - n / self.fit as f64;
        let half = student(n - 1.0) * (variance / n * rest.max(0.0)).sqrt();
        Some([mean - half, mean + half])
    }
}

/// The 97.5 % quantile of Student's distribution, by the expansion around the normal one's (Abramowitz and Stegun 1964,
/// 26.7.5): to 1 % from four degrees on.
fn student(degrees: f64) -> f64 {
    match degrees as u64 {
        0 | 1 => return 12.706,
        2 => return 4.303,
        3 => return 3.182,
        _ => {}
    }
    let z = NORMAL;
    let [z3, z5, z7] = [3, 5, 7].map(|power| z.powi(power));
    z + (z3 + z) / (4.0 * degrees)
        + (5.0 * z5 + 16.0 * z3 + 3.0 * z) / (96.0 * degrees.powi(2))
        + (3.0 * z7 + 19.0 * z5 + 17.0 * z3 - 15.0 * z) / (384.0 * degrees.powi(3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(scores: &[f64], fit: u64) -> Sums {
        let mut sums = Sums { fit, asked: scores.len() as u64, ..Sums::default() };
        for score in scores {
            sums.add(*score);
        }
        sums
    }

    #[test]
    fn the_interval_is_that_of_the_textbooks() {
        // Mean 4, variance 2.5, of a sample that is nothing beside the whole.
        let [low, high] = sums(&[2.0, 3.0, 4.0, 5.0, 6.0], 1_000_000_000).interval().unwrap();
        let half = 2.776 * (2.5_f64 / 5.0).sqrt();
        assert!(
            (low - (4.0 - half)).abs() < 0.02 && (high - (4.0 + half)).abs() < 0.02,
            "{low} {high}"
        );
        // Half of all: less by the root of a half.
        let [low, high] = sums(&[2.0, 3.0, 4.0, 5.0, 6.0], 10).interval().unwrap();
        assert!((high - low - 2.0 * half * 0.5_f64.sqrt()).abs() < 0.03);
        assert_eq!(sums(&[2.0, 3.0], 2).interval(), None);
        assert_eq!(sums(&[2.0], 5).interval(), None);
        assert_eq!(sums(&[], 5).mean(), None);
        let same = sums(&[0.1; 50], 100).interval().unwrap();
        assert!((same[1] - same[0]).abs() < 1e-12);
    }

    #[test]
    fn the_order_of_merging_never_shows() {
        let parts = [sums(&[0.1, 0.2], 3), sums(&[-7.25, 1e5], 2), sums(&[0.3], 1)];
        let merged = |order: [usize; 3]| {
            let mut all = Sums::default();
            for at in order {
                all.merge(&parts[at]);
            }
            all
        };
        assert_eq!(merged([0, 1, 2]), merged([2, 1, 0]));
        assert_eq!(merged([0, 1, 2]), sums(&[0.1, 0.2, -7.25, 1e5, 0.3], 6).with_asked(5));
    }

    impl Sums {
        fn with_asked(self, asked: u64) -> Sums {
            Sums { asked, ..self }
        }
    }
}
