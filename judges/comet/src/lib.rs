//! Scores translations with models of COMET on the processor, and answers as a judge of glossator: the binary
//! `glossator-comet` is this library's face.

pub mod batch;
pub mod check;
pub mod licence;
mod math;
pub mod model;
pub mod protocol;
mod sentencepiece;
pub mod tokens;
