//! What tests of several subjects share: the command, a folder of their own, what was said and what was written.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{LazyLock, Mutex};
use std::time::{Duration, Instant};

/// Calls the command in a folder.
pub(crate) fn glossator(folder: &Path, args: &[&str]) -> Output {
    // The dictionaries of the machine are none of the tests'.
    let mut command = Command::new(env!("CARGO_BIN_EXE_glossator"));
    command.env("DICPATH", "").current_dir(folder).args(args).output().unwrap()
}

/// What a call that succeeds prints.
pub(crate) fn succeeds(folder: &Path, args: &[&str]) -> String {
    let output = glossator(folder, args);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {}", text(&output.stderr));
    text(&output.stdout)
}

/// Bytes that a test looks into, whatever they hold.
pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// An empty folder that no other test has: tests run beside each other, so a name may be taken once.
pub(crate) fn scratch(name: &str) -> PathBuf {
    static TAKEN: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    assert!(TAKEN.lock().unwrap().insert(name.to_owned()), "two tests write into {name}");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// A part of what tests need and the source does not bring: public pages (`corpus`), large recordings (`golden`). A test
/// that asks for it is ignored unless it is wanted.
pub(crate) fn test_data(part: &str) -> PathBuf {
    let root = std::env::var_os("GLOSSATOR_TEST_DATA").expect("the variable names a folder");
    let folder = Path::new(&root).join(part);
    assert!(folder.is_dir(), "{} is no folder", folder.display());
    folder
}

/// The processor time of this thread so far, which other tests and programs do not lengthen; the clock's, where the system
/// does not tell.
pub(crate) fn thread_time() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = told.and_then(|times| times.split(' ').next()?.parse().ok());
    nanos.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

/// The files of a folder by their names.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    entries.map(|path| (name(&path), std::fs::read(&path).unwrap())).collect()
}

/// The texts of a folder of fixtures, in order of their names.
pub(crate) fn texts(fixtures: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(fixtures);
    files(&folder).into_iter().map(|(name, bytes)| (name, text(&bytes))).collect()
}

/// A page of pairs that says who translated it: `MT` or `HT`.
pub(crate) fn bilingual_page(by: &str, locale: &str, pairs: &[(String, String)]) -> String {
    let mut page = format!("---\nms.translationtype: {by}\nms.contentlocale: {locale}\n---\n\n");
    for (at, (source, target)) in pairs.iter().enumerate() {
        let id = at + 101;
        let _ = writeln!(
            page,
            "<span data-ttu-id=\"a1b2c-{id}\">{target}</span><span class=\"sxs-lookup\">\
             <span data-stu-id=\"a1b2c-{id}\">{source}</span></span>\n"
        );
    }
    page
}
