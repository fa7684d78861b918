//! A run in parts makes the bytes that one run makes, and parts that do not belong together are refused.

use std::path::{Path, PathBuf};

use super::support::{files, glossator, scratch, succeeds, text};

const FORMATS: &str = "csv,html,xlsx,jsonl,sarif,junit,markdown";

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() { copy(&path, &to) } else { assert!(std::fs::copy(&path, &to).is_ok()) }
    }
}

/// The bundled sample, beside a tree whose pages are files of their own, one of them missing.
fn project(name: &str) -> PathBuf {
    let folder = scratch(name);
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/sample"), &folder);
    for (path, page) in [
        ("site/en/a.md", "# Install\n\nOpen the [portal](b.md) and wait 30 minutes.\n"),
        ("site/fr/a.md", "# Installer\n\nOuvrez le [portail](b.md) et attendez 20 minutes.\n"),
        ("site/en/b.md", "# Update\n\nSelect **Save**.\n\n## Restart\n\nRun `reboot`.\n"),
        ("site/en/c.md", "# Remove\n\nNothing is left of it.\n"),
        ("site/fr/c.md", "# Supprimer\n\nIl n'en reste rien.\n"),
    ] {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, page).unwrap();
    }
    folder
}

/// Plans, learns and scores all parts below `to`.
fn parts(folder: &Path, call: &[&str], shards: usize, to: &str) {
    let of = shards.to_string();
    let plan = format!("{to}.plan");
    let learned = format!("{to}.learned");
    succeeds(folder, &[&["plan"], call, &["--shards", &of, "--out", &plan]].concat());
    succeeds(folder, &["learn", "--plan", &plan, "--out", &learned]);
    // The last one first: their order is nobody's.
    for shard in (0..shards).rev() {
        task(folder, to, shard);
    }
}

/// The same, where each part is learned from by itself, and its pages and plan lie elsewhere then.
fn parts_by_themselves(folder: &Path, call: &[&str], shards: usize, to: &str) {
    let of = shards.to_string();
    let plan = format!("{to}.plan");
    succeeds(folder, &[&["plan"], call, &["--shards", &of, "--out", &plan]].concat());
    let elsewhere = folder.with_file_name(format!("parts-elsewhere-{to}"));
    let _ = std::fs::remove_dir_all(&elsewhere);
    copy(folder, &elsewhere);
    let learn = ["learn", "--plan", &plan];
    for shard in (0..shards).rev() {
        let shard = shard.to_string();
        succeeds(&elsewhere, &[&learn[..], &["--shard", &shard, "--out", "seen"]].concat());
    }
    let learned = format!("{to}.learned");
    succeeds(&elsewhere, &[&learn[..], &["--seen", "seen", "--out", &learned]].concat());
    // Tasks need not know where the plan was made.
    let one = format!("{to}.one");
    succeeds(folder, &[&learn[..], &["--out", &one]].concat());
    let read = |path: PathBuf| std::fs::read(path).unwrap();
    assert_eq!(read(folder.join(one)).len(), read(elsewhere.join(&learned)).len());
    for shard in 0..shards {
        task(&elsewhere, to, shard);
    }
    copy(&elsewhere.join(to), &folder.join(to));
    std::fs::remove_dir_all(&elsewhere).unwrap();
}

fn task(folder: &Path, to: &str, shard: usize) {
    let (plan, learned, shard) = (format!("{to}.plan"), format!("{to}.learned"), shard.to_string());
    let args = ["score", "--plan", &plan, "--shard", &shard, "--learned", &learned, "--out", to];
    succeeds(folder, &args);
}

#[test]
fn parts_make_the_bytes_of_one_run() {
    let folder = project("parts-bytes");
    let sample = ["docs", "--references", "references", "--format", FORMATS, "--min-score", "99"];
    let both = ["docs", "site/fr", "--format", FORMATS, "--human-as-references", "--excel"];
    for (name, call) in [("sample", &sample[..]), ("both", &both[..])] {
        let whole = format!("{name}-whole");
        let one = glossator(&folder, &[&["score"], call, &["--out", &whole]].concat());
        assert!(files(&folder.join(&whole)).len() > 8, "{}", text(&one.stderr));
        for shards in [1, 2, 3, 7] {
            let (to, out) = (format!("{name}-{shards}"), format!("{name}-{shards}-reports"));
            if shards % 2 == 0 || shards == 7 {
                parts_by_themselves(&folder, call, shards, &to);
            } else {
                parts(&folder, call, shards, &to);
            }
            let merged = glossator(&folder, &["merge", &to, "--out", &out]);
            assert_eq!(merged.status.code(), one.status.code(), "{}", text(&merged.stderr));
            assert_eq!(text(&merged.stdout).replace(&out, &whole), text(&one.stdout));
            assert_eq!(text(&merged.stderr), text(&one.stderr));
            let (expected, found) = (files(&folder.join(&whole)), files(&folder.join(&out)));
            assert!(expected.keys().eq(found.keys()), "{:?}", found.keys());
            for (file, bytes) in &expected {
                assert!(&found[file] == bytes, "{file} of {name} in {shards} parts");
            }
        }
    }
}

#[test]
fn a_task_that_is_repeated_writes_the_same() {
    let folder = project("parts-again");
    parts(&folder, &["docs"], 3, "parts");
    let before = files(&folder.join("parts"));
    // What a task leaves that was killed.
    std::fs::write(folder.join("parts/.00001-of-00003.part.7-a.tmp"), "half").unwrap();
    std::fs::remove_file(folder.join("parts/00001-of-00003.part")).unwrap();
    task(&folder, "parts", 1);
    task(&folder, "parts", 2);
    let mut after = files(&folder.join("parts"));
    after.retain(|name, _| !name.starts_with('.'));
    assert!(before == after);
    succeeds(&folder, &["merge", "parts", "--out", "reports", "--quiet"]);
}

fn refused(folder: &Path, args: &[&str]) -> String {
    let output = glossator(folder, args);
    assert_eq!(output.status.code(), Some(2), "{args:?}: {}", text(&output.stdout));
    text(&output.stderr)
}

#[test]
fn parts_that_do_not_belong_together_are_refused_by_name() {
    let folder = project("parts-refused");
    parts(&folder, &["docs"], 3, "parts");
    parts(&folder, &["docs", "--min-confidence", "high"], 3, "others");
    let merge = || refused(&folder, &["merge", "parts", "--out", "reports"]);
    let part = |shard: usize| folder.join(format!("parts/0000{shard}-of-00003.part"));
    let whole = std::fs::read(part(1)).unwrap();

    std::fs::remove_file(part(1)).unwrap();
    let error = merge();
    assert!(error.contains("00001-of-00003.part: part 1 is missing"), "{error}");

    for (bytes, why) in [
        (&whole[..whole.len() / 2], "damaged"),
        (&[&whole[..whole.len() - 20], &[0; 20]].concat(), "damaged"),
        (b"nothing", "no part of glossator"),
        (b"", "no part of glossator"),
    ] {
        std::fs::write(part(1), bytes).unwrap();
        let error = merge();
        assert!(error.contains("00001-of-00003.part") && error.contains(why), "{error}");
    }

    std::fs::copy(folder.join("others/00001-of-00003.part"), part(1)).unwrap();
    let error = merge();
    assert!(error.contains("00001-of-00003.part: a part of another plan"), "{error}");

    std::fs::write(part(1), &whole).unwrap();
    std::fs::write(folder.join("parts/copy.part"), &whole).unwrap();
    let error = merge();
    assert!(error.contains("copy.part: part 1 again, beside"), "{error}");
    std::fs::remove_file(folder.join("parts/copy.part")).unwrap();
    assert!(!folder.join("reports").exists());
    succeeds(&folder, &["merge", "parts", "--out", "reports"]);

    // A folder takes parts of one plan, which judge by what was learned for it.
    let task = |plan: &str, shard: &str, learned: &str, out: &str| {
        let args = ["score", "--plan", plan, "--shard", shard, "--learned", learned, "--out", out];
        refused(&folder, &args)
    };
    let error = task("parts.plan", "0", "others.learned", "parts");
    assert!(error.contains("others.learned: learned from another plan"), "{error}");
    let error = task("others.plan", "0", "others.learned", "parts");
    assert!(error.contains("parts: parts of another plan are here"), "{error}");
    let error = task("parts.plan", "3", "parts.learned", "parts");
    assert!(error.contains("--shard 3: the plan has parts 0 to 2"), "{error}");
    let error = refused(&folder, &["merge", "docs", "--out", "reports"]);
    assert!(error.contains("plan.json"), "{error}");
}

#[test]
fn what_parts_showed_is_refused_where_it_does_not_belong() {
    let folder = project("parts-seen");
    for (plan, exclude) in [("one.plan", "none/**"), ("two.plan", "docs/x/**")] {
        let call = ["plan", "docs", "--exclude", exclude, "--shards", "2", "--out", plan];
        succeeds(&folder, &call);
    }
    let look = |plan: &str, shard: &str, out: &str| {
        succeeds(&folder, &["learn", "--plan", plan, "--shard", shard, "--out", out]);
    };
    look("one.plan", "1", "seen");
    let learn = ["learn", "--plan", "one.plan", "--seen", "seen", "--out", "learned"];
    let error = refused(&folder, &learn);
    assert!(error.contains("00000-of-00002.seen: part 0 is missing"), "{error}");
    look("two.plan", "0", "seen");
    let error = refused(&folder, &learn);
    assert!(error.contains("00000-of-00002.seen: a part of another plan"), "{error}");
    look("one.plan", "0", "seen");
    succeeds(&folder, &learn);
    let first = std::fs::read(folder.join("learned")).unwrap();
    look("one.plan", "0", "seen");
    succeeds(&folder, &learn);
    assert!(first == std::fs::read(folder.join("learned")).unwrap());
    let error = refused(&folder, &["learn", "--plan", "one.plan", "--shard", "2", "--out", "seen"]);
    assert!(error.contains("--shard 2: the plan has parts 0 to 1"), "{error}");
}

#[test]
fn what_changed_since_the_plan_is_refused() {
    let folder = project("parts-changed");
    std::fs::write(folder.join("names.yaml"), "- name: Tailspin Toys\n").unwrap();
    let call = ["docs", "--names", "names.yaml"];
    parts(&folder, &call, 1, "parts");
    let score = ["score", "--plan", "parts.plan", "--shard", "0", "--learned", "parts.learned"];
    let score = [&score[..], &["--out", "parts"]].concat();
    std::fs::write(folder.join("names.yaml"), "- name: Fabrikam Inc\n").unwrap();
    let error = refused(&folder, &score);
    assert!(error.contains("names.yaml") && error.contains("make a new plan"), "{error}");
    std::fs::write(folder.join("names.yaml"), "- name: Tailspin Toys\n").unwrap();
    succeeds(&folder, &score);
    let mut stack = vec![folder.join("docs")];
    let page = loop {
        let path = stack.pop().unwrap();
        if path.is_file() {
            break path;
        }
        stack.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
    };
    std::fs::write(&page, "# Short\n").unwrap();
    let error = refused(&folder, &score);
    assert!(error.contains("make a new plan"), "{error}");
    let error = refused(&folder, &["plan", "--sample", "--shards", "2"]);
    assert!(error.contains("not cut into parts"), "{error}");
}

#[test]
fn a_part_of_another_build_is_refused() {
    let folder = project("parts-build");
    parts(&folder, &["docs"], 2, "parts");
    let path = folder.join("parts/00000-of-00002.part");
    let mut bytes = std::fs::read(&path).unwrap();
    let at = bytes.windows(9).position(|window| window == b"\"build\":\"").unwrap() + 9;
    bytes[at] = b'9';
    let end = bytes.len() - 8;
    let sum = xxhash_rust::xxh3::xxh3_64(&bytes[..end]).to_le_bytes();
    bytes[end..].copy_from_slice(&sum);
    std::fs::write(&path, bytes).unwrap();
    let error = refused(&folder, &["merge", "parts", "--out", "reports"]);
    assert!(error.contains("00000-of-00002.part: written by glossator 9"), "{error}");
    assert!(error.contains("use one build for all tasks"), "{error}");
}
