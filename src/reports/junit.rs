//! The XML of `JUnit`: `junit.xml`, a suite a page and a case a check that fired; new critical and major issues are failures.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write;
use std::path::PathBuf;

use super::{Report, ReportOptions, ReportWriter};
use crate::error::{Error, Result};
use crate::evaluate::{Evaluation, PlacedIssue};
use crate::mqm::Severity;
use crate::output::{PendingFile, WholeFile};
use crate::results::baseline::Status;
use crate::results::outcome::Outcome;

/// The `JUnit` report.
pub(super) static REPORT: Report = Report {
    id: "junit",
    is_printed: false,
    summary: "junit.xml: a suite a page; new critical and major issues are failures",
    begin: |options| Ok(Box::new(Junit::begin(options)?)),
};

const NAME: &str = "junit.xml";

struct Junit {
    file: PendingFile,
    path: PathBuf,
}

impl Junit {
    fn begin(options: &ReportOptions) -> Result<Junit> {
        let path = options.out.join(NAME);
        let mut file = PendingFile::create(&options.out, NAME)?;
        file.write_all(
            b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"glossator\">\n",
        )
        .map_err(|e| Error::io(&path, e))?;
        Ok(Junit { file, path })
    }
}

impl ReportWriter for Junit {
    fn page(&mut self, page: &Evaluation) -> Result<()> {
        let mut checks: BTreeMap<&str, Vec<&PlacedIssue>> = BTreeMap::new();
        for placed in &page.issues {
            checks.entry(placed.issue.check.id).or_default().push(placed);
        }
        let fails =
            |i: &&&PlacedIssue| i.status == Status::New && i.issue.severity >= Severity::Major;
        let failures = checks.values().filter(|issues| issues.iter().any(|i| fails(&i))).count();
        let locale = escape(page.document.locale.file_name());
        let path = escape(&page.document.path);
        let tests = checks.len().max(1);
        let mut out = String::new();
        let _ = writeln!(
            out,
            "<testsuite name=\"{path}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\">"
        );
        if checks.is_empty() {
            let _ = writeln!(out, "<testcase classname=\"{locale}\" name=\"{path}\"/>");
        }
        for (check, issues) in checks {
            let _ =
                writeln!(out, "<testcase classname=\"{locale}.{check}\" name=\"{path}: {check}\">");
            let failing: Vec<_> = issues.iter().filter(fails).collect();
            if let Some(first) = failing.first() {
                let _ = writeln!(
                    out,
                    "<failure type=\"{}\" message=\"{}\">",
                    first.issue.severity.as_str(),
                    escape(&first.issue.message)
                );
                for placed in &failing {
                    line(&mut out, &path, placed);
                }
                out.push_str("</failure>\n");
            }
            if failing.len() < issues.len() {
                out.push_str("<system-out>\n");
                for placed in issues.iter().filter(|i| !fails(i)) {
                    line(&mut out, &path, placed);
                }
                out.push_str("</system-out>\n");
            }
            out.push_str("</testcase>\n");
        }
        out.push_str("</testsuite>\n");
        self.file.write_all(out.as_bytes()).map_err(|e| Error::io(&self.path, e))
    }

    fn finish(mut self: Box<Self>, _: &Outcome) -> Result<Vec<WholeFile>> {
        self.file.write_all(b"</testsuites>\n").map_err(|e| Error::io(&self.path, e))?;
        Ok(vec![self.file.close()?])
    }
}

/// An issue in the text of a case; `path` is escaped.
fn line(out: &mut String, path: &str, placed: &PlacedIssue) {
    let _ = writeln!(
        out,
        "{path}:{}: {} ({}): {}",
        placed.line,
        placed.issue.severity.as_str(),
        placed.status.as_str(),
        escape(&placed.issue.message)
    );
}

/// Text in XML 1.0, in which most control characters may not stand at all.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => {
                let _ = write!(out, "&#{};", c as u32);
            }
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_xml_forbids_is_replaced() {
        assert_eq!(super::escape("a<\"&\u{1}\n"), "a&lt;&quot;&amp;\u{fffd}&#10;");
    }
}
