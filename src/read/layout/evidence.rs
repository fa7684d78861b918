//! Which of the parts that may be tags are: what stands beside them at the same place decides, over all files of a run.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::tree::{Part, Tree, is_generic, key, with, without};
use crate::hash;
use crate::locale::LocaleTag;
use crate::read::formats;
use crate::read::tags::{Certainty, Form, Name};

/// Folders that hold nothing but what is localized, by the names that they have everywhere.
const LOCALIZED: [&str; 11] = [
    "i18n",
    "intl",
    "l10n",
    "lang",
    "langs",
    "languages",
    "locale",
    "locales",
    "po",
    "translation",
    "translations",
];

/// The places of the run where tags stand, and which of the tags there are locales.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    pools: BTreeMap<u64, Pool>,
    /// Paths without their tag: which tag was seen first, and 0 where several were.
    templates: FxHashMap<u64, u64>,
    /// Paths below the sources that the call names.
    sources: FxHashSet<u64>,
}

/// Names at one place, of one form.
#[derive(Debug, Default)]
pub(super) struct Pool {
    /// The place, with `<locale>` for the tag.
    pub(super) shape: String,
    form: Option<Form>,
    pub(super) is_file: bool,
    /// Whether the folder is one of those that hold nothing else.
    is_localized: bool,
    /// By the tag as written.
    pub(super) tags: BTreeMap<String, Seen>,
    /// Names of the same form that are no tag.
    others: FxHashSet<u64>,
}

/// What was seen of a tag at a place.
#[derive(Debug)]
pub(super) struct Seen {
    pub(super) name: Arc<Name>,
    files: u32,
    /// Of the files, those that are there without the tag too.
    plain: u32,
    /// The same, but for files that every folder has.
    telling: u32,
    /// The files that every folder has and that are there without the tag too.
    general: u32,
    /// Of the files, those that are there with another tag too.
    siblings: u32,
    /// Whether the call names it.
    is_given: bool,
    pub(super) is_locale: bool,
}

impl Evidence {
    /// Looks at all files; the sources' locale is one that tags stand beside.
    pub(super) fn gather(tree: &mut Tree, source: &LocaleTag) -> Evidence {
        let mut evidence = Evidence::default();
        evidence.roots(tree);
        let mut path = String::new();
        for at in 0..tree.files.len() {
            let parts = tree.parts_of(at, &mut path);
            evidence.names(tree, &path, tree.files[at].root, &parts);
            evidence.sources.extend(tree.below_source(&tree.files[at], &path).map(key));
        }
        for at in 0..tree.files.len() {
            let parts = tree.parts_of(at, &mut path);
            evidence.counterparts(tree, &path, tree.files[at].is_source, &parts);
        }
        for pool in evidence.pools.values_mut() {
            pool.judge(source);
        }
        evidence
    }

    /// What stands on the disk beside the paths of the call.
    fn roots(&mut self, tree: &mut Tree) {
        for at in 0..tree.roots.len() {
            let root = &tree.roots[at];
            let (full, named, is_file) = (root.full.clone(), root.named, root.is_file);
            let is_given = root.is_named && !is_file;
            for part in tree.parts(&full, named, is_file) {
                let is_last = part.component.end == full.len();
                let seen = self.see(tree, &full, at as u32, &part);
                seen.is_given |= is_given && is_last;
                self.beside(tree, &full, at as u32, &part);
            }
        }
    }

    /// Takes in the names in the folder around a part.
    fn beside(&mut self, tree: &mut Tree, full: &str, root: u32, part: &Part) {
        let folder = &full[..part.component.start];
        let Ok(entries) = std::fs::read_dir(folder) else { return };
        let own = pool_key(full, part);
        let names = entries
            .flatten()
            .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir() != part.is_file));
        let mut names: Vec<_> =
            names.filter_map(|entry| entry.file_name().into_string().ok()).collect();
        names.sort();
        for name in names {
            let path = format!("{folder}{name}");
            match tree.part(&path, folder.len()..path.len(), part.is_file) {
                Some(other) if pool_key(&path, &other) == own => {
                    self.see(tree, &path, root, &other);
                    if part.is_file {
                        self.template(&path, std::slice::from_ref(&other), &other);
                    }
                }
                Some(_) => {}
                None if Path::new(&name).extension() == Path::new(full).extension()
                    || !part.is_file =>
                {
                    self.pools.entry(own).or_default().others.insert(key(&path));
                }
                None => {}
            }
        }
    }

    fn see(&mut self, tree: &Tree, path: &str, root: u32, part: &Part) -> &mut Seen {
        let pool = self.pools.entry(pool_key(path, part)).or_default();
        if pool.shape.is_empty() {
            let folder = path[..part.component.start].trim_end_matches('/');
            let parent = folder.rsplit('/').next().unwrap_or("");
            pool.shape = tree.shown(&shape(path, part), root);
            (pool.form, pool.is_file) = (Some(part.form), part.is_file);
            let parent = parent.trim_start_matches('_').to_lowercase();
            // Catalogues hold both sides: each is of some locale.
            let is_catalogue = part.is_file && formats::is_catalogue(Path::new(path));
            pool.is_localized = LOCALIZED.contains(&parent.as_str())
                || is_catalogue
                || path[part.component.end..].starts_with("/LC_MESSAGES/");
        }
        pool.tags.entry(path[part.tag.clone()].to_owned()).or_insert_with(|| Seen {
            name: Arc::clone(&part.name),
            files: 0,
            plain: 0,
            telling: 0,
            general: 0,
            siblings: 0,
            is_given: false,
            is_locale: false,
        })
    }

    /// The names of a file and of the folders that it is in.
    fn names(&mut self, tree: &Tree, path: &str, root: u32, parts: &[Part]) {
        let mut start = tree.roots[root as usize].named;
        while start < path.len() {
            let end = path[start..].find('/').map_or(path.len(), |at| start + at);
            let is_file = end == path.len();
            if let Some(part) = parts.iter().find(|part| part.component.start == start) {
                self.see(tree, path, root, part).files += 1;
                self.template(path, parts, part);
            } else {
                let stem = if is_file { path.rfind('.').unwrap_or(end).max(start) } else { end };
                let place = place(&path[..start], "", &path[stem..end], Form::Whole, is_file);
                let others = &mut self.pools.entry(place).or_default().others;
                others.insert(hash::text(&path[start..stem]));
            }
            start = end + 1;
        }
    }

    fn template(&mut self, path: &str, parts: &[Part], part: &Part) {
        let tag = hash::text(&path[part.tag.clone()]).max(1);
        let template = key(&with(path, parts, part, "\0"));
        let seen = self.templates.entry(template).or_insert(tag);
        if *seen != tag {
            *seen = 0;
        }
    }

    /// Whether a file is there without its tags, or with others.
    fn counterparts(&mut self, tree: &Tree, path: &str, is_source: bool, parts: &[Part]) {
        for part in parts {
            let behind = path[part.component.end..].trim_start_matches('/');
            let plain = without(path, part)
                .is_some_and(|plain| tree.exists(&plain) || part.is_file && is_above(tree, &plain))
                || !part.is_file && !is_source && self.sources.contains(&key(behind));
            let template = key(&with(path, parts, part, "\0"));
            let siblings = self.templates.get(&template) == Some(&0);
            let pool = self.pools.get_mut(&pool_key(path, part));
            let seen = pool.and_then(|pool| pool.tags.get_mut(&path[part.tag.clone()]));
            if let Some(seen) = seen {
                seen.plain += u32::from(plain);
                seen.telling += u32::from(plain && (part.is_file || !is_generic(path)));
                seen.general += u32::from(plain && is_generic(path));
                seen.siblings += u32::from(siblings);
            }
        }
    }

    /// The place where a part stands.
    pub(super) fn pool(&self, path: &str, part: &Part) -> Option<(u64, &Pool)> {
        let key = pool_key(path, part);
        Some((key, self.pools.get(&key)?))
    }

    pub(super) fn pool_of(&self, key: u64) -> Option<&Pool> {
        self.pools.get(&key)
    }

    /// A file's path, and the parts of it that are locales.
    pub(super) fn locales(&self, tree: &mut Tree, at: usize, path: &mut String) -> Vec<Part> {
        let parts = tree.parts_of(at, path);
        let is_locale = |part: &Part| {
            let pool = self.pools.get(&pool_key(path, part));
            let seen = pool.and_then(|pool| pool.tags.get(&path[part.tag.clone()]));
            seen.is_some_and(|seen| seen.is_locale)
        };
        parts.into_iter().filter(is_locale).collect()
    }
}

impl Pool {
    /// Says which of the tags are locales.
    fn judge(&mut self, source: &LocaleTag) {
        let tags = self.tags.values();
        let count = |least| tags.clone().filter(|t| t.name.certainty >= least).count();
        let words = tags.clone().filter(|t| t.name.certainty < Certainty::Code && t.siblings > 0);
        let all = count(Certainty::Code) + words.count();
        let trusted = count(Certainty::Language);
        let has_source = tags.clone().any(|t| t.name.locale.language() == source.language());
        // A few tags among many other names are other things that happen to be called so.
        let others = self.others.len();
        let prevail = if trusted > 1 || has_source { all >= others } else { all > others };
        let is_place = self.is_localized || (trusted > 0 || all > 2) && prevail;
        let trusted = trusted > 0;
        let (form, is_file) = (self.form, self.is_file);
        for (written, seen) in &mut self.tags {
            let certainty = seen.name.certainty;
            let most = |count: u32, of: u32| count > 0 && count * of >= seen.files;
            let plain = match certainty {
                Certainty::Word | Certainty::Code => most(seen.telling, 2),
                Certainty::Language | Certainty::Full => most(seen.plain, 2),
            };
            let short = written.split(['-', '_']).next().is_some_and(|code| code.len() == 2);
            seen.is_locale = seen.is_given && (short || plain || certainty > Certainty::Word)
                || match form {
                    Some(Form::Whole) => {
                        certainty == Certainty::Full
                            || plain && (short || seen.telling > 1)
                            || is_place
                                && match certainty {
                                    Certainty::Full | Certainty::Language => true,
                                    Certainty::Code => {
                                        self.is_localized || seen.siblings + seen.plain > 0
                                    }
                                    Certainty::Word => most(seen.siblings + seen.plain, 3),
                                }
                    }
                    Some(Form::Dotted) => {
                        certainty == Certainty::Full || plain || seen.siblings > 0 && trusted
                    }
                    // A last word is a tag less often than not.
                    Some(Form::Joined) if certainty >= Certainty::Language => {
                        plain || seen.siblings > 0 || is_file && self.is_localized
                    }
                    Some(Form::Joined) if is_file && short && most(seen.general, 2) => true,
                    Some(Form::Joined) => trusted && (seen.siblings > 0 || plain && !is_file),
                    None => false,
                };
        }
    }

    /// The tag of the source's locale here, as written.
    pub(super) fn source(&self, source: &LocaleTag) -> Option<&str> {
        let of_language = self
            .tags
            .iter()
            .filter(|(_, seen)| seen.is_locale && seen.name.locale.language() == source.language());
        let nearness = |seen: &Seen| {
            let tag = seen.name.locale.as_str();
            (tag != source.as_str(), tag != source.language(), !tag.ends_with("-US"))
        };
        of_language.min_by_key(|(_, seen)| nearness(seen)).map(|(tag, _)| tag.as_str())
    }
}

/// Whether a page that every folder has lies in a folder above: `README.md` for `docs/README.fr.md`.
fn is_above(tree: &Tree, plain: &str) -> bool {
    let mut ends = plain.rmatch_indices('/').map(|(at, _)| at);
    let Some(own) = ends.next().filter(|_| is_generic(plain)) else { return false };
    ends.any(|end| tree.file(&format!("{}{}", &plain[..end], &plain[own..])).is_some())
}

/// The place of a part: the folder, and what of the name is no tag.
fn pool_key(path: &str, part: &Part) -> u64 {
    let prefix = if part.is_file { "" } else { &path[part.component.start..part.tag.start] };
    let suffix = &path[part.tag.end..part.component.end];
    place(&path[..part.component.start], prefix, suffix, part.form, part.is_file)
}

fn place(folder: &str, prefix: &str, suffix: &str, form: Form, is_file: bool) -> u64 {
    let form = match form {
        Form::Whole => "whole",
        Form::Dotted => "dotted",
        Form::Joined => "joined",
    };
    hash::texts(&[folder, prefix, suffix, form, if is_file { "file" } else { "folder" }])
}

/// A place as people know it: `content/<locale>`, `docs/*.<locale>.md`.
fn shape(path: &str, part: &Part) -> String {
    let before = if part.is_file && part.form != Form::Whole {
        let mark = &path[part.tag.start - 1..part.tag.start];
        format!("{}*{mark}", &path[..part.component.start])
    } else {
        path[..part.tag.start].to_owned()
    };
    format!("{before}<locale>{}", &path[part.tag.end..part.component.end])
}
