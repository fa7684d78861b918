//! What a metric counts in a segment: numbers that add up to those of any set of segments.

use std::iter::Sum;
use std::ops::AddAssign;

/// Values held without an allocation: chrF++ needs 24, the most of the default metrics.
const INLINE: usize = 24;

/// The counts of one segment, or the sum of those of many.
///
/// Each metric says what its values are. All are integers, exact up to 2⁵³, but for TER's reference
/// length, which is a mean where there are several references. The default is empty: the sum of no segments.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Statistics {
    len: usize,
    inline: [f64; INLINE],
    spilled: Vec<f64>,
}

impl Statistics {
    /// `len` values, all 0.
    pub fn zeroed(len: usize) -> Self {
        let spilled = if len > INLINE { vec![0.0; len] } else { Vec::new() };
        Statistics { len, inline: [0.0; INLINE], spilled }
    }

    /// Whether nothing has been counted: no segment, or none with a reference.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The values, in the order that the metric documents.
    pub fn values(&self) -> &[f64] {
        if self.len > INLINE { &self.spilled } else { &self.inline[..self.len] }
    }

    /// The values, to count into.
    pub fn values_mut(&mut self) -> &mut [f64] {
        if self.len > INLINE { &mut self.spilled } else { &mut self.inline[..self.len] }
    }
}

impl AddAssign<&Statistics> for Statistics {
    /// Adds the other's counts; those must be of the same metric.
    fn add_assign(&mut self, other: &Statistics) {
        if self.is_empty() {
            self.clone_from(other);
        } else if !other.is_empty() {
            debug_assert_eq!(self.len, other.len, "statistics of different metrics do not add up");
            for (sum, value) in self.values_mut().iter_mut().zip(other.values()) {
                *sum += value;
            }
        }
    }
}

impl AddAssign for Statistics {
    fn add_assign(&mut self, other: Statistics) {
        *self += &other;
    }
}

impl<'a> Sum<&'a Statistics> for Statistics {
    fn sum<I: Iterator<Item = &'a Statistics>>(parts: I) -> Self {
        parts.fold(Statistics::default(), |mut sum, part| {
            sum += part;
            sum
        })
    }
}

impl From<&[f64]> for Statistics {
    fn from(values: &[f64]) -> Self {
        let mut statistics = Statistics::zeroed(values.len());
        statistics.values_mut().copy_from_slice(values);
        statistics
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_merge_whatever_their_length() {
        for len in [2, INLINE, INLINE + 1] {
            let one = Statistics::from(&vec![1.5; len][..]);
            let mut sum = Statistics::default();
            assert!(sum.is_empty());
            sum += &one;
            sum += Statistics::default();
            sum += one.clone();
            assert_eq!(sum.values(), vec![3.0; len]);
            assert_eq!([one.clone(), one].iter().sum::<Statistics>(), sum);
        }
    }
}
