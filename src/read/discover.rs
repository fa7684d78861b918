//! Inputs: the files below the paths that were given.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::{Input, Problem, ProblemKind};
use crate::error::{Error, Result};
use crate::read::formats::{self, FORMATS};

/// All inputs of a call.
#[derive(Debug, Default)]
pub struct Discovered {
    /// The files, sorted by name, each once.
    pub inputs: Vec<Input>,
    /// Folders that can't be read.
    pub problems: Vec<Problem>,
}

/// Finds the inputs below the given paths. A folder is searched for files whose extension a format has, hidden and
/// ignored ones too, but no link to a folder is followed and `.git` is left out; a file that is given counts whatever its name.
///
/// # Errors
/// A path that does not exist.
pub fn discover(paths: &[PathBuf]) -> Result<Discovered> {
    let mut found = Discovered::default();
    let mut files = Vec::new();
    let mut seen = FxHashSet::default();
    for root in paths {
        std::fs::metadata(root).map_err(|error| missing(root, error))?;
        // The same file may be reached from two roots; within one root no link is followed.
        let whole = (paths.len() > 1).then(|| root.canonicalize().unwrap_or(root.clone()));
        for path in walk(root, &mut found.problems) {
            let below = path.strip_prefix(root).unwrap_or(&path).to_owned();
            if whole.as_ref().is_none_or(|whole| seen.insert(whole.join(&below))) {
                files.push((root.as_path(), below, path));
            }
        }
    }
    found.inputs = named(files);
    found.inputs.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

fn missing(path: &Path, error: std::io::Error) -> Error {
    if error.kind() == std::io::ErrorKind::NotFound {
        return Error::usage(format!("{}: there is no such file or folder", path.display()));
    }
    Error::io(path, error)
}

/// The files below a root that a format reads; the root itself if it is a file.
fn walk(root: &Path, problems: &mut Vec<Problem>) -> Vec<PathBuf> {
    if !root.is_dir() {
        return vec![root.to_owned()];
    }
    let mut files = Vec::new();
    let mut walker = WalkBuilder::new(root);
    walker.standard_filters(false).follow_links(false);
    walker.filter_entry(|entry| entry.depth() == 0 || entry.file_name() != OsStr::new(".git"));
    for entry in walker.build() {
        match entry {
            Ok(entry) => {
                let is_file = entry.file_type().is_some_and(|kind| {
                    // A link to a file is the file; one that leads nowhere is read, so that reading reports it.
                    kind.is_file() || (kind.is_symlink() && !entry.path().is_dir())
                });
                if is_file && is_input(entry.path()) {
                    files.push(entry.into_path());
                }
            }
            Err(error) => problems.push(unreadable(root, &error)),
        }
    }
    files
}

/// Whether a file in a folder is an input, by its extension or, where that says little, its content.
fn is_input(path: &Path) -> bool {
    let extension = formats::extension(path);
    FORMATS.iter().any(|format| {
        format.extensions.contains(&extension.as_str())
            || format.ambiguous_extensions.contains(&extension.as_str())
                // One that can't be read is an input, so that reading reports it.
                && std::fs::read(path).map_or(true, |bytes| (format.sniff)(path, &bytes))
    })
}

fn unreadable(root: &Path, error: &ignore::Error) -> Problem {
    let place = place_of(error).unwrap_or(root);
    let below = place.strip_prefix(root).ok().filter(|p| !p.as_os_str().is_empty());
    let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
    Problem {
        path: slashed(below.unwrap_or(place)),
        line: None,
        kind: ProblemKind::Unreadable,
        message: format!("The folder can't be read: {reason}."),
    }
}

fn place_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            place_of(err)
        }
        _ => None,
    }
}

/// Gives every file (its root, its path below that, its whole path) a name of its own.
fn named(files: Vec<(&Path, PathBuf, PathBuf)>) -> Vec<Input> {
    type Naming = fn(&Path, &Path, &Path) -> String;
    let namings: [Naming; 3] = [
        |_, below, path| slashed(if below.as_os_str().is_empty() { last(path) } else { below }),
        |root, below, path| {
            let folder = if below.as_os_str().is_empty() { path.parent() } else { Some(root) };
            let rest = if below.as_os_str().is_empty() { last(path) } else { below };
            slashed(&folder.map_or(Path::new(""), last).join(rest))
        },
        |_, _, path| slashed(path),
    ];
    let mut level = vec![0; files.len()];
    // A name that two files would share is lengthened for both, until the whole path is the name.
    loop {
        let names: Vec<String> = files
            .iter()
            .zip(&level)
            .map(|((root, below, path), level)| namings[*level](root, below, path))
            .collect();
        let mut uses: FxHashMap<&str, u32> = FxHashMap::default();
        for name in &names {
            *uses.entry(name).or_default() += 1;
        }
        let mut settled = true;
        for (level, name) in level.iter_mut().zip(&names) {
            if uses[name.as_str()] > 1 && *level + 1 < namings.len() {
                *level += 1;
                settled = false;
            }
        }
        if settled {
            return files
                .into_iter()
                .zip(names)
                .map(|((_, _, path), name)| Input { path, name })
                .collect();
        }
    }
}

fn last(path: &Path) -> &Path {
    path.file_name().map_or(path, Path::new)
}

/// A path as names are written, with `/` on every system.
fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .filter(|part| !matches!(part, std::path::Component::CurDir))
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    parts.join("/").replacen("//", "/", 1)
}
