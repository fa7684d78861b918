//! What judges say of two translations: they are asked about the segments that both systems have.

use std::collections::BTreeMap;

use super::collect::Record;
use super::difference::{MetricDifference, difference};
use super::{Comparison, System, partners};
use crate::document::Problem;
use crate::error::Result;
use crate::hash;
use crate::judges::{Judgement, Judges, Question};
use crate::locale::LocaleTag;
use crate::metrics::Mean;
use crate::metrics::significance::SegmentStatistics;
use crate::pipeline::{Progress, drawn, quotas};

/// Pairs of segments that are asked about at once.
const AT_ONCE: usize = 4096;

/// Which segments of two translations judges are asked about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Asked {
    /// Only those that have a reference.
    pub referenced: bool,
    /// Only those that the systems translate otherwise.
    pub changed: bool,
    /// So many of each locale; all if none.
    pub sample: Option<u64>,
}

/// What judges said.
#[derive(Debug, Default)]
pub struct Judgements {
    /// The names of the judges.
    pub(super) names: Vec<String>,
    /// By the place of the second system's segment: what each judge said of both translations.
    pub(super) scores: BTreeMap<usize, Vec<Option<[f64; 2]>>>,
    /// What went wrong with them.
    pub problems: Vec<Problem>,
}

/// Asks judges about what both systems translate; the progress is that of their pairs.
///
/// # Errors
/// What the progress refuses.
pub fn judge(
    first: &System,
    second: &System,
    mut judges: Judges,
    asked: Asked,
    progress: Progress<'_>,
) -> Result<Judgements> {
    let (partners, _) = partners(first, second);
    let mut names = Vec::new();
    names.extend_from_slice(judges.settle());
    let pairs = partners.iter().zip(&second.records).enumerate();
    let pairs = pairs.filter_map(|(at, (partner, b))| Some((at, &first.records[(*partner)?], b)));
    let pairs: Vec<(usize, &Record, &Record)> =
        pairs.filter(|(_, a, b)| is_fit(a, b, asked)).collect();
    let pairs = match asked.sample {
        Some(sample) => sampled(pairs, sample),
        None => pairs,
    };
    let mut scores = BTreeMap::new();
    let mut done = 0;
    for some in pairs.chunks(AT_ONCE) {
        let questions: Vec<Question> =
            some.iter().flat_map(|(_, a, b)| [question(a), question(b)]).collect();
        let answers = judges.ask(&questions);
        for (index, (at, ..)) in some.iter().enumerate() {
            let score = |answers: &Vec<Option<Judgement>>, side: usize| {
                answers[2 * index + side].as_ref().map(|answer| answer.score)
            };
            let both = |answers| Some([score(answers, 0)?, score(answers, 1)?]);
            scores.insert(*at, answers.iter().map(both).collect());
        }
        done += some.len();
        progress(done, pairs.len())?;
    }
    Ok(Judgements { names, scores, problems: judges.finish() })
}

/// Whether judges are asked about a pair.
fn is_fit(a: &Record, b: &Record, asked: Asked) -> bool {
    let is_there = |text: &str| !text.trim().is_empty();
    let both = [a, b];
    both.iter().all(|record| !record.is_untranslated && is_there(&record.target))
        && is_there(&b.source)
        && (!asked.referenced || b.reference.is_some() && a.reference == b.reference)
        && (!asked.changed || a.target != b.target)
}

/// So many pairs of each locale, shared out among its pages; the first of equal pages stands for both.
fn sampled<'r>(
    pairs: Vec<(usize, &'r Record, &'r Record)>,
    sample: u64,
) -> Vec<(usize, &'r Record, &'r Record)> {
    let mut pages: Vec<Vec<(usize, &Record, &Record)>> = Vec::new();
    let mut counts: Vec<(LocaleTag, u64)> = Vec::new();
    for pair in pairs {
        let page = (&pair.2.locale, &pair.2.path);
        let same = pages.last().and_then(|last| last.last());
        if same.is_none_or(|(_, _, b)| (&b.locale, &b.path) != page) {
            pages.push(Vec::new());
            counts.push((pair.2.locale.clone(), 0));
        }
        if let (Some(last), Some((_, count))) = (pages.last_mut(), counts.last_mut()) {
            last.push(pair);
            *count += 1;
        }
    }
    let quotas = quotas(&counts, sample);
    let mut kept = Vec::new();
    for (page, quota) in pages.into_iter().zip(quotas) {
        let rank = |at: usize| {
            let Record { path, id, source, .. } = page[at].2;
            hash::texts(&[path, id, source])
        };
        kept.extend(
            drawn((0..page.len()).collect(), quota as usize, rank).into_iter().map(|at| page[at]),
        );
    }
    kept
}

fn question(record: &Record) -> Question {
    Question {
        path: record.path.clone(),
        line: record.line,
        source: record.source.clone(),
        target: record.target.clone(),
        reference: record.reference.clone(),
        source_locale: record.source_locale.clone(),
        locale: record.locale.as_str().to_owned(),
    }
}

/// The scores of a judge of both systems, as differences are tested.
pub(super) type Counted = Vec<[SegmentStatistics; 2]>;

/// Adds what judges said of a pair.
pub(super) fn count(counted: &mut Counted, scores: &[Option<[f64; 2]>]) {
    counted.resize_with(scores.len().max(counted.len()), Default::default);
    for (counted, scores) in counted.iter_mut().zip(scores) {
        if let Some(scores) = scores {
            for (side, score) in counted.iter_mut().zip(scores) {
                side.push(&Mean::of(*score));
            }
        }
    }
}

/// The difference of two translations in a judge's eyes.
#[derive(Debug, Clone, PartialEq)]
pub struct JudgedDifference {
    /// Segments of which the judge scored both translations.
    pub segments: u64,
    /// The means of both, and how likely chance brings their difference about; none without segments.
    pub difference: Option<MetricDifference>,
}

impl Comparison {
    /// Tests the differences of each judge.
    pub(super) fn weigh(&mut self, judged: &BTreeMap<LocaleTag, Counted>) {
        for (tag, locale) in &mut self.locales {
            for (at, name) in self.judges.iter().enumerate() {
                let counted = judged.get(tag).and_then(|counted| counted.get(at));
                let segments = counted.map_or(0, |[first, _]| first.len() as u64);
                let tested = counted.filter(|[first, _]| !first.is_empty());
                let tested = tested.map(|counted| MetricDifference {
                    name: name.clone(),
                    ..difference(&Mean, counted)
                });
                locale.judged.push(JudgedDifference { segments, difference: tested });
            }
        }
    }
}
