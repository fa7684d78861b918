//! The bundled sample: a small localized documentation set of our own making, with references.

use std::path::PathBuf;

use glossator::error::{Error, Result};

include!(concat!(env!("OUT_DIR"), "/sample_files.rs"));

/// The sample in a folder of its own, which goes when this is dropped.
#[derive(Debug)]
pub(super) struct Unpacked {
    root: PathBuf,
}

/// Writes the sample to a folder below the system's folder for temporary files.
///
/// # Errors
/// A folder that can't be written to.
pub(super) fn unpack() -> Result<Unpacked> {
    let root = std::env::temp_dir().join(format!("glossator-sample-{}", std::process::id()));
    let unpacked = Unpacked { root };
    for (name, text) in SAMPLE_FILES {
        let path = unpacked.root.join(name);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|e| Error::io(folder, e))?;
        }
        std::fs::write(&path, text).map_err(|e| Error::io(&path, e))?;
    }
    Ok(unpacked)
}

impl Unpacked {
    /// The machine translations.
    pub(super) fn documents(&self) -> PathBuf {
        self.root.join("docs")
    }

    /// The reference translations.
    pub(super) fn references(&self) -> PathBuf {
        self.root.join("references")
    }
}

impl Drop for Unpacked {
    fn drop(&mut self) {
        // A folder for temporary files is emptied by the system in any case.
        let _ = std::fs::remove_dir_all(&self.root);
    }
}
