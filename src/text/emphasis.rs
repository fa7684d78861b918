//! Emphasis as `CommonMark` 0.31 §6.2 pairs its markers, by their flanks rather than by counting.

use std::ops::Range;

use super::Text;
use super::marks::is_punctuation;

/// A stretch of emphasised text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Emphasis {
    /// Strong (`**`) or plain (`*`).
    pub strong: bool,
    /// The marker: `*` or `_`.
    pub marker: char,
    /// All of it, with its markers.
    pub range: Range<usize>,
    /// What is emphasised, without the markers.
    pub content: Range<usize>,
}

impl Text<'_> {
    /// What is written in bold: the labels of controls and what the text stresses.
    pub fn strong(&self) -> impl Iterator<Item = &Emphasis> {
        self.emphasis.iter().filter(|e| e.strong)
    }

    /// Whether a range of the visible text lies in a bold stretch.
    pub fn is_strong(&self, visible: Range<usize>) -> bool {
        let raw = self.raw_range(visible);
        self.strong().any(|e| e.holds(&raw))
    }

    /// Whether a range of the visible text lies in an emphasised stretch, bold or not.
    pub fn is_emphasised(&self, visible: Range<usize>) -> bool {
        let raw = self.raw_range(visible);
        self.emphasis.iter().any(|e| e.holds(&raw))
    }

    /// Whether an emphasised stretch begins at a range of the visible text: so labels of controls are written.
    pub fn begins_emphasis(&self, visible: Range<usize>) -> bool {
        let start = self.raw_range(visible).start;
        self.emphasis.iter().any(|e| e.content.start == start)
    }
}

impl Emphasis {
    /// Whether a range of the raw text lies in what is emphasised.
    fn holds(&self, raw: &Range<usize>) -> bool {
        self.content.start <= raw.start && raw.end <= self.content.end
    }
}

/// A run of `*` or `_`.
#[derive(Debug, Clone)]
pub(super) struct Delimiter {
    pub(super) marker: char,
    pub(super) range: Range<usize>,
    /// Emphasis pairs only within one link text or outside all.
    pub(super) context: u32,
    can_open: bool,
    can_close: bool,
    /// Markers already paired at the start (as a closer) and at the end (as an opener).
    used_front: usize,
    used_back: usize,
}

impl Delimiter {
    pub(super) fn new(
        marker: char,
        range: Range<usize>,
        before: Option<char>,
        after: Option<char>,
        context: u32,
    ) -> Self {
        let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let punctuation = |c: Option<char>| c.is_some_and(is_punctuation);
        let left = !space(after) && (!punctuation(after) || space(before) || punctuation(before));
        let right = !space(before) && (!punctuation(before) || space(after) || punctuation(after));
        let (can_open, can_close) = match marker {
            '_' => {
                (left && (!right || punctuation(before)), right && (!left || punctuation(after)))
            }
            _ => (left, right),
        };
        Delimiter { marker, range, context, can_open, can_close, used_front: 0, used_back: 0 }
    }

    /// How many of its markers pair with nothing.
    pub(super) fn unpaired(&self) -> usize {
        self.range.len() - self.used_front - self.used_back
    }

    /// The markers that pair with nothing.
    pub(super) fn rest(&self) -> Range<usize> {
        self.range.start + self.used_front..self.range.end - self.used_back
    }

    /// Whether it may begin emphasis that has not ended.
    pub(super) fn opens(&self) -> bool {
        self.can_open && self.unpaired() > 0
    }

    /// Whether it stands beside text as a marker does, rather than inside a word.
    pub(super) fn flanks(&self) -> bool {
        self.can_open || self.can_close
    }
}

/// Openers looked back at for one closer; texts with more loose markers than this are damaged anyway.
const LOOK_BACK: usize = 64;

/// Length of `__init__`: a name of code, not a word in bold.
pub(super) fn dunder(rest: &str) -> Option<usize> {
    let name = rest.strip_prefix("__").filter(|name| !name.starts_with('_'))?;
    let part = |b: &u8| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'_';
    let len = name.bytes().take_while(part).count();
    (len > 2 && name[..len].ends_with("__")).then_some("__".len() + len)
}

/// Pairs the markers; the result is in order of the opening ones.
pub(super) fn pair(delimiters: &mut [Delimiter]) -> Vec<Emphasis> {
    let mut found = Vec::new();
    let mut openers: Vec<usize> = Vec::new();
    for closer in 0..delimiters.len() {
        while delimiters[closer].can_close && delimiters[closer].unpaired() > 0 {
            let Some(place) = opener_for(delimiters, &openers, closer) else { break };
            let opener = openers[place];
            // Openers between the two can pair with nothing any more.
            openers.truncate(place + 1);
            let strong = delimiters[opener].unpaired() >= 2 && delimiters[closer].unpaired() >= 2;
            let len = if strong { 2 } else { 1 };
            let open_end = delimiters[opener].rest().end;
            let close_start = delimiters[closer].rest().start;
            found.push(Emphasis {
                strong,
                marker: delimiters[closer].marker,
                range: open_end - len..close_start + len,
                content: open_end..close_start,
            });
            delimiters[opener].used_back += len;
            delimiters[closer].used_front += len;
            if delimiters[opener].unpaired() == 0 {
                openers.pop();
            }
        }
        if delimiters[closer].can_open && delimiters[closer].unpaired() > 0 {
            openers.push(closer);
        }
    }
    found.sort_by_key(|e| e.range.start);
    found
}

fn opener_for(delimiters: &[Delimiter], openers: &[usize], closer: usize) -> Option<usize> {
    let c = &delimiters[closer];
    openers.iter().enumerate().rev().take(LOOK_BACK).find_map(|(place, &i)| {
        let o = &delimiters[i];
        // Rule of three: a run that both opens and closes pairs only if the lengths do not add up to a multiple of three.
        let by_three = (o.can_close || c.can_open)
            && (o.range.len() + c.range.len()).is_multiple_of(3)
            && !(o.range.len().is_multiple_of(3) && c.range.len().is_multiple_of(3));
        (o.marker == c.marker && o.context == c.context && !by_three).then_some(place)
    })
}

#[cfg(test)]
mod tests {
    use crate::text::Text;

    fn strong(raw: &str) -> Vec<&str> {
        let text = Text::new(raw);
        text.emphasis.iter().filter(|e| e.strong).map(|e| &raw[e.content.clone()]).collect()
    }

    #[test]
    fn markers_pair_by_their_flanks() {
        assert_eq!(strong("a **b** c **d e**"), ["b", "d e"]);
        assert_eq!(strong("** a**, **b **"), [""; 0]);
        assert_eq!(strong("***a** b*"), ["a"]);
        assert_eq!(strong("[**a**](b) **c**"), ["a", "c"]);
        assert_eq!(strong("**a [b**](c)"), [""; 0]);
        assert_eq!(strong("选择**文件**。"), ["文件"]);
        assert_eq!(strong("the __init__ of __A b__"), ["A b"]);
        assert_eq!(strong("选择**“文件”**按钮"), [""; 0]);
    }

    #[test]
    fn stretches_are_asked_by_visible_ranges() {
        let text = Text::new("Open **File&nbsp;menu** or *so*.");
        let of = |word: &str| {
            let at = text.visible().find(word).unwrap();
            at..at + word.len()
        };
        assert!(text.is_strong(of("menu")) && text.is_emphasised(of("menu")));
        assert!(!text.is_strong(of("so")) && text.is_emphasised(of("so")));
        assert!(!text.is_emphasised(of("Open")) && !text.is_emphasised(of("menu or")));
        assert!(text.begins_emphasis(of("File")) && !text.begins_emphasis(of("menu")));
    }
}
