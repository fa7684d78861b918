//! `glossator dictionaries`: which dictionaries there are for which locales.

use std::fmt::Write as _;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use glossator::learn::dictionaries::{self, Dictionaries};

/// Options of `glossator dictionaries`.
///
/// Prints the Hunspell dictionaries that `glossator score` spells by: those of the folders that are named, then those of
/// the system (or of the folders in the variable DICPATH). A dictionary is used for the locales of its language and region.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  glossator dictionaries                             which locales have a dictionary
  glossator score docs --dictionaries node_modules   spell by those that npm installed

Exit codes: 0 done; 2 an input could not be read or the call was wrong.")]
pub(super) struct Args {
    /// Folders of dictionaries, before those of the system
    #[arg(long, value_name = "FOLDER", value_delimiter = ',')]
    dictionaries: Vec<PathBuf>,
}

/// Runs the command.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let found = Dictionaries::find(&args.dictionaries)?;
    write!(std::io::stdout(), "{}", table(&found))?;
    let broken = found.failures().next().is_some();
    Ok(if broken { ExitCode::from(2) } else { ExitCode::SUCCESS })
}

/// A row a dictionary, and where more are.
fn table(found: &Dictionaries) -> String {
    let mut out = String::new();
    let mut any = false;
    for (tag, dictionary) in found.iter() {
        if !any {
            let _ = writeln!(out, "{:<10} {:<9} file", "locale", "state");
        }
        any = true;
        let state = if dictionary.load().is_ok() { "ready" } else { "broken" };
        let _ = writeln!(out, "{:<10} {state:<9} {}", tag.as_str(), dictionary.path().display());
    }
    if !any {
        let _ = writeln!(
            out,
            "No dictionary was found: words are spelled by what the run itself writes."
        );
    }
    for failure in found.failures() {
        let _ = writeln!(out, "{failure}");
    }
    let folders = dictionaries::system();
    let folders: Vec<String> = folders.iter().map(|f| f.display().to_string()).collect();
    let _ = write!(
        out,
        "\nLooked into: {}.\n\
         More: `apt install hunspell-fr` (Debian, Ubuntu), `dnf install hunspell-fr` (Fedora), or\n\
         `npm install dictionary-fr` and `--dictionaries node_modules`; a folder with fr_FR.aff and\n\
         fr_FR.dic will do.\n",
        if folders.is_empty() { "no folder of the system".to_owned() } else { folders.join(", ") },
    );
    out
}
