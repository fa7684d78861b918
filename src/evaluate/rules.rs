//! Which checks run where, and how severe their issues are.

use std::collections::BTreeMap;

use globset::{Glob, GlobMatcher};
use serde::Deserialize;

use crate::checks::CHECKS;
use crate::checks::issue::Issue;
use crate::error::{Error, Result};
use crate::locale::LocaleTag;
use crate::mqm::Severity;

/// Settings of one check: a word for everywhere, or rules of which the last that fits holds.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum CheckSettings {
    /// The same everywhere.
    Everywhere(Setting),
    /// One rule.
    Rule(CheckRule),
    /// Several rules.
    Rules(Vec<CheckRule>),
}

/// What to do with a check.
#[derive(Debug, Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Setting {
    /// It does not run. (Plain `off` is the word `off` in YAML 1.2, and a boolean elsewhere.)
    #[serde(alias = "false")]
    Off,
    /// It runs as it is.
    #[serde(alias = "true")]
    On,
    /// It runs, and its issues are neutral.
    Neutral,
    /// It runs, and its issues are minor.
    Minor,
    /// It runs, and its issues are major.
    Major,
    /// It runs, and its issues are critical.
    Critical,
}

/// A setting for some locales and paths.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckRule {
    /// What to do.
    pub set: Setting,
    /// Where: locale tags or languages; all when empty.
    #[serde(default)]
    pub locales: Vec<String>,
    /// Where: globs of page paths; all when empty.
    #[serde(default)]
    pub paths: Vec<String>,
}

/// Braces of a path pattern that may stand in one another: more than a pattern needs, and less than overflows a stack.
const MOST_NESTED: usize = 8;

/// A pattern of paths, such as `**/archive/**`.
///
/// # Errors
/// A malformed pattern; the message names it.
pub fn path_glob(pattern: &str) -> Result<GlobMatcher> {
    let nested = pattern.bytes().scan(0usize, |depth, byte| {
        match byte {
            b'{' => *depth += 1,
            b'}' => *depth = depth.saturating_sub(1),
            _ => {}
        }
        Some(*depth)
    });
    if nested.max().is_some_and(|depth| depth > MOST_NESTED) {
        return Err(Error::usage("a path pattern nests its braces too deep; write several"));
    }
    let glob = Glob::new(pattern)
        .map_err(|e| Error::usage(format!("the path pattern {pattern:?} is malformed: {e}")))?;
    Ok(glob.compile_matcher())
}

/// Narrows settings to what a call names: with `only`, no other check runs; those of `without` do not either.
pub fn narrow(settings: &mut BTreeMap<String, CheckSettings>, only: &[&str], without: &[&str]) {
    for check in CHECKS {
        let is_chosen = only.contains(&check.id);
        if without.contains(&check.id) || (!only.is_empty() && !is_chosen) {
            settings.insert(check.id.to_owned(), CheckSettings::Everywhere(Setting::Off));
        } else if is_chosen {
            let set = settings.entry(check.id.to_owned());
            let set = set.or_insert(CheckSettings::Everywhere(Setting::On));
            // Who names it wants to see it.
            if matches!(set, CheckSettings::Everywhere(Setting::Off)) {
                *set = CheckSettings::Everywhere(Setting::On);
            }
        }
    }
}

/// Compiled settings of all checks.
#[derive(Debug, Clone, Default)]
pub struct CheckRules {
    rules: Vec<Compiled>,
}

#[derive(Debug, Clone)]
struct Compiled {
    check: usize,
    set: Setting,
    locales: Vec<String>,
    paths: Vec<GlobMatcher>,
}

/// What holds for one check on one page.
#[derive(Debug, Clone, Copy)]
pub struct PageRule {
    /// Whether it runs.
    pub on: bool,
    /// Severity of all its issues, where the configuration names one.
    pub severity: Option<Severity>,
}

impl PageRule {
    /// Gives issues the configured severity.
    pub fn apply(self, issues: &mut [Issue]) {
        if let Some(severity) = self.severity {
            for issue in issues {
                issue.severity = severity;
            }
        }
    }
}

impl CheckRules {
    /// Compiles the settings of a configuration.
    ///
    /// # Errors
    /// A malformed path glob.
    pub fn compile(settings: &BTreeMap<String, CheckSettings>) -> Result<CheckRules> {
        let mut rules = Vec::new();
        for (id, settings) in settings {
            let Some(check) = CHECKS.iter().position(|c| c.id == id) else {
                return Err(Error::usage(format!(
                    "there is no check {id:?}; `glossator checks` lists them"
                )));
            };
            let list = match settings {
                CheckSettings::Everywhere(set) => {
                    vec![CheckRule { set: *set, locales: Vec::new(), paths: Vec::new() }]
                }
                CheckSettings::Rule(rule) => vec![rule.clone()],
                CheckSettings::Rules(rules) => rules.clone(),
            };
            for rule in list {
                let glob = |pattern: &String| {
                    path_glob(pattern).map_err(|e| Error::usage(format!("check {id}: {e}")))
                };
                let paths = rule.paths.iter().map(glob).collect::<Result<Vec<_>>>()?;
                rules.push(Compiled { check, set: rule.set, locales: rule.locales, paths });
            }
        }
        Ok(CheckRules { rules })
    }

    /// What holds for each check of [`CHECKS`] on a page.
    pub fn for_page(&self, locale: &LocaleTag, path: &str) -> Vec<PageRule> {
        let mut page: Vec<PageRule> =
            CHECKS.iter().map(|c| PageRule { on: c.on_by_default, severity: None }).collect();
        for rule in &self.rules {
            let here = rule.locales.is_empty()
                || rule
                    .locales
                    .iter()
                    .any(|l| l.eq_ignore_ascii_case(locale.as_str()) || l == locale.language());
            let there = rule.paths.is_empty() || rule.paths.iter().any(|p| p.is_match(path));
            if here && there {
                let severity = match rule.set {
                    Setting::Off | Setting::On => None,
                    Setting::Neutral => Some(Severity::Neutral),
                    Setting::Minor => Some(Severity::Minor),
                    Setting::Major => Some(Severity::Major),
                    Setting::Critical => Some(Severity::Critical),
                };
                page[rule.check] = PageRule { on: rule.set != Setting::Off, severity };
            }
        }
        page
    }
}
