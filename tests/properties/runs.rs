//! Whole runs: however many threads and parts work at them, they write the same bytes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use glossator::Result;
use glossator::pipeline::{self, ScoreOptions, ShardPlan};
use glossator::reports::{REPORTS, ReportOptions};

use super::choice;
use super::files::{Folder, locale_of};

/// What the stretches of an input are, one after the other.
const FILES: &[&str] = &[
    "site/en/a.md",
    "site/de/a.md",
    "site/pairs.tsv",
    "site/fr/a.md",
    "site/ja/strings.po",
    "site/en/b.rst",
    "site/de/b.rst",
    "site/lines.jsonl",
];

/// One thread, three threads, and two or three parts: the reports are the same, or the run fails likewise.
pub(super) fn agree(bytes: &[u8]) {
    let (parts, rest) = choice(bytes, 2);
    let folder = Folder::new();
    for (name, stretch) in FILES.iter().zip(rest.split(|byte| *byte == 2)) {
        folder.file(name, stretch);
    }
    let run = |out: &str, jobs: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build().unwrap();
        let options = options(&folder.0, out);
        pool.install(|| told(pipeline::score(options, &mut |_, _| Ok(()))))
    };
    let one = run("one", 1);
    let reports = reports(&folder.0.join("one"));
    for (out, other) in
        [("three", run("three", 3)), ("merged", told(in_parts(&folder.0, parts + 2)))]
    {
        // A plan tells by itself what a run tells.
        assert_eq!(one, other, "{out}");
        for (name, bytes) in self::reports(&folder.0.join(out)) {
            assert!(reports.get(&name) == Some(&bytes), "{name} of {out} is another");
        }
        assert_eq!(reports.len(), self::reports(&folder.0.join(out)).len(), "{out}");
    }
}

fn options(folder: &Path, out: &str) -> ScoreOptions {
    ScoreOptions {
        paths: vec![folder.join("site")],
        locale: Some(locale_of("de-DE")),
        human_as_references: true,
        formats: REPORTS.iter().copied().filter(|report| !report.is_printed).collect(),
        report: ReportOptions { out: folder.join(out), ..ReportOptions::default() },
        ..ScoreOptions::default()
    }
}

/// What a run comes to: the locales with their sums, or why it failed.
fn told(run: Result<glossator::results::outcome::Outcome>) -> String {
    run.map_or_else(|error| error.to_string(), |outcome| format!("{:?}", outcome.problems))
}

fn in_parts(folder: &Path, parts: usize) -> Result<glossator::results::outcome::Outcome> {
    let (file, learned) = (folder.join("run.plan"), folder.join("learned"));
    let options = || options(folder, "merged");
    ShardPlan::new(&options(), parts, Vec::new(), None, Vec::new())?.write(&file)?;
    let plan = || ShardPlan::read(&file);
    pipeline::learn_shards(options(), plan()?, &learned, &mut |_, _| Ok(()))?;
    let out = folder.join("parts");
    for part in 0..parts {
        pipeline::score_shard(options(), plan()?, part, &learned, &out, &mut |_, _| Ok(()))?;
    }
    pipeline::merge(options(), plan()?, &out, &mut |_, _| Ok(()))
}

/// The reports of a folder.
fn reports(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let Ok(entries) = fs::read_dir(folder) else { return BTreeMap::new() };
    let file = |entry: fs::DirEntry| {
        (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).unwrap())
    };
    entries.map(|entry| file(entry.unwrap())).collect()
}
