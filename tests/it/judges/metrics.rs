//! `glossator metrics --judge`: the mean of a judge beside the metrics, and what becomes of it where the judge fails.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::stub::{command, score};
use crate::support::{glossator, scratch, succeeds, text};

const LINES: usize = 60;

fn reference(i: usize) -> String {
    format!("Page {} opens", "a".repeat(i % 7))
}

/// The first system: every tenth line is a question.
fn first(i: usize) -> String {
    if i % 10 == 9 { "Page?".to_owned() } else { reference(i) }
}

/// The second: half of the lines are longer.
fn second(i: usize) -> String {
    if i.is_multiple_of(2) { first(i) } else { format!("{} now, {i}", first(i)) }
}

/// References, sources, two systems and the documents of lines.
fn lines(name: &str) -> PathBuf {
    let folder = scratch(name);
    let write = |name: &str, line: &dyn Fn(usize) -> String| {
        let lines: String = (0..LINES).map(|i| line(i) + "\n").collect();
        std::fs::write(folder.join(name), lines).unwrap();
    };
    write("ref", &reference);
    write("src", &|i| format!("Seite {i}"));
    write("one", &first);
    write("two", &second);
    write("docs", &|i| format!("doc{}", i % 3));
    folder
}

/// The mean of the stub's scores of the lines that are chosen.
fn mean(line: impl Fn(usize) -> String, chosen: impl Fn(usize) -> bool) -> f64 {
    let scores: Vec<f64> = (0..LINES).filter(|i| chosen(*i)).map(|i| score(&line(i))).collect();
    scores.iter().sum::<f64>() / scores.len() as f64
}

/// The call with these systems and judges, and what follows.
fn call<'a>(systems: &[&'a str], judges: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    let mut call = vec!["metrics", "ref", "-i"];
    call.extend(systems);
    call.extend(judges.iter().flat_map(|judge| ["--judge", judge]));
    call.extend(["--source", "src"]);
    call.extend(more);
    call
}

fn json(folder: &Path, call: &[&str]) -> Value {
    serde_json::from_str(&succeeds(folder, call)).unwrap()
}

/// The rows of a table parted by tabs, less its header, which is checked.
fn table(text: &str, header: &str) -> Vec<Vec<String>> {
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some(header));
    lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

#[test]
fn a_mean_stands_behind_the_metrics_in_every_format() {
    let folder = lines("judges-metrics");
    let (honest, marks) = (command("honest"), command("marks"));
    let judges = [honest.as_str(), &marks];
    let all = mean(first, |_| true);
    let scores = json(&folder, &call(&["one"], &judges, &["-m", "bleu", "chrf"]));
    let plain = json(&folder, &["metrics", "ref", "-i", "one", "-m", "bleu", "chrf"]);
    assert_eq!((&scores[0], &scores[1]), (&plain[0], &plain[1]));
    assert_eq!(
        (&scores[2]["name"], &scores[3]["name"]),
        (&"judge:counts".into(), &"judge:counts-2".into())
    );
    assert_eq!(format!("{all:.4}"), format!("{:.4}", scores[2]["score"].as_f64().unwrap()));
    assert_eq!(scores[2]["signature"], "nrefs:0|model:honest|segments:60|version:1");
    assert_eq!((&scores[2]["model"], &scores[2]["version"]), (&"honest".into(), &"1".into()));
    let needs = command("referenced");
    let referenced = json(&folder, &call(&["one"], &[&needs], &[]));
    assert_eq!(referenced[1]["signature"], "nrefs:1|model:referenced|segments:60|version:1");
    let shown = succeeds(&folder, &call(&["one"], &judges[..1], &["-f", "text", "-sh"]));
    assert!(shown.contains(&format!("judge:counts|#:0|m:honest|n:60|v:1 = {all:.4}\n")), "{shown}");
    let bare = succeeds(&folder, &call(&["one"], &judges[..1], &["-b", "-w", "6", "-f", "text"]));
    assert!(bare.ends_with(&format!("\n{all:.6}\n")), "{bare}");
    let sure = json(&folder, &call(&["one"], &judges[..1], &["--confidence"]));
    let near = sure[1]["confidence_mean"].as_f64().unwrap() - all;
    assert!(near.abs() < 1e-3 && sure[1]["confidence_var"].as_f64().unwrap() > 0.0, "{sure}");
    assert_eq!(sure[1]["bs"], "1000");
    let two = mean(second, |_| true);
    for (format, row) in [
        ("text", format!("│     two │  67.8  │      {two:.4}      │")),
        ("latex", format!(" two & 67.8 & {two:.4} ")),
        ("json", format!("\"judge:counts\": \"{two:.4}\"")),
    ] {
        let shown = succeeds(&folder, &call(&["one", "two"], &judges[..1], &["-f", format]));
        let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let bleu = succeeds(&folder, &["metrics", "ref", "-i", "two", "-b"]);
        let row = squeezed(&row.replace("67.8", bleu.trim()));
        assert!(squeezed(&shown).contains(&row), "{row}\n{shown}");
    }
}

#[test]
fn segments_and_documents_have_the_judges_scores() {
    let folder = lines("judges-metrics-segments");
    let refuses = command("refuses");
    let run = |jobs: &str, file: &str| {
        let more = ["--docs", "docs", "-f", "text", "--per-segment", file, "--jobs", jobs];
        let output = glossator(&folder, &call(&["one", "two"], &[&refuses], &more));
        assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
        (text(&output.stdout), std::fs::read_to_string(folder.join(file)).unwrap())
    };
    let (said, segments) = run("1", "a.tsv");
    assert_eq!((said.clone(), segments.clone()), run("3", "b.tsv"));
    let rows = table(&segments, "system\tdocument\tsegment\tBLEU\tjudge:counts");
    assert_eq!(rows.len(), 2 * LINES);
    let is_question = |line: &str| line.ends_with('?');
    for (at, row) in rows.iter().enumerate() {
        let target = if at % 2 == 0 { first(at / 2) } else { second(at / 2) };
        assert_eq!((row[0].as_str(), &row[2]), (["one", "two"][at % 2], &(at / 2 + 1).to_string()));
        let expected =
            if is_question(&target) { String::new() } else { score(&target).to_string() };
        assert_eq!(row[4], expected, "{row:?}");
    }
    // Means are those of segments that it scored of both: no system gains by what it left out.
    let both = |i: usize| !is_question(&first(i)) && !is_question(&second(i));
    assert!(both(8) && !both(9) && !both(19));
    let documents = said.split_once("\n\n").unwrap().1;
    let documents = &documents[documents.find("document\t").unwrap()..];
    let rows = table(documents, "document\tsystem\tsegments\tBLEU\tjudge:counts");
    for (at, row) in rows.iter().enumerate() {
        let chosen = |i: usize| i % 3 == at / 2 && both(i);
        let expected = if at % 2 == 0 { mean(first, chosen) } else { mean(second, chosen) };
        assert_eq!((row[0].as_str(), row[2].as_str()), (["doc0", "doc1", "doc2"][at / 2], "20"));
        assert_eq!(row[4], format!("{expected:.4}"), "{row:?}");
    }
    assert!(said.contains("segments:54|version:1"), "{said}");
    let (_, segments) = run("2", "c.jsonl");
    let line: Value = serde_json::from_str(segments.lines().nth(18).unwrap()).unwrap();
    assert_eq!((&line["segment"], &line["judge:counts"]), (&10.into(), &Value::Null));
}

#[test]
fn paired_tests_have_the_judges_word_too() {
    let folder = lines("judges-metrics-paired");
    let honest = command("honest");
    for test in ["--paired-bs", "--paired-ar"] {
        let table = json(&folder, &call(&["one", "two"], &[&honest], &[test, "-q"]));
        let (one, two) = (&table[0]["judge:counts"], &table[1]["judge:counts"]);
        assert!((one["score"].as_f64().unwrap() - mean(first, |_| true)).abs() < 1e-6, "{table}");
        assert!((two["score"].as_f64().unwrap() - mean(second, |_| true)).abs() < 1e-6);
        assert!(one["p_value"].is_null() && two["p_value"].as_f64().unwrap() < 0.01, "{table}");
        assert_eq!(one["mean"].is_null(), test == "--paired-ar");
        // Two names of one text do not differ.
        std::fs::copy(folder.join("one"), folder.join("same")).unwrap();
        let table = json(&folder, &call(&["two", "one", "same"], &[&honest], &[test, "-q"]));
        let (one, same) = (&table[1]["judge:counts"], &table[2]["judge:counts"]);
        assert_eq!(one, same);
        let plain = json(&folder, &["metrics", "ref", "-i", "two", "one", "same", test, "-q"]);
        for system in 0..3 {
            assert_eq!(table[system]["BLEU"], plain[system]["BLEU"], "{test}");
        }
    }
}

#[test]
fn a_judge_that_fails_costs_its_own_cells() {
    let folder = lines("judges-metrics-fail");
    let (dies, honest) = (command("dies-at-once"), command("honest"));
    let judges = [dies.as_str(), &honest];
    let failing = |systems: &[&str], more: &[&str]| {
        let output = glossator(&folder, &call(systems, &judges, more));
        let stderr = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{stderr}");
        assert!(stderr.contains("no weights here"), "{stderr}");
        (text(&output.stdout), stderr)
    };
    let (said, told) = failing(&["one"], &[]);
    let scores: Value = serde_json::from_str(&said).unwrap();
    assert!(scores[0]["score"].as_f64().is_some() && scores[1]["score"].is_null(), "{said}");
    assert_eq!(scores[1]["signature"], "nrefs:0|segments:0");
    assert_eq!(scores[2]["segments"], "60");
    assert!(told.contains("60 segments have no score"), "{told}");
    let (said, _) = failing(&["one"], &["-b", "-f", "text"]);
    assert_eq!(said.lines().nth(1), Some("-"), "{said}");
    let (said, _) = failing(&["one", "two"], &["--paired-bs", "-q"]);
    let table: Value = serde_json::from_str(&said).unwrap();
    let unjudged =
        table[1].as_object().unwrap().iter().find(|(name, _)| name.starts_with("judge:it"));
    assert!(unjudged.unwrap().1["score"].is_null(), "{said}");
    assert!(table[1]["judge:counts"]["p_value"].as_f64().is_some(), "{said}");
    // What it refuses is told by its line.
    let refuses = command("refuses");
    let output = glossator(&folder, &call(&["one"], &[&refuses], &["-q"]));
    let told = text(&output.stderr);
    assert_eq!((output.status.code(), told.lines().count()), (Some(2), 6), "{told}");
    assert!(told.contains("one:10: The judge counts gives no score: it is a question."), "{told}");
}

#[test]
fn a_sample_is_the_same_of_every_system_and_says_how_sure_it_is() {
    let folder = lines("judges-metrics-sample");
    let log = folder.join("asked");
    let honest = command(&format!("honest:{}", log.display()));
    let more = ["--judge-sample", "12", "--judge-cache", "kept", "--per-segment", "s.tsv"];
    let chosen = || {
        let segments = std::fs::read_to_string(folder.join("s.tsv")).unwrap();
        let rows = table(&segments, "system\tsegment\tBLEU\tjudge:counts");
        let judged = rows.iter().filter(|row| !row[3].is_empty());
        judged.map(|row| (row[0].clone(), row[1].clone())).collect::<Vec<_>>()
    };
    let scores = json(&folder, &call(&["one"], &[&honest], &more));
    let of_one = chosen();
    assert_eq!((of_one.len(), &scores[1]["segments"]), (12, &"12".into()));
    assert_eq!(scores[1]["sample"], "12");
    let number = |key: &str| scores[1][key].as_f64().unwrap();
    assert!((number("score") - number("confidence_mean")).abs() < 1e-9, "{scores}");
    let far = (number("score") - mean(first, |_| true)).abs();
    assert!(far < number("confidence_var") && far > 0.0, "{scores}");
    let asked = || std::fs::read_to_string(&log).unwrap().lines().filter(|l| *l != "start").count();
    let before = asked();
    let table = json(&folder, &call(&["two", "one"], &[&honest], &more));
    assert!(table[1]["judge:counts"]["ci"].as_f64().unwrap() > 0.0, "{table}");
    let of_both = chosen();
    let mine: Vec<_> = of_both.iter().filter(|(system, _)| system == "one").cloned().collect();
    assert_eq!((mine, of_both.len()), (of_one, 24));
    // Of the lines that were asked before nothing is asked again.
    assert!(asked() - before <= 12, "{before} {}", asked());
    let all = json(&folder, &call(&["one"], &[&honest], &["--judge-sample", "1000"]));
    assert_eq!(all[1]["signature"], "nrefs:0|model:honest|segments:60|version:1");
}

#[test]
fn what_judges_need_is_asked_for() {
    let folder = lines("judges-metrics-needs");
    let (honest, sourceless) = (command("honest"), command("sourceless"));
    let refused = |args: &[&str], code: i32, why: &str| {
        let output = glossator(&folder, args);
        let stderr = text(&output.stderr);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(code), 0), "{stderr}");
        assert!(stderr.contains(why) && stderr.lines().count() == 1, "{stderr}");
    };
    let plain = ["metrics", "ref", "-i", "one"];
    refused(
        &[&plain[..], &["--judge", &honest]].concat(),
        1,
        "the judge counts needs the sources: name their file with --source",
    );
    let scores = json(&folder, &[&plain[..], &["--judge", &sourceless]].concat());
    assert_eq!(scores[1]["segments"], "60");
    refused(&[&plain[..], &["--source", "src"]].concat(), 2, "--judge");
    refused(&call(&["one"], &[&honest], &["-sl"]), 1, "--per-segment FILE has what they say");
    refused(&call(&["one"], &["'a"], &[]), 1, "a quote is not closed");
    refused(&[&plain[..], &["--judge", &honest, "--source", "none"]].concat(), 1, "none: ");
    std::fs::write(folder.join("short"), "Seite 1\n").unwrap();
    refused(
        &[&plain[..], &["--judge", &honest, "--source", "short"]].concat(),
        1,
        "short ends after 1 lines",
    );
}

#[test]
fn judges_are_told_the_languages_and_the_first_reference() {
    let folder = lines("judges-metrics-told");
    let log = folder.join("told");
    let tells = command(&format!("tells:{}", log.display()));
    let more = ["-l", "de-pt-BR"];
    let mut call = vec!["metrics", "ref", "two", "-i", "one", "--judge", &tells];
    call.extend(["--source", "src"]);
    call.extend(more);
    let scores = json(&folder, &call);
    assert_eq!(scores[1]["nrefs"], "1");
    let told = std::fs::read_to_string(&log).unwrap();
    let first: Value = serde_json::from_str(told.lines().nth(1).unwrap()).unwrap();
    assert_eq!((&first["source"], &first["target"]), (&"Seite 0".into(), &"Page  opens".into()));
    assert_eq!(first["reference"], reference(0));
    assert_eq!((&first["source_locale"], &first["locale"]), (&"de".into(), &"pt-BR".into()));
}
