//! `end-punctuation`: the sentence ends with another mark than the source's.

use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::locale::{Habit, Locale, Script};
use crate::mqm::{Category, Confidence, Severity};
use crate::text::script::CharScript;
use crate::text::{OBJECT, words};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "end-punctuation",
    kind: Kind::Style,
    category: Category::Linguistic,
    severity: Severity::Neutral,
    weight: 0.1,
    confidence: Confidence::Medium,
    on_by_default: true,
    on_metadata: false,
    summary: "the segment ends with another mark than the source",
    details: "Compares the last visible mark, the scripts' own stops counting alike (`.`, `。`, `؟` and so on). Fires \
              where the source ends a sentence of three or more words with a full stop, question mark, exclamation \
              mark or colon and the target ends with none or with another kind; and where a heading-like source \
              without any mark got a full stop. Thai writes no stops; only a lost colon counts there. Excused: abbreviations such \
              as `г.`, ellipses, closing quotes and brackets, and code at the end. Neutral: people change the \
              marks of headings and table cells as often as machines do (17 and 11 of 1,000 segments).",
    examples: &[
        Example::bad(
            "de-DE",
            "Do you want to open the page?",
            "Möchten Sie die Seite öffnen.",
            ".",
        ),
        Example::bad(
            "es-ES",
            "Select the page and then close it.",
            "Seleccione la página y luego ciérrela",
            "ciérrela",
        ),
        Example::bad("ja-JP", "How to open a page", "ページを開く方法です。", "。"),
        Example::good("zh-CN", "Select the page and close it.", "选择页面，然后关闭它。"),
        Example::good("ru-RU", "Updated in the year 2020", "Обновлено в 2020 г."),
        Example::good("th-TH", "Select the page and close it.", "เลือกหน้าแล้วปิด"),
        Example::good("hu-HU", "On June 1", "Június 1."),
    ],
    run: Run::Segment(run),
};

/// Words that a sentence has at least.
const LEAST_WORDS: usize = 3;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Stop,
    Question,
    Exclamation,
    Colon,
    Comma,
    Open,
    Other,
}

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    if view.source.words.len() < LEAST_WORDS || view.target.words.is_empty() {
        return;
    }
    let (source, _) = end(view.source.visible(), Locale::english());
    let (target, at) = end(view.target.visible(), view.locale);
    let unknown = matches!(source, End::Other | End::Comma) || target == End::Other;
    if source == target || unknown || is_usual(view.locale, source, target) {
        return;
    }
    let visible = view.target.visible();
    match (source, target) {
        (End::Open, End::Stop) => {
            let before = visible[..at].chars().next_back();
            let word = words::trailing(&visible[..at], char::is_alphabetic).chars().count();
            // `г.`, `etc.`, `1.`: the stop belongs to the word.
            let acronym = before.is_some_and(char::is_uppercase) && word > 1;
            let abbreviation = !acronym
                && (before.is_none_or(|c| c.is_ascii_digit() || !c.is_alphanumeric())
                    || word <= 3 && visible.is_char_boundary(at) && visible[at..].starts_with('.'));
            if !abbreviation {
                report(view, issues, at, "The source ends without a full stop.");
            }
        }
        (End::Stop | End::Question | End::Exclamation | End::Colon, End::Open) => {
            let text = visible.trim_end();
            let word = words::trailing(text, char::is_alphanumeric);
            let Some(first) = word.chars().next() else { return };
            let from = if CharScript::of(first).is_unspaced() {
                text.char_indices().next_back().map_or(0, |c| c.0)
            } else {
                text.len() - word.len()
            };
            let span = view.target_span(from..text.len());
            issues.push(Issue::new(&CHECK, "The mark at the end is missing.").target(span));
        }
        (End::Stop | End::Question | End::Exclamation | End::Colon, _) => {
            report(view, issues, at, "The source ends with another mark.");
        }
        _ => {}
    }
}

/// What a language does as a rule: Thai writes no stops, East Asian sentences before a list end in a stop, and people
/// everywhere calm an exclamation down.
fn is_usual(locale: &Locale, source: End, target: End) -> bool {
    match source {
        End::Colon => locale.has(Habit::StopForColon) && target == End::Stop,
        End::Exclamation => locale.has(Habit::NoStops) || target == End::Stop,
        _ => locale.has(Habit::NoStops),
    }
}

fn report(view: &SegmentView<'_>, issues: &mut Vec<Issue>, at: usize, message: &str) {
    let len = view.target.visible()[at..].chars().next().map_or(0, char::len_utf8);
    issues.push(Issue::new(&CHECK, message).target(view.target_span(at..at + len)));
}

/// How a text ends, and where its last mark is.
fn end(visible: &str, locale: &Locale) -> (End, usize) {
    let trimmed = visible.trim_end().trim_end_matches(['"', '”', '»', '*', '\'', '’']).trim_end();
    let Some((at, last)) = trimmed.char_indices().next_back() else { return (End::Other, 0) };
    let kind = match last {
        '…' => End::Other,
        '.' | '。' | '۔' | '।' | '．' | '։' | '።' | '။' | '។' | '།' | '᱾' => {
            if trimmed.ends_with("..") {
                End::Other
            } else {
                End::Stop
            }
        }
        '?' | '？' | '؟' | '\u{37e}' | '՞' | '፧' => End::Question,
        ';' if locale.script == Some(Script::Greek) => End::Question,
        '!' | '！' => End::Exclamation,
        ':' | '：' => End::Colon,
        OBJECT => End::Other,
        ',' | ';' | '，' | '、' | '；' | '،' | '؛' => End::Comma,
        c if c.is_alphanumeric() => End::Open,
        // `account (PGA)`: an acronym in brackets ends a heading.
        ')' if trimmed[..at].ends_with(char::is_uppercase) && trimmed[..at].contains(" (") => {
            End::Open
        }
        _ => End::Other,
    };
    (kind, at)
}
