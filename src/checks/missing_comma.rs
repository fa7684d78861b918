//! `missing-comma`: no comma stands before a clause that the language sets off with one.
//!
//! Precision: 12 of 12 read on human text, 1 of 1 read on machine text.

use super::languages::{adjacent, is_unmarked};
use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::mqm::{Category, Confidence, Severity};
use crate::text::{Word, WordKind};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "missing-comma",
    kind: Kind::Law,
    category: Category::Linguistic,
    severity: Severity::Minor,
    weight: 0.1,
    confidence: Confidence::Medium,
    on_by_default: true,
    on_metadata: false,
    summary: "no comma stands before a clause that the language sets off with one",
    details: "In languages that set off every relative clause or `that` clause with a comma (Polish, Czech, Slovak, Russian, Ukrainian, \
              Bulgarian, German, Finnish), fires on a word that begins one directly behind a word of content. The words are in the \
              locale's data: only forms that mean nothing else there. Excused: behind a preposition, a conjunction or another word of \
              grammar, which may belong to the clause, behind any mark, and at the start of the text.",
    examples: &[
        Example::bad("pl-PL", "functions that run", "funkcje które działają", "funkcje które"),
        Example::bad(
            "de-DE",
            "Make sure that it runs.",
            "Stellen Sie sicher dass es läuft.",
            "sicher dass",
        ),
        Example::good("pl-PL", "functions that run", "funkcje, które działają"),
        Example::good("pl-PL", "a page in which it is", "strona, na której jest"),
        Example::good("cs-CZ", "Which page?", "Která stránka?"),
        Example::good("de-DE", "so that it runs", "so dass es läuft"),
    ],
    run: Run::Segment(run),
};

/// Places that are told of one text.
const MOST: usize = 8;

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (locale, target) = (view.locale, &view.target);
    let clauses = &locale.rules.comma_words;
    if clauses.is_empty() {
        return;
    }
    let is_grammar = |word: &str| {
        let small = word.to_lowercase();
        locale.function_words.contains(&small) || locale.rules.words_before_clause.contains(&small)
    };
    let is_bare = |two: &&[Word]| {
        let [before, opener] = two else { return false };
        let (word, opens) = (target.word(before), target.word(opener));
        opener.kind == WordKind::Plain
            && before.kind == WordKind::Plain
            && clauses.iter().any(|clause| clause == opens)
            && adjacent(target, before, opener)
            && is_unmarked(target, before, opener)
            && word.chars().count() >= 3
            && word.chars().skip(1).all(char::is_lowercase)
            && !is_grammar(word)
            // `які-небудь`
            && !target.visible()[opener.end as usize..].starts_with('-')
    };
    for two in target.words.windows(2).filter(is_bare).take(MOST) {
        let span = view.target_span(two[0].start as usize..two[1].end as usize);
        let (word, opens) = (target.word(&two[0]), target.word(&two[1]));
        let message = format!("“{opens}” begins a clause: put a comma before it.");
        issues.push(Issue::new(&CHECK, message).target(span).expected(format!("{word}, {opens}")));
    }
}
