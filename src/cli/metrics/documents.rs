//! `--docs FILE`: scores by document, in the order in which the documents first occur.

use std::io::{self, Write};

use rustc_hash::FxHashMap;

use super::output::{quoted, repr};
use glossator::metrics::{Metric, Statistics};

/// The sums of each document.
#[derive(Default)]
pub(super) struct Documents {
    numbers: FxHashMap<String, usize>,
    /// Name, segments, and by system and metric the sums.
    all: Vec<(String, u64, Vec<Statistics>)>,
}

impl Documents {
    /// Adds a segment's statistics by system and metric to its document.
    pub(super) fn add(&mut self, name: &str, statistics: &[Statistics]) {
        let number = if let Some(&number) = self.numbers.get(name) {
            number
        } else {
            self.numbers.insert(name.to_owned(), self.all.len());
            self.all.push((name.to_owned(), 0, vec![Statistics::default(); statistics.len()]));
            self.all.len() - 1
        };
        let (_, segments, sums) = &mut self.all[number];
        *segments += 1;
        for (sum, statistics) in sums.iter_mut().zip(statistics) {
            *sum += statistics;
        }
    }

    /// A line a document and system: tab-separated, or JSON if `json`.
    pub(super) fn print(
        &self,
        metrics: &[Box<dyn Metric>],
        systems: &[String],
        width: usize,
        json: bool,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let names: Vec<String> = metrics.iter().map(|metric| metric.name()).collect();
        if !json {
            writeln!(out, "document\tsystem\tsegments\t{}", names.join("\t"))?;
        }
        for (name, segments, sums) in &self.all {
            for (system, sums) in systems.iter().zip(sums.chunks(metrics.len())) {
                let scores = metrics
                    .iter()
                    .zip(sums)
                    .map(|(metric, sum)| format!("{:.width$}", metric.score(sum)));
                if json {
                    let scores: Vec<String> = names
                        .iter()
                        .zip(scores)
                        .map(|(name, score)| {
                            format!("\"{name}\": {}", repr(score.parse().unwrap_or(0.0)))
                        })
                        .collect();
                    let (name, system) = (quoted(name, false), quoted(system, false));
                    let scores = scores.join(", ");
                    writeln!(
                        out,
                        "{{\"document\": {name}, \"system\": {system}, \"segments\": {segments}, {scores}}}"
                    )?;
                } else {
                    let scores: Vec<String> = scores.collect();
                    writeln!(out, "{name}\t{system}\t{segments}\t{}", scores.join("\t"))?;
                }
            }
        }
        Ok(())
    }
}
