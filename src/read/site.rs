//! Which program makes a site of the pages in a folder, told from the files that configure it there or above.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::document::System;

/// Files and folders by which a system is known, with what one of them must hold where others have files of that name;
/// what is more specific stands first.
const SIGNS: &[(&str, System, &[&str])] = &[
    ("docusaurus.config.js", System::Docusaurus, &[]),
    ("docusaurus.config.ts", System::Docusaurus, &[]),
    ("docusaurus.config.mjs", System::Docusaurus, &[]),
    ("docusaurus.config.cjs", System::Docusaurus, &[]),
    ("astro.config.mjs", System::Astro, &[]),
    ("astro.config.ts", System::Astro, &[]),
    ("astro.config.js", System::Astro, &[]),
    (".vitepress", System::VitePress, &[]),
    (".vuepress", System::VitePress, &[]),
    ("mkdocs.yml", System::MkDocs, &[]),
    ("mkdocs.yaml", System::MkDocs, &[]),
    ("zensical.toml", System::MkDocs, &[]),
    ("book.toml", System::MdBook, &[]),
    ("myst.yml", System::Sphinx, &[]),
    ("conf.py", System::Sphinx, &["extensions", "html_theme", "sphinx"]),
    ("_toc.yml", System::Sphinx, &[]),
    ("hugo.toml", System::Hugo, &[]),
    ("hugo.yaml", System::Hugo, &[]),
    ("hugo.yml", System::Hugo, &[]),
    ("hugo.json", System::Hugo, &[]),
    ("config.toml", System::Hugo, &["baseURL", "baseurl", "[markup"]),
    ("config.yaml", System::Hugo, &["baseURL", "baseurl"]),
    ("config/_default", System::Hugo, &[]),
    ("_config.yml", System::Jekyll, &[]),
];

/// Folders above a page that are looked into at most.
const MOST_ABOVE: usize = 12;
/// Bytes of a file that are looked into.
const LOOKED_AT: u64 = 64 << 10;

/// The systems of folders, each looked up once.
#[derive(Debug, Default)]
pub(crate) struct Sites {
    known: BTreeMap<PathBuf, Option<System>>,
}

impl Sites {
    /// The system that a page belongs to: that of the nearest folder above it that tells, up to the border of its repository.
    pub(crate) fn of(&mut self, page: &Path) -> Option<System> {
        let full = std::path::absolute(page).unwrap_or_else(|_| page.to_owned());
        let mut passed = Vec::new();
        let mut found = None;
        for folder in full.ancestors().skip(1).take(MOST_ABOVE) {
            if let Some(known) = self.known.get(folder) {
                found = *known;
                break;
            }
            passed.push(folder.to_owned());
            found = system(folder);
            if found.is_some() || folder.join(".git").exists() {
                break;
            }
        }
        self.known.extend(passed.into_iter().map(|folder| (folder, found)));
        found
    }
}

/// Whether a file of this name tells by its content.
pub(super) fn looks_into(path: &Path) -> bool {
    let is_named = |name: &str| path.file_name().is_some_and(|own| own == name);
    SIGNS.iter().any(|(name, _, words)| !words.is_empty() && is_named(name))
}

/// The system that the files of a folder tell.
fn system(folder: &Path) -> Option<System> {
    let fits = |(name, _, words): &&(&str, System, &[&str])| {
        let path = folder.join(name);
        path.exists() && (words.is_empty() || holds(&path, words))
    };
    SIGNS.iter().find(fits).map(|(_, system, _)| *system)
}

/// Whether the beginning of a file holds one of some words.
fn holds(path: &Path, words: &[&str]) -> bool {
    use std::io::Read as _;
    // A pipe would be waited for.
    if !path.is_file() {
        return false;
    }
    let Ok(file) = std::fs::File::open(path) else { return false };
    let mut bytes = Vec::new();
    let read = file.take(LOOKED_AT).read_to_end(&mut bytes);
    let has = |word: &&str| memchr::memmem::find(&bytes, word.as_bytes()).is_some();
    read.is_ok() && words.iter().any(has)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_folder_tells() {
        let root = std::env::temp_dir().join(format!("sites-{}", std::process::id()));
        let deep = root.join("repo/docs/guide/de");
        std::fs::create_dir_all(&deep).unwrap();
        std::fs::create_dir_all(root.join("repo/.git")).unwrap();
        let page = deep.join("page.md");
        // What lies outside the repository says nothing.
        std::fs::write(root.join("hugo.toml"), "").unwrap();
        assert_eq!(Sites::default().of(&page), None);
        std::fs::write(root.join("repo/mkdocs.yml"), "site_name: a").unwrap();
        assert_eq!(Sites::default().of(&page), Some(System::MkDocs));
        std::fs::write(root.join("repo/docs/config.toml"), "a = 1").unwrap();
        assert_eq!(Sites::default().of(&page), Some(System::MkDocs));
        std::fs::write(root.join("repo/docs/config.toml"), "baseURL = 1").unwrap();
        let mut sites = Sites::default();
        assert_eq!(sites.of(&page), Some(System::Hugo));
        assert_eq!(sites.of(&root.join("repo/a.md")), Some(System::MkDocs));
        std::fs::remove_dir_all(&root).unwrap();
    }
}
