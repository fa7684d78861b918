//! A run in parts: a plan that cuts the inputs, what the first pass learned as a file, and a part for each cut. A part
//! holds what the reports are fed, so that merged parts make the bytes that one run makes.

use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::plan::{self, Counted};
use super::records::{Reader, Writer};
use super::sealed::{self, Sealed};
use super::{
    Gathering, Judged, Lessons, Progress, ScoreOptions, Take, judge, load_references, read_options,
    write_reports,
};
use crate::document::Problem;
use crate::error::{Error, Result};
use crate::hash;
use crate::learn::Corpus;
use crate::output::PendingFile;
use crate::read::pieces::pieces;
use crate::read::{self, layout};
use crate::results::outcome::Outcome;

/// What all tasks of a run share: its inputs, how they are cut, and the call that planned them.
#[derive(Debug, Serialize, Deserialize)]
pub struct ShardPlan {
    /// The arguments of the call.
    pub arguments: Vec<String>,
    /// The configuration that held.
    pub config: Option<PathBuf>,
    /// Files that the call names beside the inputs, with hashes of what they held.
    files: Vec<(PathBuf, u64)>,
    /// The inputs of each part.
    shards: Vec<Range<usize>>,
    /// Bytes of each input.
    sizes: Vec<u64>,
    pub(super) plan: layout::Plan,
    /// The sum of its file.
    #[serde(skip)]
    pub(super) id: u64,
}

/// What was learned of all.
pub(super) const LEARNED: &str = "learned";
const PLAN: &str = "plan";
const PART: &str = "part";

/// The plan beside its parts.
const PLAN_BESIDE: &str = "plan.json";

impl ShardPlan {
    /// Plans a run in so many parts, of about as many bytes each.
    ///
    /// # Errors
    /// As [`super::plan`], or a file that can't be read.
    pub fn new(
        options: &ScoreOptions,
        shards: usize,
        arguments: Vec<String>,
        config: Option<PathBuf>,
        files: Vec<PathBuf>,
    ) -> Result<ShardPlan> {
        let plan = super::plan(options)?;
        let sizes: Vec<u64> = plan.inputs.iter().map(|input| size(&input.path)).collect();
        let files = files.into_iter().chain(config.clone()).filter(|file| file.is_file());
        let hashed = |file: PathBuf| Ok((file.clone(), hash_of(&file)?));
        Ok(ShardPlan {
            arguments,
            config,
            files: files.map(hashed).collect::<Result<_>>()?,
            shards: cut(&sizes, shards),
            sizes,
            plan,
            id: 0,
        })
    }

    /// Writes it.
    ///
    /// # Errors
    /// A file that can't be written, or paths that are not UTF-8.
    pub fn write(&self, path: &Path) -> Result<()> {
        let mut sealed = Sealed::create(PendingFile::at(path)?, PLAN, ())?;
        let body = serde_json::to_vec(self).map_err(|e| Error::usage(e.to_string()))?;
        sealed.write_all(&body).map_err(|e| Error::io(path, e))?;
        sealed.commit().map(drop)
    }

    /// Reads what [`ShardPlan::write`] wrote, and looks whether the files that it names hold what they did.
    ///
    /// # Errors
    /// A file that is no plan, is damaged or of another build, or a file that changed.
    pub fn read(path: &Path) -> Result<ShardPlan> {
        let ((), body, id) = sealed::open(path, PLAN)?;
        let mut plan: ShardPlan = serde_json::from_reader(body)
            .map_err(|e| Error::malformed(path, None, e.to_string()))?;
        plan.id = id;
        for (file, hash) in &plan.files {
            if hash_of(file)? != *hash {
                return Err(changed(file));
            }
        }
        Ok(plan)
    }

    /// How many parts there are.
    pub fn shards(&self) -> usize {
        self.shards.len()
    }

    /// How many files there are.
    pub fn inputs(&self) -> usize {
        self.plan.inputs.len()
    }

    /// The files that a task of a part reads: its inputs, their originals, and originals that lack a localized file. Those
    /// that the call names beside are not among them.
    ///
    /// # Errors
    /// A part that the plan has not.
    pub fn files(&self, shard: usize) -> Result<BTreeSet<PathBuf>> {
        let Some(inputs) = self.shards.get(shard).cloned() else { return Err(self.no_part(shard)) };
        let read = self.plan.inputs[inputs].iter().flat_map(read::files_of);
        let counted = self.plan.untranslated[self.untranslated(shard)].iter();
        let counted = counted.map(|untranslated| untranslated.original.path.clone());
        Ok(read.chain(counted).collect())
    }

    /// The inputs of a part, which are as they were planned.
    pub(super) fn inputs_of(&self, shard: usize) -> Result<Range<usize>> {
        let Some(inputs) = self.shards.get(shard).cloned() else { return Err(self.no_part(shard)) };
        self.verify(inputs.clone())?;
        Ok(inputs)
    }

    fn no_part(&self, shard: usize) -> Error {
        let last = self.shards.len() - 1;
        Error::usage(format!("--shard {shard}: the plan has parts 0 to {last}"))
    }

    /// The originals without a localized file that a part counts.
    fn untranslated(&self, shard: usize) -> Range<usize> {
        let (len, of) = (self.plan.untranslated.len(), self.shards.len());
        len * shard / of..len * (shard + 1) / of
    }

    /// Whether inputs are as they were planned.
    pub(super) fn verify(&self, inputs: Range<usize>) -> Result<()> {
        let planned = self.plan.inputs[inputs.clone()].iter().zip(&self.sizes[inputs]);
        for (input, bytes) in planned {
            if size(&input.path) != *bytes {
                return Err(changed(&input.path));
            }
        }
        Ok(())
    }
}

fn changed(file: &Path) -> Error {
    Error::usage(format!(
        "{}: it is not what it was when the run was planned; make a new plan",
        file.display()
    ))
}

fn size(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |m| m.len())
}

fn hash_of(file: &Path) -> Result<u64> {
    Ok(hash::bytes(&std::fs::read(file).map_err(|e| Error::io(file, e))?))
}

/// Ranges of about as many bytes each; a file without any weighs too.
fn cut(sizes: &[u64], shards: usize) -> Vec<Range<usize>> {
    let all: u128 = sizes.iter().map(|size| u128::from(*size) + 1).sum();
    let (mut at, mut bytes) = (0, 0_u128);
    let mut ranges = Vec::with_capacity(shards);
    for shard in 1..=shards {
        let start = at;
        while at < sizes.len() && bytes * (shards as u128) < all * shard as u128 {
            bytes += u128::from(sizes[at]) + 1;
            at += 1;
        }
        ranges.push(start..at);
    }
    ranges
}

/// What stands in the head of what was learned.
#[derive(Serialize, Deserialize)]
pub(super) struct LearnedHead {
    pub(super) plan: u64,
    pub(super) dictionaries: u64,
    pub(super) broken_dictionaries: Vec<String>,
}

/// What stands in the head of a part.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct PartHead {
    pub(super) plan: u64,
    /// The sum of what was learned; 0 where nothing was yet.
    pub(super) learned: u64,
    pub(super) shard: usize,
    pub(super) of: usize,
}

impl PartHead {
    /// The name of the file, which ends in its kind.
    pub(super) fn name(&self, kind: &str) -> String {
        part_name(self.shard, self.of, kind)
    }
}

/// What a part holds, in this order.
#[derive(Serialize, Deserialize)]
enum Record {
    /// A file, or a piece of one.
    Judged(Judged),
    /// The last one.
    End(End),
}

#[derive(Serialize, Deserialize)]
struct End {
    /// Segments of originals without a localized file.
    untranslated: Vec<Counted>,
    /// Problems of references: each part met the same.
    references: Vec<Problem>,
    lessons: Lessons,
}

fn part_name(shard: usize, of: usize, kind: &str) -> String {
    format!("{shard:05}-of-{of:05}.{kind}")
}

/// Scores one part of a plan, by what was learned of all, and writes it; gives back its file. Whoever does so again
/// writes the same.
///
/// # Errors
/// A part that the plan has not, files that changed since, what was learned from another plan, a folder with parts of
/// another plan, or what can't be written.
pub fn score_shard(
    mut options: ScoreOptions,
    mut plan: ShardPlan,
    shard: usize,
    learned: &Path,
    out: &Path,
    progress: Progress<'_>,
) -> Result<PathBuf> {
    let inputs = plan.inputs_of(shard)?;
    let (head, mut body, learned_id) = sealed::open::<LearnedHead>(learned, LEARNED)?;
    let wrong = |message: &str| Error::malformed(learned, None, message);
    if head.plan != plan.id {
        return Err(wrong("learned from another plan; use `glossator learn --plan` with this one"));
    }
    if head.dictionaries != options.dictionaries.fingerprint() {
        return Err(wrong(
            "learned with other spelling dictionaries than are here; use `--dictionaries` and DICPATH alike everywhere",
        ));
    }
    std::fs::create_dir_all(out).map_err(|e| Error::io(out, e))?;
    let beside = out.join(PLAN_BESIDE);
    if beside.is_file() {
        if sealed::open::<()>(&beside, PLAN)?.2 != plan.id {
            return Err(Error::usage(format!(
                "{}: parts of another plan are here; name another folder",
                out.display()
            )));
        }
    } else {
        plan.write(&beside)?;
    }
    let mut bytes = Vec::new();
    body.read_to_end(&mut bytes).map_err(|e| Error::io(learned, e))?;
    let corpus: Corpus = postcard::from_bytes(&bytes).map_err(|e| wrong(&e.to_string()))?;
    drop(bytes);
    let dictionaries = std::mem::take(&mut options.dictionaries);
    let corpus = corpus.resumed(options.style.take(), dictionaries);
    let read_options = read_options(&options, &mut plan.plan);
    let all = if options.human_as_references { pieces(&plan.plan.inputs) } else { Vec::new() };
    let mut met = Vec::new();
    let references = load_references(&options, &all, &read_options, &mut met)?;
    let evaluator = super::evaluator(&mut options, corpus);
    let (id, of) = (plan.id, plan.shards.len());
    let head_of_part = PartHead { plan: id, learned: learned_id, shard, of };
    let file = PendingFile::create(out, &head_of_part.name(PART))?;
    let mut records = Writer::new(Sealed::create(file, PART, head_of_part)?);
    judge(
        &pieces(&plan.plan.inputs[inputs]),
        &read_options,
        &references,
        &evaluator,
        None,
        |judged| records.put(&Record::Judged(judged)),
        progress,
    )?;
    let untranslated = plan::counts(&plan.plan.untranslated[plan.untranslated(shard)]);
    let mut lessons = Lessons::of(&evaluator);
    lessons.broken_dictionaries.extend(head.broken_dictionaries);
    records.put(&Record::End(End { untranslated, references: met, lessons }))?;
    records.finish()
}

/// The parts of a kind in a folder: whole, of one plan and one learning, and all of them, in order.
pub(super) fn parts(folder: &Path, plan: &ShardPlan, kind: &str) -> Result<Vec<PathBuf>> {
    let listed = std::fs::read_dir(folder).map_err(|e| Error::io(folder, e))?;
    let mut files: Vec<PathBuf> = listed.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|e| e == kind) && file.is_file());
    files.sort();
    let mut found: Vec<Option<PathBuf>> = vec![None; plan.shards.len()];
    let mut first: Option<(u64, PathBuf)> = None;
    let mut refused = Vec::new();
    for file in files {
        let name = file.display();
        let head = match sealed::open::<PartHead>(&file, kind) {
            Ok((head, ..)) => head,
            Err(error) => {
                refused.push(error.to_string());
                continue;
            }
        };
        if head.plan != plan.id || head.of != found.len() {
            refused.push(format!("{name}: a part of another plan"));
            continue;
        }
        let (learned, other) = first.get_or_insert_with(|| (head.learned, file.clone()));
        if *learned != head.learned {
            refused.push(format!(
                "{name}: scored by what was learned otherwise than for {}",
                other.display()
            ));
            continue;
        }
        match &mut found[head.shard] {
            Some(other) => {
                refused.push(format!(
                    "{name}: part {} again, beside {}",
                    head.shard,
                    other.display()
                ));
            }
            none => *none = Some(file),
        }
    }
    let of = found.len();
    if refused.is_empty() {
        let missing = found.iter().enumerate().filter(|(_, file)| file.is_none());
        refused.extend(missing.map(|(shard, _)| {
            format!(
                "{}: part {shard} is missing",
                folder.join(part_name(shard, of, kind)).display()
            )
        }));
    }
    if !refused.is_empty() {
        return Err(Error::usage(refused.join("; ")));
    }
    Ok(found.into_iter().flatten().collect())
}

/// Reads the plan that lies beside parts.
///
/// # Errors
/// As [`ShardPlan::read`].
pub fn plan_of_parts(folder: &Path) -> Result<ShardPlan> {
    ShardPlan::read(&folder.join(PLAN_BESIDE))
}

/// Makes the reports of a run from its parts: the bytes that one run makes.
///
/// # Errors
/// Parts that are missing, doubled, damaged, or of another plan, learning or build, each named; or a report that can't
/// be written.
pub fn merge(
    mut options: ScoreOptions,
    mut plan: ShardPlan,
    folder: &Path,
    progress: Progress<'_>,
) -> Result<Outcome> {
    let parts = parts(folder, &plan, PART)?;
    let baseline = std::mem::take(&mut options.baseline);
    let (formats, report) = (options.formats.clone(), options.report.clone());
    write_reports(&formats, &report, |take| {
        let mut gathering = Gathering::begin(options.show, &mut plan.plan);
        let mut untranslated = Vec::new();
        let mut lessons = Lessons::default();
        for (at, part) in parts.iter().enumerate() {
            let end = read_part(part, &mut gathering, take)?;
            untranslated.extend(end.untranslated);
            lessons.habits = end.lessons.habits;
            lessons.broken_dictionaries.extend(end.lessons.broken_dictionaries);
            if at == 0 {
                gathering.outcome.problems.extend(end.references);
            }
            progress(at + 1, parts.len())?;
        }
        lessons.broken_dictionaries.sort();
        lessons.broken_dictionaries.dedup();
        gathering.finish(&options, &plan.plan, untranslated, lessons, baseline)
    })
}

/// Hands on the pages of a part as reports take them.
///
/// # Errors
/// A part that is damaged or of another build, or what the function refuses.
pub fn pages_of_part(part: &Path, take: Take<'_>) -> Result<()> {
    let mut gathering = Gathering::begin(0, &mut layout::Plan::default());
    read_part(part, &mut gathering, take).map(drop)
}

/// Hands on what a part holds.
fn read_part(path: &Path, gathering: &mut Gathering, take: Take<'_>) -> Result<End> {
    let (_, body, _) = sealed::open::<PartHead>(path, PART)?;
    let mut records = Reader::new(path, body);
    loop {
        match records.next()? {
            Record::Judged(judged) => gathering.add(judged, take)?,
            Record::End(end) => return Ok(end),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_are_cut_by_bytes_and_none_is_lost() {
        let sizes = [10, 0, 5, 900, 3, 3, 80, 0];
        for shards in 1..12 {
            let ranges = cut(&sizes, shards);
            assert_eq!(ranges.len(), shards);
            let all: Vec<usize> = ranges.into_iter().flatten().collect();
            assert_eq!(all, (0..sizes.len()).collect::<Vec<_>>(), "{shards}");
        }
        assert_eq!(cut(&[5; 6], 3), [0..2, 2..4, 4..6]);
        assert_eq!(cut(&[], 2), [0..0, 0..0]);
    }
}
