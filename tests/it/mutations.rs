//! Pages of every dialect, damaged at random: whatever they hold, they are read and judged, and every span is a
//! stretch of whole characters.

mod lengths;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use glossator::document::{Document, Input, Original, Segment};
use glossator::evaluate::{Evaluation, Evaluator};
use glossator::learn::Corpus;
use glossator::locale::LocaleTag;
use glossator::names::Termbase;
use glossator::read::align::pair;
use glossator::read::formats;

use crate::support::texts;

/// Locales of every script and of the languages that have rules of their own.
const LOCALES: &str = "de-DE fr-FR ja-JP zh-CN ko-KR ar-SA th-TH hi-IN ru-RU hu-HU tr-TR es-ES pt-BR cs-CZ he-IL el-GR zh-TW \
    vi-VN pl-PL it-IT xx";

/// A file of which each line is a segment.
const LINES: &str = "strings.txt";
/// Files that hold both sides.
const BOTH_SIDES: &[&str] = &["pairs.md", "sphinx.po"];

/// What is put into a page: marks of the dialects, blanks and marks of several bytes, words of many scripts.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "{", "}", "{{", "}}", "{{<", ">}}", "{{%", "%}}", "{%", "%}", "{#", "#}", "{/*", "*/}", "{:", "<%", "%>",
    "<", ">", "<<", ">>", "</", "/>", "<!--", "-->", "[", "]", "](", "[[", "]]", "![", "[^", "[!", "(", ")",
    ":::", "```", "~~~", "`", "``", "`_", ":ref:`", "|", "||", "\n|--|\n", "$", "$$", "\\(", "\\)", "\\[",
    "\\]", "\\", "!!! ", "???+ ", "/// ", "=== ", "---\n", "+++\n", "*", "**", "***", "_", "__", "~~", "#",
    "\n# ", "\n\n", "\n", "\r\n", "\r", "\t", "    ", "\n    ", "\n- ", "\n1. ", "\n> ", "\n: ", "=", "= ",
    "=\"", "\"", "'", "„", "“", "”", "«", "»", "’", "\u{a0}", "\u{202f}", "\u{3000}", "\u{200b}", "\u{200d}",
    "\u{200e}", "\u{2028}", "\u{85}", "\u{feff}", "\u{ad}", "\u{301}", "\u{fe0f}", "\u{20e3}", "\u{64e}",
    "\u{e48}", "\u{94d}", "\u{fffd}", "\u{fffc}", "\u{0}", "İ", "ß", "ŉ", "ǰ", "K", "é", "中文", "。", "，", "（",
    "）", "！", "｜", "～", "ひらがな", "カタカナ", "한국어", "을(를)", "العربية", "١٢", "ไทย", "हिन्दी", "Привет", "Ελλάδα",
    "😀", "👩\u{200d}👩", "𝒜", "&amp;", "&lt;", "&#160;", "&#x10ffff;", "&nbsp", "%s", "%d", "%1$s", "%(a)s",
    "%", "{0}", "{a}", "{a, plural, one {", "${a}", "$a", "__a__", "1,234.5", "10 %", "5 kg", "http://",
    "https://é.ü/中", "a@b.c", "C:\\", "/a/b", "-5", "--a", "a.b", "aB", ".", ",", ":", ";", "…", "–", " ",
    "  ", "and", "import ", "export ", "from '", "title=", "label= ", "x", "<span data-ttu-id=\"1\">",
    "</span>", "msgid \"", "msgstr \"",
];

/// Numbers that are the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % bound.max(1)
    }

    fn of<'t>(&mut self, list: &[&'t str]) -> &'t str {
        list[self.below(list.len())]
    }

    /// A place between two characters; every other time beside a mark, where syntax is.
    fn place(&mut self, page: &str) -> usize {
        let mut at = self.below(page.len() + 1);
        if self.below(2) == 0 {
            let is_mark = |b: u8| !b.is_ascii_alphanumeric() && b != b' ';
            at +=
                page.as_bytes()[at..].iter().position(|b| is_mark(*b)).unwrap_or(0) + self.below(2);
        }
        at = at.min(page.len());
        while !page.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    /// A stretch of a page: mostly some characters, now and then a large part of it.
    fn stretch(&mut self, page: &str) -> std::ops::Range<usize> {
        let start = self.place(page);
        let longest = if self.below(8) == 0 { page.len() } else { 12 };
        let mut end = (start + 1 + self.below(longest)).min(page.len());
        while !page.is_char_boundary(end) {
            end += 1;
        }
        start..end
    }
}

/// A page with one to six places deleted, doubled, exchanged, cut off or filled.
fn mutated(page: &str, dice: &mut Dice) -> String {
    let mut page = page.to_owned();
    for _ in 0..=dice.below(6) {
        match dice.below(12) {
            0..=2 => page.replace_range(dice.stretch(&page), ""),
            3 | 4 => {
                let doubled = page[dice.stretch(&page)].to_owned();
                let at = dice.place(&page);
                page.insert_str(at, &doubled);
            }
            5 => {
                let (a, b) = (dice.stretch(&page), dice.stretch(&page));
                let (a, b) = if a.start <= b.start { (a, b) } else { (b, a) };
                if a.end <= b.start {
                    let (first, second) = (page[a.clone()].to_owned(), page[b.clone()].to_owned());
                    page.replace_range(b, &first);
                    page.replace_range(a, &second);
                }
            }
            6 if dice.below(4) == 0 => page.truncate(dice.place(&page)),
            _ => {
                let at = dice.place(&page);
                page.insert_str(at, dice.of(PIECES));
            }
        }
    }
    page
}

/// The documents that an original and a translation make, by the kind of their file.
fn documents(name: &str, source: &str, target: &str, locale: &LocaleTag) -> Vec<Document> {
    let input = Input::new(name, name);
    let lines = |source: &str, target: &str| {
        let segment = |(at, (source, target)): (usize, (&str, &str))| Segment {
            id: at.to_string(),
            line: 1,
            source: source.to_owned(),
            target: target.to_owned(),
            ..Segment::default()
        };
        let segments = source.lines().zip(target.lines()).enumerate().map(segment).collect();
        Document { path: name.to_owned(), locale: locale.clone(), segments, ..Document::default() }
    };
    if name == LINES {
        return vec![lines(source, target)];
    }
    if BOTH_SIDES.contains(&name) {
        let format = formats::of(Path::new(name), target.as_bytes());
        let read = format.map(|format| (format.read)(target.into(), &input, Some(locale)));
        return read.and_then(Result::ok).unwrap_or_default();
    }
    let mut page = pair(target.to_owned(), source, &input, Some(locale));
    page.locale = locale.clone();
    let paired = page.original.take().unwrap_or_default();
    let (place, text) = (format!("/en/{name}"), source.to_owned());
    page.original = Some(Original { place, page: format!("/xx/{name}"), text, ..paired });
    vec![page]
}

/// What is wrong with the spans of what was found; none if all of them are whole characters of their texts.
fn wrong_span(found: &Evaluation) -> Option<String> {
    let document = &found.document;
    let whole = |text: &str, span: &std::ops::Range<usize>| text.get(span.clone()).is_some();
    for placed in &found.issues {
        let (source, mut target) = glossator::checks::issue::texts_at(document, placed.place);
        if matches!(placed.place, glossator::checks::issue::Place::Line(_)) {
            target = &document.text;
        }
        let issue = &placed.issue;
        let fits = issue.target_span.iter().all(|span| whole(target, span))
            && issue.source_span.iter().all(|span| source.is_empty() || whole(source, span));
        if !fits {
            return Some(format!("a span of {issue:?} cuts characters"));
        }
    }
    let places = document.segments.iter().map(|segment| &segment.place);
    let mut places = places.filter(|place| !place.is_empty());
    places.find(|place| !whole(&document.text, place)).map(|place| format!("no place: {place:?}"))
}

/// Reads and judges so many damaged pages, beginning with a number; what went wrong.
fn judge(from: u64, count: u64) -> Vec<String> {
    let fixtures = texts("dialects");
    let locales: Vec<&str> = LOCALES.split(' ').collect();
    let mut failures = Vec::new();
    let mut corpus = Corpus::default();
    let mut evaluator = Evaluator::new(Termbase::load(&[]).unwrap());
    for number in from..from + count {
        let mut dice = Dice(number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let (name, page) = &fixtures[dice.below(fixtures.len())];
        let locale = LocaleTag::parse(dice.of(&locales)).unwrap();
        let damaged = mutated(page, &mut dice);
        let (source, target) = if number % 2 == 0 { (page, &damaged) } else { (&damaged, page) };
        // A file that holds both sides is damaged as a whole.
        let target = if BOTH_SIDES.contains(&name.as_str()) { &damaged } else { target };
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            for document in documents(name, source, target, &locale) {
                let observation = corpus.prepare(&document);
                corpus.observe(observation);
                if let Some(wrong) = wrong_span(&evaluator.evaluate(document)) {
                    panic!("{wrong}");
                }
            }
        }));
        if outcome.is_err() {
            failures.push(format!("{number}: {name}, {}:\n{damaged}\n", locale.as_str()));
        }
        // What the damaged pages teach is used for those that follow.
        if number % 200 == 199 {
            let mut learned = std::mem::take(&mut corpus);
            match catch_unwind(AssertUnwindSafe(|| {
                learned.finish();
                learned
            })) {
                Ok(learned) => evaluator.corpus = learned,
                Err(_) => failures.push(format!("{number}: the corpus before it")),
            }
        }
    }
    failures
}

/// Judges pages on all processors.
fn judge_all(count: u64) {
    let threads = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let share = count.div_ceil(threads);
    let failures: Vec<String> = std::thread::scope(|scope| {
        let parts: Vec<_> =
            (0..threads).map(|part| scope.spawn(move || judge(part * share, share))).collect();
        parts.into_iter().flat_map(|part| part.join().unwrap()).collect()
    });
    let shown = failures.iter().take(5).map(String::as_str).collect::<Vec<_>>().join("\n");
    assert!(failures.is_empty(), "{} pages:\n{shown}", failures.len());
}

#[test]
fn damaged_pages_are_read_and_judged() {
    judge_all(3_000);
}

#[test]
#[ignore = "optimised it takes minutes, and an hour otherwise"]
fn a_hundred_thousand_damaged_pages_are_read_and_judged() {
    judge_all(100_000);
}
