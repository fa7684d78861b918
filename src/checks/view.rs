//! What checks see: a segment or a page with everything that they share, computed once.

use std::cell::{Cell, OnceCell};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use crate::document::message::PluralForm;
use crate::document::{Document, Origin, Original, Segment};
use crate::learn::alignment::Alignment;
use crate::learn::gross_error::GrossError;
use crate::learn::style::{PageStyle, Pair, Place, Rule, Way};
use crate::learn::{Corpus, Fit, Left};
use crate::locale::{Locale, LocaleTag, Rendering};
use crate::names::{NameView, Termbase};
use crate::text::{Text, Word, WordKind};

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

    /// Who translated the page, as it says.
    pub fn origin(&self) -> Origin {
        self.document.origin
    }

    /// All segments of the page, this one among them.
    pub fn segments(&self) -> &'a [Segment] {
        self.consulted.set(true);
        &self.document.segments
    }

    /// The locale of the sources; empty for English.
    pub fn source_locale(&self) -> &'a LocaleTag {
        &self.document.source_locale
    }

    /// The whole page as read.
    pub fn text(&self) -> &'a str {
        self.consulted.set(true);
        &self.document.text
    }

    /// The original that the page was paired with, and so where the page is.
    pub fn original(&self) -> Option<&'a Original> {
        self.consulted.set(true);
        self.document.original.as_ref()
    }

    /// Whether a check has looked at the other segments.
    pub(crate) fn were_consulted(&self) -> bool {
        self.consulted.get()
    }
}

/// The conventions of a page's sources: English where the page does not say.
pub(super) fn source_locale(document: &Document) -> &'static Locale {
    match &document.source_locale {
        tag if tag.is_empty() => Locale::english(),
        tag => Locale::of(tag),
    }
}

/// A segment with all that checks share, computed once.
#[derive(Debug)]
pub struct SegmentView<'a> {
    /// Its page, as far as a check of one segment may look around.
    pub page: Surroundings<'a>,
    /// The conventions of the target's locale.
    pub locale: &'static Locale,
    /// The conventions of the source's locale.
    pub source_locale: &'static Locale,
    /// The source, cut once.
    pub source: Text<'a>,
    /// The target, cut once.
    pub target: Text<'a>,
    /// The product names of the source and what became of them in the target.
    pub names: NameView,
    /// Which form of a message it is, where it has several by count.
    pub form: Option<&'a PluralForm>,
    /// What the lexicon of the run says of the pair; none where nothing is grossly wrong or nothing was learned.
    pub gross_error: Option<GrossError>,
    /// Of a target that is its source: how many locales of the run left it so.
    pub left: Left,
    /// What the page is held to.
    pub style: Arc<PageStyle>,
    /// Its words, aligned when they are first asked for.
    aligned: OnceCell<Option<Alignment>>,
    /// The nouns of its source, found when they are first asked for.
    nouns: OnceCell<Vec<Noun>>,
}

/// Words of a side beyond which no nouns are looked for.
const LONGEST: usize = 200;

/// A noun of a source.
#[derive(Debug)]
pub(crate) struct Noun {
    /// Its number among the words.
    pub(super) at: usize,
    /// In its dictionary form.
    pub(super) lemma: &'static str,
    /// What the locale calls it.
    pub(super) renderings: &'static [Rendering],
}

impl Noun {
    /// As it stands in the source.
    pub(super) fn written<'v>(&self, view: &'v SegmentView<'_>) -> &'v str {
        view.source.word(&view.source.words[self.at])
    }
}

/// A place that goes against a rule of style.
#[derive(Debug)]
pub(crate) struct Breach {
    /// Where it is.
    pub(crate) place: Place,
    /// What the rule rests on, as a clause.
    pub(crate) reason: String,
}

/// Of a segment by itself: nothing is known of the style of its page.
static NO_STYLE: LazyLock<Arc<PageStyle>> = LazyLock::new(Arc::default);

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
        let source = Text::of_source(&segment.source, segment.families);
        // What is still to be translated says nothing yet.
        let target = if segment.is_untranslated() { "" } else { &segment.target };
        SegmentView {
            page: Surroundings { document, consulted: Cell::new(false) },
            locale: Locale::of(&document.locale),
            source_locale: source_locale(document),
            target: Text::of_target(target, source.families),
            source,
            names,
            form: segment.form.as_ref(),
            gross_error: None,
            left: Left::default(),
            style: Arc::clone(&NO_STYLE),
            aligned: OnceCell::new(),
            nouns: OnceCell::new(),
        }
    }

    /// Its words, aligned; none for a side without words, or one that is too long.
    pub(crate) fn aligned(&self, corpus: &Corpus) -> Option<&Alignment> {
        let align = || corpus.align(self.page.locale(), &self.source, &self.target);
        self.aligned.get_or_init(align).as_ref()
    }

    /// The nouns of an English source that no name holds, in order, where the locale has a list of them; none of a pair
    /// that is too long.
    pub(crate) fn nouns(&self) -> &[Noun] {
        self.nouns.get_or_init(|| self.find_nouns())
    }

    fn find_nouns(&self) -> Vec<Noun> {
        let (source, target) = (&self.source, &self.target);
        let Some(nouns) = self.locale.nouns().filter(|_| self.source_locale.is_english()) else {
            return Vec::new();
        };
        if source.words.len().max(target.words.len()) > LONGEST {
            return Vec::new();
        }
        let noun = |(at, word): (usize, &Word)| {
            let written = source.word(word);
            if word.kind != WordKind::Plain
                || !written.is_ascii()
                || self.names.in_source(&word.range())
            {
                return None;
            }
            let (lemma, renderings) = nouns.of_source(&written.to_ascii_lowercase())?;
            Some(Noun { at, lemma, renderings })
        };
        source.words.iter().enumerate().filter_map(noun).collect()
    }

    /// Judges the pair by what the corpus taught; tells whether it fits at all.
    pub(crate) fn judge(&mut self, corpus: &Corpus) -> Fit {
        let (error, fit) =
            corpus.judge(self.page.locale(), self.locale, &self.source, &self.target);
        self.gross_error = error;
        if self.source.raw.trim() == self.target.raw.trim() {
            self.left = corpus.left(self.source.raw);
        }
        let tag = self.page.locale();
        self.names.accept_of_people(|name| corpus.fates(tag, name).people_render());
        if !self.is_missing() {
            let fates = |name: &str| corpus.fates(tag, name);
            let by_machine = self.page.origin() == Origin::Machine;
            self.names.judge_unlisted(&self.source, &self.target, self.locale, by_machine, fates);
        }
        // What machines write most is no usage.
        if self.page.origin() != Origin::Machine {
            self.names.accept(|name| corpus.renders(tag, name));
        }
        fit
    }

    /// Both sides, as a rule of style sees them.
    pub(crate) fn pair(&self) -> Pair<'_> {
        Pair { source: &self.source, target: &self.target, locale: self.locale }
    }

    /// The places of the target that go against a rule of style, if that holds on the page.
    pub(crate) fn breaches(&self, rule: &Rule) -> Vec<Breach> {
        let Some(norm) = self.style.norm(rule) else { return Vec::new() };
        let mut places = Vec::new();
        (rule.places)(&self.pair(), &mut places);
        let wrong = norm.way == Way::Other;
        let breach = |place: Place| Breach { place, reason: norm.reason(rule) };
        places.into_iter().filter(|place| place.kept == wrong).map(breach).collect()
    }

    /// The raw target.
    pub fn raw_target(&self) -> &'a str {
        self.target.raw
    }

    /// Whether the source says something and the target nothing: then no check but one has anything to judge.
    pub fn is_missing(&self) -> bool {
        let says = |text: &Text<'_>| !text.words.is_empty() || !text.protected.is_empty();
        says(&self.source) && !says(&self.target)
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

/// Marks the neighbours among a page's segments that have each other's targets, by the fit of each; gives their indices.
pub(crate) fn mark_swapped(
    corpus: &Corpus,
    views: &mut [SegmentView<'_>],
    fits: &[Fit],
) -> BTreeSet<usize> {
    let Some(tag) = views.first().map(|v| v.page.locale()) else { return BTreeSet::new() };
    let swapped = corpus.swapped(tag, fits, |at| (&views[at].source, &views[at].target));
    for at in &swapped {
        // Blocks of two files may have been paired amiss.
        let is_paired = views[*at].page.document.original.is_some();
        views[*at].gross_error = Some(GrossError::swapped(!is_paired));
    }
    swapped
}

/// Settles what a page is held to: by what the corpus taught of its project, and by its own segments.
pub(crate) fn settle_style(
    corpus: &Corpus,
    document: &Document,
    views: &mut [SegmentView<'_>],
) -> Arc<PageStyle> {
    let judged = views.iter().zip(&document.segments).filter(|(_, s)| !s.is_untranslated());
    let pairs = judged.map(|(view, _)| view.pair());
    let style = Arc::new(corpus.styles().of_page(document, pairs));
    for view in views {
        view.style = Arc::clone(&style);
    }
    style
}

/// A page with all that checks share, computed once.
#[derive(Debug)]
pub struct PageView<'a> {
    /// The page.
    pub document: &'a Document,
    /// The conventions of the targets' locale.
    pub locale: &'static Locale,
    /// Its segments, in order.
    pub segments: &'a [SegmentView<'a>],
    /// What the whole corpus taught.
    pub corpus: &'a Corpus,
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
        let fits: Vec<Fit> = views.iter_mut().map(|view| view.judge(corpus)).collect();
        mark_swapped(corpus, &mut views, &fits);
        settle_style(corpus, document, &mut views);
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

/// What a rule says of one pair by itself, beside the names of the examples.
#[cfg(test)]
pub(super) fn of_pair<R>(
    locale: &str,
    source: &str,
    target: &str,
    look: impl FnOnce(&SegmentView<'_>) -> R,
) -> R {
    let locale = LocaleTag::parse(locale).unwrap();
    let document = Document { locale, ..Document::default() };
    let (source, target) = (source.to_owned(), target.to_owned());
    let segment = Segment { source, target, ..Segment::default() };
    look(&SegmentView::new(&document, &segment, &Termbase::for_examples()))
}
