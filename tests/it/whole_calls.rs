//! What a call leaves behind, and what of it had no effect.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::support::{bilingual_page, glossator, scratch, succeeds, text};

fn repository(name: &str) -> PathBuf {
    let folder = scratch(name);
    for (locale, target) in [("de-DE", "Öffnen Sie die Seite ."), ("fr-FR", "Ouvrez la page .")] {
        let path = folder.join("docs").join(locale);
        fs::create_dir_all(&path).unwrap();
        let pairs = [("Open the page.".to_owned(), target.to_owned())];
        fs::write(path.join("a.md"), bilingual_page("MT", locale, &pairs)).unwrap();
    }
    folder
}

fn stderr(folder: &Path, args: &[&str]) -> String {
    let output = glossator(folder, args);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {}", text(&output.stderr));
    text(&output.stderr)
}

#[test]
fn reports_of_an_earlier_run_are_named_and_removed_where_that_is_wished() {
    let folder = repository("whole-calls-stale");
    let reports = folder.join("reports");
    assert_eq!(stderr(&folder, &["score", "docs", "-q", "--format", "csv,html"]), "");
    fs::write(reports.join("notes.txt"), "mine").unwrap();
    fs::write(reports.join("plan.html"), "mine").unwrap();
    let said = stderr(&folder, &["score", "docs/de-DE", "-q"]);
    assert!(
        said.starts_with("glossator: reports/fr-FR.findings.csv and ")
            && said.ends_with(
                " more are of an earlier run: --clean removes what this one does not write\n"
            ),
        "{said}"
    );
    assert!(reports.join("fr-FR.issues.csv").exists());
    assert_eq!(stderr(&folder, &["score", "docs/de-DE", "-q", "--clean"]), "");
    let mut left: Vec<_> = fs::read_dir(&reports)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    left.sort();
    assert!(left.iter().all(|name| !name.starts_with("fr-FR") && name != "index.html"), "{left:?}");
    assert!(
        ["de-DE.issues.csv", "notes.txt", "plan.html"]
            .iter()
            .all(|name| left.contains(&(*name).to_owned())),
        "{left:?}"
    );
}

#[test]
fn standard_input_is_scored_as_the_file_that_it_is_called() {
    let folder = repository("whole-calls-piped");
    let score = |args: &[&str], input: &str| {
        let mut run = Command::new(env!("CARGO_BIN_EXE_glossator"));
        let run = run.current_dir(&folder).args(args).stdin(Stdio::piped());
        let mut run = run.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        run.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let output = run.wait_with_output().unwrap();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    let pairs = "{\"source\": \"Open the page.\", \"target\": \"Öffnen Sie die Seite .\"}\n";
    let call = ["score", "-", "--stdin-name", "app/de-DE.jsonl", "--format", "text", "-q"];
    let (code, said, error) = score(&call, pairs);
    assert_eq!((code, error.as_str()), (Some(0), ""));
    assert!(said.starts_with("de-DE.jsonl:1:") && said.contains(" spacing: "), "{said}");
    // The same file by its path.
    fs::create_dir_all(folder.join("in/app")).unwrap();
    fs::write(folder.join("in/app/de-DE.jsonl"), pairs).unwrap();
    succeeds(&folder, &["score", "in/app/de-DE.jsonl", "-q", "--out", "by-path"]);
    assert_eq!(
        score(&["score", "-", "--stdin-name", "app/de-DE.jsonl", "-q", "--out", "piped"], pairs).0,
        Some(0)
    );
    assert_eq!(
        crate::support::files(&folder.join("piped")),
        crate::support::files(&folder.join("by-path"))
    );
    let broken = score(&["score", "-", "--stdin-name", "de-DE.jsonl", "-q"], "{\"source\": 1}\n");
    assert_eq!(broken.0, Some(2), "{broken:?}");
    for (args, remedy) in [
        (
            &["-"][..],
            "-: standard input has no name to tell its format and locale by: add --stdin-name de-DE.jsonl",
        ),
        (
            &["-", "docs", "--stdin-name", "a.po"],
            "-: standard input is read alone: leave the other paths out",
        ),
        (&["-", "--stdin-name", "../a.po"], "--stdin-name ../a.po: give the name of a file"),
        (&["-", "--stdin-name", "/etc/a.po"], "--stdin-name /etc/a.po: give the name of a file"),
        (
            &["docs", "--stdin-name", "a.po"],
            "--stdin-name names what standard input holds: give - as the path, too",
        ),
    ] {
        let (code, _, error) = score(&[&["score"], args].concat(), pairs);
        assert!(code == Some(2) && error.contains(remedy), "{args:?}: {error}");
    }
}

#[test]
fn options_without_effect_and_names_that_match_nothing_are_told() {
    let folder = repository("whole-calls-idle");
    fs::write(folder.join("idle.yaml"), "checks:\n  quotes: {set: on, paths: ['**/archive/**']}\nmin-score: {default: 0, pt_br: 1, xx-YY: 3}\n").unwrap();
    for (args, said) in [
        (&["--excel", "--format", "html"][..], "--excel has no effect without --format csv"),
        (
            &["--fuzzy-references"],
            "--fuzzy-references has no effect without --references or --human-as-references",
        ),
        (
            &["--references", "docs/fr-FR", "docs/de-DE"],
            "--references docs/fr-FR: no segment has one of them; they need the same locale and source",
        ),
        (&["--exclude", "**/archiv/**"], "exclude **/archiv/**: no path matches"),
        (&["--config", "idle.yaml"], "quotes: no path matches **/archive/**"),
        (&["--config", "idle.yaml"], "min-score: no page is in pt-BR"),
        (&["--config", "idle.yaml"], "idle.yaml:3: min-score: "),
        (&["--clean", "--format", "text"], "--clean has no effect: this run writes no file"),
    ] {
        let paths: &[&str] = if args.contains(&"--references") { &[] } else { &["docs"] };
        let call = [&["score", "-q", "--out", "idle"], paths, args].concat();
        let told = stderr(&folder, &call);
        assert!(told.contains(&format!("glossator: {said}")), "{args:?}: {told}");
    }
    assert_eq!(
        stderr(&folder, &["score", "docs", "-q", "--exclude", "**/fr-FR/**", "--out", "none"]),
        ""
    );
    // A comment that silences nothing is an irregularity of the page.
    let page = folder.join("docs/de-DE/a.md");
    let whole = fs::read_to_string(&page).unwrap();
    fs::write(
        &page,
        whole.replacen(
            "<span data-ttu",
            "<!-- glossator-ignore spacng quotes -->\n<span data-ttu",
            1,
        ),
    )
    .unwrap();
    succeeds(&folder, &["score", "docs", "-q"]);
    let problems = fs::read_to_string(folder.join("reports/problems.csv")).unwrap();
    assert!(problems.contains("de-DE/a.md,7,unknown-check,\"glossator-ignore names spacng, and there is no such check;"), "{problems}");
    assert!(!problems.contains("quotes"), "{problems}");
}

#[test]
fn a_file_of_the_call_may_be_standard_input() {
    let folder = scratch("whole-calls-stdin");
    fs::write(folder.join("reference.txt"), "a b c d\n").unwrap();
    fs::write(folder.join("system.txt"), "a b c e\n").unwrap();
    let call = |args: &[&str], input: &str| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_glossator"))
            .current_dir(&folder)
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A call that is refused reads nothing.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        child.wait_with_output().unwrap()
    };
    let named = succeeds(&folder, &["metrics", "reference.txt", "-i", "system.txt"]);
    for (args, input) in [
        (&["metrics", "reference.txt", "-i", "-"][..], "a b c e\n"),
        (&["metrics", "-", "-i", "system.txt"], "a b c d\n"),
    ] {
        assert_eq!(text(&call(args, input).stdout), named, "{args:?}");
    }
    let twice = call(&["metrics", "-", "-i", "-"], "");
    assert_eq!(twice.status.code(), Some(1));
    assert!(text(&twice.stderr).contains("standard input can be read once"));
}

#[test]
fn each_command_shows_examples_and_its_exit_codes() {
    let folder = scratch("whole-calls-help");
    let help = succeeds(&folder, &["--help"]);
    let commands = help.split("Commands:\n").nth(1).unwrap().lines();
    let commands: Vec<&str> = commands
        .take_while(|line| !line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| !["help", "man"].contains(name))
        .collect();
    assert!(commands.len() > 14, "{commands:?}");
    for command in commands {
        let help = succeeds(&folder, &[command, "--help"]);
        assert!(help.contains("Exit codes: 0 "), "{command}: {help}");
        let examples = help.split("Examples:\n").nth(1).unwrap_or("");
        let shown = examples.lines().take_while(|line| line.starts_with("  glossator ")).count();
        assert!(shown >= 2, "{command}: {help}");
    }
}

#[test]
fn the_schema_has_what_the_configuration_has() {
    let folder = scratch("whole-calls-schema");
    let schema = succeeds(&folder, &["init", "--schema"]);
    assert!(!folder.join("glossator.yaml").exists());
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    let keys: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
    fs::write(folder.join("glossator.yaml"), "nothing: 1\n").unwrap();
    let said = text(&glossator(&folder, &["score", "."]).stderr);
    let known: Vec<&str> = said
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|key| !["nothing", "glossator init"].contains(key))
        .collect();
    let mut sorted = known.clone();
    sorted.sort_unstable();
    let mut named: Vec<&str> = keys.iter().map(|key| key.as_str()).collect();
    named.sort_unstable();
    assert_eq!(named, sorted);
    let reports: Vec<&str> = glossator::reports::REPORTS.iter().map(|report| report.id).collect();
    assert_eq!(schema["properties"]["format"]["items"]["enum"], serde_json::json!(reports));
    fs::write(folder.join("glossator.yaml"), "rules:\n  - {nothing: 1}\n").unwrap();
    let said = text(&glossator(&folder, &["score", "."]).stderr);
    let rule = schema["$defs"]["rule"]["properties"].as_object().unwrap();
    let known: Vec<&str> = said
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|key| !["nothing", "glossator init"].contains(key))
        .collect();
    assert!(known.len() > 10 && known.iter().all(|key| rule.contains_key(*key)), "{said}");
    assert_eq!(known.len(), rule.len(), "{said}");
}

#[test]
#[cfg(target_os = "linux")]
fn what_a_killed_run_left_is_removed_by_the_next() {
    let folder = repository("whole-calls-killed");
    let pairs: Vec<(String, String)> =
        (0..400).map(|n| (format!("Open page {n}."), format!("Öffnen Sie Seite {n} ."))).collect();
    for page in 0..40 {
        fs::write(
            folder.join(format!("docs/de-DE/{page}.md")),
            bilingual_page("MT", "de-DE", &pairs),
        )
        .unwrap();
    }
    let left = || -> Vec<PathBuf> {
        let entries = fs::read_dir(folder.join("reports")).into_iter().flatten();
        entries
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|e| e == "tmp"))
            .collect()
    };
    let mut run = Command::new(env!("CARGO_BIN_EXE_glossator"))
        .current_dir(&folder)
        .args(["score", "docs", "-q"])
        .spawn()
        .unwrap();
    let mut waited = 0;
    while left().is_empty() && run.try_wait().unwrap().is_none() && waited < 6_000 {
        std::thread::sleep(std::time::Duration::from_millis(10));
        waited += 1;
    }
    run.kill().unwrap();
    run.wait().unwrap();
    assert!(!left().is_empty(), "the run was killed while it wrote");
    succeeds(&folder, &["score", "docs", "-q"]);
    assert_eq!(left(), Vec::<PathBuf>::new());
}

#[test]
fn lines_and_ids_of_a_table_do_not_hang_on_what_ends_its_lines() {
    let folder = scratch("whole-calls-ends");
    let table = "source\ttarget\nOpen the page.\tÖffnen Sie die Seite .\n\"Close\nit.\"\t\"Schließen\nSie es .\"\n\nGo on.\tWeiter .\n";
    let mut found = Vec::new();
    for (name, bytes) in [("lf", table.to_owned()), ("crlf", table.replace('\n', "\r\n"))] {
        let file = format!("{name}.tsv");
        fs::write(folder.join(&file), bytes).unwrap();
        succeeds(&folder, &["score", &file, "--locale", "de-DE", "-q", "--out", name]);
        let mut rows = csv::Reader::from_path(folder.join(name).join("de-DE.issues.csv")).unwrap();
        let places = rows.records().map(|row| row.unwrap());
        found.push(places.map(|row| (row[2].to_owned(), row[3].to_owned())).collect::<Vec<_>>());
    }
    let lines = ["2", "3", "7"].map(|line| (line.to_owned(), line.to_owned()));
    assert_eq!(found, [lines.to_vec(), lines.to_vec()]);
}

#[test]
fn what_a_reviewer_dismissed_is_not_fixed() {
    let folder = repository("whole-calls-dismissed");
    succeeds(&folder, &["score", "docs", "-q", "--out", "old"]);
    let table = folder.join("old/de-DE.issues.csv");
    let mut rows = csv::Reader::from_path(&table).unwrap();
    let heads = rows.headers().unwrap().clone();
    let at = heads.iter().position(|head| head == "fingerprint").unwrap();
    let name = rows.records().next().unwrap().unwrap()[at].to_owned();
    assert!(name.starts_with('f') && name.len() == 17, "{name}");
    // Without its letter it is read too.
    let decided = format!("fingerprint,verdict\n{},false-positive\n", &name[1..]);
    fs::write(folder.join("decided.csv"), decided).unwrap();
    succeeds(&folder, &["baseline", "accept", "decided.csv"]);
    let call = [
        "score",
        "docs",
        "-q",
        "--out",
        "new",
        "--previous",
        "old",
        "--baseline",
        "glossator-baseline.csv",
    ];
    succeeds(&folder, &call);
    let trend = fs::read_to_string(folder.join("new/trend.csv")).unwrap();
    let of_locale = trend.lines().find(|line| line.starts_with("de-DE,,")).unwrap();
    assert!(of_locale.ends_with(",1,0,0,0,0,1"), "{trend}");
    let said = succeeds(&folder, &["trend", "old", "new", "--out", "again.csv"]);
    assert!(said.contains(" dismissed "), "{said}");
    assert_eq!(fs::read_to_string(folder.join("again.csv")).unwrap(), trend);
}
