//! What keeps glossator from running: trouble with an input, an option or an output, never with a translation.

use std::path::{Path, PathBuf};

/// The library's result type.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A failure to run, with where it happened and what to do about it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// A file was read but says something that its format does not allow.
    #[error("{}{}: {message}", path.display(), line.map(|l| format!(":{l}")).unwrap_or_default())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1, where one is known.
        line: Option<u64>,
        /// What is wrong, and the remedy.
        message: String,
    },
    /// The call itself is wrong: an option's value, or a combination of them.
    #[error("{0}")]
    Usage(String),
    /// Whoever was told of the progress asked for the end.
    #[error("the run was stopped before its end; no report was written")]
    Stopped,
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
