//! Finding the table of the source language that belongs to a localized one.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::cldr::CldrLocale;
use crate::locale::LocaleTag;
use crate::read::formats::path_locale;

/// Names that the source language goes by.
const SOURCES: [&str; 5] = ["en-US", "en-us", "en_US", "en", "en-GB"];

/// The table of the source language that belongs to a localized one.
pub(in crate::read) fn original_of(path: &Path) -> Option<(PathBuf, LocaleTag)> {
    let name = path.file_name()?.to_str()?;
    let (stem, ending) = name.rsplit_once('.')?;
    if let Some((before, mark, locale)) = tag_of(stem) {
        let of = |tag: &str| format!("{before}{mark}{}.{ending}", tag.replace('-', dash(mark)));
        let plain = (!before.is_empty()).then(|| format!("{before}.{ending}"));
        let names = SOURCES.iter().map(|tag| of(tag)).chain(plain);
        let found = names.map(|name| path.with_file_name(name)).find(|path| is_file_beside(path));
        return found.map(|path| (path, locale));
    }
    // `locales/de/menu.json` beside `locales/en/menu.json`.
    let parts: Vec<_> = path.iter().collect();
    let folders = parts.len() - 1;
    let (at, (sources, locale)) = (0..folders).rev().take(4).find_map(|at| {
        let part = parts[at].to_str()?;
        Some((at, of_folder(part)?))
    })?;
    let found = sources.iter().find_map(|source| {
        let swapped = parts
            .iter()
            .enumerate()
            .map(|(i, part)| if i == at { OsStr::new(source) } else { part });
        Some(swapped.collect::<PathBuf>()).filter(|path| is_file_beside(path))
    });
    found.map(|path| (path, locale))
}

/// Whether a regular file stands at a path that the name of another file led to; a link counts if it stays in the folder.
fn is_file_beside(path: &Path) -> bool {
    let Ok(metadata) = path.symlink_metadata() else { return false };
    if !metadata.is_symlink() {
        return metadata.is_file();
    }
    let folder = path.parent().and_then(|folder| folder.canonicalize().ok());
    let real = path.canonicalize().ok().filter(|real| real.is_file());
    folder.zip(real).is_some_and(|(folder, real)| real.starts_with(folder))
}

/// The tag that a file's name ends in, what stands before it, and the mark between: `Strings.de`, `app_pt_BR`, `de`.
fn tag_of(stem: &str) -> Option<(&str, &str, LocaleTag)> {
    let (before, tag) = stem.rsplit_once('.').unwrap_or(("", stem));
    if let Some(locale) = locale(tag) {
        return Some((before, if before.is_empty() { "" } else { "." }, locale));
    }
    let marks = stem.match_indices(['_', '-']).filter(|(at, _)| *at > 0);
    marks.into_iter().find_map(|(at, mark)| Some((&stem[..at], mark, locale(&stem[at + 1..])?)))
}

/// What parts the subtags of a tag that stands behind a mark.
fn dash(mark: &str) -> &str {
    if mark == "_" { "_" } else { "-" }
}

/// The locale that a folder's name tells, and what that of the source language may be called beside it.
fn of_folder(name: &str) -> Option<(Vec<String>, LocaleTag)> {
    if let Some(tag) = name.strip_suffix(".lproj") {
        let names = SOURCES.iter().chain(&["Base"]).map(|tag| format!("{tag}.lproj"));
        return Some((names.collect(), foreign(tag)?));
    }
    if let Some(tag) = name.strip_prefix("values-") {
        return Some((vec!["values".to_owned()], foreign(tag)?));
    }
    Some((SOURCES.map(str::to_owned).to_vec(), locale(name)?))
}

/// The locale of a name that can hardly be anything else, other than the source's.
fn foreign(name: &str) -> Option<LocaleTag> {
    let tag = LocaleTag::parse(&name.replace('_', "-"))?;
    (tag.language() != "en" && CldrLocale::of(&tag).is_some()).then_some(tag)
}

/// The locale that a name is, other than the source's: `de`, `pt-BR`, `zh_CN`.
fn locale(name: &str) -> Option<LocaleTag> {
    let tag = LocaleTag::parse(&name.replace('_', "-"))?;
    let language = tag.language();
    let known = path_locale::of(&Path::new(language).join("x")).is_some()
        || path_locale::of(Path::new(tag.as_str())).is_some();
    // `app_pt` has the form of a tag too.
    (known && language != "en" && CldrLocale::of(&tag).is_some()).then_some(tag)
}
