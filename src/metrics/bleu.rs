//! BLEU (Papineni et al. 2002): precision of word n-grams, with a penalty for brevity.

use std::cell::RefCell;
use std::fmt;

use super::ngrams::{self, Packed, Words};
use super::number::{Mixed, Number};
use super::python_text::{Span, lowercase_into, trim_end};
use super::signature::yes_no;
use super::tokenizers::Buffers;
use super::vocabulary::Vocabulary;
use super::{Metric, Signature, Statistics, Tokenizer};

/// What BLEU does about orders without a match (Chen and Cherry 2014, "A Systematic Comparison of Smoothing
/// Techniques for Sentence-Level BLEU").
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Smoothing {
    /// Nothing: the score is 0.
    None,
    /// Counts a match of this much; by default 0.1. Method 1 of the paper.
    Floor(f64),
    /// Adds this much to matches and totals of orders above 1; by default 1. Method 2.
    AddK(f64),
    /// Halves the value of a match with every order that has none, as mteval does. Method 3; the default.
    #[default]
    Exp,
}

impl Smoothing {
    /// The match that [`Smoothing::Floor`] counts if none is given.
    pub const FLOOR: f64 = 0.1;
    /// What [`Smoothing::AddK`] adds if nothing is given.
    pub const ADD_K: f64 = 1.0;
}

impl fmt::Display for Smoothing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Smoothing::None => f.write_str("none"),
            Smoothing::Floor(value) => write!(f, "floor[{value:.2}]"),
            Smoothing::AddK(value) => write!(f, "add-k[{value:.2}]"),
            Smoothing::Exp => f.write_str("exp"),
        }
    }
}

/// BLEU: the geometric mean of the precisions of word n-grams, times a penalty if the hypotheses are shorter than
/// the references. 0 to 100, higher is better. Its statistics are the length of the hypothesis, that of the reference
/// closest to it, then by order the matches, then by order the hypothesis's n-grams.
///
/// Papineni, Roukos, Ward and Zhu 2002, ["Bleu: a Method for Automatic Evaluation of Machine
/// Translation"](https://aclanthology.org/P02-1040), equations 1 to 4; Post 2018, ["A Call for Clarity in Reporting BLEU
/// Scores"](https://aclanthology.org/W18-6319).
///
/// ```
/// use glossator::metrics::{Bleu, Metric, Tokenizer};
///
/// let hypotheses = ["The dog bit the man.", "It wasn't surprising.", "The man had just bitten him."];
/// let references = [
///     ["The dog bit the man.", "The dog had bit the man."],
///     ["It was not unexpected.", "No one was surprised."],
///     ["The man bit him first.", "The man had bitten the dog."],
/// ];
/// let score = Bleu::default().corpus(&hypotheses, &references)?;
/// assert_eq!(score.to_string(), "BLEU = 48.53 82.4/50.0/45.5/37.5 (BP = 0.943 ratio = 0.944 hyp_len = 17 ref_len = 18)");
/// assert_eq!(score.signature.to_string(), "nrefs:2|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0");
///
/// // One segment: orders that it is too short for do not count.
/// assert!(Bleu::default().sentence("Not found.", "Not found.") > 99.9);
///
/// // Other parameters.
/// let chinese = Bleu { lowercase: true, ..Bleu::with_tokenizer(Tokenizer::Zh) };
/// assert_eq!(chinese.signature().to_string(), "nrefs:1|case:lc|eff:no|tok:zh|smooth:exp|version:2.6.0");
/// # Ok::<(), glossator::error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Bleu {
    /// How texts are cut into words.
    pub tokenizer: Tokenizer,
    /// Whether case is ignored.
    pub lowercase: bool,
    /// What happens to orders without a match.
    pub smoothing: Smoothing,
    /// The highest order of n-grams, at least 1; the paper's is 4.
    pub max_order: usize,
    /// Whether orders that the hypotheses are too short for are left out. Meant for single segments, where
    /// [`Metric::sentence`] does so anyway.
    pub effective_order: bool,
}

pub(super) const DEFAULT: Bleu = Bleu::with_tokenizer(Tokenizer::V13a);

impl Default for Bleu {
    fn default() -> Self {
        DEFAULT
    }
}

/// A BLEU score and what it is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct BleuDetails {
    /// The score, 0 to 100.
    pub score: f64,
    /// Matches by order; with [`Smoothing::AddK`], what was added included.
    pub matches: Vec<f64>,
    /// The hypotheses' n-grams by order; with [`Smoothing::AddK`], what was added included.
    pub totals: Vec<f64>,
    /// Smoothed precisions by order, 0 to 100.
    pub precisions: Vec<f64>,
    /// The brevity penalty, 0 to 1.
    pub brevity_penalty: f64,
    /// Tokens of the hypotheses.
    pub hypothesis_len: u64,
    /// Tokens of the references closest to them in length.
    pub reference_len: u64,
}

impl fmt::Display for BleuDetails {
    /// Precisions, brevity penalty and lengths, as sacreBLEU prints them after the score.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, precision) in self.precisions.iter().enumerate() {
            write!(f, "{}{precision:.1}", if i == 0 { "" } else { "/" })?;
        }
        let (hypothesis, reference) = (self.hypothesis_len, self.reference_len);
        let ratio = if reference == 0 { 0.0 } else { hypothesis as f64 / reference as f64 };
        write!(
            f,
            " (BP = {:.3} ratio = {ratio:.3} hyp_len = {hypothesis} ref_len = {reference})",
            self.brevity_penalty
        )
    }
}

impl Bleu {
    /// BLEU with the default parameters but for the tokenizer.
    pub const fn with_tokenizer(tokenizer: Tokenizer) -> Self {
        Bleu {
            tokenizer,
            lowercase: false,
            smoothing: Smoothing::Exp,
            max_order: 4,
            effective_order: false,
        }
    }

    /// The score of statistics and what it is made of.
    pub fn evaluate(&self, statistics: &Statistics) -> BleuDetails {
        self.compute(statistics, self.effective_order)
    }

    fn compute(&self, statistics: &Statistics, effective_order: bool) -> BleuDetails {
        match statistics.values() {
            [] => self.compute_from(&vec![0.0; 2 + 2 * self.max_order], effective_order),
            values => self.compute_from(values, effective_order),
        }
    }

    fn compute_from<N: Number>(&self, values: &[N], effective_order: bool) -> BleuDetails {
        let order = self.max_order;
        let hundred = N::constant(100.0);
        let (hypothesis, reference) = (values[0].to_f64().trunc(), values[1].to_f64().trunc());
        let to_f64 = |values: &[N]| values.iter().map(|value| value.to_f64()).collect();
        let mut details = BleuDetails {
            score: 0.0,
            matches: to_f64(&values[2..2 + order]),
            totals: to_f64(&values[2 + order..]),
            precisions: vec![0.0; order],
            brevity_penalty: match hypothesis {
                len if len >= reference => 1.0,
                len if len > 0.0 => (1.0 - reference / len).exp(),
                _ => 0.0,
            },
            hypothesis_len: hypothesis as u64,
            reference_len: reference as u64,
        };
        if details.matches.iter().all(|&matches| matches == 0.0) {
            return details;
        }
        let (mut halving, mut orders) = (1.0, order);
        for n in 0..order {
            let (mut matches, mut total) = (values[2 + n], values[2 + order + n]);
            if let (Smoothing::AddK(value), 1..) = (self.smoothing, n) {
                matches = matches + N::constant(value);
                total = total + N::constant(value);
                (details.matches[n], details.totals[n]) = (matches.to_f64(), total.to_f64());
            }
            if total.to_f64() == 0.0 {
                break;
            }
            if effective_order {
                orders = n + 1;
            }
            details.precisions[n] = match self.smoothing {
                _ if matches.to_f64() != 0.0 => (hundred * matches / total).to_f64(),
                Smoothing::Exp => {
                    halving *= 2.0;
                    (hundred / (N::constant(halving) * total)).to_f64()
                }
                Smoothing::Floor(value) => (N::constant(100.0 * value) / total).to_f64(),
                Smoothing::None | Smoothing::AddK(_) => 0.0,
            };
        }
        let logs = details.precisions[..orders].iter().map(|&precision| log(precision));
        details.score = details.brevity_penalty * (logs.sum::<f64>() / orders as f64).exp();
        details
    }
}

/// The logarithm, which for 0 is low enough to make the score 0.
fn log(precision: f64) -> f64 {
    if precision == 0.0 { -9_999_999_999.0 } else { precision.ln() }
}

impl Metric for Bleu {
    fn id(&self) -> &'static str {
        "bleu"
    }

    fn name(&self) -> String {
        "BLEU".to_owned()
    }

    fn signature(&self) -> Signature {
        Signature::new(vec![
            ("case", "c", if self.lowercase { "lc" } else { "mixed" }.to_owned()),
            ("eff", "e", yes_no(self.effective_order)),
            ("tok", "tok", self.tokenizer.to_string()),
            ("smooth", "s", self.smoothing.to_string()),
        ])
    }

    fn statistics(&self, hypothesis: &str, references: &[&str]) -> Statistics {
        if references.is_empty() {
            return Statistics::default();
        }
        SCRATCH.with_borrow_mut(|scratch| scratch.count(self, hypothesis, references))
    }

    fn score(&self, statistics: &Statistics) -> f64 {
        self.compute(statistics, self.effective_order).score
    }

    fn sentence_score(&self, statistics: &Statistics) -> f64 {
        self.compute(statistics, true).score
    }

    fn resampled_score(&self, sums: &[Mixed]) -> Mixed {
        Mixed::Double(self.compute_from(sums, self.effective_order).score)
    }

    fn details(&self, statistics: &Statistics) -> Option<String> {
        Some(self.evaluate(statistics).to_string())
    }
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// Space that a thread reuses from segment to segment.
#[derive(Default)]
struct Scratch {
    vocabulary: Vocabulary,
    lowered: String,
    buffers: Buffers,
    spans: Vec<Span>,
    hypothesis: Vec<u32>,
    references: Vec<Vec<u32>>,
    packed: Packed,
}

impl Scratch {
    fn count(&mut self, bleu: &Bleu, hypothesis: &str, references: &[&str]) -> Statistics {
        self.vocabulary.clear();
        let mut ids = std::mem::take(&mut self.hypothesis);
        self.number(bleu, hypothesis, &mut ids);
        self.hypothesis = ids;
        self.references.resize_with(references.len().max(self.references.len()), Vec::new);
        for (i, reference) in references.iter().enumerate() {
            let mut ids = std::mem::take(&mut self.references[i]);
            self.number(bleu, reference, &mut ids);
            self.references[i] = ids;
        }
        let (hypothesis, references) = (&self.hypothesis, &self.references[..references.len()]);

        let order = bleu.max_order;
        let mut statistics = Statistics::zeroed(2 + 2 * order);
        let values = statistics.values_mut();
        values[0] = hypothesis.len() as f64;
        values[1] = closest(hypothesis.len(), references) as f64;
        for n in 1..=order {
            values[1 + order + n] = (hypothesis.len() + 1).saturating_sub(n) as f64;
        }
        let longest = references.iter().map(Vec::len).fold(hypothesis.len(), usize::max);
        if ngrams::fits::<Words>(longest, self.vocabulary.len(), references.len(), order) {
            let matches = match references {
                [reference] => self.packed.matches_one::<Words>(hypothesis, reference),
                references => self.packed.matches_most::<Words>(hypothesis, references),
            };
            for n in 0..order {
                values[2 + n] = f64::from(matches[n]);
            }
        } else {
            let references: Vec<&[u32]> = references.iter().map(Vec::as_slice).collect();
            for n in 0..order {
                values[2 + n] = ngrams::matches_general(hypothesis, &references, n + 1) as f64;
            }
        }
        statistics
    }

    fn number(&mut self, bleu: &Bleu, text: &str, ids: &mut Vec<u32>) {
        let text = if bleu.lowercase {
            lowercase_into(text, &mut self.lowered);
            trim_end(&self.lowered)
        } else {
            trim_end(text)
        };
        self.spans.clear();
        let text = bleu.tokenizer.split(text, &mut self.buffers, &mut self.spans);
        ids.clear();
        self.vocabulary.number(text, &self.spans, ids);
    }
}

/// The length of the reference closest to the hypothesis's; of two as close, the shorter.
fn closest(hypothesis: usize, references: &[Vec<u32>]) -> usize {
    references
        .iter()
        .map(Vec::len)
        .min_by_key(|&len| (hypothesis.abs_diff(len), len))
        .unwrap_or_default()
}
