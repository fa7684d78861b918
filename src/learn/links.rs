//! Where links lead: the pages of the run with their anchors, in each locale.

use rustc_hash::FxHashMap;

use crate::document::{Document, Original};
use crate::hash;
use crate::locale::LocaleTag;
use crate::text::address::resolve;
use crate::text::anchors::Anchors;

/// The pages that were paired with originals, by where the originals are.
#[derive(Debug, Default)]
pub struct Links {
    originals: FxHashMap<u64, Anchors>,
    localized: FxHashMap<(LocaleTag, u64), Anchors>,
}

/// What a page teaches of links to it.
#[derive(Debug)]
pub(super) struct Observed {
    page: u64,
    original: Anchors,
    localized: Anchors,
}

impl Observed {
    pub(super) fn of(document: &Document) -> Option<Observed> {
        let original = document.original.as_ref()?;
        Some(Observed {
            page: key(&original.place),
            original: Anchors::of(&original.text),
            localized: Anchors::of(&document.text),
        })
    }
}

/// A page of the run that a link of an original leads to.
#[derive(Debug, Clone, Copy)]
pub struct Page<'l> {
    /// The anchors of the original.
    pub original: &'l Anchors,
    /// Those of the page in the locale; none where the run does not hold it.
    pub localized: Option<&'l Anchors>,
}

impl Links {
    pub(super) fn observe(&mut self, locale: &LocaleTag, observed: Observed) {
        let Observed { page, original, localized } = observed;
        self.originals.entry(page).or_insert(original);
        self.localized.insert((locale.clone(), page), localized);
    }

    /// The page that the path of a link in an original leads to; none where it is no page of the run. An empty path leads
    /// to the original itself.
    pub fn page(&self, from: &Original, path: &str, locale: &LocaleTag) -> Option<Page<'_>> {
        let found = |place: &str| {
            let page = key(place);
            let original = self.originals.get(&page)?;
            Some(Page { original, localized: self.localized.get(&(locale.clone(), page)) })
        };
        if !path.starts_with('/') {
            // Sites that give each page a folder of its own count one up more.
            let as_folder = format!("{}/", stem(&from.place));
            return found(&resolve(&from.place, path))
                .or_else(|| found(&resolve(&as_folder, path)));
        }
        // Where the site's root lies is not known: one of the folders above.
        let ends = from.place.rmatch_indices('/').map(|(at, _)| at);
        ends.filter_map(|end| found(&format!("{}{path}", &from.place[..end]))).next()
    }
}

/// A page by its place, without what only some addresses of it have.
fn key(place: &str) -> u64 {
    let place = stem(place.trim_end_matches('/'));
    let folder = ["/index", "/_index", "/README"].iter().find_map(|name| place.strip_suffix(name));
    hash::text(folder.unwrap_or(place))
}

fn stem(place: &str) -> &str {
    [".md", ".mdx", ".markdown", ".html"]
        .iter()
        .find_map(|ending| place.strip_suffix(ending))
        .unwrap_or(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(place: &str, original: &str, localized: &str) -> Document {
        let original = Original {
            place: format!("/site/en/{place}"),
            page: format!("/site/fr/{place}"),
            text: original.to_owned(),
        };
        Document {
            original: Some(original),
            text: localized.to_owned(),
            locale: LocaleTag::parse("fr").unwrap(),
            ..Document::default()
        }
    }

    #[test]
    fn a_link_is_followed_to_its_page_in_the_locale() {
        let pages = [
            page("a/one.md", "# First", "# Premier"),
            page("a/index.md", "# Start", "# Début"),
            page("two.md", "# Second", "# Second"),
        ];
        let mut links = Links::default();
        for page in &pages {
            links.observe(&page.locale, Observed::of(page).unwrap());
        }
        let from = pages[0].original.as_ref().unwrap();
        let locale = &pages[0].locale;
        for (path, anchor) in [
            ("", "premier"),
            ("../two.md", "second"),
            ("../../two", "second"),
            ("/two", "second"),
            ("/two.html", "second"),
            ("./", "début"),
            ("/a/", "début"),
        ] {
            let page = links.page(from, path, locale).unwrap();
            assert!(page.localized.unwrap().hold(anchor), "{path}");
        }
        assert!(links.page(from, "../three.md", locale).is_none());
        let german = LocaleTag::parse("de").unwrap();
        assert!(links.page(from, "../two.md", &german).unwrap().localized.is_none());
    }
}
