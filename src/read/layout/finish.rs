//! What is read of a run's files and what is not, once it is known which is the original of which.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::evidence::Evidence;
use super::pairing::{Kind, Pairing};
use super::tree::{self, File, Tree, pairs};
use super::{Layout, Plan, Untranslated};
use crate::document::{PathPlace, Problem, ProblemKind};
use crate::hash;
use crate::locale::LocaleTag;
use crate::read::formats;
use crate::read::left_out::LeftOut;

/// Of the files of a folder whose pages carry the locale in their names, so many parts have a localized one where the
/// others lack one.
const MOST: usize = 2;

/// Sorts the files of a run.
pub(super) fn finish(
    tree: Tree,
    evidence: &Evidence,
    pairing: &Pairing,
    source: &LocaleTag,
    sources_are_given: bool,
) -> Plan {
    let scopes = Scopes::of(&tree, evidence, pairing, sources_are_given);
    let layout = layout(&tree, evidence, pairing, source);
    let lacking = scopes.lacking(&tree, pairing, sources_are_given);
    let used: FxHashSet<u32> = pairing.originals.iter().flatten().copied().collect();
    let mut left_out = LeftOut::default();
    for ((folder, extension), count) in &tree.others {
        left_out.add_many(folder, extension, ProblemKind::UnknownFormat, *count);
    }
    let mut paths: FxHashMap<u32, Arc<Path>> = FxHashMap::default();
    for original in pairing.originals.iter().flatten() {
        let path = || Arc::from(tree.files[*original as usize].input.path.as_path());
        paths.entry(*original).or_insert_with(path);
    }
    let mut plan = Plan { layout, problems: tree.problems, ..Plan::default() };
    for (at, file) in tree.files.into_iter().enumerate() {
        let (number, mut input) = (at as u32, file.input);
        let is_pair = pairs(&input.name);
        let is_catalogue = formats::is_catalogue(&input.path);
        let is_original = match &pairing.kinds[at] {
            Kind::Source(_) => is_pair,
            Kind::Plain => {
                is_pair && file.is_source || used.contains(&number) || lacking.contains_key(&number)
            }
            Kind::Variant | Kind::Localized(..) => false,
        };
        if let Some(locales) = lacking.get(&number) {
            let untranslated = Untranslated { original: input.clone(), locales: locales.clone() };
            plan.untranslated.push(untranslated);
        }
        if is_original || !file.is_asked {
            // One that nothing is a translation of has been read for nothing.
            let is_idle = !used.contains(&number) && !lacking.contains_key(&number);
            if file.is_asked && is_idle && !file.is_source {
                left_out.add(&input.name, ProblemKind::NotScored);
            }
            continue;
        }
        let of_source = match &pairing.kinds[at] {
            Kind::Variant => is_pair,
            Kind::Source(_) => is_catalogue,
            Kind::Plain | Kind::Localized(..) => false,
        };
        if of_source {
            left_out.add(&input.name, ProblemKind::NotScored);
            continue;
        }
        let locale = match &pairing.kinds[at] {
            Kind::Localized(locale, _) => Some(Arc::clone(locale)),
            _ => None,
        };
        let original = pairing.originals[at].and_then(|original| paths.get(&original).cloned());
        let is_localized = locale.is_some() || sources_are_given;
        let lacks_original = is_pair
            && original.is_none()
            && is_localized
            && (sources_are_given || !used.is_empty());
        input.place = Some(PathPlace { locale, original, lacks_original, system: None });
        plan.inputs.push(input);
    }
    plan.problems.extend(left_out.problems());
    plan.problems.extend(doubts(plan.layout.as_ref()));
    plan
}

/// Locales that do not exist, with what may be meant.
fn doubts(layout: Option<&Layout>) -> Vec<Problem> {
    let Some(layout) = layout else { return Vec::new() };
    let path = layout.shapes.iter().next().cloned().unwrap_or_default();
    let doubts = layout.locales.iter().filter_map(LocaleTag::doubt);
    let problem = |message| Problem {
        path: path.clone(),
        line: None,
        kind: ProblemKind::UnknownLocale,
        message: format!("The locale that a path names is not known. {message}"),
    };
    doubts.map(problem).collect()
}

/// Originals that belong together, and the locales that they are translated into.
#[derive(Debug, Default)]
struct Scopes {
    locales: BTreeMap<u64, BTreeSet<LocaleTag>>,
    /// Which original has which locale.
    covered: FxHashSet<(u32, u64)>,
    /// In which scopes which locale has tables of which extension.
    tables: FxHashSet<(u64, u64)>,
    /// The scopes of a folder, by the hash of its path.
    folders: FxHashMap<u64, BTreeSet<u64>>,
}

/// The scope of all sources that the call names.
const GIVEN: u64 = 0;

fn folder(path: &str) -> u64 {
    hash::text(path.rsplit_once('/').map_or("", |(folder, _)| folder))
}

impl Scopes {
    fn of(tree: &Tree, evidence: &Evidence, pairing: &Pairing, given: bool) -> Scopes {
        let mut scopes = Scopes::default();
        let mut path = String::new();
        // Originals of a folder that are localized by their names.
        let mut localized: BTreeMap<(u64, u64), FxHashSet<u32>> = BTreeMap::new();
        let mut pages: FxHashMap<u64, usize> = FxHashMap::default();
        for (at, file) in tree.files.iter().enumerate() {
            if pairing.kinds[at] == Kind::Plain && pairs(&file.input.name) {
                tree.full(file, &mut path);
                *pages.entry(folder(&path)).or_default() += 1;
            }
            let Some(original) = pairing.originals[at] else { continue };
            let none = Arc::new(LocaleTag::default());
            let (locale, place) = match &pairing.kinds[at] {
                Kind::Localized(locale, place) => (locale, *place),
                _ => (&none, GIVEN),
            };
            let scope = match pairing.kinds[original as usize] {
                _ if given => GIVEN,
                Kind::Source(place) => place,
                _ => place,
            };
            let locales = scopes.locales.entry(scope).or_default();
            if !locales.contains(&**locale) {
                locales.insert(LocaleTag::clone(locale));
            }
            if !tree::is_page(&file.input.name) {
                let extension = formats::extension(&file.input.path);
                scopes.tables.insert((scope, hash::texts(&[locale.as_str(), &extension])));
            }
            scopes.covered.insert((original, hash::text(locale.as_str())));
            if pairing.kinds[original as usize] == Kind::Plain {
                let is_file = evidence.pool_of(scope).is_some_and(|pool| pool.is_file);
                let base = common_base(tree, file, &tree.files[original as usize], &mut path);
                localized.entry((scope, folder(&path))).or_default().insert(original);
                // Folders above belong to them, up to where the localized tree lies.
                if !is_file && tree.roots.iter().all(|root| root.full != path[..base]) {
                    let ends = path.match_indices('/').map(|(at, _)| at).filter(|at| *at >= base);
                    for end in ends {
                        let above = scopes.folders.entry(hash::text(&path[..end]));
                        above.or_default().insert(scope);
                    }
                }
            }
        }
        for ((scope, folder), originals) in localized {
            let by_file = evidence.pool_of(scope).is_some_and(|pool| pool.is_file);
            if !by_file || originals.len() * MOST >= pages.get(&folder).copied().unwrap_or(0) {
                scopes.folders.entry(folder).or_default().insert(scope);
            }
        }
        scopes
    }

    /// The originals that lack a localized file, with the locales that do.
    fn lacking(
        &self,
        tree: &Tree,
        pairing: &Pairing,
        given: bool,
    ) -> FxHashMap<u32, BTreeSet<LocaleTag>> {
        let mut lacking = FxHashMap::default();
        // Single files tell nothing of what is not there.
        if tree.files.iter().filter(|f| f.is_asked).all(|f| tree.roots[f.root as usize].is_file) {
            return lacking;
        }
        let mut path = String::new();
        let none = BTreeSet::new();
        for (at, file) in tree.files.iter().enumerate() {
            if !pairs(&file.input.name) || given && !file.is_source {
                continue;
            }
            tree.full(file, &mut path);
            let scopes: Vec<u64> = match pairing.kinds[at] {
                Kind::Plain | Kind::Source(_) if given => vec![GIVEN],
                Kind::Source(place) => vec![place],
                Kind::Plain => {
                    self.folders.get(&folder(&path)).into_iter().flatten().copied().collect()
                }
                _ => continue,
            };
            let has = |l: &LocaleTag| self.covered.contains(&(at as u32, hash::text(l.as_str())));
            // A table is missed where the locale has others: pages lie beside data that no one translates.
            let is_page = tree::is_page(&file.input.name);
            let extension = formats::extension(&file.input.path);
            let is_due = |scope: u64, locale: &LocaleTag| {
                let table = || (scope, hash::texts(&[locale.as_str(), &extension]));
                is_page || self.tables.contains(&table())
            };
            let of_scope = |scope: &u64| {
                let locales = self.locales.get(scope).unwrap_or(&none).iter();
                locales.filter(|l| !has(l) && is_due(*scope, l)).cloned().collect::<Vec<_>>()
            };
            let missing: BTreeSet<LocaleTag> = scopes.iter().flat_map(of_scope).collect();
            if !missing.is_empty() {
                lacking.insert(at as u32, missing);
            }
        }
        lacking
    }
}

/// What was taken for sources and locales.
fn layout(
    tree: &Tree,
    evidence: &Evidence,
    pairing: &Pairing,
    source: &LocaleTag,
) -> Option<Layout> {
    let mut layout = Layout { source_locale: source.clone(), ..Layout::default() };
    let mut seen = FxHashSet::default();
    for at in (0..tree.files.len()).filter(|at| tree.files[*at].is_asked) {
        let Kind::Localized(locale, place) = &pairing.kinds[at] else { continue };
        let original = pairing.originals[at];
        let kind = original.map(|original| pairing.kinds[original as usize].clone());
        let is_file = evidence.pool_of(*place).is_some_and(|pool| pool.is_file);
        if let Some(original) = original.filter(|_| kind == Some(Kind::Plain) && !is_file) {
            let original = &tree.files[original as usize];
            if !original.is_source {
                layout.sources.insert(plain_folder(tree, &tree.files[at], original));
            }
        }
        if !seen.insert((
            hash::text(locale.as_str()),
            *place,
            kind.clone().map(|k| k == Kind::Plain),
        )) {
            continue;
        }
        layout.locales.insert(LocaleTag::clone(locale));
        let Some(pool) = evidence.pool_of(*place) else { continue };
        layout.shapes.insert(pool.shape.clone());
        match kind {
            Some(Kind::Source(place)) => {
                let pool = evidence.pool_of(place);
                let tag = pool.and_then(|pool| pool.source(source));
                layout
                    .sources
                    .extend(pool.zip(tag).map(|(pool, tag)| pool.shape.replace("<locale>", tag)));
            }
            Some(_) => {
                let original = &tree.files[original.unwrap_or_default() as usize];
                layout.sources.insert(match (original.is_source, pool.is_file) {
                    (true, _) => tree.given(original),
                    // The tag with the mark before it.
                    (_, true) => {
                        let at = pool.shape.find("<locale>").unwrap_or_default();
                        let mark = pool.shape[..at].char_indices().next_back();
                        let before = mark.map_or("", |(at, _)| &pool.shape[..at]);
                        before.to_owned() + &pool.shape[at + "<locale>".len()..]
                    }
                    _ => plain_folder(tree, &tree.files[at], original),
                });
            }
            None => {}
        }
    }
    (!layout.locales.is_empty()).then_some(layout)
}

/// The folder of an original whose path goes on as that of its localized file.
fn plain_folder(tree: &Tree, file: &File, original: &File) -> String {
    let mut path = String::new();
    let end = common_base(tree, file, original, &mut path);
    let folder = tree.shown(&path[..end], original.root);
    if folder.is_empty() { ".".to_owned() } else { folder }
}

/// Writes an original's path, and gives the length of what stands before all that its localized file's path ends in too.
fn common_base(tree: &Tree, file: &File, original: &File, path: &mut String) -> usize {
    let mut other = String::new();
    tree.full(original, path);
    tree.full(file, &mut other);
    let pairs = path.rsplit('/').zip(other.rsplit('/')).skip(1);
    let same = pairs.take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
    path.rmatch_indices('/').nth(same).map_or(0, |(at, _)| at)
}
