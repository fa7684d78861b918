//! The fixes of a run's issues, made in the files that hold them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{Progress, ScoreOptions, evaluate, plan, read_options};
use crate::checks::issue::Place;
use crate::document::{Document, Input};
use crate::error::Result;
use crate::evaluate::{Evaluation, Evaluator};
use crate::hash;
use crate::locale::LocaleTag;
use crate::read::rewrite::{Edit, Left, Rewritten, rewrite};
use crate::results::baseline::Verdict;
use crate::results::outcome::Outcome;

/// An issue that has a fix.
#[derive(Debug, Clone)]
pub struct Found {
    /// The page's path as in [`Document::path`](crate::document::Document::path).
    pub path: String,
    /// Its line, from 1.
    pub line: u32,
    /// The locale of the page.
    pub locale: LocaleTag,
    /// The check's id.
    pub check: &'static str,
    fingerprint: u64,
}

/// A file with the fixes of its issues; nothing is written yet.
#[derive(Debug)]
pub struct Mended {
    /// The file.
    pub path: PathBuf,
    /// Its bytes as they were read.
    pub before: Vec<u8>,
    /// Its bytes with the fixes.
    pub after: Vec<u8>,
    /// The issues that are mended.
    pub mended: Vec<Found>,
    /// Those that stay, each with the reason.
    pub left: Vec<(Found, Left)>,
}

/// Files that are rewritten at once: their bytes are in memory.
const AT_ONCE: usize = 64;

/// Scores all inputs and hands on each file that has issues with a fix, in the order of the paths, with the fixes made;
/// nothing is written. Issues that `wants` refuses, and those that reviewers found not worth mending, stay; so do those
/// with whose fixes the file, judged again, would have an issue that it had not.
///
/// # Errors
/// As [`evaluate_each`](super::evaluate_each), or what `take` refuses.
pub fn mend(
    options: ScoreOptions,
    wants: impl Fn(&Found) -> bool + Sync,
    mut take: impl FnMut(Mended) -> Result<()>,
    progress: Progress<'_>,
) -> Result<Outcome> {
    let mut planned = plan(&options)?;
    let read_options = read_options(&options, &mut planned);
    let mut found: BTreeMap<String, Vec<(Found, Edit)>> = BTreeMap::new();
    let mut segments = 0;
    let mut before = Counts::default();
    let mut gather = |page: Evaluation| {
        before.add(&page);
        let edits = edits(&page, segments).into_iter().filter(|(issue, _)| wants(issue));
        for (issue, edit) in edits {
            found.entry(issue.path.clone()).or_default().push((issue, edit));
        }
        segments += page.document.segments.len();
        Ok(())
    };
    let (outcome, mut evaluator) = evaluate(options, &mut gather, progress)?;
    // What reviewers dropped is no issue of the mended file either.
    evaluator.baseline = outcome.baseline.clone();
    for issues in found.values_mut() {
        issues.retain(|(issue, _)| {
            outcome.baseline.verdict(issue.fingerprint) != Some(Verdict::Rejected)
        });
    }
    let with_issues = |input: &Input| {
        let issues = found.get(&input.name).filter(|issues| !issues.is_empty())?;
        Some((input.clone(), issues))
    };
    let files: Vec<_> = planned.inputs.iter().filter_map(with_issues).collect();
    for files in files.chunks(AT_ONCE) {
        let mend = |(input, issues): &(Input, &Vec<(Found, Edit)>)| {
            let edits: Vec<Edit> = issues.iter().map(|(_, edit)| edit.clone()).collect();
            let accepts = |documents| before.cover(&evaluator, documents);
            settle(input, issues, rewrite(input, &read_options, &edits, accepts))
        };
        let mended: Vec<Mended> = files.par_iter().map(mend).collect();
        mended.into_iter().try_for_each(&mut take)?;
    }
    Ok(outcome)
}

/// How many issues of a check the places of pages have.
#[derive(Debug, Default)]
struct Counts(FxHashMap<u64, u32>);

impl Counts {
    /// Counts the issues of a page.
    fn add(&mut self, page: &Evaluation) {
        let document = &page.document;
        for placed in &page.issues {
            let place = match placed.place {
                Place::Segment(index) => document.segments.get(index).map_or("", |s| &s.id),
                Place::Title => "title",
                Place::Description => "description",
                Place::Line(_) => "page",
            };
            let locale = document.locale.as_str();
            let key = hash::texts(&[&document.path, locale, place, placed.issue.check.id]);
            *self.0.entry(key).or_default() += 1;
        }
    }

    /// Whether a file that is read as these documents has no issue beyond these.
    fn cover(&self, evaluator: &Evaluator, documents: Vec<Document>) -> bool {
        let mut counts = Counts::default();
        for document in documents {
            counts.add(&evaluator.evaluate(document));
        }
        counts.0.iter().all(|(key, count)| self.0.get(key).is_some_and(|known| count <= known))
    }
}

/// The issues of a page that have a fix; segments are counted through all pages.
fn edits(page: &Evaluation, segments: usize) -> Vec<(Found, Edit)> {
    let document = &page.document;
    let edit = |placed: &crate::evaluate::PlacedIssue| {
        let Place::Segment(index) = placed.place else { return None };
        let (fix, segment) = (placed.issue.fix.as_ref()?, document.segments.get(index)?);
        let issue = Found {
            path: document.path.clone(),
            line: placed.line,
            locale: document.locale.clone(),
            check: placed.issue.check.id,
            fingerprint: placed.fingerprint,
        };
        let fix = fix.least(&segment.target);
        let edit = Edit {
            locale: document.locale.clone(),
            segment: segments + index,
            id: segment.id.clone(),
            target: segment.target.clone(),
            span: fix.span,
            text: fix.text,
        };
        Some((issue, edit))
    };
    page.issues.iter().filter_map(edit).collect()
}

/// Tells the issues that a rewritten file has no more from those that stay.
fn settle(input: &Input, issues: &[(Found, Edit)], rewritten: Rewritten) -> Mended {
    let Rewritten { before, after, left: reasons } = rewritten;
    let (mut mended, mut left) = (Vec::new(), Vec::new());
    for ((issue, _), reason) in issues.iter().zip(reasons) {
        match reason {
            None => mended.push(issue.clone()),
            Some(reason) => left.push((issue.clone(), reason)),
        }
    }
    Mended { path: input.path.clone(), before, after, mended, left }
}
