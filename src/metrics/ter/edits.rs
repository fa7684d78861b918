//! The number of edits and shifts, by Tercom's greedy search with its limits.
//!
//! A shift moves a run of hypothesis words that the reference also has to where the alignment puts them. Every pass
//! tries the shifts that the rules allow and keeps the one that lowers the edit distance most; the search ends when
//! none does. Edit distances are of a beam around the diagonal. The order of the search and of preferences decides
//! among equals, so both are kept exactly.

use std::cmp::Reverse;

use super::distance::{Beam, Distances};

/// Words in a shift, at most.
const MAX_SHIFT_LEN: usize = 10;
/// How far a shifted run may be from its place in the reference.
const MAX_SHIFT_DISTANCE: usize = 50;
/// Shifts tried for one segment before the search gives up.
const MAX_CANDIDATES: usize = 1000;
/// No position.
const NONE: u32 = u32::MAX;

/// Space for the search, reused from segment to segment.
#[derive(Default)]
pub(super) struct Edits {
    distances: Distances,
    words: Vec<u32>,
    best_words: Vec<u32>,
    shifted: Vec<u32>,
    positions: Positions,
    alignment: Alignment,
}

/// How good a shift is: gain, then length, then earliest start, then earliest target.
type Rank = (i64, usize, Reverse<usize>, Reverse<usize>);

impl Edits {
    /// The edits that turn `hypothesis` into `reference`, shifts included.
    pub(super) fn count(&mut self, hypothesis: &[u32], reference: &[u32]) -> usize {
        if reference.is_empty() {
            return hypothesis.len();
        }
        if hypothesis == reference {
            return 0;
        }
        let beam = Beam::new(hypothesis.len(), reference.len());
        self.distances.prepare(hypothesis, reference);
        self.positions.prepare(hypothesis, reference);
        let mut words = std::mem::take(&mut self.words);
        words.clear();
        words.extend_from_slice(hypothesis);
        let (mut shifts, mut candidates) = (0, 0);
        let distance = loop {
            let distance = self.distances.fill(&words, reference, &beam);
            if distance == 0 {
                break 0;
            }
            self.alignment.trace(&self.distances, &words, reference);
            let gain = self.best_shift(&words, reference, &beam, distance, &mut candidates);
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

    /// Finds the best shift and leaves the shifted words in `best_words`; returns what it gains.
    fn best_shift(
        &mut self,
        hypothesis: &[u32],
        reference: &[u32],
        beam: &Beam,
        distance: u32,
        candidates: &mut usize,
    ) -> i64 {
        let mut best: Option<Rank> = None;
        let positions = std::mem::take(&mut self.positions);
        'search: for start in 0..hypothesis.len() {
            let from = start.saturating_sub(MAX_SHIFT_DISTANCE);
            let to = reference.len().min(start + MAX_SHIFT_DISTANCE + 1);
            for target in positions.of(hypothesis[start]) {
                if target < from {
                    continue;
                }
                if target >= to {
                    break;
                }
                let room =
                    (hypothesis.len() - start).min(reference.len() - target).min(MAX_SHIFT_LEN);
                for len in 1..=room {
                    if hypothesis[start + len - 1] != reference[target + len - 1] {
                        break;
                    }
                    if !self.alignment.allows(start, target, len) {
                        continue;
                    }
                    let mut previous = None;
                    for before in target..=target + len {
                        let to = self.alignment.place_before(before);
                        if previous == Some(to) {
                            continue;
                        }
                        previous = Some(to);
                        *candidates += 1;
                        shift(hypothesis, start, len, to, &mut self.shifted);
                        let shifted = self.distances.of_shifted(
                            &self.shifted,
                            reference,
                            beam,
                            start.min(to),
                        );
                        let gain = i64::from(distance) - i64::from(shifted);
                        let rank = (gain, len, Reverse(start), Reverse(to));
                        if best.is_none_or(|best| rank > best) {
                            best = Some(rank);
                            std::mem::swap(&mut self.best_words, &mut self.shifted);
                        }
                    }
                    if *candidates >= MAX_CANDIDATES {
                        break 'search;
                    }
                }
            }
        }
        self.positions = positions;
        best.map_or(0, |(gain, ..)| gain)
    }
}

/// Where each word occurs in the reference, in order.
#[derive(Default)]
struct Positions {
    /// By word, its first position.
    first: Vec<u32>,
    /// By position, the next one of the same word.
    next: Vec<u32>,
}

impl Positions {
    fn prepare(&mut self, hypothesis: &[u32], reference: &[u32]) {
        let words = hypothesis.iter().chain(reference).max().map_or(0, |&word| word as usize + 1);
        self.first.clear();
        self.first.resize(words, NONE);
        self.next.clear();
        self.next.resize(reference.len(), NONE);
        for (position, &word) in reference.iter().enumerate().rev() {
            self.next[position] = self.first[word as usize];
            self.first[word as usize] = position as u32;
        }
    }

    fn of(&self, word: u32) -> impl Iterator<Item = usize> {
        let known = |position: u32| (position != NONE).then_some(position as usize);
        std::iter::successors(known(self.first[word as usize]), move |&position| {
            known(self.next[position])
        })
    }
}

/// Which hypothesis word each reference word is aligned with, and which words are in error.
#[derive(Default)]
struct Alignment {
    /// Of each reference word, one more than the hypothesis word that it is aligned with or follows; 0 before the first.
    after: Vec<u32>,
    /// Of each reference word, how many are in error before it; and of all.
    reference_errors: Vec<u32>,
    /// The same of hypothesis words.
    hypothesis_errors: Vec<u32>,
}

impl Alignment {
    /// Reads the alignment off the filled matrix, from its end.
    fn trace(&mut self, distances: &Distances, hypothesis: &[u32], reference: &[u32]) {
        self.after.clear();
        self.after.resize(reference.len(), 0);
        self.reference_errors.clear();
        self.reference_errors.resize(reference.len() + 1, 1);
        self.hypothesis_errors.clear();
        self.hypothesis_errors.resize(hypothesis.len() + 1, 1);
        let (mut i, mut j) = (hypothesis.len(), reference.len());
        while i > 0 || j > 0 {
            let cost = distances.at(i, j);
            // Tercom prefers substitution, then insertion, then deletion, of the inverse edits.
            let equal = i > 0 && j > 0 && hypothesis[i - 1] == reference[j - 1];
            if i > 0 && j > 0 && distances.at(i - 1, j - 1) + u32::from(!equal) == cost {
                self.after[j - 1] = i as u32;
                self.reference_errors[j] = u32::from(!equal);
                self.hypothesis_errors[i] = u32::from(!equal);
                (i, j) = (i - 1, j - 1);
            } else if i > 0 && (j == 0 || distances.at(i - 1, j) + 1 == cost) {
                i -= 1;
            } else {
                self.after[j - 1] = i as u32;
                j -= 1;
            }
        }
        for errors in [&mut self.reference_errors, &mut self.hypothesis_errors] {
            errors[0] = 0;
            for i in 1..errors.len() {
                errors[i] += errors[i - 1];
            }
        }
    }

    /// Whether the `len` equal words at `start` and `target` may be tried: both runs have an error, and the target is
    /// not aligned with the run itself.
    fn allows(&self, start: usize, target: usize, len: usize) -> bool {
        let after = self.after[target] as usize;
        self.hypothesis_errors[start + len] > self.hypothesis_errors[start]
            && self.reference_errors[target + len] > self.reference_errors[target]
            && !(start < after && after <= start + len)
    }

    /// The place in the hypothesis that corresponds to the one before a reference word.
    fn place_before(&self, target: usize) -> usize {
        if target == 0 { 0 } else { self.after[target - 1] as usize }
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
    } else {
        // A target inside the run counts from the end of it.
        let to = if target > start + len { target } else { (len + target).min(words.len()) };
        out.extend_from_slice(&words[..start]);
        out.extend_from_slice(&words[start + len..to]);
        out.extend_from_slice(run);
        out.extend_from_slice(&words[to..]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_moves_before_behind_or_within_itself() {
        let moved = |start, len, target| {
            let mut out = Vec::new();
            shift(&[0, 1, 2, 3, 4, 5], start, len, target, &mut out);
            out
        };
        assert_eq!(moved(3, 2, 1), [0, 3, 4, 1, 2, 5]);
        assert_eq!(moved(1, 2, 5), [0, 3, 4, 1, 2, 5]);
        assert_eq!(moved(1, 2, 2), [0, 3, 1, 2, 4, 5]);
        assert_eq!(moved(3, 2, 5), [0, 1, 2, 5, 3, 4]);
    }

    #[test]
    fn edits_are_counted() {
        let count =
            |hypothesis: &[u32], reference: &[u32]| Edits::default().count(hypothesis, reference);
        assert_eq!(count(&[], &[1, 2]), 2);
        assert_eq!(count(&[1, 2], &[]), 2);
        assert_eq!(count(&[1, 2, 3], &[1, 2, 3]), 0);
        // One shift of three words, where insertions and deletions would be six.
        assert_eq!(count(&[4, 5, 6, 1, 2, 3], &[1, 2, 3, 4, 5, 6]), 1);
        assert_eq!(count(&[4, 5, 6, 1, 2, 9], &[1, 2, 3, 4, 5, 6]), 2);
    }
}
