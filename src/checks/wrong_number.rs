//! `wrong-number`: a number of the source became another one.

use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::locale::Locale;
use crate::mqm::{Category, Confidence, Severity};
use crate::text::numbers::{Number, numbers};
use crate::text::{Text, WordKind};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "wrong-number",
    kind: Kind::Law,
    category: Category::Accuracy,
    severity: Severity::Critical,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "a number of the source became another one",
    details: "Fires where a number of the source is missing and the target has a number that the source does not \
              have; a number that is only missing or only added says nothing, people write `a couple` and leave \
              zeros away. Read as equal: grouping and decimal marks of any locale, native digits, leading zeros, \
              `10K` and 10,000, 万 and 億, number words up to twelve in the locale and more in English, month names \
              and their numbers, 12 and 24 hours, `FY21` and 2021. Numbers in code, URLs and identifiers are not \
              looked at here.",
    examples: &[
        Example::bad("de-DE", "Wait 15 minutes.", "Warten Sie 50 Minuten.", "50"),
        Example::bad("tr-TR", "It costs 1,250 dollars.", "Fiyatı 1.520 dolardır.", "1.520"),
        Example::bad("th-TH", "Version 2.4 of 2021", "เวอร์ชัน 2.5 ของ 2021", "2.5"),
        Example::good("de-DE", "It costs 1,234.50 dollars.", "Es kostet 1.234,50 Dollar."),
        Example::good("ja-JP", "On January 28, 2021", "2021 年 1 月 28 日"),
        Example::good("fr-FR", "at 3 PM, two pages", "à 15 h, 2 pages"),
        Example::good("es-ES", "10K users in FY21", "10 000 usuarios en 2021"),
        Example::good("zh-CN", "twelve of 15 users", "15 个用户中的 12 个"),
        Example::good("ru-RU", "1/13/2018", "13.01.18"),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let mut source = numbers(&view.source, Locale::english());
    if source.is_empty() {
        return;
    }
    let mut target = numbers(&view.target, view.locale);
    if target.is_empty() {
        return;
    }
    match_all(&mut source, &mut target, |a, b| a.readings.iter().any(|r| b.readings.contains(r)));
    if source.is_empty() || target.is_empty() {
        return;
    }
    match_all(&mut source, &mut target, equivalent);
    let said = |text: &Text<'_>, locale: &Locale| words_and_months(text, locale);
    if source.is_empty() || target.is_empty() {
        return;
    }
    let source_says = said(&view.source, Locale::english());
    let target_says = said(&view.target, view.locale);
    target.retain(|n| !source_says.iter().any(|v| n.readings.contains(v)));
    source.retain(|n| !target_says.iter().any(|v| n.readings.contains(v)));
    // Numbers run together by a mark, such as `1.2.2021` for 1/2/2021, are read apart.
    read_apart(&mut source, &mut target);
    for (missing, foreign) in source.iter().zip(&target) {
        let was = &view.source.visible()[missing.range.clone()];
        let is = &view.target.visible()[foreign.range.clone()];
        let message = format!("The number {was} became {is}.");
        let issue = Issue::new(&CHECK, message).expected(was);
        issues.push(
            issue
                .target(view.target_span(foreign.range.clone()))
                .source(view.source_span(missing.range.clone())),
        );
    }
}

/// Takes out what matches, one to one.
fn match_all(
    source: &mut Vec<Number>,
    target: &mut Vec<Number>,
    same: impl Fn(&Number, &Number) -> bool,
) {
    source.retain(|s| match target.iter().position(|t| same(s, t)) {
        Some(place) => {
            target.remove(place);
            false
        }
        None => true,
    });
}

/// Whether two numbers may mean the same although they are written otherwise.
fn equivalent(source: &Number, target: &Number) -> bool {
    let value = |n: &Number| n.readings.first().and_then(|r| r.parse::<u32>().ok());
    let (Some(s), Some(t)) = (value(source), value(target)) else { return false };
    let hours = s <= 12 && (t == s + 12 || (s == 12 && (t == 0 || t == 24)));
    let year = |long: u32, short: u32| (1980..2100).contains(&long) && long % 100 == short;
    // Around the clock: seven days a week, or all days of a year.
    let always = s == 7 && t == 365;
    hours || always || year(s, t) || year(t, s)
}

/// Values that words of a text say: number words and months.
fn words_and_months(text: &Text<'_>, locale: &Locale) -> Vec<String> {
    let mut values = Vec::new();
    for word in text.words.iter().filter(|w| w.kind == WordKind::Plain) {
        let lower = text.word(word).to_lowercase();
        let unspaced = word.script.is_unspaced();
        let is = |form: &String| *form == lower || (unspaced && lower.contains(form.as_str()));
        for (value, forms) in locale.number_words.iter().enumerate() {
            if forms.iter().any(is) {
                values.push(value.to_string());
            }
        }
        for (month, forms) in locale.months.iter().enumerate() {
            if forms.contains(&lower) {
                values.push((month + 1).to_string());
            }
        }
        if let Some((_, value)) = ENGLISH.iter().find(|(w, _)| *w == lower) {
            values.push((*value).to_owned());
        }
    }
    values
}

/// English number words beyond twelve.
const ENGLISH: &[(&str, &str)] = &[
    ("thirteen", "13"),
    ("fourteen", "14"),
    ("fifteen", "15"),
    ("sixteen", "16"),
    ("seventeen", "17"),
    ("eighteen", "18"),
    ("nineteen", "19"),
    ("twenty", "20"),
    ("thirty", "30"),
    ("forty", "40"),
    ("fifty", "50"),
    ("sixty", "60"),
    ("seventy", "70"),
    ("eighty", "80"),
    ("ninety", "90"),
    ("hundred", "100"),
    ("thousand", "1000"),
    ("couple", "2"),
    ("dozen", "12"),
    ("half", "50"),
    ("once", "1"),
    ("twice", "2"),
    ("single", "1"),
];

/// Matches numbers with several parts against single ones: `13.01.18` is 13, 1 and 18.
fn read_apart(source: &mut Vec<Number>, target: &mut Vec<Number>) {
    let apart = |numbers: &[Number]| -> Vec<Number> {
        let mut parts = Vec::new();
        for number in numbers {
            let reading = number.readings.last().map_or("", String::as_str);
            if reading.contains('.') {
                for part in reading.split('.') {
                    let trimmed = part.trim_start_matches('0');
                    parts.push(Number {
                        range: number.range.clone(),
                        readings: vec![trimmed.to_owned()],
                    });
                }
            } else {
                parts.push(number.clone());
            }
        }
        parts
    };
    let (mut s, mut t) = (apart(source), apart(target));
    if s.len() == source.len() && t.len() == target.len() {
        return;
    }
    match_all(&mut s, &mut t, |a, b| a.readings.iter().any(|r| b.readings.contains(r)));
    match_all(&mut s, &mut t, equivalent);
    if s.is_empty() || t.is_empty() {
        source.clear();
        target.clear();
    }
}
