//! Thai: words that never stand twice.

use super::Language;
use super::unspaced::doubled;

pub(super) static THAI: Language = Language { repeated_word: &[doubled], ..Language::new("th") };
