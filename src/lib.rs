//! glossator scores localized documentation: metrics against references, checks that need none, per-locale reports.
//!
//! ```text
//! discover → read → segment pairs → attach references → evaluate (metrics ∥ checks) → aggregate → report
//!     │        │          │                 │                  │                          │          │
//! discover  formats    segment          references    metrics, checks, names         aggregate   reports
//!                                                     (text cuts, learn teaches)
//! ```
//!
//! [`pipeline::score`] runs the whole of it; each stage is a function from owned data to owned data and can be used
//! alone: [`formats::read`] gives [`segment::Document`]s, [`evaluate::Evaluator`] judges one.

pub mod aggregate;
pub mod align;
pub mod baseline;
pub mod changed;
pub mod checks;
pub mod cli;
pub mod compare;
pub mod config;
pub mod discover;
pub mod error;
pub mod evaluate;
pub mod extract;
pub mod formats;
pub mod hash;
pub mod issue;
pub mod learn;
pub mod locale;
pub mod locale_metrics;
pub mod metrics;
pub mod names;
pub mod pipeline;
pub mod references;
mod repeats;
pub mod reports;
pub mod sample;
pub mod segment;
pub mod text;
pub mod trend;

pub use error::{Error, Result};
