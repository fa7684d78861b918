//! Tags of locales.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use crate::cldr;

/// A BCP 47 tag in canonical form (`pt-BR`, `sr-Latn-RS`, `ca-ES-valencia`); empty where no locale is known. Tags are the
/// same where their canonical forms are, whatever was written.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub struct LocaleTag {
    canonical: String,
    /// What was written, where it is something else.
    written: Option<Box<str>>,
}

/// Characters that a tag has at the most.
const MOST: usize = 63;

/// Codes of languages that BCP 47 gave other ones, and that are still in use; beside those of the CLDR.
const OLD_LANGUAGES: &[(&str, &str)] = &[("no", "nb")];

/// Names that .NET gave the two ways of writing Chinese.
const OLD_CHINESE: &[(&str, &str)] = &[("chs", "Hans"), ("cht", "Hant")];

/// What glibc writes behind an `@`, and the script that it is.
const MODIFIERS: &[(&str, &str)] =
    &[("arabic", "Arab"), ("cyrillic", "Cyrl"), ("devanagari", "Deva"), ("latin", "Latn")];

/// Languages whose sub-languages may be told behind them (`zh-yue`, RFC 5646 section 2.2.2).
const WITH_SUBLANGUAGES: &[&str] = &["ar", "kok", "lv", "ms", "sgn", "sw", "uz", "zh"];

/// How the names of character sets begin that POSIX writes behind a `.`.
const CHARACTER_SETS: &[&str] =
    &["ascii", "big5", "cp", "euc", "gb", "iso", "koi8", "sjis", "tis", "utf", "windows"];

impl LocaleTag {
    /// Reads a tag in any case and of any origin: BCP 47 (`zh-Hant-TW`, `ca-ES-valencia`), with `_` for `-`, with its parts
    /// in another order (`sr-RS-Latn`), POSIX (`pt_BR.UTF-8`, `sr_RS@latin`), Android (`zh-rCN`, `b+sr+Latn`) and old codes
    /// (`iw`, `no`, `zh-CHT`), which become those of today. A language or region need not exist, see
    /// [`LocaleTag::unknown_part`]; `None` if the text has not the form of a tag, or a variant that does not exist.
    pub fn parse(text: &str) -> Option<LocaleTag> {
        let text = text.trim();
        if text.len() > MOST || !text.is_ascii() {
            return None;
        }
        let canonical = Parts::parse(text)?.joined();
        let written = (canonical != text).then(|| text.into());
        Some(LocaleTag { canonical, written })
    }

    /// The tag; empty where no locale is known.
    pub fn as_str(&self) -> &str {
        &self.canonical
    }

    /// The tag as it was written, which names folders and files of the input (`zh-rCN`, `iw`).
    pub fn written(&self) -> &str {
        self.written.as_deref().unwrap_or(&self.canonical)
    }

    /// Whether no locale is known.
    pub fn is_empty(&self) -> bool {
        self.canonical.is_empty()
    }

    /// Its name in files of the output: the tag, or `und` where no locale is known.
    pub fn file_name(&self) -> &str {
        if self.is_empty() { "und" } else { self.as_str() }
    }

    /// The language part (`pt` of `pt-BR`).
    pub fn language(&self) -> &str {
        self.canonical.split('-').next().unwrap_or("")
    }

    /// The code of the script (`Latn` of `sr-Latn-RS`), where the tag tells it.
    pub fn script(&self) -> Option<&str> {
        self.canonical.split('-').nth(1).filter(|part| is_script(part))
    }

    /// The code of the region (`BR` of `pt-BR`, `419` of `es-419`), where the tag tells it.
    pub fn region(&self) -> Option<&str> {
        self.canonical.split('-').skip(1).take(2).find(|part| is_region(part))
    }
}

fn is_letters(part: &str) -> bool {
    part.bytes().all(|b| b.is_ascii_alphabetic())
}

fn is_script(part: &str) -> bool {
    part.len() == 4 && is_letters(part)
}

fn is_region(part: &str) -> bool {
    part.len() == 2 && is_letters(part)
        || part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit())
}

/// A tag taken apart, each part in its canonical case.
#[derive(Default)]
struct Parts {
    language: String,
    script: Option<String>,
    region: Option<String>,
    variants: Vec<String>,
    /// Extensions and what is private, from the first single letter on.
    rest: Vec<String>,
}

impl Parts {
    fn parse(text: &str) -> Option<Parts> {
        let (text, modifier) = match text.split_once('@') {
            Some((text, modifier)) => (text, Some(modifier.to_ascii_lowercase())),
            None => (text, None),
        };
        let text = match text.split_once('.') {
            Some((text, set)) => {
                let set = set.to_ascii_lowercase();
                CHARACTER_SETS.iter().any(|known| set.starts_with(known)).then_some(text)?
            }
            None => text,
        };
        let text = match text.strip_prefix("b+") {
            Some(android) => android.replace('+', "-"),
            None => text.replace('_', "-"),
        };
        let mut parts = Parts::default();
        if let Some(whole) = cldr::alias(&text.to_ascii_lowercase()) {
            parts.read(whole)?;
        } else {
            parts.read(&text)?;
        }
        match modifier.as_deref() {
            None | Some("euro") => {}
            // ICU writes `de@collation=phonebook`.
            Some(keywords) if keywords.contains('=') => {}
            Some(modifier) => match MODIFIERS.iter().find(|m| m.0 == modifier) {
                Some((_, script)) => parts.set_script(script)?,
                None => parts.variants.push(known_variant(modifier)?),
            },
        }
        parts.resolve_old_codes()?;
        Some(parts)
    }

    fn read(&mut self, text: &str) -> Option<()> {
        let mut parts = text.split('-').peekable();
        let language = parts.next()?.to_ascii_lowercase();
        if !(2..=3).contains(&language.len()) || !is_letters(&language) {
            return None;
        }
        self.language = language;
        if WITH_SUBLANGUAGES.contains(&self.language.as_str())
            && let Some(part) = parts.next_if(|p| is_sublanguage(p))
        {
            self.language = part.to_ascii_lowercase();
        }
        while let Some(part) = parts.next() {
            let lower = part.to_ascii_lowercase();
            let chinese = OLD_CHINESE.iter().find(|old| old.0 == lower && self.language == "zh");
            if let Some((_, script)) = chinese {
                self.set_script(script)?;
            } else if lower.len() == 1 {
                // Registered extensions, and what is private.
                matches!(lower.as_str(), "t" | "u" | "x").then_some(())?;
                self.rest.push(lower);
                self.rest.extend(parts.by_ref().map(str::to_ascii_lowercase));
                let fits =
                    |p: &String| p.len() <= 8 && p.bytes().all(|b| b.is_ascii_alphanumeric());
                let full =
                    self.rest.len() > 1 && self.rest.iter().all(|p| !p.is_empty() && fits(p));
                full.then_some(())?;
            } else if !self.variants.is_empty() {
                self.variants.push(known_variant(&lower)?);
            } else if is_script(part) {
                self.set_script(part)?;
            } else if is_region(part) {
                self.set_region(part)?;
            } else if let Some(region) = part.strip_prefix('r').filter(|r| is_android_region(r)) {
                self.set_region(region)?;
            } else {
                self.variants.push(known_variant(&lower)?);
            }
        }
        Some(())
    }

    fn set_script(&mut self, script: &str) -> Option<()> {
        let title = script[..1].to_ascii_uppercase() + &script[1..].to_ascii_lowercase();
        self.script.replace(title).is_none().then_some(())
    }

    fn set_region(&mut self, region: &str) -> Option<()> {
        self.region.replace(region.to_ascii_uppercase()).is_none().then_some(())
    }

    fn resolve_old_codes(&mut self) -> Option<()> {
        let old = OLD_LANGUAGES.iter().find(|old| old.0 == self.language).map(|old| old.1);
        if let Some(today) = old.or_else(|| cldr::alias(&self.language)) {
            // It may say more than the language: `sh` is `sr-Latn`.
            let mut more = Parts::default();
            more.read(today)?;
            self.language = more.language;
            self.script = self.script.take().or(more.script);
            self.region = self.region.take().or(more.region);
        }
        if let Some(today) = self.region.as_deref().and_then(cldr::region_alias) {
            self.region = Some(today.to_owned());
        }
        self.variants.sort_unstable();
        self.variants.dedup();
        Some(())
    }

    fn joined(self) -> String {
        let mut tag = self.language;
        let parts = self.script.into_iter().chain(self.region).chain(self.variants);
        for part in parts.chain(self.rest) {
            tag.push('-');
            tag.push_str(&part);
        }
        tag
    }
}

fn is_sublanguage(part: &str) -> bool {
    let old = OLD_CHINESE.iter().any(|old| part.eq_ignore_ascii_case(old.0));
    part.len() == 3
        && is_letters(part)
        && !old
        && !part.strip_prefix('r').is_some_and(is_android_region)
}

/// Whether a part is a region behind Android's `r`, which has capitals.
fn is_android_region(part: &str) -> bool {
    is_region(part) && !part.bytes().any(|b| b.is_ascii_lowercase())
}

fn known_variant(lower: &str) -> Option<String> {
    cldr::is_variant(lower).then(|| lower.to_owned())
}

impl AsRef<str> for LocaleTag {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq for LocaleTag {
    fn eq(&self, other: &Self) -> bool {
        self.canonical == other.canonical
    }
}

impl Eq for LocaleTag {}

impl Hash for LocaleTag {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.canonical.hash(state);
    }
}

impl PartialOrd for LocaleTag {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for LocaleTag {
    fn cmp(&self, other: &Self) -> Ordering {
        self.canonical.cmp(&other.canonical)
    }
}

impl std::fmt::Display for LocaleTag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.canonical)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_in_any_form() {
        for (text, tag) in [
            ("pt-br", "pt-BR"),
            ("HU-hu", "hu-HU"),
            ("sr_latn_rs", "sr-Latn-RS"),
            ("sr-RS-Latn", "sr-Latn-RS"),
            ("es-419", "es-419"),
            ("fr", "fr"),
            ("ca-ES-VALENCIA", "ca-ES-valencia"),
            ("ca@valencia", "ca-valencia"),
            ("ca_ES.utf8@valencia", "ca-ES-valencia"),
            ("de-1996", "de-1996"),
            ("sl-rozaj-biske", "sl-biske-rozaj"),
            ("pt_BR.UTF-8", "pt-BR"),
            ("ja_JP.eucJP", "ja-JP"),
            ("de_DE@euro", "de-DE"),
            ("sr@latin", "sr-Latn"),
            ("uz_UZ@cyrillic", "uz-Cyrl-UZ"),
            ("zh-rCN", "zh-CN"),
            ("b+sr+Latn", "sr-Latn"),
            ("b+es+419", "es-419"),
            ("zh-CHS", "zh-Hans"),
            ("zh_cht", "zh-Hant"),
            ("zh-yue-HK", "yue-HK"),
            ("zh-cmn-Hans", "zh-Hans"),
            ("zh-min-nan", "nan"),
            ("no", "nb"),
            ("no-NO", "nb-NO"),
            ("iw-IL", "he-IL"),
            ("in", "id"),
            ("sh", "sr-Latn"),
            ("sh-Cyrl", "sr-Cyrl"),
            ("deu", "de"),
            ("en-UK", "en-GB"),
            ("en-840", "en-US"),
            ("ar-EG-u-NU-latn", "ar-EG-u-nu-latn"),
            ("de-x-Leicht", "de-x-leicht"),
            ("xx-YY", "xx-YY"),
            ("qps-ploc", "qps-Ploc"),
        ] {
            let read = LocaleTag::parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((read.as_str(), read.written()), (tag, text));
            assert_eq!(LocaleTag::parse(tag), Some(read), "{text}");
        }
        let long = format!("de-x{}", "-abcdefgh".repeat(7));
        for text in [
            "",
            "articles",
            "a-b",
            "partner-center",
            "de-DEU",
            "de-",
            "de--DE",
            "my-project",
            "de.md",
            "pt-BR.json",
            "de-DE-AT",
            "sr-Latn-Cyrl",
            "in-a-box",
            "de-u",
            "de@foo",
            "dé",
            "zh-r12",
            "is-raw",
            long.as_str(),
        ] {
            assert_eq!(LocaleTag::parse(text), None, "{text}");
        }
    }

    #[test]
    fn parts_are_told() {
        let parts = |text: &str| {
            let tag = LocaleTag::parse(text).unwrap();
            let part = |part: Option<&str>| part.unwrap_or("").to_owned();
            [tag.language().to_owned(), part(tag.script()), part(tag.region())]
        };
        assert_eq!(parts("sr-Latn-RS"), ["sr", "Latn", "RS"]);
        assert_eq!(parts("es-419"), ["es", "", "419"]);
        assert_eq!(parts("ca-ES-valencia"), ["ca", "", "ES"]);
        assert_eq!(parts("de-1996"), ["de", "", ""]);
        assert_eq!(parts("de-x-leicht"), ["de", "", ""]);
    }
}
