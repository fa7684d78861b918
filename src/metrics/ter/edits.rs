//! The number of edits and shifts, by Tercom's greedy search with its limits.
//!
//! A shift moves a run of hypothesis words that the reference also has to where the alignment puts them. Every pass
//! tries the shifts that the rules allow and keeps the one that lowers the edit distance most; the search ends when
//! none does. Edit distances are of a beam around the diagonal. The order of the search and of preferences decides
//! among equals, so both are kept exactly.

/// Words in a shift, at most.
const MAX_SHIFT_LEN: usize = 10;
/// How far a shifted run may be from its place in the reference.
const MAX_SHIFT_DISTANCE: usize = 50;
/// Shifts tried for one segment before the search gives up.
const MAX_CANDIDATES: usize = 1000;
/// Columns on either side of the diagonal.
const BEAM: usize = 25;
/// The cost of a cell outside the beam.
const FAR: u32 = u32::MAX / 2;

#[derive(Clone, Copy, Default, PartialEq)]
enum Step {
    #[default]
    Outside,
    /// The words are equal.
    Keep,
    Substitute,
    /// A reference word that the hypothesis lacks.
    Insert,
    /// A hypothesis word that the reference lacks.
    Delete,
}

/// Space for the search, reused from segment to segment.
#[derive(Default)]
pub(super) struct Edits {
    costs: Vec<u32>,
    steps: Vec<Step>,
    words: Vec<u32>,
    best_words: Vec<u32>,
    shifted: Vec<u32>,
    /// Of each reference word, the hypothesis word that it is aligned with or follows; -1 before the first.
    align: Vec<isize>,
    reference_errors: Vec<u32>,
    hypothesis_errors: Vec<u32>,
}

/// How good a shift is: gain, then length, then earliest start, then earliest target.
type Rank = (i64, usize, std::cmp::Reverse<usize>, std::cmp::Reverse<usize>);

impl Edits {
    /// The edits that turn `hypothesis` into `reference`, shifts included.
    pub(super) fn count(&mut self, hypothesis: &[u32], reference: &[u32]) -> usize {
        if reference.is_empty() {
            return hypothesis.len();
        }
        let mut words = std::mem::take(&mut self.words);
        words.clear();
        words.extend_from_slice(hypothesis);
        let (mut shifts, mut candidates) = (0, 0);
        let distance = loop {
            let distance = self.distance(&words, reference);
            if distance == 0 {
                break 0;
            }
            let gain = self.best_shift(&words, reference, distance, &mut candidates);
            // A pass that uses up the candidates is thrown away, whatever it found.
            if candidates >= MAX_CANDIDATES || gain <= 0 {
                break distance;
            }
            shifts += 1;
            std::mem::swap(&mut words, &mut self.best_words);
        };
        self.words = words;
        shifts + distance as usize
    }

    /// The edit distance within the beam; leaves the matrix filled.
    fn distance(&mut self, hypothesis: &[u32], reference: &[u32]) -> u32 {
        let (rows, columns) = (hypothesis.len(), reference.len() + 1);
        self.costs.clear();
        self.costs.resize((rows + 1) * columns, FAR);
        self.steps.clear();
        self.steps.resize((rows + 1) * columns, Step::Outside);
        for j in 0..columns {
            self.costs[j] = j as u32;
            self.steps[j] = Step::Insert;
        }
        let ratio = if rows == 0 { 1.0 } else { reference.len() as f64 / rows as f64 };
        let beam = if (BEAM as f64) < ratio / 2.0 {
            (ratio / 2.0 + BEAM as f64).ceil() as usize
        } else {
            BEAM
        };
        for i in 1..=rows {
            let diagonal = (i as f64 * ratio).floor() as usize;
            let from = diagonal.saturating_sub(beam);
            let to = if i == rows { columns } else { columns.min(diagonal + beam) };
            for j in from..to {
                let at = i * columns + j;
                let above = at - columns;
                if j == 0 {
                    self.costs[at] = self.costs[above] + 1;
                    self.steps[at] = Step::Delete;
                    continue;
                }
                let (mut cost, mut step) = if hypothesis[i - 1] == reference[j - 1] {
                    (self.costs[above - 1], Step::Keep)
                } else {
                    (self.costs[above - 1] + 1, Step::Substitute)
                };
                if self.costs[above] + 1 < cost {
                    (cost, step) = (self.costs[above] + 1, Step::Delete);
                }
                if self.costs[at - 1] + 1 < cost {
                    (cost, step) = (self.costs[at - 1] + 1, Step::Insert);
                }
                if cost < FAR {
                    self.costs[at] = cost;
                    self.steps[at] = step;
                }
            }
        }
        self.costs[rows * columns + columns - 1]
    }

    /// Reads the alignment and the errors off the matrix.
    fn trace(&mut self, hypothesis: &[u32], reference: &[u32]) {
        let columns = reference.len() + 1;
        self.align.clear();
        self.align.resize(reference.len(), -1);
        self.reference_errors.clear();
        self.reference_errors.resize(reference.len(), 1);
        self.hypothesis_errors.clear();
        self.hypothesis_errors.resize(hypothesis.len(), 1);
        let (mut i, mut j) = (hypothesis.len(), reference.len());
        while i > 0 || j > 0 {
            match self.steps[i * columns + j] {
                step @ (Step::Keep | Step::Substitute) => {
                    (i, j) = (i - 1, j - 1);
                    self.align[j] = i as isize;
                    let error = u32::from(step == Step::Substitute);
                    self.reference_errors[j] = error;
                    self.hypothesis_errors[i] = error;
                }
                Step::Insert => {
                    j -= 1;
                    self.align[j] = i as isize - 1;
                }
                // The path starts in a filled cell and each step leads to one.
                Step::Delete | Step::Outside => i -= 1,
            }
        }
    }

    /// Finds the best shift and leaves the shifted words in `best_words`; returns what it gains.
    fn best_shift(
        &mut self,
        hypothesis: &[u32],
        reference: &[u32],
        distance: u32,
        candidates: &mut usize,
    ) -> i64 {
        self.trace(hypothesis, reference);
        let mut best: Option<Rank> = None;
        'search: for start in 0..hypothesis.len() {
            let from = start.saturating_sub(MAX_SHIFT_DISTANCE);
            let to = reference.len().min(start + MAX_SHIFT_DISTANCE + 1);
            for target in from..to {
                let room =
                    (hypothesis.len() - start).min(reference.len() - target).min(MAX_SHIFT_LEN);
                for len in 1..=room {
                    if hypothesis[start + len - 1] != reference[target + len - 1] {
                        break;
                    }
                    let aligned = self.align[target];
                    if self.hypothesis_errors[start..start + len].iter().all(|&error| error == 0)
                        || self.reference_errors[target..target + len]
                            .iter()
                            .all(|&error| error == 0)
                        || (start as isize <= aligned && aligned < (start + len) as isize)
                    {
                        continue;
                    }
                    let mut previous = None;
                    for before in target..=target + len {
                        // The place before the first word, or after what the word before is aligned with.
                        let to =
                            if before == 0 { 0 } else { (self.align[before - 1] + 1) as usize };
                        if previous == Some(to) {
                            continue;
                        }
                        previous = Some(to);
                        let mut shifted = std::mem::take(&mut self.shifted);
                        shift(hypothesis, start, len, to, &mut shifted);
                        let gain =
                            i64::from(distance) - i64::from(self.distance(&shifted, reference));
                        let rank = (gain, len, std::cmp::Reverse(start), std::cmp::Reverse(to));
                        *candidates += 1;
                        if best.is_none_or(|best| rank > best) {
                            best = Some(rank);
                            std::mem::swap(&mut self.best_words, &mut shifted);
                        }
                        self.shifted = shifted;
                    }
                    if *candidates >= MAX_CANDIDATES {
                        break 'search;
                    }
                }
            }
        }
        best.map_or(0, |(gain, ..)| gain)
    }
}

/// Writes `words` to `out` with the `len` words at `start` moved before the word at `target`.
fn shift(words: &[u32], start: usize, len: usize, target: usize, out: &mut Vec<u32>) {
    out.clear();
    let run = &words[start..start + len];
    if target < start {
        out.extend_from_slice(&words[..target]);
        out.extend_from_slice(run);
        out.extend_from_slice(&words[target..start]);
        out.extend_from_slice(&words[start + len..]);
    } else if target > start + len {
        out.extend_from_slice(&words[..start]);
        out.extend_from_slice(&words[start + len..target]);
        out.extend_from_slice(run);
        out.extend_from_slice(&words[target..]);
    } else {
        // A target inside the run counts from the end of it.
        let to = (len + target).min(words.len());
        out.extend_from_slice(&words[..start]);
        out.extend_from_slice(&words[start + len..to]);
        out.extend_from_slice(run);
        out.extend_from_slice(&words[to..]);
    }
}
