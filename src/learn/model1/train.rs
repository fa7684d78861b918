//! Training of the table by expectation maximisation.
//!
//! Rows of the table are split into a fixed number of shards whose sums are added in order, so the result has the same
//! bits at any thread count.

use std::ops::Range;

use rayon::prelude::*;

use super::{NULL, SCALE, Side, Table};

/// Fixed, so that no sum depends on the number of threads.
const SHARDS: usize = 8;
/// Entries under this probability in both directions are dropped after training.
const KEEP: f32 = 0.02;

impl Table {
    /// Trains on sentence pairs, of which both sides hold as many sentences; ids start at 1, [`NULL`] is added here.
    pub fn train(source: &Side, target: &Side, iterations: usize) -> Table {
        let mut shards = shards(source, target);
        let mut target_totals = vec![0.0; target.vocabulary];
        for iteration in 0..iterations {
            let denominators = match iteration {
                0 => first_denominators(source, target),
                _ => sum(shards
                    .par_iter_mut()
                    .map(|shard| shard.forward_denominators(target))
                    .collect()),
            };
            let columns = sum(shards
                .par_iter_mut()
                .map(|shard| shard.reestimate(target, &denominators))
                .collect());
            shards.par_iter_mut().for_each(|shard| shard.normalise_columns(&columns));
            target_totals = columns;
        }
        collect(&shards, source.vocabulary, &target_totals)
    }
}

/// Some consecutive rows of the table while it is trained.
struct Shard {
    first: u32,
    /// Sentence of each occurrence of each row's word, by row.
    occurrences: Vec<u32>,
    occurrence_starts: Vec<u32>,
    row_starts: Vec<u32>,
    columns: Vec<u32>,
    /// What is known of each entry, both directions side by side: they are asked for together.
    known: Vec<Both<f32>>,
    totals: Vec<f32>,
    /// Place in the current row of each target word that it has.
    places: Vec<u32>,
}

/// Of an entry, both directions.
#[derive(Debug, Clone, Copy, Default)]
struct Both<T> {
    forward: T,
    backward: T,
}

const ABSENT: u32 = u32::MAX;

impl Shard {
    fn rows(&self) -> usize {
        self.row_starts.len() - 1
    }

    fn enter_row(&mut self, row: usize) -> Range<usize> {
        let range = self.row_starts[row] as usize..self.row_starts[row + 1] as usize;
        for (place, &column) in self.columns[range.clone()].iter().enumerate() {
            self.places[column as usize] = place as u32;
        }
        range
    }

    fn sentences(&self, row: usize) -> Range<usize> {
        self.occurrence_starts[row] as usize..self.occurrence_starts[row + 1] as usize
    }

    /// This shard's part of Σ over source words of t(target|source), for each target position.
    fn forward_denominators(&mut self, target: &Side) -> Vec<f32> {
        let mut sums = vec![0.0; target.ids.len()];
        for row in 0..self.rows() {
            let range = self.enter_row(row);
            let known = &self.known[range];
            for k in self.sentences(row) {
                let positions = target.range(self.occurrences[k] as usize);
                for (sum, &id) in sums[positions.clone()].iter_mut().zip(&target.ids[positions]) {
                    *sum += known[self.places[id as usize] as usize].forward;
                }
            }
        }
        sums
    }

    /// One E-step and, for the rows, M-step; returns this shard's part of the expected counts by target word.
    fn reestimate(&mut self, target: &Side, denominators: &[f32]) -> Vec<f32> {
        let mut column_sums = vec![0.0; target.vocabulary];
        let mut expected: Vec<Both<f64>> = Vec::new();
        // Of each word of a sentence its place in the row, and what is known of it; apart, so that the divisions are done
        // several at once.
        let mut places: Vec<u32> = Vec::new();
        let (mut forward, mut backward): (Vec<f32>, Vec<f32>) = (Vec::new(), Vec::new());
        for row in 0..self.rows() {
            let range = self.enter_row(row);
            let is_null = self.first as usize + row == NULL as usize;
            expected.clear();
            expected.resize(range.len(), Both::default());
            let known = &self.known[range.clone()];
            let null_place = self.places[NULL as usize];
            for k in self.sentences(row) {
                let positions = target.range(self.occurrences[k] as usize);
                let ids = target.ids[positions.clone()].iter();
                places.clear();
                places.extend(ids.map(|id| self.places[*id as usize]));
                forward.clear();
                forward.extend(places.iter().map(|at| known[*at as usize].forward));
                for (share, sum) in forward.iter_mut().zip(&denominators[positions]) {
                    *share /= sum;
                }
                for (at, share) in places.iter().zip(&forward) {
                    expected[*at as usize].forward += f64::from(*share);
                }
                if is_null {
                    continue;
                }
                backward.clear();
                backward.extend(places.iter().map(|at| known[*at as usize].backward));
                let of_null = known[null_place as usize].backward;
                let sum = backward.iter().fold(of_null, |sum, share| sum + share);
                for share in &mut backward {
                    *share /= sum;
                }
                for (at, share) in places.iter().zip(&backward) {
                    expected[*at as usize].backward += f64::from(*share);
                }
                expected[null_place as usize].backward += f64::from(of_null / sum);
            }
            let total: f64 = expected.iter().map(|of| of.forward).sum();
            self.totals[row] = total as f32;
            for (at, of) in range.zip(&expected) {
                let forward = (of.forward / total.max(f64::MIN_POSITIVE)) as f32;
                let backward = of.backward as f32;
                self.known[at] = Both { forward, backward };
                column_sums[self.columns[at] as usize] += backward;
            }
        }
        column_sums
    }

    fn normalise_columns(&mut self, sums: &[f32]) {
        for (known, &column) in self.known.iter_mut().zip(&self.columns) {
            known.backward /= sums[column as usize].max(f32::MIN_POSITIVE);
        }
    }
}

/// The sums of [`Shard::forward_denominators`] while all words are equally likely: each word of a sentence, and the empty
/// one, gives 1.
fn first_denominators(source: &Side, target: &Side) -> Vec<f32> {
    let mut sums = Vec::with_capacity(target.ids.len());
    for sentence in 0..target.len() {
        let words = source.sentence(sentence).len() + 1;
        sums.resize(sums.len() + target.sentence(sentence).len(), words as f32);
    }
    sums
}

/// Splits the source vocabulary into runs of rows with about equal work.
fn shards(source: &Side, target: &Side) -> Vec<Shard> {
    let mut counts = vec![0_u32; source.vocabulary];
    counts[NULL as usize] = source.len() as u32;
    for &id in &source.ids {
        counts[id as usize] += 1;
    }
    let mut starts = vec![0_u32];
    for &count in &counts {
        starts.push(starts[starts.len() - 1] + count);
    }
    let mut next = starts.clone();
    let mut occurrences = vec![0_u32; starts[source.vocabulary] as usize];
    for sentence in 0..source.len() {
        for &id in std::iter::once(&NULL).chain(source.sentence(sentence)) {
            occurrences[next[id as usize] as usize] = sentence as u32;
            next[id as usize] += 1;
        }
    }
    let share = occurrences.len() / SHARDS + 1;
    let mut bounds = vec![0];
    for row in 0..source.vocabulary {
        if starts[row + 1] as usize >= share * bounds.len() {
            bounds.push(row + 1);
        }
    }
    if bounds[bounds.len() - 1] < source.vocabulary {
        bounds.push(source.vocabulary);
    }
    bounds
        .par_windows(2)
        .map(|bound| {
            let all = starts[bound[0]] as usize..starts[bound[1]] as usize;
            let starts = starts[bound[0]..=bound[1]].iter().map(|&s| s - all.start as u32);
            shard(bound[0] as u32, occurrences[all.clone()].to_vec(), starts.collect(), target)
        })
        .collect()
}

/// Lists for each row the target words that its word occurs with, all equally likely.
fn shard(first: u32, occurrences: Vec<u32>, occurrence_starts: Vec<u32>, target: &Side) -> Shard {
    let rows = occurrence_starts.len() - 1;
    let mut shard = Shard {
        first,
        occurrences,
        occurrence_starts,
        row_starts: vec![0],
        columns: Vec::new(),
        known: Vec::new(),
        totals: vec![0.0; rows],
        places: vec![ABSENT; target.vocabulary],
    };
    for row in 0..rows {
        let begin = shard.columns.len() as u32;
        let mut see = |id: u32, columns: &mut Vec<u32>| {
            let place = &mut shard.places[id as usize];
            if *place == ABSENT || *place < begin {
                *place = columns.len() as u32;
                columns.push(id);
            }
        };
        see(NULL, &mut shard.columns);
        for k in shard.occurrence_starts[row]..shard.occurrence_starts[row + 1] {
            for &id in target.sentence(shard.occurrences[k as usize] as usize) {
                see(id, &mut shard.columns);
            }
        }
        shard.row_starts.push(shard.columns.len() as u32);
    }
    // The empty target word stands for nothing in the forward direction.
    let forward = |column: u32| if column == NULL { 0.0 } else { 1.0 };
    let known = |column: &u32| Both { forward: forward(*column), backward: 1.0 };
    shard.known = shard.columns.iter().map(known).collect();
    shard
}

/// Adds the shards' parts in the order of the shards.
fn sum(parts: Vec<Vec<f32>>) -> Vec<f32> {
    let mut parts = parts.into_iter();
    let mut total = parts.next().unwrap_or_default();
    for part in parts {
        for (sum, value) in total.iter_mut().zip(part) {
            *sum += value;
        }
    }
    total
}

fn collect(shards: &[Shard], vocabulary: usize, target_totals: &[f32]) -> Table {
    let sixteenth = |total: &f32| (total * 16.0).round() as u32;
    let mut table = Table { rows: vec![0], ..Table::default() };
    let mut row_entries: Vec<(u32, u16, u16)> = Vec::new();
    for shard in shards {
        table.source_totals.extend(shard.totals.iter().map(sixteenth));
        for row in 0..shard.rows() {
            row_entries.clear();
            for at in shard.row_starts[row] as usize..shard.row_starts[row + 1] as usize {
                let Both { forward: f, backward: b } = shard.known[at];
                if f >= KEEP || b >= KEEP {
                    let fraction = |p: f32| (p * SCALE).round().clamp(0.0, SCALE) as u16;
                    row_entries.push((shard.columns[at], fraction(f), fraction(b)));
                }
            }
            row_entries.sort_unstable();
            for &(column, f, b) in &row_entries {
                table.columns.push(column);
                table.forward.push(f);
                table.backward.push(b);
            }
            table.rows.push(table.columns.len() as u32);
        }
    }
    table.rows.resize(vocabulary + 1, table.columns.len() as u32);
    table.source_totals.resize(vocabulary, 0);
    table.target_totals = target_totals.iter().map(sixteenth).collect();
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::model1::Entry;

    /// Sentences over the words 1, 2, 3, translated by 11, 12, 13 less ten, in another order.
    fn bitext() -> (Side, Side) {
        let (mut source, mut target) = (Side::new(4), Side::new(4));
        for sentence in [&[1, 2][..], &[2, 3], &[1, 3], &[1], &[1, 2, 3], &[3, 2]] {
            source.push(sentence.iter().copied());
            target.push(sentence.iter().rev().copied());
        }
        (source, target)
    }

    fn best(table: &Table, source: u32) -> Entry {
        table.row(source).iter().max_by(|a, b| a.forward.total_cmp(&b.forward)).unwrap()
    }

    #[test]
    fn words_find_their_translations() {
        let (source, target) = bitext();
        let table = Table::train(&source, &target, 5);
        for word in 1..4 {
            let best = best(&table, word);
            assert_eq!(best.target, word);
            assert!(best.forward > 0.6 && best.backward > 0.5, "{best:?}");
        }
        assert!(table.is_sound(4, 4));
        assert!(!table.is_sound(4, 3));
    }

    #[test]
    fn probabilities_of_a_row_do_not_exceed_one() {
        let (source, target) = bitext();
        let table = Table::train(&source, &target, 5);
        for word in 0..4 {
            let sum: f32 = table.row(word).iter().map(|e| e.forward).sum();
            assert!(sum <= 1.001, "{word}: {sum}");
        }
    }

    #[test]
    fn the_number_of_threads_does_not_change_a_bit() {
        let (mut source, mut target) = (Side::new(200), Side::new(300));
        for i in 0..500_u32 {
            source.push((0..=i % 17).map(|k| (i * 7 + k * k * 13) % 199 + 1));
            target.push((0..=i % 19).map(|k| (i * 11 + k * k * 29) % 299 + 1));
        }
        let train = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| Table::train(&source, &target, 5))
        };
        assert_eq!(train(1), train(5));
    }

    #[test]
    fn nothing_to_learn_from_gives_an_empty_table() {
        let table = Table::train(&Side::new(1), &Side::new(1), 5);
        assert!(table.is_empty() && table.is_sound(1, 1));
    }
}
