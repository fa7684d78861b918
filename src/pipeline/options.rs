//! A run by its configuration.

use std::path::PathBuf;

use super::ScoreOptions;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::evaluate::rules::{CheckRules, path_glob};
use crate::learn::dictionaries::Dictionaries;
use crate::learn::lexicon::Lexicons;
use crate::learn::style::Guide;
use crate::locale::LocaleTag;
use crate::names::Termbase;
use crate::reports::ReportOptions;

impl ScoreOptions {
    /// What a configuration asks for, its files read: for programs that run as the command does. Reports go to `reports`
    /// unless it names a folder, and none are written unless it names formats.
    ///
    /// ```
    /// use glossator::config::Config;
    /// use glossator::pipeline::{self, ScoreOptions};
    ///
    /// let mut config = Config::default();
    /// config.paths = vec!["data/sample/docs".into()];
    /// let (pages, _) = pipeline::evaluate_all(ScoreOptions::of(config)?)?;
    /// assert_eq!(pages.len(), 18);
    /// # Ok::<(), glossator::Error>(())
    /// ```
    ///
    /// # Errors
    /// A file that can't be read, a malformed pattern of paths, or a text that is no locale tag.
    pub fn of(config: Config) -> Result<ScoreOptions> {
        let mut options = ScoreOptions {
            exclude: config.exclude.iter().map(|glob| path_glob(glob)).collect::<Result<_>>()?,
            originals: config.source,
            source_locale: tag(config.source_locale.as_deref())?,
            locale: tag(config.locale.as_deref())?,
            references: config.references,
            human_as_references: config.human_as_references,
            fuzzy_references: config.fuzzy_references,
            termbase: Termbase::load(&config.names)?,
            dictionaries: Dictionaries::find(&config.dictionaries)?,
            style: config.style.map(|file| Guide::read(&file)).transpose()?,
            rules: CheckRules::compile(&config.checks, &config.rules)?,
            formats: config.format,
            min_confidence: config.min_confidence.unwrap_or_default(),
            fail_on: config.fail_on,
            min_score: config.min_score,
            report: ReportOptions {
                out: config.out.unwrap_or_else(|| PathBuf::from("reports")),
                own: config.rules.iter().map(|rule| rule.check).collect(),
                roots: config.paths.clone(),
                ..ReportOptions::default()
            },
            paths: config.paths,
            ..ScoreOptions::default()
        };
        if let Some(file) = config.lexicon {
            options.lexicons = Lexicons::load(&file)?;
        }
        if let Some(file) = config.baseline {
            options.baseline.read(&file)?;
        }
        Ok(options)
    }
}

fn tag(text: Option<&str>) -> Result<Option<LocaleTag>> {
    let tag = |text: &str| {
        let told = || Error::usage(format!("{text:?} is no locale tag; write it like pt-BR"));
        LocaleTag::parse(text).ok_or_else(told)
    };
    text.map(tag).transpose()
}
