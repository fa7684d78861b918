//! The whole main job: discover → read → attach references → learn → evaluate → add up → report, in ordered batches.

mod batches;
mod plan;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use globset::GlobMatcher;

use self::batches::{batches, read_batch, read_each};
pub use self::plan::plan;
use self::plan::{count_untranslated, known_pages, list, no_pair, planned};
use crate::config::MinScore;
use crate::document::{Document, Problem, ProblemKind};
use crate::error::{Error, Result};
use crate::evaluate::rules::CheckRules;
use crate::evaluate::{Evaluation, Evaluator, PlacedIssue};
use crate::learn::Corpus;
use crate::learn::dictionaries::Dictionaries;
use crate::learn::lexicon::Lexicons;
use crate::learn::style::Guide;
use crate::locale::LocaleTag;
use crate::mqm::{Confidence, Severity};
use crate::names::Termbase;
use crate::output::WholeFile;
use crate::read::layout::{self, Call};
use crate::read::left_out::LeftOut;
use crate::read::pieces::{Piece, pieces};
use crate::read::{History, Parallel, ReadOptions};
use crate::references::References;
use crate::reports::{self, Report, ReportOptions, ReportWriter};
use crate::results::baseline::{Baseline, Status};
use crate::results::outcome::{Outcome, WorstIssues};

/// What to score and how; paths are as given. By default nothing is read and nothing is written.
#[derive(Debug, Default)]
pub struct ScoreOptions {
    /// Files and folders to score.
    pub paths: Vec<PathBuf>,
    /// The files to score below the paths, canonical; all when none.
    pub only: Option<BTreeSet<PathBuf>>,
    /// Patterns of paths that are not scored.
    pub exclude: Vec<GlobMatcher>,
    /// Files and folders of the originals, for localized pages that hold no pairs themselves; found by the layout of the
    /// paths where there are none.
    pub originals: Vec<PathBuf>,
    /// The locale of the originals; English unless `originals` names another.
    pub source_locale: Option<LocaleTag>,
    /// The sources of the paths, where these are plain text of one segment a line.
    pub parallel: Option<Parallel>,
    /// Files and folders of reference translations.
    pub references: Vec<PathBuf>,
    /// Whether pages that people translated serve as references for the others.
    pub human_as_references: bool,
    /// Whether references found by a source that is only nearly the same count in the scores of pages and locales.
    pub fuzzy_references: bool,
    /// The product names and terms to look for; none by default, [`Termbase::load`] gives the shipped ones.
    pub termbase: Termbase,
    /// Lexicons to judge by; locales that have none are learned from the pages.
    pub lexicons: Lexicons,
    /// Dictionaries to spell by; none by default.
    pub dictionaries: Dictionaries,
    /// Style guide to hold texts to; none where the habit of the run decides, or the guide that a page names.
    pub style: Option<Guide>,
    /// Locale of pages that do not name theirs.
    pub locale: Option<LocaleTag>,
    /// Which checks run where.
    pub rules: CheckRules,
    /// What reviewers have decided; gates count new issues only.
    pub baseline: Baseline,
    /// The reports to write; none by default. [`reports::find`] gives one by its id.
    pub formats: Vec<&'static Report>,
    /// Where and how reports are written.
    pub report: ReportOptions,
    /// Least confidence of an issue that scores and gates count.
    pub min_confidence: Confidence,
    /// Of the worst issues, how many [`Outcome::worst`] keeps.
    pub show: usize,
    /// Least severity that makes the run fail.
    pub fail_on: Option<Severity>,
    /// Least quality score of a locale.
    pub min_score: Option<MinScore>,
}

/// Tells how many of all inputs are done; called from one thread.
pub type Progress<'p> = &'p mut dyn FnMut(usize, usize);

/// Scores all inputs and writes the reports.
///
/// # Errors
/// As [`evaluate_each`], or a report that can't be written.
pub fn score(options: ScoreOptions, progress: Progress<'_>) -> Result<Outcome> {
    let (formats, report) = (options.formats.clone(), options.report.clone());
    // Begun once there is something to write.
    let mut begun: Option<Vec<Box<dyn ReportWriter>>> = None;
    let mut take = |page: Evaluation| {
        let writers = match &mut begun {
            Some(writers) => writers,
            None => begun.insert(reports::begin(&formats, &report)?),
        };
        writers.iter_mut().try_for_each(|writer| writer.page(&page))
    };
    let mut outcome = evaluate_each(options, &mut take, progress)?;
    let writers = match begun {
        Some(writers) => writers,
        None => reports::begin(&formats, &report)?,
    };
    let mut files = Vec::new();
    for writer in writers {
        files.extend(writer.finish(&outcome)?);
    }
    outcome.reports = files.into_iter().map(WholeFile::place).collect::<Result<_>>()?;
    Ok(outcome)
}

/// Evaluates all inputs and gives back each page with its scores and issues, in the order of the paths; no report is
/// written. All pages are in memory at once: for corpora larger than that there is [`evaluate_each`].
///
/// ```
/// use glossator::names::Termbase;
/// use glossator::pipeline::{self, ScoreOptions};
///
/// let options = ScoreOptions {
///     paths: vec!["data/sample/docs".into()],
///     termbase: Termbase::load(&[])?,
///     ..ScoreOptions::default()
/// };
/// let (pages, outcome) = pipeline::evaluate_all(options)?;
/// assert!(outcome.problems.is_empty() && outcome.reports.is_empty());
/// for page in &pages {
///     for found in &page.issues {
///         let path = &page.document.path;
///         println!("{path}:{}: {}: {}", found.line, found.issue.check.id, found.issue.message);
///     }
/// }
/// # assert!(pages.iter().any(|page| !page.issues.is_empty()));
/// # Ok::<(), glossator::Error>(())
/// ```
///
/// # Errors
/// As [`evaluate_each`].
pub fn evaluate_all(options: ScoreOptions) -> Result<(Vec<Evaluation>, Outcome)> {
    let mut pages = Vec::new();
    let mut take = |page| {
        pages.push(page);
        Ok(())
    };
    let outcome = evaluate_each(options, &mut take, &mut |_, _| ())?;
    Ok((pages, outcome))
}

/// Takes a page that is judged.
pub type Take<'t> = &'t mut (dyn FnMut(Evaluation) -> Result<()> + Send);

/// Evaluates all inputs and hands each page that has pairs or issues to the function, in the order of the paths; gives
/// back the sums. Memory does not grow with the number of pages.
///
/// # Errors
/// A path that does not exist, no input at all, no pair in any input, or what the function refuses. Inputs that can't be
/// read are problems of the [`Outcome`], and all others are evaluated.
pub fn evaluate_each(
    options: ScoreOptions,
    take: Take<'_>,
    progress: Progress<'_>,
) -> Result<Outcome> {
    let mut outcome = Outcome { worst: WorstIssues::new(options.show), ..Outcome::default() };
    let mut plan = plan(&options)?;
    outcome.problems.append(&mut plan.problems);
    outcome.layout = plan.layout.take();
    let inputs = pieces(&plan.inputs);
    plan.inputs = Vec::new();
    let read_options = ReadOptions {
        locale: options.locale.clone(),
        source_locale: plan.source_locale.clone(),
        parallel: options.parallel.clone(),
        history: Some(Arc::new(History::of(std::mem::take(&mut plan.folders)))),
    };
    // Reference files are no part of the parallel texts.
    let reference_options = ReadOptions { parallel: None, ..read_options.clone() };
    let references = load_references(&options, &inputs, &reference_options, &mut outcome.problems)?;
    // The second pass tells the problems again.
    let corpus =
        Corpus::knowing(options.lexicons).held_to(options.style).spelling_by(options.dictionaries);
    let corpus = corpus.with_pages(known_pages(&plan, options.locale.as_ref()));
    let (corpus, _) = learn(&inputs, &read_options, corpus, |done| {
        progress(done, 2 * inputs.len());
    });
    let evaluator = Evaluator {
        corpus,
        rules: options.rules,
        baseline: options.baseline,
        fuzzy_references: options.fuzzy_references,
        min_confidence: options.min_confidence,
        ..Evaluator::new(options.termbase)
    };
    let evaluate = |mut document| {
        references.attach(&mut document);
        evaluator.evaluate(document)
    };
    let mut waiting: Vec<Evaluation> = Vec::new();
    let mut left_out = LeftOut::default();
    let (mut done, mut segments) = (0, 0);
    for batch in batches(&inputs) {
        // While one batch is judged the one before is handed on.
        let (evaluated, handed_on) = rayon::join(
            || read_batch(batch, &read_options, evaluate),
            || hand_on(waiting.drain(..), &mut outcome, &mut left_out, take),
        );
        handed_on?;
        for result in evaluated {
            match result {
                Ok(evaluations) => waiting.extend(evaluations),
                Err(problem) if problem.kind == ProblemKind::NoTranslation => {
                    left_out.add(&problem.path, problem.kind);
                }
                Err(problem) => outcome.problems.push(problem),
            }
        }
        segments += waiting.iter().map(|e| e.segments.len()).sum::<usize>();
        done += batch.len();
        progress(inputs.len() + done, 2 * inputs.len());
    }
    hand_on(waiting.drain(..), &mut outcome, &mut left_out, take)?;
    outcome.problems.extend(left_out.problems());
    if options.only.is_none() {
        count_untranslated(&plan, options.locale.as_ref(), &mut outcome);
    }
    if segments == 0 && options.only.is_none() && outcome.problems.iter().all(|p| !p.kind.is_loss())
    {
        return Err(no_pair(&options.paths, inputs.len()));
    }
    sort(&mut outcome.problems);
    for (locale, found) in &mut outcome.locales {
        let min_score = options.min_score.as_ref().and_then(|m| m.of(locale));
        found.judge(options.fail_on, min_score);
    }
    outcome.baseline = evaluator.baseline;
    let failures = evaluator.corpus.dictionaries().failures();
    outcome.broken_dictionaries = failures.map(str::to_owned).collect();
    let habits = evaluator.corpus.styles().counts();
    outcome.habits = habits.map(|(tag, rule, count)| (tag.clone(), rule, count)).collect();
    Ok(outcome)
}

/// Puts problems in the order of their paths and lines.
fn sort(problems: &mut [Problem]) {
    problems.sort_by(|a, b| (&a.path, a.line, a.kind).cmp(&(&b.path, b.line, b.kind)));
}

/// Reads all inputs and hands the documents on, in order; gives the problems, each sorted to its path.
///
/// # Errors
/// A path that does not exist, or what the function refuses.
pub fn read_all(
    paths: &[PathBuf],
    original_paths: &[PathBuf],
    mut options: ReadOptions,
    take: impl FnMut(&Document) -> Result<()>,
) -> Result<Vec<Problem>> {
    let mut plan = planned(paths, original_paths, &mut options)?;
    let mut problems = std::mem::take(&mut plan.problems);
    read_each(&plan.inputs, &options, &mut problems, take)?;
    sort(&mut problems);
    Ok(problems)
}

/// Trains the lexicons of all locales of the inputs; with them come the problems met.
///
/// # Errors
/// A path that does not exist, or no pair in any input.
pub fn train_lexicons(
    paths: &[PathBuf],
    original_paths: &[PathBuf],
    mut options: ReadOptions,
) -> Result<(Lexicons, Vec<Problem>)> {
    let mut plan = planned(paths, original_paths, &mut options)?;
    let mut problems = std::mem::take(&mut plan.problems);
    let (corpus, met) = learn(&pieces(&plan.inputs), &options, Corpus::default(), |_| ());
    problems.extend(met);
    sort(&mut problems);
    let lexicons = corpus.into_lexicons();
    if lexicons.iter().next().is_none() {
        let message = format!("{}: no pair of a known locale to train on", list(paths));
        return Err(Error::usage(message));
    }
    Ok((lexicons, problems))
}

/// Measures the style of the inputs by locale; with it come the problems met.
///
/// # Errors
/// A path that does not exist, or no place of any rule.
pub fn measure_style(
    paths: &[PathBuf],
    original_paths: &[PathBuf],
    mut options: ReadOptions,
) -> Result<(Corpus, Vec<Problem>)> {
    let mut plan = planned(paths, original_paths, &mut options)?;
    let mut problems = std::mem::take(&mut plan.problems);
    let (corpus, met) = observe(&pieces(&plan.inputs), &options, Corpus::default(), |_| ());
    problems.extend(met);
    sort(&mut problems);
    if corpus.styles().counts().next().is_none() {
        let message = format!("{}: no pair of a known locale to measure", list(paths));
        return Err(Error::usage(message));
    }
    Ok((corpus, problems))
}

/// The first pass: what the documents teach, cut by all threads, and the problems met.
fn learn(
    inputs: &[Piece],
    options: &ReadOptions,
    corpus: Corpus,
    progress: impl FnMut(usize),
) -> (Corpus, Vec<Problem>) {
    let (mut corpus, problems) = observe(inputs, options, corpus, progress);
    corpus.finish();
    (corpus, problems)
}

/// What the documents show, before it is turned into what checks use.
fn observe(
    inputs: &[Piece],
    options: &ReadOptions,
    mut corpus: Corpus,
    mut progress: impl FnMut(usize),
) -> (Corpus, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut done = 0;
    for batch in batches(inputs) {
        let prepare = |document: Document| (corpus.prepare(&document), document.problems);
        for result in read_batch(batch, options, prepare) {
            match result {
                Ok(documents) => {
                    for (observation, met) in documents {
                        corpus.observe(observation);
                        problems.extend(met);
                    }
                }
                Err(problem) => problems.push(problem),
            }
        }
        done += batch.len();
        progress(done);
    }
    (corpus, problems)
}

fn load_references(
    options: &ScoreOptions,
    inputs: &[Piece],
    read_options: &ReadOptions,
    problems: &mut Vec<Problem>,
) -> Result<References> {
    let mut references = References::default();
    if !options.references.is_empty() {
        let call = Call {
            paths: &options.references,
            sources: &options.originals,
            source_locale: options.source_locale.as_ref(),
            except: None,
        };
        let plan = layout::plan(call)?;
        problems.extend(plan.problems.into_iter().filter(|p| p.kind.is_loss()));
        read_each(&plan.inputs, read_options, problems, |document| {
            references.add(document);
            Ok(())
        })?;
        if references.is_empty() {
            return Err(Error::usage(format!(
                "{}: no reference translation found; name folders with bilingual pages",
                list(&options.references)
            )));
        }
    }
    if options.human_as_references {
        for batch in batches(inputs) {
            for documents in read_batch(batch, read_options, |document| document).iter().flatten() {
                for document in documents {
                    references.add_human(document);
                }
            }
        }
    }
    references.finish();
    Ok(references)
}

/// Adds up the sums of evaluated pages and hands on those that have something to say.
fn hand_on(
    pages: impl Iterator<Item = Evaluation>,
    outcome: &mut Outcome,
    left_out: &mut LeftOut,
    take: Take<'_>,
) -> Result<()> {
    for page in pages {
        outcome.problems.extend(page.document.problems.iter().cloned());
        if page.document.segments.is_empty() && page.issues.is_empty() && page.dropped.is_empty() {
            if page.document.problems.is_empty() {
                left_out.add(&page.document.path, ProblemKind::NoTranslation);
            }
            continue;
        }
        let known = page.issues.iter().filter(|i| i.status == Status::Known).map(|i| i.fingerprint);
        for fingerprint in known.chain(page.dropped.iter().copied()) {
            *outcome.decisions_met.entry(fingerprint).or_default() += 1;
        }
        let found = outcome.locales.entry(page.document.locale.clone()).or_default();
        found.totals.merge(&page.totals);
        // Suspicions are neutral.
        let counts =
            |i: &&PlacedIssue| i.status == Status::New && i.issue.severity > Severity::Neutral;
        for placed in page.issues.iter().filter(counts) {
            found.meet(&page.document.path, placed.line, &placed.issue);
            outcome.worst.meet(&page.document.path, placed.line, &placed.issue);
        }
        take(page)?;
    }
    Ok(())
}
