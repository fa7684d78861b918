//! `repeated-text`: a phrase stands twice although the source says it once.
//!
//! Precision: 4 of 4 read on human text, 3 of 3 read on machine text.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::languages::{has, unspaced::is_two_words};
use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::document::Origin;
use crate::mqm::{Category, Confidence, Severity};
use crate::text::script::{CharScript, is_hiragana};
use crate::text::{OBJECT, Text, Word, WordKind};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "repeated-text",
    kind: Kind::Suspicion,
    category: Category::Accuracy,
    severity: Severity::Major,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: true,
    summary: "a phrase is repeated that the source says once",
    details: "Fires on a run of two or more words that is repeated at once or after a conjunction or a few letters, \
              on a longer run repeated anywhere in the segment, and in scripts without spaces on the same \
              four or more characters with at most two between — always only where the source repeats nothing \
              as long. Single words are `repeated-word`. Excused: runs that are names or numbers, lists whose \
              items share words (the source repeats them too), and reduplication.",
    examples: &[
        Example::bad(
            "hu-HU",
            "The specification is case insensitive.",
            "A specifikáció nem érzékeny a kis- és a kis- és a nagybetűkre.",
            "a kis- és a kis- és",
        ),
        Example::bad("zh-CN", "Respond to customers.", "回复客户的要求的要求。", "的要求的要求"),
        Example::bad(
            "ja-JP",
            "Select a service.",
            "サービスとサービスを選択します。",
            "サービスとサービス",
        ),
        Example::bad(
            "de-DE",
            "Use the keys of the account.",
            "Verwenden Sie die Schlüssel des Kontos, Sie die Schlüssel des Kontos.",
            "Sie die Schlüssel des Kontos, Sie die Schlüssel des Kontos",
        ),
        Example::good(
            "fr-FR",
            "from day to day and week to week",
            "de jour en jour et de semaine en semaine",
        ),
        Example::good(
            "zh-CN",
            "the name of the file and the name of the folder",
            "文件的名称和文件夹的名称",
        ),
        Example::bad(
            "zh-CN",
            "Talks between customers and their partners go on here.",
            "顾客与合作厂商之间在顾客与合作厂商之间进行交流。",
            "顾客与合作厂商之间在顾客与合作厂商之间",
        ),
        Example::good("tr-TR", "Step by step", "Adım adım ilerleyin"),
    ],
    run: Run::Segment(run),
};

/// Longest phrase looked for, in words.
const LONGEST: usize = 24;
/// Words looked at, from the start: the time grows with their square, and no sentence is as long.
const MOST_WORDS: usize = 1000;

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let target = &view.target;
    let found = if view.locale.spaces_words() {
        repeated_words(target, &view.locale.function_words)
    } else {
        repeated_characters(target, &view.locale.rules.repetition_links)
    };
    let Some(found) = found else { return };
    if view.names.in_target(&found.phrase) && !has_plain_word_beside_names(view, &found.phrase) {
        return;
    }
    // Beside no source nothing tells whether what stands twice with more between is meant; a person says some things
    // twice, and explains others.
    let by_machine = view.page.origin() == Origin::Machine;
    let is_apart = !found.gap.is_empty();
    let is_of_words = |c: char| c.is_alphanumeric() || c == ' ';
    let may_be_meant = view.locale.spaces_words()
        && !by_machine
        && (found.words < LEAST_OF_PEOPLE
            || !target.visible()[found.gap.clone()].chars().all(is_of_words));
    if is_apart && (may_be_meant || !view.source.has_letters()) {
        return;
    }
    // What the source says twice may stand twice; words of grammar stand twice in any long sentence.
    let source_repeats = longest_repeat(&view.source);
    let allowed = if target.visible()[found.gap.clone()].trim().is_empty() {
        let is_as_long = source_repeats >= found.words.max(2)
            || found.words < 2 && repeats_content(&view.source);
        is_as_long || source_repeats >= 3 && source_repeats * 3 >= found.words
    } else {
        source_repeats * 2 >= found.words || repeats_content(&view.source)
    };
    if !allowed {
        // As it is written: code and placeholders are no words of the visible text.
        let phrase = target.slice(view.target_span(found.phrase.clone())).trim();
        let message = format!("“{phrase}” stands twice, the source says it once: leave one out.");
        issues.push(Issue::new(&CHECK, message).target(view.target_span(found.whole)));
    }
}

/// Words of a phrase from which on a person does not say it twice in a sentence.
const LEAST_OF_PEOPLE: usize = 5;
/// Characters without blanks of a phrase from which on a few words may stand between, and bytes of these at most.
const LONG_PHRASE: usize = 8;
const LONGEST_GAP: usize = 40;

struct Repeat {
    /// The first occurrence, in the visible text.
    phrase: Range<usize>,
    /// Both and what is between.
    whole: Range<usize>,
    /// What stands between the two.
    gap: Range<usize>,
    /// Words, or characters in a script without spaces.
    size: usize,
    /// Words, or what would be about as many in a script without spaces.
    words: usize,
}

/// Whether a word of content stands twice in a text, in any form.
fn repeats_content(text: &Text<'_>) -> bool {
    let stem = |w: &Word| -> String {
        text.word(w).chars().take(6).flat_map(char::to_lowercase).collect()
    };
    let content: Vec<String> = text
        .words
        .iter()
        .filter(|w| {
            let is_acronym = || text.word(w).chars().all(char::is_uppercase);
            w.kind == WordKind::Plain
                && (w.end - w.start > 3 || w.end - w.start == 3 && is_acronym())
        })
        .map(stem)
        .collect();
    let mut seen = FxHashSet::default();
    content.iter().any(|word| !seen.insert(word))
}

/// Characters without blanks beside the names of a phrase that make it more than a name.
const LEAST_FREE: usize = 4;

fn has_plain_word_beside_names(view: &SegmentView<'_>, phrase: &Range<usize>) -> bool {
    if !view.locale.spaces_words() {
        // Characters of the phrase that no name covers.
        let of_names = view.names.mentions.iter().filter_map(|m| m.target.clone());
        let named: Vec<Range<usize>> = of_names.collect();
        let visible = view.target.visible()[phrase.clone()].char_indices();
        let free = visible.filter(|(at, c)| {
            let at = phrase.start + at;
            c.is_alphanumeric() && !named.iter().any(|name| name.contains(&at))
        });
        return free.count() >= LEAST_FREE;
    }
    let inside = view
        .target
        .words
        .iter()
        .filter(|w| phrase.start <= w.start as usize && w.end as usize <= phrase.end);
    inside.filter(|w| w.kind == WordKind::Plain && !view.names.in_target(&w.range())).count() > 0
}

/// The longest phrase of two or more words that is repeated at once, or of five or more anywhere.
fn repeated_words(text: &Text<'_>, grammar: &[String]) -> Option<Repeat> {
    let words = first_words(text);
    let count = words.len();
    if count < 4 {
        return None;
    }
    // Equal words get equal numbers, so that runs compare fast.
    let ids = ids(text);
    let mut best: Option<Repeat> = None;
    for start in 0..count {
        for second in start + 2..count {
            if ids[start] != ids[second] {
                continue;
            }
            let limit = (second - start).min(count - second).min(LONGEST);
            // Only a longer one counts, and looking closer costs more than all else.
            let known = best.as_ref().map_or(0, |b| b.size);
            if limit <= known {
                continue;
            }
            let size = (0..limit).take_while(|&k| ids[start + k] == ids[second + k]).count();
            if size <= known {
                continue;
            }
            let gap = second - start - size;
            let phrase = words[start].start as usize..words[start + size - 1].end as usize;
            let between = phrase.end..words[second].start as usize;
            let between_text = &text.visible()[between.clone()];
            // Code between the two sets them apart, as a word does.
            let at_once = gap == 0
                && size >= 2
                && !between_text.contains(OBJECT)
                && !separates(between_text, size);
            let far = size >= 5 || (gap <= 1 && size >= 3);
            let repeated = &words[start..start + size];
            // What stands between the words may be different code each time.
            let last = words[second].start as usize..words[second + size - 1].end as usize;
            if text.visible()[phrase.clone()].contains(OBJECT)
                && text.slice(text.raw_range(phrase.clone())) != text.slice(text.raw_range(last))
            {
                continue;
            }
            let plain = repeated.iter().filter(|w| w.kind == WordKind::Plain).count();
            // Words of grammar pair up by themselves: `ni d’un … ni d’un`.
            let says = |w: &Word| {
                let word = text.word(w).to_lowercase();
                word.chars().count() > 1 && !grammar.contains(&word)
            };
            if (at_once || far && repeated.iter().any(says)) && plain >= 2 {
                let whole = words[start].start as usize..words[second + size - 1].end as usize;
                let gap = if at_once { phrase.end..phrase.end } else { between };
                best = Some(Repeat { phrase, whole, gap, size, words: size });
            }
        }
    }
    best
}

fn ids(text: &Text<'_>) -> Vec<u64> {
    first_words(text).iter().map(|w| crate::hash::text(text.word(w))).collect()
}

fn first_words<'t>(text: &'t Text<'_>) -> &'t [Word] {
    &text.words[..text.words.len().min(MOST_WORDS)]
}

/// Conjunctions in Chinese characters, which join two things that are said alike.
const CONJUNCTIONS: &[char] = &['与', '與', '及', '和', '或', '并', '並'];
/// Marks between two phrases of which each may be an item of a list, or a sentence.
const SEPARATORS: &[char] =
    &['、', '，', '。', '；', '：', ',', ';', ':', '|', '/', '(', '（', '*', OBJECT];

/// Whether what stands between two phrases sets them apart: a sentence's end or a list's separator, and for short
/// phrases any mark.
fn separates(between: &str, size: usize) -> bool {
    between.contains(". ")
        || between.contains(['|', ':', '>', '('])
        || (size < 3 && between.chars().any(|c| c != ' '))
}

/// Longest repeated run of words of a text, in words.
fn longest_repeat(text: &Text<'_>) -> usize {
    let ids = ids(text);
    let mut longest = 0;
    // At each position: how long the run is that begins there and at `start`.
    let mut runs = vec![0; ids.len() + 1];
    for start in (0..ids.len()).rev() {
        for second in start + 1..ids.len() {
            runs[second] = if ids[start] == ids[second] { runs[second + 1] + 1 } else { 0 };
            longest = longest.max(runs[second]);
        }
    }
    longest
}

/// Hiragana that stand twice paint a manner: `ごちゃごちゃ`.
fn is_mimetic(doubled: &str) -> bool {
    doubled.chars().count() <= 4 && doubled.chars().all(is_hiragana)
}

/// Whether a word that is said again goes on as another one: `ユーザーはユーザー名`.
fn continues(rest: &str, word: &str) -> bool {
    let of_noun =
        |c: char| CharScript::of(c) == CharScript::Han || ('\u{30a1}'..='\u{30fc}').contains(&c);
    // No word has so many characters: that is a phrase.
    let is_phrase = word.chars().filter(|c| CharScript::of(*c) == CharScript::Han).count() >= 7;
    !is_phrase && word.chars().all(of_noun) && rest.starts_with(of_noun)
}

/// The longest run of three or more characters repeated at once, or of four or more with at most two between.
fn repeated_characters(text: &Text<'_>, links: &[String]) -> Option<Repeat> {
    let chars: Vec<(usize, char)> = text.visible().char_indices().collect();
    let count = chars.len();
    let mut best: Option<Repeat> = None;
    for start in 0..count {
        if !chars[start].1.is_alphanumeric() {
            continue;
        }
        for period in 3..=60.min((count - start) / 2 + 3) {
            if start + period >= count || chars[start].1 != chars[start + period].1 {
                continue;
            }
            let limit = period.min(count - start - period);
            let letter = |i: usize| CharScript::of(chars[i].1) != CharScript::Common;
            let size = (0..limit)
                .take_while(|&k| {
                    chars[start + k].1 == chars[start + period + k].1 && letter(start + k)
                })
                .count();
            let at = |i: usize| chars.get(i).map_or(text.visible().len(), |c| c.0);
            let gap = at(start + size)..at(start + period);
            let between = &text.visible()[gap.clone()];
            let unspaced =
                (0..size).filter(|k| CharScript::of(chars[start + k].1).is_unspaced()).count();
            // A whole phrase, with one particle between.
            let of_han = || {
                (0..size).filter(|k| CharScript::of(chars[start + k].1) == CharScript::Han).count()
            };
            let phrase = size >= 7 && between.chars().count() == 1 && letter(start + size)
                || size >= LONG_PHRASE
                    && of_han() >= LONG_PHRASE
                    && !between.contains(CONJUNCTIONS)
                    && between.len() <= LONGEST_GAP
                    && !between.contains(SEPARATORS);
            let (before, rest) = text.visible().split_at(at(start));
            let doubled = &rest[..at(start + size) - at(start)];
            let close = (between.is_empty() && size >= 3 && !is_two_words(before, doubled))
                || (size >= 4 && (between == " " || has(links, between)))
                || phrase;
            let meant = || {
                is_mimetic(doubled)
                    || !between.is_empty()
                        && continues(&text.visible()[at(start + period + size)..], doubled)
            };
            let is_longer = best.as_ref().is_none_or(|b| size > b.size);
            if close && unspaced >= 3 && is_longer && !meant() {
                best = Some(Repeat {
                    phrase: at(start)..at(start + size),
                    whole: at(start)..at(start + period + size),
                    gap,
                    size,
                    words: size.div_ceil(3),
                });
            }
        }
    }
    best
}
