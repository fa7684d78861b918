//! SARIF 2.1.0 (OASIS, 2020): `issues.sarif`, for code scanning and editors.

use std::fmt::Write as _;
use std::io::Write;
use std::path::PathBuf;

use serde_json::{Value, json};

use super::region::Region;
use super::row::IssueRow;
use super::{Report, ReportOptions, ReportWriter};
use crate::checks::{CHECKS, Check, judge};
use crate::error::{Error, Result};
use crate::evaluate::Evaluation;
use crate::mqm::Severity;
use crate::output::{PendingFile, WholeFile};
use crate::results::baseline::Status;
use crate::results::outcome::Outcome;

/// The SARIF report.
pub(super) static REPORT: Report = Report {
    id: "sarif",
    is_printed: false,
    summary: "issues.sarif (SARIF 2.1.0), for code scanning",
    begin: |options| Ok(Box::new(Sarif::begin(options)?)),
};

const NAME: &str = "issues.sarif";
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

struct Sarif {
    file: PendingFile,
    path: PathBuf,
    options: ReportOptions,
    /// The rules, in their order.
    checks: Vec<&'static Check>,
    first: bool,
}

impl Sarif {
    fn begin(options: &ReportOptions) -> Result<Sarif> {
        let mut file = PendingFile::create(&options.out, NAME)?;
        let path = options.out.join(NAME);
        let checks: Vec<&'static Check> = CHECKS
            .iter()
            .copied()
            .chain(options.own.iter().copied())
            .chain(options.judges.as_ref().map(|_| &judge::CHECK))
            .collect();
        let rules: Vec<Value> = checks.iter().map(|check| rule(check, options)).collect();
        let driver = json!({
            "name": "glossator",
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": rules,
        });
        // Results are written as they come; what stands around them is written by hand.
        write!(
            file,
            "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"columnKind\":\"unicodeCodePoints\",\"tool\":{{\"driver\":{driver}}},\"results\":["
        )
        .map_err(|e| Error::io(&path, e))?;
        Ok(Sarif { file, path, options: options.clone(), checks, first: true })
    }
}

impl ReportWriter for Sarif {
    fn page(&mut self, page: &Evaluation) -> Result<()> {
        if page.issues.is_empty() {
            return Ok(());
        }
        let uri = uri(&self.options.path_from_here(&page.document.path));
        for placed in &page.issues {
            let row = IssueRow::of(page, placed);
            let issue = &placed.issue;
            let rule = self.checks.iter().position(|c| std::ptr::eq(*c, issue.check));
            let region = Region::of_issue(page, placed)
                .map_or_else(|| json!({ "startLine": placed.line.max(1) }), Region::sarif);
            let mut result = json!({
                "ruleId": issue.check.id,
                "ruleIndex": rule,
                "level": level(issue.severity),
                "message": { "text": issue.message },
                "locations": [{
                    "physicalLocation": {
                        "artifactLocation": { "uri": uri },
                        "region": region,
                    }
                }],
                "partialFingerprints": { "glossator/v1": format!("{:016x}", placed.fingerprint) },
                "baselineState": match placed.status {
                    Status::New => "new",
                    Status::Known => "unchanged",
                },
                "properties": {
                    "locale": page.document.locale.file_name(),
                    "segmentId": row.segment_id,
                    "severity": issue.severity.as_str(),
                    "confidence": issue.confidence.as_str(),
                    "source": row.source,
                    "target": row.target,
                    "targetSpan": row.target_words(),
                    "expected": issue.expected,
                },
            });
            if let Some(fix) = row.fix()
                && let Some(region) = Region::of_fix(page, placed, fix)
            {
                result["fixes"] = json!([{
                    "description": { "text": "The text that the checks find right" },
                    "artifactChanges": [{
                        "artifactLocation": { "uri": uri },
                        "replacements": [{
                            "deletedRegion": region.sarif(),
                            "insertedContent": { "text": fix.text },
                        }],
                    }],
                }]);
            }
            let comma = if self.first { "" } else { "," };
            self.first = false;
            write!(self.file, "{comma}\n{result}").map_err(|e| Error::io(&self.path, e))?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>, _: &Outcome) -> Result<Vec<WholeFile>> {
        self.file.write_all(b"\n]}]}\n").map_err(|e| Error::io(&self.path, e))?;
        Ok(vec![self.file.close()?])
    }
}

/// What is said of a check.
fn rule(check: &Check, options: &ReportOptions) -> Value {
    let mut rule = json!({
        "id": check.id,
        "shortDescription": { "text": check.summary },
        "fullDescription": { "text": check.details },
        "help": { "text": format!("{}\n\n`glossator checks explain {}` shows examples.", check.details, check.id) },
        "defaultConfiguration": { "level": level(check.severity) },
        "properties": { "tags": [check.category.as_str()], "precision": check.confidence.as_str() },
    });
    if let Some(uri) = options.explanation_of(check) {
        rule["helpUri"] = Value::String(uri);
    }
    rule
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::Major => "error",
        Severity::Minor => "warning",
        Severity::Neutral => "note",
    }
}

/// A path as a relative reference of RFC 3986.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn paths_become_uris() {
        assert_eq!(super::uri("de-DE/a b:c/é.md"), "de-DE/a%20b%3Ac/%C3%A9.md");
    }
}
