//! `glossator compare --judge`: a judge's difference is tested as a metric's is.

use super::rows;
use super::stub::{command, score};
use crate::support::{glossator, scratch, succeeds, text};

#[test]
fn a_difference_in_the_eyes_of_a_judge_is_tested() {
    let folder = scratch("judges-compare");
    let table = |name: &str, target: &dyn Fn(usize) -> String| {
        let row = |i: usize| format!("Open page {i}.\t{}\tfr-FR\tguide.md\n", target(i));
        let rows: String = (0..40).map(row).collect();
        std::fs::write(folder.join(name), format!("source\ttarget\tlocale\tpath\n{rows}")).unwrap();
    };
    // Ten are the same, thirty are longer by three characters.
    let shorter = |i: usize| format!("Page {}", "a".repeat(i % 7));
    let longer = |i: usize| if i < 10 { shorter(i) } else { shorter(i) + "aaa" };
    table("a.tsv", &shorter);
    table("b.tsv", &longer);
    let honest = command("honest");
    let said =
        succeeds(&folder, &["compare", "a.tsv", "b.tsv", "--judge", &honest, "--out", "out"]);
    let mean =
        |target: &dyn Fn(usize) -> String| (0..40).map(|i| score(&target(i))).sum::<f64>() / 40.0;
    let (a, b) = (mean(&shorter), mean(&longer));
    let line = format!("fr-FR: counts {a:.3} → {b:.3} over 40 segments (p = ");
    assert!(said.contains(&line) && said.contains("more than chance"), "{line}\n{said}");
    let row = &rows(&folder.join("out/compare.csv"))[0];
    assert_eq!(
        (&row["judge:counts_a"], &row["judge:counts_b"]),
        (&format!("{a:.4}"), &format!("{b:.4}"))
    );
    assert_eq!(row["judge:counts_segments"], "40");
    for test in ["judge:counts_p_bootstrap", "judge:counts_p_randomization"] {
        assert!(row[test].parse::<f64>().unwrap() < 0.01, "{row:?}");
    }
    // Where they differ, and of a sample, which is the same whenever it is drawn.
    let call = ["compare", "a.tsv", "b.tsv", "--judge", &honest, "--judge-only", "changed"];
    let changed = succeeds(&folder, &[&call[..], &["--out", "changed"]].concat());
    assert!(changed.contains(" over 30 segments "), "{changed}");
    let sample =
        || succeeds(&folder, &[&call[..], &["--out", "sample", "--judge-sample", "8"]].concat());
    let first = sample();
    assert!(first.contains(" over 8 segments ") && first == sample(), "{first}");
    // The same translations do not differ.
    let same =
        succeeds(&folder, &["compare", "a.tsv", "a.tsv", "--judge", &honest, "--out", "same"]);
    assert!(same.contains("(p = 1.000 and 1.000: may be chance)"), "{same}");
    // A judge that fails costs its columns, and is told.
    let dies = command("dies-at-once");
    let output =
        glossator(&folder, &["compare", "a.tsv", "b.tsv", "--judge", &dies, "--out", "dies"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("80 segments have no score"), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("scores no segment of both"), "{}", text(&output.stdout));
}
