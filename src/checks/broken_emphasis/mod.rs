//! Bold that was lost, shifted to other words, or whose markers came loose.
//!
//! Precision: 3 of 8 read on human text.

mod aligned;
mod code;
mod loose;
mod lost;
mod shifted;
mod stretch;

use super::rule::{examples, join};
use super::{Check, Example, Kind, Run, SegmentView, style};
use crate::checks::issue::Issue;
use crate::learn::Corpus;
use crate::learn::style::{Basis, COLON_BEHIND_BOLD, ITALICS_KEPT};
use crate::mqm::{Category, Confidence, Severity};
use crate::text::{Emphasis, Text};

/// Emphasis of the target that differs from that of the source.
pub(super) static CHECK: Check = Check {
    id: "broken-emphasis",
    kind: Kind::Law,
    category: Category::Markup,
    severity: Severity::Minor,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: true,
    summary: "Bold is lost, stands on other words than in the source, or its markers show up in the text",
    details: "Compares emphasis as CommonMark pairs it. Loose markers that the source lacks (`** x**`, `* *x* *`) \
        are major. Fewer bold stretches than the source: quotation marks or corner brackets that the target adds \
        count as bold, as Chinese and Japanese use them. Shifted bold: it takes in the colon, full stop or comma \
        that follows it in the source; it begins or ends with a function word where no bold of the source does; \
        it covers the colon and words behind it; the label at the start of the source is no longer at the start; \
        a name that is bold in the source stands in the target without; only marks, or one of two parentheses, are bold; \
        a Korean particle of the object is bold with its label; by the words of both sides as the run's lexicon aligns \
        them, bold takes in a word that is not bold in the source, leaves out one beside it that is, or stands on others \
        (medium confidence; low unless a machine translated the page, for people choose what they stress); on pages of \
        machines code stands beside other code that words part in the source; the steps of a menu path (`**A** > **B**`) \
        are torn apart; a small first letter and a capital inside show that it begins too early. \
        Russian keeps a full stop in bold labels; Arabic and Russian move the colon \
        inside by custom; in Chinese only lost bold of a whole line or of a heading before a colon is reported. \
        Whether a colon behind bold stays behind it, and whether italics are kept, is held to what the project does. \
        Measured on real pages: 65 of 1,000 machine segments, 1.4 of 1,000 human ones (half of them real errors).",
    examples: &EXAMPLES,
    run: Run::Corpus(run),
};

/// An example of each rule of shifted bold, then those of loose markers and lost bold, and what is excused.
const EXAMPLES: [Example; shifted::OF_STRETCHES.len() + shifted::OF_SEGMENTS.len() + OTHERS.len()] =
    join(&[&examples(&shifted::OF_STRETCHES), &examples(&shifted::OF_SEGMENTS), OTHERS]);

const OTHERS: &[Example] = &[
    Example::bad("de-DE", "**Roles**: Admin", "**Rollen:** Admin", "**Rollen:**"),
    Example::bad("fr-FR", "Use it *only* here.", "Utilisez-le seulement ici.", ""),
    Example::bad("de-DE", "Select **Save**.", "Wählen Sie ** Speichern**.", "** Speichern**"),
    Example::bad("ja-JP", "Select **Save**.", "＊＊保存＊＊ を選択します。", "＊＊保存＊＊"),
    Example::bad("th-TH", "the **New Meeting** list", "รายการ การประชุมใหม่", ""),
    Example::bad(
        "ko-KR",
        "Run *setup.exe* now.",
        "지금 *setup.exe를* 실행합니다.",
        "*setup.exe를*",
    ),
    Example::good("zh-CN", "Select **Save**.", "选择“保存”。"),
    Example::good("ja-JP", "Select **Save**.", "**[保存]** を選択します。"),
    Example::good("ru-RU", "**Step 1:** Users", "**Шаг 1.** Пользователи"),
    Example::good("fr-FR", "Select **Save**.", "Sélectionnez **Enregistrer**."),
    Example::good("pt-BR", "2 * 3 = 6", "2 * 3 = 6"),
];

fn run(view: &SegmentView<'_>, corpus: &Corpus, issues: &mut Vec<Issue>) {
    code::report(view, issues);
    let (source, target) = (&view.source, &view.target);
    if source.emphasis.is_empty()
        && target.emphasis.is_empty()
        && loose::markers(source).count() + loose::markers(target).count() == 0
    {
        // Full-width asterisks are no markers at all.
        if !target.raw.contains('＊') {
            return;
        }
    }
    if loose::report(view, issues) || source.emphasis.is_empty() {
        return;
    }
    let mut found = Vec::new();
    habits(view, &mut found);
    let by_habit = found.len();
    shifted::report(view, &mut found);
    let is_shifted =
        found.len() > by_habit || found.iter().any(|issue: &Issue| issue.target_span.is_some());
    if !is_shifted {
        lost::dropped(view, &mut found);
    }
    if found.is_empty() {
        lost::torn_quotes(view, &mut found);
    }
    // Where nothing else is wrong, less bold is told as a whole.
    aligned::report(view, corpus, is_shifted, &mut found);
    issues.append(&mut found);
}

/// What the project does as a rule, and not here.
fn habits(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    style::report(&CHECK, &COLON_BEHIND_BOLD, view, issues, |_| {
        "The colon behind the bold text was taken into it: put it behind".to_owned()
    });
    let before = issues.len();
    style::report(&CHECK, &ITALICS_KEPT, view, issues, |_| {
        "The emphasis of the source is lost: emphasise what says the same here".to_owned()
    });
    let norm = view.style.norm(&ITALICS_KEPT);
    let is_asked = norm.is_some_and(|norm| matches!(norm.basis, Basis::Guide(_)));
    for issue in &mut issues[before..] {
        // Who says it in other words may have nothing to stress.
        if issue.target_span.is_none() && !is_asked {
            issue.confidence = Confidence::Low;
        }
        let source = issue.source_span.clone().map(|span| view.source.slice(span));
        issue.expected = source.filter(|_| issue.target_span.is_some()).map(str::to_owned);
    }
}

/// Whether emphasis covers all of its text but marks.
fn covers_all(text: &Text<'_>, e: &Emphasis) -> bool {
    let bare = |part: &str| !part.chars().any(char::is_alphanumeric);
    bare(&text.raw[..e.range.start]) && bare(&text.raw[e.range.end..])
}
