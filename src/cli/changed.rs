//! Which files changed since a revision, as git tells.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use glossator::error::{Error, Result, says};

/// The files below these paths that differ from a revision, committed, staged or not, and those that git does not know
/// yet; canonical paths.
///
/// # Errors
/// A path outside a git repository, an unknown revision, or no git.
pub(super) fn since(revision: &str, paths: &[PathBuf]) -> Result<BTreeSet<PathBuf>> {
    if revision.starts_with('-') {
        return Err(Error::usage(format!(
            "--changed-since {revision}: not a revision; name a commit, branch or tag"
        )));
    }
    let mut files = BTreeSet::new();
    let folder_of = |path: &'_ PathBuf| match path.parent() {
        _ if path.is_dir() => path.clone(),
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    let folders: BTreeSet<PathBuf> = paths.iter().map(folder_of).collect();
    for folder in &folders {
        let differing =
            ["diff", "--name-only", "-z", "--relative", "--diff-filter=d", revision, "--"];
        // Before the first commit all that git knows is new.
        let first = ["ls-files", "-z"];
        let known = if is_before_first_commit(folder, revision) { &first[..] } else { &differing };
        let unknown = ["ls-files", "-z", "--others", "--exclude-standard"];
        for args in [known, &unknown[..]] {
            for name in git(folder, revision, args)?.split(|b| *b == 0).filter(|n| !n.is_empty()) {
                if let Ok(file) = folder.join(os_path(name)).canonicalize() {
                    files.insert(file);
                }
            }
        }
    }
    Ok(files)
}

/// Whether `HEAD` is asked for and there is none: no commit yet (nor any where there is no repository, as the next call of
/// git tells).
fn is_before_first_commit(folder: &Path, revision: &str) -> bool {
    revision == "HEAD"
        && git(folder, revision, &["rev-parse", "--verify", "--quiet", revision]).is_err()
}

fn git(folder: &Path, revision: &str, args: &[&str]) -> Result<Vec<u8>> {
    let output = Command::new("git").arg("-C").arg(folder).args(args).output().map_err(|e| {
        Error::usage(format!(
            "--changed-since {revision}: git can't be run: {}; install git",
            says(&e)
        ))
    })?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let folder = folder.display();
    let reason = if said.to_lowercase().contains("not a git repository") {
        format!("{folder} is in no git repository; leave the option out to score all")
    } else if ["bad revision", "ambiguous argument", "unknown revision", "bad object"]
        .iter()
        .any(|words| said.contains(words))
    {
        format!(
            "git knows no such revision in {folder}; fetch the history, or name a commit, branch or tag"
        )
    } else {
        let line = said.lines().next().unwrap_or("git failed");
        let line = line.strip_prefix("fatal: ").unwrap_or(line);
        format!("{folder}: git says: {line}")
    };
    Err(Error::usage(format!("--changed-since {revision}: {reason}")))
}

#[cfg(unix)]
fn os_path(name: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(OsStr::from_bytes(name))
}

#[cfg(not(unix))]
fn os_path(name: &[u8]) -> PathBuf {
    PathBuf::from(OsStr::new(String::from_utf8_lossy(name).as_ref()))
}
