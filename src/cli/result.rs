//! What a run prints when it is done, and how it ends.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use super::summary;
use super::tell::tell;
use glossator::document::{Problem, ProblemKind};
use glossator::output::visible;
use glossator::reports::Stale;
use glossator::results::outcome::Outcome;

/// Prints what a run found, unless that is not wanted, and tells how the process ends.
///
/// # Errors
/// Standard output that can't be written to.
pub(super) fn end(
    outcome: &Outcome,
    quiet: bool,
    is_sample: bool,
    out: &Path,
) -> anyhow::Result<ExitCode> {
    // Losses and gates decide, whether or not somebody reads what is printed.
    let shown = if quiet { Ok(()) } else { report(outcome, is_sample, out) };
    print_losses(&outcome.problems);
    for broken in &outcome.broken_dictionaries {
        tell(broken);
    }
    for remark in &outcome.remarks {
        tell(remark);
    }
    print_failures(outcome);
    if outcome.has_losses() {
        return Ok(ExitCode::from(2));
    }
    if !outcome.passes() {
        return Ok(ExitCode::from(1));
    }
    shown.map(|()| ExitCode::SUCCESS)
}

/// Names reports of earlier runs that stand among those of this one, or removes them.
///
/// # Errors
/// A file that can't be removed.
pub(super) fn tell_stale(outcome: &Outcome, out: &Path, clean: bool) -> anyhow::Result<()> {
    let stale = Stale::find(out, outcome);
    if clean {
        stale.remove()?;
    } else if let Some(first) = stale.other_locales.first() {
        let (more, others) = (stale.other_locales.len() - 1, stale.others.len());
        let more =
            if more + others > 0 { format!(" and {} more", more + others) } else { String::new() };
        tell(format_args!(
            "{}{more} are of an earlier run: --clean removes what this one does not write",
            first.display()
        ));
    }
    Ok(())
}

/// Says on standard error which locale fails which gate.
fn print_failures(outcome: &Outcome) {
    for (locale, found) in &outcome.locales {
        for failure in &found.failures {
            tell(format_args!("{}: {failure}", locale.file_name()));
        }
    }
}

fn report(outcome: &Outcome, is_sample: bool, out: &Path) -> anyhow::Result<()> {
    let mut stdout = std::io::stdout().lock();
    if is_sample {
        writeln!(stdout, "The bundled sample; name a folder to score yours.\n")?;
    }
    if let Some(layout) = &outcome.layout {
        writeln!(stdout, "{}\n", visible(&layout.to_string()))?;
    }
    write!(stdout, "{}", summary::render(outcome))?;
    if !outcome.judges.is_empty() {
        write!(stdout, "\n{}", summary::judged(outcome))?;
    }
    let worst = summary::worst(outcome);
    if !worst.is_empty() {
        write!(stdout, "\n{worst}")?;
    }
    let habits = summary::habits(outcome);
    if !habits.is_empty() {
        write!(stdout, "\n{habits}")?;
    }
    let files = outcome.reports.len();
    if files > 0 {
        writeln!(
            stdout,
            "\n{files} reports in {}; begin with summary.csv and the issues of a locale.",
            visible(&out.to_string_lossy())
        )?;
    }
    if !outcome.baseline.is_empty() {
        let all = outcome.baseline.len();
        let stale = all - outcome.decisions_met.len();
        writeln!(
            stdout,
            "\n{all} decisions of reviewers, {stale} of which match no issue of this run (format csv lists them in decisions.csv).\n"
        )?;
        write!(stdout, "{}", super::baseline::precision(&outcome.baseline))?;
    }
    let all = outcome.problems.len();
    if all > 0 {
        let kinds = summary::kinds(&outcome.problems);
        writeln!(stdout, "{all} irregularities of the inputs are in problems.csv: {kinds}.")?;
    }
    Ok(())
}

/// Problems shown on standard error; all are in `problems.csv`.
const SHOWN_PROBLEMS: usize = 20;
/// Problems of one kind in one folder that are shown one by one.
const SHOWN_OF_A_FOLDER: usize = 3;

/// Names the inputs that were lost on standard error; of many in one folder it tells the number.
pub(super) fn print_losses(problems: &[Problem]) {
    let mut folders: BTreeMap<(&str, ProblemKind), usize> = BTreeMap::new();
    let mut shown = 0;
    for problem in problems.iter().filter(|p| p.kind.is_loss()) {
        let folder = problem.path.rsplit_once('/').map_or(".", |(folder, _)| folder);
        let count = folders.entry((folder, problem.kind)).or_default();
        *count += 1;
        if *count <= SHOWN_OF_A_FOLDER && shown < SHOWN_PROBLEMS {
            shown += 1;
            let line = problem.line.map(|l| format!(":{l}")).unwrap_or_default();
            tell(format_args!("{}{line}: {}", problem.path, problem.message));
        }
    }
    let many = folders.into_iter().filter(|(_, count)| *count > SHOWN_OF_A_FOLDER);
    for ((folder, kind), count) in many.take(SHOWN_PROBLEMS) {
        let more = count - SHOWN_OF_A_FOLDER;
        tell(format_args!("{folder}: {more} more are {}", kind.as_str()));
    }
}
