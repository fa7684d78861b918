//! Words, identifiers and numbers of the visible text.

use std::ops::Range;

use super::Text;
use super::script::CharScript;

/// A word of the visible text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// First byte in the visible text.
    pub start: u32,
    /// Byte behind its end in the visible text.
    pub end: u32,
    /// What it is.
    pub kind: WordKind,
    /// Script of its first letter; of a number [`CharScript::Digit`].
    pub script: CharScript,
}

impl Word {
    /// Its bytes in the visible text.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Kinds of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WordKind {
    /// Letters of one script; of a script without spaces the whole run.
    Plain,
    /// A name of code: `camelCase`, `snake_case`, `Verb-Noun`, `-Param`, `name.ext`.
    Identifier,
    /// Begins with a digit: a number, a version, `4K`.
    Number,
}

/// Cuts `text.visible()` into words.
pub(super) fn cut(text: &mut Text<'_>) {
    let mut words = Vec::with_capacity(text.visible.len() / 6 + 1);
    let visible = text.visible.as_str();
    let bytes = visible.as_bytes();
    let mut chars = visible.char_indices().peekable();
    while let Some(&(start, c)) = chars.peek() {
        let script = CharScript::of(c);
        if script == CharScript::Common {
            chars.next();
            continue;
        }
        // ASCII identifiers reach over the marks that code uses inside names.
        if c.is_ascii_alphabetic()
            && let Some(end) = identifier(bytes, start)
        {
            push(&mut words, start, end, WordKind::Identifier, CharScript::Latin);
            while chars.next_if(|(i, _)| *i < end).is_some() {}
            continue;
        }
        let mut end = start;
        let number = script == CharScript::Digit;
        while let Some((i, c)) = chars.next_if(|&(i, c)| continues(bytes, script, i, c)) {
            end = i + c.len_utf8();
        }
        if end == start {
            chars.next();
            continue;
        }
        push(
            &mut words,
            start,
            end,
            if number { WordKind::Number } else { WordKind::Plain },
            script,
        );
    }
    text.words = words;
}

fn push(words: &mut Vec<Word>, start: usize, end: usize, kind: WordKind, script: CharScript) {
    words.push(Word { start: start as u32, end: end as u32, kind, script });
}

/// Whether a character belongs to a word of `script`.
fn continues(bytes: &[u8], script: CharScript, at: usize, c: char) -> bool {
    let class = CharScript::of(c);
    match script {
        CharScript::Digit => {
            class == CharScript::Digit
                || (c.is_ascii_alphabetic() && at > 0)
                // A mark inside a number has a digit on either side.
                || (matches!(c, '.' | ',' | ':' | '/' | '٫' | '٬')
                    && at > 0
                    && bytes[at - 1].is_ascii_digit()
                    && bytes.get(at + 1).is_some_and(u8::is_ascii_digit))
        }
        CharScript::Latin => {
            class == CharScript::Latin || class == CharScript::Digit || is_combining(c)
        }
        _ => class == script || is_combining(c),
    }
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{640}' | '\u{94d}' | '\u{200c}' | '\u{200d}')
}

/// End of the identifier that begins at `start`, if what stands there looks like a name of code.
fn identifier(bytes: &[u8], start: usize) -> Option<usize> {
    if start > 0 && (bytes[start - 1].is_ascii_alphanumeric() || bytes[start - 1] >= 0x80) {
        // The middle of a word: `ő` before an ASCII letter.
        let before_is_letter =
            bytes[start - 1] < 0x80 || last_char_is_spaced_letter(&bytes[..start]);
        if before_is_letter {
            return None;
        }
    }
    let word = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    let mut end = start;
    let (mut lower_upper, mut underscore, mut dot_parts, mut hyphen_verb) =
        (false, false, false, false);
    while end < bytes.len() {
        let b = bytes[end];
        if word(b) {
            underscore |= b == b'_' && end > start;
            lower_upper |=
                end > start && b.is_ascii_uppercase() && bytes[end - 1].is_ascii_lowercase();
            end += 1;
        } else if b == b'.' && end > start && bytes[end - 1].is_ascii_alphanumeric() {
            let extension = bytes[end + 1..].iter().take_while(|b| word(**b)).count();
            let first = bytes.get(end + 1).copied().unwrap_or(b' ');
            // `name.ext`, `System.Net`: no space behind the dot; `end.Next` of a glued sentence has a long lower word before.
            let is_file = (1..=6).contains(&extension) && first.is_ascii_lowercase();
            let is_member =
                first.is_ascii_uppercase() && bytes[start].is_ascii_uppercase() && extension > 1;
            if !(is_file || is_member) {
                break;
            }
            dot_parts = true;
            end += 1;
        } else if b == b'-'
            && is_verb(&bytes[start..end])
            && bytes.get(end + 1).is_some_and(u8::is_ascii_uppercase)
        {
            hyphen_verb = true;
            end += 1;
        } else {
            break;
        }
    }
    // A letter with marks goes on behind the ASCII part: an ordinary word.
    if bytes.get(end).is_some_and(|b| *b >= 0x80)
        && first_char_is_spaced_letter(&bytes[end..])
        && !underscore
        && !hyphen_verb
    {
        return None;
    }
    (underscore || dot_parts || hyphen_verb || lower_upper).then_some(end)
}

fn last_char_is_spaced_letter(bytes: &[u8]) -> bool {
    let from = bytes.iter().rposition(|b| (*b & 0xc0) != 0x80).unwrap_or(0);
    first_char_is_spaced_letter(&bytes[from..])
}

fn first_char_is_spaced_letter(bytes: &[u8]) -> bool {
    let len = bytes.len().min(4);
    let text = (1..=len).rev().find_map(|n| std::str::from_utf8(&bytes[..n]).ok());
    text.and_then(|t| t.chars().next())
        .is_some_and(|c| matches!(CharScript::of(c), CharScript::Latin))
}

/// Approved verbs of cmdlets that documentation uses.
fn is_verb(word: &[u8]) -> bool {
    const VERBS: &[&[u8]] = &[
        b"Add",
        b"Backup",
        b"Clear",
        b"Close",
        b"Compare",
        b"Complete",
        b"Confirm",
        b"Connect",
        b"Convert",
        b"ConvertFrom",
        b"ConvertTo",
        b"Copy",
        b"Deny",
        b"Disable",
        b"Disconnect",
        b"Dismount",
        b"Enable",
        b"Enter",
        b"Exit",
        b"Expand",
        b"Export",
        b"Find",
        b"Format",
        b"Get",
        b"Grant",
        b"Group",
        b"Import",
        b"Initialize",
        b"Install",
        b"Invoke",
        b"Join",
        b"Limit",
        b"Lock",
        b"Measure",
        b"Merge",
        b"Mount",
        b"Move",
        b"New",
        b"Open",
        b"Out",
        b"Publish",
        b"Push",
        b"Read",
        b"Receive",
        b"Register",
        b"Remove",
        b"Rename",
        b"Repair",
        b"Request",
        b"Reset",
        b"Resize",
        b"Resolve",
        b"Restart",
        b"Restore",
        b"Resume",
        b"Revoke",
        b"Save",
        b"Search",
        b"Select",
        b"Send",
        b"Set",
        b"Show",
        b"Sort",
        b"Start",
        b"Stop",
        b"Submit",
        b"Suspend",
        b"Switch",
        b"Sync",
        b"Test",
        b"Trace",
        b"Unblock",
        b"Undo",
        b"Uninstall",
        b"Unlock",
        b"Unregister",
        b"Update",
        b"Use",
        b"Wait",
        b"Watch",
        b"Where",
        b"Write",
    ];
    VERBS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::WordKind::{self, Identifier, Number, Plain};
    use crate::text::Text;

    fn words(raw: &str) -> Vec<(String, WordKind)> {
        let text = Text::new(raw);
        text.words.iter().map(|w| (text.word(w).to_owned(), w.kind)).collect()
    }

    #[test]
    fn words_break_where_scripts_meet() {
        let plain = |raw: &str| words(raw).into_iter().map(|w| w.0).collect::<Vec<_>>();
        assert_eq!(plain("Az Azure-ban, l'été"), ["Az", "Azure", "ban", "l", "été"]);
        assert_eq!(plain("使用Office 365を開く"), ["使用", "Office", "365", "を", "開", "く"]);
        assert_eq!(plain("Office를 엽니다"), ["Office", "를", "엽니다"]);
        assert_eq!(plain("Azureные"), ["Azure", "ные"]);
    }

    #[test]
    fn identifiers_and_numbers_are_told_apart() {
        assert_eq!(
            words("Run Get-AzVM with my_var in app.config, 1,234.5 or 4K and Power-User"),
            [
                ("Run", Plain),
                ("Get-AzVM", Identifier),
                ("with", Plain),
                ("my_var", Identifier),
                ("in", Plain),
                ("app.config", Identifier),
                ("1,234.5", Number),
                ("or", Plain),
                ("4K", Number),
                ("and", Plain),
                ("Power", Plain),
                ("User", Plain)
            ]
            .map(|(w, k)| (w.to_owned(), k))
        );
    }
}
