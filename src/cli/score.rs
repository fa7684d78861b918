//! `glossator score`: the main job.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::changed;
use super::check_ids::{self, CheckIds};
use super::dry_run;
use super::inputs::{Inputs, Judging, or, read_config};
use super::jobs::{self, Jobs};
use super::judges::JudgeArgs;
use super::piped::{self, Piped};
use super::progress::with_progress;
use super::result;
use super::sample;
use super::tell::tell;
use glossator::config::{Config, MinScore};
use glossator::error::Error;
use glossator::evaluate::rules::narrow;
use glossator::mqm::{Confidence, Severity};
use glossator::pipeline::{self, ScoreOptions};
use glossator::read::Parallel;
use glossator::reports::{self, Report, ReportOptions};
use glossator::results::trend::Run;

/// Options of `glossator score`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  glossator score docs                                       score the pages into reports/
  glossator score docs --format html,sarif --fail-on major   fail where a locale has a major issue
  glossator score - --stdin-name de-DE.jsonl < pairs         score what another program writes

Exit codes: 0 done; 1 a gate failed (--fail-on, --min-score); 2 an input could not be read or the call was wrong.")]
#[allow(clippy::struct_excessive_bools, reason = "switches of a command are independent")]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) inputs: Inputs,
    /// Score the bundled sample
    #[arg(long, conflicts_with_all = ["paths", "source", "parallel", "changed_since", "stdin_name"])]
    pub(super) sample: bool,
    /// What `-`, standard input, is read as: a name that tells format and locale, such as de-DE.jsonl
    #[arg(long, value_name = "NAME")]
    stdin_name: Option<PathBuf>,
    /// Show which file is scored as which locale beside which original, and score nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Plain text of one segment a line: its source, the translation to score and perhaps a reference
    #[arg(long, value_names = ["SOURCE", "TARGET", "REFERENCE"], num_args = 2..=3, conflicts_with_all = ["paths", "source"])]
    parallel: Vec<PathBuf>,
    /// Files or folders of reference translations
    #[arg(long, value_name = "PATH", value_delimiter = ',')]
    references: Vec<PathBuf>,
    /// Use pages that people translated as references for the others
    #[arg(long)]
    human_as_references: bool,
    /// Let references of nearly the same source (`fuzzy:0.91`) count in the scores of pages and locales
    #[arg(long)]
    fuzzy_references: bool,
    /// Folder for the reports [default: reports]
    #[arg(long, short, value_name = "FOLDER")]
    pub(super) out: Option<PathBuf>,
    #[command(flatten)]
    judging: Judging,
    #[command(flatten)]
    pub(super) judges: JudgeArgs,
    /// Report formats [default: csv]
    #[arg(long, value_name = "FORMAT", value_delimiter = ',', value_parser = report_format())]
    format: Vec<&'static Report>,
    /// Run these checks only
    #[arg(long, value_name = "CHECK", value_delimiter = ',', value_parser = CheckIds, hide_possible_values = true)]
    select: Vec<String>,
    /// Do not run these checks
    #[arg(long, value_name = "CHECK", value_delimiter = ',', value_parser = CheckIds, hide_possible_values = true)]
    ignore: Vec<String>,
    /// Show this many of the worst issues below the table
    #[arg(long, value_name = "N", default_value_t = 5, allow_negative_numbers = true)]
    show: usize,
    /// Print nothing but errors
    #[arg(long, short)]
    pub(super) quiet: bool,
    /// Remove reports of earlier runs from the folder that this run writes none of
    #[arg(long)]
    clean: bool,
    /// Begin CSV files with a byte order mark, for Excel
    #[arg(long)]
    excel: bool,
    /// Fail with exit code 1 if a locale has an issue this severe
    #[arg(long, value_name = "SEVERITY", value_parser = ["critical", "major", "minor"])]
    fail_on: Option<String>,
    /// Least confidence of an issue that scores and gates count; those below are suspicions [default: medium]
    #[arg(long, value_name = "CONFIDENCE", value_parser = ["high", "medium", "low"])]
    min_confidence: Option<String>,
    /// Fail with exit code 1 if a locale's quality score is lower, 0 to 100
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    min_score: Option<f64>,
    /// Reports of an earlier run (format csv): write trend.csv, and show the change in the HTML
    #[arg(long, value_name = "FOLDER")]
    previous: Option<PathBuf>,
    /// Where the HTML report links files: an address with {path}, {line} and {locale} in it, such as
    /// `https://github.com/you/docs/blob/main/{path}#L{line}`
    #[arg(long, value_name = "URL", value_parser = source_url)]
    source_url: Option<String>,
    /// Where SARIF and HTML link what a check looks for: an address with {check} in it, such as
    /// `https://example.com/docs/checks/{check}.md`
    #[arg(long, value_name = "URL", value_parser = check_url)]
    check_url: Option<String>,
    /// Score only files that differ from this git revision
    #[arg(long, value_name = "GIT_REV", allow_hyphen_values = true)]
    pub(super) changed_since: Option<String>,
    /// Score one part of what `glossator plan` planned, into the folder `--out`, for `glossator merge`
    #[arg(long, value_name = "FILE", requires_all = ["shard", "learned", "out"], conflicts_with_all = ["paths", "sample", "source", "parallel"])]
    pub(super) plan: Option<PathBuf>,
    /// The part to score, from 0
    #[arg(long, value_name = "N", requires = "plan")]
    pub(super) shard: Option<usize>,
    /// What `glossator learn` wrote for the plan
    #[arg(long, value_name = "FILE", requires = "plan")]
    pub(super) learned: Option<PathBuf>,
    #[command(flatten)]
    pub(super) jobs: Jobs,
}

fn source_url(address: &str) -> Result<String, Error> {
    glossator::config::source_url(address).map_err(Error::usage)
}

fn check_url(address: &str) -> Result<String, Error> {
    glossator::config::check_url(address).map_err(Error::usage)
}

pub(super) fn report_format() -> impl TypedValueParser<Value = &'static Report> {
    PossibleValuesParser::new(reports::REPORTS.iter().map(|r| r.id))
        .try_map(|id| reports::find(&id))
}

/// Runs the command.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let mut config = read_config(args.inputs.config_file()?.as_deref())?;
    let judges = std::mem::take(&mut config.judges);
    let pool = jobs::pool(args.jobs.jobs.or(config.jobs))?;
    // All that is done by several threads is done by these, and none are started beside them.
    let (mut options, laid) = pool.install(|| options(args, config))?;
    let is_sample = matches!(laid, Laid::Sample(_));
    if args.dry_run {
        let plan = pool.install(|| pipeline::plan(&options))?;
        dry_run::print(&plan, options.locale.as_ref())?;
        return Ok(ExitCode::SUCCESS);
    }
    warn(args, &options);
    options.bench = args.judges.bench(&judges, args.previous.as_deref())?;
    let references = options.references.clone();
    let out = options.report.out.clone();
    let mut outcome = pool.install(|| {
        with_progress(&["learning", "scoring"], |progress| pipeline::score(options, progress))
    })?;
    if is_sample {
        outcome.layout = None;
    }
    if !references.is_empty() && outcome.locales.values().all(|l| l.totals.referenced_segments == 0)
    {
        let paths: Vec<_> = references.iter().map(|path| path.to_string_lossy()).collect();
        tell(format_args!(
            "--references {}: no segment has one of them; they need the same locale and source",
            paths.join(",")
        ));
    }
    let ended = result::end(&outcome, args.quiet, is_sample, &out);
    result::tell_stale(&outcome, &out, args.clean)?;
    drop(laid);
    ended
}

/// Says which options have no effect.
fn warn(args: &Args, options: &ScoreOptions) {
    let writes_csv = options.formats.iter().any(|report| report.id == reports::CSV.id);
    if args.excel && !writes_csv {
        tell("--excel has no effect without --format csv");
    }
    let has_references = !options.references.is_empty() || options.human_as_references;
    if options.fuzzy_references && !has_references {
        tell("--fuzzy-references has no effect without --references or --human-as-references");
    }
    let prints = options.formats.iter().any(|report| report.is_printed);
    if args.clean && options.formats.iter().all(|report| report.is_printed) && prints {
        tell("--clean has no effect: this run writes no file");
    }
}

impl Args {
    /// The files that say how to judge.
    pub(super) fn files(&self, config: &Config) -> Vec<PathBuf> {
        self.judging.files(config)
    }
}

/// What was laid down to be scored; its folder goes when this is dropped.
#[derive(Debug)]
#[allow(dead_code, reason = "a folder is kept for what its end does")]
pub(super) enum Laid {
    /// Nothing: the paths were there.
    Nothing,
    /// The sample.
    Sample(sample::Unpacked),
    /// Standard input.
    Piped(Piped),
}

/// What the call and the configuration ask for; the call wins. What is laid down lives as long as it is scored.
pub(super) fn options(args: &Args, mut config: Config) -> anyhow::Result<(ScoreOptions, Laid)> {
    check_ids::known("--select", &args.select, &config.rules)?;
    check_ids::known("--ignore", &args.ignore, &config.rules)?;
    narrow(&mut config.checks, &config.rules, &args.select, &args.ignore);
    let references = std::mem::take(&mut config.references);
    let is_bare = args.parallel.is_empty() && args.changed_since.is_none();
    let mut options = ScoreOptions {
        references: or(&args.references, references),
        human_as_references: args.human_as_references || config.human_as_references,
        fuzzy_references: args.fuzzy_references || config.fuzzy_references,
        formats: formats(&args.format, std::mem::take(&mut config.format)),
        report: ReportOptions {
            out: args.out.clone().or(config.out.take()).unwrap_or_else(|| PathBuf::from("reports")),
            excel: args.excel,
            own: config.rules.iter().map(|rule| rule.check).collect(),
            source_url: args.source_url.clone().or_else(|| config.source_url.take()),
            check_url: args.check_url.clone().or_else(|| config.check_url.take()),
            ..ReportOptions::default()
        },
        fail_on: match args.fail_on.as_deref() {
            Some("critical") => Some(Severity::Critical),
            Some("major") => Some(Severity::Major),
            Some(_) => Some(Severity::Minor),
            None => config.fail_on,
        },
        min_confidence: match args.min_confidence.as_deref() {
            Some("high") => Confidence::High,
            Some("medium") => Confidence::Medium,
            Some(_) => Confidence::Low,
            None => config.min_confidence.unwrap_or_default(),
        },
        // Whoever has all of them as lines needs no choice.
        show: if args.format.iter().any(|report| report.is_printed) { 0 } else { args.show },
        min_score: args.min_score.map(MinScore::All).or(config.min_score.take()),
        ..ScoreOptions::default()
    };
    if let Some(MinScore::All(score)) = options.min_score
        && !(0.0..=100.0).contains(&score)
    {
        return Err(Error::usage(format!(
            "--min-score {score}: a quality score lies between 0 and 100"
        ))
        .into());
    }
    args.inputs.fill(&mut options, &mut config)?;
    args.judging.fill(&mut options, &mut config)?;
    if let Some(folder) = &args.previous {
        if args.changed_since.is_some() {
            let message = "--previous compares whole runs: leave --changed-since out";
            return Err(Error::usage(message).into());
        }
        options.report.previous = Some(Arc::new(Run::read(folder)?));
    }
    let is_bare = is_bare && options.paths.is_empty() && options.originals.is_empty();
    let laid = if args.sample || (is_bare && sample::is_own_checkout()) {
        let unpacked = sample::unpack()?;
        options.paths = vec![unpacked.documents()];
        if options.references.is_empty() {
            options.references = vec![unpacked.references()];
        }
        Laid::Sample(unpacked)
    } else if let Some(piped) = piped::lay(&options.paths, args.stdin_name.as_deref())? {
        options.paths = vec![piped.path()];
        Laid::Piped(piped)
    } else {
        if options.paths.is_empty() {
            options.paths.push(PathBuf::from("."));
        }
        options.report.roots.clone_from(&options.paths);
        Laid::Nothing
    };
    if let Some(revision) = &args.changed_since {
        options.only = Some(changed::since(revision, &options.paths)?);
    }
    if let [source, target, reference @ ..] = &args.parallel[..] {
        options.paths = vec![target.clone()];
        options.parallel =
            Some(Parallel { source: source.clone(), reference: reference.first().cloned() });
    }
    Ok((options, laid))
}

/// The reports to write: those that the call names, else those of the configuration, else CSV.
fn formats(called: &[&'static Report], configured: Vec<&'static Report>) -> Vec<&'static Report> {
    match (called, &configured[..]) {
        ([], []) => vec![reports::CSV],
        ([], _) => configured,
        _ => called.to_vec(),
    }
}
