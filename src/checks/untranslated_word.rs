//! `untranslated-word`: a single English word was left in a target of another script.
//!
//! Precision: 9 of 9 read on machine text.

use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::learn::Corpus;
use crate::learn::style::{Basis, Count, TRANSLATED_WORDS, Usage, Way, left_english};
use crate::mqm::{Category, Confidence, Severity};
use crate::text::lists::items;
use crate::text::script::is_native;
use crate::text::words;

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
    details: "Only where the locale is not written in Latin letters. Fires on a small English word of four or more letters of the \
              source that stands in the target with words of the other script on both sides or at an end, where nearly all other places of the \
              locale translate it and none has it in code, or a style guide asks for translation and the word is not kept in most places; and on an \
              item of a list with bars left in English beside translated ones. A word that the project keeps in English is \
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
    if !view.source_locale.is_english()
        || (TRANSLATED_WORDS.usage)(view.locale) == Usage::None
        || view.style.is_free(&TRANSLATED_WORDS)
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
