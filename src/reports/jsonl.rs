//! JSON Lines: `issues.jsonl`, an object an issue, with the columns of `issues.csv` as keys and `null` where nothing is.

use std::io::Write;
use std::path::PathBuf;

use serde_json::json;

use super::row::IssueRow;
use super::{Report, ReportOptions, ReportWriter};
use crate::error::{Error, Result};
use crate::evaluate::Evaluation;
use crate::output::PendingFile;
use crate::results::outcome::Outcome;

/// The JSON Lines report.
pub(super) static REPORT: Report = Report {
    id: "jsonl",
    summary: "issues.jsonl, an object an issue",
    begin: |options| Ok(Box::new(JsonLines::begin(options)?)),
};

const NAME: &str = "issues.jsonl";

struct JsonLines {
    file: PendingFile,
    path: PathBuf,
}

impl JsonLines {
    fn begin(options: &ReportOptions) -> Result<JsonLines> {
        let file = PendingFile::create(&options.out, NAME)?;
        Ok(JsonLines { file, path: options.out.join(NAME) })
    }
}

impl ReportWriter for JsonLines {
    fn page(&mut self, page: &Evaluation) -> Result<()> {
        for placed in &page.issues {
            let row = IssueRow::of(page, placed);
            let issue = &placed.issue;
            let span = row.target_span.as_ref();
            let source_span = row.source_span.clone().and_then(|s| row.source.get(s));
            let line = json!({
                "locale": page.document.locale.file_name(),
                "path": row.path,
                "line": placed.line,
                "segment_id": row.segment_id,
                "check": issue.check.id,
                "category": issue.check.category.as_str(),
                "severity": issue.severity.as_str(),
                "confidence": issue.confidence.as_str(),
                "status": placed.status.as_str(),
                "source_span": source_span,
                "target_span": span.map(|_| row.target_words()),
                "target_start": span.map(|s| s.start),
                "target_end": span.map(|s| s.end),
                "expected": issue.expected,
                "message": issue.message,
                "source": row.source,
                "target": row.target,
                "reference": row.reference,
                "occurrences": placed.occurrences,
                "fingerprint": format!("{:016x}", placed.fingerprint),
            });
            writeln!(self.file, "{line}").map_err(|e| Error::io(&self.path, e))?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>, _: &Outcome) -> Result<Vec<PathBuf>> {
        Ok(vec![self.file.commit()?])
    }
}
