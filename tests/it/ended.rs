//! Runs that are ended at any moment: a folder of reports is the old run or the new one, and nothing half written stays.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use crate::support::{files, glossator, scratch, succeeds, text};

const MANIFEST: &str = "glossator-run.json";
const LOCALES: &[&str] = &[
    "ar-SA", "bg-BG", "cs-CZ", "da-DK", "de-DE", "el-GR", "es-ES", "et-EE", "fi-FI", "fr-FR",
    "he-IL", "hr-HR", "hu-HU", "id-ID", "it-IT", "ja-JP", "ko-KR", "lt-LT", "lv-LV", "nb-NO",
    "nl-NL", "pl-PL", "pt-BR", "ro-RO",
];

/// Numbers that are the same in each run of the tests.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

/// Two tables of the same locales, `a.tsv` and `b.tsv`, of which each makes other reports in every file.
fn tables(run: &Path) {
    for name in ["a", "b"] {
        let mut table = "source\ttarget\tlocale\n".to_owned();
        for locale in LOCALES {
            writeln!(table, "Open 2 of {name}.\t3  {name}.\t{locale}").unwrap();
            if name == "b" {
                writeln!(table, "Close 4 of it.\t5  {name}.\t{locale}").unwrap();
            }
        }
        fs::write(run.join(format!("{name}.tsv")), table).unwrap();
    }
}

fn args<'a>(table: &'a str, out: &'a str) -> [&'a str; 8] {
    ["score", table, "--format", "csv,html,jsonl", "--out", out, "--show", "0"]
}

fn begin(run: &Path, table: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_glossator"))
        .current_dir(run)
        .args(args(table, "out"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn signal(child: &Child, name: &str) {
    let status = Command::new("kill").args([format!("-{name}"), child.id().to_string()]).status();
    assert!(status.unwrap().success());
}

/// The reports of a folder.
fn reports(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = files(folder);
    found.retain(|name, _| !name.starts_with('.') && name != MANIFEST);
    found
}

fn temporary(folder: &Path) -> Vec<String> {
    files(folder).into_keys().filter(|name| name.starts_with('.')).collect()
}

/// The node of the manifest: another one as soon as a run begins to give its files their names.
fn node(run: &Path) -> Option<u64> {
    fs::metadata(run.join("out").join(MANIFEST)).map(|m| m.ino()).ok()
}

/// Waits until a run begins to give its files their names; false where it ends before.
fn wait_for_names(run: &Path, child: &mut Child) -> bool {
    let before = node(run);
    let start = Instant::now();
    while node(run) == before {
        if start.elapsed() > Duration::from_millis(50) && child.try_wait().unwrap().is_some() {
            return false;
        }
    }
    true
}

/// What the two tables make, and how long a run takes.
fn expected(run: &Path) -> ([BTreeMap<String, Vec<u8>>; 2], Duration) {
    tables(run);
    let start = Instant::now();
    let both = ["a", "b"].map(|name| {
        succeeds(run, &args(&format!("{name}.tsv"), name));
        reports(&run.join(name))
    });
    assert!(both[0].len() > 5 * LOCALES.len() && both[0].keys().eq(both[1].keys()));
    assert!(both[0].iter().all(|(name, bytes)| name == "problems.csv" || &both[1][name] != bytes));
    (both, start.elapsed() / 2)
}

#[test]
fn a_killed_run_leaves_the_old_reports_or_the_new_ones() {
    let run = scratch("ended-killed");
    let (both, time) = expected(&run);
    let out = run.join("out");
    succeeds(&run, &args("a.tsv", "out"));
    let mut dice = Dice(7);
    let mut halfway = 0;
    let mut now = 0;
    // How many are hit half-way is the machine's: it goes on until some are.
    for round in 0..240 {
        if round >= 24 && halfway > 2 {
            break;
        }
        let next = 1 - now;
        let mut child = begin(&run, ["a.tsv", "b.tsv"][next]);
        if round % 4 == 0 {
            std::thread::sleep(time.mul_f64(dice.below(1000) as f64 / 900.0));
        } else if wait_for_names(&run, &mut child) {
            std::thread::sleep(Duration::from_micros(dice.below(400)));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let found = reports(&out);
        let is_mixture = !both.contains(&found);
        halfway += usize::from(is_mixture);
        // A reader goes on where the run was ended, every other time; else the next run does.
        if is_mixture && round % 2 == 0 {
            succeeds(&run, &["trend", "a", "out", "--out", "trend.csv"]);
            assert!(reports(&out) == both[next], "round {round}");
        }
        if !is_mixture {
            now = usize::from(found == both[1]);
        }
        if round % 8 == 7 || is_mixture {
            succeeds(&run, &args(["a.tsv", "b.tsv"][now], "out"));
            assert!(reports(&out) == both[now], "round {round}");
            assert_eq!(temporary(&out), [""; 0], "round {round}");
        }
    }
    assert!(halfway > 0, "no run was hit half-way");
}

#[test]
fn a_run_that_is_told_to_end_leaves_nothing_half_written() {
    let run = scratch("ended-told");
    let (both, time) = expected(&run);
    let out = run.join("out");
    succeeds(&run, &args("a.tsv", "out"));
    let mut dice = Dice(11);
    let mut now = 0;
    let mut ended = 0;
    for round in 0..120 {
        if round >= 12 && ended > 3 {
            break;
        }
        let (name, number) = [("INT", 2), ("TERM", 15), ("HUP", 1)][round % 3];
        let next = 1 - now;
        let mut child = begin(&run, ["a.tsv", "b.tsv"][next]);
        if round % 2 == 0 {
            // Signals are watched from the first moment of the program on, which is not the first of the process.
            std::thread::sleep(
                Duration::from_millis(30) + time.mul_f64(dice.below(1000) as f64 / 1000.0),
            );
        } else {
            wait_for_names(&run, &mut child);
        }
        signal(&child, name);
        let status: ExitStatus = child.wait().unwrap();
        assert!(status.success() || status.signal() == Some(number), "{status:?}");
        ended += usize::from(!status.success());
        assert_eq!(temporary(&out), [""; 0], "round {round}, {name}");
        let found = reports(&out);
        assert!(both.contains(&found), "round {round}, {name}");
        now = usize::from(found == both[1]);
        succeeds(&run, &["trend", "a", "out", "--out", "trend.csv"]);
    }
    assert!(ended > 0, "no run was ended");
}

#[test]
fn two_runs_into_one_folder_leave_the_reports_of_one() {
    let run = scratch("ended-two");
    let (both, _) = expected(&run);
    for round in 0..4 {
        let mut children = ["a.tsv", "b.tsv"].map(|table| begin(&run, table));
        for child in &mut children {
            assert!(child.wait().unwrap().success());
        }
        assert!(both.contains(&reports(&run.join("out"))), "round {round}");
        assert_eq!(temporary(&run.join("out")), [""; 0]);
    }
}

#[test]
fn reports_of_two_runs_are_not_compared() {
    let run = scratch("ended-mixture");
    let (both, _) = expected(&run);
    // Somebody copied one report over another.
    fs::copy(run.join("a/summary.csv"), run.join("b/summary.csv")).unwrap();
    for call in [&["trend", "a", "b"][..], &["score", "a.tsv", "--previous", "b", "--out", "c"]] {
        let output = glossator(&run, call);
        assert_eq!(output.status.code(), Some(2));
        let said = text(&output.stderr);
        assert!(
            said.contains("summary.csv: this is not what the run wrote; score again"),
            "{said}"
        );
        assert_eq!(said.lines().count(), 1, "{said}");
    }
    // A manifest says what is half done, and names nothing that would end it.
    let manifest = fs::read_to_string(run.join("a").join(MANIFEST)).unwrap();
    assert_eq!(manifest.matches("\"name\"").count(), both[0].len());
    let halfway = manifest.replace("\"complete\": true", "\"complete\": false");
    let halfway =
        halfway.replacen("\"run\": \"this\"", "\"run\": \"this\", \"waits_as\": \".gone\"", 1);
    let first = both[0].keys().next().unwrap();
    fs::write(run.join("a").join(MANIFEST), halfway).unwrap();
    fs::write(run.join("a").join(first), "of another run").unwrap();
    let said = text(&glossator(&run, &["trend", "a", "b"]).stderr);
    assert!(said.contains("this may be of another run") && said.contains("score again"), "{said}");
    let said = text(&glossator(&run, &["baseline", "accept", "a/de-DE.issues.csv"]).stderr);
    assert!(said.contains("a/de-DE.issues.csv: this may be") && said.contains("a copy"), "{said}");
    succeeds(&run, &args("a.tsv", "a"));
    assert!(reports(&run.join("a")) == both[0]);
    // What a reviewer writes into a report is no mixture.
    let mut issues = fs::read_to_string(run.join("a/de-DE.issues.csv")).unwrap();
    issues.push('\n');
    fs::write(run.join("a/de-DE.issues.csv"), issues).unwrap();
    succeeds(&run, &["trend", "a", "a", "--out", "trend.csv"]);
}
