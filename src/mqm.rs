//! The words of MQM that issues are spoken of in: severity, confidence and dimension.

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
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    serde::Deserialize,
    serde::Serialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Right less than seven times in ten: a suspicion, look before you believe.
    Low,
    /// Right at least seven times in ten.
    #[default]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
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
