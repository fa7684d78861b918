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

/// Inputs and panels of weights that are multiplied with all rows before the next, and rows that are with all of these panels:
/// a panel fits the first cache, all of them and the rows one of 512 KB (Goto and van de Geijn 2008).
const DEEP: usize = 256;
const GROUP: usize = 16;
const BLOCK: usize = 72;

/// Room that is used again.
#[derive(Debug, Default)]
pub(crate) struct Desk {
    /// Where keys and values of attention are laid out.
    pub(crate) panel: Vec<f32>,
    /// Where weights are.
    panels: Vec<Vec<f32>>,
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
        match &self.weight {
            Weight::Floats(weight) => {
                for out in out.chunks_exact_mut(self.outputs) {
                    out.copy_from_slice(&self.bias);
                }
                for start in (0..self.inputs).step_by(DEEP) {
                    let length = DEEP.min(self.inputs - start);
                    let by =
                        Rows { values: &weight[start..], stride: self.inputs, count: self.outputs };
                    for group in (0..self.outputs).step_by(GROUP * WIDE) {
                        let firsts = (group..self.outputs).step_by(WIDE).take(GROUP);
                        desk.panels.resize(GROUP, Vec::new());
                        for (first, panel) in firsts.clone().zip(&mut desk.panels) {
                            lay_rows(by, first, length, panel);
                        }
                        for high in (0..count).step_by(BLOCK) {
                            let values = &rows[high * self.inputs + start..];
                            let block = Rows {
                                values,
                                stride: self.inputs,
                                count: BLOCK.min(count - high),
                            };
                            for (first, panel) in firsts.clone().zip(&desk.panels) {
                                multiply(block, length, panel, |row, sums| {
                                    add(
                                        &mut out[(high + row) * self.outputs..][..self.outputs]
                                            [first..],
                                        sums,
                                    );
                                });
                            }
                        }
                    }
                }
            }
            Weight::Small(small) => {
                desk.rows.read(rows, self.inputs);
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

fn add(out: &mut [f32], sums: &[f32; WIDE]) {
    if let Some(out) = out.first_chunk_mut::<WIDE>() {
        for at in 0..WIDE {
            out[at] += sums[at];
        }
    } else {
        for (out, sum) in out.iter_mut().zip(sums) {
            *out += sum;
        }
    }
}
