//! Which words of a target stand for which words of its source, by the lexicon of the run: what a mark of the one covers
//! is looked for in the other.

use super::cut::Cut;
use super::lexicon::{Lexicon, Lexicons};
use super::model1::NULL;
use super::sample::pair_hash;
use crate::locale::Nouns;
use crate::text::stems::Token;

/// Tokens of a side beyond which a pair is not aligned: it is a whole page, and every word has many candidates.
const LONGEST: (usize, usize) = (160, 400);
/// The strength of a word that stands on both sides as it is.
const SAME: f32 = 0.9;

/// The strength of a word that a dictionary gives for one of the source.
const IN_DICTIONARY: f32 = 0.7;

/// How strongly each word of a target stands for each word of its source.
#[derive(Debug, Clone, PartialEq)]
pub struct Alignment {
    /// The words of the source, in bytes of the raw text.
    pub source: Vec<Token>,
    /// The words of the target, likewise.
    pub target: Vec<Token>,
    /// By target word, then source word.
    strengths: Vec<f32>,
}

impl Alignment {
    /// How strongly a word of the target stands for one of the source, 0 to 1; both by their index.
    pub fn strength(&self, target: usize, source: usize) -> f32 {
        self.strengths.get(target * self.source.len() + source).copied().unwrap_or(0.0)
    }
}

impl Alignment {
    /// Adds what a dictionary knows: the one word of the target that is a form of a noun's rendering stands for it.
    fn add_nouns(&mut self, source: &str, target: &str, nouns: &Nouns) {
        let mut small = String::new();
        for (row, token) in self.source.iter().enumerate() {
            let Some(written) = source.get(token.start as usize..token.end as usize) else {
                continue;
            };
            if !written.bytes().all(|b| b.is_ascii_alphabetic()) {
                continue;
            }
            small.clear();
            small.push_str(written);
            small.make_ascii_lowercase();
            let Some((_, renderings)) = nouns.of_source(&small) else { continue };
            let is_form = |token: &Token| {
                target
                    .get(token.start as usize..token.end as usize)
                    .is_some_and(|word| renderings.iter().any(|r| r.is_of(word)))
            };
            let mut forms = self.target.iter().enumerate().filter(|(_, token)| is_form(token));
            if let (Some((column, _)), None) = (forms.next(), forms.next()) {
                let strength = &mut self.strengths[column * self.source.len() + row];
                *strength = strength.max(IN_DICTIONARY);
            }
        }
    }
}

impl Lexicons {
    /// Aligns a pair of plain texts; of a locale that was not learned only what stands on both sides is known. `None` for
    /// a side without words and for texts that are too long. `nouns` tells of those that the run may not have.
    pub fn align(
        &self,
        locale: &str,
        source: &str,
        target: &str,
        nouns: Option<&Nouns>,
    ) -> Option<Alignment> {
        let (raw_source, raw_target) = (source, target);
        let lexicon = self.get(locale).unwrap_or(&self.untrained);
        let own = lexicon.is_own(pair_hash(source, target));
        let (source, target) = lexicon.cut(source, target);
        let sizes = (source.tokens.len(), target.tokens.len());
        if sizes.0 == 0 || sizes.1 == 0 || sizes.0 > LONGEST.0 || sizes.1 > LONGEST.1 {
            return None;
        }
        let cells = cells(lexicon, &source, &target, own);
        let mut strengths = Vec::with_capacity(sizes.0 * sizes.1);
        let rows: Vec<Option<usize>> = source.places().collect();
        for (token, column) in target.tokens.iter().zip(target.places()) {
            for (other, &row) in source.tokens.iter().zip(&rows) {
                let learned = match (row, column) {
                    (Some(row), Some(column)) => cells[column * source.distinct().len() + row],
                    _ => 0.0,
                };
                let is_same = token.stem == other.stem;
                strengths.push(if is_same { learned.max(SAME) } else { learned });
            }
        }
        let mut aligned = Alignment { source: source.tokens, target: target.tokens, strengths };
        if let Some(nouns) = nouns {
            aligned.add_nouns(raw_source, raw_target, nouns);
        }
        Some(aligned)
    }
}

/// Of each distinct known word of the target the strength for each of the source: the geometric mean of the two
/// directions. With `own` the pair is one that was learned from, and what it added is taken out.
fn cells(lexicon: &Lexicon, source: &Cut, target: &Cut, own: bool) -> Vec<f32> {
    let table = &lexicon.table;
    let (rows, columns) = (source.distinct(), target.distinct());
    let mut cells = vec![(0.0_f32, 0.0_f32); rows.len() * columns.len()];
    if table.is_empty() {
        return vec![0.0; cells.len()];
    }
    let mut forward_sums = vec![0.0_f32; columns.len()];
    let mut backward_sums = vec![0.0_f32; rows.len()];
    if own {
        let null = table.row(NULL);
        null.join(columns, target.filter(), |column, entry| forward_sums[column] = entry.forward);
    }
    for (row, &(id, count)) in rows.iter().enumerate() {
        let entries = table.row(id);
        entries.join(columns, target.filter(), |column, entry| {
            cells[column * rows.len() + row] = (entry.forward, entry.backward);
            forward_sums[column] += entry.forward * count as f32;
            backward_sums[row] += entry.backward * columns[column].1 as f32;
        });
        if own && let Some(null) = entries.null() {
            backward_sums[row] += null.backward;
        }
    }
    let without = |share: f32, sum: f32, times: f32, total: f32| {
        let added = times * share / sum.max(f32::MIN_POSITIVE);
        (share * total - added).max(0.0) / (total - added).max(0.5)
    };
    let strength = |(at, (mut forward, mut backward)): (usize, (f32, f32))| {
        if own && forward * backward > 0.0 {
            let (column, row) = (at / rows.len(), at % rows.len());
            let times = (rows[row].1 * columns[column].1) as f32;
            let (source, target) = (rows[row].0, columns[column].0);
            forward = without(forward, forward_sums[column], times, table.source_total(source));
            backward = without(backward, backward_sums[row], times, table.target_total(target));
        }
        (forward * backward).sqrt()
    };
    cells.into_iter().enumerate().map(strength).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::sample::Sample;
    use std::collections::BTreeMap;

    /// A lexicon of six nouns and three verbs in all combinations.
    fn trained() -> Lexicons {
        let nouns = [
            ("menu", "meny"),
            ("button", "knapp"),
            ("window", "fönster"),
            ("folder", "mapp"),
            ("printer", "skrivare"),
            ("letter", "brev"),
            ("house", "hus"),
            ("garden", "trädgård"),
            ("river", "flod"),
            ("mountain", "berg"),
            ("bridge", "bro"),
            ("street", "gata"),
        ];
        let verbs = [("open", "öppna"), ("close", "stäng"), ("paint", "måla"), ("find", "hitta")];
        let mut sample = Sample::default();
        for (a, x) in nouns {
            for (b, y) in nouns {
                for (v, w) in verbs {
                    sample.add(&format!("{v} {a} beside {b}"), &format!("{w} {x} bredvid {y}"));
                }
            }
        }
        let mut lexicons = Lexicons::default();
        lexicons.learn(BTreeMap::from([("sv-SE".to_owned(), sample)]));
        lexicons
    }

    #[test]
    fn words_stand_for_what_the_run_renders_by_them() {
        let lexicons = trained();
        let pair = ("paint bridge beside letter", "måla bro bredvid brev");
        let aligned = lexicons.align("sv-SE", pair.0, pair.1, None).unwrap();
        for at in 0..4 {
            for other in 0..4 {
                let strength = aligned.strength(at, other);
                assert_eq!(strength > 0.3, at == other, "{at} {other} {strength}");
            }
        }
    }

    #[test]
    fn where_nothing_was_learned_only_what_is_the_same_is_aligned() {
        let aligned =
            Lexicons::default().align("sv-SE", "open Contoso", "öppna Contoso", None).unwrap();
        let of_pair = |target, source| aligned.strength(target, source) > 0.0;
        assert!(of_pair(1, 1) && !of_pair(0, 0) && !of_pair(0, 1) && !of_pair(1, 0));
        assert_eq!(Lexicons::default().align("sv-SE", "", "x", None), None);
        let long = "word ".repeat(500);
        assert_eq!(Lexicons::default().align("sv-SE", &long, &long, None), None);
    }
}
