//! chrF and chrF++ (Popović 2015, 2017): F-score of character n-grams, and of word n-grams for chrF++.

use std::cell::RefCell;

use super::ngrams::{self, Characters, Packed, Packing, Words};
use super::number::{Mixed, Number};
use super::python_text::{Span, lowercase_into, space_len, split_words};
use super::signature::yes_no;
use super::vocabulary::Vocabulary;
use super::{Metric, Signature, Statistics};

/// Stands in for a precision or recall that has no n-grams to be of.
const EPSILON: f64 = 1e-16;

/// chrF: the F-score of character n-grams, averaged over their orders; chrF++ with word n-grams too. 0 to 100, higher
/// is better. Its statistics are, for each character order and then each word order, the n-grams of the hypothesis
/// (0 if the reference has none), those of the reference, and the matches. Of several references the one with the best
/// score of the segment counts.
///
/// Popović 2015, [chrF: character n-gram F-score for automatic MT evaluation](https://aclanthology.org/W15-3049);
/// Popović 2017, [chrF++: words helping character n-grams](https://aclanthology.org/W17-4770).
///
/// ```
/// use glossator::metrics::{Chrf, Metric};
///
/// let (hypothesis, reference) = ("The cat sat on the mat.", "The cat is sitting on the mat.");
/// assert_eq!(format!("{:.4}", Chrf::default().sentence(hypothesis, reference)), "49.6485");
/// assert_eq!(format!("{:.4}", Chrf::plus_plus().sentence(hypothesis, reference)), "54.2552");
/// assert_eq!(
///     Chrf::plus_plus().signature().to_string(),
///     "nrefs:1|case:mixed|eff:yes|nc:6|nw:2|space:no|version:2.6.0"
/// );
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Chrf {
    /// The highest order of character n-grams; the paper's is 6.
    pub char_order: usize,
    /// The highest order of word n-grams: 0 for chrF, 2 for chrF++.
    pub word_order: usize,
    /// How many times as much recall weighs as precision; the paper's is 2.
    pub beta: u32,
    /// Whether case is ignored.
    pub lowercase: bool,
    /// Whether whitespace counts as characters.
    pub whitespace: bool,
    /// Whether orders without n-grams count with an epsilon, as in the papers' own program, NLTK and Moses, rather than
    /// being left out.
    pub epsilon_smoothing: bool,
}

pub(super) const DEFAULT: Chrf = Chrf {
    char_order: 6,
    word_order: 0,
    beta: 2,
    lowercase: false,
    whitespace: false,
    epsilon_smoothing: false,
};

impl Default for Chrf {
    fn default() -> Self {
        DEFAULT
    }
}

impl Chrf {
    /// chrF++: chrF with words and pairs of words.
    pub const fn plus_plus() -> Self {
        Chrf { word_order: 2, ..DEFAULT }
    }

    fn order(&self) -> usize {
        self.char_order + self.word_order
    }

    fn f_score<N: Number>(&self, values: &[N]) -> N {
        let zero = N::constant(0.0);
        let epsilon = N::constant(EPSILON);
        let factor = N::constant(f64::from(self.beta) * f64::from(self.beta));
        let factor_and_one = N::constant(1.0 + factor.to_f64());
        let (mut sum, mut precisions, mut recalls, mut orders) = (zero, zero, zero, 0);
        for order in values.chunks_exact(3) {
            let (hypothesis, reference, matches) = (order[0], order[1], order[2]);
            let precision = if hypothesis > zero { matches / hypothesis } else { epsilon };
            let recall = if reference > zero { matches / reference } else { epsilon };
            let denominator = factor * precision + recall;
            sum = sum
                + if denominator > zero {
                    factor_and_one * precision * recall / denominator
                } else {
                    epsilon
                };
            if hypothesis > zero && reference > zero {
                precisions = precisions + precision;
                recalls = recalls + recall;
                orders += 1;
            }
        }
        let hundred = N::constant(100.0);
        if self.epsilon_smoothing {
            let order = self.order();
            return if order == 0 { zero } else { hundred * sum / N::constant(order as f64) };
        }
        if orders == 0 || precisions + recalls == zero {
            return zero;
        }
        let orders = N::constant(f64::from(orders));
        let (precision, recall) = (precisions / orders, recalls / orders);
        hundred * (factor_and_one * precision * recall / (factor * precision + recall))
    }
}

impl Metric for Chrf {
    fn id(&self) -> &'static str {
        "chrf"
    }

    fn name(&self) -> String {
        format!("chrF{}{}", self.beta, "+".repeat(self.word_order))
    }

    fn signature(&self) -> Signature {
        Signature::new(vec![
            ("case", "c", if self.lowercase { "lc" } else { "mixed" }.to_owned()),
            ("eff", "e", yes_no(!self.epsilon_smoothing)),
            ("nc", "nc", self.char_order.to_string()),
            ("nw", "nw", self.word_order.to_string()),
            ("space", "s", yes_no(self.whitespace)),
        ])
    }

    fn statistics(&self, hypothesis: &str, references: &[&str]) -> Statistics {
        if references.is_empty() {
            return Statistics::default();
        }
        SCRATCH.with_borrow_mut(|scratch| {
            let mut best = scratch.count(self, hypothesis, references[0]);
            if references.len() > 1 {
                let mut best_score = self.f_score(best.values());
                for reference in &references[1..] {
                    let statistics = scratch.count(self, hypothesis, reference);
                    let score = self.f_score(statistics.values());
                    if score > best_score {
                        (best, best_score) = (statistics, score);
                    }
                }
            }
            best
        })
    }

    fn score(&self, statistics: &Statistics) -> f64 {
        self.f_score(statistics.values())
    }

    fn resampled_score(&self, sums: &[Mixed]) -> Mixed {
        self.f_score(sums)
    }
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// Space that a thread reuses from segment to segment.
#[derive(Default)]
struct Scratch {
    lowered: [String; 2],
    characters: Alphabet,
    packed: Packed,
    vocabulary: Vocabulary,
    marks: Vec<u32>,
    words: Vec<Span>,
    spans: Vec<Span>,
    hypothesis: Vec<u32>,
    reference: Vec<u32>,
}

impl Scratch {
    fn count(&mut self, chrf: &Chrf, hypothesis: &str, reference: &str) -> Statistics {
        let mut lowered = std::mem::take(&mut self.lowered);
        let [hypothesis, reference] = if chrf.lowercase {
            lowercase_into(hypothesis, &mut lowered[0]);
            lowercase_into(reference, &mut lowered[1]);
            [lowered[0].as_str(), lowered[1].as_str()]
        } else {
            [hypothesis, reference]
        };
        let mut statistics = Statistics::zeroed(3 * chrf.order());
        let (characters, words) = statistics.values_mut().split_at_mut(3 * chrf.char_order);
        if chrf.char_order > 0 {
            self.characters.clear();
            self.characters.number(hypothesis, chrf.whitespace, &mut self.hypothesis);
            self.characters.number(reference, chrf.whitespace, &mut self.reference);
            self.fill::<Characters>(self.characters.len(), characters);
        }
        if chrf.word_order > 0 {
            self.vocabulary.clear();
            for (text, ids) in
                [(hypothesis, &mut self.hypothesis), (reference, &mut self.reference)]
            {
                self.spans.clear();
                ids.clear();
                split_punctuation(text, &mut self.marks, &mut self.words, &mut self.spans);
                self.vocabulary.number(text, &self.spans, ids);
            }
            self.fill::<Words>(self.vocabulary.len(), words);
        }
        self.lowered = lowered;
        statistics
    }

    /// The n-grams of the hypothesis, of the reference and in both, by order.
    fn fill<P: Packing>(&mut self, symbols: usize, values: &mut [f64]) {
        let (hypothesis, reference) = (self.hypothesis.as_slice(), self.reference.as_slice());
        let order = values.len() / 3;
        let longest = hypothesis.len().max(reference.len());
        let packed = ngrams::fits::<P>(longest, symbols, 1, order)
            .then(|| self.packed.matches_one::<P>(hypothesis, reference));
        for (n, values) in values.chunks_exact_mut(3).enumerate() {
            let ngrams = |symbols: &[u32]| symbols.len().saturating_sub(n) as f64;
            values[1] = ngrams(reference);
            values[0] = if values[1] > 0.0 { ngrams(hypothesis) } else { 0.0 };
            values[2] = match &packed {
                Some(matches) => f64::from(matches[n]),
                None => ngrams::matches_general(hypothesis, &[reference], n + 1) as f64,
            };
        }
    }
}

/// Appends the spans of the words of `text`, of which an ASCII punctuation mark at the end, or else at the start, is
/// a word of its own: `(hi)` is `(hi` and `)`. `marks` and `words` are space to work in.
fn split_punctuation(
    text: &str,
    marks: &mut Vec<u32>,
    words: &mut Vec<Span>,
    spans: &mut Vec<Span>,
) {
    words.clear();
    split_words(text, marks, words);
    let bytes = text.as_bytes();
    let is_mark = |at: u32| bytes[at as usize].is_ascii_punctuation();
    for &(start, end) in &*words {
        // A mark that is a whole word stays; a mark beside anything else makes two characters or more.
        if end - start == 1 {
            spans.push((start, end));
        } else if is_mark(end - 1) {
            spans.extend([(start, end - 1), (end - 1, end)]);
        } else if is_mark(start) {
            spans.extend([(start, start + 1), (start + 1, end)]);
        } else {
            spans.push((start, end));
        }
    }
}

/// ASCII whitespace.
const IS_SPACE: [bool; 128] = {
    let mut is_space = [false; 128];
    let mut byte = 0;
    while byte < 128 {
        is_space[byte] = matches!(byte as u8, 0x09..=0x0D | 0x1C..=0x20);
        byte += 1;
    }
    is_space
};

/// Dense numbers for the characters of one pair of texts.
struct Alphabet {
    /// The number of each character of the Basic Multilingual Plane plus the round's base; below it, none.
    numbers: Vec<u32>,
    /// Characters above it: few texts have any.
    astral: Vec<(u32, u32)>,
    /// Where the numbers of this round start.
    base: u32,
    next: u32,
}

impl Default for Alphabet {
    fn default() -> Self {
        Alphabet { numbers: vec![0; 0x1_0000], astral: Vec::new(), base: 1, next: 1 }
    }
}

impl Alphabet {
    /// Forgets all characters.
    fn clear(&mut self) {
        self.astral.clear();
        self.base = self.next;
        if self.base > u32::MAX / 2 {
            self.numbers.fill(0);
            (self.base, self.next) = (1, 1);
        }
    }

    /// How many different characters have a number; numbers run from 0.
    fn len(&self) -> usize {
        (self.next - self.base) as usize
    }

    /// Replaces `ids` by the number of each character, without whitespace unless it is to count.
    fn number(&mut self, text: &str, whitespace: bool, ids: &mut Vec<u32>) {
        if ids.len() < text.len() {
            ids.resize(text.len(), 0);
        }
        let bytes = text.as_bytes();
        let (mut at, mut count) = (0, 0);
        while at < bytes.len() {
            let byte = bytes[at];
            let (code, width, is_space) = match byte {
                0..0x80 => (u32::from(byte), 1, IS_SPACE[byte as usize]),
                0xC3..0xE0 => (u32::from(byte & 31) << 6 | u32::from(bytes[at + 1] & 63), 2, false),
                _ => match text[at..].chars().next() {
                    Some(c) => (u32::from(c), c.len_utf8(), space_len(bytes, at) > 0),
                    None => break,
                },
            };
            at += width;
            // Without a branch, which would be mispredicted at every word: whitespace is overwritten by what follows.
            ids[count] = self.id(code);
            count += usize::from(whitespace || !is_space);
        }
        ids.truncate(count);
    }

    #[inline]
    fn id(&mut self, code: u32) -> u32 {
        match self.numbers.get_mut(code as usize) {
            Some(number) => {
                let is_new = *number < self.base;
                *number = if is_new { self.next } else { *number };
                self.next += u32::from(is_new);
                *number - self.base
            }
            None => {
                if let Some(&(_, id)) = self.astral.iter().find(|(known, _)| *known == code) {
                    id
                } else {
                    let id = self.next - self.base;
                    self.next += 1;
                    self.astral.push((code, id));
                    id
                }
            }
        }
    }
}
