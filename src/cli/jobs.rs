//! The option `--jobs`, and the threads it asks for.

use anyhow::Context;

use glossator::error::Error;

/// How many threads a command uses.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct Jobs {
    /// Threads [default: one for each core]
    #[arg(long, short, value_name = "N", allow_negative_numbers = true)]
    pub(super) jobs: Option<usize>,
}

/// The threads of a command.
///
/// # Errors
/// If none are asked for, or the system grants none.
pub(super) fn pool(jobs: Option<usize>) -> anyhow::Result<rayon::ThreadPool> {
    if jobs == Some(0) {
        return Err(Error::usage("--jobs 0: name at least one thread").into());
    }
    let mut pool = rayon::ThreadPoolBuilder::new();
    if let Some(jobs) = jobs {
        pool = pool.num_threads(jobs);
    }
    pool.build().context("the threads can't be started")
}
