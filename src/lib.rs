//! glossator scores localized documentation.

pub mod checks;
pub mod error;
pub mod issue;
pub mod learn;
pub mod locale;
pub mod names;
pub mod segment;
pub mod text;

pub use error::{Error, Result};
