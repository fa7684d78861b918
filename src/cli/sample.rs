//! The bundled sample: a small localized documentation set of our own making, with references.

use std::path::{Path, PathBuf};

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
    let unpacked = Unpacked { root: own_folder()? };
    for (name, text) in SAMPLE_FILES {
        let path = unpacked.root.join(name);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|e| Error::io(folder, e))?;
        }
        std::fs::write(&path, text).map_err(|e| Error::io(&path, e))?;
    }
    Ok(unpacked)
}

/// Folders that are tried before it is said that none can be made.
const TRIES: u128 = 16;

/// A new folder that nobody else can have laid or can write to: what stands under a name that can be guessed is not
/// touched.
fn own_folder() -> Result<PathBuf> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let seed = now.map_or(0, |time| time.as_nanos());
    let mut failure = None;
    for step in 0..TRIES {
        let name = format!("glossator-sample-{}-{:x}", std::process::id(), seed + step);
        let folder = std::env::temp_dir().join(name);
        match builder.create(&folder) {
            Ok(()) => return Ok(folder),
            Err(error) => failure = Some(Error::io(folder, error)),
        }
    }
    Err(failure.unwrap_or_else(|| Error::usage("no folder for the sample can be made")))
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
