//! glossator's native module of the Python package: scores and checks as Arrow tables, and sacreBLEU's metrics.
//!
//! What Python sees is in `glossator/`; its files say what these functions take and give.

mod checks;
mod cli;
mod metrics;
mod parts;
mod run;
mod tables;
mod threads;
mod wire;

use pyo3::prelude::*;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The module `glossator._native`.
#[pymodule]
mod _native {
    #[pymodule_export]
    use super::checks::{Issue, check, score_batch};
    #[pymodule_export]
    use super::cli::main;
    #[pymodule_export]
    use super::metrics::{
        Counts, Engine, paired_bootstrap, paired_randomization, tercom, tokenizer_signature, tokens,
    };
    #[pymodule_export]
    use super::parts::{looks_into, merge_parts, part_tables, read_beside, shard_files};
    #[pymodule_export]
    use super::run::score;
    #[pymodule_export]
    use super::wire::Table;
}

/// What went wrong, as Python's exceptions have it.
fn raised(error: glossator::Error) -> PyErr {
    use pyo3::exceptions::{PyOSError, PyRuntimeError, PyValueError};
    match error {
        glossator::Error::Io { path, source } => {
            // OSError of an errno is FileNotFoundError, PermissionError and so on.
            let code = source.raw_os_error();
            let text = source.to_string();
            let text = text.split(" (os error").next().unwrap_or_default().to_owned();
            PyOSError::new_err((code, text, path.display().to_string()))
        }
        glossator::Error::Stopped => PyRuntimeError::new_err(error.to_string()),
        _ => PyValueError::new_err(error.to_string()),
    }
}
