//! All names that a run knows, compiled for matching.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::{Arc, LazyLock, OnceLock};

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};

use super::common_word;
use super::evidence::Evidence;
use super::name::Name;
use super::pattern::{
    Hit, Kind, Local, Pattern, is_mention, local, longest, mark_brands, patterns,
};
use crate::error::{Error, Result};
use crate::locale::Locale;
use crate::text::{Text, head};

/// The shipped lists; adding one is a file and a line.
const SHIPPED: &[(&str, &str)] = &[
    ("microsoft.yaml", shipped!("names/microsoft.json")),
    ("technology.yaml", shipped!("names/technology.json")),
    ("phrases.yaml", shipped!("names/phrases.json")),
    ("terms.yaml", shipped!("names/terms.json")),
];

/// Bytes of the beginning of a name that is looked for.
const BEGINNING: usize = 8;

/// All names that a run knows; cheap to clone.
#[derive(Debug, Clone)]
pub struct Termbase {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    names: Vec<Name>,
    patterns: Vec<Pattern>,
    /// Finds how names begin: an automaton of whole names would take longer to build than most runs take.
    beginnings: AhoCorasick,
    /// The patterns with each beginning.
    begun: Vec<Vec<u32>>,
    /// What each locale does with each name, compiled when a locale is first asked for, by [`Locale::index`].
    locales: Vec<OnceLock<Vec<Local>>>,
    /// Whether any rendering is forbidden anywhere.
    forbids: bool,
}

static SHIPPED_NAMES: LazyLock<Termbase> = LazyLock::new(|| {
    let mut names = Vec::new();
    for (file, json) in SHIPPED {
        // A test parses all of them.
        let list: Vec<Name> =
            serde_json::from_str(json).unwrap_or_else(|e| panic!("data/names/{file}: {e}"));
        names.extend(list);
    }
    Termbase::new(names).unwrap_or_else(|e| panic!("data/names: {e}"))
});

impl Default for Termbase {
    /// The shipped names.
    fn default() -> Self {
        SHIPPED_NAMES.clone()
    }
}

impl Termbase {
    /// A termbase of exactly these names. Where two have the same text, the one with the stronger evidence counts, of
    /// equals the later one.
    ///
    /// # Errors
    /// If a name is empty, or there are more names than can be matched at once.
    pub fn new(names: Vec<Name>) -> Result<Termbase> {
        let mut by_text: HashMap<String, usize> = HashMap::with_capacity(names.len());
        let mut unique: Vec<Name> = Vec::with_capacity(names.len());
        for name in names {
            if name.name.trim().is_empty() {
                return Err(Error::usage("a name in the list is empty: remove it or fill it in"));
            }
            if let Some(&at) = by_text.get(&name.name) {
                if !unique[at].evidence.outvotes(name.evidence) {
                    unique[at] = name;
                }
            } else {
                by_text.insert(name.name.clone(), unique.len());
                unique.push(name);
            }
        }
        let mut patterns = patterns(&unique);
        mark_brands(&mut patterns);
        let mut by_beginning: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (at, pattern) in (0..).zip(&patterns) {
            let beginning = head(&pattern.text, BEGINNING).to_ascii_lowercase();
            by_beginning.entry(beginning).or_default().push(at);
        }
        let beginnings = AhoCorasickBuilder::new()
            .match_kind(MatchKind::Standard)
            .ascii_case_insensitive(true)
            .build(by_beginning.keys())
            .map_err(|e| Error::usage(format!("the names cannot be matched at once: {e}")))?;
        let begun = by_beginning.into_values().collect();
        let locales = (0..Locale::MOST).map(|_| OnceLock::new()).collect();
        let forbids = unique
            .iter()
            .any(|n| !n.is_usage() && n.locales.values().any(|r| !r.forbidden.is_empty()));
        Ok(Termbase {
            inner: Arc::new(Inner { names: unique, patterns, beginnings, begun, locales, forbids }),
        })
    }

    /// These names and more; a later name replaces an earlier one of the same text.
    ///
    /// # Errors
    /// As [`Termbase::new`].
    pub fn with(&self, more: Vec<Name>) -> Result<Termbase> {
        let mut names = self.inner.names.clone();
        names.extend(more);
        Termbase::new(names)
    }

    /// The shipped names, and those of lists, which replace shipped ones of the same text. A list is a file or the id of
    /// a shipped one.
    ///
    /// # Errors
    /// A file that can't be read, is malformed or holds no name.
    pub fn load(files: &[std::path::PathBuf]) -> Result<Termbase> {
        if files.is_empty() {
            return Ok(Termbase::default());
        }
        let mut names = super::load::read_all(files)?;
        for name in &mut names {
            // A list that was learned and nobody reviewed says what the run said.
            name.evidence = if name.learned { Evidence::Run } else { Evidence::User };
        }
        Termbase::default().with(names)
    }

    /// The shipped names and a few terms, for the examples of checks.
    #[cfg(test)]
    pub(crate) fn for_examples() -> Termbase {
        let terms = super::load::read(std::path::Path::new("tests/fixtures/names.yaml"));
        Termbase::default().with(terms.unwrap()).unwrap()
    }

    /// A termbase without any name.
    ///
    /// # Errors
    /// Never in practice; as [`Termbase::new`].
    pub fn empty() -> Result<Termbase> {
        Termbase::new(Vec::new())
    }

    /// The names, in the order of their lists.
    pub fn names(&self) -> &[Name] {
        &self.inner.names
    }

    /// The entry that a text names: as its name, alias or earlier name; case matters only where two differ by it.
    pub fn lookup(&self, text: &str) -> Option<&Name> {
        let inner = &self.inner;
        let named = |p: &&Pattern| p.text == text;
        let folded = |p: &&Pattern| p.text.eq_ignore_ascii_case(text);
        let pattern =
            inner.patterns.iter().find(named).or_else(|| inner.patterns.iter().find(folded))?;
        inner.names.get(pattern.name?)
    }

    /// The listed names that a source mentions, also inside longer ones, as their lists write them.
    pub fn mentioned(&self, source: &Text<'_>) -> Vec<&str> {
        let hits: Vec<Hit<'_>> = self
            .all_hits(source.visible())
            .filter(|h| !matches!(h.pattern.kind, Kind::Phrase | Kind::Usage))
            .collect();
        let ranges: Vec<Range<usize>> = hits.iter().map(|h| h.range.clone()).collect();
        hits.iter()
            .filter(|h| {
                !h.pattern.common_word || common_word::makes_a_name(source, &h.range, &ranges)
            })
            .map(|h| h.pattern.text.as_str())
            .collect()
    }

    /// The names of a source, the longer ones where they overlap, in order; and all terms of which only the choice
    /// among their renderings is judged.
    pub(super) fn hits<'t>(&'t self, text: &str) -> (Vec<Hit<'t>>, Vec<Hit<'t>>) {
        let (usages, mut hits): (Vec<_>, Vec<_>) =
            self.all_hits(text).partition(|h| h.pattern.kind == Kind::Usage);
        longest(&mut hits);
        hits.retain(|h| h.pattern.kind != Kind::Phrase);
        (hits, usages)
    }

    /// All names in a text, in the order of their ends, the longer ones first.
    fn all_hits<'t>(&'t self, text: &str) -> impl Iterator<Item = Hit<'t>> + use<'t> {
        let inner = &*self.inner;
        let mut hits: Vec<Hit<'t>> = Vec::new();
        for found in inner.beginnings.find_overlapping_iter(text) {
            for at in &inner.begun[found.pattern().as_usize()] {
                let pattern = &inner.patterns[*at as usize];
                let range = found.start()..found.start() + pattern.text.len();
                let is_there = text
                    .as_bytes()
                    .get(range.clone())
                    .is_some_and(|there| there.eq_ignore_ascii_case(pattern.text.as_bytes()));
                if is_there && is_mention(text, &range, pattern) {
                    hits.push(Hit { range, pattern, weak: false });
                }
            }
        }
        hits.sort_by_key(|hit| (hit.range.end, hit.range.start));
        hits.into_iter()
    }

    /// The names inside a name of the source: `Microsoft Teams` in `Microsoft Teams Rooms`.
    pub(super) fn parts<'t>(&'t self, text: &str, whole: &Range<usize>) -> Vec<Hit<'t>> {
        let mut parts: Vec<Hit<'t>> = self
            .all_hits(text)
            .filter(|h| {
                whole.start <= h.range.start
                    && h.range.end <= whole.end
                    && h.range != *whole
                    && !h.pattern.common_word
                    && !matches!(h.pattern.kind, Kind::Term | Kind::Usage)
            })
            .collect();
        longest(&mut parts);
        parts
    }

    /// What a locale does with each name.
    pub(super) fn local(&self, locale: &Locale) -> &[Local] {
        self.inner.local(locale)
    }

    /// Whether any rendering is forbidden anywhere.
    pub(super) fn forbids(&self) -> bool {
        self.inner.forbids
    }
}

impl Inner {
    fn local(&self, locale: &Locale) -> &[Local] {
        self.locales[locale.index]
            .get_or_init(|| self.names.iter().map(|name| local(name, locale)).collect())
    }
}
