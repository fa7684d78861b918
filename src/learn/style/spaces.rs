//! Spaces between sentences, and before the marks that French sets off.

use std::ops::Range;

use super::{Pair, Place, Rule, Usage};
use crate::locale::Locale;
use crate::text::{OBJECT, TagKind, Text, words};

/// One space between words.
pub static SINGLE_SPACES: Rule = Rule {
    id: "single-spaces",
    summary: "one space stands between words, not two",
    kept: "have one space",
    other: "have two",
    both_ways: false,
    usage: |_| Usage::Usual,
    places: single_spaces,
};

/// One space between sentences.
pub static SINGLE_SPACE_BEHIND_STOP: Rule = Rule {
    id: "single-space-behind-stop",
    summary: "one space stands behind the end of a sentence, not two",
    kept: "have one space",
    other: "have two",
    both_ways: false,
    usage: |locale| if locale.spaces_words() { Usage::Usual } else { Usage::None },
    places: single_space_behind_stop,
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

/// A tag between two characters that shows something itself, or parts two elements of which one may be shown alone: what
/// stands on its sides does not meet.
pub(crate) fn parted_by_tag(text: &Text<'_>, raw: &Range<usize>) -> bool {
    let first = text.tags.partition_point(|t| t.range.start < raw.start);
    let begun = text.tags[first..].iter().take_while(|t| t.range.start < raw.end);
    let mut inside = begun.filter(|t| t.range.end <= raw.end);
    let mut has_closed = false;
    inside.any(|tag| {
        let shows = tag.kind == TagKind::Empty || tag.kind == TagKind::Open && has_closed;
        has_closed |= tag.kind == TagKind::Close;
        shows
    })
}

/// Runs of spaces inside the lines of a target, code apart.
fn runs_of_spaces(pair: &Pair<'_>) -> impl Iterator<Item = Range<usize>> {
    let target = pair.target;
    let bytes = target.raw.as_bytes();
    memchr::memchr_iter(b' ', bytes).filter_map(move |at| {
        if at == 0 || bytes[at - 1] == b' ' {
            return None;
        }
        let end = at + bytes[at..].iter().take_while(|b| **b == b' ').count();
        let at_border = end == bytes.len()
            || matches!(bytes[at - 1], b'\n' | b'|' | b'>')
            || matches!(bytes[end], b'\n' | b'\r' | b'|');
        let run = at..end;
        let in_code = || target.protected.iter().any(|p| p.range.start <= at && end <= p.range.end);
        let is_left_out = at_border || run.len() > 1 && in_code();
        (!is_left_out).then_some(run)
    })
}

/// Whether a sentence ends before a byte.
fn is_stop(bytes: &[u8], at: usize) -> bool {
    matches!(bytes[at - 1], b'.' | b'?' | b'!')
}

fn space(run: Range<usize>) -> Place {
    let kept = run.len() == 1;
    let expected = (!kept).then(|| " ".to_owned());
    Place { span: run, source: None, kept, expected }
}

/// Runs of two and more spaces between words, and single spaces behind a comma; nowhere if the source has two.
fn single_spaces(pair: &Pair<'_>, places: &mut Vec<Place>) {
    let bytes = pair.target.raw.as_bytes();
    let between = |run: &Range<usize>| {
        if run.len() == 1 {
            return bytes[run.start - 1] == b',';
        }
        // A space before a mark is reported as that.
        let marks = ['.', ',', '。', '，', '、', '）', ')'];
        let behind_stop = is_stop(bytes, run.start) && pair.locale.spaces_words();
        !pair.target.raw[run.end..].starts_with(marks) && !behind_stop
    };
    let mut found = runs_of_spaces(pair).filter(between).peekable();
    if found.peek().is_some() && !pair.source.raw.trim().contains("  ") {
        places.extend(found.map(space));
    }
}

/// The spaces behind stops; nowhere if the source has two.
fn single_space_behind_stop(pair: &Pair<'_>, places: &mut Vec<Place>) {
    let bytes = pair.target.raw.as_bytes();
    let mut found = runs_of_spaces(pair).filter(|run| is_stop(bytes, run.start)).peekable();
    if found.peek().is_some() && !pair.source.raw.trim().contains("  ") {
        places.extend(found.map(space));
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
