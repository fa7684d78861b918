//! Evaluation of one document: metrics against the references and the checks, side by side.

pub mod repeats;
pub mod rules;
pub mod scores;
pub mod suppress;

use std::ops::Range;
use std::sync::Arc;

use self::repeats::{PairFinding, Repeats};
use crate::checks::issue::Issue;
use crate::checks::issue::Place;
use crate::checks::issue::{line_at, order, span_text, texts_at};
use crate::checks::view::mark_swapped;
use crate::checks::{CHECKS, Check, PageView, Run, SegmentView};
use crate::document::{Document, ReferenceOrigin, Segment};
use crate::evaluate::rules::{CheckRules, PageRule};
use crate::evaluate::scores::{LocaleMetrics, SegmentScores};
use crate::evaluate::suppress::Suppressions;
use crate::hash;
use crate::learn::Corpus;
use crate::mqm::Severity;
use crate::names::Termbase;
use crate::results::baseline::{Baseline, Verdict};
use crate::results::baseline::{Status, fingerprint_of};
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
    /// Whether references of sources that are only nearly the same count in the sums.
    pub fuzzy_references: bool,
    /// What was found of pairs that occur more than once.
    pub(crate) repeats: Repeats,
}

/// A document with its scores and issues.
#[derive(Debug)]
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
#[derive(Debug, Clone)]
pub struct SegmentEvaluation {
    /// Scores against the reference, where there is one.
    pub scores: Option<SegmentScores>,
    /// Its issues, as a range of [`Evaluation::issues`].
    pub issues: Range<usize>,
    /// Penalty points of its issues.
    pub penalty: f64,
}

impl SegmentEvaluation {
    /// 100 × (1 − penalty / 25), not below 0: one critical issue spoils a segment.
    pub fn score(&self) -> f64 {
        (100.0 * (1.0 - self.penalty / Severity::Critical.weight())).max(0.0)
    }
}

/// An issue and where it is.
#[derive(Debug, Clone)]
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
}

impl Evaluator {
    /// Judges a document. References must be attached before.
    pub fn evaluate(&self, document: Document) -> Evaluation {
        let metrics = LocaleMetrics::of(&document.locale);
        let mut totals = Totals::default();
        totals.add_page(document.origin);
        let mut found: Vec<(Place, Issue)> = Vec::new();
        let rules = self.rules.for_page(&document.locale, &document.path);
        let suppressed = Suppressions::of(&document);
        let context = repeats::context(&document, &rules);
        let keys: Vec<Option<u64>> =
            document.segments.iter().map(|s| self.repeat_key(&document, s, context)).collect();
        let known: Vec<Option<Arc<PairFinding>>> =
            keys.iter().map(|key| self.repeats.get((*key)?)).collect();
        let mut views = Vec::with_capacity(document.segments.len());
        let mut fits = Vec::with_capacity(document.segments.len());
        for (segment, known) in document.segments.iter().zip(&known) {
            if let Some(known) = known {
                let mut view = SegmentView::with_names(&document, segment, known.names.clone());
                view.gross_error.clone_from(&known.gross_error);
                fits.push(known.fit);
                views.push(view);
            } else {
                let mut view = SegmentView::new(&document, segment, &self.termbase);
                fits.push(view.judge(&self.corpus));
                views.push(view);
            }
        }
        let swapped = mark_swapped(&self.corpus, &mut views, &fits);
        let mut scores = Vec::with_capacity(views.len());
        let mut issues = Vec::new();
        for (index, (view, segment)) in views.iter().zip(&document.segments).enumerate() {
            let silenced = suppressed.any(index);
            let by_itself = !silenced && !swapped.contains(&index);
            let source_words = if let Some(known) = known[index].as_ref().filter(|_| by_itself) {
                issues.extend_from_slice(&known.issues);
                known.source_words
            } else {
                self.check_segment(view, &rules, &mut issues, |check| {
                    silenced && suppressed.holds(index, check)
                });
                let source_words = count_words(view);
                if let Some(key) = keys[index]
                    && by_itself
                    && !view.page.were_consulted()
                {
                    let finding = PairFinding {
                        names: view.names.clone(),
                        fit: fits[index],
                        gross_error: view.gross_error.clone(),
                        issues: issues.clone(),
                        source_words,
                    };
                    self.repeats.put(key, finding);
                }
                source_words
            };
            found.extend(issues.drain(..).map(|issue| (Place::Segment(index), issue)));
            totals.segments += 1;
            totals.source_words += source_words;
            totals.names += view.names.counts();
            scores.push(segment.reference.as_ref().map(|reference| {
                if matches!(reference.origin, ReferenceOrigin::Fuzzy(_)) && !self.fuzzy_references {
                    let mut apart = Default::default();
                    return metrics.score(&segment.target, &reference.text, &mut apart);
                }
                let scores = metrics.score(&segment.target, &reference.text, &mut totals.metrics);
                totals.referenced_segments += 1;
                totals.add_similarity(scores.levenshtein);
                scores
            }));
        }
        let page = PageView::new(&document, &views, &self.corpus);
        let mut page_issues = Vec::new();
        for (check, rule) in CHECKS.iter().zip(&rules) {
            if let Run::Page(run) = check.run
                && rule.on
            {
                run(&page, &mut page_issues);
                page_issues.retain(
                    |i| !matches!(i.place, Place::Segment(s) if suppressed.holds(s, check.id)),
                );
                for mut found_issue in page_issues.drain(..) {
                    rule.apply(std::slice::from_mut(&mut found_issue.issue));
                    found.push((found_issue.place, found_issue.issue));
                }
            }
        }
        drop(views);
        let metadata = [
            (Place::Title, &document.metadata.title),
            (Place::Description, &document.metadata.description),
        ];
        for (place, text) in metadata {
            let Some(text) = text else { continue };
            // With its source beside it the text has been judged already.
            let id = if place == Place::Title { "title" } else { "description" };
            if document.metadata.is_paired && document.segments.iter().take(2).any(|s| s.id == id) {
                continue;
            }
            let segment =
                Segment { target: text.text.clone(), line: text.line, ..Segment::default() };
            let view = SegmentView::new(&document, &segment, &self.termbase);
            for (check, rule) in CHECKS.iter().zip(&rules) {
                if let Run::Segment(run) = check.run
                    && rule.on
                    && check.on_metadata
                {
                    let before = issues.len();
                    run(&view, &mut issues);
                    rule.apply(&mut issues[before..]);
                }
            }
            found.extend(issues.drain(..).map(|issue| (place, issue)));
        }
        let found = resolve(found);
        self.place(document, found, scores, totals)
    }

    /// The key of a pair that the corpus repeats; none for one that occurs once.
    fn repeat_key(&self, document: &Document, segment: &Segment, context: u64) -> Option<u64> {
        let pair = hash::texts(&[&segment.source, &segment.target]);
        self.corpus.repeats(&document.locale, pair).then_some(pair ^ context)
    }

    /// Runs the checks that look at one segment.
    fn check_segment(
        &self,
        view: &SegmentView<'_>,
        rules: &[PageRule],
        issues: &mut Vec<Issue>,
        is_silenced: impl Fn(&str) -> bool,
    ) {
        for (check, rule) in CHECKS.iter().zip(rules) {
            if !rule.on || is_silenced(check.id) {
                continue;
            }
            let before = issues.len();
            match check.run {
                Run::Segment(run) => run(view, issues),
                Run::Corpus(run) => run(view, &self.corpus, issues),
                Run::Page(_) => {}
            }
            rule.apply(&mut issues[before..]);
        }
    }

    /// Puts the issues in order and sums them up.
    fn place(
        &self,
        document: Document,
        found: Vec<(Place, Issue)>,
        scores: Vec<Option<SegmentScores>>,
        mut totals: Totals,
    ) -> Evaluation {
        let mut dropped = Vec::new();
        let mut issues: Vec<PlacedIssue> = Vec::with_capacity(found.len());
        for (place, issue) in found {
            let fingerprint = fingerprint(&document, place, &issue);
            let status = match self.baseline.verdict(fingerprint) {
                Some(Verdict::FalsePositive) => {
                    dropped.push(fingerprint);
                    continue;
                }
                Some(Verdict::Accepted | Verdict::Rejected) => Status::Known,
                None => Status::New,
            };
            totals.add_issue(&issue, status);
            let (source, target) = texts_at(&document, place);
            let line = line_at(&document, place);
            let occurrences = self.corpus.occurrences(&document.locale, source, target).max(1);
            issues.push(PlacedIssue { place, line, issue, occurrences, fingerprint, status });
        }
        issues.sort_by_key(|i| {
            let span = i.issue.target_span.as_ref().map_or(0, |s| s.start);
            (order(i.place), span, precedence(i.issue.check))
        });
        let mut segments = Vec::with_capacity(scores.len());
        let mut at = issues.iter().take_while(|i| !matches!(i.place, Place::Segment(_))).count();
        for (index, scores) in scores.into_iter().enumerate() {
            let start = at;
            while at < issues.len() && issues[at].place == Place::Segment(index) {
                at += 1;
            }
            let penalty = issues[start..at].iter().map(|i| i.issue.penalty()).sum();
            let clean = issues[start..at].iter().all(|i| i.issue.severity == Severity::Neutral);
            totals.clean_segments += u64::from(clean);
            segments.push(SegmentEvaluation { scores, issues: start..at, penalty });
        }
        Evaluation { document, segments, issues, totals, dropped }
    }
}

/// Drops issues on a span that an issue of an earlier check explains: the first check of [`CHECKS`] wins wherever
/// its span holds the other's whole span. Issues without a span explain nothing and are never explained.
fn resolve(mut found: Vec<(Place, Issue)>) -> Vec<(Place, Issue)> {
    found.sort_by_key(|(place, issue)| (order(*place), precedence(issue.check)));
    let mut kept: Vec<(Place, Issue)> = Vec::with_capacity(found.len());
    for (place, issue) in found {
        let explained = issue.target_span.as_ref().is_some_and(|span| {
            kept.iter().rev().take_while(|(p, _)| *p == place).any(|(_, better)| {
                better.target_span.as_ref().is_some_and(|b| {
                    b.start <= span.start
                        && span.end <= b.end
                        && (b.end > b.start)
                        && !std::ptr::eq(better.check, issue.check)
                })
            })
        });
        let again = kept.iter().rev().take_while(|(p, _)| *p == place).any(|(_, other)| {
            std::ptr::eq(other.check, issue.check)
                && other.target_span == issue.target_span
                && issue.target_span.is_some()
        });
        if !explained && !again {
            kept.push((place, issue));
        }
    }
    kept
}

/// What names an issue across runs.
fn fingerprint(document: &Document, place: Place, issue: &Issue) -> u64 {
    let source = match place {
        Place::Segment(_) => texts_at(document, place).0,
        _ => &document.path,
    };
    let mut span = span_text(document, place, issue);
    if span.is_empty() {
        span = issue.source_span.clone().and_then(|span| source.get(span)).unwrap_or("");
    }
    fingerprint_of(document.locale.as_str(), issue.check.id, source, span)
}

fn precedence(check: &Check) -> usize {
    CHECKS.iter().position(|c| std::ptr::eq(*c, check)).unwrap_or(CHECKS.len())
}

/// Words of the source as translators count them: stretches between spaces that hold a letter or digit.
fn count_words(view: &SegmentView<'_>) -> u64 {
    let visible = view.source.visible();
    visible.split(' ').filter(|part| part.chars().any(char::is_alphanumeric)).count() as u64
}
