//! `glossator fix`: the fixes that are certain, made in the pages or shown as a patch.

mod diff;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::check_ids::{self, CheckIds};
use super::inputs::{Inputs, Judging, read_config};
use super::jobs::{self, Jobs};
use super::progress::with_progress;
use super::result::print_losses;
use super::tell::tell;
use glossator::config::Config;
use glossator::error::Error;
use glossator::output::{PendingFile, visible};
use glossator::pipeline::{self, Mended, ScoreOptions};
use glossator::read::rewrite::Left;

/// Options of `glossator fix`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  glossator fix docs --dry-run             show what would change, as a patch
  glossator fix docs --check spacing       mend one check's issues in the files

Exit codes: 0 done, whether or not something was to mend; 2 an input could not be read, a file could not be written or \
changed meanwhile, or the call was wrong.")]
pub(super) struct Args {
    #[command(flatten)]
    inputs: Inputs,
    /// Mend the issues of these checks only
    #[arg(long, value_name = "CHECK", value_delimiter = ',', value_parser = CheckIds, hide_possible_values = true)]
    check: Vec<String>,
    /// Print the changes as a patch, and leave the files as they are
    #[arg(long)]
    dry_run: bool,
    /// Write the changes as a patch to this file, and leave the pages as they are
    #[arg(long, value_name = "FILE", conflicts_with = "dry_run")]
    out_patch: Option<PathBuf>,
    #[command(flatten)]
    judging: Judging,
    /// Print nothing but errors and what `--dry-run` shows
    #[arg(long, short)]
    quiet: bool,
    #[command(flatten)]
    jobs: Jobs,
}

/// Runs the command.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let config = read_config(args.inputs.config_file()?.as_deref())?;
    let pool = jobs::pool(args.jobs.jobs.or(config.jobs))?;
    check_ids::known("--check", &args.check, &config.rules)?;
    let options = options(args, config)?;
    let only = args.inputs.has_locale().then(|| options.locale.clone()).flatten();
    let wants = |issue: &pipeline::Found| {
        (args.check.is_empty() || args.check.iter().any(|id| id == issue.check))
            && only.as_ref().is_none_or(|locale| *locale == issue.locale)
    };
    let mut patch = args.out_patch.as_deref().map(PendingFile::at).transpose()?;
    let mut done = Done::default();
    let outcome = pool.install(|| {
        with_progress(&["learning", "scoring"], |progress| {
            let take = |file: Mended| {
                done.take(&file, patch.as_mut(), args.dry_run);
                Ok(())
            };
            pipeline::mend(options, wants, take, progress)
        })
    })?;
    if let Some(patch) = patch {
        patch.commit()?;
    }
    print_losses(&outcome.problems);
    let is_whole = done.failures == 0 && !outcome.has_losses();
    if !args.quiet {
        done.print(args)?;
    }
    Ok(ExitCode::from(if is_whole { 0 } else { 2 }))
}

fn options(args: &Args, mut config: Config) -> anyhow::Result<ScoreOptions> {
    let mut options = ScoreOptions {
        min_confidence: config.min_confidence.unwrap_or_default(),
        human_as_references: config.human_as_references,
        ..ScoreOptions::default()
    };
    if let Some(out) = config.out.take() {
        options.report.out = out;
    }
    args.inputs.fill(&mut options, &mut config)?;
    args.judging.fill(&mut options, &mut config)?;
    if options.paths.is_empty() {
        options.paths.push(PathBuf::from("."));
    }
    Ok(options)
}

/// What was done so far.
#[derive(Debug, Default)]
struct Done {
    /// Issues mended, by check.
    mended: BTreeMap<&'static str, usize>,
    files: usize,
    /// Issues that have a fix and stay.
    left: usize,
    /// Those whose words another fix changed.
    overlaps: usize,
    /// Files that could not be written.
    failures: usize,
    /// What standard output refused.
    unwritten: Option<std::io::Error>,
}

impl Done {
    /// Writes a file, or shows its changes.
    fn take(&mut self, file: &Mended, patch: Option<&mut PendingFile>, is_shown: bool) {
        for (issue, left) in &file.left {
            if *left == Left::Overlap {
                self.overlaps += 1;
                continue;
            }
            self.left += 1;
            let (path, line, check) = (&issue.path, issue.line, issue.check);
            tell(format_args!("{path}:{line}: {check} stays: {}", left.reason()));
        }
        if file.mended.is_empty() {
            return;
        }
        let shown = |out: &mut dyn Write| {
            if let Some(hunks) = diff::unified(&file.path, &file.before, &file.after) {
                return out.write_all(&hunks);
            }
            tell(format_args!(
                "{}: a patch can't hold UTF-16; call without --dry-run and --out-patch",
                file.path.display()
            ));
            Ok(())
        };
        let written = match patch {
            Some(patch) => shown(patch).map_err(|e| Error::io("the patch", e)),
            None if is_shown => {
                if let Err(error) = shown(&mut std::io::stdout().lock()) {
                    self.unwritten.get_or_insert(error);
                }
                Ok(())
            }
            None => replace(file),
        };
        if let Err(error) = written {
            self.failures += 1;
            tell(error);
            return;
        }
        self.files += 1;
        for issue in &file.mended {
            *self.mended.entry(issue.check).or_default() += 1;
        }
    }

    /// Says what was done: on standard error where a patch is printed.
    fn print(self, args: &Args) -> anyhow::Result<()> {
        if let Some(error) = self.unwritten {
            return Err(error.into());
        }
        let all: usize = self.mended.values().sum();
        let does = if args.dry_run || args.out_patch.is_some() { "would be" } else { "are" };
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        let does = if all == 1 && does == "are" { "is" } else { does };
        let mut said = format!(
            "{all} issue{} in {} file{} {does} mended",
            plural(all),
            self.files,
            plural(self.files)
        );
        let counts = self.mended.iter().map(|(check, n)| format!("{check} {n}"));
        let counts = counts.collect::<Vec<_>>().join(", ");
        if !counts.is_empty() {
            said = format!("{said}: {counts}");
        }
        if self.left > 0 {
            said = format!("{said}; {} with a fix stay", self.left);
        }
        if self.overlaps > 0 {
            said = format!("{said}; {} beside them wait for another call", self.overlaps);
        }
        if let Some(path) = &args.out_patch {
            let path = path.to_string_lossy();
            said = format!("{said}; `git apply {}` mends them", visible(&path));
        }
        if args.dry_run {
            tell(format_args!("{said}."));
        } else {
            writeln!(std::io::stdout(), "{said}.")?;
        }
        Ok(())
    }
}

/// Puts the mended file in the place of the one that was read, if it is still that.
fn replace(file: &Mended) -> Result<(), Error> {
    let is_same = |path: &Path| std::fs::read(path).is_ok_and(|bytes| bytes == file.before);
    let mut pending = PendingFile::replacing(&file.path)?;
    pending.write_all(&file.after).map_err(|e| Error::io(&file.path, e))?;
    let whole = pending.close()?;
    if !is_same(&file.path) {
        return Err(Error::usage(format!(
            "{}: the file changed while it was judged, and is left as it is; call the command again",
            file.path.display()
        )));
    }
    whole.place().map(|_| ())
}
