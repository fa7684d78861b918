//! `index.html`: the locales beside each other, by quality, severity, category, origin and check.

use std::collections::BTreeMap;

use askama::Template;

use super::shell::Shell;
use super::{count, filters, judged, locale_name, rise, score};
use crate::checks;
use crate::document::Origin;
use crate::evaluate::scores::LocaleMetrics;
use crate::locale::LocaleTag;
use crate::mqm::{Category, Severity};
use crate::results::outcome::{LocaleOutcome, Outcome};
use crate::results::totals::Totals;
use crate::results::trend::IssueChange;

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
pub(super) type Changes = BTreeMap<LocaleTag, (Option<f64>, IssueChange)>;
/// By locale: sums of its pages by origin.
pub(super) type Origins = BTreeMap<LocaleTag, BTreeMap<Origin, Totals>>;

/// The overview page.
#[derive(Template)]
#[template(path = "overview.html")]
pub(super) struct Overview<'o> {
    shell: Shell,
    /// Sums of all locales.
    all: Totals,
    /// Locales that fail the gate.
    failing: u64,
    /// Whether there is an earlier run to compare with.
    compared: bool,
    severities: [&'static str; 4],
    categories: [&'static str; 7],
    /// The names of the judges.
    judges: &'o [String],
    /// Worst first.
    locales: Vec<LocaleRow<'o>>,
    /// Machine beside human translation; empty where no locale has both.
    origins: Vec<OriginRow<'o>>,
    /// Most issues first.
    checks: Vec<CheckRow<'o>>,
    /// The locales of the table of checks, by their tags.
    columns: Vec<&'o LocaleTag>,
    /// Irregularities of the inputs.
    problems: u64,
}

struct LocaleRow<'o> {
    tag: &'o LocaleTag,
    name: String,
    totals: &'o Totals,
    /// Whether it passes the gate, where there is one.
    pass: Option<bool>,
    /// By how much its quality score rose since the earlier run.
    rise: Option<f64>,
    issues: IssueChange,
    severities: Bar,
    categories: Bar,
    /// BLEU, chrF and TER, where enough segments have a reference to tell something.
    metrics: [Option<f64>; 3],
    /// What each judge says.
    judged: Vec<String>,
}

struct OriginRow<'o> {
    tag: &'o LocaleTag,
    name: String,
    /// Figures of machine and of human translation.
    columns: [[String; 2]; 4],
}

struct CheckRow<'o> {
    id: &'static str,
    summary: &'static str,
    issues: u64,
    by_locale: Vec<(&'o LocaleTag, Option<u64>)>,
}

/// Shares as a stacked bar, a hundred wide.
struct Bar {
    said: String,
    parts: Vec<BarPart>,
}

struct BarPart {
    name: &'static str,
    at: f64,
    width: f64,
}

impl<'o> Overview<'o> {
    /// What a run found, as the page shows it.
    pub(super) fn of(
        outcome: &'o Outcome,
        origins: &Origins,
        changes: &Changes,
        judges: &'o [String],
    ) -> Overview<'o> {
        let mut locales: Vec<(&LocaleTag, &LocaleOutcome)> = outcome.locales.iter().collect();
        let columns = locales.iter().map(|(tag, _)| *tag).collect();
        let mut all = Totals::default();
        for (_, found) in &locales {
            all.merge(&found.totals);
        }
        let checks = check_rows(&all, &locales);
        let quality = |l: &LocaleOutcome| l.totals.quality_score().unwrap_or(f64::INFINITY);
        locales.sort_by(|a, b| quality(a.1).total_cmp(&quality(b.1)).then(a.0.cmp(b.0)));
        Overview {
            shell: Shell::new(
                "Translation quality · glossator".to_owned(),
                include_str!("overview.js"),
            ),
            failing: locales.iter().filter(|(_, l)| l.pass == Some(false)).count() as u64,
            compared: !changes.is_empty(),
            severities: SEVERITIES.map(Severity::as_str),
            categories: CATEGORIES.map(Category::as_str),
            origins: origin_rows(&locales, origins),
            locales: locales
                .iter()
                .map(|(tag, l)| LocaleRow::of(tag, l, changes, judges.len()))
                .collect(),
            judges,
            all,
            checks,
            columns,
            problems: outcome.problems.len() as u64,
        }
    }

    fn gated(&self) -> bool {
        self.locales.iter().any(|row| row.pass.is_some())
    }

    fn names(&self) -> bool {
        self.all.names.expected > 0
    }

    fn referenced(&self) -> bool {
        self.all.referenced_segments > 0
    }
}

impl<'o> LocaleRow<'o> {
    fn of(
        tag: &'o LocaleTag,
        found: &'o LocaleOutcome,
        changes: &Changes,
        judges: usize,
    ) -> LocaleRow<'o> {
        let totals = &found.totals;
        let change = changes.get(tag);
        LocaleRow {
            tag,
            name: locale_name(tag),
            totals,
            pass: found.pass,
            rise: change.and_then(|(before, _)| Some(totals.quality_score()? - (*before)?)),
            issues: change.map(|c| c.1).unwrap_or_default(),
            severities: Bar::of(&SEVERITIES.map(|s| (s.as_str(), totals.issues_of(s)))),
            categories: Bar::of(&by_category(totals)),
            judged: (0..judges).map(|at| judged(totals.judged.get(at))).collect(),
            metrics: LocaleMetrics::of(tag)
                .telling_scores(&totals.metrics, totals.referenced_segments),
        }
    }

    /// Percent of the expected names that are right.
    fn names_right(&self) -> Option<f64> {
        let names = &self.totals.names;
        let right = names.kept + names.localized;
        (names.expected > 0).then(|| 100.0 * right as f64 / names.expected as f64)
    }

    /// The class of the change of its score, as it is rounded.
    fn direction(&self) -> &'static str {
        match self.rise.map(rise).unwrap_or_default().chars().next() {
            Some('+') => "better",
            Some('−') => "worse",
            _ => "",
        }
    }
}

impl Bar {
    fn of(parts: &[(&'static str, u64)]) -> Bar {
        let all: u64 = parts.iter().map(|p| p.1).sum();
        let parts = parts.iter().filter(|p| p.1 > 0);
        let said: Vec<_> = parts.clone().map(|(name, n)| format!("{} {name}", count(*n))).collect();
        let mut at = 0.0;
        let parts = parts.map(|&(name, n)| {
            let part = BarPart { name, at, width: 100.0 * n as f64 / all as f64 };
            at += part.width;
            part
        });
        Bar {
            parts: parts.collect(),
            said: if said.is_empty() { "no issues".to_owned() } else { said.join(", ") },
        }
    }
}

fn by_category(totals: &Totals) -> [(&'static str, u64); 7] {
    CATEGORIES.map(|category| {
        let of = |id: &str| checks::find(id).is_some_and(|c| c.category == category);
        let issues = totals.checks.iter().filter(|(id, _)| of(id)).map(|(_, n)| n).sum();
        (category.as_str(), issues)
    })
}

fn origin_rows<'o>(
    locales: &[(&'o LocaleTag, &'o LocaleOutcome)],
    origins: &Origins,
) -> Vec<OriginRow<'o>> {
    let both = [Origin::Machine, Origin::Human];
    let compared = locales.iter().any(|(locale, _)| {
        origins.get(locale).is_some_and(|o| both.iter().all(|b| o.contains_key(b)))
    });
    if !compared {
        return Vec::new();
    }
    let columns: [fn(&Totals) -> String; 4] = [
        |t| count(t.pages),
        |t| score(t.quality_score()),
        |t| score(t.penalty_per_1000_words()),
        |t| format!("{} %", score(t.clean_segments_percent())),
    ];
    let row = |tag: &'o LocaleTag| {
        let totals = both.map(|b| origins.get(tag).and_then(|o| o.get(&b)));
        let columns = columns.map(|of| totals.map(|t| t.map_or_else(|| "–".to_owned(), of)));
        OriginRow { tag, name: locale_name(tag), columns }
    };
    locales.iter().map(|(tag, _)| row(tag)).collect()
}

fn check_rows<'o>(
    all: &Totals,
    locales: &[(&'o LocaleTag, &'o LocaleOutcome)],
) -> Vec<CheckRow<'o>> {
    let mut rows: Vec<_> = all.checks.iter().map(|(id, issues)| (*id, *issues)).collect();
    rows.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let row = |(id, issues)| CheckRow {
        id,
        summary: checks::find(id).map_or("", |c| c.summary),
        issues,
        by_locale: locales
            .iter()
            .map(|(tag, l)| (*tag, l.totals.checks.get(id).copied()))
            .collect(),
    };
    rows.into_iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_a_hundred_wide_and_says_its_parts() {
        let bar = Bar::of(&[("critical", 1), ("major", 0), ("minor", 3)]);
        let parts: Vec<_> = bar.parts.iter().map(|p| (p.name, p.at, p.width)).collect();
        assert_eq!(parts, [("critical", 0.0, 25.0), ("minor", 25.0, 75.0)]);
        assert_eq!(bar.said, "1 critical, 3 minor");
        assert_eq!(Bar::of(&[("minor", 0)]).said, "no issues");
    }
}
