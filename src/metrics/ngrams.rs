//! How many n-grams of a hypothesis occur in its references, for every order in one pass.
//!
//! Symbols (characters for chrF, words for BLEU) come as dense numbers, so that the n-gram of the highest order that
//! starts at a position packs into one integer without collisions. All packed n-grams of a segment, each tagged with
//! the text it is from, are sorted once; equal n-grams of any order are then neighbours, and how many leading symbols
//! two neighbours share says at which orders a group ends.

/// The most orders that the packed form counts; more take the general one.
const LANES: usize = 8;

/// Matches by order, from 1.
pub(crate) type Matches = [u32; LANES];

/// Reusable space for packed n-grams.
#[derive(Default)]
pub(crate) struct Packed {
    keys: Vec<u64>,
}

/// A packing of n-grams: bits of a symbol and of the text's tag, and the most orders.
pub(crate) trait Packing {
    /// Bits of a symbol. The number 0 is kept for "after the end".
    const SYMBOL: u32;
    /// Bits of the tag: 0 the hypothesis, then the references.
    const TAG: u32;
    /// The highest order.
    const ORDER: usize;
    /// Symbols are numbered below this.
    const SYMBOLS: usize = (1 << Self::SYMBOL) - 1;
    /// At most this many references.
    const REFERENCES: usize = (1 << Self::TAG) - 1;
}

/// Characters up to 6-grams, one reference.
pub(crate) struct Characters;

impl Packing for Characters {
    const SYMBOL: u32 = 10;
    const TAG: u32 = 1;
    const ORDER: usize = 6;
}

/// Words up to 4-grams, up to 15 references.
pub(crate) struct Words;

impl Packing for Words {
    const SYMBOL: u32 = 15;
    const TAG: u32 = 4;
    const ORDER: usize = 4;
}

/// Whether texts of these lengths, of symbols numbered below `symbols`, fit packing `P`. Counts are of 16 bits.
pub(crate) fn fits<P: Packing>(
    longest: usize,
    symbols: usize,
    references: usize,
    order: usize,
) -> bool {
    longest < i16::MAX as usize
        && symbols < P::SYMBOLS
        && references <= P::REFERENCES
        && order <= P::ORDER
}

impl Packed {
    /// Adds the n-grams of one text, whose symbols are numbered from 0.
    fn push<P: Packing>(&mut self, symbols: &[u32], tag: u64) {
        let top = P::SYMBOL * (P::ORDER as u32 - 1);
        let mut key = 0;
        self.keys.extend(symbols.iter().rev().map(|&symbol| {
            key = u64::from(symbol + 1) << top | key >> P::SYMBOL;
            key << P::TAG | tag
        }));
    }

    /// Matches of `hypothesis` with one reference.
    pub(crate) fn matches_one<P: Packing>(
        &mut self,
        hypothesis: &[u32],
        reference: &[u32],
    ) -> Matches {
        self.keys.clear();
        self.push::<P>(hypothesis, 0);
        self.push::<P>(reference, 1);
        self.keys.sort_unstable();
        let mut matches = [0_i16; LANES];
        // At each order, how many n-grams of the open group the hypothesis has more than the reference.
        let mut surplus = [0_i16; LANES];
        let mut previous = 0;
        for &key in &self.keys {
            let open = &OPEN[shared::<P>(previous, key)];
            // A hypothesis counts up, a reference down; each meets a waiting one of the other kind or waits itself.
            let step = 1 - 2 * (key & 1) as i16;
            for lane in 0..LANES {
                let waiting = surplus[lane] & open[lane];
                matches[lane] += i16::from(waiting * step < 0);
                surplus[lane] = waiting + step;
            }
            previous = key;
        }
        finish::<P>(matches, common_suffix(hypothesis, reference))
    }

    /// Matches of `hypothesis` with the highest count of each n-gram in any of the references.
    pub(crate) fn matches_most<P: Packing>(
        &mut self,
        hypothesis: &[u32],
        references: &[Vec<u32>],
    ) -> Matches {
        self.keys.clear();
        self.push::<P>(hypothesis, 0);
        for (tag, reference) in references.iter().enumerate() {
            self.push::<P>(reference, tag as u64 + 1);
        }
        self.keys.sort_unstable();
        let mut matches = [0_i16; LANES];
        let mut counts = vec![[0_i16; LANES]; references.len() + 1];
        let mut previous = 0;
        // Shares nothing with any n-gram, so that the last group ends as well.
        let end = u64::MAX >> (u64::BITS - P::SYMBOL * P::ORDER as u32 - P::TAG);
        for &key in self.keys.iter().chain(std::iter::once(&end)) {
            let open = &OPEN[shared::<P>(previous, key)];
            if open[P::ORDER - 1] == 0 {
                for lane in 0..P::ORDER {
                    let most = counts[1..].iter().map(|count| count[lane]).max().unwrap_or(0);
                    matches[lane] += counts[0][lane].min(most) & !open[lane];
                }
                for count in &mut counts {
                    count.iter_mut().zip(open).for_each(|(count, open)| *count &= open);
                }
            }
            let tag = (key & ((1 << P::TAG) - 1)) as usize;
            if let Some(count) = counts.get_mut(tag) {
                *count = count.map(|count| count + 1);
            }
            previous = key;
        }
        let suffix = references
            .iter()
            .map(|reference| common_suffix(hypothesis, reference))
            .max()
            .unwrap_or(0);
        finish::<P>(matches, suffix)
    }
}

/// For each number of shared leading symbols, all ones at the orders whose group stays open.
const OPEN: [[i16; LANES]; LANES + 1] = {
    let mut open = [[0; LANES]; LANES + 1];
    let mut shared = 0;
    while shared <= LANES {
        let mut lane = 0;
        while lane < shared {
            open[shared][lane] = -1;
            lane += 1;
        }
        shared += 1;
    }
    open
};

/// How many leading symbols two packed n-grams share.
#[inline]
fn shared<P: Packing>(a: u64, b: u64) -> usize {
    let differ = (a ^ b) >> P::TAG;
    let bits = P::SYMBOL * P::ORDER as u32;
    ((differ.leading_zeros() - (u64::BITS - bits)) / P::SYMBOL) as usize
}

/// Takes off the n-grams that reach over the texts' end: at order n they are the suffixes shorter than n, each of
/// which a text has once.
fn finish<P: Packing>(matches: [i16; LANES], common_suffix: usize) -> Matches {
    let mut out = [0; LANES];
    for lane in 0..P::ORDER {
        out[lane] =
            u32::from(matches[lane].unsigned_abs()).saturating_sub(common_suffix.min(lane) as u32);
    }
    out
}

fn common_suffix(a: &[u32], b: &[u32]) -> usize {
    // Only suffixes shorter than the highest order are ever asked for.
    a.iter().rev().zip(b.iter().rev()).take(LANES).take_while(|(a, b)| a == b).count()
}

/// Matches at one order of texts of any length and with any symbols: sorts the n-grams themselves.
pub(crate) fn matches_general(hypothesis: &[u32], references: &[&[u32]], order: usize) -> u64 {
    let sorted = |symbols: &[u32]| -> Vec<usize> {
        let mut starts: Vec<usize> = (0..(symbols.len() + 1).saturating_sub(order)).collect();
        starts.sort_unstable_by(|&a, &b| symbols[a..a + order].cmp(&symbols[b..b + order]));
        starts
    };
    let starts = sorted(hypothesis);
    let in_references: Vec<Vec<usize>> = references.iter().map(|symbols| sorted(symbols)).collect();
    let mut reached = vec![0; references.len()];
    let mut matches = 0;
    for group in starts.chunk_by(|&a, &b| hypothesis[a..a + order] == hypothesis[b..b + order]) {
        let ngram = &hypothesis[group[0]..group[0] + order];
        let mut most = 0;
        for ((starts, symbols), at) in in_references.iter().zip(references).zip(&mut reached) {
            while starts.get(*at).is_some_and(|&start| &symbols[start..start + order] < ngram) {
                *at += 1;
            }
            let from = *at;
            while starts.get(*at).is_some_and(|&start| &symbols[start..start + order] == ngram) {
                *at += 1;
            }
            most = most.max(*at - from);
        }
        matches += group.len().min(most) as u64;
    }
    matches
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A small generator of numbers, the same every time.
    fn numbers(mut state: u64) -> impl FnMut(u64) -> u64 {
        move |below| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        }
    }

    #[test]
    fn packed_and_general_forms_agree() {
        let mut next = numbers(1);
        for round in 0..3000 {
            let alphabet = 1 + round % 6;
            let mut text =
                || -> Vec<u32> { (0..next(14)).map(|_| next(alphabet) as u32).collect() };
            let hypothesis = text();
            let references = [text(), text(), text()];
            let slices: Vec<&[u32]> = references.iter().map(Vec::as_slice).collect();
            let mut packed = Packed::default();
            let one = packed.matches_one::<Characters>(&hypothesis, &references[0]);
            let same = packed.matches_most::<Characters>(&hypothesis, &references[..1]);
            assert_eq!(one, same);
            let most = packed.matches_most::<Words>(&hypothesis, &references);
            for order in 1..=6 {
                let general = matches_general(&hypothesis, &slices[..1], order);
                assert_eq!(
                    u64::from(one[order - 1]),
                    general,
                    "{hypothesis:?} {references:?} {order}"
                );
            }
            for order in 1..=4 {
                assert_eq!(
                    u64::from(most[order - 1]),
                    matches_general(&hypothesis, &slices, order)
                );
            }
        }
    }
}
