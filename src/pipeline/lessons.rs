//! The first pass of a run in parts: by one process, or each part by itself and then what all of them showed, in order. What
//! is learned is the same to the byte.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::batches::{batches, is_full, read_batch};
use super::records::{Reader, Writer};
use super::sealed::{self, Sealed};
use super::shards::{LEARNED, LearnedHead, PartHead, ShardPlan, parts};
use super::{Progress, ScoreOptions, learn, read_options};
use crate::document::Document;
use crate::error::{Error, Result};
use crate::learn::sample::Sample;
use crate::learn::{Corpus, Observation};
use crate::output::PendingFile;
use crate::read::pieces::pieces;

/// What one part showed.
pub(super) const SEEN: &str = "seen";
/// What is saved of a part, in this order.
#[derive(Serialize, Deserialize)]
enum Record {
    /// A file, or a piece of one: its bytes, and what each of its documents has to teach.
    Piece(u64, Vec<Observation>),
    /// The last one: the pairs that lexicons are learned from, by locale.
    End(BTreeMap<String, Sample>),
}

/// The first pass over all inputs of a plan, written to a file.
///
/// # Errors
/// A file that changed since it was planned, or what can't be written.
pub fn learn_shards(
    mut options: ScoreOptions,
    mut plan: ShardPlan,
    out: &Path,
    progress: Progress<'_>,
) -> Result<()> {
    plan.verify(0..plan.plan.inputs.len())?;
    let inputs = pieces(&plan.plan.inputs);
    let read_options = read_options(&options, &mut plan.plan);
    let dictionaries = options.dictionaries.fingerprint();
    let corpus = super::corpus(&mut options, &plan.plan);
    let (corpus, _) = learn(&inputs, &read_options, corpus, |done| progress(done, inputs.len()))?;
    write(&corpus, plan.id, dictionaries, out)
}

/// The first pass over one part: writes what it shows into a folder, for [`learn_from`]; gives back the file.
///
/// # Errors
/// A part that the plan has not, files that changed since, or what can't be written.
pub fn learn_shard(
    mut options: ScoreOptions,
    mut plan: ShardPlan,
    shard: usize,
    out: &Path,
    progress: Progress<'_>,
) -> Result<PathBuf> {
    let inputs = plan.inputs_of(shard)?;
    std::fs::create_dir_all(out).map_err(|e| Error::io(out, e))?;
    let inputs = pieces(&plan.plan.inputs[inputs]);
    let read_options = read_options(&options, &mut plan.plan);
    let mut corpus = super::corpus(&mut options, &plan.plan);
    let head = PartHead { plan: plan.id, learned: 0, shard, of: plan.shards() };
    let file = PendingFile::create(out, &head.name(SEEN))?;
    let mut records = Writer::new(Sealed::create(file, SEEN, head)?);
    let mut done = 0;
    for batch in batches(&inputs) {
        let prepare = |document: Document| corpus.prepare(&document);
        let read = read_batch(batch, &read_options, prepare);
        for (piece, prepared) in batch.iter().zip(read) {
            // What can't be read is told by the second pass.
            let record = Record::Piece(piece.bytes, prepared.unwrap_or_default());
            records.put(&record)?;
            if let Record::Piece(_, observations) = record {
                for observation in observations {
                    corpus.observe(observation);
                }
            }
        }
        done += batch.len();
        progress(done, inputs.len())?;
    }
    records.put(&Record::End(corpus.into_samples()))?;
    records.finish()
}

/// Learns from what all parts of a plan showed, and writes what [`learn_shards`] writes. Needs no input.
///
/// # Errors
/// Parts that are missing, there twice, damaged, or of another plan or build, each named; or what can't be written.
pub fn learn_from(
    mut options: ScoreOptions,
    plan: &ShardPlan,
    folder: &Path,
    out: &Path,
    progress: Progress<'_>,
) -> Result<()> {
    let parts = parts(folder, plan, SEEN)?;
    let dictionaries = options.dictionaries.fingerprint();
    let mut corpus = super::corpus(&mut options, &plan.plan);
    let mut batch = Batch::default();
    for (at, part) in parts.iter().enumerate() {
        let (_, body, _) = sealed::open::<PartHead>(part, SEEN)?;
        let mut records = Reader::new(part, body);
        loop {
            match records.next()? {
                Record::Piece(bytes, observations) => {
                    batch.add(bytes, observations, &mut corpus);
                }
                Record::End(samples) => {
                    corpus.add_samples(samples);
                    break;
                }
            }
        }
        progress(at + 1, parts.len())?;
    }
    batch.end(&mut corpus);
    corpus.finish();
    write(&corpus, plan.id, dictionaries, out)
}

/// Pieces that one process reads at once: what it knew before them decides what it looks at in each.
#[derive(Default)]
struct Batch {
    pieces: usize,
    bytes: u64,
    observations: Vec<Observation>,
}

impl Batch {
    fn add(&mut self, bytes: u64, observations: Vec<Observation>, corpus: &mut Corpus) {
        if is_full(self.pieces, self.bytes) {
            self.end(corpus);
        }
        self.pieces += 1;
        self.bytes += bytes;
        self.observations.extend(observations);
    }

    fn end(&mut self, corpus: &mut Corpus) {
        let observations = std::mem::take(self).observations;
        let again = observations.into_iter().map(|observation| corpus.again(observation));
        let again: Vec<Observation> = again.collect();
        for observation in again {
            corpus.observe(observation);
        }
    }
}

/// Writes what was learned.
fn write(corpus: &Corpus, plan: u64, dictionaries: u64, out: &Path) -> Result<()> {
    let failures = corpus.dictionaries().failures();
    let broken_dictionaries = failures.map(str::to_owned).collect();
    let head = LearnedHead { plan, dictionaries, broken_dictionaries };
    let sealed = Sealed::create(PendingFile::at(out)?, LEARNED, head)?;
    let sealed = postcard::to_io(corpus, sealed);
    sealed.map_err(|e| Error::usage(format!("{}: {e}", out.display())))?.commit().map(drop)
}
