//! Writing a table of targets by their keys; their sources are another file of the same kind.

use std::io::{self, Write};

use crate::document::Document;
use crate::read::formats::write::PairWriter;

/// Writes an entry: to where, its key and its text; counts characters that the format can't hold.
pub(in crate::read::formats) type WriteEntry =
    fn(&mut dyn Write, &str, &str, &mut u64) -> io::Result<()>;

/// Writes the targets of a locale.
pub(in crate::read::formats) struct TargetWriter {
    to: Box<dyn Write + Send>,
    /// What stands between entries, and behind the last.
    marks: [&'static str; 2],
    entry: WriteEntry,
    is_first: bool,
    lost: u64,
}

impl TargetWriter {
    /// Begins a file; what stands before, between and behind its entries is given.
    pub(in crate::read::formats) fn begin(
        mut to: Box<dyn Write + Send>,
        [head, between, tail]: [&'static str; 3],
        entry: WriteEntry,
    ) -> io::Result<Box<dyn PairWriter>> {
        to.write_all(head.as_bytes())?;
        Ok(Box::new(TargetWriter { to, marks: [between, tail], entry, is_first: true, lost: 0 }))
    }
}

impl PairWriter for TargetWriter {
    /// An entry that is not translated is left out, so that a program shows its source.
    fn document(&mut self, document: &Document) -> io::Result<()> {
        for segment in
            document.segments.iter().filter(|s| !s.target.is_empty() && !s.is_untranslated())
        {
            if !std::mem::take(&mut self.is_first) {
                self.to.write_all(self.marks[0].as_bytes())?;
            }
            (self.entry)(&mut self.to, &segment.id, &segment.target, &mut self.lost)?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<u64> {
        self.to.write_all(self.marks[1].as_bytes())?;
        self.to.flush()?;
        Ok(self.lost)
    }
}
