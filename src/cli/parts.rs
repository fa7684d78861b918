//! `glossator plan`, `learn` and `merge`, and the tasks of `score --plan`: one run in parts, on as many machines as there
//! are.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Parser;

use super::inputs::read_config;
use super::jobs::{self, Jobs};
use super::progress::with_progress;
use super::result;
use super::score::{self, Laid};
use glossator::config::Config;
use glossator::error::Error;
use glossator::pipeline::{self, ScoreOptions, ShardPlan};
use glossator::reports::Report;
use glossator::results::outcome::Outcome;

/// Options of `glossator plan`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  glossator plan docs --shards 8                                 cut the run into parts
  glossator plan docs --shards 8 --format csv,html -o run.json   and say what to merge

Exit codes: 0 done; 2 an input could not be read or the call was wrong.")]
#[command(mut_arg("out", |out| out.value_name("FILE").help("The plan to write [default: plan.json]")))]
pub(super) struct PlanArgs {
    /// How many parts
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    shards: u32,
    #[command(flatten)]
    score: score::Args,
}

/// The arguments of a plan, read again by its tasks.
#[derive(Debug, Parser)]
#[command(no_binary_name = true)]
struct Call {
    #[command(flatten)]
    plan: PlanArgs,
}

/// Options of `glossator learn`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  glossator learn --plan plan.json -o learned              what all go by, in one process
  glossator learn --plan plan.json --shard 0 -o seen       or what each part shows,
  glossator learn --plan plan.json --seen seen -o learned  and then of all of them

Exit codes: 0 done; 2 an input could not be read or the call was wrong.")]
pub(super) struct LearnArgs {
    /// The plan that `glossator plan` wrote
    #[arg(long, value_name = "FILE")]
    plan: PathBuf,
    /// Look at one part only, from 0, and write what it shows into the folder `--out`
    #[arg(long, value_name = "N", conflicts_with = "seen")]
    shard: Option<usize>,
    /// Learn from what all parts showed, in this folder, and not from the inputs
    #[arg(long, value_name = "FOLDER")]
    seen: Option<PathBuf>,
    /// The file to write, for the tasks of `glossator score --plan`; with `--shard` the folder
    #[arg(long, short, value_name = "PATH")]
    out: PathBuf,
    #[command(flatten)]
    jobs: Jobs,
}

/// Options of `glossator merge`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  glossator merge parts                            the reports of the whole run in reports/
  glossator merge parts --format csv,html -o all   in other formats, elsewhere

Exit codes: 0 done; 1 a gate failed; 2 a part is missing or the call was wrong.")]
pub(super) struct MergeArgs {
    /// The folder with the parts
    parts: PathBuf,
    /// Folder for the reports
    #[arg(long, short, value_name = "FOLDER", default_value = "reports")]
    out: PathBuf,
    /// Report formats [default: those of the plan]
    #[arg(long, value_name = "FORMAT", value_delimiter = ',', value_parser = score::report_format())]
    format: Vec<&'static Report>,
    /// Print nothing but errors
    #[arg(long, short)]
    quiet: bool,
}

/// Runs `glossator plan`.
pub(super) fn plan(args: &PlanArgs, words: Vec<OsString>) -> anyhow::Result<ExitCode> {
    let asked = &args.score;
    if asked.sample || asked.dry_run || asked.changed_since.is_some() || asked.plan.is_some() {
        let message = "a run of a sample, a dry run, a run of changed files and a task are not cut into parts";
        return Err(Error::usage(message).into());
    }
    refuse_judges(asked)?;
    let out = asked.out.clone().unwrap_or_else(|| PathBuf::from("plan.json"));
    let path = asked.inputs.config_file()?;
    let config = read_config(path.as_deref())?;
    let files = asked.files(&config);
    let pool = jobs::pool(asked.jobs.jobs.or(config.jobs))?;
    let options = options(args, config)?;
    // The words behind `plan`.
    let words = words.into_iter().skip(2).map(|word| word.into_string().ok());
    let words = words.collect::<Option<Vec<String>>>().context("arguments must be UTF-8")?;
    let shards = args.shards as usize;
    let plan = pool.install(|| ShardPlan::new(&options, shards, words, path, files))?;
    plan.write(&out)?;
    if !asked.quiet {
        use std::io::Write;
        let (files, out) = (plan.inputs(), out.display());
        writeln!(
            std::io::stdout(),
            "{files} files in {shards} parts: {out} is ready for `glossator learn` and `glossator score --plan`."
        )?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Judges are asked by whole runs: a sample is drawn from all pages.
fn refuse_judges(args: &score::Args) -> Result<(), Error> {
    let message = "--judge: a run in parts asks no judges; score the pages in one run for that";
    if args.judges.is_asked() { Err(Error::usage(message)) } else { Ok(()) }
}

/// Runs `glossator learn`.
pub(super) fn learn(args: &LearnArgs) -> anyhow::Result<ExitCode> {
    let plan = ShardPlan::read(&args.plan)?;
    let options = planned(&plan)?;
    jobs::pool(args.jobs.jobs)?.install(|| {
        with_progress(&["learning"], |progress| {
            let out = &args.out;
            match (args.shard, &args.seen) {
                (Some(shard), _) => {
                    pipeline::learn_shard(options, plan, shard, out, progress).map(drop)
                }
                (None, Some(seen)) => pipeline::learn_from(options, &plan, seen, out, progress),
                (None, None) => pipeline::learn_shards(options, plan, out, progress),
            }
        })
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Runs a task of `glossator score --plan`.
pub(super) fn score(args: &score::Args, file: &Path) -> anyhow::Result<ExitCode> {
    let (Some(shard), Some(learned), Some(out)) = (args.shard, &args.learned, &args.out) else {
        let message = "--plan needs --shard, --learned and --out: the part to score, what `glossator learn` wrote, and a folder for the parts";
        return Err(Error::usage(message).into());
    };
    refuse_judges(args)?;
    let plan = ShardPlan::read(file)?;
    let options = planned(&plan)?;
    jobs::pool(args.jobs.jobs)?.install(|| {
        with_progress(&["scoring"], |progress| {
            pipeline::score_shard(options, plan, shard, learned, out, progress)
        })
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Runs `glossator merge`.
pub(super) fn merge(args: &MergeArgs) -> anyhow::Result<ExitCode> {
    let outcome = merged(&args.parts, &args.out, &args.format)?;
    let ended = result::end(&outcome, args.quiet, false, &args.out);
    result::tell_stale(&outcome, &args.out, false)?;
    ended
}

/// Merges the parts of a folder into reports; those of the plan, if none is named.
pub(super) fn merged(
    parts: &Path,
    out: &Path,
    formats: &[&'static Report],
) -> anyhow::Result<Outcome> {
    let plan = pipeline::plan_of_parts(parts)?;
    let mut options = planned(&plan)?;
    out.clone_into(&mut options.report.out);
    if !formats.is_empty() {
        options.formats = formats.to_vec();
    }
    Ok(pipeline::merge(options, plan, parts, &mut |_, _| Ok(()))?)
}

/// The options of the call that made a plan.
fn planned(plan: &ShardPlan) -> anyhow::Result<ScoreOptions> {
    let call = Call::try_parse_from(&plan.arguments);
    let call =
        call.map_err(|_| Error::usage("the plan holds arguments that are not understood"))?;
    options(&call.plan, read_config(plan.config.as_deref())?)
}

fn options(args: &PlanArgs, config: Config) -> anyhow::Result<ScoreOptions> {
    // What `--out` names is the plan.
    let out = config.out.clone().unwrap_or_else(|| PathBuf::from("reports"));
    let (mut options, laid) = score::options(&args.score, config)?;
    options.report.out = out;
    if !matches!(laid, Laid::Nothing) {
        return Err(
            Error::usage("name the paths to score: they are read again for each part").into()
        );
    }
    Ok(options)
}
