//! The tokenizer `char`: every code point but whitespace is a token.

use crate::metrics::python_text::{Span, is_space};

/// Appends the spans of the characters.
pub(super) fn split(text: &str, spans: &mut Vec<Span>) {
    spans.extend(
        text.char_indices()
            .filter(|&(_, c)| !is_space(c))
            .map(|(at, c)| (at as u32, (at + c.len_utf8()) as u32)),
    );
}
