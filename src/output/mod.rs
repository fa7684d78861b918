//! Files that appear whole or not at all, and cells that no spreadsheet runs.

use std::borrow::Cow;

mod leftovers;
mod manifest;
mod pending;
mod run;

pub use self::manifest::MANIFEST;
pub use self::pending::{PendingFile, SharedFile, WholeFile, abandon};
pub use self::run::{check, commit, forget, is_run};

/// A leading `'` where a spreadsheet would take the text for a formula.
pub fn neutralise(text: &str) -> Cow<'_, str> {
    // Every cell passes here: its first byte tells.
    let may_run =
        matches!(text.as_bytes().first(), Some(b'\'' | b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r'));
    if may_run && is_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// A text on one line that no terminal and no log takes for a command: control characters and marks of direction are
/// written as escapes.
pub fn visible(text: &str) -> Cow<'_, str> {
    let acts =
        |c: char| c.is_control() || matches!(c, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    if !text.contains(acts) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if acts(c) { shown.extend(c.escape_default()) } else { shown.push(c) }
    }
    Cow::Owned(shown)
}

/// Whether a text begins as a formula does, be it behind marks that say it is none.
fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// Text of a cell without the mark that keeps spreadsheets from running it: what [`neutralise`] was given.
pub(crate) fn plain(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_on_a_terminal_is_shown() {
        assert_eq!(
            visible("a\n::error::b\u{1b}[31m\u{202e}"),
            "a\\n::error::b\\u{1b}[31m\\u{202e}"
        );
        assert!(matches!(visible("Über 10 €"), Cow::Borrowed(_)));
    }

    #[test]
    fn formulas_are_neutralised() {
        for text in ["=1+1", "+1", "-x", "@a", "\tx", "\rx"] {
            assert_eq!(neutralise(text), format!("'{text}"));
        }
        assert_eq!(neutralise("a=1"), "a=1");
        for text in ["=1", "'=1", "''-x", "'a", "", "'", "a", "-"] {
            assert_eq!(plain(&neutralise(text)), text);
        }
    }
}
