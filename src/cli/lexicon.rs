//! `glossator lexicon`: trains the lexicons that gross errors are judged by, so that runs can share them.

use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;

use super::inputs::Locales;
use super::jobs::{self, Jobs};
use super::progress::with_progress;
use glossator::learn::lexicon::{Lexicons, MIN_PAIRS};
use glossator::pipeline;
use glossator::read::ReadOptions;

/// Options of `glossator lexicon`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  glossator lexicon train docs -o lexicon.gz      learn from all pages
  glossator score docs/new --lexicon lexicon.gz   judge a few by what all taught

Exit codes: 0 done; 2 an input could not be read or the call was wrong.")]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Train on the pairs of localized pages, for `glossator score --lexicon`
    ///
    /// Without it `score` trains on the pages that it scores. A lexicon of the whole repository serves jobs that score
    /// a few changed pages, and the shards of one run: all judge by the same words.
    Train {
        /// Files or folders of localized pages
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// The file to write
        #[arg(long, short, value_name = "FILE")]
        out: PathBuf,
        /// Files or folders of the originals of pages that hold no pairs
        #[arg(long, value_name = "PATH", value_delimiter = ',')]
        source: Vec<PathBuf>,
        #[command(flatten)]
        locales: Locales,
        #[command(flatten)]
        jobs: Jobs,
    },
    /// Show what a lexicon was trained on
    Show {
        /// The file that `train` wrote
        file: PathBuf,
    },
}

/// Runs the command.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    match &args.command {
        Command::Train { paths, out, source, locales, jobs } => {
            train(paths, source, out, locales.read_options()?, *jobs)
        }
        Command::Show { file } => {
            let lexicons = Lexicons::load(file)?;
            write!(std::io::stdout(), "{}", table(&lexicons))?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn train(
    paths: &[PathBuf],
    originals: &[PathBuf],
    out: &Path,
    options: ReadOptions,
    jobs: Jobs,
) -> anyhow::Result<ExitCode> {
    let (lexicons, problems) = jobs::pool(jobs.jobs)?.install(|| {
        with_progress(&["learning"], |progress| {
            pipeline::train_lexicons(paths, originals, options, progress)
        })
    })?;
    lexicons.save(out)?;
    let mut stdout = std::io::stdout().lock();
    write!(stdout, "{}", table(&lexicons))?;
    writeln!(stdout, "\n{} is ready for `glossator score --lexicon`.", out.display())?;
    super::result::print_losses(&problems);
    let lost = problems.iter().any(|p| p.kind.is_loss());
    Ok(if lost { ExitCode::from(2) } else { ExitCode::SUCCESS })
}

/// A row a locale.
fn table(lexicons: &Lexicons) -> String {
    let mut out = format!("{:<10} {:>8}  judges\n", "locale", "pairs");
    for lexicon in lexicons.iter() {
        let judges = if lexicon.knows_words() {
            "words, lengths, letters".to_owned()
        } else {
            format!("lengths and letters only: words need {MIN_PAIRS} pairs")
        };
        let _ = writeln!(out, "{:<10} {:>8}  {judges}", lexicon.locale(), lexicon.pairs());
    }
    out
}
