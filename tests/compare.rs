//! Two translations of the same sources are compared from end to end.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn glossator(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_glossator")).current_dir(folder).args(args).output().unwrap()
}

fn table(folder: &Path, name: &str, rows: impl Iterator<Item = (String, String)>) -> PathBuf {
    let mut text = String::from("source\ttarget\tlocale\tpath\n");
    for (source, target) in rows {
        text.push_str(&[&source, &target, "fr-FR", "guide.md"].join("\t"));
        text.push('\n');
    }
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path
}

#[test]
fn the_better_engine_is_named_with_its_reasons() {
    let run = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compare");
    let _ = fs::remove_dir_all(&run);
    fs::create_dir_all(&run).unwrap();
    let source = |i: usize| format!("Open [page {i}](page-{i}.md) in the browser.");
    let good = |i: usize| format!("Ouvrez la [page {i}](page-{i}.md) dans le navigateur.");
    let bad = |i: usize| format!("Ouvrez la [page {i}] (page-{i}.md) dans browser.");
    table(&run, "a.tsv", (0..30).map(|i| (source(i), bad(i))));
    table(&run, "b.tsv", (0..30).rev().map(|i| (source(i), good(i))));
    table(&run, "ref.tsv", (0..30).map(|i| (source(i), good(i))));
    let output =
        glossator(&run, &["compare", "a.tsv", "b.tsv", "--references", "ref.tsv", "--out", "out"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("fr-FR: B is better: chrF2 +"), "{said}");
    assert!(said.contains("issues fewer (p = 0.000)"), "{said}");
    let read = |name: &str| fs::read_to_string(run.join("out").join(name)).unwrap();
    assert_eq!(read("compare.segments.csv").lines().count(), 31);
    assert!(read("compare.segments.csv").contains(",better,"));
    assert!(read("compare.checks.csv").contains("fr-FR,broken-link,30,0,30,0,0"));
    assert!(read("compare.csv").starts_with("locale,segments,same_segments,"));

    // The other way round, and without references.
    let output = glossator(&run, &["compare", "b.tsv", "a.tsv", "--out", "back"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("fr-FR: A is better: 30 issues more"), "{said}");

    table(&run, "other.tsv", [("Else".to_owned(), "Autre".to_owned())].into_iter());
    let output = glossator(&run, &["compare", "a.tsv", "other.tsv"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no common source"));
    assert!(!run.join("reports").exists());
}
