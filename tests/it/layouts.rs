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

#[test]
fn tables_and_locales_that_are_not_there_are_told() {
    let site = tree(
        "layouts-tables",
        &[
            ("l/en/menu.json", "{\"open\": \"Open the valve.\", \"close\": \"Close it.\"}"),
            ("l/en/mail.json", "{\"bye\": \"See you soon.\", \"icon\": \"a/b.png\"}"),
            ("l/en/ids.json", "{\"icon\": \"a/b.png\"}"),
            ("l/de/menu.json", "{\"open\": \"Öffnen Sie das Ventil.\", \"close\": \"Schließen.\"}"),
            ("l/en/page.md", ENGLISH),
            ("l/fr/page.md", &format!("---\nms.contentlocale: fr-FF\n---\n{FRENCH}")),
        ],
    );
    succeeds(&site, &["score", "."]);
    let problems = report(&site, "problems.csv");
    let rows = [
        "l/en/ids.json,,not-scored,The file holds no text to translate.",
        "l/en/mail.json,,not-translated,No localized file of de belongs to this original.",
        "l/en/page.md,,not-translated,No localized file of de belongs to this original.",
        "l/fr/page.md,,unknown-locale,The locale that the file names is not known. `fr-FF`: did you mean fr-FR?",
    ];
    assert_eq!(problems.lines().skip(1).collect::<Vec<_>>(), rows);
    let summary = report(&site, "summary.csv");
    // Two texts of the table that is there, one of the other, three of the page.
    let row = summary.lines().find(|row| row.starts_with("de,")).unwrap();
    assert!(row.starts_with("de,1,0,0,6,") && row.ends_with(",4,33.33,0"), "{row}");
}

#[test]
fn the_configuration_names_the_language_of_the_sources() {
    let files = [("docs/a.md", GERMAN), ("docs/en/a.md", ENGLISH), ("docs/fr/a.md", FRENCH)];
    let site = tree("layouts-configured", &files);
    fs::write(site.join("glossator.yaml"), "source-locale: de\n").unwrap();
    let said = succeeds(&site, &["score", "docs", "--dry-run"]);
    assert!(said.starts_with("source: docs (de), locales: en fr (docs/<locale>)"), "{said}");
    let pairs = succeeds(&site, &["extract", "docs", "--source-locale", "de", "--to", "tsv"]);
    assert!(
        pairs.contains("Ouvrez la vanne") && pairs.contains("Öffnen Sie das Ventil"),
        "{pairs}"
    );
    fs::write(site.join("glossator.yaml"), "source-locale: d\n").unwrap();
    let wrong = glossator(&site, &["score", "docs", "--dry-run"]);
    assert!(
        text(&wrong.stderr).contains("glossator.yaml:1: source-locale: \"d\""),
        "{}",
        text(&wrong.stderr)
    );
}

/// Commits all that a folder holds, on a day of 2026.
fn commit(site: &Path, month: u8) -> bool {
    let date = format!("2026-{month:02}-01T12:00:00Z");
    let git = |args: &[&str]| {
        let mut git = std::process::Command::new("git");
        git.current_dir(site).args(["-c", "user.name=a", "-c", "user.email=a@a.example"]);
        git.args(args).envs([("GIT_AUTHOR_DATE", &date), ("GIT_COMMITTER_DATE", &date)]);
        git.output().is_ok_and(|output| output.status.success())
    };
    git(&["init", "-q"]) && git(&["add", "."]) && git(&["commit", "-q", "-m", "change"])
}

#[test]
fn the_history_of_a_checkout_is_evidence_of_an_outdated_page() {
    let page = |of: &str| (1..=12).map(|n| format!("{of} {n}.\n\n")).collect::<Vec<_>>().concat();
    let (english, french) = (page("Paragraph number"), page("Paragraphe numéro"));
    let site = tree(
        "layouts-history",
        &[("en/a.md", &english), ("fr/a.md", &french), ("en/b.md", ENGLISH), ("fr/b.md", FRENCH)],
    );
    let newer = english + "A wholly new paragraph explains the pressure gauge.\n";
    fs::write(site.join("en/a.md"), &newer).unwrap();
    // One block without a counterpart is an error where nothing else is known.
    succeeds(&site, &["score", "."]);
    let issues = report(&site, "fr.issues.csv");
    assert!(issues.contains(",missing-translation,") && !issues.contains("stale"), "{issues}");
    fs::remove_dir_all(site.join("reports")).unwrap();
    assert!(commit(&site, 1), "git is there");
    fs::write(site.join("en/a.md"), newer.replace("pressure", "water")).unwrap();
    fs::write(site.join("en/b.md"), ENGLISH.replace("valve", "tap")).unwrap();
    assert!(commit(&site, 3));
    succeeds(&site, &["score", "."]);
    let issues = report(&site, "fr.issues.csv");
    let said = "which changed on 2026-03-01, after this page (2026-01-01): 1 of the original's 13 blocks are missing";
    assert!(issues.contains(",stale-translation,") && issues.contains(said), "{issues}");
    // The page that has all blocks is not outdated for its date alone.
    assert!(!issues.contains("fr/b.md"), "{issues}");
    assert!(!issues.contains("missing-translation"), "{issues}");
}
