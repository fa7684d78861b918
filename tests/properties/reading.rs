//! Readers of pages and of files that hold both sides.

use std::path::Path;

use glossator::document::{Document, Input};
use glossator::locale::LocaleTag;
use glossator::read::align::{self, align};
use glossator::read::formats::{self, FORMATS};
use glossator::text::page;

use super::samples::Shared;
use super::{assert_holds, assert_whole, text, two_texts};

/// Keys and values are whole characters of the page, in order, and what stands behind is its end.
pub(super) fn front_matter(bytes: &[u8]) {
    let page = text(bytes);
    let mut end = 0;
    for (key, value) in page::front_matter(&page) {
        assert_whole(&page, &key);
        assert_whole(&page, &value);
        assert!(key.start >= end && value.start >= key.end, "{key:?} {value:?} in {page:?}");
        end = key.end;
    }
    assert!(page.ends_with(page::behind_front_matter(&page)));
    read("page.md", page.as_bytes());
}

/// Each pair stands in the page at its place with both of its texts, and no two overlap.
pub(super) fn spans(bytes: &[u8]) {
    for document in read("de/page.md", bytes) {
        let mut end = 0;
        for segment in &document.segments {
            if segment.place.is_empty() {
                continue;
            }
            assert_whole(&document.text, &segment.place);
            let stretch = &document.text[segment.place.clone()];
            assert_holds(stretch, &segment.target);
            assert_holds(stretch, &segment.source);
            assert!(segment.place.start >= end, "pairs overlap: {:?}", segment.place);
            end = segment.place.end;
        }
    }
}

/// Those of all formats.
pub(super) fn extensions() -> Vec<&'static str> {
    let all = FORMATS.iter().flat_map(|f| f.extensions.iter().chain(f.ambiguous_extensions));
    all.copied().collect()
}

/// Every format reads what it is given, twice the same, and what is written of it is read again as it was.
pub(super) fn formats(bytes: &[u8]) {
    let (first, rest) = bytes.split_first().unwrap_or((&0, &[]));
    let extensions = extensions();
    let extension = extensions[usize::from(*first) % extensions.len()];
    for document in read(&format!("de-DE/page.{extension}"), rest) {
        written(&document);
    }
}

/// A document in every format that holds both sides and any text is read as it was.
fn written(document: &Document) {
    for (id, writer) in formats::writers() {
        if !matches!(id, "tsv" | "csv" | "jsonl") {
            continue;
        }
        let out = Shared::default();
        let mut pairs = (writer.begin)(Box::new(out.clone())).unwrap();
        pairs.document(document).unwrap();
        pairs.finish().unwrap();
        let again = read(&format!("again.{}", writer.extension), &out.bytes());
        let pairs = |documents: &[Document]| -> Vec<(String, String)> {
            let segments = documents.iter().flat_map(|document| &document.segments);
            segments.map(|segment| (segment.source.clone(), segment.target.clone())).collect()
        };
        let given = pairs(std::slice::from_ref(document));
        assert!(given.len() >= pairs(&again).len(), "{id}: {given:?}");
    }
}

/// The documents of a file, read twice.
fn read(name: &str, bytes: &[u8]) -> Vec<Document> {
    let Some(format) = formats::of(Path::new(name), bytes) else { return Vec::new() };
    let input = Input::new(name, name);
    let locale = LocaleTag::parse("de-DE");
    let read = || (format.read)(bytes.to_vec(), &input, locale.as_ref());
    let said = |result: &Result<Vec<Document>, _>| format!("{result:?}");
    let (first, second) = (read(), read());
    assert!(said(&first) == said(&second), "{name} is read in two ways");
    first.unwrap_or_default()
}

/// Blocks stand in the page, in order, and an alignment of two pages has each block once.
fn blocks_of(page: &str) -> Vec<align::Block> {
    let body = page.len() - page::behind_front_matter(page).len();
    let found = align::blocks(page, body, None);
    for block in &found {
        assert_whole(page, &block.place);
    }
    found
}

/// As [`blocks_of`], for two pages.
pub(super) fn blocks(bytes: &[u8]) {
    let (_, source, target) = two_texts(bytes, 1);
    let (source, target) = (blocks_of(&source), blocks_of(&target));
    let beads = align(&source, &target);
    let (mut s, mut t) = (0, 0);
    for bead in &beads {
        assert_eq!((bead.source.start, bead.target.start), (s, t), "{beads:?}");
        (s, t) = (bead.source.end, bead.target.end);
    }
    assert_eq!((s, t), (source.len(), target.len()), "{beads:?}");
}
