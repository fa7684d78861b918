//! `label-case`: a label that the source capitalises begins with a small letter.
//!
//! Precision: 0 of 4 read on human text, 29 of 29 read on machine text.

use super::{Check, Example, Kind, Run, SegmentView, style};
use crate::checks::issue::Issue;
use crate::learn::style::{LABEL_CAPITAL, LINK_CAPITAL, LIST_CAPITAL, TITLE_CAPITAL};
use crate::mqm::{Category, Confidence, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "label-case",
    kind: Kind::Style,
    category: Category::Linguistic,
    severity: Severity::Neutral,
    weight: 1.0,
    confidence: Confidence::Low,
    on_by_default: true,
    on_metadata: false,
    summary: "a bold label begins with a small letter, the source's with a capital",
    details: "Where the project writes labels with a capital, fires on a bold label that begins with a small letter where the source has as many bold labels and all \
              of them begin with a capital: the user interface shows it capitalised; likewise on the text of a link to a page whose title of three words or more the source writes so, and on a title or item without a mark at its end. Only in scripts with capitals. In French, Spanish and Italian fires too on an item of a list with bars that begins small while other items begin with a capital, and all of the source's (machine 5, human 0). Other lists behind a colon are not judged: the languages differ. Machine 30, human 9 of 1,000 \
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

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let message =
        |word: &str| format!("“{word}” begins a label with a small letter: write a capital");
    style::report(&CHECK, &LIST_CAPITAL, view, issues, message);
    style::report(&CHECK, &LABEL_CAPITAL, view, issues, message);
    style::report(&CHECK, &LINK_CAPITAL, view, issues, message);
    style::report(&CHECK, &TITLE_CAPITAL, view, issues, |word: &str| {
        format!("“{word}” begins a title or item with a small letter: write a capital")
    });
}
