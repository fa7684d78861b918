//! The recordings of `tests/fixtures/metrics`; `record.py` there renews them.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use glossator::metrics::{ReferenceCount, Statistics};
use serde_json::Value;

use super::cases::{floats, metric};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/metrics")
}

fn read(name: &str) -> String {
    std::fs::read_to_string(folder().join(name)).unwrap()
}

fn lines(name: &str) -> Vec<String> {
    read(name).split_terminator('\n').map(str::to_owned).collect()
}

fn cases(name: &str) -> Vec<Value> {
    serde_json::from_str(&read(name)).unwrap()
}

pub(crate) fn run(args: &[&str], stdin: Option<&str>) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_glossator"))
        .arg("metrics")
        .args(args)
        .current_dir(folder())
        .env_remove("SACREBLEU_FORMAT")
        .env_remove("SACREBLEU_SEED")
        .env_remove("GLOSSATOR_JA_MECAB_DIC")
        .env_remove("GLOSSATOR_KO_MECAB_DIC")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The command may end before it has read anything.
    let _ = child.stdin.take().unwrap().write_all(stdin.unwrap_or_default().as_bytes());
    child.wait_with_output().unwrap()
}

#[test]
fn the_library_counts_and_scores_as_sacrebleu() {
    let (hypotheses, ref1, ref2) = (lines("a.txt"), lines("ref.txt"), lines("ref2.txt"));
    for case in cases("library.json") {
        let (id, kind) = (case["metric"].as_str().unwrap(), case["references"].as_str().unwrap());
        let metric = metric(id, &case["args"]).unwrap();
        let context = format!("{id} {} {kind}", case["args"]);
        let tolerance = if id == "bleu" { 1e-9 } else { 1e-12 };
        let close = |a: f64, b: f64| assert!((a - b).abs() <= tolerance, "{context}: {a} for {b}");
        let (mut counts, mut sum) = (Vec::new(), Statistics::default());
        for (i, hypothesis) in hypotheses.iter().enumerate() {
            let mut references = vec![ref1[i].as_str()];
            if kind == "two" || (kind == "missing" && i % 3 != 0) {
                references.push(&ref2[i]);
            }
            counts.push(references.len());
            let statistics = metric.statistics(hypothesis, &references);
            assert_eq!(
                statistics.values(),
                floats(&case["statistics"][i]),
                "{context} segment {i}"
            );
            close(metric.score(&statistics), case["sentences"][i].as_f64().unwrap());
            sum += statistics;
        }
        close(metric.score(&sum), case["score"].as_f64().unwrap());
        let mut text = format!("{} = {:.2}", metric.name(), metric.score(&sum));
        if let Some(details) = metric.details(&sum) {
            text = format!("{text} {details}");
        }
        assert_eq!(text, case["text"].as_str().unwrap(), "{context}");
        let signature = metric.signature().with_references(ReferenceCount::of(counts));
        assert_eq!(signature.to_string(), case["signature"].as_str().unwrap());
        assert_eq!(signature.short(), case["short"].as_str().unwrap());
    }
}

#[test]
fn the_command_prints_what_sacrebleu_prints() {
    for case in cases("commands.json") {
        let args: Vec<&str> =
            case["args"].as_array().unwrap().iter().map(|arg| arg.as_str().unwrap()).collect();
        let stdin = case["stdin"].as_str().map(|name| match name {
            "a.txt" => read("a.txt"),
            "ragged.tsv" => "a\tb\nc\n".to_owned(),
            _ => {
                let or_dash = |line: String| if line.is_empty() { "-".to_owned() } else { line };
                let pairs = lines("a.txt").into_iter().zip(lines("b.txt"));
                let pairs = pairs.map(|(a, b)| format!("{}\t{}", or_dash(a), or_dash(b)));
                pairs.collect::<Vec<_>>().join("\n") + "\n"
            }
        });
        for jobs in ["1", "3"] {
            let args = [&args[..], &["--jobs", jobs]].concat();
            let output = run(&args, stdin.as_deref());
            let stdout = String::from_utf8(output.stdout).unwrap();
            let stderr = String::from_utf8(output.stderr).unwrap();
            assert_eq!(stdout, case["stdout"].as_str().unwrap(), "{args:?}");
            assert_eq!(
                output.status.code().map(i64::from),
                case["code"].as_i64(),
                "{args:?} {stderr}"
            );
            match output.status.code() {
                Some(0 | 2) => {}
                _ => assert_eq!(stderr.lines().count(), 1, "{args:?} {stderr}"),
            }
        }
    }
}
