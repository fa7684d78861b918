//! The bundled sample: a small localized documentation set of our own making, with references.

use std::path::{Path, PathBuf};

use super::own_folder::OwnFolder;
use glossator::error::{Error, Result};

include!(concat!(env!("OUT_DIR"), "/sample_files.rs"));

/// The sample in a folder of its own, which goes when this is dropped.
#[derive(Debug)]
pub(super) struct Unpacked(OwnFolder);

/// Writes the sample to a folder below the system's folder for temporary files.
///
/// # Errors
/// A folder that can't be written to.
pub(super) fn unpack() -> Result<Unpacked> {
    let folder = OwnFolder::new("sample")?;
    for (name, text) in SAMPLE_FILES {
        let path = folder.path().join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(|e| Error::io(parent, e))?;
        }
        std::fs::write(&path, text).map_err(|e| Error::io(&path, e))?;
    }
    Ok(Unpacked(folder))
}

/// Whether the current folder is a checkout of the product itself: its first command scores the sample.
pub(super) fn is_own_checkout() -> bool {
    let is_ours = |manifest: String| manifest.lines().any(|line| line == "name = \"glossator\"");
    Path::new("data/sample/docs").is_dir()
        && std::fs::read_to_string("Cargo.toml").is_ok_and(is_ours)
}

impl Unpacked {
    /// The machine translations.
    pub(super) fn documents(&self) -> PathBuf {
        self.0.path().join("docs")
    }

    /// The reference translations.
    pub(super) fn references(&self) -> PathBuf {
        self.0.path().join("references")
    }
}
