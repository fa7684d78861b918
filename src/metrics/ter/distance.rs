//! Edit distances of words within Tercom's beam.

/// Columns on either side of the diagonal.
const BEAM: usize = 25;
/// The cost of a cell outside the beam.
const FAR: u32 = u32::MAX / 2;
/// Up to this distance, the beam holds every shortest path: a path of `d` edits is at most `d` columns away from the
/// diagonal, and one more is left for the rounding of the diagonal itself.
const BEAM_HOLDS: u32 = BEAM as u32 - 2;

/// The columns of each row of the matrix that are computed.
pub(super) struct Beam {
    rows: usize,
    columns: usize,
    ratio: f64,
    width: usize,
}

impl Beam {
    /// The beam for texts of these lengths.
    pub(super) fn new(hypothesis: usize, reference: usize) -> Self {
        let ratio = if hypothesis == 0 { 1.0 } else { reference as f64 / hypothesis as f64 };
        let width = if (BEAM as f64) < ratio / 2.0 {
            (ratio / 2.0 + BEAM as f64).ceil() as usize
        } else {
            BEAM
        };
        Beam { rows: hypothesis, columns: reference + 1, ratio, width }
    }

    /// The first and the end of a row's columns.
    fn columns(&self, row: usize) -> (usize, usize) {
        // Not negative, so that truncation is the floor.
        let diagonal = (row as f64 * self.ratio) as usize;
        let end =
            if row == self.rows { self.columns } else { self.columns.min(diagonal + self.width) };
        (diagonal.saturating_sub(self.width), end)
    }

    /// The first and the end of a row's columns that are computed or looked at from the row below it.
    fn kept(&self, row: usize) -> (usize, usize) {
        if row == 0 {
            return (0, self.columns);
        }
        let (from, to) = self.columns(row);
        let below = if row < self.rows { self.columns(row + 1).1 } else { to };
        (from.saturating_sub(1), to.max(below))
    }
}

/// The matrix of a hypothesis, and what speeds up those of its shifted forms.
#[derive(Default)]
pub(super) struct Distances {
    /// Row by row, of each the columns in the beam or next to it: of long texts the whole would not fit into memory.
    costs: Vec<u32>,
    /// By row, where its column 0 is or would be; the first row is kept whole, so that none would be before the start.
    origins: Vec<usize>,
    /// A row of a shifted hypothesis.
    row: Vec<u32>,
    /// By word, the positions in the reference as bits; empty if the reference has more than 64 words.
    bits: Vec<u64>,
    /// By row, the bit vectors of the hypothesis.
    states: Vec<State>,
}

/// A row of the matrix as differences between neighbours (Myers 1999, "A Fast Bit-Vector Algorithm for Approximate
/// String Matching Based on Dynamic Programming", in the form of Hyyrö 2003).
#[derive(Clone, Copy)]
struct State {
    rises: u64,
    falls: u64,
    /// The cost in the last column.
    cost: u32,
}

impl State {
    #[inline]
    fn step(self, matches: u64, last: u32) -> State {
        let State { rises, falls, cost } = self;
        let x = matches | falls;
        let diagonal = ((rises.wrapping_add(x & rises)) ^ rises) | x;
        let down = rises & diagonal;
        let up = falls | !(rises | diagonal);
        let cost = cost + (up >> last & 1) as u32 - (down >> last & 1) as u32;
        let up = up << 1 | 1;
        State { rises: down << 1 | !(diagonal | up), falls: up & diagonal, cost }
    }
}

impl Distances {
    /// Makes ready for a pair of texts; shifted hypotheses have the same words.
    pub(super) fn prepare(&mut self, hypothesis: &[u32], reference: &[u32]) {
        self.bits.clear();
        if reference.len() <= 64 {
            let words =
                hypothesis.iter().chain(reference).max().map_or(0, |&word| word as usize + 1);
            self.bits.resize(words, 0);
            for (position, &word) in reference.iter().enumerate() {
                self.bits[word as usize] |= 1 << position;
            }
        }
    }

    /// The cost of a cell of the filled matrix, in the beam or next to it.
    pub(super) fn at(&self, row: usize, column: usize) -> u32 {
        self.costs[self.origins[row] + column]
    }

    /// Fills the matrix and returns the distance.
    pub(super) fn fill(&mut self, hypothesis: &[u32], reference: &[u32], beam: &Beam) -> u32 {
        let columns = beam.columns;
        self.origins.clear();
        let mut len = 0;
        for row in 0..=beam.rows {
            let (from, to) = beam.kept(row);
            self.origins.push(len - from);
            len += to - from;
        }
        self.costs.resize(len, FAR);
        for (column, cost) in self.costs[..columns].iter_mut().enumerate() {
            *cost = column as u32;
        }
        for (i, &word) in hypothesis.iter().enumerate() {
            let start = beam.kept(i + 1).0;
            let (above, row) = self.costs.split_at_mut(self.origins[i + 1] + start);
            next_row(word, reference, i + 1, beam, &mut above[self.origins[i]..], (row, start));
        }
        if !self.bits.is_empty() {
            self.states.clear();
            let mut state = State { rises: u64::MAX, falls: 0, cost: reference.len() as u32 };
            self.states.push(state);
            for &word in hypothesis {
                state = state.step(self.bits[word as usize], reference.len() as u32 - 1);
                self.states.push(state);
            }
        }
        self.at(beam.rows, columns - 1)
    }

    /// The distance of a shifted form of the hypothesis whose first `same` words have stayed.
    pub(super) fn of_shifted(
        &mut self,
        shifted: &[u32],
        reference: &[u32],
        beam: &Beam,
        same: usize,
    ) -> u32 {
        if !self.bits.is_empty() {
            let last = reference.len() as u32 - 1;
            let cost = shifted[same..]
                .iter()
                .fold(self.states[same], |state, &word| state.step(self.bits[word as usize], last))
                .cost;
            if cost <= BEAM_HOLDS {
                return cost;
            }
        }
        let columns = beam.columns;
        // Two rows in turn.
        let mut rows = std::mem::take(&mut self.row);
        rows.clear();
        rows.resize(2 * columns, FAR);
        let (from, to) = beam.kept(same);
        let origin = self.origins[same];
        rows[from..to].copy_from_slice(&self.costs[origin + from..origin + to]);
        let (mut above, mut row) = rows.split_at_mut(columns);
        for (i, &word) in shifted.iter().enumerate().skip(same) {
            next_row(word, reference, i + 1, beam, above, (row, 0));
            std::mem::swap(&mut above, &mut row);
        }
        let cost = above[columns - 1];
        self.row = rows;
        cost
    }
}

/// Computes a row, given with the column that it begins with, from the one above, and sets the cells beside it that will be
/// looked at far away.
fn next_row(
    word: u32,
    reference: &[u32],
    i: usize,
    beam: &Beam,
    above: &mut [u32],
    (row, start): (&mut [u32], usize),
) {
    let (from, to) = beam.columns(i);
    let (_, above_to) = if i == 1 { (0, beam.columns) } else { beam.columns(i - 1) };
    if above_to < to {
        above[above_to..to].fill(FAR);
    }
    let mut left = if from == 0 {
        row[0] = above[0] + 1;
        row[0]
    } else {
        row[from - 1 - start] = FAR;
        FAR
    };
    let first = from.max(1);
    let cells = row[first - start..to - start].iter_mut();
    let words = &reference[first - 1..to - 1];
    for ((cell, other), pair) in cells.zip(words).zip(above[first - 1..to].windows(2)) {
        let diagonal = pair[0] + u32::from(word != *other);
        left = diagonal.min(pair[1] + 1).min(left + 1).min(FAR);
        *cell = left;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The matrix in full, as Tercom's port has it.
    fn slow(hypothesis: &[u32], reference: &[u32]) -> u32 {
        let beam = Beam::new(hypothesis.len(), reference.len());
        let mut rows = vec![(0..=reference.len() as u32).collect::<Vec<u32>>()];
        for (i, word) in hypothesis.iter().enumerate() {
            let (from, to) = beam.columns(i + 1);
            let mut row = vec![FAR; reference.len() + 1];
            for j in from..to {
                row[j] = if j == 0 {
                    rows[i][0] + 1
                } else {
                    (rows[i][j - 1] + u32::from(*word != reference[j - 1]))
                        .min(rows[i][j] + 1)
                        .min(row[j - 1] + 1)
                        .min(FAR)
                };
            }
            rows.push(row);
        }
        rows[hypothesis.len()][reference.len()]
    }

    #[test]
    fn all_ways_give_the_distance_within_the_beam() {
        let mut state = 7_u64;
        let mut next = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 33) % below
        };
        let mut distances = Distances::default();
        for round in 0..2000 {
            let (longest, alphabet) = ([5, 30, 64, 150][round % 4], [2, 5, 30][round % 3]);
            let mut text =
                || -> Vec<u32> { (0..=next(longest)).map(|_| next(alphabet) as u32).collect() };
            let (hypothesis, reference) = (text(), text());
            let beam = Beam::new(hypothesis.len(), reference.len());
            distances.prepare(&hypothesis, &reference);
            assert_eq!(
                distances.fill(&hypothesis, &reference, &beam),
                slow(&hypothesis, &reference)
            );
            let same = next(hypothesis.len() as u64) as usize;
            let mut shifted = hypothesis.clone();
            shifted[same..].reverse();
            let distance = distances.of_shifted(&shifted, &reference, &beam, same);
            assert_eq!(distance, slow(&shifted, &reference), "{hypothesis:?} {reference:?} {same}");
        }
    }
}
