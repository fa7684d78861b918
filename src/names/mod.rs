//! Product names: the termbase, its matching in a segment, and what became of each name.

use std::ops::Range;

/// The names of a segment, found once for all checks.
#[derive(Debug, Clone, Default)]
pub struct NameView {
    /// Names in the source, as bytes of its visible text, in order.
    pub source: Vec<Range<usize>>,
    /// Accepted forms of those names in the target, as bytes of its visible text, in order.
    pub target: Vec<Range<usize>>,
}

impl NameView {
    /// What became of the source's names.
    pub fn counts(&self) -> crate::aggregate::NameCounts {
        crate::aggregate::NameCounts::default()
    }

    /// Whether a range of the source's visible text touches a name.
    pub fn in_source(&self, range: &Range<usize>) -> bool {
        touches(&self.source, range)
    }

    /// Whether a range of the target's visible text touches an accepted form of a name.
    pub fn in_target(&self, range: &Range<usize>) -> bool {
        touches(&self.target, range)
    }
}

fn touches(names: &[Range<usize>], range: &Range<usize>) -> bool {
    names.iter().any(|name| name.start < range.end && range.start < name.end)
}

/// All names that a run knows.
#[derive(Debug, Default)]
pub struct Termbase {}

impl Termbase {
    /// The shipped names, and those of files.
    ///
    /// # Errors
    /// A file that can't be read or is malformed.
    pub fn load(_files: &[std::path::PathBuf]) -> crate::Result<Termbase> {
        Ok(Termbase {})
    }

    /// Finds the names of a segment.
    pub fn find(
        &self,
        _source: &crate::text::Text<'_>,
        _target: &crate::text::Text<'_>,
        _locale: &crate::locale::Locale,
        _no_loc: &[String],
    ) -> NameView {
        NameView::default()
    }
}
