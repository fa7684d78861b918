//! Records in a file that a task hands on, packed.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::sealed::{Body, Sealed};
use crate::error::{Error, Result};

/// Writes records.
pub(super) struct Writer {
    packed: ZlibEncoder<Sealed>,
}

impl Writer {
    pub(super) fn new(file: Sealed) -> Writer {
        Writer { packed: ZlibEncoder::new(file, Compression::fast()) }
    }

    /// Writes one.
    ///
    /// # Errors
    /// A file that can't be written.
    pub(super) fn put(&mut self, record: &impl Serialize) -> Result<()> {
        let bytes = postcard::to_stdvec(record).map_err(|e| Error::usage(e.to_string()))?;
        let len = (bytes.len() as u64).to_le_bytes();
        let written = self.packed.write_all(&len).and_then(|()| self.packed.write_all(&bytes));
        written.map_err(|e| Error::io("a file of a task", e))
    }

    /// Completes the file, and gives its path.
    ///
    /// # Errors
    /// A file that can't be written.
    pub(super) fn finish(self) -> Result<PathBuf> {
        self.packed.finish().map_err(|e| Error::io("a file of a task", e))?.commit()
    }
}

/// Reads them.
pub(super) struct Reader<'p> {
    path: &'p Path,
    packed: ZlibDecoder<Body>,
    bytes: Vec<u8>,
}

impl<'p> Reader<'p> {
    pub(super) fn new(path: &'p Path, body: Body) -> Reader<'p> {
        Reader { path, packed: ZlibDecoder::new(body), bytes: Vec::new() }
    }

    /// Reads the next one; whoever writes them says which is the last.
    ///
    /// # Errors
    /// A file that can't be read, or that holds something else.
    pub(super) fn next<T: DeserializeOwned>(&mut self) -> Result<T> {
        let failed = |e| Error::io(self.path, e);
        let mut len = [0; 8];
        self.packed.read_exact(&mut len).map_err(failed)?;
        self.bytes.clear();
        let record = self.packed.by_ref().take(u64::from_le_bytes(len));
        { record }.read_to_end(&mut self.bytes).map_err(failed)?;
        postcard::from_bytes(&self.bytes)
            .map_err(|e| Error::malformed(self.path, None, e.to_string()))
    }
}
