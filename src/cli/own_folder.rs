//! A folder for what a run lays down to read it.

use std::path::{Path, PathBuf};

use glossator::error::{Error, Result};

/// Folders that are tried before it is said that none can be made.
const TRIES: u128 = 16;

/// A new folder below the system's folder for temporary files, which goes when this is dropped.
#[derive(Debug)]
pub(super) struct OwnFolder(PathBuf);

impl OwnFolder {
    /// One that nobody else can have laid or can write to: what stands under a name that can be guessed is not touched.
    ///
    /// # Errors
    /// A folder for temporary files in which none can be made.
    pub(super) fn new(what: &str) -> Result<OwnFolder> {
        let mut builder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let seed = now.map_or(0, |time| time.as_nanos());
        let mut failure = None;
        for step in 0..TRIES {
            let name = format!("glossator-{what}-{}-{:x}", std::process::id(), seed + step);
            let folder = std::env::temp_dir().join(name);
            match builder.create(&folder) {
                Ok(()) => return Ok(OwnFolder(folder)),
                Err(error) => failure = Some(Error::io(folder, error)),
            }
        }
        Err(failure.unwrap_or_else(|| Error::usage("no folder for temporary files can be made")))
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for OwnFolder {
    fn drop(&mut self) {
        // A folder for temporary files is emptied by the system in any case.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
