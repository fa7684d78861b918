//! What judges said already: in this run, and in earlier ones where a folder keeps it.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::{Judgement, Mark, Question};
use crate::error::says;
use crate::hash;
use crate::mqm::Severity;

/// Answers that are kept in memory where no folder keeps them; beyond, equal texts far apart are asked again. Some 80 bytes
/// each; those of a folder are all in memory.
const MOST: usize = 1 << 20;

/// What tells a question from all others.
pub(super) fn key(question: &Question, needs_reference: bool) -> u128 {
    let reference = question.reference.as_deref().filter(|_| needs_reference).unwrap_or_default();
    let Question { source, target, source_locale, locale, .. } = question;
    hash::wide(&[source, target, reference, source_locale, locale])
}

/// Answers of one judge.
#[derive(Debug, Default)]
pub(super) struct Memory {
    answers: FxHashMap<u128, Judgement>,
    file: Option<BufWriter<File>>,
    trouble: Option<String>,
}

/// Where a mark begins and ends, how bad it is, and what is wrong.
type KeptMark = (Option<(usize, usize)>, Severity, String);

/// An answer in a file.
#[derive(Serialize, Deserialize)]
struct Kept {
    key: String,
    /// As text: what is read must be what was written, to the last bit.
    score: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    marks: Vec<KeptMark>,
}

impl Memory {
    /// The answers of earlier runs, and a place for those of this one. A file that can't be read or written costs time only.
    pub(super) fn open(folder: Option<&Path>, name: &str, signature: &str) -> Memory {
        let mut memory = Memory::default();
        let Some(folder) = folder else { return memory };
        let path =
            folder.join(format!("{name}-{}.jsonl", hash::name(hash::texts(&[name, signature]))));
        if let Ok(file) = File::open(&path) {
            let mut file = BufReader::new(file);
            let mut line = Vec::new();
            // A line that a run which was ended left half is none.
            while let Ok(1..) = file.read_until(b'\n', &mut line) {
                if let Ok(kept) = serde_json::from_slice::<Kept>(&line)
                    && let Ok(key) = u128::from_str_radix(&kept.key, 16)
                    && let Some(judgement) = kept.judgement()
                {
                    memory.answers.insert(key, judgement);
                }
                line.clear();
            }
        }
        match OpenOptions::new().append(true).create(true).open(&path) {
            Ok(file) => {
                let mut file = BufWriter::new(file);
                // Behind a half line a whole one begins on its own.
                let _ = file.write_all(b"\n");
                memory.file = Some(file);
            }
            Err(error) => memory.fail(&error),
        }
        memory
    }

    pub(super) fn get(&self, key: u128) -> Option<Judgement> {
        self.answers.get(&key).cloned()
    }

    pub(super) fn put(&mut self, key: u128, judgement: Judgement) {
        if let Some(file) = &mut self.file {
            let kept = serde_json::to_string(&Kept::of(key, &judgement)).unwrap_or_default();
            if let Err(error) = writeln!(file, "{kept}") {
                self.fail(&error);
            }
        }
        self.answers.insert(key, judgement);
    }

    /// Between the questions of one page and the next.
    pub(super) fn tidy(&mut self) {
        if let Some(Err(error)) = self.file.as_mut().map(BufWriter::flush) {
            self.fail(&error);
        }
        if self.file.is_none() && self.answers.len() > MOST {
            self.answers.clear();
        }
    }

    fn fail(&mut self, error: &std::io::Error) {
        self.file = None;
        self.trouble = Some(format!("its answers are not kept: {}", says(error)));
    }

    /// What is amiss with the file.
    pub(super) fn trouble(&self) -> Option<String> {
        self.trouble.clone()
    }
}

impl Kept {
    fn of(key: u128, judgement: &Judgement) -> Kept {
        let mark = |mark: &Mark| {
            let span = mark.span.as_ref().map(|span| (span.start, span.end));
            (span, mark.severity, mark.category.clone())
        };
        let marks = judgement.marks.iter().map(mark).collect();
        Kept { key: format!("{key:032x}"), score: judgement.score.to_string(), marks }
    }

    fn judgement(self) -> Option<Judgement> {
        let mark = |(span, severity, category): KeptMark| Mark {
            span: span.map(|(start, end)| start..end),
            severity,
            category,
        };
        let score = self.score.parse().ok().filter(|score: &f64| score.is_finite())?;
        Some(Judgement { score, marks: self.marks.into_iter().map(mark).collect() })
    }
}
