//! What may be wrong with a placeholder.

use std::ops::Range;

use crate::document::message::Family;

/// Something wrong with the placeholders of a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// What.
    pub kind: DamageKind,
    /// The placeholder in the raw source.
    pub source: Option<Range<usize>>,
    /// What stands in its place in the raw target.
    pub target: Option<Range<usize>>,
    /// What should stand there.
    pub expected: Option<String>,
}

/// What is wrong with a placeholder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DamageKind {
    /// The target lacks it.
    Missing,
    /// It was written otherwise, or translated.
    Changed,
    /// The source has no such placeholder.
    Added,
    /// It takes an argument of another type, or that of another placeholder.
    Exchanged,
    /// A choice of the message (`plural`, `select`) is lost or torn.
    Choice,
    /// A choice lacks a branch that it needs.
    NoBranch,
}

/// Whether a program fills it in, so that it must stay.
pub(super) fn is_program(family: Family) -> bool {
    !matches!(family, Family::Hint | Family::Attribute | Family::Percentage)
}
