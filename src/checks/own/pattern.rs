//! Patterns of own rules: regular expressions that take time in proportion to the text, compiled where they are read, so
//! that a bad one is told with its line.

use std::fmt;

use regex::{Regex, RegexBuilder};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// Bytes that a compiled pattern may take.
const MOST_BYTES: usize = 1 << 20;

/// A pattern.
#[derive(Debug, Clone)]
pub struct Pattern(Regex);

impl Pattern {
    pub(super) fn regex(&self) -> &Regex {
        &self.0
    }

    fn compile(text: &str) -> Result<Pattern, String> {
        let regex = RegexBuilder::new(text).size_limit(MOST_BYTES).build().map_err(|error| {
            let said = match error {
                regex::Error::Syntax(shown) => {
                    // The first lines draw where; the last one says what.
                    let last = shown.lines().last().unwrap_or("").trim();
                    last.strip_prefix("error: ").unwrap_or(last).to_owned()
                }
                regex::Error::CompiledTooBig(_) => "it is too big".to_owned(),
                error => error.to_string(),
            };
            format!("the pattern `{text}` is malformed: {said}")
        })?;
        if regex.is_match("") {
            return Err(format!(
                "the pattern `{text}` matches where nothing stands: let it ask for a character"
            ));
        }
        Ok(Pattern(regex))
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str())
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Pattern) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Pattern, D::Error> {
        struct Read;
        impl Visitor<'_> for Read {
            type Value = Pattern;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a pattern (a regular expression)")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Pattern, E> {
                Pattern::compile(text).map_err(E::custom)
            }
        }
        from.deserialize_str(Read)
    }
}

/// What a text must match, and what it must not.
#[derive(Debug, Clone, Default)]
pub struct Condition {
    /// What must be found.
    pub must: Option<Pattern>,
    /// What must not.
    pub must_not: Option<Pattern>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Conditions {
    #[serde(default)]
    must: Option<Pattern>,
    #[serde(default)]
    must_not: Option<Pattern>,
}

/// Reads a pattern, or a map of them; `plain` says what a pattern by itself stands for.
fn condition<'de, D: Deserializer<'de>>(
    from: D,
    plain: fn(Pattern) -> Condition,
) -> Result<Condition, D::Error> {
    struct Read(fn(Pattern) -> Condition);
    impl<'de> Visitor<'de> for Read {
        type Value = Condition;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a pattern, or `must` and `must-not` with a pattern each")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<Condition, E> {
            Pattern::compile(text).map(self.0).map_err(E::custom)
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Condition, A::Error> {
            let read = Conditions::deserialize(MapAccessDeserializer::new(map))?;
            if read.must.is_none() && read.must_not.is_none() {
                return Err(A::Error::custom("`must` or `must-not` is missing"));
            }
            Ok(Condition { must: read.must, must_not: read.must_not })
        }
    }
    from.deserialize_any(Read(plain))
}

/// What the source says: a pattern by itself must be found.
pub(super) fn of_source<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Condition>, D::Error> {
    condition(from, |pattern| Condition { must: Some(pattern), must_not: None }).map(Some)
}

/// What the target says: a pattern by itself must not be found, as it is what is wrong.
pub(super) fn of_target<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Condition>, D::Error> {
    condition(from, |pattern| Condition { must: None, must_not: Some(pattern) }).map(Some)
}

/// What must stand in the source as often as in the target.
#[derive(Debug, Clone)]
pub struct Count {
    /// What is counted in the source.
    pub source: Pattern,
    /// What is counted in the target.
    pub target: Pattern,
}

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Count, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Both {
            source: Pattern,
            target: Pattern,
        }
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = Count;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a pattern, or `source` and `target` with a pattern each")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Count, E> {
                let pattern = Pattern::compile(text).map_err(E::custom)?;
                Ok(Count { source: pattern.clone(), target: pattern })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Count, A::Error> {
                let Both { source, target } = Both::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Count { source, target })
            }
        }
        from.deserialize_any(Read)
    }
}
