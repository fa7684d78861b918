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
    let scores = |jobs| output(&[&[r.as_str(), "-i", &h, "--jobs", jobs], &all[..]].concat(), None);
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
    assert_eq!(output(&[&bad, "-i", &bad, "-e", "latin-1", "-b", "-m", "chrf"], None), "100.0\n");
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
    assert_eq!(output(&[&packed, "-i", "a.txt"], None), output(&["ref.txt", "-i", "a.txt"], None));
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
fn whitespace_at_the_end_of_a_line_counts_nowhere() {
    // As in sacreBLEU's command; its library counts it.
    let (blank, bare) = (file("blank", "ab \n c\u{a0}\t\n"), file("bare", "ab\n c\n"));
    for files in [[&blank, &bare], [&bare, &blank]] {
        let args = [files[0].as_str(), "-i", files[1], "-b", "-m", "chrf", "--chrf-whitespace"];
        assert_eq!(output(&args, None), "100.0\n");
    }
}

#[test]
fn nothing_to_score_is_told_segment_by_segment_too() {
    let empty = file("empty", "");
    for args in [&[&empty, "-i", &empty][..], &[&empty, "-i", &empty, "-sl"]] {
        let (code, message) = complaint(args, None);
        assert_eq!(code, 1);
        assert!(message.contains("no segment"), "{message}");
    }
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
        let all = ["-m", "bleu", "chrf", "--per-segment", &path, "--docs", "documents.txt", "-q"];
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
    let documents: Vec<&str> = text.lines().skip_while(|line| !line.is_empty()).skip(1).collect();
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
