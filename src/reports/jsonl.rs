//! JSON Lines: `issues.jsonl`, an object an issue, with the columns of `issues.csv` as keys and `null` where nothing is.

use std::io::Write;
use std::path::PathBuf;

use serde_json::Value;

use super::columns::{Cell, ISSUES, IssueColumn};
use super::row::IssueRow;
use super::{Report, ReportOptions, ReportWriter};
use crate::error::{Error, Result};
use crate::evaluate::Evaluation;
use crate::output::{PendingFile, WholeFile};
use crate::results::outcome::Outcome;

/// The JSON Lines report.
pub(super) static REPORT: Report = Report {
    id: "jsonl",
    is_printed: false,
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
            let keys = columns().map(|column| (column.name.to_owned(), value((column.cell)(&row))));
            let line = Value::Object(keys.collect());
            writeln!(self.file, "{line}").map_err(|e| Error::io(&self.path, e))?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>, _: &Outcome) -> Result<Vec<WholeFile>> {
        Ok(vec![self.file.close()?])
    }
}

/// The keys of an object: what a reviewer fills in is no part of it.
fn columns() -> impl Iterator<Item = &'static IssueColumn> {
    ISSUES.iter().filter(|column| !matches!(column.name, "verdict" | "comment"))
}

fn value(cell: Cell<'_>) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Word(word) => Value::from(word),
        Cell::Text(text) => Value::from(text),
        Cell::Count(count) => Value::from(count),
        Cell::Number(number, _) => Value::from(number),
    }
}
