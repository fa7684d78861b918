//! Which version of a page's source each locale was translated from, so that a locale left behind shows.

use std::collections::BTreeMap;

use crate::document::Document;
use crate::hash;
use crate::locale::LocaleTag;

/// Hashes of the sources of each page, by locale.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Versions {
    pages: BTreeMap<u64, Vec<Version>>,
}

/// A page as it was observed.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub(super) struct Observed {
    page: u64,
    version: Version,
}

#[derive(Debug, serde::Serialize, serde::Deserialize)]
struct Version {
    locale: LocaleTag,
    /// Day of the last hand-off as year × 10,000 + month × 100 + day; 0 where it is not known.
    handoff: u32,
    /// Sorted hashes of the sources.
    sources: Vec<u64>,
}

/// How a page of one locale differs from the same page of the other locales.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lag {
    /// Sources that its sisters share and that it lacks.
    pub missing: usize,
    /// Sources that it has and none of its sisters.
    pub outdated: usize,
    /// The sisters, sorted.
    pub sisters: Vec<LocaleTag>,
}

/// Locales that must agree against one.
const LEAST_SISTERS: usize = 2;

impl Observed {
    /// A page with the hashes of its normalised sources; none for one that is too short to be compared.
    pub(super) fn of(document: &Document, mut sources: Vec<u64>) -> Option<Observed> {
        if sources.len() < 3 || document.locale.is_empty() {
            return None;
        }
        sources.sort_unstable();
        sources.dedup();
        let handoff = document.metadata.last_handoff.as_deref().and_then(day).unwrap_or(0);
        let version = Version { locale: document.locale.clone(), handoff, sources };
        Some(Observed { page: page_key(document), version })
    }
}

impl Versions {
    pub(super) fn observe(&mut self, observed: Observed) {
        self.pages.entry(observed.page).or_default().push(observed.version);
    }

    pub(super) fn finish(&mut self) {
        self.pages.retain(|_, versions| versions.len() > LEAST_SISTERS);
    }

    /// How far a page lags behind its sisters; none where it does not, or where that can't be known.
    pub(super) fn lag(&self, document: &Document) -> Option<Lag> {
        let versions = self.pages.get(&page_key(document))?;
        let mut alike = versions.iter().filter(|v| v.locale == document.locale);
        let mine = alike.next()?;
        if alike.next().is_some() {
            return None;
        }
        // Sisters share most of the sources; other pages of the same name do not.
        let sisters: Vec<&Version> = versions
            .iter()
            .filter(|v| {
                v.locale != mine.locale
                    && 2 * shared(&v.sources, &mine.sources) >= mine.sources.len()
            })
            .collect();
        let newer = sisters
            .iter()
            .filter(|v| v.handoff == 0 || mine.handoff == 0 || v.handoff > mine.handoff)
            .count();
        if sisters.len() < LEAST_SISTERS || 2 * newer <= sisters.len() {
            return None;
        }
        let among = |source: &u64| {
            sisters.iter().filter(|v| v.sources.binary_search(source).is_ok()).count()
        };
        let outdated = mine.sources.iter().filter(|s| among(s) == 0).count();
        let mut theirs: Vec<u64> = sisters.iter().flat_map(|v| v.sources.iter().copied()).collect();
        theirs.sort_unstable();
        theirs.dedup();
        let missing = theirs
            .iter()
            .filter(|s| mine.sources.binary_search(s).is_err() && 3 * among(s) >= 2 * sisters.len())
            .count();
        let mut tags: Vec<LocaleTag> = sisters.iter().map(|v| v.locale.clone()).collect();
        tags.sort();
        (outdated > 0 && missing > 0).then_some(Lag { missing, outdated, sisters: tags })
    }
}

fn shared(a: &[u64], b: &[u64]) -> usize {
    a.iter().filter(|s| b.binary_search(s).is_ok()).count()
}

/// The same for a page in all locales: its path without the parts that name a locale.
fn page_key(document: &Document) -> u64 {
    let dotted = format!(".{}", document.locale.as_str().to_ascii_lowercase());
    let parts: Vec<&str> = document
        .path
        .split('/')
        .filter(|part| {
            LocaleTag::parse(part).is_none_or(|t| t != document.locale)
                && !part.to_ascii_lowercase().ends_with(&dotted)
        })
        .collect();
    hash::texts(&parts)
}

/// A day written MM/DD/YYYY or YYYY-MM-DD.
fn day(text: &str) -> Option<u32> {
    let parts: Vec<u32> =
        text.trim().split(['/', '-']).map(|p| p.parse().ok()).collect::<Option<_>>()?;
    match parts[..] {
        [year, month, day] if year > 1000 => Some(year * 10_000 + month * 100 + day),
        [month, day, year] if year > 1000 => Some(year * 10_000 + month * 100 + day),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Segment;

    fn page(locale: &str, sources: &[&str]) -> Document {
        let segments = sources
            .iter()
            .map(|s| Segment { source: (*s).to_owned(), ..Segment::default() })
            .collect();
        Document {
            path: format!("docs.{}/a.md", locale.to_lowercase()),
            locale: LocaleTag::parse(locale).unwrap_or_default(),
            segments,
            ..Document::default()
        }
    }

    #[test]
    fn a_locale_left_behind_shows() {
        let new = ["Open the page.", "Select Save.", "Close it.", "Done, well done."];
        let old = ["Open the page.", "Click Save.", "Close it.", "Done, well done."];
        let pages = [
            page("de-DE", &new),
            page("fr-FR", &new),
            page("hu-HU", &old),
            page("ja-JP", &["a", "b", "c"]),
        ];
        let mut versions = Versions::default();
        for page in &pages {
            let sources = page.segments.iter().map(|s| hash::normalised(&s.source)).collect();
            versions.observe(Observed::of(page, sources).unwrap());
        }
        versions.finish();
        let lag = versions.lag(&pages[2]).unwrap();
        assert_eq!((lag.missing, lag.outdated, lag.sisters.len()), (1, 1, 2));
        assert_eq!(versions.lag(&pages[0]), None);
        assert_eq!(versions.lag(&pages[3]), None);
    }

    #[test]
    fn days_are_read_in_both_orders() {
        assert_eq!(day("05/19/2021"), Some(20_210_519));
        assert_eq!(day("2021-05-19"), Some(20_210_519));
        assert_eq!(day("soon"), None);
    }
}
