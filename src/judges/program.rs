//! One judge: its process, what it owes, and what went wrong.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;

use super::memory::{Memory, key};
use super::process::{Heard, Process};
use super::protocol::{self, Answer, Hello, Said, shortened};
use super::{Introduction, JudgeSpec, Judgement, Question, Settings, command};
use crate::document::{Problem, ProblemKind};
use crate::error::{Result, says};
use crate::mqm::Confidence;

/// Lines of a process that say nothing of what was asked, before it has named itself and after, from which on it is given
/// up.
const MOST_STRANGE: u64 = 1000;
/// How long a judge may hold back answers to all that it was asked before it is told that no more come for now.
const NUDGE: Duration = Duration::from_secs(2);
/// How often a judge is started again in a run.
const RESTARTS: u32 = 1;
/// Segments whose want of a score is told one by one.
const TOLD: usize = 20;

/// A judge.
#[derive(Debug)]
pub(super) struct Program {
    spec: JudgeSpec,
    settings: Settings,
    words: Vec<String>,
    name: String,
    hello: Option<Hello>,
    process: Option<Process>,
    restarts: u32,
    next_id: u64,
    memory: Memory,
    problems: Troubles,
}

/// What went wrong.
#[derive(Debug, Default)]
struct Troubles {
    /// Why it was started again, and why it was given up.
    faults: Vec<String>,
    /// Lines that were no answers, and the first of them.
    strange: u64,
    first_strange: String,
    /// Questions that it could not answer: the first of them, and how many.
    failed: Vec<Problem>,
    failures: u64,
    /// Questions that it did not live to answer.
    lost: u64,
}

impl Program {
    /// Starts it.
    pub(super) fn start(spec: &JudgeSpec, settings: &Settings) -> Result<Program> {
        let words = command::split(&spec.command)?;
        let stem = std::path::Path::new(&words[0]).file_stem().unwrap_or_default();
        let named = serde_json::json!({ "name": stem.to_string_lossy() }).to_string();
        let mut program = Program {
            spec: spec.clone(),
            settings: settings.clone(),
            words,
            name: Hello::read(&named).map_or_else(|| "judge".to_owned(), |hello| hello.name),
            hello: None,
            process: None,
            restarts: RESTARTS,
            next_id: 1,
            memory: Memory::default(),
            problems: Troubles::default(),
        };
        program.launch();
        Ok(program)
    }

    fn launch(&mut self) {
        match Process::start(&self.words) {
            Ok(process) => self.process = Some(process),
            Err(error) => {
                self.restarts = 0;
                let message = format!("{}: {}", self.words[0], says(&error));
                self.problems.faults.push(format!("it can't be started: {message}"));
            }
        }
    }

    pub(super) fn confidence(&self) -> Confidence {
        self.spec.confidence
    }

    pub(super) fn needs_reference(&self) -> bool {
        self.hello.as_ref().is_some_and(|hello| hello.needs_reference)
    }

    /// What it said of itself; none before it has, or if it never does.
    pub(super) fn introduction(&self) -> Option<Introduction> {
        let Hello { told: [version, signature], needs_source, needs_reference, .. } =
            self.hello.as_ref()?;
        Some(Introduction {
            version: version.clone(),
            signature: signature.clone(),
            needs_source: *needs_source,
            needs_reference: *needs_reference,
        })
    }

    pub(super) fn rename(&mut self, name: &str) {
        name.clone_into(&mut self.name);
    }

    /// Waits until it has named itself or failed to, and gives its name.
    pub(super) fn settle(&mut self) -> String {
        while self.hello.is_none() && self.process.is_some() {
            match self.greet() {
                Ok(hello) => {
                    self.name.clone_from(&hello.name);
                    // Answers of a judge that does not sign them are those of its command.
                    let signature = match hello.signature.as_str() {
                        "" => self.spec.command.as_str(),
                        signature => signature,
                    };
                    self.memory =
                        Memory::open(self.settings.cache.as_deref(), &hello.name, signature);
                    self.hello = Some(hello);
                }
                Err(fault) => self.fail(&fault),
            }
        }
        self.name.clone()
    }

    /// Waits for the line in which the process names itself; what libraries print before it is passed over.
    fn greet(&mut self) -> Result<Hello, String> {
        let Some(process) = &self.process else { return Err(String::new()) };
        let until = Instant::now() + self.settings.timeout;
        for _ in 0..MOST_STRANGE {
            match process.hear(until) {
                Heard::Line(line) => {
                    if let Some(hello) = Hello::read(&line) {
                        return Ok(hello);
                    }
                }
                Heard::Endless => break,
                Heard::End => return Err("it ended before it named itself".to_owned()),
                Heard::Silence => {
                    let seconds = self.settings.timeout.as_secs_f64();
                    return Err(format!("it did not name itself within {seconds} s"));
                }
            }
        }
        Err("it says much, and does not name itself".to_owned())
    }

    /// Ends the process, and starts it again unless that was done before.
    fn fail(&mut self, fault: &str) {
        let Some(mut process) = self.process.take() else { return };
        let words =
            if fault.starts_with("it ended") { process.last_words() } else { String::new() };
        process.kill();
        drop(process);
        if self.restarts == 0 {
            self.problems.faults.push(format!("{fault}{words}; it was given up"));
            return;
        }
        self.restarts -= 1;
        self.problems.faults.push(format!("{fault}{words}; it was started again"));
        self.launch();
    }

    /// Asks what is not known, and gives what is known then.
    pub(super) fn ask(&mut self, questions: &[Question]) -> Vec<Option<Judgement>> {
        let needs_reference = self.needs_reference();
        let is_asked = |q: &&Question| !needs_reference || q.reference.is_some();
        let keys = questions.iter().map(|q| Some(q).filter(is_asked));
        let keys: Vec<Option<u128>> =
            keys.map(|q| q.map(|question| key(question, needs_reference))).collect();
        // In the order of the questions: the first of equal ones is asked.
        let mut open: BTreeMap<usize, u128> = BTreeMap::new();
        let mut met: FxHashMap<u128, usize> = FxHashMap::default();
        for (at, key) in keys.iter().enumerate() {
            let Some(key) = *key else { continue };
            if self.memory.get(key).is_none() && !met.contains_key(&key) {
                open.insert(at, key);
            }
            met.entry(key).or_insert(at);
        }
        let mut failed: FxHashMap<u128, String> = FxHashMap::default();
        while !open.is_empty() && self.process.is_some() {
            match self.burst(questions, &mut open, &mut failed) {
                Ok(()) => break,
                Err(fault) => {
                    self.fail(&fault);
                    // Its next life names itself again, and is held to what was said in the first.
                    if self.process.is_some()
                        && let Err(fault) = self.greet()
                    {
                        self.fail(&fault);
                    }
                }
            }
        }
        let answers = keys.iter().map(|key| self.memory.get((*key)?)).collect::<Vec<_>>();
        for ((question, key), answer) in questions.iter().zip(&keys).zip(&answers) {
            let (Some(key), None) = (key, answer) else { continue };
            match failed.get(key) {
                Some(why) => self.problems.fail(&self.name, question, why),
                None => self.problems.lost += 1,
            }
        }
        self.memory.tidy();
        answers
    }

    /// Asks the open questions, and takes each out that is answered.
    ///
    /// # Errors
    /// What the process did instead of answering them all.
    fn burst(
        &mut self,
        questions: &[Question],
        open: &mut BTreeMap<usize, u128>,
        failed: &mut FxHashMap<u128, String>,
    ) -> Result<(), String> {
        let (Some(process), Some(hello)) = (&self.process, &self.hello) else { return Ok(()) };
        let timeout = self.settings.timeout;
        let mut waiting = open.keys().copied().collect::<Vec<_>>().into_iter().peekable();
        let mut owed: FxHashMap<u64, usize> = FxHashMap::default();
        let (mut strange, mut nudged) = (0, false);
        let mut until = Instant::now() + timeout;
        loop {
            // Twice what it takes at once: the next are there when it is done with these, and no pipe holds more.
            let mut lines = String::new();
            let had_more = waiting.peek().is_some();
            while owed.len() < 2 * hello.batch
                && let Some(at) = waiting.next()
            {
                let id = self.next_id;
                self.next_id += 1;
                lines.push_str(&protocol::line(id, &questions[at], hello.needs_reference));
                owed.insert(id, at);
            }
            if had_more && waiting.peek().is_none() {
                // Who gathers questions is told that no more come for now.
                lines.push('\n');
            }
            if !lines.is_empty() {
                process.say(lines);
            }
            if owed.is_empty() {
                return Ok(());
            }
            let nudge = (!nudged && waiting.peek().is_some()).then(|| Instant::now() + NUDGE);
            let line = match process.hear(nudge.map_or(until, |nudge| nudge.min(until))) {
                Heard::Line(line) => line,
                Heard::Silence if nudge.is_some() && Instant::now() < until => {
                    // It holds back what it has, for more than it may get.
                    process.say("\n".to_owned());
                    nudged = true;
                    continue;
                }
                Heard::Endless => return Err("it wrote a line without an end".to_owned()),
                Heard::End => return Err("it ended".to_owned()),
                Heard::Silence => {
                    let seconds = timeout.as_secs_f64();
                    return Err(format!("it said nothing for {seconds} s"));
                }
            };
            if line.is_empty() {
                continue;
            }
            let said = protocol::read(&line, hello.top);
            let Said::Answer(id, answer) = said else {
                strange += 1;
                self.problems.meet_strange(&line);
                if strange > MOST_STRANGE {
                    return Err("it writes what answers nothing".to_owned());
                }
                continue;
            };
            let Some(at) = owed.remove(&id) else {
                // Answered already, or never asked.
                strange += 1;
                self.problems.meet_strange(&line);
                if strange > MOST_STRANGE {
                    return Err("it writes what answers nothing".to_owned());
                }
                continue;
            };
            until = Instant::now() + timeout;
            nudged = false;
            let Some(key) = open.remove(&at) else { continue };
            match answer {
                Answer::Score(score, marks) => {
                    let judgement = protocol::judgement(score, marks, &questions[at].target);
                    self.memory.put(key, judgement);
                }
                Answer::Failed(why) => {
                    failed.insert(key, why);
                }
            }
        }
    }

    /// Lets it go, and tells what went wrong.
    pub(super) fn finish(self) -> Vec<Problem> {
        let Program { name, process, problems, memory, .. } = self;
        drop(process);
        problems.tell(&name, memory.trouble())
    }
}

impl Troubles {
    fn meet_strange(&mut self, line: &str) {
        self.strange += 1;
        if self.first_strange.is_empty() {
            self.first_strange = shortened(line);
        }
    }

    fn fail(&mut self, name: &str, question: &Question, why: &str) {
        self.failures += 1;
        if self.failed.len() < TOLD {
            self.failed.push(Problem {
                path: question.path.clone(),
                line: Some(question.line),
                kind: ProblemKind::NotJudged,
                message: format!("The judge {name} gives no score: {why}."),
            });
        }
    }

    /// What is told of a judge.
    fn tell(self, name: &str, memory: Option<String>) -> Vec<Problem> {
        let problem = |kind, message: String| Problem {
            path: format!("judge:{name}"),
            line: None,
            kind,
            message: format!("The judge {name}: {message}."),
        };
        let mut problems = self.failed;
        if self.failures > problems.len() as u64 {
            let more = self.failures - problems.len() as u64;
            let message = format!("it gives no score for {more} more");
            problems.push(problem(ProblemKind::NotJudged, message));
        }
        // What it recovered from cost nothing.
        let lost = match self.lost {
            0 => None,
            1 => Some("1 segment has no score".to_owned()),
            lost => Some(format!("{lost} segments have no score")),
        };
        let kind = if self.lost > 0 { ProblemKind::NotJudged } else { ProblemKind::JudgeFault };
        if !self.faults.is_empty() || lost.is_some() {
            let said: Vec<String> = self.faults.into_iter().chain(lost).collect();
            problems.push(problem(kind, said.join("; ")));
        }
        if self.strange > 0 {
            let message = format!(
                "what it wrote beside its answers ({} times) was passed over, first: {}",
                self.strange, self.first_strange
            );
            problems.push(problem(ProblemKind::JudgeFault, message));
        }
        problems.extend(memory.map(|message| problem(ProblemKind::JudgeFault, message)));
        problems
    }
}
