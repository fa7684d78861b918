//! Numbers as people write them: grouped, decimal, native digits, words, months, and what each may stand for.

use std::ops::Range;

use super::scales::scale;
use super::{Text, WordKind};
use crate::locale::Locale;

/// A number of a visible text.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// Its bytes in the visible text.
    pub range: Range<usize>,
    /// Its digits with decimal point, without grouping and leading zeros; several readings where it is ambiguous.
    pub readings: Vec<String>,
    /// Its value with the word or character behind it that multiplies it (`1.5 million`, `150 万`); none without one.
    pub multiplied: Option<String>,
}

/// The numbers of a text outside code, identifiers and words, in order. Dates and times give one number each part.
pub fn numbers(text: &Text<'_>, locale: &Locale) -> Vec<Number> {
    let visible = text.visible();
    let mut found: Vec<Number> = Vec::new();
    // Where the myriads of the last number end, and what it stands for: `1億2000万` is one number.
    let mut myriads: Option<(usize, u128)> = None;
    if !visible.chars().any(|c| digit(c).is_some()) {
        return found;
    }
    let chars: Vec<(usize, char)> = visible.char_indices().collect();
    let mut i = 0;
    while i < chars.len() {
        if digit(chars[i].1).is_none() {
            i += 1;
            continue;
        }
        let end = end_of_number(&chars, i, locale);
        let at = |i: usize| chars.get(i).map_or(visible.len(), |c| c.0);
        let range = at(i)..at(end);
        let in_word = i > 0
            && (chars[i - 1].1.is_ascii_alphabetic() || chars[i - 1].1 == '_')
            && !behind_currency(&visible[..range.start]);
        let behind = text.words.partition_point(|w| w.start as usize <= range.start);
        let in_code = text.words[..behind]
            .last()
            .is_some_and(|w| w.kind == WordKind::Identifier && range.start < w.end as usize);
        if !in_word && !in_code {
            let mut readings = readings(&chars[i..end]);
            // `.50`: the zero before the mark was left away.
            let bare =
                i > 0 && matches!(chars[i - 1].1, '.' | ',') && (i < 2 || chars[i - 2].1 == ' ');
            if bare && let Some(digits) = readings.first() {
                readings.push(format!("0.{}", digits.trim_end_matches('0')));
            }
            let scale = scale(&visible[range.end..]);
            let zeros = scale.as_ref().map_or(&[][..], |s| &s.zeros);
            let larger: Vec<String> = zeros
                .iter()
                .flat_map(|zeros| readings.iter().filter_map(|r| scaled(r, *zeros)))
                .collect();
            let value = larger.first().or(readings.first()).and_then(|r| r.parse::<u128>().ok());
            let before =
                myriads.take().filter(|(end, _)| visible[*end..range.start].trim().is_empty());
            let scale_end = range.end + scale.as_ref().map_or(0, |s| s.len);
            if let (Some((_, before)), Some(value), Some(number)) =
                (before, value, found.last_mut())
                && value < before
            {
                number.range.end = scale_end;
                number.readings = vec![(before + value).to_string()];
                number.multiplied = number.readings.first().cloned();
            } else {
                if scale.is_some_and(|s| s.is_myriad) {
                    myriads = value.map(|value| (scale_end, value));
                }
                let multiplied = larger.first().cloned();
                readings.extend(larger);
                found.push(Number { range, readings, multiplied });
            }
        }
        i = end;
    }
    found
}

/// Whether a text ends in a currency's code, which an amount may follow directly (`USD300`).
fn behind_currency(text: &str) -> bool {
    ["USD", "EUR", "GBP", "AUD", "CAD"].iter().any(|code| {
        text.strip_suffix(code).is_some_and(|before| !before.ends_with(char::is_alphanumeric))
    })
}

/// The zeros of living scripts, and the full-width one; their other digits follow.
const ZEROS: &[char] = &[
    '\u{660}',
    '\u{6f0}',
    '\u{7c0}',
    '\u{966}',
    '\u{9e6}',
    '\u{a66}',
    '\u{ae6}',
    '\u{b66}',
    '\u{be6}',
    '\u{c66}',
    '\u{ce6}',
    '\u{d66}',
    '\u{de6}',
    '\u{e50}',
    '\u{ed0}',
    '\u{f20}',
    '\u{1040}',
    '\u{1090}',
    '\u{17e0}',
    '\u{1810}',
    '\u{1b50}',
    '\u{1c50}',
    '\u{a620}',
    '\u{a8d0}',
    '\u{a9f0}',
    '\u{abf0}',
    '\u{ff10}',
    '\u{10d30}',
    '\u{11136}',
    '\u{11450}',
    '\u{1e140}',
    '\u{1e950}',
];

/// The value of a decimal digit of the scripts that documentation is written in.
pub fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        // Most of what is asked about.
        '\0'..='\u{65f}' | '\u{1c5a}'..='\u{a61f}' | '\u{ac00}'..='\u{ff0f}' => None,
        _ => {
            let zero = ZEROS.get(ZEROS.partition_point(|zero| *zero <= c).checked_sub(1)?)?;
            Some(c as u32 - *zero as u32).filter(|value| *value < 10)
        }
    }
}

/// Index behind a number: marks and grouping spaces inside it belong to it.
fn end_of_number(chars: &[(usize, char)], start: usize, locale: &Locale) -> usize {
    let is_digit = |i: usize| chars.get(i).is_some_and(|c| digit(c.1).is_some());
    let (mut end, mut spaced) = (start, false);
    loop {
        while is_digit(end) {
            end += 1;
        }
        let Some(mark) = chars.get(end).map(|c| c.1) else { return end };
        let group = |at: usize| (1..4).all(|k| is_digit(at + k)) && !is_digit(at + 4);
        let three = group(end);
        let point = matches!(mark, '.' | ',' | '٫' | '٬' | '，');
        // A space groups only where the locale groups by spaces, and only groups of three behind at most three; several
        // such groups are one number everywhere (`10 485 760`).
        let first = end - start <= 3;
        let several = chars.get(end + 4).is_some_and(|c| c.1 == ' ') && group(end + 4);
        let space =
            mark == ' ' && three && (spaced || first && (several || groups_by_space(locale)));
        let apostrophe = matches!(mark, '\'' | '’') && three;
        if (point && is_digit(end + 1)) || space || apostrophe {
            spaced |= space;
            end += 1;
        } else {
            return end;
        }
    }
}

fn groups_by_space(locale: &Locale) -> bool {
    locale.grouping_marks.iter().any(|m| m.is_whitespace())
}

/// What a written number may stand for.
fn readings(chars: &[(usize, char)]) -> Vec<String> {
    let mut parts: Vec<String> = vec![String::new()];
    for (_, c) in chars {
        match digit(*c) {
            Some(value) => {
                if let Some(part) = parts.last_mut() {
                    part.push(char::from(b'0' + value as u8));
                }
            }
            None => parts.push(String::new()),
        }
    }
    let mut readings = Vec::new();
    let whole = parts.concat();
    if parts.len() == 1 {
        readings.push(trim_zeros(&whole));
    } else if parts.len() == 2 || parts[1..parts.len() - 1].iter().all(|p| p.len() == 3) {
        // Nothing groups behind a zero: `0.010`.
        if parts[0] != "0" && parts[1..].iter().all(|p| p.len() == 3) {
            readings.push(trim_zeros(&whole));
        }
        let (fraction, head) = match parts.split_last() {
            Some((fraction, head)) => (fraction.trim_end_matches('0'), head.concat()),
            None => ("", String::new()),
        };
        let head = trim_zeros(&head);
        readings.push(if fraction.is_empty() { head } else { format!("{head}.{fraction}") });
    } else {
        readings.push(parts.join("."));
    }
    readings
}

fn scaled(reading: &str, zeros: usize) -> Option<String> {
    let (head, fraction) = reading.split_once('.').unwrap_or((reading, ""));
    (fraction.len() <= zeros)
        .then(|| format!("{head}{fraction}{}", "0".repeat(zeros - fraction.len())))
}

fn trim_zeros(digits: &str) -> String {
    let trimmed = digits.trim_start_matches('0');
    if trimmed.is_empty() { "0".to_owned() } else { trimmed.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::LocaleTag;
    use crate::text::script::CharScript;

    fn read(locale: &str, raw: &str) -> Vec<String> {
        let locale = Locale::of(&LocaleTag::parse(locale).unwrap());
        numbers(&Text::new(raw), locale).into_iter().map(|n| n.readings.join("|")).collect()
    }

    #[test]
    fn zeros_are_sorted_and_begin_ten_digits() {
        assert!(ZEROS.is_sorted());
        for zero in ZEROS {
            assert_eq!(digit(*zero), Some(0));
            assert_eq!(char::from_u32(*zero as u32 + 9).and_then(digit), Some(9));
            assert_eq!(CharScript::of(*zero), CharScript::Digit, "{zero:?}");
        }
        assert_eq!(['a', 'é', '中', '한', '٪', '፩'].map(digit), [None; 6]);
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        assert_eq!(
            read("en-US", "1,234.50 and 2.5 or 10K, 007"),
            ["1234.5", "2.5", "10|10000", "7"]
        );
        assert_eq!(read("de-DE", "1.234,50 und 1.000"), ["1234.5", "1000|1"]);
        assert_eq!(read("fr-FR", "10 000 pages"), ["10000|10"]);
        assert_eq!(read("en-US", "in 2020 200 pages"), ["2020", "200"]);
        assert_eq!(read("th-TH", "๓๖๕"), ["365"]);
        assert_eq!(read("bn-BD", "৩৬৫, ۴٫۵"), ["365", "4.5"]);
        assert_eq!(read("uk-UA", "10 485 760"), ["10485760|10485.76"]);
        assert_eq!(read("zh-CN", "1.5万 次"), ["1.5|15000"]);
        assert_eq!(
            read("ja-JP", "10 485 760 バイト、20 300 個"),
            ["10485760|10485.76", "20", "300"]
        );
        assert_eq!(read("hi-IN", "१,२३४"), ["1234|1.234"]);
        assert_eq!(read("bn-BD", "২০২৪"), ["2024"]);
    }

    #[test]
    fn words_and_characters_multiply_a_number() {
        assert_eq!(read("zh-CN", "150 万人，3 千，5 百万"), ["150|1500000", "3|3000", "5|5000000"]);
        assert_eq!(read("ja-JP", "1 億 2000 万円、1億"), ["120000000", "1|100000000"]);
        assert_eq!(read("ko-KR", "150만 명, 2천만"), ["150|1500000", "2|20000000"]);
        assert_eq!(
            read("en-US", "1.5 million, 320k, 2 lakh, 3 crore"),
            ["1.5|1500000", "320|320000", "2|200000", "3|30000000"]
        );
        assert_eq!(read("de-DE", "1,5 Millionen und 2 Mrd."), ["1.5|1500000", "2|2000000000"]);
        assert_eq!(
            read("es-ES", "10 mil millones, 5 mil, 3 millas"),
            ["10|10000000000", "5|5000", "3"]
        );
        assert_eq!(read("en-US", "1 billion in 5 minutes"), ["1|1000000000|1000000000000", "5"]);
        assert_eq!(
            read("en-US", "version 1.2.3 on 1/13/2018 at 12:30"),
            ["1.2.3", "1", "13", "2018", "12", "30"]
        );
        assert_eq!(read("en-US", "Get-Az2 v2_1 `5`"), [""; 0]);
    }
}
