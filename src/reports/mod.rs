//! Reports: what a run found, written page by page and in order. One file a format; this one holds the type and the table.

mod columns;
mod csv;
mod findings;
mod github;
mod html;
mod jsonl;
mod junit;
mod markdown;
mod region;
mod row;
mod sarif;
mod stale;
pub mod tables;
mod text;
mod trend;
mod xlsx;

use std::path::PathBuf;
use std::sync::Arc;
use std::{fmt, fs};

pub use self::stale::Stale;
use crate::checks::Check;
use crate::error::{Error, Result};
use crate::evaluate::Evaluation;
use crate::judges::Names;
use crate::output::WholeFile;
use crate::results::outcome::Outcome;
use crate::results::trend::Run;

/// A report format.
pub struct Report {
    /// Its id on the command line.
    pub id: &'static str,
    /// Whether it goes to standard output rather than to files.
    pub is_printed: bool,
    /// One line for the help.
    pub summary: &'static str,
    /// Begins a report.
    pub begin: fn(&ReportOptions) -> Result<Box<dyn ReportWriter>>,
}

impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Report").field(&self.id).finish()
    }
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
    /// The checks of the team's own rules.
    pub own: Vec<&'static Check>,
    /// Where a reader of the HTML report finds a file: an address with `{path}` and, where wanted, `{line}` and
    /// `{locale}`.
    pub source_url: Option<String>,
    /// Where a reader finds what a check looks for: an address with `{check}`.
    pub check_url: Option<String>,
    /// The names of the judges that are asked; none where none is.
    pub judges: Option<Names>,
    /// An earlier run to compare with.
    pub previous: Option<Arc<Run>>,
}

impl ReportOptions {
    /// The names of the judges, once the first page is done.
    pub fn judge_names(&self) -> &[String] {
        self.judges.as_ref().and_then(|names| names.get()).map_or(&[], Vec::as_slice)
    }

    /// Where a shipped check is explained: at the address of the call, else in the repository that the package names.
    pub(crate) fn explanation_of(&self, check: &Check) -> Option<String> {
        if let Some(address) = &self.check_url {
            return Some(address.replace("{check}", check.id));
        }
        let repository = env!("CARGO_PKG_REPOSITORY");
        let is_known = !repository.is_empty() && !check.run.is_own();
        is_known.then(|| format!("{repository}/blob/main/docs/checks/{}.md", check.id))
    }

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

    /// Completes the files, which wait for their names: those of an earlier run are touched when all are whole.
    ///
    /// # Errors
    /// What can't be written.
    fn finish(self: Box<Self>, outcome: &Outcome) -> Result<Vec<WholeFile>>;
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
    &text::REPORT,
];

/// The report that the command line writes unless it is told otherwise.
pub const CSV: &Report = &csv::REPORT;

/// The report format with this id.
///
/// # Errors
/// An id that is none of [`REPORTS`]; the message lists them.
pub fn find(id: &str) -> Result<&'static Report> {
    REPORTS.iter().copied().find(|report| report.id == id.trim()).ok_or_else(|| {
        let known: Vec<_> = REPORTS.iter().map(|report| report.id).collect();
        let known = known.join(", ");
        Error::usage(format!("there is no report format {id:?}; choose from {known}"))
    })
}

/// Begins reports, and the change since an earlier run where the options name one. Nothing is made where nothing is to
/// be written.
///
/// # Errors
/// A folder or file that can't be made.
pub fn begin(
    formats: &[&'static Report],
    options: &ReportOptions,
) -> Result<Vec<Box<dyn ReportWriter>>> {
    if formats.is_empty() && options.previous.is_none() {
        return Ok(Vec::new());
    }
    let has_files = formats.iter().any(|report| !report.is_printed);
    if has_files || options.previous.is_some() {
        fs::create_dir_all(&options.out).map_err(|e| Error::io(&options.out, e))?;
    }
    let mut writers: Vec<Box<dyn ReportWriter>> = Vec::new();
    for (at, report) in formats.iter().enumerate() {
        // One that is named twice is written once.
        if !formats[..at].iter().any(|earlier| earlier.id == report.id) {
            writers.push((report.begin)(options)?);
        }
    }
    if let Some(previous) = &options.previous {
        writers.push(Box::new(trend::Trend::begin(options, previous)));
    }
    Ok(writers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_format_is_told_with_those_that_there_are() {
        assert_eq!(find(" csv").unwrap().id, "csv");
        let error = find("pdf").unwrap_err().to_string();
        assert!(error.contains("\"pdf\"; choose from csv, html, xlsx, jsonl, sarif"), "{error}");
    }

    #[test]
    fn no_format_writes_nothing() {
        let out = std::env::temp_dir().join(format!("glossator-no-report-{}", std::process::id()));
        let options = ReportOptions { out: out.clone(), ..ReportOptions::default() };
        assert!(begin(&[], &options).unwrap().is_empty() && !out.exists());
    }

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
