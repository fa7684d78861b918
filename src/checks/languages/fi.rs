//! Finnish: endings of acronyms, and the hyphens of compounds.

use super::Language;
use super::compounds::{parted_noun, torn_ending};

pub(super) static FINNISH: Language =
    Language { spacing: &[torn_ending, parted_noun], ..Language::new("fi") };
