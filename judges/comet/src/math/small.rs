//! Products of matrices in small whole numbers, less than half as long as in floats.
//!
//! Weights are brought to small numbers by the largest of each output, rows of inputs by the largest of each row, both in
//! each stretch of the inputs. What is far beyond the others of its stretch, as some components of each encoder are, is cut
//! off there, and what is cut off is multiplied apart, as a float: it would leave the others little.
//!
//! AVX2 multiplies numbers without a sign with those that have one and adds up in 16 bits, where what is too large is cut off
//! in silence. Four products are added up there: only two is a tenth to a fifth slower, and products of 16 bits by a half. That
//! they fit is seen to when weights are laid out. What the four that belong together may be at most is known, and in a matrix
//! whose weights are spread as a normal distribution they hardly ever are: weights have nearly 8 bits, rows 7.3.

use super::functions::{beyond, heaviest, quantize, spread, within};
use super::product::Rows;
use super::small_tile::{FOUR, HIGH, STEP, Scale, Strip, tile_of};
use super::tiles::{Out, Shape, WIDE};

/// Inputs that are multiplied with all rows before the next: a panel and a strip fit the first cache.
const DEEP: usize = 1024;
/// The largest number of a row.
const LARGEST: f32 = 79.0;
/// What is added to the numbers of a row, so that none is below zero.
const OFFSET: u8 = 80;
/// The largest weight.
const LARGEST_WEIGHT: f32 = 127.0;
/// The most that the weights of one sign among four may be together, less two for rounding them: 159 times that fits 16 bits.
const HEAVIEST: f32 = 204.0;
/// So many times the root of a stretch's mean square is far beyond: at most one number of eight, and of a normal
/// distribution one of 16,000.
const FAR: f32 = 4.0;

/// A matrix of weights, laid out.
#[derive(Debug, Clone, Default)]
pub(crate) struct Small {
    /// Stretch by stretch, sixteen outputs after sixteen outputs: of each four inputs, the four weights of each output beside
    /// each other.
    values: Vec<i8>,
    /// Of each panel of `values`.
    scales: Vec<Scale>,
    inputs: usize,
    outputs: usize,
}

/// Rows of inputs, brought to small numbers and laid out.
#[derive(Debug, Default)]
pub(crate) struct SmallRows {
    /// Stretch by stretch, four rows after four rows, of each eight numbers of each row beside each other; the last strip has
    /// what is left.
    values: Vec<u8>,
    /// What one of them is: stretch by stretch, of each row.
    units: Vec<f32>,
    /// What was cut off: the number's place in the stretch, and how much.
    beyond: Vec<(usize, f32)>,
    /// Where it ends in `beyond`: stretch by stretch, of each row.
    ends: Vec<usize>,
    count: usize,
    inputs: usize,
}

impl Small {
    /// Of rows of weights, one an output.
    pub(crate) fn of(weights: Rows) -> Small {
        let Rows { count, length: inputs, .. } = weights;
        let mut small = Small { inputs, outputs: count, ..Small::default() };
        small.values.reserve_exact(count.next_multiple_of(WIDE) * inputs.next_multiple_of(STEP));
        let (mut row, mut panel) = ([0; DEEP], [0; DEEP * WIDE]);
        for start in (0..inputs).step_by(DEEP) {
            let length = DEEP.min(inputs - start);
            let filled = length.next_multiple_of(STEP);
            let panel = &mut panel[..filled * WIDE];
            for first in (0..count).step_by(WIDE) {
                panel.fill(0);
                let mut scale = Scale::default();
                for output in 0..WIDE.min(count - first) {
                    let weights = &weights.values[(first + output) * weights.stride + start..];
                    let weights = &weights[..length];
                    let (mut top, mut four) = (0.0, 0.0);
                    heaviest(weights, &mut top, &mut four);
                    let unit = unit(top, LARGEST_WEIGHT).max(unit(four, HEAVIEST));
                    quantize(weights, 1.0 / unit, LARGEST_WEIGHT, &mut row[..length]);
                    row[length..filled].fill(0);
                    let (fours, _) = row[..filled].as_chunks::<FOUR>();
                    let (places, _) = panel.as_chunks_mut::<FOUR>();
                    for (four, place) in fours.iter().zip(places[output..].iter_mut().step_by(WIDE))
                    {
                        *place = *four;
                    }
                    let sum: i32 = row[..filled].iter().map(|weight| i32::from(*weight)).sum();
                    scale.units[output] = unit;
                    scale.begin[output] = -sum * i32::from(OFFSET);
                }
                small.values.extend_from_slice(panel);
                small.scales.push(scale);
            }
        }
        small
    }

    /// Multiplies rows.
    pub(crate) fn multiply(&self, rows: &SmallRows, mut out: Out) {
        let Small { inputs, outputs, .. } = *self;
        assert!(rows.inputs == inputs, "{} inputs, not {inputs}", rows.inputs);
        let panels = outputs.div_ceil(WIDE);
        let shape = Shape { count: rows.count, inputs, outputs, high: HIGH, deep: DEEP };
        shape.each_tile(|tile| {
            let filled = tile.length.next_multiple_of(STEP);
            let panel = &self.values[tile.start * panels * WIDE + tile.first * filled..];
            let scale = &self.scales[tile.start / DEEP * panels + tile.first / WIDE];
            let at = tile.start / DEEP * rows.count + tile.row;
            let strip = Strip {
                values: &rows.values[tile.start * rows.count + tile.row * filled..]
                    [..tile.high * filled],
                units: &rows.units[at..at + tile.high],
                beyond: &rows.beyond,
                ends: &rows.ends[at..=at + tile.high],
            };
            let kernel = match tile.high {
                1 => tile_of::<1>,
                2 => tile_of::<2>,
                3 => tile_of::<3>,
                _ => tile_of::<HIGH>,
            };
            out.put(tile, |bias, out, stride| {
                kernel(strip, &panel[..WIDE * filled], scale, bias, out, stride);
            });
        });
    }
}

/// What the smallest number stands for if the largest stands for `top`.
fn unit(top: f32, largest: f32) -> f32 {
    // Numbers smaller than that are nothing beside any other, and their reciprocals no numbers.
    if top > 1e-30 { top / largest } else { 1e-30 }
}

impl SmallRows {
    /// Brings rows to small numbers, and lays them out.
    pub(crate) fn read(&mut self, rows: Rows) {
        (self.count, self.inputs) = (rows.count, rows.length);
        self.values.resize(self.count * self.inputs.next_multiple_of(STEP), 0);
        self.units.clear();
        self.beyond.clear();
        self.ends.clear();
        self.ends.push(0);
        let (mut small, mut found) = ([0; DEEP], Vec::new());
        for start in (0..self.inputs).step_by(DEEP) {
            let length = DEEP.min(self.inputs - start);
            let filled = length.next_multiple_of(STEP);
            for row in 0..self.count {
                let numbers = &rows.values[row * rows.stride + start..][..length];
                let (mut top, mut squares) = (0.0, 0.0);
                spread(numbers, &mut top, &mut squares);
                let mut most = top.min(FAR * (squares / length as f32).sqrt());
                if top > most {
                    // What is far beyond all others makes their mean larger: it is that of the others.
                    let (mut count, mut squares) = (0.0, 0.0);
                    within(numbers, most, &mut count, &mut squares);
                    most = FAR * (squares / count).sqrt();
                }
                let unit = unit(most, LARGEST);
                quantize(numbers, 1.0 / unit, LARGEST, &mut small[..length]);
                if top > most {
                    beyond(numbers, most, &mut found);
                    let rest = |at: usize| numbers[at] - f32::from(small[at]) * unit;
                    self.beyond.extend(found.iter().map(|at| (*at, rest(*at))));
                }
                self.units.push(unit);
                self.ends.push(self.beyond.len());
                let high = HIGH.min(self.count - row / HIGH * HIGH);
                let strip = &mut self.values[start * self.count + row / HIGH * HIGH * filled..];
                let (places, _) = strip[..high * filled].as_chunks_mut::<STEP>();
                let places = places[row % HIGH..].iter_mut().step_by(high);
                for (place, numbers) in places.zip(small[..filled].as_chunks::<STEP>().0) {
                    *place = numbers.map(|number| (number as u8).wrapping_add(OFFSET));
                }
            }
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
    fn a_product_is_near_that_of_floats_even_with_numbers_far_from_the_others() {
        for (count, inputs, outputs) in [(1, 40, 1), (7, 32, 40), (13, 61, 17), (8, 1100, 33)] {
            let mut left: Vec<f32> = (0..count * inputs).map(value).collect();
            for far in [inputs / 2, count * inputs - 1] {
                left[far] = 1000.0;
            }
            let mut right: Vec<f32> = (0..outputs * inputs).map(|at| value(at + 3)).collect();
            // Beside weights of nothing it must not show how far they are.
            for weights in right.chunks_exact_mut(inputs).step_by(2) {
                (weights[inputs / 2], weights[inputs - 1]) = (0.0, 0.0);
            }
            let bias: Vec<f32> = (0..outputs).map(|at| value(at + 9)).collect();
            let mut rows = SmallRows::default();
            // What was read before does not show.
            rows.read(Rows::of(&left, 1));
            rows.read(Rows::of(&left, inputs));
            let mut out = vec![f32::NAN; count * outputs];
            Small::of(Rows::of(&right, inputs))
                .multiply(&rows, Out { values: &mut out, stride: outputs, bias: Some(&bias) });
            for (at, sum) in out.iter().enumerate() {
                let (row, output) = (at / outputs, at % outputs);
                let (mut exact, mut near) = (bias[output], 0.05);
                for k in 0..inputs {
                    let (number, weight) = (left[row * inputs + k], right[output * inputs + k]);
                    exact += number * weight;
                    // Half of what one stands for: of the weights, and of rows where no number is far.
                    if weight.abs() > 0.0 {
                        near += number.abs() * 1.05 / 51.0 + weight.abs() * 1.05 / 79.0;
                    }
                }
                assert!((sum - exact).abs() <= near, "{row} {output}: {sum} {exact} {near}");
            }
        }
    }

    #[test]
    fn four_weights_that_are_added_up_in_16_bits_never_are_too_much_for_them() {
        const LENGTH: usize = 4 * STEP + 6;
        let heavy: [fn(usize) -> f32; 6] = [
            |_| 1.0,
            |at| if at % 2 == 0 { 1.0 } else { -1.0 },
            // Those that belong together, of one sign and of both.
            |at| [1.0, 1.0, 0.1, 0.1][at % 4],
            |at| [-0.1, 0.1, -1.0, -1.0][at % 4],
            |at| [1.0, 0.9, 0.0, 0.0, -1.0, -0.8, 0.0, 0.0][at % 8],
            |at| if at == 4 { 1.0 } else { 0.001 },
        ];
        let ends = [[1.0_f32; LENGTH], [-1.0; LENGTH]];
        let mut rows = SmallRows::default();
        rows.read(Rows::of(ends.as_flattened(), LENGTH));
        for weight in heavy {
            let weights: Vec<f32> = (0..LENGTH).map(weight).collect();
            let mut out = [0.0; 2];
            let small = Small::of(Rows::of(&weights, LENGTH));
            small.multiply(&rows, Out { values: &mut out, stride: 1, bias: None });
            let exact: f32 = weights.iter().sum();
            for (sum, exact) in out.into_iter().zip([exact, -exact]) {
                assert!((sum - exact).abs() < LENGTH as f32 / 102.0, "{sum} {exact}");
            }
        }
    }

    #[test]
    fn rows_of_nothing_are_nothing_and_few_numbers_are_cut_off() {
        let mut rows = SmallRows::default();
        rows.read(Rows::of(&[0.0; 24], 12));
        let mut out = vec![f32::NAN; 2];
        let weights = [0.5; 12];
        let bias = [3.0];
        let small = Small::of(Rows::of(&weights, 12));
        small.multiply(&rows, Out { values: &mut out, stride: 1, bias: Some(&bias) });
        assert_eq!(out, [3.0, 3.0]);
        let numbers: Vec<f32> =
            (0..4 * DEEP).map(|at| if at % 100 == 7 { 50.0 } else { value(at) }).collect();
        rows.read(Rows::of(&numbers, 2 * DEEP));
        assert_eq!(rows.beyond.len(), 4 * DEEP / 100 + 1);
    }
}
