//! What segments come to: the sums of all, and what is kept of each.

use rayon::prelude::*;

use super::documents::Documents;
use super::input::Segments;
use super::judged::Judged;
use glossator::metrics::significance::SegmentStatistics;
use glossator::metrics::{Metric, Statistics};

/// Segments that a thread counts at a time.
pub(super) const SHARE: usize = 32;

/// What all batches come to; by system, then by metric.
pub(super) struct Counted {
    pub(super) segments: u64,
    pub(super) sums: Vec<Statistics>,
    /// Each segment's statistics, where resamples will be drawn.
    pub(super) kept: Vec<SegmentStatistics>,
    pub(super) judged: Vec<Judged>,
    /// Lines of each system that end in " .".
    pub(super) tokenized: Vec<u64>,
    pub(super) documents: Option<Documents>,
}

impl Counted {
    /// Adds what judges said of a segment.
    pub(super) fn judge(&mut self, document: Option<&str>, scores: &[Option<f64>]) {
        let judges = self.judged.len();
        if scores.is_empty() {
            return;
        }
        for (at, judged) in self.judged.iter_mut().enumerate() {
            judged.add(scores.iter().skip(at).step_by(judges).copied());
        }
        if let (Some(documents), Some(name)) = (&mut self.documents, document) {
            documents.add_judged(name, scores, judges);
        }
    }
}

/// Fills `results` with the statistics of each segment, by system, then by metric.
pub(super) fn count_batch(
    metrics: &[Box<dyn Metric>],
    systems: usize,
    segments: &Segments,
    results: &mut [Statistics],
) {
    let stride = metrics.len() * systems;
    results.par_chunks_mut(SHARE * stride).enumerate().for_each(|(share, results)| {
        let mut references = Vec::new();
        for (i, results) in results.chunks_exact_mut(stride).enumerate() {
            let segment = share * SHARE + i;
            segments.references(segment, &mut references);
            for (system, results) in results.chunks_exact_mut(metrics.len()).enumerate() {
                let hypothesis = segments.hypothesis(segment, system);
                for (metric, result) in metrics.iter().zip(results) {
                    *result = metric.statistics(hypothesis, &references);
                }
            }
        }
    });
}
