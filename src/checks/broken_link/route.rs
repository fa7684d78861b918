//! Where the links of a pair lead: the page's place, its locale, and what the run knows of the pages there.

use std::cell::OnceCell;
use std::ops::Range;

use crate::checks::SegmentView;
use crate::learn::Corpus;
use crate::learn::links::Page;
use crate::learn::pages::Whereabouts;
use crate::locale::LocaleTag;
use crate::text::address::{Address, LocaleNames, Places, Sameness, compare, decoded};
use crate::text::{Link, Text};

/// What tells where the links of one pair lead.
pub(in crate::checks) struct Route<'v> {
    view: &'v SegmentView<'v>,
    corpus: &'v Corpus,
    /// The names of both locales in addresses.
    names: OnceCell<LocaleNames>,
    /// Those of the page's own.
    own_names: OnceCell<LocaleNames>,
}

impl<'v> Route<'v> {
    pub(in crate::checks) fn new(view: &'v SegmentView<'v>, corpus: &'v Corpus) -> Route<'v> {
        Route { view, corpus, names: OnceCell::new(), own_names: OnceCell::new() }
    }

    /// Whether an address of the target leads where that of the source leads: the locale in it, escapes, the kind of
    /// `http`, and another way from a page that lies elsewhere do not count. Whether a fragment leads to a heading of a
    /// page that the run holds is for `broken-anchor`.
    pub(in crate::checks) fn leads_alike(&self, source: &str, target: &str) -> bool {
        match self.compare(source, target) {
            Sameness::Same => true,
            Sameness::Different => {
                self.corpus.links().is_habit(self.view.page.locale(), source, target)
            }
            Sameness::Page => {
                let (Some(s), Some(t)) = (Address::parse(source), Address::parse(target)) else {
                    return false;
                };
                self.localized(s).is_some_and(|page| {
                    dead_fragment(page, s, t).is_some()
                        || page.localized.is_some_and(|own| own.hold(t.fragment.unwrap_or("")))
                })
            }
        }
    }

    fn compare(&self, source: &str, target: &str) -> Sameness {
        if source == target {
            return Sameness::Same;
        }
        let english = || LocaleTag::parse("en").unwrap_or_default();
        let names = self.names.get_or_init(|| {
            let page = &self.view.page;
            let source = page.source_locale();
            if source.is_empty() {
                LocaleNames::of(&[&english(), page.locale()])
            } else {
                LocaleNames::of(&[source, page.locale()])
            }
        });
        let is_outside = source.contains("://") && target.contains("://");
        let original = if is_outside { None } else { self.view.page.original() };
        let places = original.map(|o| Places { source: &o.place, target: &o.page });
        compare(source, target, names, places)
    }

    /// Where the page is that an address of the target leads to, where it surely leads to nothing in the locale. What the
    /// source leads to as well is none of the translation's.
    pub(super) fn missing<'s>(
        &self,
        sources: impl FnOnce() -> &'s [&'s str],
        target: &str,
    ) -> Option<Whereabouts> {
        let pages = self.corpus.pages();
        if pages.is_empty() {
            return None;
        }
        let original = self.view.page.original()?;
        let locale = self.view.page.locale();
        let names = self.own_names.get_or_init(|| LocaleNames::of(&[locale]));
        let (form, whereabouts) = pages.find(original, locale, names, target)?;
        let is_kept = || sources().iter().any(|s| self.compare(s, target) != Sameness::Different);
        let is_missing = pages.is_dead(form, whereabouts, original.system)
            && (whereabouts == Whereabouts::Original || !is_kept());
        is_missing.then_some(whereabouts)
    }

    /// Whether a wiki's name of a page is that of a page of the run.
    pub(super) fn is_page(&self, name: &str) -> bool {
        let known = |path: &str| {
            let page = self.view.page.original().and_then(|original| {
                self.corpus.links().page(original, path, self.view.page.locale())
            });
            page.is_some_and(|page| page.localized.is_some())
        };
        known(name) || known(&name.replace(' ', "-"))
    }

    /// Whether an address of the original leads to a page that the run holds in the locale too.
    pub(super) fn is_localized(&self, address: &str) -> bool {
        let page = Address::parse(address).and_then(|address| self.localized(address));
        page.is_some_and(|page| page.localized.is_some())
    }

    fn localized(&self, source: Address<'_>) -> Option<Page<'v>> {
        if source.host.is_some() {
            return None;
        }
        let original = self.view.page.original()?;
        self.corpus.links().page(original, &decoded(source.path), self.view.page.locale())
    }

    /// The fragment of a target's address that is dead, and the address of the source that leads to the same page.
    pub(in crate::checks) fn dead<'t>(
        &self,
        sources: &[&'t str],
        target: &'t str,
    ) -> Option<(&'t str, &'t str)> {
        let address = Address::parse(target).filter(|a| a.host.is_none())?;
        address.fragment.filter(|fragment| !fragment.is_empty())?;
        // The same address first, then one of the same page.
        let same = sources.iter().filter(|s| **s == target);
        let near = sources.iter().filter(|s| self.compare(s, target) == Sameness::Page);
        let Some(source) = same.chain(near).next() else {
            return self.dead_alone(address).map(|fragment| (fragment, target));
        };
        let source_address = Address::parse(source)?;
        let page = self.localized(source_address)?;
        let fragment = dead_fragment(page, source_address, address)?;
        Some((fragment, source))
    }

    /// The fragment of a target's address that no link of the source stands beside, where the page that it leads to lacks
    /// it in both languages, or in the locale alone.
    fn dead_alone<'t>(&self, target: Address<'t>) -> Option<&'t str> {
        let fragment = target.fragment?;
        if !self.corpus.links().anchors_are_known() {
            return None;
        }
        let original = self.view.page.original()?;
        // What is relative leads to the same page only where both lie in like folders.
        let like =
            |place: &str| place.rmatch_indices('/').nth(1).map(|(at, _)| place[at..].to_owned());
        let is_plain = target.path.is_empty()
            || target.path.starts_with('/')
            || like(&original.place) == like(&original.page);
        let page = self.localized(target).filter(|_| is_plain)?;
        (!page.localized?.hold(fragment)).then_some(fragment)
    }

    /// Whether the pages of the locale leave out links of their originals as a habit.
    pub(super) fn drops_links(&self) -> bool {
        self.corpus.links().are_dropped(self.view.page.locale())
    }

    /// What the brackets of a link of the source lead to.
    pub(in crate::checks) fn of_source(&self, link: &Link) -> &'v str {
        let text = &self.view.source;
        let label = text.slice(link.target.clone());
        if !is_reference(text, link) || has_label(&self.view.target, label) {
            return label;
        }
        let page = self.view.page.original().map(|original| original.text.as_str());
        page.and_then(|page| definition(page, label)).unwrap_or(label)
    }

    /// What the brackets of a link of the target lead to.
    pub(in crate::checks) fn of_target(&self, link: &Link) -> &'v str {
        let text = &self.view.target;
        let label = text.slice(link.target.clone());
        if !is_reference(text, link) || has_label(&self.view.source, label) {
            return label;
        }
        definition(self.view.page.text(), label).unwrap_or(label)
    }
}

/// The fragment of a target's address that leads to nothing on the page in the locale, whereas the source's leads to a
/// heading or an id of the original; the two lead to the same page.
fn dead_fragment<'t>(page: Page<'_>, source: Address<'_>, target: Address<'t>) -> Option<&'t str> {
    let (wanted, given) = (source.fragment?, target.fragment?);
    if wanted.is_empty() || given.is_empty() {
        return None;
    }
    // Where the source's own anchor is not seen, the site makes anchors in a way that is not known.
    let known = page.original.hold(wanted) && page.localized.is_some();
    (known && !page.localized?.hold(given)).then_some(given)
}

fn has_label(text: &Text<'_>, label: &str) -> bool {
    text.links.iter().any(|l| is_reference(text, l) && text.slice(l.target.clone()) == label)
}

/// Whether a link's target is the label of a definition: `[text][label]`.
fn is_reference(text: &Text<'_>, link: &Link) -> bool {
    text.raw[..link.target.start].ends_with('[')
}

/// The address that a page's definition `[label]: address` gives.
fn definition<'p>(page: &'p str, label: &str) -> Option<&'p str> {
    let behind = |(at, _): (usize, &str)| -> Option<Range<usize>> {
        let before = page[..at].rsplit('\n').next()?;
        let start = at + label.len() + 3;
        let line = page[start..].lines().next()?;
        let blank = line.len() - line.trim_start().len();
        let address = line.trim_start();
        let end = address.find([' ', '\t']).unwrap_or(address.len());
        before.trim().is_empty().then_some(start + blank..start + blank + end)
    };
    let wanted = format!("[{label}]:");
    page.match_indices(&wanted).find_map(behind).map(|range| &page[range])
}

#[cfg(test)]
mod tests {
    use super::definition;

    #[test]
    fn a_definition_gives_the_address_of_its_label() {
        let page = "See [a][one] and [one]: no.\n\n  [one]: https://a.b/c \"title\"\n[two]:d.md";
        assert_eq!(definition(page, "one"), Some("https://a.b/c"));
        assert_eq!(definition(page, "two"), Some("d.md"));
        assert_eq!(definition(page, "three"), None);
    }
}
