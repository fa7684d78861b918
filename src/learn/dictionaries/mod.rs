//! Hunspell dictionaries: which ones are there for which locale; each is loaded when a word of its locale is first asked
//! for.

mod load;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rustc_hash::FxBuildHasher;

use crate::error::{Error, Result};
use crate::hash;
use crate::locale::LocaleTag;

/// The dictionaries that were found, by locale.
#[derive(Debug, Default)]
pub struct Dictionaries {
    found: BTreeMap<LocaleTag, Dictionary>,
}

/// One dictionary: two files, and what they hold once that is asked for.
pub struct Dictionary {
    affixes: PathBuf,
    words: PathBuf,
    loaded: OnceLock<Result<Speller, String>>,
}

type Speller = spellbook::Dictionary<FxBuildHasher>;

impl std::fmt::Debug for Dictionary {
    /// Its file: the words are many.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Dictionary").field(&self.words).finish()
    }
}

/// Where systems keep dictionaries.
const SYSTEM: &[&str] = &[
    "/usr/share/hunspell",
    "/usr/share/myspell",
    "/usr/share/myspell/dicts",
    "/usr/local/share/hunspell",
    "/opt/homebrew/share/hunspell",
    "/Library/Spelling",
];
/// The variable that names other folders, as Hunspell has it.
const VARIABLE: &str = "DICPATH";
/// Folders below a named one that are looked into: `node_modules/dictionary-fr`, `dictionaries/fr_FR`.
const DEPTH: usize = 2;

impl Dictionaries {
    /// The dictionaries of folders that are named, before those of the system. A folder holds pairs of files such as
    /// `fr_FR.aff` and `fr_FR.dic`, or folders with such pairs or with `index.aff` and `index.dic`.
    ///
    /// # Errors
    /// If a folder that is named can't be read or holds no dictionary.
    pub fn find(named: &[PathBuf]) -> Result<Dictionaries> {
        let mut dictionaries = Dictionaries::default();
        for folder in named {
            std::fs::read_dir(folder).map_err(|e| Error::io(folder, e))?;
            if dictionaries.look(folder, DEPTH) == 0 {
                return Err(Error::usage(format!(
                    "{}: no dictionary here; a dictionary is two files such as fr_FR.aff and fr_FR.dic",
                    folder.display()
                )));
            }
        }
        for folder in system() {
            dictionaries.look(&folder, 0);
        }
        Ok(dictionaries)
    }

    /// Takes in what a folder holds that no earlier one had; gives the number of dictionaries met.
    fn look(&mut self, folder: &Path, depth: usize) -> usize {
        let Ok(listed) = std::fs::read_dir(folder) else { return 0 };
        let mut entries: Vec<PathBuf> = listed.flatten().map(|entry| entry.path()).collect();
        entries.sort();
        let mut met = 0;
        for path in entries {
            if depth > 0 && path.is_dir() {
                met += self.look(&path, depth - 1);
                continue;
            }
            let words = path.with_extension("dic");
            let is_pair =
                path.extension().is_some_and(|e| e == "aff") && path.is_file() && words.is_file();
            let Some(tag) = tag(&path).filter(|_| is_pair) else { continue };
            met += 1;
            let dictionary = Dictionary { affixes: path, words, loaded: OnceLock::new() };
            self.found.entry(tag).or_insert(dictionary);
        }
        met
    }

    /// Whether there is one for a locale.
    pub fn has(&self, locale: &LocaleTag) -> bool {
        self.of(locale).is_some()
    }

    /// The dictionary of a locale: of the same language and region, or of the language without one, where either names
    /// none.
    pub fn of(&self, locale: &LocaleTag) -> Option<&Dictionary> {
        if let Some(same) = self.found.get(locale) {
            return Some(same);
        }
        let fits = |tag: &LocaleTag| {
            tag.language() == locale.language()
                && tag.script() == locale.script()
                && (tag.region().is_none() || locale.region().is_none())
        };
        let fitting = || self.found.iter().filter(|(tag, _)| fits(tag));
        // Of a language without a region the country of its own name goes first.
        let is_home = |tag: &LocaleTag| {
            tag.region().is_some_and(|region| region.eq_ignore_ascii_case(tag.language()))
        };
        let home = fitting().find(|(tag, _)| is_home(tag) || tag.region().is_none());
        home.or_else(|| fitting().next()).map(|(_, dictionary)| dictionary)
    }

    /// The same where the same dictionaries were found, by locales and sizes, wherever they lie.
    pub fn fingerprint(&self) -> u64 {
        let size = |path: &Path| std::fs::metadata(path).map_or(0, |m| m.len()).to_string();
        let of = |(tag, dictionary): (&LocaleTag, &Dictionary)| {
            let sizes = [size(&dictionary.affixes), size(&dictionary.words)];
            hash::texts(&[tag.as_str(), &sizes[0], &sizes[1]]).to_string()
        };
        hash::text(&self.found.iter().map(of).collect::<Vec<_>>().join(" "))
    }

    /// All that were found, by locale.
    pub fn iter(&self) -> impl Iterator<Item = (&LocaleTag, &Dictionary)> {
        self.found.iter()
    }

    /// What is amiss with those that were asked for and could not be loaded.
    pub fn failures(&self) -> impl Iterator<Item = &str> {
        self.found.values().filter_map(|d| d.loaded.get()?.as_ref().err().map(String::as_str))
    }
}

impl Dictionary {
    /// The file with its words.
    pub fn path(&self) -> &Path {
        &self.words
    }

    /// Loads it, unless that was done before.
    ///
    /// # Errors
    /// What is amiss with its files, as a sentence that names them.
    pub fn load(&self) -> Result<(), &str> {
        self.speller().map(drop)
    }

    fn speller(&self) -> Result<&Speller, &str> {
        let loaded = self.loaded.get_or_init(|| load::load(&self.affixes, &self.words));
        loaded.as_ref().map_err(String::as_str)
    }

    /// Whether it has a word in any of its cases; none where it could not be loaded.
    pub(super) fn knows(&self, word: &str) -> Option<bool> {
        let speller = self.speller().ok()?;
        let mut letters = word.chars();
        let first = letters.next()?;
        let title: String = first.to_uppercase().chain(letters).collect();
        let knows = |word: &str| load::guarded(|| speller.check(word)).unwrap_or(true);
        Some(knows(word) || knows(&title) || knows(&word.to_lowercase()))
    }
}

/// The locale that files are called after: `de_DE_frami.aff`, `dictionary-pt-br/index.aff`.
fn tag(affixes: &Path) -> Option<LocaleTag> {
    let stem = affixes.file_stem()?.to_str()?;
    let folder = || affixes.parent()?.file_name()?.to_str();
    let name = if stem == "index" { folder()? } else { stem };
    let name = name.strip_prefix("dictionary-").unwrap_or(name).replace('_', "-");
    let mut parts = name.split('-');
    let language = parts.next()?;
    let is_language =
        matches!(language.len(), 2 | 3) && language.bytes().all(|b| b.is_ascii_alphabetic());
    let of_two = parts.next().and_then(|part| LocaleTag::parse(&format!("{language}-{part}")));
    is_language.then(|| of_two.or_else(|| LocaleTag::parse(language)))?
}

/// The folders of the system, or those of the variable.
pub fn system() -> Vec<PathBuf> {
    match std::env::var_os(VARIABLE) {
        Some(folders) => {
            std::env::split_paths(&folders).filter(|f| !f.as_os_str().is_empty()).collect()
        }
        None => SYSTEM.iter().map(PathBuf::from).collect(),
    }
}

#[cfg(test)]
mod tests;
