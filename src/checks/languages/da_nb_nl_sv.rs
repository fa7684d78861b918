//! Danish, Norwegian, Dutch and Swedish: torn compounds.

use super::compounds::{glued_conjunction, parted_noun, torn_compound, torn_ending};
use super::{Language, Rule};

const SPACING: &[Rule] = &[torn_compound, glued_conjunction, torn_ending, parted_noun];

pub(super) static DANISH: Language = Language { spacing: SPACING, ..Language::new("da") };
pub(super) static NORWEGIAN: Language = Language { spacing: SPACING, ..Language::new("nb") };
pub(super) static DUTCH: Language = Language { spacing: SPACING, ..Language::new("nl") };
pub(super) static SWEDISH: Language = Language { spacing: SPACING, ..Language::new("sv") };
