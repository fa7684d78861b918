//! The HTML report: `index.html` and a page per locale, each one file that needs no network and runs nothing from pages.
//! The pages are templates beside the code (`*.html`), which escape all that they show.

mod blocks;
mod escape;
mod filters;
mod index;
mod locale_page;
mod overview;
mod shell;

use std::collections::BTreeMap;

use askama::Template;

use super::{Report, ReportOptions, ReportWriter};
use crate::document::Origin;
use crate::error::{Error, Result};
use crate::evaluate::Evaluation;
use crate::judges::Sums;
use crate::locale::LocaleTag;
use crate::output::{PendingFile, WholeFile};
use crate::results::outcome::Outcome;
use crate::results::totals::Totals;
use locale_page::LocalePage;
use overview::Overview;

/// The HTML report.
pub(super) static REPORT: Report = Report {
    id: "html",
    is_printed: false,
    summary: "index.html and a page per locale to review in the browser",
    begin: |options| {
        Ok(Box::new(HtmlReport { options: options.clone(), locales: BTreeMap::new() }))
    },
};

struct HtmlReport {
    options: ReportOptions,
    locales: BTreeMap<LocaleTag, LocaleReport>,
}

struct LocaleReport {
    page: LocalePage,
    origins: BTreeMap<Origin, Totals>,
}

impl ReportWriter for HtmlReport {
    fn page(&mut self, page: &Evaluation) -> Result<()> {
        let locale = &page.document.locale;
        if !self.locales.contains_key(locale) {
            let new = LocaleReport {
                page: LocalePage::begin(&self.options, locale)?,
                origins: BTreeMap::new(),
            };
            self.locales.insert(locale.clone(), new);
        }
        let Some(report) = self.locales.get_mut(locale) else { return Ok(()) };
        report.origins.entry(page.document.origin).or_default().merge(&page.totals);
        report.page.add(page)
    }

    fn finish(self: Box<Self>, outcome: &Outcome) -> Result<Vec<WholeFile>> {
        let names: Vec<LocaleTag> = self.locales.keys().cloned().collect();
        let mut origins = BTreeMap::new();
        let mut changes = BTreeMap::new();
        let mut pending = Vec::new();
        for (locale, report) in self.locales {
            let totals = outcome.locales.get(&locale).map(|l| &l.totals);
            if let Some(change) = report.page.change() {
                changes.insert(locale.clone(), change);
            }
            pending.push(report.page.finish(&names, totals, &outcome.baseline)?);
            origins.insert(locale, report.origins);
        }
        let path = self.options.out.join("index.html");
        let mut index = PendingFile::create(&self.options.out, "index.html")?;
        let judges = self.options.judge_names();
        let overview = Overview::of(outcome, &origins, &changes, judges);
        overview.write_into(&mut index).map_err(|e| Error::io(&path, e))?;
        pending.insert(0, index);
        pending.into_iter().map(PendingFile::close).collect()
    }
}

/// What a locale is called: its English name and its tag.
fn locale_name(locale: &LocaleTag) -> String {
    let known = crate::locale::Locale::of(locale);
    if locale.is_empty() || known.tag != locale.as_str() || known.name.is_empty() {
        locale.file_name().to_owned()
    } else {
        format!("{} ({locale})", known.name)
    }
}

/// A count with commas between thousands.
fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A score with one decimal; a dash where there is none.
fn score(score: Option<f64>) -> String {
    score.map_or_else(|| "–".to_owned(), |s| format!("{s:.1}"))
}

/// What a judge says of many segments: the mean with the interval that holds it, where that is known.
fn judged(sums: Option<&Sums>) -> String {
    let Some((sums, mean)) = sums.and_then(|sums| Some((sums, sums.mean()?))) else {
        return "–".to_owned();
    };
    match sums.interval() {
        Some([low, high]) => format!("{mean:.3} ({low:.3} to {high:.3})"),
        None => format!("{mean:.3}"),
    }
}

/// By how much a score rose, with its sign.
fn rise(rise: f64) -> String {
    let rounded = (10.0 * rise).round() / 10.0;
    if rounded > 0.0 {
        format!("+{rounded:.1}")
    } else if rounded < 0.0 {
        format!("−{:.1}", -rounded)
    } else {
        "±0.0".to_owned()
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_rise_has_a_sign() {
        assert_eq!([0.26, -1.0, 0.04, -0.04].map(super::rise), ["+0.3", "−1.0", "±0.0", "±0.0"]);
    }

    #[test]
    fn counts_have_commas() {
        assert_eq!([0, 999, 1000, 1_234_567].map(super::count), ["0", "999", "1,000", "1,234,567"]);
    }
}
