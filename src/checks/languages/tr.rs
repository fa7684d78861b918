//! Turkish: the dotted `İ`, the apostrophe of an ending, names that no ending joins.

use super::names::NamedText;
use super::{Found, Language, NameRule, Spelling, is_suffix};
use crate::checks::SegmentView;
use crate::locale::Locale;
use crate::text::{Text, words};

pub(super) static TURKISH: Language = Language {
    bare_name: Some(NameRule { find: bare_name, on_metadata: false }),
    misspelling: Some(dotless),
    spacing: &[detached_suffix],
    ..Language::new("tr")
};

/// Words from which on a text is more than a name or label.
const LEAST_WORDS: usize = 5;

/// The clause ends right behind a name that nothing joins to it.
fn bare_name(named: &NamedText<'_>) -> Vec<Found> {
    let visible = named.text.visible();
    let mut found = Vec::new();
    for name in named.names.iter().filter(|n| n.behind_preposition) {
        let written = named.written(name);
        if !named.ends_clause(&name.target) || written.len() < 4 {
            continue;
        }
        // The name's own head noun ends in `Merkezi` and the like; a case ending hangs on an apostrophe.
        let whole = visible[..name.target.start].ends_with(' ');
        if whole && written.ends_with("zi") && words::stretches(visible).count() >= LEAST_WORDS {
            let message = format!("“{written}” has no ending that joins it to the sentence.");
            found.push(named.found(name.target.clone(), message));
        }
    }
    found
}

/// A word that begins with a dotless capital in place of `İ`.
fn dotless(target: &Text<'_>, locale: &Locale, at: usize) -> Option<Spelling> {
    let word = &target.words[at];
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
    let known = || locale.rules.dotted_stems.iter().any(|stem| rest.starts_with(stem.as_str()));
    (turkish && front || known())
        .then(|| Spelling { visible: word.range(), right: format!("İ{rest}") })
}

/// `Azure 'da`: the ending belongs to the word.
fn detached_suffix(view: &SegmentView<'_>) -> Vec<Found> {
    let visible = view.target.visible();
    let mut found = Vec::new();
    // Where a quotation opens: an apostrophe with no word before it.
    let opens = |(at, _): &(usize, &str)| !visible[..*at].ends_with(char::is_alphanumeric);
    let opening = visible.match_indices(['\'', '‘', '’']).find(opens).map(|(at, _)| at);
    for (number, (at, mark)) in visible.match_indices(['\'', '’']).enumerate() {
        let before = &visible[..at];
        let is_quoting = opening.is_some_and(|opening| opening < at);
        let rest = &visible[at + mark.len()..];
        let behind = rest.trim_start();
        let ending: usize = behind.chars().take_while(|c| c.is_lowercase()).count();
        let spaces = rest.len() - behind.len();
        // A quotation opens with an apostrophe too; it closes again.
        let quoted = behind.find(['\'', '’']).is_some_and(|i| {
            behind[i..].len() > 1 || i > 0 && spaces == 0 && !behind[..i].contains(' ')
        });
        let odd = number % 2 == 1 && quoted;
        if before.ends_with(' ') && (1..=8).contains(&ending) && spaces <= 1 && !odd {
            let word = words::leading(behind, char::is_alphanumeric).len();
            let span = at - 1..at + mark.len() + spaces + word;
            let message = "A space stands before the apostrophe of an ending: leave it out.";
            found.push(Found::new(&view.target, span, message));
            continue;
        }
        let ending = words::leading(behind, char::is_alphanumeric);
        if spaces == 1 && !is_quoting && is_stray(before, ending) {
            let start = before.char_indices().next_back().map_or(at, |(start, _)| start);
            let span = start..at + mark.len() + spaces + ending.len();
            let message = "A space stands behind the apostrophe of an ending: leave it out.";
            found.push(Found::new(&view.target, span, message));
        }
    }
    found
}

/// Endings of case and possession by the vowel that they go by, without their buffer letter.
const ENDINGS: &[&str] = &[
    "a", "e", "ı", "i", "u", "ü", "ın", "in", "un", "ün", "da", "de", "ta", "te", "dan", "den",
    "tan", "ten",
];

/// Whether an apostrophe behind a word parts it from an ending (`Kaydet' e`). Behind a number it may stand for minutes or
/// feet.
fn is_stray(before: &str, ending: &str) -> bool {
    let bare = ending.strip_prefix(['n', 'y']).unwrap_or(ending);
    before.ends_with(|c: char| c.is_alphabetic() || c == ')')
        && (ENDINGS.contains(&ending) || ENDINGS.contains(&bare))
}
