//! Properties that hold of any input, asked of damaged ones that are the same each time.

use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use crate::support::{scratch, text};

#[path = "../properties/mod.rs"]
mod targets;

use targets::{TARGETS, Target};

/// Marks of the formats that are put into inputs.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "\u{1}", "\n", "\n\n", "\r\n", "\t", " ", "  ", "\u{a0}", "\u{3000}", "\u{200b}", "\u{301}", "\0", "---\n", "+++\n", "{", "}",
    "[", "]", "(", ")", "<", ">", "</", "/>", "<a>", "&amp;", "&#x41;", "\"", "'", "`", "```\n", "*", "**", "_", "|", "=", ":", "::",
    ",", ";", "%s", "%1$d", "{0}", "1,234.5", "12", "漢字", "。", "ア", "ไทย", "עברית", "é", "İ", "ß", "😀", "\\", "//", "#", "- ",
    "msgid \"a\"\n", "<span data-ttu-id=\"a-1\">", "</span>", "<!--", "-->", "]]>", "=1+1", "+", "-", "@", "\u{feff}", "Azure", "the ",
];

struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }
}

/// An input with some of its bytes lost, doubled, changed, or others put between them.
fn damaged(seed: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = vec![dice.below(256) as u8];
    bytes.extend_from_slice(seed);
    for _ in 0..=dice.below(5) {
        let at = 1 + dice.below(bytes.len());
        let end = (at + dice.below(24)).min(bytes.len());
        match dice.below(6) {
            0 => drop(bytes.drain(at..end)),
            1 => {
                let copy = bytes[at..end].to_vec();
                let to = 1 + dice.below(bytes.len());
                bytes.splice(to..to, copy);
            }
            2 => bytes[at - 1] = dice.below(256) as u8,
            _ => {
                let piece = PIECES[dice.below(PIECES.len())];
                bytes.splice(at..at, piece.bytes());
            }
        }
    }
    bytes.truncate(6000);
    bytes
}

/// The files of a folder and of those in it.
fn all_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() { all_files(&path, found) } else { found.push(path) }
    }
}

/// What the inputs of a target are made of: fixtures, and the small ones that stand beside the targets.
fn seeds(target: &Target) -> Vec<Vec<u8>> {
    let mut files = Vec::new();
    for folder in target.seeds {
        all_files(&Path::new("tests/fixtures").join(folder), &mut files);
    }
    let mut seeds: Vec<Vec<u8>> = files.into_iter().map(|path| fs::read(path).unwrap()).collect();
    seeds.retain(|seed| seed.len() < 6000);
    seeds.extend(
        targets::samples()
            .into_iter()
            .filter(|(name, _)| *name == target.name)
            .map(|(_, bytes)| bytes),
    );
    assert!(!seeds.is_empty(), "{}", target.name);
    seeds
}

#[test]
fn properties_hold_of_damaged_inputs() {
    let kept = scratch("properties");
    let mut failures = Vec::new();
    for target in TARGETS {
        let seeds = seeds(target);
        for number in 0..target.inputs {
            let mut dice = Dice(number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
            dice.below(1);
            let seed = &seeds[dice.below(seeds.len())];
            // Samples say themselves what they are.
            let bytes = if number % 3 == 0 { seed.clone() } else { damaged(seed, &mut dice) };
            if catch_unwind(AssertUnwindSafe(|| (target.holds)(&bytes))).is_err() {
                let path = kept.join(format!("{}-{number}", target.name));
                fs::write(&path, &bytes).unwrap();
                failures.push(path.display().to_string());
            }
        }
    }
    assert!(failures.is_empty(), "these inputs break them:\n{}", failures.join("\n"));
}

/// What the fuzzer begins with: the samples as files.
#[test]
fn the_seeds_of_the_fuzzer_are_the_samples() {
    let folder = Path::new("fuzz/seeds");
    let mut expected = BTreeMap::new();
    for (at, (name, bytes)) in targets::samples().into_iter().enumerate() {
        expected.insert(folder.join(name).join(format!("{at:02}")), bytes);
    }
    if std::env::var_os("SNAPSHOTS").is_some_and(|value| value == "overwrite") {
        let _ = fs::remove_dir_all(folder);
        for (path, bytes) in &expected {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }
    let mut found = Vec::new();
    all_files(folder, &mut found);
    let found: BTreeMap<_, _> =
        found.into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect();
    assert!(found == expected, "renew them: SNAPSHOTS=overwrite cargo test --test it properties");
}

/// Each target has a program of the fuzzer, and no other has.
#[test]
fn every_property_is_fuzzed() {
    let manifest = fs::read_to_string("fuzz/Cargo.toml").unwrap();
    let programs = manifest.split("[[bin]]\nname = \"").skip(1);
    let names = programs.filter_map(|program| program.split('"').next());
    assert!(names.eq(TARGETS.iter().map(|target| target.name)));
    for target in TARGETS {
        let program = format!("fuzz/fuzz_targets/{}.rs", target.name);
        let program = fs::read_to_string(program).unwrap();
        assert!(program.contains(&format!("holds({:?}, bytes)", target.name)), "{program}");
    }
    assert_eq!(fs::read_dir("fuzz/fuzz_targets").unwrap().count(), TARGETS.len());
}

#[test]
fn inputs_that_broke_a_property_break_it_no_more() {
    let mut found = Vec::new();
    all_files(Path::new("tests/fixtures/fuzz"), &mut found);
    assert!(!found.is_empty());
    for path in found {
        let name = text(path.parent().unwrap().file_name().unwrap().as_encoded_bytes());
        let target = targets::find(&name).unwrap();
        let bytes = fs::read(&path).unwrap();
        let outcome = catch_unwind(AssertUnwindSafe(|| (target.holds)(&bytes)));
        assert!(outcome.is_ok(), "{}", path.display());
    }
}
