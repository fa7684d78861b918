//! A metric's result with its name and signature, and how sacreBLEU prints it.

use std::fmt::{self, Write};

use super::signature::Signature;

/// A score, on the scale of its paper: 0 to 100, TER also above.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// The metric's name with its variant, such as `chrF2++`.
    pub name: String,
    /// The score, not rounded.
    pub value: f64,
    /// How it was computed.
    pub signature: Signature,
    /// What the metric has to say beyond the score: BLEU's precisions, brevity penalty and lengths.
    pub details: Option<String>,
    /// The confidence interval, where resamples were drawn.
    pub confidence: Option<Interval>,
}

/// The bootstrap's estimate of a score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The mean of the resamples' scores.
    pub mean: f64,
    /// Half the width of the 95 % interval.
    pub half_width: f64,
}

impl Score {
    /// The score alone, with `width` decimals, and its confidence interval if there is one.
    pub fn number(&self, width: usize) -> String {
        match self.confidence {
            // Of a score of 0 sacreBLEU tells none.
            Some(Interval { mean, half_width }) if mean.abs() > 0.0 => {
                format!("{:.width$} (μ = {mean:.width$} ± {half_width:.width$})", self.value)
            }
            _ => format!("{:.width$}", self.value),
        }
    }

    /// One line: name, signature if any is given, score, details.
    pub fn line(&self, width: usize, signature: Option<&str>) -> String {
        let mut line = self.name.clone();
        if let Some(signature) = signature {
            let _ = write!(line, "|{signature}");
        }
        let _ = write!(line, " = {}", self.number(width));
        if let Some(details) = &self.details {
            let _ = write!(line, " {details}");
        }
        line
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line(2, None))
    }
}
