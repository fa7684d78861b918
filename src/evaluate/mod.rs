//! Evaluation of one document: metrics against the references and the checks, side by side.

mod fingerprint;
mod fixes;
mod judged;
mod place;
pub mod repeats;
mod resolve;
pub mod rules;
pub mod scores;
mod steps;
pub mod suppress;
mod within;

use std::ops::Range;

use self::repeats::Repeats;
use self::resolve::resolve;
use self::rules::CheckRules;
use self::scores::SegmentScores;
use self::steps::Page;
use self::suppress::Suppressions;
use crate::checks::issue::{Issue, Place};
use crate::document::{Document, Problem, ProblemKind, Segment, State};
use crate::learn::Corpus;
use crate::locale::LocaleTag;
use crate::mqm::{Confidence, Severity};
use crate::names::Termbase;
use crate::results::baseline::{Baseline, Status};
use crate::results::totals::Totals;

/// All that judges documents; shared by all threads, never changed.
#[derive(Debug, Default)]
pub struct Evaluator {
    /// The product names of the run.
    pub termbase: Termbase,
    /// What the first pass learned.
    pub corpus: Corpus,
    /// Which checks run where, and how severe they are.
    pub rules: CheckRules,
    /// What reviewers have decided.
    pub baseline: Baseline,
    /// Least confidence of an issue that counts; those below are suspicions.
    pub min_confidence: Confidence,
    /// Whether references of sources that are only nearly the same count in the sums.
    pub fuzzy_references: bool,
    /// What was found of pairs that occur more than once.
    pub(crate) repeats: Repeats,
}

/// A document with its scores and issues.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct Evaluation {
    /// The document.
    pub document: Document,
    /// One for each segment.
    pub segments: Vec<SegmentEvaluation>,
    /// All issues, in order of their places.
    pub issues: Vec<PlacedIssue>,
    /// Sums over the page.
    pub totals: Totals,
    /// Fingerprints of the issues that were dropped because a reviewer called them false positives.
    pub dropped: Vec<u64>,
}

/// What was found of one segment.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct SegmentEvaluation {
    /// Scores against the reference, where there is one.
    pub scores: Option<SegmentScores>,
    /// What each judge said, in the order of the judges; empty where none was asked.
    pub judged: Vec<Option<f64>>,
    /// Its issues, as a range of [`Evaluation::issues`].
    pub issues: Range<usize>,
    /// Penalty points of its issues, suspicions apart.
    pub penalty: f64,
}

impl SegmentEvaluation {
    /// 100 × (1 − penalty / 25), not below 0: one critical issue spoils a segment.
    pub fn score(&self) -> f64 {
        (100.0 * (1.0 - self.penalty / Severity::Critical.weight())).max(0.0)
    }
}

/// An issue and where it is.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct PlacedIssue {
    /// Where on the page.
    pub place: Place,
    /// Its line in the page, from 1.
    pub line: u32,
    /// What it is.
    pub issue: Issue,
    /// How often this source with this target occurs in the locale.
    pub occurrences: u64,
    /// Hash of locale, check, normalised source and target span: survives moved lines. An issue outside the segments
    /// has its page's path for a source, one without a target span its source span.
    pub fingerprint: u64,
    /// Whether a reviewer has seen it.
    pub status: Status,
    /// Whether it is too unsure to count: a suspicion.
    pub is_suspicion: bool,
}

impl Evaluator {
    /// One that knows these names, and has learned from no corpus: checks that need one find nothing.
    pub fn new(termbase: Termbase) -> Evaluator {
        Evaluator { termbase, ..Evaluator::default() }
    }

    /// Judges a document. References must be attached before.
    pub fn evaluate(&self, mut document: Document) -> Evaluation {
        if document.staleness.is_some() {
            self.set_misfits_aside(&mut document);
        }
        let mut totals = Totals::default();
        totals.add_page(document.origin);
        let unknown = self.unknown_checks(&document);
        document.problems.extend(unknown);
        let (found, scores) = {
            let page = Page::new(self, &document);
            let repeats = page.known_findings();
            let mut views = page.views(&repeats);
            let style = page.settle_style(&mut views);
            let fits = page.judge_by_corpus(&mut views, &repeats);
            let mut found = page.check_segments(&views, &repeats, &fits, &mut totals);
            let scores = page.score(&mut totals);
            found.extend(page.check_page(&views));
            found.extend(page.check_metadata(&style));
            let mut found = resolve(found);
            page.fix(&views, &mut found);
            (found, scores)
        };
        self.place(document, found, scores, totals)
    }

    /// The ids in comments of a page that are no check's: what was to be silenced is not.
    fn unknown_checks(&self, document: &Document) -> Vec<Problem> {
        let suppressed = Suppressions::of(document);
        let problem = |(segment, id): (usize, &str)| Problem {
            path: document.path.clone(),
            line: document.segments.get(segment).map(|segment| segment.line),
            kind: ProblemKind::UnknownCheck,
            message: format!(
                "glossator-ignore names {id}, and there is no such check; `glossator checks` lists them."
            ),
        };
        suppressed.unknown(|id| self.rules.knows(id)).into_iter().map(problem).collect()
    }

    /// Marks the pairs of a page that lags behind its original whose texts do not belong together: they say nothing of
    /// how well the page was translated.
    fn set_misfits_aside(&self, document: &mut Document) {
        let misfits = Page::new(self, document).misfits();
        for index in misfits {
            document.segments[index].state = State::Outdated;
        }
    }

    /// Judges one pair in memory, as the only one of its page; the spans of the issues are bytes of these texts.
    ///
    /// ```
    /// use glossator::evaluate::Evaluator;
    /// use glossator::locale::LocaleTag;
    /// use glossator::names::Termbase;
    ///
    /// let evaluator = Evaluator::new(Termbase::load(&[])?);
    /// let german = LocaleTag::parse("de-DE").expect("a locale tag");
    /// let target = "Wählen Sie **Speichern **, um Azure-Überwachung zu öffnen.";
    /// let issues = evaluator.pair("Select **Save** to open Azure Monitor.", target, &german);
    /// let found: Vec<&str> = issues.iter().map(|issue| issue.check.id).collect();
    /// assert_eq!(found, ["broken-emphasis", "mangled-name"]);
    /// assert_eq!(&target[issues[1].target_span.clone().unwrap()], "Azure-Überwachung");
    /// # Ok::<(), glossator::Error>(())
    /// ```
    pub fn pair(&self, source: &str, target: &str, locale: &LocaleTag) -> Vec<Issue> {
        let page = self.pairs(&[(source, target)], locale);
        page.issues.into_iter().map(|placed| placed.issue).collect()
    }

    /// Judges pairs of source and target in memory, as those of one page; the line of an issue is its pair's number,
    /// from 1.
    pub fn pairs(&self, pairs: &[(&str, &str)], locale: &LocaleTag) -> Evaluation {
        let segment = |(&(source, target), line): (&(&str, &str), u32)| Segment {
            line,
            source: source.to_owned(),
            target: target.to_owned(),
            ..Segment::default()
        };
        let segments = pairs.iter().zip(1..).map(segment).collect();
        self.evaluate(Document { locale: locale.clone(), segments, ..Document::default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(target: &str, state: State) -> Evaluation {
        let segment = Segment {
            id: "1".to_owned(),
            line: 1,
            source: "Run `az login` to open [Azure](https://azure.com) 3 times.".to_owned(),
            target: target.to_owned(),
            state,
            ..Segment::default()
        };
        let locale = LocaleTag::parse("de-DE").unwrap();
        let document = Document { locale, segments: vec![segment], ..Document::default() };
        Evaluator::new(Termbase::for_examples()).evaluate(document)
    }

    #[test]
    fn what_is_still_to_be_translated_is_counted_and_not_judged() {
        for target in ["", "Run `az login`."] {
            let page = judged(target, State::Untranslated);
            assert!(page.issues.is_empty(), "{target}");
            assert_eq!((page.totals.segments, page.totals.untranslated_segments), (1, 1));
            assert_eq!((page.totals.source_words, page.totals.names.expected), (0, 0));
            assert_eq!(page.totals.coverage_percent(), Some(0.0));
            assert_eq!(page.totals.clean_segments_percent(), None);
        }
    }

    #[test]
    fn a_target_that_should_be_there_is_one_error() {
        let page = judged("", State::Translated);
        let found: Vec<&str> = page.issues.iter().map(|i| i.issue.check.id).collect();
        assert_eq!(found, [crate::checks::MISSING_TRANSLATION]);
        assert_eq!(page.totals.coverage_percent(), Some(100.0));
    }

    #[test]
    fn suspicions_are_counted_apart() {
        let judged = |min_confidence| {
            let segment = Segment {
                line: 1,
                source: "The customer opens the invoice of the last month in the portal."
                    .to_owned(),
                target: "Der Kunde.".to_owned(),
                ..Segment::default()
            };
            let locale = LocaleTag::parse("de-DE").unwrap();
            let document = Document { locale, segments: vec![segment], ..Document::default() };
            let termbase = Termbase::for_examples();
            Evaluator { min_confidence, ..Evaluator::new(termbase) }.evaluate(document)
        };
        let page = judged(Confidence::Medium);
        assert_eq!(page.issues.len(), 1);
        assert_eq!((page.totals.issues(), page.totals.suspicions), (0, 1));
        assert_eq!((page.totals.clean_segments, page.segments[0].penalty), (1, 0.0));
        let page = judged(Confidence::Low);
        assert_eq!((page.totals.issues(), page.totals.suspicions), (1, 0));
        assert_eq!((page.totals.clean_segments, page.segments[0].penalty), (0, 1.0));
    }
}
