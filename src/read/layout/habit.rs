//! Pages of trees that are laid out otherwise than their originals (`i18n/de/docs/current` and `docs`): where most of a
//! folder's pages have an original of the same name in one other folder, all are looked for there.

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::evidence::Evidence;
use super::tree::{self, Tree, key, without};

/// A localized page whose original is still to be found.
struct Open {
    at: usize,
    /// Its path, without a tag in the file's name.
    path: String,
    /// Of the folder that names the locale; empty where the file's name does.
    tag: Range<usize>,
    /// Where the path goes on behind that folder.
    behind: usize,
}

/// Which folders of originals a folder of pages was found to go with: how often, and whether once by a name that no other
/// original has.
type Votes = BTreeMap<u64, BTreeMap<String, (u32, bool)>>;

/// Originals by how their paths end.
struct Endings {
    by_name: FxHashMap<u64, Vec<u32>>,
    by_folder_and_name: FxHashMap<u64, Vec<u32>>,
}

/// Originals of one name that are compared, at most: of `index.md` there are too many to tell anything.
const MAX_NAMESAKES: usize = 64;

/// A folder that has so many of the pages that another has is as good.
const NEARLY: (u32, u32) = (9, 10);

/// Finds originals for the pages of these numbers, among the files that may be some.
pub(super) fn originals(
    tree: &mut Tree,
    evidence: &Evidence,
    pages: Vec<usize>,
    eligible: &[bool],
) -> Vec<(usize, u32)> {
    let open: Vec<Open> = pages.into_iter().filter_map(|at| Open::of(tree, evidence, at)).collect();
    if open.is_empty() {
        return Vec::new();
    }
    let endings = Endings::of(tree, eligible);
    let (mut votes, mut all) = (Votes::new(), FxHashMap::default());
    for page in &open {
        for (prefix, _) in page.prefixes() {
            *all.entry(prefix).or_insert(0_u32) += 1;
        }
        page.vote(tree, &endings, &mut votes);
    }
    let habit = |prefix: u64| {
        let votes = votes.get(&prefix)?;
        let most = votes.values().map(|(count, _)| *count).max()?;
        // Older versions of the originals lie deeper than those of today.
        let depth = |folder: &str| folder.matches('/').count();
        let near = votes.iter().filter(|(_, (count, _))| count * NEARLY.1 >= most * NEARLY.0);
        let (folder, (count, sure)) = near.clone().min_by_key(|(folder, _)| depth(folder))?;
        let rivals = near.filter(|(other, _)| depth(other) == depth(folder)).count();
        (rivals == 1 && (*count > 1 || *sure) && count * 2 >= all[&prefix]).then_some(folder)
    };
    let habits: FxHashMap<u64, &String> =
        votes.keys().filter_map(|prefix| Some((*prefix, habit(*prefix)?))).collect();
    let found = open.iter().filter_map(|page| {
        let original = page.prefixes().into_iter().find_map(|(prefix, end)| {
            let original = tree.file(&format!("{}{}", habits.get(&prefix)?, &page.path[end..]))?;
            eligible[original as usize].then_some(original)
        });
        Some((page.at, original?))
    });
    found.collect()
}

impl Endings {
    fn of(tree: &Tree, eligible: &[bool]) -> Endings {
        let (mut by_name, mut by_folder_and_name) = (FxHashMap::default(), FxHashMap::default());
        let mut path = String::new();
        for at in (0..tree.files.len()).filter(|at| eligible[*at]) {
            tree.full(&tree.files[at], &mut path);
            if tree::is_page(&path) {
                let ending = |count| key(&path[last(&path, count)..]);
                by_name.entry(ending(1)).or_insert_with(Vec::new).push(at as u32);
                by_folder_and_name.entry(ending(2)).or_insert_with(Vec::new).push(at as u32);
            }
        }
        Endings { by_name, by_folder_and_name }
    }
}

/// Where the last parts of a path begin.
fn last(path: &str, count: usize) -> usize {
    path.rmatch_indices('/').nth(count - 1).map_or(0, |(at, _)| at + 1)
}

impl Open {
    fn of(tree: &mut Tree, evidence: &Evidence, at: usize) -> Option<Open> {
        if !tree::is_page(&tree.files[at].input.name) {
            return None;
        }
        let mut path = String::new();
        let parts = evidence.locales(tree, at, &mut path);
        if let Some(part) = parts.iter().rev().find(|part| !part.is_file) {
            let (tag, behind) = (part.tag.clone(), part.component.end + 1);
            return Some(Open { at, path, tag, behind });
        }
        let part = parts.last()?;
        let behind = part.component.start;
        Some(Open { at, path: without(&path, part)?, tag: behind..behind, behind })
    }

    /// The folders that it is in, the deepest first, named without the locale; and where the path goes on.
    fn prefixes(&self) -> Vec<(u64, usize)> {
        let below = self.path[self.behind..].match_indices('/').map(|(at, _)| self.behind + at + 1);
        let ends: Vec<usize> = std::iter::once(self.behind).chain(below).collect();
        ends.into_iter().rev().map(|end| (self.prefix(end), end)).collect()
    }

    fn prefix(&self, end: usize) -> u64 {
        key(&format!("{}\0{}", &self.path[..self.tag.start], &self.path[self.tag.end..end]))
    }

    /// Votes for the folders that have a page of the same name: those where most folders above agree too, and of these the
    /// one that lies above the page.
    fn vote(&self, tree: &Tree, endings: &Endings, votes: &mut Votes) {
        let folder_and_name = last(&self.path, 2);
        let nearer = (folder_and_name >= self.behind)
            .then(|| endings.by_folder_and_name.get(&key(&self.path[folder_and_name..])))
            .flatten();
        let Some(namesakes) =
            nearer.or_else(|| endings.by_name.get(&key(&self.path[last(&self.path, 1)..])))
        else {
            return;
        };
        if namesakes.len() > MAX_NAMESAKES {
            return;
        }
        let mut best: Vec<(usize, String)> = Vec::new();
        let mut path = String::new();
        for namesake in namesakes {
            tree.full(&tree.files[*namesake as usize], &mut path);
            let (mine, theirs) = (self.path[self.behind..].split('/'), path.split('/'));
            let same = mine.rev().zip(theirs.rev()).skip(1);
            let common = 1 + same.take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
            let most = best.first().map_or(0, |(most, _)| *most);
            if common > most {
                best.clear();
            }
            if common >= most {
                best.push((common, path.clone()));
            }
        }
        let is_above = |path: &str| self.path.starts_with(&path[..last(path, 1)]);
        let above = best.iter().filter(|(_, path)| is_above(path)).max_by_key(|(_, p)| p.len());
        let best = above.map_or(&best[..], std::slice::from_ref);
        for (common, original) in best {
            for count in 1..=*common {
                let mine = last(&self.path, count).max(self.behind);
                let folder = original[..last(original, count)].to_owned();
                let seen = votes.entry(self.prefix(mine)).or_default().entry(folder).or_default();
                seen.0 += 1;
                seen.1 |= namesakes.len() == 1 || above.is_some();
            }
        }
    }
}
