//! Speaks with glossator: questions from one side, answers to the other, a line of JSON each (docs/judges.md).

use std::io::{BufRead, Write};

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::json;

use crate::batch::{Answer, Question, Scorer};

/// What a judge says of itself.
#[derive(Debug, Clone)]
pub struct Hello {
    /// Names its columns.
    pub name: String,
    /// What changes its scores beside its version.
    pub signature: String,
    /// Questions that are gathered to a batch.
    pub batch: usize,
}

#[derive(Deserialize)]
struct Asked {
    id: u64,
    #[serde(default)]
    source: String,
    #[serde(default)]
    target: String,
    #[serde(default)]
    reference: Option<String>,
}

/// Names itself, and answers all questions until there are no more.
///
/// # Errors
/// Questions can't be read or answers not be written. A line that asks nothing is told on standard error and passed over.
pub fn serve(
    scorer: &mut Scorer,
    hello: &Hello,
    mut questions: impl BufRead,
    mut answers: impl Write,
) -> Result<()> {
    let needs_reference = scorer.model().hparams.takes_reference();
    let line = json!({
        "name": hello.name,
        "version": env!("CARGO_PKG_VERSION"),
        "signature": hello.signature,
        "needs_reference": needs_reference,
        "range": [0, 1],
        "batch": hello.batch,
    });
    say(&mut answers, &line)?;
    let (mut ids, mut waiting) = (Vec::new(), Vec::new());
    let mut line = Vec::new();
    loop {
        line.clear();
        let ended = questions.read_until(b'\n', &mut line).context("standard input")? == 0;
        let blank = line.trim_ascii().is_empty();
        if !blank {
            match serde_json::from_slice::<Asked>(&line) {
                Ok(asked) if needs_reference && !asked.answerable(scorer) => {
                    say(
                        &mut answers,
                        &json!({"id": asked.id, "error": "this model compares with a reference, and has none here"}),
                    )?;
                }
                Ok(asked) => {
                    ids.push(asked.id);
                    let Asked { source, target, reference, .. } = asked;
                    waiting.push(Question { source, target, reference });
                }
                Err(error) => eprintln!("passed over, no question: {error}"),
            }
        }
        // An empty line says that no more come for now.
        if !waiting.is_empty() && (blank || waiting.len() >= hello.batch) {
            scorer.score(&waiting, |at, answer| {
                say(&mut answers, &spoken(ids[at], &answer, &waiting[at].target))
            })?;
            ids.clear();
            waiting.clear();
        }
        if ended {
            return Ok(());
        }
    }
}

impl Asked {
    fn answerable(&self, scorer: &Scorer) -> bool {
        self.reference.is_some() || !scorer.model().hparams.needs_reference()
    }
}

fn spoken(id: u64, answer: &Answer, target: &str) -> serde_json::Value {
    if !answer.score.is_finite() {
        return json!({"id": id, "error": "the model makes no number of it"});
    }
    let spans = answer.spans.iter().filter(|span| span.start < span.end).map(|span| {
        let text: String = target.chars().skip(span.start).take(span.end - span.start).collect();
        let category = format!("confidence {:.2}", span.confidence);
        json!({"start": span.start, "end": span.end, "severity": span.severity, "category": category, "text": text})
    });
    json!({"id": id, "score": answer.score, "spans": spans.collect::<Vec<_>>()})
}

fn say(answers: &mut impl Write, line: &serde_json::Value) -> Result<()> {
    writeln!(answers, "{line}").and_then(|()| answers.flush()).context("standard output")
}
