//! A file that is being written: under another name until it is whole.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{leftovers, manifest};
use crate::error::{Error, Result};

/// Files of this process that are open for writing at once, at most; systems allow a process few.
const MOST_OPEN: usize = 32;

/// How many are.
static OPEN: AtomicUsize = AtomicUsize::new(0);

/// Those of this process that are there, under the names that they have while they are written.
static TEMPORARY: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Held while files get their names.
static PLACING: Mutex<()> = Mutex::new(());

fn temporary() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    TEMPORARY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Does something that [`abandon`] waits for.
pub(super) fn without_interruption<T>(act: impl FnOnce() -> T) -> T {
    let _placing = PLACING.lock().unwrap_or_else(PoisonError::into_inner);
    act()
}

/// Removes all files that are being written, for a process that ends here and now: no more are begun, and whoever
/// wants to begin one waits for the end. Files that are getting their names get them first.
pub fn abandon() {
    let placing = PLACING.lock().unwrap_or_else(PoisonError::into_inner);
    let names = temporary();
    for name in names.iter() {
        // That one stays is no harm: the next run removes it.
        let _ = fs::remove_file(name);
    }
    std::mem::forget((placing, names));
}

/// Bytes that are held back before they are written.
const HELD_BACK: usize = 1 << 16;

/// A file that appears under its name only when it is whole; dropped before that, it leaves nothing.
///
/// Of many that are written side by side only some are open; the others are opened again for each piece.
#[derive(Debug)]
pub struct PendingFile {
    path: PathBuf,
    temporary: PathBuf,
    held_back: Vec<u8>,
    open: Option<Open>,
    /// Where the next byte goes, those held back not counted.
    position: u64,
}

impl PendingFile {
    /// Begins a file.
    ///
    /// # Errors
    /// A folder that can't be written to.
    pub fn create(folder: &Path, name: &str) -> Result<PendingFile> {
        // Of a run that was ended at the very last all is there.
        leftovers::clear(folder, manifest::go_on);
        PendingFile::begin(folder, name)
    }

    /// Begins a file of a folder that was cleared of leftovers, or is.
    pub(super) fn begin(folder: &Path, name: &str) -> Result<PendingFile> {
        let path = folder.join(name);
        let own_name = folder.join(leftovers::name(name));
        let mut names = temporary();
        File::create(&own_name).map_err(|e| Error::io(&path, e))?;
        names.insert(own_name.clone());
        drop(names);
        Ok(PendingFile {
            path,
            temporary: own_name,
            held_back: Vec::new(),
            open: None,
            position: 0,
        })
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

    /// Begins a file that takes the place of one that is there: where links lead to it, and with its permissions.
    ///
    /// # Errors
    /// What the operating system refuses.
    pub fn replacing(path: &Path) -> Result<PendingFile> {
        let place = path.canonicalize().map_err(|e| Error::io(path, e))?;
        let file = PendingFile::at(&place)?;
        let permissions = fs::metadata(&place).map(|m| m.permissions());
        permissions
            .and_then(|p| fs::set_permissions(&file.temporary, p))
            .map_err(|e| Error::io(path, e))?;
        Ok(file)
    }

    /// The same file for several that write to it in turn.
    pub fn shared(self) -> SharedFile {
        SharedFile(Arc::new(Mutex::new(self)))
    }

    /// Reads what was written so far, from the start.
    ///
    /// # Errors
    /// What the operating system refuses.
    pub fn reopen(&mut self) -> std::io::Result<File> {
        self.flush()?;
        File::open(&self.temporary)
    }

    /// Writes all of it; it is whole now and only waits for its name.
    ///
    /// # Errors
    /// What the operating system refuses.
    pub fn close(mut self) -> Result<WholeFile> {
        self.flush().map_err(|e| Error::io(&self.path, e))?;
        self.open = None;
        Ok(WholeFile(self))
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// What the operating system refuses.
    pub fn commit(self) -> Result<PathBuf> {
        self.close()?.place()
    }

    /// Does something with the file on the disk, at the place of the next byte.
    fn with<T>(&mut self, act: impl FnOnce(&mut File) -> std::io::Result<T>) -> std::io::Result<T> {
        let mut open = match self.open.take() {
            Some(open) => open,
            None => Open::at(&self.temporary, self.position)?,
        };
        let done = act(&mut open.0)?;
        if OPEN.load(Ordering::Relaxed) <= MOST_OPEN {
            self.open = Some(open);
        }
        Ok(done)
    }

    /// Writes what is held back.
    fn drain(&mut self) -> std::io::Result<()> {
        if self.held_back.is_empty() {
            return Ok(());
        }
        let bytes = std::mem::take(&mut self.held_back);
        self.with(|file| file.write_all(&bytes))?;
        self.position += bytes.len() as u64;
        self.held_back = bytes;
        self.held_back.clear();
        Ok(())
    }
}

/// A file that is open, and counted as such.
#[derive(Debug)]
struct Open(File);

impl Open {
    fn at(path: &Path, position: u64) -> std::io::Result<Open> {
        let mut file = File::options().write(true).open(path)?;
        file.seek(SeekFrom::Start(position))?;
        OPEN.fetch_add(1, Ordering::Relaxed);
        Ok(Open(file))
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        OPEN.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Write for PendingFile {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.held_back.len() + bytes.len() > HELD_BACK {
            self.drain()?;
        }
        if bytes.len() > HELD_BACK {
            self.with(|file| file.write_all(bytes))?;
            self.position += bytes.len() as u64;
        } else {
            self.held_back.extend_from_slice(bytes);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.drain()
    }
}

impl Seek for PendingFile {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.drain()?;
        self.position = self.with(|file| file.seek(to))?;
        Ok(self.position)
    }
}

impl Drop for PendingFile {
    fn drop(&mut self) {
        if !self.path.as_os_str().is_empty() {
            // The run failed: what was begun is of no use, and that it stays behind is no further harm.
            let _ = fs::remove_file(&self.temporary);
            temporary().remove(&self.temporary);
        }
    }
}

/// A file that is written whole and not yet under its name: of several, all wait until the last one is whole, so that a
/// full disk leaves the files of the run before as they were.
#[derive(Debug)]
pub struct WholeFile(PendingFile);

impl WholeFile {
    /// Where it will be.
    pub(super) fn path(&self) -> &Path {
        &self.0.path
    }

    /// Where it is.
    pub(super) fn temporary(&self) -> &Path {
        &self.0.temporary
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// What the operating system refuses.
    pub fn place(mut self) -> Result<PathBuf> {
        fs::rename(&self.0.temporary, &self.0.path).map_err(|e| Error::io(&self.0.path, e))?;
        temporary().remove(&self.0.temporary);
        Ok(std::mem::take(&mut self.0.path))
    }
}

/// A pending file that several write to in turn.
#[derive(Debug, Clone)]
pub struct SharedFile(Arc<Mutex<PendingFile>>);

impl SharedFile {
    /// Writes all of it; it is whole now and only waits for its name.
    ///
    /// # Errors
    /// What the operating system refuses, and that another still holds the file.
    pub fn close(self) -> Result<WholeFile> {
        let file = Arc::into_inner(self.0).and_then(|file| file.into_inner().ok());
        file.ok_or_else(|| Error::usage("the file is still being written"))?.close()
    }
}

impl Write for SharedFile {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("glossator-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn many_files_are_written_side_by_side() {
        let folder = folder("side-by-side");
        let mut files: Vec<PendingFile> = (0..3 * MOST_OPEN)
            .map(|i| PendingFile::create(&folder, &format!("{i}.txt")).unwrap())
            .collect();
        for round in 0..3 {
            for (i, file) in files.iter_mut().enumerate() {
                file.write_all(format!("{round} {i}\n").repeat(HELD_BACK / 8).as_bytes()).unwrap();
                assert!(OPEN.load(Ordering::Relaxed) < 2 * MOST_OPEN);
            }
        }
        for (i, mut file) in files.into_iter().enumerate() {
            // What a ZIP archive does behind each part.
            file.seek(SeekFrom::Start(0)).unwrap();
            file.write_all(b"!").unwrap();
            file.seek(SeekFrom::End(0)).unwrap();
            file.write_all(b"end").unwrap();
            let text = fs::read_to_string(file.commit().unwrap()).unwrap();
            let rounds: String =
                (0..3).map(|round| format!("{round} {i}\n").repeat(HELD_BACK / 8)).collect();
            assert!(text == format!("!{}end", &rounds[1..]), "{i}");
        }
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn whole_files_wait_for_the_others() {
        let folder = folder("wait");
        fs::write(folder.join("a"), "old").unwrap();
        let mut file = PendingFile::create(&folder, "a").unwrap();
        file.write_all(b"new").unwrap();
        let whole = file.close().unwrap();
        assert_eq!(fs::read_to_string(folder.join("a")).unwrap(), "old");
        assert_eq!(fs::read_to_string(whole.place().unwrap()).unwrap(), "new");
        // One that is given up leaves nothing.
        drop(PendingFile::create(&folder, "b").unwrap().close().unwrap());
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        fs::remove_dir_all(&folder).unwrap();
    }
}
