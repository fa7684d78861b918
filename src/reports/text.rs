//! Issues as lines on standard output: `path:line:column: severity check: message`, as linters write them.

use std::io::{self, IsTerminal, Write};

use super::row::IssueRow;
use super::{Report, ReportOptions, ReportWriter};
use crate::error::{Error, Result};
use crate::evaluate::Evaluation;
use crate::mqm::Severity;
use crate::output::{WholeFile, visible};
use crate::results::baseline::Status;
use crate::results::outcome::Outcome;

/// The lines.
pub(super) static REPORT: Report = Report {
    id: "text",
    is_printed: true,
    summary: "new issues on standard output, a line each; no file",
    begin: |options| {
        let stdout = io::stdout();
        // https://no-color.org
        let is_plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let is_coloured = stdout.is_terminal() && !is_plain;
        let out = io::BufWriter::new(stdout);
        Ok(Box::new(Lines { options: options.clone(), out, is_coloured, is_closed: false }))
    },
};

struct Lines {
    options: ReportOptions,
    out: io::BufWriter<io::Stdout>,
    is_coloured: bool,
    /// Whether nobody reads any more: that is no failure, and other reports go on.
    is_closed: bool,
}

impl Lines {
    fn write(&mut self, page: &Evaluation) -> io::Result<()> {
        let mut path: Option<String> = None;
        let mut lines = page.document.text.lines();
        // The line that was reached, from 1, and its text.
        let mut here = (0, "");
        for placed in &page.issues {
            let issue = &placed.issue;
            if placed.status != Status::New || issue.severity == Severity::Neutral {
                continue;
            }
            while here.0 < placed.line {
                here = (here.0 + 1, lines.next().unwrap_or(""));
            }
            let words = IssueRow::of(page, placed).target_words();
            let column = if here.0 == placed.line { column(here.1, words) } else { 1 };
            let (severity, check) = (issue.severity, issue.check.id);
            let (on, off) = if self.is_coloured { (colour(severity), RESET) } else { ("", "") };
            let message = visible(&issue.message);
            let path = path.get_or_insert_with(|| {
                visible(&self.options.path_from_here(&page.document.path)).into_owned()
            });
            let severity = severity.as_str();
            writeln!(
                self.out,
                "{path}:{}:{column}: {on}{severity}{off} {check}: {message}",
                placed.line
            )?;
        }
        Ok(())
    }

    /// What a failure to write means.
    fn passed(&mut self, result: io::Result<()>) -> Result<()> {
        match result {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.is_closed = true;
                Ok(())
            }
            result => result.map_err(|e| Error::io("standard output", e)),
        }
    }
}

impl ReportWriter for Lines {
    fn page(&mut self, page: &Evaluation) -> Result<()> {
        if self.is_closed {
            return Ok(());
        }
        let written = self.write(page);
        self.passed(written)
    }

    fn finish(mut self: Box<Self>, _: &Outcome) -> Result<Vec<WholeFile>> {
        let flushed = self.out.flush();
        self.passed(flushed)?;
        Ok(Vec::new())
    }
}

/// The column of a line, in characters from 1, where the words begin; 1 where they stand there not at all or twice.
fn column(line: &str, words: &str) -> usize {
    let mut places = line.match_indices(words);
    match (words.is_empty(), places.next(), places.next()) {
        (false, Some((at, _)), None) => line[..at].chars().count() + 1,
        _ => 1,
    }
}

const RESET: &str = "\u{1b}[0m";

/// The terminal's colour of a severity.
fn colour(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "\u{1b}[1;31m",
        Severity::Major => "\u{1b}[31m",
        Severity::Minor => "\u{1b}[33m",
        Severity::Neutral => "\u{1b}[2m",
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_column_is_told_where_it_is_sure() {
        assert_eq!(super::column("Öffnen Sie `a`", "`a`"), 12);
        assert_eq!(super::column("a b a", "a"), 1);
        assert_eq!(super::column("abc", ""), 1);
        assert_eq!(super::column("abc", "d"), 1);
    }
}
