//! `lost-negation`: the source denies something, the target does not.
//!
//! Precision: 3 of 20 read on human text.

use std::ops::Range;

use super::languages::has;
use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::document::Origin;
use crate::learn::Corpus;
use crate::locale::Locale;
use crate::mqm::{Category, Confidence, Severity};
use crate::text::{OBJECT, Text, WordKind, words};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "lost-negation",
    kind: Kind::Suspicion,
    category: Category::Accuracy,
    severity: Severity::Critical,
    weight: 1.0,
    confidence: Confidence::Low,
    on_by_default: true,
    on_metadata: false,
    summary: "the source says `not`, the target has nothing that negates",
    details: "Fires only where all of the following hold: the source has exactly one `not`, `n't`, `cannot` or `never` \
              and no other word that negates or restricts; it is no set phrase (`not only`, `if not`, `whether or \
              not`, `do not forget`, `why not`, questions, …); and the target has none of the locale's many cues, \
              words such as `ohne`, `nur`, `un-`, `fehlt` included, nor code or a foreign name that might hold \
              one. That no cue is known proves little: people negate by endings, and say the opposite (`different` for \
              `not the same`). So, unless the page says that a machine translated it, it is a suspicion: one that costs a blemish where the run bears it out, as its \
              pairs have taught how the locale says `not`, no word of the target is one of these, and the target has no \
              word that nothing in the source explains. Where the run is too small to have taught that, it is but a hint \
              that counts for nothing. Measured: 5 of 73 right on human text by cues alone; on machine pages 1.0 of 1,000 \
              segments against 0.2 on human ones, and 86 of 100 removed negations are found.",
    examples: &[
        Example::bad(
            "de-DE",
            "My company has not completed the migration.",
            "Mein Unternehmen hat die Migration abgeschlossen.",
            "",
        ),
        Example::bad("ja-JP", "You cannot change the date.", "日付を変更することはできます。", ""),
        Example::bad("ru-RU", "The rates do not depend on it.", "Курсы зависят от этого.", ""),
        Example::bad("fr-FR", "You won’t see the page.", "Vous verrez la page.", ""),
        Example::good("es-ES", "You cannot change it.", "No se puede cambiar."),
        Example::good("de-DE", "Do not forget to save it.", "Denken Sie ans Speichern."),
        Example::good("fr-FR", "It is not only fast.", "C’est rapide et plus encore."),
        Example::good("zh-CN", "The data is not complete.", "数据不完整。"),
        Example::good("es-ES", "Don't close it.", "Don't close it."),
        Example::good("zh-CN", "It does not store it.", ""),
    ],
    run: Run::Corpus(run),
};

fn run(view: &SegmentView<'_>, corpus: &Corpus, issues: &mut Vec<Issue>) {
    let cues = &view.locale.negation_cues;
    // Where much is missing or in another language, that is the error.
    let gross = view.gross_error.is_some();
    let empty = view.target.words.is_empty();
    if !view.source_locale.is_english() {
        return;
    }
    if cues.is_empty() || gross || empty || !may_negate(view.source.visible()) {
        return;
    }
    let Some(index) = only_negation(&view.source) else { return };
    let english = (0..view.target.words.len()).any(|i| {
        is_negation(view.target.word(&view.target.words[i])) || is_contraction(&view.target, i)
    });
    // What the target keeps as it is may be a value.
    let said = view.source.word(&view.source.words[index]);
    let is_kept = view.target.words.iter().any(|word| view.target.word(word) == said);
    if english || is_kept || has_cue(&view.target, cues) {
        return;
    }
    let word = &view.source.words[index];
    let visible = view.source.visible();
    let start = if is_contraction(&view.source, index) {
        words::stretch_start(visible, word.range().start)
    } else {
        word.range().start
    };
    let span = start..word.range().end;
    let evidence = evidence(view, corpus, &view.source_span(span.clone()));
    let said = &visible[span.clone()];
    let message = format!(
        "No word that negates was found for “{said}” of the source: look whether the target says it."
    );
    let hint = Issue::new(&CHECK, message).confidence(Confidence::Low);
    let issue = match evidence {
        Evidence::Contrary => return,
        Evidence::Machine => Issue::new(
            &CHECK,
            format!("The source says “{said}”, the target affirms it: translate the negation."),
        )
        .confidence(Confidence::Medium),
        Evidence::Run => hint.severity(Severity::Minor),
        Evidence::Cues => hint.severity(Severity::Neutral),
    };
    issues.push(issue.source(view.source_span(span)));
}

/// What bears out that a negation is lost.
enum Evidence {
    /// That a machine translated, which does not turn sentences round.
    Machine,
    /// The run's own pairs.
    Run,
    /// Only that no known cue is there.
    Cues,
    /// The run's own pairs say that something stands for it.
    Contrary,
}

/// What bears out that nothing stands for the negation at these bytes of the raw source.
fn evidence(view: &SegmentView<'_>, corpus: &Corpus, span: &Range<usize>) -> Evidence {
    if view.page.origin() == Origin::Machine {
        return Evidence::Machine;
    }
    let Some(doubts) = corpus.doubts(view.page.locale(), &view.source, &view.target) else {
        return Evidence::Cues;
    };
    let inside =
        doubts.source.iter().filter(|d| span.start < d.span.end && d.span.start < span.end);
    let negation = inside.map(|d| d.weight).fold(f64::NEG_INFINITY, f64::max);
    let other = doubts.target.iter().map(|d| d.weight).fold(0.0, f64::max);
    if negation > NEGATION_DOUBT && other < PARAPHRASE { Evidence::Run } else { Evidence::Contrary }
}

/// Evidence in nats from which on the run says that nothing in the target stands for the negation.
const NEGATION_DOUBT: f64 = 0.7;
/// Evidence from which on a word of the target stands for something else than the source's other words say.
const PARAPHRASE: f64 = 1.5;

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
        if is_negation(&word) || is_contraction(source, index) {
            if found.is_some() {
                return None;
            }
            found = Some(index);
        } else if is_restriction(&word) && (word != "than" || found.is_some()) {
            // Before the negation it compares something else: `larger than 5 GB can't`.
            return None;
        }
    }
    let index = found?;
    // `don't` is two words, `don` and `t`.
    let first = index - usize::from(is_contraction(source, index));
    let before = first.checked_sub(1).and_then(lower).unwrap_or_default();
    let after = lower(index + 1).unwrap_or_default();
    let rules = &Locale::english().rules;
    let phrase = has(&rules.words_before_not, &before) || has(&rules.words_behind_not, &after);
    (!phrase).then_some(index)
}

fn is_negation(word: &str) -> bool {
    matches!(word, "not" | "cannot" | "never")
}

/// Whether a word is the `t` of `don't`.
fn is_contraction(source: &Text<'_>, index: usize) -> bool {
    let word = &source.words[index];
    let before = source.visible()[..word.range().start].strip_suffix(['\'', '’']);
    source.word(word) == "t" && before.is_some_and(|b| b.ends_with('n'))
}

/// Whether another English word negates or restricts, so that the sentence may be turned round.
fn is_restriction(word: &str) -> bool {
    let rules = &Locale::english().rules;
    has(&rules.restricting_words, word)
        || (word.len() > 5
            && ["un", "in", "dis", "non", "mis"].iter().any(|p| word.starts_with(p))
            && rules.reversible_adjectives.iter().any(|end| word.ends_with(end.as_str())))
}

/// Whether a cue stands in a text, or code or foreign words that may hide one.
fn has_cue(target: &Text<'_>, cues: &[String]) -> bool {
    let lower = target.visible().to_lowercase();
    if lower.contains(OBJECT) && target.words.len() < LEAST_WORDS {
        return true;
    }
    let words: Vec<String> = target
        .words
        .iter()
        .filter(|w| w.kind == WordKind::Plain)
        .map(|w| target.word(w).to_lowercase())
        .collect();
    cues.iter().any(|cue| {
        let begin = cue.strip_prefix('*');
        let rest = begin.unwrap_or(cue);
        match (begin, rest.strip_suffix('*')) {
            (Some(_), Some(part)) => lower.contains(part),
            (Some(end), None) => words.iter().any(|w| w.ends_with(end)),
            (None, Some(stem)) => words.iter().any(|w| w.starts_with(stem)),
            (None, None) if cue.contains([' ', '\'', '’', '-']) => lower.contains(cue.as_str()),
            (None, None) => words.contains(cue),
        }
    })
}

/// Words of a target with code below which the code may say anything.
const LEAST_WORDS: usize = 4;
