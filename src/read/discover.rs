//! Inputs: the files below the paths that were given.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::FileType;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::{Input, Problem, ProblemKind};
use crate::error::{Error, Result};
use crate::read::formats::{self, FORMATS};
use crate::read::site;

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
    let found = files(paths, &[], None)?;
    let given = |root: u32| found.roots[root as usize].is_file;
    let is_input = |(input, root): &(Input, u32)| given(*root) || is_input(&input.path);
    let inputs = found.files.iter().filter(|file| is_input(file)).map(|file| file.0.clone());
    Ok(Discovered { inputs: inputs.collect(), problems: found.problems })
}

/// What is below the paths of a call.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) roots: Vec<Root>,
    /// Those of an extension that a format has, sorted by name, each once, with the path that they were found by.
    pub(super) files: Vec<(Input, u32)>,
    /// How many others there are, by folder and extension.
    pub(super) others: BTreeMap<(String, String), u64>,
    pub(super) problems: Vec<Problem>,
}

/// A path of a call.
#[derive(Debug)]
pub(super) struct Root {
    pub(super) given: PathBuf,
    /// From the root of the file system, with `/` between its parts.
    pub(super) full: String,
    pub(super) is_file: bool,
}

/// Finds all files below the given paths but for one folder. Links may lead to what is below these, and below the others
/// that are `reachable`, from the root of the file system.
///
/// # Errors
/// A path that does not exist.
pub(super) fn files(
    paths: &[PathBuf],
    reachable: &[PathBuf],
    except: Option<&Path>,
) -> Result<Found> {
    let mut found = Found::default();
    let mut files = Vec::new();
    let mut seen = FxHashSet::default();
    let mut wholes = Vec::with_capacity(paths.len());
    for root in paths {
        let metadata = std::fs::metadata(root).map_err(|error| missing(root, error))?;
        if !metadata.is_dir() && !metadata.is_file() {
            return Err(Error::usage(format!(
                "{}: it is neither a file nor a folder; write what it gives into a file",
                root.display()
            )));
        }
        let whole = root.canonicalize().unwrap_or(root.clone());
        let full = slashed(&whole);
        found.roots.push(Root { given: root.clone(), full, is_file: !metadata.is_dir() });
        wholes.push(whole);
    }
    let inside: Vec<PathBuf> = wholes.iter().chain(reachable).cloned().collect();
    for (at, (root, whole)) in paths.iter().zip(&wholes).enumerate() {
        for path in walk(root, &inside, except, &mut found.problems) {
            let below = path.strip_prefix(root).unwrap_or(&path).to_owned();
            // The same file may be reached from two roots; within one root no link is followed.
            if paths.len() > 1 && !seen.insert(whole.join(&below)) {
                continue;
            }
            if root.is_dir() && !may_be_input(&path) {
                let folder = below.parent().map(slashed).unwrap_or_default();
                *found.others.entry((folder, formats::extension(&path))).or_default() += 1;
            } else {
                files.push((at as u32, root.as_path(), below, path));
            }
        }
    }
    found.files = named(files);
    found.files.sort_by(|a, b| a.0.name.cmp(&b.0.name));
    Ok(found)
}

fn missing(path: &Path, error: std::io::Error) -> Error {
    if error.kind() == std::io::ErrorKind::NotFound {
        return Error::usage(format!("{}: there is no such file or folder", path.display()));
    }
    Error::io(path, error)
}

/// The files below a root; the root itself if it is a file. Links may lead to what is `inside` these, from the
/// root of the file system.
fn walk(
    root: &Path,
    inside: &[PathBuf],
    except: Option<&Path>,
    problems: &mut Vec<Problem>,
) -> Vec<PathBuf> {
    if !root.is_dir() {
        return vec![root.to_owned()];
    }
    let mut files = Vec::new();
    let mut walker = WalkBuilder::new(root);
    walker.standard_filters(false).follow_links(false);
    let except = except.and_then(|path| path.canonicalize().ok());
    walker.filter_entry(move |entry| {
        let name = entry.file_name();
        let is_left_out = || {
            let except = except.as_deref().filter(|path| path.file_name() == Some(name));
            except.is_some_and(|path| entry.path().canonicalize().is_ok_and(|p| p == path))
        };
        entry.depth() == 0 || name != OsStr::new(".git") && !is_left_out()
    });
    for entry in walker.build() {
        match entry {
            Ok(entry) => {
                let kind = entry.file_type();
                match kind.map_or(Ok(false), |kind| is_to_read(entry.path(), kind, inside)) {
                    Ok(true) => files.push(entry.into_path()),
                    Ok(false) => {}
                    Err(why) => problems.push(left_out(root, entry.path(), why)),
                }
            }
            Err(error) => problems.push(unreadable(root, &error)),
        }
    }
    files
}

/// Whether what stands in a folder is to be read, or why that would be wrong: a link may lead to what whoever wrote the
/// pages could not read, and what is no file may never end.
fn is_to_read(
    path: &Path,
    kind: FileType,
    inside: &[PathBuf],
) -> std::result::Result<bool, &'static str> {
    const OUTSIDE: &str = "The link leads out of the folders that were named and is not followed: name what it leads \
        to as well, or copy it.";
    const NO_FILE: &str = "It is no regular file and is not read: write what it gives into a file.";
    if kind.is_file() {
        return Ok(true);
    }
    if kind.is_dir() {
        return Ok(false);
    }
    if !kind.is_symlink() {
        return if may_be_input(path) { Err(NO_FILE) } else { Ok(false) };
    }
    let Ok(real) = path.canonicalize() else {
        // One that leads nowhere is read, so that reading reports it; one to a stream of the process leads to no path.
        let leads_nowhere = std::fs::metadata(path).is_err();
        return if leads_nowhere || !may_be_input(path) { Ok(leads_nowhere) } else { Err(NO_FILE) };
    };
    let is_inside = inside.iter().any(|whole| real.starts_with(whole));
    let metadata = std::fs::metadata(&real).ok();
    // What a folder holds is found where it lies.
    let is_folder = metadata.as_ref().is_some_and(std::fs::Metadata::is_dir);
    if !is_folder && !may_be_input(path) {
        return Ok(is_inside);
    }
    if !is_folder && metadata.is_some_and(|metadata| !metadata.is_file()) {
        return Err(NO_FILE);
    }
    if is_inside { Ok(!is_folder) } else { Err(OUTSIDE) }
}

fn left_out(root: &Path, path: &Path, why: &str) -> Problem {
    Problem {
        path: slashed(path.strip_prefix(root).unwrap_or(path)),
        line: None,
        kind: ProblemKind::NotScored,
        message: why.to_owned(),
    }
}

/// Whether a file in a folder may be an input, by its extension.
pub(super) fn may_be_input(path: &Path) -> bool {
    let extension = formats::extension(path);
    FORMATS.iter().any(|format| {
        let mut extensions = format.extensions.iter().chain(format.ambiguous_extensions);
        extensions.any(|known| *known == extension)
    })
}

/// Whether finding files looks into one of this name, and not at its name alone.
pub fn looks_into(path: &Path) -> bool {
    let extension = formats::extension(path);
    let is_told = FORMATS.iter().any(|format| format.extensions.contains(&extension.as_str()));
    !is_told && may_be_input(path) || site::looks_into(path)
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

/// Gives every file (which root, its path, the file's path below that, its whole path) a name of its own.
fn named(files: Vec<(u32, &Path, PathBuf, PathBuf)>) -> Vec<(Input, u32)> {
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
            .map(|((_, root, below, path), level)| namings[*level](root, below, path))
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
                .map(|((at, _, _, path), name)| (Input::new(path, name), at))
                .collect();
        }
    }
}

fn last(path: &Path) -> &Path {
    path.file_name().map_or(path, Path::new)
}

/// A path as names are written, with `/` on every system.
pub(super) fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .filter(|part| !matches!(part, std::path::Component::CurDir))
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    parts.join("/").replacen("//", "/", 1)
}
