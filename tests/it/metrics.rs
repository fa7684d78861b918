//! The metrics against sacreBLEU's own outputs.

mod cases {
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
}

mod command {
    //! What the command does beyond sacreBLEU's, and with bad input.

    use std::io::Write;
    use std::path::PathBuf;
    use std::process::{Command, Stdio};

    use super::fixtures::run;

    /// A file of this test run with this content.
    fn file(name: &str, content: impl AsRef<[u8]>) -> String {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("metrics-{name}"));
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// The output of a call that succeeds.
    fn output(args: &[&str], stdin: Option<&str>) -> String {
        let output = run(args, stdin);
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// The exit code and the one line of a call that fails.
    fn complaint(args: &[&str], stdin: Option<&str>) -> (i32, String) {
        let output = run(args, stdin);
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.stdout.len(), stderr.lines().count()), (0, 1), "{args:?} {stderr}");
        (output.status.code().unwrap(), stderr.trim_end().to_owned())
    }

    fn many_lines(count: usize) -> String {
        let line = |i| format!("line {} of a text, {} words\n", i * 7919 % 1000, i % 13);
        (0..count).map(line).collect::<Vec<_>>().concat()
    }

    #[test]
    fn many_batches_give_the_same_with_any_number_of_threads() {
        let (text, other) = (many_lines(10_001), many_lines(10_001).replace("00", "0 0"));
        let (r, h) = (file("many-r", &text), file("many-h", other.trim_end()));
        let all = ["-m", "bleu", "chrf", "ter", "-w", "17", "-ci", "-cin", "20"];
        let scores =
            |jobs| output(&[&[r.as_str(), "-i", &h, "--jobs", jobs], &all[..]].concat(), None);
        assert_eq!(scores("1"), scores("2"));
        let sentences = output(&[&r, "-i", &h, "-sl", "-b"], None);
        assert_eq!(sentences.lines().count(), 10_001);
    }

    #[test]
    fn unequal_lengths_are_found_wherever_they_end() {
        for (references, hypotheses) in [(4096, 4097), (4097, 4096), (0, 1), (1, 0), (9000, 100)] {
            let r = file(&format!("r{references}-{hypotheses}"), many_lines(references));
            let h = file(&format!("h{references}-{hypotheses}"), many_lines(hypotheses));
            for mode in [&["-q"][..], &["-sl"], &["-m", "chrf", "ter"]] {
                let (code, message) = complaint(&[&[r.as_str(), "-i", &h], mode].concat(), None);
                assert_eq!(code, 1);
                assert!(message.contains("different lengths"), "{message}");
            }
        }
    }

    #[test]
    fn empty_inputs_are_an_error() {
        let empty = file("empty", "");
        let (code, message) = complaint(&[&empty, "-i", &empty], None);
        assert_eq!(code, 1);
        assert!(message.contains("no segment"), "{message}");
        assert_eq!(complaint(&["ref.txt", "-i"], None).0, 1);
    }

    #[test]
    fn undecodable_text_is_named_by_file_and_line() {
        let bad = file("bad", [b"fine\nfine\n".as_slice(), b"caf\xe9\n", b"fine\n"].concat());
        let good = file("good", "fine\nfine\ncafé\nfine\n");
        let (code, message) = complaint(&[&bad, "-i", &good], None);
        assert_eq!(code, 1);
        assert!(message.contains("metrics-bad:3: not UTF-8"), "{message}");
        assert_eq!(
            output(&[&bad, "-i", &bad, "-e", "latin-1", "-b", "-m", "chrf"], None),
            "100.0\n"
        );
        let (_, message) = complaint(&[&bad, "-i", &bad, "-e", "utf-16"], None);
        assert!(message.contains("iconv"), "{message}");
    }

    #[test]
    fn unreadable_files_are_named() {
        for args in
            [&["nowhere", "-i", "a.txt"], &["ref.txt", "-i", "."], &["ref.txt", "-i", "nowhere"]]
        {
            let (code, message) = complaint(args, None);
            assert_eq!(code, 1);
            assert!(message.contains("nowhere") || message.contains("folder"), "{message}");
        }
    }

    #[test]
    fn packed_files_are_read() {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(&std::fs::read("tests/fixtures/metrics/ref.txt").unwrap()).unwrap();
        let packed = file("ref.txt.gz", packed.finish().unwrap());
        assert_eq!(
            output(&[&packed, "-i", "a.txt"], None),
            output(&["ref.txt", "-i", "a.txt"], None)
        );
        let broken = file("broken.gz", "not packed");
        assert_eq!(complaint(&[&broken, "-i", "a.txt"], None).0, 1);
    }

    #[test]
    fn a_carriage_return_ends_no_line() {
        // sacreBLEU splits standard input there, but not files.
        let reference = file("cr-r", "one\rtwo\nthree\n");
        assert_eq!(output(&[&reference, "-b", "-m", "ter"], Some("one\rtwo\nthree\n")), "0.0\n");
        let dos = file("dos", "one two\r\nthree\r\n");
        let unix = file("unix", "one two\nthree\n");
        assert_eq!(
            output(&[&dos, "-i", &unix, "-b", "-m", "chrf", "--chrf-whitespace"], None),
            "100.0\n"
        );
    }

    #[test]
    fn the_environment_sets_format_and_seed() {
        let with = |key: &str, value: &str, args: &[&str]| {
            let command = Command::new(env!("CARGO_BIN_EXE_glossator"))
                .arg("metrics")
                .args(["ref.txt", "-i", "a.txt"])
                .args(args)
                .current_dir("tests/fixtures/metrics")
                .env(key, value)
                .output();
            let output = command.unwrap();
            (output.status.code(), String::from_utf8(output.stdout).unwrap())
        };
        assert!(with("SACREBLEU_FORMAT", "Text", &[]).1.starts_with("BLEU|nrefs:1"));
        assert!(with("SACREBLEU_FORMAT", "else", &[]).1.starts_with("{\n"));
        let ci = ["-ci", "-cin", "50", "-f", "text"];
        assert!(with("SACREBLEU_SEED", "7", &ci).1.contains("|seed:7|"));
        assert!(with("SACREBLEU_SEED", "None", &ci).1.contains("|seed:none|"));
        assert_eq!(with("SACREBLEU_SEED", "x", &ci).0, Some(1));
    }

    #[test]
    fn paired_tests_print_json_for_every_metric() {
        // sacreBLEU ends in a traceback here.
        let args = [
            "ref.txt",
            "-i",
            "a.txt",
            "b.txt",
            "-m",
            "bleu",
            "chrf",
            "ter",
            "--paired-bs",
            "-pbsn",
            "50",
        ];
        let systems: serde_json::Value = serde_json::from_str(&output(&args, None)).unwrap();
        assert_eq!(systems[0]["system"], "Baseline: a.txt");
        assert!(systems[0]["chrF2"]["p_value"].is_null());
        assert!(systems[1]["TER"]["p_value"].as_f64().unwrap() < 0.05);
        assert!(systems[1]["chrF2"]["mean"].as_f64().unwrap() > 10.0);
    }

    #[test]
    fn segments_are_written_with_all_digits() {
        for (ending, expected) in [
            ("tsv", "a.txt\treference\t2\t"),
            (
                "jsonl",
                "{\"system\": \"a.txt\", \"document\": \"reference\", \"segment\": 2, \"BLEU\": ",
            ),
        ] {
            let path = file(&format!("segments.{ending}"), "");
            let all =
                ["-m", "bleu", "chrf", "--per-segment", &path, "--docs", "documents.txt", "-q"];
            output(&[&["ref.txt", "-i", "a.txt", "b.txt"][..], &all].concat(), None);
            let text = std::fs::read_to_string(&path).unwrap();
            assert!(text.lines().any(|line| line.starts_with(expected)), "{text}");
            let header = usize::from(ending == "tsv");
            assert_eq!(text.lines().count(), 60 + header);
        }
        // The same as sentence level, which sacreBLEU has for one metric at a time.
        let path = file("sentences.tsv", "");
        output(&["ref.txt", "-i", "a.txt", "-m", "bleu", "ter", "--per-segment", &path], None);
        let sentences = output(&["ref.txt", "-i", "a.txt", "-sl", "-b", "-w", "9"], None);
        let written = std::fs::read_to_string(&path).unwrap();
        for (line, sentence) in written.lines().skip(1).zip(sentences.lines()) {
            let bleu: f64 = line.split('\t').nth(2).unwrap().parse().unwrap();
            assert_eq!(format!("{bleu:.9}"), sentence);
        }
        assert_eq!(complaint(&["ref.txt", "-i", "a.txt", "--per-segment", "x.csv"], None).0, 1);
    }

    #[test]
    fn documents_are_scored_in_order_of_appearance() {
        let text = output(
            &[
                "ref.txt",
                "-i",
                "a.txt",
                "-m",
                "bleu",
                "chrf",
                "-f",
                "text",
                "-w",
                "2",
                "--docs",
                "documents.txt",
            ],
            None,
        );
        let documents: Vec<&str> =
            text.lines().skip_while(|line| !line.is_empty()).skip(1).collect();
        assert_eq!(documents[0], "document\tsystem\tsegments\tBLEU\tchrF2");
        let starts: Vec<String> = documents[1..]
            .iter()
            .map(|line| line.split('\t').take(3).collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(starts, ["guide a.txt 10", "reference a.txt 10", "faq a.txt 10"]);
        let short = file("short-docs", "one\n");
        let (code, message) = complaint(&["ref.txt", "-i", "a.txt", "--docs", &short], None);
        assert_eq!(code, 1);
        assert!(message.contains("short-docs"), "{message}");
    }

    #[test]
    fn what_is_not_offered_says_what_to_do_instead() {
        for (args, remedy) in [
            (&["-t", "wmt17", "-l", "en-de"][..], "--echo ref"),
            (&["--list"], "--echo ref"),
            (&["--download", "wmt17"], "--echo ref"),
            (&["-t", "wmt17", "--cite"], "--echo ref"),
            (&["ref.txt", "-i", "a.txt", "-ol", "en"], "--echo ref"),
            (&["ref.txt", "-i", "a.txt", "-tok", "ja-mecab"], "--mecab-dic"),
            (&["ref.txt", "-i", "a.txt", "-l", "en-ko"], "GLOSSATOR_KO_MECAB_DIC"),
            (&["ref.txt", "-i", "a.txt", "-tok", "ko-mecab", "--mecab-dic", "nowhere"], "nowhere"),
            (&["ref.txt", "-i", "a.txt", "-tok", "flores200"], "--spm-model"),
            (&["ref.txt", "-i", "a.txt", "-l", "de"], "-l en-de"),
        ] {
            let (code, message) = complaint(args, None);
            assert_eq!(code, 1, "{args:?}");
            assert!(message.contains(remedy), "{message}");
        }
    }

    #[test]
    fn a_reader_that_has_gone_is_no_failure() {
        let text = file("long", many_lines(20_000));
        let mut child = Command::new(env!("CARGO_BIN_EXE_glossator"))
            .args(["metrics", &text, "-i", &text, "-sl"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        assert!(output.status.success());
    }

    #[test]
    fn abbreviated_options_and_version_work() {
        let full = output(&["ref.txt", "-i", "a.txt", "--sentence-level", "--score-only"], None);
        assert_eq!(output(&["ref.txt", "-i", "a.txt", "--sent", "--score"], None), full);
        assert!(output(&["-V"], None).contains("sacreBLEU 2.6.0"));
    }
}

mod recorded {
    //! Larger recordings that lie beside the repository on some machines.

    use std::path::{Path, PathBuf};

    use glossator::metrics::significance::{Seed, SegmentStatistics, bootstrap, randomization};
    use glossator::metrics::{
        Bleu, Chrf, Interval, Metric, ReferenceCount, Statistics, Ter, Tokenizer,
    };
    use serde_json::Value;

    use super::cases::{floats, metric, strings};

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
    fn resamples_are_equal() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/golden/significance");
        if !root.exists() {
            eprintln!("SKIPPED: no recordings in {}", root.display());
            return;
        }
        let lines = |name: &str| -> Vec<String> {
            let text = std::fs::read_to_string(root.join(name)).unwrap();
            text.split_terminator('\n').map(|line| line.trim_end().to_owned()).collect()
        };
        let references = lines("ref.txt");
        let systems = ["sys1.txt", "sys2.txt", "sys3.txt"].map(lines);
        let metrics: [(&str, &dyn Metric); 4] = [
            ("BLEU", &Bleu::default()),
            ("chrF2", &Chrf::default()),
            ("chrF2++", &Chrf::plus_plus()),
            ("TER", &Ter::default()),
        ];
        let tables: Vec<[SegmentStatistics; 3]> = metrics
            .iter()
            .map(|(_, metric)| {
                systems.each_ref().map(|system| {
                    let pairs = system.iter().zip(&references);
                    pairs
                        .map(|(hypothesis, reference)| metric.statistics(hypothesis, &[reference]))
                        .collect()
                })
            })
            .collect();
        let expected = json(&root.join("expected.json"));
        for case in expected["ci"].as_array().unwrap() {
            let name = case["text"].as_str().unwrap().split('|').next().unwrap();
            let i = metrics.iter().position(|(known, _)| *known == name).unwrap();
            let samples = case["n"].as_u64().unwrap() as usize;
            let drawn = bootstrap(&[(metrics[i].1, &tables[i][0])], samples, Seed::default());
            let Interval { mean, half_width } = drawn[0].confidence();
            assert!((mean - case["mean"].as_f64().unwrap()).abs() < 1e-9, "{case} {mean}");
            assert!(
                (half_width - case["ci"].as_f64().unwrap()).abs() < 1e-9,
                "{case} {half_width}"
            );
        }
        for case in expected["paired"].as_array().unwrap() {
            let samples = case["n"].as_u64().unwrap() as usize;
            for ((name, metric), table) in metrics.iter().zip(&tables) {
                let Some(results) = case["scores"].get(name) else { continue };
                let p_values: Vec<f64> = if case["test"] == "bs" {
                    let tables = table.each_ref().map(|segments| (*metric, segments));
                    let drawn = bootstrap(&tables, samples, Seed::default());
                    let score = |i: usize| metric.score(&table[i].sum());
                    (1..3)
                        .map(|i| drawn[i].p_value(&drawn[0], (score(0) - score(i)).abs()))
                        .collect()
                } else {
                    let pairs = [1, 2].map(|i| (*metric, &table[0], &table[i]));
                    randomization(&pairs, samples, Seed::default())
                };
                for (p, result) in p_values.iter().zip(&results.as_array().unwrap()[1..]) {
                    // The last bit is lost in reading the recording.
                    let expected = result["p_value"].as_f64().unwrap();
                    assert!((p - expected).abs() < 1e-15, "{name} {p} {result}");
                }
            }
        }
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
