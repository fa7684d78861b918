//! When files last changed, as the history of a git checkout tells: evidence for what else speaks of an outdated page.
//!
//! Git is asked once a run, and only if a page is in doubt. Where there is no git or no checkout nothing is known.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::document::Newer;

/// Commits that are looked at in one checkout, the newest first.
const MAX_COMMITS: &str = "10000";
/// Bytes of the history that are read: some ten thousand commits of a hundred files.
const MAX_BYTES: u64 = 64 << 20;
/// Fewer characters of a commit's hash name none for sure.
const LEAST_HASH: usize = 7;

/// The history of the folders of a run.
#[derive(Debug, Default)]
pub struct History {
    folders: Vec<PathBuf>,
    known: OnceLock<Known>,
}

/// What is known of all files.
#[derive(Debug, Default)]
struct Known {
    /// By the canonical path.
    files: FxHashMap<PathBuf, Commit>,
    /// By the hash.
    times: FxHashMap<String, i64>,
}

/// When a file last changed.
#[derive(Debug, Clone)]
struct Commit {
    /// In seconds, as the committer's clock had it.
    time: i64,
    /// The day, as YYYY-MM-DD.
    day: String,
}

impl History {
    /// The history of these folders.
    pub fn of(folders: Vec<PathBuf>) -> History {
        History { folders, known: OnceLock::new() }
    }

    /// The days on which an original and its page changed, where the original did so later: than the commit that the page
    /// says it was made from, where the history has that one, else than the page.
    pub(crate) fn newer(
        &self,
        original: &Path,
        page: &Path,
        made_from: Option<&str>,
    ) -> Option<Newer> {
        let known = self.known.get_or_init(|| Known::of(&self.folders));
        let commit = |path: &Path| known.files.get(&path.canonicalize().ok()?);
        let of_original = commit(original)?;
        let of_page = commit(page);
        let made = made_from.and_then(|hash| known.time_of(hash));
        let before = made.or(of_page.map(|page| page.time))?;
        let is_later = of_page.filter(|page| page.time < of_original.time);
        (before < of_original.time).then(|| Newer {
            original: of_original.day.clone(),
            page: is_later.map(|page| page.day.clone()),
        })
    }
}

impl Known {
    fn of(folders: &[PathBuf]) -> Known {
        let mut known = Known::default();
        for folder in folders {
            // What can't be read tells nothing.
            known.read(folder).unwrap_or_default();
        }
        known
    }

    fn read(&mut self, folder: &Path) -> std::io::Result<()> {
        let folder = folder.canonicalize()?;
        let mut git = Command::new("git")
            .arg("-C")
            .arg(&folder)
            // The checkout's own settings run no programs, and nothing is fetched.
            .args(["--no-pager", "-c", "core.quotePath=false", "-c", "core.fsmonitor=false"])
            .args(["-c", "log.showSignature=false", "log", "--no-ext-diff", "--no-textconv"])
            .args(["--no-color", "--no-renames", "--relative", "--name-only", "-n", MAX_COMMITS])
            .args(["--format=%x01%H%x09%ct%x09%cs", "--", "."])
            .envs([("GIT_NO_LAZY_FETCH", "1"), ("GIT_TERMINAL_PROMPT", "0"), ("LC_ALL", "C")])
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()?;
        if let Some(out) = git.stdout.take() {
            self.take(&folder, BufReader::new(out.take(MAX_BYTES)));
        }
        let _ = git.kill();
        git.wait().map(|_| ())
    }

    /// Takes in what git prints: commits, the newest first, each with the files that it changed.
    fn take(&mut self, folder: &Path, log: impl BufRead) {
        let mut current: Option<Commit> = None;
        for line in log.split(b'\n').map_while(std::result::Result::ok) {
            let Ok(line) = std::str::from_utf8(&line) else { continue };
            if let Some(head) = line.strip_prefix('\u{1}') {
                let mut parts = head.split('\t');
                let (hash, time) = (parts.next(), parts.next().and_then(|time| time.parse().ok()));
                // Old versions of git don't know the form of the day.
                let day = parts.next().filter(|day| day.starts_with(|c: char| c.is_ascii_digit()));
                if let (Some(hash), Some(time)) = (hash, time) {
                    self.times.insert(hash.to_owned(), time);
                }
                current = time.zip(day).map(|(time, day)| Commit { time, day: day.to_owned() });
            } else if let Some(commit) = current.as_ref().filter(|_| !line.is_empty()) {
                self.files.entry(folder.join(line)).or_insert_with(|| commit.clone());
            }
        }
    }

    /// When a commit was made that is named by its hash or the beginning of it.
    fn time_of(&self, hash: &str) -> Option<i64> {
        let hash = hash.trim().to_ascii_lowercase();
        if let Some(time) = self.times.get(&hash) {
            return Some(*time);
        }
        if hash.len() < LEAST_HASH {
            return None;
        }
        let mut times = self.times.iter().filter(|(whole, _)| whole.starts_with(&hash));
        let (_, time) = times.next()?;
        times.next().is_none().then_some(*time)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The history of two files, each with a line of its own in the log.
    fn history(log: &str) -> (History, PathBuf) {
        let folder = std::env::temp_dir().join(format!(
            "glossator-history-{}-{}",
            std::process::id(),
            log.len()
        ));
        std::fs::create_dir_all(&folder).unwrap();
        let folder = folder.canonicalize().unwrap();
        for name in ["en.md", "de.md"] {
            std::fs::write(folder.join(name), "text").unwrap();
        }
        let mut known = Known::default();
        known.take(&folder, log.as_bytes());
        let history = History::default();
        history.known.set(known).unwrap();
        (history, folder)
    }

    #[test]
    fn an_original_that_changed_later_is_newer() {
        let log = "\u{1}cccccccc33\t300\t2026-03-03\n\nother.md\n\u{1}bbbbbbbb22\t200\t2026-02-02\n\nen.md\n\u{1}aaaaaaaa11\t100\t2026-01-01\n\nen.md\nde.md\n";
        let (history, folder) = history(log);
        let (original, page) = (folder.join("en.md"), folder.join("de.md"));
        let newer = |page: Option<&str>| {
            Some(Newer { original: "2026-02-02".to_owned(), page: page.map(str::to_owned) })
        };
        let day = Some("2026-01-01");
        assert_eq!(history.newer(&original, &page, None), newer(day));
        assert_eq!(history.newer(&page, &original, None), None);
        // The page was made from the original as it is, whenever it was committed itself.
        assert_eq!(history.newer(&original, &page, Some("bbbbbbbb22")), None);
        assert_eq!(history.newer(&original, &page, Some("CCCCCCC")), None);
        assert_eq!(history.newer(&original, &page, Some("aaaaaaa")), newer(day));
        // A commit of another history tells nothing.
        assert_eq!(history.newer(&original, &page, Some("1234567")), newer(day));
        assert_eq!(history.newer(&original, &folder.join("new.md"), None), None);
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn where_there_is_no_checkout_nothing_is_known() {
        let (_, folder) = history("");
        let history = History::of(vec![folder.clone(), folder.join("nowhere")]);
        assert_eq!(history.newer(&folder.join("en.md"), &folder.join("de.md"), None), None);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
