//! Markdown links and images, and what their brackets lead to.

use std::ops::Range;

use super::{LOOK_AHEAD, trimmed};

/// A Markdown link or image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Whether it is an image.
    pub image: bool,
    /// All of it.
    pub range: Range<usize>,
    /// Its text, without brackets.
    pub text: Range<usize>,
    /// Its target, without parentheses and title; the label of `[text][label]`.
    pub target: Range<usize>,
}

/// Target and end of what makes a link of the brackets whose closing one is at `close`: `(target "title")` or `[label]`.
pub(super) fn behind(raw: &str, close: usize) -> Option<(Range<usize>, usize)> {
    let after = &raw[close + 1..];
    if after.starts_with('(') {
        return target(raw, close + 1);
    }
    let label = after.strip_prefix('[')?;
    let len = label.find(['[', ']']).filter(|&i| i > 0 && after.as_bytes()[i + 1] == b']')?;
    Some((close + 2..close + 2 + len, close + 3 + len))
}

/// Target and end of `(target "title")` whose parenthesis opens at `open`.
fn target(raw: &str, open: usize) -> Option<(Range<usize>, usize)> {
    let mut depth = 0;
    let mut close = None;
    let mut escaped = false;
    for (i, b) in raw.bytes().enumerate().skip(open).take(LOOK_AHEAD) {
        match b {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'(' => depth += 1,
            b')' => {
                depth -= 1;
                if depth == 0 {
                    close = Some(i);
                    break;
                }
            }
            _ => {}
        }
    }
    let close = close?;
    let inner = trimmed(raw, open + 1..close);
    let text = &raw[inner.clone()];
    let len = if let Some(bracketed) = text.strip_prefix('<') {
        bracketed.find('>').map_or(text.len(), |i| i + 2)
    } else {
        match text.find(|c: char| c.is_whitespace()) {
            Some(i) if text[i..].trim_start().starts_with(['"', '\'', '(']) => i,
            _ => text.len(),
        }
    };
    Some((inner.start..inner.start + len, close + 1))
}
