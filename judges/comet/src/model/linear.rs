//! A linear layer: its weights where they are mapped, and its bias.

use anyhow::Result;

use super::weights::{Floats, Weights};
use crate::math::product::{Rows, WIDE, lay_rows, multiply};

/// What a layer is multiplied with.
#[derive(Debug, Clone)]
pub(crate) struct Linear {
    weight: Floats,
    bias: Floats,
    inputs: usize,
    outputs: usize,
}

impl Linear {
    /// `<name>.weight` and `<name>.bias`.
    pub(crate) fn load(
        weights: &Weights,
        name: &str,
        outputs: usize,
        inputs: usize,
    ) -> Result<Linear> {
        Ok(Linear {
            weight: weights.floats(&format!("{name}.weight"), &[outputs, inputs])?,
            bias: weights.floats(&format!("{name}.bias"), &[outputs])?,
            inputs,
            outputs,
        })
    }

    /// Numbers that it makes of a row.
    pub(crate) fn outputs(&self) -> usize {
        self.outputs
    }

    /// Multiplies rows of inputs; `panel` is room that is used again.
    pub(crate) fn apply(&self, rows: &[f32], out: &mut Vec<f32>, panel: &mut Vec<f32>) {
        let count = rows.len() / self.inputs;
        out.clear();
        out.resize(count * self.outputs, 0.0);
        let rows = Rows { values: rows, stride: self.inputs, count };
        let by = Rows { values: &self.weight, stride: self.inputs, count: self.outputs };
        for first in (0..self.outputs).step_by(WIDE) {
            let count = WIDE.min(self.outputs - first);
            let bias = &self.bias[first..first + count];
            lay_rows(by, first, self.inputs, panel);
            multiply(rows, self.inputs, panel, |row, sums| {
                let out = &mut out[row * self.outputs + first..][..count];
                for ((out, sum), bias) in out.iter_mut().zip(sums).zip(bias) {
                    *out = sum + bias;
                }
            });
        }
    }
}
