//! `--judge COMMAND`: programs that are asked about the lines, and what they say beside the metrics.

use std::collections::BTreeMap;

use super::Failure;
use super::input::Segments;
use crate::cli::judges::AskingArgs;
use glossator::document::Problem;
use glossator::hash;
use glossator::judges::{Introduction, Judgement, Judges, Question, Sums};
use glossator::metrics::significance::SegmentStatistics;
use glossator::metrics::{Mean, ReferenceCount, Signature};

/// Questions that are asked at once of a sample.
const AT_ONCE: usize = 4096;

/// Options of judges.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Judges")]
pub(super) struct JudgeArgs {
    /// Ask a program to score the translations too (docs/judges.md): its command; may be given again
    #[arg(long, value_name = "COMMAND")]
    judge: Vec<String>,

    /// File of the sources, a line each, for judges that look at them: most do
    #[arg(long, value_name = "FILE", requires = "judge")]
    pub(super) source: Option<String>,

    #[command(flatten)]
    asking: AskingArgs,

    /// Ask about this many segments, the same of every system and in every run
    #[arg(long, value_name = "N", requires = "judge", value_parser = clap::value_parser!(u64).range(1..))]
    judge_sample: Option<u64>,
}

impl JudgeArgs {
    /// Whether any judge is named.
    pub(super) fn is_asked(&self) -> bool {
        !self.judge.is_empty()
    }
}

/// Judges at work.
pub(super) struct Bench {
    judges: Judges,
    /// The systems, by the names that messages give them.
    systems: Vec<String>,
    /// Of the sources and of the translations; empty if unknown.
    locales: [String; 2],
    has_sources: bool,
    sample: Option<Sample>,
    /// Segments that have passed.
    passed: u64,
}

/// The segments to ask about: those that rank first.
struct Sample {
    size: usize,
    /// By rank and number.
    drawn: BTreeMap<(u64, u64), Drawn>,
}

/// A segment to ask about.
struct Drawn {
    document: Option<String>,
    /// One a system.
    questions: Vec<Question>,
}

/// What judges say of a segment: of each system, by judge; none where one said nothing.
pub(super) type Scores = Vec<Option<f64>>;

/// A segment of the sample with what judges say of it.
pub(super) struct Answered {
    /// Its number, from 1.
    pub(super) segment: u64,
    pub(super) document: Option<String>,
    pub(super) scores: Scores,
}

impl Bench {
    /// Starts the judges that the call names; they load while the rest is made ready.
    pub(super) fn start(
        args: &JudgeArgs,
        locales: [String; 2],
        systems: &[String],
    ) -> Result<Option<Self>, Failure> {
        if !args.is_asked() {
            return Ok(None);
        }
        let judges = args.asking.start(&args.judge, &BTreeMap::new())?;
        let size = args.judge_sample.map(|size| usize::try_from(size).unwrap_or(usize::MAX));
        Ok(Some(Bench {
            judges,
            systems: systems.to_vec(),
            locales,
            has_sources: args.source.is_some(),
            sample: size.map(|size| Sample { size, drawn: BTreeMap::new() }),
            passed: 0,
        }))
    }

    /// Waits until the judges have named themselves, and begins the count of what they will say.
    pub(super) fn settle(&mut self, keeps: bool) -> Result<Vec<Judged>, Failure> {
        let names = self.judges.settle().to_vec();
        let judged = names.into_iter().zip(self.judges.introductions()).map(|(name, said)| {
            if said.as_ref().is_some_and(|said| said.needs_source) && !self.has_sources {
                return Err(Failure::new(format!(
                    "the judge {name} needs the sources: name their file with --source (one that needs none says \
                     \"needs_source\": false of itself)"
                )));
            }
            Ok(Judged {
                name: format!("judge:{name}"),
                said,
                segments: 0,
                scored: 0,
                sample: None,
                sums: vec![Sums::default(); self.systems.len()],
                kept: vec![SegmentStatistics::default(); if keeps { self.systems.len() } else { 0 }],
            })
        });
        judged.collect()
    }

    /// Asks about a batch: what is said of its segments, one after the other. A sample waits for [`Self::ask_sample`].
    pub(super) fn ask(&mut self, segments: &Segments) -> Vec<Scores> {
        let first = self.passed;
        self.passed += segments.len as u64;
        let Some(sample) = &mut self.sample else {
            let questions: Vec<Question> = (0..segments.len)
                .flat_map(|at| questions(segments, at, first, &self.systems, &self.locales))
                .collect();
            return self.answers(&questions);
        };
        let mut references = Vec::new();
        for at in 0..segments.len {
            segments.references(at, &mut references);
            // Whatever the systems say, so that runs of other systems ask about the same segments.
            let source = segments.source(at).unwrap_or_default();
            let rank = hash::texts(&[&[source], &references[..]].concat());
            let key = (rank, first + at as u64 + 1);
            if sample.drawn.len() >= sample.size {
                match sample.drawn.last_key_value() {
                    Some((last, _)) if *last > key => sample.drawn.pop_last(),
                    _ => continue,
                };
            }
            let document = segments.document(at).map(str::to_owned);
            let questions = questions(segments, at, first, &self.systems, &self.locales).collect();
            sample.drawn.insert(key, Drawn { document, questions });
        }
        Vec::new()
    }

    /// Asks about the sample, if one was drawn, in the order of the segments.
    pub(super) fn ask_sample(&mut self) -> Vec<Answered> {
        let drawn = self.sample.as_mut().map(|sample| std::mem::take(&mut sample.drawn));
        let mut drawn: Vec<(u64, Drawn)> =
            drawn.into_iter().flatten().map(|((_, segment), drawn)| (segment, drawn)).collect();
        drawn.sort_unstable_by_key(|(segment, _)| *segment);
        let mut answered = Vec::with_capacity(drawn.len());
        for some in drawn.chunks_mut(AT_ONCE) {
            let questions: Vec<Question> = some
                .iter_mut()
                .flat_map(|(_, drawn)| std::mem::take(&mut drawn.questions))
                .collect();
            let scores = self.answers(&questions);
            answered.extend(some.iter_mut().zip(scores).map(|((segment, drawn), scores)| {
                Answered { segment: *segment, document: drawn.document.take(), scores }
            }));
        }
        answered
    }

    /// How many segments are asked about when all have passed; none if all are, as they come.
    pub(super) fn sample(&self) -> Option<u64> {
        self.sample.as_ref().map(|sample| sample.size as u64)
    }

    fn answers(&mut self, questions: &[Question]) -> Vec<Scores> {
        let answers = self.judges.ask(questions);
        let of_segment = |first: usize| {
            let of_system = |at: usize| {
                answers
                    .iter()
                    .map(move |judge: &Vec<Option<Judgement>>| Some(judge.get(at)?.as_ref()?.score))
            };
            (first..first + self.systems.len()).flat_map(of_system).collect()
        };
        (0..questions.len()).step_by(self.systems.len()).map(of_segment).collect()
    }

    /// Lets the judges go, and tells what went wrong with them.
    pub(super) fn finish(self) -> Vec<Problem> {
        self.judges.finish()
    }
}

/// The questions about a segment, one a system. Of several references judges get the first.
fn questions(
    segments: &Segments,
    at: usize,
    first: u64,
    systems: &[String],
    [source_locale, locale]: &[String; 2],
) -> impl Iterator<Item = Question> {
    let mut references = Vec::new();
    segments.references(at, &mut references);
    systems.iter().enumerate().map(move |(system, name)| Question {
        path: name.clone(),
        line: u32::try_from(first + at as u64 + 1).unwrap_or(u32::MAX),
        source: segments.source(at).unwrap_or_default().to_owned(),
        target: segments.hypothesis(at, system).to_owned(),
        reference: references.first().map(|&reference| reference.to_owned()),
        source_locale: source_locale.clone(),
        locale: locale.clone(),
    })
}

/// What one judge said of all segments.
pub(super) struct Judged {
    /// `judge:` and its name, as columns are called.
    pub(super) name: String,
    said: Option<Introduction>,
    /// Segments that there are.
    segments: u64,
    /// Those that it scored, of every system: means of others could not be compared.
    scored: u64,
    /// How many were to be asked about, if not all.
    sample: Option<u64>,
    /// By system, of the segments that it scored of every one.
    sums: Vec<Sums>,
    /// The same segment by segment, where resamples will be drawn.
    pub(super) kept: Vec<SegmentStatistics>,
}

impl Judged {
    /// Adds what it said of a segment of each system.
    pub(super) fn add(&mut self, scores: impl Iterator<Item = Option<f64>>) {
        let Some(scores) = scores.collect::<Option<Vec<f64>>>() else { return };
        self.scored += 1;
        for (system, score) in scores.into_iter().enumerate() {
            self.sums[system].add(score);
            if let Some(kept) = self.kept.get_mut(system) {
                kept.push(&Mean::of(score));
            }
        }
    }

    /// How many segments there were, and of how many it was asked if not of all.
    pub(super) fn close(&mut self, segments: u64, sample: Option<u64>) {
        self.segments = segments;
        self.sample = sample.filter(|sample| *sample < segments);
        for sums in &mut self.sums {
            sums.fit = segments;
            sums.asked = self.sample.unwrap_or(segments);
        }
    }

    /// What it said of each system.
    pub(super) fn sums(&self) -> &[Sums] {
        &self.sums
    }

    /// Whether it scored a segment of every system.
    pub(super) fn has_scores(&self) -> bool {
        self.scored > 0
    }

    /// How its scores come about: the judge by its own words, and of how many segments they are the mean.
    pub(super) fn signature(&self) -> Signature {
        let said = self.said.as_ref();
        let model = said.map(|said| said.signature.clone()).filter(|model| !model.is_empty());
        let mut parts = Vec::new();
        parts.extend(model.map(|model| ("model", "m", model)));
        parts.extend(self.sample.map(|sample| ("sample", "sa", sample.to_string())));
        parts.push(("segments", "n", self.scored.to_string()));
        let references = usize::from(said.is_some_and(|said| said.needs_reference));
        Signature::new(parts)
            .with_references(ReferenceCount::Fixed(references))
            .with_version(said.map(|said| said.version.clone()).unwrap_or_default())
    }
}
