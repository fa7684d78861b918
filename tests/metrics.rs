//! The metrics against sacreBLEU's own outputs.

mod support {
    //! Reading the recorded cases.

    use glossator::metrics::{Bleu, Chrf, Metric, Smoothing, Ter};
    use serde_json::Value;

    fn flag(args: &Value, key: &str) -> bool {
        args[key].as_bool().unwrap_or(false)
    }

    fn number(args: &Value, key: &str, default: usize) -> usize {
        args[key].as_u64().map_or(default, |n| n as usize)
    }

    /// The metric with sacreBLEU's constructor arguments, unless it is not offered.
    pub(crate) fn metric(id: &str, args: &Value) -> Option<Box<dyn Metric>> {
        Some(match id {
            "bleu" => {
                let value = args["smooth_value"].as_f64();
                Box::new(Bleu {
                    tokenizer: args["tokenize"].as_str().unwrap_or("13a").parse().ok()?,
                    lowercase: flag(args, "lowercase"),
                    smoothing: match args["smooth_method"].as_str().unwrap_or("exp") {
                        "none" => Smoothing::None,
                        "floor" => Smoothing::Floor(value.unwrap_or(Smoothing::FLOOR)),
                        "add-k" => Smoothing::AddK(value.unwrap_or(Smoothing::ADD_K)),
                        _ => Smoothing::Exp,
                    },
                    max_order: number(args, "max_ngram_order", 4),
                    effective_order: flag(args, "effective_order"),
                })
            }
            "chrf" => Box::new(Chrf {
                char_order: number(args, "char_order", 6),
                word_order: number(args, "word_order", 0),
                beta: number(args, "beta", 2) as u32,
                lowercase: flag(args, "lowercase"),
                whitespace: flag(args, "whitespace"),
                epsilon_smoothing: flag(args, "eps_smoothing"),
            }),
            "ter" => Box::new(Ter {
                normalized: flag(args, "normalized"),
                no_punctuation: flag(args, "no_punct"),
                asian_support: flag(args, "asian_support"),
                case_sensitive: flag(args, "case_sensitive"),
            }),
            other => panic!("unknown metric {other}"),
        })
    }

    pub(crate) fn strings(list: &Value) -> Vec<Option<String>> {
        list.as_array().unwrap().iter().map(|text| text.as_str().map(str::to_owned)).collect()
    }

    pub(crate) fn floats(list: &Value) -> Vec<f64> {
        list.as_array().into_iter().flatten().map(|number| number.as_f64().unwrap()).collect()
    }
}

mod fixtures {
    //! The recordings of `tests/fixtures/metrics`; `record.py` there renews them.

    use std::io::Write;
    use std::path::PathBuf;
    use std::process::{Command, Output, Stdio};

    use glossator::metrics::{ReferenceCount, Statistics};
    use serde_json::Value;

    use super::support::{floats, metric};

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
            let (id, kind) =
                (case["metric"].as_str().unwrap(), case["references"].as_str().unwrap());
            let metric = metric(id, &case["args"]).unwrap();
            let context = format!("{id} {} {kind}", case["args"]);
            let tolerance = if id == "bleu" { 1e-9 } else { 1e-12 };
            let close =
                |a: f64, b: f64| assert!((a - b).abs() <= tolerance, "{context}: {a} for {b}");
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
                    let or_dash =
                        |line: String| if line.is_empty() { "-".to_owned() } else { line };
                    let pairs = lines("a.txt").into_iter().zip(lines("b.txt"));
                    pairs.map(|(a, b)| format!("{}\t{}\n", or_dash(a), or_dash(b))).collect()
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
}

mod recorded {
    //! Larger recordings that lie beside the repository on some machines.

    use std::path::{Path, PathBuf};

    use glossator::metrics::{ReferenceCount, Statistics, Tokenizer};
    use serde_json::Value;

    use super::support::{floats, metric, strings};

    fn json(path: &Path) -> Value {
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
    }

    fn folders() -> Vec<PathBuf> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/golden");
        let Ok(entries) = root.read_dir() else {
            eprintln!("SKIPPED: no recordings in {}", root.display());
            return Vec::new();
        };
        let mut folders: Vec<PathBuf> = entries
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.join("data.json").exists())
            .collect();
        folders.sort();
        folders
    }

    #[test]
    fn scores_statistics_and_signatures_are_equal() {
        let mut count = 0;
        for folder in folders() {
            let data = json(&folder.join("data.json"));
            let hypotheses = strings(&data["hyps"]);
            let references: Vec<Vec<Option<String>>> =
                data["refs"].as_array().unwrap().iter().map(strings).collect();
            for case in json(&folder.join("expected.json")).as_array().unwrap() {
                let id = case["metric"].as_str().unwrap();
                let Some(metric) = metric(id, &case["args"]) else { continue };
                let context = format!("{} {id} {}", folder.display(), case["args"]);
                let tolerance = if id == "bleu" { 1e-9 } else { 1e-12 };
                let mut counts = Vec::new();
                let mut sum = Statistics::default();
                let expected_scores = floats(&case["sentence_scores"]);
                for (i, hypothesis) in hypotheses.iter().enumerate() {
                    let texts: Vec<&str> =
                        references.iter().filter_map(|texts| texts[i].as_deref()).collect();
                    counts.push(texts.len());
                    let statistics = metric.statistics(hypothesis.as_deref().unwrap(), &texts);
                    if let Some(expected) = case["sentence_stats"].get(i) {
                        assert_eq!(statistics.values(), floats(expected), "{context} segment {i}");
                    }
                    if let Some(expected) = expected_scores.get(i) {
                        let score = metric.score(&statistics);
                        assert!(
                            (score - expected).abs() <= tolerance,
                            "{context} {i}: {score} {expected}"
                        );
                    }
                    sum += statistics;
                }
                let (score, expected) = (metric.score(&sum), case["score"].as_f64().unwrap());
                assert!((score - expected).abs() <= tolerance, "{context}: {score} for {expected}");
                let signature = metric.signature().with_references(ReferenceCount::of(counts));
                assert_eq!(signature.to_string(), case["signature"].as_str().unwrap(), "{context}");
                assert_eq!(
                    signature.short(),
                    case["signature_short"].as_str().unwrap(),
                    "{context}"
                );
                assert_eq!(metric.name(), case["name"].as_str().unwrap(), "{context}");
                count += 1;
            }
        }
        eprintln!("{count} recorded configurations are equal");
    }

    #[test]
    fn tokens_are_equal() {
        for folder in folders() {
            let path = folder.join("tokens.json");
            if !path.exists() {
                continue;
            }
            let recorded = json(&path);
            let lines = strings(&recorded["lines"]);
            for tokenizer in Tokenizer::ALL {
                let Some(expected) = recorded["tokens"].get(format!("bleu:{tokenizer}")) else {
                    continue;
                };
                for (line, expected) in lines.iter().zip(strings(expected)) {
                    let tokens = tokenizer.tokens(line.as_deref().unwrap()).join(" ");
                    let expected = expected.unwrap();
                    let expected: Vec<&str> = expected
                        .split(|c: char| c.is_whitespace() || ('\x1c'..='\x1f').contains(&c))
                        .filter(|word| !word.is_empty())
                        .collect();
                    assert_eq!(tokens, expected.join(" "), "{tokenizer} {line:?}");
                }
            }
        }
    }
}
