//! Marks of full width: between Chinese characters, and the spaces beside them.

use super::spaces::{breaks_line, parted_by_tag};
use super::{Pair, Place, Rule, Usage};
use crate::locale::{Locale, Script};
use crate::text::OBJECT;
use crate::text::marks::is_wide as closes;
use crate::text::script::CharScript;

/// Full-width marks between Chinese characters.
pub static WIDE_MARKS: Rule = Rule {
    id: "fullwidth-marks",
    summary: "marks between Chinese characters are full-width",
    kept: "have the full-width mark",
    other: "have a half-width one",
    both_ways: false,
    usage: |locale| if is_chinese(locale) { Usage::Usual } else { Usage::None },
    places: wide_marks,
};

/// Full-width brackets around Chinese characters.
pub static WIDE_BRACKETS: Rule = Rule {
    id: "fullwidth-brackets",
    summary: "brackets around Chinese characters are full-width",
    kept: "have full-width brackets",
    other: "have half-width ones",
    both_ways: false,
    usage: |locale| if is_chinese(locale) { Usage::Open } else { Usage::None },
    places: wide_brackets,
};

/// No space before a full-width mark.
pub static BEFORE_WIDE: Rule = Rule {
    id: "no-space-before-fullwidth",
    summary: "no space stands before a full-width mark",
    kept: "have no space",
    other: "have a space",
    both_ways: false,
    usage: usual,
    places: before_wide,
};

/// No space behind a full-width mark.
pub static BEHIND_WIDE: Rule = Rule {
    id: "no-space-behind-fullwidth",
    summary: "no space stands behind a full-width mark",
    kept: "have no space",
    other: "have a space",
    both_ways: false,
    usage: usual,
    places: behind_wide,
};

fn is_chinese(locale: &Locale) -> bool {
    locale.script == Some(Script::Han)
}

fn usual(locale: &Locale) -> Usage {
    match locale.script {
        Some(Script::Han | Script::Japanese) => Usage::Usual,
        _ => Usage::None,
    }
}

/// Marks of half the width and their full-width counterparts.
const MARKS: [(char, char); 5] = [(',', '，'), (';', '；'), (':', '：'), ('?', '？'), ('!', '！')];

fn is_han(c: Option<char>) -> bool {
    c.is_some_and(|c| CharScript::of(c) == CharScript::Han)
}

fn wide_marks(pair: &Pair<'_>, places: &mut Vec<Place>) {
    last_stop(pair, places);
    let visible = pair.target.visible();
    for (at, c) in visible.char_indices() {
        let Some((_, wide)) = MARKS.iter().find(|(half, wide)| c == *half || c == *wide) else {
            continue;
        };
        let before = visible[..at].chars().next_back();
        let next = visible[at + c.len_utf8()..].chars().next();
        if let (Some(b), Some(n)) = (before, next)
            && (is_han(before) || b.is_ascii_alphanumeric())
            && is_han(next)
        {
            let span = at - b.len_utf8()..at + c.len_utf8() + n.len_utf8();
            let place = Place::new(pair, span, c == *wide);
            places.push(place.expected(String::from_iter([b, *wide, n])));
        }
    }
}

/// The stop at the end of a sentence, behind a character or markup.
fn last_stop(pair: &Pair<'_>, places: &mut Vec<Place>) {
    let visible = pair.target.visible().trim_end();
    let Some(last) = visible.chars().next_back().filter(|c| matches!(c, '.' | '。')) else {
        return;
    };
    let at = visible.len() - last.len_utf8();
    let before = visible[..at].trim_end_matches(OBJECT);
    if is_han(before.chars().next_back()) && pair.source.visible().trim_end().ends_with('.') {
        places.push(Place::new(pair, at..visible.len(), last == '。').expected("。"));
    }
}

fn wide_brackets(pair: &Pair<'_>, places: &mut Vec<Place>) {
    let visible = pair.target.visible();
    for (open, close, kept) in [('(', ')', false), ('（', '）', true)] {
        for (at, _) in visible.match_indices(open) {
            let rest = &visible[at + open.len_utf8()..];
            let Some(len) = rest.find(close) else { break };
            let inner = &rest[..len];
            let before = visible[..at].trim_end().chars().next_back();
            if is_han(before) && !inner.is_empty() && inner.chars().all(|c| is_han(Some(c))) {
                let span = at..at + open.len_utf8() + len + close.len_utf8();
                places.push(Place::new(pair, span, kept).expected(format!("（{inner}）")));
            }
        }
    }
}

fn opens(c: char) -> bool {
    matches!(c, '（' | '「' | '『' | '【')
}

fn before_wide(pair: &Pair<'_>, places: &mut Vec<Place>) {
    let visible = pair.target.visible();
    let mut before: Option<char> = None;
    for (at, c) in visible.char_indices() {
        let end = at + c.len_utf8();
        match before {
            Some(' ') if closes(c) || opens(c) => {
                let before = &visible[..at - 1];
                let doubled = opens(c) && before.ends_with(' ');
                if at > 1 && !doubled && !breaks_line(pair.target, at - 1) {
                    let place = Place::new(pair, at - 1..end, false);
                    if !parted_by_tag(pair.target, &place.span) {
                        places.push(place.expected(c.to_string()));
                    }
                }
            }
            Some(b) if closes(c) || opens(c) => {
                places.push(Place::new(pair, at - b.len_utf8()..end, true));
            }
            _ => {}
        }
        before = Some(c);
    }
}

fn behind_wide(pair: &Pair<'_>, places: &mut Vec<Place>) {
    let visible = pair.target.visible();
    for (at, c) in visible.char_indices().filter(|(_, c)| closes(*c) || opens(*c)) {
        let end = at + c.len_utf8();
        let mut rest = visible[end..].chars();
        match (rest.next(), rest.next()) {
            (Some(' '), Some(next)) if next != ' ' => {
                // Labels in bold, links and code are set off with spaces; braces hold what is no text.
                let marked = matches!(next, '[' | '*' | '「' | '{' | OBJECT)
                    || pair.target.raw_range(at..end + 1).len() != end + 1 - at;
                // The sentences of a page's description, which has no source, are joined with a space.
                let joined = pair.source.raw.is_empty() && matches!(c, '。' | '！' | '？');
                if !marked && !joined && !breaks_line(pair.target, end) {
                    places.push(Place::new(pair, at..end + 1, false).expected(c.to_string()));
                }
            }
            (Some(next), _) if next != ' ' => {
                places.push(Place::new(pair, at..end + next.len_utf8(), true));
            }
            _ => {}
        }
    }
}
