//! `index.html`: the locales beside each other, by quality, severity, category, origin and check.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{count, escape, locale_name, rise, score, shell};
use crate::checks;
use crate::document::Origin;
use crate::evaluate::scores::LocaleMetrics;
use crate::locale::LocaleTag;
use crate::mqm::{Category, Severity};
use crate::results::outcome::{LocaleOutcome, Outcome};
use crate::results::totals::Totals;
use crate::results::trend::IssueChange;

const SCRIPT: &str = include_str!("overview.js");

const SEVERITIES: [Severity; 4] =
    [Severity::Critical, Severity::Major, Severity::Minor, Severity::Neutral];
const CATEGORIES: [Category; 7] = [
    Category::Accuracy,
    Category::Terminology,
    Category::Markup,
    Category::Linguistic,
    Category::Locale,
    Category::Encoding,
    Category::Page,
];

/// By locale: the earlier quality score, and what became of its issues.
type Changes = BTreeMap<LocaleTag, (Option<f64>, IssueChange)>;
type Origins = BTreeMap<LocaleTag, BTreeMap<Origin, Totals>>;

/// The overview page.
pub(super) fn render(outcome: &Outcome, origins: &Origins, changes: &Changes) -> String {
    let mut out = String::new();
    shell::begin(&mut out, "Translation quality · glossator", SCRIPT);
    out.push_str("<header class=\"top\"><h1>Translation quality</h1><span class=\"space\"></span><button type=\"button\" id=\"theme\">Theme</button></header>\n<main>\n");
    let mut locales: Vec<(&LocaleTag, &LocaleOutcome)> = outcome.locales.iter().collect();
    let quality = |l: &LocaleOutcome| l.totals.quality_score().unwrap_or(f64::INFINITY);
    locales.sort_by(|a, b| quality(a.1).total_cmp(&quality(b.1)).then(a.0.cmp(b.0)));
    facts(&mut out, outcome);
    locale_table(&mut out, &locales, changes);
    origin_table(&mut out, &locales, origins);
    check_table(&mut out, &locales);
    if !outcome.problems.is_empty() {
        let _ = writeln!(
            out,
            "<p class=\"soft\">{} irregularities of the inputs are in problems.csv (format csv).</p>",
            count(outcome.problems.len() as u64)
        );
    }
    out.push_str("<p class=\"soft\">Quality score: 100 × (1 − penalty / source words), not below 0. Penalty points: critical 25, major 5, minor 1, typography a tenth. An issue is what a check found; it is an error once a person has confirmed it.</p>\n</main>\n");
    shell::script(&mut out, SCRIPT);
    out.push_str(shell::END);
    out
}

fn facts(out: &mut String, outcome: &Outcome) {
    let mut all = Totals::default();
    for locale in outcome.locales.values() {
        all.merge(&locale.totals);
    }
    out.push_str("<div class=\"facts\">");
    let failing = outcome.locales.values().filter(|l| l.pass == Some(false)).count() as u64;
    let gated = outcome.locales.values().any(|l| l.pass.is_some());
    let right = all.names.kept + all.names.localized;
    let mut facts: Vec<(String, &str)> = vec![
        (count(outcome.locales.len() as u64), "locales"),
        (count(all.pages), "pages"),
        (count(all.segments), "segments"),
        (count(all.issues_of(Severity::Critical)), "critical issues"),
        (count(all.issues_of(Severity::Major)), "major issues"),
        (count(all.issues_of(Severity::Minor)), "minor issues"),
        (format!("{} %", score(all.clean_segments_percent())), "segments without an issue"),
    ];
    if all.names.expected > 0 {
        facts.push((format!("{} of {}", count(right), count(all.names.expected)), "names right"));
    }
    if gated {
        facts.push((count(failing), "locales that fail the gate"));
    }
    for (value, name) in facts {
        let bad = name.ends_with("gate") && failing > 0;
        let class = if bad { "fact worse" } else { "fact" };
        let _ = write!(out, "<div class=\"{class}\"><b>{value}</b><span>{name}</span></div>");
    }
    out.push_str("</div>\n");
}

fn locale_table(out: &mut String, locales: &[(&LocaleTag, &LocaleOutcome)], changes: &Changes) {
    let referenced = locales.iter().any(|(_, l)| l.totals.referenced_segments > 0);
    let names = locales.iter().any(|(_, l)| l.totals.names.expected > 0);
    let gated = locales.iter().any(|(_, l)| l.pass.is_some());
    out.push_str("<h2 id=\"locales\">Locales, worst first</h2>\n");
    legend(out, SEVERITIES.iter().map(|s| s.as_str()));
    legend(out, CATEGORIES.iter().map(|c| c.as_str()));
    out.push_str(
        "<div class=\"scroll\"><table class=\"sortable\" aria-labelledby=\"locales\"><thead><tr>",
    );
    head(out, &["Locale", "Quality"]);
    if gated {
        head(out, &["Gate"]);
    }
    head(out, &["Penalty per 1,000 words", "Clean segments"]);
    if names {
        head(out, &["Names right"]);
    }
    if !changes.is_empty() {
        head(out, &["Change", "New", "Fixed"]);
    }
    head(out, &["Issues"]);
    out.push_str("<th scope=\"col\" class=\"name\">by severity</th><th scope=\"col\" class=\"name\">by category</th>");
    if referenced {
        head(out, &["BLEU", "chrF", "TER"]);
    }
    head(out, &["Pages", "Segments", "Source words"]);
    out.push_str("</tr></thead>\n<tbody>\n");
    for (locale, found) in locales {
        let t = &found.totals;
        let fails = if found.pass == Some(false) { " class=\"fails\"" } else { "" };
        let _ = write!(out, "<tr{fails}>");
        out.push_str("<td>");
        link(out, locale, "", &locale_name(locale));
        out.push_str("</td>");
        cell(out, &score(t.quality_score()));
        if gated {
            cell(
                out,
                match found.pass {
                    Some(true) => "passes",
                    Some(false) => "fails",
                    None => "–",
                },
            );
        }
        cell(out, &score(t.penalty_per_1000_words()));
        cell(out, &format!("{} %", score(t.clean_segments_percent())));
        if names {
            let right = t.names.kept + t.names.localized;
            let share =
                (t.names.expected > 0).then(|| 100.0 * right as f64 / t.names.expected as f64);
            let title = format!(
                "{} kept in English, {} in an accepted form, {} mangled",
                t.names.kept, t.names.localized, t.names.mangled
            );
            let _ = write!(out, "<td title=\"{title}\">{} %</td>", score(share));
        }
        if !changes.is_empty() {
            let change = changes.get(locale);
            let change_of_score =
                change.and_then(|(before, _)| Some(t.quality_score()? - (*before)?));
            match change_of_score {
                Some(by) => {
                    let class = match rise(by).chars().next() {
                        Some('+') => "better",
                        Some('−') => "worse",
                        _ => "",
                    };
                    let _ = write!(
                        out,
                        "<td class=\"{class}\" data-value=\"{by:.3}\">{}</td>",
                        rise(by)
                    );
                }
                None => cell(out, "–"),
            }
            let issues = change.map(|c| c.1).unwrap_or_default();
            cell(out, &count(issues.new));
            cell(out, &count(issues.fixed));
        }
        let _ = write!(out, "<td data-value=\"{}\">{}</td>", t.issues(), count(t.issues()));
        let severities = SEVERITIES.map(|s| (s.as_str(), t.issues_of(s)));
        bar(out, &severities);
        bar(out, &by_category(t));
        if referenced {
            let metrics = LocaleMetrics::of(locale).scores(&t.metrics, t.referenced_segments);
            for metric in metrics {
                cell(out, &score(metric));
            }
        }
        for number in [t.pages, t.segments, t.source_words] {
            let _ = write!(out, "<td data-value=\"{number}\">{}</td>", count(number));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table></div>\n");
}

fn by_category(totals: &Totals) -> [(&'static str, u64); 7] {
    CATEGORIES.map(|category| {
        let of = |id: &str| checks::find(id).is_some_and(|c| c.category == category);
        let issues = totals.checks.iter().filter(|(id, _)| of(id)).map(|(_, n)| n).sum();
        (category.as_str(), issues)
    })
}

/// Machine beside human translation.
fn origin_table(out: &mut String, locales: &[(&LocaleTag, &LocaleOutcome)], origins: &Origins) {
    let both = [Origin::Machine, Origin::Human];
    let compared = locales.iter().any(|(locale, _)| {
        origins.get(locale).is_some_and(|o| both.iter().all(|b| o.contains_key(b)))
    });
    if !compared {
        return;
    }
    out.push_str("<h2 id=\"origins\">Machine beside human translation</h2>\n<div class=\"scroll\"><table class=\"sortable\" aria-labelledby=\"origins\"><thead><tr>");
    out.push_str("<td></td>");
    for name in ["Pages", "Quality", "Penalty per 1,000 words", "Clean segments"] {
        let _ = write!(out, "<th scope=\"colgroup\" colspan=\"2\" class=\"group\">{name}</th>");
    }
    out.push_str("</tr>\n<tr>");
    head(out, &["Locale"]);
    for _ in 0..4 {
        out.push_str(
            "<th scope=\"col\" class=\"group\"><button type=\"button\">Machine</button></th>",
        );
        head(out, &["Human"]);
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for (locale, _) in locales {
        out.push_str("<tr><td>");
        link(out, locale, "", &locale_name(locale));
        out.push_str("</td>");
        let totals = both.map(|b| origins.get(locale).and_then(|o| o.get(&b)));
        let columns: [fn(&Totals) -> String; 4] = [
            |t| count(t.pages),
            |t| score(t.quality_score()),
            |t| score(t.penalty_per_1000_words()),
            |t| format!("{} %", score(t.clean_segments_percent())),
        ];
        for column in columns {
            for (class, t) in [" class=\"group\"", ""].into_iter().zip(totals) {
                let text = t.map_or_else(|| "–".to_owned(), column);
                let _ = write!(out, "<td{class}>{text}</td>");
            }
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table></div>\n");
}

/// Issues by check and locale, each number a link to those issues.
fn check_table(out: &mut String, locales: &[(&LocaleTag, &LocaleOutcome)]) {
    let mut all = Totals::default();
    for (_, found) in locales {
        all.merge(&found.totals);
    }
    if all.checks.is_empty() {
        return;
    }
    let mut rows: Vec<_> = all.checks.iter().collect();
    rows.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    out.push_str("<h2 id=\"checks\">Issues by check</h2>\n<div class=\"scroll\"><table class=\"sortable\" aria-labelledby=\"checks\"><thead><tr>");
    head(out, &["Check", "All"]);
    let mut columns: Vec<_> = locales.to_vec();
    columns.sort_by_key(|(locale, _)| *locale);
    for (locale, _) in &columns {
        head(out, &[locale.file_name()]);
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for (check, number) in rows {
        let summary = checks::find(check).map_or("", |c| c.summary);
        out.push_str("<tr><td title=\"");
        escape::text(out, summary);
        let _ = write!(out, "\">{check}</td><td data-value=\"{number}\">{}</td>", count(*number));
        for (locale, found) in &columns {
            match found.totals.checks.get(check) {
                Some(n) => {
                    let _ = write!(out, "<td data-value=\"{n}\">");
                    link(out, locale, &format!("#check={check}"), &count(*n));
                    out.push_str("</td>");
                }
                None => out.push_str("<td data-value=\"0\"></td>"),
            }
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table></div>\n");
}

fn head(out: &mut String, names: &[&str]) {
    for name in names {
        out.push_str("<th scope=\"col\"><button type=\"button\">");
        escape::text(out, name);
        out.push_str("</button></th>");
    }
}

fn cell(out: &mut String, text: &str) {
    out.push_str("<td>");
    escape::text(out, text);
    out.push_str("</td>");
}

fn link(out: &mut String, locale: &LocaleTag, fragment: &str, text: &str) {
    let _ = write!(out, "<a href=\"{}.html{fragment}\">", locale.file_name());
    escape::text(out, text);
    out.push_str("</a>");
}

/// Coloured squares with their names.
fn legend(out: &mut String, names: impl Iterator<Item = &'static str>) {
    out.push_str("<div class=\"legend\">");
    for name in names {
        let _ = write!(
            out,
            "<span><svg viewBox=\"0 0 1 1\" aria-hidden=\"true\"><rect class=\"{name}\" width=\"1\" height=\"1\"/></svg>{name}</span>"
        );
    }
    out.push_str("</div>\n");
}

/// A cell with a stacked bar; its widths are attributes, for the policy allows no style of elements.
fn bar(out: &mut String, parts: &[(&'static str, u64)]) {
    let all: u64 = parts.iter().map(|p| p.1).sum();
    let said: Vec<_> =
        parts.iter().filter(|p| p.1 > 0).map(|(name, n)| format!("{} {name}", count(*n))).collect();
    let said = if said.is_empty() { "no issues".to_owned() } else { said.join(", ") };
    let _ = write!(
        out,
        "<td class=\"name\"><svg class=\"bar\" viewBox=\"0 0 100 1\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{said}\"><title>{said}</title>"
    );
    let mut at = 0.0;
    for (name, n) in parts.iter().filter(|p| p.1 > 0) {
        let width = 100.0 * *n as f64 / all as f64;
        let _ =
            write!(out, "<rect class=\"{name}\" x=\"{at:.3}\" width=\"{width:.3}\" height=\"1\"/>");
        at += width;
    }
    out.push_str("</svg></td>");
}
