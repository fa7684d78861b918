//! What one system made of the sources: every segment with its scores and issues.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use crate::checks::issue::Place;
use crate::document::ReferenceOrigin;
use crate::error::Result;
use crate::evaluate::Evaluation;
use crate::evaluate::scores::LocaleMetrics;
use crate::locale::LocaleTag;
use crate::metrics::Statistics;
use crate::mqm::Severity;
use crate::pipeline::{self, Progress, ScoreOptions};
use crate::reports::ReportWriter;
use crate::results::outcome::Outcome;

/// One system's translations, in the order of the pages.
#[derive(Debug, Default)]
pub struct System {
    pub(super) records: Vec<Record>,
    /// Issues outside the segments: by locale, page and check.
    pub(super) elsewhere: BTreeMap<(LocaleTag, String, &'static str), u64>,
}

/// A segment of a system.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) locale: LocaleTag,
    pub(super) path: String,
    pub(super) line: u32,
    pub(super) id: String,
    pub(super) source: String,
    pub(super) target: String,
    pub(super) reference: Option<String>,
    pub(super) scored: Option<Scored>,
    pub(super) penalty: f64,
    /// Checks of its issues, neutral ones aside.
    pub(super) checks: Vec<&'static str>,
}

/// A segment's statistics of BLEU, chrF and TER.
#[derive(Debug)]
pub(super) struct Scored {
    pub(super) statistics: [Statistics; 3],
    pub(super) chrf: f64,
}

/// Scores a system, writing no reports.
///
/// # Errors
/// As [`pipeline::score`].
pub fn collect(options: ScoreOptions, progress: Progress<'_>) -> Result<(System, Outcome)> {
    let system = Arc::new(Mutex::new(System::default()));
    let writer = Collector(Arc::clone(&system));
    let outcome = pipeline::score_into(options, || Ok(vec![Box::new(writer)]), progress)?;
    let system = std::mem::take(&mut *system.lock().unwrap_or_else(PoisonError::into_inner));
    Ok((system, outcome))
}

struct Collector(Arc<Mutex<System>>);

impl ReportWriter for Collector {
    fn page(&mut self, page: &Evaluation) -> Result<()> {
        let mut system = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let document = &page.document;
        let metrics = LocaleMetrics::of(&document.locale);
        let counts = |severity: Severity| severity != Severity::Neutral;
        for (segment, evaluation) in document.segments.iter().zip(&page.segments) {
            let issues = &page.issues[evaluation.issues.clone()];
            // A translation of another source, however near, is no measure of an engine.
            let exact = segment
                .reference
                .as_ref()
                .filter(|r| !matches!(r.origin, ReferenceOrigin::Fuzzy(_)));
            let scored = exact.map(|reference| {
                let statistics =
                    metrics.all().map(|m| m.statistics(&segment.target, &[&reference.text]));
                let chrf = evaluation.scores.map_or(0.0, |s| s.chrf);
                Scored { statistics, chrf }
            });
            system.records.push(Record {
                locale: document.locale.clone(),
                path: document.path.clone(),
                line: segment.line,
                id: segment.id.clone(),
                source: segment.source.clone(),
                target: segment.target.clone(),
                reference: exact.map(|r| r.text.clone()),
                scored,
                penalty: evaluation.penalty,
                checks: issues
                    .iter()
                    .filter(|i| counts(i.issue.severity))
                    .map(|i| i.issue.check.id)
                    .collect(),
            });
        }
        for issue in &page.issues {
            if !matches!(issue.place, Place::Segment(_)) && counts(issue.issue.severity) {
                let place = (document.locale.clone(), document.path.clone(), issue.issue.check.id);
                *system.elsewhere.entry(place).or_default() += 1;
            }
        }
        Ok(())
    }

    fn finish(self: Box<Self>, _outcome: &Outcome) -> Result<Vec<PathBuf>> {
        Ok(Vec::new())
    }
}
