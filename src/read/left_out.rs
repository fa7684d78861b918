//! Files that are not scored, added up by folder and extension so that their number does not matter.

use std::collections::BTreeMap;
use std::path::Path;

use crate::document::{Problem, ProblemKind};
use crate::read::align;
use crate::read::formats;

/// Files that are not scored.
#[derive(Debug, Default)]
pub(crate) struct LeftOut {
    by_folder: BTreeMap<(String, String, ProblemKind), (u64, String)>,
}

impl LeftOut {
    /// Adds a file by its name.
    pub(crate) fn add(&mut self, name: &str, kind: ProblemKind) {
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let key = (folder.to_owned(), formats::extension(Path::new(name)), kind);
        let (count, only) = self.by_folder.entry(key).or_default();
        *count += 1;
        name.clone_into(only);
    }

    /// Adds files of a folder and an extension.
    pub(crate) fn add_many(
        &mut self,
        folder: &str,
        extension: &str,
        kind: ProblemKind,
        count: u64,
    ) {
        let key = (folder.to_owned(), extension.to_owned(), kind);
        self.by_folder.entry(key).or_default().0 += count;
    }

    /// A problem for each folder and extension.
    pub(crate) fn problems(self) -> impl Iterator<Item = Problem> {
        self.by_folder.into_iter().map(|((folder, extension, kind), (count, only))| {
            let files = if count == 1 { "1 file".to_owned() } else { format!("{count} files") };
            let reason = match kind {
                ProblemKind::UnknownFormat => "of a type that is not read",
                ProblemKind::NotScored => "in the language of the sources",
                _ if align::is_page(Path::new(&format!("a.{extension}"))) => {
                    "without pairs and without an original: no path tells of what it is a translation"
                }
                _ => "without pairs, and no string table beside one of the source language",
            };
            let name = match (count, extension.as_str()) {
                (1, _) if !only.is_empty() => only,
                (_, "") => "*".to_owned(),
                (_, extension) => format!("*.{extension}"),
            };
            let is_whole = name.contains('/') || folder.is_empty();
            let path = if is_whole { name } else { format!("{folder}/{name}") };
            Problem { path, line: None, kind, message: format!("{files} {reason}.") }
        })
    }
}
