//! `lost-negation`: the source denies something, the target does not.

use super::{Check, Example, Run, SegmentView};
use crate::issue::{Category, Confidence, Issue, Severity};
use crate::text::{OBJECT, Text, WordKind};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "lost-negation",
    category: Category::Accuracy,
    severity: Severity::Critical,
    weight: 1.0,
    confidence: Confidence::Low,
    on_by_default: true,
    summary: "the source says `not`, the target has nothing that negates",
    details: "Fires only where all of the following hold: the source has exactly one `not`, `n't`, `cannot` or `never` \
              and no other word that negates or restricts; it is no set phrase (`not only`, `if not`, `whether or \
              not`, `do not forget`, `why not`, questions, …); and the target has none of the locale's many cues, \
              words such as `ohne`, `nur`, `un-`, `fehlt` included, nor code or a foreign name that might hold \
              one. Sentences may be turned round without any cue, hence the low confidence.",
    examples: &[
        Example::bad(
            "de-DE",
            "My company has not completed the migration.",
            "Mein Unternehmen hat die Migration abgeschlossen.",
            "",
        ),
        Example::bad("ja-JP", "You cannot change the date.", "日付を変更することはできます。", ""),
        Example::bad("ru-RU", "The rates do not depend on it.", "Курсы зависят от этого.", ""),
        Example::good("es-ES", "You cannot change it.", "No se puede cambiar."),
        Example::good("de-DE", "Do not forget to save it.", "Denken Sie ans Speichern."),
        Example::good("fr-FR", "It is not only fast.", "C’est rapide et plus encore."),
        Example::good("zh-CN", "The data is not complete.", "数据不完整。"),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let cues = &view.locale.negation_cues;
    if cues.is_empty() || !may_negate(view.source.visible()) {
        return;
    }
    let Some(index) = only_negation(&view.source) else { return };
    if has_cue(&view.target, cues) {
        return;
    }
    let word = &view.source.words[index];
    let written = view.source.word(word);
    let message = format!("The source says “{written}”, nothing in the target negates.");
    issues.push(Issue::new(&CHECK, message).source(view.source_span(word.range())));
}

/// Whether a negation may be in a text, at the price of one scan.
fn may_negate(text: &str) -> bool {
    text.as_bytes().windows(3).any(|w| {
        matches!(w, b"not" | b"Not" | b"n't" | b"nev" | b"Nev")
            || w == "’t".as_bytes().get(..3).unwrap_or(&[])
    })
}

/// The index of a text's only negation, if that is all that negates or restricts in it and no set phrase.
fn only_negation(source: &Text<'_>) -> Option<usize> {
    if source.visible().contains('?') {
        return None;
    }
    let mut found = None;
    let lower = |index: usize| source.words.get(index).map(|w| source.word(w).to_lowercase());
    for index in 0..source.words.len() {
        let word = lower(index)?;
        if is_negation(&word) {
            if found.is_some() {
                return None;
            }
            found = Some(index);
        } else if is_restriction(&word) {
            return None;
        }
    }
    let index = found?;
    let before = index.checked_sub(1).and_then(lower).unwrap_or_default();
    let after = lower(index + 1).unwrap_or_default();
    let phrase = NOT_BEHIND.contains(&before.as_str()) || NOT_BEFORE.contains(&after.as_str());
    (!phrase).then_some(index)
}

fn is_negation(word: &str) -> bool {
    matches!(word, "not" | "cannot" | "never") || word.ends_with("n't") || word.ends_with("n’t")
}

/// Whether another English word negates or restricts, so that the sentence may be turned round.
fn is_restriction(word: &str) -> bool {
    RESTRICTIONS.contains(&word)
        || (word.len() > 5
            && ["un", "in", "dis", "non", "mis"].iter().any(|p| word.starts_with(p))
            && NEGATED.iter().any(|n| word.ends_with(n)))
}

/// Words that negate or restrict besides `not`.
const RESTRICTIONS: &[&str] = &[
    "no",
    "none",
    "nor",
    "neither",
    "nothing",
    "nobody",
    "nowhere",
    "without",
    "only",
    "unless",
    "until",
    "except",
    "but",
    "instead",
    "rather",
    "yet",
    "anymore",
    "longer",
    "unable",
    "fails",
    "fail",
    "failed",
    "hardly",
    "however",
    "although",
    "though",
    "still",
    "already",
    "even",
    "than",
    "too",
    "enough",
    "just",
    "necessarily",
    "before",
    "disable",
    "disabled",
    "prevent",
    "prevents",
    "avoid",
    "missing",
    "also",
    "optional",
    "exclude",
    "excluded",
    "remove",
    "removed",
    "whether",
    "why",
    "matter",
];

/// Adjectives that a prefix turns round.
const NEGATED: &[&str] =
    &["able", "ible", "supported", "valid", "correct", "known", "abled", "connected", "available"];

/// Words behind which `not` belongs to a set phrase.
const NOT_BEHIND: &[&str] = &["if", "or", "why", "whether", "and", "of", "as", "then"];

/// Words before which `not` belongs to a set phrase.
const NOT_BEFORE: &[&str] = &[
    "only",
    "just",
    "all",
    "every",
    "everyone",
    "yet",
    "to",
    "forget",
    "hesitate",
    "later",
    "more",
    "less",
    "mind",
    "necessarily",
    "worry",
    "sure",
    "exceed",
    "miss",
    "limited",
    "later",
    "always",
    "both",
    "be",
    "many",
    "much",
    "a",
    "the",
];

/// Whether a cue stands in a text, or code or foreign words that may hide one.
fn has_cue(target: &Text<'_>, cues: &[String]) -> bool {
    let lower = target.visible().to_lowercase();
    let words = || {
        target
            .words
            .iter()
            .filter(|w| w.kind == WordKind::Plain)
            .map(|w| target.word(w).to_lowercase())
    };
    let hidden = lower.contains(OBJECT) && target.words.len() < 4;
    hidden
        || cues.iter().any(|cue| {
            let begin = cue.strip_prefix('*');
            let rest = begin.unwrap_or(cue);
            let stem = rest.strip_suffix('*');
            match (begin, stem) {
                (Some(_), Some(stem)) => lower.contains(stem),
                (Some(end), None) => words().any(|w| w.ends_with(end)),
                (None, Some(stem)) => words().any(|w| w.starts_with(stem)),
                (None, None) if cue.contains([' ', '\'', '’', '-']) => {
                    lower.contains(cue.as_str())
                }
                (None, None) => words().any(|w| w == *cue),
            }
        })
}
