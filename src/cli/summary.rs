//! The short summary on standard output: a row a locale.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use glossator::document::Problem;
use glossator::evaluate::scores::{LEAST_REFERENCED, LocaleMetrics};
use glossator::learn::style::Way;
use glossator::locale::LocaleTag;
use glossator::mqm::Severity;
use glossator::output::visible;
use glossator::results::outcome::{NotedIssue, Outcome};

/// The width of the terminal that the table is held to.
const WIDTH: usize = 80;

/// What each judge says of each locale, a line a judge: the mean, with the interval that holds it where a sample was asked.
pub(super) fn judged(outcome: &Outcome) -> String {
    let mut out = String::new();
    for (at, name) in outcome.judges.iter().enumerate() {
        let mut parts = Vec::new();
        for (locale, found) in &outcome.locales {
            let Some(sums) = found.totals.judged.get(at) else { continue };
            let Some(mean) = sums.mean() else { continue };
            let interval = sums.interval().map(|[low, high]| format!(" ({low:.3} to {high:.3})"));
            parts.push(format!("{} {mean:.3}{}", locale.file_name(), interval.unwrap_or_default()));
        }
        let said = if parts.is_empty() { "no score".to_owned() } else { parts.join(", ") };
        out.push_str(&[name, ": ", &said, "\n"].concat());
    }
    out
}

/// Renders the summary table, one row for each locale, columns aligned; what no locale has gets no column.
pub(super) fn render(outcome: &Outcome) -> String {
    let has_references = outcome.locales.values().any(|l| l.totals.referenced_segments > 0);
    let has_gate = outcome.locales.values().any(|l| l.pass.is_some());
    let heads = ["locale", "pages", "segm.", "done", "crit.", "major", "minor", "score", "mangled"];
    let mut rows = vec![heads.map(str::to_owned).to_vec()];
    if has_references {
        rows[0].extend(["refs", "BLEU", "chrF", "TER"].map(str::to_owned));
    }
    if has_gate {
        rows[0].push("pass".to_owned());
    }
    let score = |s: Option<f64>| s.map_or("-".to_owned(), |s| format!("{s:.1}"));
    for (locale, found) in &outcome.locales {
        let t = &found.totals;
        let mut row = vec![
            locale.file_name().to_owned(),
            t.pages.to_string(),
            t.segments.to_string(),
            t.coverage_percent().map_or("-".to_owned(), percent),
            t.issues_of(Severity::Critical).to_string(),
            t.issues_of(Severity::Major).to_string(),
            t.issues_of(Severity::Minor).to_string(),
            score(t.quality_score()),
            format!("{}/{}", t.names.mangled, t.names.expected),
        ];
        if has_references {
            row.push(t.referenced_segments.to_string());
            let metrics = LocaleMetrics::of(locale);
            row.extend(metrics.telling_scores(&t.metrics, t.referenced_segments).map(score));
        }
        if has_gate {
            row.push(found.pass.map_or("-", |p| if p { "yes" } else { "no" }).to_owned());
        }
        rows.push(row);
    }
    let widths: Vec<usize> = (0..rows[0].len())
        .map(|c| rows.iter().map(|r| r[c].chars().count()).max().unwrap_or(0))
        .collect();
    let roomy = widths.iter().sum::<usize>() + 2 * (widths.len() - 1) <= WIDTH;
    let gap = if roomy { "  " } else { " " };
    let mut out = String::new();
    for row in &rows {
        let cells = row.iter().zip(&widths).enumerate().map(|(i, (cell, width))| {
            if i == 0 { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
        });
        out.push_str(cells.collect::<Vec<_>>().join(gap).trim_end());
        out.push('\n');
    }
    let few = |n| n > 0 && n < LEAST_REFERENCED;
    if outcome.locales.values().any(|found| few(found.totals.referenced_segments)) {
        let what = "BLEU, chrF and TER are - where fewer than";
        let _ = writeln!(out, "{what} {LEAST_REFERENCED} segments have a reference");
    }
    let suspicions: u64 = outcome.locales.values().map(|found| found.totals.suspicions).sum();
    if suspicions > 0 {
        let what = "issues below --min-confidence, which scores and gates leave out";
        out.extend(["suspicions: ", &suspicions.to_string(), " (", what, ")\n"]);
    }
    out
}

/// The worst issues, a line each; empty where there is none.
pub(super) fn worst(outcome: &Outcome) -> String {
    let line = |issue: &NotedIssue| {
        let NotedIssue { path, line, severity, check, message, .. } = issue;
        let line = format!("{path}:{line}: {} {check}: {message}", severity.as_str());
        visible(&line).into_owned() + "\n"
    };
    outcome.worst.issues().iter().map(line).collect::<Vec<_>>().concat()
}

/// How many problems there are of each kind, the most frequent first.
pub(super) fn kinds(problems: &[Problem]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for problem in problems {
        *counts.entry(problem.kind.as_str()).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.iter().map(|(kind, count)| format!("{count} {kind}")).collect::<Vec<_>>().join(", ")
}

/// The habits of style that new text is held to, a line a locale; empty where the run is too small to show any.
pub(super) fn habits(outcome: &Outcome) -> String {
    let mut lines: Vec<(&LocaleTag, String)> = Vec::new();
    for (tag, rule, count) in &outcome.habits {
        let kept = match count.way() {
            Some(Way::Kept) => count.kept,
            Some(Way::Other) if rule.both_ways => count.of - count.kept,
            _ => continue,
        };
        let way = if kept == count.kept { "" } else { "no " };
        let said = format!("{way}{} {kept}/{}", rule.id, count.of);
        match lines.last_mut() {
            Some((last, line)) if *last == tag => {
                line.push_str(", ");
                line.push_str(&said);
            }
            _ => lines.push((tag, said)),
        }
    }
    let line = |(tag, line)| format!("style of {tag}: {line}\n");
    lines.into_iter().map(line).collect::<Vec<_>>().concat()
}

/// A share, rounded down: 100 % is said only of all.
fn percent(share: f64) -> String {
    format!("{:.0}%", share.floor())
}
