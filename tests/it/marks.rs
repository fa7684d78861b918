//! Bold and links that slipped to other words, told by what the run's pages teach of the words.

use std::path::Path;

use crate::support::{bilingual_page, files, scratch, succeeds, text};

/// Things with their Swedish names.
const NOUNS: &[(&str, &str)] = &[
    ("printer", "skrivaren"),
    ("folder", "mappen"),
    ("window", "fönstret"),
    ("button", "knappen"),
    ("letter", "brevet"),
    ("garden", "trädgården"),
    ("bridge", "bron"),
    ("street", "gatan"),
    ("kitchen", "köket"),
    ("ladder", "stegen"),
];
/// What is done with them.
const VERBS: &[(&str, &str)] = &[
    ("Open", "Öppna"),
    ("Paint", "Måla"),
    ("Find", "Hitta"),
    ("Clean", "Rengör"),
    ("Sell", "Sälj"),
];

/// The lines on broken emphasis and links of a run that teaches these words.
fn told(folder: &str, by: &str, pairs: &[(&str, &str)]) -> Vec<String> {
    let folder = scratch(folder);
    let mut known = Vec::new();
    for (thing, name) in NOUNS {
        for (other, its) in NOUNS.iter().filter(|(other, _)| other != thing) {
            for (verb, word) in VERBS {
                known.push((
                    format!("{verb} the {thing} beside the {other}."),
                    format!("{word} {name} bredvid {its}."),
                ));
            }
        }
    }
    let place = folder.join("docs/sv-SE");
    std::fs::create_dir_all(&place).unwrap();
    std::fs::write(place.join("known.md"), bilingual_page("HT", "sv-SE", &known)).unwrap();
    let pairs: Vec<(String, String)> =
        pairs.iter().map(|(s, t)| ((*s).to_owned(), (*t).to_owned())).collect();
    std::fs::write(place.join("page.md"), bilingual_page(by, "sv-SE", &pairs)).unwrap();
    succeeds(&folder, &["score", "docs", "--out", "out"]);
    rows(&folder.join("out"))
}

/// The lines on broken emphasis and links; no text of these pages goes over a line.
fn rows(out: &Path) -> Vec<String> {
    let issues = files(out).into_iter().filter(|(file, _)| file.ends_with(".issues.csv"));
    let lines =
        issues.flat_map(|(_, bytes)| text(&bytes).lines().map(str::to_owned).collect::<Vec<_>>());
    lines.filter(|l| l.contains(",broken-emphasis,") || l.contains(",broken-link,")).collect()
}

#[test]
fn marks_on_other_words_are_told_by_what_the_run_taught() {
    let pairs = [
        // Right ones, in another order of words too.
        ("Paint the **Bridge** beside the kitchen.", "Måla **Bron** bredvid köket."),
        ("Find the [garden ladder](a.md) now.", "Hitta nu [stegen i trädgården](a.md)."),
        // It takes in the verb of the sentence, leaves out half of the label, and stands on another noun.
        ("Sell the **Ladder** beside the street.", "**Sälj Stegen** bredvid gatan."),
        ("See [Window button](a.md) in the kitchen.", "Se Fönstret [Knappen](a.md) i köket."),
        ("Clean the **Folder** beside the printer.", "Rengör Mappen bredvid **Skrivaren**."),
    ];
    let found = told("marks-of-machine", "MT", &pairs);
    let spans = [
        ["a1b2c-103,broken-emphasis,", ",medium,", "**Sälj Stegen**,"],
        ["a1b2c-104,broken-link,", ",medium,", ",Fönstret [Knappen],"],
        ["a1b2c-105,broken-emphasis,", ",medium,", ",**Skrivaren**,"],
    ];
    for parts in spans {
        let is_told = found.iter().any(|line| parts.iter().all(|part| line.contains(part)));
        assert!(is_told, "{parts:?}: {found:#?}");
    }
    let is_right = |line: &&String| line.contains("a1b2c-101") || line.contains("a1b2c-102");
    assert_eq!(found.iter().find(is_right), None);
}

#[test]
fn people_choose_what_they_mark() {
    let pairs = [("Sell the **Ladder** beside the street.", "**Sälj Stegen** bredvid gatan.")];
    let found = told("marks-of-people", "HT", &pairs);
    assert!(found.iter().all(|line| line.contains(",low,")), "{found:#?}");
}
