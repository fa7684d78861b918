//! Names of code in running text: `camelCase`, `snake_case`, `Verb-Noun`, `name.ext`.

use super::script::CharScript;

/// End of the identifier that begins at `start`, if what stands there looks like a name of code.
pub(super) fn end(bytes: &[u8], start: usize) -> Option<usize> {
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
