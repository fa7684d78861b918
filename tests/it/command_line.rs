//! What a call does that names little or the wrong thing, and what it says on standard error.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::support::{glossator, scratch, succeeds, text};

/// A repository with one page and its French translation, in which a name in code is another one.
fn repository(name: &str) -> PathBuf {
    let folder = scratch(name);
    let write = |path: &str, page: &str| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, page).unwrap();
    };
    write("content/en/steps.md", "# Steps\n\nOpen the file `notes.txt` and read the list.\n");
    write("content/fr/steps.md", "# Étapes\n\nOuvrez le fichier `notas.txt` et lisez la liste.\n");
    folder
}

#[test]
fn without_a_path_the_current_folder_is_scored_and_never_the_sample() {
    let folder = repository("command-line-bare");
    let said = succeeds(&folder, &["score"]);
    assert!(said.starts_with("source: content/en (en), locales: fr"), "{said}");
    assert!(folder.join("reports/fr.issues.csv").is_file());

    let nothing = scratch("command-line-empty");
    let output = glossator(&nothing, &["score"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("name a folder with localized pages"));

    let said = succeeds(&nothing, &["score", "--sample"]);
    assert!(said.starts_with("The bundled sample"), "{said}");
    let said =
        succeeds(Path::new("."), &["score", "--out", &nothing.join("own").to_string_lossy()]);
    assert!(said.starts_with("The bundled sample"), "{said}");
}

#[test]
fn an_option_of_several_values_leaves_the_path_alone() {
    let folder = repository("command-line-values");
    fs::create_dir(folder.join("more")).unwrap();
    fs::copy(folder.join("content/en/steps.md"), folder.join("more/other.md")).unwrap();
    for sources in
        [&["--source", "content/en", "--source", "more"][..], &["--source=content/en,more"]]
    {
        let call = [&["score"], sources, &["content/fr", "--locale", "fr"]].concat();
        succeeds(&folder, &call);
        let pages = fs::read_to_string(folder.join("reports/fr.pages.csv")).unwrap();
        assert_eq!(pages.lines().count(), 2, "{pages}");
    }
}

#[test]
fn a_failed_gate_says_why() {
    let folder = repository("command-line-gate");
    let output = glossator(&folder, &["score", "--fail-on", "major", "--min-score", "90"]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stderr);
    let first =
        "glossator: fr: 1 critical issue, the first content/fr/steps.md:3: translated-code: ";
    assert!(said.contains(first), "{said}");
    assert!(said.contains("glossator: fr: the quality score 0.0 is below 90"), "{said}");
}

#[test]
fn the_gate_decides_whoever_reads_the_table() {
    let folder = repository("command-line-pipe");
    let call = |args: &[&str]| {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        Command::new(env!("CARGO_BIN_EXE_glossator"))
            .current_dir(&folder)
            .args(args)
            .stdout(writer)
            .stderr(Stdio::null())
            .status()
            .unwrap()
            .code()
    };
    assert_eq!(call(&["score", "--fail-on", "critical"]), Some(1));
    assert_eq!(call(&["score"]), Some(0));
}

#[test]
#[cfg(unix)]
fn what_a_page_says_begins_no_line_of_a_log() {
    let folder = repository("command-line-log");
    let name = "content/fr/a\n::error::b\u{1b}[31m.md";
    fs::write(folder.join(name), [0xFF, 0xFE, 0x00]).unwrap();
    let output = glossator(&folder, &["score", "--fail-on", "critical"]);
    for said in [text(&output.stdout), text(&output.stderr)] {
        assert!(!said.contains('\u{1b}') && !said.contains("\n::error::"), "{said}");
    }
    assert!(folder.join("reports/problems.csv").is_file());
}

#[test]
fn the_worst_issues_stand_below_the_table_and_all_as_lines() {
    let folder = repository("command-line-worst");
    let said = succeeds(&folder, &["score"]);
    let worst = "\ncontent/fr/steps.md:3: critical translated-code: ";
    assert!(said.contains(worst), "{said}");
    assert!(said.lines().take(4).all(|line| line.chars().count() <= 80), "{said}");
    assert!(!succeeds(&folder, &["score", "--show", "0"]).contains(worst));
    assert_eq!(succeeds(&folder, &["score", "-q", "-j", "1", "-o", "other"]), "");
    let said = succeeds(&folder, &["score", "--format", "text", "--out", "none"]);
    let line = "content/fr/steps.md:3:19: critical translated-code: ";
    assert!(said.lines().next().is_some_and(|first| first.starts_with(line)), "{said}");
    assert!(!said.contains('\u{1b}') && !folder.join("none").exists(), "{said}");
}

#[test]
fn checks_and_paths_are_chosen_by_the_call() {
    let folder = repository("command-line-choice");
    let count = |args: &[&str]| {
        let call = [&["score", "--format", "text", "--quiet"], args].concat();
        succeeds(&folder, &call).lines().count()
    };
    assert_eq!(count(&[]), 1);
    assert_eq!(count(&["--ignore", "translated-code,spacing"]), 0);
    assert_eq!(count(&["--select", "translated-code"]), 1);
    assert_eq!(count(&["--select", "spacing"]), 0);
    let output = glossator(&folder, &["score", "--exclude", "**/fr/**"]);
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stdout));
    let output = glossator(&folder, &["score", "--select", "spacings"]);
    assert!(text(&output.stderr).contains("did you mean spacing?"), "{}", text(&output.stderr));
}

#[test]
fn a_configuration_holds_in_the_folders_below_it() {
    let folder = repository("command-line-config");
    assert!(succeeds(&folder, &["init"]).starts_with("glossator.yaml is written"));
    assert_eq!(glossator(&folder, &["init"]).status.code(), Some(2));
    succeeds(&folder, &["score", "--format", "text"]);
    fs::write(folder.join("glossator.yaml"), "checks: {translated-code: off}\nout: found\n")
        .unwrap();
    succeeds(&folder.join("content"), &["score", "--fail-on", "critical"]);
    assert!(folder.join("found/fr.issues.csv").is_file());
    fs::create_dir(folder.join("content/.git")).unwrap();
    let output = glossator(&folder.join("content"), &["score", "--fail-on", "critical"]);
    assert_eq!(output.status.code(), Some(1), "another repository begins here");
}
