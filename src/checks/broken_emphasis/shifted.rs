//! Bold that stands on other words than in the source: an ordered table of rules for one bold stretch of the target,
//! and one for the segment as a whole.

use std::ops::Range;

use super::CHECK;
use super::stretch::{Habits, Stretch};
use crate::checks::issue::Issue;
use crate::checks::rule::Rule;
use crate::checks::{Example, SegmentView};
use crate::learn::style::ITALICS_KEPT;
use crate::mqm::{Confidence, Severity};
use crate::text::script::CharScript;
use crate::text::{Emphasis, Text};

/// A rule for one bold stretch of the target.
type OfStretch = Rule<fn(&Stretch<'_>) -> bool>;

/// A rule for a segment.
type OfSegment = Rule<fn(&SegmentView<'_>, &Habits) -> Option<Range<usize>>>;

/// The rules for one bold stretch of the target; the first that applies reports all of it.
#[expect(
    clippy::redundant_closure_for_method_calls,
    reason = "a method of a type with a lifetime is no function pointer for all lifetimes"
)]
pub(super) const OF_STRETCHES: [OfStretch; 15] = [
    Rule::new(
        "Only marks are bold, in the source it is words",
        Example::bad(
            "th-TH",
            "Select the dots (more) > **Download**.",
            "เลือกจุด (เพิ่มเติม **>)** ดาวน์โหลด",
            "**>)**",
        ),
        |s| s.is_mark(),
    ),
    Rule::new(
        "All of the sentence is bold, in the source a label in it",
        Example::bad(
            "pl-PL",
            "Select **Save and close**.",
            "**Wybierz Zapisz i zamknij**.",
            "**Wybierz Zapisz i zamknij**",
        ),
        |s| s.is_sentence(),
    ),
    Rule::new(
        "The colon before the bold text was taken into it",
        Example::bad(
            "ar-SA",
            "You may get one of these errors: **Something failed**.",
            "قد تحصل على أحد هذه **الأخطاء:** فشل شيء ما.",
            "**الأخطاء:**",
        ),
        |s| s.takes_colon_before(),
    ),
    Rule::new(
        "The bold goes on behind the colon that ends it in the source",
        Example::bad(
            "ja-JP",
            "**Step 2:** Microsoft sends",
            "**手順 2: Microsoft は**送信します",
            "**手順 2: Microsoft は**",
        ),
        |s| s.passes_colon(),
    ),
    Rule::new(
        "The mark behind the bold text was taken into it",
        Example::bad(
            "hu-HU",
            "Select **Create**.",
            "Válassza a **Létrehozás lehetőséget.**",
            "**Létrehozás lehetőséget.**",
        ),
        |s| s.takes_mark(),
    ),
    Rule::new(
        "The bold ends with a word that belongs to the sentence around it",
        Example::bad(
            "de-DE",
            "Select **Save** and close.",
            "Wählen Sie **Speichern und** schließen Sie.",
            "**Speichern und**",
        ),
        |s| s.ends_in_grammar(),
    ),
    Rule::new(
        "The bold begins with a word that belongs to the sentence around it",
        Example::bad(
            "de-DE",
            "Go to **Dashboard** and wait.",
            "Wechseln Sie **zum Dashboard** und warten Sie.",
            "**zum Dashboard**",
        ),
        |s| s.begins_in_grammar(),
    ),
    Rule::new(
        "The bold takes in words of the sentence around it",
        Example::bad(
            "ja-JP",
            "Select **Save** and close.",
            "**保存を**選択して閉じます。",
            "**保存を**",
        ),
        |s| s.holds_sentence(),
    ),
    Rule::new(
        "The bold holds only one of two parentheses",
        Example::bad(
            "hu-HU",
            "on the **Reseller list** page",
            "a **Reseller list (Viszonteladók** listája) oldalon",
            "**Reseller list (Viszonteladók**",
        ),
        |s| s.splits_parentheses(),
    ),
    Rule::new(
        "The particle behind the label is bold too",
        Example::bad(
            "ko-KR",
            "Open **Program status**.",
            "**프로그램 상태를** 엽니다.",
            "**프로그램 상태를**",
        ),
        |s| s.takes_particle(),
    ),
    Rule::new(
        "Only what stands in parentheses is bold",
        Example::bad(
            "de-DE",
            "Select **Save** (recommended).",
            "Wählen Sie Speichern **(empfohlen)** aus.",
            "**(empfohlen)**",
        ),
        |s| s.is_parenthesis(),
    ),
    Rule::new(
        "The bold takes in words before or behind the label",
        Example::bad(
            "es-ES",
            "then select **Education**.",
            "y **seleccione Educación**.",
            "**seleccione Educación**",
        ),
        |s| s.outgrows_label(),
    ),
    Rule {
        confidence: Confidence::Medium,
        ..Rule::new(
            "The bold ends before the end of the label",
            Example::bad(
                "pl-PL",
                "Then select **Send Approval Request**.",
                "Wybierz pozycję **Wyślij** żądanie zatwierdzenia.",
                "**Wyślij**",
            ),
            |s| s.leaves_end(),
        )
    },
    Rule {
        confidence: Confidence::Medium,
        ..Rule::new(
            "The bold stands on the first word of the sentence rather than on the label",
            Example::bad("pl-PL", "Click **Save**.", "**Kliknij** Zapisz.", "**Kliknij**"),
            |s| s.stands_on_verb(),
        )
    },
    Rule {
        confidence: Confidence::Medium,
        ..Rule::new(
            "The bold stands on other words than the label",
            Example::bad(
                "es-ES",
                "Now select **Save** twice.",
                "Ahora **seleccione** Guardar dos veces.",
                "**seleccione**",
            ),
            |s| s.leaves_label(),
        )
    },
];

/// The rules for the segment; each reports what no earlier one did.
pub(super) const OF_SEGMENTS: [OfSegment; 3] = [
    Rule::new(
        "The bold covers only part of the label at the start",
        Example::bad(
            "ru-RU",
            "**Applies to**: all",
            "Область **применения**: все",
            "Область **применения**",
        ),
        label_start,
    ),
    Rule {
        severity: Severity::Major,
        ..Rule::new(
            "The steps of the path are not bold one by one as in the source",
            Example::bad(
                "fr-FR",
                "from **A x** > **B y** > **C z**.",
                "dans **A x** profil > **B y** > **C z**.",
                "**A x** profil > **B y**",
            ),
            |view, _| torn_path(&view.source, &view.target),
        )
    },
    Rule::new(
        "This is bold in the source",
        Example::bad(
            "de-DE",
            "Select **Contoso Explorer** now.",
            "Wählen Sie **sofort** Contoso Explorer aus.",
            "**sofort**",
        ),
        |view, _| bare_name(&view.source, &view.target),
    ),
];

/// Bold that stands on other words than in the source.
pub(super) fn report(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    if source.strong().next().is_none() {
        suffixed(view, issues);
        let holds = view.style.norm(&ITALICS_KEPT).is_some();
        if let Some(span) = bare_name(source, target).filter(|_| holds && issues.is_empty()) {
            issues.push(Issue::new(&CHECK, "This is emphasised in the source").target(span));
        }
        return;
    }
    let habits = Habits::of(source);
    for e in target.strong() {
        let stretch = Stretch::new(view, &habits, e);
        if let Some(rule) = OF_STRETCHES.iter().find(|rule| (rule.applies)(&stretch)) {
            put(rule, e.range.clone(), issues);
        }
    }
    for rule in &OF_SEGMENTS {
        if let Some(span) = (rule.applies)(view, &habits) {
            put(rule, span, issues);
        }
    }
    suffixed(view, issues);
}

/// Reports a span that no issue touches yet.
fn put<F>(rule: &Rule<F>, span: Range<usize>, issues: &mut Vec<Issue>) {
    let touches = |s: &Range<usize>| s.start < span.end && span.start < s.end;
    if !issues.iter().any(|i| i.target_span.as_ref().is_some_and(touches)) {
        issues.push(rule.issue(&CHECK, span));
    }
}

/// The label at the start of the source (`**Applies to**: …`) of which the target marks only a part.
fn label_start(view: &SegmentView<'_>, habits: &Habits) -> Option<Range<usize>> {
    let (source, target) = (&view.source, &view.target);
    let label = source.strong().next()?;
    let starts = |text: &Text<'_>, e: &Emphasis| {
        !text.raw[..e.range.start].chars().any(char::is_alphanumeric)
    };
    let colon = source.raw[label.range.end..].trim_start().starts_with(':')
        || source.slice(label.content.clone()).trim_end().ends_with(':');
    if !starts(source, label) || !colon || source.strong().count() != target.strong().count() {
        return None;
    }
    let bold = target.strong().next()?;
    let after = &target.raw[bold.range.end..];
    let inside = target.slice(bold.content.clone());
    if !starts(target, bold) {
        let before = &target.raw[..bold.range.start];
        let closes = after.trim_start().starts_with([':', '：']) || inside.ends_with([':', '：']);
        let short = before.chars().count() <= 40 && !before.contains(['.', ':', '：', '。', '*']);
        let from = before.len() - before.trim_start().len();
        return (closes && short).then_some(from..bold.range.end);
    }
    if inside.contains([':', '：', '.', '?', '？']) || habits.ends_in_mark && !habits.ends_in_colon
    {
        return None;
    }
    // Words between the bold and the colon.
    let end = after.find([':', '：'])?;
    let between = &after[..end];
    let short = between.chars().count() <= 25
        && !between.contains(['.', ',', '(', '*', '，', '、', '。', '-', '–', '—', '=']);
    (short && between.chars().any(char::is_alphabetic))
        .then_some(bold.range.start..bold.range.end + between.trim_end().len())
}

/// Where a path of bold steps is torn: fewer pairs of steps with nothing but `>` between them.
fn torn_path(source: &Text<'_>, target: &Text<'_>) -> Option<Range<usize>> {
    let dangles =
        |text: &Text<'_>| text.raw.trim_end().trim_end_matches(['.', '。', ' ']).ends_with(" >");
    let last = target.strong().last();
    if let Some(last) =
        last.filter(|_| dangles(target) && !dangles(source) && source.raw.contains("** > **"))
    {
        return Some(last.range.start..target.raw.trim_end().len());
    }
    let (mut wanted, mut given) = (0, 0);
    let mut span: Option<Range<usize>> = None;
    steps(source, |_, joined, _| wanted += usize::from(joined));
    if wanted == 0 {
        return None;
    }
    steps(target, |range, joined, arrow| {
        given += usize::from(joined);
        if !joined && arrow {
            span = Some(span.as_ref().map_or(range.start, |s| s.start)..range.end);
        }
    });
    // With as many steps elsewhere, or none at all, the bold was dropped rather than torn.
    (given < wanted).then_some(span).flatten()
}

/// Each two neighbouring bold stretches: their range, whether an arrow alone stands between them, and whether there is any.
fn steps(text: &Text<'_>, mut found: impl FnMut(Range<usize>, bool, bool)) {
    let mut previous: Option<&Emphasis> = None;
    for e in text.strong() {
        if let Some(p) = previous
            && p.range.end <= e.range.start
        {
            let between = &text.raw[p.range.end..e.range.start];
            let arrow =
                ["&gt;", ">", "→", "＞"].iter().any(|a| between.contains(a)) && between.len() < 80;
            let bare = !between.replace("&gt;", "").chars().any(char::is_alphanumeric);
            // `**A**] [ > **B**`: the arrow slipped into the bracket of the next step.
            let slipped = between.trim_end_matches([' ', '>']).ends_with('[') && arrow;
            found(p.range.start..e.range.end, arrow && bare && !slipped, arrow);
        }
        previous = Some(e);
    }
}

/// A name that is bold in the source and stands in the target as it is, but outside all bold.
fn bare_name(source: &Text<'_>, target: &Text<'_>) -> Option<Range<usize>> {
    source.emphasis.iter().take(COMPARED).find_map(|e| {
        let label = source.slice(e.content.clone()).trim();
        if label.len() < 4
            || label.contains(['[', '*', '`', '<', '&'])
            || !label.chars().any(char::is_alphabetic)
        {
            return None;
        }
        // It must stand in the source only there.
        if source.raw.matches(label).count() != 1 {
            return None;
        }
        let at = target.raw.match_indices(label).map(|(at, _)| at..at + label.len()).find(|r| {
            let letter =
                |c: Option<char>| c.is_some_and(|c| CharScript::of(c) == CharScript::Latin);
            !letter(target.raw[..r.start].chars().next_back())
                && !letter(target.raw[r.end..].chars().next())
        })?;
        let inside = |r: &Range<usize>| r.start <= at.start && at.end <= r.end;
        let marked = target.emphasis.iter().any(|e| inside(&e.range))
            || target.links.iter().any(|l| inside(&l.range))
            || target.protected.iter().any(|p| inside(&p.range));
        let quoted = target.raw[..at.start].ends_with(['“', '"', '「', '«', '[', '(', '（']);
        if marked || quoted {
            return None;
        }
        // The one bold stretch that stands for nothing in the source is the wrong one.
        let labels: Vec<&str> =
            source.strong().map(|e| source.slice(e.content.clone()).trim()).collect();
        let mut odd = target
            .strong()
            .filter(|t| !labels.iter().any(|l| target.slice(t.content.clone()).contains(l)));
        match (odd.next(), odd.next()) {
            (Some(odd), None) if labels.len() == target.strong().count() && labels.len() <= 3 => {
                Some(odd.range.clone())
            }
            _ => Some(at),
        }
    })
}

/// Stretches of a side that are compared; segments with more are generated.
const COMPARED: usize = 256;

/// Emphasis on one name of code, with an ending taken into it.
fn suffixed(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    for e in source.emphasis.iter().take(COMPARED) {
        let name = source.slice(e.content.clone());
        if name.len() < 3
            || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'_')
        {
            continue;
        }
        let grown = target.emphasis.iter().take(COMPARED).find(|t| {
            let rest = target.slice(t.content.clone()).strip_prefix(name);
            rest.is_some_and(|r| {
                r.chars().next().is_some_and(|c| CharScript::of(c) == CharScript::Hangul)
            })
        });
        if let Some(grown) = grown {
            let issue = Issue::new(
                &CHECK,
                format!("The ending behind “{name}” was taken into the emphasis"),
            );
            issues.push(issue.target(grown.range.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Segment};
    use crate::locale::LocaleTag;
    use crate::names::Termbase;

    #[test]
    fn each_rule_is_the_one_that_reports_its_example() {
        let of_stretches = OF_STRETCHES.iter().map(|r| (r.example, r.message));
        let of_segments = OF_SEGMENTS.iter().map(|r| (r.example, r.message));
        for (Example { locale, source, target, .. }, message) in of_stretches.chain(of_segments) {
            let segment = Segment {
                source: source.to_owned(),
                target: target.to_owned(),
                ..Segment::default()
            };
            let locale = LocaleTag::parse(locale).unwrap();
            let document = Document { locale, segments: vec![segment], ..Document::default() };
            let view = SegmentView::new(&document, &document.segments[0], &Termbase::default());
            let mut issues = Vec::new();
            report(&view, &mut issues);
            let told: Vec<&str> = issues.iter().map(|i| i.message.as_str()).collect();
            assert_eq!(told, [message], "{source} → {target}");
        }
    }
}
