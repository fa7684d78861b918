//! An issue: a possible error that a check found in a translation, until a person confirms it.

use std::ops::Range;

use super::Check;
use crate::document::Document;
use crate::mqm::{Confidence, Severity};

/// A possible error in one segment or page.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Issue {
    /// The check that found it.
    #[serde(with = "by_id")]
    pub check: &'static Check,
    /// How bad it is; the check's own unless the case is milder or worse.
    pub severity: Severity,
    /// How sure the check is of this one.
    pub confidence: Confidence,
    /// Bytes of the raw target; none where something is absent.
    pub target_span: Option<Range<usize>>,
    /// Bytes of the raw source that the issue is about.
    pub source_span: Option<Range<usize>>,
    /// What should stand there, where that is sure.
    pub expected: Option<String>,
    /// The text that mends it, where what is right is certain.
    pub fix: Option<Fix>,
    /// One sentence for a translator.
    pub message: String,
    /// How many places of the page it stands for, from 1; each of them weighs.
    pub places: u32,
}

/// A text that takes the place of a stretch of the target.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Fix {
    /// Bytes of the raw target that it replaces.
    pub span: Range<usize>,
    /// What takes their place.
    pub text: String,
}

impl Fix {
    /// The target with the fix in it; none where it is of another target.
    pub fn apply(&self, target: &str) -> Option<String> {
        let (before, after) = (target.get(..self.span.start)?, target.get(self.span.end..)?);
        target.get(self.span.clone())?;
        Some([before, &self.text, after].concat())
    }

    /// The same with no more of the target than changes: a space that comes between two letters replaces neither.
    pub(crate) fn least(&self, target: &str) -> Fix {
        let Some(old) = target.get(self.span.clone()) else { return self.clone() };
        let same = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| {
            a.zip(b).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum::<usize>()
        };
        let lead = same(&mut old.chars(), &mut self.text.chars());
        let (rest, text) = (&old[lead..], &self.text[lead..]);
        let tail = same(&mut rest.chars().rev(), &mut text.chars().rev());
        let (start, end) = (self.span.start + lead, self.span.end - tail);
        Fix { span: start..end, text: text[..text.len() - tail].to_owned() }
    }
}

impl Issue {
    /// An issue of `check` with its default severity and confidence.
    pub fn new(check: &'static Check, message: impl Into<String>) -> Self {
        Issue {
            check,
            severity: check.severity,
            confidence: check.confidence,
            target_span: None,
            source_span: None,
            expected: None,
            fix: None,
            message: message.into(),
            places: 1,
        }
    }

    /// Sets the bytes of the raw target.
    #[must_use]
    pub fn target(mut self, span: Range<usize>) -> Self {
        self.target_span = Some(span);
        self
    }

    /// Sets the bytes of the raw source.
    #[must_use]
    pub fn source(mut self, span: Range<usize>) -> Self {
        self.source_span = Some(span);
        self
    }

    /// Sets what should stand there.
    #[must_use]
    pub fn expected(mut self, text: impl Into<String>) -> Self {
        self.expected = Some(text.into());
        self
    }

    /// Sets another severity than the check's own.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Sets another confidence than the check's own.
    #[must_use]
    pub fn confidence(mut self, confidence: Confidence) -> Self {
        self.confidence = confidence;
        self
    }

    /// Whether its target span shares bytes with another.
    pub(crate) fn touches(&self, span: &Range<usize>) -> bool {
        self.target_span.as_ref().is_some_and(|s| s.start < span.end && span.start < s.end)
    }

    /// MQM penalty points: the severity's weight times the check's, for each of its places.
    pub fn penalty(&self) -> f64 {
        self.severity.weight() * self.check.weight * f64::from(self.places)
    }
}

/// Where on a page an issue is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub enum Place {
    /// The page as a whole or the text between its segments, at a line counted from 1.
    Line(u32),
    /// The front matter's title.
    Title,
    /// The front matter's description.
    Description,
    /// A segment, by its index.
    Segment(usize),
}

/// A check in a file stands there by its id.
mod by_id {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    use super::Check;

    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
    pub(super) fn serialize<S: Serializer>(check: &&Check, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(check.id)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<&'static Check, D::Error> {
        let id = String::deserialize(from)?;
        crate::checks::find(&id).ok_or_else(|| D::Error::custom(format!("no check {id:?}")))
    }
}

/// An issue of a page check, with its place.
#[derive(Debug, Clone)]
pub struct PageIssue {
    /// Where it is.
    pub place: Place,
    /// What it is; its target span is in the title, description or segment, or, for [`Place::Line`], in the page's text.
    pub issue: Issue,
}

/// The text of an issue's target span; empty where it has none.
pub fn span_text<'d>(document: &'d Document, place: Place, issue: &Issue) -> &'d str {
    let text = match place {
        Place::Line(_) => document.text.as_str(),
        _ => texts_at(document, place).1,
    };
    issue.target_span.clone().and_then(|span| text.get(span)).unwrap_or("")
}

/// Source and target at a place; for a line between the segments the target is the line.
pub fn texts_at(document: &Document, place: Place) -> (&str, &str) {
    let metadata = &document.metadata;
    match place {
        Place::Segment(index) => document
            .segments
            .get(index)
            .map_or(("", ""), |s| (s.source.as_str(), s.target.as_str())),
        Place::Title => ("", metadata.title.as_ref().map_or("", |t| t.text.as_str())),
        Place::Description => ("", metadata.description.as_ref().map_or("", |t| t.text.as_str())),
        Place::Line(line) => ("", document.lines.line(&document.text, line)),
    }
}

pub(crate) fn line_at(document: &Document, place: Place) -> u32 {
    let metadata = &document.metadata;
    match place {
        Place::Segment(index) => document.segments.get(index).map_or(1, |s| s.line),
        Place::Title => metadata.title.as_ref().map_or(1, |t| t.line),
        Place::Description => metadata.description.as_ref().map_or(1, |t| t.line),
        Place::Line(line) => line,
    }
}

/// Title and description first, then what lies between the segments, then the segments.
pub(crate) fn order(place: Place) -> (u8, usize) {
    match place {
        Place::Title => (0, 0),
        Place::Description => (1, 0),
        Place::Line(line) => (2, line as usize),
        Place::Segment(index) => (3, index),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_issue_prints_its_check_by_its_id() {
        let check = crate::checks::find("spacing");
        let printed = format!("{:?}", check.map(|check| Issue::new(check, "a space too many")));
        assert!(printed.starts_with("Some(Issue { check: Check(\"spacing\"), "), "{printed}");
    }
}
