//! `mangled-name`: a product name of the source is translated, scrambled, misplaced or otherwise damaged in the target.
//!
//! Precision: 25 of 29 read on human text, 92 of 92 read on machine text.

use std::ops::Range;

use super::{Check, Example, Kind, Run, SegmentView, joined_names};
use crate::checks::issue::Issue;
use crate::document::Origin;
use crate::locale::Script;
use crate::mqm::{Category, Confidence, Severity};
use crate::names::{Damage, Evidence, Fate, Problem};
use crate::text::script::CharScript;
use crate::text::words;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "mangled-name",
    kind: Kind::Law,
    category: Category::Terminology,
    severity: Severity::Major,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "A product name is translated, scrambled, misplaced or otherwise damaged.",
    details: "Looks for the accepted forms of each name of the source: the English name where the locale keeps it, the \
        locale's own forms, official short forms and acronyms; with the endings of the locale, no-break spaces, hyphens \
        and markup inside. Where none is there, it tells by the words that are left what happened: scrambled (critical), \
        partly translated, translated, transliterated, misspelled, native digits, case, glued, doubled or missing. \
        Excuses a second mention that a pronoun or an acronym stands for, and names that share a word (\"Windows 10 and \
        11\"). A common word (Teams, Access) is a name only where nothing else explains its capital. \
              In Chinese and Japanese a name that runs into the word before it is misplaced, on pages that put spaces \
              there elsewhere, and so is, where a machine wrote, one that ends the sentence in which something happens in it. \
              Measured on documentation pages: 30 issues per 1,000 machine-translated segments and 1.8 \
              per 1,000 human ones, most of which are real slips.",
    examples: &[
        Example::bad(
            "zh-CN",
            "Sign in to the Microsoft Office 365 portal.",
            "登录 365 Microsoft Office门户。",
            "365 Microsoft Office",
        ),
        Example::bad(
            "es-ES",
            "Open the Microsoft Office 365 admin center.",
            "Abra el Microsoft Office centro de administración 365.",
            "Microsoft Office centro de administración 365",
        ),
        Example::bad(
            "pt-BR",
            "Create the report in Power BI.",
            "Crie o relatório no Energia BI.",
            "Energia BI",
        ),
        Example::bad("th-TH", "Open Microsoft 365.", "เปิด Microsoft ๓๖๕", "Microsoft ๓๖๕"),
        Example::bad("de-DE", "Open Microsoft 365.", "Öffnen Sie Microsoft365.", "Microsoft365"),
        Example::bad(
            "tr-TR",
            "Open Microsoft 365.",
            "Microsoft Microsoft 365'i açın.",
            "Microsoft Microsoft 365",
        ),
        Example::bad("fr-FR", "Open SharePoint.", "Ouvrez Sharepoint.", "Sharepoint"),
        Example::bad("ja-JP", "If you have Azure AD", "ライセンスを持Azure ADしたら", "Azure AD"),
        Example::good(
            "hu-HU",
            "Connect to Office 365 from Microsoft.",
            "Csatlakozzon a Microsofttól az Office 365-höz.",
        ),
        Example::good(
            "pt-BR",
            "Use Azure Active Directory (Azure AD).",
            "Use o Azure AD (Active Directory).",
        ),
        Example::good("de-DE", "Windows 10 and Windows 11", "Windows 10 und 11"),
        Example::good("ko-KR", "Open Microsoft Teams.", "**Microsoft&nbsp;Teams**를 엽니다."),
        Example::good("fr-FR", "Your teams have access.", "Vos équipes ont accès."),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    for damage in view.names.damage.iter().filter(|d| d.problem.is_mangling()) {
        issues.extend(issue(&CHECK, view, damage));
    }
    joined_names::report(&CHECK, view, issues);
    if matches!(view.locale.script, Some(Script::Han | Script::Japanese)) {
        misplaced(view, issues);
        issues.extend(stranded(view));
    }
}

/// Characters of Chinese behind which a sentence may end with a name: what leads to it, joins it or makes it an object.
const LEADS: &str = "于於到至自由的之用是为為录錄入访問问開开啟启往进進向与與和及或、，：；括含叫";
/// Particles of Japanese that ask for a verb behind them.
const ASKS_FOR_VERB: &[char] = &['に', 'を', 'で', 'へ', 'と'];

/// A name in which something happens in the source, by a preposition, at the end of a sentence in Chinese or Japanese: there
/// the noun or verb stands behind it. Only where a machine wrote.
fn stranded(view: &SegmentView<'_>) -> Option<Issue> {
    let (source, target) = (view.source.visible(), view.target.visible());
    if view.page.origin() != Origin::Machine {
        return None;
    }
    let end = target.trim_end().strip_suffix('。')?.trim_end().len();
    let mention = view.names.mentions.iter().find(|m| {
        !m.term
            && matches!(m.fate, Fate::Kept | Fate::Localized)
            && m.target.as_ref().is_some_and(|t| t.end == end)
    })?;
    let range = mention.target.clone()?;
    let lead = source[..mention.source.start].trim_end();
    let lead = lead.strip_suffix("the").map_or(lead, str::trim_end);
    let is_within = ["in", "from", "within", "inside"]
        .iter()
        .any(|word| words::trailing(lead, char::is_alphabetic) == *word);
    let before = target[..range.start].trim_end().chars().next_back()?;
    let is_left = match CharScript::of(before) {
        CharScript::Han => !LEADS.contains(before),
        CharScript::Kana => ASKS_FOR_VERB.contains(&before),
        _ => false,
    };
    if !is_within || !is_left {
        return None;
    }
    let name = &target[range.clone()];
    let message = format!(
        "{}: \"{name}\" ends the sentence, though something happens there: put it before what happens.",
        Problem::Misplaced.title()
    );
    let span = view.target_span(range);
    let issue = Issue::new(&CHECK, message).source(view.source_span(mention.source.clone()));
    Some(issue.target(span).severity(Severity::Minor).confidence(Confidence::Medium))
}

/// The issue that damage is; none where it is as likely a choice.
pub(super) fn issue(
    check: &'static Check,
    view: &SegmentView<'_>,
    damage: &Damage,
) -> Option<Issue> {
    let span = damage.target.clone().map(|t| view.target_span(t));
    let title = damage.problem.title();
    let message = match &span {
        Some(span) => format!(
            "{title}: \"{}\" should be \"{}\".",
            view.raw_target()[span.clone()].trim(),
            damage.expected
        ),
        None if damage.name == damage.expected => {
            format!("{title}: nothing stands for \"{}\": write it as it is.", damage.name)
        }
        None => {
            format!(
                "{title}: nothing stands for \"{}\": write \"{}\".",
                damage.name, damage.expected
            )
        }
    };
    let mut issue = Issue::new(check, message)
        .source(view.source_span(damage.source.clone()))
        .expected(damage.expected.clone())
        .confidence(damage.confidence);
    if let Some(severity) = damage.severity {
        issue = issue.severity(severity);
    }
    if damage.problem.is_mangling() && view.page.origin() != Origin::Machine {
        // A sentence may imply a name; a label that is hardly more than one cannot.
        let said = words::count(view.source.visible());
        let asked = damage.evidence == Evidence::User;
        let implied = span.is_none() && words::count(&damage.name) * 2 < said;
        // Nor do people keep Latin letters in every project: a script has its own way of writing what is well known.
        let foreign = !matches!(view.locale.script, None | Some(Script::Latin));
        let by_sound = damage.problem == Problem::Transliterated
            || foreign && span.is_none() && words::count(&damage.name) == 1;
        // What a list says is known of the name; what the run says has to be sure where people may have chosen.
        let unlisted = damage.rule == Damage::UNLISTED && damage.confidence < Confidence::High;
        if !asked && (implied || by_sound || unlisted) {
            return None;
        }
        issue = doubted(issue, damage, span.is_none());
    }
    issue.target_span = span;
    Some(issue)
}

/// The issue where a person may have translated: people leave out a name that the text implies, write others by sound, and
/// turn a name of two words as their grammar has it (`server SQL`). What proves damage by a machine is a suspicion there.
fn doubted(issue: Issue, damage: &Damage, is_absent: bool) -> Issue {
    // What a list says may be another word; what the run keeps in nearly all places is not.
    let is_of_run = damage.rule == Damage::UNLISTED && damage.confidence == Confidence::High;
    let is_hint = match damage.problem {
        Problem::Transliterated => true,
        Problem::Scrambled | Problem::Misspelled if is_of_run => false,
        Problem::Scrambled | Problem::Misspelled => words::count(&damage.name) < 3,
        _ => false,
    };
    let (severity, confidence) = if is_absent || is_hint {
        (Severity::Minor, Confidence::Low)
    } else {
        (issue.severity.min(Severity::Major), issue.confidence.min(Confidence::Medium))
    };
    issue.severity(severity).confidence(confidence)
}

/// Names that stand inside a word of a script without spaces, on a page that puts spaces around Latin words elsewhere.
/// Where people leave the space out it is one of style, of which `spacing` tells.
fn misplaced(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let text = view.target.visible();
    let confidence = match view.page.origin() {
        Origin::Machine => Confidence::Medium,
        _ => Confidence::Low,
    };
    for mention in &view.names.mentions {
        let Some(range) =
            mention.target.clone().filter(|_| matches!(mention.fate, Fate::Kept | Fate::Localized))
        else {
            continue;
        };
        if !inside_word(text, &range, view) || !spaces_latin_words(view) {
            continue;
        }
        let span = view.target_span(range.clone());
        let name = &view.raw_target()[span.clone()];
        let message = format!(
            "{}: \"{name}\" stands inside another word: part them.",
            Problem::Misplaced.title()
        );
        issues.push(
            Issue::new(&CHECK, message)
                .source(view.source_span(mention.source.clone()))
                .confidence(confidence)
                .target(span),
        );
    }
}

/// Whether a Latin name follows a character of a word without a space, and a word or the end follows it.
fn inside_word(text: &str, range: &Range<usize>, view: &SegmentView<'_>) -> bool {
    let Some(before) = text[..range.start].chars().next_back() else { return false };
    let katakana = |c: char| ('\u{30a1}'..='\u{30fc}').contains(&c);
    if text[range.clone()].starts_with(katakana) {
        // Two katakana words run into each other.
        return katakana(before);
    }
    if !text[range.clone()].starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return false;
    }
    let raw = view.target_span(range.clone());
    // Behind a marker or a bracket the space may have been left out on purpose.
    if !view.raw_target()[..raw.start].ends_with(before) {
        return false;
    }
    match CharScript::of(before) {
        CharScript::Han => true,
        // Hiragana before a name is mostly a particle; katakana is a noun.
        CharScript::Kana => katakana(before),
        _ => false,
    }
}

/// Whether the page puts spaces between Latin words and those of its own script at least three times of four.
fn spaces_latin_words(view: &SegmentView<'_>) -> bool {
    let (mut spaced, mut close) = (0_usize, 0_usize);
    for segment in view.page.segments().iter().take(200) {
        let mut previous = [' ', ' '];
        for c in segment.target.chars() {
            let cjk = |c: char| CharScript::of(c).is_unspaced();
            let latin = |c: char| c.is_ascii_alphanumeric();
            let [before, last] = previous;
            if last == ' ' && (cjk(before) && latin(c) || latin(before) && cjk(c)) {
                spaced += 1;
            } else if cjk(last) && latin(c) || latin(last) && cjk(c) {
                close += 1;
            }
            previous = [last, c];
        }
    }
    // A single segment proves nothing unless its own name is the only place.
    spaced >= 3 * close || view.page.segments().len() == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Segment};
    use crate::locale::LocaleTag;
    use crate::names::Termbase;

    #[test]
    fn what_happens_in_a_product_stands_behind_its_name() {
        let termbase = Termbase::default();
        let of = |locale: &str, source: &str, target: &str, origin: Origin| {
            let segment = Segment {
                source: source.to_owned(),
                target: target.to_owned(),
                ..Segment::default()
            };
            let locale = LocaleTag::parse(locale).unwrap();
            let document =
                Document { locale, origin, segments: vec![segment], ..Document::default() };
            stranded(&SegmentView::new(&document, &document.segments[0], &termbase)).is_some()
        };
        let source = "Open the report in Power BI.";
        for (locale, target, is_wrong) in [
            ("zh-CN", "打开报表 Power BI。", true),
            ("zh-CN", "报表来自 Power BI。", false),
            ("zh-CN", "在 Power BI 中打开报表。", false),
            ("ja-JP", "レポートを Power BI。", true),
            ("ja-JP", "Power BI でレポートを開きます。", false),
        ] {
            assert_eq!(of(locale, source, target, Origin::Machine), is_wrong, "{target}");
            assert!(!of(locale, source, target, Origin::Human), "{target}");
        }
        assert!(!of("zh-CN", "Sign in to Power BI.", "打开报表 Power BI。", Origin::Machine));
    }
}
