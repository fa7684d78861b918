//! Names that no list holds: invented ones, damaged as readers report it, beside places of the run that keep them.

use std::collections::BTreeSet;
use std::path::Path;

use crate::support::{bilingual_page, files, scratch, succeeds, text};

/// The rows of a table of fixtures without its heading.
fn rows(file: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/names").join(file);
    let table = std::fs::read_to_string(path).unwrap();
    table.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

/// The segments with an issue of a name, as page and id, of pages where each name is kept at so many places and damaged at
/// one.
fn flagged(folder: &str, kept: usize) -> (BTreeSet<String>, usize) {
    let folder = scratch(folder);
    let (frames, reports) = (rows("frames.tsv"), rows("reports.tsv"));
    let locales: BTreeSet<&str> = reports.iter().map(|row| row[0].as_str()).collect();
    assert!(locales.len() >= 12 && reports.len() >= 50);
    let mut damaged = 0;
    for locale in locales {
        let own: Vec<&Vec<String>> = frames.iter().filter(|row| row[0] == locale).collect();
        let fill = |row: &Vec<String>, frame: usize, name: &str| {
            (own[frame][1].replace("{}", &row[1]), own[frame][2].replace("{}", name))
        };
        let (mut right, mut wrong) = (Vec::new(), Vec::new());
        for row in reports.iter().filter(|row| row[0] == locale) {
            for frame in 0..kept {
                right.push(fill(row, frame, if frame == 0 { &row[3] } else { &row[1] }));
            }
            wrong.push(fill(row, 3, &row[2]));
        }
        damaged += wrong.len();
        let place = folder.join("docs").join(locale);
        std::fs::create_dir_all(&place).unwrap();
        std::fs::write(place.join("right.md"), bilingual_page("MT", locale, &right)).unwrap();
        std::fs::write(place.join("wrong.md"), bilingual_page("MT", locale, &wrong)).unwrap();
    }
    succeeds(&folder, &["score", "docs", "--out", "out"]);
    let mut segments = BTreeSet::new();
    for (file, bytes) in files(&folder.join("out")) {
        if !file.ends_with(".issues.csv") {
            continue;
        }
        for line in text(&bytes).lines().filter(|line| line.contains("mangled-name")) {
            let at = line.find(".md").unwrap();
            let page = if line[..at].ends_with("right") { "right" } else { "wrong" };
            let id = line.find("a1b2c-").map_or("", |at| &line[at..at + 9]);
            segments.insert(format!("{page} {file} {id}"));
        }
    }
    (segments, damaged)
}

#[test]
fn damaged_names_are_found_where_the_run_keeps_them_elsewhere() {
    let (segments, damaged) = flagged("names-kept-thrice", 3);
    let found = segments.iter().filter(|s| s.starts_with("wrong")).count();
    let falsely = segments.len() - found;
    assert!(found * 10 >= damaged * 8, "{found} of {damaged}: {segments:#?}");
    assert!(falsely * 50 <= damaged * 3, "{falsely} right ones: {segments:#?}");
}

#[test]
fn one_place_that_keeps_a_name_tells_of_damage_that_shows_its_letters() {
    let (segments, damaged) = flagged("names-kept-once", 1);
    let found = segments.iter().filter(|s| s.starts_with("wrong")).count();
    assert!(found * 2 >= damaged, "{found} of {damaged}: {segments:#?}");
    assert!(segments.len() == found, "right ones: {segments:#?}");
}
