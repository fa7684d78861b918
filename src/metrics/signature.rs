//! How a score was computed, in the form that papers quote: `nrefs:1|case:mixed|eff:no|tok:13a|…`.

use std::borrow::Cow;
use std::fmt;

/// The sacreBLEU release whose numbers are reproduced.
pub const VERSION: &str = "2.6.0";

/// How many references the segments have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceCount {
    /// Every segment has this many.
    Fixed(usize),
    /// Some have more than others.
    Variable,
}

impl ReferenceCount {
    /// The count that holds for all of `counts`; for no segments, 1.
    pub fn of(counts: impl IntoIterator<Item = usize>) -> Self {
        let mut counts = counts.into_iter();
        let first = counts.next().unwrap_or(1);
        if counts.all(|n| n == first) { Self::Fixed(first) } else { Self::Variable }
    }
}

impl fmt::Display for ReferenceCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fixed(count) => count.fmt(f),
            Self::Variable => f.write_str("var"),
        }
    }
}

/// A metric's parameters; displays as the long form.
///
/// ```
/// use glossator::metrics::{Bleu, Metric};
///
/// let signature = Bleu::default().signature();
/// assert_eq!(signature.to_string(), "nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0");
/// assert_eq!(signature.short(), "#:1|c:mixed|e:no|tok:13a|s:exp|v:2.6.0");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    references: ReferenceCount,
    /// Long key, short key, value: of the significance test first, then of the metric.
    test: Vec<(&'static str, &'static str, String)>,
    metric: Vec<(&'static str, &'static str, String)>,
    /// Of whose numbers these are; empty if unknown.
    version: Cow<'static, str>,
}

impl Signature {
    /// The parameters of a metric: long key, short key, value; one reference.
    pub fn new(metric: Vec<(&'static str, &'static str, String)>) -> Self {
        let references = ReferenceCount::Fixed(1);
        Signature { references, test: Vec::new(), metric, version: Cow::Borrowed(VERSION) }
    }

    /// The same for numbers that another program makes, of this version; empty if it tells none.
    #[must_use]
    pub fn with_version(mut self, version: String) -> Self {
        self.version = Cow::Owned(version);
        self
    }

    /// The same with another number of references.
    #[must_use]
    pub fn with_references(mut self, references: ReferenceCount) -> Self {
        self.references = references;
        self
    }

    /// The same for `samples` bootstrap resamples drawn with `seed`.
    #[must_use]
    pub fn with_bootstrap(self, samples: usize, seed: &str) -> Self {
        self.with_test("bs", samples, seed)
    }

    /// The same for `trials` of approximate randomization drawn with `seed`.
    #[must_use]
    pub fn with_randomization(self, trials: usize, seed: &str) -> Self {
        self.with_test("ar", trials, seed)
    }

    fn with_test(mut self, key: &'static str, number: usize, seed: &str) -> Self {
        self.test = vec![(key, key, number.to_string()), ("seed", "rs", seed.to_owned())];
        self
    }

    /// The short form, with keys of one or two letters.
    pub fn short(&self) -> String {
        self.pairs(true).map(|(key, value)| format!("{key}:{value}")).collect::<Vec<_>>().join("|")
    }

    /// Keys and values in order, with long or short keys.
    pub fn pairs(&self, short: bool) -> impl Iterator<Item = (&'static str, String)> {
        let version = Some(&self.version).filter(|version| !version.is_empty());
        std::iter::once(("nrefs", "#", self.references.to_string()))
            .chain(self.test.iter().chain(&self.metric).cloned())
            .chain(version.map(|version| ("version", "v", version.clone().into_owned())))
            .map(move |(long, brief, value)| (if short { brief } else { long }, value))
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, (key, value)) in self.pairs(false).enumerate() {
            write!(f, "{}{key}:{value}", if i == 0 { "" } else { "|" })?;
        }
        Ok(())
    }
}

/// `yes` or `no`, as signatures spell a switch.
pub(crate) fn yes_no(on: bool) -> String {
    if on { "yes" } else { "no" }.to_owned()
}
