//! `glossator.score`: a whole run.

use std::collections::BTreeMap;
use std::path::PathBuf;

use glossator::checks;
use glossator::error::Error;
use glossator::evaluate::Evaluation;
use glossator::evaluate::rules::{CheckRules, narrow, path_glob};
use glossator::learn::dictionaries::Dictionaries;
use glossator::learn::lexicon::Lexicons;
use glossator::learn::style::Guide;
use glossator::locale::LocaleTag;
use glossator::mqm::Confidence;
use glossator::names::Termbase;
use glossator::pipeline::{self, ScoreOptions};
use glossator::reports::{self, ReportOptions};
use pyo3::prelude::*;

use crate::tables::Tables;
use crate::threads;
use crate::wire::Table;

/// What `glossator.score` was given beside the paths.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Options {
    references: Vec<PathBuf>,
    sources: Vec<PathBuf>,
    source_locale: Option<String>,
    locale: Option<String>,
    names: Vec<PathBuf>,
    style: Option<PathBuf>,
    lexicon: Option<PathBuf>,
    dictionaries: Vec<PathBuf>,
    baseline: Option<PathBuf>,
    human_as_references: bool,
    fuzzy_references: bool,
    select: Vec<String>,
    ignore: Vec<String>,
    exclude: Vec<String>,
    min_confidence: Option<String>,
    formats: Vec<String>,
    out: Option<PathBuf>,
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
    let jobs = options.jobs;
    threads::run_with_progress(py, jobs, progress.as_ref(), |progress| {
        let options = score_options(paths, options)?;
        let mut tables = Tables::new();
        let mut look =
            |page: &Evaluation| tables.page(page).map_err(|error| Error::usage(error.to_string()));
        let outcome = pipeline::score_each(options, &mut look, progress)?;
        let tables = tables.finish(&outcome).map_err(|error| Error::usage(error.to_string()))?;
        let tables = tables.into_iter().map(|(schema, batches)| Table::new(schema, batches));
        Ok((tables.collect(), outcome.reports))
    })
}

fn score_options(paths: Vec<PathBuf>, given: Options) -> Result<ScoreOptions, Error> {
    let mut settings = BTreeMap::new();
    narrow(&mut settings, &known_checks(&given.select)?, &known_checks(&given.ignore)?);
    let mut options = ScoreOptions {
        exclude: given.exclude.iter().map(|glob| path_glob(glob)).collect::<Result<_, _>>()?,
        originals: given.sources,
        source_locale: given.source_locale.as_deref().map(locale).transpose()?,
        locale: given.locale.as_deref().map(locale).transpose()?,
        references: given.references,
        human_as_references: given.human_as_references,
        fuzzy_references: given.fuzzy_references,
        termbase: Termbase::load(&given.names)?,
        dictionaries: Dictionaries::find(&given.dictionaries)?,
        style: given.style.map(|file| Guide::read(&file)).transpose()?,
        rules: CheckRules::compile(&settings)?,
        formats: given.formats.iter().map(|id| reports::find(id)).collect::<Result<_, _>>()?,
        min_confidence: confidence(given.min_confidence.as_deref())?,
        report: ReportOptions {
            out: given.out.unwrap_or_else(|| PathBuf::from("reports")),
            roots: paths.clone(),
            ..ReportOptions::default()
        },
        paths,
        ..ScoreOptions::default()
    };
    if let Some(file) = given.lexicon {
        options.lexicons = Lexicons::load(&file)?;
    }
    if let Some(file) = given.baseline {
        options.baseline.read(&file)?;
    }
    Ok(options)
}

fn known_checks(ids: &[String]) -> Result<Vec<&'static str>, Error> {
    let known = |id: &String| {
        let unknown =
            || Error::usage(format!("there is no check {id:?}; `glossator checks` lists them"));
        checks::find(id).map(|check| check.id).ok_or_else(unknown)
    };
    ids.iter().map(known).collect()
}

/// The locale of a tag.
pub(crate) fn locale(tag: &str) -> Result<LocaleTag, Error> {
    LocaleTag::parse(tag)
        .ok_or_else(|| Error::usage(format!("{tag:?} is no locale tag; write it like pt-BR")))
}

fn confidence(name: Option<&str>) -> Result<Confidence, Error> {
    match name {
        None => Ok(Confidence::default()),
        Some("high") => Ok(Confidence::High),
        Some("medium") => Ok(Confidence::Medium),
        Some("low") => Ok(Confidence::Low),
        Some(other) => {
            Err(Error::usage(format!("min_confidence {other:?} is none of high, medium, low")))
        }
    }
}
