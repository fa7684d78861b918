//! `glossator man`: the manual page, on standard output.

use std::io::Write;
use std::process::ExitCode;

use clap_mangen::Man;

/// Writes the page of the command and those of its subcommands, one after the other.
pub(super) fn run(mut command: clap::Command) -> anyhow::Result<ExitCode> {
    command.build();
    let mut page = Vec::new();
    Man::new(command.clone()).render(&mut page)?;
    for subcommand in command.get_subcommands() {
        if subcommand.get_name() == "help" {
            continue;
        }
        let man = Man::new(subcommand.clone());
        writeln!(page, ".SH \"GLOSSATOR {}\"", subcommand.get_name().to_uppercase())?;
        man.render_synopsis_section(&mut page)?;
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
    }
    std::io::stdout().write_all(&page)?;
    Ok(ExitCode::SUCCESS)
}
