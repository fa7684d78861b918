//! Checks, names and fixes.

use std::cell::RefCell;
use std::path::Path;
use std::sync::LazyLock;

use glossator::checks::issue::{Place, texts_at};
use glossator::document::{Document, Input, Original, PathPlace, System};
use glossator::evaluate::{Evaluation, Evaluator};
use glossator::learn::Corpus;
use glossator::locale::LocaleTag;
use glossator::names::{Termbase, load};
use glossator::read::align::{blocks, pair};
use glossator::read::rewrite::{Edit, rewrite};
use glossator::read::{self, ReadOptions};
use glossator::text::page::behind_front_matter;

use super::files::{Folder, locale_of};
use super::{assert_holds, assert_whole, two_texts};

const LOCALES: &[&str] = &[
    "de-DE", "fr-FR", "ja-JP", "zh-CN", "ko-KR", "ar-SA", "th-TH", "hi-IN", "ru-RU", "hu-HU",
    "tr-TR", "es-ES", "pt-BR", "cs-CZ", "he-IL", "el-GR", "zh-TW", "vi-VN", "pl-PL", "it-IT", "xx",
];
const PAGES: &[&str] = &["a.md", "a.mdx", "a.rst", "a.adoc", "a.html", "a.txt"];

static EVALUATOR: LazyLock<Evaluator> =
    LazyLock::new(|| Evaluator::new(Termbase::load(&[]).unwrap_or_default()));

/// Spans are whole characters of their texts, and judging twice gives the same.
fn judge(evaluator: &Evaluator, document: Document) -> Evaluation {
    let found = evaluator.evaluate(document.clone());
    let again = evaluator.evaluate(document);
    let said = |found: &Evaluation| format!("{:?} {:?}", found.issues, found.segments);
    assert!(said(&found) == said(&again), "judged in two ways");
    let document = &found.document;
    for placed in &found.issues {
        let (source, mut target) = texts_at(document, placed.place);
        if matches!(placed.place, Place::Line(_)) {
            target = &document.text;
        }
        let issue = &placed.issue;
        issue.target_span.iter().for_each(|span| assert_whole(target, span));
        if !source.is_empty() {
            issue.source_span.iter().for_each(|span| assert_whole(source, span));
        }
        if let Some(fix) = &issue.fix {
            assert!(fix.apply(target).is_some(), "{fix:?} can't be made in {target:?}");
        }
        assert!(!issue.message.is_empty() && issue.penalty() >= 0.0);
    }
    let mut end = 0;
    for segment in &found.segments {
        assert!(segment.issues.start >= end && segment.issues.end <= found.issues.len());
        end = segment.issues.end;
        assert!((0.0..=100.0).contains(&segment.score()));
    }
    found
}

/// One pair. A fix, made, removes its issue.
pub(super) fn checks(bytes: &[u8]) {
    let (at, source, target) = two_texts(bytes, LOCALES.len());
    let locale = locale_of(LOCALES[at]);
    let found = EVALUATOR.pairs(&[(&source, &target)], &locale);
    let found = judge(&EVALUATOR, found.document);
    for placed in &found.issues {
        let Some(fix) = &placed.issue.fix else { continue };
        let id = placed.issue.check.id;
        let mended = fix.apply(&target).unwrap_or_default();
        let count = |issues: &[glossator::checks::Issue]| {
            issues
                .iter()
                .filter(|issue| issue.check.id == id)
                .map(|issue| issue.places)
                .sum::<u32>()
        };
        let before = count(&EVALUATOR.pair(&source, &target, &locale));
        let after = count(&EVALUATOR.pair(&source, &mended, &locale));
        assert!(after < before, "{id}: {before}, then {after}: {source:?} {target:?} {mended:?}");
    }
}

/// A page and its original, judged by what they teach.
pub(super) fn pages(bytes: &[u8]) {
    let (at, source, target) = two_texts(bytes, LOCALES.len() * PAGES.len());
    let (locale, name) = (locale_of(LOCALES[at % LOCALES.len()]), PAGES[at / LOCALES.len()]);
    let page = page(name, None, locale, &source, target);
    let mut corpus = Corpus::default();
    let observation = corpus.prepare(&page);
    corpus.observe(observation);
    corpus.finish();
    TAUGHT.with_borrow_mut(|evaluator| {
        evaluator.corpus = corpus;
        judge(evaluator, page);
    });
}

thread_local! {
    static TAUGHT: RefCell<Evaluator> =
        RefCell::new(Evaluator::new(Termbase::load(&[]).unwrap_or_default()));
}

/// A page beside its original as the command pairs them.
fn page(
    name: &str,
    system: Option<System>,
    locale: LocaleTag,
    source: &str,
    target: String,
) -> Document {
    let place = system.map(|system| PathPlace { system: Some(system), ..PathPlace::default() });
    let input = Input { place, ..Input::new(name, name) };
    let mut page = pair(target, source, &input, Some(&locale));
    page.locale = locale;
    let paired = page.original.take().unwrap_or_default();
    let (place, page_of, text) = (format!("/en/{name}"), format!("/xx/{name}"), source.to_owned());
    page.original = Some(Original { place, page: page_of, text, system, ..paired });
    page
}

/// What stands beside each other on a page in the syntax of any program: texts are in the page at their places.
pub(super) fn dialects(bytes: &[u8]) {
    const SYSTEMS: &[Option<System>] = &[
        None,
        Some(System::Astro),
        Some(System::Docusaurus),
        Some(System::Hugo),
        Some(System::Jekyll),
        Some(System::MdBook),
        Some(System::MkDocs),
        Some(System::Sphinx),
        Some(System::VitePress),
    ];
    let (at, source, target) = two_texts(bytes, SYSTEMS.len() * PAGES.len());
    let (system, name) = (SYSTEMS[at % SYSTEMS.len()], PAGES[at / SYSTEMS.len()]);
    let page = page(name, system, locale_of("de-DE"), &source, target);
    let mut last = 0..0;
    for segment in &page.segments {
        let place = segment.place.clone();
        if place.is_empty() {
            continue;
        }
        assert_whole(&page.text, &place);
        assert_holds(&page.text[place.clone()], &segment.target);
        // Sentences of one block share its place.
        assert!(place == last || place.start >= last.end, "pairs overlap: {last:?} {place:?}");
        last = place;
    }
    for body in [&source, &page.text] {
        let mut end = 0;
        for block in blocks(body, body.len() - behind_front_matter(body).len(), system) {
            assert_whole(body, &block.place);
            assert!(block.place.start >= end, "blocks overlap: {:?} in {body:?}", block.place);
            end = block.place.end;
        }
    }
    judge(&EVALUATOR, page);
}

/// A list of names, and a pair that may hold them.
pub(super) fn names(bytes: &[u8]) {
    const LISTS: &[&str] = &["names.csv", "names.tsv", "names.yaml", "names.tbx"];
    let (at, list, target) = two_texts(bytes, LISTS.len());
    let folder = Folder::new();
    let path = folder.file(LISTS[at], list.as_bytes());
    let Ok(names) = load::read(&path) else { return };
    assert!(!names.is_empty());
    let known: Vec<String> = names.iter().take(20).map(|name| name.name.clone()).collect();
    let Ok(termbase) = Termbase::load(&[path]) else { return };
    let evaluator = Evaluator::new(termbase);
    for locale in ["de-DE", "ja-JP"].map(locale_of) {
        let source = known.join(", ");
        let found = evaluator.pairs(&[(&source, &target), (&target, &source)], &locale);
        judge(&evaluator, found.document);
    }
}

/// The fixes of a file, made in it: what is read then has them, and all else is as it was.
pub(super) fn fixes(bytes: &[u8]) {
    const FILES: &[&str] =
        &["de-DE/a.md", "a.tsv", "a.po", "a.xliff", "a.jsonl", "de/a.properties", "a.tmx"];
    let (first, rest) = bytes.split_first().unwrap_or((&0, &[]));
    let name = FILES[usize::from(*first) % FILES.len()];
    let folder = Folder::new();
    let path =
        folder.file(Path::new(name).file_name().and_then(|n| n.to_str()).unwrap_or("a"), rest);
    let input = Input::new(&path, name);
    let options = ReadOptions { locale: LocaleTag::parse("es-ES"), ..ReadOptions::default() };
    let Ok(documents) = read::read(&input, &options) else { return };
    let (mut edits, mut segments) = (Vec::new(), 0);
    for document in &documents {
        let found = EVALUATOR.evaluate(document.clone());
        for placed in &found.issues {
            let (Place::Segment(index), Some(fix)) = (placed.place, &placed.issue.fix) else {
                continue;
            };
            let segment = &document.segments[index];

            edits.push(Edit {
                locale: document.locale.clone(),
                segment: segments + index,
                id: segment.id.clone(),
                target: segment.target.clone(),
                span: fix.span.clone(),
                text: fix.text.clone(),
            });
        }
        segments += document.segments.len();
    }
    let rewritten = rewrite(&input, &options, &edits, |_| true);
    assert!(rewritten.before == rest && rewritten.left.len() == edits.len());
    let made = rewritten.left.iter().filter(|left| left.is_none()).count();
    assert!(made > 0 || rewritten.after == rest, "bytes changed without an edit");
    if made > 0 {
        folder.file(path.file_name().and_then(|n| n.to_str()).unwrap_or("a"), &rewritten.after);
        let after = read::read(&input, &options).unwrap_or_default();
        let all =
            |documents: &[Document]| -> usize { documents.iter().map(|d| d.segments.len()).sum() };
        assert_eq!(all(&after), all(&documents), "segments came or went");
        let targets = |documents: &[Document]| -> Vec<String> {
            documents.iter().flat_map(|d| d.segments.iter().map(|s| s.target.clone())).collect()
        };
        let (old, new) = (targets(&documents), targets(&after));
        for (at, (old, new)) in old.iter().zip(&new).enumerate() {
            let is_edited = edits.iter().any(|edit| edit.segment == at);
            assert!(is_edited || old == new, "segment {at} has no edit: {old:?} {new:?}");
        }
    }
}
