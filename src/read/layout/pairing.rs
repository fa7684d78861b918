//! Which file is the original of which.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::evidence::{Evidence, Pool};
use super::habit;
use super::tree::{Part, Tree, key, pairs, with, without};
use crate::cldr::CldrLocale;
use crate::locale::LocaleTag;
use crate::read::formats;
use crate::read::tags::Certainty;

/// What a file is, by its path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// It names no locale.
    Plain,
    /// Of the locale of the sources, with the place that names it.
    Source(u64),
    /// Of another locale of the sources' language.
    Variant,
    /// Of another locale, with the place that names it.
    Localized(Arc<LocaleTag>, u64),
}

/// What is known of all files, each by its number.
#[derive(Debug)]
pub(super) struct Pairing {
    pub(super) kinds: Vec<Kind>,
    pub(super) originals: Vec<Option<u32>>,
}

/// What a run takes for its sources.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sources<'s> {
    pub(super) locale: &'s LocaleTag,
    /// Whether the call names the locale, so that any other is a locale to translate into.
    pub(super) locale_is_given: bool,
    /// Whether the call names the files.
    pub(super) are_given: bool,
    /// The original of all that has none.
    pub(super) only: Option<u32>,
}

impl Pairing {
    /// Looks for the originals of all files.
    pub(super) fn find(tree: &mut Tree, evidence: &Evidence, sources: Sources<'_>) -> Pairing {
        let mut pairing = Pairing { kinds: Vec::new(), originals: Vec::new() };
        pairing.kinds(tree, evidence, sources);
        let eligible: Vec<bool> = (0..tree.files.len() as u32)
            .map(|at| pairing.may_be_original(tree, at, sources.are_given))
            .collect();
        let by_name = if sources.are_given {
            by_name(tree, evidence, &eligible)
        } else {
            FxHashMap::default()
        };
        let mut path = String::new();
        for at in 0..tree.files.len() {
            let mut original = None;
            if tree.files[at].is_asked && pairs(&tree.files[at].input.name) {
                let parts = evidence.locales(tree, at, &mut path);
                let seek = Seek { tree, evidence, sources, eligible: &eligible, at: at as u32 };
                original = match pairing.kinds[at] {
                    Kind::Localized(..) => seek.beside(&path, &parts),
                    _ => None,
                };
                let named = match pairing.kinds[at] {
                    Kind::Localized(..) => true,
                    Kind::Plain => sources.are_given && !tree.files[at].is_source,
                    _ => false,
                };
                if named {
                    original = original.or_else(|| seek.named(&by_name, &path, &parts));
                    original = original.or(sources.only).filter(|o| *o as usize != at);
                }
            }
            pairing.originals.push(original);
        }
        let is_open = |at: &usize| {
            matches!(pairing.kinds[*at], Kind::Localized(..)) && pairing.originals[*at].is_none()
        };
        let open = (0..tree.files.len()).filter(is_open);
        for (at, original) in habit::originals(tree, evidence, open.collect(), &eligible) {
            pairing.originals[at] = Some(original);
        }
        pairing.source_catalogues(tree, evidence);
        pairing
    }

    fn kinds(&mut self, tree: &mut Tree, evidence: &Evidence, sources: Sources<'_>) {
        let mut tags: BTreeMap<LocaleTag, Arc<LocaleTag>> = BTreeMap::new();
        let mut path = String::new();
        for at in 0..tree.files.len() {
            let parts = evidence.locales(tree, at, &mut path);
            let kind = naming(&parts).and_then(|part| {
                let (place, pool) = evidence.pool(&path, part)?;
                let locale = &part.name.locale;
                if pool.source(sources.locale) == Some(&path[part.tag.clone()]) {
                    return Some(Kind::Source(place));
                }
                if !sources.locale_is_given && is_variant(locale, sources.locale) {
                    return Some(Kind::Variant);
                }
                let tag = tags.entry(locale.clone()).or_insert_with(|| Arc::new(locale.clone()));
                Some(Kind::Localized(Arc::clone(tag), place))
            });
            self.kinds.push(kind.unwrap_or(Kind::Plain));
        }
    }

    fn may_be_original(&self, tree: &Tree, at: u32, given: bool) -> bool {
        let file = &tree.files[at as usize];
        let kind = matches!(self.kinds[at as usize], Kind::Plain | Kind::Source(_));
        kind && (!given || file.is_source) && pairs(&file.input.name)
    }

    /// Catalogues that hold nothing but sources: others of the same name are localized.
    fn source_catalogues(&mut self, tree: &mut Tree, evidence: &Evidence) {
        let mut path = String::new();
        for at in 0..tree.files.len() {
            let Kind::Localized(_, place) = self.kinds[at] else { continue };
            if formats::is_catalogue(&tree.files[at].input.path) {
                let parts = evidence.locales(tree, at, &mut path);
                let plain = parts.last().and_then(|part| without(&path, part));
                let source = plain.and_then(|plain| tree.file(&plain)).map(|file| file as usize);
                if let Some(source) = source.filter(|source| self.kinds[*source] == Kind::Plain) {
                    self.kinds[source] = Kind::Source(place);
                }
            }
        }
    }
}

/// The part that names a file's locale: the last of those with a region, else the last.
fn naming(parts: &[Part]) -> Option<&Part> {
    let full = parts.iter().rev().find(|part| part.name.certainty == Certainty::Full);
    full.or(parts.last())
}

/// Whether a locale is written in the language and script of the sources.
fn is_variant(locale: &LocaleTag, source: &LocaleTag) -> bool {
    let script = |tag| CldrLocale::of(tag).map(|known| known.scripts[0].clone());
    locale.language() == source.language() && script(locale) == script(source)
}

/// The sources by their paths below what the call names, with and without the parts that name their locale.
fn by_name(tree: &mut Tree, evidence: &Evidence, eligible: &[bool]) -> FxHashMap<u64, u32> {
    let mut found = FxHashMap::default();
    let mut path = String::new();
    for at in (0..tree.files.len()).filter(|at| eligible[*at]) {
        let parts = evidence.locales(tree, at, &mut path);
        let Some(below) = tree.below_source(&tree.files[at], &path) else { continue };
        let start = path.len() - below.len();
        found.insert(key(below), at as u32);
        if parts.iter().any(|part| part.tag.start >= start) {
            found.entry(key(&bare(&path, start, &parts))).or_insert(at as u32);
        }
    }
    found
}

/// A path from some place on without the parts that name locales.
fn bare(path: &str, start: usize, parts: &[Part]) -> String {
    let mut path = path.to_owned();
    for part in parts.iter().rev().filter(|part| part.component.start >= start) {
        path = without(&path, part).unwrap_or(path);
    }
    path[start..].to_owned()
}

/// The search for one file's original.
struct Seek<'s> {
    tree: &'s Tree,
    evidence: &'s Evidence,
    sources: Sources<'s>,
    eligible: &'s [bool],
    at: u32,
}

impl Seek<'_> {
    fn file(&self, path: &str) -> Option<u32> {
        let found = self.tree.file(path)?;
        (self.eligible[found as usize] && found != self.at).then_some(found)
    }

    /// In the same layout: with the tag of the sources, or without any.
    fn beside(&self, path: &str, parts: &[Part]) -> Option<u32> {
        let source = |part: &Part| {
            let pool: &Pool = self.evidence.pool(path, part)?.1;
            self.file(&with(path, parts, part, pool.source(self.sources.locale)?))
        };
        let plain = |part: &Part| self.file(&without(path, part)?);
        parts
            .iter()
            .rev()
            .find_map(source)
            .or_else(|| parts.iter().rev().find_map(plain))
            .or_else(|| self.file(&bare(path, 0, parts)))
    }

    /// Among the sources that the call names: of the same path below them.
    fn named(&self, sources: &FxHashMap<u64, u32>, path: &str, parts: &[Part]) -> Option<u32> {
        let file = &self.tree.files[self.at as usize];
        let below = path.len() - self.tree.below(file, path).len();
        let behind = parts.iter().filter(|part| !part.is_file).map(|part| part.component.end + 1);
        let starts = std::iter::once(below).chain(behind).filter(|start| *start < path.len());
        let names = starts.flat_map(|start| [path[start..].to_owned(), bare(path, start, parts)]);
        let found = names.map(|name| sources.get(&key(&name)).copied());
        found.flatten().find(|found| *found != self.at)
    }
}
