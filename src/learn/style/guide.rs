//! Style guides: built-in ones, and files that `glossator style` writes from what it measured.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use serde::Deserialize;

use super::{RULES, Rule, Styles, Way};
use crate::document::Document;
use crate::error::{Error, Result};
use crate::locale::LocaleTag;

/// What a guide says of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Stance {
    /// It is to be kept.
    Keep,
    /// The other thing is to be done throughout.
    Other,
    /// Both are right.
    Free,
}

/// A style guide: which rules a text is held to.
#[derive(Debug, Clone)]
pub struct Guide {
    /// How it is called: the id of a built-in one, or the name of a file.
    pub name: Arc<str>,
    said: Said,
}

/// The file of a guide.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct Said {
    /// How the keys of a page's front matter begin that tell it as one of the publisher.
    front_matter: Option<String>,
    /// What holds of rules that the guide does not name; none where the habit decides.
    others: Option<Stance>,
    /// What holds in every locale, by the ids of rules.
    all: BTreeMap<String, Stance>,
    /// What holds in one locale, by its tag or language.
    locales: BTreeMap<String, BTreeMap<String, Stance>>,
}

/// The built-in guides, by id.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("microsoft", include_str!("../../../data/styles/microsoft.yaml")),
    ("none", include_str!("../../../data/styles/none.yaml")),
];

static PARSED: LazyLock<Vec<Guide>> = LazyLock::new(|| {
    let parse = |(name, yaml): &(&str, &str)| {
        // A test parses all of them.
        let said = serde_yaml::from_str(yaml).unwrap_or_default();
        Guide { name: (*name).into(), said }
    };
    BUILT_IN.iter().map(parse).collect()
});

/// Whether a path is the id of a built-in guide. No file is meant by it: those have an extension.
pub fn is_built_in(path: &Path) -> bool {
    BUILT_IN.iter().any(|(id, _)| path.as_os_str() == *id)
}

/// The built-in guide of the publisher whose keys the page's front matter has.
pub(super) fn named_by(document: &Document) -> Option<&'static Guide> {
    let metadata = &document.metadata;
    let own = [
        metadata.source_commit.is_some(),
        metadata.file_hash.is_some(),
        metadata.file_id.is_some(),
        metadata.last_handoff.is_some(),
    ];
    PARSED.iter().find(|guide| {
        let Some(prefix) = guide.said.front_matter.as_deref() else { return false };
        // The keys of localization that the reader takes out begin so too.
        prefix == OWN_KEYS && own.contains(&true)
            || metadata.other.keys().any(|key| key.starts_with(prefix))
    })
}

/// How the keys begin that [`crate::document::Metadata`] holds by name.
const OWN_KEYS: &str = "ms.";

impl Guide {
    /// A built-in guide by its id, or a file.
    ///
    /// # Errors
    /// A file that can't be read, is no YAML, or names a rule that is not there.
    pub fn read(path: &Path) -> Result<Guide> {
        if let Some(guide) = PARSED.iter().find(|guide| path.as_os_str() == &*guide.name) {
            return Ok(guide.clone());
        }
        let text = std::fs::read_to_string(path).map_err(|e| match e.kind() {
            std::io::ErrorKind::NotFound => {
                let ids: Vec<&str> = BUILT_IN.iter().map(|(id, _)| *id).collect();
                Error::usage(format!(
                    "{}: there is no such file: give a style that `glossator style` wrote, or one of {}",
                    path.display(),
                    ids.join(", ")
                ))
            }
            _ => Error::io(path, e),
        })?;
        let said: Said = serde_yaml::from_str(&text).map_err(|e| {
            let line = e.location().map(|l| l.line() as u64);
            Error::malformed(path, line, e.to_string())
        })?;
        let rules = said.all.keys().chain(said.locales.values().flat_map(BTreeMap::keys));
        for id in rules {
            if RULES.iter().all(|rule| rule.id != id) {
                let line = text.lines().position(|l| l.trim_start().starts_with(id.as_str()));
                let message =
                    format!("there is no rule of style {id:?}; `glossator style` lists them");
                return Err(Error::malformed(path, line.map(|l| l as u64 + 1), message));
            }
        }
        let name = path.file_name().map_or_else(|| path.to_string_lossy(), |n| n.to_string_lossy());
        Ok(Guide { name: name.into(), said })
    }

    /// A guide that asks for every rule.
    #[cfg(test)]
    pub(crate) fn of_all_rules() -> Guide {
        let said = Said { others: Some(Stance::Keep), ..Said::default() };
        Guide { name: "all".into(), said }
    }

    /// What it says of a rule in a locale; none where the habit decides.
    pub(super) fn stance(&self, tag: &LocaleTag, rule: &Rule) -> Option<Stance> {
        let of = |key: &str| self.said.locales.get(key)?.get(rule.id);
        of(tag.as_str())
            .or_else(|| of(tag.language()))
            .or_else(|| self.said.all.get(rule.id))
            .copied()
            .or(self.said.others)
    }
}

/// The measured style of each locale as the file of a guide: rules that are kept throughout, and those that are not.
/// Rules with fewer than twenty places are left to the habit of later runs.
pub fn write(styles: &Styles) -> String {
    let mut out = String::from(
        "# The style of each locale as `glossator style` measured it. `keep` holds new text to a rule, `other` to its\n\
         # opposite, `free` lets both pass. Use it with `glossator score --style FILE` or `style:` in glossator.yaml.\n\
         locales:\n",
    );
    let mut last = None;
    for (tag, rule, count) in styles.counts() {
        let stance = match count.way() {
            None => continue,
            Some(Way::Kept) => "keep",
            Some(Way::Other) if rule.both_ways => "other",
            Some(_) => "free",
        };
        if last != Some(tag) {
            let _ = writeln!(out, "  {tag}:");
            last = Some(tag);
        }
        let _ = writeln!(
            out,
            "    {}: {stance} # {} of {} places {}",
            rule.id, count.kept, count.of, rule.kept
        );
    }
    if last.is_none() {
        out = out.replace("locales:\n", "locales: {}\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_guides_name_rules_that_are_there() {
        for (name, yaml) in BUILT_IN {
            let said: Said = serde_yaml::from_str(yaml).unwrap_or_else(|e| panic!("{name}: {e}"));
            let named = said.all.keys().chain(said.locales.values().flat_map(BTreeMap::keys));
            for id in named {
                assert!(RULES.iter().any(|rule| rule.id == id), "{name}: {id}");
            }
            assert!(said.all.keys().is_sorted());
        }
    }

    #[test]
    fn a_rule_that_is_not_there_is_told_with_its_line() {
        let folder = std::env::temp_dir().join(format!("glossator-style-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("style.yaml");
        std::fs::write(&path, "locales:\n  ja-JP:\n    three-spaces: keep\n").unwrap();
        let error = Guide::read(&path).unwrap_err().to_string();
        assert!(error.contains("style.yaml:3: ") && error.contains("three-spaces"), "{error}");
        std::fs::remove_dir_all(folder).unwrap();
        let error = Guide::read(Path::new("vogue")).unwrap_err().to_string();
        assert!(error.contains("microsoft"), "{error}");
    }
}
