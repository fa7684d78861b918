//! `number-format`: a number is grouped or pointed with the marks of another language.
//!
//! On human text of other vendors: 1 flag in 115,000 segments, on a version.

use std::ops::{Range, RangeInclusive};

use super::languages::has;
use super::{Check, Example, Kind, Run, SegmentView, style};
use crate::checks::issue::Issue;
use crate::document::Origin;
use crate::learn::style::{NUMBER_MARKS, is_amount};
use crate::locale::Locale;
use crate::mqm::{Category, Confidence, Severity};
use crate::text::numbers::{Number, numbers};
use crate::text::sentences::begins_sentence;
use crate::text::{Word, words};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "number-format",
    kind: Kind::Style,
    category: Category::Locale,
    severity: Severity::Minor,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "a number has the decimal or grouping mark of another language",
    details: "Compares numbers with the same digits. Fires where the source groups digits by three and the target \
              has the locale's decimal mark in that place (1,000 in German, 1.000 in Japanese), and where the source \
              has a decimal mark and the target one that is none in the locale. Where the locale's decimal mark is a \
              comma a point is right in versions (`TLS 1.2`), so a decimal counts only if it is an amount: with \
              a percent sign, a currency or a unit beside it, or with two decimals and no name before it. The marks are \
              those of the region (1.5 in Mexico, 1,5 in Spain); where none is told and the regions of the language \
              differ (es), nothing is judged, nor where the project writes other marks throughout. The other way round the version \
              behind a name keeps its point whatever the locale's decimal mark is (`Direct3D 11,0`): always wrong, and \
              neutral on a page that says that a person translated it. So is a date in numbers that kept the month before the day \
              (`1/31/2018`) outside the regions that write so; neutral unless a machine translated the page. On such a page a date in words in the order of English (`Maj 14, 2021`) is told too, where the language has another. A decimal with the mark of English beside one with the locale's is wrong too, and on a page of a machine one behind `of`, `is` and the like. Measured: none in 6,258 human segments; 97 of 100 \
              planted errors are found.",
    examples: &[
        Example::bad("nb-NO", "0.5 and 1.5 of it", "0,5 og 1.5 av det", "1.5"),
        Example::good("nb-NO", "0.5 with TLS 1.2", "0,5 med TLS 1.2"),
        Example::bad("de-DE", "Up to 90,000 users", "Bis zu 90,000 Benutzer", "90,000"),
        Example::bad("fr-FR", "It rises by 2.5 percent.", "Il augmente de 2.5 pour cent.", "2.5"),
        Example::bad("ja-JP", "Up to 1,500 users", "最大 1.500 人のユーザー", "1.500"),
        Example::bad("th-TH", "Read about OAuth 2.0.", "อ่านเกี่ยวกับ OAuth 2,0", "2,0"),
        Example::bad(
            "hu-HU",
            "If you enter 10.00, it is 50.",
            "Ha 10.00 a beírt érték, akkor 50.",
            "10.00",
        ),
        Example::bad("pt-BR", "the OpenGL 4.0 functions", "as funções do OpenGL 4,0", "4,0"),
        Example::good("pt-BR", "It costs USD 4.50 now.", "Custa 4,50 USD agora."),
        Example::bad("es-ES", "Due on 1/31/2018.", "Vence el 1/31/2018.", "1/31/2018"),
        Example::good("es-US", "Due on 1/31/2018.", "Vence el 1/31/2018."),
        Example::good("es-ES", "Due on 1/31/2018.", "Vence el 31/1/2018."),
        Example::good("de-DE", "Use TLS 1.2 and 2.5 GB.", "Verwenden Sie TLS 1.2 und 2,5 GB."),
        Example::good("es-ES", "Up to 90,000 users", "Hasta 90 000 usuarios"),
        Example::good("ru-RU", "Version 4.80 of the tool", "Версия 4.80 средства"),
        Example::good("ko-KR", "Up to 1,500 users", "최대 1,500명의 사용자"),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    style::report(&CHECK, &NUMBER_MARKS, view, issues, |number| {
        format!("“{number}” has the marks of another language: write the locale's")
    });
    mixed_marks(view, issues);
    kept_marks(view, issues);
    versions(view, issues);
    dates(view, issues);
    dates_in_words(view, issues);
}

/// `0,5` beside `1.5`: one of two decimals of a segment has the mark of English, both the source has with it.
fn mixed_marks(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (view.source.visible(), view.target.visible());
    if view.locale.decimal_mark != Some(',') || !view.source_locale.is_english() {
        return;
    }
    // One or two digits behind the mark: three may be thousands.
    let decimals = |text: &str, mark: char| -> Vec<Range<usize>> {
        let is_of = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
        let is_decimal = |range: &Range<usize>| {
            let number = &text[range.clone()];
            let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
            let is_free = !text[..range.start]
                .ends_with(|c: char| c.is_alphanumeric() || "-_/".contains(c))
                && !text[range.end..].starts_with(|c: char| c.is_alphabetic() || "-_/".contains(c));
            is_free
                && number
                    .split_once(mark)
                    .is_some_and(|(whole, rest)| digits(whole) && digits(rest) && rest.len() <= 2)
        };
        words::runs(text, is_of).filter(is_decimal).take(MOST_NUMBERS).collect()
    };
    let english = decimals(target, '.');
    if english.is_empty() {
        return;
    }
    let of_source = decimals(source, '.');
    let has = |number: &str| of_source.iter().any(|at| source[at.clone()] == *number);
    let is_own = decimals(target, ',').iter().any(|at| has(&target[at.clone()].replace(',', ".")));
    for at in english.iter().filter(|at| is_own && has(&target[(*at).clone()])) {
        let original = of_source.iter().find(|o| source[(*o).clone()] == target[at.clone()]);
        let is_version = original.is_some_and(|o| is_version(source, o));
        if !is_version {
            let right = target[at.clone()].replace('.', ",");
            let message =
                format!("Another number here has the decimal mark of the locale: write “{right}”.");
            let issue = Issue::new(&CHECK, message).target(view.target_span(at.clone()));
            issues.push(issue.expected(right));
        }
    }
}

/// `a score of 7.8` as it was, where the locale has a comma: on a page of a machine, behind a word that no version or
/// chapter stands behind.
fn kept_marks(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (view.source.visible(), view.target.visible());
    if view.locale.decimal_mark != Some(',')
        || !view.source_locale.is_english()
        || view.page.origin() != Origin::Machine
    {
        return;
    }
    let digits = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    for at in
        words::runs(target, |c| c.is_ascii_digit() || matches!(c, '.' | ',')).take(MOST_NUMBERS)
    {
        let number = target[at.clone()].trim_end_matches(['.', ',']);
        let is_decimal = number.split_once('.').is_some_and(|(a, b)| digits(a, 3) && digits(b, 1));
        let span = view.target_span(at.start..at.start + number.len());
        if !is_decimal || issues.iter().any(|issue| issue.touches(&span)) {
            continue;
        }
        let mut same = source.match_indices(number);
        let (Some((original, _)), None) = (same.next(), same.next()) else { continue };
        let before = source[..original].trim_end();
        let last = words::trailing(before, |c| !c.is_whitespace());
        let is_amount = has(&view.source_locale.rules.words_before_amount, last);
        let is_free = |text: &str, from: usize| {
            !text[..from].ends_with(|c: char| !c.is_whitespace() && c != '(')
                && !text[from + number.len()..]
                    .starts_with(|c: char| c.is_alphanumeric() || "-_/".contains(c))
        };
        if is_amount && is_free(source, original) && is_free(target, at.start) {
            let right = number.replace('.', ",");
            let message = format!("“{number}” has the decimal mark of English: write “{right}”.");
            let issue = Issue::new(&CHECK, message).target(span).expected(right);
            issues.push(issue.confidence(Confidence::Medium));
        }
    }
}

/// Numbers of a segment that are compared; one with more is a table.
const MOST_NUMBERS: usize = 32;

/// Regions that write the month before the day in numbers.
const MONTH_FIRST: &[&str] = &["PA", "PH", "PR", "US"];

/// Dates in numbers whose month stands first as in the source, and whose day is no month: `1/13/2018`.
fn dates(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let target = view.target.visible();
    let region = view.page.locale().region();
    if !view.source_locale.is_english()
        || view.locale.is_english()
        || region.is_some_and(|region| MONTH_FIRST.contains(&region))
        || target.matches('/').count() < 2
    {
        return;
    }
    for range in words::runs(target, |c| c.is_ascii_digit() || c == '/') {
        let date = &target[range.clone()];
        let mut parts = date.split('/').map(|part| (part.len(), part.parse::<u32>().unwrap_or(0)));
        let (Some((1..=2, 1..=12)), Some((2, 13..=31)), Some((2 | 4, year)), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            continue;
        };
        let in_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '=');
        let follows = target[..range.start].ends_with(in_word);
        if year == 0 || follows || !view.source.visible().contains(date) {
            continue;
        }
        let message = format!(
            "“{date}” has the month before the day, which the locale reads the other way round: write its order."
        );
        let issue = Issue::new(&CHECK, message)
            .target(view.target_span(range))
            .confidence(Confidence::Medium);
        // What a person keeps may be sample data.
        let by_machine = view.page.origin() == Origin::Machine;
        issues.push(if by_machine { issue } else { issue.severity(Severity::Neutral) });
    }
}

/// `Maj 14, 2021`: a date in words in the order of English, where the locale writes the day before the month.
fn dates_in_words(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let target = &view.target;
    // Of the languages with a profile only English writes so.
    if view.locale.profile.is_none()
        || view.locale.is_english()
        || !view.source_locale.is_english()
        || view.page.origin() != Origin::Machine
    {
        return;
    }
    let months = view.locale.months.iter().chain(&Locale::english().months).flatten();
    let is_number = |word: &str, digits: RangeInclusive<usize>| {
        digits.contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())
    };
    for three in target.words.windows(3) {
        let [month, day, year] = three else { continue };
        let between = |a: &Word, b: &Word| target.visible().get(a.end as usize..b.start as usize);
        let name = target.word(month).to_lowercase();
        if is_number(target.word(day), 1..=2)
            && is_number(target.word(year), 4..=4)
            && matches!(between(month, day), Some(" " | "\u{a0}"))
            && between(day, year) == Some(", ")
            && months.clone().any(|month| *month == name)
        {
            let span = view.target_span(month.start as usize..year.end as usize);
            let date = target.slice(span.clone());
            let message = format!(
                "“{date}” has the month before the day, as English has it: write the locale's order."
            );
            issues.push(Issue::new(&CHECK, message).target(span).confidence(Confidence::Medium));
        }
    }
}

/// Versions behind a name whose point became the decimal comma of the locale.
fn versions(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (view.source.visible(), view.target.visible());
    let is_written = |text: &str, mark: u8| {
        let digit = |b: u8| b.is_ascii_digit();
        text.as_bytes().windows(3).any(|w| w[1] == mark && digit(w[0]) && digit(w[2]))
    };
    if view.locale.decimal_mark != Some(',')
        || !is_written(source, b'.')
        || !is_written(target, b',')
    {
        return;
    }
    let of_source = numbers(&view.source, view.source_locale);
    let of_target = numbers(&view.target, view.locale);
    for number in of_target {
        let is = &target[number.range.clone()];
        let Some((whole, rest)) = is.split_once(',') else { continue };
        let all = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !all(whole) || !all(rest) {
            continue;
        }
        let right = format!("{whole}.{rest}");
        let mut same = of_source.iter().filter(|n| source[n.range.clone()] == right).peekable();
        let original = same.peek().map(|n| n.range.clone());
        let is_version = |n: &Number| {
            let before = source[..n.range.start].trim_end();
            let named = || view.names.in_source(&(before.len().saturating_sub(1)..before.len()));
            is_version(source, &n.range)
                || named() && !is_amount(source, n.range.start, n.range.end)
        };
        let Some(original) = original.filter(|_| same.all(is_version)) else {
            continue;
        };
        let message =
            format!("“{is}” is a version and no amount: write it with its point, “{right}”.");
        let issue = Issue::new(&CHECK, message)
            .target(view.target_span(number.range))
            .source(view.source_span(original))
            .expected(right);
        let by_people = view.page.origin() == Origin::Human;
        issues.push(if by_people { issue.severity(Severity::Neutral) } else { issue });
    }
}

/// Whether a number stands behind a name or a word that versions are counted by, and is no amount.
fn is_version(source: &str, range: &Range<usize>) -> bool {
    let before = source[..range.start].trim_end_matches([' ', '\u{a0}']);
    let last = words::trailing(before, |c| c.is_ascii_alphanumeric());
    let capitals = last.bytes().filter(u8::is_ascii_uppercase).count();
    let tells = capitals > 1 || last.bytes().any(|b| b.is_ascii_digit());
    let is_name = last.starts_with(|c: char| c.is_ascii_uppercase())
        && (tells || !begins_sentence(source, before.len() - last.len()));
    before.len() < range.start
        && (is_name || last.eq_ignore_ascii_case("version"))
        && !is_amount(source, range.start, range.end)
}
