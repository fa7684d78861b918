//! Words of a katakana compound, set off by spaces or run together.

use super::{Pair, Place, Rule, Usage};
use crate::text::words::runs;

/// A space between the words of a compound.
pub static WORDS_APART: Rule = Rule {
    id: "katakana-words-apart",
    summary: "the words of a katakana compound are set off by spaces",
    kept: "have a space",
    other: "have none",
    both_ways: false,
    usage: |locale| if locale.compound_words.is_empty() { Usage::None } else { Usage::Open },
    places,
};

/// Bytes of a katakana letter.
const LETTER: usize = 3;
/// Letters that two words have together at least.
const SHORTEST: usize = 6;

fn places(pair: &Pair<'_>, places: &mut Vec<Place>) {
    let words = &pair.locale.compound_words;
    let visible = pair.target.visible();
    let katakana = |c: char| ('\u{30a1}'..='\u{30fa}').contains(&c) || c == 'ー';
    let known = |word: &str| words.binary_search_by(|w| w.as_str().cmp(word)).is_ok();
    let mut last = 0..0;
    for place in runs(visible, katakana) {
        let run = &visible[place.clone()];
        // Before or behind a middle dot it is a part of a longer word; combining marks are in no list.
        let whole = run.chars().all(katakana)
            && !visible[place.end..].starts_with('・')
            && !visible[..place.start].ends_with('・');
        if last.end + 1 == place.start
            && visible[last.end..].starts_with(' ')
            && known(run)
            && known(&visible[last.clone()])
        {
            places.push(Place::new(pair, last.start..place.end, true));
        } else if whole
            && run.len() >= SHORTEST * LETTER
            && !known(run)
            && let Some(apart) = parts(run, known)
        {
            places.push(Place::new(pair, place.clone(), false).expected(apart));
        }
        last = place;
    }
}

/// The words of a run with spaces between, if it is made of two or more; the fewest words where there are several ways.
fn parts(run: &str, known: impl Fn(&str) -> bool) -> Option<String> {
    let n = run.len() / LETTER;
    // For each end the start of its last word in the way with the fewest words.
    let mut best: Vec<Option<(usize, usize)>> = vec![None; n + 1];
    best[0] = Some((0, 0));
    for end in 1..=n {
        for start in 0..end {
            let Some((count, _)) = best[start] else { continue };
            let fewer = best[end].is_none_or(|(b, _)| count + 1 < b);
            if fewer && known(&run[start * LETTER..end * LETTER]) {
                best[end] = Some((count + 1, start));
            }
        }
    }
    best[n]?;
    let mut cuts = Vec::new();
    let mut end = n;
    while end > 0 {
        let (_, start) = best[end]?;
        cuts.push(&run[start * LETTER..end * LETTER]);
        end = start;
    }
    cuts.reverse();
    Some(cuts.join(" "))
}
