//! All files of a run, with the parts of their paths that may be tags.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::document::{Input, Problem};
use crate::error::Result;
use crate::hash;
use crate::read::align;
use crate::read::discover::{self, slashed};
use crate::read::formats;
use crate::read::tags::{self, Form, Known, Name};

/// The files of a run and the paths that they were found by.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) roots: Vec<Root>,
    /// The paths that the call names, from the root of the file system: links may lead from one into another.
    named: Vec<PathBuf>,
    pub(super) files: Vec<File>,
    /// Which file has a path, by the hash of the path.
    by_path: FxHashMap<u64, u32>,
    /// Files of types that are not read, by folder and extension.
    pub(super) others: BTreeMap<(String, String), u64>,
    pub(super) problems: Vec<Problem>,
    known: Known,
}

/// A path of the call.
#[derive(Debug)]
pub(super) struct Root {
    given: PathBuf,
    /// From the root of the file system.
    pub(super) full: String,
    /// Where the part of it begins that the call names.
    pub(super) named: usize,
    pub(super) is_file: bool,
    /// Whether the call names it, be it as `.`.
    pub(super) is_named: bool,
}

/// A file of the run.
#[derive(Debug)]
pub(super) struct File {
    pub(super) input: Input,
    pub(super) root: u32,
    /// Whether it is below a path that is to be scored.
    pub(super) is_asked: bool,
    /// Whether it is below a path that holds sources.
    pub(super) is_source: bool,
    /// The path that it is below as a source.
    source_root: Option<u32>,
}

/// A part of a path that may be a tag.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// The folder's or file's name in the path.
    pub(super) component: Range<usize>,
    /// The tag in the path.
    pub(super) tag: Range<usize>,
    pub(super) form: Form,
    pub(super) is_file: bool,
    pub(super) name: Arc<Name>,
}

/// What files are found for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To be scored.
    Score,
    /// As sources, because the call says so.
    Source,
    /// As sources, because they lie beside what is to be scored.
    Beside,
}

impl Tree {
    /// The tree of a call that names these paths.
    pub(super) fn of(paths: &[PathBuf], sources: &[PathBuf]) -> Tree {
        let wholes = paths.iter().chain(sources).filter_map(|path| path.canonicalize().ok());
        Tree { named: wholes.collect(), ..Tree::default() }
    }

    /// Takes in the files below paths.
    ///
    /// # Errors
    /// A path that does not exist.
    pub(super) fn add(
        &mut self,
        paths: &[PathBuf],
        except: Option<&Path>,
        purpose: Purpose,
    ) -> Result<()> {
        let found = discover::files(paths, &self.named, except)?;
        let before = self.roots.len() as u32;
        for root in found.roots {
            let normal = |c: &std::path::Component<'_>| {
                matches!(c, std::path::Component::Normal(_) | std::path::Component::Prefix(_))
            };
            let count = root.given.components().filter(normal).count();
            let named =
                root.full.rmatch_indices('/').nth(count.max(1) - 1).map_or(0, |(at, _)| at + 1);
            let (is_file, is_named) = (root.is_file, count > 0);
            self.roots.push(Root { given: root.given, full: root.full, named, is_file, is_named });
        }
        let mut path = String::new();
        for (input, root) in found.files {
            let root = before + root;
            let (is_asked, is_source) = (purpose == Purpose::Score, purpose == Purpose::Source);
            let source_root = is_source.then_some(root);
            let file = File { input, root, is_asked, is_source, source_root };
            self.full(&file, &mut path);
            let key = key(&path);
            if let Some(known) = self.by_path.get(&key)
                && purpose != Purpose::Score
            {
                // What is scored within a folder of sources is no source.
                let known = &mut self.files[*known as usize];
                let deep = |root: u32| self.roots[root as usize].full.len();
                if is_source && (!known.is_asked || deep(root) >= deep(known.root)) {
                    (known.is_source, known.source_root) = (true, source_root);
                }
                continue;
            }
            self.by_path.entry(key).or_insert(self.files.len() as u32);
            self.files.push(file);
        }
        if purpose == Purpose::Score {
            self.others = found.others;
        }
        self.problems.extend(found.problems);
        Ok(())
    }

    /// Writes a file's path from the root of the file system.
    pub(super) fn full(&self, file: &File, path: &mut String) {
        let root = &self.roots[file.root as usize];
        path.clear();
        path.push_str(&root.full);
        if let Ok(below) = file.input.path.strip_prefix(&root.given)
            && !below.as_os_str().is_empty()
        {
            path.push('/');
            path.push_str(&slashed(below));
        }
    }

    /// A file's path below the path that it was found by.
    pub(super) fn below<'p>(&self, file: &File, path: &'p str) -> &'p str {
        let below = path[self.roots[file.root as usize].full.len()..].trim_start_matches('/');
        if below.is_empty() { path.rsplit('/').next().unwrap_or(path) } else { below }
    }

    /// A file's path below the sources that it is one of.
    pub(super) fn below_source<'p>(&self, file: &File, path: &'p str) -> Option<&'p str> {
        let root = &self.roots[file.source_root? as usize];
        let below = path.strip_prefix(&root.full)?.trim_start_matches('/');
        Some(if below.is_empty() { path.rsplit('/').next().unwrap_or(path) } else { below })
    }

    /// The file of a path.
    pub(super) fn file(&self, path: &str) -> Option<u32> {
        self.by_path.get(&key(path)).copied()
    }

    /// Whether there is a file of a path, on the disk too where that is no folder of the call.
    pub(super) fn exists(&self, path: &str) -> bool {
        let within = |root: &Root| !root.is_file && path.starts_with(&root.full);
        self.file(path).is_some() || !self.roots.iter().any(within) && Path::new(path).is_file()
    }

    /// Writes a file's path, and gives the parts of it that may be tags.
    pub(super) fn parts_of(&mut self, at: usize, path: &mut String) -> Vec<Part> {
        let file = &self.files[at];
        self.full(file, path);
        let root = &self.roots[file.root as usize];
        let (named, end) = (root.named, root.full.len());
        let mut parts = self.parts(path, named, true);
        // The name of the whole tree is that of no locale where its folders and files name the same one.
        if let Some((first, others)) = parts.split_first()
            && first.component.end == end
            && others.iter().any(|part| path[part.tag.clone()] == path[first.tag.clone()])
        {
            parts.remove(0);
        }
        parts
    }

    /// The parts of a file's or folder's path that may be tags, from where it is looked at.
    pub(super) fn parts(&mut self, path: &str, from: usize, is_file: bool) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut start = from;
        while start < path.len() {
            let end = path[start..].find('/').map_or(path.len(), |at| start + at);
            parts.extend(self.part(path, start..end, is_file && end == path.len()));
            start = end + 1;
        }
        parts
    }

    /// The tag in one folder's or file's name.
    pub(super) fn part(
        &mut self,
        path: &str,
        component: Range<usize>,
        is_file: bool,
    ) -> Option<Part> {
        let (tag, form, name) =
            tags::find(&path[component.clone()], is_file, |text| self.known.name(text))?;
        let tag = component.start + tag.start..component.start + tag.end;
        Some(Part { component, tag, form, is_file, name })
    }

    /// The folders of the call, each once.
    pub(super) fn folders(&self) -> Vec<PathBuf> {
        let folder = |root: &Root| {
            let path = Path::new(&root.full);
            if root.is_file { path.parent().unwrap_or(path).to_owned() } else { path.to_owned() }
        };
        let mut folders: Vec<PathBuf> = self.roots.iter().map(folder).collect();
        folders.sort();
        // What is below another is looked through with it.
        folders.dedup_by(|path, above| path.starts_with(&*above));
        folders
    }

    /// The path of the call that a file is below.
    pub(super) fn given(&self, file: &File) -> String {
        let root = file.source_root.unwrap_or(file.root);
        slashed(&self.roots[root as usize].given)
    }

    /// A path as people know it: as the call gave it.
    pub(super) fn shown(&self, path: &str, root: u32) -> String {
        let root = &self.roots[root as usize];
        let given = slashed(&root.given);
        match path.strip_prefix(&root.full) {
            Some("") => given,
            Some(below) if given.is_empty() => below.trim_start_matches('/').to_owned(),
            Some(below) => given + below,
            None => {
                let before = given.strip_suffix(&root.full[root.named..]);
                before.map_or_else(|| path.to_owned(), |b| format!("{b}{}", &path[root.named..]))
            }
        }
    }
}

/// Names a path: the same in any case, and for all extensions of one kind of page.
pub(super) fn key(path: &str) -> u64 {
    let mut lower = path.to_lowercase();
    if let Some(usual) = align::usual_extension(Path::new(&lower)) {
        lower.truncate(lower.rfind('.').map_or(0, |dot| dot + 1));
        lower.push_str(usual);
    }
    hash::text(&lower)
}

/// A path without a tag: the folder that it names is left out, or the tag with the mark before it. `None` where nothing
/// is left of a file's name.
pub(super) fn without(path: &str, part: &Part) -> Option<String> {
    let (before, behind) = (&path[..part.tag.start], &path[part.tag.end..]);
    match part.form {
        Form::Whole if part.is_file => None,
        Form::Whole if path[part.component.clone()].ends_with(tags::LPROJ) => {
            Some(format!("{before}Base{behind}"))
        }
        Form::Whole => Some(format!("{before}{}", behind.trim_start_matches('/'))),
        Form::Joined if !part.is_file && part.tag.start == part.component.start + 1 => {
            Some(format!("{}{}", &before[..before.len() - 1], behind.trim_start_matches('/')))
        }
        Form::Dotted | Form::Joined => Some(format!("{}{behind}", &before[..before.len() - 1])),
    }
}

/// A path with another tag for a part and for all others that are the same.
pub(super) fn with(path: &str, parts: &[Part], part: &Part, tag: &str) -> String {
    let mut out = String::with_capacity(path.len() + tag.len());
    let mut at = 0;
    let written = &path[part.tag.clone()];
    for same in parts.iter().filter(|other| path[other.tag.clone()] == *written) {
        out.push_str(&path[at..same.tag.start]);
        out.push_str(tag);
        at = same.tag.end;
    }
    out.push_str(&path[at..]);
    out
}

/// Whether a file has a name that every folder has one of.
pub(super) fn is_generic(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    let stem = name.split(['.', '-', '_']).find(|part| !part.is_empty()).unwrap_or("");
    matches!(stem, "index" | "readme")
}

/// Whether files of this kind pair with an original.
pub(super) fn pairs(path: &str) -> bool {
    is_page(path) || formats::is_table(Path::new(path))
}

/// Whether it is a page of text.
pub(super) fn is_page(path: &str) -> bool {
    align::is_page(Path::new(path))
}
