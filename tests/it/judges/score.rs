//! `glossator score --judge`: what judges say in the reports, and what becomes of a run whose judge fails.

use std::path::PathBuf;

use super::rows;
use super::stub::{command, score};
use crate::support::{bilingual_page, files, glossator, scratch, succeeds, text};

/// Twelve pages of two locales, each with seven pairs of which one stands on every page.
fn pages(name: &str) -> PathBuf {
    let folder = scratch(name);
    for (locale, verb) in [("de-DE", "Öffnen Sie"), ("fr-FR", "Ouvrez")] {
        std::fs::create_dir_all(folder.join("docs").join(locale)).unwrap();
        for page in 0..6 {
            let mut pairs: Vec<(String, String)> = (0..6)
                .map(|n| {
                    (
                        format!("Open box {page}{n}."),
                        format!("{verb} {}.", "a".repeat(page * 6 + n)),
                    )
                })
                .collect();
            pairs.push(("Is it open?".to_owned(), format!("{verb}?")));
            let path = folder.join(format!("docs/{locale}/{page}.md"));
            std::fs::write(path, bilingual_page("MT", locale, &pairs)).unwrap();
        }
    }
    folder
}

fn mean(scores: &[f64]) -> f64 {
    scores.iter().sum::<f64>() / scores.len() as f64
}

#[test]
fn scores_stand_behind_the_columns_that_were_there() {
    let folder = pages("judges-score");
    succeeds(&folder, &["score", "docs", "--out", "plain", "--format", "csv,html,sarif"]);
    let (honest, marks) = (command("honest"), command("marks"));
    let call =
        ["score", "docs", "--judge", &honest, "--judge", &marks, "--format", "csv,html,sarif"];
    let one = succeeds(&folder, &[&call[..], &["--jobs", "1", "--out", "one"]].concat());
    let four = succeeds(&folder, &[&call[..], &["--jobs", "4", "--out", "four"]].concat());
    assert_eq!(one.replace("in one", "in four"), four);
    assert!(files(&folder.join("one")) == files(&folder.join("four")));
    assert!(one.contains("\ncounts: de-DE 0.0") && one.contains("\ncounts-2: de-DE 0.0"), "{one}");
    let mut all = Vec::new();
    for row in rows(&folder.join("one/de-DE.segments.csv")) {
        let expected = score(&row["target"]);
        assert_eq!(row["judge:counts"], format!("{expected:.4}"));
        assert_eq!(row["judge:counts-2"], row["judge:counts"]);
        assert!(row["checks"].contains("judge"), "{row:?}");
        all.push(expected);
    }
    assert_eq!(all.len(), 42);
    let summary = &rows(&folder.join("one/summary.csv"))[0];
    assert_eq!(summary["judge:counts"], format!("{:.4}", mean(&all)));
    assert_eq!(
        (summary["judge:counts:segments"].as_str(), summary["judge:counts:low"].as_str()),
        ("42", "")
    );
    let page = &rows(&folder.join("one/de-DE.pages.csv"))[1];
    assert_eq!(page["judge:counts"], format!("{:.4}", mean(&all[7..14])));
    // What was there is there as before, in the same order; marks are suspicions and count nowhere.
    for name in ["summary.csv", "de-DE.segments.csv", "de-DE.pages.csv"] {
        let [plain, judged] = ["plain", "one"].map(|out| rows(&folder.join(out).join(name)));
        for (plain, judged) in plain.iter().zip(&judged) {
            let differing = ["checks", "worst_severity", "suspicions"];
            let others = plain.iter().filter(|(column, _)| !differing.contains(&column.as_str()));
            for (column, value) in others {
                assert_eq!(&judged[column], value, "{name} {column}");
            }
        }
    }
    let issues = rows(&folder.join("one/de-DE.issues.csv"));
    let marked: Vec<_> = issues.iter().filter(|row| row["check"] == "judge").collect();
    assert_eq!(marked.len(), 3 * 42);
    let first = marked.iter().find(|row| row["target_span"] == "Öff").unwrap();
    assert_eq!(first["message"], "The judge counts-2 marks this: mistranslation.");
    assert_eq!((first["confidence"].as_str(), first["severity"].as_str()), ("low", "neutral"));
    let html = text(&files(&folder.join("one"))["index.html"]);
    assert!(
        html.contains("counts-2</button>") && html.contains(&format!("<td>{:.3}</td>", mean(&all)))
    );
    assert!(text(&files(&folder.join("one"))["de-DE.html"]).contains("<span>counts</span>"));
    let sarif: serde_json::Value =
        serde_json::from_slice(&files(&folder.join("one"))["issues.sarif"]).unwrap();
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let result = results.iter().find(|result| result["ruleId"] == "judge").unwrap();
    assert_eq!(rules[result["ruleIndex"].as_u64().unwrap() as usize]["id"], "judge");
    let plain = text(&files(&folder.join("plain"))["issues.sarif"]);
    assert!(!plain.contains("\"id\":\"judge\""), "{plain}");
}

#[test]
fn a_judge_that_fails_is_told_by_the_exit_code_and_the_rest_is_written() {
    let folder = pages("judges-fail");
    let (dies, honest) = (command("dies-at-once"), command("refuses"));
    let call = ["score", "docs", "--judge", &dies, "--judge", &honest, "--out", "out"];
    let output = glossator(&folder, &call);
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
    let problems = rows(&folder.join("out/problems.csv"));
    let told: Vec<_> =
        problems.iter().map(|row| (row["path"].as_str(), row["kind"].as_str())).collect();
    let refused =
        (0..6).flat_map(|page| ["de-DE", "fr-FR"].map(|locale| format!("{locale}/{page}.md")));
    let mut refused: Vec<String> = refused.collect();
    refused.sort();
    let mut expected: Vec<(&str, &str)> =
        refused.iter().map(|path| (path.as_str(), "not-judged")).collect();
    let named = problems[12]["path"].clone();
    assert!(named.starts_with("judge:it-"), "after its program: {named}");
    expected.push((&named, "not-judged"));
    assert_eq!(told, expected.iter().map(|(path, kind)| (*path, *kind)).collect::<Vec<_>>());
    assert!(problems[12]["message"].contains("no weights here"), "{:?}", problems[12]);
    assert!(problems[12]["message"].contains("84 segments have no score"), "{:?}", problems[12]);
    assert!(
        text(&output.stdout).contains(": no score\ncounts: de-DE "),
        "{}",
        text(&output.stdout)
    );
    let summary = &rows(&folder.join("out/summary.csv"))[0];
    let column = |name: &str| summary.iter().find(|(c, _)| c.starts_with(name)).unwrap().1.as_str();
    assert_eq!(summary["judge:counts:segments"], "36");
    assert_eq!(column("judge:it"), "");
}

#[test]
fn a_sample_is_the_same_whenever_it_is_drawn_and_says_how_sure_it_is() {
    let folder = pages("judges-sample");
    let honest = command("honest");
    let run = |out: &str, jobs: &str| {
        let call = ["score", "docs", "--judge", &honest, "--judge-sample", "12", "--out", out];
        succeeds(&folder, &[&call[..], &["--jobs", jobs]].concat());
        files(&folder.join(out))
    };
    assert!(run("a", "1") == run("b", "3"));
    let summary = &rows(&folder.join("a/summary.csv"))[0];
    let number = |column: &str| summary[column].parse::<f64>().unwrap();
    assert_eq!(summary["judge:counts:segments"], "12");
    let all: Vec<f64> =
        rows(&folder.join("a/de-DE.segments.csv")).iter().map(|r| score(&r["target"])).collect();
    let (low, high) = (number("judge:counts:low"), number("judge:counts:high"));
    assert!(low < number("judge:counts") && number("judge:counts") < high);
    assert!(low < mean(&all) && mean(&all) < high, "{low} {high} {}", mean(&all));
    for page in rows(&folder.join("a/de-DE.pages.csv")) {
        assert!(!page["judge:counts"].is_empty(), "each page has its share");
    }
}

#[test]
fn judges_look_at_what_they_are_told_to() {
    let folder = pages("judges-only");
    let honest = command("honest");
    let scored = |out: &str| {
        let rows = rows(&folder.join(out).join("de-DE.segments.csv"));
        rows.into_iter()
            .filter(|r| !r["judge:counts"].is_empty())
            .map(|r| r["source"].clone())
            .collect::<Vec<_>>()
    };
    std::fs::create_dir_all(folder.join("human/de-DE")).unwrap();
    let pairs = [("Open box 02.".to_owned(), "Öffnen Sie Kiste 2.".to_owned())];
    std::fs::write(folder.join("human/de-DE/x.md"), bilingual_page("HT", "de-DE", &pairs)).unwrap();
    let call = [
        "score",
        "docs",
        "--references",
        "human",
        "--judge",
        &honest,
        "--judge-only",
        "referenced",
    ];
    succeeds(&folder, &[&call[..], &["--out", "referenced"]].concat());
    assert_eq!(scored("referenced"), ["Open box 02."]);
    let needs = command("referenced");
    succeeds(
        &folder,
        &["score", "docs", "--references", "human", "--judge", &needs, "--out", "needs"],
    );
    assert_eq!(scored("needs"), ["Open box 02."]);
    // What an earlier run had is not asked again.
    succeeds(&folder, &["score", "docs", "--out", "before"]);
    let path = folder.join("docs/de-DE/3.md");
    let page = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, page.replacen("Öffnen Sie", "Öffne", 1)).unwrap();
    let changed =
        ["score", "docs", "--judge", &honest, "--judge-only", "changed", "--out", "changed"];
    succeeds(&folder, &[&changed[..], &["--previous", "before"]].concat());
    assert_eq!(scored("changed"), ["Open box 30."]);
    let refused = glossator(&folder, &changed);
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("--previous"), "{}", text(&refused.stderr));
}

#[test]
fn a_configuration_names_judges_and_a_call_asks_them() {
    let folder = pages("judges-configured");
    let marks = serde_json::to_string(&command("marks")).unwrap();
    let config = format!("judges:\n  marker: {{command: {marks}, confidence: medium}}\n");
    std::fs::write(folder.join("glossator.yaml"), config).unwrap();
    // Who writes this file runs nothing by it.
    succeeds(&folder, &["score", "docs", "--out", "plain"]);
    let column =
        |out: &str| rows(&folder.join(out).join("summary.csv"))[0].get("judge:counts").cloned();
    assert_eq!(column("plain"), None);
    succeeds(&folder, &["score", "docs", "--judge", "marker", "--out", "out"]);
    assert!(column("out").is_some());
    let summary = |out: &str| rows(&folder.join(out).join("summary.csv")).remove(0);
    let majors = |out: &str| summary(out)["major"].parse::<u64>().unwrap();
    assert_eq!(majors("out"), majors("plain") + 42);
    let page = folder.join("docs/de-DE/0.md");
    let text_of = std::fs::read_to_string(&page).unwrap();
    let silenced = text_of.replacen(
        "<span data-ttu-id",
        "<!-- glossator-ignore judge --><span data-ttu-id",
        1,
    );
    std::fs::write(&page, silenced).unwrap();
    succeeds(&folder, &["score", "docs", "--judge", "marker", "--out", "silenced"]);
    assert_eq!(majors("silenced"), majors("out") - 1);
}

#[test]
fn what_judges_cannot_do_is_refused() {
    let folder = pages("judges-refused");
    let refused = |args: &[&str], why: &str| {
        let output = glossator(&folder, args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(text(&output.stderr).contains(why), "{}", text(&output.stderr));
    };
    refused(&["plan", "docs", "--shards", "2", "--judge", "x"], "a run in parts asks no judges");
    refused(&["score", "docs", "--judge", "python3 'a"], "a quote is not closed");
    refused(&["score", "docs", "--judge", " "], "name the program that judges");
    refused(&["score", "docs", "--judge-sample", "3"], "--judge");
    assert!(!folder.join("reports").exists());
}

#[test]
fn marks_are_chosen_like_the_issues_of_any_check() {
    let folder = pages("judges-chosen");
    let marks = command("marks");
    let config = |text: &str| std::fs::write(folder.join("glossator.yaml"), text).unwrap();
    let found = |out: &str, more: &[&str]| {
        let call = ["score", "docs", "--judge", &marks, "--min-confidence", "low", "--out", out];
        succeeds(&folder, &[&call[..], more].concat());
        let summary = rows(&folder.join(out).join("summary.csv")).remove(0);
        assert!(!summary["judge:counts"].is_empty(), "scores are no issues: {summary:?}");
        let issues = rows(&folder.join(out).join("de-DE.issues.csv"));
        let of_judge = issues.iter().filter(|row| row["check"] == "judge");
        let severities: Vec<String> = of_judge.map(|row| row["severity"].clone()).collect();
        (severities, issues.len())
    };
    let (all, issues) = found("all", &[]);
    assert_eq!((all.len(), all.iter().filter(|s| *s == "major").count()), (126, 42));
    assert_eq!(found("selected", &["--select", "judge"]), (all.clone(), 126));
    assert_eq!(found("ignored", &["--ignore", "judge"]), (Vec::new(), issues - 126));
    assert!(found("other", &["--select", "wrong-number"]).0.is_empty());
    config("checks:\n  judge: off\n");
    assert!(found("off", &[]).0.is_empty());
    assert_eq!(found("on", &["--select", "judge"]).0.len(), 126);
    config("checks:\n  judge: {set: critical, paths: [\"**/0.md\"]}\n");
    let severities = found("critical", &[]).0;
    assert_eq!(severities.iter().filter(|s| *s == "critical").count(), 21);
    assert_eq!(severities.len(), 126);
    config("checks:\n  juge: off\n");
    let refused = glossator(&folder, &["score", "docs"]);
    assert!(text(&refused.stderr).contains("there is no check \"juge\""));
}

#[test]
fn a_workbook_has_what_judges_say() {
    let folder = pages("judges-workbook");
    let (honest, marks) = (command("honest"), command("marks"));
    let call = ["score", "docs", "--judge", &honest, "--judge", &marks, "--format", "xlsx,csv"];
    succeeds(&folder, &[&call[..], &["--judge-sample", "30", "--out", "out"]].concat());
    let file = std::fs::File::open(folder.join("out/de-DE.xlsx")).unwrap();
    let mut book = zip::ZipArchive::new(file).unwrap();
    let mut sheets = Vec::new();
    for at in 0..book.len() {
        let mut part = book.by_index(at).unwrap();
        if part.name().unwrap().starts_with("xl/worksheets/") {
            sheets.push(std::io::read_to_string(&mut part).unwrap());
        }
    }
    let pages = sheets.iter().find(|sheet| sheet.contains("translation_type")).unwrap();
    assert!(pages.contains("judge:counts<") && pages.contains("judge:counts-2<"), "{pages}");
    let number = |text: &str| format!("<v>{}</v>", text.parse::<f64>().unwrap());
    for page in rows(&folder.join("out/de-DE.pages.csv")) {
        let both = number(&page["judge:counts"]);
        assert_eq!(pages.matches(&both).count() % 2, 0, "each judge has it: {both}");
        assert!(pages.contains(&both), "{both}\n{pages}");
    }
    let summary = sheets.iter().find(|sheet| sheet.contains("quality score")).unwrap();
    let row = &rows(&folder.join("out/summary.csv"))[0];
    for name in ["", ":segments", ":low", ":high"] {
        let column = format!("judge:counts{name}");
        let (_, rest) = summary.split_once(&format!("{column}<")).unwrap();
        let cells = rest.split("</row>").next().unwrap();
        assert!(cells.contains(&number(&row[&column])), "{column} {cells}");
    }
}
