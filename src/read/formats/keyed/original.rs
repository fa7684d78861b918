//! Finding the table of the source language that belongs to a localized one.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::locale::LocaleTag;
use crate::read::formats::path_locale;

/// Names that the source language goes by.
const SOURCES: [&str; 5] = ["en-US", "en-us", "en_US", "en", "en-GB"];

/// The table of the source language that belongs to a localized one.
pub(in crate::read::formats) fn original_of(path: &Path) -> Option<(PathBuf, LocaleTag)> {
    let name = path.file_name()?.to_str()?;
    let (stem, ending) = name.rsplit_once('.')?;
    // `Strings.de.resx` beside `Strings.resx` or `Strings.en.resx`; `de.json` beside `en.json`.
    let (before, tag) = stem.rsplit_once(['.']).unwrap_or(("", stem));
    if let Some(locale) = locale(tag) {
        let dotted = |tag: &str| match before {
            "" => format!("{tag}.{ending}"),
            _ => format!("{before}.{tag}.{ending}"),
        };
        let plain = (!before.is_empty()).then(|| format!("{before}.{ending}"));
        let names = SOURCES.iter().map(|tag| dotted(tag)).chain(plain);
        let found = names.map(|name| path.with_file_name(name)).find(|path| path.is_file());
        return found.map(|path| (path, locale));
    }
    // `locales/de/menu.json` beside `locales/en/menu.json`.
    let parts: Vec<_> = path.iter().collect();
    let folders = parts.len() - 1;
    let (at, locale) = (0..folders).rev().take(4).find_map(|at| {
        let part = parts[at].to_str()?;
        Some((at, locale(part)?))
    })?;
    let found = SOURCES.iter().find_map(|source| {
        let swapped = parts
            .iter()
            .enumerate()
            .map(|(i, part)| if i == at { OsStr::new(source) } else { part });
        Some(swapped.collect::<PathBuf>()).filter(|path| path.is_file())
    });
    found.map(|path| (path, locale))
}

/// The locale that a name is, other than the source's: `de`, `pt-BR`, `zh_CN`.
fn locale(name: &str) -> Option<LocaleTag> {
    let tag = LocaleTag::parse(&name.replace('_', "-"))?;
    let language = tag.language();
    let known = path_locale::of(&Path::new(language).join("x")).is_some()
        || path_locale::of(Path::new(tag.as_str())).is_some();
    (known && language != "en").then_some(tag)
}
