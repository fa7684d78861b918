//! `glossator completions`: completions for a shell, on standard output.

use std::io::Write;
use std::process::ExitCode;

use clap_complete::Shell;

/// Options of `glossator completions`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  glossator completions bash > /etc/bash_completion.d/glossator   for all users
  glossator completions zsh > ~/.zfunc/_glossator                 for zsh

Exit codes: 0 done; 2 the call was wrong.")]
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
