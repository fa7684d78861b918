//! A file that comes by standard input: laid down under the name that the call gives it, and read as any other.

use std::fs::File;
use std::path::{Component, Path, PathBuf};

use super::own_folder::OwnFolder;
use glossator::error::{Error, Result};

/// What standard input held; the file goes when this is dropped.
#[derive(Debug)]
pub(super) struct Piped {
    folder: OwnFolder,
    name: PathBuf,
}

impl Piped {
    /// Where it is.
    pub(super) fn path(&self) -> PathBuf {
        self.folder.path().join(&self.name)
    }
}

/// The path that stands for standard input.
const PIPE: &str = "-";

/// Lays down what standard input holds, where the paths name it.
///
/// # Errors
/// Standard input among other paths, a name that is missing or leads elsewhere, what can't be read or written.
pub(super) fn lay(paths: &[PathBuf], name: Option<&Path>) -> Result<Option<Piped>> {
    let is_pipe = |path: &PathBuf| path.as_os_str() == PIPE;
    if !paths.iter().any(is_pipe) {
        return match name {
            Some(_) => Err(Error::usage(
                "--stdin-name names what standard input holds: give - as the path, too",
            )),
            None => Ok(None),
        };
    }
    let ([_], Some(name)) = (paths, name) else {
        let message = if paths.len() == 1 {
            "-: standard input has no name to tell its format and locale by: add --stdin-name de-DE.jsonl"
        } else {
            "-: standard input is read alone: leave the other paths out"
        };
        return Err(Error::usage(message));
    };
    let is_inside = name.components().all(|part| matches!(part, Component::Normal(_)));
    if !is_inside || name.as_os_str().is_empty() {
        let name = name.display();
        return Err(Error::usage(format!(
            "--stdin-name {name}: give the name of a file, such as de-DE.jsonl"
        )));
    }
    let piped = Piped { folder: OwnFolder::new("stdin")?, name: name.to_owned() };
    let path = piped.path();
    let write = || {
        path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
        std::io::copy(&mut std::io::stdin().lock(), &mut File::create_new(&path)?)
    };
    write().map_err(|e| Error::io(name, e))?;
    Ok(Some(piped))
}
