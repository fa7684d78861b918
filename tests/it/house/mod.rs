//! The walls of the house: a room imports only from rooms below it, and no imports run in a circle.
//!
//! [`ROOMS`] is the order. What a file imports is read from its `use` lines and its paths; tests are left out, they may
//! look anywhere. A name that a module passes on with `use` counts as one of the file that has it.

mod cuts;
mod imports;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};

use imports::{Import, imports};

/// From the ground up. Rooms in one row stand beside each other, but for the ground, which is one room of loose files.
const ROOMS: &[&[&str]] = &[
    &["hash", "error", "mqm", "locale", "cldr", "document", "output"],
    &["text"],
    &["read"],
    &["references", "metrics", "judges"],
    &["names"],
    &["learn"],
    &["checks"],
    &["results"],
    &["evaluate"],
    &["reports"],
    &["config"],
    &["pipeline"],
    &["compare"],
    &[BINARY],
];

/// The room that is the binary's, and sees the library from outside.
const BINARY: &str = "cli";

/// A module by the names on the way to it; the library and the binary themselves are empty.
type Module = Vec<String>;

/// The modules with what they import.
#[derive(Default)]
struct House {
    /// The files by their modules. Files of tests alone are left out.
    files: BTreeMap<Module, PathBuf>,
    imports: BTreeMap<Module, Vec<Import>>,
}

/// One module needs another: where that stands in a file.
struct Need {
    from: Module,
    to: Module,
    place: String,
}

impl House {
    /// Reads files by their paths beneath `src`.
    fn of(sources: impl IntoIterator<Item = (PathBuf, String)>) -> Self {
        let (mut house, mut tests) = (Self::default(), BTreeSet::new());
        for (path, text) in sources {
            let mut module: Module =
                path.with_extension("").iter().map(|part| part.to_string_lossy().into()).collect();
            if ["mod", "lib", "main"].contains(&module.last().map_or("", String::as_str)) {
                module.pop();
            }
            let (found, for_tests) = imports(&text);
            tests.extend(for_tests.into_iter().map(|name| [&module[..], &[name]].concat()));
            // The binary's own root has nothing but its rooms, and would hide the library's.
            if !path.ends_with("main.rs") {
                house.files.insert(module.clone(), path);
                house.imports.insert(module, found);
            }
        }
        house.files.retain(|module, _| (1..=module.len()).all(|n| !tests.contains(&module[..n])));
        house
    }

    /// The project's own.
    fn ours() -> Self {
        Self::of(sources())
    }

    /// The module that a path in a file of `from` leads to, or `None` outside the house.
    fn resolve(&self, from: &Module, path: &[String], depth: usize) -> Option<Module> {
        let in_binary = from.first().is_some_and(|room| room == BINARY);
        let (mut at, mut rest) = match path.first()?.as_str() {
            "crate" => (Module::new(), &path[1..]),
            "glossator" if in_binary => (Module::new(), &path[1..]),
            "self" => (from.clone(), &path[1..]),
            "super" => {
                let up = path.iter().take_while(|part| *part == "super").count();
                (from[..from.len().checked_sub(up)?].to_vec(), &path[up..])
            }
            first => {
                let child = [&from[..], &[first.to_owned()]].concat();
                self.files.contains_key(&child).then_some((child, &path[1..]))?
            }
        };
        while let Some((name, after)) = rest.split_first() {
            let child = [&at[..], std::slice::from_ref(name)].concat();
            if self.files.contains_key(&child) {
                (at, rest) = (child, after);
                continue;
            }
            // A name that the module has from elsewhere.
            let passed_on = self.imports.get(&at).into_iter().flatten();
            let mut passed_on = passed_on.filter(|import| import.name.as_ref() == Some(name));
            let origin =
                passed_on.find_map(|import| self.resolve(&at, &import.path, depth.checked_sub(1)?));
            return Some(origin.unwrap_or(at));
        }
        Some(at)
    }

    /// What each file needs of others.
    fn needs(&self) -> Vec<Need> {
        let mut needs = Vec::new();
        for (from, path) in &self.files {
            for import in &self.imports[from] {
                let Some(to) = self.resolve(from, &import.path, 8) else { continue };
                if to != *from && !to.is_empty() && !from.is_empty() {
                    let (file, path) = (path.display(), import.path.join("::"));
                    let place = format!("src/{file}:{} {path}", import.line);
                    needs.push(Need { from: from.clone(), to, place });
                }
            }
        }
        needs
    }

    /// Each import of a room that does not stand below.
    fn broken_walls(&self) -> Vec<String> {
        let floor = |room: &String| ROOMS.iter().position(|rooms| rooms.contains(&room.as_str()));
        let rooms = self.files.keys().filter_map(|module| module.first());
        let strange: BTreeSet<_> = rooms.filter(|room| floor(room).is_none()).collect();
        let mut broken: Vec<String> = strange
            .into_iter()
            .map(|room| format!("src/{room} has no place in the order of the rooms"))
            .collect();
        for Need { from, to, place } in self.needs() {
            let (Some(here), Some(there)) = (floor(&from[0]), floor(&to[0])) else { continue };
            if from[0] != to[0] && here <= there && there > 0 {
                let stands = if here == there { "beside" } else { "above" };
                broken.push(format!("{place}: `{}` stands {stands} `{}`", to[0], from[0]));
            }
        }
        broken
    }

    /// The shortest circles among what lies in one folder. A folder's own module and what lies in it may name each other.
    fn circles(&self) -> Vec<String> {
        // By folder, then by what lies in it, a file or a folder: what that needs, and an instance.
        let mut folders: BTreeMap<Module, BTreeMap<String, BTreeMap<String, String>>> =
            BTreeMap::new();
        for Need { from, to, place } in self.needs() {
            let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
            let (Some(a), Some(b)) = (from.get(shared), to.get(shared)) else { continue };
            let folder = folders.entry(from[..shared].to_vec()).or_default();
            folder.entry(a.clone()).or_default().entry(b.clone()).or_insert(place);
        }
        let mut circles = Vec::new();
        for (folder, needs) in folders {
            let mut told = BTreeSet::new();
            for start in needs.keys() {
                if told.contains(start) {
                    continue;
                }
                if let Some(circle) = way(&needs, start, start) {
                    let steps = circle.iter().zip(&circle[1..]);
                    let steps = steps.map(|(a, b)| format!("{a} → {b} ({})", needs[*a][*b]));
                    let steps: Vec<_> = steps.collect();
                    circles.push(format!("src/{}: {}", folder.join("/"), steps.join(", ")));
                    told.extend(circle);
                }
            }
        }
        circles
    }
}

/// The project's sources by their paths beneath `src`, in order.
fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut folders, mut sources) = (vec![root.clone()], Vec::new());
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                sources.push((path.strip_prefix(&root).unwrap().to_owned(), text));
            }
        }
    }
    sources.sort();
    sources
}

/// The shortest way of at least one step.
fn way<'n>(
    needs: &'n BTreeMap<String, BTreeMap<String, String>>,
    start: &'n String,
    end: &'n String,
) -> Option<Vec<&'n String>> {
    let mut ways = VecDeque::from([vec![start]]);
    let mut seen = BTreeSet::new();
    while let Some(way) = ways.pop_front() {
        for next in needs.get(*way.last()?).into_iter().flat_map(BTreeMap::keys) {
            let longer = [&way[..], &[next]].concat();
            if next == end {
                return Some(longer);
            }
            if seen.insert(next) {
                ways.push_back(longer);
            }
        }
    }
    None
}

#[test]
fn no_room_imports_one_that_stands_above_or_beside_it() {
    let house = House::ours();
    assert!(house.needs().len() > 500, "only {} imports were read", house.needs().len());
    let broken = house.broken_walls();
    assert!(broken.is_empty(), "{} broken walls\n{}", broken.len(), broken.join("\n"));
}

#[test]
fn no_imports_run_in_a_circle() {
    let circles = House::ours().circles();
    assert!(circles.is_empty(), "{} circles\n{}", circles.len(), circles.join("\n"));
}

fn house(files: &[(&str, &str)]) -> House {
    House::of(files.iter().map(|(path, text)| (PathBuf::from(path), (*text).to_owned())))
}

#[test]
fn a_broken_wall_is_named_with_its_place() {
    let ours = house(&[
        ("lib.rs", "pub mod text;\npub mod checks;\npub use checks::Check;\n"),
        ("hash.rs", "use crate::error::Error;\n"),
        ("error.rs", "use crate::text;\n"),
        (
            "text/mod.rs",
            "//! [`crate::learn`]\nuse std::fmt;\n\nuse crate::{hash::{self, of}, checks};\n",
        ),
        ("text/words.rs", "fn f() { let a = '\"'; crate::names::of(\"crate::read::x\"); }\n"),
        ("metrics/mod.rs", "/* use crate::cli; */\nuse crate::references::Index;\n"),
        (
            "references.rs",
            "#[cfg(test)]\nmod tests {\n    use crate::checks::Check;\n}\nuse super::Check;\n",
        ),
        ("names.rs", "use crate::text::Check as C;\n"),
        (
            "learn.rs",
            "#[cfg(test)]\nuse crate::checks::a;\n#[cfg(test)]\nmod tests;\nuse rayon::prelude::*;\n",
        ),
        ("learn/tests.rs", "use crate::checks;\n"),
        ("checks/mod.rs", "mod a;\npub use a::Check;\nuse crate::learn::tests;\n"),
        ("checks/a.rs", "pub struct Check;\n"),
        ("cli/mod.rs", "use glossator::checks::Check;\nuse crate::cli::a;\n"),
        ("attic.rs", ""),
    ]);
    assert_eq!(
        ours.broken_walls(),
        [
            "src/attic has no place in the order of the rooms",
            "src/error.rs:1 crate::text: `text` stands above `error`",
            "src/metrics/mod.rs:2 crate::references::Index: `references` stands beside `metrics`",
            "src/references.rs:5 super::Check: `checks` stands above `references`",
            "src/text/mod.rs:4 crate::checks: `checks` stands above `text`",
            "src/text/words.rs:1 crate::names::of: `names` stands above `text`",
        ]
    );
}

#[test]
fn a_circle_is_printed_step_by_step() {
    let ours = house(&[
        ("hash.rs", "use crate::error;\n"),
        ("error.rs", "use crate::hash;\n"),
        ("read/mod.rs", "mod align;\nmod formats;\nuse formats::xml::read;\n"),
        ("read/align/mod.rs", "use super::formats::xml;\nmod cost;\n"),
        ("read/align/cost.rs", "use super::super::align;\nuse crate::read::read;\n"),
        ("read/formats/mod.rs", "pub mod xml;\nmod po;\nmod tmx;\npub use tmx::Memory;\n"),
        ("read/formats/xml.rs", "\nuse crate::read::align::cost;\nuse super::po;\n"),
        ("read/formats/po.rs", "use super::Memory;\n"),
        ("read/formats/tmx.rs", "fn f() {\n    super::xml::g();\n}\n"),
    ]);
    assert_eq!(
        ours.circles(),
        [
            "src/: error → hash (src/error.rs:1 crate::hash), hash → error (src/hash.rs:1 crate::error)",
            "src/read: align → formats (src/read/align/mod.rs:1 super::formats::xml), \
             formats → align (src/read/formats/xml.rs:2 crate::read::align::cost)",
            "src/read/formats: po → tmx (src/read/formats/po.rs:1 super::Memory), \
             tmx → xml (src/read/formats/tmx.rs:2 super::xml::g), \
             xml → po (src/read/formats/xml.rs:3 super::po)",
        ]
    );
}
