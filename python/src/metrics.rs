//! sacreBLEU's metrics: what `glossator.sacrebleu` is made of.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use glossator::Error;
use glossator::metrics::significance::{
    Resamples, Seed, SegmentStatistics, bootstrap, bootstrap_after, randomization,
};
use glossator::metrics::{
    Bleu, Chrf, Mecab, MecabLanguage, Metric, SentencePiece, Smoothing, Statistics, Ter, Tokenizer,
};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use rayon::prelude::*;

use crate::{raised, threads};

/// Segments whose statistics one thread counts in a row.
const SHARE: usize = 128;
/// Segments that are counted before Ctrl-C is looked for.
const BATCH: usize = 1 << 14;

/// A metric with its parameters.
#[pyclass(frozen, module = "glossator._native")]
pub(crate) struct Engine {
    metric: Kind,
}

enum Kind {
    Bleu(Bleu),
    Chrf(Chrf),
    Ter(Ter),
}

/// Score, matches, totals, precisions, brevity penalty, lengths of the hypotheses and of the references.
type BleuParts = (f64, Vec<f64>, Vec<f64>, Vec<f64>, f64, u64, u64);

impl Engine {
    fn metric(&self) -> &dyn Metric {
        match &self.metric {
            Kind::Bleu(bleu) => bleu,
            Kind::Chrf(chrf) => chrf,
            Kind::Ter(ter) => ter,
        }
    }
}

#[pymethods]
impl Engine {
    /// BLEU; `model` is the folder or file of tokenizers that need one.
    #[staticmethod]
    fn bleu(
        tokenizer: &str,
        model: Option<PathBuf>,
        lowercase: bool,
        smoothing: &str,
        value: Option<f64>,
        max_order: usize,
        effective_order: bool,
    ) -> PyResult<Engine> {
        if max_order == 0 {
            return Err(PyValueError::new_err("max_ngram_order is at least 1"));
        }
        let smoothing = match smoothing {
            "none" => Smoothing::None,
            "floor" => Smoothing::Floor(value.unwrap_or(Smoothing::FLOOR)),
            "add-k" => Smoothing::AddK(value.unwrap_or(Smoothing::ADD_K)),
            _ => Smoothing::Exp,
        };
        let tokenizer = self::tokenizer(tokenizer, model.as_deref()).map_err(raised)?;
        let bleu = Bleu { tokenizer, lowercase, smoothing, max_order, effective_order };
        Ok(Engine { metric: Kind::Bleu(bleu) })
    }

    /// chrF and chrF++.
    #[staticmethod]
    fn chrf(
        char_order: usize,
        word_order: usize,
        beta: u32,
        lowercase: bool,
        whitespace: bool,
        epsilon_smoothing: bool,
    ) -> Engine {
        let chrf = Chrf { char_order, word_order, beta, lowercase, whitespace, epsilon_smoothing };
        Engine { metric: Kind::Chrf(chrf) }
    }

    /// TER.
    #[staticmethod]
    fn ter(
        normalized: bool,
        no_punctuation: bool,
        asian_support: bool,
        case_sensitive: bool,
    ) -> Engine {
        let ter = Ter { normalized, no_punctuation, asian_support, case_sensitive };
        Engine { metric: Kind::Ter(ter) }
    }

    /// What is counted in each segment; references are given by stream, then by segment, none where there is none.
    fn count(
        &self,
        py: Python<'_>,
        hypotheses: Vec<PyBackedStr>,
        references: Vec<Vec<Option<PyBackedStr>>>,
    ) -> PyResult<Counts> {
        let shortest = references.iter().map(Vec::len).min().unwrap_or(0);
        let segments = hypotheses.len().min(shortest);
        let lacks = |at: &usize| references.iter().all(|stream| stream[*at].is_none());
        if let Some(at) = (0..segments).find(lacks) {
            return Err(PyTypeError::new_err(format!("segment {at} has no reference")));
        }
        let metric = self.metric();
        let count = |at: usize| {
            let references = references.iter().filter_map(|stream| stream[at].as_deref());
            metric.statistics(&hypotheses[at], &references.collect::<Vec<_>>())
        };
        if segments <= SHARE {
            // Handing on to other threads would cost more than it saves.
            return Ok(Counts { segments: py.detach(|| (0..segments).map(count).collect()) });
        }
        let mut counted = SegmentStatistics::default();
        for first in (0..segments).step_by(BATCH) {
            let batch = first..segments.min(first + BATCH);
            let batch: Vec<Statistics> = threads::run(py, || {
                batch.into_par_iter().with_min_len(SHARE).map(count).collect()
            })?;
            counted.extend(batch);
            py.check_signals()?;
        }
        Ok(Counts { segments: counted })
    }

    /// The score of statistics or of any sum of them.
    fn score(&self, values: Vec<f64>) -> PyResult<f64> {
        let metric = self.metric();
        let width = match &self.metric {
            Kind::Bleu(bleu) => 2 + 2 * bleu.max_order,
            Kind::Chrf(chrf) => 3 * (chrf.char_order + chrf.word_order),
            Kind::Ter(_) => 2,
        };
        checked(values, width).map(|statistics| metric.score(&statistics))
    }

    /// The BLEU score of statistics with its parts.
    fn bleu_parts(&self, values: Vec<f64>) -> PyResult<BleuParts> {
        let Kind::Bleu(bleu) = &self.metric else {
            return Err(PyTypeError::new_err("only BLEU has these parts"));
        };
        let found = bleu.evaluate(&checked(values, 2 + 2 * bleu.max_order)?);
        Ok((
            found.score,
            found.matches,
            found.totals,
            found.precisions,
            found.brevity_penalty,
            found.hypothesis_len,
            found.reference_len,
        ))
    }

    /// The scores of resamples.
    fn resample(
        &self,
        py: Python<'_>,
        counts: &Counts,
        samples: usize,
        seed: Option<u128>,
    ) -> PyResult<(Vec<f64>, f64, f64)> {
        let table: [(&dyn Metric, _); 1] = [(self.metric(), &counts.segments)];
        let drawn = threads::run(py, || bootstrap(&table, samples, seed_of(seed)))?;
        let [drawn] = &drawn[..] else { return Ok((Vec::new(), 0.0, 0.0)) };
        let confidence = drawn.confidence();
        Ok((drawn.scores().collect(), confidence.mean, confidence.half_width))
    }
}

fn checked(values: Vec<f64>, width: usize) -> PyResult<Statistics> {
    if values.len() == width {
        return Ok(Statistics::from(&values[..]));
    }
    let told = format!("the metric has {width} statistics, and {} are given", values.len());
    Err(PyValueError::new_err(told))
}

fn seed_of(seed: Option<u128>) -> Seed {
    seed.map_or(Seed::Random, Seed::Fixed)
}

/// The statistics of each segment of a system.
#[pyclass(frozen, module = "glossator._native")]
pub(crate) struct Counts {
    segments: SegmentStatistics,
}

#[pymethods]
impl Counts {
    fn __len__(&self) -> usize {
        self.segments.len()
    }

    /// The statistics of all segments, in order.
    fn rows(&self) -> Vec<Vec<f64>> {
        let rows = (0..self.segments.len()).filter_map(|at| self.segments.get(at));
        rows.map(|statistics| statistics.values().to_vec()).collect()
    }

    /// Their sum.
    fn sum(&self) -> Vec<f64> {
        self.segments.sum().values().to_vec()
    }
}

/// Mean and half width of the 95 % interval.
type Confidence = (f64, f64);

/// Tests systems against the first one by one metric with resamples: for each system, the p-value, none for the first,
/// and the confidence.
#[pyfunction]
pub(crate) fn paired_bootstrap(
    py: Python<'_>,
    engine: &Engine,
    systems: Vec<PyRef<'_, Counts>>,
    samples: usize,
    seed: Option<u128>,
) -> PyResult<Vec<(Option<f64>, Confidence)>> {
    let metric = engine.metric();
    let systems = same_segments(&systems)?;
    let tables: Vec<(&dyn Metric, &SegmentStatistics)> =
        systems.iter().map(|system| (metric, *system)).collect();
    threads::run(py, || {
        let drawn = bootstrap(&tables, samples, seed_of(seed));
        let scores: Vec<f64> = systems.iter().map(|system| metric.score(&system.sum())).collect();
        let tested = drawn.iter().enumerate().map(|(at, resamples)| {
            let difference = (scores[0] - scores[at]).abs();
            let p_value = (at > 0).then(|| resamples.p_value(&drawn[0], difference));
            (p_value, confidence(resamples))
        });
        tested.collect()
    })
}

/// Tests systems against the first one by one metric with randomization: for each system, the p-value, none for the
/// first, and the confidence by as many resamples as are asked for.
#[pyfunction]
pub(crate) fn paired_randomization(
    py: Python<'_>,
    engine: &Engine,
    systems: Vec<PyRef<'_, Counts>>,
    trials: usize,
    samples: Option<usize>,
    seed: Option<u128>,
) -> PyResult<Vec<(Option<f64>, Option<Confidence>)>> {
    let metric = engine.metric();
    let systems = same_segments(&systems)?;
    let pairs: Vec<(&dyn Metric, &SegmentStatistics, &SegmentStatistics)> =
        systems.iter().skip(1).map(|system| (metric, systems[0], *system)).collect();
    let tables: Vec<(&dyn Metric, &SegmentStatistics)> =
        systems.iter().map(|system| (metric, *system)).collect();
    threads::run(py, || {
        let seed = seed_of(seed);
        let p_values = randomization(&pairs, trials, seed).into_iter().map(Some);
        let p_values = std::iter::once(None).chain(p_values);
        let confidences = samples.map(|samples| {
            // The first system is resampled from the seed itself.
            let first = bootstrap(&tables[..1], samples, seed);
            let others = bootstrap_after(trials, &tables[1..], samples, seed);
            first.iter().chain(&others).map(confidence).collect::<Vec<_>>()
        });
        let at = |at: usize| confidences.as_ref().and_then(|all| all.get(at).copied());
        p_values.enumerate().map(|(system, p_value)| (p_value, at(system))).collect()
    })
}

fn confidence(resamples: &Resamples) -> Confidence {
    let found = resamples.paired_confidence();
    (found.mean, found.half_width)
}

fn same_segments<'p>(systems: &'p [PyRef<'_, Counts>]) -> PyResult<Vec<&'p SegmentStatistics>> {
    let systems: Vec<_> = systems.iter().map(|system| &system.segments).collect();
    if systems.is_empty() || systems.iter().any(|system| system.len() != systems[0].len()) {
        return Err(PyValueError::new_err("the systems do not have the same number of segments"));
    }
    Ok(systems)
}

/// Tokenizers that need a file, by name and file: they stay in memory until the process ends.
static LOADED: Mutex<BTreeMap<(String, PathBuf), Tokenizer>> = Mutex::new(BTreeMap::new());

fn tokenizer(name: &str, model: Option<&Path>) -> Result<Tokenizer, Error> {
    let Some(model) = model else { return name.parse() };
    let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
    let key = (name.to_owned(), model.to_owned());
    if let Some(tokenizer) = loaded.get(&key) {
        return Ok(*tokenizer);
    }
    let tokenizer = match name {
        "ja-mecab" => Tokenizer::Mecab(Mecab::load(model, MecabLanguage::Japanese)?),
        "ko-mecab" => Tokenizer::Mecab(Mecab::load(model, MecabLanguage::Korean)?),
        _ => Tokenizer::SentencePiece(SentencePiece::load(model, name)?),
    };
    loaded.insert(key, tokenizer);
    Ok(tokenizer)
}

/// The tokens of a text as BLEU counts them.
#[pyfunction]
pub(crate) fn tokens(name: &str, model: Option<PathBuf>, text: &str) -> PyResult<Vec<String>> {
    Ok(tokenizer(name, model.as_deref()).map_err(raised)?.tokens(text))
}

/// What signatures call a tokenizer.
#[pyfunction]
pub(crate) fn tokenizer_signature(name: &str, model: Option<PathBuf>) -> PyResult<String> {
    Ok(tokenizer(name, model.as_deref()).map_err(raised)?.to_string())
}

/// A text as TER compares it: words with a space between them.
#[pyfunction]
pub(crate) fn tercom(
    text: &str,
    normalized: bool,
    no_punctuation: bool,
    asian_support: bool,
    case_sensitive: bool,
) -> String {
    Ter { normalized, no_punctuation, asian_support, case_sensitive }.tokenize(text)
}
