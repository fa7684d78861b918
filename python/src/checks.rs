//! Pairs in memory: `glossator.check` for one, `glossator.score_batch` for the rows of a table.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use arrow_array::builder::{
    Float64Builder, Int64Builder, ListBuilder, StringBuilder, StructBuilder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef};
use glossator::Error;
use glossator::checks::issue::{self, Place};
use glossator::document::{Document, Origin, Reference, ReferenceOrigin, Segment, State};
use glossator::evaluate::{Evaluation, Evaluator, PlacedIssue};
use glossator::locale::LocaleTag;
use glossator::mqm::Severity;
use glossator::names::Termbase;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use rayon::prelude::*;

use crate::wire::{self, Table, is_text, text};
use crate::{raised, run, threads};

/// Evaluators by the lists of names that they know: reading those takes longer than judging a pair.
static KNOWN: Mutex<BTreeMap<Vec<PathBuf>, Arc<Evaluator>>> = Mutex::new(BTreeMap::new());

fn evaluator(names: &[PathBuf]) -> Result<Arc<Evaluator>, Error> {
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(evaluator) = known.get(names) {
        return Ok(Arc::clone(evaluator));
    }
    let evaluator = Arc::new(Evaluator::new(Termbase::load(names)?));
    known.insert(names.to_vec(), Arc::clone(&evaluator));
    Ok(evaluator)
}

/// A possible error that a check found.
#[pyclass(frozen, get_all, module = "glossator")]
pub(crate) struct Issue {
    check: &'static str,
    category: &'static str,
    severity: &'static str,
    confidence: &'static str,
    message: String,
    expected: Option<String>,
    source_span: Option<(usize, usize)>,
    target_span: Option<(usize, usize)>,
    fixed_target: Option<String>,
}

#[pymethods]
impl Issue {
    fn __repr__(&self) -> String {
        format!("<Issue {} {}: {}>", self.severity, self.check, self.message)
    }
}

/// The issues of one pair. Spans count characters of Python's strings.
#[pyfunction]
pub(crate) fn check(
    source: &str,
    target: &str,
    locale: &str,
    names: Vec<PathBuf>,
) -> PyResult<Vec<Issue>> {
    let locale = run::locale(locale).map_err(raised)?;
    let found = evaluator(&names).map_err(raised)?.pair(source, target, &locale);
    let issue = |issue: issue::Issue| Issue {
        check: issue.check.id,
        category: issue.check.category.as_str(),
        severity: issue.severity.as_str(),
        confidence: issue.confidence.as_str(),
        source_span: issue.source_span.and_then(|span| characters(source, span)),
        target_span: issue.target_span.and_then(|span| characters(target, span)),
        fixed_target: issue.fix.and_then(|fix| fix.apply(target)),
        message: issue.message,
        expected: issue.expected,
    };
    Ok(found.into_iter().map(issue).collect())
}

/// A span of bytes as one of characters.
fn characters(text: &str, span: std::ops::Range<usize>) -> Option<(usize, usize)> {
    let start = text.get(..span.start)?.chars().count();
    Some((start, start + text.get(span)?.chars().count()))
}

/// Scores the rows of a table: pairs in the columns `source` and `target`. With `learn`, all rows are learned from first.
#[pyfunction]
pub(crate) fn score_batch(
    py: Python<'_>,
    data: &Bound<'_, PyAny>,
    locale: Option<&str>,
    names: Vec<PathBuf>,
    learn: bool,
) -> PyResult<Table> {
    let (schema, batches) = wire::taken(data)?;
    let columns = Columns::find(&schema)?;
    let locale = locale.map(run::locale).transpose().map_err(raised)?;
    if locale.is_none() && columns.locale.is_none() {
        let message = "there is no column \"locale\": give one, or locale='pt-BR' for all rows";
        return Err(PyValueError::new_err(message));
    }
    let evaluator = evaluator(&names).map_err(raised)?;
    let scored = threads::run(py, move || {
        let pages: Result<Vec<Vec<Page>>, Error> =
            batches.iter().map(|batch| columns.pages(batch, locale.as_ref())).collect();
        let pages = pages?;
        let evaluator = if learn { Arc::new(taught(&evaluator, &pages)) } else { evaluator };
        let schema = widened(&schema);
        let mut scored = Vec::new();
        for (batch, pages) in batches.iter().zip(pages) {
            scored.push(scored_batch(&schema, batch, pages, &evaluator)?);
        }
        Ok(Table::new(schema, scored))
    })?;
    scored.map_err(raised)
}

/// Where a table has what.
struct Columns {
    source: usize,
    target: usize,
    reference: Option<usize>,
    locale: Option<usize>,
    path: Option<usize>,
    segment_id: Option<usize>,
    translation_type: Option<usize>,
}

impl Columns {
    fn find(schema: &Schema) -> PyResult<Columns> {
        let optional = |name: &str| {
            let Some((at, field)) = schema.column_with_name(name) else { return Ok(None) };
            if is_text(field.data_type()) {
                return Ok(Some(at));
            }
            let kind = field.data_type();
            Err(PyValueError::new_err(format!("the column {name:?} is {kind} and no text")))
        };
        let needed = |name: &str| {
            optional(name)?.ok_or_else(|| {
                let names: Vec<_> = schema.fields().iter().map(|field| field.name()).collect();
                PyValueError::new_err(format!("there is no column {name:?} among {names:?}"))
            })
        };
        Ok(Columns {
            source: needed("source")?,
            target: needed("target")?,
            reference: optional("reference")?,
            locale: optional("locale")?,
            path: optional("path")?,
            segment_id: optional("segment_id")?,
            translation_type: optional("translation_type")?,
        })
    }

    /// The rows as pages: those of one path and locale together, each by itself where there is no path.
    fn pages(&self, batch: &RecordBatch, locale: Option<&LocaleTag>) -> Result<Vec<Page>, Error> {
        let mut pages: Vec<Page> = Vec::new();
        let mut known: HashMap<(LocaleTag, String), usize> = HashMap::new();
        let mut tags: HashMap<&str, LocaleTag> = HashMap::new();
        for row in 0..batch.num_rows() {
            let cell = |column: usize| text(batch.column(column).as_ref(), row);
            let optional = |column: Option<usize>| column.and_then(cell);
            let Some(source) = cell(self.source) else { continue };
            let tag = match (optional(self.locale), locale) {
                (Some(tag), _) => {
                    if !tags.contains_key(tag) {
                        tags.insert(tag, run::locale(tag)?);
                    }
                    tags[tag].clone()
                }
                (None, Some(locale)) => locale.clone(),
                (None, None) => LocaleTag::default(),
            };
            let target = cell(self.target);
            let segment = Segment {
                id: optional(self.segment_id).unwrap_or_default().to_owned(),
                source: source.to_owned(),
                target: target.unwrap_or_default().to_owned(),
                // What is not there is still to be translated.
                state: if target.is_none() { State::Untranslated } else { State::Translated },
                reference: optional(self.reference)
                    .map(|text| Reference { text: text.to_owned(), origin: ReferenceOrigin::Id }),
                ..Segment::default()
            };
            let path = optional(self.path);
            let at = path.and_then(|path| known.get(&(tag.clone(), path.to_owned())).copied());
            let at = at.unwrap_or_else(|| {
                let origin = optional(self.translation_type).map(Origin::parse);
                let document = Document {
                    path: path.unwrap_or_default().to_owned(),
                    locale: tag.clone(),
                    origin: origin.unwrap_or_default(),
                    ..Document::default()
                };
                if let Some(path) = path {
                    known.insert((tag, path.to_owned()), pages.len());
                }
                pages.push(Page { document, rows: Vec::new() });
                pages.len() - 1
            });
            let page = &mut pages[at];
            page.rows.push(row);
            page.document.segments.push(Segment { line: page.rows.len() as u32, ..segment });
        }
        Ok(pages)
    }
}

/// A page, and the row of each of its segments.
struct Page {
    document: Document,
    rows: Vec<usize>,
}

/// The evaluator with what the pages teach.
fn taught(evaluator: &Evaluator, pages: &[Vec<Page>]) -> Evaluator {
    let mut taught = Evaluator::new(evaluator.termbase.clone());
    for pages in pages {
        let seen: Vec<_> =
            pages.par_iter().map(|page| taught.corpus.prepare(&page.document)).collect();
        for observation in seen {
            taught.corpus.observe(observation);
        }
    }
    taught.corpus.finish();
    taught
}

const SCORES: [&str; 6] = ["bleu", "chrf", "ter", "levenshtein", "jaro_winkler", "segment_score"];
const WORDS: [&str; 2] = ["worst_severity", "checks"];
const ISSUE_TEXTS: [&str; 9] = [
    "check",
    "category",
    "severity",
    "confidence",
    "source_span",
    "target_span",
    "expected",
    "message",
    "fix",
];
const ISSUE_PLACES: [&str; 4] = ["target_start", "target_end", "fix_start", "fix_end"];

fn issue_fields() -> Fields {
    let texts = ISSUE_TEXTS.map(|name| Field::new(name, DataType::Utf8, true));
    let places = ISSUE_PLACES.map(|name| Field::new(name, DataType::Int64, true));
    texts.into_iter().chain(places).collect()
}

fn is_added(name: &str) -> bool {
    SCORES.contains(&name) || WORDS.contains(&name) || name == "issues"
}

/// The table's own columns, then those that are added; one of a name that is added gives way.
fn widened(schema: &SchemaRef) -> SchemaRef {
    let kept = schema.fields().iter().filter(|field| !is_added(field.name())).map(Arc::clone);
    let scores = SCORES.map(|name| Field::new(name, DataType::Float64, true));
    let words = WORDS.map(|name| Field::new(name, DataType::Utf8, true));
    let item = Field::new_list_field(DataType::Struct(issue_fields()), true);
    let issues = Field::new("issues", DataType::List(Arc::new(item)), true);
    let added = scores.into_iter().chain(words).chain([issues]).map(Arc::new);
    Arc::new(Schema::new(kept.chain(added).collect::<Vec<_>>()))
}

/// The batch with what was found in its rows.
fn scored_batch(
    schema: &SchemaRef,
    batch: &RecordBatch,
    pages: Vec<Page>,
    evaluator: &Evaluator,
) -> Result<RecordBatch, Error> {
    let judge = |Page { document, rows }: Page| (evaluator.evaluate(document), rows);
    let judged: Vec<(Evaluation, Vec<usize>)> = pages.into_par_iter().map(judge).collect();
    let mut places: Vec<Option<(usize, usize)>> = vec![None; batch.num_rows()];
    for (page, (_, rows)) in judged.iter().enumerate() {
        for (segment, row) in rows.iter().enumerate() {
            places[*row] = Some((page, segment));
        }
    }
    let mut scores = SCORES.map(|_| Float64Builder::new());
    let (mut severities, mut checks) = (StringBuilder::new(), StringBuilder::new());
    let mut issues = ListBuilder::new(StructBuilder::from_fields(issue_fields(), 0));
    for place in places {
        let Some((page, at)) = place else {
            scores.iter_mut().for_each(Float64Builder::append_null);
            severities.append_null();
            checks.append_null();
            issues.append(false);
            continue;
        };
        let page = &judged[page].0;
        let (segment, found) = (&page.document.segments[at], &page.segments[at]);
        let score = (!segment.is_untranslated()).then(|| found.score());
        let values = found.scores.map(|s| [s.bleu, s.chrf, s.ter, s.levenshtein, s.jaro_winkler]);
        let values = values.map_or([None; 5], |values| values.map(Some));
        let values = values.into_iter().chain([score]);
        scores.iter_mut().zip(values).for_each(|(column, value)| column.append_option(value));
        // What is said of the page as a whole stands with its first row.
        let of_row = |placed: &&PlacedIssue| match placed.place {
            Place::Segment(segment) => segment == at,
            _ => at == 0,
        };
        let here: Vec<_> = page.issues.iter().filter(of_row).collect();
        let worst = here.iter().map(|placed| placed.issue.severity).max();
        severities.append_option(worst.map(Severity::as_str));
        let mut ids: Vec<_> = here.iter().map(|placed| placed.issue.check.id).collect();
        ids.dedup();
        checks.append_value(ids.join(";"));
        for placed in here {
            append(issues.values(), segment, placed);
        }
        issues.append(true);
    }
    let kept = batch.schema();
    let kept = kept.fields().iter().zip(batch.columns());
    let kept =
        kept.filter(|(field, _)| !is_added(field.name())).map(|(_, column)| Arc::clone(column));
    let scores = scores.iter_mut().map(|column| -> ArrayRef { Arc::new(column.finish()) });
    let words =
        [&mut severities, &mut checks].map(|column| -> ArrayRef { Arc::new(column.finish()) });
    let issues: ArrayRef = Arc::new(issues.finish());
    let columns = kept.chain(scores).chain(words).chain([issues]).collect();
    RecordBatch::try_new(Arc::clone(schema), columns).map_err(|e| Error::usage(e.to_string()))
}

fn append(row: &mut StructBuilder, segment: &Segment, placed: &PlacedIssue) {
    let issue = &placed.issue;
    let in_segment = matches!(placed.place, Place::Segment(_));
    let target_span = issue.target_span.clone().filter(|_| in_segment);
    let (source_span, fix) = (issue.source_span.clone(), issue.fix.as_ref());
    let texts = [
        Some(issue.check.id),
        Some(issue.check.category.as_str()),
        Some(issue.severity.as_str()),
        Some(issue.confidence.as_str()),
        source_span.and_then(|span| segment.source.get(span)),
        target_span.clone().and_then(|span| segment.target.get(span)),
        issue.expected.as_deref(),
        Some(issue.message.as_str()),
        fix.map(|fix| fix.text.as_str()),
    ];
    for (at, text) in texts.into_iter().enumerate() {
        if let Some(column) = row.field_builder::<StringBuilder>(at) {
            column.append_option(text);
        }
    }
    let bytes = [
        target_span.as_ref().map(|span| span.start),
        target_span.as_ref().map(|span| span.end),
        fix.map(|fix| fix.span.start),
        fix.map(|fix| fix.span.end),
    ];
    for (at, place) in bytes.into_iter().enumerate() {
        if let Some(column) = row.field_builder::<Int64Builder>(ISSUE_TEXTS.len() + at) {
            column.append_option(place.map(|place| place as i64));
        }
    }
    row.append(true);
}
