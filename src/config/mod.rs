//! `glossator.yaml`: the one optional configuration file. The command line wins.

mod values;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

pub use self::values::{JudgeSettings, MinScore};
use self::values::{Lines, said};
use crate::checks::own::{OwnRule, RuleSettings};
use crate::checks::{CHECKS, judge};
use crate::error::{Error, Result};
use crate::evaluate::rules::CheckSettings;
use crate::learn::style::is_built_in;
use crate::mqm::{Confidence, Severity};
use crate::names::load;
use crate::reports::{self, Report};

/// What `glossator.yaml` may say. Relative paths count from the file's folder.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Config {
    /// What to score, when the call names nothing.
    pub paths: Vec<PathBuf>,
    /// Patterns of paths that are not scored.
    pub exclude: Vec<String>,
    /// Trees or files of the English originals of pages that hold no pairs.
    pub source: Vec<PathBuf>,
    /// Trees or files of reference translations.
    pub references: Vec<PathBuf>,
    /// Whether pages that people translated serve as references for the others.
    pub human_as_references: bool,
    /// Whether references of nearly the same source count in the scores of pages and locales.
    pub fuzzy_references: bool,
    /// Lists of product names and terms: files, or ids of shipped lists.
    pub names: Vec<PathBuf>,
    /// Lexicon to judge gross errors by.
    pub lexicon: Option<PathBuf>,
    /// Folders of dictionaries to spell by, before those of the system.
    pub dictionaries: Vec<PathBuf>,
    /// Style to hold texts to: a file that `glossator style` wrote, or the id of a built-in guide.
    pub style: Option<PathBuf>,
    /// Folder for the reports.
    pub out: Option<PathBuf>,
    /// Locale of pages that do not name theirs.
    pub locale: Option<String>,
    /// Locale of the originals.
    pub source_locale: Option<String>,
    /// Reports to write.
    #[serde(skip)]
    pub format: Vec<&'static Report>,
    /// Their ids as written.
    #[serde(rename = "format")]
    format_ids: Vec<String>,
    /// Least confidence of an issue that scores and gates count.
    pub min_confidence: Option<Confidence>,
    /// Least severity that makes the run fail.
    pub fail_on: Option<Severity>,
    /// Least quality score of a locale: one number, or one for each locale and `default`.
    pub min_score: Option<MinScore>,
    /// Decisions of reviewers.
    pub baseline: Option<PathBuf>,
    /// Where the HTML report links files; see [`source_url`].
    pub source_url: Option<String>,
    /// Where reports link what a check looks for; see [`check_url`].
    pub check_url: Option<String>,
    /// Judges that a call may name, by their names. None is asked that the call does not name: whoever may change this file
    /// may not run programs by it.
    pub judges: BTreeMap<String, JudgeSettings>,
    /// Threads.
    pub jobs: Option<usize>,
    /// Settings of checks, by id.
    pub checks: BTreeMap<String, CheckSettings>,
    /// The team's own rules.
    #[serde(skip)]
    pub rules: Vec<OwnRule>,
    /// They as written.
    #[serde(rename = "rules")]
    written_rules: Vec<RuleSettings>,
    /// What is likely a slip, a sentence each with the place.
    #[serde(skip)]
    pub warnings: Vec<String>,
}

impl Config {
    /// Reads a configuration file; relative paths in it then count from its folder.
    ///
    /// # Errors
    /// An unreadable file, invalid YAML, an unknown key or an unknown check, with the line where it is known.
    pub fn read(path: &Path) -> Result<Config> {
        let text = std::fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
        let mut config: Config = if text.trim().is_empty() {
            Config::default()
        } else {
            serde_yaml::from_str(&text).map_err(|e| {
                let line = e.location().map(|l| l.line() as u64);
                Error::malformed(path, line, said(&e))
            })?
        };
        let lines = Lines { path, text: &text };
        for id in &config.format_ids {
            let format = reports::find(id)
                .map_err(|error| lines.malformed(0, id.as_str(), error.to_string()))?;
            config.format.push(format);
        }
        for rule in std::mem::take(&mut config.written_rules) {
            let id = format!("id: {}", rule.id);
            let again = config.rules.iter().filter(|earlier| earlier.check.id == rule.id).count();
            rule.check().map_err(|message| lines.malformed(again, &id, message))?;
            if again > 0 {
                let message = format!("two rules have the id {}: give one another", rule.id);
                return Err(lines.malformed(again, &id, message));
            }
            config.rules.push(OwnRule::new(rule));
        }
        let own = config.rules.iter().map(|rule| rule.check.id);
        let ids: Vec<&str> =
            CHECKS.iter().map(|check| check.id).chain(own).chain([judge::CHECK.id]).collect();
        for (id, settings) in &mut config.checks {
            if !ids.contains(&id.as_str()) {
                let message = format!("there is no check {id:?}; `glossator checks` lists them");
                return Err(lines.malformed(0, &format!("{id}:"), message));
            }
            for tag in settings.locales_mut() {
                let what = format!("checks: {id}");
                lines.settle(tag, &what, &mut config.warnings)?;
            }
        }
        for rule in &mut config.rules {
            let what = format!("rules: {}", rule.check.id);
            for tag in rule.locales_mut() {
                lines.settle(tag, &what, &mut config.warnings)?;
            }
        }
        for (key, tag) in [("locale", &config.locale), ("source-locale", &config.source_locale)] {
            if let Some(mut tag) = tag.clone() {
                lines.settle(&mut tag, key, &mut Vec::new())?;
            }
        }
        if let Some(min_score) = config.min_score.take() {
            config.min_score = Some(lines.scores(min_score, &mut config.warnings)?);
        }
        if let Some(Err(message)) = config.source_url.as_deref().map(source_url) {
            return Err(lines.malformed(0, "source-url:", format!("source-url: {message}")));
        }
        if let Some(Err(message)) = config.check_url.as_deref().map(check_url) {
            return Err(lines.malformed(0, "check-url:", format!("check-url: {message}")));
        }
        let folder = path.parent().unwrap_or(Path::new(""));
        let names = config.names.iter_mut().filter(|list| !load::is_shipped_id(list));
        let style = config.style.iter_mut().filter(|style| !is_built_in(style));
        let lists = [
            &mut config.paths,
            &mut config.source,
            &mut config.references,
            &mut config.dictionaries,
        ];
        for file in lists
            .into_iter()
            .flatten()
            .chain(names)
            .chain(style)
            .chain(config.out.as_mut())
            .chain(config.baseline.as_mut())
            .chain(config.lexicon.as_mut())
        {
            *file = folder.join(&*file);
        }
        Ok(config)
    }
}

/// An address that files are linked with: of the web, with `{path}` in it.
///
/// # Errors
/// What about it is wrong.
pub fn source_url(address: &str) -> Result<String, String> {
    if is_web_address_with(address, "{path}") {
        return Ok(address.to_owned());
    }
    Err(format!(
        "{address:?} is no address of files: write it like https://github.com/you/docs/blob/main/{{path}}#L{{line}}"
    ))
}

/// An address that checks are linked with: of the web, with `{check}` in it.
///
/// # Errors
/// What about it is wrong.
pub fn check_url(address: &str) -> Result<String, String> {
    if is_web_address_with(address, "{check}") {
        return Ok(address.to_owned());
    }
    Err(format!(
        "{address:?} is no address of checks: write it like https://example.com/docs/checks/{{check}}.md"
    ))
}

fn is_web_address_with(address: &str, part: &str) -> bool {
    let is_web = ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme));
    is_web && address.contains(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_report_format_is_told_with_its_line() {
        let folder = std::env::temp_dir().join(format!("glossator-config-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("glossator.yaml");
        std::fs::write(&path, "out: reports\nformat: [csv, html]\n").unwrap();
        let ids: Vec<_> = Config::read(&path).unwrap().format.iter().map(|r| r.id).collect();
        assert_eq!(ids, ["csv", "html"]);
        std::fs::write(&path, "out: reports\nformat: [csv, pdf]\n").unwrap();
        let error = Config::read(&path).unwrap_err().to_string();
        let parts = ["glossator.yaml:2: ", "no report format \"pdf\"; choose from csv, html"];
        assert!(parts.iter().all(|part| error.contains(part)), "{error}");
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn what_is_shipped_is_no_file_of_the_folder() {
        let folder =
            std::env::temp_dir().join(format!("glossator-config-names-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("glossator.yaml");
        std::fs::write(&path, "paths: [partner-center]\nnames: [own.csv, partner-center]\n")
            .unwrap();
        let config = Config::read(&path).unwrap();
        assert_eq!(config.paths, [folder.join("partner-center")]);
        assert_eq!(config.names, [folder.join("own.csv"), PathBuf::from("partner-center")]);
        for (style, read) in [("none", PathBuf::from("none")), ("a.yaml", folder.join("a.yaml"))] {
            std::fs::write(&path, format!("style: {style}\n")).unwrap();
            assert_eq!(Config::read(&path).unwrap().style, Some(read));
        }
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn the_configuration_to_begin_with_has_every_key() {
        let folder =
            std::env::temp_dir().join(format!("glossator-config-init-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("glossator.yaml");
        let template = include_str!("../../data/glossator.yaml");
        // Prose begins with a capital.
        let lines = template.lines().filter_map(|line| line.strip_prefix("# "));
        let yaml: Vec<_> = lines.filter(|l| !l.starts_with(char::is_uppercase)).collect();
        std::fs::write(&path, yaml.join("\n")).unwrap();
        assert_eq!(Config::read(&path).unwrap().jobs, Some(4));
        std::fs::write(&path, "nothing: 1\n").unwrap();
        let error = Config::read(&path).unwrap_err().to_string();
        // The message names every key that there is, in marks.
        let known: Vec<_> = error.split('`').skip(1).step_by(2).collect();
        let is_there = |key: &str| yaml.iter().any(|line| line.split(':').next() == Some(key));
        let missing: Vec<_> = known.iter().filter(|key| !is_there(key)).collect();
        assert!(known.len() > 15, "{error}");
        assert_eq!(missing, [&"nothing", &"glossator init"], "{error}");
        std::fs::remove_dir_all(folder).unwrap();
    }
}
