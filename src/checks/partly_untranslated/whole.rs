//! Headings, cells and labels that were left as they are: the rest of the page translates their words, or other locales
//! translate them.

use std::collections::BTreeSet;

use super::CHECK;
use crate::checks::SegmentView;
use crate::checks::issue::Issue;
use crate::document::Segment;
use crate::locale::Script;
use crate::mqm::Confidence;
use crate::text::script::CharScript;
use crate::text::{ProtectedKind, WordKind, trimmed, words};

/// Words of what is looked at: one by itself may be a name, and sentences are told otherwise.
const WORDS: std::ops::RangeInclusive<usize> = 2..=12;
/// Pairs of the page that are looked into, from its beginning.
const MOST_PAIRS: usize = 400;

/// Locales that translate what one leaves, at least, and for each that leaves it.
const LEAST_LOCALES: u32 = 4;

/// Reports a target that is its source, word for word.
pub(super) fn report(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    let same = target.visible().trim() == source.visible().trim();
    if !same || !view.source_locale.is_english() || !WORDS.contains(&target.words.len()) {
        return;
    }
    let is_kept = |kind| !matches!(kind, ProtectedKind::Markup | ProtectedKind::Keyword);
    if target.protected.iter().any(|p| is_kept(p.kind)) || !target.tags.is_empty() {
        return;
    }
    let mut plain = Vec::new();
    for word in &target.words {
        let written = target.word(word);
        let is_number = word.kind == WordKind::Number;
        if !is_number && (word.kind != WordKind::Plain || word.script != CharScript::Latin)
            || view.names.in_target(&word.range())
            || written.chars().skip(1).any(char::is_uppercase)
        {
            return;
        }
        if !is_number {
            plain.push(written);
        }
    }
    if plain.len() < 2 {
        return;
    }
    let Some(shown) = evidence(&plain, view) else { return };
    let left = view.left;
    let is_latin = view.locale.script == Some(Script::Latin);
    let translated = if is_latin { left.translated_in_latin } else { left.translated };
    let elsewhere = translated >= LEAST_LOCALES && left.translated >= LEAST_LOCALES * left.left;
    // What nothing shows to be words may be a name.
    if shown < 2 && !elsewhere {
        return;
    }
    let written = target.visible().trim();
    let message = if elsewhere {
        format!("“{written}” is left in English; {translated} locales translate it.")
    } else {
        format!("“{written}” is left in English, though the page translates its words.")
    };
    let span = trimmed(target.raw, 0..target.raw.len());
    // Among others that are left, it may be a value of a list that is to stay.
    let confidence =
        if !elsewhere && has_fellow(view) { Confidence::Low } else { Confidence::Medium };
    issues.push(Issue::new(&CHECK, message).target(span).confidence(confidence));
}

/// How many of the words other pairs of the page have in small letters and translate, and verbs beside such a word; none if
/// a translation keeps one of them.
fn evidence(written: &[&str], view: &SegmentView<'_>) -> Option<usize> {
    let pairs = view.page.segments();
    let pairs = &pairs[..pairs.len().min(MOST_PAIRS)];
    let folded = |word: &str| stem(word).to_ascii_lowercase();
    let stems: Vec<String> = written.iter().map(|word| folded(word)).collect();
    let mut found = vec![false; stems.len()];
    for pair in pairs.iter().filter(|pair| !pair.is_untranslated() && !is_left(pair)) {
        let mut kept: Option<BTreeSet<String>> = None;
        for word in latin(&pair.source).filter(|word| word.len() > 2) {
            let stem = stem(word);
            let is_same = |other: &String| other.eq_ignore_ascii_case(stem);
            let Some(at) = stems.iter().position(is_same) else { continue };
            let kept = kept.get_or_insert_with(|| latin(&pair.target).map(folded).collect());
            if kept.contains(&stems[at]) {
                return None;
            }
            found[at] |= word.bytes().all(|b| b.is_ascii_lowercase());
        }
    }
    let shown = found.iter().filter(|found| **found).count();
    let is_verb = |word: &str| word.len() > 5 && (word.ends_with("ing") || word.ends_with("ed"));
    let verbs = written.iter().zip(&found).filter(|(word, found)| !**found && is_verb(word));
    Some(if shown > 0 { shown + verbs.count() } else { 0 })
}

fn is_left(pair: &Segment) -> bool {
    pair.source.trim() == pair.target.trim()
}

/// Whether the pair before or behind is left as well; so also far down a long page.
pub(super) fn has_fellow(view: &SegmentView<'_>) -> bool {
    let pairs = view.page.segments();
    let pairs = &pairs[..pairs.len().min(MOST_PAIRS)];
    let here = pairs.iter().position(|pair| std::ptr::eq(pair.source.as_str(), view.source.raw));
    here.is_none_or(|here| {
        let mut beside = here.checked_sub(1).into_iter().chain([here + 1]);
        beside.any(|at| pairs.get(at).is_some_and(|pair| is_left(pair) && !pair.source.is_empty()))
    })
}

/// The words of a text in plain Latin letters.
fn latin(text: &str) -> impl Iterator<Item = &str> {
    words::runs(text, |c| c.is_ascii_alphabetic()).map(|range| &text[range])
}

/// A word of English without its ending, whose letters may be small or capital.
fn stem(word: &str) -> &str {
    const ENDINGS: [&str; 9] = ["ings", "ing", "ies", "ied", "ed", "es", "s", "e", "y"];
    let cut = |ending: &&str| {
        let at = word.len().checked_sub(ending.len()).filter(|at| *at > 2)?;
        word.get(at..)?.eq_ignore_ascii_case(ending).then(|| &word[..at])
    };
    ENDINGS.iter().find_map(cut).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, Segment};
    use crate::evaluate::Evaluator;
    use crate::locale::LocaleTag;
    use crate::names::Termbase;

    fn found(pairs: &[(&str, &str)], locale: &str) -> Vec<String> {
        let segment = |(source, target): &(&str, &str)| Segment {
            line: 1,
            source: (*source).to_owned(),
            target: (*target).to_owned(),
            ..Segment::default()
        };
        let segments = pairs.iter().map(segment).collect();
        let locale = LocaleTag::parse(locale).unwrap();
        let document = Document { locale, segments, ..Document::default() };
        let page = Evaluator::new(Termbase::for_examples()).evaluate(document);
        let mine = page.issues.iter().filter(|i| i.issue.check.id == "partly-untranslated");
        mine.map(|i| crate::checks::issue::span_text(&page.document, i.place, &i.issue).to_owned())
            .collect()
    }

    #[test]
    fn words_that_the_page_translates_tell_what_was_left() {
        for (locale, sentence) in
            [("de-DE", "Teilen Sie die Notiz im Team."), ("ja-JP", "メモをチームと共有します。")]
        {
            let page = [
                ("Enable Note Sharing", "Enable Note Sharing"),
                ("Share the note with your team.", sentence),
                ("Review Translated Notes", "Review Translated Notes"),
                ("Blue Harbour", "Blue Harbour"),
                ("Note", "Note"),
            ];
            assert_eq!(found(&page, locale), ["Enable Note Sharing", "Review Translated Notes"]);
        }
    }

    #[test]
    fn what_a_translation_keeps_is_kept() {
        let page = [
            ("Note Sharing", "Note Sharing"),
            ("Share the note with your team.", "Teilen Sie die Note im Team."),
        ];
        assert!(found(&page, "de-DE").is_empty());
        let page = [
            ("Sharing notes", "Sharing notes"),
            ("Share `notes` now.", "Teilen Sie `notes` jetzt."),
        ];
        assert!(found(&page, "de-DE").is_empty());
    }
}
