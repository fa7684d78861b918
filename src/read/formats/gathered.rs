//! The documents of a file that holds pairs of several pages or locales.

use crate::document::{Document, Origin};
use crate::locale::LocaleTag;

/// Documents in the order of their first pairs.
#[derive(Default)]
pub(super) struct Gathered {
    /// The documents so far, each path and locale once.
    pub(super) documents: Vec<Document>,
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
            self.last = self.documents.iter().rposition(is).unwrap_or_else(|| {
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
