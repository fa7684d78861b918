//! Two translations of the same sources are compared from end to end.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{glossator, scratch, text};

fn table(folder: &Path, name: &str, pairs: impl Iterator<Item = (String, String)>) -> PathBuf {
    let mut rows = String::from("source\ttarget\tlocale\tpath\n");
    for (source, target) in pairs {
        rows.push_str(&[&source, &target, "fr-FR", "guide.md"].join("\t"));
        rows.push('\n');
    }
    let path = folder.join(name);
    fs::write(&path, rows).unwrap();
    path
}

#[test]
fn the_better_engine_is_named_with_its_reasons() {
    let run = scratch("compare");
    let source = |i: usize| format!("Open [page {i}](page-{i}.md) in the browser.");
    let good = |i: usize| format!("Ouvrez la [page {i}](page-{i}.md) dans le navigateur.");
    let bad = |i: usize| format!("Ouvrez la [page {i}] (page-{i}.md) dans browser.");
    table(&run, "a.tsv", (0..30).map(|i| (source(i), bad(i))));
    table(&run, "b.tsv", (0..30).rev().map(|i| (source(i), good(i))));
    table(&run, "ref.tsv", (0..30).map(|i| (source(i), good(i))));
    let output =
        glossator(&run, &["compare", "a.tsv", "b.tsv", "--references", "ref.tsv", "--out", "out"]);
    let said = text(&output.stdout);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(said.contains("fr-FR: B is better: chrF2 +"), "{said}");
    assert!(said.contains("issues fewer (p = 0.000)"), "{said}");
    let read = |name: &str| fs::read_to_string(run.join("out").join(name)).unwrap();
    assert_eq!(read("compare.segments.csv").lines().count(), 31);
    assert!(read("compare.segments.csv").contains(",better,"));
    assert!(read("compare.checks.csv").contains("fr-FR,broken-link,30,0,30,0,0"));
    assert!(read("compare.csv").starts_with("locale,segments,same_segments,"));

    // The other way round, and without references.
    let output = glossator(&run, &["compare", "b.tsv", "a.tsv", "--out", "back"]);
    let said = text(&output.stdout);
    assert!(said.contains("fr-FR: A is better: 30 issues more"), "{said}");

    // A translation is no better than itself.
    let call = ["compare", "a.tsv", "a.tsv", "--references", "ref.tsv", "--out", "same"];
    let said = text(&glossator(&run, &call).stdout);
    assert!(said.contains("fr-FR: no clear difference: chrF2 +0.0 (p = 1.000)"), "{said}");

    table(&run, "other.tsv", [("Else".to_owned(), "Autre".to_owned())].into_iter());
    let output = glossator(&run, &["compare", "a.tsv", "other.tsv"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("no common source"));
    assert!(!run.join("reports").exists());
}
