//! Questions gathered to batches of sequences: each distinct text is cut and encoded once, texts of like length together,
//! and what was encoded is kept as long as there is room for it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::num::NonZero;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Result;
use xxhash_rust::xxh3::xxh3_128;

use crate::model::{Batch, Class, Encoded, Model, PAD, Room, Tagged, features};
use crate::tokens::{Cut, Tokens};

/// What is to be scored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Question {
    /// The text that was translated.
    pub source: String,
    /// Its translation.
    pub target: String,
    /// A translation that is known to be good.
    pub reference: Option<String>,
}

/// What a model says of a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Its score.
    pub score: f32,
    /// What it tags in the target, where it tags.
    pub spans: Vec<Tagged>,
}

/// Scores questions with a model.
#[derive(Debug)]
pub struct Scorer {
    model: Model,
    tokens: Tokens,
    threads: NonZero<usize>,
    kept: Kept,
    counts: Counts,
}

/// How much was computed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Texts that questions had, each as often as it occurred.
    pub texts: usize,
    /// Sequences that went through the encoder.
    pub encoded: usize,
    /// Their tokens.
    pub tokens: usize,
}

/// Tokens that go through the encoder at once, a thread: so many that reading the weights costs little, so few that what
/// is computed of them stays in a cache.
const AT_ONCE: usize = 1024;

/// A sequence of a batch: the key that it is kept under, its tokens, and how many of them are tagged.
struct Sequence {
    key: Vec<u32>,
    tagged: usize,
}

impl Scorer {
    /// With a model and its tokens; `room` is how many bytes of encoded texts are kept between batches.
    pub fn new(model: Model, tokens: Tokens, threads: NonZero<usize>, room: usize) -> Scorer {
        let width = model.encoder.shape().width;
        Scorer {
            kept: Kept::new(room / (4 * width + 4 * 64)),
            model,
            tokens,
            threads,
            counts: Counts::default(),
        }
    }

    /// The model.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// How much was computed until now.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// What questions would cost, one after the other, with room for all that was encoded.
    ///
    /// # Errors
    /// The tokenizer fails.
    pub fn work(&self, questions: &[Question]) -> Result<Counts> {
        let mut counts = Counts::default();
        let mut seen = HashSet::new();
        for part in questions.chunks(AT_ONCE) {
            let cuts = self.cut(part)?;
            for question in part {
                counts.texts += question.texts(&self.model).len();
                for sequence in self.sequences(question, &cuts) {
                    let length = sequence.key.len();
                    if seen.insert(xxh3_128(bytemuck::cast_slice(&sequence.key))) {
                        counts.encoded += 1;
                        counts.tokens += length;
                    }
                }
            }
        }
        Ok(counts)
    }

    fn cut<'q>(&self, questions: &'q [Question]) -> Result<BTreeMap<&'q str, Cut>> {
        let mut cuts = BTreeMap::new();
        for text in questions.iter().flat_map(|question| question.texts(&self.model)) {
            if !cuts.contains_key(text) {
                cuts.insert(text, self.tokens.cut(text)?);
            }
        }
        Ok(cuts)
    }

    /// Scores questions, and hands out each answer with the question's number as soon as there is one: short ones first.
    ///
    /// # Errors
    /// The tokenizer fails, or what takes the answers.
    pub fn score(
        &mut self,
        questions: &[Question],
        mut answer: impl FnMut(usize, Answer) -> Result<()>,
    ) -> Result<()> {
        let cuts = self.cut(questions)?;
        self.counts.texts +=
            questions.iter().map(|question| question.texts(&self.model).len()).sum::<usize>();
        let mut asked: Vec<(usize, Vec<Sequence>)> =
            questions.iter().map(|q| self.sequences(q, &cuts)).enumerate().collect();
        asked.sort_by_key(|(at, sequences)| {
            (sequences.iter().map(|sequence| sequence.key.len()).sum::<usize>(), *at)
        });
        let most = AT_ONCE * self.threads.get();
        let mut start = 0;
        while start < asked.len() {
            let (mut end, mut tokens) = (start, 0);
            while end < asked.len() && (end == start || tokens < most) {
                let new = asked[end].1.iter().filter(|sequence| !self.kept.has(&sequence.key));
                tokens += new.map(|sequence| sequence.key.len()).sum::<usize>();
                end += 1;
            }
            let part = &asked[start..end];
            let encoded = self.encode(part);
            let scores = self.estimate(part, &encoded);
            for ((at, sequences), score) in part.iter().zip(scores) {
                let spans = self.spans(&questions[*at], sequences, &encoded, &cuts);
                answer(*at, Answer { score, spans })?;
            }
            self.kept.keep(encoded);
            start = end;
        }
        Ok(())
    }

    /// The sequences of a question, in the order that the estimator takes them.
    fn sequences(&self, question: &Question, cuts: &BTreeMap<&str, Cut>) -> Vec<Sequence> {
        let texts = question.texts(&self.model);
        let cuts: Vec<&Cut> = texts.iter().map(|text| &cuts[text]).collect();
        if !matches!(self.model.hparams.class, Class::Unified { .. }) {
            return cuts
                .iter()
                .map(|cut| Sequence { key: cut.tokens.clone(), tagged: 0 })
                .collect();
        }
        let (target, tagged) = (&cuts[0].tokens[..], cuts[0].tokens.len());
        let longest = self.model.encoder.longest();
        let join = |others: &[&Cut]| Sequence {
            key: join(target, others.iter().map(|cut| &cut.tokens[..]), longest),
            tagged,
        };
        match cuts[1..] {
            [source, reference] => {
                vec![join(&[source]), join(&[reference]), join(&[source, reference])]
            }
            _ => vec![join(&cuts[1..])],
        }
    }

    /// Encodes what is new among sequences; gives it and what was kept.
    fn encode(&mut self, part: &[(usize, Vec<Sequence>)]) -> HashMap<Vec<u32>, Encoded> {
        let mut known = HashMap::new();
        let mut new: BTreeMap<(usize, &[u32]), usize> = BTreeMap::new();
        for sequence in part.iter().flat_map(|(_, sequences)| sequences) {
            if known.contains_key(&sequence.key) {
            } else if let Some(encoded) = self.kept.take(&sequence.key) {
                known.insert(sequence.key.clone(), encoded);
            } else {
                new.insert((sequence.key.len(), &sequence.key), sequence.tagged);
            }
        }
        self.counts.encoded += new.len();
        let mut batches: Vec<(Batch, Vec<usize>)> = Vec::new();
        let mut filled = AT_ONCE;
        for ((length, tokens), tagged) in new {
            self.counts.tokens += length;
            if filled + length > AT_ONCE || batches.is_empty() {
                batches.push(Default::default());
                filled = 0;
            }
            if let Some((batch, tags)) = batches.last_mut() {
                batch.push(tokens);
                tags.push(tagged);
            }
            filled += length;
        }
        let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
        let work = || {
            let mut room = Room::default();
            while let Some((batch, tagged)) = batches.get(next.fetch_add(1, Ordering::Relaxed)) {
                let encoded = self.model.encode(batch, tagged, &mut room);
                let keys = batch.sequences.iter().map(|at| batch.tokens[at.clone()].to_vec());
                done.lock()
                    .unwrap_or_else(std::sync::PoisonError::into_inner)
                    .extend(keys.zip(encoded));
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..self.threads.get().min(batches.len()) {
                scope.spawn(work);
            }
            work();
        });
        known.extend(done.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner));
        known
    }

    fn estimate(
        &self,
        part: &[(usize, Vec<Sequence>)],
        encoded: &HashMap<Vec<u32>, Encoded>,
    ) -> Vec<f32> {
        let vector = |sequence: &Sequence| &encoded[&sequence.key].vector[..];
        let unified = matches!(self.model.hparams.class, Class::Unified { .. });
        let mut all = Vec::new();
        for (_, sequences) in part {
            match &sequences[..] {
                _ if unified => sequences.iter().for_each(|sequence| all.extend(vector(sequence))),
                [source, target, others @ ..] => {
                    all.extend(features(
                        vector(source),
                        vector(target),
                        others.first().map(vector),
                    ));
                }
                _ => {}
            }
        }
        let mut scores = self.model.estimate(all).into_iter();
        let rows = part.iter().map(|(_, sequences)| if unified { sequences.len() } else { 1 });
        rows.map(|rows| scores.by_ref().take(rows).sum::<f32>() / rows as f32).collect()
    }

    fn spans(
        &self,
        question: &Question,
        sequences: &[Sequence],
        encoded: &HashMap<Vec<u32>, Encoded>,
        cuts: &BTreeMap<&str, Cut>,
    ) -> Vec<Tagged> {
        // Weights of what was said with the source, with the reference, and with both (unbabel-comet).
        let weights: &[f32] = if sequences.len() == 3 { &[0.1667, 0.3333, 0.5] } else { &[1.0] };
        let mut sum: Vec<Vec<f32>> = Vec::new();
        for (sequence, weight) in sequences.iter().zip(weights) {
            let tags = &encoded[&sequence.key].tags;
            sum.resize(tags.len(), Vec::new());
            for (sum, tag) in sum.iter_mut().zip(tags) {
                sum.resize(tag.len(), 0.0);
                sum.iter_mut().zip(tag).for_each(|(sum, probability)| *sum += weight * probability);
            }
        }
        self.model.spans(&sum, &cuts[question.target.as_str()].places)
    }
}

impl Question {
    /// The texts that a model looks at: for a unified one the target first.
    fn texts(&self, model: &Model) -> Vec<&str> {
        let reference = self.reference.as_deref().filter(|_| model.hparams.takes_reference());
        let first: [&str; 2] = match model.hparams.class {
            Class::Unified { .. } => [&self.target, &self.source],
            Class::Regression | Class::Referenceless => [&self.source, &self.target],
        };
        // What compares with a reference and gets none compares with nothing.
        let reference = reference.or((model.hparams.class == Class::Regression).then_some(""));
        first.into_iter().chain(reference).collect()
    }
}

/// One sequence of several, as `concat_sequences` of unbabel-comet makes it: `<s> A </s></s> B </s>`, cut off at the end.
fn join<'t>(first: &[u32], others: impl Iterator<Item = &'t [u32]>, longest: usize) -> Vec<u32> {
    let spoken = |tokens: &[u32]| -> Vec<u32> {
        tokens.iter().copied().filter(|token| *token != PAD).collect()
    };
    let mut joined = spoken(first);
    let end = joined.last().copied();
    for other in others {
        joined.extend(end);
        joined.extend(&spoken(other)[1..]);
    }
    joined.truncate(longest);
    joined
}

/// What was encoded in earlier batches: the older half goes when there is no more room.
#[derive(Debug)]
struct Kept {
    most: usize,
    young: HashMap<Vec<u32>, Encoded>,
    old: HashMap<Vec<u32>, Encoded>,
}

impl Kept {
    fn new(most: usize) -> Kept {
        Kept { most: most.max(2), young: HashMap::new(), old: HashMap::new() }
    }

    fn has(&self, key: &[u32]) -> bool {
        self.young.contains_key(key) || self.old.contains_key(key)
    }

    fn take(&mut self, key: &[u32]) -> Option<Encoded> {
        self.young.remove(key).or_else(|| self.old.remove(key))
    }

    fn keep(&mut self, encoded: HashMap<Vec<u32>, Encoded>) {
        self.young.extend(encoded);
        if self.young.len() > self.most / 2 {
            self.old = std::mem::take(&mut self.young);
        }
    }
}
