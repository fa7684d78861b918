//! The sample of a locale's pairs that the lexicon learns from: those with the smallest hashes, whatever their order.

use std::collections::BTreeMap;

use crate::hash;
use crate::text::head;

/// Pairs kept for a locale; more add time but hardly any recall.
pub const SAMPLE_PAIRS: usize = 20_000;
/// Bytes of a side that are kept; longer texts are whole pages in one segment and align badly.
const MAX_BYTES: usize = 2_000;

/// A deterministic sample of distinct pairs: it does not depend on the order of the pairs nor on how shards were merged.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Sample {
    capacity: usize,
    pairs: BTreeMap<u64, (Box<str>, Box<str>)>,
}

impl Default for Sample {
    fn default() -> Self {
        Sample::new(SAMPLE_PAIRS)
    }
}

impl Sample {
    /// An empty sample that keeps at most `capacity` pairs.
    pub fn new(capacity: usize) -> Self {
        Sample { capacity, pairs: BTreeMap::new() }
    }

    /// Whether a pair would come into the sample as it is now; if not, it never will.
    pub fn wants(&self, source: &str, target: &str) -> bool {
        self.pairs.len() < self.capacity
            || self
                .pairs
                .last_key_value()
                .is_some_and(|(last, _)| pair_hash(source, target) < *last)
    }

    /// Offers a pair of plain texts of one locale; pairs without text on a side, and repeated ones, are left out.
    pub fn add(&mut self, source: &str, target: &str) {
        if source.trim().is_empty() || target.trim().is_empty() {
            return;
        }
        let hash = pair_hash(source, target);
        if self.is_beyond(hash) || self.pairs.contains_key(&hash) {
            return;
        }
        self.pairs.insert(hash, (head(source, MAX_BYTES).into(), head(target, MAX_BYTES).into()));
        self.shrink();
    }

    /// Takes in another sample of the same locale.
    pub fn merge(&mut self, other: Sample) {
        for (hash, pair) in other.pairs {
            if self.is_beyond(hash) {
                break;
            }
            self.pairs.entry(hash).or_insert(pair);
        }
        self.shrink();
    }

    /// How many pairs it holds.
    pub fn len(&self) -> usize {
        self.pairs.len()
    }

    /// Whether it holds no pairs.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Hash, source and target of each pair, in the order of the hashes.
    pub fn iter(&self) -> impl Iterator<Item = (u64, &str, &str)> {
        self.pairs.iter().map(|(hash, (source, target))| (*hash, &**source, &**target))
    }

    fn is_beyond(&self, hash: u64) -> bool {
        self.pairs.len() >= self.capacity
            && self.pairs.last_key_value().is_none_or(|(last, _)| hash > *last)
    }

    fn shrink(&mut self) {
        while self.pairs.len() > self.capacity {
            self.pairs.pop_last();
        }
    }
}

/// The hash by which pairs are sampled, and by which a trained lexicon knows its own pairs again.
pub fn pair_hash(source: &str, target: &str) -> u64 {
    hash::texts(&[source.trim(), target.trim()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_and_sharding_do_not_matter() {
        let pairs: Vec<(String, String)> =
            (0..100).map(|i| (format!("source {i}"), format!("Ziel {i}"))).collect();
        let mut one = Sample::new(10);
        for (s, t) in &pairs {
            one.add(s, t);
        }
        let (mut two, mut three) = (Sample::new(10), Sample::new(10));
        pairs
            .iter()
            .rev()
            .enumerate()
            .for_each(|(i, (s, t))| if i % 3 == 0 { two.add(s, t) } else { three.add(s, t) });
        three.merge(two);
        assert_eq!(one.len(), 10);
        assert!(one.iter().eq(three.iter()));
    }

    #[test]
    fn repeated_and_empty_pairs_count_once_or_not_at_all() {
        let mut sample = Sample::default();
        sample.add("a", "b");
        sample.add("a ", "b");
        sample.add("a", " ");
        assert_eq!(sample.len(), 1);
    }
}
