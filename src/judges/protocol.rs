//! What is said between a run and a judge: a line of JSON each.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Judgement, Mark, Question};
use crate::mqm::Severity;

/// What a judge says of itself in its first line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Hello {
    /// Its name, fit for a column's.
    pub(super) name: String,
    /// What tells its answers from those of another judge, or of another version of it; empty where it does not say.
    pub(super) signature: String,
    /// Its version and its signature as it tells them, on a line.
    pub(super) told: [String; 2],
    /// Whether it scores nothing without a source.
    pub(super) needs_source: bool,
    /// Whether it scores nothing without a reference.
    pub(super) needs_reference: bool,
    /// The upper end of its scores, where it tells.
    pub(super) top: Option<f64>,
    /// How many questions it takes at once.
    pub(super) batch: usize,
}

/// Questions that a judge takes at once, unless it says otherwise, and at most.
const BATCH: usize = 16;
const MOST_BATCH: usize = 4096;
/// Characters of a name.
const NAME: usize = 40;

impl Hello {
    /// Reads a first line; none if it is no object with a name.
    pub(super) fn read(line: &str) -> Option<Hello> {
        let said: Value = serde_json::from_str(line).ok()?;
        let name = said.get("name")?.as_str()?;
        // What a column's name, an address and a file's name may all hold.
        let fit = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let name: String = name.chars().take(NAME).map(|c| if fit(c) { c } else { '-' }).collect();
        if name.trim_matches(['-', '.']).is_empty() {
            return None;
        }
        let word = |key: &str| match said.get(key) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        };
        let parts = [word("version"), word("signature")];
        let batch = said.get("batch").and_then(Value::as_u64).map_or(BATCH, |n| n as usize);
        Some(Hello {
            name,
            told: parts.each_ref().map(|part| shortened(part)),
            // Most do.
            needs_source: said.get("needs_source").and_then(Value::as_bool) != Some(false),
            signature: if parts.concat().is_empty() { String::new() } else { parts.join("\n") },
            needs_reference: said.get("needs_reference").and_then(Value::as_bool) == Some(true),
            top: said.pointer("/range/1").and_then(Value::as_f64).filter(|top| top.is_finite()),
            batch: batch.clamp(1, MOST_BATCH),
        })
    }
}

#[derive(Serialize)]
struct Line<'q> {
    id: u64,
    source: &'q str,
    target: &'q str,
    reference: Option<&'q str>,
    source_locale: &'q str,
    locale: &'q str,
}

/// The line that asks a question; the reference stands there for those that need one.
pub(super) fn line(id: u64, question: &Question, needs_reference: bool) -> String {
    let line = Line {
        id,
        source: &question.source,
        target: &question.target,
        reference: question.reference.as_deref().filter(|_| needs_reference),
        source_locale: &question.source_locale,
        locale: &question.locale,
    };
    // Texts and a number always have a form in JSON.
    let mut line = serde_json::to_string(&line).unwrap_or_default();
    line.push('\n');
    line
}

/// What a line of a judge is.
#[derive(Debug)]
pub(super) enum Said {
    /// What it thinks of the question with this id.
    Answer(u64, Answer),
    /// Nothing of that.
    Strange,
}

/// An answer as it came.
#[derive(Debug)]
pub(super) enum Answer {
    /// A score, perhaps with marks, whose places are looked up in the target.
    Score(f64, Vec<RawMark>),
    /// Why there is none.
    Failed(String),
}

#[derive(Debug, Deserialize)]
#[serde(default)]
pub(super) struct RawMark {
    start: Option<f64>,
    end: Option<f64>,
    severity: String,
    category: String,
    text: String,
}

impl Default for RawMark {
    fn default() -> Self {
        let empty = String::new;
        RawMark { start: None, end: None, severity: empty(), category: empty(), text: empty() }
    }
}

/// Scores beyond this are none.
const MOST: f64 = 1e6;
/// Marks of an answer that are kept.
const MOST_MARKS: usize = 100;
/// Characters of a category or an error that are kept.
const MOST_SAID: usize = 200;

/// Reads a line of a judge.
pub(super) fn read(line: &str, top: Option<f64>) -> Said {
    let Ok(Value::Object(mut said)) = serde_json::from_str(line) else { return Said::Strange };
    let Some(id) = said.get("id").and_then(Value::as_u64) else { return Said::Strange };
    let failed = |message: &str| Said::Answer(id, Answer::Failed(message.to_owned()));
    match said.get("error") {
        None | Some(Value::Null) => {}
        Some(Value::String(error)) => return failed(&shortened(error)),
        Some(other) => return failed(&shortened(&other.to_string())),
    }
    let Some(mut score) = said.get("score").and_then(Value::as_f64) else {
        return failed("an answer without a score");
    };
    // Of a full score of its own, if it names one.
    if let Some(scale) = said.get("scale").and_then(Value::as_f64)
        && scale > 0.0
    {
        score = score / scale * top.unwrap_or(1.0);
    }
    if !score.is_finite() || score.abs() > MOST {
        return failed("an answer whose score is no number that means anything");
    }
    let mut marks = Vec::new();
    if let Some(Value::Array(spans)) = said.remove("spans") {
        // One that is no mark is none; the score stands.
        let read = |span| serde_json::from_value::<RawMark>(span).ok();
        marks.extend(spans.into_iter().filter_map(read).take(MOST_MARKS));
    }
    Said::Answer(id, Answer::Score(score, marks))
}

/// Text of a judge, no longer than a message has room for, on one line.
pub(super) fn shortened(text: &str) -> String {
    let line = |c: char| if c.is_control() { ' ' } else { c };
    let mut short: String = text.trim().chars().take(MOST_SAID).map(line).collect();
    if text.trim().chars().nth(MOST_SAID).is_some() {
        short.push('…');
    }
    short
}

/// An answer with its marks in the bytes of the target.
pub(super) fn judgement(score: f64, marks: Vec<RawMark>, target: &str) -> Judgement {
    let mark = |raw: RawMark| Mark {
        span: place(&raw, target),
        severity: severity(&raw.severity),
        category: shortened(&raw.category),
    };
    Judgement { score, marks: marks.into_iter().map(mark).collect() }
}

/// Severities in the words of MQM, and of those that grade otherwise; minor where none is known.
fn severity(word: &str) -> Severity {
    match word.trim().to_ascii_lowercase().as_str() {
        "critical" => Severity::Critical,
        "major" => Severity::Major,
        "neutral" | "none" => Severity::Neutral,
        _ => Severity::Minor,
    }
}

/// The bytes of the target that a mark is about. Judges count characters, and models miscount: words that are told are
/// looked for, nearest to where they should be.
fn place(raw: &RawMark, target: &str) -> Option<Range<usize>> {
    let byte = |at: f64| {
        let at = if at > 0.0 { at as usize } else { 0 };
        target.char_indices().nth(at).map_or(target.len(), |(byte, _)| byte)
    };
    let start = raw.start.map(byte);
    let told = match (start, raw.end.map(byte)) {
        (Some(start), Some(end)) if start < end => Some(start..end),
        _ => None,
    };
    if raw.text.is_empty() || told.clone().is_some_and(|told| target[told] == raw.text) {
        return told;
    }
    let near = start.unwrap_or(0);
    let found = target.match_indices(&raw.text).map(|(at, _)| at);
    let nearest = found.min_by_key(|at| at.abs_diff(near));
    nearest.map(|at| at..at + raw.text.len()).or(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_judge_names_itself_and_may_leave_out_the_rest() {
        let hello = Hello::read(r#"{"name":"my judge/2","version":3,"range":[0,100],"batch":0}"#);
        let hello = hello.unwrap();
        assert_eq!((hello.name.as_str(), hello.batch, hello.top), ("my-judge-2", 1, Some(100.0)));
        assert_eq!((hello.signature.as_str(), hello.needs_reference), ("3\n", false));
        assert_eq!((hello.told, hello.needs_source), (["3".to_owned(), String::new()], true));
        let bare = Hello::read(r#"{"name":"x","range":"high","needs_reference":"yes"}"#).unwrap();
        assert_eq!((bare.signature.as_str(), bare.top, bare.batch), ("", None, BATCH));
        for line in ["", "Loading", "{}", r#"{"name":""}"#, r#"{"name":"//"}"#, r#"["name"]"#] {
            assert_eq!(Hello::read(line), None, "{line}");
        }
    }

    #[test]
    fn a_line_is_an_answer_a_failure_or_strange() {
        let score = |line: &str| match read(line, Some(1.0)) {
            Said::Answer(7, Answer::Score(score, marks)) => Ok((score, marks.len())),
            Said::Answer(7, Answer::Failed(why)) => Err(why),
            other => Err(format!("{other:?}")),
        };
        assert_eq!(score(r#"{"id":7,"score":0.5}"#), Ok((0.5, 0)));
        assert_eq!(
            score(r#"{"id":7,"score":87,"scale":100,"spans":[{},3,{"start":"a"}]}"#),
            Ok((0.87, 1))
        );
        assert_eq!(score(r#"{"id":7,"score":null,"error":"too\nlong"}"#), Err("too long".into()));
        for line in [r#"{"id":7}"#, r#"{"id":7,"score":"good"}"#, r#"{"id":7,"score":1e300}"#] {
            assert!(score(line).unwrap_err().starts_with("an answer"), "{line}");
        }
        for line in ["", "7", "{", r#"{"score":1}"#, r#"{"id":-7,"score":1}"#, "\u{fffd}"] {
            assert!(matches!(read(line, None), Said::Strange), "{line}");
        }
    }

    #[test]
    fn marks_are_clipped_to_the_characters_of_the_target() {
        let at = |start: f64, end: f64, text: &str| {
            let (start, end, text) = (Some(start), Some(end), text.to_owned());
            place(&RawMark { start, end, text, ..RawMark::default() }, "Größe: 表示 größer")
        };
        assert_eq!(at(0.0, 5.0, ""), Some(0..7));
        assert_eq!(at(7.0, 9.0, "表示"), Some(9..15));
        assert_eq!(at(-3.0, 1e18, ""), Some(0..24));
        assert_eq!(at(3.0, 3.0, ""), None);
        assert_eq!(at(99.0, 100.0, ""), None);
        assert_eq!(at(f64::NAN, 1.0, ""), Some(0..1));
        // Words that are told win over places that are not theirs.
        assert_eq!(at(0.0, 1.0, "größer"), Some(16..24));
        assert_eq!(at(0.0, 1.0, "fehlt"), Some(0..1));
        let anywhere = RawMark { text: "表示".to_owned(), ..RawMark::default() };
        assert_eq!(place(&anywhere, "Größe: 表示"), Some(9..15));
    }
}
