//! `glossator.score`: a whole run.

use std::path::PathBuf;
use std::time::Duration;

use glossator::checks;
use glossator::config::{Config, JudgeSettings};
use glossator::error::Error;
use glossator::evaluate::Evaluation;
use glossator::evaluate::rules::narrow;
use glossator::judges::{Judges, Settings};
use glossator::locale::LocaleTag;
use glossator::mqm::Confidence;
use glossator::pipeline::{self, Bench, Only, ScoreOptions};
use glossator::reports;
use pyo3::prelude::*;

use crate::tables::Tables;
use crate::threads;
use crate::wire::Table;

/// What `glossator.score` was given beside the paths.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Options {
    config: Option<PathBuf>,
    references: Vec<PathBuf>,
    sources: Vec<PathBuf>,
    source_locale: Option<String>,
    locale: Option<String>,
    names: Vec<PathBuf>,
    style: Option<PathBuf>,
    lexicon: Option<PathBuf>,
    dictionaries: Vec<PathBuf>,
    baseline: Option<PathBuf>,
    judges: Vec<String>,
    judge_timeout: Option<f64>,
    judge_cache: Option<PathBuf>,
    judge_sample: Option<u64>,
    judge_only: Option<String>,
    human_as_references: bool,
    fuzzy_references: bool,
    select: Vec<String>,
    ignore: Vec<String>,
    exclude: Vec<String>,
    min_confidence: Option<String>,
    formats: Vec<String>,
    out: Option<PathBuf>,
    segments: bool,
    jobs: Option<usize>,
}

/// Scores what lies below the paths; gives the tables and the reports that were written.
#[pyfunction]
pub(crate) fn score(
    py: Python<'_>,
    paths: Vec<PathBuf>,
    options: Options,
    progress: Option<Py<PyAny>>,
) -> PyResult<(Vec<Table>, Vec<PathBuf>)> {
    let (jobs, segments) = (options.jobs, options.segments);
    threads::run_with_progress(py, jobs, progress.as_ref(), |progress| {
        let options = score_options(paths, options)?;
        let mut tables = Tables::new(segments, options.bench.as_ref().map(Bench::names));
        let mut look =
            |page: &Evaluation| tables.page(page).map_err(|error| Error::usage(error.to_string()));
        let outcome = pipeline::score_each(options, &mut look, progress)?;
        let tables = tables.finish(&outcome).map_err(|error| Error::usage(error.to_string()))?;
        let tables = tables.into_iter().map(|(schema, batches)| Table::new(schema, batches));
        Ok((tables.collect(), outcome.reports))
    })
}

/// What the configuration and the call ask for; the call wins.
fn score_options(paths: Vec<PathBuf>, given: Options) -> Result<ScoreOptions, Error> {
    let mut config = match &given.config {
        Some(file) => Config::read(file)?,
        None => Config::default(),
    };
    let lists = [
        (&mut config.paths, paths),
        (&mut config.references, given.references),
        (&mut config.source, given.sources),
        (&mut config.names, given.names),
        (&mut config.dictionaries, given.dictionaries),
    ];
    for (list, given) in lists {
        if !given.is_empty() {
            *list = given;
        }
    }
    let words =
        [(&mut config.locale, given.locale), (&mut config.source_locale, given.source_locale)];
    for (word, given) in words {
        *word = given.or(word.take());
    }
    let files = [
        (&mut config.style, given.style),
        (&mut config.lexicon, given.lexicon),
        (&mut config.baseline, given.baseline),
        (&mut config.out, given.out),
    ];
    for (file, given) in files {
        *file = given.or(file.take());
    }
    config.exclude.extend(given.exclude);
    config.human_as_references |= given.human_as_references;
    config.fuzzy_references |= given.fuzzy_references;
    config.min_confidence = confidence(given.min_confidence.as_deref())?.or(config.min_confidence);
    // What the configuration writes is for the command.
    config.format = given.formats.iter().map(|id| reports::find(id)).collect::<Result<_, _>>()?;
    for id in given.select.iter().chain(&given.ignore) {
        if checks::find(id).is_none() && config.rules.iter().all(|rule| rule.check.id != id) {
            let told = format!("there is no check {id:?}; `glossator checks` lists them");
            return Err(Error::usage(told));
        }
    }
    narrow(&mut config.checks, &config.rules, &given.select, &given.ignore);
    let tells_how = [
        (given.judge_timeout.is_some(), "judge_timeout"),
        (given.judge_cache.is_some(), "judge_cache"),
        (given.judge_sample.is_some(), "judge_sample"),
        (given.judge_only.is_some(), "judge_only"),
    ];
    if let Some((_, name)) =
        tells_how.iter().find(|(given, _)| *given).filter(|_| given.judges.is_empty())
    {
        return Err(Error::usage(format!(
            "{name} tells how judges are asked: name some by judges"
        )));
    }
    let settings = judge_settings(given.judge_timeout, given.judge_cache)?;
    let only = judge_only(given.judge_only.as_deref())?;
    if given.judge_sample == Some(0) {
        return Err(Error::usage("judge_sample 0 asks about nothing: give 1 or more"));
    }
    let judges = JudgeSettings::specs(&given.judges, &std::mem::take(&mut config.judges));
    let mut options = ScoreOptions::of(config)?;
    // They start when nothing else of the call can be wrong.
    if !judges.is_empty() {
        let judges = Judges::start(&judges, &settings)?;
        options.bench = Some(Bench::new(judges, only, given.judge_sample));
    }
    Ok(options)
}

fn judge_settings(timeout: Option<f64>, cache: Option<PathBuf>) -> Result<Settings, Error> {
    let mut settings = Settings { cache, ..Settings::default() };
    if let Some(seconds) = timeout {
        let timeout = Duration::try_from_secs_f64(seconds).ok().filter(|time| !time.is_zero());
        settings.timeout = timeout.ok_or_else(|| {
            Error::usage(format!("judge_timeout {seconds} is no number of seconds above 0"))
        })?;
    }
    Ok(settings)
}

fn judge_only(name: Option<&str>) -> Result<Only, Error> {
    match name {
        None => Ok(Only::All),
        Some("referenced") => Ok(Only::Referenced),
        Some(other) => Err(Error::usage(format!("judge_only {other:?} is not \"referenced\""))),
    }
}

/// The locale of a tag.
pub(crate) fn locale(tag: &str) -> Result<LocaleTag, Error> {
    LocaleTag::parse(tag)
        .ok_or_else(|| Error::usage(format!("{tag:?} is no locale tag; write it like pt-BR")))
}

fn confidence(name: Option<&str>) -> Result<Option<Confidence>, Error> {
    match name {
        None => Ok(None),
        Some("high") => Ok(Some(Confidence::High)),
        Some("medium") => Ok(Some(Confidence::Medium)),
        Some("low") => Ok(Some(Confidence::Low)),
        Some(other) => {
            Err(Error::usage(format!("min_confidence {other:?} is none of high, medium, low")))
        }
    }
}
