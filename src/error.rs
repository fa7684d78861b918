//! What keeps glossator from running: trouble with an input, an option or an output, never with a translation.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// The library's result type.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A failure to run, with where it happened and what to do about it. It speaks on one line, whatever the file holds that it
/// quotes: [`visible`].
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("{}: {}", shown(path), visible(&says(source)))]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// A file was read but says something that its format does not allow.
    #[error("{}{}: {}", shown(path), line.map(|l| format!(":{l}")).unwrap_or_default(), visible(message))]
    Malformed {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1, where one is known.
        line: Option<u64>,
        /// What is wrong, and the remedy.
        message: String,
    },
    /// The call itself is wrong: an option's value, or a combination of them.
    #[error("{}", visible(_0))]
    Usage(String),
    /// Whoever was told of the progress asked for the end.
    #[error("the run was stopped before its end; no report was written")]
    Stopped,
}

/// A text on one line that no terminal and no log takes for a command: control characters and marks of direction are
/// written as escapes.
pub fn visible(text: &str) -> Cow<'_, str> {
    let acts =
        |c: char| c.is_control() || matches!(c, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    if !text.contains(acts) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if acts(c) { shown.extend(c.escape_default()) } else { shown.push(c) }
    }
    Cow::Owned(shown)
}

/// A path as messages name it.
fn shown(path: &Path) -> String {
    visible(&path.to_string_lossy()).into_owned()
}

/// What the operating system said, as a clause for a person.
pub fn says(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    let said = match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder",
        ErrorKind::PermissionDenied => {
            "this may not be read or written here; see to its permissions"
        }
        ErrorKind::IsADirectory => "this is a folder, where a file is expected",
        ErrorKind::NotADirectory => "a part of the path is a file, where a folder is expected",
        ErrorKind::AlreadyExists => "a file is in the way; name another place, or move it",
        ErrorKind::InvalidData => "this is no text in UTF-8",
        ErrorKind::StorageFull => "the disk is full",
        ErrorKind::ReadOnlyFilesystem => "the disk can only be read; name another place",
        _ => {
            // Without the number that only programmers know.
            let whole = error.to_string();
            return whole.split(" (os error ").next().unwrap_or_default().to_owned();
        }
    };
    // Readers of formats say more than their kind does.
    let is_of_system = error.raw_os_error().is_some() || error.get_ref().is_none();
    let is_utf8 =
        error.kind() == ErrorKind::InvalidData && error.to_string().contains("valid UTF-8");
    if is_of_system || is_utf8 { said.to_owned() } else { error.to_string() }
}

impl Error {
    /// An error of the operating system on `path`.
    pub fn io(path: impl AsRef<Path>, source: std::io::Error) -> Self {
        Error::Io { path: path.as_ref().to_owned(), source }
    }

    /// A malformed file, at a line counted from 1 where one is known.
    pub fn malformed(
        path: impl AsRef<Path>,
        line: impl Into<Option<u64>>,
        message: impl Into<String>,
    ) -> Self {
        Error::Malformed {
            path: path.as_ref().to_owned(),
            line: line.into(),
            message: message.into(),
        }
    }

    /// A wrong call.
    pub fn usage(message: impl Into<String>) -> Self {
        Error::Usage(message.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_on_a_terminal_is_shown() {
        assert_eq!(
            visible("a\n::error::b\u{1b}[31m\u{202e}"),
            "a\\n::error::b\\u{1b}[31m\\u{202e}"
        );
        assert!(matches!(visible("Über 10 €"), Cow::Borrowed(_)));
    }

    #[test]
    fn an_error_is_one_line() {
        let error = Error::malformed("a\nb", 3, "expected `</a>`, but `</b\n\0>` was found");
        assert_eq!(error.to_string(), r"a\nb:3: expected `</a>`, but `</b\n\u{0}>` was found");
        let error = Error::io("a\r", std::io::ErrorKind::NotFound.into());
        assert_eq!(error.to_string(), r"a\r: there is no such file or folder");
        assert_eq!(Error::usage("a\tb").to_string(), r"a\tb");
    }
}
