//! English words in a target of another language in Latin letters.

use std::ops::Range;

use super::{CODE, LONGEST, STEM, is_set_off};
use crate::checks::SegmentView;
use crate::document::Origin;
use crate::learn::Corpus;
use crate::locale::Locale;
use crate::text::{Word, WordKind};

/// Places of a word from which on they tell that it is translated where the language may have the same word, and how many
/// of them may keep it.
const LEAST_IN_LATIN: u32 = 6;
const MOST_KEPT: u32 = 3;
const KEPT_ONE_OF_IN_LATIN: u32 = 8;

/// Endings of English words that came from Latin or French: other languages in Latin letters may have the same word.
const SHARED: &[&str] = &[
    "able", "age", "al", "ance", "ant", "ence", "ent", "ible", "ic", "ide", "ile", "ine", "ion",
    "ism", "ist", "ite", "ive", "or", "ous", "ude", "ure", "um", "us",
];

/// Whether a word, or what it is the plural of, has such an ending.
fn is_shared(word: &str) -> bool {
    let singular = word.strip_suffix('s').unwrap_or(word);
    SHARED.iter().any(|ending| word.ends_with(ending) || singular.ends_with(ending))
}

/// Small words of the source that stand alone among words of a language in Latin letters, where a machine wrote.
pub(super) fn words(view: &SegmentView<'_>, corpus: &Corpus) -> Vec<Range<usize>> {
    let (source, target) = (&view.source, &view.target);
    let tag = view.page.locale();
    let mut found = Vec::new();
    if view.page.origin() != Origin::Machine
        || source.words.len() > LONGEST
        || target.words.len() > LONGEST
    {
        return found;
    }
    let Some(forms) = corpus.words(tag, view.locale) else { return found };
    let visible = target.visible();
    let of_source = |at: Option<usize>| {
        at.and_then(|at| target.words.get(at)).is_some_and(|word| {
            let written = target.word(word);
            word.kind != WordKind::Number && source.words.iter().any(|w| source.word(w) == written)
        })
    };
    for (at, word) in target.words.iter().enumerate() {
        let written = target.word(word);
        let is_small = word.kind == WordKind::Plain
            && written.len() >= 4
            && written.bytes().all(|b| b.is_ascii_lowercase());
        if is_grammar_left(view, at) {
            found.push(word.range());
            continue;
        }
        if is_participle(view, corpus, at)
            && !of_source(at.checked_sub(1))
            && !of_source(Some(at + 1))
        {
            found.push(word.range());
            continue;
        }
        if !is_small
            || !of_source(Some(at))
            || of_source(at.checked_sub(1))
            || of_source(Some(at + 1))
            || CODE.contains(&written)
            || is_shared(written)
            || Locale::english().function_words.iter().any(|f| f == written)
            || view.names.in_target(&word.range())
        {
            continue;
        }
        let of_address = visible[word.end as usize..]
            .strip_prefix('.')
            .is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
        let Some((seen, kept)) = corpus.kept(tag, written) else { continue };
        let is_translated = seen >= LEAST_IN_LATIN
            && kept <= MOST_KEPT
            && kept.saturating_mul(KEPT_ONE_OF_IN_LATIN) <= seen;
        if is_translated
            && !of_address
            && !is_set_off(view, &word.range())
            && !forms.is_native(written, kept)
        {
            found.push(word.range());
        }
    }
    found
}

/// Words of English grammar of three letters or more that are looked for.
const GRAMMAR: &[&str] = &["and", "from", "that", "the", "this", "with"];

/// `PutItem and kysely`: a word of English grammar that is none of the language's, between other words than in the source.
fn is_grammar_left(view: &SegmentView<'_>, at: usize) -> bool {
    let (source, target) = (&view.source, &view.target);
    let word = &target.words[at];
    let written = target.word(word);
    let (Some(before), Some(next)) =
        (at.checked_sub(1).and_then(|at| target.words.get(at)), target.words.get(at + 1))
    else {
        return false;
    };
    let of_source = |word: &Word| {
        source.words.iter().any(|w| source.word(w).eq_ignore_ascii_case(target.word(word)))
    };
    let visible = target.visible();
    GRAMMAR.contains(&written)
        && word.kind == WordKind::Plain
        && visible.get(before.end as usize..word.start as usize) == Some(" ")
        && visible.get(word.end as usize..next.start as usize) == Some(" ")
        && source.words.iter().any(|w| source.word(w) == written)
        && !(of_source(before) && of_source(next))
        && !view.locale.function_words.iter().any(|own| own == written)
        && !view.names.in_target(&word.range())
        && !is_set_off(view, &word.range())
}

/// Endings of English participles and adverbs, which other languages in Latin letters do not borrow as words that stand
/// alone.
const OF_ENGLISH: &[&str] = &["ed", "lly", "less"];

/// `Enabled som standard`: a participle or adverb of the source, small or at the start of the text, that the run neither keeps
/// in a third of its places nor has as a word of the language.
fn is_participle(view: &SegmentView<'_>, corpus: &Corpus, at: usize) -> bool {
    let (target, tag) = (&view.target, view.page.locale());
    let word = &target.words[at];
    let written = target.word(word);
    let small = written.to_ascii_lowercase();
    let is_of_english = || {
        OF_ENGLISH.iter().any(|end| small.strip_suffix(end).is_some_and(|stem| stem.len() >= STEM))
    };
    word.kind == WordKind::Plain
        && written.bytes().skip(1).all(|b| b.is_ascii_lowercase())
        && (at == 0 || written.starts_with(|c: char| c.is_ascii_lowercase()))
        && is_of_english()
        && target.words.len() > 1
        && view.source.words.iter().any(|w| view.source.word(w) == written)
        && !view.names.in_target(&word.range())
        && !is_set_off(view, &word.range())
        && corpus
            .kept(tag, &small)
            .is_none_or(|(seen, kept)| kept.saturating_sub(1) * 3 <= seen.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_from_latin_may_be_those_of_many_languages() {
        assert!(is_shared("usage") && is_shared("locations") && is_shared("status"));
        assert!(!is_shared("admin") && !is_shared("month") && !is_shared("requests"));
    }
}
