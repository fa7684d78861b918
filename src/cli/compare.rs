//! `glossator compare`: two translations of the same sources.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::jobs::{self, Jobs};
use super::judges::JudgeArgs;
use super::progress::with_progress;
use super::tell::tell;
use glossator::compare::{self, System};
use glossator::error::Error;
use glossator::names::Termbase;
use glossator::pipeline::ScoreOptions;
use glossator::results::outcome::Outcome;

/// Options of `glossator compare`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  glossator compare engine-a engine-b --references human   which translates better
  glossator compare before after -o difference             what an edit changed

Exit codes: 0 done; 2 an input could not be read or the call was wrong.")]
pub(super) struct Args {
    /// Files or folder of the first translation (A): an engine, or the pages before
    a: PathBuf,
    /// Files or folder of the second translation (B)
    b: PathBuf,
    /// Files or folders of reference translations
    #[arg(long, value_name = "PATH", value_delimiter = ',')]
    references: Vec<PathBuf>,
    /// Files or folders of the English originals of pages that hold no pairs
    #[arg(long, value_name = "PATH", value_delimiter = ',')]
    source: Vec<PathBuf>,
    /// Folder for the reports [default: reports]
    #[arg(long, short, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Lists of product names and terms, beside the shipped ones: files, or `partner-center`
    #[arg(long, value_name = "FILE", value_delimiter = ',')]
    names: Vec<PathBuf>,
    /// Locale of pages that do not name theirs, as a tag such as pt-BR
    #[arg(long, value_name = "TAG")]
    locale: Option<String>,
    #[command(flatten)]
    judges: JudgeArgs,
    #[command(flatten)]
    jobs: Jobs,
}

/// Runs the command.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let pool = jobs::pool(args.jobs.jobs)?;
    // They load while the translations are read.
    let judges = args.judges.of_call()?;
    let collect = |path: &Path| -> anyhow::Result<(System, Outcome)> {
        let options = ScoreOptions {
            paths: vec![path.to_owned()],
            originals: args.source.clone(),
            references: args.references.clone(),
            termbase: Termbase::load(&args.names)?,
            locale: args.locale.as_deref().map(super::locale_tag).transpose()?,
            ..ScoreOptions::default()
        };
        Ok(pool.install(|| {
            with_progress(&["learning", "scoring"], |progress| compare::collect(options, progress))
        })?)
    };
    let (first, first_outcome) = collect(&args.a)?;
    let (second, second_outcome) = collect(&args.b)?;
    let judged = judges.map(|(judges, asked)| {
        pool.install(|| {
            with_progress(&["judging"], |progress| {
                compare::judge(&first, &second, judges, asked, progress)
            })
        })
    });
    let judged = judged.transpose()?;
    let troubles = judged.as_ref().map(|judged| judged.problems.clone()).unwrap_or_default();
    let comparison = pool.install(|| compare::compare(first, second, judged));
    for problem in &troubles {
        tell(&problem.message);
    }
    for outcome in [&first_outcome, &second_outcome] {
        super::result::print_losses(&outcome.problems);
    }
    if comparison.locales.is_empty() {
        return Err(Error::usage(format!(
            "{} and {} translate no common source into the same locale",
            args.a.display(),
            args.b.display()
        ))
        .into());
    }
    let out = args.out.clone().unwrap_or_else(|| PathBuf::from("reports"));
    compare::write(&comparison, &out)?;
    let mut stdout = std::io::stdout().lock();
    writeln!(stdout, "A: {}\nB: {}\n", args.a.display(), args.b.display())?;
    write!(stdout, "{}", compare::table(&comparison))?;
    writeln!(stdout, "\n{} has the segments.", out.join("compare.segments.csv").display())?;
    let lost = first_outcome.has_losses()
        || second_outcome.has_losses()
        || troubles.iter().any(|problem| problem.kind.is_loss());
    Ok(if lost { ExitCode::from(2) } else { ExitCode::SUCCESS })
}
