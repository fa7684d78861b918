//! The whole main job: discover → read → attach references → learn → evaluate → add up → report, in ordered batches.

mod batches;
mod gathering;
mod judged;
mod lessons;
mod mend;
mod options;
mod plan;
mod records;
mod sealed;
mod shards;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use globset::GlobMatcher;

use self::batches::{batches, read_batch, read_each};
use self::gathering::{Gathering, Lessons, sort};
pub use self::judged::{Bench, Only};
pub(crate) use self::judged::{drawn, quotas};
pub use self::lessons::{learn_from, learn_shard, learn_shards};
pub use self::mend::{Found, Mended, mend};
pub use self::plan::plan;
use self::plan::{counts, known_pages, list, planned};
pub use self::shards::{ShardPlan, merge, pages_of_part, plan_of_parts, score_shard};
use crate::config::MinScore;
use crate::document::{Document, Problem};
use crate::error::{Error, Result};
use crate::evaluate::rules::CheckRules;
use crate::evaluate::{Evaluation, Evaluator};
use crate::learn::Corpus;
use crate::learn::dictionaries::Dictionaries;
use crate::learn::lexicon::Lexicons;
use crate::learn::style::Guide;
use crate::locale::LocaleTag;
use crate::mqm::{Confidence, Severity};
use crate::names::Termbase;
use crate::output;
use crate::read::layout::{self, Call, Plan};
use crate::read::pieces::{Piece, pieces};
use crate::read::{History, Parallel, ReadOptions};
use crate::references::References;
use crate::reports::{self, Report, ReportOptions, ReportWriter};
use crate::results::baseline::Baseline;
use crate::results::outcome::Outcome;

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
    /// Judges to ask; none by default.
    pub bench: Option<Bench>,
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

/// Is told how many of all inputs are done, by the thread that called; an error, such as [`Error::Stopped`], ends the run.
pub type Progress<'p> = &'p mut dyn FnMut(usize, usize) -> Result<()>;

/// Scores all inputs and writes the reports.
///
/// # Errors
/// As [`evaluate_each`], or a report that can't be written.
pub fn score(options: ScoreOptions, progress: Progress<'_>) -> Result<Outcome> {
    score_each(options, &mut |_| Ok(()), progress)
}

/// Looks at a page that is judged.
pub type Look<'t> = &'t mut (dyn FnMut(&Evaluation) -> Result<()> + Send);

/// Scores all inputs and writes the reports, and shows each page that has pairs or issues to the function before.
///
/// # Errors
/// As [`score`], or what the function refuses.
pub fn score_each(
    options: ScoreOptions,
    look: Look<'_>,
    progress: Progress<'_>,
) -> Result<Outcome> {
    let (formats, mut report) = (options.formats.clone(), options.report.clone());
    report.judges = options.bench.as_ref().map(Bench::names);
    write_reports(&formats, &report, |write| {
        let mut take = |page: Evaluation| {
            look(&page)?;
            write(page)
        };
        evaluate_each(options, &mut take, progress)
    })
}

/// Writes the reports of pages that a run hands on.
fn write_reports(
    formats: &[&'static Report],
    report: &ReportOptions,
    run: impl FnOnce(Take<'_>) -> Result<Outcome>,
) -> Result<Outcome> {
    // Begun once there is something to write.
    let mut begun: Option<Vec<Box<dyn ReportWriter>>> = None;
    let mut take = |page: Evaluation| {
        let writers = match &mut begun {
            Some(writers) => writers,
            None => begun.insert(reports::begin(formats, report)?),
        };
        writers.iter_mut().try_for_each(|writer| writer.page(&page))
    };
    let mut outcome = run(&mut take)?;
    let writers = match begun {
        Some(writers) => writers,
        None => reports::begin(formats, report)?,
    };
    let mut files = Vec::new();
    for writer in writers {
        files.extend(writer.finish(&outcome)?);
    }
    outcome.reports = output::commit(&report.out, files)?;
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
    let outcome = evaluate_each(options, &mut take, &mut |_, _| Ok(()))?;
    Ok((pages, outcome))
}

/// Takes a page that is judged.
pub type Take<'t> = &'t mut (dyn FnMut(Evaluation) -> Result<()> + Send);

/// Evaluates all inputs and hands each page that has pairs or issues to the function, in the order of the paths; gives
/// back the sums. Memory does not grow with the number of pages.
///
/// # Errors
/// A path that does not exist, no input at all, no pair in any input, or what one of the functions refuses. Inputs that
/// can't be read are problems of the [`Outcome`], and all others are evaluated.
pub fn evaluate_each(
    options: ScoreOptions,
    take: Take<'_>,
    progress: Progress<'_>,
) -> Result<Outcome> {
    evaluate(options, take, progress).map(|(outcome, _)| outcome)
}

/// Evaluates as [`evaluate_each`]; gives back what judged, too, which has no baseline any more.
fn evaluate(
    mut options: ScoreOptions,
    take: Take<'_>,
    progress: Progress<'_>,
) -> Result<(Outcome, Evaluator)> {
    let mut plan = plan(&options)?;
    let mut gathering = Gathering::begin(options.show, &mut plan);
    let inputs = pieces(&plan.inputs);
    // Each input is read at least twice.
    let pairings = Some(Arc::default());
    let read_options = ReadOptions { pairings, ..read_options(&options, &mut plan) };
    let problems = &mut gathering.outcome.problems;
    let references = load_references(&options, &inputs, &read_options, problems)?;
    // The second pass tells the problems again.
    let corpus = corpus(&mut options, &plan);
    let all = 2 * inputs.len();
    let (corpus, _) = learn(&inputs, &read_options, corpus, |done| progress(done, all))?;
    let mut evaluator = evaluator(&mut options, corpus);
    let mut bench = options.bench.take();
    if let Some(bench) = &mut bench {
        bench.draw(&inputs, &read_options, &references, options.fuzzy_references);
    }
    judge(
        &inputs,
        &read_options,
        &references,
        &evaluator,
        bench.as_mut(),
        |judged| gathering.add(judged, take),
        &mut |done, _| progress(inputs.len() + done, all),
    )?;
    if let Some(bench) = bench {
        let (judges, problems) = bench.finish();
        gathering.outcome.judges = judges;
        gathering.outcome.problems.extend(problems);
    }
    let untranslated = if options.only.is_none() { counts(&plan.untranslated) } else { Vec::new() };
    let lessons = Lessons::of(&evaluator);
    let baseline = std::mem::take(&mut evaluator.baseline);
    let outcome = gathering.finish(&options, &plan, untranslated, lessons, baseline)?;
    Ok((outcome, evaluator))
}

/// How the inputs of a plan are read.
fn read_options(options: &ScoreOptions, plan: &mut Plan) -> ReadOptions {
    ReadOptions {
        locale: options.locale.clone(),
        source_locale: plan.source_locale.clone(),
        parallel: options.parallel.clone(),
        folder: plan.folder.clone(),
        history: Some(Arc::new(History::of(std::mem::take(&mut plan.folders)))),
        pairings: None,
    }
}

/// What is known before the first pass.
fn corpus(options: &mut ScoreOptions, plan: &Plan) -> Corpus {
    let dictionaries = std::mem::take(&mut options.dictionaries);
    let corpus = Corpus::knowing(std::mem::take(&mut options.lexicons))
        .held_to(options.style.take())
        .spelling_by(dictionaries);
    corpus.with_pages(known_pages(plan, options.locale.as_ref()))
}

/// All that judges the pages.
fn evaluator(options: &mut ScoreOptions, corpus: Corpus) -> Evaluator {
    Evaluator {
        corpus,
        rules: std::mem::take(&mut options.rules),
        baseline: std::mem::take(&mut options.baseline),
        fuzzy_references: options.fuzzy_references,
        min_confidence: options.min_confidence,
        ..Evaluator::new(std::mem::take(&mut options.termbase))
    }
}

/// What became of a file, or of a piece of one.
type Judged = std::result::Result<Vec<Evaluation>, Problem>;

/// Judges inputs in ordered batches, and hands each on.
fn judge(
    inputs: &[Piece],
    read_options: &ReadOptions,
    references: &References,
    evaluator: &Evaluator,
    mut bench: Option<&mut Bench>,
    mut each: impl FnMut(Judged) -> Result<()> + Send,
    progress: Progress<'_>,
) -> Result<()> {
    let mut hand_on = |mut judged: Vec<Judged>| {
        if let Some(bench) = &mut bench {
            bench.judge(&mut judged, evaluator);
        }
        judged.into_iter().try_for_each(&mut each)
    };
    let evaluate = |mut document| {
        references.attach(&mut document);
        evaluator.evaluate(document)
    };
    let mut waiting: Vec<Judged> = Vec::new();
    let mut done = 0;
    for batch in batches(inputs) {
        // While one batch is judged the one before is handed on.
        let (judged, handed_on) = rayon::join(
            || read_batch(batch, read_options, evaluate),
            || hand_on(std::mem::take(&mut waiting)),
        );
        handed_on?;
        waiting = judged;
        done += batch.len();
        progress(done, inputs.len())?;
    }
    hand_on(waiting)
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
    progress: Progress<'_>,
) -> Result<(Lexicons, Vec<Problem>)> {
    let mut plan = planned(paths, original_paths, &mut options)?;
    let mut problems = std::mem::take(&mut plan.problems);
    let inputs = pieces(&plan.inputs);
    let told = |done| progress(done, inputs.len());
    let (corpus, met) = learn(&inputs, &options, Corpus::default(), told)?;
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
    progress: Progress<'_>,
) -> Result<(Corpus, Vec<Problem>)> {
    let mut plan = planned(paths, original_paths, &mut options)?;
    let mut problems = std::mem::take(&mut plan.problems);
    let inputs = pieces(&plan.inputs);
    let told = |done| progress(done, inputs.len());
    let (corpus, met) = observe(&inputs, &options, Corpus::default(), told)?;
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
    progress: impl FnMut(usize) -> Result<()>,
) -> Result<(Corpus, Vec<Problem>)> {
    let (mut corpus, problems) = observe(inputs, options, corpus, progress)?;
    corpus.finish();
    Ok((corpus, problems))
}

/// What the documents show, before it is turned into what checks use.
fn observe(
    inputs: &[Piece],
    options: &ReadOptions,
    mut corpus: Corpus,
    mut progress: impl FnMut(usize) -> Result<()>,
) -> Result<(Corpus, Vec<Problem>)> {
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
        progress(done)?;
    }
    Ok((corpus, problems))
}

fn load_references(
    options: &ScoreOptions,
    inputs: &[Piece],
    read_options: &ReadOptions,
    problems: &mut Vec<Problem>,
) -> Result<References> {
    // Reference files are no part of the parallel texts.
    let reference_options = &ReadOptions { parallel: None, ..read_options.clone() };
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
        read_each(&plan.inputs, reference_options, problems, |document| {
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
            let documents = read_batch(batch, reference_options, |document| document);
            for documents in documents.iter().flatten() {
                for document in documents {
                    references.add_human(document);
                }
            }
        }
    }
    references.finish();
    Ok(references)
}
