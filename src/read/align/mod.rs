//! Alignment of a localized page with its English original, block by block.
//!
//! Pages of the same structure pair at once. Where blocks were added, left out, joined or split, the pairing is the
//! cheapest path through both pages (dynamic programming after Gale and Church, “A program for aligning sentences in
//! bilingual corpora”, 1993): lengths, kinds of blocks, and what translation keeps (numbers, code, link targets, names)
//! say how well two blocks fit.

mod cost;
mod pages;
mod pairing;
mod pairings;
mod stale;

use std::ops::Range;

use self::cost::{Costs, MOST_JOINED};
pub use self::pages::pair;
pub(crate) use self::pages::{count_segments, is_page, pair_with, usual_extension};
pub use self::pairings::Pairings;
pub use crate::read::markup::{Block, BlockKind, blocks};

/// Blocks that belong together: indices of both pages, in order. One side may be empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Bead {
    /// Blocks of the original.
    pub source: Range<usize>,
    /// Blocks of the localized page.
    pub target: Range<usize>,
    /// How well they fit.
    pub fit: Fit,
}

/// How well the blocks of a bead fit; all zero where a side is empty.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Fit {
    /// What pairing them costs: below 0 where they share what translation keeps, above 3 where something speaks against
    /// it.
    pub cost: f32,
    /// Code, numbers and links of the original blocks that the others hold too.
    pub kept: usize,
    /// Those that they lack.
    pub lost: usize,
    /// How many spreads the localized blocks are longer (above 0) or shorter than such originals become.
    pub length: f32,
}

/// Steps of a path: blocks of the original and of the localized page.
const STEPS: [(usize, usize); 7] = [(1, 1), (1, 0), (0, 1), (2, 1), (1, 2), (3, 1), (1, 3)];
/// More than the sums of costs are off by rounding.
const ROUNDING: f32 = 0.01;
/// Cells of the table that is searched, at most; beyond, only those near the diagonal are.
const MAX_CELLS: usize = 4_000_000;
/// A block that fits its counterpart no better than this asks for a search, even between pages of one structure.
const SURE: f32 = 3.0;

/// Pairs the blocks of two pages.
pub fn align(source: &[Block], target: &[Block]) -> Vec<Bead> {
    let costs = Costs::new(source, target);
    let (n, m) = (source.len(), target.len());
    let alike = n == m
        && source.iter().zip(target).all(|(s, t)| s.kind == t.kind && s.depth == t.depth)
        && (0..n).all(|i| costs.of(i..i + 1, i..i + 1) < SURE);
    let places =
        if alike { (0..n).map(|i| (i..i + 1, i..i + 1)).collect() } else { search(&costs, n, m) };
    let bead = |(source, target): (Range<usize>, Range<usize>)| {
        let fit = costs.fit(source.clone(), target.clone());
        Bead { source, target, fit }
    };
    places.into_iter().map(bead).collect()
}

/// The cheapest path: which blocks belong to which.
fn search(costs: &Costs<'_>, n: usize, m: usize) -> Vec<(Range<usize>, Range<usize>)> {
    // Wide enough that the bands of neighbouring rows meet.
    let half = (MAX_CELLS / (n + 1) / 2).max(m / n.max(1) + 20);
    // Row i of the table begins at this column.
    let from = |i: usize| (i * m / n.max(1)).saturating_sub(half);
    let to = |i: usize| (i * m / n.max(1) + half).min(m);
    let width = (2 * half + 1).min(m + 1);
    let mut best = vec![f32::INFINITY; (n + 1) * width];
    let mut step = vec![u8::MAX; (n + 1) * width];
    let cell = |i: usize, j: usize| i * width + (j - from(i));
    let (alone_source, alone_target) = costs.alone();
    for i in 0..=n {
        // The columns of this row and of those that a step begins in, and where they stand in the table.
        let rows: [Option<(Range<usize>, usize)>; MOST_JOINED + 1] = std::array::from_fn(|down| {
            let row = i.checked_sub(down)?;
            Some((from(row)..to(row) + 1, row * width))
        });
        for j in from(i)..=to(i) {
            if i == 0 && j == 0 {
                best[cell(0, 0)] = 0.0;
                continue;
            }
            // What the way to the beginning of a step costs; infinite where it would begin outside the table.
            let before = |(down, right): (usize, usize)| match (&rows[down], j.checked_sub(right)) {
                (Some((columns, row)), Some(column)) if columns.contains(&column) => {
                    best[row + (column - columns.start)]
                }
                _ => f32::INFINITY,
            };
            let alone =
                |before: f32, cost: Option<&f32>| cost.map_or(f32::INFINITY, |c| before + c);
            let of_source = alone(before((1, 0)), i.checked_sub(1).map(|i| &alone_source[i]));
            let of_target = alone(before((0, 1)), j.checked_sub(1).map(|j| &alone_target[j]));
            let (mut least, mut by) = (f32::INFINITY, u8::MAX);
            for (at, &step) in STEPS.iter().enumerate() {
                let sum = match step {
                    (1, 0) => of_source,
                    (0, 1) => of_target,
                    (down, right) => {
                        let before = before(step);
                        if before >= least {
                            continue;
                        }
                        // What a block alone costs is seen at once. A pair that can't cost less is not looked at.
                        let (source, target) = (i - down..i, j - right..j);
                        let bound = before + costs.at_least(&source, &target) - ROUNDING;
                        if bound > least.min(of_source).min(of_target) {
                            continue;
                        }
                        before + costs.of(source, target)
                    }
                };
                if sum < least {
                    (least, by) = (sum, at as u8);
                }
            }
            let here = cell(i, j);
            best[here] = least;
            step[here] = by;
        }
    }
    let mut beads = Vec::with_capacity(n.max(m));
    let (mut i, mut j) = (n, m);
    while (i, j) != (0, 0) {
        // The band holds the diagonal, so that every cell on the path has a step.
        let Some(&(down, right)) = STEPS.get(step[cell(i, j)] as usize) else { break };
        beads.push((i - down..i, j - right..j));
        (i, j) = (i - down, j - right);
    }
    beads.reverse();
    beads
}

#[cfg(test)]
mod tests;
