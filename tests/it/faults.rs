//! Inputs that are not what they seem: links, and what is no file.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::process::{Command, Stdio};

use crate::support::{files, glossator, scratch, text};

const SOURCE: &str = "# Boxes\n\nOpen the box. Close the box.\n";
const PAGE: &str = "# Kisten\n\nÖffnen Sie die Kiste. Schließen Sie die Kiste.\n";

#[test]
fn no_link_leads_out_of_the_folders_that_were_named() {
    let run = scratch("faults-links");
    for folder in ["site/en", "site/de", "other"] {
        fs::create_dir_all(run.join(folder)).unwrap();
    }
    for name in ["a", "b", "c", "d"] {
        fs::write(run.join(format!("site/en/{name}.md")), SOURCE).unwrap();
    }
    fs::write(run.join("site/de/a.md"), PAGE).unwrap();
    fs::write(run.join("other/secret.md"), "# Geheimnis\n\nDas Kennwort ist hunter2.\n").unwrap();
    symlink(run.join("site/de/a.md"), run.join("site/de/b.md")).unwrap();
    symlink(run.join("other/secret.md"), run.join("site/de/c.md")).unwrap();
    symlink("/dev/zero", run.join("site/de/d.md")).unwrap();
    symlink(run.join("other"), run.join("site/de/folder")).unwrap();
    let output = glossator(&run, &["score", "site", "--format", "csv,html", "--out", "out"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let reports = files(&run.join("out"));
    for (name, bytes) in &reports {
        assert!(!text(bytes).contains("hunter2"), "{name}");
    }
    // A link within the folders is the page that it leads to.
    let pages = text(&reports["de.pages.csv"]);
    assert!(pages.contains("de/a.md") && pages.contains("de/b.md"), "{pages}");
    let problems = text(&reports["problems.csv"]);
    for row in ["de/c.md,,not-scored", "de/d.md,,not-scored", "de/folder,,not-scored"] {
        assert!(problems.contains(row), "{problems}");
    }
    // What is named too is read, as a path of pages or of sources.
    for args in [&["site", "other"][..], &["site/de", "--source", "site/en", "--source", "other"]] {
        let output = glossator(&run, &[&["score", "--out", "out2"], args].concat());
        assert!(matches!(output.status.code(), Some(0 | 2)), "{}", text(&output.stderr));
        let problems = text(&files(&run.join("out2"))["problems.csv"]);
        assert!(!problems.contains("c.md,,not-scored"), "{problems}");
        fs::remove_dir_all(run.join("out2")).unwrap();
    }
}

#[test]
fn what_is_no_file_is_not_waited_for() {
    let run = scratch("faults-pipes");
    fs::create_dir_all(run.join("site/en")).unwrap();
    fs::create_dir_all(run.join("site/de")).unwrap();
    fs::write(run.join("site/en/a.md"), SOURCE).unwrap();
    fs::write(run.join("site/de/a.md"), PAGE).unwrap();
    assert!(Command::new("mkfifo").arg(run.join("site/de/b.md")).status().unwrap().success());
    let output = glossator(&run, &["score", "site", "--out", "out"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&files(&run.join("out"))["problems.csv"]).contains("de/b.md,,not-scored"));
    // What a program writes into the run is no page either, and no file that tells of a site.
    symlink("/dev/stdin", run.join("site/de/c.md")).unwrap();
    assert!(Command::new("mkfifo").arg(run.join("site/mkdocs.yml")).status().unwrap().success());
    let mut command = Command::new(env!("CARGO_BIN_EXE_glossator"));
    command.current_dir(&run).args(["score", "site", "--out", "out"]).stdin(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // Open for as long as it runs.
    let input = child.stdin.take();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    drop(input);
    let problems = text(&files(&run.join("out"))["problems.csv"]);
    assert!(problems.contains("de/c.md,,not-scored"), "{problems}");
    let output = glossator(&run, &["score", "site/de/b.md"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text(&output.stderr).contains("neither a file nor a folder"),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn what_the_system_refuses_is_said_once() {
    let run = scratch("faults-refused");
    fs::create_dir_all(run.join("de")).unwrap();
    fs::write(run.join("t.tsv"), "source\ttarget\tlocale\nOpen it.\tÖffnen.\tde-DE\n").unwrap();
    fs::write(run.join("out"), "a file").unwrap();
    let output = glossator(&run, &["score", "t.tsv", "--out", "out"]);
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    assert!(!said.contains("os error") && said.lines().count() == 1, "{said}");
    let reason = said.trim().rsplit(": ").next().unwrap();
    assert_eq!(said.matches(reason).count(), 1, "{said}");
}
