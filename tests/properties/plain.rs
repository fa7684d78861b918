//! The metrics by their definitions, slow and literal, to prove the fast ones against.

#![allow(clippy::cast_possible_wrap, reason = "counts of words")]

use std::collections::HashMap;
use std::hash::Hash;

/// How often each n-gram of an order occurs.
fn ngrams<T: Eq + Hash>(items: &[T], order: usize) -> HashMap<&[T], usize> {
    let mut counts = HashMap::new();
    for ngram in items.windows(order) {
        *counts.entry(ngram).or_insert(0) += 1;
    }
    counts
}

fn matches<T: Eq + Hash>(hypothesis: &[T], reference: &[T], order: usize) -> usize {
    let reference = ngrams(reference, order);
    let found = ngrams(hypothesis, order);
    found.iter().map(|(ngram, count)| count.min(reference.get(ngram).unwrap_or(&0))).sum()
}

fn total(len: usize, order: usize) -> usize {
    (len + 1).saturating_sub(order)
}

/// What BLEU counts of tokens: both lengths, then by order the matches, then the n-grams of the hypothesis.
pub(super) fn bleu(hypothesis: &[String], reference: &[String]) -> Vec<f64> {
    let mut values = vec![hypothesis.len(), reference.len()];
    values.extend((1..=4).map(|order| matches(hypothesis, reference, order)));
    values.extend((1..=4).map(|order| total(hypothesis.len(), order)));
    values.into_iter().map(|value| value as f64).collect()
}

/// What chrF counts of texts without white space: by order the n-grams of both and the matches.
pub(super) fn chrf(hypothesis: &str, reference: &str) -> Vec<f64> {
    let characters = |text: &str| -> Vec<char> { text.chars().filter(|c| !is_space(*c)).collect() };
    let (hypothesis, reference) = (characters(hypothesis), characters(reference));
    let mut values = Vec::new();
    for order in 1..=6 {
        let of_reference = total(reference.len(), order);
        let of_hypothesis = if of_reference == 0 { 0 } else { total(hypothesis.len(), order) };
        values.extend([of_hypothesis, of_reference, matches(&hypothesis, &reference, order)]);
    }
    values.into_iter().map(|value| value as f64).collect()
}

/// White space as Python's `str.split` has it.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

/// An edit of a trace.
#[derive(Clone, Copy, PartialEq)]
enum Step {
    Same,
    Substitution,
    Insertion,
    Deletion,
}

/// The edits of TER between words as Tercom and sacreBLEU search them: shifts first, then the distance in a beam.
pub(super) fn ter_edits(hypothesis: &[&str], reference: &[&str]) -> usize {
    if reference.is_empty() {
        return hypothesis.len();
    }
    let (mut words, mut shifts, mut tried) = (hypothesis.to_vec(), 0, 0);
    while let Some((gain, shifted)) = best_shift(&words, reference, &mut tried)
        && tried < 1000
        && gain > 0
    {
        shifts += 1;
        words = shifted;
    }
    shifts + distance(&words, reference).0
}

/// What a shift gains, its length, its start and its target: the first two the more, the others the less the better.
type Rank = (i64, usize, i64, i64);
/// What a shift gains, and the words behind it.
type Shift<'t> = (i64, Vec<&'t str>);

fn best_shift<'t>(words: &[&'t str], reference: &[&str], tried: &mut usize) -> Option<Shift<'t>> {
    let (before, trace) = distance(words, reference);
    let (after, reference_errors, errors) = alignment(&trace);
    let mut best: Option<(Rank, Vec<&str>)> = None;
    'search: for start in 0..words.len() {
        for target in 0..reference.len() {
            if start.abs_diff(target) > 50 {
                continue;
            }
            let room = (words.len() - start).min(reference.len() - target).min(10);
            for len in 1..=room {
                if words[start + len - 1] != reference[target + len - 1] {
                    break;
                }
                let is_right = |errors: &[bool], at: usize| !errors[at..at + len].contains(&true);
                let aligned = after[target] - 1;
                if is_right(&errors, start)
                    || is_right(&reference_errors, target)
                    || (start as i64 <= aligned && aligned < (start + len) as i64)
                {
                    continue;
                }
                let mut previous = -1;
                for at in target..=target + len {
                    let to = if at == 0 { 0 } else { after[at - 1] };
                    if to == previous {
                        continue;
                    }
                    previous = to;
                    let shifted = shift(words, start, len, to as usize);
                    let gain = before as i64 - distance(&shifted, reference).0 as i64;
                    *tried += 1;
                    let rank = (gain, len, -(start as i64), -to);
                    if best.as_ref().is_none_or(|(best, _)| rank > *best) {
                        best = Some((rank, shifted));
                    }
                }
                if *tried >= 1000 {
                    break 'search;
                }
            }
        }
    }
    best.map(|((gain, ..), shifted)| (gain, shifted))
}

fn shift<'t>(words: &[&'t str], start: usize, len: usize, target: usize) -> Vec<&'t str> {
    let run = &words[start..start + len];
    if target < start {
        [&words[..target], run, &words[target..start], &words[start + len..]].concat()
    } else if target > start + len {
        [&words[..start], &words[start + len..target], run, &words[target..]].concat()
    } else {
        let to = (len + target).min(words.len());
        [&words[..start], &words[start + len..to], run, &words[to..]].concat()
    }
}

/// Of each reference word one more than the hypothesis word that it is aligned with, and which words of the two are in
/// error.
fn alignment(trace: &[Step]) -> (Vec<i64>, Vec<bool>, Vec<bool>) {
    let (mut after, mut of_reference, mut of_hypothesis) = (Vec::new(), Vec::new(), Vec::new());
    for step in trace {
        let is_error = *step != Step::Same;
        // The trace makes the hypothesis of the reference, so that the two edits are exchanged.
        if *step != Step::Insertion {
            of_hypothesis.push(is_error);
        }
        if *step != Step::Deletion {
            after.push(of_hypothesis.len() as i64);
            of_reference.push(is_error);
        }
    }
    (after, of_reference, of_hypothesis)
}

/// The whole matrix, of which the beam is filled, and the way back through it.
fn distance(words: &[&str], reference: &[&str]) -> (usize, Vec<Step>) {
    const FAR: usize = 1 << 40;
    let ratio = if words.is_empty() { 1.0 } else { reference.len() as f64 / words.len() as f64 };
    let beam = if 25.0 < ratio / 2.0 { (ratio / 2.0 + 25.0).ceil() as usize } else { 25 };
    let mut matrix = vec![vec![(FAR, Step::Same); reference.len() + 1]; words.len() + 1];
    for (column, cell) in matrix[0].iter_mut().enumerate() {
        *cell = (column, Step::Insertion);
    }
    for row in 1..=words.len() {
        let diagonal = (row as f64 * ratio).floor() as usize;
        let last = row == words.len();
        let end =
            if last { reference.len() + 1 } else { (reference.len() + 1).min(diagonal + beam) };
        for column in diagonal.saturating_sub(beam)..end {
            if column == 0 {
                matrix[row][0] = (matrix[row - 1][0].0 + 1, Step::Deletion);
                continue;
            }
            let (cost, step) = if words[row - 1] == reference[column - 1] {
                (0, Step::Same)
            } else {
                (1, Step::Substitution)
            };
            let ways = [
                (matrix[row - 1][column - 1].0 + cost, step),
                (matrix[row - 1][column].0 + 1, Step::Deletion),
                (matrix[row][column - 1].0 + 1, Step::Insertion),
            ];
            for way in ways {
                if matrix[row][column].0 > way.0 {
                    matrix[row][column] = way;
                }
            }
        }
    }
    let (mut row, mut column, mut trace) = (words.len(), reference.len(), Vec::new());
    while row > 0 || column > 0 {
        let step = matrix[row][column].1;
        trace.push(step);
        row -= usize::from(step != Step::Insertion);
        column -= usize::from(step != Step::Deletion);
    }
    trace.reverse();
    (matrix[words.len()][reference.len()].0, trace)
}
