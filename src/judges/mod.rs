//! Judges: programs of the user's that score translations, each a process that is asked in JSON Lines.
//!
//! What a neural metric or a model of language thinks of a translation is asked of a program that brings its own weights
//! and its own dependencies. A judge is started once, and several work side by side.
//! One that ends, falls silent or answers what is no answer costs its own scores and never the run.

mod command;
mod memory;
mod process;
mod program;
mod protocol;
mod sums;

use std::ops::Range;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use self::program::Program;
pub use self::sums::Sums;
use crate::document::Problem;
use crate::error::Result;
use crate::mqm::{Confidence, Severity};

/// A judge that the call names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgeSpec {
    /// The program and its arguments, as one text: words between blanks, quotes around those that hold some.
    pub command: String,
    /// How sure what it marks in a target is.
    pub confidence: Confidence,
}

impl JudgeSpec {
    /// A judge whose marks are suspicions.
    pub fn new(command: impl Into<String>) -> JudgeSpec {
        JudgeSpec { command: command.into(), confidence: Confidence::Low }
    }
}

/// How judges are asked.
#[derive(Debug, Clone)]
pub struct Settings {
    /// How long a judge may say nothing while it owes an answer, or before it has named itself.
    pub timeout: Duration,
    /// Where answers are kept for later runs; nowhere if none.
    pub cache: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { timeout: Duration::from_secs(300), cache: None }
    }
}

/// A pair to be judged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Question {
    /// The page, for what is told of the question.
    pub path: String,
    /// The line on the page, from 1.
    pub line: u32,
    /// The source text.
    pub source: String,
    /// The translation.
    pub target: String,
    /// A translation that is known to be good.
    pub reference: Option<String>,
    /// Locale of the source.
    pub source_locale: String,
    /// Locale of the translation.
    pub locale: String,
}

/// What a judge says of a translation.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// Its score, on the judge's own scale.
    pub score: f64,
    /// What it marks.
    pub marks: Vec<Mark>,
}

/// What a judge marks in a translation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of the target; none where it does not tell which, or tells of such as are not there.
    pub span: Option<Range<usize>>,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in the judge's words; may be empty.
    pub category: String,
}

/// What a judge says of itself, beside its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Introduction {
    /// Its version; empty where it tells none.
    pub version: String,
    /// What else changes its scores, such as the model; empty where it tells nothing.
    pub signature: String,
    /// Whether it scores nothing without a source.
    pub needs_source: bool,
    /// Whether it scores nothing without a reference.
    pub needs_reference: bool,
}

/// The names of judges, known once all have named themselves: reports begin when the first page is done.
pub type Names = Arc<OnceLock<Vec<String>>>;

/// Judges at work. Dropped, they are let go.
#[derive(Debug)]
pub struct Judges {
    programs: Vec<Program>,
    names: Names,
}

impl Judges {
    /// Starts judges; they load what they need while the run goes on.
    ///
    /// # Errors
    /// A command without a word, one with a quote that is not closed, or a folder for answers that can't be made. A program
    /// that can't be started costs its scores only.
    pub fn start(specs: &[JudgeSpec], settings: &Settings) -> Result<Judges> {
        if let Some(folder) = &settings.cache {
            std::fs::create_dir_all(folder).map_err(|e| crate::Error::io(folder, e))?;
        }
        let programs = specs.iter().map(|spec| Program::start(spec, settings));
        Ok(Judges { programs: programs.collect::<Result<_>>()?, names: Names::default() })
    }

    /// Where the names will be.
    pub fn names(&self) -> Names {
        Arc::clone(&self.names)
    }

    /// How sure what each judge marks is.
    pub fn confidences(&self) -> impl Iterator<Item = Confidence> {
        self.programs.iter().map(Program::confidence)
    }

    /// Waits until each judge has named itself, or failed to. One that did not goes by the name of its program; of two with
    /// one name the second has a number.
    pub fn settle(&mut self) -> &[String] {
        let Judges { programs, names } = self;
        names.get_or_init(|| {
            let mut taken: Vec<String> = Vec::new();
            for program in programs.iter_mut() {
                let name = program.settle();
                let numbered = (2..).map(|n| format!("{name}-{n}"));
                let free = std::iter::once(name.clone()).chain(numbered);
                let free = free.into_iter().find(|name| !taken.contains(name)).unwrap_or(name);
                program.rename(&free);
                taken.push(free);
            }
            taken
        })
    }

    /// Which judges are asked only where there is a reference; known once they have named themselves.
    pub fn need_references(&self) -> impl Iterator<Item = bool> {
        self.programs.iter().map(Program::needs_reference)
    }

    /// What each judge says of itself, known once they have named themselves; none of one that did not.
    pub fn introductions(&self) -> impl Iterator<Item = Option<Introduction>> {
        self.programs.iter().map(Program::introduction)
    }

    /// Asks every judge all questions, and gives for each judge what it said of each, in the order of the questions; none
    /// where it said nothing, or was not asked for want of a reference. Equal questions are asked once.
    pub fn ask(&mut self, questions: &[Question]) -> Vec<Vec<Option<Judgement>>> {
        self.settle();
        std::thread::scope(|scope| {
            let asked: Vec<_> = self
                .programs
                .iter_mut()
                .map(|program| scope.spawn(|| program.ask(questions)))
                .collect();
            // A thread of ours that failed has no answers.
            let none = || vec![None; questions.len()];
            asked.into_iter().map(|asked| asked.join().unwrap_or_else(|_| none())).collect()
        })
    }

    /// Lets the judges go, and tells what went wrong with them.
    pub fn finish(mut self) -> Vec<Problem> {
        self.settle();
        self.programs.into_iter().flat_map(Program::finish).collect()
    }
}
