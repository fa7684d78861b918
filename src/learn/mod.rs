//! What the corpus itself teaches before it is judged: one pass over all documents, then one immutable value.

pub mod alignment;
pub mod alphabets;
mod chinese;
mod consistency;
pub mod copied;
pub mod coverage;
mod cut;
pub mod dictionaries;
mod evidence;
pub mod gross_error;
pub mod languages;
pub mod lexicon;
mod lexicon_file;
pub mod links;
pub mod markup;
pub mod model1;
mod names;
pub mod pages;
pub mod sample;
pub mod style;
pub mod surplus;
mod train;
mod versions;
pub mod words;

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use self::dictionaries::Dictionaries;
use self::gross_error::GrossError;
use self::lexicon::Lexicons;
use self::sample::Sample;
use self::style::{Guide, Pair, Styles};
use crate::document::{Document, Origin};
use crate::hash;
use crate::locale::{Locale, LocaleTag, Script};
use crate::names::Fates;
use crate::text::Text;
use crate::text::plain::plain;
use crate::text::script::CharScript;

pub use self::consistency::Spread;
pub use self::versions::Lag;

/// What a first pass over all documents learned; immutable in the second.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Corpus {
    locales: BTreeMap<LocaleTag, LocaleLessons>,
    versions: versions::Versions,
    links: links::Links,
    markup: markup::Markup,
    pages: pages::Pages,
    #[serde(skip)]
    samples: BTreeMap<String, Sample>,
    lexicons: Lexicons,
    styles: Styles,
    left: FxHashMap<u64, Left>,
    names: names::Names,
    words: words::Words,
    #[serde(skip)]
    dictionaries: Dictionaries,
}

/// How many locales left a source as it is, and how many translated it; one may have done both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Left {
    /// Locales that left it somewhere.
    pub left: u32,
    /// Locales that translated it somewhere.
    pub translated: u32,
    /// Those among them that are written in Latin letters: the others may have written only its sounds.
    pub translated_in_latin: u32,
}

/// What one document has to teach; made in parallel, taken in one after the other.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct Observation {
    locale: LocaleTag,
    /// Who translated it.
    origin: Origin,
    /// Hashes of each segment.
    segments: Vec<SegmentHashes>,
    /// The names of segments, by their place among the hashes.
    names: Vec<(usize, names::Observed)>,
    /// The words of their targets, by their place among the hashes.
    words: Vec<(usize, words::Observed)>,
    /// Which page it is and from which sources, for the comparison of locales.
    version: Option<versions::Observed>,
    /// What can be linked to on it.
    links: links::Observed,
    /// What it does with markup that is no text.
    markup: markup::Observed,
    /// Where its links lead.
    pages: pages::Observed,
    /// Plain source and target of the pairs that may come into the sample; who saves it saves the samples instead.
    #[serde(skip)]
    pairs: Vec<(String, String)>,
    /// What it shows of its style; none where that is known well enough.
    style: Option<style::Observed>,
}

/// What a segment is known again by.
#[derive(Debug, Clone, Copy, serde::Serialize, serde::Deserialize)]
struct SegmentHashes {
    /// Source and target as written.
    pair: u64,
    /// The normalised source.
    source: u64,
    /// The normalised target.
    target: u64,
}

/// What was learned of one locale.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
struct LocaleLessons {
    /// How often a source with its target occurs, by their hash.
    pairs: FxHashMap<u64, u32>,
    consistency: consistency::Consistency,
}

/// Evidence in nats that a target translates its source; none if a side has no words.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Fit(Option<f64>);

impl Fit {
    /// Whether the evidence is against it.
    pub(crate) fn is_against(self) -> bool {
        self.0.is_some_and(|evidence| evidence < 0.0)
    }
}

/// Segments that mention a name from which on the run tells whether the locale keeps it.
const ENOUGH_MENTIONS: u32 = 3;
/// Letters of a text from which on it is told from its neighbour; see [`letters`].
const LEAST_SWAPPED: usize = 20;
/// Distinct pairs remembered for a locale; those beyond it count as occurring once. Bounds the memory to some 100 MB.
const MAX_PAIRS: usize = 4_000_000;

/// The letters of a text; one of a script without spaces says about as much as three of another.
fn letters(text: &str) -> usize {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.map(|c| if CharScript::of(c).is_unspaced() { 3 } else { 1 }).sum()
}

impl Corpus {
    /// A corpus that knows the words of some locales already, and so learns those of the others only.
    pub fn knowing(lexicons: Lexicons) -> Corpus {
        Corpus { lexicons, ..Corpus::default() }
    }

    /// The same, held to a style guide whatever the documents show.
    #[must_use]
    pub fn held_to(self, guide: Option<Guide>) -> Corpus {
        Corpus { styles: Styles::held_to(guide), ..self }
    }

    /// The same, knowing which pages the run has.
    #[must_use]
    pub fn with_pages(self, pages: pages::Pages) -> Corpus {
        Corpus { pages, ..self }
    }

    /// Which pages the run has, and how its links lead to them.
    pub fn pages(&self) -> &pages::Pages {
        &self.pages
    }

    /// The same, spelling by dictionaries too.
    #[must_use]
    pub fn spelling_by(self, dictionaries: Dictionaries) -> Corpus {
        Corpus { dictionaries, ..self }
    }

    /// What an earlier process learned and saved, with what files do not hold: the guide and the dictionaries.
    #[must_use]
    pub fn resumed(self, guide: Option<Guide>, dictionaries: Dictionaries) -> Corpus {
        Corpus { styles: self.styles.with_guide(guide), dictionaries, ..self }
    }

    /// The dictionaries that words are looked up in.
    pub fn dictionaries(&self) -> &Dictionaries {
        &self.dictionaries
    }

    /// What was learned of the style of each locale.
    pub fn styles(&self) -> &Styles {
        &self.styles
    }

    /// The lexicons, once [`Corpus::finish`] has trained them.
    pub fn into_lexicons(self) -> Lexicons {
        self.lexicons
    }

    /// Hashes the segments of a document and cuts the texts that the lexicon may learn from.
    pub fn prepare(&self, document: &Document) -> Observation {
        let sample = self.samples.get(document.locale.as_str());
        let lessons = self.locales.get(&document.locale);
        let mut style = self.styles.begin(document);
        let locale = Locale::of(&document.locale);
        let knows_words = self.lexicons.get(document.locale.as_str()).is_some();
        let (mut pairs, mut names, mut words) = (Vec::new(), Vec::new(), Vec::new());
        let mut segments = Vec::with_capacity(document.segments.len());
        let sources = document.segments.iter().map(|s| hash::normalised(&s.source)).collect();
        for segment in document.segments.iter().filter(|s| !s.is_untranslated()) {
            let hashes = SegmentHashes {
                pair: hash::texts(&[&segment.source, &segment.target]),
                source: hash::normalised(&segment.source),
                target: hash::normalised(&segment.target),
            };
            segments.push(hashes);
            // A pair that was seen is in the sample already, or was not wanted.
            let seen = lessons.is_some_and(|l| l.pairs.contains_key(&hashes.pair));
            let teaches_words = !knows_words && !seen;
            if seen && style.is_none() {
                continue;
            }
            // Cut as the segments are that are judged by what is learned here.
            let source = Text::of_source(&segment.source, segment.families);
            let target = Text::of_target(&segment.target, source.families);
            if let Some(style) = &mut style {
                let pair = Pair { source: &source, target: &target, locale };
                style.add(&pair);
            }
            if !seen {
                names.push((segments.len() - 1, names::Observed::of(&source, &target, locale)));
                let seen = self.words.see(&document.locale, locale, &source, &target);
                words.push((segments.len() - 1, seen));
            }
            if teaches_words {
                let (source, target) = (plain(&source), plain(&target));
                if sample.is_none_or(|s| s.wants(&source, &target)) {
                    pairs.push((source, target));
                }
            }
        }
        let version = versions::Observed::of(document, sources);
        let links = links::Observed::of(document, &self.links);
        let markup = markup::Observed::of(document);
        let pages = self.pages.look(document);
        Observation {
            locale: document.locale.clone(),
            origin: document.origin,
            segments,
            names,
            words,
            version,
            links,
            markup,
            pages,
            pairs,
            style,
        }
    }

    /// What was prepared by another corpus, which had seen less, as this one would have prepared it.
    #[must_use]
    pub(crate) fn again(&self, mut observation: Observation) -> Observation {
        let style = observation.style.take();
        observation.style = style.and_then(|style| self.styles.again(&observation.locale, style));
        observation
    }

    /// The pairs that lexicons are learned from, by locale.
    pub(crate) fn into_samples(self) -> BTreeMap<String, Sample> {
        self.samples
    }

    /// Takes in pairs that another corpus chose.
    pub(crate) fn add_samples(&mut self, samples: BTreeMap<String, Sample>) {
        for (locale, sample) in samples {
            self.samples.entry(locale).or_default().merge(sample);
        }
    }

    /// Takes in one document. The result does not depend on the order of documents unless a bound is reached.
    pub fn observe(&mut self, observation: Observation) {
        let Observation {
            locale,
            origin,
            segments,
            names,
            words,
            version,
            links,
            markup,
            pages,
            pairs,
            style,
        } = observation;
        let mut names = names.into_iter().peekable();
        let mut words = words.into_iter().peekable();
        if let Some(style) = style {
            self.styles.observe(&locale, style);
        }
        self.links.observe(&locale, links);
        self.markup.observe(markup);
        self.pages.observe(pages);
        if let Some(version) = version {
            self.versions.observe(version);
        }
        if !locale.is_empty() && !pairs.is_empty() {
            let sample = self.samples.entry(locale.as_str().to_owned()).or_default();
            for (source, target) in &pairs {
                sample.add(source, target);
            }
        }
        let lessons = self.locales.entry(locale.clone()).or_default();
        for (at, segment) in segments.iter().enumerate() {
            let shown = names.next_if(|(of, _)| *of == at);
            let seen = words.next_if(|(of, _)| *of == at);
            lessons.consistency.observe(segment.source, segment.target);
            if let Some(count) = lessons.pairs.get_mut(&segment.pair) {
                *count = count.saturating_add(1);
            } else if lessons.pairs.len() < MAX_PAIRS {
                lessons.pairs.insert(segment.pair, 1);
                if let Some((_, shown)) = shown {
                    self.names.observe(&locale, origin, &shown);
                }
                if let Some((_, seen)) = seen {
                    self.words.observe(&locale, origin, seen);
                }
            }
        }
    }

    /// Turns what was observed into what checks use.
    pub fn finish(&mut self) {
        self.left = self.count_left();
        for lessons in self.locales.values_mut() {
            lessons.consistency.finish();
        }
        self.versions.finish();
        self.pages.finish();
        self.words.finish(&self.dictionaries);
        self.lexicons.learn(std::mem::take(&mut self.samples));
    }

    /// The sources that some locale left as they are, with how many did; English does so always.
    fn count_left(&self) -> FxHashMap<u64, Left> {
        let others = || self.locales.iter().filter(|(locale, _)| locale.language() != "en");
        let outcomes = || others().flat_map(|(_, lessons)| lessons.consistency.outcomes());
        let mut counts: FxHashMap<u64, Left> = FxHashMap::default();
        for (source, ..) in outcomes().filter(|(_, is_left, _)| *is_left) {
            counts.entry(source).or_default().left += 1;
        }
        for (tag, lessons) in others() {
            let in_latin = u32::from(Locale::of(tag).script == Some(Script::Latin));
            let outcomes = lessons.consistency.outcomes();
            for (source, ..) in outcomes.filter(|(.., is_translated)| *is_translated) {
                if let Some(count) = counts.get_mut(&source) {
                    count.translated += 1;
                    count.translated_in_latin += in_latin;
                }
            }
        }
        counts
    }

    /// How many locales of the run left a source as it is, and how many translated it.
    pub fn left(&self, source: &str) -> Left {
        self.left.get(&hash::normalised(source)).copied().unwrap_or_default()
    }

    /// Judges a pair by the lexicon: gross errors that no rule of one check can see, and whether the pair fits at all.
    pub fn judge(
        &self,
        tag: &LocaleTag,
        locale: &Locale,
        source: &Text<'_>,
        target: &Text<'_>,
    ) -> (Option<GrossError>, Fit) {
        let (source, target) = (plain(source), plain(target));
        let coverage = self.lexicons.coverage(tag.as_str(), &source, &target);
        let error = chinese::judge(locale, &source, &target)
            .or_else(|| coverage.as_ref().and_then(|c| gross_error::judge(c, locale)));
        (error, Fit(coverage.map(|c| c.evidence)))
    }

    /// What the run's places do with a text that stands in sources as a name.
    pub fn fates(&self, tag: &LocaleTag, name: &str) -> Fates {
        self.names.fates(tag, name)
    }

    /// What the run teaches of the words of a locale; none where it has none that could be told wrong.
    pub fn words(&self, tag: &LocaleTag, locale: &Locale) -> Option<words::LocaleWords<'_>> {
        self.words.of(tag, locale, self.dictionaries.of(tag), &self.names)
    }

    /// Whether the run renders a name of one word in the locale rather than keep it: most of at least
    /// `ENOUGH_MENTIONS` targets lack it.
    pub fn renders(&self, tag: &LocaleTag, name: &str) -> bool {
        self.kept(tag, name).is_some_and(|(seen, kept)| seen >= ENOUGH_MENTIONS && 2 * kept < seen)
    }

    /// In how many pairs of a locale the source has a word, and how many of their targets keep it; none where that was not
    /// learned.
    pub fn kept(&self, tag: &LocaleTag, word: &str) -> Option<(u32, u32)> {
        self.lexicons.get(tag.as_str())?.kept(word)
    }

    /// What each word of a pair tells by the lexicon, in bytes of the raw texts; none where the locale's words were not
    /// learned.
    pub fn doubts(
        &self,
        tag: &LocaleTag,
        source: &Text<'_>,
        target: &Text<'_>,
    ) -> Option<coverage::Doubts> {
        self.lexicons.doubts(tag.as_str(), &plain(source), &plain(target))
    }

    /// Which words of a target stand for which of its source, in bytes of the raw texts; none for texts without words and
    /// for very long ones.
    pub fn align(
        &self,
        tag: &LocaleTag,
        source: &Text<'_>,
        target: &Text<'_>,
    ) -> Option<alignment::Alignment> {
        let nouns = Locale::of(tag).nouns();
        self.lexicons.align(tag.as_str(), &plain(source), &plain(target), nouns)
    }

    /// The indices of neighbours on a page that have each other's targets, by the fit of each pair of texts.
    pub fn swapped<'t, 'd: 't>(
        &self,
        tag: &LocaleTag,
        fits: &[Fit],
        texts: impl Fn(usize) -> (&'t Text<'d>, &'t Text<'d>),
    ) -> BTreeSet<usize> {
        let mut swapped = BTreeSet::new();
        let Some(lexicon) = self.lexicons.get(tag.as_str()) else { return swapped };
        for at in 1..fits.len() {
            let (Some(first), Some(second)) = (fits[at - 1].0, fits[at].0) else { continue };
            // Only a pair of which both fit badly can have been exchanged; most do not get here.
            if !gross_error::may_be_swapped(first, second) {
                continue;
            }
            let (a, b) = (texts(at - 1), texts(at));
            // A label of a word or two may mean anything.
            if [a.0, a.1, b.0, b.1].iter().any(|text| letters(text.visible()) < LEAST_SWAPPED) {
                continue;
            }
            let (a, b) = ((plain(a.0), plain(a.1)), (plain(b.0), plain(b.1)));
            let crossed = (lexicon.pair_score(&a.0, &b.1), lexicon.pair_score(&b.0, &a.1));
            if gross_error::is_swapped((first, second), crossed) {
                swapped.extend([at - 1, at]);
            }
        }
        swapped
    }

    /// How the targets of a source are spread over the locale; none where all are alike.
    pub fn spread(&self, locale: &LocaleTag, source: &str, target: &str) -> Option<Spread> {
        self.locales.get(locale)?.consistency.spread(source, target)
    }

    /// How far a page lags behind the same page of other locales; none where it does not or that can't be known.
    pub fn lag(&self, document: &Document) -> Option<Lag> {
        self.versions.lag(document)
    }

    /// What the run's pages do with markup that is no text.
    pub fn markup(&self) -> &markup::Markup {
        &self.markup
    }

    /// Which pages of the run links lead to, and what is there.
    pub fn links(&self) -> &links::Links {
        &self.links
    }

    /// Whether a pair, given by its [`hash::texts`], occurs more than once in the locale.
    pub(crate) fn repeats(&self, locale: &LocaleTag, pair: u64) -> bool {
        self.locales.get(locale).and_then(|l| l.pairs.get(&pair)).is_some_and(|n| *n > 1)
    }

    /// How often a source with this target occurs in the locale.
    pub fn occurrences(&self, locale: &LocaleTag, source: &str, target: &str) -> u64 {
        let pair = hash::texts(&[source, target]);
        self.locales.get(locale).and_then(|l| l.pairs.get(&pair)).map_or(0, |n| u64::from(*n))
    }
}
