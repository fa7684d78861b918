//! `label-case`: a label that the source capitalises begins with a small letter.

use std::ops::Range;

use super::{Check, Example, Run, SegmentView};
use crate::issue::{Category, Confidence, Issue, Severity};
use crate::text::{OBJECT, Text};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "label-case",
    category: Category::Linguistic,
    severity: Severity::Neutral,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    summary: "a bold label begins with a small letter, the source's with a capital",
    details: "Fires on a bold label that begins with a small letter where the source has as many bold labels and all \
              of them begin with a capital: the user interface shows it capitalised. Only in scripts with capitals. Lists behind a colon are not judged: the languages differ. Machine 30, human 9 of 1,000 \
              segments on pages of which part of the human ones are old machine text. Excused: words that the source has in the same form, whole \
              sentences in bold, and labels behind an article or preposition that was taken into the bold stretch \
              (that is `broken-emphasis`). Neutral: pages \
              that people translated long ago write labels small too.",
    examples: &[
        Example::bad(
            "pt-BR",
            "Select **Settings**, then go on.",
            "Selecione **configurações** e continue.",
            "configurações",
        ),
        Example::bad("ru-RU", "Select **Create**.", "Выберите **создать**.", "создать"),
        Example::good("de-DE", "Select **Settings**.", "Wählen Sie **Einstellungen** aus."),
        Example::good("fr-FR", "It is **not** allowed.", "Ce n’est **pas** permis."),
        Example::good("fr-FR", "Run **apt** as **Admin**.", "Exécutez **apt** comme **Admin**."),
        Example::good("zh-CN", "Select **Settings**.", "选择**设置**。"),
    ],
    run: Run::Segment(run),
};

/// Words of a bold stretch beyond which it is a sentence rather than a label.
const LONGEST_LABEL: usize = 6;

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let source: Vec<&str> = strong(&view.source).map(|r| view.source.slice(r)).collect();
    if source.is_empty() || !source.iter().all(|label| begins_capital(label)) {
        return;
    }
    let target: Vec<Range<usize>> = strong(&view.target).collect();
    if target.len() != source.len() {
        return;
    }
    for range in target {
        let label = view.target.slice(range.clone());
        let words = label.split_whitespace().count();
        let first = label.trim_start();
        let word = first_word(first);
        let small = word.chars().next().is_some_and(char::is_lowercase);
        let function = view.locale.function_words.iter().any(|f| f == word);
        let same = view.source.words.iter().any(|w| view.source.word(w).eq_ignore_ascii_case(word));
        if small && !same && words <= LONGEST_LABEL && !function {
            let start = range.start + (label.len() - first.len());
            report(issues, start..start + word.len(), word);
        }
    }
}

fn strong<'t>(text: &'t Text<'_>) -> impl Iterator<Item = Range<usize>> + 't {
    text.emphasis.iter().filter(|e| e.strong).map(|e| e.content.clone())
}

fn report(issues: &mut Vec<Issue>, span: Range<usize>, word: &str) {
    let mut chars = word.chars();
    let capital: String =
        chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect();
    let message = format!("The label begins with a small letter: “{word}”.");
    issues.push(Issue::new(&CHECK, message).target(span).expected(capital));
}

fn begins_capital(text: &str) -> bool {
    text.trim_start().chars().find(|c| *c != OBJECT).is_some_and(char::is_uppercase)
}

fn first_word(text: &str) -> &str {
    let len = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    &text[..len]
}
