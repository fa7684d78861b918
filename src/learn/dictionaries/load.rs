//! Reads the two files of a dictionary, in whatever charset they are.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use rustc_hash::FxBuildHasher;

use super::Speller;

/// Loads a dictionary.
pub(super) fn load(affixes: &Path, words: &Path) -> Result<Speller, String> {
    let read = |path: &Path| std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()));
    let (rules, list) = (read(affixes)?, read(words)?);
    let amiss = |what: &str| format!("{}: no dictionary to spell by: {what}", affixes.display());
    let charset = charset(&rules).ok_or_else(|| amiss("its charset (SET) is not known"))?;
    let (rules, list) = (charset.decode(&rules).0, charset.decode(&list).0);
    let rules = plainer(&rules);
    let built = guarded(|| Speller::new_with_hasher(&rules, &list, FxBuildHasher));
    match built {
        Some(Ok(speller)) => Ok(speller),
        Some(Err(error)) => Err(amiss(&error.to_string())),
        None => Err(amiss("its rules contradict each other")),
    }
}

/// What a function gives, unless it panics: rules that nobody foresaw must not end a run.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

/// The charset that the rules name; Latin 1 where they name none, as Hunspell has it, unless they are UTF-8.
fn charset(rules: &[u8]) -> Option<&'static Encoding> {
    let set = rules.split(|b| *b == b'\n').find_map(|line| line.strip_prefix(b"SET "));
    let Some(label) = set.map(<[u8]>::trim_ascii) else {
        return Some(if std::str::from_utf8(rules).is_ok() { UTF_8 } else { WINDOWS_1252 });
    };
    Encoding::for_label(label.strip_prefix(b"microsoft-").unwrap_or(label))
}

/// Limits of compounds by syllables, which only Hungarian rules have.
const OF_SYLLABLES: &[&str] = &["COMPOUNDSYLLABLE ", "SYLLABLENUM ", "COMPOUNDWORDMAX "];

/// The rules without those limits: compounds may be longer.
fn plainer(rules: &str) -> String {
    let counts = rules.lines().any(|line| line.starts_with(OF_SYLLABLES[0]));
    let is_limit = |line: &&str| counts && OF_SYLLABLES.iter().any(|name| line.starts_with(name));
    let mut plain = String::with_capacity(rules.len() + 1);
    for line in rules.lines() {
        // Lines are counted in messages.
        plain.push_str(if is_limit(&line) { "" } else { line });
        plain.push('\n');
    }
    plain
}
