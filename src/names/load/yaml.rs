//! Our own YAML lists, the same as the shipped ones.

use std::path::Path;

use crate::error::{Error, Result};
use crate::names::name::Name;

pub(super) fn read(path: &Path, text: &str) -> Result<Vec<Name>> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let names: Vec<Name> = serde_yaml::from_str(text).map_err(|e| {
        let line = e.location().map(|l| l.line() as u64);
        Error::malformed(path, line, format!("not a list of names: {e}"))
    })?;
    if let Some(at) = names.iter().position(|n| n.name.trim().is_empty()) {
        return Err(Error::malformed(path, None, format!("entry {} has an empty `name`", at + 1)));
    }
    Ok(names)
}
