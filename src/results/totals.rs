//! Sums over segments that merge: by page, by locale and over shards of a run, to the same bytes in any grouping.

use std::collections::BTreeMap;

use crate::checks;
use crate::checks::issue::Issue;
use crate::document::Origin;
use crate::judges::Sums;
use crate::metrics::Statistics;
use crate::mqm::Severity;
use crate::names::NameCounts;
use crate::results::baseline::Status;

/// What is summed over the segments of a page, a locale or a run. Integers only, so that the order of merging never
/// shows.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub struct Totals {
    /// Pages.
    pub pages: u64,
    /// Pages that a machine translated.
    pub machine_pages: u64,
    /// Pages that people translated.
    pub human_pages: u64,
    /// Segments.
    pub segments: u64,
    /// Of the segments, those that are still to be translated; they count nowhere else.
    pub untranslated_segments: u64,
    /// Words of the sources that have a translation to judge.
    pub source_words: u64,
    /// Segments with a reference.
    pub referenced_segments: u64,
    /// Statistics of BLEU, chrF and TER over the segments with a reference.
    pub metrics: [Statistics; 3],
    /// Sum of the segments' similarity in units of 10⁻⁹.
    pub similarity: u64,
    /// Issues by severity: neutral, minor, major, critical; suspicions are not among them.
    pub severities: [u64; 4],
    /// Penalty points in thousandths.
    pub penalty: u64,
    /// Of the issues, those that a reviewer has decided on, by severity.
    pub known_severities: [u64; 4],
    /// Of the penalty points, those of issues that a reviewer has decided on, in thousandths.
    pub known_penalty: u64,
    /// Issues of too low a confidence to count; they are in no other sum.
    pub suspicions: u64,
    /// Segments without any issue above neutral, suspicions apart.
    pub clean_segments: u64,
    /// Product names that the sources name.
    pub names: NameCounts,
    /// What each judge said, in the order of the judges; empty where none was asked.
    pub judged: Vec<Sums>,
    /// Issues by check.
    #[serde(deserialize_with = "by_id")]
    pub checks: BTreeMap<&'static str, u64>,
}

/// Counts of checks that this program has.
fn by_id<'de, D: serde::Deserializer<'de>>(
    from: D,
) -> std::result::Result<BTreeMap<&'static str, u64>, D::Error> {
    let counts: BTreeMap<String, u64> = serde::Deserialize::deserialize(from)?;
    let known = |(id, count): (String, u64)| {
        let check = checks::find(&id);
        let check = check.ok_or_else(|| serde::de::Error::custom(format!("no check {id:?}")))?;
        Ok((check.id, count))
    };
    counts.into_iter().map(known).collect()
}

const SIMILARITY_UNIT: f64 = 1e9;
const PENALTY_UNIT: f64 = 1e3;

impl Totals {
    /// Counts a page.
    pub fn add_page(&mut self, origin: Origin) {
        self.pages += 1;
        match origin {
            Origin::Machine => self.machine_pages += 1,
            Origin::Human => self.human_pages += 1,
            Origin::Unknown => {}
        }
    }

    /// Counts an issue.
    pub fn add_issue(&mut self, issue: &Issue, status: Status) {
        let penalty = (issue.penalty() * PENALTY_UNIT).round() as u64;
        self.severities[issue.severity as usize] += 1;
        self.penalty += penalty;
        if status == Status::Known {
            self.known_severities[issue.severity as usize] += 1;
            self.known_penalty += penalty;
        }
        *self.checks.entry(issue.check.id).or_default() += 1;
    }

    /// Adds a segment's similarity to its reference, 0..1.
    pub fn add_similarity(&mut self, similarity: f64) {
        self.similarity += (similarity * SIMILARITY_UNIT).round() as u64;
    }

    /// Adds other sums.
    pub fn merge(&mut self, other: &Totals) {
        self.pages += other.pages;
        self.machine_pages += other.machine_pages;
        self.human_pages += other.human_pages;
        self.segments += other.segments;
        self.untranslated_segments += other.untranslated_segments;
        self.source_words += other.source_words;
        self.referenced_segments += other.referenced_segments;
        for (mine, theirs) in self.metrics.iter_mut().zip(&other.metrics) {
            *mine += theirs;
        }
        self.similarity += other.similarity;
        for (mine, theirs) in self.severities.iter_mut().zip(other.severities) {
            *mine += theirs;
        }
        self.penalty += other.penalty;
        for (mine, theirs) in self.known_severities.iter_mut().zip(other.known_severities) {
            *mine += theirs;
        }
        self.known_penalty += other.known_penalty;
        self.suspicions += other.suspicions;
        self.clean_segments += other.clean_segments;
        self.names += other.names;
        for (at, theirs) in other.judged.iter().enumerate() {
            self.judged_by(at).merge(theirs);
        }
        for (check, count) in &other.checks {
            *self.checks.entry(check).or_default() += count;
        }
    }

    /// What the judge in this place said.
    pub fn judged_by(&mut self, judge: usize) -> &mut Sums {
        if self.judged.len() <= judge {
            self.judged.resize(judge + 1, Sums::default());
        }
        &mut self.judged[judge]
    }

    /// Issues of one severity.
    pub fn issues_of(&self, severity: Severity) -> u64 {
        self.severities[severity as usize]
    }

    /// Issues of one severity that no reviewer has decided on: what gates count.
    pub fn new_issues_of(&self, severity: Severity) -> u64 {
        self.severities[severity as usize] - self.known_severities[severity as usize]
    }

    /// All issues.
    pub fn issues(&self) -> u64 {
        self.severities.iter().sum()
    }

    /// Penalty points.
    pub fn penalty(&self) -> f64 {
        self.penalty as f64 / PENALTY_UNIT
    }

    /// Penalty points per 1,000 source words; none without words.
    pub fn penalty_per_1000_words(&self) -> Option<f64> {
        (self.source_words > 0).then(|| self.penalty() * 1000.0 / self.source_words as f64)
    }

    /// 100 × (1 − penalty / source words), not below 0; none without words. The MQM-style score.
    pub fn quality_score(&self) -> Option<f64> {
        (self.source_words > 0)
            .then(|| (100.0 * (1.0 - self.penalty() / self.source_words as f64)).max(0.0))
    }

    /// The quality score if only issues counted that no reviewer has decided on: what gates look at.
    pub fn new_quality_score(&self) -> Option<f64> {
        let penalty = (self.penalty - self.known_penalty) as f64 / PENALTY_UNIT;
        (self.source_words > 0)
            .then(|| (100.0 * (1.0 - penalty / self.source_words as f64)).max(0.0))
    }

    /// Mean similarity to the references, 0..1; none without references.
    pub fn mean_similarity(&self) -> Option<f64> {
        (self.referenced_segments > 0)
            .then(|| self.similarity as f64 / SIMILARITY_UNIT / self.referenced_segments as f64)
    }

    /// Segments that have a translation to judge.
    pub fn translated_segments(&self) -> u64 {
        self.segments - self.untranslated_segments
    }

    /// Share of the segments that are translated, in percent; none without segments.
    pub fn coverage_percent(&self) -> Option<f64> {
        percent(self.translated_segments(), self.segments)
    }

    /// Share of the translated segments without any issue above neutral, in percent; none without any.
    pub fn clean_segments_percent(&self) -> Option<f64> {
        percent(self.clean_segments, self.translated_segments())
    }

    /// The checks with most issues, as `id:count;id:count`, at most three.
    pub fn top_checks(&self) -> String {
        let mut checks: Vec<_> = self.checks.iter().collect();
        checks.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        let top: Vec<_> =
            checks.iter().take(3).map(|(id, count)| format!("{id}:{count}")).collect();
        top.join(";")
    }
}

fn percent(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| 100.0 * part as f64 / whole as f64)
}
