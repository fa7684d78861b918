//! What the coverage of a word tells: how often it is covered so well in true pairs, and how often in random ones.

use rayon::prelude::*;

use super::cut::{Cover, Cut, Levels, cover, level};
use super::lexicon::{LEVELS, Lexicon, NATS, Words};
use crate::text::stems::{SHAPES, Shape};

/// Frequency classes of words, unknown ones first.
const FREQUENCIES: usize = 8;
/// Observations that the expectation of a word's frequency class counts as.
const PRIOR: f64 = 6.0;

/// Pairs whose words are observed at once: enough to share out, few enough to be held.
const AT_ONCE: usize = 2048;

impl Lexicon {
    /// Learns what each level of coverage of each word tells: how often it has that level in true pairs, each judged
    /// as if it had not been learned from, and how often in pairs put together at random. Gives the levels of the true
    /// pairs.
    pub(super) fn learn_evidence(&mut self, source: &[Cut], target: &[Cut]) -> Vec<Levels> {
        let pairs = source.len();
        let mut sides = [Tally::new(self.source.size()), Tally::new(self.target.size())];
        let mut levels = Vec::with_capacity(pairs);
        for first in (0..pairs).step_by(AT_ONCE) {
            let covers: Vec<[Cover; 2]> = (first..pairs.min(first + AT_ONCE))
                .into_par_iter()
                .map(|k| {
                    let other = (k + pairs / 2 + 1) % pairs;
                    [(k, true), (other, false)]
                        .map(|(of, own)| cover(&self.table, &source[k], &target[of], own))
                })
                .collect();
            for (k, [of_pair, of_random]) in (first..).zip(covers) {
                let other = (k + pairs / 2 + 1) % pairs;
                let [sources, targets] = &mut sides;
                sources.add(&source[k], &of_pair.source, false);
                sources.add(&source[k], &of_random.source, true);
                targets.add(&target[k], &of_pair.target, false);
                targets.add(&target[other], &of_random.target, true);
                levels.push(of_pair.levels());
            }
        }
        let [sources, targets] = sides;
        self.source.learn_evidence(sources);
        self.target.learn_evidence(targets);
        levels
    }
}

/// How often a word was seen at each level, in true and in random pairs.
type Counts = [[u32; LEVELS]; 2];

/// What is counted of the words of one side.
struct Tally {
    /// Of each word; the first are all that are not known.
    words: Vec<Counts>,
    /// The sum of the coverages of each word in true pairs, in 1/65535.
    usual: Vec<u64>,
    /// What each word looked like when it was last seen.
    shapes: Vec<Shape>,
    /// Of words that are not known, by shape.
    unknown: Vec<Counts>,
}

impl Tally {
    fn new(size: usize) -> Tally {
        Tally {
            words: vec![Counts::default(); size],
            usual: vec![0; size],
            shapes: vec![Shape::Lower; size],
            unknown: vec![Counts::default(); SHAPES],
        }
    }

    /// Takes in the words of a side of a pair.
    fn add(&mut self, cut: &Cut, covered: &[Option<f32>], random: bool) {
        for ((token, &id), &covered) in cut.tokens.iter().zip(&cut.ids).zip(covered) {
            let (word, level) = (id as usize, level(covered));
            self.words[word][usize::from(random)][level] += 1;
            self.shapes[word] = token.shape;
            if !random {
                let covered = f64::from(covered.unwrap_or(1.0).clamp(0.0, 1.0));
                self.usual[word] += (covered * 65_535.0) as u64;
            }
            if id == 0 {
                self.unknown[token.shape as usize][usize::from(random)][level] += 1;
            }
        }
    }
}

impl Words {
    /// Learns what each level of coverage of each word tells, and how well each is usually covered.
    fn learn_evidence(&mut self, tally: Tally) {
        let Tally { words, usual, shapes, unknown } = tally;
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
