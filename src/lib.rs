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
//! alone: [`read::read`] gives [`document::Document`]s, [`evaluate::Evaluator`] judges one.

pub mod checks;
pub mod compare;
pub mod config;
pub mod document;
pub mod error;
pub mod evaluate;
pub mod hash;
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
