//! `untranslated-word`: a single English word was left in a target of another script.
//!
//! Precision: 1 of 2 read on human text, 18 of 18 read on machine text.

mod latin;

use std::ops::Range;

use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::document::Origin;
use crate::learn::Corpus;
use crate::learn::style::{Basis, Count, TRANSLATED_WORDS, Usage, Way, left_english};
use crate::locale::Script;
use crate::mqm::{Category, Confidence, Severity};
use crate::text::lists::items;
use crate::text::script::is_native;
use crate::text::{Word, WordKind, words};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "untranslated-word",
    kind: Kind::Style,
    category: Category::Accuracy,
    severity: Severity::Minor,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "an English word was left in a target of another script",
    details: "Where the locale is not written in Latin letters, fires on a small English word of four or more letters of the \
              source that stands in the target with words of the other script on both sides or at an end, where nearly all other places of the \
              locale translate it and none has it in code, or a style guide asks for translation and the word is not kept in most places; and on an \
              item of a list with bars left in English beside translated ones; and on two or more small words in a row that stand in \
              the source, none of which the locale keeps in most places and one of which it nearly always translates; on a page that a machine \
              translated so does a single one that seven of eight places translate. Where the locale is written in Latin \
              letters, only on a page that a machine translated and on a single small word that the run translates in seven of \
              eight places and that is no form of a word of the language, as far as the run and the word's ending show. A word that the project keeps in English is \
              kept on purpose. Excused: identifiers, code, names, quoted, bold and bracketed words, and words that code or \
              links of the source hold.",
    examples: &[
        Example::bad(
            "ko-KR",
            "Select the SPLAR program link.",
            "SPLAR을 위한 program 링크를 선택합니다.",
            "program",
        ),
        Example::bad("zh-CN", "the prorated rebill", "按比例 rebill 的费用", "rebill"),
        Example::bad(
            "ja-JP",
            "Account admin | Global admin",
            "Account admin |全体管理者",
            "Account admin",
        ),
        Example::good("ko-KR", "Run the command `push`.", "`push` 명령을 실행합니다."),
        Example::good("ru-RU", "the value true", "значение true"),
        Example::good("fr-FR", "the service plan", "le plan de service"),
    ],
    run: Run::Corpus(run),
};

/// Words of code that stand alone in running text.
const CODE: &[&str] =
    &["true", "false", "null", "none", "https", "http", "localhost", "cmdlet", "blockquote"];

fn run(view: &SegmentView<'_>, corpus: &Corpus, issues: &mut Vec<Issue>) {
    if !view.source_locale.is_english() {
        return;
    }
    let is_native_script = view.locale.script.is_some_and(|script| script != Script::Latin);
    if is_native_script && view.gross_error.is_none() && !view.style.is_free(&TRANSLATED_WORDS) {
        let kept = |word: &str| corpus.kept(view.page.locale(), word);
        for range in english_runs(view, kept) {
            let left = &view.target.visible()[range.clone()];
            let message =
                format!("“{left}” is left in English, though its words are translated elsewhere.");
            issues.push(Issue::new(&CHECK, message).target(view.target_span(range)));
        }
    }
    if view.locale.script == Some(Script::Latin) {
        for range in latin::words(view, corpus) {
            let left = &view.target.visible()[range.clone()];
            let message = format!("“{left}” is left in English: translate it.");
            let issue = Issue::new(&CHECK, message).target(view.target_span(range));
            issues.push(issue.confidence(Confidence::Medium));
        }
    }
    if (TRANSLATED_WORDS.usage)(view.locale) == Usage::None || view.style.is_free(&TRANSLATED_WORDS)
    {
        return;
    }
    english_items(view, issues);
    let target = &view.target;
    for at in left_english(&view.pair()) {
        let word = &target.words[at];
        let written = target.word(word);
        if CODE.contains(&written) || view.names.in_target(&word.range()) {
            continue;
        }
        let Some(reason) = reason(view, corpus.styles().word(view.page.locale(), written)) else {
            continue;
        };
        let message = format!("“{written}” is left in English: translate it ({reason}).");
        issues.push(Issue::new(&CHECK, message).target(view.target_span(word.range())));
    }
}

/// A word of a language is left by oversight in one of so many places; one that is left more often means something.
const ONE_OF: u64 = 40;

/// Why a word that stands in English is to be translated; none where the project may well keep it on purpose.
fn reason(view: &SegmentView<'_>, count: Count) -> Option<String> {
    let left = count.of - count.kept;
    if count.way() == Some(Way::Kept) && left * ONE_OF <= count.of {
        return Some(format!("{} of {} places here translate it", count.kept, count.of));
    }
    // A guide asks for translation, but what is kept in most of several places is a term.
    let kept_elsewhere = count.of > 1 && count.kept * 2 <= count.of;
    let norm = view.style.norm(&TRANSLATED_WORDS)?;
    let asked = matches!(norm.basis, Basis::Guide(_)) && norm.way == Way::Kept;
    (asked && !kept_elsewhere).then(|| norm.reason(&TRANSLATED_WORDS))
}

/// Places of a word from which on they tell something, and how many of them may keep it where it is to be translated.
const LEAST_PLACES: u32 = 4;
const KEPT_ONE_OF: u32 = 5;
/// The same of a word that stands alone.
const LEAST_ALONE: u32 = 6;
const KEPT_ONE_OF_ALONE: u32 = 8;
/// Words of a text beyond which it is not looked at.
const LONGEST: usize = 400;

/// Small words of the source, alone or in a row, in a target of another script: none is kept in a third of its places, one is
/// translated nearly everywhere. `kept` tells in how many places a word stands and how many keep it.
fn english_runs(
    view: &SegmentView<'_>,
    kept: impl Fn(&str) -> Option<(u32, u32)>,
) -> Vec<Range<usize>> {
    let (source, target) = (&view.source, &view.target);
    if source.words.len() > LONGEST || target.words.len() > LONGEST {
        return Vec::new();
    }
    let visible = target.visible();
    let by_machine = view.page.origin() == Origin::Machine;
    let is_small = |word: &Word, least: usize| {
        let written = target.word(word);
        word.kind == WordKind::Plain
            && written.len() >= least
            && written.bytes().all(|b| b.is_ascii_lowercase())
            && !view.names.in_target(&word.range())
            && source.words.iter().any(|w| source.word(w) == written)
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < target.words.len() {
        let first = at;
        at += 1;
        if !is_small(&target.words[first], 4) {
            continue;
        }
        while let Some(next) = target.words.get(at)
            && is_small(next, 3)
            && visible.get(target.words[at - 1].end as usize..next.start as usize) == Some(" ")
        {
            at += 1;
        }
        let range = target.words[first].start as usize..target.words[at - 1].end as usize;
        let is_alone = at - first == 1;
        let written = target.word(&target.words[first]);
        // People leave single words on purpose: those of code, and what their readers say.
        let is_left = by_machine && !CODE.contains(&written);
        if is_alone && !is_left || is_set_off(view, &range) {
            continue;
        }
        let (least, one_of) =
            if is_alone { (LEAST_ALONE, KEPT_ONE_OF_ALONE) } else { (LEAST_PLACES, KEPT_ONE_OF) };
        // This pair has been counted with the others.
        let of_others = |word: &Word| {
            let (seen, kept) = kept(target.word(word))?;
            Some((seen.saturating_sub(1), kept.saturating_sub(1)))
        };
        let mut counts = target.words[first..at].iter().map(of_others);
        let may_be_left = counts.clone().any(|c| c.is_some_and(|(seen, kept)| kept * 3 > seen));
        let is_translated = counts
            .clone()
            .any(|c| c.is_some_and(|(seen, kept)| seen + 1 >= least && kept * one_of <= seen));
        // Of a word that the run hardly has, its ending tells that it is no name.
        let is_known = counts.any(|c| c.is_some_and(|(seen, _)| seen + 1 >= least));
        let is_adjective = is_alone && !is_known && ends_as_adjective(written);
        if (is_translated || is_adjective) && !may_be_left {
            found.push(range);
        }
    }
    found
}

/// Endings of English adjectives, adverbs and participles.
const ADJECTIVES: &[&str] = &["able", "ed", "ful", "ible", "ing", "less", "ly", "ous"];
/// Letters that a word has besides at least.
const STEM: usize = 4;

fn ends_as_adjective(word: &str) -> bool {
    ADJECTIVES.iter().any(|end| word.strip_suffix(end).is_some_and(|stem| stem.len() >= STEM))
}

/// Whether a stretch is a label, a quotation or the text of a link, is explained in brackets, or hangs on a mark.
fn is_set_off(view: &SegmentView<'_>, range: &Range<usize>) -> bool {
    const PAIRS: &[(char, char)] = &[
        ('(', ')'),
        ('[', ']'),
        ('“', '”'),
        ('«', '»'),
        ('„', '“'),
        ('「', '」'),
        ('（', '）'),
        ('《', '》'),
    ];
    let (source, target) = (&view.source, &view.target);
    let visible = target.visible();
    let (before, behind) = (&visible[..range.start], &visible[range.end..]);
    let letter = |c: char| !c.is_ascii() && c.is_alphabetic();
    let raw = target.raw_range(range.clone());
    let in_link = target.links.iter().any(|l| l.range.start <= raw.start && raw.end <= l.range.end);
    let enclosed = PAIRS
        .iter()
        .any(|(open, close)| before.matches(*open).count() > before.matches(*close).count());
    let quoted = before.matches('"').count() % 2 == 1;
    let joined = !(before.is_empty() || before.ends_with(|c: char| c == ' ' || letter(c)))
        || !(behind.is_empty()
            || behind.starts_with(|c: char| matches!(c, ' ' | ',' | '.') || letter(c)));
    let explained = behind.trim_start().starts_with(['(', '（', '=']);
    let written = &visible[range.clone()];
    let first = words::leading(written, char::is_alphanumeric);
    // A label, code or link of the source that holds the word may be meant.
    let of_label = source
        .protected
        .iter()
        .map(|p| &p.content)
        .chain(source.emphasis.iter().map(|e| &e.content))
        .any(|content| holds_word(source.slice(content.clone()), first));
    in_link
        || enclosed
        || quoted
        || joined
        || explained
        || of_label
        || target.is_emphasised(range.clone())
}

/// Whether a text has a word by itself: `start_word_list` does not have `word`.
fn holds_word(text: &str, word: &str) -> bool {
    let of_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    text.match_indices(word).any(|(at, _)| {
        !text[..at].ends_with(of_name) && !text[at + word.len()..].starts_with(of_name)
    })
}

/// `Account admin |全体管理者`: an item of a list with bars left in English while another is translated. Names have
/// capitals throughout.
fn english_items(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (view.source.visible(), view.target.visible());
    if !source.contains(" | ") || !target.contains('|') {
        return;
    }
    let english: Vec<&str> = items(source).into_iter().map(|r| &source[r]).collect();
    let places = items(target);
    if places.len() != english.len() || !places.iter().any(|r| is_native(&target[r.clone()])) {
        return;
    }
    for place in places {
        let item = &target[place.clone()];
        let described = words::stretches(item)
            .skip(1)
            .any(|w| w.len() > 3 && w.bytes().all(|b| b.is_ascii_lowercase()));
        if described && english.contains(&item) {
            let message =
                format!("“{item}” is left in English beside translated items: translate it.");
            issues.push(Issue::new(&CHECK, message).target(view.target_span(place)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::view::of_pair;

    fn found(locale: &str, source: &str, target: &str) -> Vec<String> {
        let kept = |word: &str| match word {
            "storage" | "shared" => Some((20, 1)),
            "cluster" => Some((20, 15)),
            _ => None,
        };
        of_pair(locale, source, target, |view| {
            let runs = english_runs(view, kept).into_iter();
            runs.map(|r| view.target.visible()[r].to_owned()).collect()
        })
    }

    #[test]
    fn words_in_a_row_that_are_translated_elsewhere_were_left() {
        let source = "Move it to shared storage pools now.";
        for (locale, target, left) in [
            ("ko-KR", "지금 shared storage pools로 이동합니다.", "shared storage pools"),
            ("ru-RU", "Переместите это в shared storage.", "shared storage"),
            ("th-TH", "ย้ายไปยัง shared storage เดี๋ยวนี้", "shared storage"),
        ] {
            assert_eq!(found(locale, source, target), [left], "{target}");
        }
    }

    #[test]
    fn labels_glosses_and_words_that_are_kept_are_left_on_purpose() {
        for (source, target) in [
            ("the shared storage", "共享存储（shared storage）"),
            ("the shared storage", "「shared storage」を開く"),
            ("the shared storage", "**shared storage** を開く"),
            ("the **shared storage**", "shared storage を開く"),
            ("the shared cluster", "shared cluster を開く"),
            ("the shared storage", "shared storage（共有）を開く"),
            ("the large pools", "large pools を開く"),
        ] {
            assert!(found("ja-JP", source, target).is_empty(), "{target}");
        }
        assert!(found("fr-FR", "the storage", "le storage").is_empty());
    }
}
