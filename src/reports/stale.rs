//! Reports of an earlier run in the folder of this one, which readers would take for its own.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::locale::LocaleTag;
use crate::output;
use crate::results::outcome::Outcome;

/// How the names of reports of one locale end.
const OF_LOCALE: &[&str] =
    &[".pages.csv", ".segments.csv", ".issues.csv", ".findings.csv", ".html", ".xlsx"];

/// Reports of the whole run.
const OF_RUN: &[&str] = &[
    "annotations.txt",
    "decisions.csv",
    "index.html",
    "issues.jsonl",
    "issues.sarif",
    "junit.xml",
    "problems.csv",
    "summary.csv",
    "summary.md",
    "trend.csv",
];

/// Reports of an earlier run in a folder.
#[derive(Debug, Default)]
pub struct Stale {
    /// Those of locales that this run has not.
    pub other_locales: Vec<PathBuf>,
    /// Those that this run writes none of.
    pub others: Vec<PathBuf>,
}

impl Stale {
    /// Looks through the folder of a run. Nothing is stale where the run wrote nothing.
    pub fn find(out: &Path, outcome: &Outcome) -> Stale {
        let mut stale = Stale::default();
        if outcome.reports.is_empty() {
            return stale;
        }
        let written: BTreeSet<_> =
            outcome.reports.iter().filter_map(|path| path.file_name()).collect();
        let locales: BTreeSet<&str> = outcome.locales.keys().map(LocaleTag::file_name).collect();
        let Ok(entries) = std::fs::read_dir(out) else { return stale };
        for entry in entries.flatten() {
            let file = entry.file_name();
            let Some(name) = file.to_str() else { continue };
            let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
            if !is_file || written.contains(file.as_os_str()) {
                continue;
            }
            match of_locale(name) {
                Some(locale) if !locales.contains(locale) => stale.other_locales.push(entry.path()),
                Some(_) => stale.others.push(entry.path()),
                None if OF_RUN.contains(&name) => stale.others.push(entry.path()),
                None => {}
            }
        }
        stale.other_locales.sort();
        stale.others.sort();
        stale
    }

    /// Removes them all; tells how many there were.
    ///
    /// # Errors
    /// What the operating system refuses.
    pub fn remove(&self) -> Result<usize> {
        let all = self.other_locales.iter().chain(&self.others);
        for path in all.clone() {
            std::fs::remove_file(path).map_err(|e| Error::io(path, e))?;
        }
        let mut folders: Vec<&Path> = all.clone().filter_map(|path| path.parent()).collect();
        folders.dedup();
        let names: Vec<_> = all.clone().filter_map(|path| path.file_name()?.to_str()).collect();
        folders.iter().try_for_each(|folder| output::forget(folder, &names))?;
        Ok(all.count())
    }
}

/// The locale of a report's name; none where it is no report of one.
fn of_locale(name: &str) -> Option<&str> {
    let locale = OF_LOCALE.iter().find_map(|end| name.strip_suffix(end))?;
    let is_tag = LocaleTag::parse(locale).is_some_and(|tag| tag.as_str() == locale);
    (locale == "und" || is_tag).then_some(locale)
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_of_other_files_are_no_reports() {
        let of = super::of_locale;
        assert_eq!(of("pt-BR.issues.csv"), Some("pt-BR"));
        assert_eq!(of("und.html"), Some("und"));
        for name in ["index.html", "notes.html", "pt_BR.issues.csv", "pt-BR.csv", "pages.csv"] {
            assert_eq!(of(name), None, "{name}");
        }
    }
}
