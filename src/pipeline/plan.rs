//! Which files a run reads, and what it lacks of the originals.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use globset::GlobMatcher;
use rayon::prelude::*;

use super::ScoreOptions;
use crate::document::{Problem, ProblemKind};
use crate::error::{Error, Result};
use crate::learn::pages::Pages;
use crate::locale::LocaleTag;
use crate::output::is_run;
use crate::read::layout::{self, Call, Plan, Untranslated};
use crate::read::{self, History, ReadOptions};
use crate::results::outcome::Outcome;

/// Finds what is to be scored: the files, their locales and their originals, as [`evaluate_each`](super::evaluate_each) will read them.
///
/// # Errors
/// A path that does not exist, no file at all, originals without a page, or one file as the original of several.
pub fn plan(options: &ScoreOptions) -> Result<Plan> {
    let out = &options.report.out;
    let mut plan = layout::plan(Call {
        paths: &options.paths,
        sources: &options.originals,
        source_locale: options.source_locale.as_ref(),
        // What an earlier run wrote there is nothing to score.
        except: (is_run(out) || out.join("summary.csv").is_file()).then_some(out.as_path()),
    })?;
    if let Some(only) = &options.only {
        let is_wanted = |path: &Path| path.canonicalize().is_ok_and(|path| only.contains(&path));
        plan.inputs.retain(|input| is_wanted(&input.path));
    }
    if options.only.is_none() {
        plan.remarks = remarks(options, &plan);
    }
    let is_wanted = |name: &str| !options.exclude.iter().any(|pattern| pattern.is_match(name));
    plan.inputs.retain(|input| is_wanted(&input.name));
    plan.untranslated.retain(|untranslated| is_wanted(&untranslated.original.name));
    plan.problems.retain(|problem| is_wanted(&problem.path));
    if plan.inputs.is_empty() && options.only.is_none() && plan.problems.is_empty() {
        return Err(nothing_to_score(&options.paths));
    }
    Ok(plan)
}

/// Patterns that match no file of the run.
fn remarks(options: &ScoreOptions, plan: &Plan) -> Vec<String> {
    let inputs = plan.inputs.iter().map(|input| input.name.as_str());
    let originals = plan.untranslated.iter().map(|u| u.original.name.as_str());
    let problems = plan.problems.iter().map(|problem| problem.path.as_str());
    let names: Vec<&str> = inputs.chain(originals).chain(problems).collect();
    let is_idle = |glob: &&GlobMatcher| !names.iter().any(|name| glob.is_match(name));
    let excluded = options.exclude.iter().filter(is_idle);
    let excluded = excluded.map(|glob| format!("exclude {}: no path matches", glob.glob()));
    let of_checks = options.rules.paths().filter(|(_, glob)| is_idle(glob));
    let of_checks = of_checks.map(|(id, glob)| format!("{id}: no path matches {}", glob.glob()));
    excluded.chain(of_checks).collect()
}

/// Finds the files below paths, and how they are read.
pub(super) fn planned(
    paths: &[PathBuf],
    sources: &[PathBuf],
    options: &mut ReadOptions,
) -> Result<Plan> {
    let source_locale = options.source_locale.as_ref();
    let plan = layout::plan(Call { paths, sources, source_locale, except: None })?;
    options.source_locale.clone_from(&plan.source_locale);
    options.folder.clone_from(&plan.folder);
    options.history = Some(Arc::new(History::of(plan.folders.clone())));
    Ok(plan)
}

/// The pages of a run, whatever of them is scored.
pub(super) fn known_pages(plan: &Plan, asked: Option<&LocaleTag>) -> Pages {
    let place = |path: &Path| read::place(path, &plan.folder);
    let mut pages = Pages::default();
    for page in &plan.localized {
        let Some(locale) = page.locale.as_deref().or(asked) else { continue };
        let original = page.original.as_deref().map(place);
        pages.add_localized(locale, &place(&page.path), original.as_deref());
    }
    for original in &plan.lacking {
        pages.add_original(&place(original));
    }
    pages
}

/// How many segments an original would have, or what is amiss with it.
pub(super) type Counted = std::result::Result<u64, Problem>;

/// Counts what originals without a localized file would have of segments.
pub(super) fn counts(untranslated: &[Untranslated]) -> Vec<Counted> {
    let count = |untranslated: &Untranslated| read::count_segments(&untranslated.original);
    untranslated.par_iter().map(count).collect()
}

/// Adds up what was counted, in each locale that lacks the originals.
pub(super) fn count_untranslated(
    plan: &Plan,
    asked: Option<&LocaleTag>,
    counts: Vec<Counted>,
    outcome: &mut Outcome,
) {
    for (untranslated, count) in plan.untranslated.iter().zip(counts) {
        let count = match count {
            Ok(count) => count,
            Err(problem) => {
                outcome.problems.push(problem);
                continue;
            }
        };
        if count == 0 && !read::is_page(&untranslated.original) {
            outcome.problems.push(Problem {
                path: untranslated.original.name.clone(),
                line: None,
                kind: ProblemKind::NotScored,
                message: "The file holds no text to translate.".to_owned(),
            });
            continue;
        }
        let mut named = Vec::new();
        for locale in &untranslated.locales {
            let locale = if locale.is_empty() { asked.unwrap_or(locale) } else { locale };
            named.extend(Some(locale.as_str()).filter(|tag| !tag.is_empty()));
            let totals = &mut outcome.locales.entry(locale.clone()).or_default().totals;
            totals.segments += count;
            totals.untranslated_segments += count;
        }
        let named = named.join(", ");
        let of = if named.is_empty() { String::new() } else { format!(" of {named}") };
        outcome.problems.push(Problem {
            path: untranslated.original.name.clone(),
            line: None,
            kind: ProblemKind::NotTranslated,
            message: format!("No localized file{of} belongs to this original."),
        });
    }
}

fn nothing_to_score(paths: &[PathBuf]) -> Error {
    Error::usage(format!("{}: no file to score; name a folder with localized pages", list(paths)))
}

pub(super) fn no_pair(paths: &[PathBuf], files: usize) -> Error {
    Error::usage(format!(
        "{}: no segment pair in {files} file(s); glossator reads bilingual pages (the localized repository's `live-sxs` branch has them), or plain ones beside their originals (`--source FOLDER`)",
        list(paths)
    ))
}

pub(super) fn list(paths: &[PathBuf]) -> String {
    paths.iter().map(|p| p.display().to_string()).collect::<Vec<_>>().join(", ")
}
