//! The change between two runs: new, fixed and remaining issues, and scores, by locale and page.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;

use rustc_hash::FxHashSet;

use super::baseline::Verdict;
use crate::error::{Error, Result};
use crate::hash;
use crate::locale::LocaleTag;
use crate::output::{self, neutralise, plain};

/// What is known of a run: its scores, and its issues by fingerprint.
#[derive(Debug, Clone, Default)]
pub struct Run {
    locales: BTreeMap<String, RunLocale>,
    /// Issues that are not told because reviewers found their checks wrong.
    dismissed: BTreeSet<u64>,
}

/// A locale of a run.
#[derive(Debug, Clone, Default)]
struct RunLocale {
    quality_score: Option<f64>,
    pages: BTreeMap<String, RunPage>,
}

/// A page of a run.
#[derive(Debug, Clone, Default)]
struct RunPage {
    quality_score: Option<f64>,
    /// Sorted once the run is complete.
    fingerprints: Vec<u64>,
}

/// How many issues came, went and stayed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct IssueChange {
    /// Issues of the later run that the earlier one lacks.
    pub new: u64,
    /// Issues of the earlier run that the later one lacks.
    pub fixed: u64,
    /// Issues of the earlier run that are not told in the later one because reviewers found the check wrong.
    pub dismissed: u64,
    /// Issues of both.
    pub remaining: u64,
}

/// The change of a locale, or of one of its pages.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The locale's name in files.
    pub locale: String,
    /// The page; none for the locale as a whole.
    pub path: Option<String>,
    /// Quality score of the earlier run, 0..100; none where it lacks the locale or page.
    pub before: Option<f64>,
    /// Quality score of the later run, 0..100; none where it lacks the locale or page.
    pub after: Option<f64>,
    /// Its issues.
    pub issues: IssueChange,
}

impl Change {
    /// By how much the quality score rose.
    pub fn rise(&self) -> Option<f64> {
        Some(self.after? - self.before?)
    }
}

impl Run {
    /// Reads the CSV reports of a run.
    ///
    /// # Errors
    /// A folder without `summary.csv`, or a report that can't be read.
    pub fn read(folder: &Path) -> Result<Run> {
        let summary = folder.join("summary.csv");
        if !summary.is_file() {
            return Err(Error::usage(format!(
                "{}: no summary.csv in this folder; name the reports of a run that wrote format csv",
                folder.display()
            )));
        }
        let mut run = Run::default();
        output::check(folder, &["summary.csv"], &[], "score again")?;
        rows(&summary, ["locale", "quality_score"], |_, [locale, score]| {
            run.locales.entry(locale.to_owned()).or_default().quality_score = score.parse().ok();
            Ok(())
        })?;
        run.check(folder)?;
        for (locale, known) in &mut run.locales {
            let pages = folder.join(format!("{locale}.pages.csv"));
            rows(&pages, ["path", "quality_score"], |_, [path, score]| {
                known.page(plain(path)).quality_score = score.parse().ok();
                Ok(())
            })?;
            let issues = folder.join(format!("{locale}.issues.csv"));
            rows(&issues, ["path", "fingerprint"], |line, [path, name]| {
                let fingerprint = hash::named(name).ok_or_else(|| {
                    let message =
                        format!("the fingerprint {name:?} is none of glossator; score again");
                    Error::malformed(&issues, line, message)
                })?;
                known.page(plain(path)).fingerprints.push(fingerprint);
                Ok(())
            })?;
        }
        let decisions = folder.join("decisions.csv");
        // Those of an earlier run say nothing of this one.
        let both = ["summary.csv", "decisions.csv"];
        if decisions.is_file() && output::check(folder, &[], &both, "").is_ok() {
            let columns = ["fingerprint", "verdict", "issues"];
            rows(&decisions, columns, |_, [name, verdict, issues]| {
                if Verdict::parse(verdict) == Some(Verdict::FalsePositive) && issues != "0" {
                    run.dismiss(hash::named(name));
                }
                Ok(())
            })?;
        }
        run.complete();
        Ok(run)
    }

    /// Sees that the reports of all locales are of one run. Reviewers write into those of issues.
    fn check(&self, folder: &Path) -> Result<()> {
        let names = |rows: &str| -> Vec<String> {
            self.locales.keys().map(|locale| format!("{locale}.{rows}.csv")).collect()
        };
        let (pages, issues) = (names("pages"), names("issues"));
        let pages = pages.iter().map(String::as_str);
        let written: Vec<&str> = std::iter::once("summary.csv").chain(pages).collect();
        let edited: Vec<&str> = issues.iter().map(String::as_str).collect();
        output::check(folder, &written, &edited, "score again")
    }

    /// Takes in issues that are not told because reviewers found their checks wrong.
    pub fn dismiss(&mut self, fingerprints: impl IntoIterator<Item = u64>) {
        self.dismissed.extend(fingerprints);
    }

    /// Takes in a page of a run that is going on: its quality score and the fingerprints of its issues.
    pub fn add(
        &mut self,
        locale: &LocaleTag,
        path: &str,
        quality_score: Option<f64>,
        fingerprints: impl Iterator<Item = u64>,
    ) {
        let locale = locale.file_name();
        if !self.locales.contains_key(locale) {
            self.locales.insert(locale.to_owned(), RunLocale::default());
        }
        let Some(known) = self.locales.get_mut(locale) else { return };
        let known = known.page(path);
        known.quality_score = rounded(quality_score);
        known.fingerprints.extend(fingerprints);
    }

    /// Sets the quality score of a locale.
    pub fn set_score(&mut self, locale: &str, quality_score: Option<f64>) {
        if let Some(known) = self.locales.get_mut(locale) {
            known.quality_score = rounded(quality_score);
        }
    }

    /// Sorts what was taken in; comparing needs it.
    pub fn complete(&mut self) {
        for page in self.locales.values_mut().flat_map(|l| l.pages.values_mut()) {
            page.fingerprints.sort_unstable();
        }
    }

    /// The quality score of a locale, 0..100.
    pub fn quality_score(&self, locale: &str) -> Option<f64> {
        self.locales.get(locale)?.quality_score
    }

    /// The quality score of a page, 0..100; none where the run lacks it.
    pub fn page_score(&self, locale: &str, path: &str) -> Option<f64> {
        self.locales.get(locale)?.pages.get(path)?.quality_score
    }

    /// The fingerprints of a locale's issues, sorted.
    pub fn fingerprints(&self, locale: &str) -> Vec<u64> {
        self.locales.get(locale).map(RunLocale::fingerprints).unwrap_or_default()
    }
}

impl RunLocale {
    fn page(&mut self, path: &str) -> &mut RunPage {
        self.pages.entry(path.to_owned()).or_default()
    }

    fn fingerprints(&self) -> Vec<u64> {
        let all = self.pages.values().flat_map(|p| p.fingerprints.iter().copied());
        let mut all: Vec<u64> = all.collect();
        all.sort_unstable();
        all
    }
}

/// Hashes of the pairs that the CSV reports of a run hold, each with the name of its locale in files: what has none of
/// these is new since.
///
/// # Errors
/// As [`Run::read`].
pub fn pairs(folder: &Path) -> Result<FxHashSet<u64>> {
    let mut locales = Vec::new();
    rows(&folder.join("summary.csv"), ["locale"], |_, [locale]| {
        locales.push(locale.to_owned());
        Ok(())
    })?;
    let mut pairs = FxHashSet::default();
    for locale in locales {
        let segments = folder.join(format!("{locale}.segments.csv"));
        rows(&segments, ["source", "target"], |_, [source, target]| {
            pairs.insert(hash::texts(&[&locale, plain(source), plain(target)]));
            Ok(())
        })?;
    }
    Ok(pairs)
}

/// As reports write scores, so that a run compares the same before and after it is written.
fn rounded(score: Option<f64>) -> Option<f64> {
    score.and_then(|s| format!("{s:.2}").parse().ok())
}

/// Compares sorted fingerprints; an issue that occurs twice counts twice. `dismissed` are those that are not told any
/// more because reviewers found their checks wrong.
pub fn compare_issues(before: &[u64], after: &[u64], dismissed: &BTreeSet<u64>) -> IssueChange {
    let mut change = IssueChange::default();
    let (mut i, mut j) = (0, 0);
    while i < before.len() || j < after.len() {
        match (before.get(i), after.get(j)) {
            (Some(x), Some(y)) if x == y => {
                change.remaining += 1;
                i += 1;
                j += 1;
            }
            (Some(x), y) if y.is_none_or(|y| x < y) => {
                let gone =
                    if dismissed.contains(x) { &mut change.dismissed } else { &mut change.fixed };
                *gone += 1;
                i += 1;
            }
            _ => {
                change.new += 1;
                j += 1;
            }
        }
    }
    change
}

/// The change of every locale, each followed by those of its pages that changed.
pub fn compare(before: &Run, after: &Run) -> Vec<Change> {
    let mut changes = Vec::new();
    let none = RunLocale::default();
    let no_page = RunPage::default();
    for locale in union(before.locales.keys(), after.locales.keys()) {
        let old = before.locales.get(locale).unwrap_or(&none);
        let new = after.locales.get(locale).unwrap_or(&none);
        changes.push(Change {
            locale: locale.clone(),
            path: None,
            before: old.quality_score,
            after: new.quality_score,
            issues: compare_issues(&old.fingerprints(), &new.fingerprints(), &after.dismissed),
        });
        for path in union(old.pages.keys(), new.pages.keys()) {
            let (x, y) = (old.pages.get(path), new.pages.get(path));
            let (x, y) = (x.unwrap_or(&no_page), y.unwrap_or(&no_page));
            let issues = compare_issues(&x.fingerprints, &y.fingerprints, &after.dismissed);
            if issues.new + issues.fixed + issues.dismissed > 0
                || x.quality_score != y.quality_score
            {
                changes.push(Change {
                    locale: locale.clone(),
                    path: Some(path.clone()),
                    before: x.quality_score,
                    after: y.quality_score,
                    issues,
                });
            }
        }
    }
    changes
}

fn union<'a>(
    a: impl Iterator<Item = &'a String>,
    b: impl Iterator<Item = &'a String>,
) -> std::collections::BTreeSet<&'a String> {
    a.chain(b).collect()
}

/// Columns of `trend.csv`; `path` is empty in a locale's row.
pub const COLUMNS: &[&str] = &[
    "locale",
    "path",
    "quality_score_before",
    "quality_score_after",
    "quality_score_change",
    "issues_before",
    "issues_after",
    "new_issues",
    "fixed_issues",
    "remaining_issues",
    "dismissed_issues",
];

/// Writes changes as CSV.
///
/// # Errors
/// What the writer refuses.
pub fn write(changes: &[Change], out: impl Write) -> std::io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(COLUMNS)?;
    let score = |s: Option<f64>| s.map_or_else(String::new, |s| format!("{s:.2}"));
    for change in changes {
        let issues = change.issues;
        writer.write_record([
            change.locale.as_str(),
            &neutralise(change.path.as_deref().unwrap_or("")),
            &score(change.before),
            &score(change.after),
            &score(change.rise()),
            &(issues.fixed + issues.dismissed + issues.remaining).to_string(),
            &(issues.new + issues.remaining).to_string(),
            &issues.new.to_string(),
            &issues.fixed.to_string(),
            &issues.remaining.to_string(),
            &issues.dismissed.to_string(),
        ])?;
    }
    writer.flush()
}

/// Does something with these columns of each row, and its line.
fn rows<const N: usize>(
    path: &Path,
    columns: [&str; N],
    mut work: impl FnMut(u64, [&str; N]) -> Result<()>,
) -> Result<()> {
    let malformed = |e: csv::Error| {
        let line = e.position().map(csv::Position::line);
        Error::malformed(path, line, e.to_string())
    };
    let file = std::fs::File::open(path).map_err(|e| Error::io(path, e))?;
    let mut reader = csv::Reader::from_reader(std::io::BufReader::new(file));
    let header = reader.headers().map_err(malformed)?;
    let mut at = [0; N];
    for (at, column) in at.iter_mut().zip(columns) {
        *at = header.iter().position(|h| h == column).ok_or_else(|| {
            Error::malformed(path, 1, format!("there is no column {column:?}; score again"))
        })?;
    }
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(malformed)? {
        let line = record.position().map_or(0, csv::Position::line);
        work(line, at.map(|at| record.get(at).unwrap_or("")))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(score: f64, pages: &[(&str, f64, &[u64])]) -> Run {
        let pages = pages.iter().map(|(path, score, fingerprints)| {
            let page = RunPage { quality_score: Some(*score), fingerprints: fingerprints.to_vec() };
            ((*path).to_owned(), page)
        });
        let locale = RunLocale { quality_score: Some(score), pages: pages.collect() };
        let mut run =
            Run { locales: BTreeMap::from([("de-DE".to_owned(), locale)]), ..Run::default() };
        run.complete();
        run
    }

    #[test]
    fn issues_come_go_and_stay_and_count_as_often_as_they_occur() {
        let none = BTreeSet::new();
        let change = compare_issues(&[1, 1, 2, 3], &[1, 2, 2, 4], &none);
        assert_eq!(change, IssueChange { new: 2, fixed: 2, remaining: 2, dismissed: 0 });
        let known = compare_issues(&[1, 1, 2, 3], &[1, 2], &BTreeSet::from([1]));
        assert_eq!(known, IssueChange { new: 0, fixed: 1, remaining: 2, dismissed: 1 });
        assert_eq!(
            compare_issues(&[], &[1], &none),
            IssueChange { new: 1, ..IssueChange::default() }
        );
    }

    #[test]
    fn a_moved_issue_remains_in_its_locale() {
        let before =
            run(80.0, &[("a.md", 70.0, &[1, 2]), ("b.md", 90.0, &[]), ("c.md", 99.0, &[5])]);
        let after =
            run(85.0, &[("a.md", 90.0, &[2]), ("b.md", 80.0, &[1, 3]), ("c.md", 99.0, &[5])]);
        let changes = compare(&before, &after);
        let found: Vec<_> = changes
            .iter()
            .map(|c| {
                (c.path.as_deref(), c.rise(), c.issues.new, c.issues.fixed, c.issues.remaining)
            })
            .collect();
        assert_eq!(
            found,
            [
                (None, Some(5.0), 1, 0, 3),
                (Some("a.md"), Some(20.0), 0, 1, 1),
                (Some("b.md"), Some(-10.0), 2, 0, 0),
            ]
        );
    }
}
