//! `--per-segment FILE`: every metric's score of every segment, as TSV or JSON lines, with all digits.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use super::Failure;
use super::output::{quoted, repr};

/// The file, as it is written.
pub(super) struct PerSegment {
    path: PathBuf,
    out: BufWriter<File>,
    json: bool,
    /// Names of the metrics, as columns or keys.
    metrics: Vec<String>,
    documents: bool,
}

impl PerSegment {
    /// Creates the file; its ending tells the format.
    pub(super) fn create(
        path: &Path,
        metrics: Vec<String>,
        documents: bool,
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
            metrics,
            documents,
        };
        if !json {
            let document = if documents { "document\t" } else { "" };
            let header = format!("system\t{document}segment\t{}\n", all.metrics.join("\t"));
            all.write(&header)?;
        }
        Ok(all)
    }

    /// Adds a segment, counted from 1, of one system.
    pub(super) fn add(
        &mut self,
        system: &str,
        document: Option<&str>,
        segment: u64,
        scores: impl Iterator<Item = f64>,
    ) -> Result<(), Failure> {
        let document = document.filter(|_| self.documents);
        let line = if self.json {
            let document = document.map_or_else(String::new, |name| {
                format!("\"document\": {}, ", quoted(name, false))
            });
            let scores: Vec<String> = self
                .metrics
                .iter()
                .zip(scores)
                .map(|(metric, score)| format!("\"{metric}\": {}", repr(score)))
                .collect();
            let system = quoted(system, false);
            format!(
                "{{\"system\": {system}, {document}\"segment\": {segment}, {}}}\n",
                scores.join(", ")
            )
        } else {
            let cell = |text: &str| text.replace(['\t', '\r', '\n'], " ");
            let document = document.map_or_else(String::new, |name| cell(name) + "\t");
            let scores: Vec<String> = scores.map(repr).collect();
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
