//! The short summary on standard output: a row a locale.

use std::collections::BTreeMap;

use glossator::document::Problem;
use glossator::evaluate::scores::LocaleMetrics;
use glossator::mqm::Severity;
use glossator::results::outcome::Outcome;

/// Renders the summary table, one row for each locale, columns aligned.
pub(super) fn render(outcome: &Outcome) -> String {
    let mut rows = vec![
        [
            "locale",
            "pages",
            "segments",
            "translated",
            "critical",
            "major",
            "minor",
            "quality",
            "names mangled",
            "BLEU",
            "chrF",
            "TER",
            "pass",
        ]
        .map(str::to_owned)
        .to_vec(),
    ];
    for (locale, found) in &outcome.locales {
        let t = &found.totals;
        let metrics = LocaleMetrics::of(locale).scores(&t.metrics, t.referenced_segments);
        let score = |s: Option<f64>| s.map_or("-".to_owned(), |s| format!("{s:.1}"));
        let tag = if locale.is_empty() { "und" } else { locale.as_str() };
        rows.push(vec![
            tag.to_owned(),
            t.pages.to_string(),
            t.segments.to_string(),
            t.coverage_percent().map_or("-".to_owned(), percent),
            t.issues_of(Severity::Critical).to_string(),
            t.issues_of(Severity::Major).to_string(),
            t.issues_of(Severity::Minor).to_string(),
            score(t.quality_score()),
            format!("{} of {}", t.names.mangled, t.names.expected),
            score(metrics[0]),
            score(metrics[1]),
            score(metrics[2]),
            found.pass.map_or("-", |p| if p { "yes" } else { "no" }).to_owned(),
        ]);
    }
    let widths: Vec<usize> = (0..rows[0].len())
        .map(|c| rows.iter().map(|r| r[c].chars().count()).max().unwrap_or(0))
        .collect();
    let mut out = String::new();
    for row in &rows {
        let cells = row.iter().zip(&widths).enumerate().map(|(i, (cell, width))| {
            if i == 0 { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
        });
        out.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        out.push('\n');
    }
    out
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

/// A share, rounded down: 100 % is said only of all.
fn percent(share: f64) -> String {
    format!("{:.0} %", share.floor())
}
