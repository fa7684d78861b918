//! Inputs: the files below the paths that were given.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::segment::Problem;

/// A file to read.
#[derive(Debug, Clone)]
pub struct Input {
    /// Where it is.
    pub path: PathBuf,
    /// Its path below the folder that was given, with `/` between the parts.
    pub name: String,
}

/// All inputs of a call.
#[derive(Debug, Default)]
pub struct Discovered {
    /// The files, sorted by name.
    pub inputs: Vec<Input>,
    /// Folders that can't be read.
    pub problems: Vec<Problem>,
}

/// Finds the inputs below the given paths.
///
/// # Errors
/// A path that does not exist.
pub fn discover(paths: &[PathBuf]) -> Result<Discovered> {
    let mut found = Discovered::default();
    for path in paths {
        if !path.exists() {
            return Err(Error::usage(format!(
                "{}: there is no such file or folder",
                path.display()
            )));
        }
        walk(path, path, &mut found.inputs);
    }
    found.inputs.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

fn walk(root: &Path, path: &Path, inputs: &mut Vec<Input>) {
    if path.is_dir() {
        for entry in std::fs::read_dir(path).into_iter().flatten().flatten() {
            walk(root, &entry.path(), inputs);
        }
    } else {
        let name = path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/");
        inputs.push(Input { path: path.to_owned(), name });
    }
}
