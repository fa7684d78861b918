//! What one system made of the sources: every segment with its scores and issues.

use std::collections::BTreeMap;

use crate::checks::issue::Place;
use crate::document::ReferenceOrigin;
use crate::error::Result;
use crate::evaluate::Evaluation;
use crate::evaluate::scores::LocaleMetrics;
use crate::locale::LocaleTag;
use crate::metrics::Statistics;
use crate::mqm::Severity;
use crate::pipeline::{self, Progress, ScoreOptions};
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
    pub(super) source_locale: String,
    pub(super) is_untranslated: bool,
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
/// As [`pipeline::evaluate_each`].
pub fn collect(options: ScoreOptions, progress: Progress<'_>) -> Result<(System, Outcome)> {
    let mut system = System::default();
    let mut take = |page: Evaluation| {
        system.add(page);
        Ok(())
    };
    let outcome = pipeline::evaluate_each(options, &mut take, progress)?;
    Ok((system, outcome))
}

impl System {
    /// Takes in a page.
    fn add(&mut self, page: Evaluation) {
        let counts = |severity: Severity| severity != Severity::Neutral;
        let document = &page.document;
        let metrics = LocaleMetrics::of(&document.locale);
        for issue in &page.issues {
            if !matches!(issue.place, Place::Segment(_)) && counts(issue.issue.severity) {
                let place = (document.locale.clone(), document.path.clone(), issue.issue.check.id);
                *self.elsewhere.entry(place).or_default() += 1;
            }
        }
        let source_locale = page.document.source_locale();
        let (locale, path) = (page.document.locale, page.document.path);
        for (segment, evaluation) in page.document.segments.into_iter().zip(page.segments) {
            let issues = &page.issues[evaluation.issues];
            // A translation of another source, however near, is no measure of an engine.
            let untranslated = segment.is_untranslated();
            let exact = segment
                .reference
                .filter(|r| !untranslated && !matches!(r.origin, ReferenceOrigin::Fuzzy(_)));
            let scored = exact.as_ref().map(|reference| {
                let statistics =
                    metrics.all().map(|m| m.statistics(&segment.target, &[&reference.text]));
                let chrf = evaluation.scores.map_or(0.0, |s| s.chrf);
                Scored { statistics, chrf }
            });
            self.records.push(Record {
                locale: locale.clone(),
                path: path.clone(),
                line: segment.line,
                id: segment.id,
                source: segment.source,
                target: segment.target,
                source_locale: source_locale.clone(),
                is_untranslated: untranslated,
                reference: exact.map(|r| r.text),
                scored,
                penalty: evaluation.penalty,
                checks: issues
                    .iter()
                    .filter(|i| counts(i.issue.severity))
                    .map(|i| i.issue.check.id)
                    .collect(),
            });
        }
    }
}
