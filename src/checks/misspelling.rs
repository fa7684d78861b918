//! `misspelling`: letters, hyphens and capitals that the spelling of the language rules out, without a dictionary.

use super::{Check, Example, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::locale::Locale;
use crate::mqm::{Category, Confidence, Severity};
use crate::text::{Text, Word, WordKind};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "misspelling",
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
              `auto-suporte`). East Asian: `Id` for the acronym. Everywhere: a word of grammar, or one of five letters, in capitals that the source does not explain (`IHREN`), and the phrases of \
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
        Example::bad(
            "de-DE",
            "Offer it to your customers.",
            "Bieten Sie es IHREN Kunden an.",
            "IHREN",
        ),
        Example::bad("zh-CN", "the MPN IDs", "为 MPN Id 分配", "Id"),
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

/// A rule looks at one word and those behind it, and gives the end of what is wrong and how it is right.
type Rule = fn(&Text<'_>, usize, &Word) -> Option<(usize, String)>;

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let rule: Option<Rule> = match view.locale.language() {
        "tr" => Some(dotless),
        "hu" => Some(hyphened),
        "pt" => Some(detached_prefix),
        _ => None,
    };
    let target = &view.target;
    let capitals = view.locale.spaces_words() && !view.locale.function_words.is_empty();
    for (at, word) in target.words.iter().enumerate() {
        if word.kind != WordKind::Plain {
            continue;
        }
        if let Some((end, expected)) = rule.and_then(|rule| rule(target, at, word)) {
            report(view, issues, word.start as usize, end, expected);
        } else if capitals
            && let Some(expected) = in_capitals(view, target.word(word))
            && !shouts(&view.source)
        {
            report(view, issues, word.start as usize, word.end as usize, expected);
        }
    }
    if !capitals || view.locale.language() == "ko" {
        identity(view, issues);
    }
    for (wrong, right) in &view.locale.misspellings {
        let visible = target.visible();
        for (at, found) in visible.match_indices(wrong.as_str()) {
            let end = at + found.len();
            let inside = visible[..at].ends_with(char::is_alphanumeric)
                || visible[end..].starts_with(char::is_alphanumeric);
            if !inside {
                report(view, issues, at, end, right.clone());
            }
        }
    }
}

fn report(view: &SegmentView<'_>, issues: &mut Vec<Issue>, at: usize, end: usize, right: String) {
    let written = &view.target.visible()[at..end];
    // What the source writes too is a name.
    if view.source.visible().contains(written) {
        return;
    }
    let message = format!("“{written}” is spelled “{right}”.");
    issues.push(Issue::new(&CHECK, message).target(view.target_span(at..end)).expected(right));
}

/// East Asian: `Id` where the source has the acronym.
fn identity(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let source = &view.source;
    let target = &view.target;
    for word in target.words.iter().filter(|w| target.word(w) == "Id") {
        if source.words.iter().any(|w| matches!(source.word(w), "ID" | "IDs")) {
            report(view, issues, word.start as usize, word.end as usize, "ID".to_owned());
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

/// What follows a wrong `I` in words spelled in ASCII; others show a Turkish letter. None begins an English word.
const AFTER_DOTTED: &[&str] = &[
    "ade", "fade", "hracat", "htiya", "ki", "kinci", "lave", "lerle", "letil", "lgil", "lgin",
    "lke", "lk", "mzala", "nceley", "ndiril", "ndirin", "ndirme", "ngiliz", "ptal", "stek", "stem",
    "stisna", "stanbul", "yile", "zin", "zle", "zni",
];

/// Turkish: a word that begins with a dotless capital in place of `İ`.
fn dotless(target: &Text<'_>, at: usize, word: &Word) -> Option<(usize, String)> {
    let rest = target.word(word).strip_prefix('I')?;
    if is_suffix(target, at) {
        return None;
    }
    // `ı` and `i` do not share a word's first two syllables, nor does `ı` stand before `e`, `ö`, `ü`.
    let vowel = rest.chars().find(|c| "aeıioöuüâîûéAEIİOÖUÜ".contains(*c));
    let turkish = rest.chars().any(|c| "çğşöü".contains(c));
    let front = match vowel {
        Some(v) => "eiöü".contains(v),
        None => rest == "ş" || rest == "ç",
    };
    let wrong = turkish && front || AFTER_DOTTED.iter().any(|stem| rest.starts_with(stem));
    wrong.then(|| (word.end as usize, format!("İ{rest}")))
}

/// Whether the word hangs on a mark inside a word.
fn is_suffix(target: &Text<'_>, at: usize) -> bool {
    at > 0 && {
        let start = target.words[at].start as usize;
        target.words[at - 1].end as usize + 1 >= start
            && !target.visible()[..start].ends_with([' ', '(', '/'])
    }
}

/// Case endings of Hungarian that are written together with the word; those that are also words or prefixes are left
/// out.
const ENDINGS: &[&str] =
    &["ban", "ben", "ból", "ből", "nak", "nek", "hoz", "hez", "höz", "ról", "ről", "tól", "től"];

/// What may stand behind the plural `k` of an acronym.
const BEHIND_PLURAL: &[&str] =
    &["", "at", "et", "kal", "kel", "ban", "ben", "nak", "nek", "hoz", "hez", "on", "ra", "re"];

/// Hungarian: an ending joined by a hyphen to a word in Hungarian letters, or a linking vowel behind an acronym read
/// with a vowel at its end.
fn hyphened(target: &Text<'_>, at: usize, word: &Word) -> Option<(usize, String)> {
    let next = target.words.get(at + 1)?;
    if target.visible().get(word.end as usize..next.start as usize)? != "-"
        || next.kind != WordKind::Plain
    {
        return None;
    }
    let (stem, ending) = (target.word(word), target.word(next));
    let end = next.end as usize;
    if target.visible()[end..].starts_with(['-', '/']) {
        return None;
    }
    let acronym = stem.len() >= 2 && stem.bytes().all(|b| b.is_ascii_uppercase());
    if acronym && stem.ends_with(['A', 'E', 'I', 'O', 'U']) {
        let plural = ["ok", "ek", "ök"].iter().find_map(|link| ending.strip_prefix(link))?;
        return BEHIND_PLURAL.contains(&plural).then(|| (end, format!("{stem}-k{plural}")));
    }
    let mut letters = stem.chars();
    letters.next()?;
    let hungarian = stem.chars().count() >= 6
        && stem.chars().any(|c| "áéíóöőúüűÁÉÍÓÖŐÚÜŰ".contains(c))
        && letters.all(char::is_lowercase);
    (hungarian && ENDINGS.contains(&ending)).then(|| (end, format!("{stem}{ending}")))
}

/// Portuguese prefixes that end in a vowel and are written together with the word.
const PREFIXES: &[&str] = &[
    "anti", "auto", "bi", "contra", "extra", "foto", "geo", "infra", "intra", "macro", "mega",
    "micro", "mini", "mono", "multi", "poli", "pseudo", "retro", "semi", "tele", "tri", "ultra",
];

/// Portuguese: a prefix apart from its word, or joined to it by a hyphen that the orthography of 1990 does not write.
fn detached_prefix(target: &Text<'_>, at: usize, word: &Word) -> Option<(usize, String)> {
    let prefix = target.word(word);
    if prefix.len() > 6 || !prefix.is_ascii() {
        return None;
    }
    let lower = prefix.to_ascii_lowercase();
    if !PREFIXES.contains(&lower.as_str()) || is_suffix(target, at) {
        return None;
    }
    let next = target.words.get(at + 1).filter(|n| n.kind == WordKind::Plain)?;
    let hyphen = match target.visible().get(word.end as usize..next.start as usize)? {
        "-" => true,
        // The others are words by themselves too (`o extra`, `a mini`).
        " " => matches!(lower.as_str(), "multi" | "auto" | "semi"),
        _ => return None,
    };
    let detached = target.visible().as_bytes().get(word.end as usize) == Some(&b' ');
    let stem = target.word(next);
    let first = stem.chars().next()?;
    let fits = stem.chars().count() > 3 && stem.chars().all(char::is_lowercase);
    if !hyphen || !fits {
        return None;
    }
    // Before the same vowel and before `h` the orthography asks for the hyphen, before `r` and `s` for a doubled letter.
    let joined = match first {
        'h' if detached => format!("{prefix}-{stem}"),
        'h' => return None,
        c if lower.ends_with(c) && detached => format!("{prefix}-{stem}"),
        c if lower.ends_with(c) => return None,
        c @ ('r' | 's') => format!("{prefix}{c}{stem}"),
        _ => format!("{prefix}{stem}"),
    };
    Some((next.end as usize, joined))
}
