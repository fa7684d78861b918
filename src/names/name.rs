//! A name as a termbase holds it: its text, what locales do with it, and what it was called before.

use serde::{Deserialize, Serialize};

use super::evidence::Evidence;
use crate::locale::Locale;
use crate::mqm::Severity;

/// What a locale does with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Policy {
    /// It stays in English.
    #[default]
    Keep,
    /// It has a form of the locale.
    Localized,
    /// The English form and a form of the locale are both right.
    Both,
}

impl Policy {
    /// As data files write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Policy::Keep => "keep",
            Policy::Localized => "localized",
            Policy::Both => "both",
        }
    }

    /// Whether the English form is right.
    pub fn keeps(self) -> bool {
        self != Policy::Localized
    }
}

/// What one locale does with a name; `fr-FR: keep` for short.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rendering {
    /// Whether it stays in English.
    pub policy: Policy,
    /// Forms of the locale, the best first; letters after a `|` in a word may vary.
    pub forms: Vec<String>,
    /// What a term is usually rendered by, the best first: any of them, and one a page. Unlike a form it may be missing.
    pub preferred: Vec<String>,
    /// Renderings that must not be used.
    pub forbidden: Vec<String>,
    /// English words, each open behind a `|`, that explain another rendering than the first preferred one: beside them
    /// it tells nothing.
    pub unless: Vec<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum RawRendering {
    Policy(Policy),
    Forms(Vec<String>),
    Full(FullRendering),
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct FullRendering {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    policy: Option<Policy>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    forms: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    preferred: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    forbidden: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    unless: Vec<String>,
}

impl<'de> Deserialize<'de> for Rendering {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match RawRendering::deserialize(deserializer)? {
            RawRendering::Policy(policy) => Rendering { policy, ..Rendering::default() },
            RawRendering::Forms(forms) => {
                Rendering { policy: Policy::Localized, forms, ..Rendering::default() }
            }
            RawRendering::Full(full) => {
                let english = full.forms.is_empty() && full.preferred.is_empty();
                let given = if english { Policy::Keep } else { Policy::Localized };
                Rendering {
                    policy: full.policy.unwrap_or(given),
                    forms: full.forms,
                    preferred: full.preferred,
                    forbidden: full.forbidden,
                    unless: full.unless,
                }
            }
        })
    }
}

impl Serialize for Rendering {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let policy = Rendering { policy: self.policy, ..Rendering::default() };
        if *self == policy {
            return self.policy.serialize(serializer);
        }
        FullRendering {
            policy: Some(self.policy),
            forms: self.forms.clone(),
            preferred: self.preferred.clone(),
            forbidden: self.forbidden.clone(),
            unless: self.unless.clone(),
        }
        .serialize(serializer)
    }
}

/// Whether the letters' case belongs to a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Casing {
    /// Only as written.
    #[default]
    Exact,
    /// Any case.
    Free,
}

/// How the forms of a term are looked for in a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Matching {
    /// As the locale inflects: a name with its endings, a localized form with its declension.
    #[default]
    Inflected,
    /// Letter by letter.
    Exact,
    /// Each word with any letters behind it.
    Prefix,
    /// Each word of a like spelling (at least 80 % of its letters in order).
    Fuzzy,
}

/// An earlier name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct FormerName {
    /// What it was called.
    pub name: String,
    /// The year it was renamed, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
}

/// A later name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Renaming {
    /// What it is called now.
    pub to: String,
    /// The year it was renamed, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
}

/// A name, or a term of a user's list.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Name {
    /// The English name.
    pub name: String,
    /// What it names (`product`, `service`, `feature`, `company`…); `term` for a term that is no name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// What locales that are not listed do with it.
    #[serde(default)]
    pub policy: Policy,
    /// Official short forms and acronyms, which may stand for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// What it was called before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub formerly: Vec<FormerName>,
    /// What it is called now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renamed: Option<Renaming>,
    /// What each locale does with it, by tag or language.
    #[serde(default, skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    pub locales: std::collections::BTreeMap<String, Rendering>,
    /// Whether it is a common word too, so that only its context makes it a name.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub common_word: bool,
    /// Head nouns of it that locales may translate.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub soft: Vec<String>,
    /// Whether its case matters.
    #[serde(default, skip_serializing_if = "is_default")]
    pub case: Casing,
    /// How its forms are looked for.
    #[serde(default, skip_serializing_if = "is_default", rename = "match")]
    pub matching: Matching,
    /// Severity of an issue with it, unless the case is milder; the check's own where none is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// A remark for those who maintain the list.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Whether it was learned from a corpus and nobody reviewed it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub learned: bool,
    /// What speaks for all this.
    #[serde(skip)]
    pub evidence: Evidence,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl Name {
    /// A name that stays in English everywhere.
    pub fn keep(name: impl Into<String>) -> Name {
        Name { name: name.into(), ..Name::default() }
    }

    /// What a locale does with it: as listed for its tag or the nearest of its lineage, else for its language, else for
    /// another region of it.
    pub fn rendering(&self, locale: &Locale) -> Option<&Rendering> {
        if self.locales.is_empty() {
            return None;
        }
        let listed = locale.lineage.iter().find_map(|tag| self.locales.get(tag));
        // The two ways of writing Chinese share no forms.
        if listed.is_some() || locale.chinese.is_some() {
            return listed;
        }
        let language = locale.language();
        let of_language = |tag: &str| tag.split('-').next() == Some(language);
        self.locales.get(language).or_else(|| {
            self.locales.iter().find(|(tag, _)| of_language(tag)).map(|(_, rendering)| rendering)
        })
    }

    /// Whether it is a term whose renderings are a matter of usage: a list prefers some and asks for none.
    pub fn is_usage(&self) -> bool {
        self.is_term() && self.locales.values().any(|r| !r.preferred.is_empty())
    }

    /// Whether it is a term of a list and no name.
    pub fn is_term(&self) -> bool {
        self.kind == "term"
    }
}
