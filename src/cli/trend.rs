//! `glossator trend`: what changed between two runs.

use std::fmt::Write as _;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use glossator::error::Error;
use glossator::output::PendingFile;
use glossator::results::trend::{self, Change, Run};

/// Options of `glossator trend`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  glossator trend last-week reports           what came and went between two runs
  glossator score docs --previous last-week   the same with the run itself

Exit codes: 0 done; 2 an input could not be read or the call was wrong.")]
pub(super) struct Args {
    /// Folder with the CSV reports of the earlier run
    old: PathBuf,
    /// Folder with the CSV reports of the later run
    new: PathBuf,
    /// The CSV file to write [default: trend.csv in NEW]
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Runs the command.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let changes = trend::compare(&Run::read(&args.old)?, &Run::read(&args.new)?);
    let out = args.out.clone().unwrap_or_else(|| args.new.join("trend.csv"));
    let mut file = PendingFile::at(&out)?;
    trend::write(&changes, &mut file).map_err(|e| Error::io(&out, e))?;
    file.commit()?;
    let mut stdout = std::io::stdout().lock();
    write!(stdout, "{}", table(&changes))?;
    writeln!(stdout, "\n{} has the pages.", out.display())?;
    Ok(ExitCode::SUCCESS)
}

fn table(changes: &[Change]) -> String {
    let mut out = format!(
        "{:<10} {:>8} {:>8} {:>7} {:>7} {:>7} {:>9} {:>9}\n",
        "locale", "before", "after", "change", "new", "fixed", "dismissed", "remaining"
    );
    let score = |s: Option<f64>| s.map_or_else(|| "-".to_owned(), |s| format!("{s:.1}"));
    for c in changes.iter().filter(|c| c.path.is_none()) {
        let rise = c.rise().map_or_else(|| "-".to_owned(), |r| format!("{r:+.1}"));
        let _ = writeln!(
            out,
            "{:<10} {:>8} {:>8} {rise:>7} {:>7} {:>7} {:>9} {:>9}",
            c.locale,
            score(c.before),
            score(c.after),
            c.issues.new,
            c.issues.fixed,
            c.issues.dismissed,
            c.issues.remaining
        );
    }
    out
}
