//! The whole job on the bundled sample and on fixtures: golden reports, the same bytes on any number of threads.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::support::{files, glossator, scratch, text};

const PAGE: &str = "---\ntitle: Seite\nms.contentlocale: de-DE\nms.translationtype: MT\n---\n\n\
    <span data-ttu-id=\"a1b2c-101\">Öffnen Sie die Seite Seite.</span><span class=\"sxs-lookup\">\
    <span data-stu-id=\"a1b2c-101\">Open the page.</span></span>\n";

#[test]
fn the_sample_gives_the_committed_reports() {
    let run = scratch("pipeline-sample");
    let output = glossator(&run, &["score", "--sample", "--out", "out"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("begin with summary.csv"), "{}", text(&output.stdout));
    let mut found = files(&run.join("out"));
    // It holds the hashes of the others, which are compared themselves.
    assert!(found.remove("glossator-run.json").is_some());
    let example = Path::new("reports/example");
    if std::env::var_os("SNAPSHOTS").is_some_and(|v| v == "overwrite") {
        let _ = fs::remove_dir_all(example);
        fs::create_dir_all(example).unwrap();
        for (name, bytes) in &found {
            fs::write(example.join(name), bytes).unwrap();
        }
    }
    let expected = files(example);
    assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    for (name, bytes) in &found {
        assert!(
            *bytes == expected[name],
            "reports/example/{name} is not current; renew it with SNAPSHOTS=overwrite cargo test and review the difference"
        );
    }
}

#[test]
fn the_number_of_threads_does_not_show() {
    let run = scratch("pipeline-threads");
    for jobs in ["1", "2", "7"] {
        let output = glossator(&run, &["score", "--sample", "--out", jobs, "--jobs", jobs]);
        assert_eq!(output.status.code(), Some(0));
    }
    let one = files(&run.join("1"));
    assert!(one == files(&run.join("2")) && one == files(&run.join("7")));
}

#[test]
fn gates_decide_the_exit_code() {
    let run = scratch("pipeline-gates");
    fs::create_dir_all(run.join("docs/de-DE")).unwrap();
    fs::write(run.join("docs/de-DE/page.md"), PAGE).unwrap();
    for (args, code) in [
        (&["score", "docs"][..], 0),
        (&["score", "docs", "--fail-on", "critical"], 0),
        (&["score", "docs", "--fail-on", "minor"], 1),
        (&["score", "docs", "--min-score", "99"], 1),
        (&["score", "docs", "--min-score", "1"], 0),
    ] {
        let output = glossator(&run, args);
        assert_eq!(output.status.code(), Some(code), "{args:?}: {}", text(&output.stderr));
    }
    let summary = fs::read_to_string(run.join("reports/summary.csv")).unwrap();
    assert!(summary.lines().nth(1).unwrap().contains(",yes,"), "{summary}");
}

#[test]
fn one_unreadable_page_does_not_stop_the_others() {
    let run = scratch("pipeline-unreadable");
    for i in 0..20 {
        let path = run.join(format!("docs/de-DE/{i:02}.md"));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, PAGE).unwrap();
    }
    // A link to nowhere can't be opened by anybody, root included.
    #[cfg(unix)]
    std::os::unix::fs::symlink("/nonexistent/page.md", run.join("docs/de-DE/99.md")).unwrap();
    let output = glossator(&run, &["score", "docs"]);
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("99.md"), "{}", text(&output.stderr));
    let summary = fs::read_to_string(run.join("reports/summary.csv")).unwrap();
    assert!(summary.contains("de-DE,20,20,0,20,"), "{summary}");
    let problems = fs::read_to_string(run.join("reports/problems.csv")).unwrap();
    assert!(problems.contains("de-DE/99.md,,unreadable,"), "{problems}");
}

#[test]
fn wrong_calls_get_one_line_with_the_remedy() {
    let run = scratch("pipeline-calls");
    fs::create_dir_all(run.join("empty")).unwrap();
    fs::create_dir_all(run.join("plain")).unwrap();
    fs::write(run.join("plain/readme.md"), "# No pairs here\n").unwrap();
    fs::write(run.join("bad.yaml"), "paths: [docs]\nunknown-key: 1\n").unwrap();
    fs::write(run.join("check.yaml"), "checks:\n  no-such-check: off\n").unwrap();
    for (args, part) in [
        (&["score", "--no-such-option"][..], "--no-such-option"),
        (&["score", "nowhere"], "nowhere"),
        (&["score", "empty"], "no file to score"),
        (&["score", "plain"], "no segment pair"),
        (&["score", "--config", "bad.yaml"], "bad.yaml:2"),
        (&["score", "--config", "check.yaml"], "check.yaml:2"),
        (&["score", "--config", "missing.yaml"], "missing.yaml"),
        (&["score", "--locale", "nonsense-tag-x"], "--locale"),
        (&["score", "--min-score", "300"], "--min-score"),
        (&["score", "--jobs", "0"], "--jobs"),
        (&["checks", "explain", "nothing"], "glossator checks"),
    ] {
        let output = glossator(&run, args);
        let stderr = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {stderr}");
        assert!(stderr.contains(part), "{args:?}: {stderr}");
        if !args.contains(&"--no-such-option") {
            assert_eq!(stderr.lines().count(), 1, "{args:?}: {stderr}");
        }
    }
}

#[test]
fn reports_are_whole_or_absent() {
    let run = scratch("pipeline-whole");
    fs::create_dir_all(run.join("plain")).unwrap();
    fs::write(run.join("plain/readme.md"), "# No pairs here\n").unwrap();
    fs::create_dir_all(run.join("reports")).unwrap();
    fs::write(run.join("reports/summary.csv"), "old").unwrap();
    assert_eq!(glossator(&run, &["score", "plain"]).status.code(), Some(2));
    assert_eq!(files(&run.join("reports")).into_keys().collect::<Vec<_>>(), ["summary.csv"]);
    assert_eq!(fs::read_to_string(run.join("reports/summary.csv")).unwrap(), "old");
}

#[test]
fn a_comment_and_the_configuration_switch_checks_off() {
    let run = scratch("pipeline-off");
    fs::create_dir_all(run.join("docs")).unwrap();
    let ignored =
        PAGE.replace("<span data-ttu", "<!-- glossator-ignore repeated-word -->\n<span data-ttu");
    fs::write(run.join("docs/ignored.md"), ignored).unwrap();
    fs::write(run.join("docs/page.md"), PAGE).unwrap();
    let issues = |run: &Path| fs::read_to_string(run.join("reports/de-DE.issues.csv")).unwrap();
    assert_eq!(glossator(&run, &["score", "docs"]).status.code(), Some(0));
    assert!(
        issues(&run).contains("page.md,") && !issues(&run).contains("ignored.md"),
        "{}",
        issues(&run)
    );
    fs::write(
        run.join("glossator.yaml"),
        "checks:\n  repeated-word: {set: critical, locales: [de]}\n",
    )
    .unwrap();
    assert_eq!(glossator(&run, &["score", "docs"]).status.code(), Some(0));
    assert!(issues(&run).contains(",critical,"), "{}", issues(&run));
    fs::write(run.join("glossator.yaml"), "checks:\n  repeated-word: off\n").unwrap();
    assert_eq!(glossator(&run, &["score", "docs"]).status.code(), Some(0));
    assert_eq!(issues(&run).lines().count(), 1, "{}", issues(&run));
}

#[test]
fn a_saved_lexicon_serves_as_one_learned_on_the_spot() {
    let run = scratch("pipeline-lexicon");
    let (subjects, verbs) = (["customer", "partner", "user"], ["opens", "sees", "deletes"]);
    let (subjects_de, verbs_de) = (["Kunde", "Partner", "Benutzer"], ["öffnet", "sieht", "löscht"]);
    let mut page = String::from("---\nms.contentlocale: de-DE\nms.translationtype: MT\n---\n");
    for i in 0..300 {
        let (s, v) = (i % 3, i / 3 % 3);
        let source = format!("The {} {} the invoice number {i}.", subjects[s], verbs[v]);
        let target = format!("Der {} {} die Rechnung Nummer {i}.", subjects_de[s], verbs_de[v]);
        // One was left in English.
        let target = if i == 150 { source.clone() } else { target };
        let _ = writeln!(
            page,
            "<span data-ttu-id=\"a-{i}\">{target}</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-{i}\">{source}</span></span>\n"
        );
    }
    fs::create_dir(run.join("pages")).unwrap();
    fs::write(run.join("pages/a.md"), page).unwrap();
    let trained = glossator(&run, &["lexicon", "train", "pages", "--out", "lexicon.gz"]);
    assert_eq!(trained.status.code(), Some(0), "{}", text(&trained.stderr));
    let said = text(&trained.stdout);
    assert!(said.contains("de-DE           300  words, lengths, letters"), "{said}");
    glossator(&run, &["score", "pages", "--out", "learned"]);
    glossator(&run, &["score", "pages", "--lexicon", "lexicon.gz", "--out", "loaded"]);
    let issues =
        |reports: &str| fs::read_to_string(run.join(reports).join("de-DE.issues.csv")).unwrap();
    assert!(issues("learned").contains(",untranslated,"), "{}", issues("learned"));
    assert_eq!(issues("learned"), issues("loaded"));
    let wrong = glossator(&run, &["score", "pages", "--lexicon", "pages/a.md"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(text(&wrong.stderr).contains("no lexicon of glossator"), "{}", text(&wrong.stderr));
}

#[test]
fn pages_without_pairs_are_scored_beside_their_originals() {
    let run = scratch("pipeline-originals");
    let write = |path: &str, text: &str| {
        let path = run.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write(
        "docs/setup.md",
        "---\ntitle: Set up\n---\n# Set up\n\nOpen [the page](page.md) first.\n\nClose it after 5 minutes.\n",
    );
    write("docs/new.md", "# New\n");
    write(
        "docs.fr-fr/setup.md",
        "---\ntitle: Configurer\n---\n# Configurer\n\nOuvrez d’abord [la page](seite.md).\n",
    );
    write("docs.fr-fr/seul.md", "# Seul\n");
    write(
        "docs.de-de/setup.md",
        "# Einrichten\n\nÖffnen Sie zuerst [die Seite](page.md).\n\nSchließen Sie sie nach 5 Minuten.\n",
    );
    let output = glossator(&run, &["score", "docs.fr-fr", "--source", "docs", "--out", "out"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let read = |name: &str| fs::read_to_string(run.join("out").join(name)).unwrap();
    let issues = read("fr-FR.issues.csv");
    assert!(issues.contains("setup.md,6,") && issues.contains(",broken-link,"), "{issues}");
    assert!(issues.contains(",missing-translation,"), "{issues}");
    let segments = read("fr-FR.segments.csv");
    assert!(segments.contains("title,unknown,Set up,Configurer"), "{segments}");
    let problems = read("problems.csv");
    assert!(problems.contains("new.md,,not-translated,"), "{problems}");
    assert!(problems.contains("seul.md,,no-source,"), "{problems}");

    // Another translation of the same originals serves as a reference.
    write(
        "good.fr-fr/setup.md",
        "# Configurer\n\nOuvrez d’abord [la page](page.md).\n\nFermez-la au bout de 5 minutes.\n",
    );
    let output = glossator(
        &run,
        &["score", "docs.fr-fr", "--source", "docs", "--references", "good.fr-fr", "--out", "out"],
    );
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(read("fr-FR.segments.csv").contains(",Ouvrez d’abord [la page](page.md).,id,"));

    // A file beside a file, whatever their names; and the locale from the call.
    let args = [
        "score",
        "docs.de-de/setup.md",
        "--source",
        "docs/setup.md",
        "--out",
        "one",
        "--locale",
        "de-DE",
    ];
    let output = glossator(&run, &args);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(fs::read_to_string(run.join("one/de-DE.issues.csv")).unwrap().lines().count() <= 2);
    let output = glossator(&run, &["score", "docs.fr-fr", "--source", "nowhere"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("nowhere: there is no such file or folder"));
}

#[test]
fn parallel_text_is_scored_line_by_line() {
    let run = scratch("pipeline-parallel");
    fs::write(run.join("src.txt"), "Open the page.\r\nClose it after 5 minutes.\n").unwrap();
    fs::write(
        run.join("hyp.txt"),
        "Öffnen Sie die Seite Seite.\nSchließen Sie sie nach 5 Minuten.",
    )
    .unwrap();
    fs::write(run.join("ref.txt"), "Öffnen Sie die Seite.\nSchließen Sie sie nach 5 Minuten.\n")
        .unwrap();
    let parallel = ["score", "--parallel", "src.txt", "hyp.txt", "ref.txt", "--locale", "de-DE"];
    let output = glossator(&run, &[&parallel[..], &["--out", "out"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let read = |name: &str| fs::read_to_string(run.join("out").join(name)).unwrap();
    assert!(read("de-DE.issues.csv").contains("hyp.txt,1,1,repeated-word,"));
    let second = read("de-DE.segments.csv").lines().nth(2).unwrap().to_owned();
    assert!(
        second.contains("Close it after 5 minutes.") && second.contains(",100.00,"),
        "{second}"
    );
    fs::write(run.join("src.txt"), "Open the page.\n").unwrap();
    let output = glossator(&run, &[&parallel[..], &["--out", "out"]].concat());
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("The file has 2 lines, src.txt has 1"));
}
