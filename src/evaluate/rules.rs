//! Which checks run where, and how severe their issues are.

use std::collections::BTreeMap;
use std::fmt;

use globset::{Glob, GlobMatcher};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer, StrDeserializer};
use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::checks::issue::Issue;
use crate::checks::own::OwnRule;
use crate::checks::{CHECKS, judge};
use crate::error::{Error, Result};
use crate::locale::LocaleTag;
use crate::mqm::Severity;

/// Settings of one check: a word for everywhere, or rules of which the last that fits holds.
#[derive(Debug, Clone)]
pub enum CheckSettings {
    /// The same everywhere.
    Everywhere(Setting),
    /// One rule.
    Rule(CheckRule),
    /// Several rules.
    Rules(Vec<CheckRule>),
}

impl CheckSettings {
    /// The locales that they name.
    pub(crate) fn locales_mut(&mut self) -> impl Iterator<Item = &mut String> {
        let rules = match self {
            CheckSettings::Everywhere(_) => &mut [],
            CheckSettings::Rule(rule) => std::slice::from_mut(rule),
            CheckSettings::Rules(rules) => rules.as_mut_slice(),
        };
        rules.iter_mut().flat_map(|rule| &mut rule.locales)
    }
}

impl<'de> Deserialize<'de> for CheckSettings {
    fn deserialize<D: Deserializer<'de>>(from: D) -> std::result::Result<CheckSettings, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = CheckSettings;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(
                    "off, on, neutral, minor, major or critical, or a map or list of maps with `set`, `locales` and `paths`",
                )
            }

            fn visit_bool<E: de::Error>(self, on: bool) -> std::result::Result<CheckSettings, E> {
                Ok(CheckSettings::Everywhere(if on { Setting::On } else { Setting::Off }))
            }

            fn visit_str<E: de::Error>(self, word: &str) -> std::result::Result<CheckSettings, E> {
                let set = Setting::deserialize(StrDeserializer::new(word))?;
                Ok(CheckSettings::Everywhere(set))
            }

            fn visit_map<A: MapAccess<'de>>(
                self,
                map: A,
            ) -> std::result::Result<CheckSettings, A::Error> {
                CheckRule::deserialize(MapAccessDeserializer::new(map)).map(CheckSettings::Rule)
            }

            fn visit_seq<A: SeqAccess<'de>>(
                self,
                list: A,
            ) -> std::result::Result<CheckSettings, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(list)).map(CheckSettings::Rules)
            }
        }
        from.deserialize_any(Read)
    }
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

/// The patterns of paths of a check.
fn globs(id: &str, patterns: &[String]) -> Result<Vec<GlobMatcher>> {
    let glob =
        |pattern: &String| path_glob(pattern).map_err(|e| Error::usage(format!("check {id}: {e}")));
    patterns.iter().map(glob).collect()
}

/// Narrows settings to what a call names: with `only`, no other check runs; those of `without` do not either.
pub fn narrow(
    settings: &mut BTreeMap<String, CheckSettings>,
    own: &[OwnRule],
    only: &[String],
    without: &[String],
) {
    let own = own.iter().map(|rule| rule.check);
    for check in CHECKS.iter().copied().chain(own).chain([&judge::CHECK]) {
        let is_chosen = only.iter().any(|id| id == check.id);
        if without.iter().any(|id| id == check.id) || (!only.is_empty() && !is_chosen) {
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
    own: Vec<OwnRule>,
    /// Where each of these holds.
    own_places: Vec<Compiled>,
}

#[derive(Debug, Clone)]
struct Compiled {
    check: usize,
    set: Setting,
    locales: Vec<String>,
    paths: Vec<GlobMatcher>,
}

impl Compiled {
    /// Whether it speaks of a page.
    fn holds(&self, locale: &LocaleTag, path: &str) -> bool {
        let is_of = |l: &String| l.eq_ignore_ascii_case(locale.as_str()) || l == locale.language();
        let here = self.locales.is_empty() || self.locales.iter().any(is_of);
        here && (self.paths.is_empty() || self.paths.iter().any(|p| p.is_match(path)))
    }
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
    /// Compiles the settings of a configuration, and its own rules.
    ///
    /// # Errors
    /// A malformed path glob.
    pub fn compile(
        settings: &BTreeMap<String, CheckSettings>,
        own: &[OwnRule],
    ) -> Result<CheckRules> {
        let mut rules = Vec::new();
        let place = |(at, rule): (usize, &OwnRule)| {
            let paths = globs(rule.check.id, rule.paths())?;
            let locales = rule.locales().to_vec();
            Ok(Compiled { check: CHECKS.len() + at, set: Setting::On, locales, paths })
        };
        let own_places = own.iter().enumerate().map(place).collect::<Result<Vec<_>>>()?;
        let own_ids = own.iter().map(|rule| rule.check.id);
        let ids: Vec<&str> =
            CHECKS.iter().map(|check| check.id).chain(own_ids).chain([judge::CHECK.id]).collect();
        for (id, settings) in settings {
            let Some(check) = ids.iter().position(|known| known == id) else {
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
                let paths = globs(id, &rule.paths)?;
                rules.push(Compiled { check, set: rule.set, locales: rule.locales, paths });
            }
        }
        Ok(CheckRules { rules, own: own.to_vec(), own_places })
    }

    /// The patterns of paths, each with the id of its check.
    pub(crate) fn paths(&self) -> impl Iterator<Item = (&str, &GlobMatcher)> {
        let id = |check: usize| match CHECKS.get(check) {
            Some(check) => check.id,
            None => {
                self.own.get(check - CHECKS.len()).map_or(judge::CHECK.id, |rule| rule.check.id)
            }
        };
        let rules = self.rules.iter().chain(&self.own_places);
        rules.flat_map(move |rule| rule.paths.iter().map(move |glob| (id(rule.check), glob)))
    }

    /// Whether a check or an own rule has this id.
    pub(crate) fn knows(&self, id: &str) -> bool {
        id == judge::CHECK.id
            || CHECKS.iter().any(|check| check.id == id)
            || self.own.iter().any(|r| r.check.id == id)
    }

    /// A team's own rules.
    pub fn own(&self) -> &[OwnRule] {
        &self.own
    }

    /// What holds for each check of [`CHECKS`], then for each of the own rules, and last for what judges mark, on a page.
    pub fn for_page(&self, locale: &LocaleTag, path: &str) -> Vec<PageRule> {
        let mut page: Vec<PageRule> =
            CHECKS.iter().map(|c| PageRule { on: c.on_by_default, severity: None }).collect();
        page.resize(CHECKS.len() + self.own.len() + 1, PageRule { on: true, severity: None });
        for rule in self.rules.iter().filter(|rule| rule.holds(locale, path)) {
            let severity = match rule.set {
                Setting::Off | Setting::On => None,
                Setting::Neutral => Some(Severity::Neutral),
                Setting::Minor => Some(Severity::Minor),
                Setting::Major => Some(Severity::Major),
                Setting::Critical => Some(Severity::Critical),
            };
            page[rule.check] = PageRule { on: rule.set != Setting::Off, severity };
        }
        for place in self.own_places.iter().filter(|place| !place.holds(locale, path)) {
            page[place.check].on = false;
        }
        page
    }

    /// What holds for what judges mark on a page.
    pub(crate) fn of_judges(&self, locale: &LocaleTag, path: &str) -> PageRule {
        let all = self.for_page(locale, path);
        all.last().copied().unwrap_or(PageRule { on: true, severity: None })
    }
}
