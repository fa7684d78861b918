//! The command line: one file a subcommand.

mod metrics;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Scores localized documentation.
#[derive(Debug, Parser)]
#[command(name = "glossator", version, about, arg_required_else_help = true, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Score translations against references as sacreBLEU 2.6.0 does: same options, same output
    Metrics(Box<metrics::Args>),
}

/// Runs the command line; the process ends with what it returns.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse_from(metrics::spelled_out(std::env::args_os())) {
        Ok(cli) => cli,
        Err(error) => {
            let code = if error.use_stderr() { 2 } else { 0 };
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    match cli.command {
        Command::Metrics(args) => metrics::run(&args),
    }
}
