//! The reports of a comparison: a table for the terminal, and CSV of locales, checks and segments.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::Comparison;
use crate::error::{Error, Result};
use crate::output::{self, PendingFile, neutralise};

/// A row a locale, and who is better below.
pub fn table(comparison: &Comparison) -> String {
    let mut out = format!(
        "{:<8} {:>8} {:>8} {:>15} {:>15} {:>7} {:>7} {:>7} {:>7}\n",
        "locale",
        "segments",
        "same",
        "chrF A → B",
        "issues A → B",
        "fixed",
        "new",
        "better",
        "worse"
    );
    for (tag, locale) in &comparison.locales {
        let chrf = locale.metrics.as_ref().map_or_else(
            || "-".to_owned(),
            |[_, chrf, _]| format!("{:.1} → {:.1}", chrf.scores[0], chrf.scores[1]),
        );
        let issues = locale.issues();
        let _ = writeln!(
            out,
            "{:<8} {:>8} {:>8} {chrf:>15} {:>15} {:>7} {:>7} {:>7} {:>7}",
            tag.as_str(),
            locale.segments,
            locale.same,
            format!("{} → {}", issues.first, issues.second),
            issues.fixed,
            issues.new,
            locale.better,
            locale.worse
        );
    }
    out.push('\n');
    for (tag, locale) in &comparison.locales {
        let _ = writeln!(out, "{}: {}", tag.as_str(), locale.difference);
    }
    for (tag, locale) in &comparison.locales {
        for (name, judged) in comparison.judges.iter().zip(&locale.judged) {
            let _ = match &judged.difference {
                None => writeln!(out, "{}: {name} scores no segment of both", tag.as_str()),
                Some(d) => writeln!(
                    out,
                    "{}: {name} {:.3} → {:.3} over {} segments (p = {:.3} and {:.3}: {})",
                    tag.as_str(),
                    d.scores[0],
                    d.scores[1],
                    judged.segments,
                    d.p_bootstrap,
                    d.p_randomization,
                    if d.is_clear() { "more than chance" } else { "may be chance" }
                ),
            };
        }
    }
    if comparison.only_first + comparison.only_second > 0 {
        let _ = writeln!(
            out,
            "\nLeft out: {} segments that only A has, {} that only B has.",
            comparison.only_first, comparison.only_second
        );
    }
    out
}

const LOCALES: &[&str] = &[
    "locale",
    "segments",
    "same_segments",
    "referenced_segments",
    "bleu_a",
    "bleu_b",
    "bleu_p_bootstrap",
    "bleu_p_randomization",
    "chrf_a",
    "chrf_b",
    "chrf_p_bootstrap",
    "chrf_p_randomization",
    "ter_a",
    "ter_b",
    "ter_p_bootstrap",
    "ter_p_randomization",
    "penalty_a",
    "penalty_b",
    "issues_a",
    "issues_b",
    "fixed",
    "new",
    "better_segments",
    "worse_segments",
    "better",
    "verdict",
];
const CHECKS: &[&str] = &["locale", "check", "issues_a", "issues_b", "fixed", "new", "remaining"];
const SEGMENTS: &[&str] = &[
    "locale",
    "path",
    "line",
    "segment_id",
    "change",
    "chrf_a",
    "chrf_b",
    "penalty_a",
    "penalty_b",
    "fixed_checks",
    "new_checks",
    "source",
    "target_a",
    "target_b",
    "reference",
];

/// Writes `compare.csv`, `compare.checks.csv` and `compare.segments.csv`.
///
/// # Errors
/// A folder or file that can't be written.
pub fn write(comparison: &Comparison, folder: &Path) -> Result<Vec<PathBuf>> {
    std::fs::create_dir_all(folder).map_err(|e| Error::io(folder, e))?;
    let files = [
        ("compare.csv", locales(comparison)),
        ("compare.checks.csv", checks(comparison)),
        ("compare.segments.csv", segments(comparison)),
    ];
    let mut written = Vec::new();
    for (name, rows) in files {
        let mut file = PendingFile::create(folder, name)?;
        let mut csv =
            csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut file);
        for row in rows {
            csv.write_record(&row).map_err(|e| Error::io(folder.join(name), e.into()))?;
        }
        csv.flush().map_err(|e| Error::io(folder.join(name), e))?;
        drop(csv);
        written.push(file.close()?);
    }
    output::commit(folder, written)
}

type Rows = Vec<Vec<String>>;

fn header(columns: &[&str]) -> Rows {
    vec![columns.iter().map(|c| (*c).to_owned()).collect()]
}

fn locales(comparison: &Comparison) -> Rows {
    let mut rows = header(LOCALES);
    let parts = ["_a", "_b", "_p_bootstrap", "_p_randomization", "_segments"];
    let named = |name: &String| parts.map(|part| format!("judge:{name}{part}"));
    rows[0].extend(comparison.judges.iter().flat_map(named));
    for (tag, locale) in &comparison.locales {
        let mut row = vec![
            tag.as_str().to_owned(),
            locale.segments.to_string(),
            locale.same.to_string(),
            locale.referenced_segments.to_string(),
        ];
        match &locale.metrics {
            Some(metrics) => row.extend(metrics.iter().flat_map(|m| {
                [
                    format!("{:.2}", m.scores[0]),
                    format!("{:.2}", m.scores[1]),
                    format!("{:.4}", m.p_bootstrap),
                    format!("{:.4}", m.p_randomization),
                ]
            })),
            None => row.resize(row.len() + 12, String::new()),
        }
        let issues = locale.issues();
        row.extend(locale.penalties.map(|p| format!("{p:.1}")));
        row.extend(
            [issues.first, issues.second, issues.fixed, issues.new, locale.better, locale.worse]
                .map(|n| n.to_string()),
        );
        row.push(locale.difference.better.map(String::from).unwrap_or_default());
        row.push(locale.difference.to_string());
        for judged in &locale.judged {
            row.extend(match &judged.difference {
                None => std::array::from_fn::<_, 4, _>(|_| String::new()),
                Some(d) => {
                    let [a, b] = d.scores;
                    [a, b, d.p_bootstrap, d.p_randomization].map(|number| format!("{number:.4}"))
                }
            });
            row.push(judged.segments.to_string());
        }
        rows.push(row);
    }
    rows
}

fn checks(comparison: &Comparison) -> Rows {
    let mut rows = header(CHECKS);
    for (tag, locale) in &comparison.locales {
        for (check, c) in &locale.checks {
            let mut row = vec![tag.as_str().to_owned(), (*check).to_owned()];
            row.extend(
                [c.first, c.second, c.fixed, c.new, c.first - c.fixed].map(|n| n.to_string()),
            );
            rows.push(row);
        }
    }
    rows
}

fn segments(comparison: &Comparison) -> Rows {
    let mut rows = header(SEGMENTS);
    let named = |name: &String| ["_a", "_b"].map(|side| format!("judge:{name}{side}"));
    rows[0].extend(comparison.judges.iter().flat_map(named));
    let text = |text: &str| neutralise(text).into_owned();
    for (tag, locale) in &comparison.locales {
        for change in &locale.changes {
            let chrf =
                |at: usize| change.chrf.map_or_else(String::new, |c| format!("{:.1}", c[at]));
            let mut row = vec![
                tag.as_str().to_owned(),
                text(&change.path),
                change.line.to_string(),
                text(&change.id),
                change.change.to_owned(),
                chrf(0),
                chrf(1),
                format!("{:.1}", change.penalties[0]),
                format!("{:.1}", change.penalties[1]),
                change.checks[0].join(" "),
                change.checks[1].join(" "),
                text(&change.source),
                text(&change.targets[0]),
                text(&change.targets[1]),
                text(change.reference.as_deref().unwrap_or_default()),
            ];
            for at in 0..comparison.judges.len() {
                let scores = change.judged.get(at).copied().flatten();
                row.extend([0, 1].map(|side| {
                    scores.map_or_else(String::new, |scores| format!("{:.4}", scores[side]))
                }));
            }
            rows.push(row);
        }
    }
    rows
}
