//! `untranslated`: the target is the source.

use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::learn::gross_error::GrossKind;
use crate::locale::{Locale, Script};
use crate::mqm::{Category, Confidence, Severity};
use crate::text::script::CharScript;
use crate::text::{Text, WordKind};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "untranslated",
    kind: Kind::Suspicion,
    category: Category::Accuracy,
    severity: Severity::Critical,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "an English sentence stands untranslated in the target",
    details: "Fires when the target shows the words of the source unchanged, there are at least five of them outside \
              code and names, and at least two are English words of grammar that the locale's language does not \
              have; or when a locale of another script has no letter of that script in a sentence with two English \
              words of grammar. Names, SKUs, menu paths and code are legitimately equal on both sides: people leave \
              them as often as machines do, so that shorter texts say nothing by themselves; they \
              count where the run's own pairs teach that such words get translated.",
    examples: &[
        Example::bad(
            "fr-FR",
            "You can sign in with your account.",
            "You can sign in with your account.",
            "You can sign in with your account.",
        ),
        Example::bad(
            "th-TH",
            "For more information about events, see [Audit](a.md).",
            "For more information about the events, see [Audit](a.md)",
            "For more information about the events, see [Audit](a.md)",
        ),
        Example::bad(
            "ja-JP",
            "This is **how** you do it",
            "This is **how** you do it",
            "This is **how** you do it",
        ),
        Example::good(
            "de-DE",
            "Microsoft 365 Business Basic for Nonprofits",
            "Microsoft 365 Business Basic for Nonprofits",
        ),
        Example::good("es-ES", "Virtual Machines Dv3 Series", "Virtual Machines Dv3 Series"),
        Example::good(
            "ru-RU",
            "Use `git log --all -n 5` if you want",
            "Если нужно, используйте `git log --all -n 5`",
        ),
    ],
    run: Run::Segment(run),
};

/// Words that a sentence has at least.
const LEAST_WORDS: usize = 5;
/// English words of grammar among them at least.
const LEAST_GRAMMAR: usize = 2;

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    let learned = view.gross_error.as_ref().is_some_and(|e| e.kind == GrossKind::Untranslated);
    if learned {
        report(view, issues);
        return;
    }
    // Only English is told by its words of grammar.
    let other = view.locale.is_english() || !view.source_locale.is_english();
    if other || target.words.len() < LEAST_WORDS {
        return;
    }
    let same = same_words(source, target);
    let foreign =
        view.locale.script.is_some_and(|s| s != Script::Latin) && no_native_letter(target);
    if !(same || foreign) {
        return;
    }
    let plain = target
        .words
        .iter()
        .filter(|w| w.kind == WordKind::Plain && !view.names.in_target(&w.range()));
    let mut words = 0;
    let mut grammar = 0;
    for word in plain {
        words += 1;
        grammar += usize::from(is_english_grammar(target.word(word), view.locale));
    }
    if words >= LEAST_WORDS && grammar >= LEAST_GRAMMAR {
        report(view, issues);
    }
}

fn report(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let raw = view.raw_target();
    let end = raw.trim_end().len();
    let start = raw.len() - raw.trim_start().len();
    issues
        .push(Issue::new(&CHECK, "The sentence is not translated.").target(start..end.max(start)));
}

fn same_words(source: &Text<'_>, target: &Text<'_>) -> bool {
    source.words.len() == target.words.len()
        && source.words.iter().zip(&target.words).all(|(s, t)| source.word(s) == target.word(t))
}

fn no_native_letter(target: &Text<'_>) -> bool {
    target.words.iter().all(|w| matches!(w.script, CharScript::Latin | CharScript::Digit))
}

/// Whether a word is an English word of grammar that no name consists of, and none of the locale's own.
pub(super) fn is_english_grammar(word: &str, locale: &Locale) -> bool {
    let grammar = &Locale::english().rules.grammar_words;
    grammar.iter().any(|g| g.eq_ignore_ascii_case(word))
        && !locale.function_words.iter().any(|f| f.eq_ignore_ascii_case(word))
}
