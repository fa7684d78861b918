//! Repositories in the layouts that there are, scored without options.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{glossator, scratch, succeeds, text};

const ENGLISH: &str = "# Start\n\nOpen the valve. Close it after 5 minutes.\n";
const FRENCH: &str = "# Démarrer\n\nOuvrez la vanne. Fermez-la au bout de 5 minutes.\n";
const GERMAN: &str = "# Start\n\nÖffnen Sie das Ventil. Schließen Sie es nach 5 Minuten.\n";

fn tree(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let run = scratch(name);
    for (path, text) in files {
        let path = run.join("site").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    run.join("site")
}

fn report(site: &Path, name: &str) -> String {
    fs::read_to_string(site.join("reports").join(name)).unwrap_or_default()
}

#[test]
fn a_repository_is_scored_without_options_and_nothing_vanishes() {
    let site = tree(
        "layouts-whole",
        &[
            ("content/en/start.md", ENGLISH),
            ("content/en/more.md", ENGLISH),
            ("content/fr/start.mdx", FRENCH),
            ("content/fr/seul.md", FRENCH),
            ("content/de/start.md", GERMAN),
            ("content/de/more.md", GERMAN),
            ("static/a.png", ""),
            ("static/b.png", ""),
            ("static/note.md", ENGLISH),
            ("package.json", "{}"),
        ],
    );
    for _ in 0..2 {
        let said = succeeds(&site, &["score", "."]);
        let line = "source: content/en (en), locales: de fr (content/<locale>)";
        assert_eq!(said.lines().next(), Some(line), "{said}");
        assert!(said.contains("5 irregularities"), "{said}");
        let problems = report(&site, "problems.csv");
        for row in [
            "content/en/more.md,,not-translated,No localized file of fr belongs",
            "content/fr/seul.md,,no-source,",
            "package.json,,no-translation,",
            "static/*.png,,unknown-format,2 files",
            "static/note.md,,no-translation,1 file",
        ] {
            assert!(problems.contains(row), "{row}: {problems}");
        }
        // The reports of the first run are no input of the second.
        assert_eq!(problems.lines().count(), 6, "{problems}");
    }
    let summary = report(&site, "summary.csv");
    let row = |locale: &str| summary.lines().find(|row| row.starts_with(locale)).unwrap();
    assert!(row("de,2,0,0,6,").ends_with(",0,100.00,0"), "{summary}");
    // The three segments of the page that it lacks are to be translated.
    assert!(row("fr,1,0,0,6,").ends_with(",3,50.00,0"), "{summary}");
}

#[test]
fn a_dry_run_shows_the_pairs_and_scores_nothing() {
    let site = tree(
        "layouts-dry",
        &[("docs/a.md", ENGLISH), ("docs/b.md", ENGLISH), ("docs/fr/a.md", FRENCH), ("x.png", "")],
    );
    let expected = "source: docs (en), locales: fr (docs/<locale>)\n\n\
                    fr  docs/fr/a.md \u{2190} docs/a.md  (page)\n\
                    -  *.png  unknown-format: 1 file of a type that is not read.\n\
                    -  docs/b.md  not-translated: fr\n";
    assert_eq!(succeeds(&site, &["score", ".", "--dry-run"]), expected);
    assert!(!site.join("reports").exists());
}

#[test]
fn the_source_may_be_another_language() {
    let site = tree(
        "layouts-source",
        &[("docs/a.md", GERMAN), ("docs/en/a.md", ENGLISH), ("docs/fr/a.md", FRENCH)],
    );
    let said = succeeds(&site, &["score", "docs", "--source-locale", "de"]);
    assert!(said.starts_with("source: docs (de), locales: en fr (docs/<locale>)"), "{said}");
    assert!(report(&site, "en.segments.csv").contains("Öffnen Sie das Ventil."), "{said}");
    let issues = report(&site, "en.issues.csv") + &report(&site, "fr.issues.csv");
    assert_eq!(issues.lines().count(), 2, "{issues}");
    let wrong = glossator(&site, &["score", "docs", "--source-locale", "x"]);
    assert!(text(&wrong.stderr).contains("--source-locale x"), "{}", text(&wrong.stderr));
}
