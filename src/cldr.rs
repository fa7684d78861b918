//! What the Unicode CLDR knows of every locale: scripts, marks of numbers, digits, months, quotation marks, plurals.
//!
//! The table is `data/cldr.tsv`, which `data/cldr/generate.mjs` writes. A locale has a row for what it does otherwise than
//! its parent, so a look-up goes from the tag to its ancestors, as UTS #35 has it. What the CLDR does not know is `None`,
//! and nothing may be judged by it.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

/// How texts of a locale are written, as far as the CLDR knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CldrLocale {
    /// The locales of the CLDR that the facts come from, the nearest first: `es-MX`, `es-419`, `es`. All are of the same
    /// script. A locale is named by its shortest tag (`zh-Hant` is that of Taiwan), and the list may be empty.
    pub lineage: Vec<&'static str>,
    /// ISO 15924 codes of the scripts that its texts may be in: the likely one first, and others only where the tag tells
    /// nothing and the language is written in several (`Cyrl`, `Latn`). Never empty; `Jpan` and `Kore` are mixtures.
    pub scripts: Vec<String>,
    /// Code of the region: that of the tag, else the likely one (`DE` for `de`).
    pub region: String,
    /// Decimal mark between ASCII digits.
    pub decimal: Option<char>,
    /// Mark that groups ASCII digits.
    pub grouping: Option<char>,
    /// First of the ten digits of its own.
    pub zero_digit: Option<char>,
    /// Decimal and grouping mark between digits of its own, where those are the usual ones.
    pub native_marks: Option<(char, char)>,
    /// The months, January first: each with its forms in dates and by itself, in full and abbreviated; lower case, without
    /// the period of an abbreviation.
    pub months: Option<[Vec<&'static str>; 12]>,
    /// Pairs of quotation marks: the outer ones, and those within them.
    pub quotes: Option<[(char, char); 2]>,
    /// Which forms of a plural the language has for counts; `Other` is always there.
    pub plural_categories: Option<Vec<PluralCategory>>,
    /// The whole numbers that take a form, of those forms that one or two numbers take; of those that none below a million
    /// takes, an empty list.
    pub plural_counts: Vec<(PluralCategory, Vec<u32>)>,
}

/// A form of a plural, as UTS #35 names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PluralCategory {
    /// `zero`: Arabic, Latvian, Welsh.
    Zero,
    /// `one`.
    One,
    /// `two`: Arabic, Hebrew, Slovenian, Welsh.
    Two,
    /// `few`.
    Few,
    /// `many`, fractions or millions in some languages.
    Many,
    /// `other`, which all languages have.
    Other,
}

impl PluralCategory {
    const ALL: [PluralCategory; 6] = [
        PluralCategory::Zero,
        PluralCategory::One,
        PluralCategory::Two,
        PluralCategory::Few,
        PluralCategory::Many,
        PluralCategory::Other,
    ];

    /// Its name in formats of string tables.
    pub fn as_str(self) -> &'static str {
        match self {
            PluralCategory::Zero => "zero",
            PluralCategory::One => "one",
            PluralCategory::Two => "two",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            PluralCategory::Other => "other",
        }
    }

    /// The category of a name.
    pub fn parse(name: &str) -> Option<PluralCategory> {
        Self::ALL.into_iter().find(|c| c.as_str() == name)
    }
}

impl CldrLocale {
    /// What is known of a locale by its tag; `None` where the language is not known.
    pub fn of(tag: impl AsRef<str>) -> Option<CldrLocale> {
        let place = Place::parse(tag.as_ref())?;
        let [_, script, region, also, plurals] = columns(find("language", &place.language)?);
        let likely = find("likely", &format!("{}-{}", place.language, place.script));
        let region = place.region.clone().unwrap_or_else(|| likely.unwrap_or(region).to_owned());
        let mut scripts = vec![place.script.clone()];
        if !place.script_is_told && place.script == script {
            scripts.extend(also.split(' ').filter(|s| !s.is_empty()).map(str::to_owned));
        }
        let (lineage, rows) = place.lineage();
        // The first row that says something; `-` says that nothing is known.
        let value = |column: usize| {
            let told = rows.iter().map(|row| row[column]).find(|text| !text.is_empty())?;
            (told != "-").then_some(told)
        };
        let months = value(5).map(|text| text.split(';').map(|month| month.split('|').collect()));
        let plurals = || plurals.split(' ').filter_map(plural);
        let categories: Vec<_> = plurals().map(|(category, _)| category).collect();
        Some(CldrLocale {
            lineage,
            scripts,
            region,
            decimal: value(0).and_then(mark),
            grouping: value(1).and_then(mark),
            zero_digit: value(2).and_then(mark),
            native_marks: value(3).and_then(pair),
            quotes: value(4).and_then(|text| {
                let marks: Vec<_> = text.split(' ').filter_map(mark).collect();
                let [start, end, inner_start, inner_end] = marks[..] else { return None };
                Some([(start, end), (inner_start, inner_end)])
            }),
            months: months.and_then(|months| months.collect::<Vec<_>>().try_into().ok()),
            plural_categories: (!categories.is_empty()).then_some(categories),
            plural_counts: plurals().filter_map(|(of, counts)| Some((of, counts?))).collect(),
        })
    }

    /// The same, looked up once for each tag: for what is asked of every page or link.
    pub fn remembered(tag: impl AsRef<str>) -> Option<Arc<CldrLocale>> {
        static KNOWN: RwLock<BTreeMap<String, Option<Arc<CldrLocale>>>> =
            RwLock::new(BTreeMap::new());
        /// More tags than a run has; those beyond are looked up each time.
        const MOST: usize = 2048;
        let tag = tag.as_ref();
        if let Some(known) = KNOWN.read().unwrap_or_else(PoisonError::into_inner).get(tag) {
            return known.clone();
        }
        let found = CldrLocale::of(tag).map(Arc::new);
        let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() < MOST {
            known.insert(tag.to_owned(), found.clone());
        }
        found
    }

    /// The whole numbers that take a form of the plural, where these are one or two; else none.
    pub fn counts(&self, category: PluralCategory) -> &[u32] {
        let counts = self.plural_counts.iter().find(|(of, _)| *of == category);
        counts.map_or(&[], |(_, counts)| counts)
    }

    /// The forms of a plural that a message must have: those that a whole number below a million takes. Fractions and
    /// millions have forms of their own in some languages, which hardly a message is ever shown for.
    pub fn needed_plurals(&self) -> impl Iterator<Item = PluralCategory> + '_ {
        let never =
            |category| self.plural_counts.iter().any(|(c, n)| *c == category && n.is_empty());
        self.plural_categories.iter().flatten().copied().filter(move |category| !never(*category))
    }

    /// The letters beside those of ASCII that its texts are written with, in lower case; `None` where it has none, or no
    /// letters that other languages write too.
    pub fn letters(&self) -> Option<&'static str> {
        self.lineage.iter().find_map(|name| find("letters", name))
    }

    /// Whether its texts run from right to left.
    pub fn is_right_to_left(&self) -> bool {
        self.scripts.first().is_some_and(|script| find("right-to-left", script).is_some())
    }
}

/// The English name of a language by its code (`sr`), where the CLDR has one.
pub fn language_name(code: &str) -> Option<&'static str> {
    find("language", code).map(|row| columns::<1>(row)[0]).filter(|name| !name.is_empty())
}

/// The English name of a region by its code (`DE`, `419`), where the CLDR has one.
pub fn region_name(code: &str) -> Option<&'static str> {
    find("region", code)
}

/// The English name of a script by its code (`Cyrl`), where the CLDR has one.
pub fn script_name(code: &str) -> Option<&'static str> {
    find("script", code)
}

/// Whether a language is known by its code.
pub fn is_language(code: &str) -> bool {
    find("language", code).is_some()
}

/// The language that is most written in a region.
pub fn language_of(region: &str) -> &'static str {
    find("likely", &format!("und-{region}")).unwrap_or("en")
}

/// The regions that a language has conventions of its own for, by their codes; some may come twice.
pub fn regions_of(language: &str) -> impl Iterator<Item = &'static str> + use<> {
    let start = format!("locale\t{language}-");
    let from = ROWS.partition_point(|(row, _)| **row < *start);
    let rows = ROWS[from..].iter().map_while(move |(row, _)| row.strip_prefix(start.as_str()));
    rows.filter_map(|rest| {
        let is_region = |part: &&str| part.len() == 2 || part.bytes().all(|b| b.is_ascii_digit());
        rest.split('-').find(is_region)
    })
}

/// The decimal mark of a language where no region is told: that of `usual`, its likely region, if at least two of three
/// regions with conventions of their own in the same script have it too.
pub fn usual_decimal(language: &str, usual: &CldrLocale) -> Option<char> {
    let (mut all, mut same) = (1, 1);
    for region in regions_of(language) {
        let Some(other) = CldrLocale::of(format!("{language}-{region}")) else { continue };
        if other.scripts.first() == usual.scripts.first() {
            all += 1;
            same += usize::from(other.decimal == usual.decimal);
        }
    }
    usual.decimal.filter(|_| same * 3 >= all * 2)
}

/// The language, with its script or region where they are told, that has taken the place of a code, or of a tag that was
/// registered whole (`zh-min-nan`), in lower case.
pub(crate) fn alias(code: &str) -> Option<&'static str> {
    find("alias", code)
}

/// The region that has taken the place of a code.
pub(crate) fn region_alias(code: &str) -> Option<&'static str> {
    find("region-alias", code)
}

/// Whether there is a variant, in lower case.
pub(crate) fn is_variant(code: &str) -> bool {
    find("variant", code).is_some()
}

/// Whether English calls a territory, a continent or a large city so: locales have names of their own for these.
pub(crate) fn is_place(name: &str) -> bool {
    find("place", name).is_some()
}

/// A tag whose aliases are resolved and whose script is known.
#[derive(Debug, Clone)]
struct Place {
    language: String,
    script: String,
    region: Option<String>,
    variant: Option<String>,
    /// Whether the tag says the script, by itself or by its region.
    script_is_told: bool,
}

impl Place {
    /// `None` for what is no tag, and for languages that are not known.
    fn parse(tag: &str) -> Option<Place> {
        let mut parts = tag.split(['-', '_']);
        let language = parts.next()?.to_ascii_lowercase();
        // An alias may say more than a language: `sh` is `sr-Latn`.
        let mut canonical = find("alias", &language).unwrap_or(&language).split('-');
        let language = canonical.next()?.to_owned();
        let (mut script, mut region, mut variant) = (None, None, None);
        for part in parts.chain(canonical) {
            let letters = part.bytes().all(|b| b.is_ascii_alphabetic());
            match part.len() {
                4 if letters => {
                    let title = part[..1].to_ascii_uppercase() + &part[1..].to_ascii_lowercase();
                    script.get_or_insert(title);
                }
                2 if letters => {
                    let code = part.to_ascii_uppercase();
                    let code = find("region-alias", &code).map_or(code, str::to_owned);
                    region.get_or_insert(code);
                }
                3 if part.bytes().all(|b| b.is_ascii_digit()) => {
                    region.get_or_insert(part.to_owned());
                }
                4..=8 => {
                    variant.get_or_insert(part.to_ascii_lowercase());
                }
                // What follows tells of calendars, currencies and the like.
                _ => break,
            }
        }
        let regional = region.as_ref().and_then(|region| script_in(&language, region));
        let script_is_told = script.is_some() || regional.is_some();
        let script = script.or_else(|| regional.map(str::to_owned));
        let script = script.or_else(|| likely_script(&language).map(str::to_owned))?;
        find("language", &language)?;
        Some(Place { language, script, region, variant, script_is_told })
    }

    /// The names that its row may have: with its script, and without it where that is the likely one.
    fn names(&self) -> Vec<String> {
        let regional = self.region.as_ref().and_then(|region| script_in(&self.language, region));
        let likely = regional.or_else(|| likely_script(&self.language));
        let with = Some(self.script.as_str());
        let without = (likely == with).then_some(None);
        let name = |script: Option<&str>| {
            let rest = [script, self.region.as_deref(), self.variant.as_deref()];
            rest.into_iter().flatten().fold(self.language.clone(), |name, part| name + "-" + part)
        };
        [Some(with), without].into_iter().flatten().map(name).collect()
    }

    /// Its own row and those of its ancestors, with their names.
    fn lineage(&self) -> (Vec<&'static str>, Vec<[&'static str; 6]>) {
        let (mut found, mut rows) = (Vec::new(), Vec::new());
        let mut place = Some(self.clone());
        while let Some(at) = place {
            for name in at.names() {
                if let Some((name, row)) = find_with_key("locale", &name) {
                    found.push(name);
                    rows.push(columns(row));
                }
            }
            place = at.parent();
        }
        (found, rows)
    }

    fn parent(mut self) -> Option<Place> {
        if let Some(parent) = self.names().iter().find_map(|name| find("parent", name)) {
            // The root knows nothing of how a language is written.
            return (parent != "und").then(|| Place::parse(parent)).flatten();
        }
        let dropped = self.variant.take().or_else(|| self.region.take());
        dropped.map(|_| self)
    }
}

/// The script of a language in a region, where it is not its usual one.
fn script_in(language: &str, region: &str) -> Option<&'static str> {
    find("likely", &format!("{language}-{region}"))
}

fn likely_script(language: &str) -> Option<&'static str> {
    find("language", language).map(|row| columns::<2>(row)[1])
}

/// The rows, sorted: kind and key, with a tab between them, and the other columns.
static ROWS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(rows);

fn rows() -> Vec<(&'static str, &'static str)> {
    let text = include_str!("../data/cldr.tsv");
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', text.as_bytes());
    let lines = ends.map(|end| &text[std::mem::replace(&mut start, end + 1)..end]);
    let row = |line: &'static str| {
        let key = memchr::memchr_iter(b'\t', line.as_bytes()).nth(1);
        key.map_or((line, ""), |end| (&line[..end], &line[end + 1..]))
    };
    lines.filter(|line| !line.starts_with('#')).map(row).collect()
}

/// What follows kind and key in a row.
fn find(kind: &str, key: &str) -> Option<&'static str> {
    find_with_key(kind, key).map(|(_, rest)| rest)
}

fn find_with_key(kind: &str, key: &str) -> Option<(&'static str, &'static str)> {
    let name = format!("{kind}\t{key}");
    let at = ROWS.binary_search_by(|(row, _)| (*row).cmp(&name)).ok()?;
    let (row, rest) = ROWS[at];
    Some((&row[kind.len() + 1..], rest))
}

/// The first columns; those that a row lacks are empty.
fn columns<const N: usize>(row: &str) -> [&str; N] {
    let mut parts = row.split('\t');
    std::array::from_fn(|_| parts.next().unwrap_or(""))
}

/// A form of the plural with the numbers that take it, where they are told: `one:1`, `many:`, `other`.
fn plural(text: &str) -> Option<(PluralCategory, Option<Vec<u32>>)> {
    let (name, counts) = text.split_once(':').map_or((text, None), |(n, counts)| (n, Some(counts)));
    let counts = counts.map(|c| c.split(',').filter_map(|n| n.parse().ok()).collect());
    Some((PluralCategory::parse(name)?, counts))
}

/// A character, as itself or as `\u00a0`.
fn mark(text: &str) -> Option<char> {
    if let Some(code) = text.strip_prefix("\\u") {
        return u32::from_str_radix(code, 16).ok().and_then(char::from_u32);
    }
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

fn pair(text: &str) -> Option<(char, char)> {
    let (first, second) = text.split_once(' ')?;
    Some((mark(first)?, mark(second)?))
}
