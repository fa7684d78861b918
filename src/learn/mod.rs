//! What the corpus itself teaches before it is judged.

/// What a first pass over all documents learned; immutable in the second.
#[derive(Debug, Default)]
pub struct Corpus {}
