//! A text with the product names that stand in it, for rules about what joins a name to its sentence.

use std::ops::Range;

use super::Found;
use crate::locale::Locale;
use crate::text::{OBJECT, Text, words};

/// A name in a target.
pub(in crate::checks) struct Name {
    /// Bytes of the visible text.
    pub(in crate::checks) target: Range<usize>,
    /// Whether the source has a preposition of place or means before it.
    pub(in crate::checks) behind_preposition: bool,
}

/// A text and the names in it.
pub(in crate::checks) struct NamedText<'t> {
    /// The target, or a page's title or description.
    pub(in crate::checks) text: &'t Text<'t>,
    /// Its names.
    pub(in crate::checks) names: &'t [Name],
    /// The source; none for a title or description.
    pub(in crate::checks) source: Option<&'t Text<'t>>,
    /// The conventions of the target's locale.
    pub(in crate::checks) locale: &'static Locale,
}

impl NamedText<'_> {
    /// Something wrong in a range of the visible text.
    pub(super) fn found(&self, visible: Range<usize>, message: String) -> Found {
        Found::new(self.text, visible, message)
    }

    /// The name as it is written.
    pub(super) fn written(&self, name: &Name) -> &str {
        &self.text.visible()[name.target.clone()]
    }

    /// The word before a name with one space and no markup between.
    pub(super) fn before(&self, name: &Range<usize>) -> Option<Range<usize>> {
        let visible = self.text.visible();
        let text = visible[..name.start].strip_suffix(' ')?;
        let end = text.len();
        let start = end - words::trailing(text, char::is_alphanumeric).len();
        // A joined word, as `auto-` or `l’`, is not the whole of it.
        let whole =
            start < end && !visible[..start].ends_with(['-', '’', '\'', '/', '.', '_', OBJECT]);
        (whole && self.is_plain(start..end, name.clone())).then_some(start..end)
    }

    /// The word behind a name with one space and no markup between.
    pub(super) fn behind(&self, name: &Range<usize>) -> Option<Range<usize>> {
        let at = name.end;
        let visible = self.text.visible();
        let rest = visible[at..].strip_prefix(' ')?;
        let len = words::leading(rest, char::is_alphanumeric).len();
        let joined = rest[len..].starts_with(['-', '/', '_', '.']);
        let stop = rest[len..].starts_with(". ") || &rest[len..] == ".";
        let whole = len > 0 && (!joined || stop);
        let word = at + 1..at + 1 + len;
        (whole && self.is_plain(name.clone(), word.clone())).then_some(word)
    }

    /// Whether a clause ends right behind a name.
    pub(super) fn ends_clause(&self, name: &Range<usize>) -> bool {
        let rest = &self.text.visible()[name.end..];
        rest.is_empty()
            || [".", ",", ";", ")"].iter().any(|mark| {
                rest.strip_prefix(mark)
                    .is_some_and(|r| r.is_empty() || r.starts_with([' ', ')', '.']))
            })
    }

    /// Whether nothing but a space stands in the raw text between two neighbours of the visible one.
    fn is_plain(&self, before: Range<usize>, behind: Range<usize>) -> bool {
        let space = self.text.raw_range(before.end..behind.start);
        self.text.raw_range(before).end == space.start
            && space.end == self.text.raw_range(behind).start
    }
}

/// Whether a name is an acronym, which stands beside a noun in any language (`locatário CSP`).
pub(super) fn is_acronym(name: &str) -> bool {
    name.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
}
