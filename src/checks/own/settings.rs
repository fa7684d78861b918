//! Own rules as they are written.

use serde::Deserialize;

use super::pattern::{Condition, Count, of_source, of_target};
use crate::checks::CHECKS;
use crate::mqm::{Category, Severity};

/// A rule as the configuration has it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RuleSettings {
    /// Its id in kebab case; no check's.
    pub id: String,
    /// One sentence for a translator; `{source}` and `{target}` stand for the words that matched, `{expected}` and
    /// `{count}` for how often `same-count` matches source and target.
    pub message: String,
    /// Minor where none is named.
    #[serde(default)]
    pub severity: Option<Severity>,
    /// Terminology where none is named.
    #[serde(default)]
    pub category: Option<Category>,
    /// Where it holds: locale tags or languages; everywhere when empty.
    #[serde(default)]
    pub locales: Vec<String>,
    /// Where it holds: globs of page paths; everywhere when empty.
    #[serde(default)]
    pub paths: Vec<String>,
    /// What it looks at.
    #[serde(default)]
    pub scope: Scope,
    /// Which segments it looks at, by their sources.
    #[serde(default, deserialize_with = "of_source")]
    pub source: Option<Condition>,
    /// What the target must and must not say.
    #[serde(default, deserialize_with = "of_target")]
    pub target: Option<Condition>,
    /// What must stand in both equally often.
    #[serde(default)]
    pub same_count: Option<Count>,
    /// What takes the place of what the target must not say; `$1` stands for what its first group matched.
    #[serde(default)]
    pub fix: Option<String>,
    /// Pairs that are right and wrong.
    #[serde(default)]
    pub examples: Vec<RuleExample>,
}

/// What a rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// All that stands there.
    #[default]
    All,
    /// Not what touches code, addresses, placeholders and keywords of the markup.
    Text,
}

/// A pair that a rule must report, or must not.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "WrittenExample")]
pub struct RuleExample {
    /// The source; empty where the rule needs none.
    pub source: String,
    /// The target's locale; the rule's first one where none is named.
    pub locale: Option<String>,
    /// What the rule's fix makes of the target, where that is to be tested.
    pub fixed: Option<String>,
    target: String,
    is_wrong: bool,
}

impl RuleExample {
    /// The target.
    pub fn target(&self) -> &str {
        &self.target
    }

    /// Whether the rule must report it.
    pub fn is_wrong(&self) -> bool {
        self.is_wrong
    }
}

impl RuleSettings {
    /// Sees to it that the rule is one.
    ///
    /// # Errors
    /// What is amiss, for a person.
    pub fn check(&self) -> Result<(), String> {
        let id = &self.id;
        let is_kebab = id.starts_with(|c: char| c.is_ascii_lowercase())
            && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if !is_kebab {
            return Err(format!("the id {id:?} of a rule is not like no-click-here"));
        }
        if CHECKS.iter().any(|check| check.id == id) {
            return Err(format!("the rule {id} has the id of a check: give it another"));
        }
        if self.message.trim().is_empty() {
            return Err(format!("the rule {id} has no message: say what to write instead"));
        }
        if self.target.is_none() && self.same_count.is_none() {
            return Err(format!("the rule {id} asks nothing: give it `target` or `same-count`"));
        }
        let must_not = self.target.as_ref().and_then(|target| target.must_not.as_ref());
        if self.fix.is_some() && must_not.is_none() {
            return Err(format!(
                "the rule {id} has a fix and nothing that it replaces: give it `target: {{must-not: …}}`"
            ));
        }
        Ok(())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct WrittenExample {
    #[serde(default)]
    source: String,
    #[serde(default)]
    locale: Option<String>,
    #[serde(default)]
    wrong: Option<String>,
    #[serde(default)]
    right: Option<String>,
    #[serde(default)]
    fixed: Option<String>,
}

impl TryFrom<WrittenExample> for RuleExample {
    type Error = String;

    fn try_from(example: WrittenExample) -> Result<RuleExample, String> {
        let WrittenExample { source, locale, wrong, right, fixed } = example;
        let (target, is_wrong) = match (wrong, right) {
            (Some(target), None) => (target, true),
            (None, Some(target)) => (target, false),
            _ => return Err("an example has a target as `wrong` or as `right`".to_owned()),
        };
        if fixed.is_some() && !is_wrong {
            return Err("an example that is `right` has nothing `fixed`".to_owned());
        }
        Ok(RuleExample { source, locale, fixed, target, is_wrong })
    }
}
