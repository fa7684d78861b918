//! The command of a judge as words.

use crate::error::{Error, Result};

/// The words of a command: what stands between blanks, or in quotes of either kind. Nothing else means anything: no shell
/// reads it, and a backslash is one.
///
/// # Errors
/// No word, or a quote that is not closed.
pub(super) fn split(command: &str) -> Result<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote: Option<char> = None;
    for c in command.chars() {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, ' ' | '\t' | '\r' | '\n') => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    if quote.is_some() {
        return Err(Error::usage(format!("--judge {command:?}: a quote is not closed")));
    }
    if words.first().is_none_or(String::is_empty) {
        return Err(Error::usage("--judge: name the program that judges"));
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn quotes_hold_words_together_and_nothing_else_means_anything() {
        for (command, words) in [
            ("comet", &["comet"][..]),
            ("  python3  my\tjudge.py ", &["python3", "my", "judge.py"]),
            (
                r#"'C:\Program Files\j.exe' --say "it's $HOME" """#,
                &[r"C:\Program Files\j.exe", "--say", "it's $HOME", ""],
            ),
            ("a'b c'd", &["ab cd"]),
        ] {
            assert_eq!(split(command).unwrap(), words, "{command}");
        }
        for command in ["", "  ", "''", "a 'b"] {
            assert!(split(command).is_err(), "{command}");
        }
    }
}
