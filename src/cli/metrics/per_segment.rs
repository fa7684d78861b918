//! `--per-segment FILE`: every metric's and judge's score of every segment, as TSV or JSON lines, with all digits.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use super::Failure;
use super::judged::Answered;
use super::output::{quoted, repr};

/// The file, as it is written.
pub(super) struct PerSegment {
    path: PathBuf,
    out: BufWriter<File>,
    json: bool,
    systems: Vec<String>,
    /// Names of the metrics and judges, as columns or keys.
    metrics: Vec<String>,
    documents: bool,
    /// Whether judges speak when all segments have passed, and what waits for them.
    waits: bool,
    waiting: Vec<Waiting>,
}

/// A segment of one system that waits for judges.
struct Waiting {
    system: usize,
    document: Option<String>,
    segment: u64,
    scores: Vec<Option<f64>>,
}

impl PerSegment {
    /// Creates the file; its ending tells the format.
    pub(super) fn create(
        path: &Path,
        systems: Vec<String>,
        metrics: Vec<String>,
        documents: bool,
        waits: bool,
    ) -> Result<Self, Failure> {
        let json = match path.extension().and_then(|extension| extension.to_str()) {
            Some("tsv") => false,
            Some("jsonl") => true,
            _ => {
                let path = path.display();
                return Err(Failure::new(format!(
                    "--per-segment {path}: name a file that ends in .tsv or .jsonl"
                )));
            }
        };
        let file = File::create(path).map_err(|error| Failure::file(path.display(), &error))?;
        let mut all = PerSegment {
            path: path.to_owned(),
            out: BufWriter::new(file),
            json,
            systems,
            metrics,
            documents,
            waits,
            waiting: Vec::new(),
        };
        if !json {
            let document = if documents { "document\t" } else { "" };
            let header = format!("system\t{document}segment\t{}\n", all.metrics.join("\t"));
            all.write(&header)?;
        }
        Ok(all)
    }

    /// Adds a segment, counted from 1, of one system; a judge may have no score of it.
    pub(super) fn add(
        &mut self,
        system: usize,
        document: Option<&str>,
        segment: u64,
        scores: Vec<Option<f64>>,
    ) -> Result<(), Failure> {
        if self.waits {
            let document = document.map(str::to_owned);
            self.waiting.push(Waiting { system, document, segment, scores });
            return Ok(());
        }
        self.row(system, document, segment, scores.into_iter())
    }

    /// Writes what waited, with what judges say of some of it, which is in the order of the segments.
    pub(super) fn release(&mut self, answered: &[Answered]) -> Result<(), Failure> {
        let waiting = std::mem::take(&mut self.waiting);
        let mut answered = answered.iter().peekable();
        for Waiting { system, document, segment, scores } in waiting {
            while answered.next_if(|answered| answered.segment < segment).is_some() {}
            let judges = self.metrics.len() - scores.len();
            let said = answered.peek().filter(|answered| answered.segment == segment);
            let said = (0..judges).map(|at| *said?.scores.get(system * judges + at)?);
            self.row(system, document.as_deref(), segment, scores.into_iter().chain(said))?;
        }
        Ok(())
    }

    fn row(
        &mut self,
        system: usize,
        document: Option<&str>,
        segment: u64,
        scores: impl Iterator<Item = Option<f64>>,
    ) -> Result<(), Failure> {
        let system = self.systems[system].as_str();
        let document = document.filter(|_| self.documents);
        let line = if self.json {
            let document = document.map_or_else(String::new, |name| {
                format!("\"document\": {}, ", quoted(name, false))
            });
            let scores: Vec<String> = self
                .metrics
                .iter()
                .zip(scores)
                .map(|(metric, score)| {
                    format!("\"{metric}\": {}", score.map_or_else(|| "null".to_owned(), repr))
                })
                .collect();
            let system = quoted(system, false);
            format!(
                "{{\"system\": {system}, {document}\"segment\": {segment}, {}}}\n",
                scores.join(", ")
            )
        } else {
            let cell = |text: &str| text.replace(['\t', '\r', '\n'], " ");
            let document = document.map_or_else(String::new, |name| cell(name) + "\t");
            let scores: Vec<String> =
                scores.map(|score| score.map(repr).unwrap_or_default()).collect();
            format!("{}\t{document}{segment}\t{}\n", cell(system), scores.join("\t"))
        };
        self.write(&line)
    }

    /// Writes what is left.
    pub(super) fn finish(mut self) -> Result<(), Failure> {
        self.out.flush().map_err(|error| Failure::file(self.path.display(), &error))
    }

    fn write(&mut self, text: &str) -> Result<(), Failure> {
        let written = self.out.write_all(text.as_bytes());
        written.map_err(|error| Failure::file(self.path.display(), &error))
    }
}
