//! Which parts of folder and file names may be tags of locales, each by itself.

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::cldr::{self, CldrLocale};
use crate::locale::{Locale, LocaleTag};

/// How sure a name is to be a tag, without a look at what stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Certainty {
    /// A word of English too, or a code of three letters, of which many are words (`it`, `to-do`, `man`, `src`).
    Word,
    /// A code of a language or region that is used for other things too (`id`, `ca`, `my-md`).
    Code,
    /// A language by itself that is widely translated to (`fr`).
    Language,
    /// A language with its script or region (`fr-fr`, `zh-Hant`).
    Full,
}

/// A name that is a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) locale: LocaleTag,
    pub(crate) certainty: Certainty,
}

/// Codes that folders and files bear for other things too: an identifier, the United Kingdom, human resources, an editor,
/// a background.
const OTHER_USES: &[&str] =
    &["bg", "da", "el", "fi", "he", "hr", "id", "nb", "ro", "sk", "uk", "vi"];

/// Tags are no longer than this (`sr-Cyrl-RS`, `ca-ES-valencia`).
const MAX_LENGTH: usize = 24;

/// Reads a name as a tag of a locale that is known, in any case and with any of the marks that files have between the
/// parts: `pt-BR`, `pt_br`, `pt-rBR`, `b+sr+Latn`.
pub(crate) fn name(text: &str) -> Option<Name> {
    if !may_be(text) {
        return None;
    }
    let written = text.strip_prefix("b+").unwrap_or(text).replace(['_', '+'], "-");
    let parts: Vec<String> = written.split('-').map(|part| plain(part).to_owned()).collect();
    let locale = LocaleTag::parse(&parts.join("-"))?;
    let likely = CldrLocale::of(&locale);
    // A tag of its own canonical case is none by chance, even if nobody knows it.
    let canonical = text.contains('-') && locale.as_str() == text && is_language_and_region(text);
    if !canonical && (likely.is_none() || !parts[1..].iter().all(|part| is_subtag(part))) {
        return None;
    }
    let english = |part: &String| has_english_word(&part.to_ascii_lowercase());
    let language = locale.language();
    let certainty = match &parts[..] {
        [code] if code.len() > 2 => Certainty::Word,
        parts if parts.iter().all(english) => Certainty::Word,
        [code] if is_shipped(language) && !OTHER_USES.contains(&&**code) => Certainty::Language,
        [_] => Certainty::Code,
        _ if canonical || is_usual(&locale, &parts[1..]) => Certainty::Full,
        _ => Certainty::Code,
    };
    Some(Name { locale, certainty })
}

/// Whether a look at it is worth while: most names are none by their form.
fn may_be(text: &str) -> bool {
    let bytes = text.as_bytes();
    let letters = bytes.iter().position(|b| !b.is_ascii_alphabetic()).unwrap_or(bytes.len());
    let marked = bytes.get(letters).is_none_or(|b| b"-_+@".contains(b));
    bytes.len() <= MAX_LENGTH
        && marked
        && (matches!(letters, 2 | 3) || text.starts_with("b+"))
        && bytes.iter().all(|b| b.is_ascii_alphanumeric() || b"-_+@".contains(b))
}

/// A part as BCP 47 has it: Android writes an `r` before regions.
fn plain(part: &str) -> &str {
    match part.strip_prefix('r') {
        Some(region) if region.len() == 2 && region.bytes().all(|b| b.is_ascii_uppercase()) => {
            region
        }
        _ => part,
    }
}

fn is_language_and_region(text: &str) -> bool {
    let region = text.split_once('-').map_or("", |(_, region)| region);
    region.len() == 2 && region.bytes().all(|b| b.is_ascii_uppercase())
}

/// Whether a part behind the language is a script, a region or a variant that may be one.
fn is_subtag(part: &str) -> bool {
    match part.len() {
        2 | 3 => cldr::region_name(&part.to_ascii_uppercase()).is_some(),
        4 => is_script(part),
        5..=8 => true,
        _ => false,
    }
}

fn is_script(part: &str) -> bool {
    let title = part[..1].to_ascii_uppercase() + &part[1..].to_ascii_lowercase();
    cldr::script_name(&title).is_some()
}

/// Whether a tag with more than a language is one that is in use: with a script, or with a region where the language is at
/// home or that a widely used language has.
fn is_usual(locale: &LocaleTag, subtags: &[String]) -> bool {
    let Some(region) = subtags.iter().find(|part| matches!(part.len(), 2 | 3)) else { return true };
    let home = LocaleTag::parse(locale.language()).and_then(|language| CldrLocale::of(&language));
    is_shipped(locale.language())
        || home.is_some_and(|home| home.region.eq_ignore_ascii_case(region))
}

fn has_english_word(word: &str) -> bool {
    static WORDS: LazyLock<FxHashSet<&str>> =
        LazyLock::new(|| Locale::english().function_words.iter().map(String::as_str).collect());
    WORDS.contains(word)
}

fn is_shipped(language: &str) -> bool {
    Locale::all().iter().any(|locale| locale.language() == language)
}

/// How a tag stands in the name of a folder or file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Form {
    /// It is the name: `fr`, `fr.json`, `fr.lproj`.
    Whole,
    /// It stands behind a full stop: `docs.fr-fr`, `note.fr.md`.
    Dotted,
    /// It stands behind another mark: `values-fr`, `README_fr.md`.
    Joined,
}

/// Where a tag stands in the name of a folder or file, and which; the function reads one as [`name`] does.
pub(crate) fn find<N>(
    component: &str,
    is_file: bool,
    mut name: impl FnMut(&str) -> Option<N>,
) -> Option<(Range<usize>, Form, N)> {
    let end = match component.rfind('.') {
        Some(dot) if is_file || component.ends_with(LPROJ) => dot,
        _ => component.len(),
    };
    let stem = &component[..end];
    if let Some(name) = name(stem) {
        return Some((0..end, Form::Whole, name));
    }
    let dot = stem.rfind('.').map_or(0, |dot| dot + 1);
    if dot > 1
        && let Some(name) = name(&stem[dot..])
    {
        return Some((dot..end, Form::Dotted, name));
    }
    // The longest that is one: `app_pt_BR`.
    let last = &stem[dot..];
    // Jekyll's folders of pages begin with a mark: `_de`.
    let may_begin = |at: usize, b: u8| at > 0 || !is_file && dot == 0 && b == b'_';
    let marks = last.bytes().enumerate().filter(|(at, b)| b"-_@".contains(b) && may_begin(*at, *b));
    let mut starts = marks.map(|(at, _)| dot + at + 1);
    let (start, name) = starts.find_map(|start| Some((start, name(&stem[start..])?)))?;
    Some((start..end, Form::Joined, name))
}

/// Tags that were read, each once: files of one folder name the same ones.
#[derive(Debug, Default)]
pub(crate) struct Known(FxHashMap<Box<str>, Option<Arc<Name>>>);

impl Known {
    /// As [`name`].
    pub(crate) fn name(&mut self, text: &str) -> Option<Arc<Name>> {
        if !may_be(text) {
            return None;
        }
        if let Some(known) = self.0.get(text) {
            return known.clone();
        }
        let read = name(text).map(Arc::new);
        self.0.insert(text.into(), read.clone());
        read
    }
}

/// Folders of Apple's string tables end so.
pub(crate) const LPROJ: &str = ".lproj";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_tags_with_more_or_less_certainty() {
        for (text, tag, certainty) in [
            ("pt-BR", "pt-BR", Certainty::Full),
            ("pt_br", "pt-BR", Certainty::Full),
            ("pt-rBR", "pt-BR", Certainty::Full),
            ("b+sr+Latn", "sr-Latn", Certainty::Full),
            ("zh-hant", "zh-Hant", Certainty::Full),
            ("xx-YY", "xx-YY", Certainty::Full),
            ("fr", "fr", Certainty::Language),
            ("uk", "uk", Certainty::Code),
            ("ca", "ca", Certainty::Code),
            ("my-md", "my-MD", Certainty::Code),
            ("it", "it", Certainty::Word),
            ("to-do", "to-DO", Certainty::Word),
            ("man", "man", Certainty::Word),
        ] {
            let found = name(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found.locale.as_str(), found.certainty), (tag, certainty), "{text}");
        }
        for text in ["", "a", "how-to", "ad-ds", "my-team", "api", "articles", "js", "v2", "en-"] {
            assert_eq!(name(text), None, "{text}");
        }
    }

    #[test]
    fn tags_stand_in_names_of_folders_and_files() {
        let found = |component: &str, is_file| {
            let found = find(component, is_file, name)?;
            Some((component[found.0].to_owned(), found.1))
        };
        for (component, is_file, tag, form) in [
            ("fr", false, "fr", Form::Whole),
            ("fr.lproj", false, "fr", Form::Whole),
            ("docs.fr-fr", false, "fr-fr", Form::Dotted),
            ("values-pt-rBR", false, "pt-rBR", Form::Joined),
            ("_de", false, "de", Form::Joined),
            ("it.json", true, "it", Form::Whole),
            ("note.fr.md", true, "fr", Form::Dotted),
            ("README_zh_CN.md", true, "zh_CN", Form::Joined),
            ("app_pt_BR.arb", true, "pt_BR", Form::Joined),
        ] {
            assert_eq!(found(component, is_file), Some((tag.to_owned(), form)), "{component}");
        }
        for (component, is_file) in
            [("note.md", true), ("values-night", false), (".fr", false), ("_de.md", true)]
        {
            assert_eq!(found(component, is_file), None, "{component}");
        }
    }
}
