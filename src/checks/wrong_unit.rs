//! `wrong-unit`: the number stayed, its unit became another one.
//!
//! Precision: 1 of 1 read on human text.

use std::ops::Range;
use std::sync::LazyLock;

use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::locale::{Locale, Script};
use crate::mqm::{Category, Confidence, Severity};
use crate::text::numbers::{Number, numbers};
use crate::text::words;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "wrong-unit",
    kind: Kind::Law,
    category: Category::Accuracy,
    severity: Severity::Major,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "the unit of a number became another one",
    details: "Looks at numbers that both sides have and at what stands directly behind them (a space or hyphen may \
              lie between). Fires where that is a unit on both sides, of the same kind (time, data, length, currency, …), but \
              not the same, and the target's unit is nowhere in the source; and where an amount of money \
              has lost its currency: neither a sign nor a word stands beside it. The locale's units are those of \
              its data; one-letter forms excuse, but convict nobody. Measured: none in 6,258 human \
              segments; all of 91 planted errors are found.",
    examples: &[
        Example::bad(
            "de-DE",
            "Cancel within 60 days.",
            "Kündigen Sie binnen 60 Monaten.",
            "Monaten",
        ),
        Example::bad("ja-JP", "It takes 15 minutes.", "15 秒かかります。", "秒"),
        Example::bad("ko-KR", "a 12-month term", "12일 기간", "일"),
        Example::bad("ar-SA", "Wait 10 minutes.", "انتظر 10 ساعات.", "ساعات"),
        Example::bad("fr-FR", "It needs 16 GB.", "Il faut 16 Mo.", "Mo"),
        Example::bad("hu-HU", "It costs USD 800.", "Ára 800 EUR.", "EUR"),
        Example::bad("fr-FR", "It is at US$ 15/month.", "Il est à 15 par mois.", "15"),
        Example::good("fr-FR", "It costs $800.", "Cela coûte 800 USD."),
        Example::good("fr-FR", "It costs $800.", "Cela coûte 800 dollars."),
        Example::good("fr-FR", "It needs 16 GB.", "Il faut 16 Go."),
        Example::good("zh-CN", "6 months or 30 days", "6 个月或 30 天"),
        Example::good("ru-RU", "Wait 24 hours.", "Подождите 24 часа."),
        Example::good("tr-TR", "On day 3 of 12 months", "12 ayın 3. gününde"),
    ],
    run: Run::Segment(run),
};

/// Units that can be taken for one another, English names and symbols; those of one line mean the same.
const KINDS: &[&[&[&str]]] = &[
    &[
        &["microsecond"],
        &["millisecond"],
        &["second"],
        &["minute"],
        &["hour"],
        &["day"],
        &["week"],
        &["month"],
        &["quarter"],
        &["year"],
    ],
    &[
        &["bit"],
        &["byte"],
        &["KB", "kilobyte"],
        &["MB", "megabyte"],
        &["GB", "gigabyte"],
        &["TB", "terabyte"],
        &["PB"],
        &["EB"],
        &["KiB"],
        &["MiB"],
        &["GiB"],
        &["TiB"],
    ],
    &[&["Kbps"], &["Mbps"], &["Gbps"]],
    &[&["hertz"], &["kHz"], &["MHz"], &["GHz"]],
    &[&["millimeter"], &["centimeter"], &["meter"], &["kilometer"], &["inch"]],
    &[&["gram"], &["kilogram"]],
];

/// A unit: its kind and its place in it.
type Unit = (usize, usize);

/// The forms of a locale's units, the longest first, each with all that it may mean.
struct Forms {
    tag: &'static str,
    forms: Vec<(&'static str, Vec<Unit>)>,
}

static FORMS: LazyLock<Vec<Forms>> = LazyLock::new(|| {
    Locale::all().iter().map(|l| Forms { tag: &l.tag, forms: forms(l) }).collect()
});

fn forms(locale: &'static Locale) -> Vec<(&'static str, Vec<Unit>)> {
    let mut all: Vec<(&'static str, Vec<Unit>)> = Vec::new();
    for (kind, units) in KINDS.iter().enumerate() {
        for (place, names) in units.iter().enumerate() {
            for form in names.iter().filter_map(|name| locale.units.get(*name)).flatten() {
                match all.iter_mut().find(|f| f.0 == form) {
                    Some(found) => found.1.push((kind, place)),
                    None => all.push((form, vec![(kind, place)])),
                }
            }
        }
    }
    all.sort_by_key(|f| std::cmp::Reverse(f.0.len()));
    all
}

fn forms_of(locale: &Locale) -> &'static [(&'static str, Vec<Unit>)] {
    FORMS.iter().find(|f| Some(f.tag) == locale.profile).map_or(&[], |f| &f.forms)
}

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (view.source.visible(), view.target.visible());
    let digit = |text: &str| text.bytes().any(|b| b.is_ascii_digit() || b >= 0x80);
    if !source.bytes().any(|b| b.is_ascii_digit()) || !digit(target) {
        return;
    }
    let (english, local) = (forms_of(view.source_locale), forms_of(view.locale));
    let source_numbers = numbers(&view.source, view.source_locale);
    let with_units: Vec<_> = source_numbers
        .iter()
        .map(|n| (n, unit_beside(source, n, english, true)))
        .filter(|(_, unit)| unit.is_some())
        .collect();
    if with_units.is_empty() {
        return;
    }
    let spaced = view.locale.spaces_words() && view.locale.script != Some(Script::Hangul);
    lost_currency(view, &with_units, issues);
    for number in numbers(&view.target, view.locale) {
        let Some((is, span)) = unit_beside(target, &number, local, spaced) else { continue };
        if !sure(&target[span.clone()]) {
            continue;
        }
        let same = |n: &Number| n.readings.iter().any(|r| number.readings.contains(r));
        let mut was = None;
        for (n, unit) in with_units.iter().filter(|(n, _)| same(n)) {
            let Some((units, at)) = unit else { continue };
            let other = is.iter().all(|i| units.iter().all(|w| i.0 == w.0 && i != w));
            if !other {
                was = None;
                break;
            }
            was = Some((*n, at));
        }
        let Some((n, at)) = was else { continue };
        // Where the number stands without a unit too, or the unit elsewhere, nothing is sure.
        let bare = source_numbers.iter().filter(|n| same(n)).count()
            > with_units.iter().filter(|(n, _)| same(n)).count();
        if bare || names_unit(source, english, is, n, &with_units) {
            continue;
        }
        let message = format!(
            "The unit {} became {}: write the source's.",
            &source[at.clone()],
            &target[span.clone()]
        );
        issues.push(
            Issue::new(&CHECK, message)
                .target(view.target_span(span))
                .source(view.source_span(at.clone())),
        );
    }
}

/// An amount of money beside which neither a currency nor any word stands.
fn lost_currency(
    view: &SegmentView<'_>,
    with_units: &[(&Number, Option<Placed>)],
    issues: &mut Vec<Issue>,
) {
    let target = view.target.visible();
    let is_money = |unit: &Option<Placed>| {
        unit.as_ref().is_some_and(|(units, _)| units.iter().all(|unit| unit.0 == MONEY))
    };
    let sign = |c: char| {
        c == '$' || ('\u{a2}'..='\u{a5}').contains(&c) || ('\u{20a0}'..='\u{20cf}').contains(&c)
    };
    let coded = || CURRENCIES.iter().any(|(code, _)| target.contains(code));
    let mut amounts = with_units.iter().filter(|(_, unit)| is_money(unit)).peekable();
    if amounts.peek().is_none()
        || !view.locale.spaces_words()
        || !view.locale.knows_words()
        || view.raw_target().contains(sign)
        || coded()
    {
        return;
    }
    let of_target = numbers(&view.target, view.locale);
    for (amount, unit) in amounts {
        let same = |n: &&Number| n.readings.iter().any(|r| amount.readings.contains(r));
        let mut found = of_target.iter().filter(same);
        let (Some(number), None) = (found.next(), found.next()) else { continue };
        let says = |word: &str| {
            !word.is_empty() && !view.locale.function_words.contains(&word.to_lowercase())
        };
        let blank = [' ', '\u{a0}', '-'];
        let behind = target[number.range.end..].trim_start_matches(blank);
        let before = target[..number.range.start].trim_end_matches(blank);
        if says(words::leading(behind, char::is_alphanumeric))
            || says(words::trailing(before, char::is_alphanumeric))
        {
            continue;
        }
        let Some((_, at)) = unit else { continue };
        let lost = &view.source.visible()[at.clone()];
        let message = format!("The currency “{lost}” of the amount is lost: write it.");
        let issue = Issue::new(&CHECK, message).target(view.target_span(number.range.clone()));
        issues.push(issue.source(view.source_span(at.clone())).confidence(Confidence::Medium));
    }
}

/// Whether a form is too long to be anything but a unit.
fn sure(form: &str) -> bool {
    form.chars().nth(1).is_some() || form.chars().all(|c| c >= '\u{2e80}')
}

/// A unit and its bytes.
type Placed = (&'static [Unit], Range<usize>);

/// The unit that stands directly behind a number, or its currency on either side.
fn unit_beside(
    text: &str,
    number: &Number,
    forms: &'static [(&'static str, Vec<Unit>)],
    spaced: bool,
) -> Option<Placed> {
    let rest = &text[number.range.end..];
    let start = text.len() - rest.trim_start_matches([' ', '-', '‑']).len();
    if start - number.range.end > 3 {
        return None;
    }
    let before = text[..number.range.start].trim_end_matches([' ', '-']);
    unit_at(text, start, forms, spaced)
        .or_else(|| {
            let find = |(form, unit): &(&str, &'static [Unit])| {
                let end = start + form.len();
                let whole = !text.get(end..)?.starts_with(char::is_alphanumeric);
                (whole && text[start..].starts_with(form)).then_some((*unit, start..end))
            };
            CURRENCIES.iter().find_map(find)
        })
        .or_else(|| {
            let find = |(form, unit): &(&str, &'static [Unit])| {
                let at = before.len().checked_sub(form.len())?;
                let whole = before.ends_with(form)
                    && (!form.is_ascii() || !before[..at].ends_with(char::is_alphanumeric));
                whole.then_some((*unit, at..before.len()))
            };
            CURRENCIES.iter().find_map(find)
        })
}

/// Currencies that stand before or behind an amount. A dollar sign may be any dollar, a yen sign yen or yuan.
const CURRENCIES: &[(&str, &[Unit])] = &[
    ("US$", &[(MONEY, 0)]),
    ("USD", &[(MONEY, 0)]),
    ("AUD", &[(MONEY, 1)]),
    ("CAD", &[(MONEY, 2)]),
    ("EUR", &[(MONEY, 3)]),
    ("GBP", &[(MONEY, 4)]),
    ("JPY", &[(MONEY, 5)]),
    ("CNY", &[(MONEY, 6)]),
    ("RMB", &[(MONEY, 6)]),
    ("INR", &[(MONEY, 7)]),
    ("$", &[(MONEY, 0), (MONEY, 1), (MONEY, 2)]),
    ("€", &[(MONEY, 3)]),
    ("£", &[(MONEY, 4)]),
    ("¥", &[(MONEY, 5), (MONEY, 6)]),
    ("₹", &[(MONEY, 7)]),
];

/// The kind of currencies, beside those of [`KINDS`].
const MONEY: usize = usize::MAX;

fn unit_at(
    text: &str,
    start: usize,
    forms: &'static [(&'static str, Vec<Unit>)],
    spaced: bool,
) -> Option<Placed> {
    let rest = &text[start..];
    let word = words::leading(rest, char::is_alphanumeric);
    if word.is_empty() {
        return None;
    }
    let lower = word.to_lowercase();
    for (form, units) in forms {
        let stem = form.trim_end_matches('*');
        let matches = if form.starts_with('*') {
            false
        } else if form.contains(' ') {
            rest.starts_with(stem)
        } else if stem.len() < form.len() {
            lower.starts_with(stem)
        } else if spaced {
            word == stem || (stem.len() > 3 && lower == stem.to_lowercase())
        } else {
            word.starts_with(stem) && !continues(word, stem)
        };
        if matches {
            let end = start + if spaced && !form.contains(' ') { word.len() } else { stem.len() };
            return Some((units, start..end));
        }
    }
    None
}

/// Whether a Latin symbol is only the beginning of a longer Latin word.
fn continues(word: &str, stem: &str) -> bool {
    stem.is_ascii() && word[stem.len()..].starts_with(|c: char| c.is_ascii_alphabetic())
}

/// Whether the source names one of the units anywhere but behind other numbers than this.
fn names_unit(
    source: &str,
    forms: &'static [(&'static str, Vec<Unit>)],
    units: &[Unit],
    number: &Number,
    with_units: &[(&Number, Option<Placed>)],
) -> bool {
    words::runs(source, char::is_alphabetic).any(|run| {
        let word = &source[run.clone()];
        let names = forms.iter().any(|(form, of)| {
            (*form == word || (form.len() > 2 && form.eq_ignore_ascii_case(word)))
                && of.iter().any(|u| units.contains(u))
        });
        let behind_another = || {
            with_units.iter().any(|(n, unit)| {
                !n.readings.iter().any(|r| number.readings.contains(r))
                    && unit.as_ref().is_some_and(|u| u.1.start == run.start)
            })
        };
        names && !behind_another()
    })
}
