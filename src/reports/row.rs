//! Rows of reports: a locale, a page, a segment or an issue with all that reports say of it.

use std::ops::Range;

use crate::checks::issue::{Fix, Place, texts_at};
use crate::document::{Document, Segment};
use crate::evaluate::scores::LocaleMetrics;
use crate::evaluate::{Evaluation, PlacedIssue, SegmentEvaluation};
use crate::locale::LocaleTag;
use crate::mqm::Severity;
use crate::results::outcome::LocaleOutcome;
use crate::results::totals::Totals;

/// A locale of a run.
#[derive(Debug)]
pub(super) struct LocaleRow<'a> {
    /// Its tag.
    pub(super) locale: &'a LocaleTag,
    /// Its sums.
    pub(super) totals: &'a Totals,
    /// BLEU, chrF and TER, where there are references.
    pub(super) scores: [Option<f64>; 3],
    /// Whether it passes the gates; none where no gate is set.
    pub(super) pass: Option<bool>,
    metrics: LocaleMetrics,
}

impl<'a> LocaleRow<'a> {
    /// The row of a locale.
    pub(super) fn of(locale: &'a LocaleTag, found: &'a LocaleOutcome) -> LocaleRow<'a> {
        let (metrics, totals) = (LocaleMetrics::of(locale), &found.totals);
        let scores = metrics.scores(&totals.metrics, totals.referenced_segments);
        LocaleRow { locale, totals, scores, pass: found.pass, metrics }
    }

    /// How to reproduce BLEU (0), chrF (1) or TER (2), where there are references.
    pub(super) fn signature(&self, metric: usize) -> Option<String> {
        let referenced = self.totals.referenced_segments > 0;
        referenced.then(|| self.metrics.all()[metric].signature().to_string())
    }
}

/// A page.
#[derive(Debug)]
pub(super) struct PageRow<'a> {
    /// The page.
    pub(super) page: &'a Evaluation,
    /// BLEU, chrF and TER, where there are references.
    pub(super) scores: [Option<f64>; 3],
}

impl<'a> PageRow<'a> {
    /// The row of a page.
    pub(super) fn of(page: &'a Evaluation) -> PageRow<'a> {
        let totals = &page.totals;
        let metrics = LocaleMetrics::of(&page.document.locale);
        PageRow { page, scores: metrics.scores(&totals.metrics, totals.referenced_segments) }
    }

    /// The title in its front matter.
    pub(super) fn title(&self) -> Option<&'a str> {
        self.page.document.metadata.title.as_ref().map(|title| title.text.as_str())
    }

    /// Id of the first segment of those with most penalty points; none where no segment has any.
    pub(super) fn worst_segment(&self) -> Option<&'a str> {
        let mut worst: Option<(f64, &str)> = None;
        for (segment, found) in self.page.document.segments.iter().zip(&self.page.segments) {
            if found.penalty > worst.map_or(0.0, |w| w.0) {
                worst = Some((found.penalty, &segment.id));
            }
        }
        worst.map(|(_, id)| id)
    }
}

/// A segment of a page.
#[derive(Debug)]
pub(super) struct SegmentRow<'a> {
    /// The page.
    pub(super) document: &'a Document,
    /// The segment.
    pub(super) segment: &'a Segment,
    /// Its scores.
    pub(super) found: &'a SegmentEvaluation,
    issues: &'a [PlacedIssue],
}

impl<'a> SegmentRow<'a> {
    /// The rows of a page's segments.
    pub(super) fn all(page: &'a Evaluation) -> impl Iterator<Item = SegmentRow<'a>> {
        page.document.segments.iter().zip(&page.segments).map(|(segment, found)| {
            let issues = &page.issues[found.issues.clone()];
            SegmentRow { document: &page.document, segment, found, issues }
        })
    }

    /// The severity of its worst issue; none where it has no issue.
    pub(super) fn worst_severity(&self) -> Option<Severity> {
        self.issues.iter().map(|i| i.issue.severity).max()
    }

    /// Ids of the checks that fired, in the order of their issues; one that fires again at once stands there once.
    pub(super) fn checks(&self) -> Vec<&'static str> {
        let mut checks: Vec<_> = self.issues.iter().map(|i| i.issue.check.id).collect();
        checks.dedup();
        checks
    }
}

/// An issue of a page.
#[derive(Debug)]
pub(super) struct IssueRow<'a> {
    /// The issue and its place.
    pub(super) placed: &'a PlacedIssue,
    /// Locale of its page.
    pub(super) locale: &'a LocaleTag,
    /// Path of its page.
    pub(super) path: &'a str,
    /// Id of the segment, or `title`, `description` or `page`.
    pub(super) segment_id: &'a str,
    /// The source; empty outside the segments.
    pub(super) source: &'a str,
    /// The target; between the segments the line.
    pub(super) target: &'a str,
    /// The reference, where there is one.
    pub(super) reference: Option<&'a str>,
    /// The target of the segment before; empty where there is none.
    pub(super) before: &'a str,
    /// The target of the segment behind.
    pub(super) after: &'a str,
    /// Bytes of `source` that the issue is about.
    pub(super) source_span: Option<Range<usize>>,
    /// Bytes of `target` that the issue is about; in a row of [`IssueRow::on_page`] they may be bytes of the page.
    pub(super) target_span: Option<Range<usize>>,
    /// What `target_span` is bytes of.
    spanned: &'a str,
}

impl<'a> IssueRow<'a> {
    /// The row of an issue of this page, with spans in its texts.
    pub(super) fn of(page: &'a Evaluation, placed: &'a PlacedIssue) -> IssueRow<'a> {
        let mut row = IssueRow::on_page(page, placed);
        if let (Place::Line(_), Some(span)) = (placed.place, &row.target_span) {
            let start = line_start(&page.document.text, row.target);
            row.target_span =
                start.filter(|s| *s <= span.start).map(|s| span.start - s..span.end - s);
        }
        row.target_span = row.target_span.filter(|s| row.target.get(s.clone()).is_some());
        row.spanned = row.target;
        row
    }

    /// The row of an issue of this page; the target span of one between the segments counts from the start of the page,
    /// as in `issues.csv` and in fingerprints, and may reach over several lines.
    pub(super) fn on_page(page: &'a Evaluation, placed: &'a PlacedIssue) -> IssueRow<'a> {
        let document = &page.document;
        let (source, target) = texts_at(document, placed.place);
        let segment = match placed.place {
            Place::Segment(index) => document.segments.get(index),
            _ => None,
        };
        let target_of = |at: Option<usize>| {
            at.and_then(|at| document.segments.get(at)).map_or("", |s| &s.target)
        };
        let [before, after] = match placed.place {
            Place::Segment(at) => [at.checked_sub(1), at.checked_add(1)].map(target_of),
            _ => [""; 2],
        };
        let in_source = |span: &Range<usize>| source.get(span.clone()).is_some();
        IssueRow {
            placed,
            locale: &document.locale,
            path: &document.path,
            segment_id: match placed.place {
                Place::Segment(_) => segment.map_or("", |s| &s.id),
                Place::Title => "title",
                Place::Description => "description",
                Place::Line(_) => "page",
            },
            source,
            target,
            reference: segment.and_then(|s| s.reference.as_ref()).map(|r| r.text.as_str()),
            before,
            after,
            source_span: placed.issue.source_span.clone().filter(in_source),
            target_span: placed.issue.target_span.clone(),
            spanned: if matches!(placed.place, Place::Line(_)) { &document.text } else { target },
        }
    }

    /// The text that mends the issue, where one is certain.
    pub(super) fn fix(&self) -> Option<&'a Fix> {
        self.placed.issue.fix.as_ref()
    }

    /// The words of the source in question; none where there are none.
    pub(super) fn source_words(&self) -> Option<&'a str> {
        self.source.get(self.source_span.clone()?)
    }

    /// The words of the target in question; empty where none are.
    pub(super) fn target_words(&self) -> &'a str {
        self.target_span.clone().and_then(|span| self.spanned.get(span)).unwrap_or("")
    }
}

/// Where a line begins that was taken from the text; none if it was not.
fn line_start(text: &str, line: &str) -> Option<usize> {
    let start = (line.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    (start + line.len() <= text.len()).then_some(start)
}
