//! Finding the reference of a segment in a memory of 200,000 entries: by the same source, and by one nearly the same.

use divan::Bencher;
use divan::counter::ItemsCount;
use glossator::document::{Document, Origin, Segment};
use glossator::locale::LocaleTag;
use glossator::references::References;

fn main() {
    divan::main();
}

const ENTRIES: usize = 200_000;
const LOOKED_UP: usize = 1_000;

/// Sentences of which each is a few words away from many others.
fn source(i: usize) -> String {
    const WHO: [&str; 10] = [
        "customer", "partner", "user", "admin", "agent", "reseller", "owner", "guest", "member",
        "vendor",
    ];
    const WHAT: [&str; 10] = [
        "invoice", "order", "page", "account", "report", "license", "offer", "price", "device",
        "group",
    ];
    const WHERE: [&str; 10] = [
        "dashboard",
        "portal",
        "console",
        "browser",
        "wizard",
        "calendar",
        "archive",
        "terminal",
        "gallery",
        "inbox",
    ];
    format!(
        "The {} with number {} opens the {} in the {} of region {}.",
        WHO[i % 10],
        i / 1000,
        WHAT[i / 10 % 10],
        WHERE[i / 100 % 10],
        i % 97
    )
}

fn document(origin: Origin, sources: impl Iterator<Item = (usize, String)>) -> Document {
    let segments = sources
        .map(|(i, source)| Segment {
            id: i.to_string(),
            source,
            target: format!("Ziel {i}"),
            ..Segment::default()
        })
        .collect();
    let locale = LocaleTag::parse("de-DE").unwrap_or_default();
    Document { path: format!("{origin:?}.md"), locale, origin, segments, ..Document::default() }
}

fn memory() -> References {
    let mut references = References::default();
    references.add(&document(Origin::Human, (0..ENTRIES).map(|i| (i, source(i)))));
    references.finish();
    references
}

fn look_up(bencher: Bencher<'_, '_>, change: fn(String) -> String) {
    let references = memory();
    let step = ENTRIES / LOOKED_UP;
    let page = document(Origin::Machine, (0..LOOKED_UP).map(|i| (i, change(source(i * step)))));
    bencher.counter(ItemsCount::new(LOOKED_UP)).with_inputs(|| page.clone()).bench_local_values(
        |mut page| {
            references.attach(&mut page);
            page
        },
    );
}

#[divan::bench]
fn same_source(bencher: Bencher<'_, '_>) {
    look_up(bencher, |source| source);
}

#[divan::bench]
fn near_source(bencher: Bencher<'_, '_>) {
    look_up(bencher, |source| source.replace("opens", "closes"));
}
