//! A summary in Markdown: `summary.md`, for a pull request or the summary of a CI job.

use std::fmt::Write as _;
use std::io::Write;

use super::row::IssueRow;
use super::{Report, ReportOptions, ReportWriter};
use crate::error::{Error, Result};
use crate::evaluate::Evaluation;
use crate::mqm::Severity;
use crate::output::{PendingFile, WholeFile};
use crate::results::baseline::Status;
use crate::results::outcome::Outcome;

/// The Markdown summary.
pub(super) static REPORT: Report = Report {
    id: "markdown",
    is_printed: false,
    summary: "summary.md: a table of the locales and the worst new issues",
    begin: |options| {
        Ok(Box::new(Markdown { options: options.clone(), worst: Vec::new(), more: 0 }))
    },
};

const NAME: &str = "summary.md";
/// New critical issues that are shown.
const SHOWN: usize = 20;
/// Characters of a cell that are shown.
const CELL: usize = 160;

struct Markdown {
    options: ReportOptions,
    worst: Vec<String>,
    more: usize,
}

impl ReportWriter for Markdown {
    fn page(&mut self, page: &Evaluation) -> Result<()> {
        for placed in &page.issues {
            if placed.status == Status::Known || placed.issue.severity != Severity::Critical {
                continue;
            }
            if self.worst.len() == SHOWN {
                self.more += 1;
                continue;
            }
            let row = IssueRow::of(page, placed);
            self.worst.push(format!(
                "| {} | {}:{} | `{}` | {} |",
                page.document.locale.file_name(),
                cell(row.path),
                placed.line,
                placed.issue.check.id,
                cell(&placed.issue.message)
            ));
        }
        Ok(())
    }

    fn finish(self: Box<Self>, outcome: &Outcome) -> Result<Vec<WholeFile>> {
        let mut out = String::from(
            "## Translation quality\n\n| locale | pages | segments | quality | critical | major | minor | new | most frequent | gate |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- | --- |\n",
        );
        for (locale, found) in &outcome.locales {
            let t = &found.totals;
            let new: u64 = [Severity::Critical, Severity::Major, Severity::Minor]
                .map(|s| t.new_issues_of(s))
                .iter()
                .sum();
            let gate = found.pass.map_or("–", |p| if p { "passes" } else { "**fails**" });
            let _ = writeln!(
                out,
                "| {} | {} | {} | {} | {} | {} | {} | {new} | {} | {gate} |",
                locale.file_name(),
                t.pages,
                t.segments,
                t.quality_score().map_or_else(|| "–".to_owned(), |s| format!("{s:.1}")),
                t.issues_of(Severity::Critical),
                t.issues_of(Severity::Major),
                t.issues_of(Severity::Minor),
                t.top_checks().replace(';', ", ")
            );
        }
        if !self.worst.is_empty() {
            out.push_str("\n### New critical issues\n\n| locale | where | check | what |\n| --- | --- | --- | --- |\n");
            for line in &self.worst {
                out.push_str(line);
                out.push('\n');
            }
            if self.more > 0 {
                let _ = writeln!(out, "\n… and {} more.", self.more);
            }
        }
        if !outcome.problems.is_empty() {
            let _ = writeln!(out, "\n{} irregularities of the inputs.", outcome.problems.len());
        }
        let path = self.options.out.join(NAME);
        let mut file = PendingFile::create(&self.options.out, NAME)?;
        file.write_all(out.as_bytes()).map_err(|e| Error::io(&path, e))?;
        Ok(vec![file.close()?])
    }
}

/// Text in a table's cell: no mark of Markdown or HTML in it means anything.
fn cell(text: &str) -> String {
    let mut out = String::new();
    for (i, c) in text.chars().enumerate() {
        if i == CELL {
            out.push('…');
            break;
        }
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            // A mention would notify people.
            '@' => out.push_str("@\u{200b}"),
            '|' | '*' | '_' | '`' | '[' | ']' | '\\' | '#' | '~' | '$' => {
                out.push('\\');
                out.push(c);
            }
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_cell_stays_one_plain_cell() {
        assert_eq!(super::cell("a|b\n<i>*x*"), "a\\|b &lt;i&gt;\\*x\\*");
    }
}
