//! Pairs that are written in a format and read again are the same.

use std::path::{Path, PathBuf};

use glossator::document::Document;
use glossator::read::discover::discover;
use glossator::read::{self, ReadOptions};

use crate::support::{glossator, scratch, test_data, text};

/// Locale, path, id, source and target of each pair.
type Pair = (String, String, String, String, String);

fn pairs(paths: &[PathBuf]) -> Vec<Pair> {
    let inputs = discover(paths).unwrap().inputs;
    let read = |input| read::read(input, &ReadOptions::default()).unwrap();
    let of = |d: Document| {
        let (locale, path) = (d.locale.as_str().to_owned(), d.path);
        d.segments
            .into_iter()
            .map(move |s| (locale.clone(), path.clone(), s.id, s.source, s.target))
            .collect::<Vec<_>>()
    };
    let mut pairs: Vec<Pair> = inputs.iter().flat_map(read).flat_map(of).collect();
    // A file a locale brings the pages in another order.
    pairs.sort();
    pairs
}

fn returns_whole(name: &str, tree: &Path) {
    let run = scratch(name);
    let tree = tree.canonicalize().unwrap();
    let expected = pairs(std::slice::from_ref(&tree));
    assert!(expected.len() > 30);
    for (to, out) in [
        ("tsv", "pairs.tsv"),
        ("jsonl", "pairs.jsonl"),
        ("tmx", "pairs.tmx"),
        ("xliff", "pairs.xlf"),
        ("po", "catalogues"),
        ("xliff", "files"),
    ] {
        let output =
            glossator(&run, &["extract", tree.to_str().unwrap(), "--to", to, "--out", out]);
        let said = text(&output.stderr);
        assert!(output.status.success(), "{to}: {said}");
        let found = pairs(&[run.join(out)]);
        assert_eq!(found.len(), expected.len(), "{to}");
        for (found, expected) in found.iter().zip(&expected) {
            assert_eq!(found, expected, "{to}");
        }
    }
}

#[test]
fn every_format_gives_back_what_was_written() {
    returns_whole("extract-sample", Path::new("data/sample/docs"));
}

#[test]
#[ignore = "needs the public pages in corpus/ of GLOSSATOR_TEST_DATA"]
fn real_pages_come_back_too() {
    returns_whole("extract-corpus", &test_data("corpus/pages"));
}

#[test]
fn characters_that_formats_treat_as_their_own_survive() {
    let run = scratch("extract-odd");
    let odd = "a\tb\r\nc \"d\" <e> &amp; 'f' \\n {g} ]]> \u{85}é";
    let row = |id: &str, source: &str, target: &str| {
        serde_json::json!({"locale": "de-DE", "path": "a b/c#d.md", "segment_id": id, "source": source, "target": target})
            .to_string()
    };
    let rows = [row("1", odd, odd), row("1", "  x ", "\ny\n"), row("a#b", "z", "")].join("\n");
    std::fs::write(run.join("odd.jsonl"), rows).unwrap();
    let expected = pairs(&[run.join("odd.jsonl")]);
    for (to, out) in
        [("tsv", "x.tsv"), ("jsonl", "x.jsonl"), ("tmx", "x.tmx"), ("xliff", "x.xlf"), ("po", "po")]
    {
        let output = glossator(&run, &["extract", "odd.jsonl", "--to", to, "--out", out]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        let found = pairs(&[run.join(out)]);
        assert_eq!(found, expected, "{to}");
    }
    // To standard output, and what a format can't hold is told.
    std::fs::write(run.join("bell.jsonl"), row("1", "x\u{7}", "y")).unwrap();
    let output = glossator(&run, &["extract", "bell.jsonl", "--to", "tmx"]);
    assert!(text(&output.stdout).contains("<seg>x\u{fffd}</seg>"));
    assert!(text(&output.stderr).contains("1 characters that tmx can't hold"));
    let output = glossator(&run, &["extract", "bell.jsonl", "--to", "po"]);
    assert_eq!(output.status.code(), Some(2));
}
