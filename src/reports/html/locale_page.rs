//! The page of one locale: facts, filters and the list of issues. The frame is a template (`locale.html`); the texts,
//! of which a locale may have gigabytes, are written past it, block by block, as the pages of the run come in.

use std::path::PathBuf;

use askama::Template;

use super::blocks::{Blocks, pack};
use super::escape::Json;
use super::index::Index;
use super::shell::{End, Shell};
use super::{filters, judged, locale_name};
use crate::error::{Error, Result};
use crate::evaluate::Evaluation;
use crate::locale::LocaleTag;
use crate::mqm::Severity;
use crate::output::PendingFile;
use crate::reports::ReportOptions;
use crate::reports::row::IssueRow;
use crate::results::baseline::Baseline;
use crate::results::totals::Totals;
use crate::results::trend::IssueChange;

const SCRIPT: &str =
    concat!(include_str!("text.js"), include_str!("csv.js"), include_str!("locale.js"));

/// A locale's page being written. In memory stay some forty bytes an issue; the texts go to the file.
pub(super) struct LocalePage {
    locale: LocaleTag,
    file: PendingFile,
    path: PathBuf,
    index: Index,
    blocks: Blocks,
    options: ReportOptions,
}

/// All of the page that stands before its blocks.
#[derive(Template)]
#[template(path = "locale.html")]
struct Frame<'p> {
    shell: Shell,
    name: String,
    /// The locale at hand among all, with their names.
    locale: &'p LocaleTag,
    locales: Vec<(&'p LocaleTag, String)>,
    totals: Option<&'p Totals>,
    /// What each judge says, by its name.
    judged: Vec<(&'p str, String)>,
    /// Quality score and what became of the issues, since the earlier run.
    change: Option<(Option<f64>, IssueChange)>,
    /// What the script needs of all issues.
    data: Json,
    /// The fingerprints, packed as a block is.
    fingerprints: String,
}

impl Frame<'_> {
    /// By how much the quality score rose since the earlier run.
    fn rise(&self) -> Option<f64> {
        Some(self.totals?.quality_score()? - self.change?.0?)
    }
}

impl LocalePage {
    /// Begins the page.
    pub(super) fn begin(options: &ReportOptions, locale: &LocaleTag) -> Result<LocalePage> {
        let name = format!("{}.html", locale.file_name());
        Ok(LocalePage {
            locale: locale.clone(),
            file: PendingFile::create(&options.out, &name)?,
            path: options.out.join(&name),
            index: Index::new(locale, options),
            blocks: Blocks::begin(options, &name)?,
            options: options.clone(),
        })
    }

    /// Takes in a page's issues.
    pub(super) fn add(&mut self, page: &Evaluation) -> Result<()> {
        self.index.add_page(page);
        for placed in &page.issues {
            let row = IssueRow::of(page, placed);
            let texts_are_new = self.index.add(&row);
            self.blocks.add(&row, texts_are_new);
            if self.blocks.is_full() {
                self.flush()?;
            }
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<()> {
        if self.blocks.flush()? {
            self.index.end_block();
        }
        Ok(())
    }

    /// What changed since the earlier run, where one is named: its score, and the issues.
    pub(super) fn change(&self) -> Option<(Option<f64>, IssueChange)> {
        let run = self.options.previous.as_ref()?;
        Some((run.quality_score(self.locale.file_name()), self.index.change_since(run)))
    }

    /// Writes the rest; the caller puts the file in its place.
    pub(super) fn finish(
        mut self,
        locales: &[LocaleTag],
        totals: Option<&Totals>,
        baseline: &Baseline,
    ) -> Result<PendingFile> {
        self.flush()?;
        let early = self.index.early(&mut self.blocks).map_err(|e| Error::io(&self.path, e))?;
        let name = locale_name(&self.locale);
        let fingerprints = self.index.fingerprints_json();
        let judges = self.options.judge_names().iter().enumerate();
        let said = |at: usize| judged(totals.and_then(|t| t.judged.get(at)));
        let judged = judges.map(|(at, name)| (name.as_str(), said(at))).collect();
        let frame = Frame {
            shell: Shell::new(format!("{name} · glossator"), SCRIPT),
            name,
            locale: &self.locale,
            locales: locales.iter().map(|l| (l, locale_name(l))).collect(),
            totals,
            judged,
            change: self.change(),
            data: Json(self.index.json(&early, baseline)),
            fingerprints: pack(&[fingerprints.as_bytes()]).map_err(|e| Error::io(&self.path, e))?,
        };
        let write = |file: &mut PendingFile, blocks: &mut Blocks| {
            frame.write_into(file)?;
            blocks.copy_to(file)?;
            End.write_into(file)
        };
        write(&mut self.file, &mut self.blocks).map_err(|e| Error::io(&self.path, e))?;
        Ok(self.file)
    }
}
