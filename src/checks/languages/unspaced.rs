//! What Chinese, Japanese and Thai share: without spaces between words, a repetition shows in characters.

use super::{Found, repeats_stem};
use crate::checks::SegmentView;
use crate::text::script::CharScript;

/// `加拿大和加拿大`: both sides of a conjunction are the same, and a mark or `的` ends the second one for sure.
pub(super) fn same_sides(view: &SegmentView<'_>) -> Vec<Found> {
    let target = view.target.visible();
    let mut found = Vec::new();
    for conjunction in &view.locale.conjunctions {
        for (at, _) in target.match_indices(conjunction.as_str()) {
            let after = &target[at + conjunction.len()..];
            let side = target[..at].chars().rev().take_while(|c| is_side(*c)).map(char::len_utf8);
            let mut len = 0;
            let lengths: Vec<usize> = side
                .map(|bytes| {
                    len += bytes;
                    len
                })
                .collect();
            // The longest side that comes again; one letter is no word.
            let Some(&len) =
                lengths.iter().skip(1).rev().find(|len| after.starts_with(&target[at - **len..at]))
            else {
                continue;
            };
            let end = at + conjunction.len() + len;
            let next = target[end..].chars().next();
            let ends = next
                .is_none_or(|c| !is_side(c) && CharScript::of(c) != CharScript::Kana || c == '的');
            if ends && !repeats_stem(&view.source) {
                let side = &target[at - len..at];
                let message = format!(
                    "“{side}” stands on both sides of “{conjunction}”: look what the source has there."
                );
                found.push(Found::new(&view.target, at - len..end, message));
            }
        }
    }
    found
}

/// Whether a character may be part of a noun: a Chinese character or katakana.
fn is_side(c: char) -> bool {
    CharScript::of(c) == CharScript::Han || ('\u{30a1}'..='\u{30ff}').contains(&c)
}

/// A doubled particle or ending (`的的`, `更新するする`), or a doubled word of two Chinese characters.
pub(super) fn doubled(view: &SegmentView<'_>) -> Vec<Found> {
    let visible = view.target.visible();
    let never_doubled = &view.locale.rules.never_doubled;
    let mut found = Vec::new();
    let mut last = [' '; 3];
    for (at, c) in visible.char_indices() {
        let end = at + c.len_utf8();
        let tail = &visible[..end];
        let twice = c == last[2];
        let may_end = |e: &&String| e.as_bytes().last() == tail.as_bytes().last();
        let ending = never_doubled.iter().filter(may_end).find(|e| {
            let stem = tail.strip_suffix(e.as_str());
            // A particle that stands three times is something else.
            let particle = e.len() == c.len_utf8();
            stem.is_some_and(|t| t.ends_with(e.as_str())) && !(particle && c == last[1])
        });
        let han = |c: char| CharScript::of(c) == CharScript::Han;
        let word = !twice && last[1] == c && last[0] == last[2] && han(c) && han(last[2]);
        let unit = match ending {
            Some(ending) => ending.len(),
            None if word => c.len_utf8() + last[2].len_utf8(),
            None if han(c) => match repeated_phrase(tail) {
                phrase if phrase > 0 && !repeats_stem(&view.source) => phrase,
                _ => 0,
            },
            None => 0,
        };
        if unit > 0 {
            let start = end - 2 * unit;
            let repeated = &visible[start..end - unit];
            let numerals = repeated.chars().all(|c| "一二三四五六七八九十〇零".contains(c));
            let meet = is_two_words(&visible[..start], repeated);
            if !numerals && !meet && !view.names.in_target(&(start..end)) {
                let message = format!("“{repeated}” stands twice: leave one out.");
                found.push(Found::new(&view.target, start..end, message).expected(repeated));
            }
        }
        last = [last[1], last[2], c];
    }
    found
}

/// Bytes of the phrase of three to six Chinese characters that a text ends with twice (`設定為設定為`), if it does.
fn repeated_phrase(text: &str) -> usize {
    let mut len = 0;
    for (place, c) in text.chars().rev().take(6).enumerate() {
        if CharScript::of(c) != CharScript::Han {
            break;
        }
        len += c.len_utf8();
        let (before, phrase) = text.split_at(text.len() - len);
        if place >= 2 && before.ends_with(phrase) {
            return len;
        }
    }
    0
}

/// Thai verbs and nouns that end in `การ`, without it: one that makes a noun of the next verb may follow them
/// (`ต้องการ การแปล`).
const BEFORE_NOUN: &[&str] =
    &["ต้อง", "จัด", "บริ", "ปฏิบัติ", "ดำเนิน", "โครง", "ราย", "หลัก", "กรรม", "วิชา", "ประ", "องค์"];

/// Whether what stands twice behind this text is the end of one word and the beginning of the next.
pub(in crate::checks) fn is_two_words(before: &str, phrase: &str) -> bool {
    phrase == "การ" && BEFORE_NOUN.iter().any(|word| before.ends_with(word))
}
