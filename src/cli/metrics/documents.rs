//! `--docs FILE`: scores by document, in the order in which the documents first occur.

use std::io::{self, Write};

use rustc_hash::FxHashMap;

use super::judged::Judged;
use super::output::{judged_width, quoted, repr};
use glossator::judges::Sums;
use glossator::metrics::{Metric, Statistics};

/// The sums of each document.
#[derive(Default)]
pub(super) struct Documents {
    numbers: FxHashMap<String, usize>,
    all: Vec<Document>,
}

/// What the segments of a document come to.
struct Document {
    name: String,
    segments: u64,
    /// By system and metric.
    sums: Vec<Statistics>,
    /// By system and judge, of the segments that the judge scored of every system.
    judged: Vec<Sums>,
}

impl Documents {
    /// Adds a segment's statistics by system and metric to its document.
    pub(super) fn add(&mut self, name: &str, statistics: &[Statistics]) {
        let document = self.document(name);
        document.segments += 1;
        document.sums.resize(statistics.len(), Statistics::default());
        for (sum, statistics) in document.sums.iter_mut().zip(statistics) {
            *sum += statistics;
        }
    }

    /// Adds what `judges` judges said of a segment, by system and judge, to its document.
    pub(super) fn add_judged(&mut self, name: &str, scores: &[Option<f64>], judges: usize) {
        let document = self.document(name);
        document.judged.resize(scores.len(), Sums::default());
        for judge in 0..judges {
            let of_judge = || scores.iter().skip(judge).step_by(judges);
            if of_judge().any(Option::is_none) {
                continue;
            }
            let sums = document.judged.iter_mut().skip(judge).step_by(judges);
            sums.zip(of_judge().flatten()).for_each(|(sums, score)| sums.add(*score));
        }
    }

    fn document(&mut self, name: &str) -> &mut Document {
        let number = if let Some(&number) = self.numbers.get(name) {
            number
        } else {
            self.numbers.insert(name.to_owned(), self.all.len());
            let (sums, judged) = (Vec::new(), Vec::new());
            self.all.push(Document { name: name.to_owned(), segments: 0, sums, judged });
            self.all.len() - 1
        };
        &mut self.all[number]
    }

    /// A line a document and system: tab-separated, or JSON if `json`.
    pub(super) fn print(
        &self,
        metrics: &[Box<dyn Metric>],
        judges: &[Judged],
        systems: &[String],
        width: usize,
        json: bool,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let names: Vec<String> = metrics
            .iter()
            .map(|metric| metric.name())
            .chain(judges.iter().map(|judge| judge.name.clone()))
            .collect();
        if !json {
            writeln!(out, "document\tsystem\tsegments\t{}", names.join("\t"))?;
        }
        let fine = judged_width(width);
        for Document { name, segments, sums, judged } in &self.all {
            for (at, system) in systems.iter().enumerate() {
                let scores = metrics.iter().zip(&sums[at * metrics.len()..]);
                let scores =
                    scores.map(|(metric, sum)| Some(format!("{:.width$}", metric.score(sum))));
                let means = (0..judges.len()).map(|judge| {
                    let sums = judged.get(at * judges.len() + judge)?;
                    sums.mean().map(|mean| format!("{mean:.fine$}"))
                });
                let scores = scores.chain(means);
                if json {
                    let scores: Vec<String> = names
                        .iter()
                        .zip(scores)
                        .map(|(name, score)| {
                            let score = score.and_then(|score| score.parse().ok()).map(repr);
                            format!("\"{name}\": {}", score.as_deref().unwrap_or("null"))
                        })
                        .collect();
                    let (name, system) = (quoted(name, false), quoted(system, false));
                    let scores = scores.join(", ");
                    writeln!(
                        out,
                        "{{\"document\": {name}, \"system\": {system}, \"segments\": {segments}, {scores}}}"
                    )?;
                } else {
                    let scores: Vec<String> = scores.map(Option::unwrap_or_default).collect();
                    writeln!(out, "{name}\t{system}\t{segments}\t{}", scores.join("\t"))?;
                }
            }
        }
        Ok(())
    }
}
