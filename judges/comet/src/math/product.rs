//! Products of matrices: rows times the rows or the columns of another, which is what linear layers and attention do.
//!
//! Both sides are laid out for the tiles of [`super::tiles`]. On the shapes of XLM-R large (960 rows, 1024 × 4096) that is 24
//! to 33 billion products a CPU second, where a loop in registers alone does 43; rows as they stand and sums by way of memory
//! made 17 to 22, and the crates `gemm` and `matrixmultiply` less than that.

use super::tiles::{Out, Shape, WIDE, fetch};

/// Rows of a tile: 96 sums stay in registers.
const HIGH: usize = 6;
/// Inputs that are multiplied with all rows before the next. A panel of twice what the first cache holds is read from the
/// second one in time, and sums are put to their places half as often: measured as 5 to 15 % faster than 256.
const DEEP: usize = 512;

/// Whether this processor has AVX2 and FMA.
#[cfg(target_arch = "x86_64")]
pub(crate) fn wide() -> bool {
    std::arch::is_x86_feature_detected!("avx2") && std::arch::is_x86_feature_detected!("fma")
}

/// A matrix within a slice.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rows<'a> {
    /// The numbers, from the first row's first.
    pub(crate) values: &'a [f32],
    /// From a row's beginning to the next.
    pub(crate) stride: usize,
    /// How many.
    pub(crate) count: usize,
    /// Numbers of a row.
    pub(crate) length: usize,
}

impl<'a> Rows<'a> {
    /// Rows that fill a slice.
    pub(crate) fn of(values: &'a [f32], length: usize) -> Rows<'a> {
        Rows { values, stride: length, count: values.len() / length, length }
    }
}

/// A matrix of weights, laid out: stretch by stretch of the inputs, sixteen outputs after sixteen outputs.
#[derive(Debug, Default)]
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
    inputs: usize,
}

impl Panels {
    /// Of rows of weights, one an output.
    pub(crate) fn of(weights: Rows) -> Panels {
        let mut panels = Panels::default();
        panels.read_rows(weights);
        panels
    }

    /// Lays out rows, one an output.
    pub(crate) fn read_rows(&mut self, rows: Rows) {
        self.read(rows.length, rows.count, |start, length, first, panel| {
            lay_rows(rows, first, start, length, panel);
        });
    }

    /// Lays out columns, one an output.
    pub(crate) fn read_columns(&mut self, rows: Rows) {
        self.read(rows.count, rows.length, |start, length, first, panel| {
            let count = WIDE.min(rows.length - first);
            let (lanes, _) = panel.as_chunks_mut::<WIDE>();
            for (row, lane) in (start..start + length).zip(lanes) {
                let row = &rows.values[row * rows.stride + first..];
                lane[..count].copy_from_slice(&row[..count]);
            }
        });
    }

    fn read(
        &mut self,
        inputs: usize,
        outputs: usize,
        lay: impl Fn(usize, usize, usize, &mut [f32]),
    ) {
        (self.inputs, self.outputs) = (inputs, outputs);
        self.values.clear();
        self.values.reserve_exact(outputs.next_multiple_of(WIDE) * inputs);
        // Laid out where it stays in a cache and copied: in its place a panel costs more.
        let mut panel = vec![0.0; WIDE * DEEP.min(inputs)];
        for start in (0..inputs).step_by(DEEP) {
            let length = DEEP.min(inputs - start);
            let panel = &mut panel[..WIDE * length];
            for first in (0..outputs).step_by(WIDE) {
                lay(start, length, first, panel);
                self.values.extend_from_slice(panel);
            }
        }
    }

    /// Multiplies rows.
    pub(crate) fn multiply(&self, rows: &Strips, mut out: Out) {
        let Panels { inputs, outputs, .. } = *self;
        assert!(rows.inputs == inputs, "{} inputs, not {inputs}", rows.inputs);
        let shape = Shape { count: rows.count, inputs, outputs, high: HIGH, deep: DEEP };
        shape.each_tile(|tile| {
            let (start, length, high) = (tile.start, tile.length, tile.high);
            let panel =
                &self.values[start * outputs.next_multiple_of(WIDE) + tile.first * length..];
            let strip = &rows.values[start * rows.count + tile.row * length..];
            let (panel, strip) = (&panel[..WIDE * length], &strip[..high * length]);
            let kernel = match high {
                1 => tile_of::<1>,
                2 => tile_of::<2>,
                3 => tile_of::<3>,
                4 => tile_of::<4>,
                5 => tile_of::<5>,
                _ => tile_of::<HIGH>,
            };
            out.put(tile, |bias, out, stride| kernel(strip, panel, bias, out, stride));
        });
    }
}

impl Strips {
    /// Lays out rows.
    pub(crate) fn read(&mut self, rows: Rows) {
        (self.count, self.inputs) = (rows.count, rows.length);
        self.values.resize(self.count * self.inputs, 0.0);
        for start in (0..self.inputs).step_by(DEEP) {
            let length = DEEP.min(self.inputs - start);
            for first in (0..self.count).step_by(HIGH) {
                let high = HIGH.min(self.count - first);
                let at = start * self.count + first * length;
                let strip = &mut self.values[at..][..high * length];
                let rows = Rows { values: &rows.values[first * rows.stride + start..], ..rows };
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

/// Lays out up to sixteen rows, from `first`, so that their k-th numbers are beside each other.
fn lay_rows(rows: Rows, first: usize, start: usize, length: usize, panel: &mut [f32]) {
    let (lanes, _) = panel.as_chunks_mut::<WIDE>();
    let count = WIDE.min(rows.count - first);
    // Eight numbers of each row at a time: what is written stays near.
    for (lanes, from) in lanes.chunks_mut(8).zip((start..start + length).step_by(8)) {
        for at in 0..count {
            let row = &rows.values[(first + at) * rows.stride + from..][..lanes.len()];
            for (lane, value) in lanes.iter_mut().zip(row) {
                lane[at] = *value;
            }
        }
    }
}

/// The sums of a strip and a panel: put to their places with the bias of their outputs, or without one added to what is
/// there. The first is at the beginning of `out`, a row's begins `stride` behind the one before.
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
    if wide() {
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

    fetch(R, out, stride);
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

    fn value(seed: usize) -> f32 {
        ((seed * 7919 % 101) as f32 - 50.0) / 25.0
    }

    #[test]
    fn a_product_is_the_sum_of_products_whatever_the_shape() {
        for (count, inputs, outputs) in
            [(1, 1, 1), (5, 7, 16), (6, 33, 17), (79, 64, 40), (7, 300, 31), (13, 600, 300)]
        {
            let left: Vec<f32> = (0..count * inputs).map(value).collect();
            let right: Vec<f32> = (0..outputs * inputs).map(|at| value(at + 3)).collect();
            let across: Vec<f32> = (0..inputs * outputs)
                .map(|at| right[at % outputs * inputs + at / outputs])
                .collect();
            let bias: Vec<f32> = (0..outputs).map(|at| value(at + 9)).collect();
            let mut strips = Strips::default();
            // What was read before does not show.
            strips.read(Rows::of(&left, 1));
            strips.read(Rows::of(&left, inputs));
            let mut panels = Panels::of(Rows::of(&right, inputs));
            let mut out = vec![f32::NAN; count * outputs];
            panels.multiply(&strips, Out { values: &mut out, stride: outputs, bias: Some(&bias) });
            panels.read_columns(Rows::of(&across, outputs));
            // Without a bias, to what is there; what is between the rows stays.
            let mut wider = vec![1.0; count * (outputs + 3)];
            let wide = Out { values: &mut wider, stride: outputs + 3, bias: None };
            panels.multiply(&strips, wide);
            for (at, sum) in out.iter().enumerate() {
                let (row, output) = (at / outputs, at % outputs);
                let products =
                    (0..inputs).map(|k| left[row * inputs + k] * right[output * inputs + k]);
                let plain = products.sum::<f32>();
                let case = format!("{count} {inputs} {outputs}: {sum} {plain}");
                assert!((sum - plain - bias[output]).abs() < 1e-3, "{case}");
                let sum = wider[row * (outputs + 3) + output];
                assert!((sum - plain - 1.0).abs() < 1e-3, "{case}, in its place {sum}");
            }
            for row in wider.chunks(outputs + 3) {
                assert_eq!(row[outputs..], [1.0; 3]);
            }
        }
    }

    #[test]
    fn both_kernels_agree() {
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

    #[test]
    fn rows_within_wider_ones_are_taken_where_they_stand() {
        let values: Vec<f32> = (0..40).map(|n| n as f32).collect();
        let within = Rows { values: &values[2..], stride: 10, count: 4, length: 3 };
        let mut strips = Strips::default();
        strips.read(within);
        let mut out = vec![0.0; 16];
        let mut panels = Panels::of(within);
        panels.multiply(&strips, Out { values: &mut out, stride: 4, bias: None });
        // (2, 3, 4) · (12, 13, 14)
        assert_eq!((out[1], out[4]), (119.0, 119.0));
        panels.read_columns(Rows { count: 3, ..within });
        let mut out = vec![0.0; 12];
        panels.multiply(&strips, Out { values: &mut out, stride: 3, bias: None });
        // (2, 3, 4) · (3, 13, 23)
        assert_eq!(out[1..2], [137.0]);
    }
}
