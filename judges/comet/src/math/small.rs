//! Products of matrices in small whole numbers, about half as long as in floats.
//!
//! Weights are brought to 8 bits by the largest of each output, rows of inputs to 12 by the largest of each row: some
//! components of each encoder are far beyond all others, and 8 bits would leave the others little. What AVX2 multiplies
//! and adds at once are numbers of 16 bits, as fast as those of 8 would be on a processor without VNNI.

use super::functions::{largest, quantize};
use super::product::{HIGH, WIDE};

/// The largest weight.
const LARGEST_WEIGHT: f32 = 127.0;
/// The largest number of a row.
pub(crate) const LARGEST: f32 = 2047.0;
/// So many products of the largest numbers and weights fit 32 bits.
pub(crate) const LONGEST: usize = 8192;
/// Numbers of a row that are multiplied at once; rows are filled up to a multiple of it.
const STEP: usize = 2;

/// Bytes of weights that are multiplied with all rows before the next: they fit a cache of 512 KB, with room for rows.
const CACHED: usize = 1 << 18;

/// A matrix of weights, laid out.
#[derive(Debug, Clone)]
pub(crate) struct Small {
    /// Sixteen outputs after sixteen outputs: of each two inputs, the two weights of each output beside each other.
    panels: Vec<i8>,
    /// What a number of an output's weights stands for.
    scales: Vec<f32>,
    length: usize,
}

/// Rows of inputs, brought to small numbers.
#[derive(Debug, Default)]
pub(crate) struct SmallRows {
    values: Vec<i16>,
    scales: Vec<f32>,
}

impl Small {
    /// Of rows of weights, one an output, each of `length`.
    pub(crate) fn of(weights: &[f32], length: usize) -> Small {
        let outputs = weights.len() / length;
        let filled = length.next_multiple_of(STEP);
        let mut small = Small {
            panels: vec![0; outputs.div_ceil(WIDE) * WIDE * filled],
            scales: Vec::with_capacity(outputs),
            length,
        };
        for (output, row) in weights.chunks_exact(length).enumerate() {
            let top = row.iter().fold(0.0_f32, |top, weight| top.max(weight.abs()));
            let scale = if top > 0.0 { top / LARGEST_WEIGHT } else { 1.0 };
            let panel = &mut small.panels[output / WIDE * WIDE * filled..];
            for (at, weight) in row.iter().enumerate() {
                panel[place(at, output % WIDE)] = (weight / scale).round() as i8;
            }
            small.scales.push(scale);
        }
        small
    }

    /// Multiplies rows, and hands out up to sixteen sums a row: its number, the first output, and the sums.
    pub(crate) fn multiply(&self, rows: &SmallRows, mut sums: impl FnMut(usize, usize, &[f32])) {
        let filled = self.length.next_multiple_of(STEP);
        let count = rows.scales.len();
        let size = WIDE * filled;
        let group = (CACHED / size).max(1);
        for (number, panels) in self.panels.chunks(group * size).enumerate() {
            for row in (0..count).step_by(HIGH) {
                let high = HIGH.min(count - row);
                let values = &rows.values[row * filled..(row + high) * filled];
                for (at, panel) in panels.chunks_exact(size).enumerate() {
                    let first = (number * group + at) * WIDE;
                    let mut tile = [[0; WIDE]; HIGH];
                    match high {
                        1 => tile_of::<1>(values, filled, panel, &mut tile),
                        2 => tile_of::<2>(values, filled, panel, &mut tile),
                        3 => tile_of::<3>(values, filled, panel, &mut tile),
                        4 => tile_of::<4>(values, filled, panel, &mut tile),
                        5 => tile_of::<5>(values, filled, panel, &mut tile),
                        _ => tile_of::<HIGH>(values, filled, panel, &mut tile),
                    }
                    let scales = &self.scales[first..self.scales.len().min(first + WIDE)];
                    for (row, line) in (row..row + high).zip(&tile) {
                        let mut out = [0.0; WIDE];
                        for ((out, sum), scale) in out.iter_mut().zip(line).zip(scales) {
                            *out = *sum as f32 * scale * rows.scales[row];
                        }
                        sums(row, first, &out[..scales.len()]);
                    }
                }
            }
        }
    }
}

/// Where the weight of an input and an output stands in a panel.
fn place(input: usize, output: usize) -> usize {
    input / 2 * 2 * WIDE + output * 2 + input % 2
}

impl SmallRows {
    /// Of rows of `length` numbers.
    pub(crate) fn read(&mut self, rows: &[f32], length: usize) {
        let filled = length.next_multiple_of(STEP);
        self.values.clear();
        self.values.resize(rows.len() / length * filled, 0);
        self.scales.clear();
        for (row, place) in rows.chunks_exact(length).zip(self.values.chunks_exact_mut(filled)) {
            let mut top = 0.0;
            largest(row, &mut top);
            let scale = if top > 0.0 { top / LARGEST } else { 1.0 };
            quantize(row, 1.0 / scale, place);
            self.scales.push(scale);
        }
    }
}

fn tile_of<const R: usize>(
    rows: &[i16],
    length: usize,
    panel: &[i8],
    tile: &mut [[i32; WIDE]; HIGH],
) {
    assert!(
        rows.len() == R * length && panel.len() == WIDE * length && length.is_multiple_of(STEP)
    );
    #[cfg(target_arch = "x86_64")]
    if super::product::wide() {
        #[expect(
            unsafe_code,
            reason = "faster than what the compiler makes of the portable kernel"
        )]
        // SAFETY: The processor has AVX2; rows and panel are as long as they are read, as asserted.
        return unsafe { avx2::<R>(rows, length, panel, tile) };
    }
    portable::<R>(rows, length, panel, tile);
}

fn portable<const R: usize>(
    rows: &[i16],
    length: usize,
    panel: &[i8],
    tile: &mut [[i32; WIDE]; HIGH],
) {
    for (line, row) in tile.iter_mut().zip(rows.chunks_exact(length)) {
        for (two, weights) in row.as_chunks::<2>().0.iter().zip(panel.as_chunks::<{ 2 * WIDE }>().0)
        {
            for (sum, weights) in line.iter_mut().zip(weights.as_chunks::<2>().0) {
                *sum += two
                    .iter()
                    .zip(weights)
                    .map(|(value, weight)| i32::from(*value) * i32::from(*weight))
                    .sum::<i32>();
            }
        }
    }
}

/// # Safety
/// The processor has AVX2; `rows` holds R rows of `length`, a multiple of two, and `panel` sixteen times `length`.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[expect(unsafe_code, reason = "a check for each number read would cost as much as the product")]
unsafe fn avx2<const R: usize>(
    rows: &[i16],
    length: usize,
    panel: &[i8],
    tile: &mut [[i32; WIDE]; HIGH],
) {
    use std::arch::x86_64::{
        _mm_loadu_si128, _mm256_add_epi32, _mm256_cvtepi8_epi16, _mm256_madd_epi16,
        _mm256_set1_epi32, _mm256_setzero_si256, _mm256_storeu_si256,
    };

    let mut sums = [[_mm256_setzero_si256(); 2]; R];
    for at in (0..length).step_by(STEP) {
        // SAFETY: As the caller promises.
        unsafe {
            let weights =
                |part: usize| _mm_loadu_si128(panel.as_ptr().add(at * WIDE + 16 * part).cast());
            let sides = [_mm256_cvtepi8_epi16(weights(0)), _mm256_cvtepi8_epi16(weights(1))];
            for (row, sums) in sums.iter_mut().enumerate() {
                let two = _mm256_set1_epi32(
                    rows.as_ptr().add(row * length + at).cast::<i32>().read_unaligned(),
                );
                for (sum, weights) in sums.iter_mut().zip(sides) {
                    *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(two, weights));
                }
            }
        }
    }
    for (line, sums) in tile.iter_mut().zip(sums) {
        // SAFETY: A line holds sixteen numbers.
        unsafe {
            _mm256_storeu_si256(line.as_mut_ptr().cast(), sums[0]);
            _mm256_storeu_si256(line.as_mut_ptr().add(8).cast(), sums[1]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(seed: usize) -> f32 {
        ((seed * 7919 % 211) as f32 - 105.0) / 50.0
    }

    #[test]
    fn a_product_is_near_that_of_floats_even_with_a_number_far_from_the_others() {
        for (count, length, outputs) in [(1, 8, 1), (7, 32, 40), (13, 61, 17)] {
            let mut left: Vec<f32> = (0..count * length).map(value).collect();
            left[length / 2] = 40.0;
            let right: Vec<f32> = (0..outputs * length).map(|at| value(at + 3)).collect();
            let mut rows = SmallRows::default();
            rows.read(&left, length);
            let mut seen = 0;
            Small::of(&right, length).multiply(&rows, |row, first, sums| {
                for (at, sum) in sums.iter().enumerate() {
                    seen += 1;
                    let products = (0..length)
                        .map(|k| left[row * length + k] * right[(first + at) * length + k]);
                    let (exact, size) =
                        products.fold((0.0, 0.0), |(sum, size), p| (sum + p, size + p.abs()));
                    assert!(
                        (sum - exact).abs() <= 0.01 * size + 0.05,
                        "{row} {first}+{at}: {sum} {exact}"
                    );
                }
            });
            assert_eq!(seen, count * outputs);
        }
    }

    #[test]
    fn the_largest_numbers_do_not_overflow_and_both_kernels_agree() {
        const LONG: usize = 8192;
        for weight in [-127, 127, 17] {
            let (rows, panel) = (vec![2047; 6 * LONG], vec![weight; 16 * LONG]);
            let (mut fast, mut slow) = ([[0; WIDE]; HIGH], [[0; WIDE]; HIGH]);
            tile_of::<6>(&rows, LONG, &panel, &mut fast);
            portable::<6>(&rows, LONG, &panel, &mut slow);
            assert_eq!(fast, slow);
            assert_eq!(fast[5][15], 8192 * 2047 * i32::from(weight));
        }
    }
}
