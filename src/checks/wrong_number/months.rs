//! A date whose month became another one.

use std::ops::Range;

use super::CHECK;
use crate::checks::SegmentView;
use crate::checks::issue::Issue;
use crate::locale::Locale;
use crate::text::numbers::digit;
use crate::text::{Text, WordKind, words};

/// A month beside a number.
struct Month {
    /// January is 0.
    index: usize,
    /// Its bytes in the visible text.
    at: Range<usize>,
}

/// The one month of the source as another one in the target; where either has several, their order may differ.
pub(super) fn report(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    if !view.source_locale.is_english() || view.locale.is_english() || view.locale.months.is_empty()
    {
        return;
    }
    let said = months(&view.source, view.source_locale);
    let Some(wanted) = only(&said) else { return };
    let says = months(&view.target, view.locale);
    let Some(month) = only(&says).filter(|month| month.index != wanted.index) else { return };
    let (was, is) =
        (&view.source.visible()[wanted.at.clone()], &view.target.visible()[month.at.clone()]);
    let message = format!("The month “{was}” became “{is}”: write that of the source.");
    let issue = Issue::new(&CHECK, message).source(view.source_span(wanted.at.clone()));
    issues.push(issue.target(view.target_span(month.at.clone())));
}

/// The first of months that are all the same.
fn only(months: &[Month]) -> Option<&Month> {
    let first = months.first()?;
    months.iter().all(|month| month.index == first.index).then_some(first)
}

/// Months by name beside a number, and by number before the character for months (`2 月`, `2월`).
fn months(text: &Text<'_>, locale: &Locale) -> Vec<Month> {
    let visible = text.visible();
    let mut found = Vec::new();
    for (at, mark) in visible.match_indices(['月', '월']) {
        let before = visible[..at].trim_end_matches(' ');
        let digits = words::trailing(before, |c| digit(c).is_some());
        let value =
            digits.chars().take(3).filter_map(digit).fold(0, |value, d| value * 10 + d as usize);
        // `2 か月`, `3 个月` are months that pass.
        if (1..=12).contains(&value) && digits.chars().count() <= 2 {
            let start = before.len() - digits.len();
            found.push(Month { index: value - 1, at: start..at + mark.len() });
        }
    }
    let is_number = |at: usize| {
        let word = text.words.get(at);
        word.is_some_and(|w| text.word(w).starts_with(|c| digit(c).is_some()))
    };
    for (at, word) in text.words.iter().enumerate() {
        if word.kind != WordKind::Plain || word.script.is_unspaced() {
            continue;
        }
        // Few words stand beside a number.
        if !is_number(at + 1) && (at == 0 || !is_number(at - 1)) {
            continue;
        }
        let lower = text.word(word).to_lowercase();
        let mut named = (0..locale.months.len()).filter(|m| locale.months[*m].contains(&lower));
        if let (Some(index), None) = (named.next(), named.next()) {
            found.push(Month { index, at: word.range() });
        }
    }
    found
}
