//! Placeholders that were changed, translated, spaced out or dropped.
//!
//! Precision: 6 of 8 read on human text.

use std::cell::LazyCell;
use std::ops::Range;

use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::cldr::CldrLocale;
use crate::mqm::{Category, Confidence, Severity};
use crate::text::placeholders::{self, DamageKind};

/// A placeholder of the source that the target does not hold as it is, or one that the source lacks.
pub(super) static CHECK: Check = Check {
    id: "broken-placeholder",
    kind: Kind::Law,
    category: Category::Markup,
    severity: Severity::Critical,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "A placeholder or variable (`{0}`, `%s`, `$name`, `<name>`) is missing or changed",
    details: "Placeholders of `printf` (C, Python, PHP, Objective-C, Qt, Ruby), in braces (.NET, Python, ICU messages, \
        i18next, Angular, Vue, Fluent), of shells, of Laravel, of browsers' extensions, numbered tags and codes of \
        translation tools are compared in both directions: none may be lost, added or changed, and those that are \
        neither named nor numbered must keep their order and types (`%2$s … %1$s` is right, `%d … %s` for `%s … %d` \
        is not). In ICU messages the names of arguments, `plural` and `select` and their keywords stay, and `#` or the \
        number stands in each text that is shown for more than one count. A form of a message for one count may leave \
        the number out. What prose writes alike (percentages, amounts, formulas, `time: 10:30`) is none, unless the \
        file says so. What stands in angle brackets tells the reader what to fill in and may be translated as a whole, \
        but not in part (`<resource-Gruppe>`), and must keep its brackets. Measured on real pages: \
        0.2 of 1,000 machine segments, no human one.",
    examples: &[
        Example::bad("tr-TR", "Replace {0} with it.", "değerini değiştirin.", ""),
        Example::bad("ja-JP", "Set %s first.", "最初に % s を設定します。", "% s"),
        Example::bad("ru-RU", "The variable $tenantId is set.", "Переменная $клиентId задана.", ""),
        Example::bad(
            "ko-KR",
            "Type &lt;resource-group&gt;.",
            "&lt;resource-그룹&gt;을 입력합니다.",
            "&lt;resource-그룹&gt;",
        ),
        Example::bad("de-DE", "%s has %d files.", "%d Dateien hat %s.", "%d"),
        Example::bad("de-DE", "Delete {0}.", "{0} und {1} löschen.", "{1}"),
        Example::bad("cs-CZ", "%{count} notes", "{count} poznámek", "{count}"),
        Example::bad("pt-BR", "Open $NAME$ now", "Abrir $NOME$ agora", "$NOME$"),
        Example::bad("de-DE", "Hi :name, welcome", "Hallo :vorname, willkommen", ":vorname"),
        Example::bad(
            "pl-PL",
            "{who, select, female {She} other {They}}",
            "{kto, select, female {Ona} other {Oni}}",
            "kto",
        ),
        Example::bad(
            "pl-PL",
            "{n, plural, one {# note} other {# notes}}",
            "{n, plural, one {# notatka} few {# notatki} many {# notatek} inne {# notatki}}",
            "inne",
        ),
        Example::good(
            "pl-PL",
            "{n, plural, one {# note} other {# notes}}",
            "{n, plural, one {notatka} few {# notatki} many {# notatek} other {# notatki}}",
        ),
        Example::good("zh-CN", "Save up to %s%% for the %s.", "为%2$s最多节省%1$s%%。"),
        Example::good("de-DE", "Replace {0} with %s.", "Ersetzen Sie {0} durch %s."),
        Example::good("es-ES", "Type <your name>.", "Escriba <su nombre>."),
        Example::good("fr-FR", "Save 20% more.", "Économisez 20 % de plus."),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    let locale = LazyCell::new(|| CldrLocale::of(view.page.locale()));
    let counts = |category| locale.as_ref().map_or(Vec::new(), |l| l.counts(category).to_vec());
    // What is gone without a trace is one thing to repair, however many placeholders it held.
    let mut gone: Vec<(Range<usize>, String)> = Vec::new();
    for damage in placeholders::damage(source, target, view.form, &counts) {
        let expected = damage.expected.unwrap_or_default();
        let given = damage.target.clone().map_or("", |range| target.slice(range));
        let message = match (damage.kind, damage.source.clone()) {
            (DamageKind::Missing, Some(range)) if damage.target.is_none() => {
                gone.push((range, expected));
                continue;
            }
            (DamageKind::Missing, _) => format!("“{expected}” of the source is not in “{given}”"),
            (DamageKind::Changed, _) => format!("“{given}” must be “{expected}” as in the source"),
            (DamageKind::Added, _) => {
                format!("“{given}” is not in the source, so nothing can be put there")
            }
            // Both stand in the source, so that they have changed places.
            (DamageKind::Exchanged, _) if source.raw.contains(given) => format!(
                "“{given}” takes the value of “{expected}”: placeholders in another order than in the source are numbered"
            ),
            (DamageKind::Exchanged, _) => {
                format!("“{given}” takes the value of “{expected}”, which is of another type")
            }
            (DamageKind::Choice, Some(range)) => {
                let head: String = source.slice(range).chars().take(40).collect();
                format!("The choice “{head}…” of the source is not whole in the translation")
            }
            (DamageKind::Choice, None) => continue,
            (DamageKind::NoBranch, _) => format!("The choice has no branch “{expected}”"),
        };
        let mut issue = Issue::new(&CHECK, message);
        issue.source_span = damage.source;
        issue.target_span = damage.target;
        issues.push(if expected.is_empty() { issue } else { issue.expected(&expected) });
    }
    if let Some((first, _)) = gone.first() {
        let names: Vec<_> = gone.iter().map(|(_, name)| format!("“{name}”")).collect();
        let verb = if gone.len() == 1 { "is" } else { "are" };
        let message = format!("{} of the source {verb} not in the translation", names.join(", "));
        let names: Vec<_> = gone.iter().map(|(_, name)| name.as_str()).collect();
        let issue = Issue::new(&CHECK, message).source(first.clone()).expected(names.join(" "));
        // The form for 1 without its number is wrong for 21 and the like alone.
        let for_one = view.form.is_some_and(|form| form.takes_one) && gone.len() == 1;
        issues.push(if for_one { issue.severity(Severity::Major) } else { issue });
    }
}
