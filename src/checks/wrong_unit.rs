//! `wrong-unit`: the number stayed, its unit became another one.

use std::ops::Range;
use std::sync::LazyLock;

use super::{Check, Example, Run, SegmentView};
use crate::issue::{Category, Confidence, Issue, Severity};
use crate::locale::Locale;
use crate::text::numbers::numbers;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "wrong-unit",
    category: Category::Accuracy,
    severity: Severity::Major,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    summary: "the unit of a number became another one",
    details: "Looks at numbers that both sides have and at what stands directly behind them (a space or hyphen may \
              lie between). Fires where that is a unit on both sides, of the same kind (time, data, length, …), but \
              not the same, and the target's unit is nowhere in the source. The locale's units are those of \
              its data; one-letter forms excuse, but convict nobody.",
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
    FORMS.iter().find(|f| f.tag == locale.tag).map_or(&[], |f| &f.forms)
}

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (view.source.visible(), view.target.visible());
    let digit = |text: &str| text.bytes().any(|b| b.is_ascii_digit() || b >= 0x80);
    if !source.bytes().any(|b| b.is_ascii_digit()) || !digit(target) {
        return;
    }
    let (english, local) = (forms_of(Locale::english()), forms_of(view.locale));
    let mut left = None;
    for number in numbers(&view.source, Locale::english()) {
        let Some((was, was_span)) = unit_behind(source, number.range.end, english, true) else {
            continue;
        };
        let same = left.get_or_insert_with(|| numbers(&view.target, view.locale));
        let candidates =
            same.iter().filter(|n| n.readings.iter().any(|r| number.readings.contains(r)));
        let mut wrong = None;
        for candidate in candidates {
            let spaced = view.locale.spaces_words() && view.locale.language() != "ko";
            match unit_behind(target, candidate.range.end, local, spaced) {
                Some((is, span)) if is.iter().all(|i| was.iter().all(|w| i.0 == w.0 && i != w)) => {
                    wrong = Some((is, span));
                }
                // The same number with the same unit, or with none, somewhere: nothing is sure.
                _ => {
                    wrong = None;
                    break;
                }
            }
        }
        let Some((is, span)) = wrong else { continue };
        let written = &target[span.clone()];
        if sure(written) && !names_unit(source, english, is) {
            let before = &source[was_span.clone()];
            let message = format!("The unit {before} became {written}.");
            issues.push(
                Issue::new(&CHECK, message)
                    .target(view.target_span(span))
                    .source(view.source_span(was_span)),
            );
        }
    }
}

/// Whether a form is too long to be anything but a unit.
fn sure(form: &str) -> bool {
    form.chars().nth(1).is_some() || form.chars().all(|c| c >= '\u{2e80}')
}

/// The unit that stands directly behind a number, and its bytes.
fn unit_behind(
    text: &str,
    at: usize,
    forms: &'static [(&'static str, Vec<Unit>)],
    spaced: bool,
) -> Option<(&'static [Unit], Range<usize>)> {
    let rest = &text[at..];
    let start = at + rest.len() - rest.trim_start_matches([' ', '-', '‑', '\u{a0}']).len();
    if start - at > 3 {
        return None;
    }
    unit_at(text, start, forms, spaced)
}

fn unit_at(
    text: &str,
    start: usize,
    forms: &'static [(&'static str, Vec<Unit>)],
    spaced: bool,
) -> Option<(&'static [Unit], Range<usize>)> {
    let rest = &text[start..];
    let len = rest.find(|c: char| !c.is_alphanumeric() && !is_mark(c)).unwrap_or(rest.len());
    let word = &rest[..len];
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
            let end = start + if spaced && !form.contains(' ') { len } else { stem.len() };
            return Some((units, start..end));
        }
    }
    None
}

/// Vowel signs and other marks that belong to the letter before.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}')
}

/// Whether a Latin symbol is only the beginning of a longer Latin word.
fn continues(word: &str, stem: &str) -> bool {
    stem.is_ascii() && word[stem.len()..].starts_with(|c: char| c.is_ascii_alphabetic())
}

/// Whether the source names one of the units anywhere.
fn names_unit(source: &str, forms: &'static [(&'static str, Vec<Unit>)], units: &[Unit]) -> bool {
    source.split(|c: char| !c.is_alphabetic()).any(|word| {
        !word.is_empty()
            && forms.iter().any(|(form, of)| {
                (*form == word || (form.len() > 2 && form.eq_ignore_ascii_case(word)))
                    && of.iter().any(|u| units.contains(u))
            })
    })
}
