//! `glossator metrics`: the command line of sacreBLEU 2.6.0, its numbers and its output.

mod counted;
mod documents;
mod input;
mod judged;
mod metric_options;
mod options;
mod output;
mod per_segment;
mod results;
mod run;
mod table;

use std::ffi::OsString;
use std::fmt;
use std::io::{self, Write};
use std::process::ExitCode;

pub(super) use options::Args;

/// Why the command ends before its work is done.
struct Failure {
    /// The exit code: sacreBLEU's where it has one.
    code: u8,
    /// One line; none if whoever read the output has gone.
    message: Option<String>,
}

impl Failure {
    /// A wrong call or input, as most are.
    fn new(message: impl Into<String>) -> Self {
        Failure { code: 1, message: Some(message.into()) }
    }

    /// Fields of a line that do not add up.
    fn fields(message: impl Into<String>) -> Self {
        Failure { code: 17, message: Some(message.into()) }
    }

    /// A file that could not be read or written.
    fn file(name: impl fmt::Display, error: &io::Error) -> Self {
        Failure::new(format!("{name}: {}", glossator::error::says(error)))
    }
}

impl From<io::Error> for Failure {
    /// Of standard output.
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Failure { code: 0, message: None }
        } else {
            Failure::file("standard output", &error)
        }
    }
}

impl From<glossator::error::Error> for Failure {
    fn from(error: glossator::error::Error) -> Self {
        Failure::new(error.to_string())
    }
}

/// Runs the command.
pub(super) fn run(args: &Args) -> ExitCode {
    match run::run(args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure { code, message }) => {
            if let Some(message) = message {
                complain(&message);
            }
            ExitCode::from(code)
        }
    }
}

/// Writes a line to standard error, if anyone is there to read it.
fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "glossator metrics: {message}");
}

/// The options of several letters after one dash, which sacreBLEU has and our parser does not know.
const SHORT: [(&str, &str); 16] = [
    ("-cc", "--chrf-char-order"),
    ("-ci", "--confidence"),
    ("-cin", "--confidence-n"),
    ("-cw", "--chrf-word-order"),
    ("-lc", "--lowercase"),
    ("-nc", "--no-color"),
    ("-nr", "--num-refs"),
    ("-ol", "--origlang"),
    ("-par", "--paired-ar"),
    ("-parn", "--paired-ar-n"),
    ("-pbs", "--paired-bs"),
    ("-pbsn", "--paired-bs-n"),
    ("-sh", "--short"),
    ("-sl", "--sentence-level"),
    ("-sv", "--smooth-value"),
    ("-tok", "--tokenize"),
];

/// The arguments of the program with sacreBLEU's short options spelled out, if the command is `metrics`.
pub(super) fn spelled_out(args: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut args: Vec<OsString> = args.into_iter().collect();
    if args.get(1).is_some_and(|command| command == "metrics") {
        for arg in args.iter_mut().skip(2).take_while(|arg| *arg != "--") {
            let Some(text) = arg.to_str() else { continue };
            let (name, value) = match text.split_once('=') {
                Some((name, value)) => (name, Some(value)),
                None => (text, None),
            };
            if let Some((_, long)) = SHORT.iter().find(|(short, _)| *short == name) {
                *arg =
                    value.map_or_else(|| (*long).into(), |value| format!("{long}={value}").into());
            }
        }
    }
    args
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_options_are_spelled_out_up_to_the_double_dash() {
        let spelled =
            |line: &str| -> Vec<OsString> { spelled_out(line.split(' ').map(OsString::from)) };
        assert_eq!(
            spelled("glossator metrics r -tok none -sv=0.5 -b -- -sl"),
            [
                "glossator",
                "metrics",
                "r",
                "--tokenize",
                "none",
                "--smooth-value=0.5",
                "-b",
                "--",
                "-sl"
            ]
        );
        assert_eq!(spelled("glossator score -sl"), ["glossator", "score", "-sl"]);
    }

    #[test]
    fn short_options_are_in_order() {
        assert!(SHORT.is_sorted());
    }
}
