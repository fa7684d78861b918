//! `lost-acronym`: an acronym was translated, or written by the letters of another script.

use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::document::Origin;
use crate::learn::Corpus;
use crate::locale::{Habit, Script};
use crate::mqm::{Category, Confidence, Severity};
use crate::text::Word;
use crate::text::script::CharScript;
use crate::text::words::leading;

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
    summary: "an acronym in brackets was translated, or one was written in another script",
    details: "In Chinese, Japanese, Korean and Arabic, which keep Latin acronyms, fires where the source has an acronym of three \
              to six capitals in brackets (`(PGA)`), the target has it nowhere, and one of the target's brackets holds only letters of \
              the locale's script while all of the source's hold acronyms (`(표준)`). In Cyrillic, on a page that a machine translated, fires on a word in capitals \
              that writes an acronym of the source letter by letter (`АПІ` for `API`), where the run keeps it elsewhere in three \
              places and most, or where both have the same digits (`МТ940`); units are none. Measured of the former: machine 0.6, human 0 of 1,000 segments.",
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
    run: Run::Corpus(run),
};

fn run(view: &SegmentView<'_>, corpus: &Corpus, issues: &mut Vec<Issue>) {
    by_letters(view, |acronym| corpus.kept(view.page.locale(), acronym), issues);
    small_letters(view, issues);
    recased(view, issues);
    let is_foreign = matches!(
        view.locale.script,
        Some(Script::Han | Script::Japanese | Script::Hangul | Script::Arabic)
    );
    let in_latin =
        view.locale.script == Some(Script::Latin) && view.page.origin() == Origin::Machine;
    if !is_foreign && !in_latin {
        return;
    }
    let (source, target) = (view.source.visible(), view.target.visible());
    let acronyms: Vec<&str> =
        brackets(source).map(|(_, inner)| inner.trim_end_matches('s')).collect();
    let all = !acronyms.is_empty() && acronyms.iter().all(|a| is_acronym(a));
    let Some(lost) = acronyms.iter().find(|a| all && !target.contains(**a)) else { return };
    let native = |inner: &str| {
        let mut letters = inner.chars();
        if in_latin {
            // `(Mapy)` for `(MAPS)`: one word, the only one in brackets.
            let is_word = inner.chars().count() >= 3
                && inner.starts_with(char::is_uppercase)
                && letters.clone().skip(1).all(char::is_lowercase);
            return is_word
                && !source.contains(inner)
                && brackets(target).count() == acronyms.len();
        }
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

/// `(rcu)` for `(RCU)`: an acronym that brackets introduce, in small letters.
fn small_letters(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (view.source.visible(), view.target.visible());
    if !source.contains('(')
        || view.locale.has(Habit::SmallAcronyms) && view.page.origin() != Origin::Machine
    {
        return;
    }
    let introduced = brackets(source).map(|(_, inner)| inner);
    let is_acronym =
        |text: &&str| (2..=6).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_uppercase());
    for acronym in introduced.filter(is_acronym).take(MOST) {
        let is_small = |inner: &str| {
            inner.eq_ignore_ascii_case(acronym) && inner.bytes().all(|b| b.is_ascii_lowercase())
        };
        if let Some((at, inner)) = brackets(target).find(|(_, inner)| is_small(inner))
            && !target.contains(acronym)
            && !source.contains(inner)
        {
            let message = format!("The acronym “{acronym}” became “{inner}”: write “{acronym}”.");
            let span = view.target_span(at..at + inner.len());
            issues.push(Issue::new(&CHECK, message).target(span).expected(acronym));
        }
    }
}

/// `Guid` for `GUID`: an acronym of three letters or more in running text of a machine, written as a word with a capital.
fn recased(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    if view.page.origin() != Origin::Machine {
        return;
    }
    let is_acronym =
        |text: &&str| (3..=8).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_uppercase());
    let mut acronyms =
        source.words.iter().map(|word| source.word(word)).filter(is_acronym).take(MOST).peekable();
    // A text in capitals throughout has no acronyms.
    let small = |word: &Word| source.word(word).starts_with(|c: char| c.is_ascii_lowercase());
    if acronyms.peek().is_none() || !source.words.iter().any(small) {
        return;
    }
    for acronym in acronyms {
        let is_word = |written: &str| {
            written.eq_ignore_ascii_case(acronym)
                && written.starts_with(|c: char| c.is_ascii_uppercase())
                && written.bytes().skip(1).all(|b| b.is_ascii_lowercase())
        };
        let mut places = target.words.iter().filter(|word| is_word(target.word(word)));
        let Some(word) = places.next() else { continue };
        let written = target.word(word);
        let is_kept = target.words.iter().any(|w| target.word(w) == acronym);
        if is_kept || source.visible().contains(written) || view.names.in_target(&word.range()) {
            continue;
        }
        let span = view.target_span(word.range());
        if !issues.iter().any(|issue| issue.touches(&span)) {
            let message = format!("The acronym “{acronym}” became “{written}”: write “{acronym}”.");
            let issue = Issue::new(&CHECK, message).target(span).expected(acronym);
            issues.push(issue.confidence(Confidence::Medium));
        }
    }
}

/// Acronyms of a text that are looked for.
const MOST: usize = 16;
/// Places that keep an acronym from which on another script is wrong, and of how many they are most.
const LEAST_KEPT: u32 = 3;
/// Letters of an acronym that are not alike by chance.
const LONG: usize = 3;
/// Digits of the number of an article at least.
const LEAST_DIGITS: usize = 5;

/// A word in Cyrillic capitals that writes an acronym of the source, which the target lacks, letter by letter. `kept` tells
/// in how many places of the run the acronym stands, and how many keep it.
fn by_letters(
    view: &SegmentView<'_>,
    kept: impl Fn(&str) -> Option<(u32, u32)>,
    issues: &mut Vec<Issue>,
) {
    let (source, target) = (&view.source, &view.target);
    if view.locale.script != Some(Script::Cyrillic) || view.page.origin() != Origin::Machine {
        return;
    }
    let is_native = |word: &&str| {
        word.chars().all(|c| c.is_ascii_digit() || CharScript::of(c) == CharScript::Cyrillic)
            && word.chars().filter(|c| c.is_uppercase()).count() >= 2
    };
    let acronyms = source.words.iter().map(|word| source.word(word)).filter(|word| {
        (2..=6).contains(&word.len())
            && word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
            && word.bytes().filter(u8::is_ascii_uppercase).count() >= 2
            && !TRANSLATED.contains(word)
            && !target.visible().contains(word)
    });
    for acronym in acronyms.take(MOST) {
        // The number of an article stands behind its letters, that of a unit before them.
        let is_number = source.visible().find(acronym).is_some_and(|at| {
            let behind = source.visible()[at + acronym.len()..].strip_prefix(' ');
            behind.is_some_and(|rest| leading(rest, |c| c.is_ascii_digit()).len() >= LEAST_DIGITS)
        });
        let has_digit = is_number || acronym.bytes().any(|b| b.is_ascii_digit());
        let is_kept = || {
            // Where the run says nothing, three letters are no chance.
            kept(acronym).map_or(acronym.len() >= LONG, |(seen, kept)| {
                let others = seen.saturating_sub(1);
                kept >= LEAST_KEPT && u64::from(kept) * 5 >= u64::from(seen) * 4
                    || acronym.len() >= LONG && kept.saturating_mul(2) >= others
            })
        };
        let writes = |word: &&Word| {
            let written = target.word(word);
            is_native(&written)
                && letter_by_letter(acronym, written)
                && (is_number || !view.locale.units.values().flatten().any(|unit| unit == written))
        };
        let Some(word) = target.words.iter().find(writes) else { continue };
        if has_digit || is_kept() {
            let written = target.word(word);
            let message = format!("The acronym “{acronym}” became “{written}”: write “{acronym}”.");
            let issue = Issue::new(&CHECK, message).target(view.target_span(word.range()));
            issues.push(issue.confidence(Confidence::Medium).expected(acronym));
        }
    }
}

/// Whether each letter of the one may stand for that of the other, by sound or by shape.
fn letter_by_letter(latin: &str, cyrillic: &str) -> bool {
    const LETTERS: [&str; 26] = [
        "А", "БВ", "СЦК", "Д", "ЕЭ", "Ф", "ГҐ", "ХГН", "ИІ", "ЙДЖ", "КХ", "Л", "М", "Н", "О", "ПР",
        "К", "Р", "С", "Т", "УЮ", "В", "ВУ", "Х", "УЙІИ", "З",
    ];
    latin.chars().count() == cyrillic.chars().count()
        && latin.bytes().zip(cyrillic.chars()).all(|(l, c)| {
            if l.is_ascii_digit() {
                return char::from(l) == c;
            }
            LETTERS.get(usize::from(l.wrapping_sub(b'A'))).is_some_and(|all| all.contains(c))
        })
}

/// Acronyms that locales have words of their own for, or write by their own letters.
const TRANSLATED: &[&str] = &[
    "CMYK", "DNA", "EUR", "FAQ", "GBP", "GMT", "GPS", "NATO", "PIN", "SMS", "UAE", "UNO", "USA",
    "USD", "VAT", "VIP",
];

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

#[cfg(test)]
mod tests {
    use super::letter_by_letter;

    #[test]
    fn letters_stand_for_letters() {
        for (latin, cyrillic) in [("API", "АПІ"), ("DPC", "ДПЦ"), ("MT940", "МТ940"), ("KB", "КБ")]
        {
            assert!(letter_by_letter(latin, cyrillic), "{latin}");
        }
        assert!(!letter_by_letter("VAT", "НДС") && !letter_by_letter("MT940", "МТ941"));
    }
}
