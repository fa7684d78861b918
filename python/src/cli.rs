//! The command, run by Python's interpreter instead of a binary of its own.

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use pyo3::prelude::*;

/// Runs the command line with these arguments, the command's own name first; gives its exit code.
#[pyfunction]
pub(crate) fn main(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| {
        let ended = glossator::cli::run(arguments);
        // Nothing else empties it: this is no program of Rust's.
        let _ = std::io::stdout().flush();
        (0..=u8::MAX).find(|code| ExitCode::from(*code) == ended).unwrap_or(2)
    })
}
