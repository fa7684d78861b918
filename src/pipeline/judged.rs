//! Judges between the evaluation of pages and their reports: a batch of pages is asked about at once.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::Judged;
use super::batches::{batches, read_batch};
use crate::checks::issue::Issue;
use crate::checks::judge;
use crate::document::{Document, Problem, ReferenceOrigin, Segment};
use crate::evaluate::{Evaluation, Evaluator};
use crate::hash;
use crate::judges::{Judges, Mark, Names, Question};
use crate::locale::LocaleTag;
use crate::mqm::Confidence;
use crate::read::ReadOptions;
use crate::read::pieces::Piece;
use crate::references::References;

/// Judges, and what they are asked about.
#[derive(Debug)]
pub struct Bench {
    judges: Judges,
    only: Only,
    /// How many segments of each locale are asked about; all if none.
    sample: Option<u64>,
    /// How many segments of each document are in the sample, in the order of the documents.
    quotas: Vec<u32>,
    /// How many documents have passed.
    passed: usize,
    uses_fuzzy: bool,
}

/// Which segments judges are asked about.
#[derive(Debug, Default)]
pub enum Only {
    /// All that are translated.
    #[default]
    All,
    /// Those that have a reference translation.
    Referenced,
    /// Those whose pair an earlier run had not, by [`crate::results::trend::pairs`].
    Changed(FxHashSet<u64>),
}

impl Bench {
    /// Judges that are asked about a sample of so many segments of each locale, or all if none.
    pub fn new(judges: Judges, only: Only, sample: Option<u64>) -> Bench {
        Bench { judges, only, sample, quotas: Vec::new(), passed: 0, uses_fuzzy: false }
    }

    /// Where the names of the judges will be.
    pub fn names(&self) -> Names {
        self.judges.names()
    }

    /// Draws the sample, where one is wanted: each locale's segments are shared out among its pages by how many they have.
    pub(super) fn draw(
        &mut self,
        inputs: &[Piece],
        options: &ReadOptions,
        references: &References,
        uses_fuzzy: bool,
    ) {
        self.uses_fuzzy = uses_fuzzy;
        let Some(sample) = self.sample else { return };
        let mut counts: Vec<(LocaleTag, u64)> = Vec::new();
        for batch in batches(inputs) {
            let count = |mut document: Document| {
                if matches!(self.only, Only::Referenced) {
                    references.attach(&mut document);
                }
                let fit = document.segments.iter().filter(|s| self.fits(&document, s)).count();
                (document.locale, fit as u64)
            };
            counts.extend(read_batch(batch, options, count).into_iter().flatten().flatten());
        }
        self.quotas = quotas(&counts, sample);
    }

    /// Whether judges may be asked about a segment.
    fn fits(&self, document: &Document, segment: &Segment) -> bool {
        let is_there = |text: &str| !text.trim().is_empty();
        if segment.is_untranslated() || !is_there(&segment.source) || !is_there(&segment.target) {
            return false;
        }
        match &self.only {
            Only::All => true,
            Only::Referenced => self.reference(segment).is_some(),
            Only::Changed(known) => {
                let locale = document.locale.file_name();
                !known.contains(&hash::texts(&[locale, &segment.source, &segment.target]))
            }
        }
    }

    /// The reference that counts.
    fn reference<'s>(&self, segment: &'s Segment) -> Option<&'s str> {
        let counts = |origin| self.uses_fuzzy || !matches!(origin, ReferenceOrigin::Fuzzy(_));
        let reference = segment.reference.as_ref().filter(|r| counts(r.origin));
        reference.map(|reference| reference.text.as_str())
    }

    /// Asks about pages, and puts what is answered beside what was found of them.
    pub(super) fn judge(&mut self, files: &mut [Judged], evaluator: &Evaluator) {
        let names = self.judges.settle().to_vec();
        let mut pages: Vec<&mut Evaluation> = files.iter_mut().flatten().flatten().collect();
        // The segments to ask about: page, place on it, and whether it is in the sample.
        let mut places: Vec<(usize, usize)> = Vec::new();
        let mut questions = Vec::new();
        let needs: Vec<bool> = self.judges.need_references().collect();
        for (at, page) in pages.iter_mut().enumerate() {
            let document = &page.document;
            let segments = document.segments.iter().enumerate();
            let mut fit: Vec<usize> =
                segments.filter(|(_, s)| self.fits(document, s)).map(|(index, _)| index).collect();
            for (judge, needs) in needs.iter().enumerate() {
                let has = |index: &&usize| self.reference(&document.segments[**index]).is_some();
                let sums = page.totals.judged_by(judge);
                sums.fit += fit.iter().filter(|index| !needs || has(index)).count() as u64;
            }
            if self.sample.is_some() {
                let quota = self.quotas.get(self.passed).copied().unwrap_or_default();
                let rank = |index: usize| {
                    let Segment { id, source, target, .. } = &document.segments[index];
                    hash::texts(&[&document.path, id, source, target])
                };
                fit = drawn(fit, quota as usize, rank);
            }
            self.passed += 1;
            for index in fit {
                places.push((at, index));
                questions.push(self.question(document, &document.segments[index]));
            }
        }
        let answers = self.judges.ask(&questions);
        let confidences: Vec<Confidence> = self.judges.confidences().collect();
        let mut scores: Vec<Vec<Vec<Option<f64>>>> =
            pages.iter().map(|page| vec![vec![None; names.len()]; page.segments.len()]).collect();
        let mut marks: Vec<Vec<(usize, Issue)>> = vec![Vec::new(); pages.len()];
        for (judge, answers) in answers.into_iter().enumerate() {
            for ((&(at, index), question), answer) in places.iter().zip(&questions).zip(answers) {
                let sums = pages[at].totals.judged_by(judge);
                sums.asked += u64::from(!needs[judge] || question.reference.is_some());
                let Some(answer) = answer else { continue };
                sums.add(answer.score);
                scores[at][index][judge] = Some(answer.score);
                let issue = |mark: Mark| {
                    (index, issue(mark, &names[judge], confidences[judge], &question.target))
                };
                marks[at].extend(answer.marks.into_iter().map(issue));
            }
        }
        for ((page, scores), marks) in pages.into_iter().zip(scores).zip(marks) {
            evaluator.add_judged(page, scores, marks);
        }
    }

    fn question(&self, document: &Document, segment: &Segment) -> Question {
        Question {
            path: document.path.clone(),
            line: segment.line,
            source: segment.source.clone(),
            target: segment.target.clone(),
            reference: self.reference(segment).map(str::to_owned),
            source_locale: document.source_locale(),
            locale: document.locale.as_str().to_owned(),
        }
    }

    /// Lets the judges go; tells their names, and what went wrong with them.
    pub(super) fn finish(mut self) -> (Vec<String>, Vec<Problem>) {
        let names = self.judges.settle().to_vec();
        (names, self.judges.finish())
    }
}

/// How many segments of each document are asked about: of each locale as many as wanted, if it has them, each document's
/// share by its number of segments. Rounding is carried on from document to document, from a place that the locale sets.
pub(crate) fn quotas(counts: &[(LocaleTag, u64)], sample: u64) -> Vec<u32> {
    let mut all: BTreeMap<&LocaleTag, u64> = BTreeMap::new();
    for (locale, count) in counts {
        *all.entry(locale).or_default() += count;
    }
    let mut passed: BTreeMap<&LocaleTag, u64> = BTreeMap::new();
    let mut quotas = Vec::with_capacity(counts.len());
    for (locale, count) in counts {
        let (all, passed) = (all[locale], passed.entry(locale).or_default());
        if all <= sample {
            quotas.push(*count as u32);
            continue;
        }
        let start = u128::from(hash::text(locale.as_str()) % all.max(1));
        let before_here =
            |segments: u64| (u128::from(segments) * u128::from(sample) + start) / u128::from(all);
        let quota = before_here(*passed + count) - before_here(*passed);
        *passed += count;
        quotas.push(quota as u32);
    }
    quotas
}

/// So many of the segments of a page, by a hash of each; in their order.
pub(crate) fn drawn(mut fit: Vec<usize>, quota: usize, rank: impl Fn(usize) -> u64) -> Vec<usize> {
    if quota < fit.len() {
        fit.sort_by_cached_key(|index| (rank(*index), *index));
        fit.truncate(quota);
        fit.sort_unstable();
    }
    fit
}

/// A mark as an issue.
fn issue(mark: Mark, judge: &str, confidence: Confidence, target: &str) -> Issue {
    let message = match mark.category.as_str() {
        "" => format!("The judge {judge} marks this."),
        category => format!("The judge {judge} marks this: {category}."),
    };
    let mut issue = Issue::new(&judge::CHECK, message).severity(mark.severity);
    issue.confidence = confidence;
    // What an earlier run kept may be damaged.
    issue.target_span = mark.span.filter(|s| !s.is_empty() && target.get(s.clone()).is_some());
    issue
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_is_shared_out_by_locale_and_page() {
        let [german, french] = ["de-DE", "fr-FR"].map(|tag| LocaleTag::parse(tag).unwrap());
        let mut counts = Vec::new();
        for page in 0..40 {
            counts.push((german.clone(), 1 + page % 5 * 10));
            counts.push((french.clone(), 1));
        }
        for sample in [1, 7, 41, 100, 839, 840, 5000] {
            let quotas = quotas(&counts, sample);
            for (locale, all) in [(&german, 840), (&french, 40)] {
                let mine = || counts.iter().zip(&quotas).filter(|((l, _), _)| l == locale);
                let drawn: u64 = mine().map(|(_, quota)| u64::from(*quota)).sum();
                assert_eq!(drawn, all.min(sample), "{sample} {locale}");
                for ((_, count), quota) in mine() {
                    let share = (*count * sample.min(all)) as f64 / all as f64;
                    assert!((f64::from(*quota) - share).abs() < 1.0 + 1e-9);
                    assert!(u64::from(*quota) <= *count);
                }
            }
        }
        assert!(quotas(&[], 5).is_empty());
    }
}
