//! Two translations of the same sources side by side: engines, or before and after. What differs in scores and issues, and
//! whether that is more than chance.

mod collect;
mod difference;
mod judged;
mod write;

use std::collections::{BTreeMap, VecDeque};

use rustc_hash::FxHashMap;

use self::collect::Record;
pub use self::collect::{System, collect};
pub use self::difference::{Difference, MetricDifference};
pub use self::judged::{Asked, JudgedDifference, Judgements, judge};
use self::judged::{Counted, count};
pub use self::write::{table, write};
use crate::evaluate::scores::LocaleMetrics;
use crate::hash;
use crate::locale::LocaleTag;
use crate::metrics::significance::SegmentStatistics;

/// How two translations compare, by locale.
#[derive(Debug, Default)]
pub struct Comparison {
    /// The names of the judges that were asked.
    pub judges: Vec<String>,
    /// By locale; those that only one of the systems has are left out.
    pub locales: BTreeMap<LocaleTag, LocaleComparison>,
    /// Segments of the first system that the second lacks.
    pub only_first: u64,
    /// Segments of the second system that the first lacks.
    pub only_second: u64,
}

/// How two translations into one locale compare.
#[derive(Debug, Default)]
pub struct LocaleComparison {
    /// Segments that both have.
    pub segments: u64,
    /// Those that both translate alike.
    pub same: u64,
    /// Those that have a reference.
    pub referenced_segments: u64,
    /// BLEU, chrF and TER; none without references.
    pub metrics: Option<[MetricDifference; 3]>,
    /// What each judge says.
    pub judged: Vec<JudgedDifference>,
    /// Penalty points of both.
    pub penalties: [f64; 2],
    /// Issues by check.
    pub checks: BTreeMap<&'static str, IssueDifference>,
    /// Segments that the second system made better, and worse.
    pub better: u64,
    /// See `better`.
    pub worse: u64,
    /// Segments whose penalty fell, and rose.
    fell: u64,
    rose: u64,
    /// Who is better.
    pub difference: Difference,
    /// Segments that differ, in the order of the pages.
    pub changes: Vec<SegmentChange>,
}

/// What became of the issues of a check.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct IssueDifference {
    /// Issues of the first system.
    pub first: u64,
    /// Issues of the second.
    pub second: u64,
    /// Those of the first that the second has not.
    pub fixed: u64,
    /// Those of the second that the first has not.
    pub new: u64,
}

/// A segment that one system translates better than the other.
#[derive(Debug)]
pub struct SegmentChange {
    /// Page of the second system.
    pub path: String,
    /// Line on that page.
    pub line: u32,
    /// Id on that page.
    pub id: String,
    /// `better`, `worse`, or `mixed` where score and issues disagree.
    pub change: &'static str,
    /// chrF of both, where there is a reference.
    pub chrf: Option<[f64; 2]>,
    /// What each judge says of both.
    pub judged: Vec<Option<[f64; 2]>>,
    /// Penalty points of both.
    pub penalties: [f64; 2],
    /// Checks whose issues are gone, and those that have new ones.
    pub checks: [Vec<&'static str>; 2],
    /// The source.
    pub source: String,
    /// Both translations.
    pub targets: [String; 2],
    /// The reference, where there is one.
    pub reference: Option<String>,
}

/// Points of chrF below which two translations count as equally good.
const CHRF_STEP: f64 = 1.0;

/// Compares what two systems made of the same sources. Segments pair by page and id where the sources agree, else by
/// source in the order of the pages.
pub fn compare(first: System, second: System, judged: Option<Judgements>) -> Comparison {
    let mut comparison = Comparison::default();
    let (partners, only_first) = partners(&first, &second);
    comparison.only_first = only_first;
    let mut judged = judged.unwrap_or_default();
    comparison.judges = judged.names;
    let mut weighed: BTreeMap<LocaleTag, Counted> = BTreeMap::new();
    let mut statistics: BTreeMap<LocaleTag, [[SegmentStatistics; 2]; 3]> = BTreeMap::new();
    let mut firsts: Vec<Option<Record>> = first.records.into_iter().map(Some).collect();
    for (at, (partner, record)) in partners.into_iter().zip(second.records).enumerate() {
        let Some(before) = partner.and_then(|at| firsts[at].take()) else {
            comparison.only_second += 1;
            continue;
        };
        let scores = judged.scores.remove(&at).unwrap_or_default();
        count(weighed.entry(record.locale.clone()).or_default(), &scores);
        let of_locale = comparison.locales.entry(record.locale.clone()).or_default();
        let counted = statistics.entry(record.locale.clone()).or_default();
        of_locale.add(before, record, scores, counted);
    }
    comparison.weigh(&weighed);
    for (place, count) in &second.elsewhere {
        let before = first.elsewhere.get(place).copied().unwrap_or(0);
        if let Some(locale) = comparison.locales.get_mut(&place.0) {
            locale.add_issues(place.2, before, *count);
        }
    }
    for (place, count) in &first.elsewhere {
        if !second.elsewhere.contains_key(place)
            && let Some(locale) = comparison.locales.get_mut(&place.0)
        {
            locale.add_issues(place.2, *count, 0);
        }
    }
    for (tag, locale) in &mut comparison.locales {
        let metrics = LocaleMetrics::of(tag);
        if let Some(counted) = statistics.get(tag).filter(|_| locale.referenced_segments > 0) {
            locale.metrics = Some(difference::differences(metrics.all(), counted));
        }
        locale.difference = Difference::of(locale);
    }
    comparison
}

/// The first system's segment that each of the second's belongs to, and how many of the first's belong to none.
fn partners(first: &System, second: &System) -> (Vec<Option<usize>>, u64) {
    let mut by_id: FxHashMap<u64, usize> = FxHashMap::default();
    let mut by_source: FxHashMap<u64, VecDeque<usize>> = FxHashMap::default();
    for (at, record) in first.records.iter().enumerate() {
        by_id.entry(id_key(record)).or_insert(at);
        by_source.entry(source_key(record)).or_default().push_back(at);
    }
    let mut partners: Vec<Option<usize>> = vec![None; second.records.len()];
    let mut taken = vec![false; first.records.len()];
    for (partner, record) in partners.iter_mut().zip(&second.records) {
        let found = by_id.get(&id_key(record)).copied().filter(|at| !taken[*at]);
        if let Some(at) = found {
            taken[at] = true;
            *partner = found;
        }
    }
    for (partner, record) in partners.iter_mut().zip(&second.records) {
        if partner.is_none()
            && let Some(queue) = by_source.get_mut(&source_key(record))
        {
            while let Some(at) = queue.pop_front() {
                if !std::mem::replace(&mut taken[at], true) {
                    *partner = Some(at);
                    break;
                }
            }
        }
    }
    (partners, taken.iter().filter(|t| !**t).count() as u64)
}

fn id_key(record: &Record) -> u64 {
    let source = hash::normalised(&record.source);
    hash::texts(&[record.locale.as_str(), &record.path, &record.id]) ^ source
}

fn source_key(record: &Record) -> u64 {
    hash::text(record.locale.as_str()).rotate_left(17) ^ hash::normalised(&record.source)
}

impl LocaleComparison {
    /// Takes in a segment that both systems have.
    fn add(
        &mut self,
        before: Record,
        after: Record,
        judged: Vec<Option<[f64; 2]>>,
        counted: &mut [[SegmentStatistics; 2]; 3],
    ) {
        self.segments += 1;
        self.penalties[0] += before.penalty;
        self.penalties[1] += after.penalty;
        let mut checks = [Vec::new(), Vec::new()];
        let mut ids: Vec<&'static str> =
            before.checks.iter().chain(&after.checks).copied().collect();
        ids.sort_unstable();
        ids.dedup();
        for id in ids {
            let count = |checks: &[&str]| checks.iter().filter(|c| **c == id).count() as u64;
            let (had, has) = (count(&before.checks), count(&after.checks));
            self.add_issues(id, had, has);
            if has != had {
                checks[usize::from(has > had)].push(id);
            }
        }
        let mut chrf = None;
        if let (Some(of_before), Some(of_after)) = (before.scored, after.scored)
            && before.reference == after.reference
        {
            self.referenced_segments += 1;
            for (metric, systems) in counted.iter_mut().enumerate() {
                systems[0].push(&of_before.statistics[metric]);
                systems[1].push(&of_after.statistics[metric]);
            }
            chrf = Some([of_before.chrf, of_after.chrf]);
        }
        if before.target == after.target {
            self.same += 1;
            return;
        }
        let penalties = [before.penalty, after.penalty];
        let lighter = penalties[1] < penalties[0];
        let heavier = penalties[1] > penalties[0];
        self.fell += u64::from(lighter);
        self.rose += u64::from(heavier);
        let gain = chrf.map_or(0.0, |[a, b]| b - a);
        let change = match (lighter || gain >= CHRF_STEP, heavier || gain <= -CHRF_STEP) {
            (true, true) => "mixed",
            (true, false) => "better",
            (false, true) => "worse",
            (false, false) => return,
        };
        self.better += u64::from(change == "better");
        self.worse += u64::from(change == "worse");
        self.changes.push(SegmentChange {
            path: after.path,
            line: after.line,
            id: after.id,
            change,
            chrf,
            judged,
            penalties,
            checks,
            source: after.source,
            targets: [before.target, after.target],
            reference: after.reference,
        });
    }

    fn add_issues(&mut self, check: &'static str, first: u64, second: u64) {
        let of_check = self.checks.entry(check).or_default();
        of_check.first += first;
        of_check.second += second;
        of_check.fixed += first.saturating_sub(second);
        of_check.new += second.saturating_sub(first);
    }

    /// The issues of all checks together.
    pub fn issues(&self) -> IssueDifference {
        self.checks.values().fold(IssueDifference::default(), |sum, c| IssueDifference {
            first: sum.first + c.first,
            second: sum.second + c.second,
            fixed: sum.fixed + c.fixed,
            new: sum.new + c.new,
        })
    }
}

#[cfg(test)]
mod tests;
