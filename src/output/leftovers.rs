//! Names of files that are being written, and those that killed runs left behind.

use std::collections::BTreeSet;
use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use crate::hash;

/// No run takes so long for a file.
const LONG: Duration = Duration::from_secs(24 * 60 * 60);

/// What tells the processes of this system from those of others that write into the same folder and may have the same
/// numbers: its start, and where its processes are counted. None where the system does not tell.
static SYSTEM: LazyLock<Option<u64>> = LazyLock::new(|| {
    let start = fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    let counted = fs::read_link("/proc/self/ns/pid").ok()?;
    Some(hash::texts(&[start.trim(), &counted.to_string_lossy()]))
});

/// The name of a file while it is written: it tells its process, so that a later one knows whether it is still at work.
pub(super) fn name(name: &str) -> String {
    let chance = RandomState::new().hash_one(name);
    let (process, system) = (std::process::id(), SYSTEM.unwrap_or(0));
    format!(".{name}.{process}-{system:x}-{chance:x}.tmp")
}

/// The process and the system of a name.
fn parsed(name: &str) -> Option<(u32, u64)> {
    let (_, tag) = name.strip_prefix('.')?.strip_suffix(".tmp")?.rsplit_once('.')?;
    let mut parts = tag.split('-');
    let (process, system, chance) = (parts.next()?, parts.next()?, parts.next()?);
    u64::from_str_radix(chance, 16).ok()?;
    let system = u64::from_str_radix(system, 16).ok()?;
    parts.next().is_none().then_some((process.parse().ok()?, system))
}

/// Removes what killed runs left in a folder: files of processes of this system that are there no more, and those that
/// nobody has written to for a day. Each folder is looked through once, after something is done with it.
pub(super) fn clear(folder: &Path, first: impl FnOnce(&Path)) {
    static DONE: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
    if !DONE.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned()) {
        return;
    }
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    first(folder);
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let Some((process, system)) = entry.file_name().to_str().and_then(parsed) else { continue };
        let is_here = *SYSTEM == Some(system);
        let is_gone = is_here && !Path::new("/proc").join(process.to_string()).exists();
        if is_gone || is_old(&entry) {
            // That it stays is no harm.
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn is_old(entry: &fs::DirEntry) -> bool {
    let modified = entry.metadata().and_then(|m| m.modified()).ok();
    let age = modified.and_then(|at| SystemTime::now().duration_since(at).ok());
    age.is_some_and(|age| age > LONG)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_ours_are_leftovers() {
        assert_eq!(parsed(&name("a.b.csv")).map(|p| p.0), Some(std::process::id()));
        for other in
            [".a.tmp", "a.1-2-3.tmp", ".a.1-2.tmp", ".a.x-2-3.tmp", ".a.1-2-3-4.tmp", ".a.1-2-3"]
        {
            assert_eq!(parsed(other), None, "{other}");
        }
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn files_of_processes_that_are_gone_are_removed() {
        let folder =
            std::env::temp_dir().join(format!("glossator-leftovers-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let system = SYSTEM.unwrap();
        // Numbers of processes end below this one.
        let gone = format!(".a.csv.{}-{system:x}-1.tmp", u32::MAX);
        let ours = name("b.csv");
        let elsewhere = format!(".c.csv.{}-{:x}-1.tmp", u32::MAX, system ^ 1);
        for name in [&gone, &ours, &elsewhere] {
            fs::write(folder.join(name), "").unwrap();
        }
        clear(&folder, |_| ());
        let there = |name: &String| folder.join(name).exists();
        assert_eq!([&gone, &ours, &elsewhere].map(there), [false, true, true]);
        fs::remove_dir_all(&folder).unwrap();
    }
}
