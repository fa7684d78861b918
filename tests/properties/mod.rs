//! What holds of every input, whatever its bytes: the tests ask it of a few seeded inputs, a fuzzer may ask it of millions.
//!
//! A target takes bytes and panics where a property does not hold.

mod files;
mod judging;
mod plain;
mod reading;
mod runs;
mod samples;
mod texts;

use std::ops::Range;

#[allow(unused_imports, reason = "samples serve what fuzzes, too")]
pub(crate) use self::samples::samples;

/// A property, or a few of one kind.
pub(crate) struct Target {
    /// Its name.
    pub(crate) name: &'static str,
    /// Panics where the property does not hold.
    pub(crate) holds: fn(&[u8]),
    /// The fixtures below tests/fixtures that inputs are made of.
    pub(crate) seeds: &'static [&'static str],
    /// How many inputs the tests ask it of.
    pub(crate) inputs: u64,
}

const fn target(name: &'static str, holds: fn(&[u8]), seeds: &'static [&'static str]) -> Target {
    Target { name, holds, seeds, inputs: 150 }
}

/// One whose inputs take long.
const fn slow(name: &'static str, holds: fn(&[u8]), seeds: &'static [&'static str]) -> Target {
    Target { inputs: 40, ..target(name, holds, seeds) }
}

/// All of them.
pub(crate) const TARGETS: &[Target] = &[
    target("front-matter", reading::front_matter, &["dialects", "extraction", "pages"]),
    target("spans", reading::spans, &["extraction", "pages"]),
    target("formats", reading::formats, &[]),
    target("blocks", reading::blocks, &["dialects"]),
    target("text", texts::cut, &["dialects", "pages"]),
    target("metrics", texts::metrics, &["dialects"]),
    target("ter", texts::ter, &[]),
    target("tokenizers", texts::tokenizers, &["dialects"]),
    target("cells", texts::cells, &["names"]),
    target("dialects", judging::dialects, &["dialects"]),
    target("pages", judging::pages, &["dialects"]),
    target("checks", judging::checks, &["dialects", "pages"]),
    slow("names", judging::names, &[]),
    target("fixes", judging::fixes, &["pages", "dialects"]),
    Target { inputs: 12, ..target("runs", runs::agree, &[]) },
    target("termbase", files::termbase, &["names"]),
    target("baseline", files::baseline, &[]),
    target("workbook", files::workbook, &[]),
    target("lexicon", files::lexicon, &[]),
    target("configuration", files::configuration, &[]),
    target("dictionary", files::dictionary, &[]),
    slow("mecab", files::mecab, &[]),
    target("sentencepiece", files::sentencepiece, &[]),
    target("earlier-runs", files::earlier_runs, &[]),
];

/// The target of a name.
pub(crate) fn find(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}

/// An input as text.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// An input as a choice among so many, and what is behind its first byte.
fn choice(bytes: &[u8], choices: usize) -> (usize, &[u8]) {
    let (first, rest) = bytes.split_first().unwrap_or((&0, &[]));
    (usize::from(*first) % choices, rest)
}

/// An input as a choice among so many and two texts: behind its first byte, and behind the first byte 1.
fn two_texts(bytes: &[u8], choices: usize) -> (usize, String, String) {
    let (chosen, rest) = choice(bytes, choices);
    let middle = rest.iter().position(|byte| *byte == 1).unwrap_or(rest.len() / 2);
    let (source, target) = rest.split_at(middle);
    let target = target.strip_prefix(&[1]).unwrap_or(target);
    (chosen, text(source), text(target))
}

/// Asserts that a range is a stretch of whole characters.
#[track_caller]
fn assert_whole(text: &str, range: &Range<usize>) {
    assert!(text.get(range.clone()).is_some(), "{range:?} cuts characters of {text:?}");
}

/// Asserts that a text was taken from a stretch of its page: its letters and digits stand there in their order. Escapes and
/// references to characters are not looked into.
#[track_caller]
fn assert_holds(page: &str, text: &str) {
    if page.contains(['&', '\\']) {
        return;
    }
    let mut there = page.chars();
    for c in text.chars().filter(|c| c.is_alphanumeric()) {
        assert!(there.any(|other| other == c), "{text:?} is not in {page:?}");
    }
}
