//! The markups of pages: which files are in which, and how each is cut into blocks.
//!
//! A markup is a row of [`MARKUPS`]: everything behind the blocks (alignment, sentences, staleness) is the same for all.

mod asciidoc;
mod block;
mod lines;
mod markdown;
mod rst;

use std::path::Path;

pub use self::block::{Block, BlockKind};
pub use self::markdown::blocks;
use crate::document::{Markup, System};
use crate::read::formats::front_matter::{self, FrontMatter};

/// How pages of a markup are read.
pub(super) struct Reader {
    /// Which it is.
    pub(super) markup: Markup,
    /// Extensions of its pages, in lower case; the first stands for all of them.
    pub(super) extensions: &'static [&'static str],
    /// What a page says of itself before its first block.
    front_matter: fn(&str) -> FrontMatter,
    /// Cuts what lies behind that into blocks, in order, as the system reads it that makes a site of the page.
    pub(super) blocks: fn(&str, usize, Option<System>) -> Vec<Block>,
}

/// All markups.
const MARKUPS: &[Reader] = &[
    Reader {
        markup: Markup::Markdown,
        extensions: &["md", "mdx", "markdown"],
        front_matter: front_matter::read,
        blocks: markdown::blocks,
    },
    Reader {
        markup: Markup::ReStructuredText,
        extensions: &["rst"],
        // A line `---` is the top of a heading.
        front_matter: |_| FrontMatter::default(),
        blocks: |page, body, _| rst::blocks(page, body),
    },
    Reader {
        markup: Markup::AsciiDoc,
        extensions: &["adoc", "asciidoc"],
        front_matter: front_matter::read,
        blocks: |page, body, _| asciidoc::blocks(page, body),
    },
];

/// How a file is read as a page; none if it is no page by its name.
pub(super) fn of(path: &Path) -> Option<&'static Reader> {
    let extension = path.extension()?.to_str()?;
    let is_its = |own: &&str| own.eq_ignore_ascii_case(extension);
    MARKUPS.iter().find(|reader| reader.extensions.iter().any(is_its))
}

/// How a page is read whose name need not tell: as Markdown where it does not.
pub(super) fn of_page(path: &Path) -> &'static Reader {
    of(path).unwrap_or(&MARKUPS[0])
}

impl Reader {
    /// Reads what a page says of itself.
    pub(super) fn front_matter(&self, page: &str) -> FrontMatter {
        (self.front_matter)(page)
    }
}

#[cfg(test)]
mod tests;
