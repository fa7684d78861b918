//! A page as `CommonMark` should see it: what documentation systems add to Markdown is taken out line by line.
//!
//! Lines that are all markup (shortcodes, containers, statements of templates) become blocks of their own, and a blank
//! line stands in their place, so that no paragraph swallows them. Bodies of admonitions lose the indentation that would
//! make them code. Modules that MDX imports and exports are code.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem;

use crate::document::System;
use crate::text::dialects::{self, Line};
use crate::text::{head, trimmed};

/// A page without what is not Markdown, and where its lines come from.
#[derive(Debug)]
pub(super) struct Prepared<'p> {
    /// What `CommonMark` reads.
    pub(super) text: Cow<'p, str>,
    /// Stretches of the page that are blocks by themselves, in order.
    pub(super) own: Vec<Own>,
    /// For each line of the text its first byte there and in the page. One entry: all of it is as in the page.
    lines: Vec<(usize, usize)>,
}

/// A stretch of a page that `CommonMark` does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Own {
    /// A line of markup, which may hold a title.
    Markup(Range<usize>),
    /// Code without a fence.
    Code(Range<usize>),
}

impl Prepared<'_> {
    /// The bytes of the page that a range of the text comes from.
    pub(super) fn place(&self, range: Range<usize>) -> Range<usize> {
        let start = self.byte(range.start);
        if range.end <= range.start {
            return start..start;
        }
        start..self.byte(range.end - 1) + 1
    }

    fn byte(&self, at: usize) -> usize {
        let line = self.lines.partition_point(|(text, _)| *text <= at);
        let (text, page) = self.lines[line.saturating_sub(1)];
        page + (at - text)
    }
}

/// What begins the syntaxes that are looked for; a page without any of them is as it is.
const MARKS: [&str; 13] = [
    "{{", "{%", "<%", ":::", "!!!", "???", "///", "=== \"", "```{", "$$", "\\[", "import ",
    "export ",
];

/// Whether a text holds the tag of a component: a tag whose name begins with a capital.
fn has_component(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'<', bytes).any(|at| {
        let name = bytes[at + 1..].strip_prefix(b"/").unwrap_or(&bytes[at + 1..]);
        name.first().is_some_and(u8::is_ascii_uppercase)
    })
}

/// Reads what lies behind the front matter of a page, as the system does that makes a site of it. Linear.
pub(super) fn prepare(page: &str, body: usize, system: Option<System>) -> Prepared<'_> {
    let text = &page[body..];
    let has = |mark: &&str| memmem::find(text.as_bytes(), mark.as_bytes()).is_some();
    let plain = !MARKS.iter().any(has) && !has_component(text);
    if plain {
        return Prepared { text: Cow::Borrowed(text), own: Vec::new(), lines: vec![(0, body)] };
    }
    let mut reader = Reader { page, system, ..Reader::default() };
    let mut at = body;
    while at < page.len() {
        let end = memchr::memchr(b'\n', &page.as_bytes()[at..]).map_or(page.len(), |i| at + i + 1);
        reader.line(at..end);
        at = end;
    }
    if reader.lines.is_empty() {
        reader.lines.push((0, body));
    }
    Prepared { text: Cow::Owned(reader.text), own: reader.own, lines: reader.lines }
}

/// A formula is looked for in so many bytes.
const LONGEST_FORMULA: usize = 4000;
/// A module's statements go on behind a blank line for so many lines at most.
const LONGEST_STATEMENT: usize = 400;

#[derive(Debug, Default)]
struct Reader<'p> {
    page: &'p str,
    system: Option<System>,
    text: String,
    own: Vec<Own>,
    lines: Vec<(usize, usize)>,
    /// The mark of the code block that is open, and how often it stands there.
    fence: Option<(u8, usize)>,
    /// The directives that are open, the innermost last: how many back-ticks end each.
    directives: Vec<usize>,
    /// Whether the options of a directive may follow.
    in_options: bool,
    /// What ends before this byte was read with an earlier line.
    done: usize,
    /// Columns at which the bodies of open admonitions begin.
    bodies: Vec<usize>,
    /// Whether the line before was text.
    in_text: bool,
    /// A statement of a module that is open: where it began, its open brackets and its lines.
    module: Option<(usize, i32, usize)>,
}

impl Reader<'_> {
    fn line(&mut self, range: Range<usize>) {
        let line = &self.page[range.clone()];
        let content = line.trim();
        if self.module.is_some() {
            return self.go_on(range);
        }
        if range.start < self.done {
            return self.blank(range.end);
        }
        if content.is_empty() {
            (self.in_text, self.in_options) = (false, false);
            return self.keep(range);
        }
        let column = line.len() - line.trim_start_matches(' ').len();
        while self.fence.is_none() && self.bodies.last().is_some_and(|body| column < *body) {
            self.bodies.pop();
        }
        let indent = self.bodies.last().copied().unwrap_or(0).min(column);
        let rest = range.start + indent..range.end;
        let may_be = |system| self.system.is_none_or(|known| known == system);
        if self.fence.is_none() && may_be(System::Sphinx) && self.is_directive(content, &rest) {
            self.in_text = false;
            return self.blank(range.end);
        }
        if self.is_fenced(content) {
            self.in_text = false;
            return self.keep(rest);
        }
        if let Some(end) = self.formula(&range, content) {
            self.own.push(Own::Markup(trimmed(self.page, rest.start..end)));
            (self.in_text, self.done) = (false, end);
            return self.blank(range.end);
        }
        // What reads no scripts has sentences of such words.
        let has_modules = !matches!(
            self.system,
            Some(System::Hugo | System::Jekyll | System::MdBook | System::MkDocs | System::Sphinx)
        );
        if column == 0 && !self.in_text && has_modules && dialects::begins_module(content) {
            self.module = Some((range.start, 0, 0));
            return self.go_on(range);
        }
        let is_foreign = content.starts_with(['!', '?', '=', '/'])
            && self.system.is_some_and(|known| known != System::MkDocs);
        let kind = if is_foreign { Line::Text } else { dialects::line(content) };
        let markup = match kind {
            Line::Text => false,
            Line::Opens => !self.in_text,
            Line::Ends | Line::Bare => true,
        };
        if markup {
            if kind != Line::Bare {
                self.own.push(Own::Markup(trimmed(self.page, rest)));
            }
            if ["!!!", "???", "==="].iter().any(|mark| content.starts_with(mark)) {
                self.bodies.push(column + 4);
            }
            self.in_text = false;
            return self.blank(range.end);
        }
        self.in_text = !content.starts_with('#');
        self.keep(rest);
    }

    /// Whether a line begins or ends a directive that holds text, or gives an option of it.
    fn is_directive(&mut self, content: &str, rest: &Range<usize>) -> bool {
        let ticks = content.bytes().take_while(|b| *b == b'`').count();
        if ticks >= 3 && dialects::opens_text(content) {
            self.directives.push(ticks);
            self.own.push(Own::Markup(trimmed(self.page, rest.clone())));
            self.in_options = true;
            return true;
        }
        if ticks == content.len() && self.directives.last().is_some_and(|open| ticks >= *open) {
            self.directives.pop();
            return true;
        }
        self.in_options &= dialects::is_option(content);
        self.in_options
    }

    /// The end of a formula that a line begins and a later one ends, without an empty line between.
    fn formula(&self, range: &Range<usize>, content: &str) -> Option<usize> {
        let close = dialects::opens_block(content)?;
        let rest = head(&self.page[range.end..], LONGEST_FORMULA);
        let len = rest.find(close)?;
        let behind = &rest[len..];
        let blank = |line: &str| line.trim().is_empty();
        if rest[..len].lines().any(blank) {
            return None;
        }
        Some(range.end + len + behind.find('\n').unwrap_or(behind.len()))
    }

    /// Whether a line stands in a code block or at its border.
    fn is_fenced(&mut self, content: &str) -> bool {
        let content = content.trim_start_matches(['>', ' ']);
        let mark = content.bytes().next().filter(|b| matches!(b, b'`' | b'~'));
        let count = mark.map_or(0, |m| content.bytes().take_while(|b| *b == m).count());
        match (self.fence, mark) {
            (None, Some(mark))
                if count >= 3 && !(mark == b'`' && content[count..].contains('`')) =>
            {
                self.fence = Some((mark, count));
                true
            }
            (None, _) => false,
            (Some((open, least)), Some(mark))
                if mark == open && count >= least && content.len() == count =>
            {
                self.fence = None;
                true
            }
            (Some(_), _) => true,
        }
    }

    /// One more line of a module's statement.
    fn go_on(&mut self, range: Range<usize>) {
        let Some((start, depth, lines)) = self.module else { return };
        let line = &self.page[range.clone()];
        let depth = depth + brackets(line);
        let blank = line.trim().is_empty();
        let ends =
            (blank && depth <= 0) || range.end == self.page.len() || lines > LONGEST_STATEMENT;
        self.module = (!ends).then_some((start, depth, lines + 1));
        if ends {
            self.own.push(Own::Code(trimmed(self.page, start..range.end)));
            self.in_text = false;
        }
        self.blank(range.end);
    }

    fn keep(&mut self, range: Range<usize>) {
        self.lines.push((self.text.len(), range.start));
        self.text.push_str(&self.page[range]);
    }

    /// A blank line in the place of one that ends at a byte.
    fn blank(&mut self, end: usize) {
        self.lines.push((self.text.len(), end.saturating_sub(1)));
        self.text.push('\n');
    }
}

/// How many brackets a line opens and leaves open; what stands in quotation marks does not count.
fn brackets(line: &str) -> i32 {
    let (mut depth, mut quote) = (0, None);
    for b in line.bytes() {
        match (quote, b) {
            (Some(open), _) if open == b => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'' | b'`') => quote = Some(b),
            (None, b'{' | b'[' | b'(') => depth += 1,
            (None, b'}' | b']' | b')') => depth -= 1,
            _ => {}
        }
    }
    depth
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(page: &str) -> Vec<&str> {
        let own = prepare(page, 0, None).own.into_iter();
        own.map(|o| match o {
            Own::Markup(p) | Own::Code(p) => &page[p],
        })
        .collect()
    }

    #[test]
    fn lines_of_markup_are_blocks_of_their_own() {
        let page = "{{% a %}}\ntext\n{{% /a %}}\n\n::: tip\ntext {{ b }}\n:::\n\n```\n:::\n{{< c >}}\n```\n";
        assert_eq!(own(page), ["{{% a %}}", "{{% /a %}}", "::: tip", ":::"]);
        let prepared = prepare(page, 0, None);
        assert!(prepared.text.starts_with("\ntext\n\n\n\ntext {{ b }}\n"));
        let at = prepared.text.find("text {{").unwrap();
        assert_eq!(&page[prepared.place(at..at + 8)], "text {{ ");
        // A component's tags hold no text, and no paragraph swallows them.
        let page = "<Intro>\ntext\n</Intro>\n<Tab title=\"A\">\n\na <B>c</B>\n";
        assert_eq!(own(page), ["<Tab title=\"A\">"]);
        assert_eq!(prepare(page, 0, None).text, "\ntext\n\n\n\na <B>c</B>\n");
        // In the middle of a paragraph a macro is a part of it.
        assert_eq!(own("see the\n{{a(\"b\")}}\npage"), [""; 0]);
    }

    #[test]
    fn bodies_of_admonitions_are_text() {
        let page = "!!! note \"A\"\n\n    one\n\n    ??? tip\n        two\n\n    three\n\nfour\n";
        let prepared = prepare(page, 0, None);
        assert_eq!(prepared.text, "\n\none\n\n\ntwo\n\nthree\n\nfour\n");
        for word in ["one", "two", "three", "four"] {
            let at = prepared.text.find(word).unwrap();
            assert_eq!(&page[prepared.place(at..at + word.len())], word);
        }
    }

    #[test]
    fn directives_formulas_and_tabs_are_told_from_code() {
        let page = "````{tab-set}\n```{note} Read *this*\n:class: wide\none\n```\n````\n\n```{code} py\ntwo\n```\n\n$$\na\n- b\n$$ (c)\nthree\n\n=== \"Wood\"\n\n    four\n";
        assert_eq!(
            own(page),
            ["````{tab-set}", "```{note} Read *this*", "$$\na\n- b\n$$ (c)", "=== \"Wood\""]
        );
        let expected = "\n\n\none\n\n\n\n```{code} py\ntwo\n```\n\n\n\n\n\nthree\n\n\n\nfour\n";
        assert_eq!(prepare(page, 0, None).text, expected);
    }

    #[test]
    fn modules_are_code() {
        let page = "import A from 'a';\nimport B from 'b';\n\nexport const c = {\n  d: [\n\n  ],\n};\n\nimport it now.\n";
        let statements =
            ["import A from 'a';\nimport B from 'b';", "export const c = {\n  d: [\n\n  ],\n};"];
        assert_eq!(own(page), statements);
        assert!(prepare(page, 0, None).text.ends_with("import it now.\n"));
        assert_eq!(own("export the default settings = yes\n"), [""; 0]);
    }

    #[test]
    fn what_another_system_reads_is_text() {
        let page = "!!! note\n\n    one\n\nimport A from 'a';\n";
        let of = |system| prepare(page, 0, Some(system)).text.into_owned();
        assert_eq!(of(System::MkDocs), "\n\none\n\nimport A from 'a';\n");
        assert_eq!(of(System::Docusaurus), "!!! note\n\n    one\n\n\n");
        assert_eq!(of(System::Jekyll), page);
    }

    #[test]
    fn any_page_leads_back_to_itself() {
        let pieces = [
            "!!! a\n",
            "    ",
            "\n",
            "import {\n",
            "}",
            "```{note}\n",
            "$$\n",
            "\\]",
            "```\n",
            ":::\n",
            "é",
            "{{< a >}}\n",
            "\r\n",
            "- ",
        ];
        let mut seed = 3u64;
        for _ in 0..5_000 {
            let mut page = String::new();
            for _ in 0..12 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                page.push_str(pieces[(seed >> 33) as usize % pieces.len()]);
            }
            let prepared = prepare(&page, 0, None);
            for (at, c) in prepared.text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
                assert!(page[prepared.place(at..at + c.len_utf8())].starts_with(c), "{page:?}");
            }
        }
    }
}
