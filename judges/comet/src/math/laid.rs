//! Products with a matrix of weights, both sides laid out for them.
//!
//! Weights are laid out once, sixteen rows beside each other, as [`super::product`] does for a single product; rows of
//! inputs six beside each other, once for all matrices that they are multiplied with: as they stand, six rows of a width
//! of 4 KB lie in the same lines of the first cache and drive each other out. Both are cut into stretches of inputs whose
//! panels fit the caches (Goto and van de Geijn 2008), and what is summed goes from the registers into its place.
//!
//! On the shapes of XLM-R large (960 rows, 1024 × 4096) that is 24 to 33 billion products a CPU second, where a loop in
//! registers alone does 43; rows as they stand and sums by way of memory made 17 to 22.

use super::product::{HIGH, Rows, WIDE, lay_rows};

/// Inputs that are multiplied with all rows before the next. A panel of weights of twice what the first cache holds is read
/// from the second one in time, and sums are put to their places half as often: measured as 5 to 15 % faster than 256.
const DEEP: usize = 512;
/// Panels of weights that are multiplied with a block of rows before the next, and the rows of a block: all of them fit a
/// cache of 512 KB.
const GROUP: usize = 8;
const BLOCK: usize = 12 * HIGH;

/// A matrix of weights, laid out: stretch by stretch of the inputs, sixteen outputs after sixteen outputs.
#[derive(Debug)]
pub(crate) struct Panels {
    values: Vec<f32>,
    inputs: usize,
    outputs: usize,
}

/// Rows of inputs, laid out: stretch by stretch, six rows after six rows; the last strip has what is left.
#[derive(Debug, Default)]
pub(crate) struct Strips {
    values: Vec<f32>,
    count: usize,
}

impl Panels {
    /// Of rows of weights, one an output, each of `inputs` numbers.
    pub(crate) fn of(weights: &[f32], inputs: usize) -> Panels {
        let outputs = weights.len() / inputs;
        let mut values = Vec::with_capacity(outputs.next_multiple_of(WIDE) * inputs);
        let mut panel = Vec::new();
        for start in (0..inputs).step_by(DEEP) {
            let by = Rows { values: &weights[start..], stride: inputs, count: outputs };
            for first in (0..outputs).step_by(WIDE) {
                lay_rows(by, first, DEEP.min(inputs - start), &mut panel);
                values.extend_from_slice(&panel);
            }
        }
        Panels { values, inputs, outputs }
    }

    /// Multiplies rows, and adds to each the bias: `out` has as many numbers a row as there are outputs.
    pub(crate) fn multiply(&self, rows: &Strips, bias: &[f32], out: &mut [f32]) {
        let Panels { inputs, outputs, .. } = *self;
        assert!(
            rows.values.len() == rows.count * inputs
                && out.len() == rows.count * outputs
                && bias.len() == outputs
        );
        for start in (0..inputs).step_by(DEEP) {
            let length = DEEP.min(inputs - start);
            let panels = &self.values[start * outputs.next_multiple_of(WIDE)..];
            let strips = &rows.values[start * rows.count..];
            for group in (0..outputs).step_by(GROUP * WIDE) {
                for block in (0..rows.count).step_by(BLOCK) {
                    let end = rows.count.min(block + BLOCK);
                    for first in (group..outputs).step_by(WIDE).take(GROUP) {
                        let panel = &panels[first * length..][..WIDE * length];
                        let wide = WIDE.min(outputs - first);
                        let mut row = block;
                        while row < end {
                            let high = HIGH.min(end - row);
                            let strip = &strips[row * length..][..high * length];
                            let place = &mut out[row * outputs + first..];
                            let add = if start == 0 { Some(&bias[first..]) } else { None };
                            tile(strip, high, panel, add, place, outputs, wide);
                            row += high;
                        }
                    }
                }
            }
        }
    }
}

impl Strips {
    /// Lays out rows of `length` numbers.
    pub(crate) fn read(&mut self, rows: &[f32], length: usize) {
        self.count = rows.len() / length;
        self.values.resize(self.count * length, 0.0);
        for start in (0..length).step_by(DEEP) {
            let end = length.min(start + DEEP);
            for first in (0..self.count).step_by(HIGH) {
                let high = HIGH.min(self.count - first);
                let at = start * self.count + first * (end - start);
                let strip = &mut self.values[at..][..high * (end - start)];
                let rows =
                    Rows { values: &rows[first * length + start..], stride: length, count: high };
                match high {
                    1 => lay::<1>(rows, strip),
                    2 => lay::<2>(rows, strip),
                    3 => lay::<3>(rows, strip),
                    4 => lay::<4>(rows, strip),
                    5 => lay::<5>(rows, strip),
                    _ => lay::<HIGH>(rows, strip),
                }
            }
        }
    }
}

/// Lays out the beginnings of R rows, as long as the strip has room for.
fn lay<const R: usize>(rows: Rows, strip: &mut [f32]) {
    let (lanes, _) = strip.as_chunks_mut::<R>();
    let rows: [&[f32]; R] =
        std::array::from_fn(|row| &rows.values[row * rows.stride..][..lanes.len()]);
    for (at, lane) in lanes.iter_mut().enumerate() {
        for (place, row) in lane.iter_mut().zip(rows) {
            *place = row[at];
        }
    }
}

/// The sums of a strip and a panel: put to their places with the bias of their outputs, or without one added to what is
/// there. The first is at the beginning of `out`, a row's begins `stride` behind the one before, `wide` of each count.
fn tile(
    strip: &[f32],
    high: usize,
    panel: &[f32],
    bias: Option<&[f32]>,
    out: &mut [f32],
    stride: usize,
    wide: usize,
) {
    let of = match high {
        1 => tile_of::<1>,
        2 => tile_of::<2>,
        3 => tile_of::<3>,
        4 => tile_of::<4>,
        5 => tile_of::<5>,
        _ => tile_of::<HIGH>,
    };
    if wide == WIDE {
        return of(strip, panel, bias, out, stride);
    }
    // The last outputs of a matrix: what stands beside them belongs to the next row.
    let mut whole = [[0.0; WIDE]; HIGH];
    of(strip, panel, None, whole.as_flattened_mut(), WIDE);
    for (row, sums) in whole[..high].iter().enumerate() {
        let out = &mut out[row * stride..][..wide];
        match bias {
            Some(bias) => {
                out.iter_mut().zip(sums).zip(bias).for_each(|((out, sum), bias)| *out = bias + sum);
            }
            None => out.iter_mut().zip(sums).for_each(|(out, sum)| *out += sum),
        }
    }
}

fn tile_of<const R: usize>(
    strip: &[f32],
    panel: &[f32],
    bias: Option<&[f32]>,
    out: &mut [f32],
    stride: usize,
) {
    assert!(
        strip.len() * WIDE == panel.len() * R
            && out.len() >= (R - 1) * stride + WIDE
            && bias.is_none_or(|bias| bias.len() >= WIDE)
    );
    #[cfg(target_arch = "x86_64")]
    if super::product::wide() {
        #[expect(
            unsafe_code,
            reason = "twice as fast as what the compiler makes of the portable kernel"
        )]
        // SAFETY: The processor has AVX2 and FMA; all are as long as they are read and written, as asserted.
        return unsafe { avx2::<R>(strip, panel, bias, out, stride) };
    }
    portable::<R>(strip, panel, bias, out, stride);
}

fn portable<const R: usize>(
    strip: &[f32],
    panel: &[f32],
    bias: Option<&[f32]>,
    out: &mut [f32],
    stride: usize,
) {
    let mut sums = [[0.0; WIDE]; R];
    for (values, lane) in strip.as_chunks::<R>().0.iter().zip(panel.as_chunks::<WIDE>().0) {
        for (sums, value) in sums.iter_mut().zip(values) {
            for (sum, weight) in sums.iter_mut().zip(lane) {
                *sum += value * weight;
            }
        }
    }
    for (row, sums) in sums.iter().enumerate() {
        for (at, sum) in sums.iter().enumerate() {
            let place = &mut out[row * stride + at];
            *place = bias.map_or(*place, |bias| bias[at]) + sum;
        }
    }
}

/// # Safety
/// The processor has AVX2 and FMA; `panel` holds sixteen numbers for each R of `strip`, `out` sixteen at each of R places
/// `stride` apart, `bias` sixteen.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
#[expect(unsafe_code, reason = "a check for each number read would cost as much as the product")]
unsafe fn avx2<const R: usize>(
    strip: &[f32],
    panel: &[f32],
    bias: Option<&[f32]>,
    out: &mut [f32],
    stride: usize,
) {
    use std::arch::x86_64::{
        _mm256_add_ps, _mm256_fmadd_ps, _mm256_loadu_ps, _mm256_set1_ps, _mm256_setzero_ps,
        _mm256_storeu_ps,
    };

    let mut sums = [[_mm256_setzero_ps(); 2]; R];
    let (mut values, mut lane) = (strip.as_ptr(), panel.as_ptr());
    for _ in 0..panel.len() / WIDE {
        // SAFETY: As the caller promises.
        unsafe {
            let sides = [_mm256_loadu_ps(lane), _mm256_loadu_ps(lane.add(8))];
            for (row, sums) in sums.iter_mut().enumerate() {
                let value = _mm256_set1_ps(*values.add(row));
                sums[0] = _mm256_fmadd_ps(value, sides[0], sums[0]);
                sums[1] = _mm256_fmadd_ps(value, sides[1], sums[1]);
            }
            (values, lane) = (values.add(R), lane.add(WIDE));
        }
    }
    for (row, sums) in sums.into_iter().enumerate() {
        // SAFETY: As the caller promises.
        unsafe {
            let place = out.as_mut_ptr().add(row * stride);
            let from = bias.map_or(place.cast_const(), <[f32]>::as_ptr);
            _mm256_storeu_ps(place, _mm256_add_ps(_mm256_loadu_ps(from), sums[0]));
            let right = _mm256_add_ps(_mm256_loadu_ps(from.add(8)), sums[1]);
            _mm256_storeu_ps(place.add(8), right);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_is_the_sum_of_products_whatever_the_shape() {
        let value = |seed: usize| ((seed * 7919 % 101) as f32 - 50.0) / 25.0;
        for (count, inputs, outputs) in
            [(1, 1, 1), (5, 7, 16), (6, 33, 17), (79, 64, 40), (7, 300, 31), (13, 600, 300)]
        {
            let left: Vec<f32> = (0..count * inputs).map(value).collect();
            let right: Vec<f32> = (0..outputs * inputs).map(|at| value(at + 3)).collect();
            let bias: Vec<f32> = (0..outputs).map(|at| value(at + 9)).collect();
            let mut strips = Strips::default();
            // What was read before does not show.
            strips.read(&left, 1);
            strips.read(&left, inputs);
            let mut out = vec![f32::NAN; count * outputs];
            Panels::of(&right, inputs).multiply(&strips, &bias, &mut out);
            for (at, sum) in out.iter().enumerate() {
                let (row, output) = (at / outputs, at % outputs);
                let products =
                    (0..inputs).map(|k| left[row * inputs + k] * right[output * inputs + k]);
                let plain = bias[output] + products.sum::<f32>();
                assert!((sum - plain).abs() < 1e-3, "{count} {inputs} {outputs}: {sum} {plain}");
            }
        }
    }

    #[test]
    fn both_kernels_agree() {
        let value = |seed: usize| ((seed * 7919 % 101) as f32 - 50.0) / 25.0;
        let strip: Vec<f32> = (0..6 * 40).map(value).collect();
        let panel: Vec<f32> = (0..WIDE * 40).map(|at| value(at + 5)).collect();
        let bias: Vec<f32> = (0..WIDE).map(value).collect();
        for bias in [None, Some(&bias[..])] {
            let mut both = [vec![1.0; 6 * 20], vec![1.0; 6 * 20]];
            tile_of::<6>(&strip, &panel, bias, &mut both[0], 20);
            portable::<6>(&strip, &panel, bias, &mut both[1], 20);
            let [fast, slow] = both;
            assert!(fast.iter().zip(&slow).all(|(fast, slow)| (fast - slow).abs() < 1e-3));
            assert!((fast[16] - 1.0).abs() < 1e-9, "what is between the rows stays");
        }
    }
}
