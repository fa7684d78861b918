//! What is wrong with a call, in one line: clap's errors are a paragraph with the usage below it.

use std::ffi::OsString;

use clap::{CommandFactory, Error};

/// The line: what is wrong, what may be meant, and where the options are told.
pub(super) fn line(error: &Error, words: &[OsString]) -> String {
    let shown = error.render().to_string();
    let mut parts: Vec<String> = Vec::new();
    for paragraph in shown.split("\n\n") {
        let paragraph = paragraph.trim();
        let paragraph = paragraph.strip_prefix("error: ").unwrap_or(paragraph);
        if paragraph.is_empty()
            || paragraph.starts_with("Usage:")
            || paragraph.starts_with("For more information")
        {
            continue;
        }
        // Tips and lists of values stand in lines of their own.
        for said in paragraph.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let said = said.strip_prefix("tip: ").unwrap_or(said);
            let said = said.trim_start_matches('[').trim_end_matches(']');
            match parts.last_mut() {
                Some(last) if last.ends_with(':') => *last = format!("{last} {said}"),
                _ => parts.push(said.to_owned()),
            }
        }
    }
    let said = parts.join("; ");
    let said = said
        .replace("invalid digit found in string", "a whole number from 0 on is expected")
        .replace("invalid float literal", "a number is expected");
    format!("{said}; `{} --help` tells more", command(words))
}

/// The command that a call names, with its own command where it has some.
fn command(words: &[OsString]) -> String {
    let mut name = "glossator".to_owned();
    let whole = super::Cli::command();
    let mut command = &whole;
    for word in words.iter().skip(1) {
        let Some(sub) = word.to_str().and_then(|word| command.find_subcommand(word)) else { break };
        name = format!("{name} {}", sub.get_name());
        command = sub;
    }
    name
}
