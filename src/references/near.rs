//! Sources that are nearly the same, found by their rarest words and measured by their edit distance.

use rapidfuzz::distance::levenshtein;
use rustc_hash::FxHashMap;

use crate::hash;
use crate::text::words::runs;

/// Similarity from which on a source is near: 1 − edits / letters of the longer text (Levenshtein, over characters).
const LEAST: f64 = 0.85;
/// Words that a source must have.
const LEAST_WORDS: usize = 4;
/// Rarest words under which a source is filed, and that are looked up.
const FILED: usize = 4;
/// A source may have words that no filed one has: so many more are looked up.
const LOOKED_UP: usize = 6;
/// Sources under one word that are looked at; words of more are no help.
const MAX_FILED: usize = 64;

/// An index of the sources of one locale.
#[derive(Debug, Default)]
pub(super) struct Near {
    /// Number of each word, by its hash.
    words: FxHashMap<u32, u32>,
    /// In how many sources each word occurs.
    frequencies: Vec<u32>,
    /// Where the sources of each word begin in `filed`.
    starts: Vec<u32>,
    /// First entries of sources, by word.
    filed: Vec<u32>,
}

impl Near {
    /// Files the sources with these first entries.
    pub(super) fn build<'t>(firsts: &[u32], text: impl Fn(u32) -> &'t str) -> Near {
        let mut near = Near::default();
        let mut of_source = Vec::new();
        for &at in firsts {
            word_hashes(text(at), &mut of_source);
            if of_source.len() < LEAST_WORDS {
                continue;
            }
            for &word in &of_source {
                let next = near.words.len() as u32;
                let number = *near.words.entry(word).or_insert(next);
                if number == next {
                    near.frequencies.push(0);
                }
                near.frequencies[number as usize] += 1;
            }
        }
        // Counted first, so that the lists lie one behind the other without slack.
        let mut counts = vec![0_u32; near.frequencies.len() + 1];
        for fill in [false, true] {
            if fill {
                let mut sum = 0;
                for count in &mut counts {
                    sum += std::mem::replace(count, sum);
                }
                near.starts.clone_from(&counts);
                near.filed = vec![0; sum as usize];
            }
            for &at in firsts {
                word_hashes(text(at), &mut of_source);
                if of_source.len() < LEAST_WORDS {
                    continue;
                }
                for number in near.rarest(&of_source, FILED) {
                    let count = &mut counts[number as usize];
                    if fill {
                        near.filed[*count as usize] = at;
                    }
                    *count += 1;
                }
            }
        }
        near
    }

    /// The source that is most alike, and how much; of equals the one that was added first.
    pub(super) fn find<'t>(
        &self,
        source: &str,
        text: impl Fn(u32) -> &'t str,
        is_usable: impl Fn(u32) -> bool,
    ) -> Option<(u32, f64)> {
        let mut of_source = Vec::new();
        word_hashes(source, &mut of_source);
        if of_source.len() < LEAST_WORDS {
            return None;
        }
        let mut candidates: Vec<u32> = Vec::new();
        for number in self.rarest(&of_source, LOOKED_UP) {
            let range =
                self.starts[number as usize] as usize..self.starts[number as usize + 1] as usize;
            candidates.extend(self.filed[range].iter().take(MAX_FILED));
        }
        candidates.sort_unstable();
        candidates.dedup();
        let length = source.chars().count();
        let comparator = levenshtein::BatchComparator::new(source.chars());
        let mut best: Option<(u32, f64)> = None;
        for at in candidates {
            let other = text(at);
            // Bytes bound the characters from above: most candidates go without being counted.
            let cutoff = best.map_or(LEAST, |b| b.1);
            if (other.len() as f64) < length as f64 * cutoff || !is_usable(at) {
                continue;
            }
            let args = levenshtein::Args::default().score_cutoff(cutoff);
            let similarity = comparator.normalized_similarity_with_args(other.chars(), &args);
            if let Some(similarity) = similarity
                && best.is_none_or(|b| similarity > b.1)
            {
                best = Some((at, similarity));
            }
        }
        best
    }

    /// The rarest known words among these, the rarest first.
    fn rarest(&self, of_source: &[u32], most: usize) -> impl Iterator<Item = u32> + use<> {
        let mut known: Vec<(u32, u32)> = of_source
            .iter()
            .filter_map(|word| self.words.get(word))
            .map(|number| (self.frequencies[*number as usize], *number))
            .collect();
        known.sort_unstable();
        known.truncate(most);
        known.into_iter().map(|(_, number)| number)
    }
}

/// Hashes of a text's words in lower case, each once.
fn word_hashes(text: &str, into: &mut Vec<u32>) {
    into.clear();
    let mut lower = String::new();
    for run in runs(text, char::is_alphanumeric) {
        lower.clear();
        lower.extend(text[run].chars().flat_map(char::to_lowercase));
        into.push(hash::text(&lower) as u32);
    }
    into.sort_unstable();
    into.dedup();
}
