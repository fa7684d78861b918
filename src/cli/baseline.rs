//! `glossator baseline`: takes reviewers' verdicts into a file that later runs go by.

use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;

use glossator::error::Error;
use glossator::output::PendingFile;
use glossator::results::baseline::Baseline;

/// Options of `glossator baseline`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  glossator baseline accept de-DE.verdicts.csv             take what a reviewer decided
  glossator score docs --baseline glossator-baseline.csv   know it in the next run

Exit codes: 0 done; 2 an input could not be read or the call was wrong.")]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Take the verdicts of reviewed reports into a baseline
    ///
    /// A verdict is `accepted` (an error), `rejected` (no error worth mending) or `false-positive` (the check is
    /// wrong). Later runs with `--baseline` mark the first two `known` and drop the third; gates count new issues only.
    Accept {
        /// findings.csv or issues.csv files with verdicts filled in, XLSX reports, or what the HTML report exported;
        /// later ones win
        #[arg(required = true, value_name = "REPORT")]
        reports: Vec<PathBuf>,
        /// The baseline; decisions that it holds already stay
        #[arg(long, short, value_name = "FILE", default_value = "glossator-baseline.csv")]
        out: PathBuf,
        /// Who decided, where the reports do not say
        #[arg(long, value_name = "NAME")]
        reviewer: Option<String>,
    },
    /// Show how often each check was right, as far as reviewers decided
    Show {
        /// The baseline
        #[arg(default_value = "glossator-baseline.csv")]
        file: PathBuf,
    },
}

/// Runs the command.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    match &args.command {
        Command::Accept { reports, out, reviewer } => accept(reports, out, reviewer.as_deref())?,
        Command::Show { file } => {
            let mut baseline = Baseline::default();
            baseline.read(file)?;
            write!(std::io::stdout(), "{}", precision(&baseline))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn accept(reports: &[PathBuf], out: &Path, reviewer: Option<&str>) -> anyhow::Result<()> {
    let mut baseline = Baseline::default();
    if out.exists() {
        baseline.read(out)?;
    }
    let before = baseline.len();
    let mut taken = 0;
    let mut decided = Baseline::default();
    for report in reports {
        taken += decided.read(report)?;
    }
    if let Some(reviewer) = reviewer {
        decided.sign(reviewer.trim());
    }
    baseline.merge(decided);
    if taken == 0 {
        return Err(Error::usage(
            "no row has a verdict: write accepted, rejected or false-positive into that column",
        )
        .into());
    }
    let mut file = PendingFile::at(out)?;
    baseline.write(&mut file).map_err(|e| Error::io(out, e))?;
    file.commit()?;
    let mut stdout = std::io::stdout().lock();
    writeln!(
        stdout,
        "{taken} verdicts taken; {} holds {} decisions, {} of them new.",
        out.display(),
        baseline.len(),
        baseline.len() - before
    )?;
    write!(stdout, "\n{}", precision(&baseline))?;
    Ok(())
}

/// A table: each check with its verdicts, and the share of errors among them.
pub(super) fn precision(baseline: &Baseline) -> String {
    let mut out = format!(
        "{:<24} {:>8} {:>8} {:>14} {:>9}\n",
        "check", "accepted", "rejected", "false-positive", "precision"
    );
    for (check, p) in baseline.precision() {
        let share = p.value().map_or_else(String::new, |v| format!("{:.0} %", 100.0 * v));
        let _ = writeln!(
            out,
            "{check:<24} {:>8} {:>8} {:>14} {share:>9}",
            p.accepted, p.rejected, p.false_positives
        );
    }
    out
}
