//! `unbalanced-brackets`: a bracket without its partner, or with nothing in it.
//!
//! Precision: 20 of 20 read on human text, 1 of 1 read on machine text.

use std::ops::Range;

use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::mqm::{Category, Confidence, Severity};
use crate::text::words;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "unbalanced-brackets",
    kind: Kind::Law,
    category: Category::Linguistic,
    severity: Severity::Minor,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "a bracket has no partner or nothing in it",
    details: "Compares round, square and full-width brackets of the visible text, code and links apart. Fires where the \
              source's brackets are balanced and the target's are not, and on brackets with nothing or only a comma \
              at an end in them where the source has none such, on a low quotation mark that a straight one closes, and on a straight one that lost its partner. Half- and full-width brackets may pair. Excused: `a)` \
              of lists, smileys, and sources that are unbalanced themselves.",
    examples: &[
        Example::bad("de-DE", "Open it (the page).", "Öffnen Sie sie (die Seite.", "(die Seite"),
        Example::bad(
            "es-ES",
            "Cloud Solution Provider (CSP)",
            "Proveedor () de soluciones en la nube",
            "()",
        ),
        Example::bad("zh-CN", "Users (for example admins)", "用户（，例如管理员）", "（，"),
        Example::bad(
            "tr-TR",
            "account (for example, a@b.example)",
            "hesap (örneğin,) a@b.example",
            ",)",
        ),
        Example::bad("pl-PL", "the \"Home\" page", "strona „Start\"", "„Start\""),
        Example::good("ja-JP", "Open it (now).", "開く (今すぐ)。"),
        Example::good("fr-FR", "a) first, b) second", "a) premier, b) second"),
        Example::good("zh-CN", "Provider (CSP)", "提供商（CSP)"),
    ],
    run: Run::Segment(run),
};

/// `„limit"`: a low quotation mark that opens, and a straight one that closes. One pair is looked at: of several nothing tells
/// which belong together.
fn mixed_quotes(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let target = view.target.visible();
    let Some(open) = target.find('„') else { return };
    let closes = |c: char| matches!(c, '“' | '”' | '»' | '‟');
    let mut straight = target.match_indices('"').map(|(at, _)| at);
    if let (Some(close), None) = (straight.next(), straight.next())
        && open < close
        && target.matches('„').count() == 1
        && !target.contains(closes)
        && !view.source.visible().contains('„')
    {
        let message =
            "The quotation marks are of two kinds: close with the one that belongs to “„”.";
        issues.push(Issue::new(&CHECK, message).target(view.target_span(open..close + 1)));
    }
}

/// `"No connection.`: a straight quotation mark without its partner, where those of the source have theirs.
fn odd_quotes(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (view.source.visible(), view.target.visible());
    let count = |text: &str| text.matches('"').count();
    let curly = ['“', '”', '„', '«', '»', '「', '『'];
    if count(source) == 2
        && count(target) == 1
        && !target.contains(curly)
        && !source.contains(curly)
        && let Some(at) = target.find('"')
    {
        let message = "This quotation mark has no partner.";
        // Where it belongs is not known: all that it opens or closes.
        let end = target.trim_end().len();
        let span = if target[..at].contains(char::is_alphanumeric) && at + 1 == end {
            0..end
        } else {
            at..end
        };
        issues.push(Issue::new(&CHECK, message).target(view.target_span(span)));
    }
}

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    odd_quotes(view, issues);
    mixed_quotes(view, issues);
    let target = view.target.visible();
    if !target.contains(['(', ')', '（', '）', '[', ']', '【', '】']) {
        return;
    }
    dangling(view, issues);
    let source = view.source.visible();
    for (open, close) in [("(（", ")）"), ("[【", "]】")] {
        if let Some(at) = odd(target, open, close)
            && odd(source, open, close).is_none()
        {
            let bracket = target[at..].chars().next().map_or(0, char::len_utf8);
            let closing = close.contains(&target[at..at + bracket]);
            // What an opening one may hold is shown with it.
            let rest = words::up_to_word(&target[at..], &[]);
            let span = at..at + if closing { bracket } else { rest.len().max(bracket) };
            let message = "The bracket has no partner: write the other one, or take this one out.";
            issues.push(Issue::new(&CHECK, message).target(view.target_span(span)));
        }
    }
    for (open, first) in target.match_indices(['(', '（']) {
        let inner = target[open + first.len()..].trim_start();
        let empty = inner.starts_with([')', '）']);
        let mut marks = inner.chars();
        let begins = marks.next().is_some_and(|c| matches!(c, ',' | '，' | '、' | '。' | ';' | '；'))
            // `(;)` shows the mark.
            && !matches!(marks.next(), Some(')' | '）'));
        let end = target.len() - inner.len() + inner.chars().next().map_or(0, char::len_utf8);
        if (empty && !is_empty_in(source) && !holds_markup(view, open..end)) || begins {
            let message = "Nothing stands in the bracket: write what the source has there.";
            issues.push(
                Issue::new(&CHECK, message)
                    .target(view.target_span(open..end))
                    .severity(Severity::Major),
            );
        }
    }
}

/// Whether an empty bracket of the visible text holds a tag or placeholder, or is that of a call (`open()`).
fn holds_markup(view: &SegmentView<'_>, visible: Range<usize>) -> bool {
    let called =
        view.target.visible()[..visible.start].ends_with(|c: char| c.is_ascii_alphanumeric());
    let written = view.target.slice(view.target_span(visible));
    let inside = written.trim_start_matches(['(', '（']).trim_end_matches([')', '）']);
    called || !inside.trim().is_empty()
}

/// `(for example,)`: a comma before the closing bracket, where something was taken out.
fn dangling(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let target = view.target.visible();
    for close in [')', '）'] {
        for (at, bracket) in target.match_indices(close) {
            let before = target[..at].chars().next_back();
            let Some(comma) = before.filter(|c| matches!(c, ',' | '，' | '、' | '،')) else {
                continue;
            };
            let shown = target[..at - comma.len_utf8()].trim_end().ends_with(['(', '（']);
            if !shown && !view.source.visible().contains(",)") {
                let message = "Nothing stands between the comma and the closing bracket: write what the source has there.";
                let span = view.target_span(at - comma.len_utf8()..at + bracket.len());
                issues.push(Issue::new(&CHECK, message).target(span));
            }
        }
    }
}

fn is_empty_in(source: &str) -> bool {
    source.match_indices('(').any(|(i, _)| source[i + 1..].trim_start().starts_with(')'))
}

/// The first bracket without a partner.
fn odd(text: &str, open: &str, close: &str) -> Option<usize> {
    let mut opened = Vec::new();
    for (at, c) in text.char_indices() {
        if open.contains(c) {
            opened.push(at);
        } else if close.contains(c) && opened.pop().is_none() {
            // `a)`, `1)`: the mark of a list item; `:)` a smiley.
            let before: Vec<char> = text[..at].chars().rev().take(3).collect();
            let item = matches!(before.as_slice(), [c] | [c, ' ' | '\n' , ..] if c.is_alphanumeric())
                || matches!(before.as_slice(), [a, b] | [a, b, ' '] if a.is_ascii_digit() && b.is_ascii_digit())
                || matches!(before.first(), Some(':' | ';' | '-'));
            if !item {
                return Some(at);
            }
        }
    }
    opened.first().copied()
}
