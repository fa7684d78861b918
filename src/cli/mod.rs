//! The command line: arguments → library → exit code; one file a subcommand.

mod baseline;
mod changed;
mod check_ids;
mod checks;
mod compare;
mod completions;
mod dictionaries;
mod dry_run;
#[cfg(unix)]
mod ended;
mod extract;
mod fix;
mod init;
mod inputs;
mod jobs;
mod judges;
mod lexicon;
mod man;
mod metrics;
mod names;
mod own_folder;
mod parts;
mod piped;
mod progress;
mod result;
mod sample;
mod score;
mod style;
mod summary;
mod tell;
mod trend;
mod wrong_call;

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use self::tell::tell;
use glossator::error::{Error, says};
use glossator::locale::LocaleTag;
use glossator::reports::Report;
use glossator::results::outcome::Outcome;

/// Scores localized documentation: metrics against references, checks that need none, per-locale CSV reports.
#[derive(Debug, Parser)]
#[command(name = "glossator", version, about, arg_required_else_help = true, max_term_width = 100)]
#[command(
    after_help = "Exit codes: 0 done; 1 a gate failed; 2 an input could not be read or the call was wrong."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Score localized pages and write the reports
    Score(Box<score::Args>),
    /// Score translations against references as sacreBLEU 2.6.0 does: same options, same output
    Metrics(Box<metrics::Args>),
    /// Write the pairs of inputs as a table, JSON Lines, TMX, XLIFF or PO
    Extract(extract::Args),
    /// Mend the issues whose right text is certain
    Fix(fix::Args),
    /// List the checks, or explain one
    Checks(checks::Args),
    /// Product names: list, explain, convert, learn from pages
    Names(names::Args),
    /// Train the lexicons that gross errors are judged by, so that runs can share them
    Lexicon(lexicon::Args),
    /// Measure the style of pages, and write it as the rule for new text
    Style(style::Args),
    /// Tell which dictionaries words are spelled by, and where to get more
    Dictionaries(dictionaries::Args),
    /// Take reviewers' verdicts, so that later runs know them
    Baseline(baseline::Args),
    /// Compare two translations of the same sources: scores, issues, and whether the difference is chance
    Compare(compare::Args),
    /// Cut a run into parts that many machines score
    Plan(Box<parts::PlanArgs>),
    /// Learn what all parts of a plan are judged by
    Learn(parts::LearnArgs),
    /// Make the reports of a run from its parts
    Merge(parts::MergeArgs),
    /// Compare the reports of two runs
    Trend(trend::Args),
    /// Write a configuration to begin with
    Init(init::Args),
    /// Print completions for a shell
    Completions(completions::Args),
    /// Print the manual page
    Man,
}

/// Of a call that names nothing to do the help tells what there is.
const MISSING: clap::error::ErrorKind =
    clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;

/// Sees that the process leaves nothing half written behind when it is told to end. For programs that are this command
/// alone: how others meet signals is theirs.
pub fn watch_signals() {
    #[cfg(unix)]
    ended::watch();
}

/// Runs the command line, its own name first; the process ends with what this returns.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let words: Vec<OsString> = metrics::spelled_out(arguments).into_iter().collect();
    let cli = match Cli::try_parse_from(&words) {
        Ok(cli) => cli,
        Err(error) if error.use_stderr() && error.kind() != MISSING => {
            tell(wrong_call::line(&error, &words));
            return ExitCode::from(2);
        }
        Err(error) => {
            // Help and version go to standard output and are no failure.
            let code = if error.use_stderr() { 2 } else { 0 };
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    let done = match cli.command {
        Command::Score(args) => match &args.plan {
            Some(plan) => parts::score(&args, plan),
            None => score::run(&args),
        },
        Command::Metrics(args) => return metrics::run(&args),
        Command::Extract(args) => extract::run(&args),
        Command::Fix(args) => fix::run(&args),
        Command::Checks(args) => checks::run(&args),
        Command::Names(args) => names::run(&args),
        Command::Lexicon(args) => lexicon::run(&args),
        Command::Style(args) => style::run(&args),
        Command::Dictionaries(args) => dictionaries::run(&args),
        Command::Baseline(args) => baseline::run(&args),
        Command::Compare(args) => compare::run(&args),
        Command::Plan(args) => parts::plan(&args, words),
        Command::Learn(args) => parts::learn(&args),
        Command::Merge(args) => parts::merge(&args),
        Command::Trend(args) => trend::run(&args),
        Command::Init(args) => init::run(&args),
        Command::Completions(args) => completions::run(&args, Cli::command()),
        Command::Man => man::run(Cli::command()),
    };
    done.unwrap_or_else(|error| {
        if is_broken_pipe(&error) {
            return ExitCode::SUCCESS;
        }
        tell(format_args!("{}", in_one_line(&error)));
        ExitCode::from(2)
    })
}

/// Merges what `glossator score --plan` wrote into a folder, as `glossator merge` does, and gives what it tells.
///
/// # Errors
/// As [`glossator::pipeline::merge`].
pub fn merged(parts: &Path, out: &Path, formats: &[&'static Report]) -> glossator::Result<Outcome> {
    parts::merged(parts, out, formats)
        .map_err(|error| error.downcast().unwrap_or_else(|e| Error::usage(in_one_line(&e))))
}

/// An error and what it came from, each said once and without the numbers that only programmers know.
fn in_one_line(error: &anyhow::Error) -> String {
    let mut message = error.to_string();
    let text = |cause: &(dyn std::error::Error + 'static)| match cause.downcast_ref() {
        Some(said) => says(said),
        None => cause.to_string(),
    };
    for cause in error.chain().skip(1).map(text) {
        if !message.contains(&cause) {
            message = format!("{message}: {cause}");
        }
    }
    while let Some(at) = message.find(" (os error ")
        && let Some(len) = message[at..].find(')')
    {
        message.replace_range(at..=at + len, "");
    }
    message
}

/// The locale that an option names. One that does not exist is said, and taken as it is.
fn locale_tag(tag: &str) -> Result<LocaleTag, Error> {
    tag_of("--locale", tag)
}

/// The same of the sources.
fn source_locale_tag(tag: &str) -> Result<LocaleTag, Error> {
    tag_of("--source-locale", tag)
}

fn tag_of(option: &str, tag: &str) -> Result<LocaleTag, Error> {
    let locale = LocaleTag::parse(tag).ok_or_else(|| {
        Error::usage(format!("{option} {tag}: not a locale tag; write it like pt-BR"))
    })?;
    if let Some(doubt) = locale.doubt() {
        tell(format_args!("{option} {doubt}"));
    }
    Ok(locale)
}

/// Whoever read our output has seen enough: no failure.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|e| e.downcast_ref::<std::io::Error>())
        .any(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
}
