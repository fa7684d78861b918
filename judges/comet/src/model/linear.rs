//! A linear layer: its weights where they are mapped, or in small whole numbers, and its bias.

use anyhow::{Result, ensure};

use super::weights::{Floats, Weights};
use crate::math::product::{Rows, WIDE, lay_rows, multiply};
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

#[derive(Debug)]
enum Weight {
    Floats(Floats),
    Small(Small),
}

/// Room that is used again.
#[derive(Debug, Default)]
pub(crate) struct Desk {
    /// Where weights are laid out.
    pub(crate) panel: Vec<f32>,
    rows: SmallRows,
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
            Precision::Full => Weight::Floats(weight),
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
        let count = rows.len() / self.inputs;
        out.clear();
        out.resize(count * self.outputs, 0.0);
        let mut put = |row: usize, first: usize, sums: &[f32]| {
            let out = &mut out[row * self.outputs + first..][..sums.len()];
            for ((out, sum), bias) in out.iter_mut().zip(sums).zip(&self.bias[first..]) {
                *out = sum + bias;
            }
        };
        match &self.weight {
            Weight::Floats(weight) => {
                let rows = Rows { values: rows, stride: self.inputs, count };
                let by = Rows { values: weight, stride: self.inputs, count: self.outputs };
                for first in (0..self.outputs).step_by(WIDE) {
                    let count = WIDE.min(self.outputs - first);
                    lay_rows(by, first, self.inputs, &mut desk.panel);
                    multiply(rows, self.inputs, &desk.panel, |row, sums| {
                        put(row, first, &sums[..count]);
                    });
                }
            }
            Weight::Small(small) => {
                desk.rows.read(rows, self.inputs);
                small.multiply(&desk.rows, put);
            }
        }
    }
}
