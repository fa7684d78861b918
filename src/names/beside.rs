//! Words beside a byte of a text.

use crate::text::script::CharScript;

/// The start of the word before a byte, if only a space or hyphen is between. Of a script without spaces a few letters.
pub(super) fn previous_word(text: &str, at: usize) -> Option<usize> {
    let head = text[..at].trim_end_matches([' ', '-']);
    if head.len() + 3 < at || !head.ends_with(char::is_alphanumeric) {
        return None;
    }
    let start = word_start(text, head.len());
    let word = &text[start..head.len()];
    if word.chars().next().is_some_and(|c| CharScript::of(c).is_unspaced()) {
        let from = word.char_indices().rev().nth(5).map_or(0, |(i, _)| i);
        return Some(start + from);
    }
    Some(start)
}

/// The end of the word behind a byte, likewise.
pub(super) fn next_word(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let tail = rest.trim_start_matches([' ', '-']);
    let skipped = rest.len() - tail.len();
    if skipped > 3 || !tail.starts_with(char::is_alphanumeric) {
        return None;
    }
    let start = at + skipped;
    let end = word_end(text, start);
    let word = &text[start..end];
    if word.chars().next().is_some_and(|c| CharScript::of(c).is_unspaced()) {
        let len = word.char_indices().nth(6).map_or(word.len(), |(i, _)| i);
        return Some(start + len);
    }
    Some(end)
}

/// The start of the run of letters and digits of one script that ends at a byte.
pub(super) fn word_start(text: &str, end: usize) -> usize {
    let mut script = None;
    let mut start = end;
    for (i, c) in text[..end].char_indices().rev() {
        if !c.is_alphanumeric() && !is_mark(c) {
            break;
        }
        let class = kind(c);
        if !is_mark(c) && *script.get_or_insert(class) != class {
            break;
        }
        start = i;
    }
    start
}

/// The end of the run that begins at a byte, likewise.
pub(super) fn word_end(text: &str, start: usize) -> usize {
    let mut script = None;
    let mut end = start;
    for (i, c) in text[start..].char_indices() {
        if !c.is_alphanumeric() && !is_mark(c) {
            break;
        }
        let class = kind(c);
        if !is_mark(c) && *script.get_or_insert(class) != class {
            break;
        }
        end = start + i + c.len_utf8();
    }
    end
}

/// Latin letters and digits make one word.
fn kind(c: char) -> CharScript {
    match CharScript::of(c) {
        CharScript::Digit => CharScript::Latin,
        script => script,
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}')
}

/// Whether a text has a letter of another script than Latin, as one in the locale's own script has.
pub(super) fn is_native(text: &str) -> bool {
    text.chars().map(CharScript::of).any(|s| s.is_letter() && s != CharScript::Latin)
}
