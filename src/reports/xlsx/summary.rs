//! The sheet Summary of a workbook: what its locale comes to, a line each.

use std::borrow::Cow;

use super::sheet::{Column, Sheet, Style, column};
use crate::evaluate::scores::LocaleMetrics;
use crate::locale::{Locale, LocaleTag};
use crate::mqm::Severity;
use crate::results::outcome::LocaleOutcome;
use crate::results::totals::Totals;

/// The columns: a name, and what it is.
pub(super) const COLUMNS: &[Column] = &[column("", 34, Style::Plain), column("", 44, Style::Text)];

/// Writes the sheet; `left_out` issues had no row in theirs.
pub(super) fn fill(
    sheet: &mut Sheet,
    locale: &LocaleTag,
    found: &LocaleOutcome,
    judges: &[String],
    left_out: u64,
) {
    let known = Locale::of(locale);
    let name = if known.tag == locale.as_str() { known.name.as_str() } else { "" };
    let title = format!("{} {name}", locale.file_name());
    let mut row = sheet.row();
    row.text(title.trim_end(), Style::Head);
    row.text(" ", Style::Head);
    row.end();
    for (name, value) in summary(locale, found, judges, left_out) {
        let mut row = sheet.row();
        row.text(&name, Style::Plain);
        match value {
            Value::Score(number) => row.number(Some(number), Style::Score),
            Value::Judged(number) => row.number(Some((number * 1e4).round() / 1e4), Style::Plain),
            Value::Count(number) => row.number(Some(number as f64), Style::Plain),
            Value::Text(text) => row.text(&text, Style::Text),
        }
        row.end();
    }
}

enum Value {
    Score(f64),
    Judged(f64),
    Count(u64),
    Text(String),
}

fn summary(
    locale: &LocaleTag,
    found: &LocaleOutcome,
    judges: &[String],
    left_out: u64,
) -> Vec<(Cow<'static, str>, Value)> {
    let t: &Totals = &found.totals;
    let mut rows: Vec<(Cow<'static, str>, Value)> = Vec::new();
    let scores = LocaleMetrics::of(locale).scores(&t.metrics, t.referenced_segments);
    for (name, score) in [
        ("quality score", t.quality_score()),
        ("penalty per 1,000 words", t.penalty_per_1000_words()),
        ("segments translated, percent", t.coverage_percent()),
        ("segments without an issue, percent", t.clean_segments_percent()),
        ("BLEU", scores[0]),
        ("chrF", scores[1]),
        ("TER", scores[2]),
    ] {
        if let Some(score) = score {
            rows.push((name.into(), Value::Score(score)));
        }
    }
    for (at, name) in judges.iter().enumerate() {
        let Some(sums) = t.judged.get(at) else { continue };
        let [low, high] = sums.interval().map_or([None; 2], |ends| ends.map(Some));
        for (part, score) in [("", sums.mean()), (":low", low), (":high", high)] {
            if let Some(score) = score {
                rows.push((format!("judge:{name}{part}").into(), Value::Judged(score)));
            }
        }
        rows.push((format!("judge:{name}:segments").into(), Value::Count(sums.scored)));
    }
    for (name, count) in [
        ("critical", t.issues_of(Severity::Critical)),
        ("major", t.issues_of(Severity::Major)),
        ("minor", t.issues_of(Severity::Minor)),
        ("neutral", t.issues_of(Severity::Neutral)),
        ("pages", t.pages),
        ("pages translated by a machine", t.machine_pages),
        ("pages translated by people", t.human_pages),
        ("segments", t.segments),
        ("source words", t.source_words),
        ("names in the sources", t.names.expected),
        ("names kept", t.names.kept),
        ("names localized", t.names.localized),
        ("names mangled", t.names.mangled),
    ] {
        rows.push((name.into(), Value::Count(count)));
    }
    rows.push(("most frequent checks".into(), Value::Text(t.top_checks().replace(';', ", "))));
    if let Some(pass) = found.pass {
        rows.push(("gate".into(), Value::Text(if pass { "passes" } else { "fails" }.to_owned())));
    }
    if left_out > 0 {
        rows.push(("issues left out (sheet full)".into(), Value::Count(left_out)));
    }
    rows
}
