//! Tags that name no language or region that there is, and what may be meant.

use super::LocaleTag;
use crate::cldr::{self, CldrLocale};

/// Codes that stand for no language, or for several.
const SPECIAL: &[&str] = &["mis", "mul", "und", "zxx"];

impl LocaleTag {
    /// The part that does not exist: the language, script or region, as far as the CLDR knows. Codes for private use exist,
    /// and so do pseudo-locales (`qps-ploc`, `en-XA`).
    pub fn unknown_part(&self) -> Option<&str> {
        let language = self.language();
        let private = language.len() == 3 && ("qaa"..="qtz").contains(&language);
        if private || SPECIAL.contains(&language) || self.is_empty() {
            return None;
        }
        if !cldr::is_language(language) {
            return Some(language);
        }
        let script = self.script().filter(|code| cldr::script_name(code).is_none());
        script.or_else(|| self.region().filter(|code| !is_region(code)))
    }

    /// What is most likely meant by a tag with an [`LocaleTag::unknown_part`]; `None` where there is no such part, or nothing
    /// is near.
    pub fn suggestion(&self) -> Option<LocaleTag> {
        let part = self.unknown_part()?;
        let better = if part == self.language() {
            nearest_language(part, self.region())?
        } else if self.script() == Some(part) {
            let known = CldrLocale::of(self.language())?.scripts;
            known.into_iter().find(|script| is_near(script, part))?
        } else {
            nearest_region(self.language(), part)?
        };
        let mut parts: Vec<&str> = self.as_str().split('-').collect();
        let at = parts.iter().position(|p| *p == part)?;
        parts[at] = &better;
        // Of `jp-JP` the region is right, of `en-EN` only the language.
        LocaleTag::parse(&parts.join("-"))
    }

    /// What a message says of a tag with an [`LocaleTag::unknown_part`].
    pub fn doubt(&self) -> Option<String> {
        let part = self.unknown_part()?;
        Some(match self.suggestion() {
            Some(better) => format!("`{}`: did you mean {better}?", self.written()),
            None => format!("`{}`: `{part}` is no language, script or region", self.written()),
        })
    }
}

/// Whether a region has a name, or is one of those for private use.
fn is_region(code: &str) -> bool {
    let private = matches!(code.as_bytes(), [b'X', _] | [b'Q', b'M'..=b'Z'] | b"AA" | b"ZZ");
    private || cldr::region_name(code).is_some()
}

/// Whether two codes are one slip apart: a letter more, less or other, or two exchanged.
fn is_near(a: &str, b: &str) -> bool {
    strsim::osa_distance(a, b) == 1
}

/// The language of the region that stands where a language should (`jp`), or the one of the region beside it.
fn nearest_language(unknown: &str, region: Option<&str>) -> Option<String> {
    let as_region = unknown.to_ascii_uppercase();
    if unknown.len() == 2 && cldr::region_name(&as_region).is_some() {
        return Some(cldr::language_of(&as_region).to_owned());
    }
    let region = region.filter(|region| is_region(region))?;
    let usual = cldr::language_of(region);
    is_near(usual, unknown).then(|| usual.to_owned())
}

/// The region that is one slip away and where the language is written; the language's own first.
fn nearest_region(language: &str, unknown: &str) -> Option<String> {
    let usual = CldrLocale::of(language)?.region;
    if unknown.eq_ignore_ascii_case(language) || is_near(&usual, unknown) {
        return Some(usual);
    }
    let mut near = cldr::regions_of(language).filter(|region| is_near(region, unknown));
    let only = near.next()?;
    near.all(|other| other == only).then(|| only.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(text: &str) -> LocaleTag {
        LocaleTag::parse(text).unwrap()
    }

    #[test]
    fn what_does_not_exist_is_told_with_what_is_near() {
        for (text, part, nearest) in [
            ("de-ED", "ED", Some("de-DE")),
            ("en-EN", "EN", Some("en-US")),
            ("en-UU", "UU", Some("en-US")),
            ("pt-RB", "RB", Some("pt-BR")),
            ("jp", "jp", Some("ja")),
            ("cz-CZ", "cz", Some("cs-CZ")),
            ("dr-DE", "dr", Some("de-DE")),
            ("zh-Hnas", "Hnas", Some("zh-Hans")),
            ("xx-YY", "xx", None),
            ("fr-YY", "YY", None),
        ] {
            let tag = tag(text);
            assert_eq!(tag.unknown_part(), Some(part), "{text}");
            assert_eq!(tag.suggestion().as_ref().map(LocaleTag::as_str), nearest, "{text}");
        }
        assert_eq!(tag("de-ED").doubt().unwrap(), "`de-ED`: did you mean de-DE?");
        assert_eq!(tag("xx_YY").doubt().unwrap(), "`xx_YY`: `xx` is no language, script or region");
    }

    #[test]
    fn what_exists_or_is_private_is_not_doubted() {
        let known =
            ["de-DE", "de-JP", "es-419", "yue-Hant-HK", "no", "ca-ES-valencia", "kab", "und"];
        let private = ["qps-ploc", "en-XA", "ar-XB", "qaa"];
        for text in known.into_iter().chain(private) {
            assert_eq!((tag(text).unknown_part(), tag(text).doubt()), (None, None), "{text}");
        }
        assert_eq!(LocaleTag::default().unknown_part(), None);
    }
}
