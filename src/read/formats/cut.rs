//! Where the units of a format end, for files too big to be read as a whole.

use memchr::memmem;

/// How a big file is cut into pieces that are files of the format themselves.
#[derive(Debug)]
pub struct Cut {
    /// What every piece begins with.
    pub header: Header,
    /// What a unit ends with.
    pub end: &'static [u8],
    /// Whether an end between quotation marks is none.
    pub quoted: bool,
    /// What every piece but the last ends with.
    pub footer: &'static [u8],
}

/// What stands before the first unit of a file.
#[derive(Debug)]
pub enum Header {
    /// All before the first of these.
    Before(&'static [&'static [u8]]),
    /// All up to the end of this.
    Behind(&'static [u8]),
    /// Nothing.
    None,
}

impl Header {
    /// The header's length in bytes; none if it does not end within the head of the file.
    pub(in crate::read) fn len(&self, head: &[u8]) -> Option<usize> {
        match self {
            Header::None => Some(0),
            Header::Before(marks) => marks.iter().filter_map(|mark| memmem::find(head, mark)).min(),
            Header::Behind(mark) => memmem::find(head, mark).map(|at| at + mark.len()),
        }
    }
}
