//! Czech: cases behind prepositions, prepositions before their own consonant, the order of noun and name.

use super::names::{NamedText, is_acronym};
use super::slavic::{Vocalised, vocalised};
use super::{Found, Language, NameRule, adjacent, has};
use crate::checks::SegmentView;
use crate::text::WordKind;

pub(super) static CZECH: Language = Language {
    bare_name: Some(NameRule { find: english_order, on_metadata: false }),
    wrong_form: &[nominative, unvocalised],
    ..Language::new("cs")
};

/// `v Partnerské centrum`, `o podpora`.
fn nominative(view: &SegmentView<'_>) -> Vec<Found> {
    let text = &view.target;
    let rules = &view.locale.rules;
    let mut found = Vec::new();
    for pair in text.words.windows(2) {
        let [preposition, noun] = pair else { continue };
        let word = text.word(noun);
        if word.ends_with('a')
            && has(&rules.nominatives, word)
            && has(&rules.prepositions, text.word(preposition))
            && adjacent(text, preposition, noun)
        {
            let message = format!(
                "“{}” does not take “{word}” in this case: write the one that it takes.",
                text.word(preposition)
            );
            found.push(Found::between(text, preposition, noun, message));
        }
    }
    for three in text.words.windows(3) {
        let [preposition, adjective, noun] = three else { continue };
        let word = text.word(noun);
        if !(word.ends_with("um") && word.len() > 4) || noun.kind != WordKind::Plain {
            continue;
        }
        let before = text.word(preposition);
        let oblique = rules.oblique_prepositions.iter().any(|p| {
            p.len() == before.len() && before.chars().flat_map(char::to_lowercase).eq(p.chars())
        });
        let whole = adjacent(text, preposition, adjective) && adjacent(text, adjective, noun);
        if oblique && whole && text.word(adjective).ends_with(['é', 'í']) {
            let message = format!(
                "“{before}” does not take “{}” in this case: write the one that it takes.",
                text.word(adjective)
            );
            found.push(Found::between(text, preposition, noun, message));
        }
    }
    found
}

/// `s zákazníkem`: the like consonant alone is enough.
fn unvocalised(view: &SegmentView<'_>) -> Vec<Found> {
    const PREPOSITIONS: &[Vocalised] = &[
        Vocalised { from: "s", to: "se", before: "szšž", in_clusters: false },
        Vocalised { from: "z", to: "ze", before: "szšž", in_clusters: false },
        Vocalised { from: "v", to: "ve", before: "vf", in_clusters: false },
        Vocalised { from: "k", to: "ke", before: "k", in_clusters: false },
    ];
    // `s sebou` is an idiom.
    vocalised(view, PREPOSITIONS, &["sebou"])
}

/// A noun behind a name, as in English; it stands before it.
fn english_order(named: &NamedText<'_>) -> Vec<Found> {
    let visible = named.text.visible();
    let mut found = Vec::new();
    for name in named.names {
        let Some(behind) = named.behind(&name.target) else { continue };
        let word = &visible[behind.clone()];
        let written = named.written(name);
        if !is_acronym(written) && has(&named.locale.name_nouns, word) {
            let message = format!("“{word}” stands behind “{written}” as in English.");
            found.push(named.found(name.target.start..behind.end, message));
        }
    }
    found
}
