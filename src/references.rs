//! Reference translations, found by page and segment id or by source text.

use rustc_hash::FxHashMap;

use crate::hash;
use crate::segment::{Document, Origin, Reference, ReferenceOrigin};

/// An index of reference translations; all texts lie in one arena.
#[derive(Debug, Default)]
pub struct References {
    arena: String,
    /// By locale, page and segment id.
    by_id: FxHashMap<u64, Entry>,
    /// By locale and normalised source.
    by_source: FxHashMap<u64, Entry>,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    start: u64,
    len: u32,
    /// Normalised source of the reference, to agree with the segment's.
    source: u64,
    /// Found in a page of the run itself that people translated: no reference for people's own pages.
    own: bool,
}

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

    /// How many different references there are.
    pub fn len(&self) -> usize {
        self.by_source.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.by_source.is_empty()
    }

    /// Gives every segment of a document its reference, where there is one: by page and id if the sources agree, else
    /// by source.
    pub fn attach(&self, document: &mut Document) {
        if self.is_empty() {
            return;
        }
        let human = document.origin == Origin::Human;
        let locale = document.locale.as_str();
        for segment in &mut document.segments {
            let source = hash::normalised(&segment.source);
            let id = hash::texts(&[locale, &document.path, &segment.id]);
            let by_id = self.by_id.get(&id).filter(|e| e.source == source);
            let by_source = || self.by_source.get(&source_key(locale, source));
            let found = by_id
                .map(|e| (e, ReferenceOrigin::Id))
                .or_else(|| by_source().map(|e| (e, ReferenceOrigin::Source)))
                .filter(|(e, _)| !(e.own && human));
            if let Some((entry, origin)) = found {
                let start = entry.start as usize;
                let text = self.arena[start..start + entry.len as usize].to_owned();
                segment.reference = Some(Reference { text, origin });
            }
        }
    }

    fn insert(&mut self, document: &Document, own: bool) {
        let locale = document.locale.as_str();
        for segment in &document.segments {
            if segment.target.trim().is_empty() || segment.source.trim().is_empty() {
                continue;
            }
            let source = hash::normalised(&segment.source);
            let key = source_key(locale, source);
            let known = self.by_source.get(&key);
            let same = known.filter(|e| {
                let start = e.start as usize;
                self.arena[start..start + e.len as usize] == segment.target
            });
            let entry = if let Some(entry) = same {
                *entry
            } else {
                let start = self.arena.len() as u64;
                self.arena.push_str(&segment.target);
                Entry { start, len: segment.target.len() as u32, source, own }
            };
            // The first wins: documents come in the order of their paths.
            self.by_source.entry(key).or_insert(entry);
            if !own {
                let id = hash::texts(&[locale, &document.path, &segment.id]);
                self.by_id.entry(id).or_insert(entry);
            }
        }
    }
}

fn source_key(locale: &str, source: u64) -> u64 {
    hash::text(locale).rotate_left(17) ^ source
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::LocaleTag;
    use crate::segment::Segment;

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
