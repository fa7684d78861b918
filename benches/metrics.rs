//! Segments a second by each metric, on one thread, and of resampling.
//!
//! On a noisy machine, count instructions instead: `valgrind --tool=callgrind` on the bench's binary with `--bench
//! NAME`, where NAME is one of the functions here.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use glossator::metrics::significance::{Seed, SegmentStatistics, bootstrap, randomization};
use glossator::metrics::{Bleu, Chrf, Metric, Statistics, Ter, Tokenizer};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SEGMENTS: usize = 2000;

fn main() {
    divan::main();
}

fn corpus(bencher: Bencher<'_, '_>, metric: &dyn Metric) {
    let pairs = pairs();
    bencher.counter(ItemsCount::new(SEGMENTS)).bench_local(|| {
        let mut sum = Statistics::default();
        for (hypothesis, reference) in black_box(&pairs) {
            sum += metric.statistics(hypothesis, &[reference]);
        }
        metric.score(&sum)
    });
}

#[divan::bench(args = Tokenizer::ALL)]
fn bleu(bencher: Bencher<'_, '_>, tokenizer: Tokenizer) {
    corpus(bencher, &Bleu::with_tokenizer(tokenizer));
}

#[divan::bench]
fn chrf(bencher: Bencher<'_, '_>) {
    corpus(bencher, &Chrf::default());
}

#[divan::bench]
fn chrf_plus_plus(bencher: Bencher<'_, '_>) {
    corpus(bencher, &Chrf::plus_plus());
}

#[divan::bench]
fn ter(bencher: Bencher<'_, '_>) {
    corpus(bencher, &Ter::default());
}

#[divan::bench]
fn ter_normalized(bencher: Bencher<'_, '_>) {
    corpus(bencher, &Ter { normalized: true, ..Ter::default() });
}

#[divan::bench]
fn bleu_sentences(bencher: Bencher<'_, '_>) {
    let (bleu, pairs) = (Bleu::default(), pairs());
    bencher.counter(ItemsCount::new(SEGMENTS)).bench_local(|| {
        let pairs = black_box(&pairs).iter();
        pairs.map(|(hypothesis, reference)| bleu.sentence(hypothesis, reference)).sum::<f64>()
    });
}

/// The statistics of made-up texts and of their references against them.
fn two_systems() -> [SegmentStatistics; 2] {
    let (bleu, pairs) = (Bleu::default(), pairs());
    [
        pairs
            .iter()
            .map(|(hypothesis, reference)| bleu.statistics(hypothesis, &[reference]))
            .collect(),
        pairs
            .iter()
            .map(|(hypothesis, reference)| bleu.statistics(reference, &[hypothesis]))
            .collect(),
    ]
}

#[divan::bench]
fn paired_bootstrap_of_100(bencher: Bencher<'_, '_>) {
    let (bleu, [ours, theirs]) = (Bleu::default(), two_systems());
    let tables: [(&dyn Metric, &SegmentStatistics); 2] = [(&bleu, &ours), (&bleu, &theirs)];
    bencher
        .counter(ItemsCount::new(SEGMENTS))
        .bench_local(|| bootstrap(&tables, 100, Seed::default()));
}

#[divan::bench]
fn randomization_of_1000(bencher: Bencher<'_, '_>) {
    let (bleu, [ours, theirs]) = (Bleu::default(), two_systems());
    let pairs: [(&dyn Metric, &SegmentStatistics, &SegmentStatistics); 1] =
        [(&bleu, &ours, &theirs)];
    bencher
        .counter(ItemsCount::new(SEGMENTS))
        .bench_local(|| randomization(&pairs, 1000, Seed::default()));
}

/// Made-up sentences of a language of 3,000 words, and the same with every fifth word or so changed, moved or dropped.
fn pairs() -> Vec<(String, String)> {
    let mut state = 2026_u64;
    let mut next = move |below: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let letters: Vec<char> = "eeeeaaaiioouutttnnnssrrlldhcmpgbfväé".chars().collect();
    let words: Vec<String> = (0..3000)
        .map(|_| (0..2 + next(9)).map(|_| letters[next(letters.len())]).collect())
        .collect();
    (0..SEGMENTS)
        .map(|_| {
            let mut reference: Vec<String> = (0..6 + next(24))
                // Frequent words are frequent.
                .map(|_| {
                    let rank = next(words.len());
                    words[next(rank + 1)].clone()
                })
                .collect();
            let middle = reference.len() / 2;
            reference[middle].push(',');
            if let Some(last) = reference.last_mut() {
                last.push('.');
            }
            let mut hypothesis = reference.clone();
            for _ in 0..reference.len() / 5 {
                let at = next(hypothesis.len());
                match next(4) {
                    0 => hypothesis[at].clone_from(&words[next(words.len())]),
                    1 => {
                        hypothesis.remove(at);
                    }
                    2 => hypothesis.insert(at, words[next(words.len())].clone()),
                    _ => {
                        let word = hypothesis.remove(at);
                        hypothesis.insert(next(hypothesis.len() + 1), word);
                    }
                }
            }
            (hypothesis.join(" "), reference.join(" "))
        })
        .collect()
}
