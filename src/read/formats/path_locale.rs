//! The locale that the path of a file by itself names: a folder `pt-BR`, or a repository or file name that ends in `.pt-br`.

use std::path::Path;

use crate::locale::LocaleTag;
use crate::read::tags::{self, Certainty, Form};

/// The locale that a path names, by its last part that names one.
pub(crate) fn of(path: &Path) -> Option<LocaleTag> {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    let folders = &parts[..parts.len().saturating_sub(1)];
    let full = parts.iter().enumerate().rev().find_map(|(at, part)| {
        let (_, form, name) = tags::find(part, at >= folders.len(), tags::name)?;
        let sure = name.certainty == Certainty::Full && form != Form::Joined;
        sure.then_some(name)
    });
    let language = || {
        let named = folders.iter().rev().filter_map(|part| tags::name(part));
        named.into_iter().find(|name| name.certainty == Certainty::Language)
    };
    full.or_else(language).map(|name| name.locale)
}

#[cfg(test)]
mod tests {
    use super::*;

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
