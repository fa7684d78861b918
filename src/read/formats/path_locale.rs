//! The locale that a path names: a folder `pt-BR`, or a repository or file name that ends in `.pt-br`.

use std::path::Path;

use crate::locale::LocaleTag;

/// Tags that folders are named by in any case, in lower case and sorted. A short list, because many English folder
/// names (`how-to`, `ad-ds`) have the form of a tag. Others count only in their canonical case.
const KNOWN: &[&str] = &[
    "ar-ae",
    "ar-eg",
    "ar-sa",
    "bg-bg",
    "bs-latn-ba",
    "ca-es",
    "cs-cz",
    "cy-gb",
    "da-dk",
    "de-at",
    "de-ch",
    "de-de",
    "el-gr",
    "es-419",
    "es-es",
    "es-mx",
    "et-ee",
    "eu-es",
    "fa-ir",
    "fi-fi",
    "fil-ph",
    "fr-be",
    "fr-ca",
    "fr-ch",
    "fr-fr",
    "ga-ie",
    "gl-es",
    "he-il",
    "hi-in",
    "hr-hr",
    "hu-hu",
    "id-id",
    "is-is",
    "it-ch",
    "it-it",
    "ja-jp",
    "ka-ge",
    "kk-kz",
    "ko-kr",
    "lb-lu",
    "lt-lt",
    "lv-lv",
    "mk-mk",
    "ms-my",
    "mt-mt",
    "nb-no",
    "nl-be",
    "nl-nl",
    "pl-pl",
    "pt-br",
    "pt-pt",
    "ro-ro",
    "ru-ru",
    "sk-sk",
    "sl-si",
    "sr-cyrl-rs",
    "sr-latn-rs",
    "sv-se",
    "th-th",
    "tr-tr",
    "uk-ua",
    "ur-pk",
    "vi-vn",
    "zh-cn",
    "zh-hans",
    "zh-hant",
    "zh-hk",
    "zh-sg",
    "zh-tw",
];

/// Folders that are named by a language alone, in lower case and sorted: those that are no English word or product.
const LANGUAGES: &[&str] = &[
    "ar", "cs", "de", "es", "fr", "hu", "ja", "ko", "nl", "pl", "pt", "ru", "sv", "th", "tr", "zh",
];

/// The locale that a path names, by its last part that names one.
pub(crate) fn of(path: &Path) -> Option<LocaleTag> {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    let whole = parts.iter().rev().find_map(|part| of_part(part));
    whole.or_else(|| {
        let folders = &parts[..parts.len().saturating_sub(1)];
        let language = folders.iter().rev().find(|p| LANGUAGES.binary_search(&p.as_ref()).is_ok());
        language.and_then(|l| LocaleTag::parse(l))
    })
}

/// The locale of `pt-BR`, `partner-center-pr.pt-br`, `messages.pt-BR.md`.
fn of_part(part: &str) -> Option<LocaleTag> {
    part.rsplit('.').take(2).find_map(|piece| {
        let tag = LocaleTag::parse(piece)?;
        let known = KNOWN.binary_search(&tag.as_str().to_ascii_lowercase().as_str()).is_ok();
        (known || tag.as_str() == piece && piece.contains('-')).then_some(tag)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        assert!(KNOWN.is_sorted());
        assert!(LANGUAGES.is_sorted());
    }

    #[test]
    fn folders_and_repositories_name_locales() {
        for (path, tag) in [
            ("docs/pt-BR/a.md", "pt-BR"),
            ("docs/pt-br/a.md", "pt-BR"),
            ("org+partner-center-pr.pt-br/articles/a.md", "pt-BR"),
            ("OfficeDocs-pr.ar-SA/a.md", "ar-SA"),
            ("a/messages.fr-FR.md", "fr-FR"),
            ("a/sr-Latn-RS/a.md", "sr-Latn-RS"),
            ("a/es-419/a.md", "es-419"),
            ("site/fr/a.md", "fr"),
            ("xx-YY/a.md", "xx-YY"),
        ] {
            assert_eq!(of(Path::new(path)).unwrap().as_str(), tag, "{path}");
        }
    }

    #[test]
    fn english_folders_name_none() {
        for path in ["docs/how-to/a.md", "ad-ds/api/a.md", "it/no/fr.md", "a.md", ""] {
            assert_eq!(of(Path::new(path)), None, "{path}");
        }
    }
}
