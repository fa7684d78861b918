//! The metrics of a run, set up as a locale needs them.

use crate::locale::LocaleTag;
use crate::metrics::{Bleu, Chrf, Metric, Statistics, Ter, Tokenizer, similarity};

/// Segments with a reference from which on BLEU, chrF and TER of a locale tell something: those of fewer are chance.
pub const LEAST_REFERENCED: u64 = 10;

/// BLEU, chrF and TER with sacreBLEU's defaults and the locale's tokenizer.
#[derive(Debug)]
pub struct LocaleMetrics {
    bleu: Bleu,
    chrf: Chrf,
    ter: Ter,
}

/// Scores of one segment against its reference.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct SegmentScores {
    /// Sentence BLEU, 0..100.
    pub bleu: f64,
    /// chrF, 0..100.
    pub chrf: f64,
    /// TER, 0 for the same text, over 100 if more has to be edited than the reference is long.
    pub ter: f64,
    /// Normalised Levenshtein similarity of characters, 0..1.
    pub levenshtein: f64,
    /// Jaro-Winkler similarity of characters, 0..1.
    pub jaro_winkler: f64,
}

impl LocaleMetrics {
    /// The metrics for a locale: tokenizer `zh` for Chinese, `char` for Japanese and Thai, else `13a`.
    pub fn of(locale: &LocaleTag) -> LocaleMetrics {
        let tokenizer = Tokenizer::for_language(locale.language());
        LocaleMetrics {
            bleu: Bleu::with_tokenizer(tokenizer),
            chrf: Chrf::default(),
            ter: Ter::default(),
        }
    }

    /// Scores a segment, and adds its statistics to the sums of BLEU, chrF and TER.
    pub fn score(
        &self,
        target: &str,
        reference: &str,
        sums: &mut [Statistics; 3],
    ) -> SegmentScores {
        let mut scores = [0.0; 3];
        for ((metric, sum), score) in self.all().into_iter().zip(sums).zip(&mut scores) {
            let statistics = metric.statistics(target, &[reference]);
            *score = metric.sentence_score(&statistics);
            *sum += &statistics;
        }
        SegmentScores {
            bleu: scores[0],
            chrf: scores[1],
            ter: scores[2],
            levenshtein: similarity::levenshtein(target, reference),
            jaro_winkler: similarity::jaro_winkler(target, reference),
        }
    }

    /// Corpus BLEU, chrF and TER of sums; none where no segment had a reference.
    pub fn scores(&self, sums: &[Statistics; 3], referenced_segments: u64) -> [Option<f64>; 3] {
        let metrics = self.all();
        std::array::from_fn(|i| (referenced_segments > 0).then(|| metrics[i].score(&sums[i])))
    }

    /// The same for a reader's eye: none where fewer than [`LEAST_REFERENCED`] segments had a reference.
    pub fn telling_scores(
        &self,
        sums: &[Statistics; 3],
        referenced_segments: u64,
    ) -> [Option<f64>; 3] {
        if referenced_segments < LEAST_REFERENCED {
            return [None; 3];
        }
        self.scores(sums, referenced_segments)
    }

    /// How to reproduce BLEU, chrF and TER.
    pub fn signatures(&self) -> [String; 3] {
        self.all().map(|metric| metric.signature().to_string())
    }

    /// BLEU, chrF and TER.
    pub fn all(&self) -> [&dyn Metric; 3] {
        [&self.bleu, &self.chrf, &self.ter]
    }
}
