//! Thai: words that never stand twice.

use super::Language;
use super::unspaced::doubled;

/// Verbs and nouns that end in `การ`, without it: one that makes a noun of the next verb may follow them
/// (`ต้องการ การแปล`).
const BEFORE_NOUN: &[&str] =
    &["ต้อง", "จัด", "บริ", "ปฏิบัติ", "ดำเนิน", "โครง", "ราย", "หลัก", "กรรม", "วิชา", "ประ", "องค์"];

/// Whether what stands twice behind this text is the end of one word and the beginning of the next.
pub(in crate::checks) fn is_two_words(before: &str, phrase: &str) -> bool {
    phrase == "การ" && BEFORE_NOUN.iter().any(|word| before.ends_with(word))
}

pub(super) static THAI: Language = Language { repeated_word: &[doubled], ..Language::new("th") };
