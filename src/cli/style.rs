//! `glossator style`: measures how pages are written, so that a team can turn its habit into a rule.

use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::jobs::{self, Jobs};
use super::progress::with_progress;
use glossator::error::Error;
use glossator::learn::style::{self, Styles, Way};
use glossator::pipeline;
use glossator::read::ReadOptions;

/// Options of `glossator style`.
///
/// Prints how often each rule of style is kept in each locale, and writes those that show a habit to a file for
/// `glossator score --style`. There new text is held to it, however little of it there is.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  glossator style docs                                    write their habit to that file
  glossator score docs/new --style glossator-style.yaml   hold new pages to it

Exit codes: 0 done; 2 an input could not be read or the call was wrong.")]
pub(super) struct Args {
    /// Files or folders of localized pages
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// The file to write
    #[arg(long, short, value_name = "FILE", default_value = "glossator-style.yaml")]
    out: PathBuf,
    /// Files or folders of the English originals of pages that hold no pairs
    #[arg(long, value_name = "PATH", value_delimiter = ',')]
    source: Vec<PathBuf>,
    /// Locale of pages that do not name theirs, as a tag such as pt-BR
    #[arg(long, value_name = "TAG")]
    locale: Option<String>,
    #[command(flatten)]
    jobs: Jobs,
}

/// Runs the command.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let locale = args.locale.as_deref().map(super::locale_tag).transpose()?;
    let options = ReadOptions { locale, ..ReadOptions::default() };
    let (corpus, problems) = jobs::pool(args.jobs.jobs)?.install(|| {
        with_progress(&["measuring"], |progress| {
            pipeline::measure_style(&args.paths, &args.source, options, progress)
        })
    })?;
    save(&args.out, &style::write(corpus.styles()))?;
    let mut stdout = std::io::stdout().lock();
    write!(stdout, "{}", table(corpus.styles()))?;
    writeln!(stdout, "\n{} is ready for `glossator score --style`.", args.out.display())?;
    super::result::print_losses(&problems);
    let lost = problems.iter().any(|p| p.kind.is_loss());
    Ok(if lost { ExitCode::from(2) } else { ExitCode::SUCCESS })
}

fn save(path: &Path, text: &str) -> Result<(), Error> {
    std::fs::write(path, text).map_err(|e| Error::io(path, e))
}

/// A row a locale and rule.
fn table(styles: &Styles) -> String {
    let mut out = format!("{:<10} {:<26} {:>8} {:>8}  habit\n", "locale", "rule", "kept", "places");
    for (tag, rule, count) in styles.counts() {
        let habit = match count.way() {
            None => "too few places",
            Some(Way::Kept) => "kept",
            Some(Way::Other) => "not kept",
            Some(Way::Mixed) => "mixed",
        };
        let (kept, of) = (count.kept, count.of);
        let tag = tag.as_str();
        let _ =
            writeln!(out, "{tag:<10} {:<26} {kept:>8} {of:>8}  {habit}: {}", rule.id, rule.summary);
    }
    out
}
