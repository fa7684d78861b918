//! Similarity of a translation to its references: statistics of segments that add up, and scores of their sums.
//!
//! The numbers are those of [sacreBLEU](https://github.com/mjpost/sacrebleu) 2.6.0, to the last digit it prints.
//! A segment's [`Statistics`] merge into those of a page, of a locale, of a corpus or of a resample, so one
//! implementation serves all of them:
//!
//! ```
//! use glossator::metrics::{Bleu, Chrf, Metric, Statistics};
//!
//! let bleu = Bleu::default();
//! let mut page = Statistics::default();
//! page += bleu.statistics("The cat sat on the mat.", &["The cat is on the mat."]);
//! page += bleu.statistics("It purred loudly.", &["It purred.", "It was purring loudly."]);
//! assert_eq!(format!("{:.2}", bleu.score(&page)), "43.14");
//!
//! // The same in one call, and with another metric.
//! let hypotheses = ["The cat sat on the mat.", "It purred loudly."];
//! let references = [vec!["The cat is on the mat."], vec!["It purred.", "It was purring loudly."]];
//! assert_eq!(bleu.corpus(&hypotheses, &references)?.value, bleu.score(&page));
//! println!("{}", Chrf::default().corpus(&hypotheses, &references)?);
//! # Ok::<(), glossator::error::Error>(())
//! ```

mod bleu;
mod chrf;
mod mean;
mod ngrams;
mod number;
pub mod python_text;
mod references;
mod rng;
mod score;
mod signature;
pub mod significance;
pub mod similarity;
mod statistics;
mod ter;
mod tokenizers;
mod vocabulary;

pub use bleu::{Bleu, BleuDetails, Smoothing};
pub use chrf::Chrf;
pub use mean::Mean;
pub use number::Mixed;
pub use references::References;
pub use score::{Interval, Score};
pub use signature::{ReferenceCount, Signature, VERSION};
pub use statistics::Statistics;
pub use ter::Ter;
pub use tokenizers::{Mecab, MecabLanguage, SentencePiece, Tokenizer};

use crate::error::{Error, Result};

/// Every metric with its default parameters, in the order of reports.
pub static METRICS: [&dyn Metric; 3] = [&bleu::DEFAULT, &chrf::DEFAULT, &ter::DEFAULT];

/// A similarity to reference translations, on the scale of its paper.
pub trait Metric: Send + Sync {
    /// The metric's id, such as `chrf`: in columns and options.
    fn id(&self) -> &'static str;

    /// The metric's name with its variant, such as `chrF2++`.
    fn name(&self) -> String;

    /// How to reproduce a score, for one reference a segment.
    fn signature(&self) -> Signature;

    /// What is counted in one segment; empty if there is no reference.
    fn statistics(&self, hypothesis: &str, references: &[&str]) -> Statistics;

    /// The score of a segment's statistics or of any sum of them; of empty ones, 0.
    fn score(&self, statistics: &Statistics) -> f64;

    /// The score of one segment on its own. BLEU counts only the orders that the segment is long enough for.
    fn sentence_score(&self, statistics: &Statistics) -> f64 {
        self.score(statistics)
    }

    /// The score of the sums of a resample, in the precision of numpy, whose resamples are of single precision.
    #[doc(hidden)]
    fn resampled_score(&self, sums: &[Mixed]) -> Mixed;

    /// What the metric has to say of the statistics beyond the score.
    fn details(&self, _statistics: &Statistics) -> Option<String> {
        None
    }

    /// The score of a corpus; `references` has an entry a segment, see [`References`].
    ///
    /// # Errors
    ///
    /// If the two do not have the same length.
    fn corpus<H: AsRef<str>, R: References>(
        &self,
        hypotheses: &[H],
        references: &[R],
    ) -> Result<Score>
    where
        Self: Sized,
    {
        if hypotheses.len() != references.len() {
            return Err(Error::usage(format!(
                "{} hypotheses but references for {} segments; give an entry of references for each hypothesis",
                hypotheses.len(),
                references.len()
            )));
        }
        let (mut sum, mut counts) = (Statistics::default(), Vec::with_capacity(references.len()));
        for (hypothesis, references) in hypotheses.iter().zip(references) {
            let mut texts = Vec::new();
            references.append_to(&mut texts);
            counts.push(texts.len());
            sum += self.statistics(hypothesis.as_ref(), &texts);
        }
        Ok(Score {
            name: self.name(),
            value: self.score(&sum),
            signature: self.signature().with_references(ReferenceCount::of(counts)),
            details: self.details(&sum),
            confidence: None,
        })
    }

    /// The score of one segment.
    fn sentence<R: References + ?Sized>(&self, hypothesis: &str, references: &R) -> f64
    where
        Self: Sized,
    {
        let mut texts = Vec::new();
        references.append_to(&mut texts);
        self.sentence_score(&self.statistics(hypothesis, &texts))
    }
}
