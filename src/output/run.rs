//! The files of a run, put in their places together, and told from those of other runs.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::manifest::{Entry, MANIFEST, Manifest, Of, go_on, hash, read, turn};
use super::pending::{self, PendingFile, WholeFile};
use crate::error::{Error, Result};

/// Gives files of a folder their names, and writes down that they are one run. Where the process ends half-way, the next
/// one that reads or writes the folder goes on.
///
/// # Errors
/// What the operating system refuses; the folder then may hold files of two runs, which its manifest says.
pub fn commit(folder: &Path, files: Vec<WholeFile>) -> Result<Vec<PathBuf>> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    if let Some(taken) = files.iter().find(|file| file.path().is_dir()) {
        return Err(Error::io(taken.path(), ErrorKind::IsADirectory.into()));
    }
    let entry = |file: &WholeFile| Entry::of(file.path(), file.temporary());
    let entries: Vec<Entry> = files.par_iter().map(entry).collect::<Result<_>>()?;
    // Two runs that end in the same moment take turns.
    let _turn = turn(folder);
    let mut manifest = Manifest::over(read(folder), entries);
    let begun = whole_file(&manifest, folder)?;
    manifest.complete();
    let done = whole_file(&manifest, folder)?;
    pending::without_interruption(|| {
        begun.place()?;
        let placed = files.into_iter().map(WholeFile::place).collect::<Result<_>>()?;
        done.place()?;
        Ok(placed)
    })
}

/// Forgets files of a folder that were removed.
///
/// # Errors
/// What the operating system refuses.
pub fn forget(folder: &Path, names: &[&str]) -> Result<()> {
    let _turn = turn(folder);
    let Ok(Some(mut manifest)) = read(folder) else { return Ok(()) };
    manifest.files.retain(|entry| !names.contains(&entry.name.as_str()));
    whole_file(&manifest, folder)?.place().map(drop)
}

/// Sees that files of a folder are of one run and as it wrote them; those `edited` may be changed since. Files that no
/// manifest names are taken as they are.
///
/// # Errors
/// Files of several runs, changed ones, and a manifest that can't be read, each with the remedy.
pub fn check(folder: &Path, files: &[&str], edited: &[&str], remedy: &str) -> Result<()> {
    go_on(folder);
    let Some(manifest) = read(folder)? else { return Ok(()) };
    let mut run = None;
    for name in files.iter().chain(edited) {
        let path = folder.join(name);
        let refused = |why| Err(Error::usage(format!("{}: {why}; {remedy}", path.display())));
        let Some(entry) = manifest.find(name) else { continue };
        if !manifest.complete || entry.run == Of::Unknown {
            return refused(
                "this may be of another run than the reports beside it: one was ended before all had their names",
            );
        }
        if *run.get_or_insert(entry.run) != entry.run {
            return refused("this is of another run than the reports beside it");
        }
        if !edited.contains(name) && (entry.bytes, entry.sha256.clone()) != hash(&path)? {
            return refused("this is not what the run wrote");
        }
    }
    Ok(())
}

/// Whether a folder holds reports.
pub fn is_run(folder: &Path) -> bool {
    folder.join(MANIFEST).is_file()
}

/// A manifest that waits for its name.
fn whole_file(manifest: &Manifest, folder: &Path) -> Result<WholeFile> {
    let mut file = PendingFile::begin(folder, MANIFEST)?;
    let failed = |e: std::io::Error| Error::io(folder.join(MANIFEST), e);
    let text = manifest.text().map_err(|e| failed(e.into()))?;
    file.write_all(&text).map_err(failed)?;
    file.close()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder =
            std::env::temp_dir().join(format!("glossator-run-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    fn whole(folder: &Path, names: &[&str], text: &str) -> Vec<WholeFile> {
        let file = |name: &&str| {
            let mut file = PendingFile::create(folder, name).unwrap();
            file.write_all(text.as_bytes()).unwrap();
            file.close().unwrap()
        };
        names.iter().map(file).collect()
    }

    fn says(folder: &Path, files: &[&str], edited: &[&str]) -> String {
        check(folder, files, edited, "score again").err().map(|e| e.to_string()).unwrap_or_default()
    }

    #[test]
    fn files_of_one_run_are_told_from_others() {
        let folder = folder("others");
        assert_eq!(says(&folder, &["a"], &[]), "");
        commit(&folder, whole(&folder, &["a", "b", "c"], "1")).unwrap();
        assert!(is_run(&folder));
        assert_eq!(says(&folder, &["a", "b"], &["c"]), "");
        // The next run writes two of them, and the third is an earlier one's.
        commit(&folder, whole(&folder, &["a", "b"], "2")).unwrap();
        assert_eq!(says(&folder, &["a", "b"], &[]), "");
        assert_eq!(says(&folder, &["c"], &["other"]), "");
        assert!(says(&folder, &["a"], &["c"]).contains("c: this is of another run"));
        // One that is edited may differ, another may not.
        fs::write(folder.join("b"), "3").unwrap();
        assert_eq!(says(&folder, &["a"], &["b"]), "");
        assert!(
            says(&folder, &["a", "b"], &[]).contains("b: this is not what the run wrote; score")
        );
        forget(&folder, &["b"]).unwrap();
        assert_eq!(says(&folder, &["a", "b"], &[]), "");
        fs::remove_dir_all(&folder).unwrap();
    }

    /// Stops a run when so many of its files have their names.
    fn stopped(folder: &Path, names: &[&str], text: &str, placed: usize) -> Vec<WholeFile> {
        let mut files = whole(folder, names, text);
        let entries =
            files.iter().map(|file| Entry::of(file.path(), file.temporary()).unwrap()).collect();
        let manifest = Manifest::over(read(folder), entries);
        whole_file(&manifest, folder).unwrap().place().unwrap();
        files.drain(..placed).for_each(|file| drop(file.place().unwrap()));
        files
    }

    #[test]
    fn a_run_that_was_stopped_is_brought_to_its_end() {
        for placed in 0..=3 {
            let folder = folder(&format!("stopped-{placed}"));
            commit(&folder, whole(&folder, &["a", "b", "c"], "1")).unwrap();
            let waiting = stopped(&folder, &["a", "b", "c"], "2", placed);
            assert_eq!(says(&folder, &["a", "b", "c"], &[]), "", "{placed}");
            for name in ["a", "b", "c"] {
                assert_eq!(fs::read_to_string(folder.join(name)).unwrap(), "2", "{placed}");
            }
            assert_eq!(fs::read_dir(&folder).unwrap().count(), 4);
            drop(waiting);
            fs::remove_dir_all(&folder).unwrap();
        }
    }

    #[test]
    fn a_mixture_is_refused_until_a_run_writes_all() {
        let folder = folder("mixture");
        commit(&folder, whole(&folder, &["a", "b", "c"], "1")).unwrap();
        // What waited for its name is lost.
        drop(stopped(&folder, &["a", "b"], "2", 1));
        for name in ["a", "b", "c"] {
            assert!(says(&folder, &[], &[name]).contains("one was ended before"), "{name}");
        }
        // What no run wrote is read all the same.
        assert_eq!(says(&folder, &["baseline.csv"], &[]), "");
        commit(&folder, whole(&folder, &["a"], "3")).unwrap();
        assert_eq!(says(&folder, &["a"], &[]), "");
        assert!(says(&folder, &["a", "b"], &[]).contains("b: this may be of another run"));
        commit(&folder, whole(&folder, &["a", "b", "c"], "4")).unwrap();
        assert_eq!(says(&folder, &["a", "b", "c"], &[]), "");
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_manifest_names_files_of_its_folder_alone() {
        let folder = folder("names");
        for (text, said) in [
            ("{", "no manifest"),
            (
                r#"{"glossator": "9", "complete": false, "files": [{"name": "../a", "bytes": 1, "sha256": "", "run": "this"}]}"#,
                "",
            ),
        ] {
            fs::write(folder.join(MANIFEST), text).unwrap();
            assert!(says(&folder, &["../a"], &[]).contains(said), "{text}");
            assert_eq!(says(&folder, &["../a"], &[]).is_empty(), said.is_empty(), "{text}");
        }
        // It is overwritten whatever it holds.
        fs::write(folder.join(MANIFEST), "{").unwrap();
        commit(&folder, whole(&folder, &["a"], "1")).unwrap();
        assert_eq!(says(&folder, &["a"], &[]), "");
        // A folder in a file's place is told before anything is touched.
        fs::create_dir(folder.join("b")).unwrap();
        assert!(commit(&folder, whole(&folder, &["a", "b"], "2")).is_err());
        assert_eq!(fs::read_to_string(folder.join("a")).unwrap(), "1");
        fs::remove_dir_all(&folder).unwrap();
    }
}
