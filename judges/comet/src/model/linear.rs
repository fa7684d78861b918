//! A linear layer: its weights as floats or as small whole numbers, laid out, and its bias.

use std::fmt;
use std::sync::LazyLock;

use anyhow::Result;

use super::weights::{Floats, Weights};
use crate::math::product::{Panels, Rows, Strips};
use crate::math::small::{Small, SmallRows};
use crate::math::tiles::Out;

/// What the encoder's products are computed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// 32 bit floats.
    Full,
    /// Small whole numbers, with what does not fit them as floats.
    Small,
}

/// What rows are multiplied with.
#[derive(Debug)]
pub(crate) struct Linear {
    weight: Weight,
    bias: Floats,
    inputs: usize,
    outputs: usize,
}

/// Laid out when it is first needed, which that of layers above the last that has a share never is.
enum Weight {
    Floats(Late<Panels>),
    Small(Late<Small>),
}

type Late<T> = LazyLock<T, Box<dyn FnOnce() -> T + Send>>;

impl fmt::Debug for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Weight::Floats(_) => "Floats",
            Weight::Small(_) => "Small",
        })
    }
}

/// Room that is used again.
#[derive(Debug, Default)]
pub(crate) struct Desk {
    /// Where keys and values of attention are laid out.
    pub(crate) panels: Panels,
    /// Where rows of inputs are, as floats or as small whole numbers.
    pub(crate) strips: Strips,
    rows: SmallRows,
    count: usize,
}

impl Linear {
    /// `<name>.weight` and `<name>.bias`.
    pub(crate) fn load(
        weights: &Weights,
        name: &str,
        outputs: usize,
        inputs: usize,
        precision: Precision,
    ) -> Result<Linear> {
        let weight = weights.floats(&format!("{name}.weight"), &[outputs, inputs])?;
        let weight = match precision {
            Precision::Full => Weight::Floats(LazyLock::new(Box::new(move || {
                let panels = Panels::of(Rows::of(&weight, inputs));
                weight.give_back();
                panels
            }))),
            Precision::Small => Weight::Small(LazyLock::new(Box::new(move || {
                let small = Small::of(Rows::of(&weight, inputs));
                weight.give_back();
                small
            }))),
        };
        Ok(Linear {
            weight,
            bias: weights.floats(&format!("{name}.bias"), &[outputs])?,
            inputs,
            outputs,
        })
    }

    /// Numbers that it makes of a row.
    pub(crate) fn outputs(&self) -> usize {
        self.outputs
    }

    /// Multiplies rows of inputs.
    pub(crate) fn apply(&self, rows: &[f32], out: &mut Vec<f32>, desk: &mut Desk) {
        self.read(rows, desk);
        self.multiply(out, desk);
    }

    /// Lays out rows of inputs, for this layer and for others of the same inputs and precision.
    pub(crate) fn read(&self, rows: &[f32], desk: &mut Desk) {
        let rows = Rows::of(rows, self.inputs);
        desk.count = rows.count;
        match &self.weight {
            Weight::Floats(_) => desk.strips.read(rows),
            Weight::Small(_) => desk.rows.read(rows),
        }
    }

    /// Multiplies the rows that were read last.
    pub(crate) fn multiply(&self, out: &mut Vec<f32>, desk: &Desk) {
        // All of it is written.
        out.resize(desk.count * self.outputs, 0.0);
        let out = Out { values: out, stride: self.outputs, bias: Some(&self.bias) };
        match &self.weight {
            Weight::Floats(panels) => panels.multiply(&desk.strips, out),
            Weight::Small(small) => small.multiply(&desk.rows, out),
        }
    }
}
