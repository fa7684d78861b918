//! Reports: what a run found, written page by page and in order. One file a format; this one holds the type and the table.

mod csv;
mod github;
mod html;
mod jsonl;
mod junit;
mod markdown;
mod row;
mod sarif;
mod trend;
mod xlsx;

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::evaluate::Evaluation;
use crate::results::outcome::Outcome;
use crate::results::trend::Run;

/// A report format.
#[derive(Debug)]
pub struct Report {
    /// Its id on the command line.
    pub id: &'static str,
    /// One line for the help.
    pub summary: &'static str,
    /// Begins a report.
    pub begin: fn(&ReportOptions) -> Result<Box<dyn ReportWriter>>,
}

/// How reports are written.
#[derive(Debug, Clone, Default)]
pub struct ReportOptions {
    /// The folder they go to; made if it is not there.
    pub out: PathBuf,
    /// Whether CSV files begin with a byte order mark, for Excel.
    pub excel: bool,
    /// The files and folders that are scored, for reports whose readers need paths from the current folder.
    pub roots: Vec<PathBuf>,
    /// An earlier run to compare with.
    pub previous: Option<Arc<Run>>,
}

impl ReportOptions {
    /// A page's path from the current folder, as far as it lies below it; else its path as in all reports.
    pub fn path_from_here(&self, path: &str) -> String {
        let full = match self.roots.as_slice() {
            [root] if root.is_dir() => Some(root.join(path)),
            roots => roots.iter().find_map(|root| {
                if !root.is_dir() {
                    return root.ends_with(path).then(|| root.clone());
                }
                // Where two folders hold the same path, it begins with the folder's name.
                let places = [root.join(path), root.with_file_name(path)];
                places.into_iter().find(|place| place.exists())
            }),
        };
        let Some(full) = full else { return path.to_owned() };
        let here = std::env::current_dir().unwrap_or_default();
        let below = full.strip_prefix(&here).unwrap_or(&full);
        if below.is_absolute() || below.starts_with("..") {
            return path.to_owned();
        }
        let parts = below.components().filter_map(|c| match c {
            std::path::Component::Normal(part) => Some(part.to_string_lossy()),
            _ => None,
        });
        parts.collect::<Vec<_>>().join("/")
    }
}

/// A report being written.
pub trait ReportWriter: Send {
    /// Takes one page; pages come in the order of their paths.
    ///
    /// # Errors
    /// What can't be written.
    fn page(&mut self, page: &Evaluation) -> Result<()>;

    /// Completes the files and puts them in their places; until then no file of an earlier run is touched.
    ///
    /// # Errors
    /// What can't be written.
    fn finish(self: Box<Self>, outcome: &Outcome) -> Result<Vec<PathBuf>>;
}

/// All report formats.
pub const REPORTS: &[&Report] = &[
    &csv::REPORT,
    &html::REPORT,
    &xlsx::REPORT,
    &jsonl::REPORT,
    &sarif::REPORT,
    &junit::REPORT,
    &github::REPORT,
    &markdown::REPORT,
];

/// Begins the reports with these ids; none means CSV.
///
/// # Errors
/// An unknown id, or a folder that can't be made.
pub fn begin(ids: &[String], options: &ReportOptions) -> Result<Vec<Box<dyn ReportWriter>>> {
    fs::create_dir_all(&options.out).map_err(|e| Error::io(&options.out, e))?;
    let mut chosen: Vec<&'static Report> = Vec::new();
    for id in ids {
        let report = REPORTS.iter().find(|r| r.id == id.trim()).ok_or_else(|| {
            let known: Vec<_> = REPORTS.iter().map(|r| r.id).collect();
            Error::usage(format!(
                "there is no report format {id:?}; choose from {}",
                known.join(", ")
            ))
        })?;
        if !chosen.iter().any(|c| std::ptr::eq(*c, *report)) {
            chosen.push(report);
        }
    }
    if chosen.is_empty() {
        chosen.push(&csv::REPORT);
    }
    let mut writers = chosen.iter().map(|r| (r.begin)(options)).collect::<Result<Vec<_>>>()?;
    if let Some(previous) = &options.previous {
        writers.push(Box::new(trend::Trend::begin(options, previous)));
    }
    Ok(writers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_among_files_is_found() {
        let roots = ["src/reports/csv.rs", "src/reports/html/mod.rs", "src/names"];
        let options =
            ReportOptions { roots: roots.map(PathBuf::from).to_vec(), ..ReportOptions::default() };
        for (path, found) in [
            ("csv.rs", "src/reports/csv.rs"),
            ("html/mod.rs", "src/reports/html/mod.rs"),
            ("load/mod.rs", "src/names/load/mod.rs"),
            ("names/mod.rs", "src/names/mod.rs"),
            ("elsewhere.md", "elsewhere.md"),
        ] {
            assert_eq!(options.path_from_here(path), found);
        }
    }
}
