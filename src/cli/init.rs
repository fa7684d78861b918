//! `glossator init`: a configuration to begin with.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use super::inputs::CONFIG_FILE;
use glossator::error::Error;

const TEMPLATE: &str = include_str!("../../data/glossator.yaml");

const SCHEMA: &str = include_str!("../../data/glossator.schema.json");

/// Options of `glossator init`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  glossator init                                    write glossator.yaml here
  glossator init --schema > glossator.schema.json   the JSON schema of it, for editors

Exit codes: 0 done; 2 the file is there already, or the call was wrong.")]
pub(super) struct Args {
    /// Overwrite the configuration that is there
    #[arg(long)]
    force: bool,
    /// Print the JSON schema of the configuration instead, for editors
    #[arg(long, conflicts_with = "force")]
    schema: bool,
}

/// Runs the command.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    if args.schema {
        write!(std::io::stdout(), "{SCHEMA}")?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).truncate(true).create(true).create_new(!args.force);
    let path = Path::new(CONFIG_FILE);
    let mut file = match options.open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            let message = format!("{CONFIG_FILE} is there already; --force overwrites it");
            return Err(Error::usage(message).into());
        }
        Err(error) => return Err(Error::io(path, error).into()),
    };
    file.write_all(TEMPLATE.as_bytes()).map_err(|e| Error::io(path, e))?;
    writeln!(std::io::stdout(), "{CONFIG_FILE} is written: take away the # of what you need.")?;
    Ok(ExitCode::SUCCESS)
}
