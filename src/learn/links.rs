//! Where links lead: the pages of the run with their anchors, in each locale, and what addresses the locale always puts
//! for those of the originals.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::pages::{bare, places};
use crate::document::{Document, Original};
use crate::hash;
use crate::locale::LocaleTag;
use crate::text::address::{outside_links, substitution};
use crate::text::anchors::Anchors;

/// The pages that were paired with originals, by where the originals are.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Links {
    originals: FxHashMap<u64, Anchors>,
    localized: FxHashMap<(LocaleTag, u64), Anchors>,
    habits: FxHashMap<(LocaleTag, u64), Habit>,
    /// For each locale the links of the originals, and those that its segments have fewer.
    counts: FxHashMap<LocaleTag, (usize, usize)>,
    /// The links of originals to anchors of their own page, and those whose anchor is seen there.
    fragments: (usize, usize),
}

/// What a locale puts for the beginning of addresses (`https://old.example/docs`).
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
struct Habit {
    /// How often it keeps it.
    kept: u32,
    /// For each other beginning how often it stands for it, and what follows, as far as is asked for.
    others: FxHashMap<u64, (u32, BTreeSet<u64>)>,
}

/// Pages that a beginning of addresses must have been replaced for, from which on it is the locale's habit.
const LEAST_PAGES: usize = 5;
/// Links of the originals from which on it shows whether a locale drops some as a habit.
const LEAST_LINKS: usize = 100;
/// One in so many links is dropped where it is a habit.
const DROPPED: usize = 20;
/// Links of originals to anchors of their own page from which on it shows whether their anchors are made in a way that is
/// known.
const LEAST_FRAGMENTS: usize = 20;
/// Beginnings of addresses that are remembered; those beyond it have no habit.
const MAX_HABITS: usize = 200_000;

/// What a pair of links teaches.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
struct Replaced {
    from: u64,
    /// What stands for it, and what follows; none where it was kept.
    by: Option<(u64, u64)>,
}

/// What a page teaches of links to it.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub(super) struct Observed {
    /// The page with the anchors of its original, where these are not known, and its own; none where a file holds both
    /// sides.
    page: Option<(u64, Option<Anchors>, Anchors)>,
    replaced: Vec<Replaced>,
    /// The links of the sources, and those that the targets have fewer.
    links: (usize, usize),
    /// Those of the original to anchors of its own, and those whose anchor is seen.
    fragments: (usize, usize),
}

impl Observed {
    /// What a page teaches, beside what is known.
    pub(super) fn of(document: &Document, known: &Links) -> Observed {
        let mut fragments = (0, 0);
        let page = document.original.as_ref().map(|original| {
            let page = key(&original.place);
            // Each locale has a page of the same original.
            let seen = known.originals.get(&page);
            let new = seen.is_none().then(|| Anchors::of(&original.text));
            if let Some(anchors) = seen.or(new.as_ref()) {
                fragments = own_fragments(&original.text, anchors);
            }
            (page, new, Anchors::of(&document.text))
        });
        let (mut replaced, mut links) = (Vec::new(), (0, 0));
        for segment in document.segments.iter().filter(|s| !s.is_untranslated()) {
            let count = |text: &str| text.matches("](").count();
            let wanted = count(&segment.source);
            if wanted == 0 {
                continue;
            }
            links.0 += wanted;
            links.1 += wanted.saturating_sub(count(&segment.target));
            let sources: Vec<_> = outside_links(&segment.source).collect();
            let targets: Vec<_> = outside_links(&segment.target).collect();
            // Links in the same order are each other's, where there are as many.
            if sources.len() == targets.len() {
                let pairs = sources.into_iter().zip(targets);
                replaced.extend(pairs.flat_map(|(source, target)| Replaced::of(source, target)));
            }
        }
        Observed { page, replaced, links, fragments }
    }
}

impl Replaced {
    fn of(source: &str, target: &str) -> Vec<Replaced> {
        if let Some((from, to, rest)) = substitution(source, target) {
            let by = Some((hash::text(&to), hash::text(&rest)));
            return vec![Replaced { from: hash::text(&from), by }];
        }
        if source != target {
            return Vec::new();
        }
        let address = source.split_once("://").map_or(source, |(_, address)| address);
        let ends = address.match_indices('/').map(|(at, _)| at);
        ends.map(|end| Replaced { from: hash::text(&address[..end]), by: None }).collect()
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
        if let Some((page, original, localized)) = observed.page {
            if let Some(original) = original {
                self.originals.entry(page).or_insert(original);
            }
            self.localized.insert((locale.clone(), page), localized);
        }
        let counts = self.counts.entry(locale.clone()).or_default();
        counts.0 += observed.links.0;
        counts.1 += observed.links.1;
        self.fragments.0 += observed.fragments.0;
        self.fragments.1 += observed.fragments.1;
        let mut key = (locale.clone(), 0);
        for Replaced { from, by } in observed.replaced {
            key.1 = from;
            let is_full = self.habits.len() >= MAX_HABITS;
            let habit = match self.habits.get_mut(&key) {
                Some(habit) => habit,
                None if is_full => continue,
                None => self.habits.entry(key.clone()).or_default(),
            };
            match by {
                None => habit.kept += 1,
                Some((to, rest)) => {
                    let (count, pages) = habit.others.entry(to).or_default();
                    *count += 1;
                    if pages.len() < LEAST_PAGES {
                        pages.insert(rest);
                    }
                }
            }
        }
    }

    /// Whether the segments of the locale lack one in twenty links or more of their sources, of at least 100.
    pub fn are_dropped(&self, locale: &LocaleTag) -> bool {
        let (links, dropped) = self.counts.get(locale).copied().unwrap_or_default();
        links >= LEAST_LINKS && DROPPED * dropped >= links
    }

    /// Whether the anchors of the run's pages are made in a way that is known: nineteen of twenty links of originals to
    /// anchors of their own page lead to one that is seen.
    pub fn anchors_are_known(&self) -> bool {
        let (all, seen) = self.fragments;
        all >= LEAST_FRAGMENTS && 20 * seen >= 19 * all
    }

    /// Whether the locale always puts the address of the target for that of the source: for at least five pages, and in
    /// nine of ten places.
    pub fn is_habit(&self, locale: &LocaleTag, source: &str, target: &str) -> bool {
        let Some((from, to, _)) = substitution(source, target) else { return false };
        let Some(habit) = self.habits.get(&(locale.clone(), hash::text(&from))) else {
            return false;
        };
        let all = habit.kept + habit.others.values().map(|(count, _)| count).sum::<u32>();
        let by = habit.others.get(&hash::text(&to));
        by.is_some_and(|(count, pages)| pages.len() >= LEAST_PAGES && 10 * count >= 9 * all)
    }

    /// The page that the path of a link in an original leads to; none where it is no page of the run. An empty path leads
    /// to the original itself.
    pub fn page(&self, from: &Original, path: &str, locale: &LocaleTag) -> Option<Page<'_>> {
        let found = |place: &str| {
            let page = key(place);
            let original = self.originals.get(&page)?;
            Some(Page { original, localized: self.localized.get(&(locale.clone(), page)) })
        };
        places(&from.place, path).find_map(|place| found(&place))
    }
}

/// The links of a page to anchors of its own, and those whose anchor it has.
fn own_fragments(page: &str, anchors: &Anchors) -> (usize, usize) {
    let fragments = page.match_indices("](#").filter_map(|(at, mark)| {
        let rest = &page[at + mark.len()..];
        rest.find([')', ' ', '\n']).map(|end| &rest[..end])
    });
    fragments
        .fold((0, 0), |(all, seen), fragment| (all + 1, seen + usize::from(anchors.hold(fragment))))
}

/// A page by its place, without what only some addresses of it have.
fn key(place: &str) -> u64 {
    hash::text(bare(place))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(place: &str, original: &str, localized: &str) -> Document {
        let original = Original {
            place: format!("/site/en/{place}"),
            page: format!("/site/fr/{place}"),
            text: original.to_owned(),
            ..Original::default()
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
            let observed = Observed::of(page, &links);
            links.observe(&page.locale, observed);
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

    #[test]
    fn the_way_of_anchors_is_known_by_the_links_of_originals_to_their_own() {
        let known = |text: &str| {
            let page = page("a.md", text, "");
            let mut links = Links::default();
            let observed = Observed::of(&page, &links);
            links.observe(&page.locale, observed);
            links.anchors_are_known()
        };
        let link = "[a](#first)\n\n";
        assert!(known(&format!("# First\n\n{}", link.repeat(20))));
        assert!(!known(&format!("# First\n\n{}", link.repeat(19))));
        assert!(!known(&format!("# Second\n\n{}", link.repeat(30))));
    }

    #[test]
    fn what_a_locale_always_puts_is_its_habit() {
        let mut document = page("a.md", "", "");
        let segment = |n: usize| crate::document::Segment {
            source: format!("[a](https://old.org/docs/{n}), [b](https://kept.org/docs/{n})"),
            target: format!("[a](https://new.org/docs/{n}), [b](https://kept.org/docs/{n})"),
            ..Default::default()
        };
        let mut links = Links::default();
        document.segments = (0..4).map(segment).collect();
        let observed = Observed::of(&document, &links);
        links.observe(&document.locale, observed);
        let (old, new) = ("https://old.org/docs/9", "https://new.org/docs/9");
        assert!(!links.is_habit(&document.locale, old, new));
        document.segments = (4..6).map(segment).collect();
        let observed = Observed::of(&document, &links);
        links.observe(&document.locale, observed);
        assert!(links.is_habit(&document.locale, old, new));
        assert!(!links.is_habit(&document.locale, old, "https://other.org/docs/9"));
        assert!(!links.is_habit(&document.locale, "https://kept.org/docs/9", new));
    }

    #[test]
    fn a_locale_that_drops_one_link_in_twenty_does_so_as_a_habit() {
        let mut document = page("a.md", "", "");
        let segment = |n: usize| crate::document::Segment {
            source: "[a](a.md) and [b](b.md)".to_owned(),
            target: if n.is_multiple_of(10) { "[a](a.md) et b" } else { "[a](a.md) et [b](b.md)" }
                .to_owned(),
            ..Default::default()
        };
        document.segments = (0..50).map(segment).collect();
        let mut links = Links::default();
        let observed = Observed::of(&document, &links);
        links.observe(&document.locale, observed);
        assert!(links.are_dropped(&document.locale));
        document.segments = (1..10).chain(1..10).map(segment).collect();
        let observed = Observed::of(&document, &links);
        links.observe(&document.locale, observed);
        assert!(!links.are_dropped(&document.locale));
    }
}
