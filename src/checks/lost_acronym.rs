//! `lost-acronym`: an acronym that the source gives in brackets was translated.

use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::locale::Script;
use crate::mqm::{Category, Confidence, Severity};
use crate::text::script::CharScript;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "lost-acronym",
    kind: Kind::Suspicion,
    category: Category::Terminology,
    severity: Severity::Minor,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "an acronym in brackets was translated",
    details: "Only in Chinese, Japanese, Korean and Arabic, which keep Latin acronyms. Fires where the source has an acronym of three \
              to six capitals in brackets (`(PGA)`), the target has it nowhere, and one of the target's brackets holds only letters of \
              the locale's script while all of the source's hold acronyms (`(표준)`). Measured: machine 0.6, human 0 of 1,000 segments.",
    examples: &[
        Example::bad(
            "ko-KR",
            "your Partner global account (PGA)",
            "파트너 전역 계정(표준)",
            "표준",
        ),
        Example::good("ko-KR", "your Partner global account (PGA)", "파트너 전역 계정(PGA)"),
        Example::good("ko-KR", "the account (PGA) (required)", "계정(필수)"),
        Example::good("ru-RU", "the tax (VAT)", "налог (НДС)"),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    if !matches!(
        view.locale.script,
        Some(Script::Han | Script::Japanese | Script::Hangul | Script::Arabic)
    ) {
        return;
    }
    let (source, target) = (view.source.visible(), view.target.visible());
    let acronyms: Vec<&str> =
        brackets(source).map(|(_, inner)| inner.trim_end_matches('s')).collect();
    let all = !acronyms.is_empty() && acronyms.iter().all(|a| is_acronym(a));
    let Some(lost) = acronyms.iter().find(|a| all && !target.contains(**a)) else { return };
    let native = |inner: &str| {
        let mut letters = inner.chars();
        !inner.is_empty()
            && inner.chars().count() <= 12
            && letters
                .all(|c| CharScript::of(c).is_letter() && CharScript::of(c) != CharScript::Latin)
    };
    if let Some((at, inner)) = brackets(target).find(|(_, inner)| native(inner)) {
        let message = format!("The acronym “{lost}” became “{inner}”: write “{lost}”.");
        let span = view.target_span(at..at + inner.len());
        issues.push(Issue::new(&CHECK, message).target(span).expected(*lost));
    }
}

/// Acronyms of countries, taxes and currencies, which locales have words for.
const TRANSLATED: &[&str] = &["EUR", "FAQ", "GBP", "UAE", "UNO", "USA", "USD", "VAT"];

fn is_acronym(text: &str) -> bool {
    (3..=6).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_uppercase())
        && !TRANSLATED.contains(&text)
}

/// What stands in round brackets, with its first byte.
fn brackets(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices(['(', '（']).filter_map(|(open, bracket)| {
        let start = open + bracket.len();
        let len = text[start..].find([')', '）'])?;
        Some((start, &text[start..start + len]))
    })
}
