//! A linear layer: its weights as floats or as small whole numbers, laid out, and its bias.

use std::fmt;
use std::sync::LazyLock;

use anyhow::{Result, ensure};

use super::weights::{Floats, Weights};
use crate::math::laid::{Panels, Strips};
use crate::math::small::{LONGEST, Small, SmallRows};

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

enum Weight {
    /// Laid out when they are first needed, which those of the layers above the last that has a share never are.
    Floats(LazyLock<Panels, Box<dyn FnOnce() -> Panels + Send>>),
    Small(Small),
}

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
    pub(crate) panel: Vec<f32>,
    /// Where rows of inputs are, as floats or as small whole numbers.
    strips: Strips,
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
                let panels = Panels::of(&weight, inputs);
                weight.give_back();
                panels
            }))),
            Precision::Small => {
                ensure!(
                    inputs <= LONGEST,
                    "{name} has {inputs} inputs, too many for int8: at most {LONGEST}"
                );
                let small = Small::of(&weight, inputs);
                weight.give_back();
                Weight::Small(small)
            }
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
        desk.count = rows.len() / self.inputs;
        match &self.weight {
            Weight::Floats(_) => desk.strips.read(rows, self.inputs),
            Weight::Small(_) => desk.rows.read(rows, self.inputs),
        }
    }

    /// Multiplies the rows that were read last.
    pub(crate) fn multiply(&self, out: &mut Vec<f32>, desk: &Desk) {
        // All of it is written.
        out.resize(desk.count * self.outputs, 0.0);
        match &self.weight {
            Weight::Floats(panels) => panels.multiply(&desk.strips, &self.bias, out),
            Weight::Small(small) => {
                small.multiply(&desk.rows, |row, first, sums| {
                    let out = &mut out[row * self.outputs + first..][..sums.len()];
                    for ((out, sum), bias) in out.iter_mut().zip(sums).zip(&self.bias[first..]) {
                        *out = sum + bias;
                    }
                });
            }
        }
    }
}
