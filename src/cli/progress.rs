//! How far a command is, on standard error where that is a terminal: the stage, the count, the rate and the time left.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressStyle};

use glossator::pipeline::Progress;

/// Runs a job of stages that take all its steps each, one after the other, beside a bar.
pub(super) fn with_progress<T, E>(
    stages: &[&'static str],
    job: impl FnOnce(Progress<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let template = "{msg} {human_pos}/{human_len} {wide_bar} {per_sec}, {eta} left";
    let bar = drawn(ProgressBar::new(1), template);
    let mut current = usize::MAX;
    let done = job(&mut |done, all| {
        let each = (all / stages.len().max(1)).max(1);
        let stage = (done / each).min(stages.len().saturating_sub(1));
        if stage != current {
            current = stage;
            bar.reset_eta();
            bar.set_message(stages.get(stage).copied().unwrap_or_default());
            bar.set_length(each as u64);
        }
        bar.set_position((done - stage * each) as u64);
        Ok(())
    });
    bar.finish_and_clear();
    done
}

/// Counts what a job takes whose end is not known.
pub(super) fn counter(what: &'static str) -> ProgressBar {
    drawn(ProgressBar::new_spinner(), "{msg} {human_pos} {per_sec}").with_message(what)
}

fn drawn(bar: ProgressBar, template: &str) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template(template);
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
