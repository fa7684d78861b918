//! Options that several commands have: what is read, and what it is judged by.

use std::path::{Path, PathBuf};

use anyhow::Context;

use super::tell::tell;
use glossator::config::Config;
use glossator::error::Error;
use glossator::evaluate::rules::{CheckRules, path_glob};
use glossator::learn::dictionaries::Dictionaries;
use glossator::learn::lexicon::Lexicons;
use glossator::learn::style::Guide;
use glossator::names::Termbase;
use glossator::pipeline::ScoreOptions;
use glossator::read::ReadOptions;

/// The name of the configuration file.
pub(super) const CONFIG_FILE: &str = "glossator.yaml";

/// Locales that pages do not name.
#[derive(Debug, clap::Args)]
pub(super) struct Locales {
    /// Locale of the originals [default: that which `--source` names, else en]
    #[arg(long, value_name = "TAG")]
    source_locale: Option<String>,
    /// Locale of pages that do not name theirs, as a tag such as pt-BR
    #[arg(long, value_name = "TAG")]
    locale: Option<String>,
}

impl Locales {
    /// How pages of these locales are read.
    pub(super) fn read_options(&self) -> Result<ReadOptions, Error> {
        Ok(ReadOptions {
            locale: self.locale.as_deref().map(super::locale_tag).transpose()?,
            source_locale: self
                .source_locale
                .as_deref()
                .map(super::source_locale_tag)
                .transpose()?,
            ..ReadOptions::default()
        })
    }
}

/// What is read.
#[derive(Debug, clap::Args)]
pub(super) struct Inputs {
    /// Files or folders of localized pages [default: the current folder]
    pub(super) paths: Vec<PathBuf>,
    /// Files or folders of the originals of pages and tables that hold no pairs [default: where the layout of the paths
    /// has them, as content/en beside content/fr]
    #[arg(long, value_name = "PATH", value_delimiter = ',')]
    source: Vec<PathBuf>,
    #[command(flatten)]
    locales: Locales,
    /// Paths to leave out, as patterns such as **/archive/**
    #[arg(long, value_name = "GLOB")]
    exclude: Vec<String>,
    /// Configuration file [default: glossator.yaml here, or in a folder above of the same repository]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

impl Inputs {
    /// The configuration file of the call, or that which holds here.
    pub(super) fn config_file(&self) -> anyhow::Result<Option<PathBuf>> {
        self.config.clone().map_or_else(configured, |path| Ok(Some(path)))
    }

    /// Whether the call names a locale.
    pub(super) fn has_locale(&self) -> bool {
        self.locales.locale.is_some()
    }

    /// Settles what is read; the call wins.
    pub(super) fn fill(
        &self,
        options: &mut ScoreOptions,
        config: &mut Config,
    ) -> anyhow::Result<()> {
        let exclude = self.exclude.iter().chain(&config.exclude).map(|pattern| path_glob(pattern));
        options.exclude = exclude.collect::<Result<_, _>>()?;
        options.paths = or(&self.paths, std::mem::take(&mut config.paths));
        options.originals = or(&self.source, std::mem::take(&mut config.source));
        if let Some(tag) = self.locales.locale.as_deref().or(config.locale.as_deref()) {
            options.locale = Some(super::locale_tag(tag)?);
        }
        if let Some(tag) = self.locales.source_locale.as_deref().or(config.source_locale.as_deref())
        {
            options.source_locale = Some(super::source_locale_tag(tag)?);
        }
        Ok(())
    }
}

/// What pages are judged by.
#[derive(Debug, clap::Args)]
pub(super) struct Judging {
    /// Lists of product names and terms, beside the shipped ones: files, or `partner-center`
    #[arg(long, value_name = "FILE", value_delimiter = ',')]
    names: Vec<PathBuf>,
    /// Lexicon to judge gross errors by, from `glossator lexicon train` [default: learned from the pages]
    #[arg(long, value_name = "FILE")]
    lexicon: Option<PathBuf>,
    /// Folders of Hunspell dictionaries to spell by, before those of the system; see `glossator dictionaries`
    #[arg(long, value_name = "FOLDER", value_delimiter = ',')]
    dictionaries: Vec<PathBuf>,
    /// Style to hold texts to: a file from `glossator style`, `microsoft` or `none` [default: the habit of the pages]
    #[arg(long, value_name = "FILE")]
    style: Option<PathBuf>,
    /// Decisions of reviewers: decided issues are `known` and gates pass them over, false positives are dropped
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
}

impl Judging {
    /// The files that say how to judge.
    pub(super) fn files(&self, config: &Config) -> Vec<PathBuf> {
        let lists = self.names.iter().chain(&config.names);
        let mine = [&self.lexicon, &self.style, &self.baseline];
        let theirs = [&config.lexicon, &config.style, &config.baseline];
        lists.chain(mine.into_iter().chain(theirs).flatten()).cloned().collect()
    }

    /// Reads what pages are judged by; the call wins.
    pub(super) fn fill(
        &self,
        options: &mut ScoreOptions,
        config: &mut Config,
    ) -> anyhow::Result<()> {
        options.rules = CheckRules::compile(&config.checks, &config.rules)?;
        if let Some(file) = self.lexicon.as_deref().or(config.lexicon.as_deref()) {
            options.lexicons = Lexicons::load(file)?;
        }
        let dictionaries = or(&self.dictionaries, std::mem::take(&mut config.dictionaries));
        options.dictionaries = Dictionaries::find(&dictionaries)?;
        if let Some(file) = self.style.as_deref().or(config.style.as_deref()) {
            options.style = Some(Guide::read(file)?);
        }
        if let Some(file) = self.baseline.as_deref().or(config.baseline.as_deref()) {
            options.baseline.read(file)?;
        }
        options.termbase = Termbase::load(&or(&self.names, std::mem::take(&mut config.names)))?;
        Ok(())
    }
}

/// The paths of the call, or those of the configuration.
pub(super) fn or(mine: &[PathBuf], theirs: Vec<PathBuf>) -> Vec<PathBuf> {
    if mine.is_empty() { theirs } else { mine.to_vec() }
}

/// The configuration that holds here: that of this folder or of the nearest one above it, within a repository.
pub(super) fn configured() -> anyhow::Result<Option<PathBuf>> {
    let here = std::env::current_dir().context("the current folder can't be told")?;
    let mut up = PathBuf::new();
    for folder in here.ancestors() {
        if folder.join(CONFIG_FILE).is_file() {
            return Ok(Some(up.join(CONFIG_FILE)));
        }
        if folder.join(".git").exists() {
            break;
        }
        up.push("..");
    }
    Ok(None)
}

/// Reads the configuration, if there is one.
pub(super) fn read_config(path: Option<&Path>) -> anyhow::Result<Config> {
    let config = path.map_or_else(|| Ok(Config::default()), Config::read)?;
    for warning in &config.warnings {
        tell(warning);
    }
    Ok(config)
}
