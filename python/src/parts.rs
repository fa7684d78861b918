//! `glossator.parts`: a run in parts, for those who hand the parts around themselves.

use std::collections::BTreeSet;
use std::path::PathBuf;

use glossator::Error;
use glossator::evaluate::Evaluation;
use glossator::pipeline::{self, ShardPlan};
use glossator::read::{discover, layout};
use glossator::reports::{self, Report};
use glossator::results::outcome::Outcome;
use pyo3::prelude::*;

use crate::tables::Tables;
use crate::wire::Table;
use crate::{run, threads};

/// Whether `glossator plan` looks into a file of this name.
#[pyfunction]
pub(crate) fn looks_into(path: PathBuf) -> bool {
    discover::looks_into(&path)
}

/// The folders and files beside some paths that are read with them.
#[pyfunction]
pub(crate) fn read_beside(
    paths: Vec<PathBuf>,
    source_locale: Option<String>,
) -> PyResult<Vec<PathBuf>> {
    let locale = source_locale.as_deref().map(run::locale).transpose();
    let found = locale.and_then(|locale| layout::read_beside(&paths, locale.as_ref()));
    found.map_err(crate::raised)
}

/// The files that each part of a plan reads.
#[pyfunction]
pub(crate) fn shard_files(py: Python<'_>, plan: PathBuf) -> PyResult<Vec<BTreeSet<PathBuf>>> {
    let read = || -> Result<Vec<_>, Error> {
        let plan = ShardPlan::read(&plan)?;
        (0..plan.shards()).map(|shard| plan.files(shard)).collect()
    };
    py.detach(read).map_err(crate::raised)
}

/// The tables of the pages of one part; what tells of a whole run is empty.
#[pyfunction]
pub(crate) fn part_tables(py: Python<'_>, part: PathBuf) -> PyResult<Vec<Table>> {
    let read = || {
        let mut tables = Tables::new(true, None);
        let mut take =
            |page: Evaluation| tables.page(&page).map_err(|error| Error::usage(error.to_string()));
        pipeline::pages_of_part(&part, &mut take)?;
        told(tables, &Outcome::default())
    };
    threads::run(py, read)?.map_err(crate::raised)
}

/// Writes the reports of a run from its parts; gives the tables that tell of the whole run, and the reports.
#[pyfunction]
pub(crate) fn merge_parts(
    py: Python<'_>,
    parts: PathBuf,
    out: PathBuf,
    formats: Vec<String>,
) -> PyResult<(Vec<Table>, Vec<PathBuf>)> {
    let merge = || {
        let formats = formats.iter().map(|id| reports::find(id));
        let formats = formats.collect::<Result<Vec<&'static Report>, _>>()?;
        let outcome = glossator::cli::merged(&parts, &out, &formats)?;
        Ok((told(Tables::new(false, None), &outcome)?, outcome.reports))
    };
    threads::run(py, merge)?.map_err(crate::raised)
}

fn told(tables: Tables, outcome: &Outcome) -> Result<Vec<Table>, Error> {
    let tables = tables.finish(outcome).map_err(|error| Error::usage(error.to_string()))?;
    Ok(tables.into_iter().map(|(schema, batches)| Table::new(schema, batches)).collect())
}
