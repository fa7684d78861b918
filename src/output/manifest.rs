//! Which files of a folder are one run: a manifest beside them says so. While they get their names it says that they are
//! none yet, and which file gets which name: what a killed run leaves half done is done by whoever comes next.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::leftovers;
use crate::error::{Error, Result};

/// The manifest of a folder of reports.
pub const MANIFEST: &str = "glossator-run.json";

/// Bytes of a manifest at most: some ten thousand files.
const LONGEST: u64 = 64 << 20;

/// What a folder holds.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// The version that wrote it.
    glossator: String,
    /// Whether all files have their names; false while they get them.
    pub(super) complete: bool,
    /// The files, by name.
    pub(super) files: Vec<Entry>,
}

/// A file of a folder.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) bytes: u64,
    pub(super) sha256: String,
    pub(super) run: Of,
    /// Its name while it waits for this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    waits_as: Option<String>,
}

/// The run that wrote a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Of {
    /// The one that wrote the manifest.
    This,
    /// One before it.
    Earlier,
    /// Nobody knows: a run was ended while its files got their names.
    Unknown,
}

/// Goes on where a run was ended while its files got their names.
pub(super) fn go_on(folder: &Path) {
    let is_halfway = |found: Result<Option<Manifest>>| found.ok()?.filter(|m| !m.complete);
    if is_halfway(read(folder)).is_none() {
        return;
    }
    // It is another's turn while that one is at work.
    let _turn = turn(folder);
    let Some(mut manifest) = is_halfway(read(folder)) else { return };
    let files: Option<Vec<(PathBuf, PathBuf)>> = manifest.waiting(folder).collect();
    let Some(files) = files else { return };
    // What can't be done is left to the next run, and the manifest says so.
    let Ok(()) = files.iter().try_for_each(|(from, to)| fs::rename(from, to)) else { return };
    manifest.complete();
    let Ok(text) = manifest.text() else { return };
    let waiting = folder.join(leftovers::name(MANIFEST));
    let _ = fs::write(&waiting, text).and_then(|()| fs::rename(waiting, folder.join(MANIFEST)));
}

impl Manifest {
    /// The manifest of new files, which still wait for their names, over those that are there.
    pub(super) fn over(earlier: Result<Option<Manifest>>, new: Vec<Entry>) -> Manifest {
        let mut files = BTreeMap::new();
        // One that can't be read says nothing.
        if let Ok(Some(earlier)) = earlier {
            let run = if earlier.complete { Of::Earlier } else { Of::Unknown };
            for mut entry in earlier.files {
                entry.waits_as = None;
                entry.run = if entry.run == Of::Unknown { Of::Unknown } else { run };
                files.insert(entry.name.clone(), entry);
            }
        }
        files.extend(new.into_iter().map(|entry| (entry.name.clone(), entry)));
        let glossator = env!("CARGO_PKG_VERSION").to_owned();
        Manifest { glossator, complete: false, files: files.into_values().collect() }
    }

    /// All files have their names.
    pub(super) fn complete(&mut self) {
        self.complete = true;
        self.files.iter_mut().for_each(|entry| entry.waits_as = None);
    }

    pub(super) fn find(&self, name: &str) -> Option<&Entry> {
        let at = self.files.binary_search_by(|entry| entry.name.as_str().cmp(name)).ok()?;
        self.files.get(at)
    }

    /// The files that have not got their names yet; none for one that is neither here nor there.
    fn waiting(&self, folder: &Path) -> impl Iterator<Item = Option<(PathBuf, PathBuf)>> {
        let of_run = self.files.iter().filter(|entry| entry.run == Of::This);
        of_run.filter_map(move |entry| {
            let is = |path: &Path| hash(path).is_ok_and(|(_, sha256)| sha256 == entry.sha256);
            let (to, from) = (folder.join(&entry.name), folder.join(entry.waits_as.as_ref()?));
            if is(&from) {
                return Some(Some((from, to)));
            }
            if is(&to) { None } else { Some(None) }
        })
    }

    /// Its bytes.
    pub(super) fn text(&self) -> serde_json::Result<Vec<u8>> {
        let mut text = serde_json::to_vec_pretty(self)?;
        text.push(b'\n');
        Ok(text)
    }
}

impl Entry {
    /// A file that waits for its name.
    pub(super) fn of(path: &Path, waits_as: &Path) -> Result<Entry> {
        let (bytes, sha256) = hash(waits_as)?;
        let waits_as = Some(name_of(waits_as));
        Ok(Entry { name: name_of(path), bytes, sha256, run: Of::This, waits_as })
    }

    /// Whether it names files of its folder.
    fn is_here(&self) -> bool {
        let is_name = |name: &str| Path::new(name).file_name().is_some_and(|own| own == name);
        is_name(&self.name) && self.waits_as.as_deref().is_none_or(is_name)
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The manifest of a folder, by name; files that are not there any more are left out.
pub(super) fn read(folder: &Path) -> Result<Option<Manifest>> {
    let path = folder.join(MANIFEST);
    let file = match File::open(&path) {
        Ok(file) => file,
        Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(e) => return Err(Error::io(path, e)),
    };
    let mut bytes = Vec::new();
    file.take(LONGEST).read_to_end(&mut bytes).map_err(|e| Error::io(&path, e))?;
    let mut manifest: Manifest = serde_json::from_slice(&bytes).map_err(|e| {
        Error::malformed(&path, e.line() as u64, "this is no manifest of glossator; score again")
    })?;
    manifest.files.retain(|entry| {
        entry.is_here() && {
            let is_waiting =
                entry.waits_as.as_ref().is_some_and(|name| folder.join(name).is_file());
            is_waiting || folder.join(&entry.name).is_file()
        }
    });
    manifest.files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(Some(manifest))
}

/// Length and SHA-256 of a file.
pub(super) fn hash(path: &Path) -> Result<(u64, String)> {
    let mut file = File::open(path).map_err(|e| Error::io(path, e))?;
    let mut hasher = Sha256::new();
    let mut piece = vec![0; 1 << 16];
    let mut bytes = 0;
    loop {
        let read = match file.read(&mut piece) {
            Ok(0) => break,
            Ok(read) => read,
            Err(e) if e.kind() == ErrorKind::Interrupted => continue,
            Err(e) => return Err(Error::io(path, e)),
        };
        hasher.update(&piece[..read]);
        bytes += read as u64;
    }
    let hash = hasher.finalize();
    let hex = hash.iter().flat_map(|byte| {
        [byte >> 4, byte & 15].map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)]))
    });
    Ok((bytes, hex.collect()))
}

/// The turn of this process in a folder, until it is dropped or the process ends. Where a system has no such locks nobody
/// waits.
pub(super) fn turn(folder: &Path) -> Option<File> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let file = fs::File::open(folder).ok()?;
    file.lock().ok()?;
    Some(file)
}
