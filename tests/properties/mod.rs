//! What holds of every input, whatever its bytes: the tests ask it of a few seeded inputs, a fuzzer may ask it of millions.
//!
//! A target takes bytes and panics where a property does not hold.

mod files;
mod judging;
mod reading;
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
}

const fn target(name: &'static str, holds: fn(&[u8]), seeds: &'static [&'static str]) -> Target {
    Target { name, holds, seeds }
}

/// All of them.
pub(crate) const TARGETS: &[Target] = &[
    target("front-matter", reading::front_matter, &["dialects", "extraction", "pages"]),
    target("spans", reading::spans, &["extraction", "pages"]),
    target("formats", reading::formats, &[]),
    target("blocks", reading::blocks, &["dialects"]),
    target("text", texts::cut, &["dialects", "pages"]),
    target("metrics", texts::metrics, &["dialects"]),
    target("cells", texts::cells, &["names"]),
    target("pages", judging::pages, &["dialects"]),
    target("checks", judging::checks, &["dialects", "pages"]),
    target("names", judging::names, &[]),
    target("fixes", judging::fixes, &["pages", "dialects"]),
    target("loaders", files::load, &[]),
];

/// The target of a name.
pub(crate) fn find(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}

/// An input as text.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// An input as a choice among so many and two texts: behind its first byte, and behind the first byte 1.
fn two_texts(bytes: &[u8], choices: usize) -> (usize, String, String) {
    let (first, rest) = bytes.split_first().unwrap_or((&0, &[]));
    let middle = rest.iter().position(|byte| *byte == 1).unwrap_or(rest.len() / 2);
    let (source, target) = rest.split_at(middle);
    let target = target.strip_prefix(&[1]).unwrap_or(target);
    (usize::from(*first) % choices, text(source), text(target))
}

/// Asserts that a range is a stretch of whole characters.
#[track_caller]
fn assert_whole(text: &str, range: &Range<usize>) {
    assert!(text.get(range.clone()).is_some(), "{range:?} cuts characters of {text:?}");
}
