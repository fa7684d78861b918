//! The files of a compiled dictionary: little-endian records, read with every size checked against the file.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// A file that is read from its start, and where reading has come to.
pub(super) struct DictionaryFile {
    path: PathBuf,
    reader: BufReader<File>,
    /// Bytes in the file.
    pub(super) len: u64,
}

impl DictionaryFile {
    pub(super) fn open(dir: &Path, name: &str) -> Result<Self> {
        let path = dir.join(name);
        let file = File::open(&path).map_err(|error| Error::io(&path, error))?;
        let len = file.metadata().map_err(|error| Error::io(&path, error))?.len();
        Ok(Self { path, reader: BufReader::with_capacity(1 << 16, file), len })
    }

    /// An error that says what is wrong with the file and what helps.
    pub(super) fn damaged(&self, what: &str) -> Error {
        Error::malformed(
            &self.path,
            None,
            format!("not a sound MeCab dictionary: {what}; install or compile it again"),
        )
    }

    /// The next `N` bytes.
    pub(super) fn bytes<const N: usize>(&mut self) -> Result<[u8; N]> {
        let mut bytes = [0; N];
        self.reader.read_exact(&mut bytes).map_err(|_| self.damaged("the file ends too early"))?;
        Ok(bytes)
    }

    pub(super) fn u16(&mut self) -> Result<u16> {
        self.bytes().map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Result<u32> {
        self.bytes().map(u32::from_le_bytes)
    }

    /// The next `count` records of `N` bytes each. The caller has compared their size to the file's.
    pub(super) fn records<const N: usize, T>(
        &mut self,
        count: usize,
        decode: impl Fn([u8; N]) -> T,
    ) -> Result<Vec<T>> {
        let mut records = Vec::with_capacity(count);
        for _ in 0..count {
            records.push(decode(self.bytes()?));
        }
        Ok(records)
    }
}
