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

mod emphasis;
mod inline;
pub mod lengths;
pub mod numbers;
pub mod plain;
pub mod script;
mod search;
pub mod sentences;
pub mod stems;
mod words;

use std::ops::Range;

pub use self::search::find_loose;
pub use self::words::{Word, WordKind};

/// Stands in the visible text for a stretch that must not be translated: U+FFFC.
pub const OBJECT: char = '\u{fffc}';

/// One side of a segment, cut once.
#[derive(Debug, Clone, Default)]
pub struct Text<'a> {
    /// As written. All ranges are bytes of this text unless they say otherwise.
    pub raw: &'a str,
    visible: String,
    runs: Vec<VisibleRun>,
    /// Stretches that must come through translation unchanged, in order, not overlapping.
    pub protected: Vec<Protected>,
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

/// A stretch that must come through translation unchanged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Protected {
    /// What it is.
    pub kind: ProtectedKind,
    /// All of it, with its delimiters.
    pub range: Range<usize>,
    /// What must be the same on both sides: without back-ticks or angle brackets.
    pub content: Range<usize>,
}

/// Kinds of protected stretches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ProtectedKind {
    /// A code span in back-ticks.
    Code,
    /// A bare or bracketed URL.
    Url,
    /// An e-mail address.
    Email,
    /// A file path.
    Path,
    /// `{name}`, `%s`, `%NAME%`, `${name}`, `<name>` with no HTML meaning.
    Placeholder,
    /// A keyword of the docs markup: `[!NOTE]`, `[!INCLUDE…]`, `:::zone`.
    Keyword,
}

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

/// An HTML or XML tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// All of it.
    pub range: Range<usize>,
    /// Its name as written.
    pub name: Range<usize>,
    /// Opening, closing or empty.
    pub kind: TagKind,
}

/// Kinds of tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TagKind {
    /// `<b>`
    Open,
    /// `</b>`
    Close,
    /// `<br/>`
    Empty,
    /// `<!-- … -->`
    Comment,
}

/// A stretch of visible text and where it comes from.
#[derive(Debug, Clone, Copy)]
struct VisibleRun {
    visible: u32,
    raw: u32,
    raw_end: u32,
    /// Copied byte by byte, or made for a protected stretch, an entity or a special space.
    copied: bool,
}

impl<'a> Text<'a> {
    /// Cuts a text. Linear in its length.
    pub fn new(raw: &'a str) -> Text<'a> {
        let mut text = Text { raw, ..Text::default() };
        inline::scan(&mut text);
        words::cut(&mut text);
        text
    }

    /// What a reader sees: markup removed, entities decoded, all kinds of spaces and line breaks one plain space
    /// each, invisible characters left out, and [`OBJECT`] for each protected stretch.
    pub fn visible(&self) -> &str {
        &self.visible
    }

    /// The bytes of the raw text that a range of the visible text comes from.
    pub fn raw_range(&self, visible: Range<usize>) -> Range<usize> {
        if visible.start >= visible.end {
            let at = self.raw_start(visible.start);
            return at..at;
        }
        let start = self.raw_start(visible.start);
        let last = self.run_at(visible.end - 1);
        let end = match last {
            Some(run) if run.copied => run.raw as usize + (visible.end - run.visible as usize),
            Some(run) => run.raw_end as usize,
            None => self.raw.len(),
        };
        start..end.max(start)
    }

    /// The text of a raw range.
    pub fn slice(&self, raw: Range<usize>) -> &'a str {
        &self.raw[raw]
    }

    /// The protected stretches of one kind, without their delimiters.
    pub fn protected_contents(&self, kind: ProtectedKind) -> impl Iterator<Item = &'a str> + '_ {
        self.protected.iter().filter(move |p| p.kind == kind).map(|p| &self.raw[p.content.clone()])
    }

    /// The value of a tag's attribute, without its quotation marks; none if the tag has no such attribute in quotes.
    pub fn attribute(&self, tag: &Tag, name: &str) -> Option<Range<usize>> {
        let attributes = &self.raw[tag.name.end..tag.range.end];
        attributes.match_indices(name).find_map(|(at, _)| {
            let stands_alone = attributes[..at].ends_with([' ', '\n', '\t']);
            let value = attributes[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
            let quote = value.chars().next().filter(|c| stands_alone && matches!(c, '"' | '\''))?;
            let start = tag.range.end - value.len() + 1;
            let len = value[1..].find(quote)?;
            Some(start..start + len)
        })
    }

    /// A word of the visible text.
    pub fn word(&self, word: &Word) -> &str {
        &self.visible[word.range()]
    }

    /// Whether the visible text holds any letter outside protected stretches.
    pub fn has_letters(&self) -> bool {
        self.words.iter().any(|w| w.kind != WordKind::Number)
    }

    fn raw_start(&self, visible: usize) -> usize {
        match self.run_at(visible) {
            Some(run) if run.copied => run.raw as usize + (visible - run.visible as usize),
            Some(run) => run.raw as usize,
            None => self.raw.len(),
        }
    }

    /// The run that holds a byte of the visible text; none behind its end.
    fn run_at(&self, visible: usize) -> Option<&VisibleRun> {
        if visible >= self.visible.len() {
            return None;
        }
        let next = self.runs.partition_point(|run| run.visible as usize <= visible);
        self.runs.get(next.checked_sub(1)?)
    }

    /// Appends raw text to the visible text as it is.
    fn show(&mut self, raw: Range<usize>) {
        if raw.is_empty() {
            return;
        }
        if let Some(last) = self.runs.last_mut()
            && last.copied
            && last.raw_end as usize == raw.start
        {
            last.raw_end = raw.end as u32;
        } else {
            self.runs.push(VisibleRun {
                visible: self.visible.len() as u32,
                raw: raw.start as u32,
                raw_end: raw.end as u32,
                copied: true,
            });
        }
        self.visible.push_str(&self.raw[raw]);
    }

    /// Appends a character to the visible text that stands for a stretch of raw text.
    fn show_as(&mut self, raw: Range<usize>, c: char) {
        self.runs.push(VisibleRun {
            visible: self.visible.len() as u32,
            raw: raw.start as u32,
            raw_end: raw.end as u32,
            copied: false,
        });
        self.visible.push(c);
    }
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
    fn protected_stretches_leave_one_object_each() {
        for (raw, kind, content) in [
            ("run `az login` now", ProtectedKind::Code, "az login"),
            ("at https://a.b/c?d=e, then", ProtectedKind::Url, "https://a.b/c?d=e"),
            ("见https://a.b/c。然后", ProtectedKind::Url, "https://a.b/c"),
            ("<https://a.b>", ProtectedKind::Url, "https://a.b"),
            ("to a.b@c.example.", ProtectedKind::Email, "a.b@c.example"),
            ("in C:\\Users\\x.txt now", ProtectedKind::Path, "C:\\Users\\x.txt"),
            ("in /etc/hosts now", ProtectedKind::Path, "/etc/hosts"),
            ("hello {name}", ProtectedKind::Placeholder, "{name}"),
            ("hello %s!", ProtectedKind::Placeholder, "%s"),
            ("in %TEMP% now", ProtectedKind::Placeholder, "%TEMP%"),
            ("set $tenantId to 5", ProtectedKind::Placeholder, "$tenantId"),
            ("in &lt;your-group&gt;을", ProtectedKind::Placeholder, "&lt;your-group&gt;"),
            ("type <your-name> here", ProtectedKind::Placeholder, "<your-name>"),
            ("[!NOTE] x", ProtectedKind::Keyword, "[!NOTE]"),
        ] {
            let text = Text::new(raw);
            assert_eq!(text.protected.len(), 1, "{raw}: {:?}", text.protected);
            assert_eq!(text.protected[0].kind, kind, "{raw}");
            assert_eq!(&raw[text.protected[0].content.clone()], content, "{raw}");
            assert_eq!(text.visible().matches(OBJECT).count(), 1, "{raw}");
        }
        assert!(Text::new("100 %-os and/or 50% dans $5 or $US, &lt; 5 &gt;").protected.is_empty());
    }

    #[test]
    fn attributes_are_read_in_quotes() {
        let text = Text::new("<a data-name=\"x\" name = 'y' href=\"z\">");
        let value = |name| text.attribute(&text.tags[0], name).map(|r| &text.raw[r]);
        assert_eq!((value("name"), value("href"), value("id")), (Some("y"), Some("z"), None));
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
