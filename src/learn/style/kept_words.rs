//! English words that a project keeps, and those that it translates.
//!
//! In a target of another script an English word stands out. Whether it is meant is told by the other places of the
//! locale where the source has it: a word that is kept in most of them is kept on purpose.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Count, Pair, Place, Rule, Usage};
use crate::hash;
use crate::locale::Script;
use crate::names::{Evidence, strongest};
use crate::text::script::CharScript;
use crate::text::words::runs;
use crate::text::{Text, Word, WordKind};

/// English words of the source are translated.
pub static TRANSLATED_WORDS: Rule = Rule {
    id: "words-translated",
    summary: "common words of the source are translated, none is kept in English",
    kept: "translate the word",
    other: "keep it in English",
    both_ways: false,
    // Thai runs words together, so that neighbours tell little; what a language without word lists borrows is not known.
    usage: |locale| match locale.script {
        None | Some(Script::Latin | Script::Thai) => Usage::None,
        _ if !locale.knows_words() => Usage::None,
        _ => Usage::Open,
    },
    places,
};

/// Words of a locale that are counted; later ones are not judged. Bounds the memory to some 10 MB.
const MAX_WORDS: usize = 200_000;
/// Letters of a word that counts.
const SHORTEST: usize = 4;
/// Words of a source beyond which it teaches nothing of single words.
const LONGEST: usize = 400;

/// How often each English word is translated, by its hash.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct KeptWords {
    words: FxHashMap<u64, Counted>,
    /// Words that stand in code too, so that the running text may well mean the code.
    code: FxHashSet<u64>,
}

/// How often a word is translated, by who is known to have written it.
#[derive(Debug, Clone, Copy, Default, serde::Serialize, serde::Deserialize)]
struct Counted {
    /// On pages that say that a person translated them.
    people: Count,
    /// On all pages that may choose.
    all: Count,
}

/// Places of people from which on they decide alone.
const ENOUGH_OF_PEOPLE: u64 = 5;

impl Counted {
    /// What the strongest evidence says.
    fn strongest(self) -> Count {
        let people = Some(self.people).filter(|count| count.of >= ENOUGH_OF_PEOPLE);
        let said = [(Evidence::People, people), (Evidence::Run, Some(self.all))];
        strongest(said).unwrap_or_default()
    }
}

/// What a pair shows of a word, by its hash.
#[derive(Debug, Clone, Copy, serde::Serialize, serde::Deserialize)]
pub(super) enum Seen {
    Translated(u64),
    Left(u64),
    InCode(u64),
}

impl KeptWords {
    /// Takes in what pairs show, of which it is known whether a person wrote them.
    pub(super) fn observe(&mut self, seen: &[Seen], by_people: bool) {
        for seen in seen {
            let (word, translated) = match *seen {
                Seen::Translated(word) => (word, true),
                Seen::Left(word) => (word, false),
                Seen::InCode(word) => {
                    if self.code.len() < MAX_WORDS {
                        self.code.insert(word);
                    }
                    continue;
                }
            };
            if self.words.len() < MAX_WORDS || self.words.contains_key(&word) {
                let counted = self.words.entry(word).or_default();
                counted.all.add(translated);
                if by_people {
                    counted.people.add(translated);
                }
            }
        }
    }

    /// How often a word is translated; nothing is known of one that stands in code too.
    pub(super) fn of(&self, word: &str) -> Count {
        let word = hash::text(word);
        let count = if self.code.contains(&word) { None } else { self.words.get(&word) };
        count.copied().unwrap_or_default().strongest()
    }
}

fn places(pair: &Pair<'_>, places: &mut Vec<Place>) {
    for (word, left) in words(pair) {
        let span = left.map_or(0..0, |word| pair.target.raw_range(word.range()));
        let source = Some(pair.source.raw_range(word.range()));
        places.push(Place { span, source, kept: left.is_none(), expected: None });
    }
}

/// What a pair shows of the words of its source.
pub(super) fn seen(pair: &Pair<'_>) -> Vec<Seen> {
    if (TRANSLATED_WORDS.usage)(pair.locale) == Usage::None {
        return Vec::new();
    }
    let of_word = |(word, left): (&Word, Option<&Word>)| {
        let hash = hash::text(pair.source.word(word));
        if left.is_some() { Seen::Left(hash) } else { Seen::Translated(hash) }
    };
    let code = pair.source.protected.iter().map(|p| pair.source.slice(p.content.clone()));
    let in_code = code.flat_map(|code| {
        let words = runs(code, |c| c.is_ascii_alphabetic()).map(move |run| &code[run]);
        words.filter(|w| w.len() >= SHORTEST).map(|w| Seen::InCode(hash::text(w)))
    });
    words(pair).into_iter().map(of_word).chain(in_code).collect()
}

/// The small English words of a source, each once, with the same word of the target where it is there.
fn words<'t>(pair: &Pair<'t>) -> Vec<(&'t Word, Option<&'t Word>)> {
    let (source, target) = (pair.source, pair.target);
    if source.words.len() > LONGEST {
        return Vec::new();
    }
    let small = |text: &'t Text<'t>| {
        text.words.iter().filter(|w| is_small(w, text.word(w))).map(|w| (text.word(w), w))
    };
    let mut in_target: FxHashMap<&str, &Word> = FxHashMap::default();
    in_target.extend(small(target));
    let mut met = FxHashSet::default();
    small(source)
        .filter(|(written, _)| met.insert(*written) && !held_by_code(source, written))
        .map(|(written, word)| (word, in_target.get(written).copied()))
        .collect()
}

fn is_small(word: &Word, written: &str) -> bool {
    word.kind == WordKind::Plain
        && word.script == CharScript::Latin
        && written.len() >= SHORTEST
        && written.bytes().all(|b| b.is_ascii_lowercase())
}

/// Whether a word is part of code or of a label of the source.
fn held_by_code(source: &Text<'_>, word: &str) -> bool {
    source.protected.iter().any(|p| source.slice(p.content.clone()).contains(word))
        || source.emphasis.iter().any(|e| source.slice(e.content.clone()).contains(word))
}

/// The words of the target that stand in English among words of the other script, by their index: words of the source in
/// small letters that are no code, label or quotation there.
pub fn left_english(pair: &Pair<'_>) -> Vec<usize> {
    let target = pair.target;
    let visible = target.visible();
    let spaced = |c: Option<char>| c.is_none_or(|c| c == ' ' || CharScript::of(c).is_letter());
    let alone = |at: &usize| {
        let word = &target.words[*at];
        let before = visible[..word.start as usize].chars().next_back();
        let behind = visible[word.end as usize..].chars().next();
        is_small(word, target.word(word))
            && spaced(before)
            && (spaced(behind) || matches!(behind, Some('.' | ',' | '。' | '，' | '、')))
            && is_foreign(target, at.checked_sub(1))
            && is_foreign(target, Some(at + 1))
            && !target.is_emphasised(word.range())
    };
    let of_source = |at: &usize| {
        let written = target.word(&target.words[*at]);
        let source = pair.source;
        source.words.iter().any(|w| source.word(w) == written) && !held_by_code(source, written)
    };
    (0..target.words.len()).filter(alone).filter(of_source).collect()
}

/// Whether a word beside is there and of another script than Latin or in bold, or there is none.
fn is_foreign(text: &Text<'_>, at: Option<usize>) -> bool {
    let Some(word) = at.and_then(|at| text.words.get(at)) else { return true };
    text.is_emphasised(word.range())
        || word.script != CharScript::Latin && word.kind == WordKind::Plain
}
