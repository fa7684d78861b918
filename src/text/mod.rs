//! The only place that cuts text: one side of a segment with its markup, protected stretches, visible text and words.
//!
//! ```
//! use glossator::text::{ProtectedKind, Text};
//! let text = Text::new("Open **Azure&nbsp;portal** and run `az login` ([docs](https://a.b/c)).");
//! assert_eq!(text.visible(), "Open Azure portal and run \u{fffc} (docs).");
//! assert_eq!(text.protected[0].kind, ProtectedKind::Code);
//! let name = text.visible().find("Azure portal").unwrap();
//! assert_eq!(&text.raw[text.raw_range(name..name + 12)], "Azure&nbsp;portal");
//! ```

pub mod address;
pub mod anchors;
pub mod chinese;
pub mod code;
pub mod dialects;
pub mod elements;
mod emphasis;
mod entities;
mod identifiers;
mod inline;
pub mod lengths;
mod links;
pub mod lists;
pub mod marks;
pub mod numbers;
pub mod page;
pub mod placeholders;
pub mod plain;
mod protected;
mod scales;
pub mod script;
mod search;
pub mod sentences;
pub mod stems;
mod tags;
mod visible;
pub mod words;

use std::ops::Range;

pub use self::emphasis::Emphasis;
pub use self::links::Link;
use self::placeholders::{Known, Placeholder};
pub use self::protected::{Protected, ProtectedKind};
pub use self::search::find_loose;
pub use self::tags::{Tag, TagKind};
use self::visible::VisibleRun;
pub use self::words::{Word, WordKind};
use crate::document::message::Families;

/// Stands in the visible text for a stretch that must not be translated: U+FFFC.
pub const OBJECT: char = '\u{fffc}';

/// Longest stretch looked ahead for a closing delimiter, so that damaged text stays linear.
const LOOK_AHEAD: usize = 4096;

/// One side of a segment, cut once.
#[derive(Debug, Clone, Default)]
pub struct Text<'a> {
    /// As written. All ranges are bytes of this text unless they say otherwise.
    pub raw: &'a str,
    visible: String,
    runs: Vec<VisibleRun>,
    /// Stretches that must come through translation unchanged, in order, not overlapping.
    pub protected: Vec<Protected>,
    /// The placeholders among them.
    pub placeholders: Vec<Placeholder>,
    /// The families of the placeholders that it is known to have.
    pub families: Families,
    /// Links and images, in order of their opening brackets.
    pub links: Vec<Link>,
    /// Emphasis as `CommonMark` pairs it, in order of the opening markers.
    pub emphasis: Vec<Emphasis>,
    /// Runs of `*` or `_` that pair with nothing and so show up in the text; escaped ones are not among them.
    pub loose_markers: Vec<Range<usize>>,
    /// HTML tags, in order.
    pub tags: Vec<Tag>,
    /// Words, identifiers and numbers of the visible text, in order; ranges are bytes of [`Text::visible`].
    pub words: Vec<Word>,
}

impl<'a> Text<'a> {
    /// Cuts a text. Linear in its length.
    pub fn new(raw: &'a str) -> Text<'a> {
        Text::cut(raw, Known::default())
    }

    /// Cuts a source whose file says which families of placeholders it has; others are taken from its marks.
    pub fn of_source(raw: &'a str, families: Families) -> Text<'a> {
        Text::cut(raw, Known { families, is_source: true })
    }

    /// Cuts a target with the families of placeholders that its source has.
    pub fn of_target(raw: &'a str, families: Families) -> Text<'a> {
        Text::cut(raw, Known { families, is_source: false })
    }

    fn cut(raw: &'a str, known: Known) -> Text<'a> {
        let mut text = Text { raw, families: known.families, ..Text::default() };
        inline::scan(&mut text, known);
        words::cut(&mut text);
        text
    }

    /// The text of a raw range.
    pub fn slice(&self, raw: Range<usize>) -> &'a str {
        &self.raw[raw]
    }

    /// A word of the visible text.
    pub fn word(&self, word: &Word) -> &str {
        &self.visible[word.range()]
    }

    /// Whether the visible text holds any letter outside protected stretches.
    pub fn has_letters(&self) -> bool {
        self.words.iter().any(|w| w.kind != WordKind::Number)
    }
}

/// The beginning of a text: up to so many bytes, cut at a character.
pub fn head(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// A table of bytes with some more of them in it.
const fn with_bytes(mut table: [bool; 256], bytes: &[u8]) -> [bool; 256] {
    let mut i = 0;
    while i < bytes.len() {
        table[bytes[i] as usize] = true;
        i += 1;
    }
    table
}

/// A range of a text without the blanks at its ends.
pub fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inner = &text[range.clone()];
    let start = range.start + (inner.len() - inner.trim_start().len());
    start..start + inner.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visible(raw: &str) -> String {
        Text::new(raw).visible().to_owned()
    }

    #[test]
    fn markup_is_invisible() {
        assert_eq!(visible("a **b** *c* _d_ e_f_g"), "a b c d e_f_g");
        assert_eq!(visible(r"\-NA\- 1 \* 2"), "-NA- 1 * 2");
        assert_eq!(visible("x<br/>y <b>z</b> <span class=\"a\">w</span>"), "x y z w");
        assert_eq!(visible("[a **b**](c.md) ![d](e.png)"), "a b d");
        assert_eq!(visible("see [the [inner] text](x (y).md \"t\")."), "see the [inner] text.");
        assert_eq!(visible("not a [link] (x.md)"), "not a [link] (x.md)");
    }

    #[test]
    fn markers_that_pair_with_nothing_are_seen() {
        let text = Text::new("** x** and **y **");
        assert_eq!(text.visible(), "** x** and **y **");
        assert_eq!(text.loose_markers.len(), 4);
        // Between Chinese characters a closing marker behind punctuation does not flank.
        assert!(Text::new("这是**重点。**然后").emphasis.is_empty());
        assert_eq!(Text::new("这是**重点**然后").emphasis.len(), 1);
    }

    #[test]
    fn ranges_of_the_visible_text_lead_back_to_the_raw_one() {
        let raw = "a&nbsp;**b**\u{a0}[c](d) `e` f";
        let text = Text::new(raw);
        assert_eq!(text.visible(), "a b c \u{fffc} f");
        let back = |v: &str| {
            let at = text.visible().find(v).unwrap();
            &raw[text.raw_range(at..at + v.len())]
        };
        assert_eq!(back("a b"), "a&nbsp;**b");
        assert_eq!(back("b c"), "b**\u{a0}[c");
        assert_eq!(back("\u{fffc}"), "`e`");
        assert_eq!(back("f"), "f");
        assert_eq!(text.raw_range(0..text.visible().len()), 0..raw.len());
    }

    #[test]
    fn any_text_is_cut_without_panic() {
        for raw in [
            "",
            "[",
            "](",
            "![](",
            "`",
            "``a`",
            "<",
            "</",
            "<!--",
            "&",
            "&amp",
            "\\",
            "*",
            "**",
            "_ _",
            "[]()",
            "[](",
            "%",
            "{",
            "{}",
            "{{",
            "é`",
            "a@",
            "@b",
            "http://",
            "]]]](((",
            "\u{feff}\u{200b}",
            "<a href=\"x",
            "C:\\",
            "***a**b*",
            "**a*b**c*",
        ] {
            let text = Text::new(raw);
            assert!(text.raw_range(0..text.visible().len()).end <= raw.len());
        }
    }
}
