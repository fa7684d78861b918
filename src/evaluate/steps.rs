//! The steps from a page to its issues and scores, in the order in which [`Evaluator::evaluate`] takes them.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Evaluator;
use super::repeats::{self, PairFinding};
use super::rules::PageRule;
use super::scores::{LocaleMetrics, SegmentScores};
use super::suppress::Suppressions;
use super::within;
use crate::checks::issue::{Issue, Place};
use crate::checks::own::OwnRule;
use crate::checks::view::{mark_swapped, settle_style};
use crate::checks::{self, CHECKS, PageView, Run, SegmentView};
use crate::document::{Document, ProblemKind, ReferenceOrigin, Segment};
use crate::hash;
use crate::learn::Fit;
use crate::learn::style::PageStyle;
use crate::names::NameView;
use crate::results::totals::Totals;
use crate::text::words;

/// A page being judged, with what holds on it.
pub(super) struct Page<'p> {
    evaluator: &'p Evaluator,
    document: &'p Document,
    /// What holds for each check.
    rules: Vec<PageRule>,
    suppressed: Suppressions,
}

/// What the corpus knows of a segment's pair because it repeats it.
pub(super) struct Repeat {
    /// The pair's key; none where it occurs once.
    key: Option<u64>,
    /// What was found of it before, if that is remembered.
    known: Option<Arc<PairFinding>>,
}

/// How well the targets of a page fit their sources.
pub(super) struct Fits {
    /// Of each segment.
    of_pairs: Vec<Fit>,
    /// The segments that have a neighbour's target.
    swapped: BTreeSet<usize>,
}

impl<'p> Page<'p> {
    /// A page with the rules and suppressions that hold on it.
    pub(super) fn new(evaluator: &'p Evaluator, document: &'p Document) -> Page<'p> {
        let rules = evaluator.rules.for_page(&document.locale, &document.path);
        Page { evaluator, document, rules, suppressed: Suppressions::of(document) }
    }

    /// Looks up, for each segment, what was found of its pair on other pages.
    pub(super) fn known_findings(&self) -> Vec<Repeat> {
        let context = repeats::context(self.document, &self.rules);
        let repeat = |segment: &Segment| {
            let pair = hash::texts(&[&segment.source, &segment.target]);
            let repeated = self.evaluator.corpus.repeats(&self.document.locale, pair);
            let key = repeated.then_some(pair ^ context ^ repeats::message(segment));
            Repeat { key, known: key.and_then(|key| self.evaluator.repeats.get(key)) }
        };
        self.document.segments.iter().map(repeat).collect()
    }

    /// Cuts the texts of each segment and finds its names.
    pub(super) fn views(&self, repeats: &[Repeat]) -> Vec<SegmentView<'p>> {
        let view = |(segment, repeat): (&'p Segment, &Repeat)| match &repeat.known {
            Some(known) => {
                let mut view = SegmentView::with_names(self.document, segment, known.names.clone());
                view.gross_error.clone_from(&known.gross_error);
                view
            }
            None => SegmentView::new(self.document, segment, &self.evaluator.termbase),
        };
        self.document.segments.iter().zip(repeats).map(view).collect()
    }

    /// A segment of the page.
    pub(super) fn segment(&self, index: usize) -> &'p Segment {
        &self.document.segments[index]
    }

    /// A segment that might stand on the page, cut as those that do.
    pub(super) fn view<'s>(&'s self, segment: &'s Segment) -> SegmentView<'s> {
        SegmentView::new(self.document, segment, &self.evaluator.termbase)
    }

    /// Judges such a segment by what the corpus taught.
    pub(super) fn judge(&self, view: &mut SegmentView<'_>) {
        view.judge(&self.evaluator.corpus);
    }

    /// What the checks find of a text in the place of a segment.
    pub(super) fn checked(&self, index: usize, view: &SegmentView<'_>) -> Vec<Issue> {
        self.run_checks(view, |check| self.suppressed.holds(index, check))
    }

    /// Settles what the page is held to.
    pub(super) fn settle_style(&self, views: &mut [SegmentView<'_>]) -> Arc<PageStyle> {
        settle_style(&self.evaluator.corpus, self.document, views)
    }

    /// Judges each pair by what the corpus taught, and marks those that have each other's targets.
    pub(super) fn judge_by_corpus(
        &self,
        views: &mut [SegmentView<'_>],
        repeats: &[Repeat],
    ) -> Fits {
        let corpus = &self.evaluator.corpus;
        let fit = |(view, repeat): (&mut SegmentView<'_>, &Repeat)| match &repeat.known {
            Some(known) => known.fit,
            None => view.judge(corpus),
        };
        let of_pairs: Vec<Fit> = views.iter_mut().zip(repeats).map(fit).collect();
        let swapped = mark_swapped(corpus, views, &of_pairs);
        Fits { of_pairs, swapped }
    }

    /// The segments whose targets, as far as the corpus knows their words, translate something else, or more or less
    /// than their sources say.
    pub(super) fn misfits(&self) -> Vec<usize> {
        let mut misfits = Vec::new();
        for (index, segment) in self.document.segments.iter().enumerate() {
            // What was left in the source language is no text of an older page.
            if segment.is_untranslated() || segment.source == segment.target {
                continue;
            }
            let view = SegmentView::with_names(self.document, segment, NameView::default());
            let corpus = &self.evaluator.corpus;
            let (error, fit) =
                corpus.judge(view.page.locale(), view.locale, &view.source, &view.target);
            // A sentence more or less is the other version's too.
            if fit.is_against() || error.is_some_and(|error| error.is_surplus()) {
                misfits.push(index);
            }
        }
        misfits
    }

    /// Runs the checks of one segment on each, and counts segments, words and names.
    pub(super) fn check_segments(
        &self,
        views: &[SegmentView<'_>],
        repeats: &[Repeat],
        fits: &Fits,
        totals: &mut Totals,
    ) -> Vec<(Place, Issue)> {
        let mut found = Vec::new();
        for (index, (view, repeat)) in views.iter().zip(repeats).enumerate() {
            totals.segments += 1;
            if self.document.segments[index].is_untranslated() {
                totals.untranslated_segments += 1;
                continue;
            }
            let (issues, source_words) = self.check_segment(index, view, repeat, fits);
            found.extend(issues.into_iter().map(|issue| (Place::Segment(index), issue)));
            totals.source_words += source_words;
            totals.names += view.names.counts();
        }
        found
    }

    /// Scores each segment against its reference, and adds up the statistics.
    pub(super) fn score(&self, totals: &mut Totals) -> Vec<Option<SegmentScores>> {
        let metrics = LocaleMetrics::of(&self.document.locale);
        let mut scored = Vec::with_capacity(self.document.segments.len());
        for segment in &self.document.segments {
            let reference = segment.reference.as_ref().filter(|_| !segment.is_untranslated());
            scored.push(reference.map(|reference| {
                let (target, text) = (&segment.target, &reference.text);
                let is_fuzzy = matches!(reference.origin, ReferenceOrigin::Fuzzy(_));
                if is_fuzzy && !self.evaluator.fuzzy_references {
                    return metrics.score(target, text, &mut Default::default());
                }
                let scores = metrics.score(target, text, &mut totals.metrics);
                totals.referenced_segments += 1;
                totals.add_similarity(scores.levenshtein);
                scores
            }));
        }
        scored
    }

    /// Runs the checks that look at the page as a whole.
    pub(super) fn check_page(&self, views: &[SegmentView<'_>]) -> Vec<(Place, Issue)> {
        let page = PageView::new(self.document, views, &self.evaluator.corpus);
        let mut found = Vec::new();
        for (check, rule) in CHECKS.iter().zip(&self.rules) {
            let (Run::Page(run) | Run::SegmentAndPage(_, run) | Run::CorpusAndPage(_, run)) =
                check.run
            else {
                continue;
            };
            if !rule.on {
                continue;
            }
            let mut issues = Vec::new();
            run(&page, &mut issues);
            // Nothing is said of a target that is not there but that it is missing. That the page lags behind is shown where
            // it does.
            let silenced = |place| {
                let Place::Segment(s) = place else { return false };
                self.suppressed.holds(s, check.id)
                    || !matches!(check.id, checks::STALE_TRANSLATION | checks::MISSING_TRANSLATION)
                        && self.has_nothing_to_judge(s, &views[s], check.id)
            };
            let issues = issues.into_iter().map(|issue| within::settle(self.document, issue));
            for mut issue in issues.filter(|i| !silenced(i.place)) {
                rule.apply(std::slice::from_mut(&mut issue.issue));
                found.push((issue.place, issue.issue));
            }
        }
        found
    }

    /// Runs the checks that need no source on the page's title and description.
    pub(super) fn check_metadata(&self, style: &Arc<PageStyle>) -> Vec<(Place, Issue)> {
        let metadata = &self.document.metadata;
        if self.document.problems.iter().any(|p| p.kind == ProblemKind::NoSource) {
            return Vec::new();
        }
        let places = [
            (Place::Title, "title", &metadata.title),
            (Place::Description, "description", &metadata.description),
        ];
        let mut found = Vec::new();
        for (place, id, text) in places {
            let Some(text) = text else { continue };
            // With its source beside it the text has been judged already.
            let paired = || self.document.segments.iter().take(2).any(|s| s.id == id);
            if metadata.is_paired && paired() {
                continue;
            }
            let segment =
                Segment { target: text.text.clone(), line: text.line, ..Segment::default() };
            let mut view = SegmentView::new(self.document, &segment, &self.evaluator.termbase);
            view.style = Arc::clone(style);
            let mut issues = Vec::new();
            for (check, rule) in CHECKS.iter().zip(&self.rules) {
                if !rule.on || !check.on_metadata {
                    continue;
                }
                let before = issues.len();
                match check.run {
                    Run::Segment(run) => run(&view, &mut issues),
                    Run::Corpus(run) => run(&view, &self.evaluator.corpus, &mut issues),
                    Run::SegmentAndPage(..)
                    | Run::CorpusAndPage(..)
                    | Run::Page(_)
                    | Run::Own
                    | Run::Judge => {}
                }
                rule.apply(&mut issues[before..]);
            }
            for (own, rule) in self.own().filter(|(own, _)| own.needs_no_source()) {
                let before = issues.len();
                own.run(&view, &mut issues);
                rule.apply(&mut issues[before..]);
            }
            found.extend(issues.into_iter().map(|issue| (place, issue)));
        }
        found
    }

    /// The issues of a segment and the words of its source, remembered or found; what is found of a repeated pair by
    /// itself is remembered.
    fn check_segment(
        &self,
        index: usize,
        view: &SegmentView<'_>,
        repeat: &Repeat,
        fits: &Fits,
    ) -> (Vec<Issue>, u64) {
        let silenced = self.suppressed.any(index);
        let by_itself = !silenced && !fits.swapped.contains(&index);
        if by_itself
            && let Some(known) = &repeat.known
            && known.style == view.style.hash()
        {
            return (known.issues.clone(), known.source_words);
        }
        let issues = self.run_checks(view, |check| silenced && self.suppressed.holds(index, check));
        let source_words = words::count(view.source.visible()) as u64;
        if by_itself
            && let Some(key) = repeat.key
            && !view.page.were_consulted()
        {
            let finding = PairFinding {
                names: view.names.clone(),
                fit: fits.of_pairs[index],
                gross_error: view.gross_error.clone(),
                issues: issues.clone(),
                style: view.style.hash(),
                source_words,
            };
            self.evaluator.repeats.put(key, finding);
        }
        (issues, source_words)
    }

    /// Whether a segment's target is still to be made, or is missing, or has no source.
    fn has_nothing_to_judge(&self, index: usize, view: &SegmentView<'_>, check: &str) -> bool {
        self.document.segments[index].is_untranslated()
            || is_missing(view)
            || self.has_no_source(view) && check != checks::ADDITION
    }

    /// Whether a block stands on the page alone, and not in its original.
    fn has_no_source(&self, view: &SegmentView<'_>) -> bool {
        self.document.original.is_some() && view.raw_source().trim().is_empty()
    }

    /// Runs the checks that look at one segment.
    fn run_checks(&self, view: &SegmentView<'_>, is_silenced: impl Fn(&str) -> bool) -> Vec<Issue> {
        let mut issues = Vec::new();
        let (missing, added) = (is_missing(view), self.has_no_source(view));
        for (check, rule) in CHECKS.iter().zip(&self.rules) {
            if !rule.on || is_silenced(check.id) {
                continue;
            }
            // A target that is not there is one error, and a block of the page's own has nothing to compare with.
            if missing && check.id != checks::MISSING_TRANSLATION
                || added && check.id != checks::ADDITION
            {
                continue;
            }
            let before = issues.len();
            match check.run {
                Run::Segment(run) | Run::SegmentAndPage(run, _) => run(view, &mut issues),
                Run::Corpus(run) | Run::CorpusAndPage(run, _) => {
                    run(view, &self.evaluator.corpus, &mut issues);
                }
                Run::Page(_) | Run::Own | Run::Judge => {}
            }
            rule.apply(&mut issues[before..]);
        }
        for (own, rule) in self.own() {
            if !is_silenced(own.check.id) && !missing && (!added || own.needs_no_source()) {
                let before = issues.len();
                own.run(view, &mut issues);
                rule.apply(&mut issues[before..]);
            }
        }
        issues
    }

    /// The team's own rules that hold on the page.
    fn own(&self) -> impl Iterator<Item = (&'p OwnRule, &PageRule)> {
        let rules = self.rules.get(CHECKS.len()..).unwrap_or(&[]);
        self.evaluator.rules.own().iter().zip(rules).filter(|(_, rule)| rule.on)
    }
}

/// Whether nothing stands where the translation should: nothing at all, or nothing of what the source shows.
fn is_missing(view: &SegmentView<'_>) -> bool {
    view.is_missing() || view.raw_target().trim().is_empty() && !view.raw_source().trim().is_empty()
}
