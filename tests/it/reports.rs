//! Decisions, trend and the report formats, through the command line.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use calamine::Reader;

use crate::support::{glossator, scratch, succeeds, text};

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
    let run = scratch("reports-decisions");
    let first = pair(101, "Öffnen Sie die Seite Seite.", "Open the page.");
    let second = pair(102, "Die Datei Datei fehlt.", "The file is missing.");
    page(&run, "docs/de-DE/a.md", &[first.clone(), second.clone()]);
    succeeds(&run, &["score", "docs"]);

    // A reviewer fills in the column.
    let issues = run.join("reports/de-DE.issues.csv");
    let issued = fs::read_to_string(&issues).unwrap();
    let reviewed: String = issued
        .lines()
        .map(|line| {
            let verdict = if line.contains("Seite Seite") { "accepted" } else { "false positive" };
            match line.strip_suffix(",,,,,") {
                Some(rest) => format!("{rest},{verdict},,,,\n"),
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
    let said = text(&output.stdout);
    assert!(said.contains("2 decisions of reviewers, 2 of which match no issue"), "{said}");
    let decisions = rows(&run.join("reports/decisions.csv"));
    assert!(decisions.iter().all(|d| d["issues"] == "0"), "{decisions:?}");
}

#[test]
fn a_wrong_verdict_is_named_with_its_line() {
    let run = scratch("reports-verdicts");
    fs::write(run.join("r.csv"), "fingerprint,verdict\n00000000000000ff,perhaps\n").unwrap();
    let output = glossator(&run, &["baseline", "accept", "r.csv"]);
    assert_eq!(output.status.code(), Some(2));
    let stderr = text(&output.stderr);
    assert!(stderr.contains("r.csv:2: the verdict \"perhaps\""), "{stderr}");
    assert!(!run.join("glossator-baseline.csv").exists());
}

#[test]
fn every_format_is_the_same_for_any_number_of_threads() {
    let run = scratch("reports-formats");
    for jobs in ["1", "3"] {
        succeeds(&run, &["score", "--sample", "--format", FORMATS, "--out", jobs, "--jobs", jobs]);
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

/// The parts of a workbook.
fn parts(path: &Path) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    let count = archive.len();
    let read = |index| {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        (name, std::io::read_to_string(&mut part).unwrap())
    };
    (0..count).map(read).collect()
}

/// The rows of a workbook's sheet by its first row.
fn sheet(path: &Path, name: &str) -> Vec<BTreeMap<String, String>> {
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).unwrap();
    let range = book.worksheet_range(name).unwrap();
    let mut rows = range.rows().map(|row| row.iter().map(ToString::to_string));
    let head: Vec<String> = rows.next().unwrap().collect();
    rows.map(|row| head.iter().cloned().zip(row).collect()).collect()
}

#[test]
fn a_workbook_comes_back_as_decisions() {
    let run = scratch("reports-workbook");
    let pairs = [
        pair(1, "Die Datei Datei fehlt.", "The file is missing."),
        pair(2, "Die Liste Liste ist leer.", "The list is empty."),
    ];
    page(&run, "docs/de-DE/a.md", &pairs);
    succeeds(&run, &["score", "docs", "--format", "xlsx,csv"]);
    let book = run.join("reports/de-DE.xlsx");
    let listed = sheet(&book, "Issues");
    let issues = rows(&run.join("reports/de-DE.issues.csv"));
    assert_eq!(listed.len(), issues.len());
    for (cells, row) in listed.iter().zip(&issues) {
        for (column, cell) in cells.iter().filter(|(column, _)| column.as_str() != "reference") {
            assert_eq!(cell, &row[column], "{column}");
        }
    }
    // As it was written nobody has decided anything.
    let output = glossator(&run, &["baseline", "accept", "reports/de-DE.xlsx"]);
    let stderr = text(&output.stderr);
    assert!(stderr.contains("no row has a verdict"), "{stderr}");
    // A reviewer chooses a verdict in the first row and writes a comment beside it.
    let mut edited = zip::ZipWriter::new(fs::File::create(run.join("review.xlsx")).unwrap());
    for (name, mut xml) in parts(&book) {
        if xml.contains("<autoFilter ref=\"A1:S3\"/>") {
            assert!(xml.contains("sqref=\"I2:I3\"><formula1>\"accepted,rejected,false-positive\""));
            assert!(
                xml.contains("state=\"frozen\"") && xml.contains("<autoFilter ref=\"A1:S3\"/>")
            );
            let cell = |at: &str, text: &str| {
                format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
            };
            let said = cell("I2", "rejected") + &cell("J2", "so_x000D_&#10;it is");
            xml = xml.replacen("<c r=\"K2\"", &(said + "<c r=\"K2\""), 1);
        }
        edited.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        edited.write_all(xml.as_bytes()).unwrap();
    }
    edited.finish().unwrap();
    succeeds(&run, &["baseline", "accept", "review.xlsx", "--out", "baseline.csv"]);
    let decisions = rows(&run.join("baseline.csv"));
    assert_eq!(decisions.len(), 1);
    assert_eq!(decisions[0]["verdict"], "rejected");
    assert_eq!(decisions[0]["comment"], "so\r\nit is");
    assert_eq!(decisions[0]["fingerprint"], issues[0]["fingerprint"]);
    succeeds(&run, &["score", "docs", "--baseline", "baseline.csv"]);
    let status = |row: &BTreeMap<String, String>| row["status"].clone();
    let later: Vec<_> = rows(&run.join("reports/de-DE.issues.csv")).iter().map(status).collect();
    assert_eq!(later, ["known", "new"]);
}

/// Two findings, the first of two issues; the second issue's segment stands on another page.
fn two_findings(run: &Path) {
    page(run, "docs/de-DE/a.md", &[pair(1, "Die Datei Datei fehlt.", "The file is missing.")]);
    let others = [
        pair(1, "Öffnen Sie die Datei Datei.", "Open the file."),
        pair(2, "Die Liste Liste ist leer.", "The list is empty."),
    ];
    page(run, "docs/de-DE/b.md", &others);
    succeeds(run, &["score", "docs", "--format", "xlsx,csv"]);
}

#[test]
fn a_verdict_on_a_finding_decides_its_issues() {
    let run = scratch("reports-finding-verdicts");
    two_findings(&run);
    let table = run.join("reports/de-DE.findings.csv");
    let found = fs::read_to_string(&table).unwrap();
    assert_eq!(rows(&table).iter().map(|r| r["issues"].as_str()).collect::<Vec<_>>(), ["2", "1"]);
    let decided = |verdict: &str| -> String {
        let fill = |(at, line): (usize, &str)| match line.strip_suffix(",,") {
            Some(rest) if at == 1 => format!("{rest},{verdict},\"in, brief\"\n"),
            _ => format!("{line}\n"),
        };
        found.lines().enumerate().map(fill).collect()
    };
    fs::write(&table, decided("Not worth fixing")).unwrap();
    let accept = ["baseline", "accept", "reports/de-DE.findings.csv", "--reviewer", "Ana"];
    let said = succeeds(&run, &accept);
    assert!(said.starts_with("2 verdicts taken;"), "{said}");
    let decisions = rows(&run.join("glossator-baseline.csv"));
    for decision in &decisions {
        let said = ["verdict", "comment", "reviewer", "check"].map(|name| decision[name].as_str());
        assert_eq!(said, ["rejected", "in, brief", "Ana", "repeated-word"]);
    }
    // Who decided first is not overwritten by who accepts other verdicts.
    fs::write(run.join("empty.csv"), &found).unwrap();
    let mine = ["baseline", "accept", "glossator-baseline.csv", "--reviewer", "Bo"];
    succeeds(&run, &mine);
    assert_eq!(rows(&run.join("glossator-baseline.csv")), decisions);
    succeeds(&run, &["score", "docs", "--baseline", "glossator-baseline.csv"]);
    let later = rows(&run.join("reports/de-DE.issues.csv"));
    let status: Vec<_> = later.iter().map(|row| row["status"].as_str()).collect();
    assert_eq!(status, ["known", "known", "new"]);

    // An issue's own verdict wins; a table without its issues, or with those of another run, is refused.
    let issues = run.join("reports/de-DE.issues.csv");
    let own = fs::read_to_string(&issues).unwrap().replacen(",,,,,\n", ",accepted,,,,\n", 1);
    fs::write(&issues, own).unwrap();
    fs::write(&table, decided("f")).unwrap();
    succeeds(&run, &[&accept[..3], &["--out", "other.csv"]].concat());
    let mut verdicts: Vec<_> =
        rows(&run.join("other.csv")).iter().map(|row| row["verdict"].clone()).collect();
    verdicts.sort();
    assert_eq!(verdicts, ["accepted", "false-positive"]);
    fs::write(&table, decided("f").replace(",Datei Datei,", ",Akte Akte,")).unwrap();
    let refused = |args: &[&str]| {
        let output = glossator(&run, args);
        assert_eq!(output.status.code(), Some(2));
        text(&output.stderr)
    };
    let said = refused(&accept);
    assert!(said.contains("de-DE.findings.csv:2: the finding has no issue in the table"), "{said}");
    fs::remove_file(&issues).unwrap();
    let said = refused(&accept);
    assert!(said.contains("findings.csv:2: ") && said.contains("put the file back"), "{said}");
    // Nobody has decided anything.
    let said = refused(&["baseline", "accept", "empty.csv"]);
    assert!(said.contains("no row has a verdict"), "{said}");
}

#[test]
fn a_verdict_on_a_finding_of_a_workbook_decides_its_issues() {
    let run = scratch("reports-workbook-findings");
    two_findings(&run);
    let book = run.join("reports/de-DE.xlsx");
    let mut edited = zip::ZipWriter::new(fs::File::create(run.join("review.xlsx")).unwrap());
    for (name, mut xml) in parts(&book) {
        if xml.contains("<autoFilter ref=\"A1:Q3\"/>") {
            assert!(xml.contains("sqref=\"I2:I3\"><formula1>\"accepted,rejected,false-positive\""));
            let said = "<c r=\"I2\" t=\"inlineStr\"><is><t>accepted</t></is></c><c r=\"K2\"";
            xml = xml.replacen("<c r=\"K2\"", said, 1);
        }
        edited.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        edited.write_all(xml.as_bytes()).unwrap();
    }
    edited.finish().unwrap();
    succeeds(&run, &["baseline", "accept", "review.xlsx", "--out", "baseline.csv"]);
    let decisions = rows(&run.join("baseline.csv"));
    assert_eq!(decisions.len(), 2);
    assert!(
        decisions.iter().all(|d| d["verdict"] == "accepted" && d["target_span"] == "Datei Datei")
    );
}

#[test]
fn a_workbook_of_another_program_comes_back_as_decisions() {
    let run = scratch("reports-other-workbook");
    // Of XlsxWriter, which keeps texts in a table beside the sheet, as Excel does; ours stand in the cells.
    fs::copy("tests/fixtures/reports/xlsxwriter.xlsx", run.join("review.xlsx")).unwrap();
    succeeds(&run, &["baseline", "accept", "review.xlsx", "--out", "baseline.csv"]);
    assert_eq!(rows(&run.join("baseline.csv"))[0]["verdict"], "rejected");
}

#[test]
fn gates_hold_by_locale() {
    let run = scratch("reports-gates");
    page(&run, "docs/de-DE/a.md", &[pair(1, "Die Datei Datei fehlt.", "The file is missing.")]);
    let french = pair(1, "Le fichier fichier manque.", "The file is missing.");
    page(&run, "docs/fr-FR/a.md", &[french]);
    let path = run.join("docs/fr-FR/a.md");
    let french = fs::read_to_string(&path).unwrap().replace("de-DE", "fr-FR");
    fs::write(&path, french).unwrap();
    let passes = |config: &str, code: i32| {
        fs::write(run.join("glossator.yaml"), config).unwrap();
        let output = glossator(&run, &["score", "docs"]);
        let stderr = text(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{config}: {stderr}");
        if code == 2 {
            return vec![stderr];
        }
        let summary = rows(&run.join("reports/summary.csv"));
        summary.iter().map(|row| row["pass"].clone()).collect()
    };
    assert_eq!(passes("min-score: {de-de: 99, default: 10}\n", 1), ["no", "yes"]);
    assert_eq!(passes("min-score: {de-DE: 10}\n", 0), ["yes", ""]);
    assert_eq!(passes("min-score: 99\n", 1), ["no", "no"]);
    assert_eq!(passes("fail-on: critical\nmin-score: {fr-FR: 99}\n", 1), ["yes", "no"]);
    // The command line wins.
    assert_eq!(glossator(&run, &["score", "docs", "--min-score", "5"]).status.code(), Some(0));
    for (config, said) in [
        ("paths: [docs]\nmin-score:\n  de-DE: 120\n", "glossator.yaml:3: min-score 120"),
        ("min-score: {German: 90}\n", "glossator.yaml:1: min-score: \"German\" is no locale tag"),
        ("min-score: [90]\n", "glossator.yaml"),
    ] {
        let stderr = passes(config, 2);
        assert!(stderr[0].contains(said), "{stderr:?}");
    }
}

#[test]
fn nothing_that_a_page_says_breaks_a_report() {
    let run = scratch("reports-garbage");
    let says = [
        "]]> <![CDATA[ x --> <?xml ?>",
        "\0\u{1}\u{8}\u{b}\u{1f}\u{7f}\u{85}",
        "%0A::error file=x::a\n::warning::b",
        "| a | `b` ~~c~~ [x](javascript:alert(1))",
        "\u{202e}abc\u{2066}\u{200f}",
        "\u{fffe}\u{ffff}\u{2028}\u{2029}\u{feff}",
        "_x000D_ _x0041_",
        "&lt;b&gt; &amp;amp; &#x0; &bogus;",
        "\"q\", 'r'; \\ \\n ${{ x }}",
    ];
    let mut pairs: Vec<String> = (100..)
        .zip(says)
        .map(|(id, said)| pair(id, &format!("Seite Seite {said}"), "A page."))
        .collect();
    for (id, start) in (200..).zip(["=1+1", "+1", "-1", "@SUM(1)", "\t="]) {
        pairs.push(pair(id, &format!("{start} Seite Seite"), "A page."));
    }
    // More than a cell of a workbook holds.
    pairs.push(pair(300, &format!("Seite Seite {}", "😀wort ".repeat(9000)), "A page."));
    page(&run, "docs/de-DE/a,\"'<b>&;%.md", &pairs);
    page(&run, "docs/clean/a.md", &[pair(1, "Öffnen Sie die Seite.", "Open the page.")]);
    for index in 0..30 {
        let first = if index < 26 { 'x' } else { 'y' };
        let tag = format!("{first}{}-ZZ", char::from(b'a' + index % 26));
        page(&run, &format!("docs/{tag}/a.md"), &[pair(1, "Azure Azure x.", "Azure 1 y.")]);
        let path = run.join(format!("docs/{tag}/a.md"));
        let text = fs::read_to_string(&path).unwrap().replace("de-DE", &tag);
        fs::write(&path, text).unwrap();
    }
    succeeds(&run, &["score", "docs", "--format", FORMATS]);
    let out = run.join("reports");
    let issues = rows(&out.join("de-DE.issues.csv"));
    assert!(issues.len() > 15, "{issues:?}");
    assert_eq!(rows(&out.join("summary.csv")).len(), 31);

    // Cells of a workbook say the same as those of the CSV, as far as a workbook can.
    let listed = sheet(&out.join("de-DE.xlsx"), "Issues");
    assert_eq!(listed.len(), issues.len());
    assert!(listed.iter().all(|row| row["target"].encode_utf16().count() <= 40_000));
    for (name, xml) in parts(&out.join("de-DE.xlsx")) {
        let mut reader = quick_xml::Reader::from_str(&xml);
        while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
        assert!(!xml.contains("<f>"), "{name}");
        let held = |c: char| c >= ' ' && !('\u{fffe}'..='\u{ffff}').contains(&c);
        assert!(xml.chars().all(|c| held(c) || c == '\n' || c == '\t'), "{name}");
    }
    // Every spreadsheet would see these as text.
    for row in issues.iter().chain(&rows(&out.join("de-DE.segments.csv"))) {
        let risky = |cell: &String| cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
        assert!(!row.iter().any(|(column, cell)| column != "confidence" && risky(cell)), "{row:?}");
    }
    let lines = fs::read_to_string(out.join("issues.jsonl")).unwrap();
    for line in lines.lines() {
        serde_json::from_str::<serde_json::Value>(line).unwrap();
    }
    serde_json::from_str::<serde_json::Value>(
        &fs::read_to_string(out.join("issues.sarif")).unwrap(),
    )
    .unwrap();
    let junit = fs::read_to_string(out.join("junit.xml")).unwrap();
    let mut reader = quick_xml::Reader::from_str(&junit);
    while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
    let annotations = fs::read_to_string(out.join("annotations.txt")).unwrap();
    assert!(annotations.lines().all(|line| line.starts_with("::")), "{annotations}");
    let markdown = fs::read_to_string(out.join("summary.md")).unwrap();
    let table: Vec<_> = markdown.lines().filter(|line| line.starts_with("| ")).collect();
    assert!(table.len() > 31);
}

#[test]
fn a_run_without_an_issue_has_all_reports() {
    let run = scratch("reports-clean");
    page(&run, "docs/de-DE/a.md", &[pair(1, "Öffnen Sie die Seite.", "Open the page.")]);
    succeeds(&run, &["score", "docs", "--format", FORMATS, "--fail-on", "minor"]);
    let out = run.join("reports");
    assert!(rows(&out.join("de-DE.issues.csv")).is_empty());
    assert_eq!(sheet(&out.join("de-DE.xlsx"), "Issues").len(), 0);
    assert_eq!(sheet(&out.join("de-DE.xlsx"), "Pages").len(), 1);
    assert_eq!(fs::read_to_string(out.join("issues.jsonl")).unwrap(), "");
    let sarif: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(out.join("issues.sarif")).unwrap()).unwrap();
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), 0);
}

#[test]
fn the_trend_tells_what_came_and_went() {
    let run = scratch("reports-trend");
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
    let run = scratch("reports-changed");
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
    git(&["add", "docs/de-DE/a.md"]);
    // Before the first commit all is new, in the index or not.
    succeeds(&run, &["score", "docs", "--changed-since", "HEAD"]);
    assert_eq!(rows(&run.join("reports/de-DE.pages.csv")).len(), 3);
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
    let stderr = text(&output.stderr);
    assert!(stderr.contains("--changed-since no-such-revision"), "{stderr}");
}

#[test]
fn a_page_can_not_leave_its_place_in_the_reports() {
    let run = scratch("reports-hostile");
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
    let run = scratch("reports-completions");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(succeeds(&run, &["completions", shell]).contains("glossator"));
    }
    assert!(succeeds(&run, &["man"]).contains("baseline"));
}

#[test]
fn a_finding_is_all_issues_that_say_the_same_of_the_same_words() {
    let run = scratch("reports-findings");
    let file = pair(101, "Die Datei Datei fehlt.", "The file is missing.");
    let again = pair(102, "Hier ist die Datei Datei.", "Here is the file.");
    let tag = pair(103, "Öffnen Sie die <b>Seite.", "Open the page.");
    page(&run, "docs/de-DE/a.md", &[file.clone(), again.clone(), tag]);
    page(&run, "docs/de-DE/b.md", &[again, file]);
    succeeds(&run, &["score", "docs", "--format", "csv,xlsx"]);

    let issues = rows(&run.join("reports/de-DE.issues.csv"));
    let findings = rows(&run.join("reports/de-DE.findings.csv"));
    let same = |issue: &&BTreeMap<String, String>, finding: &BTreeMap<String, String>| {
        ["check", "target_span", "message"].iter().all(|column| issue[*column] == finding[*column])
    };
    for finding in &findings {
        let all: Vec<_> = issues.iter().filter(|issue| same(issue, finding)).collect();
        assert_eq!(finding["issues"], all.len().to_string(), "{finding:?}");
        let mut pages: Vec<_> = all.iter().map(|issue| &issue["path"]).collect();
        pages.dedup();
        assert_eq!(finding["pages"], pages.len().to_string(), "{finding:?}");
        // Its texts are those of one of its issues.
        let own = ["path", "line", "segment_id", "source", "target", "severity", "confidence"];
        assert!(
            all.iter().any(|issue| own.iter().all(|column| issue[*column] == finding[*column])),
            "{finding:?}"
        );
    }
    let sum: usize = findings.iter().map(|f| f["issues"].parse::<usize>().unwrap()).sum();
    assert_eq!(sum, issues.len());
    // The worst first, then the most frequent.
    let ranks: Vec<_> =
        findings.iter().map(|f| (f["check"].as_str(), f["issues"].as_str())).collect();
    assert_eq!(ranks, [("broken-tag", "1"), ("repeated-word", "4")]);

    let in_sheet = sheet(&run.join("reports/de-DE.xlsx"), "Findings");
    assert_eq!(in_sheet.len(), findings.len());
    for (row, finding) in in_sheet.iter().zip(&findings) {
        assert!(row.iter().all(|(column, text)| *text == finding[column]), "{row:?}");
    }
}
