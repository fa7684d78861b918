//! From paths to documents: the files are found, read by their formats, and paired with their originals.

pub mod align;
pub mod discover;
pub mod formats;
