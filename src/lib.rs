//! glossator scores localized documentation: metrics against references, checks that need none, per-locale reports.
//!
//! ```text
//! discover → read → attach references → learn → evaluate (metrics ∥ checks) → add up → report
//!     └─ read ─┘       references       learn   evaluate, metrics, checks,    results    reports
//!                                               names (text cuts)
//! ```
//!
//! [`pipeline::score`] runs the whole of it, [`pipeline::evaluate_all`] gives its issues without writing a report, and
//! [`evaluate::Evaluator::pair`] judges one pair in memory. Each stage is a function from owned data to owned data and
//! can be used alone: [`read::read`] gives [`document::Document`]s, [`evaluate::Evaluator::evaluate`] judges
//! one.
//!
//! The feature `cli`, on by default, adds the command with all that only it needs: without default features this is the
//! library alone. The feature `workbooks` among it reads verdicts from XLSX beside CSV.
//!
//! ```
//! use glossator::evaluate::Evaluator;
//! use glossator::locale::LocaleTag;
//! use glossator::names::Termbase;
//!
//! let evaluator = Evaluator::new(Termbase::load(&[])?);
//! let french = LocaleTag::parse("fr-FR").expect("a locale tag");
//! let issues = evaluator.pair("Wait 30 minutes.", "Patientez 20 minutes.", &french);
//! assert_eq!(issues[0].check.id, "wrong-number");
//! # Ok::<(), glossator::Error>(())
//! ```

// The command line sees the library from outside.
#[cfg(feature = "cli")]
extern crate self as glossator;

/// A list of `data/` as the build has turned it into JSON.
macro_rules! shipped {
    ($file:literal) => {
        include_str!(concat!(env!("OUT_DIR"), "/", $file))
    };
}

pub mod checks;
pub mod cldr;
#[cfg(feature = "cli")]
pub mod cli;
pub mod compare;
pub mod config;
pub mod document;
pub mod error;
pub mod evaluate;
pub mod hash;
pub mod judges;
pub mod learn;
pub mod locale;
pub mod metrics;
pub mod mqm;
pub mod names;
pub mod output;
pub mod pipeline;
pub mod read;
pub mod references;
pub mod reports;
pub mod results;
pub mod text;

pub use error::{Error, Result};

/// The README's example, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
