//! What a page is made of, whatever its markup.

use std::ops::Range;

use crate::document::List;

/// One block of a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Lists and quotes around it.
    pub depth: u16,
    /// The column of a table's cell, from 1; 0 for other blocks.
    pub column: u16,
    /// The list that an item stands in, where the markup's reader tells.
    pub list: Option<List>,
    /// Its bytes in the page, without the marks of the block itself.
    pub place: Range<usize>,
    /// Its text as written, without the marks that its lines begin with (`>`, indentation).
    pub text: String,
}

/// Kinds of blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading with its level, 1 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// The first text of a list item.
    Item,
    /// A cell of a table.
    Cell,
    /// Text between the tags of an HTML block.
    Html,
    /// A code block; it is no text to score.
    Code,
}
