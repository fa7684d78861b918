//! Formulas of TeX in running text.

use super::{Construct, ahead};
use crate::text::ProtectedKind;

/// `$…$`, `$$…$$`, `\(…\)`, `\[…\]`.
pub(super) fn read(raw: &str, at: usize) -> Option<Construct> {
    let rest = ahead(raw, at);
    let (open, close) = match rest.get(..2)? {
        "$$" => ("$$", "$$"),
        "\\(" => ("\\(", "\\)"),
        "\\[" => ("\\[", "\\]"),
        two if two.starts_with('$') => ("$", "$"),
        _ => return None,
    };
    let inner = &rest[open.len()..];
    let len = inner.find(close)?;
    let formula = &inner[..len];
    let fits = if open == "$" {
        // Neither two amounts of money nor two variables of a shell.
        !formula.contains(['\n', '`'])
            && !formula.starts_with(char::is_whitespace)
            && !formula.ends_with(char::is_whitespace)
            && !inner[len + 1..].starts_with(|c: char| c.is_alphanumeric())
            && (is_formula(formula) || (formula.len() == 1 && formula.is_ascii()))
            && !raw[..at].ends_with(|c: char| c.is_alphanumeric() || c == '$')
    } else {
        !formula.trim().is_empty()
            && !formula.contains("\n\n")
            && (open == "$$" || is_formula(formula))
    };
    // Words in a formula are for people.
    let kind = if formula.contains("\\text") || formula.contains("\\mbox") {
        ProtectedKind::Markup
    } else {
        ProtectedKind::Code
    };
    let start = at + open.len();
    fits.then(|| {
        Construct::default().and(kind, at..start + len + close.len(), start..start + len, true)
    })
}

/// Whether a line of a page begins a formula that ends in a later line, and if so the mark of its end.
pub fn opens_block(line: &str) -> Option<&'static str> {
    let (inner, close) = match line.get(..2)? {
        "$$" => (&line[2..], "$$"),
        "\\[" => (&line[2..], "\\]"),
        _ => return None,
    };
    (!inner.contains(close)).then_some(close)
}

/// Whether a text has what formulas have: commands, powers, indices, an equation of short names.
fn is_formula(text: &str) -> bool {
    if text.contains(['`', '[', ']']) && !text.contains('\\') {
        return false;
    }
    let bytes = text.as_bytes();
    let command = bytes.windows(2).any(|w| w[0] == b'\\' && w[1].is_ascii_alphabetic());
    let index = bytes.windows(3).any(|w| {
        matches!(w[1], b'^' | b'_')
            && (w[0].is_ascii_alphanumeric() || matches!(w[0], b')' | b'}'))
            && (w[2].is_ascii_alphanumeric() || matches!(w[2], b'{' | b'\\'))
    });
    let short = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() <= 2;
    let words = || text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_empty());
    command || (words().all(short) && (index || text.contains(['=', '<', '>', '+', '^'])))
}
