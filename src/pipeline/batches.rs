//! Inputs read in ordered batches by all threads, so that memory does not grow with their number.

use rayon::prelude::*;

use crate::document::{Document, Input, Problem};
use crate::error::Result;
use crate::read::ReadOptions;
use crate::read::pieces::{Piece, pieces};

/// Inputs read and judged at once: enough for all threads, few enough for constant memory.
const BATCH_FILES: usize = 128;
/// Bytes of a batch, for pages of more than a megabyte.
const BATCH_BYTES: u64 = 4 << 20;

/// Cuts the inputs into batches of bounded size.
pub(super) fn batches(pieces: &[Piece]) -> impl Iterator<Item = &[Piece]> {
    let mut rest = pieces;
    std::iter::from_fn(move || {
        let mut bytes = 0;
        let mut len = 0;
        while len < rest.len() && !is_full(len, bytes) {
            bytes += rest[len].bytes;
            len += 1;
        }
        let (batch, others) = rest.split_at(len);
        rest = others;
        (!batch.is_empty()).then_some(batch)
    })
}

/// Whether a batch of so many inputs and bytes takes no other.
pub(super) fn is_full(inputs: usize, bytes: u64) -> bool {
    inputs >= BATCH_FILES || inputs > 0 && bytes >= BATCH_BYTES
}

/// Reads inputs in parallel and does something with each document; results in the order of the inputs.
pub(super) fn read_batch<T: Send>(
    batch: &[Piece],
    options: &ReadOptions,
    work: impl Fn(Document) -> T + Sync,
) -> Vec<Result<Vec<T>, Problem>> {
    batch
        .par_iter()
        .with_max_len(1)
        .map(|piece| Ok(piece.read(options)?.into_iter().map(&work).collect()))
        .collect()
}

/// Hands the documents of all inputs on, in order, each with its problems taken out.
pub(super) fn read_each(
    inputs: &[Input],
    options: &ReadOptions,
    problems: &mut Vec<Problem>,
    mut take: impl FnMut(&Document) -> Result<()>,
) -> Result<()> {
    for batch in batches(&pieces(inputs)) {
        for result in read_batch(batch, options, |document| document) {
            match result {
                Ok(documents) => {
                    for mut document in documents {
                        problems.append(&mut document.problems);
                        take(&document)?;
                    }
                }
                Err(problem) => problems.push(problem),
            }
        }
    }
    Ok(())
}
