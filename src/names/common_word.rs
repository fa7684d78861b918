//! Whether a common word in a source (Teams, Word, Access) is a name there.

use std::ops::Range;

use super::vendor::Vendor;
use crate::locale::Locale;
use crate::text::sentences::begins_sentence;
use crate::text::words::{self, stretches};
use crate::text::{Text, WordKind};

/// Whether the context makes a name of a common word: a capital that nothing else explains.
pub(super) fn makes_a_name(source: &Text<'_>, word: &Range<usize>, names: &[Range<usize>]) -> bool {
    let text = source.visible();
    if Vendor::before(&text[..word.start]).is_some() {
        return true;
    }
    // One of several things is no product: `each Square`, `any Access`.
    let before = text[..word.start].trim_end();
    let article = &before[words::word_start(before, before.len())..];
    if ONE_OF_SEVERAL.iter().any(|one| article.eq_ignore_ascii_case(one)) {
        return false;
    }
    // Behind another name it is a part of a longer one that no list holds (`Azure SQL Edge`).
    if names.iter().any(|n| n.end + 1 == word.start && text.as_bytes()[n.end] == b' ') {
        return false;
    }
    if is_label(source, word) {
        return false;
    }
    if begins_sentence(text, word.start) {
        // A plural that takes a singular verb is one thing: "Teams is", "Shields has".
        return text[word.clone()].ends_with('s') && singular_verb_follows(&text[word.end..]);
    }
    let (mut upper, mut lower) = (0, 0);
    for w in &source.words {
        let range = w.range();
        if w.kind == WordKind::Number
            || range.len() < 4
            || range.start >= word.start && range.end <= word.end
            || names.iter().any(|n| n.start <= range.start && range.end <= n.end)
            || begins_sentence(text, range.start)
        {
            continue;
        }
        if text[range].starts_with(char::is_uppercase) { upper += 1 } else { lower += 1 }
    }
    // In a heading in title case a capital says nothing.
    // Two capitals in a row where nothing else has one or could have (`About Color Picker`).
    let several = text[word.clone()].contains(' ') && upper == 0;
    // Nothing but a verb before it, and a period: "Open Outlook."
    let sentence = upper + lower == 0 && text.trim_end().ends_with('.');
    several || sentence || lower > 0 && upper <= 2 * lower
}

/// English words that say that there are several of what follows.
const ONE_OF_SEVERAL: &[&str] = &["another", "any", "both", "each", "every", "many", "several"];

/// Whether the word begins an emphasised stretch: the label of a control, which has a capital and which locales
/// translate.
fn is_label(source: &Text<'_>, word: &Range<usize>) -> bool {
    let raw = source.raw_range(word.clone());
    source.emphasis.iter().any(|e| e.content.start == raw.start)
}

/// Whether the next word is a verb whose subject is one thing.
fn singular_verb_follows(rest: &str) -> bool {
    let next = stretches(rest).next().unwrap_or("").trim_end_matches([',', '.']);
    Locale::english().rules.singular_verbs.iter().any(|verb| verb == next)
}
