//! Decisions, trend and the report formats, through the command line.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn glossator(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_glossator")).current_dir(folder).args(args).output().unwrap()
}

fn succeeds(folder: &Path, args: &[&str]) -> String {
    let output = glossator(folder, args);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {stderr}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A folder of its own for a test.
fn folder(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

fn pair(id: u32, target: &str, source: &str) -> String {
    format!(
        "<span data-ttu-id=\"a1b2c-{id}\">{target}</span><span class=\"sxs-lookup\"><span data-stu-id=\"a1b2c-{id}\">{source}</span></span>\n\n"
    )
}

fn page(run: &Path, path: &str, pairs: &[String]) {
    let path = run.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let head =
        "---\ntitle: Seite\nms.contentlocale: de-DE\nms.translationtype: MT\n---\n\n".to_owned();
    fs::write(path, head + &pairs.concat()).unwrap();
}

/// The rows of a CSV file by its columns.
fn rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

const FORMATS: &str = "csv,html,xlsx,jsonl,sarif,junit,github,markdown";

#[test]
fn decisions_hold_for_moved_segments_and_gates_count_new_issues_only() {
    let run = folder("decisions");
    let first = pair(101, "Öffnen Sie die Seite Seite.", "Open the page.");
    let second = pair(102, "Die Datei Datei fehlt.", "The file is missing.");
    page(&run, "docs/de-DE/a.md", &[first.clone(), second.clone()]);
    succeeds(&run, &["score", "docs"]);

    // A reviewer fills in the column.
    let issues = run.join("reports/de-DE.issues.csv");
    let text = fs::read_to_string(&issues).unwrap();
    let reviewed: String = text
        .lines()
        .map(|line| {
            let verdict = if line.contains("Seite Seite") { "accepted" } else { "false positive" };
            match line.strip_suffix(",,") {
                Some(rest) => format!("{rest},{verdict},\n"),
                None => format!("{line}\n"),
            }
        })
        .collect();
    fs::write(run.join("reviewed.csv"), reviewed).unwrap();
    let said = succeeds(&run, &["baseline", "accept", "reviewed.csv", "--out", "baseline.csv"]);
    assert!(said.contains("repeated-word") && said.contains("50 %"), "{said}");

    // The segments move to another page, in another order, with other ids.
    fs::remove_file(run.join("docs/de-DE/a.md")).unwrap();
    let moved = [second.replace("102", "7"), first.replace("101", "8")];
    page(&run, "docs/de-DE/sub/b.md", &moved);
    let gate = ["score", "docs", "--fail-on", "minor"];
    assert_eq!(glossator(&run, &gate).status.code(), Some(1));
    let known = [&gate[..], &["--baseline", "baseline.csv"]].concat();
    succeeds(&run, &known);
    let left = rows(&issues);
    assert_eq!(left.iter().map(|r| r["status"].as_str()).collect::<Vec<_>>(), ["known"]);

    // What is new still fails, and what is mended is a decision without an issue.
    page(
        &run,
        "docs/de-DE/sub/b.md",
        &[pair(1, "Die Liste Liste ist leer.", "The list is empty.")],
    );
    let output = glossator(&run, &known);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("2 decisions of reviewers, 2 of which match no issue"), "{said}");
    let decisions = rows(&run.join("reports/decisions.csv"));
    assert!(decisions.iter().all(|d| d["issues"] == "0"), "{decisions:?}");
}

#[test]
fn a_wrong_verdict_is_named_with_its_line() {
    let run = folder("verdicts");
    fs::write(run.join("r.csv"), "fingerprint,verdict\n00000000000000ff,perhaps\n").unwrap();
    let output = glossator(&run, &["baseline", "accept", "r.csv"]);
    assert_eq!(output.status.code(), Some(2));
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(stderr.contains("r.csv:2: the verdict \"perhaps\""), "{stderr}");
    assert!(!run.join("glossator-baseline.csv").exists());
}

#[test]
fn every_format_is_the_same_for_any_number_of_threads() {
    let run = folder("formats");
    for jobs in ["1", "3"] {
        succeeds(&run, &["score", "--format", FORMATS, "--out", jobs, "--jobs", jobs]);
    }
    let mut names = 0;
    for entry in fs::read_dir(run.join("1")).unwrap() {
        let name = entry.unwrap().file_name();
        let other = fs::read(run.join("3").join(&name)).unwrap();
        assert!(fs::read(run.join("1").join(&name)).unwrap() == other, "{name:?} differs");
        names += 1;
    }
    assert!(names > 30, "{names} files");
}

#[test]
fn a_workbook_comes_back_as_decisions() {
    let run = folder("workbook");
    page(&run, "docs/de-DE/a.md", &[pair(1, "Die Datei Datei fehlt.", "The file is missing.")]);
    succeeds(&run, &["score", "docs", "--format", "xlsx"]);
    // As it was written nobody has decided anything.
    let output = glossator(&run, &["baseline", "accept", "reports/de-DE.xlsx"]);
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(stderr.contains("no row has a verdict"), "{stderr}");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, (name, value)) in
        [("check", "repeated-word"), ("fingerprint", "00000000000000ff"), ("verdict", "rejected")]
            .into_iter()
            .enumerate()
    {
        sheet.write_string(0, column as u16, name).unwrap();
        sheet.write_string(1, column as u16, value).unwrap();
    }
    book.save(run.join("review.xlsx")).unwrap();
    succeeds(&run, &["baseline", "accept", "review.xlsx", "--out", "baseline.csv"]);
    assert_eq!(rows(&run.join("baseline.csv"))[0]["verdict"], "rejected");
}

#[test]
fn the_trend_tells_what_came_and_went() {
    let run = folder("trend");
    let first = pair(101, "Öffnen Sie die Seite Seite.", "Open the page.");
    let second = pair(102, "Die Datei Datei fehlt.", "The file is missing.");
    let third = pair(103, "Die Liste Liste ist leer.", "The list is empty.");
    page(&run, "docs/de-DE/a.md", &[first, second.clone()]);
    succeeds(&run, &["score", "docs", "--out", "old"]);
    page(&run, "docs/de-DE/a.md", &[second, third]);
    let args = ["score", "docs", "--out", "new", "--format", "csv,html", "--previous", "old"];
    succeeds(&run, &args);
    let found = rows(&run.join("new/trend.csv"));
    for row in &found {
        let counts = ["new_issues", "fixed_issues", "remaining_issues"].map(|c| row[c].as_str());
        assert_eq!(counts, ["1", "1", "1"], "{row:?}");
    }
    assert_eq!(found.iter().map(|r| r["path"].as_str()).collect::<Vec<_>>(), ["", "de-DE/a.md"]);
    // The command compares the written reports and finds the same.
    succeeds(&run, &["trend", "old", "new", "--out", "again.csv"]);
    assert_eq!(
        fs::read(run.join("again.csv")).unwrap(),
        fs::read(run.join("new/trend.csv")).unwrap()
    );
    assert!(fs::read_to_string(run.join("new/index.html")).unwrap().contains("Change"));
}

#[test]
fn only_changed_pages_are_scored() {
    let run = folder("changed");
    let git = |args: &[&str]| {
        let names = ["-c", "user.name=n", "-c", "user.email=e@example.com"];
        let status = Command::new("git").current_dir(&run).args(names).args(args).output().unwrap();
        assert!(status.status.success(), "{args:?}");
    };
    git(&["init", "-q"]);
    for name in ["a", "b", "c"] {
        let target = format!("Die Datei Datei {name} fehlt.");
        page(&run, &format!("docs/de-DE/{name}.md"), &[pair(1, &target, "The file is missing.")]);
    }
    git(&["add", "."]);
    git(&["commit", "-qm", "pages"]);
    page(&run, "docs/de-DE/b.md", &[pair(1, "Die Liste Liste ist leer.", "The list is empty.")]);
    page(&run, "docs/de-DE/new.md", &[pair(1, "Die Liste Liste ist leer.", "The list is empty.")]);
    succeeds(&run, &["score", "docs", "--changed-since", "HEAD"]);
    let pages = rows(&run.join("reports/de-DE.pages.csv"));
    let paths: Vec<_> = pages.iter().map(|p| p["path"].as_str()).collect();
    assert_eq!(paths, ["de-DE/b.md", "de-DE/new.md"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "more"]);
    succeeds(&run, &["score", "docs", "--changed-since", "HEAD", "--fail-on", "minor"]);
    let output = glossator(&run, &["score", "docs", "--changed-since", "no-such-revision"]);
    assert_eq!(output.status.code(), Some(2));
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(stderr.contains("--changed-since no-such-revision"), "{stderr}");
}

#[test]
fn a_page_can_not_leave_its_place_in_the_reports() {
    let run = folder("hostile");
    let hostile = "Seite Seite </script><script>alert(1)</script>|x\u{202e}]]&gt;\u{2028}";
    page(&run, "docs/de-DE/a'b\"c.md", &[pair(1, hostile, "Page </script> <b>bold</b>.")]);
    succeeds(&run, &["score", "docs", "--format", FORMATS]);
    for entry in fs::read_dir(run.join("reports")).unwrap() {
        let path = entry.unwrap().path();
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let kind = path.extension().and_then(|e| e.to_str()).unwrap_or("");
        if ["html", "xml", "md"].contains(&kind) {
            assert!(!text.contains("alert(1)</script>"), "{}", path.display());
        }
        if kind == "html" {
            let blocks = text.matches("<script").count();
            assert_eq!(blocks, text.matches("</script>").count(), "{}", path.display());
            assert!(text.contains("default-src 'none'"));
        }
    }
}

#[test]
fn completions_and_the_manual_are_printed() {
    let run = folder("completions");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(succeeds(&run, &["completions", shell]).contains("glossator"));
    }
    assert!(succeeds(&run, &["man"]).contains("baseline"));
}
