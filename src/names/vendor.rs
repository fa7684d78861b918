//! Vendors, whose name their products' names begin with and often do without: `data/names/vendors.yaml`.

use std::sync::LazyLock;

use serde::Deserialize;

/// A vendor.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vendor {
    /// Its name as it stands before those of its products: one word.
    pub vendor: String,
    /// Whether its products are also called by what remains without it, where that begins with a capital (`Teams`).
    #[serde(default)]
    pub omitted: bool,
    /// Words that begin names of its products, whether a list holds those names or not (`Visual`); sorted.
    #[serde(default)]
    pub families: Vec<String>,
    /// Nouns of locales that stand right before its name without a preposition (`cuenta`), lower case; sorted.
    #[serde(default)]
    pub unjoined_nouns: Vec<String>,
}

static VENDORS: LazyLock<Vec<Vendor>> = LazyLock::new(|| {
    // A test parses it.
    serde_yaml::from_str(include_str!("../../data/names/vendors.yaml"))
        .unwrap_or_else(|e| panic!("data/names/vendors.yaml: {e}"))
});

impl Vendor {
    /// All vendors, sorted by name.
    pub fn all() -> &'static [Vendor] {
        &VENDORS
    }

    /// The vendor of this name.
    pub fn named(word: &str) -> Option<&'static Vendor> {
        VENDORS.iter().find(|v| v.vendor == word)
    }

    /// The vendor that a word names, or names of whose products it begins.
    ///
    /// ```
    /// use glossator::names::vendor::Vendor;
    /// let vendor = Vendor::of_brand("SharePoint").map(|v| v.vendor.as_str());
    /// assert_eq!(vendor, Some("Microsoft"));
    /// ```
    pub fn of_brand(word: &str) -> Option<&'static Vendor> {
        VENDORS.iter().find(|v| v.vendor == word || v.families.iter().any(|f| f == word))
    }

    /// The vendor whose name and a space a text ends with.
    pub(super) fn before(text: &str) -> Option<&'static Vendor> {
        let text = text.strip_suffix(' ')?;
        VENDORS.iter().find(|v| text.ends_with(&v.vendor))
    }

    /// Whether a text holds a vendor's name.
    pub(super) fn stands_in(text: &str) -> bool {
        VENDORS.iter().any(|v| text.contains(&v.vendor))
    }
}

/// What remains of a name without its vendor, where that vendor's products do without it.
pub(super) fn without_vendor(name: &str) -> Option<&str> {
    let mut dropped = VENDORS.iter().filter(|v| v.omitted);
    dropped.find_map(|v| name.strip_prefix(v.vendor.as_str())?.strip_prefix(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_vendor_is_one_word_and_its_lists_are_sorted() {
        let vendors = Vendor::all();
        assert!(!vendors.is_empty());
        assert!(vendors.windows(2).all(|w| w[0].vendor < w[1].vendor), "not sorted by vendor");
        for vendor in vendors {
            let name = vendor.vendor.as_str();
            assert!(!name.is_empty() && !name.contains(' '), "{name}");
            for list in [&vendor.families, &vendor.unjoined_nouns] {
                assert!(list.windows(2).all(|w| w[0] < w[1]), "{name}: not sorted: {list:?}");
            }
            for family in vendor.families.iter().chain([&vendor.vendor]) {
                assert_eq!(Vendor::of_brand(family), Some(vendor), "{family} has two vendors");
            }
            assert!(vendor.unjoined_nouns.iter().all(|n| *n == n.to_lowercase()), "{name}");
            assert_eq!(Vendor::named(name), Some(vendor));
            assert_eq!(Vendor::before(&format!("in {name} ")), Some(vendor));
            assert!(Vendor::stands_in(&format!("{name}s")));
            let product = format!("{name} Loom");
            assert_eq!(without_vendor(&product), vendor.omitted.then_some("Loom"));
        }
        assert_eq!(Vendor::before("in Microsoft"), None);
        assert_eq!(without_vendor("Microsofts Loom"), None);
    }
}
