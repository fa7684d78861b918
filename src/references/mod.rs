//! Reference translations: found by page and segment id, by source text, or by a source that is nearly the same.
//!
//! Of several translations of one source the best serves: a person's before one of unknown origin before a machine's, of
//! these the one that occurs most often, of these the first. All texts lie in one arena, so that two million entries of a
//! translation memory stay below a gigabyte.

mod near;

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use self::near::Near;
use crate::document::{Document, Origin, Reference, ReferenceOrigin};
use crate::hash;
use crate::locale::LocaleTag;

/// An index of reference translations.
#[derive(Debug, Default)]
pub struct References {
    arena: Arena,
    entries: Vec<Entry>,
    /// The entry of each locale, page and segment id.
    by_id: FxHashMap<u64, u32>,
    /// The first entry of each locale and normalised source; others follow it as a chain.
    by_source: FxHashMap<u64, u32>,
    /// First entries of each locale, until [`References::finish`] makes the index of near sources of them.
    sources: BTreeMap<LocaleTag, Vec<u32>>,
    near: BTreeMap<LocaleTag, Near>,
}

/// Texts one behind the other, in blocks that never move: growing one long text would need twice its memory.
#[derive(Debug, Default)]
struct Arena {
    blocks: Vec<String>,
}

/// A text in the arena.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    block: u32,
    start: u32,
    len: u32,
}

impl Arena {
    const BLOCK: usize = 16 << 20;

    fn push(&mut self, text: &str) -> Stretch {
        let fits = |block: &String| block.capacity() - block.len() >= text.len();
        if !self.blocks.last().is_some_and(fits) {
            // Small runs need no whole block.
            let size = if self.blocks.is_empty() { Self::BLOCK >> 6 } else { Self::BLOCK };
            self.blocks.push(String::with_capacity(size.max(text.len())));
        }
        let at = self.blocks.len() - 1;
        let block = &mut self.blocks[at];
        let start = block.len() as u32;
        block.push_str(text);
        Stretch { block: at as u32, start, len: text.len() as u32 }
    }

    fn get(&self, stretch: Stretch) -> &str {
        let start = stretch.start as usize;
        let block = self.blocks.get(stretch.block as usize);
        block.and_then(|b| b.get(start..start + stretch.len as usize)).unwrap_or_default()
    }
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    target: Stretch,
    /// The normalised source.
    source: Stretch,
    /// The next translation of the same source; [`NONE`] behind the last.
    next: u32,
    /// How often the source has this translation.
    count: u32,
    origin: Origin,
    /// Found in a page of the run itself that people translated: no reference for people's own pages.
    own: bool,
}

/// No entry.
const NONE: u32 = u32::MAX;
/// Translations of one source that are told apart.
const MAX_TRANSLATIONS: usize = 16;

impl References {
    /// Adds the translations of a document that is known to be good.
    pub fn add(&mut self, document: &Document) {
        self.insert(document, false);
    }

    /// Adds the translations of a page of the scored tree itself, if people made it. They serve pages that people
    /// did not make.
    pub fn add_human(&mut self, document: &Document) {
        if document.origin == Origin::Human {
            self.insert(document, true);
        }
    }

    /// Prepares the search for sources that are nearly the same; call it when all is added.
    pub fn finish(&mut self) {
        self.entries.shrink_to_fit();
        for (locale, firsts) in std::mem::take(&mut self.sources) {
            let text = |at: u32| self.text(self.entries[at as usize].source);
            let near = Near::build(&firsts, text);
            self.near.insert(locale, near);
        }
    }

    /// How many sources have a reference.
    pub fn len(&self) -> usize {
        self.by_source.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.by_source.is_empty()
    }

    /// Gives every segment of a document that has none its reference, where there is one: by page and id if the sources
    /// agree, else by source, else by the source that is most alike from a similarity of 0.85 on.
    pub fn attach(&self, document: &mut Document) {
        if self.is_empty() {
            return;
        }
        let human = document.origin == Origin::Human;
        let locale = document.locale.as_str();
        for segment in document.segments.iter_mut().filter(|s| s.reference.is_none()) {
            let source = hash::normalise(&segment.source);
            if source.is_empty() {
                continue;
            }
            let usable = |at: &u32| !(human && self.entries[*at as usize].own);
            let id = hash::texts(&[locale, &document.path, &segment.id]);
            let by_id =
                self.by_id.get(&id).copied().filter(|at| {
                    usable(at) && self.text(self.entries[*at as usize].source) == source
                });
            let by_source = || {
                let first = *self.by_source.get(&source_key(locale, &source))?;
                self.best(first, human)
            };
            let near = || {
                let text = |at: u32| self.text(self.entries[at as usize].source);
                let found = self
                    .near
                    .get(&document.locale)?
                    .find(&source, text, |at| self.best(at, human).is_some());
                let (first, similarity) = found?;
                Some((self.best(first, human)?, ReferenceOrigin::Fuzzy(similarity)))
            };
            let found = by_id
                .map(|at| (at, ReferenceOrigin::Id))
                .or_else(|| by_source().map(|at| (at, ReferenceOrigin::Source)))
                .or_else(near);
            segment.reference = found.map(|(at, origin)| {
                let text = self.text(self.entries[at as usize].target).to_owned();
                Reference { text, origin }
            });
        }
    }

    fn text(&self, stretch: Stretch) -> &str {
        self.arena.get(stretch)
    }

    /// A source's translations, from the first one added.
    fn chain(&self, first: u32) -> impl Iterator<Item = u32> + '_ {
        let next = |at: &u32| Some(self.entries[*at as usize].next).filter(|n| *n != NONE);
        std::iter::successors(Some(first), next).take(MAX_TRANSLATIONS)
    }

    /// The best translation of a source that a page may be compared with.
    fn best(&self, first: u32, human: bool) -> Option<u32> {
        let rank = |origin| match origin {
            Origin::Human => 2,
            Origin::Unknown => 1,
            Origin::Machine => 0,
        };
        let usable = |at: &u32| !(human && self.entries[*at as usize].own);
        self.chain(first).filter(usable).max_by_key(|at| {
            let entry = &self.entries[*at as usize];
            // Documents come in the order of their paths: the first of equals.
            (rank(entry.origin), entry.count, std::cmp::Reverse(*at))
        })
    }

    fn insert(&mut self, document: &Document, own: bool) {
        let locale = document.locale.as_str();
        for segment in &document.segments {
            let source = hash::normalise(&segment.source);
            if segment.is_untranslated()
                || segment.target.trim().is_empty()
                || source.is_empty()
                || self.entries.len() >= NONE as usize
            {
                continue;
            }
            let key = source_key(locale, &source);
            let first = self.by_source.get(&key).copied();
            let same = |at: &u32| {
                let entry = &self.entries[*at as usize];
                entry.origin == document.origin && self.text(entry.target) == segment.target
            };
            let known = first.and_then(|first| self.chain(first).find(same));
            let at = if let Some(at) = known {
                let entry = &mut self.entries[at as usize];
                entry.count = entry.count.saturating_add(1);
                entry.own &= own;
                at
            } else {
                // Translations of one source share its text.
                let of_source = match first {
                    Some(first) => self.entries[first as usize].source,
                    None => self.arena.push(&source),
                };
                let target = self.arena.push(&segment.target);
                let at = self.entries.len() as u32;
                let origin = document.origin;
                let entry = Entry { target, source: of_source, next: NONE, count: 1, origin, own };
                self.entries.push(entry);
                let last = first.and_then(|first| self.chain(first).last());
                if let Some(last) = last {
                    self.entries[last as usize].next = at;
                } else {
                    self.by_source.insert(key, at);
                    self.sources.entry(document.locale.clone()).or_default().push(at);
                }
                at
            };
            if !own {
                let id = hash::texts(&[locale, &document.path, &segment.id]);
                self.by_id.entry(id).or_insert(at);
            }
        }
    }
}

fn source_key(locale: &str, normalised: &str) -> u64 {
    hash::texts(&[locale, normalised])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Segment;
    use crate::locale::LocaleTag;

    fn document(path: &str, origin: Origin, pairs: &[(&str, &str, &str)]) -> Document {
        let segments = pairs
            .iter()
            .map(|(id, source, target)| Segment {
                id: (*id).to_owned(),
                source: (*source).to_owned(),
                target: (*target).to_owned(),
                ..Segment::default()
            })
            .collect();
        let locale = LocaleTag::parse("de-DE").unwrap_or_default();
        Document { path: path.to_owned(), locale, origin, segments, ..Document::default() }
    }

    #[test]
    fn the_page_and_id_win_over_the_source() {
        let mut references = References::default();
        references.add(&document("a.md", Origin::Human, &[("1", "Open", "Öffnen")]));
        references.add(&document(
            "b.md",
            Origin::Human,
            &[("1", "Open", "Offen"), ("2", "Close", "Zu")],
        ));
        let mut page = document(
            "b.md",
            Origin::Machine,
            &[("1", "Open", "x"), ("2", "Shut", "x"), ("3", "Close", "x"), ("4", "New", "x")],
        );
        references.attach(&mut page);
        let found: Vec<_> = page
            .segments
            .iter()
            .map(|s| s.reference.as_ref().map(|r| (r.text.as_str(), r.origin)))
            .collect();
        assert_eq!(
            found,
            [
                Some(("Offen", ReferenceOrigin::Id)),
                None,
                Some(("Zu", ReferenceOrigin::Source)),
                None
            ]
        );
    }

    #[test]
    fn of_several_translations_the_best_serves() {
        let mut references = References::default();
        let machine = [("1", "Open it", "Maschine")];
        references.add(&document("a.md", Origin::Machine, &machine));
        references.add(&document("b.md", Origin::Human, &[("1", "Open it", "Selten")]));
        let often = [("1", "Open it", "Oft"), ("2", "Open\u{a0}it", "Oft")];
        references.add(&document("c.md", Origin::Human, &often));
        let mut page = document("z.md", Origin::Machine, &[("9", "Open  it", "x")]);
        references.attach(&mut page);
        assert_eq!(page.segments[0].reference.as_ref().unwrap().text, "Oft");
        assert_eq!(references.len(), 1);
    }

    #[test]
    fn nearly_the_same_source_serves_and_says_how_near_it_is() {
        let mut references = References::default();
        let pairs = [
            (
                "1",
                "Select the customer whose subscription you want to change.",
                "Wählen Sie den Kunden.",
            ),
            ("2", "Select the partner whose invoice you want to see.", "Wählen Sie den Partner."),
            ("3", "Save.", "Sichern."),
        ];
        references.add(&document("a.md", Origin::Human, &pairs));
        references.finish();
        let sources = [
            ("1", "Select the customers whose subscription you want to change.", "x"),
            ("2", "Select another thing that nobody has ever wanted to see here.", "x"),
            ("3", "Save!", "x"),
        ];
        let mut page = document("b.md", Origin::Machine, &sources);
        references.attach(&mut page);
        let first = page.segments[0].reference.as_ref().unwrap();
        assert_eq!(first.text, "Wählen Sie den Kunden.");
        assert_eq!(first.origin.to_string(), "fuzzy:0.98");
        assert_eq!(page.segments[1].reference, None);
        // A word or two are too little to go by.
        assert_eq!(page.segments[2].reference, None);
    }

    #[test]
    fn people_are_not_compared_with_themselves() {
        let mut references = References::default();
        let mut human = document("a.md", Origin::Human, &[("1", "Open", "Öffnen")]);
        references.add_human(&human);
        references.attach(&mut human);
        assert_eq!(human.segments[0].reference, None);
        let mut machine = document("b.md", Origin::Machine, &[("9", "Open", "Auf")]);
        references.attach(&mut machine);
        assert!(machine.segments[0].reference.is_some());
    }
}
