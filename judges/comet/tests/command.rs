//! The command as glossator starts it: what it says first, what it answers, and how it refuses.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

fn scratch(name: &str) -> PathBuf {
    let folder =
        std::env::temp_dir().join(format!("glossator-comet-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn run(words: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_glossator-comet"))
        .args(words)
        .current_dir(fixtures())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // One that refuses its model reads nothing.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn refused(words: &[&str]) -> String {
    let output = run(words, "");
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn it_names_itself_and_answers_by_the_ids() {
    let samples: Vec<Value> =
        serde_json::from_str(&std::fs::read_to_string(fixtures().join("samples.json")).unwrap())
            .unwrap();
    let expected: Value = serde_json::from_str(
        &std::fs::read_to_string(fixtures().join("regression-sparsemax/expected.json")).unwrap(),
    )
    .unwrap();
    let mut input = String::new();
    for (at, sample) in samples.iter().take(30).enumerate() {
        let question = json!({"id": 100 + at, "source": sample["src"], "target": sample["mt"], "reference": sample["ref"],
            "source_locale": "en", "locale": "de-DE"});
        input += &question.to_string();
        input.push('\n');
        if at == 20 {
            input.push_str("no question\n\n");
        }
    }
    input.push_str("{\"id\": 7, \"source\": \"a\", \"target\": \"b\", \"reference\": null}\n");
    let output = run(
        &[
            "--model",
            "regression-sparsemax",
            "--encoder",
            "encoder",
            "--batch",
            "8",
            "--threads",
            "1",
        ],
        &input,
    );
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{told}");
    assert!(
        told.contains("licence of the model: not told")
            && told.contains("passed over, no question"),
        "{told}"
    );
    let lines: Vec<Value> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(
        (&lines[0]["name"], &lines[0]["needs_reference"], &lines[0]["batch"]),
        (&json!("comet"), &json!(true), &json!(8))
    );
    let answers: BTreeMap<u64, &Value> =
        lines[1..].iter().map(|line| (line["id"].as_u64().unwrap(), line)).collect();
    assert_eq!((answers.len(), lines.len()), (31, 32));
    for at in 0..30 {
        let (found, score) =
            (answers[&(100 + at as u64)]["score"].as_f64().unwrap(), &expected["scores"][at]);
        assert!((found - score.as_f64().unwrap()).abs() <= 1e-5, "{at}: {found} {score}");
    }
    assert_eq!(answers[&7]["error"], "this model compares with a reference, and has none here");
}

#[test]
fn tags_are_spans_of_the_target() {
    let question =
        json!({"id": 1, "source": "Open it.", "target": "Öffnen Sie die Einstellungen."});
    let output =
        run(&["--model", "unified-tags", "--encoder", "encoder"], &format!("{question}\n"));
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(
        (&lines[0]["name"], &lines[0]["needs_reference"]),
        (&json!("cometkiwi"), &json!(false))
    );
    let spans = lines[1]["spans"].as_array().unwrap();
    assert!(!spans.is_empty());
    for span in spans {
        let (start, end) =
            (span["start"].as_u64().unwrap() as usize, span["end"].as_u64().unwrap() as usize);
        let text: String =
            "Öffnen Sie die Einstellungen.".chars().skip(start).take(end - start).collect();
        assert_eq!(span["text"], text);
        assert!(["minor", "major"].contains(&span["severity"].as_str().unwrap()));
    }
}

#[test]
fn check_tells_what_a_model_is_and_what_a_run_would_cost() {
    let run_folder = scratch("run");
    std::fs::write(
        run_folder.join("de-DE.segments.csv"),
        "locale,source,target,reference\nde-DE,Open it.,Gut.,Besser.\nde-DE,Open it.,\"Gut, so.\",Besser.\nde-DE,Close.,Zu.,\n",
    )
    .unwrap();
    let run_name = run_folder.to_str().unwrap();
    let output =
        run(&["check", "regression-minilm", "--encoder", "encoder", "--run", run_name], "");
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(
        said.starts_with(
            "model      regression: compares a translation with its source and a reference\n"
        ),
        "{said}"
    );
    assert!(said.contains("3 layers of 32, 4 heads, 402 tokens, 512 positions"), "{said}");
    assert!(said.contains("3 segments; 7 distinct sequences of 9 texts"), "{said}");
    assert!(said.contains("cost       "), "{said}");
    std::fs::remove_dir_all(run_folder).unwrap();
}

#[test]
fn what_can_t_be_run_is_refused_with_the_reason() {
    assert!(refused(&["--model", "nowhere"]).contains("nowhere/hparams.yaml"));
    // The tokenizer is in none of these folders.
    assert!(refused(&["--model", "regression-minilm"]).contains("name theirs by --encoder"));
    let folder = scratch("refused");
    let name = folder.to_str().unwrap();
    let with = |hparams: &str| {
        std::fs::write(folder.join("hparams.yaml"), hparams).unwrap();
        refused(&["--model", name])
    };
    assert!(with("class_identifier: xcomet_metric\n").contains("XCOMET is not run"));
    assert!(
        with("class_identifier: regression_metric\n")
            .contains("neither checkpoints/model.ckpt nor model.safetensors")
    );
    std::fs::create_dir_all(folder.join("checkpoints")).unwrap();
    let whole =
        std::fs::read(fixtures().join("regression-sparsemax/checkpoints/model.ckpt")).unwrap();
    for cut in [0, 1, 100, whole.len() / 2, whole.len() - 30] {
        std::fs::write(folder.join("checkpoints/model.ckpt"), &whole[..cut]).unwrap();
        assert!(refused(&["--model", name]).contains("no checkpoint that can be read"), "{cut}");
    }
    std::fs::remove_file(folder.join("hparams.yaml")).unwrap();
    std::fs::write(folder.join("config.json"), r#"{"model_type": "mt5"}"#).unwrap();
    assert!(refused(&["--model", name]).contains("MetricX is not run"));
    std::fs::remove_dir_all(folder).unwrap();
}
