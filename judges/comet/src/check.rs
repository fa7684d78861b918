//! Tells what a model is and what a run with it would cost here.

use std::fmt::Write;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::batch::{Question, Scorer};
use crate::licence::Licence;
use crate::model::{Class, weights_path};

/// What a model is, as lines of text; with the reports of a run, how long its segments would take on this machine.
///
/// # Errors
/// The reports can't be read.
pub fn report(mut scorer: Scorer, folder: &Path, run: Option<&Path>) -> Result<String> {
    let (model, mut text) = (scorer.model(), String::new());
    let (hparams, shape) = (&model.hparams, model.encoder.shape());
    let class = match &hparams.class {
        Class::Regression => {
            "regression: compares a translation with its source and a reference".to_owned()
        }
        Class::Referenceless => {
            "regression without references: compares a translation with its source".to_owned()
        }
        Class::Unified { three, tags, .. } => {
            let with = if *three { "source and reference" } else { "source" };
            let tags = tags.as_ref().map_or("no tags of words".to_owned(), |tags| {
                format!("tags words: {}", tags.join(", "))
            });
            format!("unified: a translation and its {with} in one sequence; {tags}")
        }
    };
    let size = std::fs::metadata(weights_path(folder)?).map_or(0, |data| data.len());
    writeln!(text, "model      {class}")?;
    writeln!(
        text,
        "encoder    {}: {} layers of {}, {} heads, {} tokens, {} positions",
        hparams.pretrained,
        shape.layers,
        shape.width,
        model.encoder.heads(),
        shape.vocabulary,
        shape.positions
    )?;
    writeln!(
        text,
        "layers     {:?}, {:?}; computed up to layer {}",
        hparams.layers,
        hparams.pool,
        model.layers_used()
    )?;
    writeln!(
        text,
        "weights    {:.1} GB, mapped; signature {}",
        size as f64 / 1e9,
        model.fingerprint()
    )?;
    writeln!(text, "{}", Licence::of(folder))?;
    let Some(run) = run else { return Ok(text) };

    let questions = read_run(run)?;
    let work = scorer.work(&questions)?;
    let speed = speed(&mut scorer, &questions)?;
    writeln!(
        text,
        "the run    {} segments; {} distinct sequences of {} texts, {} tokens",
        questions.len(),
        work.encoded,
        work.texts,
        work.tokens
    )?;
    let seconds = work.tokens as f64 / speed;
    writeln!(
        text,
        "cost       {speed:.0} tokens a second on these threads: about {}",
        duration(seconds)
    )?;
    Ok(text)
}

/// Questions, spread over the run, that tell how fast it would be.
const SAMPLE: usize = 16;

/// Tokens a second.
fn speed(scorer: &mut Scorer, questions: &[Question]) -> Result<f64> {
    let step = questions.len().div_ceil(SAMPLE);
    let sample: Vec<Question> = questions.iter().step_by(step).cloned().collect();
    let (before, start) = (scorer.counts().tokens, Instant::now());
    scorer.score(&sample, |_, _| Ok(()))?;
    Ok((scorer.counts().tokens - before) as f64 / start.elapsed().as_secs_f64())
}

fn duration(seconds: f64) -> String {
    match seconds {
        ..120.0 => format!("{seconds:.0} seconds"),
        120.0..7200.0 => format!("{:.0} minutes", seconds / 60.0),
        _ => format!("{:.1} hours", seconds / 3600.0),
    }
}

/// The segments of all `*.segments.csv` of a folder of reports.
fn read_run(folder: &Path) -> Result<Vec<Question>> {
    let entries = std::fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.to_string_lossy().ends_with(".segments.csv"));
    paths.sort();
    let mut questions = Vec::new();
    for path in &paths {
        let mut read = || -> Result<()> {
            let mut rows = csv::Reader::from_path(path)?;
            let header = rows.headers()?.clone();
            let column = |name: &str| header.iter().position(|column| column == name);
            let (Some(source), Some(target)) = (column("source"), column("target")) else {
                bail!("it has no columns source and target");
            };
            let reference = column("reference");
            for row in rows.records() {
                let row = row?;
                let cell = |at: usize| row.get(at).unwrap_or_default().to_owned();
                let reference = reference.map(cell).filter(|reference| !reference.is_empty());
                questions.push(Question { source: cell(source), target: cell(target), reference });
            }
            Ok(())
        };
        read().with_context(|| path.display().to_string())?;
    }
    if questions.is_empty() {
        bail!(
            "{}: no *.segments.csv with a segment is there; glossator score writes them",
            folder.display()
        );
    }
    Ok(questions)
}
