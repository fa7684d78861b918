//! `trend.csv`: the change since an earlier run; written whenever one is named.

use std::sync::Arc;

use super::{ReportOptions, ReportWriter};
use crate::error::{Error, Result};
use crate::evaluate::Evaluation;
use crate::output::{PendingFile, WholeFile};
use crate::results::outcome::Outcome;
use crate::results::trend::{self, Run};

/// Its name in the folder of reports.
pub(crate) const NAME: &str = "trend.csv";

/// The change since an earlier run.
pub(super) struct Trend {
    options: ReportOptions,
    before: Arc<Run>,
    after: Run,
}

impl Trend {
    /// Begins the report.
    pub(super) fn begin(options: &ReportOptions, before: &Arc<Run>) -> Trend {
        Trend { options: options.clone(), before: Arc::clone(before), after: Run::default() }
    }
}

impl ReportWriter for Trend {
    fn page(&mut self, page: &Evaluation) -> Result<()> {
        let document = &page.document;
        let fingerprints = page.issues.iter().map(|i| i.fingerprint);
        let score = page.totals.quality_score();
        self.after.add(&document.locale, &document.path, score, fingerprints);
        self.after.dismiss(page.dropped.iter().copied());
        Ok(())
    }

    fn finish(mut self: Box<Self>, outcome: &Outcome) -> Result<Vec<WholeFile>> {
        for (locale, found) in &outcome.locales {
            self.after.set_score(locale.file_name(), found.totals.quality_score());
        }
        self.after.complete();
        let changes = trend::compare(&self.before, &self.after);
        let mut file = PendingFile::create(&self.options.out, NAME)?;
        let path = self.options.out.join(NAME);
        trend::write(&changes, &mut file).map_err(|e| Error::io(&path, e))?;
        Ok(vec![file.close()?])
    }
}
