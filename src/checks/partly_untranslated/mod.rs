//! `partly-untranslated`: a stretch of the source was left as it is.
//!
//! Precision: 29 of 41 read on human text, 2 of 2 read on machine text.

use std::ops::Range;

mod whole;

use super::languages::has;
use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::document::Origin;
use crate::learn::gross_error::GrossKind;
use crate::locale::{Locale, Script};
use crate::mqm::{Category, Confidence, Severity};
use crate::text::Word;
use crate::text::script::CharScript;
use crate::text::words::runs;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "partly-untranslated",
    kind: Kind::Suspicion,
    category: Category::Accuracy,
    severity: Severity::Major,
    weight: 1.0,
    confidence: Confidence::Medium,
    on_by_default: true,
    on_metadata: false,
    summary: "a stretch of English was left in the target",
    details: "Fires on a run of two or more plain words that stand in the source as they are, where the run's own pairs teach that such words get translated. Names, code, labels that the locale keeps, and words that people leave in English are learned and do not count. Where nothing was learned of it: a phrase of four or more English words, \
              two of them words of grammar, in a target of another script, without its translation in brackets behind. A heading, a cell or a label of two or more words that is as in the source, where the rest of the page \
              translates these words, or most locales of the run this text. Minor: “and” or “or” between two pieces of code or between words of another script.",
    examples: &[
        Example::bad(
            "fr-FR",
            "Open the settings and then select all of the files that you want to keep.",
            "Ouvrez les paramètres, puis select all of the files that you want to keep.",
            "select all of the files that you want to keep",
        ),
        Example::bad(
            "ar-SA",
            "See Move your data to the cloud service.",
            "راجع Move your data to the cloud service.",
            "Move your data to the cloud service",
        ),
        Example::bad("zh-CN", "Use `a` or `b`.", "使用 `a` or `b`。", "or"),
        Example::good("fr-FR", "Use `a and b` or `c`.", "Utilisez `a and b` ou `c`."),
        Example::good(
            "ru-RU",
            "See How the credit is paid.",
            "См. статью How the credit is paid (Как выплачивается кредит).",
        ),
        Example::good(
            "fr-FR",
            "Open Visual Studio Code and then select the file.",
            "Ouvrez Visual Studio Code, puis sélectionnez le fichier.",
        ),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    if let Some(error) = &view.gross_error
        && let GrossKind::PartlyUntranslated { target_range } = &error.kind
    {
        if view.page.origin() != Origin::Machine && is_title_of_work(view, target_range) {
            return;
        }
        let left = &view.raw_target()[target_range.clone()];
        let message = format!("“{}” is not translated.", left.trim());
        let sure = error.confidence.min(CHECK.confidence);
        let confidence = if may_be_kept(view, left) { Confidence::Low } else { sure };
        let issue = Issue::new(&CHECK, message).confidence(confidence);
        issues.push(issue.target(target_range.clone()));
        return;
    }
    if view.gross_error.is_none()
        && view.source_locale.is_english()
        && view.locale.script.is_some_and(|s| !matches!(s, Script::Latin | Script::Thai))
    {
        english_phrase(view, issues);
    }
    if view.gross_error.is_none() && !view.locale.is_english() {
        whole::report(view, issues);
        conjunctions(view, issues);
    }
}

/// Whether a few words without one of grammar may be a term that a person keeps (`git commit`, `render pipeline`).
fn may_be_kept(view: &SegmentView<'_>, left: &str) -> bool {
    let words = || runs(left, char::is_alphanumeric).map(|word| &left[word]);
    view.page.origin() != Origin::Machine
        && words().count() < LEAST_PHRASE.0
        && view.target.raw.trim() != left.trim()
        && !words().any(is_grammar)
}

/// Whether a stretch is part of the title of something on another site, as its link gives it in both texts: a person keeps
/// what the reader will find there.
fn is_title_of_work(view: &SegmentView<'_>, left: &Range<usize>) -> bool {
    let (source, target) = (view.raw_source(), view.raw_target());
    let Some(open) = target[..left.end].rfind('[') else { return false };
    let Some(len) = target[open..].find("](http") else { return false };
    let text = &target[open..=open + len];
    open < left.end && left.start < open + text.len() && source.contains(text)
}

/// “and” and “or” that were left between two pieces of code, or between words of another script.
fn conjunctions(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let target = &view.target;
    let foreign = view.locale.script.is_some_and(|s| s != Script::Latin);
    for (at, word) in target.words.iter().enumerate() {
        let written = target.word(word);
        if !matches!(written, "and" | "or") || !view.source.raw.contains(written) {
            continue;
        }
        let raw = view.target_span(word.range());
        let (before, after) = (&target.raw[..raw.start], &target.raw[raw.end..]);
        let between_code = before.trim_end().ends_with('`') && after.trim_start().starts_with('`');
        let is_other = |at: Option<usize>| {
            at.and_then(|at| target.words.get(at))
                .is_some_and(|w| !matches!(w.script, CharScript::Latin | CharScript::Digit))
        };
        let is_alone = before.ends_with(' ') && after.starts_with(' ');
        let between_words = foreign && is_other(at.checked_sub(1)) && is_other(Some(at + 1));
        if is_alone && (between_code || between_words) {
            let message = format!("“{written}” is not translated: translate it.");
            issues.push(Issue::new(&CHECK, message).target(raw).severity(Severity::Minor));
        }
    }
}

/// Words of a phrase and words of grammar in it, at least.
const LEAST_PHRASE: (usize, usize) = (4, 2);

/// A phrase of English grammar in a target of another script that the source has too: titles and labels are kept
/// now and then, but with their translation in brackets behind.
fn english_phrase(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let target = &view.target;
    let visible = target.visible();
    let words = &target.words;
    let mut at = 0;
    while at < words.len() {
        let latin = |i: usize| words.get(i).is_some_and(|w| w.script == CharScript::Latin);
        if !latin(at) {
            at += 1;
            continue;
        }
        let start = at;
        while latin(at + 1) && &visible[words[at].end as usize..words[at + 1].start as usize] == " "
        {
            at += 1;
        }
        let range = words[start].start as usize..words[at].end as usize;
        let grammar = words[start..=at].iter().filter(|w| is_grammar(target.word(w))).count();
        // `State of the Map` is a name: what is small in it is grammar.
        let small = |w: &Word| target.word(w).starts_with(char::is_lowercase);
        let said = words[start..=at].iter().any(|w| small(w) && !is_grammar(target.word(w)));
        let enough = said && at + 1 - start >= LEAST_PHRASE.0 && grammar >= LEAST_PHRASE.1;
        let explained = visible[range.end..].trim_start().starts_with(['(', '（'])
            || visible[..range.start].ends_with(['(', '（']);
        if enough && !explained && view.source.visible().contains(&visible[range.clone()]) {
            let left = &visible[range.clone()];
            let message = format!("“{left}” is not translated: translate it.");
            let issue = Issue::new(&CHECK, message).target(view.target_span(range));
            // An item of a list that is left as a whole may be an example.
            let is_example = target.raw == view.source.raw && whole::has_fellow(view);
            issues.push(if is_example { issue.confidence(Confidence::Low) } else { issue });
        }
        at += 1;
    }
}

fn is_grammar(word: &str) -> bool {
    has(&Locale::english().rules.phrase_words, &word.to_ascii_lowercase())
}
