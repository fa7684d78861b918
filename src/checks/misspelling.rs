//! `misspelling`: letters, hyphens and capitals that the spelling of the language rules out, without a dictionary.
//!
//! Precision: 11 of 11 read on human text, 10 of 10 read on machine text.

use super::languages::{Language, Spelling};
use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::document::Origin;
use crate::locale::{Locale, Script};
use crate::mqm::{Category, Confidence, Severity};
use crate::text::words::stands_alone;
use crate::text::{Text, Word, WordKind};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "misspelling",
    kind: Kind::Law,
    category: Category::Linguistic,
    severity: Severity::Minor,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: true,
    summary: "a word is spelled as its language never spells it",
    details: "Closed rules only, no dictionary. Turkish: a word that begins with `I` where vowel harmony, a Turkish letter \
              or the stem asks for `İ` (`Iş`). Hungarian: a case ending joined by a hyphen to a Hungarian word \
              (`Előfizetés-ben`), a linking vowel behind an acronym that ends in a vowel (`API-okkal`). Portuguese: \
              prefixes that are written together with the word but stand apart or have a hyphen (`multi locatário`, \
              `auto-suporte`). Arabic: a word of grammar or a verbal noun without its hamza (`ان`, `اعداد`), `علي` for \
              `على`, a noun with the article that ends in `ه` for `ة` (`الخدمه`). East Asian: `Id` for the acronym. \
              Everywhere: the phrases of \
              the locale's list (`banco de dado`). What the source writes too is a name and is excused. Measured: \
              machine 7 of 1,000 segments (Turkish 40), human 0.3.",
    examples: &[
        Example::bad("tr-TR", "Work account", "Iş hesabı", "Iş"),
        Example::bad("tr-TR", "For support, call.", "Için arayın.", "Için"),
        Example::bad("tr-TR", "Permissions", "Izinler", "Izinler"),
        Example::bad("hu-HU", "with APIs", "API-okkal", "API-okkal"),
        Example::bad("hu-HU", "in the account", "az Előfizetés-ben", "Előfizetés-ben"),
        Example::bad("pt-BR", "a multitenant app", "um app multi locatário", "multi locatário"),
        Example::bad("pt-BR", "Self-support", "Auto-suporte", "Auto-suporte"),
        Example::bad("zh-CN", "the MPN IDs", "为 MPN Id 分配", "Id"),
        Example::bad("ar-SA", "on the web", "علي الويب", "علي"),
        Example::bad("ar-SA", "the basic settings", "الإعدادات الاساسيه", "الاساسيه"),
        Example::good("ar-SA", "redirect the alert", "إعادة توجيه التنبيه"),
        Example::good(
            "pt-BR",
            "**Namespace:** [Contoso.Store.Esent](contoso.store.esent.md)",
            "**Namespace:** Contoso. Store. ESENT",
        ),
        Example::good("tr-TR", "Work account", "İş hesabı"),
        Example::good("tr-TR", "Light and heat in Iraq", "Irak'ta Işık ve Isı"),
        Example::good("tr-TR", "Incentives and Invite", "Incentives ve Invite"),
        Example::good("hu-HU", "with APIs and PDFs", "API-kkal és PDF-ekkel"),
        Example::good("hu-HU", "in Azure", "az Azure-ban"),
        Example::good("hu-HU", "to the user", "a felhasználónak/-nek"),
        Example::good("pt-BR", "a multitenant app", "um app multilocatário"),
        Example::good(
            "pt-BR",
            "a subregional anti-inflammatory",
            "um anti-inflamatório sub-regional",
        ),
        Example::good("de-DE", "This OR that", "Dieses ODER jenes"),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let rule = Language::of(view.locale).misspelling;
    let target = &view.target;
    let capitals = view.locale.spaces_words() && !view.locale.function_words.is_empty();
    // A person shouts on purpose (`UND`, `OU EXCLUSIF`).
    let by_machine = view.page.origin() == Origin::Machine;
    for (at, word) in target.words.iter().enumerate() {
        if word.kind != WordKind::Plain {
            continue;
        }
        if let Some(spelling) = rule.and_then(|rule| rule(target, view.locale, at)) {
            report(view, issues, spelling);
        } else if capitals
            && by_machine
            && let Some(right) = in_capitals(view, target.word(word))
            && !shouts(&view.source)
        {
            report(view, issues, Spelling { visible: word.range(), right });
        }
    }
    if !capitals || view.locale.script == Some(Script::Hangul) {
        identity(view, issues);
    }
    for (wrong, right) in &view.locale.misspellings {
        let visible = target.visible();
        for (at, found) in visible.match_indices(wrong.as_str()) {
            let end = at + found.len();
            if stands_alone(visible, &(at..end)) {
                report(view, issues, Spelling { visible: at..end, right: right.clone() });
            }
        }
    }
}

fn report(view: &SegmentView<'_>, issues: &mut Vec<Issue>, Spelling { visible, right }: Spelling) {
    let written = &view.target.visible()[visible.clone()];
    // What the source writes too is a name.
    if view.source.visible().contains(written) {
        return;
    }
    let message = format!("“{written}” breaks the spelling of the language: write “{right}”.");
    issues.push(Issue::new(&CHECK, message).target(view.target_span(visible)).expected(right));
}

/// East Asian: `Id` where the source has the acronym.
fn identity(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let source = &view.source;
    let target = &view.target;
    for word in target.words.iter().filter(|w| target.word(w) == "Id") {
        if source.words.iter().any(|w| matches!(source.word(w), "ID" | "IDs")) {
            report(view, issues, Spelling { visible: word.range(), right: "ID".to_owned() });
        }
    }
}

/// A word of grammar of three or more letters, or any of five or more, all of them capitals; how it is written in
/// running text.
fn in_capitals(view: &SegmentView<'_>, word: &str) -> Option<String> {
    let mut letters = word.chars();
    let first_two = (letters.next()?, letters.next()?);
    if !first_two.0.is_uppercase() || !first_two.1.is_uppercase() {
        return None;
    }
    let whole = word.chars().count() >= 3 && letters.all(char::is_uppercase);
    let lower = if whole { word.to_lowercase() } else { return None };
    if view.locale.function_words.contains(&lower) {
        return Some(lower);
    }
    // A longer word that the source does not have in any case is no acronym of it.
    let long = word.chars().count() >= LONGEST_ACRONYM;
    // It may be part of a name of code: `Contoso.Store.Api`.
    let known = || view.raw_source().to_lowercase().contains(&lower);
    let capitals = |w: &&Word| {
        let word = view.source.word(w);
        word.len() >= 4 && word.bytes().all(|b| b.is_ascii_uppercase())
    };
    (long && !known() && !view.source.words.iter().any(|w| capitals(&w))).then_some(lower)
}

/// Letters from which on a word in capitals is hardly an acronym.
const LONGEST_ACRONYM: usize = 5;

/// Whether the source has an English word of grammar in capitals (`OR`), or is all capitals.
fn shouts(source: &Text<'_>) -> bool {
    let words = source.words.iter().filter(|w| w.kind == WordKind::Plain).map(|w| source.word(w));
    let (mut all, mut capitals) = (0, 0);
    for word in words {
        let upper = word.len() >= 2 && word.chars().all(char::is_uppercase);
        if upper && Locale::english().function_words.contains(&word.to_lowercase()) {
            return true;
        }
        all += 1;
        capitals += usize::from(upper);
    }
    capitals * 2 > all
}
