//! Files that appear whole or not at all, and cells that no spreadsheet runs.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// A file that appears under its name only when it is whole; dropped before that, it leaves nothing.
#[derive(Debug)]
pub struct PendingFile {
    path: PathBuf,
    temporary: PathBuf,
    writer: Option<BufWriter<File>>,
}

impl PendingFile {
    /// Begins a file.
    ///
    /// # Errors
    /// A folder that can't be written to.
    pub fn create(folder: &Path, name: &str) -> Result<PendingFile> {
        let path = folder.join(name);
        let temporary = folder.join(format!(".{name}.{}.tmp", std::process::id()));
        let file = File::create(&temporary).map_err(|e| Error::io(&temporary, e))?;
        Ok(PendingFile { path, temporary, writer: Some(BufWriter::with_capacity(1 << 16, file)) })
    }

    /// Begins a file at a path.
    ///
    /// # Errors
    /// A path that names no file, or a folder that can't be written to.
    pub fn at(path: &Path) -> Result<PendingFile> {
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let Some(name) = path.file_name() else {
            return Err(Error::usage(format!("{}: no name of a file", path.display())));
        };
        PendingFile::create(folder, &name.to_string_lossy())
    }

    /// Another handle to write by; bytes that each still holds back come in the order in which they are flushed.
    ///
    /// # Errors
    /// What the operating system refuses.
    pub fn try_clone(&self) -> std::io::Result<BufWriter<File>> {
        let file = self.writer.as_ref().map(|w| w.get_ref().try_clone()).transpose()?;
        let file = file.ok_or_else(|| std::io::Error::other("the file is closed"))?;
        Ok(BufWriter::with_capacity(1 << 16, file))
    }

    /// Reads what was written so far, from the start.
    ///
    /// # Errors
    /// What the operating system refuses.
    pub fn reopen(&mut self) -> std::io::Result<File> {
        self.flush()?;
        File::open(&self.temporary)
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// What the operating system refuses.
    pub fn commit(mut self) -> Result<PathBuf> {
        if let Some(writer) = self.writer.take() {
            writer.into_inner().map_err(|e| Error::io(&self.path, e.into_error()))?;
        }
        fs::rename(&self.temporary, &self.path).map_err(|e| Error::io(&self.path, e))?;
        Ok(std::mem::take(&mut self.path))
    }
}

impl Write for PendingFile {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match &mut self.writer {
            Some(writer) => writer.write(bytes),
            None => Ok(0),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.writer.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Seek for PendingFile {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.writer.as_mut().map_or(Ok(0), |writer| writer.seek(to))
    }
}

impl Drop for PendingFile {
    fn drop(&mut self) {
        if !self.path.as_os_str().is_empty() {
            // The run failed: what was begun is of no use, and that it stays behind is no further harm.
            let _ = fs::remove_file(&self.temporary);
        }
    }
}

/// A leading `'` where a spreadsheet would take the text for a formula.
pub fn neutralise(text: &str) -> Cow<'_, str> {
    // Every cell passes here: its first byte tells.
    if matches!(text.as_bytes().first(), Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r')) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// A text on one line that no terminal and no log takes for a command: control characters and marks of direction are
/// written as escapes.
pub fn visible(text: &str) -> Cow<'_, str> {
    let acts =
        |c: char| c.is_control() || matches!(c, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    if !text.contains(acts) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if acts(c) { shown.extend(c.escape_default()) } else { shown.push(c) }
    }
    Cow::Owned(shown)
}

/// Text of a cell without the mark that keeps spreadsheets from running it.
pub(crate) fn plain(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_on_a_terminal_is_shown() {
        assert_eq!(
            visible("a\n::error::b\u{1b}[31m\u{202e}"),
            "a\\n::error::b\\u{1b}[31m\\u{202e}"
        );
        assert!(matches!(visible("Über 10 €"), Cow::Borrowed(_)));
    }

    #[test]
    fn formulas_are_neutralised() {
        for text in ["=1+1", "+1", "-x", "@a", "\tx", "\rx"] {
            assert_eq!(neutralise(text), format!("'{text}"));
        }
        assert_eq!(neutralise("a=1"), "a=1");
    }
}
