//! The blocks of a Markdown page that hold text: headings, paragraphs, list items, table cells, stretches of HTML, and
//! code, which is not translated but shows where blocks belong together.

use std::cmp::Reverse;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{Block, BlockKind};
use crate::document::{List, System};
use crate::read::dialect::{self, Own};
use crate::text::trimmed;
use crate::text::words::leading;

/// Cuts a page into its blocks, in order. `body` is where the front matter ends; `system` makes a site of it, where that
/// is known.
pub fn blocks(page: &str, body: usize, system: Option<System>) -> Vec<Block> {
    let prepared = dialect::prepare(page, body, system);
    let mut cutter = Cutter { page, ..Cutter::default() };
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_DEFINITION_LIST;
    for (event, range) in Parser::new_ext(&prepared.text, options).into_offset_iter() {
        cutter.take(&event, prepared.place(range));
    }
    cutter.close();
    let mut blocks = cutter.blocks;
    if !prepared.own.is_empty() {
        blocks.extend(prepared.own.into_iter().map(|own| {
            let (kind, place) = match own {
                Own::Markup(place) => (BlockKind::Paragraph, place),
                Own::Code(place) => (BlockKind::Code, place),
            };
            let text = page[place.clone()].to_owned();
            Block { kind, depth: 0, column: 0, list: None, text, place }
        }));
        blocks.sort_by_key(|block| (block.place.start, Reverse(block.place.end)));
        // A tag that nothing closes takes in lines of markup: they are judged as a part of its block, and not twice.
        let mut end = body;
        blocks.retain(|block| {
            let is_inside = block.place.end <= end;
            end = end.max(block.place.end);
            !is_inside
        });
    }
    blocks
}

#[derive(Debug, Default)]
struct Cutter<'p> {
    page: &'p str,
    blocks: Vec<Block>,
    /// The block that is being read, and its bytes so far; none before its first inline event.
    open: Option<(BlockKind, Option<Range<usize>>)>,
    /// For each list item that is open, whether it has text already.
    items: Vec<bool>,
    /// For each list that is open, whether it is numbered.
    lists: Vec<bool>,
    quotes: u16,
    /// The column of the cell that was begun last.
    column: u16,
    /// An HTML or code block that is being read.
    whole: Option<(BlockKind, Range<usize>)>,
}

impl Cutter<'_> {
    fn take(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => match tag {
                Tag::Paragraph => self.begin(BlockKind::Paragraph),
                Tag::Heading { level, .. } => self.begin(BlockKind::Heading(*level as u8)),
                Tag::TableHead | Tag::TableRow => {
                    self.close();
                    self.column = 0;
                }
                Tag::TableCell => {
                    self.begin(BlockKind::Cell);
                    self.column += 1;
                }
                Tag::CodeBlock(_) => self.begin_whole(BlockKind::Code, range),
                Tag::HtmlBlock => self.begin_whole(BlockKind::Html, range),
                Tag::List(first) => {
                    self.close();
                    self.lists.push(first.is_some());
                }
                Tag::Item => {
                    self.close();
                    self.items.push(false);
                }
                Tag::BlockQuote(_) => {
                    self.close();
                    self.quotes += 1;
                }
                Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::Link { .. }
                | Tag::Image { .. } => self.touch(range),
                _ => self.close(),
            },
            Event::End(tag) => match tag {
                TagEnd::Item => {
                    self.close();
                    self.items.pop();
                }
                TagEnd::List(_) => {
                    self.close();
                    self.lists.pop();
                }
                TagEnd::BlockQuote(_) => {
                    self.close();
                    self.quotes = self.quotes.saturating_sub(1);
                }
                TagEnd::CodeBlock | TagEnd::HtmlBlock => self.end_whole(range),
                TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Link
                | TagEnd::Image => {}
                _ => self.close(),
            },
            Event::Rule => self.close(),
            Event::TaskListMarker(_) => {}
            _ if self.whole.is_some() => {}
            Event::Html(_) => {
                self.begin_whole(BlockKind::Html, range.clone());
                self.end_whole(range);
            }
            _ => self.touch(range),
        }
    }

    fn begin(&mut self, kind: BlockKind) {
        self.close();
        self.open = Some((self.kind_here(kind), None));
    }

    /// The first text of a list item counts as the item's own, be the list tight or loose.
    fn kind_here(&mut self, kind: BlockKind) -> BlockKind {
        match self.items.last_mut() {
            Some(has_text) if kind == BlockKind::Paragraph && !*has_text => {
                *has_text = true;
                BlockKind::Item
            }
            _ => kind,
        }
    }

    fn touch(&mut self, range: Range<usize>) {
        if self.open.is_none() {
            self.open = Some((self.kind_here(BlockKind::Paragraph), None));
        }
        if let Some((_, place)) = &mut self.open {
            *place = Some(match place.take() {
                Some(so_far) => so_far.start.min(range.start)..so_far.end.max(range.end),
                None => range,
            });
        }
    }

    fn close(&mut self) {
        let Some((kind, Some(place))) = self.open.take() else { return };
        self.push(kind, place);
    }

    fn begin_whole(&mut self, kind: BlockKind, range: Range<usize>) {
        self.close();
        self.whole = Some((kind, range));
    }

    fn end_whole(&mut self, range: Range<usize>) {
        let Some((kind, begun)) = self.whole.take() else { return };
        let place = begun.start..range.end.max(begun.end);
        // A component's script and the page's style hold nothing for readers.
        let script = ["<script", "<style"].iter().any(|tag| {
            let head = self.page[place.clone()].trim_start().get(..tag.len());
            head.is_some_and(|head| head.eq_ignore_ascii_case(tag))
        });
        if kind == BlockKind::Code || script {
            let kind = BlockKind::Code;
            let text = self.page[place.clone()].trim().to_owned();
            let depth = self.depth();
            self.blocks.push(Block { kind, depth, column: 0, list: None, place, text });
        } else {
            for piece in between_tags(&self.page[place.clone()]) {
                self.push(kind, place.start + piece.start..place.start + piece.end);
            }
        }
    }

    fn depth(&self) -> u16 {
        self.items.len() as u16 + self.quotes
    }

    fn push(&mut self, kind: BlockKind, place: Range<usize>) {
        let place = trimmed(self.page, place);
        if place.is_empty() {
            return;
        }
        let text = self.unindented(&self.page[place.clone()]);
        let depth = self.depth();
        let column = if kind == BlockKind::Cell { self.column } else { 0 };
        let numbered = self.lists.last().filter(|_| kind == BlockKind::Item);
        let level = self.lists.len() as u16;
        let list = numbered.map(|&is_numbered| List { level, is_numbered });
        self.blocks.push(Block { kind, depth, column, list, place, text });
    }

    /// A text whose later lines lose their indentation and quote marks.
    fn unindented(&self, raw: &str) -> String {
        if !raw.contains('\n') {
            return raw.to_owned();
        }
        let quoted = self.quotes > 0;
        let mark = |c: char| c == ' ' || c == '\t' || (quoted && c == '>');
        let mut lines = raw.lines();
        let mut text = lines.next().unwrap_or_default().to_owned();
        for line in lines {
            text.push('\n');
            text.push_str(line.trim_start_matches(mark));
        }
        text
    }
}

/// Tags of HTML that begin or end a text of its own.
const BLOCK_TAGS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "li",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "script",
    "section",
    "style",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
    "video",
];

/// The stretches of an HTML block between its block tags and comments, as far as they hold letters or digits.
fn between_tags(html: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    let mut take = |range: Range<usize>| {
        if html[range.clone()].chars().any(char::is_alphanumeric) {
            found.push(range);
        }
    };
    while let Some(open) = html[at..].find('<').map(|i| at + i) {
        let rest = &html[open..];
        let (end, splits) = if rest.starts_with("<!--") {
            (rest.find("-->").map_or(html.len(), |i| open + i + 3), true)
        } else {
            let tag = rest[1..].trim_start_matches('/');
            let name = leading(tag, |c| c.is_ascii_alphanumeric()).to_ascii_lowercase();
            let Some(end) = rest.find('>').map(|i| open + i + 1) else { break };
            (end, BLOCK_TAGS.contains(&name.as_str()))
        };
        if splits {
            take(start..open);
            start = end;
        }
        at = end;
    }
    take(start..html.len());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(page: &str) -> Vec<(BlockKind, String)> {
        blocks(page, 0, None).into_iter().map(|b| (b.kind, b.text)).collect()
    }

    #[test]
    fn every_kind_of_block_is_cut_without_its_marks() {
        use BlockKind::{Cell, Code, Heading, Html, Item, Paragraph};
        let page = "# One *two*\n\nA [link](b.md)\ngoes on.\n\n- tight `x`\n- **b** c\n\n  more\n\n1. loose\n\n   ```sh\n   run\n   ```\n\n> [!NOTE]\n> quoted\n> text\n\n|a|b c|\n|-|-|\n|d|![e](f.png)|\n\n<table><tr><td>cell one</td>\n<td>cell <b>two</b></td></tr></table>\n\nTerm\n: its *meaning*\n\nlast\n";
        let expected = [
            (Heading(1), "One *two*"),
            (Paragraph, "A [link](b.md)\ngoes on."),
            (Item, "tight `x`"),
            (Item, "**b** c"),
            (Paragraph, "more"),
            (Item, "loose"),
            (Code, "```sh\n   run\n   ```"),
            (Paragraph, "[!NOTE]\nquoted\ntext"),
            (Cell, "a"),
            (Cell, "b c"),
            (Cell, "d"),
            (Cell, "![e](f.png)"),
            (Html, "cell one"),
            (Html, "cell <b>two</b>"),
            (Paragraph, "Term"),
            (Paragraph, "its *meaning*"),
            (Paragraph, "last"),
        ];
        let expected: Vec<_> = expected.iter().map(|(k, t)| (*k, (*t).to_owned())).collect();
        assert_eq!(cut(page), expected);
    }

    #[test]
    fn no_block_stands_in_another() {
        let page = "<script>\nlet a\n\n::: tip\nb\n:::\n\n<p title=\"\n::: tip\n\">c\n";
        let mut end = 0;
        for block in blocks(page, 0, None) {
            assert!(block.place.start >= end, "{:?}", block.text);
            end = block.place.end;
        }
        assert!(end >= page.trim_end().len(), "{end}");
    }

    #[test]
    fn places_are_bytes_of_the_page() {
        let page = "---\ntitle: x\n---\n\n## Überschrift\n\n* Punkt\n";
        let body = page.find("\n\n##").unwrap();
        for block in blocks(page, body, None) {
            assert_eq!(page[block.place.clone()], block.text);
        }
        assert_eq!(blocks(page, body, None).len(), 2);
        assert!(blocks("", 0, None).is_empty());
    }
}
