//! Capitals inside a sentence that a machine wrote where the language has none.

use super::CHECK;
use crate::checks::SegmentView;
use crate::checks::issue::Issue;
use crate::document::Origin;
use crate::mqm::Confidence;
use crate::text::script::CharScript;
use crate::text::{Text, Word, WordKind};

/// Letters of a name at least for its declined forms to be known.
const LEAST_NAME: usize = 3;

/// The net, which many languages write with a capital where English no longer does.
const INTERNET: &[&str] = &["Internet", "Интернет", "Інтернет"];

/// Words that are looked at in one text, and words of a source beyond which it is no sentence.
const MOST: usize = 32;
const LONGEST: usize = 256;

/// A word with a capital behind a word in small letters or a comma, on a page that a machine translated, where the source
/// has no capital that it could stand for. What the source has too may be the name of a product here.
pub(super) fn report(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    if view.page.origin() != Origin::Machine
        || view.locale.nouns_are_capitalised
        || view.locale.function_words.is_empty()
    {
        return;
    }
    let is_candidate = |at: &usize| {
        let word = &target.words[*at];
        is_capitalised(word, target.word(word)) && stands_inside(target, *at)
    };
    let mut candidates = (1..target.words.len()).filter(is_candidate).take(MOST).peekable();
    if candidates.peek().is_none() {
        return;
    }
    let has_capital = has_capital(view);
    for at in candidates {
        if has_capital && !is_small_in_source(view, at) {
            continue;
        }

        let word = &target.words[at];
        let written = target.word(word);
        if view.names.in_target(&word.range())
            || target.is_emphasised(word.range())
            || in_link(target, word)
        {
            continue;
        }
        let same = |w: &Word| source.word(w).eq_ignore_ascii_case(written);
        let goes_on = target.words.get(at + 1).is_some_and(|next| {
            target.word(next).starts_with(char::is_uppercase) && next.start == word.end + 1
        });
        let lower = written.to_lowercase();
        let formal = &view.locale.formal_address;
        let forms = [&view.locale.weak_formal_address, &view.locale.informal_address];
        let is_polite = formal.iter().any(|you| lower.starts_with(you.as_str()))
            || forms.iter().any(|forms| forms.contains(&lower));
        // A name with an ending of the language.
        let is_declined = || {
            INTERNET.iter().any(|name| written.starts_with(name))
                || source.words.iter().map(|w| source.word(w)).any(|name| {
                    name.len() >= LEAST_NAME
                        && name.starts_with(char::is_uppercase)
                        && written.len() > name.len()
                        && written.starts_with(name)
                })
        };
        let is_kept = || {
            is_declined()
                || source.words.iter().any(same)
                    && !(is_small_in_source(view, at) && writes_small(view, written))
        };
        if goes_on || is_polite || is_kept() {
            continue;
        }
        let span = view.target_span(word.range());
        if !issues.iter().any(|issue| issue.touches(&span)) {
            let message = format!("“{written}” stands inside a sentence: write it small.");
            let issue = Issue::new(&CHECK, message).target(span).confidence(Confidence::Medium);
            issues.push(issue.expected(lower));
        }
    }
}

/// Segments of the page that are looked at for how it writes a word.
const COMPARED: usize = 400;

/// Where a word stands in a text with no letter or digit beside it.
fn whole_words<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = usize> + 't {
    text.match_indices(word).map(|(at, _)| at).filter(move |at| {
        !text[..*at].ends_with(char::is_alphanumeric)
            && !text[at + word.len()..].starts_with(char::is_alphanumeric)
    })
}

/// Whether the page writes a word small in other places, and more often than with a capital.
fn writes_small(view: &SegmentView<'_>, written: &str) -> bool {
    let lower = written.to_lowercase();
    let targets = view.page.segments().iter().take(COMPARED).map(|segment| segment.target.as_str());
    let (mut small, mut capital) = (0, 0);
    for target in targets {
        small += whole_words(target, &lower).count();
        capital += whole_words(target, written).count();
    }
    let is_name = || {
        let sources = view.page.segments().iter().take(COMPARED);
        sources.into_iter().any(|segment| segment.source.contains(written))
    };
    small > 0 && small >= capital && !is_name()
}

/// Whether the source has the word, and only in small letters: a common noun.
fn is_small_in_source(view: &SegmentView<'_>, at: usize) -> bool {
    let (source, written) = (&view.source, view.target.word(&view.target.words[at]));
    let mut same = source
        .words
        .iter()
        .map(|w| source.word(w))
        .filter(|w| w.eq_ignore_ascii_case(written))
        .peekable();
    same.peek().is_some() && same.all(|w| w.bytes().all(|b| b.is_ascii_lowercase()))
}

/// Whether a word has a capital and then small letters, of a script with both.
fn is_capitalised(word: &Word, written: &str) -> bool {
    let mut letters = written.chars();
    word.kind == WordKind::Plain
        && matches!(word.script, CharScript::Latin | CharScript::Cyrillic | CharScript::Greek)
        && letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some()
        && letters.all(char::is_lowercase)
}

/// Whether a word in small letters stands before a word, with a blank or a comma between and no markup.
fn stands_inside(text: &Text<'_>, at: usize) -> bool {
    let (before, word) = (&text.words[at - 1], &text.words[at]);
    let between = before.end as usize..word.start as usize;
    before.kind == WordKind::Plain
        && matches!(&text.visible()[between.clone()], " " | ", ")
        && text.raw_range(between.clone()).len() == between.len()
        && text.word(before).chars().all(char::is_lowercase)
}

fn in_link(text: &Text<'_>, word: &Word) -> bool {
    let raw = text.raw_range(word.range());
    text.links.iter().any(|link| link.text.start <= raw.start && raw.end <= link.text.end)
}

/// Whether the source has a word with a capital that the target does not keep as it is: a name, a label, a month. Its
/// first word counts unless it is one of grammar.
fn has_capital(view: &SegmentView<'_>) -> bool {
    let (source, target) = (&view.source, &view.target);
    let english = view.source_locale;
    // What the page's sources also write small is no name.
    let is_common = |word: &str| {
        let small = word.to_lowercase();
        word.bytes().skip(1).all(|b| b.is_ascii_lowercase())
            && view
                .page
                .segments()
                .iter()
                .take(COMPARED)
                .any(|segment| whole_words(&segment.source, &small).next().is_some())
    };
    let mut begins = true;
    source.words.len() > LONGEST
        || source.words.iter().any(|word| {
            let written = source.word(word);
            let first = std::mem::replace(&mut begins, false);
            let is_small = |w: &str| english.function_words.contains(&w.to_lowercase());
            let begins_sentence = || {
                let before = source.visible()[..word.start as usize].trim_end();
                before.ends_with(['.', '!', '?', ':'])
            };
            written.chars().any(char::is_uppercase)
                && word.kind != WordKind::Number
                && !target.visible().contains(written)
                // The page is looked through last: that costs most.
                && !((first || begins_sentence()) && (is_small(written) || is_common(written)))
        })
        || english.function_words.is_empty()
}
