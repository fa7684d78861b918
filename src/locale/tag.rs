//! Tags of locales.

/// A BCP-47 tag in canonical case (`pt-BR`, `sr-Latn-RS`); empty where no locale is known.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct LocaleTag(String);

impl LocaleTag {
    /// Reads a tag in any case, with `-` or `_`; `None` if it is not of a tag's form (`ll`, `ll-CC`, `ll-Ssss-CC`).
    pub fn parse(text: &str) -> Option<LocaleTag> {
        let mut parts = text.trim().split(['-', '_']);
        let language = parts.next()?.to_ascii_lowercase();
        if !(2..=3).contains(&language.len()) || !language.bytes().all(|b| b.is_ascii_alphabetic())
        {
            return None;
        }
        let mut tag = language;
        for part in parts {
            let letters = part.bytes().all(|b| b.is_ascii_alphabetic());
            tag.push('-');
            match part.len() {
                4 if letters => {
                    tag.push_str(&part[..1].to_ascii_uppercase());
                    tag.push_str(&part[1..].to_ascii_lowercase());
                }
                2 if letters => tag.push_str(&part.to_ascii_uppercase()),
                3 if part.bytes().all(|b| b.is_ascii_digit()) => tag.push_str(part),
                _ => return None,
            }
        }
        Some(LocaleTag(tag))
    }

    /// The tag; empty where no locale is known.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether no locale is known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Its name in files: the tag, or `und` where no locale is known.
    pub fn file_name(&self) -> &str {
        if self.is_empty() { "und" } else { self.as_str() }
    }

    /// The language part (`pt` of `pt-BR`).
    pub fn language(&self) -> &str {
        self.0.split('-').next().unwrap_or("")
    }
}

impl std::fmt::Display for LocaleTag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_in_any_case() {
        for (text, tag) in [
            ("pt-br", "pt-BR"),
            ("HU-hu", "hu-HU"),
            ("sr_latn_rs", "sr-Latn-RS"),
            ("es-419", "es-419"),
            ("fr", "fr"),
        ] {
            assert_eq!(LocaleTag::parse(text).unwrap().as_str(), tag);
        }
        for text in ["", "articles", "a-b", "partner-center", "de-DEU"] {
            assert_eq!(LocaleTag::parse(text), None, "{text}");
        }
    }
}
