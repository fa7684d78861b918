//! A team's own rules: checks as all others, from the configuration to every report.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{bilingual_page, glossator, scratch, succeeds, text};

const RULES: &str = r#"rules:
  - id: no-klicken
    message: "Write “wählen”, not “{target}”."
    severity: major
    category: linguistic
    locales: [de]
    source: (?i)select
    target: {must-not: '\b([kK])lick(en|t)\b'}
    fix: wähl$2
    examples:
      - source: Select it.
        wrong: Dort klicken.
        fixed: Dort wählen.
      - source: Click it.
        right: Dort klicken.
  - id: keep-sign
    message: Keep the ™ sign.
    source: Contoso™
    target: {must: Contoso™}
    examples:
      - {source: Contoso™, wrong: Contoso}
      - {source: Contoso™, right: Contoso™}
  - id: same-keys
    message: "{count} keys instead of {expected}"
    paths: ["**/keys/**"]
    same-count: <kbd>
"#;

fn repository(name: &str) -> PathBuf {
    let folder = scratch(name);
    let pair = |source: &str, target: &str| (source.to_owned(), target.to_owned());
    for (path, pairs) in [
        (
            "docs/de-DE/a.md",
            [
                pair("Select the page and wait.", "Auf die Seite klicken und warten."),
                pair("Contoso™ opens the page.", "Contoso öffnet die Seite."),
            ],
        ),
        (
            "docs/de-DE/keys/b.md",
            [
                pair("Press <kbd>A</kbd> or <kbd>B</kbd>.", "Drücken Sie <kbd>A</kbd>."),
                pair("Close the page.", "Schließen Sie die Seite."),
            ],
        ),
    ] {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bilingual_page("MT", "de-DE", &pairs)).unwrap();
    }
    fs::write(folder.join("glossator.yaml"), RULES).unwrap();
    folder
}

/// How many issues of each own rule a run reports.
fn found(folder: &Path, args: &[&str]) -> BTreeMap<String, usize> {
    let call = [&["score", "docs", "--quiet", "--min-confidence", "low"], args].concat();
    succeeds(folder, &call);
    let mut table = csv::Reader::from_path(folder.join("reports/de-DE.issues.csv")).unwrap();
    let rows: Vec<BTreeMap<String, String>> = table.deserialize().map(Result::unwrap).collect();
    let mut counts = BTreeMap::new();
    for row in rows {
        if ["no-klicken", "keep-sign", "same-keys"].contains(&row["check"].as_str()) {
            *counts.entry(row["check"].clone()).or_insert(0) += 1;
        }
    }
    counts
}

fn counts(wanted: &[(&str, usize)]) -> BTreeMap<String, usize> {
    wanted.iter().map(|(id, n)| ((*id).to_owned(), *n)).collect()
}

#[test]
fn own_rules_are_checks_in_every_report() {
    let folder = repository("own-rules-reports");
    let all = counts(&[("keep-sign", 1), ("no-klicken", 1), ("same-keys", 1)]);
    assert_eq!(found(&folder, &["--format", "csv,html,xlsx,jsonl,sarif,junit,markdown"]), all);
    let sarif = fs::read_to_string(folder.join("reports/issues.sarif")).unwrap();
    let sarif: serde_json::Value = serde_json::from_str(&sarif).unwrap();
    let run = &sarif["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let result = run["results"].as_array().unwrap().iter().find(|r| r["ruleId"] == "no-klicken");
    let result = result.unwrap();
    let rule = &rules[result["ruleIndex"].as_u64().unwrap() as usize];
    assert_eq!(
        (&rule["id"], &rule["defaultConfiguration"]["level"]),
        (&"no-klicken".into(), &"error".into())
    );
    assert_eq!(result["message"]["text"], "Write “wählen”, not “klicken”.");
    for report in ["issues.jsonl", "junit.xml"] {
        let report = fs::read_to_string(folder.join("reports").join(report)).unwrap();
        assert!(report.contains("no-klicken") && report.contains("same-keys"), "{report}");
    }
    let said = succeeds(&folder, &["score", "docs", "--format", "text", "--quiet"]);
    assert!(said.contains(" major no-klicken: Write “wählen”, not “klicken”."), "{said}");
    // Parts of a run merge to the same.
    succeeds(&folder, &["score", "docs", "--quiet", "--out", "whole"]);
    succeeds(&folder, &["plan", "docs", "--shards", "2", "--quiet"]);
    succeeds(&folder, &["learn", "--plan", "plan.json", "--out", "learned"]);
    for shard in ["0", "1"] {
        let task = ["score", "--plan", "plan.json", "--learned", "learned", "--out", "parts"];
        succeeds(&folder, &[&task[..], &["--shard", shard]].concat());
    }
    succeeds(&folder, &["merge", "parts", "--out", "merged", "--quiet"]);
    let read = |run: &str| fs::read(folder.join(run).join("de-DE.issues.csv")).unwrap();
    assert!(read("whole") == read("merged"));
}

#[test]
fn own_rules_are_chosen_switched_off_decided_and_fixed_as_checks_are() {
    let folder = repository("own-rules-choice");
    assert_eq!(found(&folder, &["--select", "no-klicken,spacing"]), counts(&[("no-klicken", 1)]));
    let others = counts(&[("keep-sign", 1), ("same-keys", 1)]);
    assert_eq!(found(&folder, &["--ignore", "no-klicken"]), others);
    let output = glossator(&folder, &["score", "docs", "--select", "no-kliken"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text(&output.stderr)
            .contains("--select no-kliken: there is no such check; did you mean no-klicken?"),
        "{}",
        text(&output.stderr)
    );
    // The configuration speaks of them as of the others, and where a rule does not hold it does not.
    let settings = "checks:\n  same-keys: critical\n  keep-sign: {set: off, paths: ['**/a.md']}\n  no-klicken: minor\n";
    fs::write(folder.join("glossator.yaml"), format!("{settings}{RULES}")).unwrap();
    let said = succeeds(&folder, &["score", "docs", "--format", "text", "--quiet"]);
    assert!(said.contains(" critical same-keys: 1 keys instead of 2"), "{said}");
    assert!(said.contains(" minor no-klicken: ") && !said.contains("keep-sign"), "{said}");
    fs::write(folder.join("glossator.yaml"), RULES).unwrap();
    // A verdict drops an issue.
    found(&folder, &[]);
    let mut table = csv::Reader::from_path(folder.join("reports/de-DE.issues.csv")).unwrap();
    let rows: Vec<BTreeMap<String, String>> = table.deserialize().map(Result::unwrap).collect();
    let row = rows.iter().find(|row| row["check"] == "no-klicken").unwrap();
    fs::write(
        folder.join("decided.csv"),
        format!(
            "fingerprint,verdict,locale,check,path,target_span,comment\n{},false-positive,de-DE,no-klicken,{},klicken,\n",
            row["fingerprint"], row["path"]
        ),
    )
    .unwrap();
    succeeds(&folder, &["baseline", "accept", "decided.csv"]);
    assert_eq!(found(&folder, &["--baseline", "glossator-baseline.csv"]), others);
    // A comment on the page does too.
    let page = folder.join("docs/de-DE/a.md");
    let whole = fs::read_to_string(&page).unwrap();
    let ignored =
        whole.replacen("<span data-ttu", "<!-- glossator-ignore no-klicken -->\n<span data-ttu", 1);
    fs::write(&page, ignored).unwrap();
    assert_eq!(found(&folder, &[]), others);
    fs::write(&page, whole).unwrap();
    let said = succeeds(&folder, &["fix", "docs", "--check", "no-klicken"]);
    assert!(said.starts_with("1 issue in 1 file is mended: no-klicken 1"), "{said}");
    assert!(fs::read_to_string(&page).unwrap().contains("Auf die Seite wählen und warten."));
}

#[test]
fn own_rules_are_listed_explained_and_tested() {
    let folder = repository("own-rules-test");
    let list = succeeds(&folder, &["checks", "list"]);
    let line = list.lines().find(|line| line.starts_with("no-klicken ")).unwrap();
    assert!(line.contains("  major     linguistic   own  "), "{line}");
    let explained = succeeds(&folder, &["checks", "explain", "no-klicken"]);
    assert!(
        explained.contains("A rule of this project: the target must not match `"),
        "{explained}"
    );
    assert!(explained.contains("target: Dort klicken."), "{explained}");
    let output = glossator(&folder, &["checks", "test"]);
    assert_eq!(text(&output.stdout), "4 of 4 examples of 3 rules hold.\n");
    assert_eq!(output.status.code(), Some(0));
    assert!(
        text(&output.stderr).contains("glossator.yaml:23: same-keys has no examples"),
        "{}",
        text(&output.stderr)
    );
    let wrong = RULES
        .replace("right: Dort klicken.", "wrong: Dort klicken.")
        .replace("fixed: Dort wählen.", "fixed: Dort gewählt.");
    fs::write(folder.join("wrong.yaml"), wrong).unwrap();
    let output = glossator(&folder, &["checks", "test", "--config", "wrong.yaml"]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stderr);
    for line in [
        "wrong.yaml:12: no-klicken: example 1 is mended to “Dort wählen.”, not to “Dort gewählt.”",
        "wrong.yaml:15: no-klicken: example 2 is wrong, and the rule does not report it",
    ] {
        assert!(said.contains(line), "{said}");
    }
}

#[test]
fn a_rule_that_cannot_be_read_is_told_with_file_and_line() {
    let folder = scratch("own-rules-broken");
    let head = "out: reports\nrules:\n  - id: a-rule\n    message: m\n";
    for (rule, line, said) in [
        ("    target: 'a(b'\n", 5, "the pattern `a(b` is malformed: unclosed group"),
        ("    target: {must-not: '(?<=a)b'}\n", 5, "look-around"),
        ("    source: 'a*'\n    target: b\n", 5, "`a*` matches where nothing stands"),
        (
            "    target: {must_not: a}\n",
            5,
            "unknown field `must_not`, expected `must` or `must-not`",
        ),
        ("    target: b\n    severty: major\n", 6, "unknown field `severty`"),
        ("", 3, "asks nothing: give it `target` or `same-count`"),
        ("    target: {must: b}\n    fix: c\n", 3, "has a fix and nothing that it replaces"),
        ("    target: b\n    examples: [{target: b}]\n", 6, "unknown field `target`"),
        (
            "    target: b\n  - id: a-rule\n    message: m\n    target: c\n",
            6,
            "two rules have the id a-rule",
        ),
        (
            "    target: b\n  - id: spacing\n    message: m\n    target: c\n",
            6,
            "the rule spacing has the id of a check",
        ),
        (
            "    target: b\n    locales: [de_DE, deutsch]\n",
            6,
            "rules: a-rule: \"deutsch\" is no locale tag",
        ),
    ] {
        fs::write(folder.join("glossator.yaml"), format!("{head}{rule}")).unwrap();
        let output = glossator(&folder, &["score", "."]);
        let stderr = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{rule}: {stderr}");
        assert_eq!(stderr.lines().count(), 1, "{rule}: {stderr}");
        let place = format!("glossator.yaml:{line}: ");
        assert!(stderr.contains(&place) && stderr.contains(said), "{rule}: {stderr}");
    }
    fs::write(folder.join("glossator.yaml"), "out: reports\n").unwrap();
    let output = glossator(&folder, &["checks", "test"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("docs/rules.md tells how"));
}
