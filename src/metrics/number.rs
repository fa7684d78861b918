//! Arithmetic in the precision that numpy 2 would use: single where single-precision sums are involved.

use std::ops::{Add, Div, Mul, Sub};

/// A number with which a score is computed: `f64`, or [`Mixed`] for resamples.
pub(crate) trait Number:
    Copy + Add<Output = Self> + Mul<Output = Self> + Div<Output = Self> + PartialOrd
{
    /// A constant of the formula; it takes on the precision of what it meets.
    fn constant(value: f64) -> Self;
    /// The value as it is.
    fn to_f64(self) -> f64;
}

impl Number for f64 {
    fn constant(value: f64) -> Self {
        value
    }

    fn to_f64(self) -> f64 {
        self
    }
}

/// numpy's single-precision scalar or Python's float; any single makes the result single (NEP 50).
#[derive(Clone, Copy, Debug)]
pub enum Mixed {
    /// `numpy.float32`.
    Single(f32),
    /// Python's `float`.
    Double(f64),
}

impl Mixed {
    fn with(self, other: Mixed, single: fn(f32, f32) -> f32, double: fn(f64, f64) -> f64) -> Mixed {
        match (self, other) {
            (Mixed::Double(a), Mixed::Double(b)) => Mixed::Double(double(a, b)),
            (a, b) => Mixed::Single(single(a.to_f32(), b.to_f32())),
        }
    }

    fn to_f32(self) -> f32 {
        match self {
            Mixed::Single(value) => value,
            Mixed::Double(value) => value as f32,
        }
    }
}

impl Number for Mixed {
    fn constant(value: f64) -> Self {
        Mixed::Double(value)
    }

    fn to_f64(self) -> f64 {
        match self {
            Mixed::Single(value) => value.into(),
            Mixed::Double(value) => value,
        }
    }
}

impl PartialEq for Mixed {
    fn eq(&self, other: &Self) -> bool {
        self.to_f64() == other.to_f64()
    }
}

impl PartialOrd for Mixed {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        self.to_f64().partial_cmp(&other.to_f64())
    }
}

impl Add for Mixed {
    type Output = Mixed;

    fn add(self, other: Mixed) -> Mixed {
        self.with(other, |a, b| a + b, |a, b| a + b)
    }
}

impl Sub for Mixed {
    type Output = Mixed;

    fn sub(self, other: Mixed) -> Mixed {
        self.with(other, |a, b| a - b, |a, b| a - b)
    }
}

impl Mul for Mixed {
    type Output = Mixed;

    fn mul(self, other: Mixed) -> Mixed {
        self.with(other, |a, b| a * b, |a, b| a * b)
    }
}

impl Div for Mixed {
    type Output = Mixed;

    fn div(self, other: Mixed) -> Mixed {
        self.with(other, |a, b| a / b, |a, b| a / b)
    }
}
