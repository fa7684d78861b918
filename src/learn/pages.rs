//! Which pages a run holds in each locale, and so which links lead to none.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::document::{Document, Original, System};
use crate::hash;
use crate::locale::LocaleTag;
use crate::text::address::{Address, LocaleNames, decoded, resolve};

/// The pages of a run by their places, and how its links lead to them.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Pages {
    originals: FxHashSet<u64>,
    /// Localized pages by their own places, and by those of their originals.
    localized: FxHashSet<(LocaleTag, u64)>,
    /// Folders that hold pages.
    folders: FxHashSet<u64>,
    /// Last parts of addresses that pages give themselves.
    aliases: FxHashSet<u64>,
    /// Links of localized pages by their form, and how many of each are found.
    counts: [Counts; 3],
    /// Those that lead nowhere unless a page gives itself such an address, by the last part.
    #[serde(skip)]
    doubtful: BTreeMap<(Form, u64), usize>,
}

/// How an address of the site is written.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub enum Form {
    /// From the root, with the locale: `/fr/docs/a`.
    WithLocale,
    /// From the root: `/docs/a`.
    FromRoot,
    /// From the page: `../a.md`.
    Relative,
}

/// Where the page of an address is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Whereabouts {
    /// Where the address says, or in the locale under another one.
    Localized,
    /// Among the originals alone.
    Original,
    /// In neither, though the run holds the folder.
    Nowhere,
}

/// Links of one form, by where they lead.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
struct Counts {
    localized: usize,
    original: usize,
    nowhere: usize,
}

/// Links of a form from which on it shows where they lead.
const ENOUGH: usize = 20;
/// Lines of front matter that are looked into.
const MOST_LINES: usize = 100;
/// Keys of front matter by which a page gives itself other addresses.
const KEYS: &[&str] = &[
    "alias",
    "aliases",
    "id",
    "permalink",
    "redirect",
    "redirect_from",
    "redirects",
    "slug",
    "url",
];

/// What one page shows.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Observed {
    /// The form of each link, where it leads, and the last part of its address.
    links: Vec<(Form, Whereabouts, u64)>,
    aliases: Vec<u64>,
}

impl Pages {
    /// Whether no localized page is known.
    pub fn is_empty(&self) -> bool {
        self.localized.is_empty()
    }

    /// Takes in a localized page by its place and that of its original.
    pub fn add_localized(&mut self, locale: &LocaleTag, place: &str, original: Option<&str>) {
        self.localized.insert((locale.clone(), key(place)));
        self.add_folder(place);
        if let Some(original) = original {
            self.localized.insert((locale.clone(), key(original)));
            self.add_original(original);
        }
    }

    /// Takes in an original by its place.
    pub fn add_original(&mut self, place: &str) {
        if self.originals.insert(key(place)) {
            self.add_folder(place);
        }
    }

    fn add_folder(&mut self, place: &str) {
        if let Some(end) = place.rfind('/') {
            self.folders.insert(key(&place[..end]));
        }
    }

    pub(super) fn look(&self, document: &Document) -> Observed {
        let mut observed = Observed::default();
        let Some(original) = document.original.as_ref().filter(|_| !self.is_empty()) else {
            return observed;
        };
        observed.aliases.extend(aliases(&document.text).chain(aliases(&original.text)));
        let names = LocaleNames::of(&[&document.locale]);
        for segment in document.segments.iter().filter(|s| !s.is_untranslated()) {
            for (at, mark) in segment.target.match_indices("](") {
                let rest = &segment.target[at + mark.len()..];
                let Some(end) = rest.find([')', ' ', '\n']) else { continue };
                observed.links.extend(self.follow(
                    original,
                    &document.locale,
                    &names,
                    &rest[..end],
                ));
            }
        }
        observed
    }

    pub(super) fn observe(&mut self, observed: Observed) {
        self.aliases.extend(observed.aliases);
        for (form, whereabouts, last) in observed.links {
            let counts = &mut self.counts[form as usize];
            match whereabouts {
                Whereabouts::Localized => counts.localized += 1,
                Whereabouts::Original => counts.original += 1,
                Whereabouts::Nowhere => *self.doubtful.entry((form, last)).or_default() += 1,
            }
        }
    }

    /// Counts the links that lead nowhere, once all addresses are known that pages give themselves.
    pub(super) fn finish(&mut self) {
        for ((form, last), links) in std::mem::take(&mut self.doubtful) {
            if !self.aliases.contains(&last) {
                self.counts[form as usize].nowhere += links;
            }
        }
    }

    /// Where the page is that an address of a localized page leads to; none where the run can't know.
    pub fn find(
        &self,
        from: &Original,
        locale: &LocaleTag,
        names: &LocaleNames,
        address: &str,
    ) -> Option<(Form, Whereabouts)> {
        let (form, whereabouts, last) = self.follow(from, locale, names, address)?;
        let is_named = whereabouts == Whereabouts::Nowhere && self.aliases.contains(&last);
        (!is_named).then_some((form, whereabouts))
    }

    /// The same without the addresses that pages give themselves, with the last part of the address.
    fn follow(
        &self,
        from: &Original,
        locale: &LocaleTag,
        names: &LocaleNames,
        address: &str,
    ) -> Option<(Form, Whereabouts, u64)> {
        let address = Address::parse(address)?;
        let path = decoded(address.path);
        if address.host.is_some() || !address.query.is_empty() || !is_page(&path) {
            return None;
        }
        let mut probe = (locale.clone(), key(&from.page));
        if !self.localized.contains(&probe) {
            return None;
        }
        let bare = names.without_locale(&path);
        let form = match &bare {
            Some(_) => Form::WithLocale,
            None if path.starts_with('/') => Form::FromRoot,
            None => Form::Relative,
        };
        let mut is_localized = |place: &str| {
            probe.1 = key(place);
            self.localized.contains(&probe)
        };
        // The file itself is there, be it an original.
        if places(&from.page, &path).any(|p| is_localized(&p) || self.originals.contains(&key(&p)))
        {
            return Some((form, Whereabouts::Localized, 0));
        }
        let as_original = bare.as_deref().unwrap_or(&path);
        let found = places(&from.place, as_original).find(|p| self.originals.contains(&key(p)));
        if let Some(original) = found {
            let whereabouts = if is_localized(&original) {
                Whereabouts::Localized
            } else {
                Whereabouts::Original
            };
            return Some((form, whereabouts, 0));
        }
        let holds = |folder: &str| self.folders.contains(&key(folder));
        let is_known = |place: String| {
            let folder = place.trim_end_matches('/').rfind('/').map_or("", |end| &place[..end]);
            !folder.is_empty() && holds(folder) && !holds(&place)
        };
        // A folder by itself may be served in some way.
        let is_folder = places(&from.page, &path)
            .chain(places(&from.place, as_original))
            .any(|place| holds(&place));
        let is_known = !is_folder && places(&from.page, &path).any(is_known);
        is_known.then(|| (form, Whereabouts::Nowhere, last(&path)))
    }

    /// Whether a link of a form surely leads nowhere if its page is not in the locale: nine of ten links of the run that are
    /// written so, of at least 20, lead to pages that are there. Sites that show the original in place of a page that is not
    /// translated lack nothing then.
    pub fn is_dead(&self, form: Form, whereabouts: Whereabouts, system: Option<System>) -> bool {
        let Counts { localized, original, nowhere } = self.counts[form as usize];
        let all = localized + original + nowhere;
        let most = |found: usize| found >= ENOUGH && 10 * found >= 9 * all;
        match (whereabouts, form) {
            (Whereabouts::Localized, _) | (Whereabouts::Original, Form::FromRoot) => false,
            (Whereabouts::Original, _) => most(localized) && !falls_back(system),
            (Whereabouts::Nowhere, Form::WithLocale) => most(localized),
            (Whereabouts::Nowhere, _) => most(localized + original),
        }
    }
}

/// Whether sites of a system show the original in place of a page that is not translated.
fn falls_back(system: Option<System>) -> bool {
    matches!(system, Some(System::Astro | System::Docusaurus | System::MkDocs))
}

/// The places that a path may lead to from a file: in a site each page may have a folder of its own, and its root may be
/// any of the folders above.
pub(super) fn places<'p>(from: &'p str, path: &'p str) -> impl Iterator<Item = String> + 'p {
    let is_relative = !path.starts_with('/');
    let ends = from.rmatch_indices('/').filter(move |_| !is_relative);
    let above = ends.map(move |(end, _)| format!("{}{path}", &from[..end]));
    let beside = [false, true].into_iter().filter(move |_| is_relative);
    above.chain(beside.map(move |as_folder| {
        if as_folder { resolve(&format!("{}/", stem(from)), path) } else { resolve(from, path) }
    }))
}

/// Whether a path may be that of a page: without an ending, or with one of pages.
fn is_page(path: &str) -> bool {
    let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or("");
    let is_plain = !path.contains(['{', '<', '$', '*', '(', '[', ':', '\\', '@', '%']);
    let known = stem(name).len() < name.len();
    // A file of another kind has an ending with a letter; a version (`v1.2`) has none.
    let other = name.rsplit_once('.').is_some_and(|(_, ending)| {
        ending.is_empty() || ending.chars().all(char::is_alphanumeric) && ending.len() <= 5
    });
    is_plain && !matches!(name, "" | "." | "..") && (known || !other)
}

/// A place without the ending of a page.
fn stem(place: &str) -> &str {
    let endings = [".md", ".mdx", ".markdown", ".html"];
    endings.iter().find_map(|ending| place.strip_suffix(ending)).unwrap_or(place)
}

/// A place without what only some addresses of it have.
pub(super) fn bare(place: &str) -> &str {
    let place = stem(place.trim_end_matches('/'));
    let folder = ["/index", "/_index", "/README"].iter().find_map(|name| place.strip_suffix(name));
    folder.unwrap_or(place)
}

/// A page by its place, in whatever case.
fn key(place: &str) -> u64 {
    let place = bare(place);
    if place.contains(|c: char| c == ' ' || c.is_uppercase()) {
        hash::text(&place.to_lowercase().replace(' ', "-"))
    } else {
        hash::text(place)
    }
}

/// The last part of an address.
fn last(path: &str) -> u64 {
    key(path.trim_end_matches('/').rsplit('/').next().unwrap_or(""))
}

/// What a page's front matter says of its addresses: their last parts.
fn aliases(page: &str) -> impl Iterator<Item = u64> {
    let mut lines = page.lines();
    let mark = lines.next().map(str::trim_end).filter(|line| matches!(*line, "---" | "+++"));
    let mut within = false;
    let lines = lines.take(MOST_LINES).take_while(move |line| mark.is_some_and(|m| *line != m));
    let values = lines.filter_map(move |line| {
        let item = line.trim_start();
        if let Some(value) = item.strip_prefix("- ").filter(|_| within) {
            return Some(value);
        }
        let (name, value) = line.split_once([':', '='])?;
        within = KEYS.contains(&name.trim());
        Some(value).filter(|_| within)
    });
    let parts = values.flat_map(|value| value.split([',', '[', ']', '"', '\'']));
    parts.map(str::trim).filter(|part| !part.is_empty()).map(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Segment;

    fn french() -> LocaleTag {
        LocaleTag::parse("fr").unwrap()
    }

    fn original(name: &str) -> Original {
        let (place, page) = (format!("/site/en/{name}"), format!("/site/fr/{name}"));
        Original { place, page, ..Original::default() }
    }

    /// Pages `a` and `b` in both languages, `c` in English alone, `d` in French alone.
    fn pages() -> Pages {
        let mut pages = Pages::default();
        for name in ["a.md", "b/_index.md"] {
            let original = original(name);
            pages.add_localized(&french(), &original.page, Some(&original.place));
        }
        pages.add_original("/site/en/c.md");
        pages.add_localized(&french(), "/site/fr/D e.md", None);
        pages
    }

    fn find(pages: &Pages, address: &str) -> Option<(Form, Whereabouts)> {
        let names = LocaleNames::of(&[&french()]);
        pages.find(&original("a.md"), &french(), &names, address)
    }

    #[test]
    fn a_link_is_followed_to_what_is_there() {
        use Form::{FromRoot, Relative, WithLocale};
        use Whereabouts::{Localized, Nowhere, Original};
        let pages = pages();
        for (address, form, whereabouts) in [
            ("/fr/b/#x", WithLocale, Localized),
            ("/fr/d-e", WithLocale, Localized),
            ("/fr/c/", WithLocale, Original),
            ("/fr/f/", WithLocale, Nowhere),
            ("/c", FromRoot, Original),
            ("../en/c.md", Relative, Localized),
            ("/f", FromRoot, Nowhere),
            ("b/index.md", Relative, Localized),
            ("../c/", Relative, Original),
            ("c.md", Relative, Original),
            ("f.md", Relative, Nowhere),
        ] {
            assert_eq!(find(&pages, address), Some((form, whereabouts)), "{address}");
        }
        for address in
            ["https://a.b/fr/f/", "/fr/f.png", "/else/f", "#x", "{{< ref >}}", "mailto:a@b.c", "./"]
        {
            assert_eq!(find(&pages, address), None, "{address}");
        }
    }

    #[test]
    fn links_of_a_form_that_mostly_lead_somewhere_show_those_that_lead_nowhere() {
        let mut pages = pages();
        let document = |target: String| {
            let segment = Segment { source: "x".to_owned(), target, ..Segment::default() };
            let mut original = original("a.md");
            original.text = "---\naliases:\n  - /old/g/\n---\n".to_owned();
            let original = Some(original);
            Document { locale: french(), original, segments: vec![segment], ..Document::default() }
        };
        let observed = pages.look(&document("[b](/fr/b/) ".repeat(19)));
        pages.observe(observed);
        let is_dead = |pages: &Pages, whereabouts, system| {
            pages.is_dead(Form::WithLocale, whereabouts, system)
        };
        assert!(!is_dead(&pages, Whereabouts::Original, None));
        let observed = pages.look(&document("[b](/fr/b/), [c](/fr/c/)".to_owned()));
        pages.observe(observed);
        assert!(is_dead(&pages, Whereabouts::Original, None));
        assert!(is_dead(&pages, Whereabouts::Nowhere, None));
        assert!(!is_dead(&pages, Whereabouts::Original, Some(System::Docusaurus)));
        assert!(!is_dead(&pages, Whereabouts::Localized, None));
        assert!(!pages.is_dead(Form::Relative, Whereabouts::Nowhere, None));
        assert_eq!(find(&pages, "/fr/g/"), None);
        assert!(find(&pages, "/fr/h/").is_some());
    }
}
