//! Confidence means measured precision: what was read of each check's issues, and what its file says of that.

use std::collections::BTreeMap;
use std::fs;

use glossator::checks::{self, Check};
use glossator::mqm::Confidence;

/// Issues read from which on a share says something.
const ENOUGH: usize = 20;

/// What was read of one check, by kind of text: issues, and how many of them were right.
type Read = BTreeMap<String, (usize, usize)>;

fn table() -> BTreeMap<String, Read> {
    let text = fs::read_to_string("tests/it/precision.tsv").unwrap();
    let mut rows = text.lines().filter(|line| !line.starts_with('#'));
    assert_eq!(rows.next(), Some("check\ttext\tbody\tread\tright"));
    let mut table: BTreeMap<String, Read> = BTreeMap::new();
    let mut last = Vec::new();
    for row in rows {
        let cells: Vec<&str> = row.split('\t').collect();
        let [check, text, body, read, right] = cells[..] else { panic!("{row}") };
        let key = vec![check.to_owned(), text.to_owned(), body.to_owned()];
        assert!(last < key, "sorted, each once: {row}");
        last = key;
        let (read, right): (usize, usize) = (read.parse().unwrap(), right.parse().unwrap());
        assert!(right <= read && matches!(text, "human" | "machine"), "{row}");
        let sum = table.entry(check.to_owned()).or_default().entry(text.to_owned()).or_default();
        *sum = (sum.0 + read, sum.1 + right);
    }
    table
}

/// The line of a check's file on what was read of it.
fn line(read: &Read) -> String {
    let part = |(text, sum): (&String, &(usize, usize))| {
        format!("{} of {} read on {text} text", sum.1, sum.0)
    };
    let parts: Vec<String> = read.iter().map(part).collect();
    format!("//! Precision: {}.", parts.join(", "))
}

/// The highest class that a precision allows.
fn class(read: usize, right: usize) -> Confidence {
    match right * 100 {
        share if share >= 90 * read => Confidence::High,
        share if share >= 70 * read => Confidence::Medium,
        _ => Confidence::Low,
    }
}

#[test]
fn each_check_says_what_was_read_of_it() {
    let table = table();
    for (id, read) in &table {
        assert!(checks::find(id).is_some(), "{id} is no check");
        let name = id.replace('-', "_");
        let one = format!("src/checks/{name}.rs");
        let file = fs::read_to_string(&one)
            .or_else(|_| fs::read_to_string(format!("src/checks/{name}/mod.rs")))
            .unwrap();
        assert!(file.lines().any(|said| said == line(read)), "{one}: {}", line(read));
    }
    for check in checks::CHECKS {
        let file = format!("src/checks/{}.rs", check.id.replace('-', "_"));
        let says = fs::read_to_string(file).is_ok_and(|text| text.contains("//! Precision: "));
        assert!(!says || table.contains_key(check.id), "{} has no row in the table", check.id);
    }
}

#[test]
fn no_check_is_surer_of_itself_than_its_precision_allows() {
    let bound = |(id, read): (&String, &Read)| -> Option<(&'static Check, Confidence)> {
        let (all, right) = read.values().fold((0, 0), |sum, of| (sum.0 + of.0, sum.1 + of.1));
        Some((checks::find(id)?, class(all, right))).filter(|_| all >= ENOUGH)
    };
    for (check, highest) in table().iter().filter_map(bound) {
        assert!(check.confidence <= highest, "{}: at most {highest:?}", check.id);
    }
}

#[test]
fn classes_begin_at_seven_and_nine_of_ten() {
    assert_eq!([class(10, 9), class(10, 8)], [Confidence::High, Confidence::Medium]);
    assert_eq!([class(10, 7), class(10, 6)], [Confidence::Medium, Confidence::Low]);
}
