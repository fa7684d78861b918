//! What checks see: a segment or a page with everything that they share, computed once.

use std::ops::Range;

use super::{PageView, SegmentView};
use crate::learn::Corpus;
use crate::locale::Locale;
use crate::names::Termbase;
use crate::segment::{Document, Segment};
use crate::text::Text;

impl<'a> SegmentView<'a> {
    /// Cuts both sides of a segment and finds its names.
    pub fn new(
        document: &'a Document,
        segment: &'a Segment,
        termbase: &Termbase,
    ) -> SegmentView<'a> {
        let locale = Locale::of(&document.locale);
        let source = Text::new(&segment.source);
        let target = Text::new(&segment.target);
        let names = termbase.find(&source, &target, locale, &document.metadata.no_loc);
        SegmentView { segment, document, locale, source, target, names, verdict: None }
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
        corpus.judge(&mut views, &document.locale, Locale::of(&document.locale));
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
