//! The documents of a file that holds pairs of several pages or locales.

use rustc_hash::FxHashMap;

use crate::document::{Document, Origin};
use crate::hash;
use crate::locale::LocaleTag;

/// Documents in the order of their first pairs.
#[derive(Default)]
pub(super) struct Gathered {
    /// The documents so far, each path and locale once.
    pub(super) documents: Vec<Document>,
    /// Their places by the hash of path and locale.
    places: FxHashMap<u64, usize>,
    /// The one that was asked for last: pairs of a document stand together as a rule.
    last: usize,
}

impl Gathered {
    /// The document of a path and locale; one that is new has this origin.
    pub(super) fn of(
        &mut self,
        path: &str,
        locale: &LocaleTag,
        origin: impl FnOnce() -> Origin,
    ) -> &mut Document {
        let is = |d: &Document| d.path == path && d.locale == *locale;
        if !self.documents.get(self.last).is_some_and(is) {
            let mut key = hash::texts(&[path, locale.as_str()]);
            // Of several with one hash each has a key of its own.
            while self.places.get(&key).is_some_and(|at| !is(&self.documents[*at])) {
                key = key.wrapping_add(1);
            }
            self.last = *self.places.entry(key).or_insert_with(|| {
                let (path, locale) = (path.to_owned(), locale.clone());
                self.documents.push(Document {
                    path,
                    locale,
                    origin: origin(),
                    ..Document::default()
                });
                self.documents.len() - 1
            });
        }
        &mut self.documents[self.last]
    }
}
