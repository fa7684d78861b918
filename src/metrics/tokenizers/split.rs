//! The one pass that 13a, zh and intl share.
//!
//! mteval's tokenizers are chains of substitutions: set symbols apart; part a point (13a: period and comma; intl: all
//! punctuation) from what precedes it unless that is a digit; part a point from what follows it unless that is a digit;
//! part a dash from the digit before it. A substitution consumes both characters that it looks at, so in a run of
//! points every second one escapes the first rule. What that comes to, for a run of points between the characters
//! B and A (an edge of the text without padding counts as a digit):
//!
//! * one point with digits on both sides stays inside its word;
//! * else each point is a token of its own, but the last one of the run stays with A if A is a digit and
//!   either B is a digit and the run's length odd, or B is none and the length even.

use crate::metrics::python_text::{Span, find_marks};

/// What a character is to the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Part of a word.
    Word,
    /// Part of a word that holds points and gives up dashes.
    Digit,
    /// Between words.
    Space,
    /// Always a token of its own.
    Symbol,
    /// A token of its own unless digits hold it.
    Point,
    /// A token of its own after a digit.
    Dash,
}

/// A tokenizer's view of characters.
pub(super) trait Rules {
    /// Whether the text counts as padded with spaces.
    const PADDED: bool;
    /// The class and the length in bytes of the character that starts at byte `at`.
    fn classify(bytes: &[u8], at: usize) -> (Class, usize);
    /// Whether the character that ends before byte `at`, which is not 0, is a digit.
    fn digit_before(bytes: &[u8], at: usize) -> bool;
    /// Bytes that are in the middle of a word whatever is around them.
    const PLAIN: [bool; 256];
}

/// Appends the spans of `text`'s tokens.
#[inline]
pub(super) fn split_by<R: Rules>(text: &str, marks: &mut Vec<u32>, spans: &mut Vec<Span>) {
    let bytes = text.as_bytes();
    let marks = find_marks(bytes, &R::PLAIN, marks);
    let mut close = |start: usize, end: usize| {
        if start < end {
            spans.push((start as u32, end as u32));
        }
    };
    let (mut start, mut at) = (0, 0);
    for &mark in marks {
        // Marks inside what a longer character or a run of points has taken are done with.
        if (mark as usize) < at {
            continue;
        }
        at = mark as usize;
        let (class, width) = R::classify(bytes, at);
        match class {
            Class::Word | Class::Digit => at += width,
            Class::Space => {
                close(start, at);
                at += width;
                start = at;
            }
            Class::Dash if at == 0 || !R::digit_before(bytes, at) => at += width,
            Class::Symbol | Class::Dash => {
                close(start, at);
                close(at, at + width);
                at += width;
                start = at;
            }
            Class::Point => {
                let run = at;
                let held_before = if at == 0 { !R::PADDED } else { R::digit_before(bytes, at) };
                let (mut count, mut last, mut after) = (0_u32, at, (class, width));
                while after.0 == Class::Point {
                    last = at;
                    at += after.1;
                    count += 1;
                    if at == bytes.len() {
                        let edge = if R::PADDED { Class::Space } else { Class::Digit };
                        after = (edge, 0);
                        break;
                    }
                    after = R::classify(bytes, at);
                }
                let held_after = after.0 == Class::Digit;
                if !(count == 1 && held_before && held_after) {
                    close(start, run);
                    let mut point = run;
                    while point < last {
                        let next = point + R::classify(bytes, point).1;
                        close(point, next);
                        point = next;
                    }
                    if held_after && held_before == (count % 2 == 1) {
                        start = last;
                    } else {
                        close(last, at);
                        start = at;
                    }
                }
            }
        }
    }
    close(start, bytes.len());
}

#[cfg(test)]
pub(super) mod oracle {
    //! The substitutions themselves, slow and literal, to prove the single pass against.

    use crate::metrics::python_text::is_space;

    type Is = fn(char) -> bool;

    /// Replaces each character that `is` by ` c `.
    pub(crate) fn pad(text: &str, is: Is) -> String {
        text.chars().map(|c| if is(c) { format!(" {c} ") } else { c.to_string() }).collect()
    }

    /// Replaces each pair of a `first` and a `second` by `with`, of which 1 and 2 stand for the two.
    pub(crate) fn pairs(text: &str, first: Is, second: Is, with: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        let (mut out, mut i) = (String::new(), 0);
        while i < chars.len() {
            if i + 1 < chars.len() && first(chars[i]) && second(chars[i + 1]) {
                for c in with.chars() {
                    out.push(match c {
                        '1' => chars[i],
                        '2' => chars[i + 1],
                        other => other,
                    });
                }
                i += 2;
            } else {
                out.push(chars[i]);
                i += 1;
            }
        }
        out
    }

    /// `str.split()`.
    pub(crate) fn words(text: &str) -> Vec<String> {
        text.split(is_space).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    }

    /// Every text of up to `len` characters out of `alphabet`, given to `check`.
    pub(crate) fn all_texts(alphabet: &[char], len: usize, check: &mut dyn FnMut(&str)) {
        let mut texts = vec![String::new()];
        for _ in 0..len {
            let mut longer = Vec::with_capacity(texts.len() * alphabet.len());
            for text in &texts {
                for &c in alphabet {
                    let mut text = text.clone();
                    text.push(c);
                    check(&text);
                    longer.push(text);
                }
            }
            texts = longer;
        }
    }
}
