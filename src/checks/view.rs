//! What checks see: a segment or a page with everything that they share, computed once.

use std::cell::Cell;
use std::ops::Range;

use super::{PageView, SegmentView};
use crate::learn::Corpus;
use crate::locale::{Locale, LocaleTag};
use crate::names::{NameView, Termbase};
use crate::segment::{Document, Segment};
use crate::text::Text;

/// The page around a segment. What a check says of a pair holds wherever the pair stands, so that a repeated pair is
/// judged once; a check that looks at the neighbours leaves word here.
#[derive(Debug)]
pub struct Surroundings<'a> {
    document: &'a Document,
    consulted: Cell<bool>,
}

impl<'a> Surroundings<'a> {
    /// The locale of the page.
    pub fn locale(&self) -> &'a LocaleTag {
        &self.document.locale
    }

    /// All segments of the page, this one among them.
    pub fn segments(&self) -> &'a [Segment] {
        self.consulted.set(true);
        &self.document.segments
    }

    /// Whether a check has looked at the other segments.
    pub(crate) fn were_consulted(&self) -> bool {
        self.consulted.get()
    }
}

impl<'a> SegmentView<'a> {
    /// Cuts both sides of a segment and finds its names.
    pub fn new(
        document: &'a Document,
        segment: &'a Segment,
        termbase: &Termbase,
    ) -> SegmentView<'a> {
        let mut view = SegmentView::with_names(document, segment, NameView::default());
        let no_loc = &document.metadata.no_loc;
        view.names = termbase.find(&view.source, &view.target, view.locale, no_loc);
        view
    }

    /// Cuts both sides of a segment whose names are known.
    pub(crate) fn with_names(
        document: &'a Document,
        segment: &'a Segment,
        names: NameView,
    ) -> SegmentView<'a> {
        SegmentView {
            page: Surroundings { document, consulted: Cell::new(false) },
            locale: Locale::of(&document.locale),
            source: Text::new(&segment.source),
            target: Text::new(&segment.target),
            names,
            verdict: None,
        }
    }

    /// The raw target.
    pub fn raw_target(&self) -> &'a str {
        self.target.raw
    }

    /// The raw source.
    pub fn raw_source(&self) -> &'a str {
        self.source.raw
    }

    /// Raw bytes of a range of the target's visible text.
    pub fn target_span(&self, visible: Range<usize>) -> Range<usize> {
        self.target.raw_range(visible)
    }

    /// Raw bytes of a range of the source's visible text.
    pub fn source_span(&self, visible: Range<usize>) -> Range<usize> {
        self.source.raw_range(visible)
    }
}

impl<'a> PageView<'a> {
    /// The views of a page's segments, which [`PageView::new`] borrows.
    pub fn segments_of(
        document: &'a Document,
        termbase: &Termbase,
        corpus: &Corpus,
    ) -> Vec<SegmentView<'a>> {
        let view = |segment| SegmentView::new(document, segment, termbase);
        let mut views: Vec<_> = document.segments.iter().map(view).collect();
        let mut judged = Vec::with_capacity(views.len());
        for view in &mut views {
            judged.push(corpus.judge(view));
        }
        corpus.mark_swapped(&mut views, &judged);
        views
    }

    /// A page for its page checks.
    pub fn new(
        document: &'a Document,
        segments: &'a [SegmentView<'a>],
        corpus: &'a Corpus,
    ) -> PageView<'a> {
        PageView { document, locale: Locale::of(&document.locale), segments, corpus }
    }
}
