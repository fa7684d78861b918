//! Spelling by dictionaries: found, used for the locales of their language, and told where they are broken.

use std::fs;
use std::path::PathBuf;

use crate::support::{files, glossator, scratch, succeeds, text};

/// A French page of which one word is misspelled once and one is not known to the dictionary, with its original, and a
/// dictionary in the folder `words`.
fn repository(name: &str, affixes: &str) -> PathBuf {
    let folder = scratch(name);
    for path in ["content/en", "content/fr", "words/dictionary-fr"] {
        fs::create_dir_all(folder.join(path)).unwrap();
    }
    let page = |word: &str, lines: [&str; 4]| {
        let lines = lines.map(|line| line.replace('_', word));
        format!("# {word}\n\n{}\n", lines.join("\n\n"))
    };
    let english = [
        "Open the letter’s _ list.",
        "Each _ has a name and a letter.",
        "Close the letter’s _ now.",
        "Read this _ of a rub again.",
    ];
    let french = [
        "Ouvrez la liste de la _ du message.",
        "Chaque _ porte un nom et un message.",
        "Fermez la _ du message maintenant.",
        "Relisez cette propiété du massage.",
    ];
    fs::write(folder.join("content/en/a.md"), page("property", english)).unwrap();
    fs::write(folder.join("content/fr/a.md"), page("propriété", french)).unwrap();
    fs::write(folder.join("words/dictionary-fr/index.aff"), affixes).unwrap();
    let words = "5\npropriété/S\nliste/S\nrelisez\nnom/S\nmessage/S\n";
    fs::write(folder.join("words/dictionary-fr/index.dic"), words).unwrap();
    folder
}

const AFFIXES: &str = "SET UTF-8\nSFX S Y 1\nSFX S 0 s .\n";

#[test]
fn a_rare_word_that_the_dictionary_has_not_is_told_beside_the_one_that_it_has() {
    let folder = repository("dictionaries-used", AFFIXES);
    succeeds(&folder, &["score", "content", "--out", "without"]);
    let issues = fs::read_to_string(folder.join("without/fr.issues.csv")).unwrap();
    assert!(!issues.contains(",spelling,"), "{issues}");
    let call = |out| ["score", "content", "--dictionaries", "words", "--out", out];
    succeeds(&folder, &call("first"));
    succeeds(&folder, &call("second"));
    let issues = fs::read_to_string(folder.join("first/fr.issues.csv")).unwrap();
    let told: Vec<&str> = issues.lines().filter(|line| line.contains(",spelling,")).collect();
    assert!(told.len() == 1 && told[0].contains(",propiété,"), "{told:?}");
    assert!(told[0].contains("propriété"), "{told:?}");
    assert_eq!(files(&folder.join("first")), files(&folder.join("second")));
}

#[test]
fn dictionaries_are_listed_and_broken_ones_told() {
    let folder = repository("dictionaries-listed", AFFIXES);
    let said = succeeds(&folder, &["dictionaries", "--dictionaries", "words"]);
    assert!(said.contains("fr         ready") && said.contains("npm install"), "{said}");
    let none = succeeds(&folder, &["dictionaries"]);
    assert!(none.contains("No dictionary was found"), "{none}");
    let empty = glossator(&folder, &["score", "--dictionaries", "content"]);
    assert_eq!(empty.status.code(), Some(2));
    assert!(text(&empty.stderr).contains("no dictionary here"), "{}", text(&empty.stderr));

    let broken = repository("dictionaries-broken", "FLAG num\nSFX 0 Y 1\nSFX 0 0 s .\n");
    let listed = glossator(&broken, &["dictionaries", "--dictionaries", "words"]);
    assert_eq!(listed.status.code(), Some(2));
    let said = text(&listed.stdout);
    assert!(said.contains("broken") && said.contains("index.aff: no dictionary"), "{said}");
    // All else is judged as without it.
    let scored = glossator(&broken, &["score", "--dictionaries", "words"]);
    assert_eq!(scored.status.code(), Some(0));
    assert!(text(&scored.stderr).contains("index.aff: no dictionary"), "{}", text(&scored.stderr));
}
