//! Systems that refuse things: full disks, limits, streams that are closed, inputs that change while they are read. A run
//! then says what is the matter, and leaves the reports of the run before or makes all of its own.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::support::{files, glossator, scratch, succeeds, text};

const SOURCE: &str = "# Boxes\n\nOpen the box. Close 12 boxes.\n";
const PAGE: &str = "# Kisten\n\nÖffnen Sie die Kiste. Schließen Sie 13 Kisten.\n";

/// A tree of so many pages of German, each with its original.
fn tree(run: &Path, pages: usize) {
    for folder in ["site/en", "site/de"] {
        fs::create_dir_all(run.join(folder)).unwrap();
    }
    for page in 0..pages {
        fs::write(run.join(format!("site/en/{page}.md")), SOURCE).unwrap();
        fs::write(run.join(format!("site/de/{page}.md")), PAGE).unwrap();
    }
}

/// Runs a script of the shell in a folder; `$G` is the command.
fn shell(run: &Path, script: &str) -> Output {
    let mut command = Command::new("sh");
    command.env("DICPATH", "").env("G", env!("CARGO_BIN_EXE_glossator"));
    command.current_dir(run).args(["-c", script]).output().unwrap()
}

/// What a run that fails says: one line, no panic, nothing of programmers.
#[track_caller]
fn fails(output: &Output) -> String {
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(!said.contains("panicked") && !said.contains("os error"), "{said}");
    said
}

fn is_root() -> bool {
    text(&Command::new("id").arg("-u").output().unwrap().stdout).trim() == "0"
}

/// The rows of a report.
fn rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect()
}

#[test]
fn a_full_disk_leaves_the_reports_of_the_run_before() {
    let run = scratch("hardship-full");
    tree(&run, 3);
    let disk = run.join("disk");
    fs::create_dir(&disk).unwrap();
    let mount = "mount -t tmpfs -o size=512k glossator-test disk";
    if !is_root() || !shell(&run, mount).status.success() {
        eprintln!("SKIPPED: a small disk can be mounted by root alone");
        return;
    }
    succeeds(&run, &["score", "site", "--out", "disk/out"]);
    let before = files(&disk.join("out"));
    tree(&run, 9);
    // Of the space that is left, from none on, more and more is free.
    let outcome = std::panic::catch_unwind(|| {
        let mut failed = 0;
        for left in (0..160).step_by(8) {
            let fill = format!(
                "rm -f disk/fill; dd if=/dev/zero of=disk/fill bs=1k; truncate -s -{left}k disk/fill"
            );
            shell(&run, &fill);
            let output =
                glossator(&run, &["score", "site", "--format", "csv,html", "--out", "disk/out"]);
            let after = files(&disk.join("out"));
            assert!(after.keys().all(|name| !name.starts_with('.')), "{left}: {:?}", after.keys());
            if output.status.code() == Some(0) {
                assert_eq!(rows(&disk.join("out/de.pages.csv")).len(), 9, "{left}");
                break;
            }
            assert!(
                fails(&output).contains("the disk is full"),
                "{left}: {}",
                text(&output.stderr)
            );
            assert!(after == before, "{left}");
            failed += 1;
        }
        assert!(failed > 2, "{failed}");
    });
    shell(&run, "umount disk");
    outcome.unwrap();
}

#[test]
fn what_may_not_be_written_or_read_is_said() {
    let run = scratch("hardship-refused");
    tree(&run, 2);
    // A folder stands where a report should be.
    fs::create_dir_all(run.join("taken/summary.csv")).unwrap();
    let said = fails(&glossator(&run, &["score", "site", "--out", "taken"]));
    assert!(said.contains("taken/summary.csv: this is a folder"), "{said}");
    assert_eq!(files_of(&run.join("taken")), ["summary.csv"]);
    // Nobody but root may write anywhere, so that somebody else is asked.
    if !is_root() || !shell(&run, "setpriv --reuid=65534 --clear-groups true").status.success() {
        eprintln!("SKIPPED: what is refused can be seen by somebody else than root alone");
        return;
    }
    // The folder of the tests may be root's alone: a place that others can go to.
    let place = std::env::temp_dir().join(format!("glossator-hardship-{}", std::process::id()));
    fs::create_dir_all(&place).unwrap();
    tree(&place, 2);
    let nobody = |script: &str| {
        shell(&place, &format!("exec setpriv --reuid=65534 --clear-groups {script}"))
    };
    fs::copy(env!("CARGO_BIN_EXE_glossator"), place.join("g")).unwrap();
    fs::set_permissions(&place, fs::Permissions::from_mode(0o755)).unwrap();
    let said = fails(&nobody("./g score site --out out"));
    assert!(said.contains("out: this may not be read or written here"), "{said}");
    fs::set_permissions(place.join("site/de/1.md"), fs::Permissions::from_mode(0o000)).unwrap();
    fs::create_dir(place.join("out")).unwrap();
    fs::set_permissions(place.join("out"), fs::Permissions::from_mode(0o777)).unwrap();
    assert_eq!(nobody("./g score site --out out").status.code(), Some(2));
    let problems = rows(&place.join("out/problems.csv"));
    assert!(
        problems.iter().any(|row| row["path"] == "de/1.md" && row["kind"] == "unreadable"),
        "{problems:?}"
    );
    assert_eq!(rows(&place.join("out/de.pages.csv")).len(), 1);
    fs::remove_dir_all(place).unwrap();
}

fn files_of(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    names.map(|name| text(name.as_bytes())).collect()
}

#[test]
fn limits_of_a_process_end_a_run_and_spoil_no_report() {
    let run = scratch("hardship-limits");
    tree(&run, 3);
    succeeds(&run, &["score", "site", "--format", "csv,html", "--out", "out"]);
    let before = files(&run.join("out"));
    for (limit, may_work) in [
        ("ulimit -n 64", true),
        ("ulimit -n 24", true),
        ("ulimit -f 8; trap '' XFSZ", false),
        ("ulimit -f 40", false),
        ("ulimit -v 60000", true),
        ("ulimit -v 400000", true),
        ("ulimit -t 60", true),
    ] {
        let script =
            format!("{limit}; exec \"$G\" score site --format csv,html,xlsx --out out --quiet");
        let output = shell(&run, &script);
        let found: BTreeMap<_, _> = files(&run.join("out"));
        let said = text(&output.stderr);
        assert!(!said.contains("panicked"), "{limit}: {said}");
        let worked = output.status.code() == Some(0);
        if limit.starts_with("ulimit -v") {
            assert!(matches!(output.status.code(), Some(0 | 2)), "{limit}: {}", output.status);
        }
        assert!(may_work || !worked, "{limit} made no difference");
        if worked {
            fs::remove_dir_all(run.join("out")).unwrap();
            succeeds(&run, &["score", "site", "--format", "csv,html", "--out", "out"]);
        } else {
            for (name, bytes) in &before {
                assert!(found.get(name) == Some(bytes), "{limit}: {name}: {said}");
            }
        }
    }
}

#[test]
fn streams_that_are_closed_and_an_empty_environment_change_no_report() {
    let run = scratch("hardship-streams");
    tree(&run, 3);
    succeeds(&run, &["score", "site", "--out", "out"]);
    let expected = files(&run.join("out"));
    for (at, (script, code)) in [
        ("exec \"$G\" score site --out O <&-", 0),
        ("exec \"$G\" score site --out O >&-", 0),
        ("exec \"$G\" score site --out O 2>&-", 0),
        ("exec \"$G\" score site --out O <&- >&- 2>&-", 0),
        ("exec \"$G\" score site --out O --fail-on minor >&- 2>&-", 1),
        ("\"$G\" score site --out O | true", 0),
        ("{ \"$G\" score site --out O --fail-on minor; echo $? >code; } | true; exit $(cat code)", 1),
        ("exec \"$G\" score site --out O >/dev/full 2>/dev/full", 2),
        ("unset HOME TMPDIR USER LANG; exec \"$G\" score site --out O", 0),
        ("exec env -i \"$G\" score site --out O", 0),
        ("LC_ALL=C LANG=C TMPDIR=/nowhere HOME=/nowhere exec \"$G\" score site --out O", 0),
        ("LC_ALL=tr_TR.UTF-8 exec \"$G\" score site --out O", 0),
    ]
    .into_iter()
    .enumerate()
    {
        let out = format!("out-{at}");
        let output = shell(&run, &script.replace(" O", &format!(" {out}")));
        assert_eq!(output.status.code(), Some(code), "{script}: {}", text(&output.stderr));
        let found = files(&run.join(&out));
        assert!(found.keys().eq(expected.keys()), "{script}: {:?}", found.keys());
        let same = |name: &str| name == "summary.csv" || name.ends_with("run.json") || found[name] == expected[name];
        assert!(expected.keys().all(|name| same(name)), "{script}");
    }
}

#[test]
fn names_of_any_bytes_are_pages_or_problems() {
    let run = scratch("hardship-names");
    tree(&run, 1);
    let long = "x".repeat(250);
    let names: &[&[u8]] = &[
        b"a\nb",
        b"a,b",
        b"a\"b",
        b"=cmd()",
        b"-rf",
        b"\x1b[31m",
        b"caf\xe9",
        b"\xff\xfe",
        b" a ",
        b"a|b",
        b"::error::a",
        b"<script>",
        b"%s{0}",
        "漢字".as_bytes(),
        b"a'b",
        b"..a",
        long.as_bytes(),
    ];
    for name in names {
        for (folder, page) in [("en", SOURCE), ("de", PAGE)] {
            let name = [name, &b".md"[..]].concat();
            fs::write(run.join("site").join(folder).join(OsStr::from_bytes(&name)), page).unwrap();
        }
    }
    let output = glossator(
        &run,
        &["score", "site", "--format", "csv,html,xlsx,jsonl,sarif,junit,markdown", "--out", "out"],
    );
    assert!(matches!(output.status.code(), Some(0 | 2)), "{}", text(&output.stderr));
    for stream in [&output.stdout, &output.stderr] {
        assert!(
            !text(stream).contains('\u{1b}')
                && !text(stream).lines().any(|line| line.starts_with("::"))
        );
    }
    let pages = rows(&run.join("out/de.pages.csv")).len();
    let problems = rows(&run.join("out/problems.csv"));
    let lost =
        problems.iter().filter(|row| row["kind"] == "not-scored" || row["kind"] == "unreadable");
    assert_eq!(pages + lost.count(), names.len() + 1, "{problems:?}");
    // Calls that name such a file.
    assert!(
        glossator(&run, &["score", "--out", "one", "--", "site/de/-rf.md"]).status.code().is_some()
    );
}

#[test]
fn what_is_no_page_in_a_tree_is_a_problem() {
    let run = scratch("hardship-tree");
    tree(&run, 1);
    let de = run.join("site/de");
    symlink(".", de.join("loop")).unwrap();
    symlink("b.md", de.join("a.md")).unwrap();
    symlink("a.md", de.join("b.md")).unwrap();
    symlink("nowhere.md", de.join("dangling.md")).unwrap();
    let socket = UnixListener::bind(de.join("socket.md"));
    fs::create_dir(de.join("folder.md")).unwrap();
    let script = "mkfifo site/de/fifo.md; mknod site/de/device.md c 1 5 2>/dev/null; timeout 60 \"$G\" score site --out out";
    let output = shell(&run, script);
    assert!(matches!(output.status.code(), Some(0 | 2)), "{}", text(&output.stderr));
    let problems = rows(&run.join("out/problems.csv"));
    let told = |name: &str| problems.iter().any(|row| row["path"] == format!("de/{name}"));
    for name in ["fifo.md", "dangling.md", "a.md", "b.md"] {
        assert!(told(name), "{name}: {problems:?}");
    }
    assert!(socket.is_err() || told("socket.md"), "{problems:?}");
    assert!(!de.join("device.md").exists() || told("device.md"), "{problems:?}");
    assert_eq!(rows(&run.join("out/de.pages.csv")).len(), 1);
}

#[test]
fn inputs_that_change_while_they_are_read_cost_nothing_else() {
    let run = scratch("hardship-changing");
    tree(&run, 12);
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let page = run.join("site/de/3.md");
            while !stop.load(Ordering::Relaxed) {
                for text in ["", "# K", PAGE, "---\ntitle: \"", &PAGE.repeat(400)] {
                    let _ = fs::write(&page, text);
                }
                let _ = fs::remove_file(&page);
                let _ = fs::remove_file(run.join("site/en/4.md"));
                let _ = fs::write(run.join("site/en/4.md"), SOURCE);
            }
        });
        for round in 0..12 {
            let output = glossator(&run, &["score", "site", "--out", "out", "--quiet"]);
            let said = text(&output.stderr);
            assert!(
                matches!(output.status.code(), Some(0 | 2)) && !said.contains("panicked"),
                "{round}: {said}"
            );
            let pages = rows(&run.join("out/de.pages.csv"));
            let others =
                pages.iter().filter(|row| !["de/3.md", "de/4.md"].contains(&row["path"].as_str()));
            assert_eq!(others.count(), 10, "{round}: {said}");
        }
        stop.store(true, Ordering::Relaxed);
    });
}
