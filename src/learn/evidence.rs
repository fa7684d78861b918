//! What the coverage of a word tells: how often it is covered so well in true pairs, and how often in random ones.

use rayon::prelude::*;

use super::cut::{Cut, cover, level};
use super::lexicon::{LEVELS, Lexicon, NATS, Words};
use crate::text::stems::{SHAPES, Shape, Token};

/// Frequency classes of words, unknown ones first.
const FREQUENCIES: usize = 8;
/// Observations that the expectation of a word's frequency class counts as.
const PRIOR: f64 = 6.0;

impl Lexicon {
    /// Learns what each level of coverage of each word tells: how often it has that level in true pairs, each judged
    /// as if it had not been learned from, and how often in pairs put together at random.
    pub(super) fn learn_evidence(&mut self, source: &[Vec<Token>], target: &[Vec<Token>]) {
        let pairs = source.len();
        let cuts: Vec<(Cut, Cut)> = source
            .par_iter()
            .zip(target)
            .map(|(s, t)| (Cut::of(s, &self.source), Cut::of(t, &self.target)))
            .collect();
        let observed: Vec<[Vec<Observation>; 2]> = (0..pairs)
            .into_par_iter()
            .map(|k| {
                let other = (k + pairs / 2 + 1) % pairs;
                let mut observed = [Vec::new(), Vec::new()];
                for (random, l) in [(false, k), (true, other)] {
                    let (s, t) = (&cuts[k].0, &cuts[l].1);
                    let cover = cover(&self.table, s, t, !random);
                    for (side, (cut, covered)) in
                        [(s, &cover.source), (t, &cover.target)].into_iter().enumerate()
                    {
                        for (at, token) in cut.tokens.iter().enumerate() {
                            observed[side].push(Observation {
                                id: cut.ids[at],
                                shape: token.shape,
                                random,
                                level: level(covered[at]),
                                covered: covered[at].unwrap_or(1.0).clamp(0.0, 1.0),
                            });
                        }
                    }
                }
                observed
            })
            .collect();
        for (side, words) in [&mut self.source, &mut self.target].into_iter().enumerate() {
            words.learn_evidence(observed.iter().flat_map(|o| &o[side]));
        }
    }
}

impl Words {
    /// Learns what each level of coverage of each word tells, and how well each is usually covered.
    fn learn_evidence<'a>(&mut self, observations: impl Iterator<Item = &'a Observation> + Clone) {
        type Counts = [[u32; LEVELS]; 2];
        let mut words: Vec<Counts> = vec![Counts::default(); self.size()];
        let mut usual: Vec<u64> = vec![0; self.size()];
        let mut shapes: Vec<Shape> = vec![Shape::Lower; self.size()];
        let mut unknown: Vec<Counts> = vec![Counts::default(); SHAPES];
        for o in observations {
            words[o.id as usize][usize::from(o.random)][o.level] += 1;
            shapes[o.id as usize] = o.shape;
            if !o.random {
                usual[o.id as usize] += (f64::from(o.covered) * 65_535.0) as u64;
            }
            if o.id == 0 {
                unknown[o.shape as usize][usize::from(o.random)][o.level] += 1;
            }
        }
        let class = |counts: &Counts| {
            let seen: u32 = counts[0].iter().sum();
            (seen.checked_ilog2().unwrap_or(0) as usize).min(FREQUENCIES - 1)
        };
        let mut classes = vec![Counts::default(); SHAPES * FREQUENCIES];
        for (counts, shape) in words.iter().zip(&shapes).skip(1) {
            let of_class = &mut classes[*shape as usize * FREQUENCIES + class(counts)];
            for (sums, counts) in of_class.iter_mut().zip(counts) {
                for (sum, count) in sums.iter_mut().zip(counts) {
                    *sum += count;
                }
            }
        }
        let uniform = [[1.0 / LEVELS as f64; LEVELS]; 2];
        self.unknown = unknown.iter().map(|counts| ratios(counts, &uniform).1).collect();
        let class_shares: Vec<[[f64; LEVELS]; 2]> =
            classes.iter().map(|counts| ratios(counts, &uniform).0).collect();
        self.evidence = words
            .iter()
            .zip(&shapes)
            .skip(1)
            .map(|(counts, shape)| {
                ratios(counts, &class_shares[*shape as usize * FREQUENCIES + class(counts)]).1
            })
            .collect();
        self.usual = words
            .iter()
            .zip(&usual)
            .skip(1)
            .map(|(counts, sum)| (sum / u64::from(counts[0].iter().sum::<u32>().max(1))) as u16)
            .collect();
    }
}

/// One word of one pair, true or random.
struct Observation {
    id: u32,
    shape: Shape,
    random: bool,
    level: usize,
    covered: f32,
}

/// Smoothed shares of the levels in true and in random pairs, and the log of their ratio in 1/256 nats.
fn ratios(
    counts: &[[u32; LEVELS]; 2],
    prior: &[[f64; LEVELS]; 2],
) -> ([[f64; LEVELS]; 2], [i16; LEVELS]) {
    let mut shares = [[0.0; LEVELS]; 2];
    for side in 0..2 {
        let total: u32 = counts[side].iter().sum();
        for level in 0..LEVELS {
            shares[side][level] = (f64::from(counts[side][level]) + PRIOR * prior[side][level])
                / (f64::from(total) + PRIOR);
        }
    }
    let mut evidence = [0; LEVELS];
    for level in 0..LEVELS {
        let ratio = (shares[1][level] / shares[0][level]).ln();
        evidence[level] = (ratio.clamp(-4.0, 4.0) * NATS).round() as i16;
    }
    (shares, evidence)
}
