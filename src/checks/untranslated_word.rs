//! `untranslated-word`: a single English word was left in a target of another script.

use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::locale::Script;
use crate::mqm::{Category, Confidence, Severity};
use crate::text::lists::items;
use crate::text::script::{CharScript, is_native};
use crate::text::{Text, WordKind, words};

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
              source that stands in the target with words of the other script on both sides or at an end, and on an item of a list with bars left in English beside translated ones. Excused: \
              identifiers, code, names, quoted, bold and bracketed words, and words that code or links of the source hold. \
              Measured: machine 0.9, human 0 of 1,000 segments.",
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
    run: Run::Segment(run),
};

/// Words of code that stand alone in running text.
const CODE: &[&str] =
    &["true", "false", "null", "none", "https", "http", "localhost", "cmdlet", "blockquote"];

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    // Thai runs words together, so that neighbours tell little; what a language without word lists borrows is not known.
    if !view.locale.knows_words()
        || matches!(view.locale.script, None | Some(Script::Latin | Script::Thai))
    {
        return;
    }
    english_items(view, issues);
    let target = &view.target;
    let visible = target.visible();
    for (at, word) in target.words.iter().enumerate() {
        if word.script != CharScript::Latin || word.kind != WordKind::Plain {
            continue;
        }
        let written = target.word(word);
        let small = written.bytes().all(|b| b.is_ascii_lowercase());
        if written.len() < 4 || !small || CODE.contains(&written) {
            continue;
        }
        let spaced = |c: Option<char>| c.is_none_or(|c| c == ' ' || CharScript::of(c).is_letter());
        let before = visible[..word.start as usize].chars().next_back();
        let behind = visible[word.end as usize..].chars().next();
        let alone = spaced(before)
            && (spaced(behind) || matches!(behind, Some('.' | ',' | '。' | '，' | '、')))
            && is_foreign(target, at.checked_sub(1))
            && is_foreign(target, Some(at + 1));
        if !alone || target.is_emphasised(word.range()) || view.names.in_target(&word.range()) {
            continue;
        }
        let source = &view.source;
        if source.words.iter().any(|w| source.word(w) == written) && !held_by_code(source, written)
        {
            let message = format!("“{written}” is not translated.");
            issues.push(Issue::new(&CHECK, message).target(view.target_span(word.range())));
        }
    }
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
            let message = format!("“{item}” is not translated.");
            issues.push(Issue::new(&CHECK, message).target(view.target_span(place)));
        }
    }
}

/// Whether a word beside is there and of another script than Latin or in bold, or there is none.
fn is_foreign(text: &Text<'_>, at: Option<usize>) -> bool {
    let Some(word) = at.and_then(|at| text.words.get(at)) else { return true };
    text.is_emphasised(word.range())
        || word.script != CharScript::Latin && word.kind == WordKind::Plain
}

/// Whether a word is part of code or of a label of the source.
fn held_by_code(source: &Text<'_>, word: &str) -> bool {
    source.protected.iter().any(|p| source.slice(p.content.clone()).contains(word))
        || source.emphasis.iter().any(|e| source.slice(e.content.clone()).contains(word))
}
