//! The tokenizer `none`: words are what whitespace separates.

use crate::metrics::python_text::{Span, split_words};

/// Appends the spans of the words.
pub(super) fn split(text: &str, marks: &mut Vec<u32>, spans: &mut Vec<Span>) {
    split_words(text, marks, spans);
}
