//! An issue: a possible error that a check found in a translation, until a person confirms it.

use std::ops::Range;

use crate::checks::Check;

/// A possible error in one segment or page.
#[derive(Debug, Clone)]
pub struct Issue {
    /// The check that found it.
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
    /// One sentence for a translator.
    pub message: String,
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
            message: message.into(),
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

    /// MQM penalty points: the severity's weight times the check's.
    pub fn penalty(&self) -> f64 {
        self.severity.weight() * self.check.weight
    }
}

/// How bad an issue is, on the scale of MQM.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing, no error.
    Neutral,
    /// A blemish that does not hinder the reader.
    Minor,
    /// Misleads or hinders the reader.
    Major,
    /// Makes the text wrong, unusable or embarrassing.
    Critical,
}

impl Severity {
    /// MQM penalty points: 0, 1, 5, 25.
    pub fn weight(self) -> f64 {
        match self {
            Severity::Neutral => 0.0,
            Severity::Minor => 1.0,
            Severity::Major => 5.0,
            Severity::Critical => 25.0,
        }
    }

    /// As reports write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Neutral => "neutral",
            Severity::Minor => "minor",
            Severity::Major => "major",
            Severity::Critical => "critical",
        }
    }
}

/// Measured precision class of a check or of one of its issues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// Right less than half of the time: look before you believe.
    Low,
    /// Right more often than not.
    Medium,
    /// Right at least nine times in ten.
    High,
}

impl Confidence {
    /// As reports write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Confidence::Low => "low",
            Confidence::Medium => "medium",
            Confidence::High => "high",
        }
    }
}

/// MQM dimension of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// The target does not say what the source says.
    Accuracy,
    /// A name or term is not the agreed one.
    Terminology,
    /// Links, emphasis, tags, placeholders or keywords are damaged.
    Markup,
    /// Grammar, spelling, punctuation, spacing.
    Linguistic,
    /// A convention of the locale is not kept.
    Locale,
    /// Characters are damaged.
    Encoding,
    /// The page as a whole, or the corpus.
    Page,
}

impl Category {
    /// As reports write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Category::Accuracy => "accuracy",
            Category::Terminology => "terminology",
            Category::Markup => "markup",
            Category::Linguistic => "linguistic",
            Category::Locale => "locale",
            Category::Encoding => "encoding",
            Category::Page => "page",
        }
    }
}
