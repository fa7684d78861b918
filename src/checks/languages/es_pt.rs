//! Spanish and Portuguese: what joins a noun and a name; Spanish conjunctions before their own sound; Portuguese prefixes.

use super::names::{Name, NamedText, is_acronym};
use super::{Found, Language, NameRule, Spelling, adjacent, has, is_suffix};
use crate::checks::SegmentView;
use crate::locale::Locale;
use crate::names::vendor::Vendor;
use crate::text::{Text, WordKind};

pub(super) static SPANISH: Language = Language {
    bare_name: Some(NameRule { find: unjoined, on_metadata: true }),
    wrong_form: &[conjunctions],
    ..Language::new("es")
};

pub(super) static PORTUGUESE: Language = Language {
    bare_name: Some(NameRule { find: unjoined, on_metadata: true }),
    misspelling: Some(detached_prefix),
    ..Language::new("pt")
};

/// Spanish: `y` before the sound `i`, `o` before the sound `o`, and articles that merge with their preposition.
fn conjunctions(view: &SegmentView<'_>) -> Vec<Found> {
    let text = &view.target;
    let mut found = Vec::new();
    for pair in text.words.windows(2) {
        let [a, b] = pair else { continue };
        let right = match text.word(a) {
            "y" => "e",
            "o" => "u",
            "de" => "del",
            "a" => "al",
            _ => continue,
        };
        let next = text.word(b);
        if !adjacent(text, a, b) || b.kind != WordKind::Plain || next.len() < 2 {
            continue;
        }
        let lower = next.starts_with(char::is_lowercase);
        let sound = next.strip_prefix('h').unwrap_or(next);
        let wrong = match right {
            // `hie`, `ia`: no vowel but a glide.
            "e" => {
                let glide = ["ia", "ie", "io", "iu", "iá", "ié", "ió"];
                sound.starts_with(['i', 'í']) && !glide.iter().any(|g| sound.starts_with(g))
            }
            "u" => sound.starts_with(['o', 'ó']),
            _ => next == "el",
        };
        // What the source has too is a foreign word.
        if lower && wrong && !view.source.visible().contains(next) {
            let message = format!("“{}” stands before “{next}”: write “{right}”.", text.word(a));
            found.push(Found::between(text, a, b, message));
        }
    }
    found
}

/// Portuguese: a prefix apart from its word, or joined to it by a hyphen that the orthography of 1990 does not write.
fn detached_prefix(target: &Text<'_>, locale: &Locale, at: usize) -> Option<Spelling> {
    let word = &target.words[at];
    let prefix = target.word(word);
    if prefix.len() > 6 || !prefix.is_ascii() {
        return None;
    }
    let lower = prefix.to_ascii_lowercase();
    if !has(&locale.rules.prefixes, &lower) || is_suffix(target, at) {
        return None;
    }
    let next = target.words.get(at + 1).filter(|n| n.kind == WordKind::Plain)?;
    let (fits, detached) = match target.visible().get(word.end as usize..next.start as usize)? {
        "-" => (true, false),
        // The others are words by themselves too (`o extra`, `a mini`).
        " " => (has(&locale.rules.loose_prefixes, &lower), true),
        _ => return None,
    };
    let stem = target.word(next);
    let first = stem.chars().next()?;
    // `Auto para` is the name of a setting.
    let grammar = has(&locale.function_words, stem);
    if !fits || grammar || stem.chars().count() <= 3 || !stem.chars().all(char::is_lowercase) {
        return None;
    }
    // Before the same vowel and before `h` the orthography asks for the hyphen, before `r` and `s` for a doubled letter.
    let right = match first {
        c if (c == 'h' || lower.ends_with(c)) && detached => format!("{prefix}-{stem}"),
        c if c == 'h' || lower.ends_with(c) => return None,
        c @ ('r' | 's') => format!("{prefix}{c}{stem}"),
        _ => format!("{prefix}{stem}"),
    };
    Some(Spelling { visible: word.start as usize..next.end as usize, right })
}

/// A noun and a name without the preposition or article that joins them.
fn unjoined(named: &NamedText<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for name in named.names {
        let mut range = name.target.clone();
        let mut message = None;
        if let Some((start, wrong)) = before_name(named, name) {
            range.start = start;
            message = Some(wrong);
        }
        if let Some((end, wrong)) = behind_name(named, name) {
            range.end = end;
            message.get_or_insert(wrong);
        }
        if let Some(message) = message {
            found.push(named.found(range, message));
        }
    }
    before_brand(named, &mut found);
    found
}

/// Where a word right before a name begins that does not fit it, and why.
fn before_name(named: &NamedText<'_>, name: &Name) -> Option<(usize, String)> {
    let locale = named.locale;
    let written = named.written(name);
    let before = named.before(&name.target)?;
    let word = &named.text.visible()[before.clone()];
    let lower = word.to_lowercase();
    let articled = locale.articled_names.iter().any(|a| takes_article(written, a));
    // A capitalised word may be part of a longer name, unless the locale's language wrote it.
    let own = name.behind_preposition && named.source.is_some_and(|s| !s.visible().contains(word));
    let small =
        word.chars().all(char::is_lowercase) || own && word.chars().skip(1).all(char::is_lowercase);
    let unlisted = || {
        small
            && !has(&locale.function_words, &lower)
            && word.chars().count() > 2
            && !has(&locale.rules.joining_adjectives, word)
    };
    let message = if is_noun(locale, word)
        && (articled || !is_acronym(written) && !word.starts_with("API"))
    {
        format!("A preposition is missing between “{word}” and “{written}”.")
    } else if articled && has(&locale.bare_prepositions, &lower) {
        format!("The article is missing between “{word}” and “{written}”.")
    } else if articled && has(&locale.other_determiners, &lower) {
        format!("“{word}” does not fit “{written}”.")
    } else if articled && unlisted() {
        format!("An article or preposition is missing before “{written}”.")
    } else {
        return None;
    };
    Some((before.start, message))
}

/// Where a noun right behind a name ends, which belongs before it, and why.
fn behind_name(named: &NamedText<'_>, name: &Name) -> Option<(usize, String)> {
    let visible = named.text.visible();
    let written = named.written(name);
    let behind = named.behind(&name.target)?;
    let word = &visible[behind.clone()];
    let follows = &visible[behind.end..];
    // `cuenta con` and the like are verbs.
    let verb = [" con ", " com ", " a ", " que "].iter().any(|w| follows.starts_with(w));
    let is_name = || named.names.iter().any(|n| n.target.start == behind.start);
    let wrong = is_noun(named.locale, word) && !verb && !is_acronym(written) && !is_name();
    wrong.then(|| (behind.end, format!("“{word}” stands behind “{written}” as in English.")))
}

/// A noun right before a brand that no name of the list holds (`administração Microsoft`).
fn before_brand(named: &NamedText<'_>, found: &mut Vec<Found>) {
    let text = named.text;
    for pair in text.words.windows(2) {
        let [noun, brand] = pair else { continue };
        let written = text.word(brand);
        let Some(vendor) = Vendor::of_brand(written) else { continue };
        let word = text.word(noun);
        let range = noun.range();
        let held = named
            .names
            .iter()
            .any(|n| n.target.start < brand.range().end && range.start < n.target.end);
        // The vendor's own accounts go without a preposition.
        let account = written == vendor.vendor && has(&vendor.unjoined_nouns, word);
        let bare = has(&named.locale.name_nouns, word)
            && named.before(&brand.range()).is_some_and(|b| b == range);
        if !held && !account && bare {
            let message = format!("A preposition is missing between “{word}” and “{written}”.");
            found.push(named.found(range.start..brand.end as usize, message));
        }
    }
}

/// Whether a word is a noun of the locale's list, in small letters or as an acronym in capitals (`API`, `APIs`).
fn is_noun(locale: &Locale, word: &str) -> bool {
    let capitals =
        |noun: &str| noun.len() <= 4 && word.starts_with("API") && word.eq_ignore_ascii_case(noun);
    locale.name_nouns.iter().any(|noun| noun == word || capitals(noun))
}

/// Whether a name begins with `Centro*`, or ends with `*Center`.
fn takes_article(name: &str, pattern: &str) -> bool {
    match pattern.strip_prefix('*') {
        Some(end) => name.ends_with(end),
        None => name.starts_with(pattern.trim_end_matches('*')),
    }
}
