//! Korean: particles behind nouns, names, years and links; words that are torn into syllables.

use super::names::NamedText;
use super::{Found, Language, NameRule, has, is_year};
use crate::checks::SegmentView;
use crate::locale::RuleLists;
use crate::text::script::CharScript;
use crate::text::{Text, WordKind, words};

pub(super) static KOREAN: Language = Language {
    bare_name: Some(NameRule { find: no_particle, on_metadata: false }),
    spacing: &[detached_from_link],
    split_syllables: &[torn_words],
    wrong_form: &[object_particle, bare_year],
    ..Language::new("ko")
};

/// A name directly before a verb or determiner.
fn no_particle(named: &NamedText<'_>) -> Vec<Found> {
    let visible = named.text.visible();
    let mut found = Vec::new();
    for name in named.names.iter().filter(|n| n.behind_preposition) {
        let Some(rest) = visible[name.target.end..].strip_prefix(' ') else { continue };
        let words = &named.locale.rules.words_behind_particle;
        let word = words.iter().filter(|w| rest.starts_with(w.as_str())).max_by_key(|w| w.len());
        let Some(word) = word else { continue };
        let message = format!("A particle is missing behind “{}”.", named.written(name));
        found.push(named.found(name.target.start..name.target.end + 1 + word.len(), message));
    }
    found
}

/// `[페이지](a.md) 을`: the particle belongs to the link's text.
fn detached_from_link(view: &SegmentView<'_>) -> Vec<Found> {
    let raw = view.raw_target();
    let mut found = Vec::new();
    for link in view.target.links.iter().filter(|l| !l.image) {
        let Some(rest) = raw.get(link.range.end..).and_then(|r| r.strip_prefix(' ')) else {
            continue;
        };
        let particle = words::leading(rest, char::is_alphabetic);
        if has(&view.locale.rules.link_particles, particle) {
            found.push(Found {
                span: link.range.end..link.range.end + 1 + particle.len(),
                message: "A space stands between the link and its particle: leave it out."
                    .to_owned(),
                expected: None,
            });
        }
    }
    found
}

/// The particle of the object in the form for the other kind of final sound, or behind another particle.
fn object_particle(view: &SegmentView<'_>) -> Vec<Found> {
    let text = &view.target;
    let mut found = Vec::new();
    for word in &text.words {
        let written = text.word(word);
        let Some(stem) = written.strip_suffix(['을', '를']) else { continue };
        let mut letters = stem.chars().rev();
        let (Some(last), Some(_)) = (letters.next(), letters.next()) else { continue };
        // Syllables are ordered by initial, vowel and final; each 28th has no final.
        let Some(syllable) = (last as u32).checked_sub(0xac00).filter(|s| *s < 11_172) else {
            continue;
        };
        let consonant = syllable % 28 != 0;
        let object = written.ends_with('를');
        let wrong = object == consonant || object && stem.ends_with('에');
        let excused = &view.locale.rules.particle_like_words;
        if wrong && !excused.iter().any(|w| written.ends_with(w.as_str())) {
            let message = format!(
                "The particle behind “{stem}” has the form for another sound: write the other one."
            );
            found.push(Found::new(text, word.range(), message));
        }
    }
    found
}

/// A year with a particle and without `년`.
fn bare_year(view: &SegmentView<'_>) -> Vec<Found> {
    let text = &view.target;
    let visible = text.visible();
    let mut found = Vec::new();
    for word in text.words.iter().filter(|w| w.kind == WordKind::Number) {
        let rest = &visible[word.end as usize..];
        let particles = &view.locale.rules.year_particles;
        let Some(particle) = particles.iter().find(|p| rest.starts_with(p.as_str())) else {
            continue;
        };
        let year = text.word(word);
        if is_year(year) {
            let message = format!("“{year}” is a year: write 년 behind it.");
            let span = word.start as usize..word.end as usize + particle.len();
            found.push(Found::new(text, span, message));
        }
    }
    found
}

/// Words that spaces tear apart.
fn torn_words(view: &SegmentView<'_>) -> Vec<Found> {
    let text = &view.target;
    let mut found = Vec::new();
    let mut at = 0;
    while at + 1 < text.words.len() {
        let Some(last) = torn(text, &view.locale.rules, at) else {
            at += 1;
            continue;
        };
        let visible = text.words[at].start as usize..text.words[last].end as usize;
        let joined: String =
            text.visible()[visible.clone()].chars().filter(|c| *c != ' ').collect();
        let message = "Spaces tear the word apart: leave them out.";
        found.push(Found::new(text, visible, message).expected(joined));
        at = last + 1;
    }
    found
}

/// Index of the last word of a torn word that begins at `at`.
fn torn(text: &Text<'_>, rules: &RuleLists, at: usize) -> Option<usize> {
    if !joined(text, at) {
        return None;
    }
    let words = &text.words;
    let (first, second) = (text.word(&words[at]), text.word(&words[at + 1]));
    let rest = |i: usize| words.get(i).is_some_and(|w| has(&rules.torn_endings, text.word(w)));
    if has(&rules.torn_stems, first) && rest(at + 1) {
        return Some(at + 1);
    }
    // `테 넌 트를`: syllables in a row of which none is a word.
    let syllable = |i: usize| {
        words.get(i).is_some_and(|w| {
            let word = text.word(w);
            word.chars().count() == 1 && !has(&rules.syllable_words, word)
        })
    };
    if syllable(at) && syllable(at + 1) && joined(text, at + 1) {
        let short = words.get(at + 2).is_some_and(|w| text.word(w).chars().count() <= 3);
        return short.then_some(at + 2);
    }
    if splits_particle(rules, first, second) {
        return Some(at + 1);
    }
    let noun = first.chars().count() >= 2;
    // `추가 하 고`: noun, stem and ending.
    if noun && matches!(second, "하" | "되") && joined(text, at + 1) && rest(at + 2) {
        return Some(at + 2);
    }
    let ending = rules.light_verb_forms.iter().any(|form| {
        // One syllable is an ending only by itself; longer beginnings go on in many ways.
        if form.chars().count() == 1 && !matches!(form.as_str(), "했" | "됐") {
            second == form
        } else {
            second.starts_with(form.as_str())
        }
    });
    let counts = |word: &str| rules.counters.iter().any(|c| word.starts_with(c.as_str()));
    let counted = second == "한" && words.get(at + 2).is_some_and(|w| counts(text.word(w)));
    (noun && ending && !counted && !is_marked(rules, first, second)).then_some(at + 1)
}

/// Whether a word bears a particle or ending, so that the verb behind it is a word of its own.
fn is_marked(rules: &RuleLists, word: &str, verb: &str) -> bool {
    let ends = |list: &[String]| list.iter().any(|end| word.ends_with(end.as_str()));
    // `가 됩니다` is `becomes`; `추가 합니다` is a noun torn from its verb.
    let becomes =
        verb.starts_with(['되', '됩', '된', '될', '됨', '됐']) && word.ends_with(['이', '가']);
    let is_bare = has(&rules.whole_nouns, word) || ends(&rules.unmarked_nouns);
    becomes || (ends(&rules.marked_endings) && !is_bare)
}

/// Whether a word ends in the first syllables of a particle and the other is the rest of it: `고객에 게`.
fn splits_particle(rules: &RuleLists, first: &str, second: &str) -> bool {
    rules.long_particles.iter().any(|particle| {
        particle.char_indices().skip(1).any(|(at, _)| {
            let (head, tail) = particle.split_at(at);
            let noun = first.strip_suffix(head).is_some_and(|noun| !noun.is_empty());
            let more = second.strip_prefix(tail);
            noun && more.is_some_and(|more| matches!(more, "" | "는" | "도" | "만" | "의"))
        })
    })
}

/// Whether only a space lies between a word and the next, both in Hangul.
fn joined(text: &Text<'_>, at: usize) -> bool {
    let (Some(a), Some(b)) = (text.words.get(at), text.words.get(at + 1)) else { return false };
    a.script == CharScript::Hangul
        && b.script == CharScript::Hangul
        && &text.visible()[a.end as usize..b.start as usize] == " "
}
