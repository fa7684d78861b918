//! Larger recordings, which do not ship with the source.

use std::path::{Path, PathBuf};

use glossator::metrics::significance::{Seed, SegmentStatistics, bootstrap, randomization};
use glossator::metrics::{
    Bleu, Chrf, Interval, Metric, ReferenceCount, Statistics, Ter, Tokenizer,
};
use serde_json::Value;

use crate::support::test_data;

use super::cases::{floats, metric, strings};

fn json(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn folders() -> Vec<PathBuf> {
    let entries = test_data("golden").read_dir().unwrap();
    let mut folders: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("data.json").exists())
        .collect();
    folders.sort();
    folders
}

#[test]
#[ignore = "needs the recordings in golden/ of GLOSSATOR_TEST_DATA"]
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
            assert_eq!(signature.short(), case["signature_short"].as_str().unwrap(), "{context}");
            assert_eq!(metric.name(), case["name"].as_str().unwrap(), "{context}");
            count += 1;
        }
    }
    assert!(count > 100, "only {count} recorded configurations");
}

#[test]
#[ignore = "needs the recordings in golden/ of GLOSSATOR_TEST_DATA"]
fn resamples_are_equal() {
    let root = test_data("golden/significance");
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
        assert!((half_width - case["ci"].as_f64().unwrap()).abs() < 1e-9, "{case} {half_width}");
    }
    for case in expected["paired"].as_array().unwrap() {
        let samples = case["n"].as_u64().unwrap() as usize;
        for ((name, metric), table) in metrics.iter().zip(&tables) {
            let Some(results) = case["scores"].get(name) else { continue };
            let p_values: Vec<f64> = if case["test"] == "bs" {
                let tables = table.each_ref().map(|segments| (*metric, segments));
                let drawn = bootstrap(&tables, samples, Seed::default());
                let score = |i: usize| metric.score(&table[i].sum());
                (1..3).map(|i| drawn[i].p_value(&drawn[0], (score(0) - score(i)).abs())).collect()
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
#[ignore = "needs the recordings in golden/ of GLOSSATOR_TEST_DATA"]
fn tokens_are_equal() {
    let recordings = folders().into_iter().map(|folder| folder.join("tokens.json"));
    let recordings: Vec<PathBuf> = recordings.filter(|path| path.exists()).collect();
    assert!(recordings.len() > 5, "only {recordings:?}");
    for path in recordings {
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
