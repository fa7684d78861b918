//! Files that appear whole or not at all, and cells that no spreadsheet runs.

use std::borrow::Cow;

mod leftovers;
mod manifest;
mod pending;
mod run;

pub use self::manifest::MANIFEST;
pub use self::pending::{PendingFile, SharedFile, WholeFile, abandon};
pub use self::run::{check, commit, forget, is_run};
pub use crate::error::visible;

/// A leading `'` where a spreadsheet would take the text for a formula.
pub fn neutralise(text: &str) -> Cow<'_, str> {
    // Every cell passes here: its first byte tells.
    let may_run =
        matches!(text.as_bytes().first(), Some(b'\'' | b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r'));
    if may_run && is_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
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
