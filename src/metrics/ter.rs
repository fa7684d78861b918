//! TER (Snover et al. 2006): edits and shifts of words that turn the hypothesis into the reference.

mod distance;
mod edits;
mod tercom;

use std::cell::RefCell;

use self::edits::Edits;
use super::number::{Mixed, Number};
use super::python_text::{Span, split_words};
use super::signature::yes_no;
use super::vocabulary::Vocabulary;
use super::{Metric, Signature, Statistics};

/// TER: the least number of insertions, deletions, substitutions and shifts of words for each word of the reference.
/// In percent: 0 is equal, lower is better, and a long hypothesis can have more than 100. Its statistics are the edits
/// and the reference's length; of several references, the least edits and the mean length.
///
/// Snover, Dorr, Schwartz, Micciulla and Makhoul 2006, ["A Study of Translation Edit Rate with Targeted Human
/// Annotation"](https://aclanthology.org/2006.amta-papers.25). The limits of the search are those of Tercom.
///
/// ```
/// use glossator::metrics::{Metric, Ter};
///
/// let (hypothesis, reference) = ("on the mat sat the cat", "the cat sat on the mat");
/// assert_eq!(format!("{:.2}", Ter::default().sentence(hypothesis, reference)), "33.33");
/// assert_eq!(
///     Ter::default().signature().to_string(),
///     "nrefs:1|case:lc|tok:tercom|norm:no|punct:yes|asian:no|version:2.6.0"
/// );
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)] // Tercom has four independent switches.
pub struct Ter {
    /// Whether punctuation is set apart, and entities resolved, before words are compared.
    pub normalized: bool,
    /// Whether punctuation is removed.
    pub no_punctuation: bool,
    /// Whether the two also know East Asian characters.
    pub asian_support: bool,
    /// Whether case counts.
    pub case_sensitive: bool,
}

pub(super) const DEFAULT: Ter =
    Ter { normalized: false, no_punctuation: false, asian_support: false, case_sensitive: false };

impl Ter {
    /// The words that are compared, with a space between them; a reference passes twice, as sacreBLEU has it.
    ///
    /// ```
    /// use glossator::metrics::Ter;
    ///
    /// let ter = Ter { normalized: true, ..Ter::default() };
    /// assert_eq!(ter.tokenize("Jim's car."), "jim 's car .");
    /// ```
    pub fn tokenize(&self, text: &str) -> String {
        let (mut buffers, mut marks, mut spans) = Default::default();
        let text = tercom::tokenize(self, text, &mut buffers);
        split_words(text, &mut marks, &mut spans);
        let words = spans.iter().map(|&(start, end)| &text[start as usize..end as usize]);
        words.collect::<Vec<_>>().join(" ")
    }
}

impl Metric for Ter {
    fn id(&self) -> &'static str {
        "ter"
    }

    fn name(&self) -> String {
        "TER".to_owned()
    }

    fn signature(&self) -> Signature {
        Signature::new(vec![
            ("case", "c", if self.case_sensitive { "mixed" } else { "lc" }.to_owned()),
            ("tok", "t", "tercom".to_owned()),
            ("norm", "nr", yes_no(self.normalized)),
            ("punct", "pn", yes_no(!self.no_punctuation)),
            ("asian", "as", yes_no(self.asian_support)),
        ])
    }

    fn statistics(&self, hypothesis: &str, references: &[&str]) -> Statistics {
        if references.is_empty() {
            return Statistics::default();
        }
        SCRATCH.with_borrow_mut(|scratch| {
            scratch.vocabulary.clear();
            let mut words = std::mem::take(&mut scratch.hypothesis);
            scratch.number(self, hypothesis, tercom::tokenize, &mut words);
            scratch.hypothesis = words;
            let (mut edits, mut lengths) = (usize::MAX, 0);
            for reference in references {
                let mut words = std::mem::take(&mut scratch.reference);
                scratch.number(self, reference, tercom::tokenize_reference, &mut words);
                edits = edits.min(scratch.edits.count(&scratch.hypothesis, &words));
                lengths += words.len();
                scratch.reference = words;
            }
            Statistics::from(&[edits as f64, lengths as f64 / references.len() as f64][..])
        })
    }

    fn score(&self, statistics: &Statistics) -> f64 {
        rate(statistics.values())
    }

    fn resampled_score(&self, sums: &[Mixed]) -> Mixed {
        rate(sums)
    }
}

fn rate<N: Number>(values: &[N]) -> N {
    let zero = N::constant(0.0);
    match *values {
        [edits, length] if length > zero => N::constant(100.0) * (edits / length),
        [edits, _] if edits > zero => N::constant(100.0),
        _ => zero,
    }
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// Space that a thread reuses from segment to segment.
#[derive(Default)]
struct Scratch {
    vocabulary: Vocabulary,
    text: tercom::Buffers,
    marks: Vec<u32>,
    spans: Vec<Span>,
    hypothesis: Vec<u32>,
    reference: Vec<u32>,
    edits: Edits,
}

impl Scratch {
    fn number(
        &mut self,
        ter: &Ter,
        text: &str,
        tokenize: for<'a> fn(&Ter, &'a str, &'a mut tercom::Buffers) -> &'a str,
        ids: &mut Vec<u32>,
    ) {
        let text = tokenize(ter, text, &mut self.text);
        self.spans.clear();
        split_words(text, &mut self.marks, &mut self.spans);
        ids.clear();
        self.vocabulary.number(text, &self.spans, ids);
    }
}
