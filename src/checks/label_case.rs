//! `label-case`: a label that the source capitalises begins with a small letter.

use std::ops::Range;

use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::locale::Habit;
use crate::mqm::{Category, Confidence, Severity};
use crate::text::lists::items;
use crate::text::{OBJECT, words};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "label-case",
    kind: Kind::Style,
    category: Category::Linguistic,
    severity: Severity::Neutral,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "a bold label begins with a small letter, the source's with a capital",
    details: "Fires on a bold label that begins with a small letter where the source has as many bold labels and all \
              of them begin with a capital: the user interface shows it capitalised. Only in scripts with capitals. In French, Spanish and Italian fires too on an item of a list with bars that begins small while other items begin with a capital, and all of the source's (machine 5, human 0). Other lists behind a colon are not judged: the languages differ. Machine 30, human 9 of 1,000 \
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
        Example::bad(
            "fr-FR",
            "**Roles**: Global admin | Sales agent",
            "**Rôles** : administrateur général | Agent commercial",
            "administrateur",
        ),
        Example::good("pt-BR", "**Roles**: Sales agent", "**Funções**: agente de vendas"),
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
    list_items(view, issues);
    let source: Vec<&str> =
        view.source.strong().map(|e| view.source.slice(e.content.clone())).collect();
    let known = view.locale.knows_words();
    if !known || source.is_empty() || !source.iter().all(|label| begins_capital(label)) {
        return;
    }
    let target: Vec<Range<usize>> = view.target.strong().map(|e| e.content.clone()).collect();
    if target.len() != source.len() {
        return;
    }
    for range in target {
        let label = view.target.slice(range.clone());
        let words = words::stretches(label).count();
        let first = label.trim_start();
        let word = words::leading(first, char::is_alphanumeric);
        let small = word.chars().next().is_some_and(char::is_lowercase);
        let function = view.locale.function_words.iter().any(|f| f == word);
        let same = view.source.words.iter().any(|w| view.source.word(w).eq_ignore_ascii_case(word));
        if small && !same && words <= LONGEST_LABEL && !function {
            let start = range.start + (label.len() - first.len());
            report(issues, start..start + word.len(), word);
        }
    }
}

/// `administrateur général | Administrateur de compte`: an item of a list of roles or products begins small while
/// others, and all of the source's, begin with a capital.
fn list_items(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    // Others write the first item as the running text behind its label.
    if !view.locale.has(Habit::CapitalItems) {
        return;
    }
    let source = view.source.visible();
    if !source.contains(" | ") || !view.target.visible().contains('|') {
        return;
    }
    let target = view.target.visible();
    let (of_source, of_target) = (items(source), items(target));
    let capital = |r: &Range<usize>, text: &str| text[r.clone()].starts_with(char::is_uppercase);
    if of_source.len() != of_target.len()
        || !of_source.iter().all(|r| capital(r, source))
        || !of_target.iter().any(|r| capital(r, target))
    {
        return;
    }
    for item in of_target {
        let word = words::leading(&target[item.clone()], char::is_alphanumeric);
        let small = word.starts_with(char::is_lowercase);
        if small && !source.contains(word) {
            let span = view.target_span(item.start..item.start + word.len());
            report(issues, span, word);
        }
    }
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
