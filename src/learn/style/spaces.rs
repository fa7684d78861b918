//! Spaces between sentences, and before the marks that French sets off.

use super::{Pair, Place, Rule, Usage};
use crate::locale::Locale;
use crate::text::{OBJECT, Text, words};

/// One space between sentences.
pub static SINGLE_SPACES: Rule = Rule {
    id: "single-spaces",
    summary: "one space stands between sentences and words, not two",
    kept: "have one space",
    other: "have two",
    both_ways: false,
    usage: |_| Usage::Usual,
    places: single_spaces,
};

/// A space before a colon.
pub static BEFORE_COLON: Rule = Rule {
    id: "space-before-colon",
    summary: "a no-break space stands before a colon",
    kept: "have a space",
    other: "have none",
    both_ways: false,
    usage: spaced,
    places: |pair, places| before_marks(pair, true, places),
};

/// A space before the other marks.
pub static BEFORE_MARKS: Rule = Rule {
    id: "space-before-marks",
    summary: "a no-break space stands before a semicolon, question or exclamation mark",
    kept: "have a space",
    other: "have none",
    both_ways: false,
    usage: spaced,
    places: |pair, places| before_marks(pair, false, places),
};

fn spaced(locale: &Locale) -> Usage {
    if locale.spaced_marks.is_empty() { Usage::None } else { Usage::Usual }
}

/// Whether a blank of the visible text is a line break of the text as written.
pub(super) fn breaks_line(text: &Text<'_>, visible: usize) -> bool {
    text.slice(text.raw_range(visible..visible + 1)).contains(['\n', '\r'])
}

/// Runs of two and more spaces inside a line, and single spaces behind a stop; nowhere if the source has two.
fn single_spaces(pair: &Pair<'_>, places: &mut Vec<Place>) {
    if pair.source.raw.trim().contains("  ") {
        return;
    }
    let raw = pair.target.raw;
    let bytes = raw.as_bytes();
    for at in memchr::memchr_iter(b' ', bytes) {
        if at == 0 || bytes[at - 1] == b' ' {
            continue;
        }
        let end = at + bytes[at..].iter().take_while(|b| **b == b' ').count();
        let at_border = end == bytes.len()
            || matches!(bytes[at - 1], b'\n' | b'|' | b'>')
            || matches!(bytes[end], b'\n' | b'\r' | b'|');
        if at_border {
            continue;
        }
        if end - at == 1 {
            if matches!(bytes[at - 1], b'.' | b'?' | b'!') {
                places.push(Place { span: at..end, source: None, kept: true, expected: None });
            }
            continue;
        }
        let in_code =
            pair.target.protected.iter().any(|p| p.range.start <= at && end <= p.range.end);
        // A space before a mark is reported as that.
        let at_mark = raw[end..].starts_with(['.', ',', '。', '，', '、', '）', ')']);
        if !in_code && !at_mark {
            let expected = Some(" ".to_owned());
            places.push(Place { span: at..end, source: None, kept: false, expected });
        }
    }
}

/// The marks behind a word, and a space or the end behind them.
fn before_marks(pair: &Pair<'_>, colon: bool, places: &mut Vec<Place>) {
    let visible = pair.target.visible();
    let marks = &pair.locale.spaced_marks;
    for (at, c) in visible.char_indices().filter(|(_, c)| marks.contains(c)) {
        if (c == ':') != colon {
            continue;
        }
        let end = at + c.len_utf8();
        let after = visible[end..].chars().next();
        if !after.is_none_or(char::is_whitespace) {
            continue;
        }
        let Some(before) = visible[..at].chars().next_back() else { continue };
        if before == ' ' {
            if at > 1 {
                places.push(Place::new(pair, at - 1..end, true));
            }
        } else if before != OBJECT
            && (before.is_alphanumeric() || matches!(before, ')' | ']' | '"'))
        {
            // English words that stay, as a title or a name, keep their marks (`Yahoo!`).
            let start = words::stretch_start(visible, at);
            if !pair.source.visible().contains(&visible[start..end]) {
                places.push(Place::new(pair, at - before.len_utf8()..end, false));
            }
        }
    }
}
