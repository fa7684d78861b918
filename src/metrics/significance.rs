//! Whether a difference between systems is more than chance: resamples of segments, and tests on pairs of systems.
//!
//! Koehn 2004, ["Statistical Significance Tests for Machine Translation
//! Evaluation"](https://aclanthology.org/W04-3250), for the bootstrap; Riezler and Maxwell 2005, ["On Some Pitfalls in
//! Automatic Evaluation and Significance Testing for MT"](https://aclanthology.org/W05-0908), for randomization.
//!
//! ```
//! use glossator::metrics::significance::{Seed, SegmentStatistics, bootstrap};
//! use glossator::metrics::{Chrf, Metric};
//!
//! let references = ["the cat sat", "on the mat", "and it slept", "all day long"];
//! let systems = [["the cat sat", "at the mat", "and slept", "all the day"], ["a cat", "mat", "it", "days"]];
//! let chrf = Chrf::default();
//! let [ours, theirs]: [SegmentStatistics; 2] = systems.map(|system| {
//!     let pairs = system.iter().zip(references);
//!     pairs.map(|(hypothesis, reference)| chrf.statistics(hypothesis, &[reference])).collect()
//! });
//! let drawn = bootstrap(&[(&chrf, &ours), (&chrf, &theirs)], 1000, Seed::default());
//! let confidence = drawn[0].confidence();
//! assert_eq!(format!("{:.1} ± {:.1}", confidence.mean, confidence.half_width), "54.7 ± 28.7");
//! let difference = (chrf.score(&ours.sum()) - chrf.score(&theirs.sum())).abs();
//! assert!(drawn[1].p_value(&drawn[0], difference) < 0.01);
//! ```

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::str::FromStr;

use rayon::prelude::*;

use super::number::Number;
use super::rng::Generator;
use super::{Interval, Metric, Mixed, Statistics};
use crate::error::Error;

/// What resamples are drawn from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seed {
    /// The same resamples every time: those of numpy's default generator.
    Fixed(u128),
    /// Other ones every time.
    Random,
}

impl Default for Seed {
    /// sacreBLEU's seed.
    fn default() -> Self {
        Seed::Fixed(12345)
    }
}

impl Seed {
    fn generator(self) -> Generator {
        Generator::new(match self {
            Seed::Fixed(seed) => seed,
            Seed::Random => RandomState::new().hash_one(0).into(),
        })
    }
}

impl fmt::Display for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Seed::Fixed(seed) => seed.fmt(f),
            Seed::Random => f.write_str("none"),
        }
    }
}

impl FromStr for Seed {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        if text.eq_ignore_ascii_case("none") {
            return Ok(Seed::Random);
        }
        text.trim().parse().map(Seed::Fixed).map_err(|_| {
            Error::usage(format!("the seed `{text}` is neither `none` nor a whole number from 0"))
        })
    }
}

/// The statistics of every segment of one system by one metric, kept small: two bytes a count where they suffice.
#[derive(Clone, Debug, Default)]
pub struct SegmentStatistics {
    len: usize,
    columns: Vec<Column>,
}

#[derive(Clone, Debug)]
enum Column {
    /// Counts below 2¹⁵.
    Counts(Vec<i16>),
    /// Any values.
    Values(Vec<f64>),
}

impl Column {
    fn push(&mut self, value: f64) {
        match self {
            Column::Counts(counts) => match value as i16 {
                // Exactly: a rounded count would change the scores.
                count if f64::from(count).to_bits() == value.to_bits() => counts.push(count),
                _ => {
                    let mut values: Vec<f64> = counts.iter().copied().map(f64::from).collect();
                    values.push(value);
                    *self = Column::Values(values);
                }
            },
            Column::Values(values) => values.push(value),
        }
    }

    fn get(&self, at: usize) -> f64 {
        match self {
            Column::Counts(counts) => counts[at].into(),
            Column::Values(values) => values[at],
        }
    }
}

impl SegmentStatistics {
    /// Adds the next segment; without a reference, it counts as zeros.
    pub fn push(&mut self, statistics: &Statistics) {
        let values = statistics.values();
        if self.columns.len() < values.len() {
            self.columns.resize(values.len(), Column::Counts(vec![0; self.len]));
        }
        for (i, column) in self.columns.iter_mut().enumerate() {
            column.push(values.get(i).copied().unwrap_or(0.0));
        }
        self.len += 1;
    }

    /// How many segments there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no segment.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The statistics of a segment, by its place among them.
    pub fn get(&self, at: usize) -> Option<Statistics> {
        let values = || self.columns.iter().map(|column| column.get(at)).collect::<Vec<f64>>();
        (at < self.len).then(|| Statistics::from(&values()[..]))
    }

    /// The statistics of all segments, summed in order.
    pub fn sum(&self) -> Statistics {
        let sum = |column: &Column| (0..self.len).map(|i| column.get(i)).sum();
        Statistics::from(&self.columns.iter().map(sum).collect::<Vec<f64>>()[..])
    }

    /// The sums of a resample: of segments by index, and by how often each was drawn.
    fn resample(&self, drawn: &[u32], times: &[i16], sums: &mut Vec<Mixed>) {
        sums.clear();
        sums.extend(self.columns.iter().map(|column| {
            Mixed::Single(match column {
                Column::Counts(counts) => match dot(counts, times) {
                    // numpy adds in single precision, one segment after the other: exact up to here, rounded beyond.
                    total if total <= 1 << f32::MANTISSA_DIGITS => total as f32,
                    _ => drawn.iter().map(|&i| f32::from(counts[i as usize])).sum(),
                },
                Column::Values(values) => drawn.iter().map(|&i| values[i as usize] as f32).sum(),
            })
        }));
    }
}

impl Extend<Statistics> for SegmentStatistics {
    fn extend<I: IntoIterator<Item = Statistics>>(&mut self, segments: I) {
        segments.into_iter().for_each(|statistics| self.push(&statistics));
    }
}

impl FromIterator<Statistics> for SegmentStatistics {
    fn from_iter<I: IntoIterator<Item = Statistics>>(segments: I) -> Self {
        let mut all = SegmentStatistics::default();
        all.extend(segments);
        all
    }
}

/// The sum of products; blocks are short enough for 32 bits, since times add up to the block's share of the draws.
fn dot(counts: &[i16], times: &[i16]) -> i64 {
    let block = |(counts, times): (&[i16], &[i16])| -> i64 {
        counts
            .iter()
            .zip(times)
            .map(|(&count, &times)| i32::from(count) * i32::from(times))
            .sum::<i32>()
            .into()
    };
    counts.chunks(4096).zip(times.chunks(4096)).map(block).sum()
}

/// The scores of a system's resamples, in the order drawn.
#[derive(Clone, Debug)]
pub struct Resamples {
    scores: Vec<Mixed>,
}

/// Draws `samples` resamples of the segments with replacement and scores them for each table of a metric's statistics.
/// All tables are of the same segments and see the same resamples, so that systems can be compared.
///
/// # Panics
///
/// If the tables differ in length.
pub fn bootstrap(
    tables: &[(&dyn Metric, &SegmentStatistics)],
    samples: usize,
    seed: Seed,
) -> Vec<Resamples> {
    draw(tables, samples, seed.generator())
}

/// The same where `trials` of [`randomization`] were drawn from the seed before: as sacreBLEU estimates the confidence
/// of the systems that it compares so.
///
/// # Panics
///
/// If the tables differ in length.
pub fn bootstrap_after(
    trials: usize,
    tables: &[(&dyn Metric, &SegmentStatistics)],
    samples: usize,
    seed: Seed,
) -> Vec<Resamples> {
    let len = tables.first().map_or(0, |(_, segments)| segments.len);
    let mut generator = seed.generator();
    for _ in 0..(trials * len).div_ceil(32) {
        generator.next_32();
    }
    draw(tables, samples, generator)
}

fn draw(
    tables: &[(&dyn Metric, &SegmentStatistics)],
    samples: usize,
    mut generator: Generator,
) -> Vec<Resamples> {
    let len = tables.first().map_or(0, |(_, segments)| segments.len);
    assert!(tables.iter().all(|(_, segments)| segments.len == len), "tables of the same segments");
    let mut scores = vec![Vec::with_capacity(samples); tables.len()];
    // Resamples drawn at a time: enough to share out, few enough to be held.
    let block = (4_000_000 / len.max(1)).clamp(4, 64);
    let mut drawn = vec![0; len * block];
    for first in (0..samples).step_by(block) {
        let count = block.min(samples - first);
        drawn[..count * len].fill_with(|| generator.below(len as u32));
        let of_block: Vec<Vec<Mixed>> = (0..count)
            .into_par_iter()
            .map_init(
                || (vec![0_i16; len], Vec::new()),
                |(times, sums), sample| {
                    let drawn = &drawn[sample * len..][..len];
                    times.fill(0);
                    for &i in drawn {
                        times[i as usize] += 1;
                    }
                    let score = |&(metric, segments): &(&dyn Metric, &SegmentStatistics)| {
                        segments.resample(drawn, times, sums);
                        metric.resampled_score(sums)
                    };
                    tables.iter().map(score).collect()
                },
            )
            .collect();
        for sample in of_block {
            for (scores, score) in scores.iter_mut().zip(sample) {
                scores.push(score);
            }
        }
    }
    scores.into_iter().map(|scores| Resamples { scores }).collect()
}

impl Resamples {
    /// The scores in the order drawn.
    pub fn scores(&self) -> impl ExactSizeIterator<Item = f64> {
        self.scores.iter().map(|score| score.to_f64())
    }

    /// Mean and 95 % interval, the mean rounded once: as sacreBLEU reports for a system on its own.
    pub fn confidence(&self) -> Interval {
        let mean = exact_mean(self.scores());
        let mean = if self.is_single() { f64::from(mean as f32) } else { mean };
        Interval { mean, half_width: self.interval() }
    }

    /// Mean and 95 % interval, the mean as numpy computes it: as sacreBLEU reports in paired tests.
    pub fn paired_confidence(&self) -> Interval {
        Interval { mean: self.numpy_mean(), half_width: self.interval() }
    }

    /// The p-value of the hypothesis that this system and the baseline, drawn together, differ by chance;
    /// `difference` is that of their scores on all segments.
    pub fn p_value(&self, baseline: &Resamples, difference: f64) -> f64 {
        let pairs = self.scores().zip(baseline.scores());
        let samples = self.scores.len();
        let exceed = if self.is_single() && baseline.is_single() {
            let differences: Vec<f32> =
                pairs.map(|(ours, theirs)| (ours as f32 - theirs as f32).abs()).collect();
            let mean = pairwise_sum(&differences) / samples as f32;
            differences.iter().filter(|&&d| d - mean > difference as f32).count()
        } else {
            let differences: Vec<f64> = pairs.map(|(ours, theirs)| (ours - theirs).abs()).collect();
            let mean = pairwise_sum(&differences) / samples as f64;
            differences.iter().filter(|&&d| d - mean > difference).count()
        };
        (exceed as f64 + 1.0) / (samples as f64 + 1.0)
    }

    /// Whether numpy's array of the scores would be of single precision.
    fn is_single(&self) -> bool {
        self.scores.iter().all(|score| matches!(score, Mixed::Single(_)))
    }

    /// The mean as numpy adds up the scores in ascending order.
    fn numpy_mean(&self) -> f64 {
        let scores: Vec<f64> = self.sorted().iter().map(|score| score.to_f64()).collect();
        if self.is_single() {
            let scores: Vec<f32> = scores.iter().map(|&score| score as f32).collect();
            (pairwise_sum(&scores) / scores.len() as f32).into()
        } else {
            pairwise_sum(&scores) / scores.len() as f64
        }
    }

    fn sorted(&self) -> Vec<Mixed> {
        let mut sorted = self.scores.clone();
        sorted.sort_by(|a, b| a.to_f64().total_cmp(&b.to_f64()));
        sorted
    }

    fn interval(&self) -> f64 {
        let sorted = self.sorted();
        let Some(last) = sorted.len().checked_sub(1) else { return 0.0 };
        let low = sorted.len() / 40;
        (Mixed::constant(0.5) * (sorted[last - low] - sorted[low])).to_f64()
    }
}

/// The p-values of the hypothesis that a system and the baseline are the same: how often sharing out the segments'
/// two translations at random between two made-up systems sets them apart by more than the real ones are. Each entry is
/// a metric with its statistics for the baseline and for the system.
///
/// # Panics
///
/// If the tables differ in length.
pub fn randomization(
    pairs: &[(&dyn Metric, &SegmentStatistics, &SegmentStatistics)],
    trials: usize,
    seed: Seed,
) -> Vec<f64> {
    let len = pairs.first().map_or(0, |(_, baseline, _)| baseline.len);
    assert!(
        pairs.iter().all(|(_, baseline, system)| baseline.len == len && system.len == len),
        "tables of the same segments"
    );
    let sums: Vec<[Statistics; 2]> =
        pairs.iter().map(|(_, baseline, system)| [baseline.sum(), system.sum()]).collect();
    let differences: Vec<Differences> =
        pairs.iter().map(|(_, baseline, system)| Differences::new(baseline, system)).collect();
    let real: Vec<f64> = pairs
        .iter()
        .zip(&sums)
        .map(|((metric, ..), [baseline, system])| {
            (metric.score(baseline) - metric.score(system)).abs()
        })
        .collect();
    let mut exceed = vec![0_usize; pairs.len()];
    let mut coins = Coins { generator: seed.generator(), bits: 0, left: 0 };
    let bytes = len.div_ceil(8);
    let block = (16_000_000 / bytes.max(1)).clamp(16, 1024);
    let mut chosen = vec![0_u8; bytes * block];
    for first in (0..trials).step_by(block) {
        let count = block.min(trials - first);
        for trial in chosen.chunks_exact_mut(bytes.max(1)).take(count) {
            coins.fill(trial, len);
        }
        for (i, (metric, ..)) in pairs.iter().enumerate() {
            let moved = differences[i].moved(&chosen[..count * bytes], count);
            let [baseline, system] = &sums[i];
            exceed[i] += moved
                .par_chunks_exact(differences[i].width.max(1))
                .filter(|moved| {
                    let mut made_up = [system.clone(), baseline.clone()];
                    for (k, moved) in moved.iter().enumerate() {
                        made_up[0].values_mut()[k] += moved;
                        made_up[1].values_mut()[k] -= moved;
                    }
                    (metric.score(&made_up[0]) - metric.score(&made_up[1])).abs() > real[i]
                })
                .count();
        }
    }
    exceed.iter().map(|&exceed| (exceed as f64 + 1.0) / (trials as f64 + 1.0)).collect()
}

/// Fair coins as numpy throws them: 32 to a draw, the lowest bit first.
struct Coins {
    generator: Generator,
    bits: u64,
    left: u32,
}

impl Coins {
    /// Fills `bytes` with `len` coins, the first in the lowest bit of the first byte.
    fn fill(&mut self, bytes: &mut [u8], len: usize) {
        let mut len = len;
        for byte in bytes {
            let wanted = len.min(8) as u32;
            if self.left < wanted {
                self.bits |= u64::from(self.generator.next_32()) << self.left;
                self.left += 32;
            }
            *byte = self.bits as u8 & (0xFF >> (8 - wanted));
            self.bits >>= wanted;
            self.left -= wanted;
            len -= wanted as usize;
        }
    }
}

/// What each segment's baseline statistics have more than the system's.
struct Differences {
    width: usize,
    len: usize,
    /// By segment, then by value.
    values: Vec<f64>,
}

impl Differences {
    fn new(baseline: &SegmentStatistics, system: &SegmentStatistics) -> Self {
        let (len, width) = (baseline.len, baseline.columns.len());
        let mut values = Vec::with_capacity(len * width);
        for i in 0..len {
            let columns = baseline.columns.iter().zip(&system.columns);
            values.extend(columns.map(|(baseline, system)| baseline.get(i) - system.get(i)));
        }
        Differences { width, len, values }
    }

    /// For each trial, the sums of the differences of the segments whose coin is up.
    fn moved(&self, chosen: &[u8], trials: usize) -> Vec<f64> {
        /// Segments whose sums one thread adds up, the same for any number of threads: fractions round alike.
        const SHARE: usize = 8 * 512;
        let bytes = self.len.div_ceil(8);
        let parts: Vec<Vec<f64>> = (0..self.len.div_ceil(SHARE))
            .into_par_iter()
            .map(|share| share * SHARE..self.len.min((share + 1) * SHARE))
            .map(|segments| self.moved_in(segments, chosen, bytes, trials))
            .collect();
        let mut sums = vec![0.0; trials * self.width];
        for part in parts {
            sums.iter_mut().zip(part).for_each(|(sum, part)| *sum += part);
        }
        sums
    }

    /// Eight segments at a time: the sums of every subset of them, looked up by their coins.
    fn moved_in(
        &self,
        segments: std::ops::Range<usize>,
        chosen: &[u8],
        bytes: usize,
        trials: usize,
    ) -> Vec<f64> {
        let width = self.width;
        let mut moved = vec![0.0; trials * width];
        let mut subsets = vec![0.0; 256 * width];
        for from in segments.clone().step_by(8) {
            let count = (segments.end - from).min(8);
            for subset in 1..1_usize << count {
                let top = subset.ilog2() as usize;
                let rest = subset & !(1 << top);
                for k in 0..width {
                    subsets[subset * width + k] =
                        subsets[rest * width + k] + self.values[(from + top) * width + k];
                }
            }
            for (trial, moved) in moved.chunks_exact_mut(width).enumerate() {
                let subset = usize::from(chosen[trial * bytes + from / 8]) * width;
                let sums = &subsets[subset..subset + width];
                moved.iter_mut().zip(sums).for_each(|(moved, sum)| *moved += sum);
            }
        }
        moved
    }
}

/// numpy's order of summation: eight partial sums in blocks of up to 128, halves added above.
fn pairwise_sum<T: Copy + Default + std::ops::Add<Output = T>>(values: &[T]) -> T {
    let len = values.len();
    if len < 8 {
        return values.iter().fold(T::default(), |sum, &value| sum + value);
    }
    if len > 128 {
        let half = len / 2 - len / 2 % 8;
        return pairwise_sum(&values[..half]) + pairwise_sum(&values[half..]);
    }
    let (eights, rest) = values.as_chunks::<8>();
    let mut r = eights[0];
    for eight in &eights[1..] {
        r = std::array::from_fn(|i| r[i] + eight[i]);
    }
    let sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
    rest.iter().fold(sum, |sum, &value| sum + value)
}

/// The mean, computed with twice the precision so that it is rounded once.
fn exact_mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let len = values.len() as f64;
    let (mut sum, mut error) = (0.0_f64, 0.0_f64);
    for value in values {
        // Knuth's exact sum of two: `next + lost` is `sum + value`.
        let next = sum + value;
        let back = next - sum;
        error += (sum - (next - back)) + (value - back);
        sum = next;
    }
    let mean = (sum + error) / len;
    // What the rounded mean leaves over, exactly, gives the last bit.
    let left = (-mean).mul_add(len, sum) + error;
    mean + left / len
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::Signature;

    /// A metric whose score is one of its sums.
    struct Sum(usize);

    impl Metric for Sum {
        fn id(&self) -> &'static str {
            "sum"
        }

        fn name(&self) -> String {
            "sum".to_owned()
        }

        fn signature(&self) -> Signature {
            Signature::new(Vec::new())
        }

        fn statistics(&self, _: &str, _: &[&str]) -> Statistics {
            Statistics::default()
        }

        fn score(&self, statistics: &Statistics) -> f64 {
            statistics.values()[self.0]
        }

        fn resampled_score(&self, sums: &[Mixed]) -> Mixed {
            sums[self.0]
        }
    }

    #[test]
    fn large_sums_are_rounded_as_numpy_rounds_them() {
        let segment = |i: usize| [(i * 7919 % 30011) as f64, (i * 104_729 % 29989) as f64];
        let segments: SegmentStatistics =
            (0..3000).map(|i| Statistics::from(&segment(i)[..])).collect();
        let drawn = bootstrap(&[(&Sum(0), &segments), (&Sum(1), &segments)], 3, Seed::default());
        let scores = |drawn: &Resamples| drawn.scores().collect::<Vec<f64>>();
        // numpy: segments.astype("float32")[default_rng(12345).choice(3000, (3, 3000))].sum(1)
        assert_eq!(scores(&drawn[0]), [45_987_080.0, 45_589_148.0, 44_732_304.0]);
        assert_eq!(scores(&drawn[1]), [45_205_792.0, 44_543_248.0, 46_224_100.0]);
    }

    #[test]
    fn coins_fall_as_in_numpy() {
        // default_rng(7).integers(2, size=(3, 13), dtype=bool)
        let expected = ["1101000101010", "0101010011110", "0011111001010"];
        let mut coins = Coins { generator: Generator::new(7), bits: 0, left: 0 };
        for expected in expected {
            let mut bytes = [0; 2];
            coins.fill(&mut bytes, 13);
            let fallen: String =
                (0..13).map(|i| if bytes[i / 8] >> (i % 8) & 1 == 1 { '1' } else { '0' }).collect();
            assert_eq!(fallen, expected);
        }
    }

    #[test]
    fn equal_systems_have_the_least_p_value() {
        let segments: SegmentStatistics =
            (0..50).map(|i| Statistics::from(&[f64::from(i), 0.5][..])).collect();
        let p = randomization(&[(&Sum(0), &segments, &segments)], 200, Seed::Fixed(1));
        // No made-up difference exceeds that of 0; sacreBLEU has it so.
        assert_eq!(p, [1.0 / 201.0]);
    }

    #[test]
    fn values_of_any_size_are_kept() {
        let mut segments = SegmentStatistics::default();
        for value in [1.0, 40_000.0, 0.25] {
            segments.push(&Statistics::from(&[value][..]));
        }
        segments.push(&Statistics::default());
        assert_eq!((segments.len(), segments.sum().values()), (4, &[40_001.25][..]));
    }

    #[test]
    fn means_are_rounded_once_or_as_in_numpy() {
        let sums: [(f64, f64); 4] = [
            (exact_mean([0.1; 10].into_iter()), 0.1),
            (exact_mean([1e100, 1.0, -1e100, 2.0].into_iter()), 0.75),
            (pairwise_sum(&[0.1_f64; 3]), 0.1 + 0.1 + 0.1),
            (pairwise_sum(&(0..1000).map(f64::from).collect::<Vec<_>>()), 499_500.0),
        ];
        assert!(sums.iter().all(|(sum, expected)| sum.to_bits() == expected.to_bits()), "{sums:?}");
    }
}
