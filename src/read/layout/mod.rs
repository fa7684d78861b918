//! How a tree of localized files is laid out: which parts of the paths name locales, and which file is the original of
//! which. Decided once a run, from all paths that were found, so that `it` and `id` are locales beside `fr` and words
//! elsewhere.

mod evidence;
mod finish;
mod habit;
mod pairing;
mod tree;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use self::evidence::Evidence;
use self::pairing::{Pairing, Sources};
use self::tree::{Purpose, Tree};
use crate::document::{Input, Problem};
use crate::error::{Error, Result};
use crate::locale::LocaleTag;
use crate::read::align::is_page;
use crate::read::site::Sites;
use crate::read::tags::{self, Certainty};

/// What a call says of the files to read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Call<'c> {
    /// Files and folders to read.
    pub paths: &'c [PathBuf],
    /// Files and folders of their originals; found beside them where there are none.
    pub sources: &'c [PathBuf],
    /// The locale of the sources; that which `sources` name, else English.
    pub source_locale: Option<&'c LocaleTag>,
    /// A folder to leave out: that of the reports.
    pub except: Option<&'c Path>,
}

/// The files of a run: what is read, and what is known of it by the paths.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Plan {
    /// The files to read, sorted by name.
    pub inputs: Vec<Input>,
    /// Originals that have no localized file, with the locales that lack one.
    pub untranslated: Vec<Untranslated>,
    /// Folders that can't be read, and files that are left out.
    pub problems: Vec<Problem>,
    /// Patterns of the call that match no file, a sentence each.
    #[serde(skip)]
    pub remarks: Vec<String>,
    /// The locale of the sources, where it is not English.
    pub source_locale: Option<LocaleTag>,
    /// Where sources and locales were found; none where no path names a locale.
    pub layout: Option<Layout>,
    /// The folders that were looked through.
    pub folders: Vec<PathBuf>,
    /// The folder that relative paths begin at.
    pub folder: PathBuf,
    /// All localized pages, whatever of them is read, with their locales where paths name them and their originals.
    pub localized: Vec<LocalizedPage>,
    /// All originals that some locale lacks, whatever of them is told.
    pub lacking: Vec<PathBuf>,
}

/// A page that is or should be a translation of another one.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct LocalizedPage {
    /// Where it is.
    pub path: PathBuf,
    /// The locale that its path names.
    pub locale: Option<Arc<LocaleTag>>,
    /// The page that it is a translation of; none where that is not there.
    pub original: Option<Arc<Path>>,
}

/// An original that is not translated.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Untranslated {
    /// The original.
    pub original: Input,
    /// The locales that lack it; empty where none is known.
    pub locales: BTreeSet<LocaleTag>,
}

/// What a run took for sources and locales.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Layout {
    /// Where the sources are (`content/en`, `docs`), and none where the files hold both sides.
    pub sources: BTreeSet<String>,
    /// The locale of the sources.
    pub source_locale: LocaleTag,
    /// The locales that paths name.
    pub locales: BTreeSet<LocaleTag>,
    /// Where the paths name them (`content/<locale>`).
    pub shapes: BTreeSet<String>,
}

/// Places that are named in a line; of more it tells the number.
const SHOWN_PLACES: usize = 3;

impl std::fmt::Display for Layout {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let some = |places: &BTreeSet<String>| {
            let shown: Vec<_> = places.iter().take(SHOWN_PLACES).map(String::as_str).collect();
            let more = places.len().saturating_sub(SHOWN_PLACES);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            shown.join(", ") + &more
        };
        if !self.sources.is_empty() {
            write!(f, "source: {} ({}), ", some(&self.sources), self.source_locale)?;
        }
        let locales: Vec<_> = self.locales.iter().map(LocaleTag::as_str).collect();
        write!(f, "locales: {} ({})", locales.join(" "), some(&self.shapes))
    }
}

/// Finds the files of a call, and what their paths tell.
///
/// # Errors
/// A path that does not exist, sources without a page, or one file as the original of several.
pub fn plan(call: Call<'_>) -> Result<Plan> {
    let mut tree = Tree::of(call.paths, call.sources);
    tree.add(call.paths, call.except, Purpose::Score)?;
    let english = LocaleTag::parse("en").unwrap_or_default();
    let named = if call.sources.is_empty() {
        let locale = call.source_locale.unwrap_or(&english);
        let beside = beside(&mut tree, locale);
        tree.add(&beside, call.except, Purpose::Beside)?;
        None
    } else {
        tree.add(call.sources, call.except, Purpose::Source)?;
        if !tree.files.iter().any(|file| file.is_source && tree::pairs(&file.input.name)) {
            return Err(no_source(call.sources));
        }
        call.sources.iter().rev().find_map(|path| named_by(path))
    };
    let locale = call.source_locale.cloned().or(named).unwrap_or(english);
    let sources = Sources {
        locale: &locale,
        locale_is_given: call.source_locale.is_some(),
        are_given: !call.sources.is_empty(),
        only: only(call.sources, &tree)?,
    };
    let evidence = Evidence::gather(&mut tree, &locale);
    let pairing = Pairing::find(&mut tree, &evidence, sources);
    let folders = tree.folders();
    let mut plan = finish::finish(tree, &evidence, &pairing, &locale, sources.are_given);
    plan.folders = folders;
    plan.folder = std::env::current_dir().unwrap_or_default();
    let mut sites = Sites::default();
    for input in plan.inputs.iter_mut().filter(|input| is_page(&input.path)) {
        if let Some(place) = &mut input.place {
            // A site keeps its settings by its originals; translations may lie in a folder of their own.
            let original = place.original.as_deref();
            place.system =
                original.and_then(|page| sites.of(page)).or_else(|| sites.of(&input.path));
        }
    }
    let localized = plan.inputs.iter().filter(|input| is_page(&input.path)).filter_map(|input| {
        let place = input.place.as_ref()?;
        let (locale, original) = (place.locale.clone(), place.original.clone());
        let path = input.path.clone();
        (original.is_some() || place.lacks_original).then_some(LocalizedPage {
            path,
            locale,
            original,
        })
    });
    plan.localized = localized.collect();
    let lacking = plan.untranslated.iter().map(|untranslated| &untranslated.original.path);
    plan.lacking = lacking.filter(|path| is_page(path)).cloned().collect();
    plan.source_locale = (locale.language() != "en").then_some(locale);
    Ok(plan)
}

fn no_source(paths: &[PathBuf]) -> Error {
    let paths: Vec<_> = paths.iter().map(|p| p.display().to_string()).collect();
    Error::usage(format!(
        "--source {}: no page or string table there; name the folder of the originals",
        paths.join(", ")
    ))
}

/// The locale that a path of sources names.
fn named_by(path: &Path) -> Option<LocaleTag> {
    let folders = path.iter().rev().filter_map(|part| part.to_str());
    let found = folders.enumerate().find_map(|(at, part)| {
        let (_, _, name) = tags::find(part, false, tags::name)?;
        let least = if at == 0 { Certainty::Code } else { Certainty::Language };
        (name.certainty >= least).then_some(name)
    });
    found.map(|name| name.locale)
}

/// The one file that the call names as source, as the original of the one that is scored, whatever its name.
fn only(sources: &[PathBuf], tree: &Tree) -> Result<Option<u32>> {
    let [path] = sources else { return Ok(None) };
    if !path.is_file() {
        return Ok(None);
    }
    let is_page =
        |file: &&tree::File| file.is_asked && !file.is_source && tree::pairs(&file.input.name);
    let pages = tree.files.iter().filter(is_page).count();
    if pages > 1 {
        return Err(Error::usage(format!(
            "--source {}: one file can't be the original of {pages} pages; name the folder of the originals",
            path.display()
        )));
    }
    Ok(tree.files.iter().position(|file| file.is_source).map(|at| at as u32))
}

/// The folders and files beside some paths that are read with them, as the originals of what is there.
///
/// # Errors
/// A path that does not exist.
pub fn read_beside(paths: &[PathBuf], source_locale: Option<&LocaleTag>) -> Result<Vec<PathBuf>> {
    let mut tree = Tree::of(paths, &[]);
    tree.add(paths, None, Purpose::Score)?;
    let english = LocaleTag::parse("en").unwrap_or_default();
    Ok(beside(&mut tree, source_locale.unwrap_or(&english)))
}

/// Where the sources lie beside the paths that are scored, where these name a locale (`content/en` beside `content/fr`,
/// `docs` beside `docs.fr-fr`, `README.md` beside `README.fr.md`).
fn beside(tree: &mut Tree, source: &LocaleTag) -> Vec<PathBuf> {
    let mut found = BTreeSet::new();
    for at in 0..tree.roots.len() {
        let root = &tree.roots[at];
        let (full, from, is_file) = (root.full.clone(), root.named, root.is_file);
        let parts = tree.parts(&full, from, is_file);
        for part in parts.iter().rev() {
            let tags = written(source);
            let with = tags.iter().map(|tag| tree::with(&full, &parts, part, tag));
            // A folder above is looked through only if the call names it.
            let above = part.component.start > from || part.form != tags::Form::Whole;
            let without = tree::without(&full, part).filter(|_| above);
            let is_there = |path: &String| {
                let path = Path::new(path);
                if is_file { path.is_file() } else { path.is_dir() }
            };
            if let Some(path) = with.chain(without).find(is_there) {
                // What is to be scored may be the sources itself.
                if path.trim_end_matches('/') == full {
                    break;
                }
                found.insert(PathBuf::from(tree.shown(path.trim_end_matches('/'), at as u32)));
                break;
            }
        }
    }
    found.into_iter().collect()
}

/// How folders are named by a locale: as it is, and with the region where it is at home.
fn written(locale: &LocaleTag) -> Vec<String> {
    let home = crate::cldr::CldrLocale::of(locale).map(|known| known.region);
    let full = home.map(|region| format!("{}-{region}", locale.language()));
    let tags = std::iter::once(locale.as_str().to_owned()).chain(full);
    let spellings = tags.flat_map(|tag| [tag.clone(), tag.to_lowercase(), tag.replace('-', "_")]);
    let mut written = Vec::new();
    for spelling in spellings {
        if !written.contains(&spelling) {
            written.push(spelling);
        }
    }
    written
}

#[cfg(test)]
mod tests;
