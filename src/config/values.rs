//! Values of the configuration that are checked when the file is read, each with the line that it stands in.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::error::{Error, Result};
use crate::judges::JudgeSpec;
use crate::locale::LocaleTag;
use crate::mqm::Confidence;

/// The least quality score that passes.
#[derive(Debug, Clone, PartialEq)]
pub enum MinScore {
    /// The same for all locales, 0..100.
    All(f64),
    /// By locale tag; `default` for the others.
    ByLocale(BTreeMap<String, f64>),
}

impl MinScore {
    /// The least score for a locale, where one is set.
    pub fn of(&self, locale: &LocaleTag) -> Option<f64> {
        match self {
            MinScore::All(score) => Some(*score),
            MinScore::ByLocale(scores) => {
                scores.get(locale.as_str()).or_else(|| scores.get("default")).copied()
            }
        }
    }
}

impl<'de> Deserialize<'de> for MinScore {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<MinScore, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = MinScore;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number from 0 to 100, or one for each locale and `default`")
            }

            fn visit_f64<E: serde::de::Error>(self, score: f64) -> Result<MinScore, E> {
                Ok(MinScore::All(score))
            }

            fn visit_u64<E: serde::de::Error>(self, score: u64) -> Result<MinScore, E> {
                Ok(MinScore::All(score as f64))
            }

            fn visit_i64<E: serde::de::Error>(self, score: i64) -> Result<MinScore, E> {
                Ok(MinScore::All(score as f64))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<MinScore, A::Error> {
                let scores = BTreeMap::deserialize(MapAccessDeserializer::new(map))?;
                if scores.is_empty() {
                    return Err(A::Error::custom("`min-score` holds no number"));
                }
                Ok(MinScore::ByLocale(scores))
            }
        }
        from.deserialize_any(Read)
    }
}

/// A judge of the configuration: its command, or that and more.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum JudgeSettings {
    /// The program and its arguments.
    Command(String),
    /// The same, and how sure what it marks is.
    Whole(WholeJudge),
}

/// See [`JudgeSettings::Whole`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WholeJudge {
    command: String,
    confidence: Option<Confidence>,
}

impl JudgeSettings {
    /// The judges that a call asks for, each by a name that the configuration knows, or by its command.
    pub fn specs(asked: &[String], known: &BTreeMap<String, JudgeSettings>) -> Vec<JudgeSpec> {
        let spec = |judge: &String| {
            known.get(judge).map_or_else(|| JudgeSpec::new(judge), JudgeSettings::spec)
        };
        asked.iter().map(spec).collect()
    }

    /// The judge.
    pub fn spec(&self) -> JudgeSpec {
        match self {
            JudgeSettings::Command(command) => JudgeSpec::new(command),
            JudgeSettings::Whole(WholeJudge { command, confidence }) => JudgeSpec {
                confidence: confidence.unwrap_or(Confidence::Low),
                ..JudgeSpec::new(command)
            },
        }
    }
}

/// What YAML's reader says, without the place, which stands before it, and with what to do about it.
pub(super) fn said(error: &serde_yaml::Error) -> String {
    let whole = error.to_string();
    let place = error.location().map(|l| format!(" at line {} column {}", l.line(), l.column()));
    let message = place.map_or(whole.clone(), |place| whole.replace(&place, ""));
    let message = message
        .replace("expected a sequence", "expected a list, as [a, b]")
        .replace("struct Config", "keys, each with a value")
        .replace("invalid type: ", "");
    format!("{message}; `glossator init` writes a file with all keys")
}

/// The lines of the file, to tell where something stands.
pub(super) struct Lines<'f> {
    pub(super) path: &'f Path,
    pub(super) text: &'f str,
}

impl Lines<'_> {
    /// An error at the line that holds a text, after some others that do.
    pub(super) fn malformed(&self, after: usize, text: &str, message: impl Into<String>) -> Error {
        Error::malformed(self.path, self.line(after, text), message)
    }

    fn line(&self, after: usize, text: &str) -> Option<u64> {
        let is_comment = |line: &str| line.trim_start().starts_with('#');
        let lines = self.text.lines().zip(1..);
        let mut found = lines.filter(|(line, _)| line.contains(text) && !is_comment(line));
        found.nth(after).map(|(_, line)| line)
    }

    /// Puts a locale or language into the form of tags.
    ///
    /// # Errors
    /// One that is none, or that another is nearly the same as. One that is merely not known is a warning.
    pub(super) fn settle(
        &self,
        text: &mut String,
        what: &str,
        warnings: &mut Vec<String>,
    ) -> Result<()> {
        let tag = LocaleTag::parse(text).ok_or_else(|| {
            let message = format!("{what}: {text:?} is no locale tag; write it like pt-BR or pt");
            self.malformed(0, text, message)
        })?;
        if let Some(doubt) = tag.doubt() {
            if tag.suggestion().is_some() {
                return Err(self.malformed(0, text, format!("{what}: {doubt}")));
            }
            let line = self.line(0, text).map(|line| format!(":{line}")).unwrap_or_default();
            warnings.push(format!("{}{line}: {what}: {doubt}", self.path.display()));
        }
        tag.as_str().clone_into(text);
        Ok(())
    }

    /// Least scores with locales in the form of tags.
    ///
    /// # Errors
    /// A score out of range, or a key that is no locale.
    pub(super) fn scores(&self, scores: MinScore, warnings: &mut Vec<String>) -> Result<MinScore> {
        let in_range = |key: &str, score: f64| {
            if (0.0..=100.0).contains(&score) {
                return Ok(());
            }
            let message = format!("min-score {score}: a quality score lies between 0 and 100");
            Err(self.malformed(0, &format!("{key}:"), message))
        };
        let scores = match scores {
            MinScore::All(score) => return in_range("min-score", score).map(|()| scores),
            MinScore::ByLocale(scores) => scores,
        };
        let mut settled = BTreeMap::new();
        for (mut key, score) in scores {
            in_range(&key, score)?;
            if key != "default" {
                self.settle(&mut key, "min-score", warnings)?;
            }
            settled.insert(key, score);
        }
        Ok(MinScore::ByLocale(settled))
    }
}
