//! Names that no list holds, judged only where the target itself proves the damage.

use std::ops::Range;

use super::MOST_NAMES;
use super::evidence::Evidence;
use super::translit;
use super::view::{Damage, Problem};
use crate::mqm::Confidence;
use crate::text::script::is_native;
use crate::text::{Text, Word, WordKind};

/// Words of the source that came through in pieces (`Co-op` as `совместной op`) or by sound (`PowerRename` as
/// `Поверренаме`), in targets of another script. `known` are the names that lists judge already.
pub(super) fn judge(source: &Text<'_>, target: &Text<'_>, known: &[Range<usize>]) -> Vec<Damage> {
    let mut damage = Vec::new();
    if !is_native(target.visible()) {
        return damage;
    }
    let text = source.visible();
    let is_likely = |word: &Word| {
        matches!(text.as_bytes().get(word.end as usize), Some(b'-'))
            || word.kind == WordKind::Identifier
    };
    let likely = source.words.iter().enumerate().filter(|(_, word)| is_likely(word));
    for (i, word) in likely.take(MOST_NAMES) {
        let range = word.range();
        if known.iter().any(|k| k.start < range.end && range.start < k.end) {
            continue;
        }
        let shown = &text[range.clone()];
        if let Some(next) = source.words.get(i + 1)
            && !known.iter().any(|k| k.start < next.range().end && range.start < k.end)
            && let Some(torn) = piece(source, target, range.start..next.range().end, range.end)
        {
            damage.push(torn);
        }
        let inner_capital = word.kind == WordKind::Identifier
            && shown.starts_with(|c: char| c.is_ascii_uppercase())
            && shown.bytes().all(|b| b.is_ascii_alphabetic())
            && shown.bytes().any(|b| b.is_ascii_lowercase())
            // Family names are written by sound, and rightly so.
            && !shown.starts_with("Mc")
            && !shown.starts_with("Mac");
        if inner_capital
            && shown.len() > 5
            && !target.visible().contains(shown)
            && let Some(heard) = translit::find(target.visible(), shown)
        {
            damage.push(unlisted(Problem::Transliterated, range, heard, shown));
        }
    }
    damage
}

/// A word with a prefix of which only the prefix stands in the target, or two letters behind it. A half that is a word or
/// a name by itself is no fragment (`AST-based`, `in-DOM`, `opt-in`): it may well stand alone where the other half is
/// translated.
fn piece(
    source: &Text<'_>,
    target: &Text<'_>,
    range: Range<usize>,
    hyphen: usize,
) -> Option<Damage> {
    let text = source.visible();
    let whole = &text[range.clone()];
    let (first, second) = (&text[range.start..hyphen], text.get(hyphen + 1..range.end)?);
    let short =
        |part: &str| (2..=5).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic());
    if text.as_bytes().get(hyphen) != Some(&b'-') || !short(first) || !short(second) {
        return None;
    }
    if !PREFIXES.iter().any(|prefix| first.eq_ignore_ascii_case(prefix)) {
        return None;
    }
    let shown = target.visible();
    let joined = format!("{first}{second}");
    let lower = shown.to_ascii_lowercase();
    if lower.contains(&whole.to_ascii_lowercase()) || lower.contains(&joined.to_ascii_lowercase()) {
        return None;
    }
    let stands = |part: &str| {
        let alone = source
            .words
            .iter()
            .filter(|w| w.range().start != range.start && w.range().end != range.end);
        let elsewhere = alone.clone().any(|w| source.word(w).eq_ignore_ascii_case(part));
        let found = target.words.iter().find(|w| target.word(w).eq_ignore_ascii_case(part));
        found.filter(|_| !elsewhere).map(Word::range)
    };
    let left = match (stands(first), stands(second)) {
        (Some(prefix), None) => prefix,
        (None, Some(end))
            if second.len() == 2 && second.bytes().all(|b| b.is_ascii_lowercase()) =>
        {
            end
        }
        _ => return None,
    };
    Some(unlisted(Problem::PartlyTranslated, range.clone(), left, whole))
}

/// Prefixes of English that are no words by themselves.
const PREFIXES: &[&str] = &[
    "anti", "co", "de", "micro", "mid", "multi", "non", "post", "pre", "pro", "re", "semi", "sub",
    "un",
];

fn unlisted(problem: Problem, source: Range<usize>, target: Range<usize>, name: &str) -> Damage {
    Damage {
        problem,
        rule: "unlisted",
        source,
        target: Some(target),
        name: name.to_owned(),
        expected: name.to_owned(),
        severity: None,
        confidence: Confidence::Medium,
        evidence: Evidence::Shipped,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_and_sounds_are_found_and_whole_words_are_not() {
        let of = |source: &str, target: &str| {
            let (s, t) = (Text::new(source), Text::new(target));
            let found = judge(&s, &t, &[]);
            found.first().map(|f| (f.problem, t.visible()[f.target.clone().unwrap()].to_owned()))
        };
        let half = Some((Problem::PartlyTranslated, "Op".to_owned()));
        assert_eq!(of("Select Co-op management.", "Управление совместной Op."), half);
        assert_eq!(of("Select Co-op management.", "Управление Co-op."), None);
        assert_eq!(of("A pay-in plan in full", "План in"), None);
        assert_eq!(of("Use in-DOM templates.", "Шаблоны в DOM."), None);
        assert_eq!(of("A Vue-based tool, multi-GPU.", "Инструмент на Vue, GPU."), None);
        assert_eq!(of("Opt-in is on.", "Согласие in."), None);
        assert_eq!(
            of("The FileSorter tool", "Средство Филесортер").map(|(p, _)| p),
            Some(Problem::Transliterated)
        );
        assert_eq!(of("The FileSorter tool", "Средство сортировки"), None);
    }
}
