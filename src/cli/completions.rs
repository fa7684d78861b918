//! `glossator completions`: completions for a shell, on standard output.

use std::io::Write;
use std::process::ExitCode;

use clap_complete::Shell;

/// Options of `glossator completions`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The shell
    shell: Shell,
}

/// Runs the command.
pub(super) fn run(args: &Args, mut command: clap::Command) -> anyhow::Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "glossator", &mut script);
    std::io::stdout().write_all(&script)?;
    Ok(ExitCode::SUCCESS)
}
